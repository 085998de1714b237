// The journal of warnings, in both browsers, from a mail that is opened to the page that lists, exports and deletes it.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { kinds, missing } from "./browsers.mjs";
import { theDeliberateWayOpensOnce } from "./clicks.mjs";
import { startCounter } from "./counter.mjs";
import { timeout, until } from "./drivers/until.mjs";
import { startInbox } from "./inbox/server.mjs";
import { Desk, openTouchstone } from "./touchstone.mjs";

const SENDER = "notice@bridgewater-dental.example";
const BUTTON = 'a[href*="bridgewater-dental.example/wp-content"]';

for (const kind of kinds) {
  describe(`journal in ${kind}`, { skip: missing(kind) ?? false, concurrency: false }, () => {
    let browser, counter, desk, inbox, page;

    before(
      async () => {
        counter = await startCounter();
        inbox = await startInbox();
        ({ browser, desk } = await openTouchstone(kind, { counter, language: "en-US" }));
        page = await browser.page(inbox.mail("fake-verification"));
      },
      { timeout },
    );

    after(
      async () => {
        await browser?.close();
        await inbox?.close();
        await counter?.close();
      },
      { timeout },
    );

    const noted = () => desk.noted();
    const notedOf = async (address) => (await noted()).filter((entry) => entry.address === address);
    const set = (settings) =>
      desk.page.evaluate((settings) => (globalThis.browser ?? chrome).storage.local.set({ settings }), settings);
    const show = (id) => page.evaluate((id) => void (location.hash = `#/mail/${id}`), id);

    test(
      "a warning is noted once, however often its mail is opened, and a mail without one never",
      { timeout },
      async () => {
        await page.waitForDrawn("banner", { level: "danger" });
        const first = (await until(async () => (await noted()).length > 0 && noted(), "the entry"))[0];
        await show("genuine-second-review");
        await until(async () => (await page.drawn("banner")).length === 0, "the banner to go");
        await show("fake-verification");
        // After the second judgement the entry has a new last time.
        const entries = await until(async () => {
          const now = await noted();
          return now.some(({ last }) => last > first.last) && now;
        }, "the mail to be judged again");
        assert.equal(entries.length, 1);
        const [{ address, host, level, times, subject, reason, opened, webmail }] = entries;
        assert.deepEqual([address, host, level, times], [SENDER, "bridgewater-dental.example", "danger", 1]);
        assert.deepEqual(
          [subject, opened, reason.text, webmail],
          [undefined, undefined, undefined, new URL(inbox.url).host],
        );
      },
    );

    test("a link that is opened in spite of the warning is noted with it", { timeout }, async () => {
      await theDeliberateWayOpensOnce({ browser, counter, page, link: BUTTON, host: "bridgewater-dental.example" });
      await until(async () => (await noted())[0].opened === true, "the link to be noted as opened");
    });

    test(
      "nothing is noted while the journal is off, and subjects only where they are wanted",
      { timeout },
      async () => {
        await set({ journal: false });
        const other = await browser.page(inbox.mail("fake-button-zh"));
        await other.waitForDrawn("banner", { level: "danger" });
        await other.close();
        await set({ journalSubjects: true });
        await page.front();
        await show("lookalike-domain-de");
        // A later warning is in the journal, so an earlier one would be there as well.
        await until(async () => (await noted()).some(({ subject }) => subject), "an entry with its subject");
        assert.deepEqual(await notedOf("service@qinghe-logistics.example"), []);
        await show("fake-verification");
        await until(
          async () =>
            (await page.evaluate(() => document.querySelector(".subject")?.textContent))?.startsWith("Action required"),
          "the mail",
        );
        await page.evaluate(() => void (document.querySelector(".subject").textContent = "=1+1, your Amazon account"));
        await until(
          async () => (await noted()).some(({ subject }) => subject?.startsWith("=")),
          "the subject of that mail",
        );
        assert.equal((await notedOf(SENDER)).length, 2, "one for each subject");
      },
    );

    test(
      "a daily alarm deletes an old entry even if the journal is off and its page is never opened",
      { timeout },
      async () => {
        await set({ journal: false });
        const day = 24 * 60 * 60_000;
        await desk.page.evaluate(changeJournal, [
          ["old", Date.now() - 91 * day],
          ["young", Date.now() - 89 * day],
        ]);
        const alarm = await desk.page.evaluate(() => (globalThis.browser ?? chrome).alarms.get("entries end"));
        assert.equal(alarm?.periodInMinutes, 24 * 60);
        await desk.page.evaluate(() =>
          (globalThis.browser ?? chrome).alarms.create("entries end", { when: Date.now() + 200 }),
        );
        await until(async () => !(await noted()).some(({ id }) => id === "old"), "the old entry to go");
        assert.ok(
          (await noted()).some(({ id }) => id === "young"),
          "the other stays",
        );
        await desk.page.evaluate(changeJournal, [], ["young"]);
        await set({ journalSubjects: true });
      },
    );

    test("the journal's page finds, exports without formulas, and deletes one or all", { timeout }, async () => {
      const journal = await browser.extensionPage("journal/journal.html");
      await journal.waitFor(".entry");
      const rows = () => journal.evaluate(() => document.querySelectorAll(".entry").length);
      assert.equal(await rows(), 3);
      await journal.fill("#search", "BRIDGEWATER 1+1");
      await until(async () => (await rows()) === 1, "the search to find one");
      await journal.evaluate(catchDownload);
      await journal.click("#export button");
      const csv = await until(() => journal.evaluate(() => globalThis.saved), "the file");
      assert.ok(csv.startsWith("\ufeffLast seen,"));
      assert.ok(csv.includes('"\'=1+1, your Amazon account"\r\n'), csv);
      assert.equal(csv.split("\r\n").length, 3);
      const [top, label] = await journal.evaluate(standing, "a.very.long.host.".repeat(6) + "example");
      assert.ok(top < 1.5, `the level, the time and "Delete" stand ${top} px apart`);
      assert.ok(label < 1.5, `the label stands ${label} px from the first line of its host`);
      await journal.click(".delete");
      await until(async () => (await noted()).length === 2, "the entry to be deleted");
      await journal.fill("#search", "");
      await until(async () => (await rows()) === 2, "the others");
      await journal.click("#delete-all button");
      await journal.waitFor("#delete-all .steps button:last-child");
      assert.equal((await noted()).length, 2, "one step deletes nothing");
      await journal.click("#delete-all .steps button:last-child");
      await until(async () => (await noted()).length === 0, "the journal to be empty");
      assert.match(await journal.evaluate(() => document.querySelector("main").innerText), /No warnings yet/);
      await journal.close();
    });

    test(
      "an entry that is noted while the journal's page is in the background shows when the user returns to it",
      { timeout },
      async () => {
        const journal = await browser.extensionPage("journal/journal.html");
        await journal.waitFor("#empty");
        await page.front();
        await show("lookalike-domain-de");
        await until(async () => (await noted()).length > 0, "the entry");
        await journal.front();
        // Chromium's driver shows every page at all times, so a page never becomes visible again.
        if (kind === "chromium")
          await journal.evaluate(() => void document.dispatchEvent(new Event("visibilitychange")));
        await journal.waitFor(".entry");
        await journal.click(".delete");
        await until(async () => (await noted()).length === 0, "the entry to be deleted");
        await journal.close();
      },
    );

    test("a mail that changes after the background was stopped keeps its one entry", { timeout }, async () => {
      const other = await browser.page(inbox.mail("fake-verification"));
      await other.waitForDrawn("banner", { level: "danger" });
      await until(async () => (await notedOf(SENDER)).length === 1, "the entry");
      await browser.stopBackground();
      await other.evaluate((button) => {
        const more = document.createElement("a");
        [more.href, more.textContent] = ["https://amazon-verify-2.example/", "Verify"];
        document.querySelector(button).after(" ", more);
      }, BUTTON);
      const entries = await until(async () => {
        const now = await notedOf(SENDER);
        return now.some(({ links }) => links.length > 1) && now;
      }, "the whole mail to be noted");
      assert.equal(entries.length, 1);
      await other.close();
      await desk.page.evaluate(emptyJournal);
    });

    test("a warning in a private window is not noted", { timeout }, async () => {
      await page.close();
      await browser.allowPrivate();
      // The extension's pages cannot open before it has restarted.
      desk = await until(
        () =>
          browser
            .extensionPage("popup/popup.html")
            .then((popup) => new Desk(popup))
            .catch(() => null),
        "the extension to be back",
      );
      await desk.page.waitFor("body.ready");
      assert.equal(await desk.page.evaluate(openPrivately, inbox.mail("fake-verification")), true);
      const seen = await until(async () => {
        const state = await desk
          .ask({ kind: "tab-state", tabId: await desk.page.evaluate(() => globalThis.privateTab) })
          .catch(() => null);
        return state?.verdicts?.at(-1);
      }, "the verdict in the private window");
      assert.equal(seen.level, "danger");
      // A later warning in an ordinary window is in the journal, so the earlier one would be there as well.
      await desk.page.evaluate(openBeside, inbox.mail("lookalike-domain-de"));
      await until(async () => (await noted()).length > 0, "the other entry");
      assert.deepEqual(await notedOf(SENDER), []);
    });
  });
}

/** Runs in a page of the extension. */
async function emptyJournal() {
  const database = await new Promise(
    (done) => (indexedDB.open("journal").onsuccess = ({ target }) => done(target.result)),
  );
  const transaction = database.transaction("warnings", "readwrite");
  transaction.objectStore("warnings").clear();
  await new Promise((done) => (transaction.oncomplete = done));
  database.close();
}

/** Runs in a page of the extension: adds entries with an id and a time to the journal, and removes others. */
async function changeJournal(entries, gone = []) {
  const answer = (request) =>
    new Promise((done, failed) => ((request.onsuccess = () => done(request.result)), (request.onerror = failed)));
  const database = await answer(indexedDB.open("journal"));
  const transaction = database.transaction("warnings", "readwrite");
  const store = transaction.objectStore("warnings");
  for (const [id, last] of entries)
    store.put({ id, first: last, last, times: 1, level: "danger", kind: "link", links: [], domains: [] });
  for (const id of gone) store.delete(id);
  await new Promise((done) => (transaction.oncomplete = done));
  database.close();
}

/** Runs in the journal's page: returns the vertical distances of an entry's first line, and of a label from a long host's first line. */
function standing(host) {
  const linesOf = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return [...range.getClientRects()].filter(({ width }) => width > 0);
  };
  const middle = ({ top, bottom }) => (top + bottom) / 2;
  const firsts = [...document.querySelectorAll(".entry .top :is(b, time, button)")].map((element) =>
    middle(linesOf(element)[0]),
  );
  const row = document.querySelector(".entry dl > div");
  row.style.width = "280px";
  const first = document.createTreeWalker(row.querySelector("dd"), NodeFilter.SHOW_TEXT).nextNode();
  const before = first.data;
  first.data = host;
  const apart = Math.abs(middle(linesOf(row.querySelector("dt"))[0]) - middle(linesOf(first.parentElement)[0]));
  first.data = before;
  row.style.width = "";
  return [Math.max(...firsts) - Math.min(...firsts), apart];
}

/** Runs in the journal's page: keeps the content of a download and saves no file. */
function catchDownload() {
  const create = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    // `text` would drop the byte order mark.
    void blob
      .arrayBuffer()
      .then((bytes) => (globalThis.saved = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)));
    return create(blob);
  };
  HTMLAnchorElement.prototype.click = function () {};
}

/** Runs in a page of the extension; returns whether the window is private. */
async function openPrivately(url) {
  const { windows } = globalThis.browser ?? chrome;
  const opened = await windows.create({ incognito: true, url });
  globalThis.privateTab = opened.tabs[0].id;
  return opened.incognito;
}

/** Runs in a page of the extension: opens a tab beside it. A driver would open the tab in the front window, which is the private one. */
async function openBeside(url) {
  const { tabs } = globalThis.browser ?? chrome;
  await tabs.create({ windowId: (await tabs.getCurrent()).windowId, url });
}
