// What somebody asks about, and what a file turns out to be: told by its content, since names say what they like.

import { looksLikeMail } from "../../wasm/check.js";

/** What the worker is given. */
export type Asked =
  | { readonly what: "text"; readonly text: string; readonly html: string }
  | { readonly what: "mail"; readonly bytes: Uint8Array }
  | { readonly what: "page"; readonly html: string };

/** Why a file is not judged; the words are `file_…`. */
export type Refusal = "too_large" | "outlook" | "pdf" | "archive" | "unknown" | "empty";

/** A file, as far as its kind is known. */
export type Found =
  Asked | { readonly what: "picture"; readonly picture: Blob } | { readonly what: "refused"; readonly why: Refusal };

/** Mail servers take no larger mails. */
export const MOST_BYTES = 64 * 1024 * 1024;

/** How files begin that are no text. */
const BEGINNINGS: readonly (readonly [readonly number[], "picture" | Refusal])[] = [
  [[0x89, 0x50, 0x4e, 0x47], "picture"],
  [[0xff, 0xd8, 0xff], "picture"],
  [[0x47, 0x49, 0x46, 0x38], "picture"],
  [[0x42, 0x4d], "picture"],
  [[0x52, 0x49, 0x46, 0x46], "picture"],
  [[0xd0, 0xcf, 0x11, 0xe0], "outlook"],
  [[0x25, 0x50, 0x44, 0x46], "pdf"],
  [[0x50, 0x4b, 0x03, 0x04], "archive"],
  [[0x1f, 0x8b], "archive"],
  [[0x52, 0x61, 0x72, 0x21], "archive"],
  [[0x37, 0x7a, 0xbc, 0xaf], "archive"],
];

/** Reads a file, and says what it is. */
export async function readFile(file: Blob): Promise<Found> {
  if (file.size === 0) return { what: "refused", why: "empty" };
  if (file.size > MOST_BYTES) return { what: "refused", why: "too_large" };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const [, kind] = BEGINNINGS.find(([beginning]) => beginning.every((byte, at) => bytes[at] === byte)) ?? [];
  if (kind === "picture") return { what: "picture", picture: file };
  if (kind !== undefined) return { what: "refused", why: kind };
  const text = decode(bytes);
  const head = text.slice(0, 20_000);
  if (looksLikeMail(head)) return { what: "mail", bytes };
  if (head.includes("\0")) return { what: "refused", why: "unknown" };
  return /<(?:!doctype html|html|head|body|table|div|meta)\b/i.test(head)
    ? { what: "page", html: text }
    : { what: "text", text, html: "" };
}

/** A text in the charset that it names at its beginning as HTML files do, else in UTF-8. */
function decode(bytes: Uint8Array): string {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 4096));
  const mark =
    bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
  const label = mark ?? /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1] ?? "utf-8";
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
