// Encodes texts in the old charsets of Chinese and Japanese mails. Node only decodes these, so this file derives its tables from
// Node's decoder, once and when they are first needed.

const ESC = 0x1b;
const tables = new Map();

/** The bytes of a text. Throws if the charset lacks a character; the mail then needs another text. */
export function encode(text, charset = "utf-8") {
  if (charset === "utf-8") return Buffer.from(text, "utf8");
  if (charset === "gb18030") return Buffer.concat([...text].map((char) => bytesOf(char, charset)));
  if (charset === "iso-2022-jp") return japanese(text);
  throw new Error(`no encoder for the charset ${charset}`);
}

/** ISO-2022-JP switches between ASCII and JIS X 0208, and must be back in ASCII at the end of every line. */
function japanese(text) {
  const out = [];
  let double = false;
  const to = (wanted) => {
    if (double !== wanted) out.push(Buffer.from([ESC, ...(wanted ? [0x24, 0x42] : [0x28, 0x42])]));
    double = wanted;
  };
  for (const char of text) {
    to(char > "\u007f");
    out.push(bytesOf(char, "iso-2022-jp"));
  }
  to(false);
  return Buffer.concat(out);
}

function bytesOf(char, charset) {
  if (char <= "\u007f") return Buffer.from(char, "latin1");
  if (!tables.has(charset)) tables.set(charset, pairs(charset));
  const bytes = tables.get(charset).get(char);
  if (!bytes) throw new Error(`${charset} has no two bytes for ${char} (U+${char.codePointAt(0).toString(16)})`);
  return bytes;
}

/** Every character of two bytes, by decoding every pair. */
function pairs(charset) {
  const table = new Map();
  const decoder = new TextDecoder(charset);
  const [from, to] = charset === "gb18030" ? [0x81, 0xfe] : [0x21, 0x7e];
  for (let lead = from; lead <= to; lead++) {
    for (let trail = charset === "gb18030" ? 0x40 : from; trail <= to; trail++) {
      const pair = Buffer.from([lead, trail]);
      const raw = charset === "gb18030" ? pair : Buffer.from([ESC, 0x24, 0x42, ...pair, ESC, 0x28, 0x42]);
      const char = decoder.decode(raw);
      if ([...char].length === 1 && char !== "\ufffd" && !table.has(char)) table.set(char, pair);
    }
  }
  return table;
}
