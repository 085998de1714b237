// The text that a raw mail shows, as the HTML a webmail would put into its page. It reads the written mails of tests/mails,
// which are well-formed; the mail reader in Rust reads the rest.

import { asHtml } from "../inbox/sanitise.mjs";

const latin1 = (bytes) => bytes.toString("latin1");

/** The shown parts of a mail, as one HTML text; parts in plain text keep their lines. */
export function shownHtml(raw) {
  const entity = entityOf(raw);
  return shownParts(entity)
    .map(({ html, text }) => html ?? asHtml(text))
    .join("\n");
}

/** Whether a mail shows plain text: programs differ in which addresses in it they make links. */
export const showsPlainText = (raw) => shownParts(entityOf(raw)).some(({ text }) => text !== undefined);

function entityOf(bytes) {
  const end = /\r?\n\r?\n/.exec(latin1(bytes));
  const head = latin1(bytes.subarray(0, end?.index ?? bytes.length)).replace(/\r?\n[ \t]+/g, " ");
  const headers = new Map(
    head.split(/\r?\n/).flatMap((line) => {
      const at = line.indexOf(":");
      return at < 0 ? [] : [[line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]];
    }),
  );
  return { headers, body: end ? bytes.subarray(end.index + end[0].length) : Buffer.alloc(0) };
}

function shownParts({ headers, body }) {
  const type = headers.get("content-type") ?? "text/plain";
  const kind = type.split(";")[0].trim().toLowerCase();
  const attached = /^attachment/i.test(headers.get("content-disposition") ?? "");
  if (kind.startsWith("multipart/")) {
    const parts = split(body, parameter(type, "boundary")).map((part) => shownParts(entityOf(part)));
    if (kind === "multipart/alternative")
      return parts.findLast((shown) => shown.some(({ html }) => html !== undefined)) ?? parts[0] ?? [];
    return parts.flat();
  }
  if (attached || (kind !== "text/html" && kind !== "text/plain")) return [];
  const text = decoded(headers, body, type);
  return [kind === "text/html" ? { html: text } : { text }];
}

function parameter(type, name) {
  const [, quoted, plain] = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;]+))`, "i").exec(type) ?? [];
  return quoted ?? plain ?? "";
}

function split(body, boundary) {
  const parts = `\n${latin1(body)}`.split(`\n--${boundary}`).slice(1);
  return parts
    .filter((part) => !part.startsWith("--"))
    .map((part) => Buffer.from(part.replace(/^[^\n]*\n/, "").replace(/\r$/, ""), "latin1"));
}

function decoded(headers, body, type) {
  const encoding = (headers.get("content-transfer-encoding") ?? "").toLowerCase();
  let bytes = body;
  if (encoding === "base64") bytes = Buffer.from(latin1(body), "base64");
  if (encoding === "quoted-printable") {
    const text = latin1(body).replace(/=[ \t]*\r?\n/g, "");
    bytes = Buffer.from(
      text.replace(/=([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
      "latin1",
    );
  }
  return inCharset(bytes, parameter(type, "charset") || "utf-8");
}

/** Programs that write UTF-8 often name another charset. Bytes are not valid UTF-8 by chance. */
function inCharset(bytes, charset) {
  try {
    return new TextDecoder(/^iso-2022/i.test(charset) ? charset : "utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(charset).decode(bytes);
  }
}
