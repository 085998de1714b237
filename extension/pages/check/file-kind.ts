// Recognises the kind of a file by its content, because file names are unreliable.

import { type CheckJob, looksLikeMail } from "../../wasm/check.js";

/** The reason why a file is not judged. The texts are `file_…`. */
export type FileRefusal = "too_large" | "outlook" | "pdf" | "archive" | "unknown" | "empty";

/** A file with its kind. */
export type FoundFile =
  | CheckJob
  | { readonly what: "picture"; readonly picture: Blob }
  | { readonly what: "refused"; readonly why: FileRefusal };

/** The largest file, in bytes. Mail servers accept no larger mails. */
export const MOST_BYTES = 64 * 1024 * 1024;

/** The first bytes of files that are not text. */
const BEGINNINGS: readonly (readonly [readonly number[], "picture" | FileRefusal])[] = [
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

/** Reads a file and recognises its kind. */
export async function readFile(file: Blob): Promise<FoundFile> {
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

/** Decodes a text by its byte order mark or the charset of its `meta` element, otherwise as UTF-8. */
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
