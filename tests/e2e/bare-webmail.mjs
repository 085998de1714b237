// A webmail of a few lines on loopback that shows bodies as they are: what the demo inbox would take out of a mail is still in it,
// and the page may have scripts of its own. Each mail has a link to a host of its own, so that no rule of an earlier one helps.

import http from "node:http";

/** Who the header says a mail is from: a foreign address, or a name alone. */
export const SENDERS = {
  foreign: 'From: <span class="from">Amazon Seller Support &lt;help@northfield-garden.example&gt;</span>',
  noaddr: '<span class="from">Amazon Seller Support</span>',
};

/** A button's look; the drivers click what can be seen. */
export const BUTTON = "display:inline-block;width:200px;height:40px;background:#0a6;color:#fff";

/** The words of a lure around what there is to click. */
export const lure = (html) =>
  `<p>Dear seller, your Amazon seller account is on hold. Sign in and verify your identity.</p>${html}<p>Amazon Seller Performance</p>`;

const escaped = (text) => text.replace(/[&"]/g, (character) => (character === "&" ? "&amp;" : "&quot;"));
const whole = (html) =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body style="margin:0">${html}</body></html>`;
const FRAME = 'class="message-frame" style="width:700px;height:400px;border:0"';
const SANDBOX = "allow-popups allow-popups-to-escape-sandbox allow-forms allow-top-navigation-by-user-activation";

/** How a body is shown. */
const HOLDERS = {
  inline: (body) => body,
  srcdoc: (body) =>
    `<iframe ${FRAME} sandbox="allow-same-origin ${SANDBOX}" srcdoc="${escaped(whole(body))}"></iframe>`,
  opaque: (body) => `<iframe ${FRAME} sandbox="${SANDBOX}" srcdoc="${escaped(whole(body))}"></iframe>`,
  src: (body, id) => `<iframe ${FRAME} src="/body/${id}"></iframe>`,
};

/** The page around a body. */
const pageAround = (holder, { sender, subject = "Your account", script = "" }) => `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Mail</title><link rel="icon" href="data:,"></head><body>
<main class="pane"><article class="message"><header class="message-head"><h2 class="subject">${subject}</h2><div class="field">${sender}</div></header>
<div class="message-body">${holder}</div></article></main>${script && `<script>${script}</script>`}</body></html>`;

/**
 * Starts the webmail. `show(id, { html, sender, subject, body, script, slow })` gives the address of a mail: `body` is one of
 * `HOLDERS`, `script` runs in the page, `slow` holds back the end of a body's own document for so many milliseconds.
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
    setTimeout(() => response.end("</body></html>"), mail.slow);
  });
  await new Promise((ready, failed) => server.once("error", failed).listen(0, "127.0.0.1", ready));
  const base = `http://127.0.0.1:${server.address().port}/`;
  return {
    base,
    show: (id, mail) => {
      mails.set(id, { body: "inline", sender: SENDERS.foreign, ...mail });
      return `${base}mail/${id}`;
    },
    close: () => new Promise((closed) => (server.close(closed), server.closeAllConnections())),
  };
}
