// Tests the harness itself, in both browsers, with a stand-in for the extension: input is trusted, closed shadow roots can be
// read and operated in every kind of frame, requests are counted, and Roundcube runs.

import assert from "node:assert/strict";
import { existsSync, statSync } from "node:fs";
import net from "node:net";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import tls from "node:tls";

import { kinds, missing, open } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { scratch } from "./drivers/processes.mjs";
import { timeout, until } from "./drivers/until.mjs";
import { standIn } from "./harness/stand-in.mjs";
import { startInbox } from "./inbox/server.mjs";
import { mail } from "./mails.mjs";
import { addressOf, servePages } from "./pages.mjs";
import * as roundcube from "./roundcube.mjs";

const BAD = "bridgewater-dental.example";
const WAYS = ["inline", "src", "srcdoc", "opaque", "blob", "write"];

test("a connection is no request, and both schemes come to one port", { timeout }, async () => {
  const counter = await startCounter();
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(counter.chromiumFlags()[0])[1]);
  const secure = (options) =>
    once(tls.connect({ rejectUnauthorized: false, servername: "bad.example", ...options }), "secureConnect");
  const plain = await once(net.connect(port, "127.0.0.1"), "connect");
  const direct = await secure({ port, host: "127.0.0.1" });
  const tunnel = await once(net.connect(port, "127.0.0.1"), "connect");
  tunnel.write("CONNECT bad.example:443 HTTP/1.1\r\nHost: bad.example:443\r\n\r\n");
  await new Promise((answered) => tunnel.once("data", answered));
  const tunnelled = await secure({ socket: tunnel });
  assert.deepEqual(counter.requests, []);
  for (const [socket, path] of [
    [plain, "/plain"],
    [direct, "/direct"],
    [tunnelled, "/tunnelled"],
  ]) {
    socket.write(`GET ${path} HTTP/1.1\r\nHost: bad.example\r\nConnection: close\r\n\r\n`);
    await new Promise((answered) => socket.once("data", answered));
  }
  assert.deepEqual(
    counter.to("bad.example").map(({ scheme, url }) => scheme + url),
    ["http/plain", "https/direct", "https/tunnelled"],
  );
  await counter.close();
});

/** Waits until a socket is ready and returns it. */
function once(socket, event) {
  return new Promise((ready, failed) => socket.once(event, () => ready(socket)).once("error", failed));
}

for (const kind of kinds) {
  describe(kind, { skip: missing(kind) ?? false, concurrency: false }, () => {
    let browser, counter, inbox;

    before(
      async () => {
        counter = await startCounter();
        inbox = await startInbox();
        browser = await open(kind, standIn(kind), { counter });
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

    for (const body of WAYS) {
      test(`a body embedded as ${body} is read, and the drawings in it can be operated`, { timeout }, async () => {
        const page = await browser.page(inbox.mail("fake-verification", { body }));
        const frame = body === "inline" ? undefined : await page.frame(".message-frame");
        await page.waitFor(`a[href*="${BAD}"]`, { frame });
        const marks = await page.waitForDrawn("mark", { count: 3, level: "danger" });
        assert.equal(marks.length, 3);
        assert.equal(await page.drawnText("mark", 0), `!\nleads to ${BAD}`);
        assert.deepEqual(
          (await page.drawnControls("mark", 0)).map(({ name, role }) => [name, role]),
          [["Why?", "button"]],
        );
        await page.drawnClick("mark", 0, { name: "Why?" });
        const clicked = await (frame ?? page).evaluate(
          () => document.querySelector("[data-touchstone=mark]").dataset.clicked,
        );
        assert.equal(clicked, "trusted");
        await page.close();
      });
    }

    test("a stopped click makes no request, and the deliberate way makes one", { timeout }, async () => {
      const page = await browser.page(inbox.mail("fake-verification"));
      await page.waitForDrawn("mark", { count: 3 });
      counter.reset();
      for (const how of [{}, { button: "middle" }, { modifiers: ["Control"] }]) {
        const tabs = (await browser.pages()).length;
        await page.click(`a[href*="${BAD}"]`, how);
        await page.waitForDrawn("dialog");
        assert.match(await page.drawnText("dialog"), /Not Amazon's: bridgewater/);
        assert.equal((await page.drawnControls("dialog")).find((control) => control.focused)?.name, "Don't open");
        await page.drawnClick("dialog", 0, { name: "Don't open" });
        assert.equal((await browser.pages()).length, tabs);
      }
      assert.deepEqual(counter.to(BAD), []);

      await page.focus(`a[href*="${BAD}"]`);
      await page.press("Enter");
      await page.waitForDrawn("dialog");
      const tab = await browser.tabFrom(() => page.drawnClick("dialog", 0, { name: /anyway/, by: "keyboard" }));
      await until(async () => (await tab.url()).startsWith(`https://${BAD}/`), "the page that was opened");
      await tab.waitFor("h1");
      assert.equal(await tab.evaluate(() => document.title), BAD);
      const asked = counter.to(BAD).map(({ scheme, method, url }) => `${scheme} ${method} ${url}`);
      assert.deepEqual(asked, ["https GET /wp-content/sc/verify?mid=A3K9QW"]);
      assert.deepEqual(
        counter.fromPages().filter(({ host }) => host !== BAD),
        [],
      );
      await tab.close();
      await page.close();
    });

    test("plain http is counted as such, and a connection alone is no request", { timeout }, async () => {
      counter.reset();
      const page = await browser.page("http://harmless.test/a?b=c");
      assert.equal(await page.evaluate(() => document.querySelector("p").textContent), "/a?b=c");
      await page.evaluate(() => {
        const link = document.createElement("link");
        link.rel = "preconnect";
        link.href = "https://only-connected.invalid/";
        document.head.append(link);
      });
      await page.goto("https://second.example/");
      assert.deepEqual(
        counter.fromPages().map(({ scheme, host }) => `${scheme}://${host}`),
        ["http://harmless.test", "https://second.example"],
      );
      await page.close();
    });

    test("saved pages are served under their webmails' own addresses", { timeout }, async () => {
      servePages(counter);
      for (const name of ["gmail", "outlook", "qq", "proton"]) {
        const page = await browser.page(addressOf(name));
        const frame = name === "proton" ? await page.frame("iframe:not([hidden])") : undefined;
        await page.waitFor("a[href^=http]", { frame });
        assert.equal(await page.evaluate(() => location.href), addressOf(name));
        await page.close();
      }
    });

    test("typing, keys and hovering reach pages and frames", { timeout }, async () => {
      const page = await browser.page(inbox.mail("form-in-mail"));
      await page.type("tom 亚马逊", { into: "input[name=email]" });
      await page.press("Shift+Home");
      await page.press("Delete");
      await page.type("x@y.example");
      assert.equal(await page.evaluate(() => document.querySelector("input[name=email]").value), "x@y.example");
      await page.hover(".actions button");
      assert.equal(await page.evaluate(() => document.querySelector(".actions button").matches(":hover")), true);
      await page.moveAway();
      assert.equal(await page.evaluate(() => document.querySelector(".actions button").matches(":hover")), false);
      await page.close();
    });

    test(
      "the extension's own pages open, and its background can be stopped and starts again",
      { timeout },
      async () => {
        const page = await browser.extensionPage("popup/popup.html");
        assert.match(await page.evaluate(() => document.body.innerText), /A page of the extension/);
        const ask = () => page.evaluate(() => (globalThis.browser ?? chrome).runtime.sendMessage({}));
        await ask();
        assert.ok((await ask()) >= 2);
        assert.equal(await browser.stopBackground(), true);
        assert.equal(await ask(), 1);
        await page.close();
      },
    );

    test("a host is granted without a question", { timeout }, async () => {
      await browser.grant("https://mail.ourshop.example/*");
      const page = await browser.extensionPage("popup/popup.html");
      await page.evaluate(() => {
        const button = document.createElement("button");
        button.textContent = "Watch";
        button.onclick = async () => {
          const given = await (globalThis.browser ?? chrome).permissions.request({
            origins: ["https://mail.ourshop.example/*"],
          });
          document.title = String(given);
        };
        document.body.append(button);
      });
      await page.click("button");
      await until(() => page.evaluate(() => document.title === "true"), "the permission");
      await page.close();
    });

    test("dark mode, reduced motion and screenshots", { timeout }, async () => {
      const page = await browser.page(inbox.url);
      const media = () =>
        page.evaluate(() => [
          matchMedia("(prefers-color-scheme: dark)").matches,
          matchMedia("(prefers-reduced-motion: reduce)").matches,
        ]);
      assert.deepEqual(await media(), [false, false]);
      await browser.setDark(true);
      await browser.setReducedMotion(true);
      await until(async () => (await media()).every(Boolean), "the page to hear of it");
      await page.setViewport(700, 900);
      const file = join(scratch("screenshot"), "inbox.png");
      await page.screenshot(file);
      assert.ok(existsSync(file) && statSync(file).size > 10_000);
      await browser.setDark(false);
      await browser.setReducedMotion(false);
      await page.close();
    });

    test(
      "a real Roundcube shows the mails, in the preview and on a page of their own",
      { timeout, skip: roundcube.missing() ?? false },
      async () => {
        const server = await roundcube.startRoundcube({
          mails: ["genuine-second-review", "fake-button-zh", "embedded-host-ja"].map(mail),
        });
        try {
          const page = await browser.page();
          await server.login(page);
          const frame = await server.preview(page, "fake-button-zh");
          assert.match(
            await frame.evaluate(() => document.querySelector("h2.subject").textContent),
            /请立即完成二审验证/,
          );
          assert.equal(
            await frame.evaluate(() => document.querySelector(".rcmContactAddress").title),
            mail("fake-button-zh").from.address,
          );
          await page.waitForDrawn("mark");
          await server.show(page, "embedded-host-ja");
          assert.match(
            await page.evaluate(() => document.querySelector("#messagebody").innerText),
            /利用を制限しています/,
          );
          await page.waitForDrawn("mark");
          await page.close();
        } finally {
          await server.close();
        }
      },
    );

    // This test comes last, because it opens the browser anew.
    test("pages learn the chosen language", { timeout }, async () => {
      await browser.setLanguage("zh-CN");
      const page = await browser.extensionPage("popup/popup.html");
      assert.equal(await page.evaluate(() => navigator.language), "zh-CN");
      await page.close();
    });
  });
}
