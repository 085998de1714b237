// The journal's rules that need no browser: the content of an entry, the readings of one message, the content of an export, and the
// figures.

import assert from "node:assert/strict";
import test from "node:test";
import { load, mailVerdicts, messages, pageTexts } from "../gallery/tools.mjs";
import { turns } from "./turns.mjs";

const [
  { toCsv },
  { days, ranked },
  { haystack, matcher },
  { journalEntryFor, settleReadings, linkDigest },
  { DAYS_KEPT, SAME_READING, expiry, mergeEntries },
  { Texts },
] = await Promise.all(
  [
    "pages/journal/csv",
    "pages/journal/figures",
    "pages/journal/search",
    "background/journal-entry",
    "model/journal-store",
    "i18n/texts",
  ].map((name) => load(`extension/${name}.ts`)),
);

const mails = mailVerdicts();
const NOW = Date.UTC(2026, 5, 15, 12);
const texts = new Texts("en", { ...messages("en"), ...pageTexts("en", "journal") });
const entry = (name, subject = "Your account", now = NOW) =>
  journalEntryFor(mails[name], subject, now, "https://mail.example.com/inbox?user=me");

/** Signs with which a spreadsheet begins a formula, also after invisible blanks. */
const SIGNS = ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\u2212", " =", "\u200b=", "\ufeff+"];
const isFormula = (cell) => /^[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212]|^[\t\r\n]/.test(cell);

/**
 * The cells of a table as spreadsheets read them: a quote counts at the start of a cell, and text after the closing quote is plain.
 */
function cellsOf(csv, separator) {
  const cells = [];
  let [cell, quoted, begins] = ["", false, true];
  for (let at = 1; at < csv.length; at += 1) {
    const character = csv[at];
    if (quoted && character === '"' && csv[at + 1] === '"') ((cell += '"'), (at += 1));
    else if (quoted && character === '"') quoted = false;
    else if (quoted) cell += character;
    else if (begins && character === '"') ((quoted = true), (begins = false));
    else if (character === separator || character === "\r" || character === "\n") {
      if (character !== "\n" || csv[at - 1] !== "\r") cells.push(cell);
      [cell, begins] = ["", true];
    } else ((cell += character), (begins = false));
  }
  return cells;
}

test("a cell that a spreadsheet would run becomes text, in any width and after any blank", () => {
  for (const sign of [...SIGNS, "\t", "\r", "\n"]) {
    const cell = toCsv([[`${sign}1+1`]], "en").slice(1);
    assert.match(cell, /^"?'/, JSON.stringify(sign));
  }
  assert.equal(toCsv([["a=b", "1-1"]], "en"), "\ufeffa=b,1-1\r\n");
});

test("no cell is a formula, whichever separator the spreadsheet uses", () => {
  const words = ["Amazon", 'Amazon "', '"', "'", "Amazon, Inc"];
  const names = SIGNS.flatMap((sign) =>
    [";", ",", "\t", "|", "\n", "\r\n", "; ", ';"', ',"" ', '\n"'].flatMap((before) =>
      words.map((word) => `${word}${before}${sign}HYPERLINK("https://a.example";"Open")`),
    ),
  );
  for (const language of ["en", "ja", "de", "es"]) {
    for (const name of names) {
      const csv = toCsv(
        [
          ["2026", name, "x"],
          ["2027", "y", name],
        ],
        language,
      );
      for (const separator of [",", ";", "\t", "|"]) {
        assert.deepEqual(
          cellsOf(csv, separator).filter(isFormula),
          [],
          `${language} ${separator} ${JSON.stringify(name)}`,
        );
      }
    }
  }
});

test("a table has the separator that spreadsheets of its language expect, and reads back unchanged", () => {
  const row = ["Amazon; Team, Inc", 'say "no"', "two\nlines", "", "1|2"];
  for (const [language, separator] of [
    ["en", ","],
    ["zh_CN", ","],
    ["zh_TW", ","],
    ["ja", ","],
    ["de", ";"],
    ["fr", ";"],
    ["it", ";"],
    ["es", ";"],
  ]) {
    assert.deepEqual(cellsOf(toCsv([row], language), separator), row, language);
  }
});

test("cells with commas, quotes or line breaks are quoted, and every row ends with CR LF", () => {
  assert.equal(
    toCsv(
      [
        ["a,b", 'say "no"', "two\nlines", "验证"],
        ["", "'", "x", "y"],
      ],
      "en",
    ),
    '\ufeff"a,b","say ""no""","two\nlines",验证\r\n,\',x,y\r\n',
  );
});

test("an entry holds no words of the mail's body, no path of a link and no path of the webmail", async () => {
  for (const [name, verdict] of Object.entries(mails)) {
    const kept = JSON.stringify(await entry(name, "The subject itself"));
    const said = [
      ...verdict.claim.evidence
        .filter(({ source }) => source === "text" || source === "signature")
        .map(({ text }) => text),
      ...verdict.links.flatMap(({ text, href }) => [text, href]),
    ];
    // A name may also stand in the signature, and the text of a link may be only a host.
    const words = said.filter((text) => /[ /]/.test(text) && text !== verdict.sender.name);
    for (const text of [...words, "The subject itself", "user=me"]) assert.ok(!kept.includes(text), `${name}: ${text}`);
  }
  assert.equal((await entry("buyer-poses")).reason.text, "…");
  assert.equal((await entry("fake-lookalike")).webmail, "mail.example.com");
});

test("an entry names the link, the sender, their domains and the imitated name", async () => {
  const { host, address, imitated, place, level, kind, class: name, domains } = await entry("fake-button");
  assert.deepEqual(
    [host, address, imitated, place, level, kind, name],
    [
      "www.supportdubaitalent.example",
      "notice@mail.harbour-events.example",
      "Amazon Seller Central",
      "supportdubaitalent.example",
      "danger",
      "sender",
      "impersonation",
    ],
  );
  assert.equal(new Map(domains).get(address), "harbour-events.example");
  assert.equal(
    (await entry("amazon-address-elsewhere")).place,
    "docs.google.com",
    "many users share a platform's domain",
  );
  assert.ok((await entry("forwarded-attached")).reason, "the reason of the message that was attached");
});

test("one message has one digest, and another sender, subject or link host gives another", async () => {
  const { id } = await entry("fake-button");
  assert.equal((await entry("fake-button", "Your account", NOW + 5)).id, id);
  assert.notEqual((await entry("fake-button", "Another subject")).id, id);
  const verdict = mails["fake-button"];
  const elsewhere = { ...verdict, links: verdict.links.map((link) => ({ ...link, host: "other.example" })) };
  assert.notEqual((await journalEntryFor(elsewhere, "Your account", NOW)).id, id);
  assert.notEqual(
    (await journalEntryFor({ ...verdict, sender: { ...verdict.sender, address: "b@c.example" } }, "Your account", NOW))
      .id,
    id,
  );
});

test("an opened link is recognised in every spelling of its address", async () => {
  assert.deepEqual((await entry("fake-button")).links, [
    await linkDigest("HTTPS://www.SupportDubaiTalent.example:443/index"),
  ]);
});

test("a complete reading replaces an incomplete one, and never the other way round", () => {
  const reading = (id, hosts, more = {}) => ({
    tab: 1,
    id,
    address: "a@b.example",
    subject: "S",
    hosts,
    at: NOW,
    ...more,
  });
  let noted = [];
  const lesser = (one) => {
    // In the form that the browser's storage keeps.
    const settled = settleReadings(JSON.parse(JSON.stringify(noted)), one);
    noted = settled.noted;
    return settled.lesser;
  };
  assert.deepEqual(lesser(reading("header", [], { subject: "" })), []);
  assert.deepEqual(lesser(reading("half", ["x.example"])), ["header"]);
  assert.deepEqual(lesser(reading("whole", ["x.example", "y.example"])), ["half"]);
  assert.equal(lesser(reading("closing", ["y.example"])), null);
  assert.deepEqual(lesser(reading("whole", ["x.example", "y.example"])), [], "the same once more");
  assert.deepEqual(lesser(reading("elsewhere", ["y.example"], { tab: 2 })), [], "in another tab");
  assert.deepEqual(lesser(reading("other", ["y.example"], { address: "c@d.example" })), [], "from another sender");
  assert.deepEqual(lesser(reading("later", ["y.example"], { at: NOW + SAME_READING })), [], "another time");
});

test("another reading keeps the first time, the higher level and the known fields, and counts only a new opening", async () => {
  const first = { ...(await entry("fake-button")), opened: true, subject: "S" };
  const again = mergeEntries(
    { ...first, level: "caution", first: NOW + 1, last: NOW + 1, times: 1, opened: undefined, subject: undefined },
    first,
  );
  assert.deepEqual(
    [again.first, again.last, again.times, again.level, again.opened, again.subject],
    [NOW, NOW + 1, 1, "danger", true, "S"],
  );
  assert.equal(mergeEntries({ ...first, first: NOW + SAME_READING, last: NOW + SAME_READING }, first).times, 2);
});

test("entries are kept for ninety days", () => {
  assert.equal(DAYS_KEPT, 90);
  assert.equal((NOW - expiry(NOW)) / (24 * 60 * 60_000), 90);
});

test("a warning counts on the day it was first given, and days without warnings are listed too", () => {
  const at = (day, hour) => new Date(2026, 2, day, hour).getTime();
  const warnings = [
    { first: at(28, 0), last: at(30, 1), level: "danger" },
    { first: at(28, 23), last: at(28, 23), level: "caution" },
    // Across the night in which clocks go forward.
    { first: at(30, 0), last: at(30, 0), level: "danger" },
    { first: at(1, 0), last: at(30, 0), level: "danger" },
  ];
  assert.deepEqual(
    days(warnings, new Date(2026, 2, 30, 12), 4).map(({ date, danger, caution }) => [date.getDate(), danger, caution]),
    [
      [27, 0, 0],
      [28, 1, 1],
      [29, 0, 0],
      [30, 1, 0],
    ],
  );
});

test("the most frequent values come first, and missing values are not counted", () => {
  assert.deepEqual(ranked(["b", null, "a", "c", "b", "a", "b", null], 2), [
    ["b", 3],
    ["a", 2],
  ]);
});

test("a search finds parts of host, sender, subject and reason, in Unicode and in ASCII, in any case", async () => {
  const found = async (query, name, more = {}) => matcher(query)(haystack({ ...(await entry(name)), ...more }, texts));
  for (const query of ["SUPPORTdubai", "harbour central", "was sent from", "talent.example notice@", "ｓｅｎｔ"]) {
    assert.ok(await found(query, "fake-button"), query);
  }
  assert.ok(await found("deactiv", "fake-button", { subject: "Will be Deactivated" }));
  assert.ok(!(await found("harbour nowhere", "fake-button")));
  const host = { host: "xn--mazon-3ve.example", unicode: "аmazon.example", address: "x@xn--mazon-3ve.example" };
  for (const query of ["аmazon.example", "XN--mazon", "x@аmazon.example"])
    assert.ok(await found(query, "fake-button", host), query);
});

test("private windows, unknown tabs and extension pages write nothing, and a failing storage disturbs nothing", async () => {
  let opened = 0;
  /** @type {any} */ (globalThis).chrome = {
    runtime: { getURL: (path) => `chrome-extension://own/${path}` },
    storage: {
      local: { get: async () => ({}) },
      managed: { get: async () => ({}) },
      session: { get: async () => ({}), set: async () => Promise.reject(new Error("no room here")) },
    },
    i18n: { getUILanguage: () => "en" },
  };
  /** @type {any} */ (globalThis).indexedDB = {
    open() {
      opened += 1;
      throw new Error("no storage here");
    },
  };
  const { noteWarning, noteOpened } = await load("extension/background/journal-writer.ts");
  const webmail = "https://mail.example/";
  const tab = { id: 7, incognito: false, url: webmail };
  const warned = mails["fake-button"];
  for (const sender of [
    { url: webmail },
    { url: webmail, tab: { ...tab, incognito: true } },
    { url: webmail, tab: { id: 7 } },
  ]) {
    noteWarning(warned, "S", sender);
    noteOpened("https://a.example/", sender);
  }
  noteWarning(warned, "S", { url: "chrome-extension://own/popup/popup.html", tab });
  noteWarning(mails.genuine, "S", { url: webmail, tab });
  await turns();
  assert.equal(opened, 0);
  noteWarning(warned, "S", { url: webmail, tab });
  noteOpened("https://a.example/", { url: webmail, tab });
  await turns();
  assert.equal(opened, 2);
});
