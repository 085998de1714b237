// Draws a mail of our own making (`model/sample-mail.ts`) much as a webmail does. Nothing in it opens: its links only say where they
// would lead, on hover, on focus, and to who asks. Its layout stands in page.css.

import type { Letter, Line } from "../model/sample-mail.js";
import { bareButton } from "./buttons.js";
import { printable } from "./characters.js";
import type { UiContext } from "./context.js";
import { type Child, el, newId } from "./dom.js";
import { onTrusted } from "./trusted-events.js";

/** What is drawn on the mail from outside, where a webmail would have it. */
export interface Drawn {
  readonly chip?: Child;
  readonly banner?: Child;
  /** What stands behind the mail's links, in their order. */
  readonly marks?: readonly Child[];
}

/** The mail; its subject is a heading that names it. */
export function drawLetter(
  ctx: UiContext,
  letter: Letter,
  { chip = null, banner = null, marks = [] }: Drawn = {},
): HTMLElement {
  const { from, subject, lines, pictures } = letter;
  const id = newId();
  const leading = lines.filter(({ href }) => href !== undefined);
  return el(
    "article",
    { class: "letter", "aria-labelledby": id },
    el("h2", { class: "letter-subject", id, tabindex: "-1" }, subject),
    el(
      "p",
      { class: "letter-from" },
      el("b", {}, el("bdi", {}, from.name ?? "")),
      " ",
      drawAddress(from.address ?? ""),
      " ",
      chip,
    ),
    banner,
    el(
      "div",
      { class: "letter-body" },
      ...lines.map((line) => drawLine(ctx, line, marks[leading.indexOf(line)] ?? null)),
    ),
    pictures.length > 0
      ? el("p", { class: "note" }, ctx.texts.text("letter_attached", { text: pictures.join(", ") }))
      : null,
  );
}

function drawAddress(address: string): HTMLElement {
  return el("bdi", { class: "mono letter-address", dir: "ltr" }, `<${printable(address)}>`);
}

function drawLine(ctx: UiContext, { text, href, button }: Line, mark: Child): HTMLElement {
  if (href === undefined) return el("p", {}, text);
  const id = newId();
  const target = el("bdi", { class: "mono", dir: "ltr" }, printable(href));
  const leads = el("p", { class: "leads note", id }, ctx.texts.text("letter_leads"), ctx.texts.text("colon"), target);
  const link = el(
    "button",
    { type: "button", class: button ? "letter-button" : "letter-link", "aria-describedby": id },
    text,
  );
  const show = bareButton("quiet", ctx.texts.text("letter_show"));
  show.setAttribute("aria-expanded", "false");
  show.setAttribute("aria-controls", id);
  const toggle = (): void => {
    const shown = leads.classList.toggle("shown");
    show.setAttribute("aria-expanded", String(shown));
  };
  // Where there is no pointer to hover with, a press on the mail's own button says the same.
  for (const press of [link, show]) onTrusted(press, "click", toggle);
  return el("div", { class: "letter-action" }, el("span", { class: "letter-press" }, link, mark), show, leads);
}
