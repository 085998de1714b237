// What is wrong in a file or a policy, in words, each with its place.

import type { Problem } from "../../protocol/requests.js";
import { printable } from "../../ui/characters.js";
import { el } from "../../ui/dom.js";
import type { UiContext } from "../../ui/index.js";

/** Who has more to mend sees the rest when these are mended. */
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
