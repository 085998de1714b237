// The levels that rows of a list show: which judged message a row stands for, and what it must never borrow from another one.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { load } from "../gallery/tools.mjs";
import { browser, reset } from "./background.mjs";

browser();
/** Each load is a background that was started anew. */
const start = () => load("extension/background/mail-levels.ts");

const SITE = "https://mail.example";
const FORGED = { name: "Amazon Seller Performance", address: "seller-performance@amazon.com" };
const SUBJECT = "Your selling account: documents required";
const chip = { face: "amazon", look: "ok" };
let levels, opening;

beforeEach(async () => {
  reset();
  opening = 0;
  levels = await start();
});

/** Notes a judged message; `place` has the names that its page shows. */
const judged = (level, place = {}, { from = FORGED, subject = SUBJECT, site = SITE } = {}) =>
  levels.noteLevel(
    site,
    { from, subject },
    { opening: `${(opening += 1)}`, ...place },
    {
      level,
      chip,
      ...(["caution", "danger"].includes(level) ? { warned: true } : {}),
    },
  );
/** The levels of rows; null where the row shows what its sender alone says. */
const shown = async (...rows) =>
  (
    await levels.levelsOf(
      SITE,
      rows.map((row) => ({ from: FORGED, subject: SUBJECT, ...row })),
    )
  ).map((found) => found?.level ?? null);

test("a row with the message's own id shows exactly its level, and another row shows none", async () => {
  for (const level of ["ok", "info", "caution", "danger"]) {
    await judged(level, { id: level });
    assert.deepEqual(await shown({ id: level }, { id: "another", subject: "" }), [level, null]);
  }
});

test("a message that is judged again under its id replaces its level", async () => {
  await judged("danger", { id: "7" });
  await judged("info", { id: "7" });
  assert.deepEqual(await shown({ id: "7" }), ["info"]);
});

test("a conversation shows the loudest of its judged messages, and no level without a warning", async () => {
  await judged("ok", { id: "1", conversation: "c" });
  assert.deepEqual(await shown({ conversation: "c" }), [null]);
  await judged("caution", { id: "2", conversation: "c" });
  assert.deepEqual(await shown({ conversation: "c" }), ["caution"]);
  await judged("danger", { id: "3", conversation: "c" });
  await judged("info", { id: "4", conversation: "c" });
  assert.deepEqual(await shown({ conversation: "c" }, { id: "1", conversation: "c" }), ["danger", "danger"]);
});

test("without ids, a warning is found by sender, subject and date, in whatever form the row shows them", async () => {
  await judged("danger", { date: "2026年11月16日 14:25" });
  assert.deepEqual(await shown({ date: "11月16日" }), ["danger"]);
  assert.deepEqual(await shown({ date: "14:25" }), ["danger"]);
  assert.deepEqual(await shown({ date: "14:25", from: { name: FORGED.name } }), ["danger"]);
  assert.deepEqual(await shown({ date: "11月17日" }), [null]);
  assert.deepEqual(await shown({ date: "14:25", subject: "Another subject" }), [null]);
  const another = { address: "someone@else.example", name: FORGED.name };
  assert.deepEqual(await shown({ date: "14:25", from: another }), [null]);
});

test("a row without a date, or with half of one, shows no level: it may be another message of the same sender", async () => {
  await judged("danger", { date: "2026年11月16日 14:25" });
  assert.deepEqual(await shown({}, {}), [null, null]);
  for (const date of ["", "昨天", "Yesterday", "16", "Monday"]) assert.deepEqual(await shown({ date }), [null], date);
});

test("a row with an id borrows nothing from a message with another id, however alike they are", async () => {
  await judged("danger", { id: "7", conversation: "c", date: "11-16" });
  assert.deepEqual(await shown({ id: "8", date: "11-16" }, { conversation: "d", date: "11-16" }), [null, null]);
});

test("a message whose page shows no date lends its level to no row", async () => {
  await judged("danger");
  assert.deepEqual(await shown({ date: "11月16日" }), [null]);
});

test("row and message may write a date in different forms, and another date is another message", async () => {
  for (const [message, same, others] of /** @type {[string, string[], string[]][]} */ ([
    [
      "Mon, 16 Nov 2026 14:25:07 +0800",
      ["16 Nov", "11/16/2026", "2:25 PM", "16-Nov-26"],
      ["16 Dec", "11-8", "2:25 AM"],
    ],
    ["lundi 16 novembre 2026 à 14:25", ["16 nov.", "14h25", "lun. 16 nov."], ["16 déc.", "14:11"]],
    ["16 ноября 2026, 14:25", ["16 нояб.", "16.11.2026"], ["16 окт."]],
    ["martes 16 diciembre 2026", ["mar. 16 dic."], ["16 mar."]],
    ["2026年11月12日 11:12", ["11-12", "11:12"], ["12:11", "11-11", "11-26"]],
    ["2026年11月11日 9:00", ["11-11"], ["11-9"]],
  ])) {
    await levels.forgetLevels();
    await judged("danger", { date: message });
    for (const date of same) assert.deepEqual(await shown({ date }), ["danger"], `${message}: ${date}`);
    for (const date of others) assert.deepEqual(await shown({ date }), [null], `${message}: ${date}`);
  }
});

test("without an id, no row borrows a level without a warning: another message may have the same header", async () => {
  for (const level of ["ok", "info"]) {
    await judged(level, { date: "11-16" });
    assert.deepEqual(await shown({ date: "11-16" }), [null]);
  }
});

test("two messages with one header and different levels lend each other nothing", async () => {
  await judged("danger", { date: "11-16" });
  await judged("ok", { date: "11-16" });
  assert.deepEqual(await shown({ date: "11-16" }), [null]);
});

test("two rows with one header show the sender alone until both messages were judged", async () => {
  await judged("danger", { date: "11-16" });
  assert.deepEqual(await shown({ date: "11-16" }, { date: "11-16" }), [null, null]);
  await judged("danger", { date: "11-16" });
  assert.deepEqual(await shown({ date: "11-16" }, { date: "11-16" }), ["danger", "danger"]);
});

test("a site learns nothing about the mails of another site", async () => {
  await judged("danger", { id: "7" }, { site: "https://other.example" });
  assert.deepEqual(await shown({ id: "7" }), [null]);
});

test("the levels survive a background that was shut down, and hold no text of a mail", async () => {
  await judged("danger", { id: "7", date: "11-16" });
  assert.doesNotMatch(JSON.stringify(browser.stored.session), /amazon\.com|selling account/i);
  levels = await start();
  assert.deepEqual(await shown({ id: "7" }), ["danger"]);
});

test("without a session storage, or without room in it, the levels are kept in memory", async () => {
  browser.isFull = true;
  await judged("danger", { id: "7" });
  assert.deepEqual(await shown({ id: "7" }), ["danger"]);
  const { storage } = /** @type {any} */ (globalThis.chrome);
  const { session } = storage;
  try {
    delete storage.session;
    levels = await start();
    await judged("caution", { id: "8" });
    assert.deepEqual(await shown({ id: "7" }, { id: "8" }), [null, "caution"]);
  } finally {
    storage.session = session;
  }
});

test("only the latest thousand messages are remembered", async () => {
  for (let at = 0; at < 1_010; at += 1) await judged("danger", { id: `${at}` }, { subject: "" });
  assert.deepEqual(await shown({ id: "0" }, { id: "1009" }), [null, "danger"]);
});

test("a message that is judged the same again changes no list, and a forgotten one does not come back", async () => {
  assert.equal(await judged("danger", { id: "7" }), true);
  assert.equal(await judged("danger", { id: "7" }), false);
  await levels.forgetLevels();
  assert.deepEqual(await shown({ id: "7" }), [null]);
});
