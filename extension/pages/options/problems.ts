// The problems in a file or a policy, in words, each with the path of its field.

import type { Problem } from "../../model/organisation.js";
import { printable } from "../../ui/characters.js";
import { el } from "../../ui/dom.js";
import type { UiContext } from "../../ui/index.js";

/** The most problems that are shown. The others appear once these are fixed. */
const MOST_PROBLEMS = 10;

export function problemList(ctx: UiContext, problems: readonly Problem[]): HTMLElement {
  const { texts } = ctx;
  const shown = problems.slice(0, MOST_PROBLEMS).map(({ code, place, text = "" }) => {
    const params = { place: printable(place), text: printable(text) };
    return el(
      "li",
      { class: "wrong" },
      el("span", {}, texts.text(`options_problem_${code.replaceAll("-", "_")}`, params)),
    );
  });
  const more = problems.length - shown.length;
  return el(
    "ul",
    {},
    ...shown,
    more > 0 ? el("li", { class: "note" }, texts.text("and_more", { count: String(more) })) : null,
  );
}
