// The form in which a search compares texts.

/** A text without differences that a search should ignore: case, width, accents, and the kind of hyphen or apostrophe. */
export function searchable(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/\p{Pd}/gu, "-")
    .replace(/[‘’]/g, "'")
    .toLowerCase()
    .trim();
}
