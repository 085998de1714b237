// The names of characters in Unicode, for those that the product warns about: characters that people take for ASCII ones, and
// invisible ones. Other rare characters have no name here. The native program reads the same table (src/main.rs).

import table from "./character-names.json";

/**
 * A text as its characters are called: "а U+0430 CYRILLIC SMALL LETTER A". Printable ASCII characters stand for themselves, and an
 * invisible character is not shown itself.
 */
export function characterNames(text: string): string {
  if (/^[\x21-\x7e]*$/.test(text)) return text;
  const named = [...text].map(nameOf).join(", ");
  return SHOWN.test(text) ? `${text} ${named}` : named;
}

/** Characters that can be shown by themselves. */
const SHOWN = /^[\p{L}\p{N}\p{P}\p{S}]+$/u;

function nameOf(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  const code = `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
  const name = names().get(point);
  return name ? `${code} ${name}` : code;
}

let all: ReadonlyMap<number, string> | undefined;

/**
 * The names by code point. In the table the key is a name with `*` in the place of the part that differs. Its value lists code points
 * with that part, "430 A", and ranges of letters or digits, "1D41A A~Z".
 */
function names(): ReadonlyMap<number, string> {
  all ??= new Map(Object.entries(table).flatMap(([form, entries]) => entries.split(",").flatMap(read(form))));
  return all;
}

function read(form: string): (entry: string) => [number, string][] {
  return (entry) => {
    const at = entry.indexOf(" ");
    const [part = "", last] = entry.slice(at + 1).split("~");
    const count = last ? last.charCodeAt(0) - part.charCodeAt(0) + 1 : 1;
    return Array.from({ length: count }, (_, step) => [
      parseInt(entry.slice(0, at), 16) + step,
      form.replace("*", last ? String.fromCharCode(part.charCodeAt(0) + step) : part),
    ]);
  };
}
