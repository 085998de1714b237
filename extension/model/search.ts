// What a search compares.

/** A text without what a search should not depend on: case, width, accents, the kind of hyphen or apostrophe. */
export function searchable(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/\p{Pd}/gu, "-")
    .replace(/[‘’]/g, "'")
    .toLowerCase()
    .trim();
}
