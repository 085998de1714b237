// The saved page structures of tests/pages under their webmails' own addresses: the counter answers with them for these
// hosts, so the extension meets them exactly where it would meet the real ones.

import { readFileSync } from "node:fs";

const FOLDER = new URL("../pages/", import.meta.url);

/** Where each page would stand; a frame's page has an address of its own. */
const PLACES = [
  ["https://mail.google.com/mail/u/0/", "gmail.html"],
  ["https://outlook.live.com/mail/0/inbox/id/AAQkADk0001", "outlook.html"],
  ["https://wx.mail.qq.com/home/index", "qq.html"],
  ["https://mail.163.com/js6/main.jsp", "netease.html"],
  ["https://mail.163.com/js6/read/readhtml.jsp", "netease-body.html"],
  ["https://mail.proton.me/u/0/inbox/m-0001", "proton.html"],
];

/** Where the webmail of a page is: `addressOf("gmail")`. */
export const addressOf = (name) => PLACES.find(([, file]) => file === `${name}.html`)[0];

/** Lets a counter answer with these pages. */
export function servePages(counter) {
  for (const host of new Set(PLACES.map(([address]) => new URL(address).host))) {
    counter.serve(host, (path) => {
      const place = PLACES.find(([address]) => new URL(address).host === host && new URL(address).pathname === path);
      return place && readFileSync(new URL(place[1], FOLDER), "utf8");
    });
  }
}
