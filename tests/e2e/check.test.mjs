// Checks outside of an open mail: the check page with files and pictures, the copied answer, and the pause on a site.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";

import { kinds, missing } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { timeout, until } from "./drivers/until.mjs";
import { startInbox } from "./inbox/server.mjs";
import { eml, mail } from "./mails.mjs";
import { messages } from "../gallery/tools.mjs";
import { openTouchstone } from "./touchstone.mjs";
import { word, wordOf } from "./words.mjs";

const WORDS = JSON.parse(readFileSync(new URL("../../extension/texts/en/popup.json", import.meta.url), "utf8"));
const BAD = "bridgewater-dental.example";
const BUTTON = `a[href*="${BAD}/wp-content"]`;

for (const kind of kinds) {
  describe(`checking in ${kind}`, { skip: missing(kind) ?? false, concurrency: false }, () => {
    let browser, counter, desk, inbox;

    before(
      async () => {
        counter = await startCounter();
        inbox = await startInbox();
        ({ browser, desk } = await openTouchstone(kind, { counter }));
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

    /** Drops a file onto the page, as a user does. */
    const drop = (page, name, bytes) =>
      page.evaluate(
        (name, bytes) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], name));
          document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
        },
        name,
        Buffer.from(bytes).toString("base64"),
      );
    const answered = (page, wanted) => {
      let last;
      return until(async () => {
        last = await page.evaluate(() => document.querySelector("#answer").innerText);
        return wanted.test(last) && last;
      }, `the answer ${wanted}`).catch((error) => {
        throw new Error(`${error.message}; there is ${last}`, { cause: error });
      });
    };

    test(
      "the page judges a dropped mail without the background, and the copied answer contains no link to click",
      { timeout },
      async () => {
        counter.reset();
        const page = await browser.extensionPage("check/check.html");
        await page.waitFor("body.ready");
        await page.evaluate(() => {
          navigator.clipboard.writeText = async (text) => void (globalThis.copied = text);
        });
        await drop(page, "notice.eml", eml(mail("fake-verification")));
        const shown = await answered(page, word("danger"));
        assert.ok(shown.includes(BAD), shown);
        await page.click("#answer > .ways .copy .button");
        const copied = await page.evaluate(() => globalThis.copied);
        assert.match(copied, /bridgewater-dental\[\.\]example/);
        assert.doesNotMatch(copied, /https?:/);
        assert.deepEqual(counter.fromPages(), []);
        await page.close();
      },
    );

    test(
      "a mail of ten megabytes is judged while the page stays responsive, and a file that is no mail is refused",
      { timeout },
      async () => {
        const page = await browser.extensionPage("check/check.html");
        await page.waitFor("body.ready");
        // The page makes the mail, because no driver transfers so many bytes.
        await page.evaluate((head) => {
          const line = "Your parcels will be with you on Monday, https://a.example/x was asked for.\r\n";
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([head, line.repeat(130_000)], "large.eml"));
          document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
          globalThis.beats = 0;
          setInterval(() => (globalThis.beats += 1), 10);
        }, "From: Carrier <parcels@carrier.example>\r\nSubject: Parcels\r\n\r\n");
        await answered(page, /couldn't read all of this/);
        const isShown = () => document.querySelector(".partly")?.closest("details") === null;
        assert.ok(await page.evaluate(isShown), "it stands in the answer, not below Why");
        assert.ok((await page.evaluate(() => globalThis.beats)) > 2, "the page went on");
        await drop(page, "scan.pdf", Buffer.from("%PDF-1.7"));
        await answered(page, /doesn't look inside PDF files/);
        await page.close();
      },
    );

    test(
      "a picture's code is read, its messenger named, and the link in it judged; pasted or dropped",
      { timeout },
      async () => {
        const page = await browser.extensionPage("check/check.html");
        await page.waitFor("body.ready");
        await page.evaluate(
          async (svg, event) => {
            const image = new Image();
            image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
            await image.decode();
            const canvas = new OffscreenCanvas(400, 400);
            const context = canvas.getContext("2d");
            context.fillStyle = "white";
            context.fillRect(0, 0, 400, 400);
            context.drawImage(image, 50, 50, 300, 300);
            const data = new DataTransfer();
            data.items.add(new File([await canvas.convertToBlob()], "code.png", { type: "image/png" }));
            const init = { bubbles: true, cancelable: true, clipboardData: data, dataTransfer: data };
            document
              .querySelector("#field")
              .dispatchEvent(event === "paste" ? new ClipboardEvent(event, init) : new DragEvent(event, init));
            // In Firefox a paste event from a script carries no files.
          },
          readFileSync(new URL("codes/wechat.svg", import.meta.url), "utf8"),
          kind === "chromium" ? "paste" : "drop",
        );
        const shown = await answered(page, /QR code/);
        assert.match(shown, /chat in WeChat[^]*Look in Seller Central instead/);
        assert.match(shown, /u\.wechat\.com/);
        await page.close();
      },
    );

    test("a pasted text is judged with the links that the clipboard holds behind its words", { timeout }, async () => {
      const page = await browser.extensionPage("check/check.html");
      await page.waitFor("body.ready");
      await page.front();
      await page.evaluate(() => {
        const link = document.createElement("a");
        link.href = "https://harbour-events.example/v";
        link.textContent = "https://sellercentral.amazon.com/";
        document.querySelector("#intro").replaceChildren(link);
        // The browser copies from the element that has the focus.
        document.activeElement.blur();
        getSelection().selectAllChildren(document.querySelector("#intro"));
      });
      await page.press("Control+c");
      await page.focus("#field");
      await page.press("Control+v");
      assert.match(await answered(page, word("danger")), /harbour-events\.example/);
      await page.close();
    });

    test(
      "a pasted text of two megabytes is announced on the screen before the work on it begins",
      { timeout },
      async () => {
        const page = await browser.extensionPage("popup/popup.html");
        await page.waitFor("body.ready");
        await page.front();
        await page.evaluate(() => {
          // A listener copies the text, because a browser takes long to lay out so much of it in an element.
          addEventListener("copy", (event) => {
            const line = "Your parcels will be with you on Monday, https://a.example/x was asked for.\n";
            event.clipboardData.setData("text/plain", line.repeat(27_000));
            event.preventDefault();
          });
        });
        await page.focus("#field");
        await page.press("Control+c");
        await page.evaluate(() => {
          const order = (globalThis.order = []);
          const answer = document.querySelector("#answer");
          const { postMessage } = Worker.prototype;
          Worker.prototype.postMessage = function (job) {
            order.push(job.text.length > 2_000_000 ? "work on all of it" : "work on a part");
            return postMessage.call(this, job);
          };
          new MutationObserver(() => {
            const state = answer.querySelector(".working") ? "reading" : "answer";
            if (order.at(-1) !== state) order.push(state);
            if (state === "reading") requestAnimationFrame(() => setTimeout(() => order.push("painted")));
          }).observe(answer, { childList: true });
        });
        await page.press("Control+v");
        await answered(page, /a\.example/);
        const order = await page.evaluate(() => globalThis.order);
        assert.deepEqual(order, ["reading", "painted", "work on all of it", "answer"]);
        await page.close();
      },
    );

    for (const path of ["check/check.html", "popup/popup.html"]) {
      test(
        `each link in a pasted text has its own answer, the worst first, and other things are named: ${path}`,
        { timeout },
        async () => {
          const page = await browser.extensionPage(path);
          await page.waitFor("body.ready");
          const other = messages("en").class_unrelated;
          const [danger, ok] = ["danger", "ok"].map((level) => wordOf(level));
          const order = new RegExp(`^${danger}.*,${other},${ok},${ok},${ok}$`);
          const heads = () =>
            page.evaluate(() =>
              [...document.querySelectorAll("#answer .report .head, #answer .folded > summary .level")].map(
                ({ textContent }) => textContent,
              ),
            );
          await page.fill("#field", "请登录 amazon-login.top 完成验证");
          assert.match(await answered(page, word("danger")), /amazon-login\.top/);
          await page.fill("#field", "amazon.de\namazon.fr\nshop.example\namazon-login.top\namazon.it\nplease look");
          await answered(page, /^5 links and addresses/);
          assert.match((await heads()).join(), order);
          // The keyboard opens an answer that is folded.
          await page.focus("#answer .folded > summary");
          await page.press("Enter");
          await until(
            () => page.evaluate(() => document.querySelector("#answer .folded[open] .report") !== null),
            "the whole answer",
          );
          await page.fill("#field", "See you on Monday, the boxes are ready.");
          await answered(page, /found no link or address in this text[^]*Copy the link itself/);
          await page.fill("#field", "Is +1 888 555 0142 Amazon? Order 114-0000001-0000002");
          assert.match(await answered(page, /phone number/), /looks like an Amazon order number/);
          const caller = await browser.tabFrom(() => page.click("#answer .hint a"));
          await until(async () => (await caller.url()).includes("caller/caller.html"), "the page about callers");
          await caller.close();
          await page.close();
        },
      );
    }

    test("the report that an answer opens contains the evidence with the unchanged link", { timeout }, async () => {
      const page = await browser.extensionPage("check/check.html");
      await page.waitFor("body.ready");
      await drop(page, "notice.eml", eml(mail("fake-verification")));
      await answered(page, word("danger"));
      const report = await browser.tabFrom(() => page.click("#answer .path-line > .button"));
      await report.waitFor("body.ready");
      const text = () =>
        report.evaluate(() => [...document.querySelectorAll("textarea")].map(({ value }) => value).join("\n"));
      await until(
        async () => (await text()).includes(`https://${BAD}/`) || (await text()).includes(`http://${BAD}/`),
        "the link in the report",
      );
      await report.close();
      await page.close();
    });

    test(
      "on a paused site the extension draws, reads and holds nothing until the user ends the pause",
      { timeout },
      async () => {
        const page = await browser.page(inbox.mail("fake-verification"));
        await page.waitForDrawn("banner");
        await desk.standBefore(await page.url());
        await desk.page.front();
        await pressPause("popup_pause_site");
        await until(async () => (await page.drawn()).length === 0, "everything drawn to be gone");
        await until(async () => (await desk.stateOf(await page.url())).state === "paused", "the site to be paused");
        await page.goto(inbox.mail("fake-verification"));
        counter.reset();
        await page.front();
        // The guard learns of the pause from the background's first answer.
        await until(async () => {
          await page.click(BUTTON, { button: "middle" });
          return counter.fromPages().some(({ host }) => host === BAD);
        }, "the click to pass");
        assert.deepEqual(
          (await page.drawn()).filter((one) => one.kind === "banner" || one.kind === "mark"),
          [],
        );
        await desk.page.front();
        // Another tab of the site is awake, too, as soon as the popup says so.
        const other = await browser.page(inbox.mail("fake-verification"));
        await press("popup_resume");
        for (const tab of [page, other]) await tab.waitForDrawn("banner", { level: "danger" });
        await until(() => desk.page.evaluate(() => document.querySelector("#page .report") !== null), "the verdict");
        await other.close();
        for (const tab of await browser.pages()) if ((await tab.url()).includes(BAD)) await tab.close();
        await page.close();
      },
    );

    test(
      "a pause of one tab outlives a reload and the background, and ends when the tab comes back from another site",
      { timeout },
      async () => {
        const page = await browser.page(inbox.mail("fake-verification"));
        await page.waitForDrawn("banner");
        await desk.standBefore(await page.url());
        const url = await page.url();
        const tabId = await desk.tabId(url);
        const state = async () => (await desk.ask({ kind: "tab-state", tabId })).state;
        await desk.page.front();
        await pressPause("popup_pause_tab");
        await until(async () => (await page.drawn()).length === 0, "everything drawn to be gone");
        const other = await browser.page(inbox.mail("fake-verification"));
        await other.waitForDrawn("banner", { level: "danger" });
        await other.close();
        await browser.stopBackground();
        await page.evaluate(() => void ((globalThis.isOld = true), location.reload()));
        const isNew = () => page.evaluate(() => !globalThis.isOld && document.readyState === "complete");
        await until(() => isNew().catch(() => false), "the reloaded page");
        await until(async () => (await state()) === "paused", "the pause to hold");
        assert.deepEqual(await page.drawn(), []);
        await page.goto(`http://${BAD}/`);
        await page.goto(url);
        await page.waitForDrawn("banner", { level: "danger" });
        assert.equal(await state(), "watching");
        await page.close();
      },
    );

    /** Presses a button of the popup's part about the page. */
    async function press(key) {
      const found = (text) => {
        const button = [...document.querySelectorAll("#page .button")].find((one) => one.textContent === text);
        document.querySelector("#pressed")?.removeAttribute("id");
        button?.setAttribute("id", "pressed");
        return button !== undefined;
      };
      await until(() => desk.page.evaluate(found, WORDS[key]), `the button ${key}`);
      await desk.page.click("#pressed");
    }

    /** Unfolds the ways to pause, and chooses one. */
    async function pressPause(key) {
      await desk.page.waitFor("#page .pausing");
      await desk.page.click("#page .pausing summary");
      await press(key);
    }
  });
}
