// A webmail of a few lines on loopback that shows bodies unchanged. It keeps the parts of a mail that the demo inbox removes, and its page
// may run scripts. Each mail links to a host of its own, so that no blocking rule of an earlier mail helps.

import http from "node:http";

import { listen } from "./drivers/listening.mjs";

/** The sender in the header: a foreign address, or a name alone. */
export const SENDERS = {
  foreign: 'From: <span class="from">Amazon Seller Support &lt;help@northfield-garden.example&gt;</span>',
  noaddr: '<span class="from">Amazon Seller Support</span>',
};

/** The style of a button. The drivers click only visible elements. */
export const BUTTON = "display:inline-block;width:200px;height:40px;background:#0a6;color:#fff";

/** The text of a lure around the element to click. */
export const lure = (html) =>
  `<p>Dear seller, your Amazon seller account is on hold. Sign in and verify your identity.</p>${html}<p>Amazon Seller Performance</p>`;

const escaped = (text) => text.replace(/[&"]/g, (character) => (character === "&" ? "&amp;" : "&quot;"));
const whole = (html) =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body style="margin:0">${html}</body></html>`;
const FRAME = 'class="message-frame" style="width:700px;height:400px;border:0"';
const SANDBOX = "allow-popups allow-popups-to-escape-sandbox allow-forms allow-top-navigation-by-user-activation";

/** The ways in which the page shows a body. */
const HOLDERS = {
  inline: (body) => body,
  srcdoc: (body) =>
    `<iframe ${FRAME} sandbox="allow-same-origin ${SANDBOX}" srcdoc="${escaped(whole(body))}"></iframe>`,
  opaque: (body) => `<iframe ${FRAME} sandbox="${SANDBOX}" srcdoc="${escaped(whole(body))}"></iframe>`,
  src: (_, id) => `<iframe ${FRAME} src="/body/${id}"></iframe>`,
};

/** The page around a body. */
const pageAround = (holder, { sender, subject = "Your account", script = "" }) => `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Mail</title><link rel="icon" href="data:,"></head><body>
<main class="pane"><article class="message"><header class="message-head"><h2 class="subject">${subject}</h2><div class="field">${sender}</div></header>
<div class="message-body">${holder}</div></article></main>${script && `<script>${script}</script>`}</body></html>`;

/**
 * Starts the webmail. `show(id, { html, sender, subject, body, script, slow })` returns the address of a mail: `body` is one of
 * `HOLDERS`, `script` runs in the page, `slow` keeps a body's own document loading until the webmail closes.
 */
export async function startBareWebmail() {
  const mails = new Map();
  const server = http.createServer((request, response) => {
    const [, what, id] = new URL(request.url, "http://localhost").pathname.split("/");
    const mail = mails.get(id);
    response.writeHead(mail ? 200 : 404, { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" });
    if (!mail) return response.end();
    if (what !== "body") return response.end(pageAround(HOLDERS[mail.body](mail.html, id), mail));
    if (!mail.slow) return response.end(whole(mail.html));
    response.write(
      `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body style="margin:0">${mail.html}${" ".repeat(4096)}`,
    );
    // The body never ends: it is still loading when the test ends.
  });
  const base = `http://127.0.0.1:${await listen(server)}/`;
  return {
    base,
    show: (id, mail) => {
      mails.set(id, { body: "inline", sender: SENDERS.foreign, ...mail });
      return `${base}mail/${id}`;
    },
    close: () => new Promise((closed) => (server.close(closed), server.closeAllConnections())),
  };
}
