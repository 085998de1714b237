// The texts of the user interface, over `_locales`: our own loader, because the user may choose another language than the
// browser's, and because content scripts get theirs from the background.

import type { Reason } from "../model/verdict.js";

/** A language we have texts in, named as its folder in `_locales`. */
export type Language = "en" | "zh_CN" | "zh_TW" | "ja" | "de" | "fr" | "it" | "es";

/** Every language, each by its own name, in the order the settings list them. */
export const LANGUAGES: readonly (readonly [Language, string])[] = [
  ["en", "English"],
  ["zh_CN", "简体中文"],
  ["zh_TW", "繁體中文"],
  ["ja", "日本語"],
  ["de", "Deutsch"],
  ["fr", "Français"],
  ["it", "Italiano"],
  ["es", "Español"],
];

/** The texts of one language by their key. */
export type Messages = Readonly<Record<string, string>>;

/** A piece of a sentence: words, or the value that stands in place of a `{placeholder}`. */
export type Piece = string | { readonly param: string; readonly value: string };

/** The texts of one language, with what is needed to fill them in. */
export class Texts {
  constructor(
    readonly language: Language,
    private readonly messages: Messages,
  ) {}

  /** The language as HTML's `lang` attribute wants it. */
  get tag(): string {
    return this.language.replace("_", "-");
  }

  /** A text with its placeholders filled in. A key without a text shows itself: better ugly than silent. */
  text(key: string, params: Readonly<Record<string, string>> = {}): string {
    return joined(this.pieces(key, params));
  }

  /** The same in pieces, so that values can be drawn as what they are: a host, an address, a character. */
  pieces(key: string, params: Readonly<Partial<Record<string, string>>> = {}): Piece[] {
    const message = this.messages[key] ?? key;
    const pieces: Piece[] = [];
    let rest = message;
    for (;;) {
      const open = rest.indexOf("{");
      const close = rest.indexOf("}", open);
      if (open < 0 || close < 0) break;
      const param = rest.slice(open + 1, close);
      if (open > 0) pieces.push(rest.slice(0, open));
      pieces.push({ param, value: this.written(param, params[param] ?? "") });
      rest = rest.slice(close + 1);
    }
    if (rest) pieces.push(rest);
    return pieces;
  }

  /** The sentence of a reason, as one text; `written` puts a value from outside into another form. */
  sentence(reason: Reason, written?: (value: string) => string): string {
    return joined(this.reason(reason), written);
  }

  /** The sentence of a reason in pieces. */
  reason(reason: Reason): Piece[] {
    return this.pieces(reasonKey(reason), reason);
  }

  /** A text for a number of things, `{count}` in it: in the plural form of the language, `key_one` or `key_other`. */
  counted(key: string, count: number, params: Readonly<Record<string, string>> = {}): string {
    const form = new Intl.PluralRules(this.tag).select(count) === "one" ? "one" : "other";
    return this.text(`${key}_${form}`, { ...params, count: String(count) });
  }

  /** A value as the language writes it: thousands are divided differently. */
  private written(param: string, value: string): string {
    return param === "count" && /^\d+$/.test(value) ? new Intl.NumberFormat(this.tag).format(Number(value)) : value;
  }

  /** The texts themselves, to hand them to a content script. */
  all(): Messages {
    return this.messages;
  }
}

function joined(pieces: readonly Piece[], written = (value: string): string => value): string {
  return pieces.map((piece) => (typeof piece === "string" ? piece : written(piece.value))).join("");
}

/** The key of a reason's sentence. */
function reasonKey(reason: { readonly code: string }): string {
  return `reason_${reason.code.replaceAll("-", "_")}`;
}

/** Loads the texts of a language from the extension's own files; what it lacks is filled in from English. */
export async function loadTexts(language: Language, url: (path: string) => string): Promise<Texts> {
  const read = async (name: Language): Promise<Messages> => {
    const entries = (await readJson(url(`_locales/${name}/messages.json`))) as Record<string, { message: string }>;
    return Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, entry.message]));
  };
  return new Texts(language, await inEnglishToo(language, read));
}

/** Loads the texts that only one of our own pages shows: nobody else has to carry them. */
export async function loadPageTexts(
  page: string,
  language: Language,
  url: (path: string) => string,
): Promise<Messages> {
  return inEnglishToo(language, async (name) => (await readJson(url(`texts/${name}/${page}.json`))) as Messages);
}

async function inEnglishToo(language: Language, read: (language: Language) => Promise<Messages>): Promise<Messages> {
  const english = await read("en");
  return language === "en" ? english : { ...english, ...(await read(language)) };
}

async function readJson(url: string): Promise<unknown> {
  return (await fetch(url)).json();
}

/** The language for a browser that is set to this one; English where we have no texts in it. */
export function languageFor(browserLanguage: string): Language {
  const wanted = nameOf(browserLanguage);
  return LANGUAGES.find(([language]) => language === wanted)?.[0] ?? "en";
}

/** What a folder of that language is called. Chinese is two: the script that the region writes decides, unless one is named. */
function nameOf(tag: string): string {
  try {
    const { language, script } = new Intl.Locale(tag.replaceAll("_", "-")).maximize();
    if (language !== "zh") return language;
    return script === "Hant" ? "zh_TW" : "zh_CN";
  } catch {
    return "";
  }
}
