// The facts about an element that follow from its name alone: whether it begins a line, whether it can be a link.

import { localNameOf } from "./dom.js";

/** The facts that follow from an element's name. */
export interface ElementKind {
  /** The element begins and ends a line. */
  readonly block: boolean;
  /** The element can be a link. */
  readonly leading: boolean;
  /** The name in upper case. */
  readonly name: string;
}

/** The elements that begin and end a line; `starts_block` in src/mail/html.rs lists the same. */
const BLOCKS = new Set(
  [
    "ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY BR CAPTION CENTER DD DETAILS DIALOG DIR DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM",
    "H1 H2 H3 H4 H5 H6 HEADER HGROUP HR HTML LEGEND LI LISTING MAIN MENU NAV OL OPTION P PLAINTEXT PRE SEARCH SECTION SUMMARY",
    "TABLE TBODY TD TFOOT TH THEAD TR UL XMP",
  ].flatMap((names) => names.split(" ")),
);
const LEADING = new Set("A AREA FORM BUTTON INPUT META".split(" "));

/** The kinds met so far, because a lookup is cheaper than a new object. The number is limited: a mail can invent names. */
const kinds = new Map<string, ElementKind>();
const MOST_KINDS = 200;

export function kindOf(element: Element): ElementKind {
  const written = localNameOf(element);
  const known = kinds.get(written);
  if (known) return known;
  const name = written.toUpperCase();
  const kind = { name, block: BLOCKS.has(name), leading: LEADING.has(name) };
  if (kinds.size < MOST_KINDS) kinds.set(written, kind);
  return kind;
}
