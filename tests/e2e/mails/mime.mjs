// Builds a raw mail: RFC 5322 headers, RFC 2047 encoded words, RFC 2045 bodies. The contents of the mails stand elsewhere.

import { encode } from "./charsets.mjs";

const CRLF = "\r\n";
/** RFC 2047 allows 75 characters for an encoded word, RFC 2045 76 for a line. */
const WORD = 75;
const LINE = 76;

/** A mail of `mails.mjs` as the bytes a server would deliver. */
export function eml(mail) {
  const charset = mail.charset ?? "utf-8";
  const headers = [
    ["Date", mail.date.toUTCString().replace("GMT", "+0000")],
    ["From", mailbox(mail.from, charset)],
    ["To", mailbox({ name: "", address: mail.to }, charset)],
    ...(mail.replyTo ? [["Reply-To", mailbox(mail.replyTo, charset)]] : []),
    ["Subject", words(mail.subject, charset)],
    ["Message-ID", `<${mail.id}.1@${mail.from.address.split("@")[1]}>`],
    ...Object.entries(mail.headers ?? {}),
    ["MIME-Version", "1.0"],
  ];
  const bodies = [mail.text && text(mail.text, "plain", charset), mail.html && text(mail.html, "html", charset)].filter(
    Boolean,
  );
  const body = bodies.length > 1 ? multipart("alternative", bodies) : bodies[0];
  const whole = mail.attachments ? multipart("mixed", [body, ...mail.attachments.map(attachment)]) : body;
  return Buffer.from(
    [...headers, ...whole.headers].map(([name, value]) => `${name}: ${value}${CRLF}`).join("") + CRLF + whole.body,
    "latin1",
  );
}

/** A part is its headers and its body, both of characters below 256. */
function multipart(kind, parts) {
  const boundary = `=_${kind}_${parts.length}`;
  const inner = parts.map(
    (part) =>
      `--${boundary}${CRLF}${part.headers.map(([name, value]) => `${name}: ${value}${CRLF}`).join("")}${CRLF}${part.body}${CRLF}`,
  );
  return {
    headers: [["Content-Type", `multipart/${kind}; boundary="${boundary}"`]],
    body: `${inner.join("")}--${boundary}--${CRLF}`,
  };
}

/** ISO-2022-JP fits into 7 bits. A body in another encoding stays readable when it is mostly ASCII. */
function text(content, kind, charset) {
  // A charset named within the HTML would contradict the header.
  const bytes = encode(
    content.replace('<meta charset="utf-8">', `<meta charset="${charset}">`).replace(/\r?\n/g, CRLF),
    charset,
  );
  const foreign = bytes.filter((byte) => byte > 126).length;
  const encoding = charset === "iso-2022-jp" ? "7bit" : foreign * 6 > bytes.length ? "base64" : "quoted-printable";
  return {
    headers: [
      ["Content-Type", `text/${kind}; charset=${charset}`],
      ["Content-Transfer-Encoding", encoding],
    ],
    body: { "7bit": (b) => b.toString("latin1"), base64, "quoted-printable": quotedPrintable }[encoding](bytes),
  };
}

function attachment({ name, type, content }) {
  // RFC 2231 for names beyond ASCII.
  const file = /^[\x20-\x7e]*$/.test(name) ? `filename="${name}"` : `filename*=utf-8''${encodeURIComponent(name)}`;
  return {
    headers: [
      ["Content-Type", type],
      ["Content-Disposition", `attachment; ${file}`],
      ["Content-Transfer-Encoding", "base64"],
    ],
    body: base64(Buffer.from(content)),
  };
}

const base64 = (bytes) => bytes.toString("base64").replace(new RegExp(`.{${LINE}}`, "g"), `$&${CRLF}`);

function quotedPrintable(bytes) {
  const escape = (char) => `=${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
  const lines = bytes
    .toString("latin1")
    .split(CRLF)
    .map((line) => {
      const units = line.replace(/[^\x20-\x3c\x3e-\x7e]|[ \t]$/g, escape).match(/=..|[^=]/g) ?? [];
      // Soft line breaks, none within an escape.
      const out = [""];
      for (const unit of units) {
        if (out.at(-1).length + unit.length > LINE - 1) out.push("");
        out[out.length - 1] += unit;
      }
      return out.join(`=${CRLF}`);
    });
  return lines.join(CRLF);
}

/** `Name <address>`, the name encoded or quoted as it needs. */
function mailbox({ name, address }, charset) {
  if (!name) return address;
  if (!/^[\x20-\x7e]*$/.test(name)) return `${words(name, charset)} <${address}>`;
  return `${/^[\w ]+$/.test(name) ? name : `"${name.replace(/["\\]/g, "\\$&")}"`} <${address}>`;
}

/** A header's text, in encoded words where it is not ASCII. Each word holds whole characters only. */
function words(text, charset) {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const word = (chars) => `=?${charset}?B?${encode(chars, charset).toString("base64")}?=`;
  const out = [""];
  for (const char of text) {
    if (word(out.at(-1) + char).length > WORD) out.push("");
    out[out.length - 1] += char;
  }
  return out.map(word).join(`${CRLF} `);
}
