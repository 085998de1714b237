// The journal, read from a real IndexedDB: empty, with entries of some weeks, switched off, and without storage.

import { load } from "../tools.mjs";

const { journalEntryFor } = await load("extension/background/journal-entry.ts");

const DAY = 24 * 60 * 60_000;
const NAMES = [
  "fake-button",
  "fake-lookalike",
  "chinese",
  "disguised",
  "amazon-address-elsewhere",
  "one-contradiction",
  "not-a-sender",
  "link-only",
  "forwarded-attached",
];

/** Entries of some weeks, made of real verdicts. Some days have several. */
export async function weeks(mails) {
  const now = Date.now();
  const ages = [0, 0, 1, 3, 3, 3, 4, 8, 9, 9, 12, 15, 15, 19, 20, 22, 22, 22, 22, 27, 30, 31, 36, 40, 55];
  return Promise.all(
    ages.map(async (age, at) => {
      const name = NAMES[at % NAMES.length];
      const entry = await journalEntryFor(
        mails[name],
        name,
        now - age * DAY - at * 7 * 60_000,
        "https://mail.google.com/",
      );
      return {
        ...entry,
        id: `${at}`,
        ...(at % 5 === 1 ? { first: entry.first - 2 * DAY, times: 3 } : {}),
        ...(at % 7 === 2 ? { opened: true } : {}),
        ...(at % 4 === 0
          ? { subject: "Action required: your Amazon seller account will be deactivated in 72 hours" }
          : {}),
      };
    }),
  );
}

/** Stores entries in the page's database, and makes the page read them again. */
export const filled = (entries) => async (page) => {
  await page.evaluate(
    async (entries) => {
      const request = indexedDB.open("journal");
      await new Promise((done) => (request.onsuccess = done));
      const transaction = request.result.transaction("warnings", "readwrite");
      for (const entry of entries) transaction.objectStore("warnings").put(entry);
      await new Promise((done) => (transaction.oncomplete = done));
      request.result.close();
    },
    await entries,
  );
  await page.reload();
  await page.locator("body.ready").waitFor();
};

const on = { settings: { journal: true } };

export const states = ({ mails }) => ({
  empty: on,
  off: { settings: { journal: false } },
  full: { ...on, before: filled(weeks(mails)) },
  searched: {
    ...on,
    before: async (page) => {
      await filled(weeks(mails))(page);
      await page.locator("#search").fill("amaz0n");
    },
  },
  deleting: {
    ...on,
    before: async (page) => {
      await filled(weeks(mails).then((entries) => entries.slice(0, 1)))(page);
      await page.locator("summary").click();
      await page.locator("#delete-all button").click();
      await page.locator("#delete-all button:not([aria-disabled])").nth(1).waitFor();
    },
  },
  unreadable: {
    ...on,
    before: async (page) => {
      await page.addInitScript(() => {
        IDBFactory.prototype.open = () => {
          throw new DOMException("no storage here", "SecurityError");
        };
      });
      await page.reload();
      await page.locator("body.ready").waitFor();
    },
  },
});
