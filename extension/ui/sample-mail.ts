// Draws one of our sample mails (`model/sample-mail.ts`) much as a webmail does. Its links never open. They show where they would
// lead on hover and on focus. The layout is in page.css.

import type { Letter, Line } from "../model/sample-mail.js";
import { bareButton } from "./buttons.js";
import { printable } from "./characters.js";
import type { UiContext } from "./context.js";
import { type Child, el, newId } from "./dom.js";
import { onTrusted } from "./trusted-events.js";

/** The drawings of Touchstone on the mail, placed as in a webmail. */
export interface Drawn {
  readonly chip?: Child;
  readonly banner?: Child;
  /** The elements behind the mail's links, in the order of the links. */
  readonly marks?: readonly Child[];
}

/** Draws the mail. Its subject is the heading that names it. */
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
  // A touch screen has no hover, so a press on the mail's own button or on the one beside it shows the target, too.
  for (const press of [link, show]) onTrusted(press, "click", toggle);
  return el("div", { class: "letter-action" }, el("span", { class: "letter-press" }, link, mark), show, leads);
}
