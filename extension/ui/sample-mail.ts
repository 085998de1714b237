// Draws one of our sample mails (`model/sample-mail.ts`) much as a webmail does. Its links never open. They show where they would
// lead on hover and on focus, or do what the page wants. The layout is in page.css.

import { type Letter, type Line, type Part, type Place, exactIn } from "../model/sample-mail.js";
import { bareButton } from "./buttons.js";
import { printable } from "./characters.js";
import type { UiContext } from "./context.js";
import { type Child, el, newId } from "./dom.js";
import { listComma } from "./sentence.js";
import { onTrusted } from "./trusted-events.js";

/** The drawings of Touchstone on the mail, placed as in a webmail. */
export interface Drawn {
  readonly chip?: Child;
  readonly banner?: Child;
  /** The elements behind the mail's links, in the order of the links. */
  readonly marks?: readonly Child[];
  /** The places to look at. */
  readonly spots?: Spots;
  /** Acts on a press of the mail's link with this number, in place of showing where it leads. */
  readonly press?: (link: number, pressed: HTMLButtonElement) => void;
}

/** The places to look at in a mail: what gives a fake away, or what proves nothing. */
export interface Spots {
  readonly look: "danger" | "info";
  readonly places: readonly Place[];
}

const NO_SPOTS: Spots = { look: "info", places: [] };

/** Draws the mail. Its subject is the heading that names it. */
export function drawLetter(
  ctx: UiContext,
  letter: Letter,
  { chip = null, banner = null, marks = [], spots = NO_SPOTS, press }: Drawn = {},
): HTMLElement {
  const { from, subject, lines, pictures } = letter;
  const id = newId();
  const leading = lines.filter(({ href }) => href !== undefined);
  const names = pictures.join(listComma(ctx));
  return el(
    "article",
    { class: "letter", "aria-labelledby": id },
    el("h2", { class: "letter-subject", id, tabindex: "-1" }, ...withSpots(subject, spots, "subject")),
    el(
      "p",
      { class: "letter-from" },
      el("b", {}, el("bdi", {}, from.name ?? "")),
      " ",
      drawAddress(from.address ?? "", spots),
      " ",
      chip,
    ),
    banner,
    el(
      "div",
      { class: "letter-body" },
      ...lines.map((line) => {
        const at = leading.indexOf(line);
        const mark = marks[at] ?? null;
        return press ? drawLive(line, mark, (pressed) => press(at, pressed)) : drawLine(ctx, line, mark, spots, at);
      }),
    ),
    pictures.length > 0
      ? el(
          "p",
          { class: "note" },
          ...withSpots(ctx.texts.text("letter_attached", { text: names }), spots, "picture", names),
        )
      : null,
  );
}

/** Draws a text of one part, with the places in it marked. A place without words of its own is `whole`. */
function withSpots(text: string, { look, places }: Spots, part: Part, whole = text, at = 0): Child[] {
  const place = places.find((one) => one.part === part && (one.link ?? at) === at);
  const exact = place && (place.exact === undefined ? whole : exactIn(text, place));
  const start = exact ? text.indexOf(exact) : -1;
  if (!exact || start < 0) return [text];
  return [text.slice(0, start), el("mark", { class: `spot look-${look}` }, exact), text.slice(start + exact.length)];
}

function drawAddress(address: string, spots: Spots): HTMLElement {
  const shown = printable(address);
  return el("bdi", { class: "mono letter-address", dir: "ltr" }, ...withSpots(`<${shown}>`, spots, "address", shown));
}

/** Draws a line whose link does what the page wants. */
function drawLive({ text, href, button }: Line, mark: Child, press: (pressed: HTMLButtonElement) => void): HTMLElement {
  if (href === undefined) return el("p", {}, text);
  const link = el("button", { type: "button", class: lookOf(button) }, text);
  onTrusted(link, "click", () => press(link));
  return el("div", { class: "letter-action" }, el("span", { class: "letter-press" }, link, mark));
}

/** The class of a link's element: one that is drawn as a button, or one within the text. */
function lookOf(button: boolean | undefined): string {
  return button ? "letter-button" : "letter-link";
}

function drawLine(ctx: UiContext, { text, href, button }: Line, mark: Child, spots: Spots, at: number): HTMLElement {
  if (href === undefined) return el("p", {}, ...withSpots(text, spots, "text"));
  const id = newId();
  const shown = printable(href);
  const pointed = withSpots(shown, spots, "link", new URL(href).hostname, at);
  const target = el("bdi", { class: "mono", dir: "ltr" }, ...pointed);
  // A marked target stays in sight.
  const look = pointed.length > 1 ? "leads note shown" : "leads note";
  const leads = el("p", { class: look, id }, ctx.texts.text("letter_leads"), ctx.texts.text("colon"), target);
  const link = el("button", { type: "button", class: lookOf(button), "aria-describedby": id }, text);
  const show = bareButton("quiet", ctx.texts.text("letter_show"));
  show.setAttribute("aria-expanded", String(leads.classList.contains("shown")));
  show.setAttribute("aria-controls", id);
  const toggle = (): void => {
    const shown = leads.classList.toggle("shown");
    show.setAttribute("aria-expanded", String(shown));
  };
  // A touch screen has no hover, so a press on the mail's own button or on the one beside it shows the target, too.
  for (const press of [link, show]) onTrusted(press, "click", toggle);
  return el("div", { class: "letter-action" }, el("span", { class: "letter-press" }, link, mark), show, leads);
}
