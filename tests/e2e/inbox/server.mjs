// Serves the demo webmail on loopback, with the demo mails in it. `node server.mjs [PORT]` keeps it open for looking at.

import { readFileSync } from "node:fs";
import http from "node:http";
import { pathToFileURL } from "node:url";

import { listen } from "../drivers/listening.mjs";
import { mails, USER } from "../mails.mjs";
import { asHtml, sanitise } from "./sanitise.mjs";

/** A policy as strict as that of a webmail: only the webmail's own scripts run. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self' blob:",
  "base-uri 'none'",
].join("; ");

const FILES = {
  "/": ["index.html", "text/html"],
  "/inbox.js": ["inbox.js", "text/javascript"],
  "/inbox.css": ["inbox.css", "text/css"],
};

/** Starts the webmail. Returns its address and how to close it. */
export async function startInbox({ port = 0 } = {}) {
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const [type, content] = answer(decodeURIComponent(pathname)) ?? [];
    response.writeHead(content === undefined ? 404 : 200, {
      "Content-Type": type ? `${type}; charset=utf-8` : "text/plain",
      "Content-Security-Policy": POLICY,
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "no-referrer",
      "Cache-Control": "no-store",
    });
    response.end(content ?? "Nothing here.\n");
  });
  const url = `http://127.0.0.1:${await listen(server, port)}/`;
  return {
    url,
    /** The address that shows a mail. `body`: how its body is embedded (inbox.js lists the ways); `lang`: "en" or "zh". */
    mail: (id, { body = "inline", lang = "en" } = {}) => `${url}?body=${body}&lang=${lang}#/mail/${id}`,
    close: () => new Promise((closed) => (server.close(closed), server.closeAllConnections())),
  };
}

const newestFirst = mails.toSorted((one, other) => other.date.getTime() - one.date.getTime());

function answer(path) {
  if (path in FILES) {
    const [name, type] = FILES[path];
    return [type, readFileSync(new URL(name, import.meta.url))];
  }
  if (path === "/mails")
    return json({ user: USER, mails: newestFirst.map(({ id, from, subject, date }) => ({ id, from, subject, date })) });
  const [, what, id, part] = /^\/(mails|body|attachment)\/([\w-]+)(?:\/(\d+))?$/.exec(path) ?? [];
  const mail = mails.find((mail) => mail.id === id);
  if (!mail) return null;
  if (what === "mails") return json(shown(mail));
  if (what === "body")
    return [
      "text/html",
      `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body style="margin:0">${body(mail)}</body></html>`,
    ];
  const attachment = mail.attachments?.[Number(part)];
  return attachment && [attachment.type, attachment.content];
}

const json = (value) => ["application/json", JSON.stringify(value)];

const body = (mail) => (mail.html ? sanitise(mail.html) : asHtml(mail.text));

const shown = (mail) => ({
  id: mail.id,
  from: mail.from,
  to: mail.to,
  replyTo: mail.replyTo ?? null,
  date: mail.date,
  subject: mail.subject,
  attachments: (mail.attachments ?? []).map(({ name }) => name),
  body: body(mail),
  imagesLeftOut: /<img\b/i.test(mail.html ?? ""),
});

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { url } = await startInbox({ port: Number(process.argv[2] ?? 0) });
  console.log(url);
}
