// The adapters on saved page structures, served under their webmails' own addresses, so that the release's own list of hosts
// lets the extension in.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { isDeepStrictEqual } from "node:util";

import { messages } from "../gallery/tools.mjs";
import { kinds, missing } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { timeout, until } from "./drivers/until.mjs";
import { addressOf, nameIn, renamed, savedPages, servePages } from "./pages.mjs";
import { allow, isWarned, openTouchstone } from "./touchstone.mjs";

const words = messages("en");

const FAKE = "seller-performance@amazon.com";
const LEVELS = ["ok", "info", "caution", "danger"];

const briefly = ({ level, sender, attachments }) => [level, sender.address, attachments.map(({ name }) => name)];

/** The chips in lists, in all frames: [level, the texts of the elements around them, from the inside out]. */
async function chipsInLists(page) {
  const found = await Promise.all(
    (await page.frames()).map((frame) =>
      frame.evaluate(() =>
        [...document.querySelectorAll('[data-touchstone="chip"][data-in="list"]')].map((chip) => {
          const around = [
            chip.parentElement,
            chip.parentElement?.parentElement,
            chip.parentElement?.parentElement?.parentElement,
          ];
          return [chip.dataset.level, around.map((element) => element?.textContent ?? "")];
        }),
      ),
    ),
  );
  return found.flat();
}

/** Waits until the lists' chips are these: [level, a piece of the row's text], in their order. */
async function waitForChipsInLists(page, rows) {
  let seen;
  await until(
    async () => {
      seen = await chipsInLists(page);
      return (
        seen.length === rows.length &&
        rows.every(([level, text], i) => seen[i][0] === level && seen[i][1].some((around) => around.includes(text)))
      );
    },
    `chips ${JSON.stringify(rows)} in the list`,
  ).catch((error) => {
    throw new Error(`${error.message}; there are ${JSON.stringify(seen)}`, { cause: error });
  });
}

for (const kind of kinds) {
  describe(`saved pages in ${kind}`, { skip: missing(kind) ?? false, concurrency: false }, () => {
    let browser, counter, desk;

    before(
      async () => {
        counter = await startCounter();
        servePages(counter);
        ({ browser, desk } = await openTouchstone(kind, { counter }));
        for (const { address, added } of savedPages) {
          const { origin } = new URL(address);
          if (!added) continue;
          await allow(browser, [`${origin}/*`]);
          await desk.ask({ kind: "watch", origin });
        }
      },
      { timeout },
    );

    after(
      async () => {
        await browser?.close();
        await counter?.close();
      },
      { timeout },
    );

    for (const { name, adapter, messages, rows = [] } of savedPages) {
      test(`${name} is read, and every message has its own verdict`, { timeout }, async () => {
        const page = await browser.page(addressOf(name));
        // A body may be written into its frame after the header was read.
        let read;
        await until(async () => {
          const state = await desk.stateOf(addressOf(name));
          read = { adapter: state.adapter, messages: (state.verdicts ?? []).map(briefly) };
          return isDeepStrictEqual(read, { adapter, messages });
        }, "the verdicts").catch(() => undefined);
        assert.deepEqual(read, { adapter, messages });
        const warned = messages.filter(([level]) => isWarned(level)).length;
        await until(async () => (await page.drawn("banner")).length === warned, `${warned} banners`);
        await waitForChipsInLists(page, rows);
        await page.close();
      });
    }

    test(
      "a stranger who calls himself by an address of Amazon's is never taken for Amazon, in any webmail",
      { timeout },
      async () => {
        let tried = 0;
        for (const saved of savedPages) {
          const { name, messages } = saved;
          const address = addressOf(name);
          const read = async (isRead) => {
            const page = await browser.page(address);
            const verdicts = await until(
              async () => {
                const { verdicts = [] } = await desk.stateOf(address);
                return verdicts.length === messages.length && isRead(verdicts) && verdicts;
              },
              `the verdicts on ${name} with ${JSON.stringify([...renamed])}`,
            );
            await page.close();
            return verdicts;
          };
          const before = await read((verdicts) => isDeepStrictEqual(verdicts.map(briefly), messages));
          const isStranger = ({ sender }) => sender.name !== null && !/^amazon|relay/.test(sender.class);
          const others = before.filter(isStranger).filter(({ sender }) => sender.name !== FAKE);
          for (const { sender } of others) renamed.set(nameIn(saved, sender.name), FAKE);
          renamed.delete("");
          if (renamed.size === 0) continue;
          const isRenamed = (verdict, i) =>
            !others.includes(before[i]) || verdict.sender.name !== before[i].sender.name;
          const after = await read((verdicts) => verdicts.every(isRenamed));
          before.forEach((verdict, i) => {
            if (!isStranger(verdict)) return;
            const { sender, level } = after[i];
            const said = `${name}: ${JSON.stringify(sender)}`;
            assert.ok(["impersonation", "lookalike", "unknown"].includes(sender.class), said);
            if (sender.address !== null) assert.equal(level, "danger", said);
            else assert.ok(LEVELS.indexOf(level) >= LEVELS.indexOf(verdict.level) - 1, `${said}, ${level}`);
            tried++;
          });
          renamed.clear();
        }
        assert.ok(tried > savedPages.length / 2, `${tried} senders`);
      },
    );

    test("a row of a list that is used again for another sender loses its chip or gets one", { timeout }, async () => {
      const page = await browser.page(addressOf("gmail"));
      const [open, ...rows] = savedPages.find(({ name }) => name === "gmail").rows;
      await waitForChipsInLists(page, [open, ...rows]);
      const change = (text, email, name) =>
        page.evaluate(
          (text, email, name) => {
            const sender = [...document.querySelectorAll(".yW span[email]")].find(
              (found) => found.textContent === text,
            );
            sender.setAttribute("email", email);
            sender.setAttribute("name", name ?? sender.getAttribute("name"));
            if (name) sender.textContent = name;
          },
          text,
          email,
          name,
        );
      // Only an attribute shows that the row has another sender now.
      await change("Amazon Customer Service", "desk@amazon-sellerverify.example");
      const last = ["danger", "Amazon Customer Service"];
      await waitForChipsInLists(page, [open, ...rows, last]);
      await change("Amazon Security", "security@amazon.com");
      await waitForChipsInLists(page, [open, rows[1], last]);
      await change("Shelfwise", "amazon-security@hotmail.com", "Amazon Security");
      await waitForChipsInLists(page, [open, ["danger", "Amazon Security"], rows[1], last]);
      await page.close();
    });

    test("rows and senders that are gone leave no chip behind", { timeout }, async () => {
      const page = await browser.page(addressOf("gmail"));
      const [open, first, second] = savedPages.find(({ name }) => name === "gmail").rows;
      await waitForChipsInLists(page, [open, first, second]);
      await page.evaluate(() => {
        const [, first, second] = [...document.querySelectorAll('[data-in="list"]')].map((chip) => chip.closest("tr"));
        first.remove();
        second.querySelector(".yW .zF").remove();
      });
      await waitForChipsInLists(page, [open]);
      await page.close();
    });

    test("a row has one chip, however many of its senders imitate Amazon", { timeout }, async () => {
      const page = await browser.page(addressOf("gmail"));
      const [open, first, second] = savedPages.find(({ name }) => name === "gmail").rows;
      await waitForChipsInLists(page, [open, first, second]);
      await page.evaluate(() => {
        const [, first, second] = [...document.querySelectorAll('[data-in="list"]')].map(
          (chip) => chip.nextElementSibling,
        );
        first.setAttribute("email", "security@amazon.com");
        second.setAttribute("email", "desk@amazon-sellerverify.example");
      });
      await waitForChipsInLists(page, [open, second]);
      await page.close();
    });

    test(
      "a row shows the level of its opened mail in the level's word, and keeps it after the background was gone",
      { timeout },
      async () => {
        const page = await browser.page(addressOf("outlook"));
        await waitForChipsInLists(page, [["danger", "Amazon Seller Support"]]);
        const said = () =>
          page.drawnEvaluate("row", 0, (root) => root.querySelector("[role=img]").getAttribute("aria-label"));
        assert.ok((await said()).includes(words.level_danger));
        // The mail is not open any more, and the list is drawn anew.
        await page.evaluate(() => {
          document.querySelector("#ReadingPaneContainerId").replaceChildren();
          const list = document.querySelector("[role=listbox]");
          const anew = list.cloneNode(true);
          anew.querySelectorAll("[data-touchstone]").forEach((drawing) => drawing.remove());
          list.replaceWith(anew);
        });
        await until(async () => (await page.drawn("banner")).length === 0, "the mail to be closed");
        await waitForChipsInLists(page, [["danger", "Amazon Seller Support"]]);
        await browser.stopBackground();
        // Other rows make the list ask again.
        await page.evaluate(() => document.querySelector("[role=option]:last-child").remove());
        await page.evaluate(() => document.querySelector('[data-in="list"]').remove());
        await waitForChipsInLists(page, [["danger", "Amazon Seller Support"]]);
        await page.close();
      },
    );

    test(
      "before its mail is opened, a row shows the sender alone: no level's word, shape or colour below danger",
      { timeout },
      async () => {
        const page = await browser.page(addressOf("proton"));
        const chip = (at) =>
          page.drawnEvaluate("row", at, (root) => {
            const chip = root.querySelector("[role=img]");
            return [chip.getAttribute("aria-label"), chip.className, root.querySelector("svg") !== null];
          });
        await until(async () => (await chipsInLists(page)).length === 2, "the chips in the list");
        // Until the opened mail is judged, its row speaks about the sender alone, too.
        const judged = await until(async () => {
          const drawn = await chip(0).catch(() => null);
          return drawn?.[0].includes(words.level_danger) && drawn;
        }, "the level in the row of the opened mail");
        const alone = await chip(1);
        assert.ok(judged[2]);
        assert.ok(alone[0].includes(words.row_sender.replace("{text}", "")) && !alone[2]);
        assert.match(alone[1], /look-plain/);
        for (const level of ["ok", "caution", "danger"]) assert.ok(!alone[0].includes(words[`level_${level}`]));
        await page.close();
      },
    );

    test(
      "a row in a list of NetEase, which shows only names, shows the level once its mail was read",
      { timeout },
      async () => {
        const page = await browser.page(addressOf("netease"));
        await page.waitForDrawn("banner");
        await page.evaluate(() => {
          document.querySelector('[id^="_dvModuleContainer_mbox"]').style.display = "";
        });
        await waitForChipsInLists(page, [["danger", "亚马逊账户验证"]]);
        await page.close();
      },
    );

    for (const [name, list] of [
      ["qq-classic", "/cgi-bin/mail_list?folderid=1"],
      ["exmail", "/cgi-bin/mail_list?folderid=1"],
    ]) {
      test(
        `back in the list of ${name}, the row of the mail that was read shows its level, and its double what the sender says`,
        { timeout },
        async () => {
          const page = await browser.page(addressOf(name));
          await page.waitForDrawn("banner");
          const listOf = (address) =>
            page.evaluate((address) => void (document.querySelector("#mainFrame").src = address), address);
          await listOf(list);
          await waitForChipsInLists(page, [
            ["danger", ""],
            ["caution", ""],
          ]);
          const frame = await page.frame("#mainFrame");
          const id = () =>
            frame.evaluate(() => document.querySelector('[data-in="list"]').nextElementSibling.getAttribute("value"));
          assert.equal(await id(), "ZC0001");
          await page.close();
        },
      );
    }

    test(
      "in a narrow list a chip is its shape, in a wide one it has words, and it always says what it means",
      { timeout },
      async () => {
        for (const [name, meaning, text] of [
          ["gmail", words.chip_lookalike, ""],
          ["proton", words.chip_not_amazon_short, words.row_sender.replace("{text}", words.chip_not_amazon_short)],
        ]) {
          const page = await browser.page(addressOf(name));
          await until(async () => (await chipsInLists(page)).length > 1, "a chip in the list");
          assert.ok((await page.drawnText("row", 1)).endsWith(text));
          const said = await page.drawnEvaluate("row", 1, (root) =>
            root.querySelector("[role=img]").getAttribute("aria-label"),
          );
          assert.ok(said.includes(meaning), said);
          await page.close();
        }
      },
    );

    test("a request judges each sender by itself, and no more senders than a list shows", { timeout }, async () => {
      const sender = { name: "Amazon Security", address: "amazon-security@hotmail.com" };
      const ask = (senders) =>
        desk.page.evaluate(
          (senders) => (globalThis.browser ?? chrome).runtime.sendMessage({ kind: "judge-senders", senders, user: [] }),
          senders,
        );
      const { ok, value } = await ask([
        sender,
        { name: "Shelfwise", address: "news@shelfwise.example" },
        { address: 7 },
      ]);
      assert.ok(ok);
      assert.deepEqual(
        value.map(({ sender }) => [sender.class, sender.level]),
        [
          ["impersonation", "danger"],
          ["unrelated", "info"],
          ["unknown", "info"],
        ],
      );
      assert.equal((await ask(Array(500).fill(sender))).value.length, 500);
      assert.equal((await ask(Array(501).fill(sender))).ok, false);
    });

    test("a chip that the page takes out of a list comes back", { timeout }, async () => {
      const page = await browser.page(addressOf("proton"));
      const { rows } = savedPages.find(({ name }) => name === "proton");
      await waitForChipsInLists(page, rows);
      await page.evaluate(() => document.querySelector('[data-in="list"]').remove());
      await waitForChipsInLists(page, rows);
      await page.close();
    });

    test("a list of the user's own mails shows no chip", { timeout }, async () => {
      const page = await browser.page(addressOf("gmail"));
      await waitForChipsInLists(page, savedPages.find(({ name }) => name === "gmail").rows);
      await page.evaluate(() => {
        location.hash = "#sent";
        document.querySelector(".zt").append(document.createElement("tbody"));
      });
      await waitForChipsInLists(page, []);
      await page.close();
    });

    test("a body of GMX whose application is not known holds its links by itself", { timeout }, async () => {
      const page = await browser.page(addressOf("gmx-alone"));
      const application = await page.frame("iframe");
      const body = await page.frame("#mailbody", { frame: application });
      // The frame claims its header for three seconds, and every link is held until then anyway.
      await body.evaluate(() => new Promise((resolve) => setTimeout(resolve, 4_500)));
      counter.reset();
      await page.click("a", { frame: body });
      await page.waitForDrawn("dialog");
      assert.deepEqual(counter.to("deref-gmx.net"), []);
      await page.close();
    });

    test("a draft in Gmail is no message, and a header inside a body is no header", { timeout }, async () => {
      const page = await browser.page(addressOf("gmail"));
      await page.waitForDrawn("banner");
      const inBody = await page.evaluate(
        () => document.querySelectorAll('[contenteditable] [data-touchstone], .a3s [data-touchstone="chip"]').length,
      );
      assert.equal(inBody, 0);
      await page.close();
    });
  });
}
