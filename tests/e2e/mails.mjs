// The demo mails: invented mails of every kind that a seller gets, with the expected verdict on each. This file holds data only; mails/mime.mjs
// writes a mail as bytes.
//
// `node mails.mjs FOLDER` writes them all as .eml files.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { everyday, relay } from "./mails/everyday.mjs";
import { fakes, quiz } from "./mails/fakes.mjs";
import { genuine } from "./mails/genuine.mjs";
import { eml } from "./mails/mime.mjs";

/**
 * @typedef {object} Mail
 * @property {string} id
 * @property {{ name?: string, address: string }} from
 * @property {{ name?: string, address: string }} [replyTo]
 * @property {string} to
 * @property {Date} date
 * @property {string} subject
 * @property {string} [html]
 * @property {string} [text]
 * @property {string} [charset] The encoding of the text; UTF-8 where none is given.
 * @property {{ name: string, type: string, content: Buffer | string }[]} [attachments]
 * @property {Record<string, string>} [headers]
 * @property {{ level: string, sender: string, note: string }} expect
 */

/** The recipient of all these mails. */
export const USER = "seller@ourshop.example";

/** Fixed days, so that every run delivers the same bytes. Their order is mixed, as in a real inbox. */
const FIRST = Date.UTC(2026, 10, 16, 7, 30);
const APART = 97 * 60_000;

/** @type {Mail[]} */
export const mails = [...genuine, ...fakes, ...quiz, ...relay, ...everyday].map((mail, at, { length }) => ({
  to: USER,
  date: new Date(FIRST + ((at * 11) % length) * APART),
  ...mail,
}));

/** Returns the mail with this id. */
export function mail(id) {
  const found = mails.find((mail) => mail.id === id);
  if (!found) throw new Error(`there is no demo mail "${id}"`);
  return found;
}

export { eml };

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = process.argv[2];
  if (!folder) throw new Error("usage: node mails.mjs FOLDER");
  mkdirSync(folder, { recursive: true });
  for (const mail of mails) writeFileSync(join(folder, `${mail.id}.eml`), eml(mail));
}
