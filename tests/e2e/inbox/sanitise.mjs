// Sanitises a mail's HTML as webmails do: it removes scripts and keeps styles. It is made for the well-formed demo mails and does not
// defend against foreign mails.

const WITH_CONTENT = /<(script|iframe|object|embed|noscript|template|title)\b[^>]*>[\s\S]*?<\/\1\s*>/gi;
const MARKUP = /<!--[\s\S]*?-->|<!doctype[^>]*>|<(\/?)([a-z][\w:-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/gi;
const ATTRIBUTE = /([^\s"'=<>/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?/g;
const DROPPED = new Set(["html", "head", "meta", "link", "base", "embed", "frame", "frameset"]);
const LEADS = new Set(["href", "src", "action", "formaction", "background", "poster", "xlink:href"]);

/** Returns the HTML of a mail as the content of a block. */
export function sanitise(html) {
  return html.replace(WITH_CONTENT, "").replace(MARKUP, (_whole, slash, name, attributes) => {
    if (!name) return "";
    const tag = name.toLowerCase();
    if (DROPPED.has(tag)) return "";
    // The mail sets the body's colours, and the webmail sets its place.
    const element = tag === "body" ? "div" : tag;
    return slash ? `</${element}>` : `<${element}${kept(tag, attributes)}>`;
  });
}

function kept(tag, attributes) {
  const out = [];
  for (const [, name, quoted = '""'] of attributes.matchAll(ATTRIBUTE)) {
    const key = name.toLowerCase();
    const value = /^["']/.test(quoted) ? quoted.slice(1, -1) : quoted;
    if (key.startsWith("on") || key === "srcdoc" || key === "target" || key === "rel") continue;
    if (LEADS.has(key) && /^\s*(javascript|vbscript|data):/i.test(value)) continue;
    // A remote image would tell the sender that the mail was read.
    if (tag === "img" && key === "src" && /^\s*(https?:)?\/\//i.test(value)) continue;
    if (key === "id") out.push(`id="m-${value}"`);
    else if (key === "style")
      out.push(
        `style="${value.replace(/url\([^)]*\)/gi, "none").replace(/position\s*:\s*(fixed|sticky)/gi, "position:static")}"`,
      );
    else out.push(`${name}="${value.replaceAll('"', "&quot;")}"`);
  }
  if (tag === "a" || tag === "area" || tag === "form") out.push('target="_blank"', 'rel="noopener noreferrer"');
  return out.length > 0 ? ` ${out.join(" ")}` : "";
}

const escape = (text) =>
  text.replace(/[&<>"]/g, (char) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[char]);

/** Returns a plain text as webmails show it: it keeps its lines, and its addresses become links. */
export function asHtml(text) {
  const parts = text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/);
  const linked = parts.map((part, at) =>
    at % 2 ? `<a href="${escape(part)}" target="_blank" rel="noopener noreferrer">${escape(part)}</a>` : escape(part),
  );
  return `<div style="white-space:pre-wrap">${linked.join("")}</div>`;
}
