// The layout of the demo mails: tables and inline styles, as mail programs need them. It copies no real layout.

/** Escapes a text for HTML. */
export const escape = (text) =>
  text.replace(/[&<>"]/g, (char) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[char]);

/** A paragraph. */
export const p = (html) => `<p style="margin:0 0 16px">${html}</p>`;

/** A list. */
export const list = (...items) =>
  `<ul style="margin:0 0 16px;padding-left:22px">${items.map((item) => `<li style="margin-bottom:6px">${item}</li>`).join("")}</ul>`;

/** A link within a text. */
export const a = (href, text) => `<a href="${escape(href)}" style="color:#0b5cad">${text}</a>`;

/** A button as mails draw them: a link with a background, in a table of its own. */
export const button = (href, text, colour = "#2f5d50") =>
  `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 24px"><tr>` +
  `<td bgcolor="${colour}" style="border-radius:6px"><a href="${escape(href)}" target="_blank" ` +
  `style="display:inline-block;padding:12px 28px;background:${colour};color:#ffffff;font-weight:bold;text-decoration:none;border-radius:6px">` +
  `${text}</a></td></tr></table>`;

/**
 * A whole HTML mail. `preview` is the hidden line that lists show behind the subject, `pixel` an image that reports the
 * opening of the mail.
 */
export function letter({ lang = "en", title, preview = "", colour = "#2b3a42", body, footer = "", pixel = "" }) {
  return (
    `<!DOCTYPE html>\n<html lang="${lang}">\n<head>\n<meta charset="utf-8">\n<title>${title}</title>\n` +
    `<style>\n.sheet a { text-underline-offset: 2px }\n@media (max-width: 620px) { .sheet { width: 100% !important } }\n</style>\n</head>\n` +
    `<body style="margin:0;padding:0;background:#eef0f2">\n` +
    (preview
      ? `<div style="display:none;max-height:0;overflow:hidden">${preview}${"&#847;&zwnj;&nbsp;".repeat(12)}</div>\n`
      : "") +
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#eef0f2"><tr><td align="center" style="padding:24px 12px">\n` +
    `<table role="presentation" class="sheet" width="600" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff" ` +
    `style="width:600px;background:#ffffff;border-radius:8px;font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:1.55;color:#1c2429">\n` +
    `<tr><td style="padding:18px 32px;background:${colour};color:#ffffff;font-size:18px;font-weight:bold;border-radius:8px 8px 0 0">${title}</td></tr>\n` +
    `<tr><td style="padding:28px 32px 8px">\n${body}\n</td></tr>\n` +
    (footer
      ? `<tr><td style="padding:16px 32px 24px;border-top:1px solid #dde2e6;font-size:12px;color:#5b6770">${footer}</td></tr>\n`
      : "") +
    `</table>\n</td></tr></table>\n` +
    (pixel ? `<img src="${escape(pixel)}" width="1" height="1" alt="" style="display:block">\n` : "") +
    `</body>\n</html>\n`
  );
}
