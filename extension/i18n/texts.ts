// Loads the texts of the user interface from `_locales`. We have our own loader because the user may choose another language than
// the browser's, and because content scripts get their texts from the background.

import { characterNames } from "../model/character-names.js";
import type { Language, Messages } from "../model/language.js";
import type { Reason } from "../model/verdict.js";

/** All languages by their own names, in the order of the settings page. */
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

/** A piece of a sentence: words, or the value of a `{placeholder}`. */
export type Piece = string | { readonly param: string; readonly value: string };

/** The placeholder of a level's word, which a text fills in itself, so that it quotes the word that the user sees. */
const LEVEL_WORD = /^level_(?:ok|caution|danger)$/;

/** The texts of one language, and the methods that fill in their placeholders. */
export class Texts {
  constructor(
    readonly language: Language,
    private readonly messages: Messages,
    /** Whether the reasons are about the address that a form is sent to, and not about a link. */
    private readonly isOfForm = false,
  ) {}

  /** The same texts, with the sentences of reasons in words that fit a form. */
  ofForm(): Texts {
    return new Texts(this.language, this.messages, true);
  }

  /** The language tag for HTML's `lang` attribute. */
  get tag(): string {
    return this.language.replace("_", "-");
  }

  /** Returns a text with its placeholders filled in. A key without a text is returned itself, so that the gap is visible. */
  text(key: string, params: Readonly<Record<string, string>> = {}): string {
    return joined(this.pieces(key, params));
  }

  /** Returns a text in pieces, so that each value can be drawn as its kind: a host, an address, a character. */
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
      if (LEVEL_WORD.test(param)) pieces.push(this.messages[param] ?? param);
      else pieces.push({ param, value: this.written(param, params[param] ?? "") });
      rest = rest.slice(close + 1);
    }
    if (rest) pieces.push(rest);
    return pieces;
  }

  /** Returns the sentence of a reason as one text. `written` converts each value, which comes from outside. */
  sentence(reason: Reason, written?: (value: string) => string): string {
    return joined(this.reason(reason), written);
  }

  /** Returns the sentence of a reason in pieces. */
  reason(reason: Reason): Piece[] {
    return this.pieces(this.reasonKey(reason), reason);
  }

  /** The key of a reason's sentence. Some findings about a host are told in other words if a form or a mail address names the host. */
  private reasonKey({ code, address, host }: Reason): string {
    const key = `reason_${code.replaceAll("-", "_")}`;
    if (this.isOfForm && this.messages[`${key}_form`] !== undefined) return `${key}_form`;
    const other = address !== undefined ? `${key}_sender` : host === undefined ? key : key + placeSuffix(host);
    return this.messages[other] === undefined ? key : other;
  }

  /** Returns a text with a `{count}`, in the language's plural form for that number: `key_one` or `key_other`. */
  counted(key: string, count: number, params: Readonly<Record<string, string>> = {}): string {
    const form = new Intl.PluralRules(this.tag).select(count) === "one" ? "one" : "other";
    return this.text(`${key}_${form}`, { ...params, count: String(count) });
  }

  /** A value as people read it: a character with its name, a number with its thousands separated as the language does. */
  private written(param: string, value: string): string {
    if (param === "character") return characterNames(value);
    return param === "count" && /^\d+$/.test(value) ? new Intl.NumberFormat(this.tag).format(Number(value)) : value;
  }

  /** The texts, for the message to a content script. */
  all(): Messages {
    return this.messages;
  }
}

function joined(pieces: readonly Piece[], written = (value: string): string => value): string {
  return pieces.map((piece) => (typeof piece === "string" ? piece : written(piece.value))).join("");
}

/**
 * The ending of the key of a sentence whose host is none: a mail sends its reader to a number, an account in a messenger or a
 * mailbox, too, or asks for no more than an answer, which names no place at all.
 */
function placeSuffix(place: string): string {
  if (place === "") return "_answer";
  if (/^\S+@\S+$/.test(place)) return "_mailbox";
  if (/^[+(]?[\d ()./+-]+$/.test(place) && !/^\d+(?:\.\d+){3}$/.test(place)) return "_number";
  return /\s/.test(place) ? "_account" : "";
}

/** Loads the texts of a language from the extension's files. English fills in the texts that it lacks. */
export async function loadTexts(language: Language, url: (path: string) => string): Promise<Texts> {
  const read = async (name: Language): Promise<Messages> => {
    const entries = (await readJson(url(`_locales/${name}/messages.json`))) as Record<string, { message: string }>;
    return Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, entry.message]));
  };
  return new Texts(language, await inEnglishToo(language, read));
}

/** Loads the texts that only one of our pages shows. They are separate so that content scripts stay small. */
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

/** Returns our language for a browser's language tag, or English if we have no texts in it. */
export function languageFor(browserLanguage: string): Language {
  const wanted = nameOf(browserLanguage);
  return LANGUAGES.find(([language]) => language === wanted)?.[0] ?? "en";
}

/** Returns the folder name of a language tag. Chinese has two: the tag's script decides, or else the script of its region. */
function nameOf(tag: string): string {
  try {
    const { language, script } = new Intl.Locale(tag.replaceAll("_", "-")).maximize();
    if (language !== "zh") return language;
    return script === "Hant" ? "zh_TW" : "zh_CN";
  } catch {
    return "";
  }
}
