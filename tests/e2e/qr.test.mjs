// QR codes in pictures, from the page with the picture to the content of the code. menus.test.mjs operates the menu over a picture in
// Firefox, whose driver can. This file does the following steps by hand in both browsers: it asks the content script for the picture's
// place as the menu does, and the extension's own modules cut and read the tab's picture in a page of the extension.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { esbuild, root } from "../gallery/tools.mjs";
import { kinds, missing } from "./browsers.mjs";
import { startCounter } from "./counter.mjs";
import { timeout, until } from "./drivers/until.mjs";
import { openTouchstone } from "./touchstone.mjs";

const TEXT = "https://u.wechat.com/EXAMPLE0examplE1example";
const SVG = readFileSync(new URL("codes/wechat.svg", import.meta.url), "utf8");
const IMAGE = `<img alt="" style="width: 185px; height: 185px" src="data:image/svg+xml,${encodeURIComponent(SVG)}">`;
const HOST = "mail.google.com";
const page = (body) => ({
  html: `<!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,"><body style="margin: 0">${body}`,
});
const attribute = (html) => html.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
const PAGES = {
  "/plain": page(`<div style="height: 120px"></div><p style="margin-left: 200px">${IMAGE}</p>`),
  "/framed": page(`<div style="height: 90px"></div>
    <iframe style="margin-left: 150px; border: 7px solid; padding: 5px; width: 500px; height: 300px" srcdoc="${attribute(IMAGE)}"></iframe>`),
  "/sandboxed": page(`<iframe sandbox style="width: 500px; height: 300px" srcdoc="${attribute(IMAGE)}"></iframe>`),
};

/** The extension's modules as one expression, to be run in one of its pages. */
async function bundledModules() {
  const { outputFiles } = await esbuild.build({
    stdin: {
      contents: `export { readCodes } from "./wasm/picture.js"; export { cut } from "./background/capture.js";`,
      resolveDir: `${root}extension`,
      loader: "ts",
    },
    bundle: true,
    format: "iife",
    globalName: "modules",
    write: false,
  });
  return `(() => { ${outputFiles[0].text}; globalThis.modules = modules; return true; })()`;
}

for (const kind of kinds) {
  describe(`pictures in ${kind}`, { skip: missing(kind) ?? false, concurrency: false }, () => {
    let browser, desk, counter, folder;

    before(
      async () => {
        folder = mkdtempSync(join(tmpdir(), "touchstone-"));
        counter = await startCounter();
        counter.serve(HOST, (path) => PAGES[path]);
        ({ browser, desk } = await openTouchstone(kind, { counter, language: "en-US" }));
        await desk.page.evaluate(await bundledModules());
      },
      { timeout },
    );

    after(
      async () => {
        await browser?.close();
        await counter?.close();
        rmSync(folder, { recursive: true, force: true });
      },
      { timeout },
    );

    /** Opens a page, right-clicks its picture, and asks all frames for its place, as the menu asks one frame. */
    async function point(path, frame) {
      const tab = await browser.page(`https://${HOST}${path}`);
      const url = await tab.url();
      await until(async () => (await desk.stateOf(url)).state === "watching", "the page to be watched");
      const inner = frame && (await tab.frame(frame));
      const tabId = await desk.tabId(url);
      const place = () =>
        desk.page.evaluate(async (tabId) => {
          const { scripting, tabs } = globalThis.browser ?? chrome;
          const frames = await scripting.executeScript({ target: { tabId, allFrames: true }, func: () => 0 });
          const ask = ({ frameId }) => tabs.sendMessage(tabId, { kind: "picture-rect" }, { frameId }).catch(() => null);
          return (await Promise.all(frames.map(ask))).find(Boolean) ?? null;
        }, tabId);
      await tab.click("img", { button: "right", ...(inner ? { frame: inner } : {}) });
      return { tab, place };
    }

    /** Reads the codes in a picture of the tab, cut to a place; without a place, in the whole tab. */
    async function read(tab, rect) {
      const file = join(folder, "tab.png");
      await tab.screenshot(file);
      const whole = `data:image/png;base64,${readFileSync(file).toString("base64")}`;
      return desk.page.evaluate(
        async (whole, rect) => {
          const picture = rect ? await globalThis.modules.cut(whole, rect) : whole;
          const bytes = Uint8Array.from(atob(picture.split(",")[1]), (c) => c.charCodeAt(0));
          const { width, height } = await createImageBitmap(new Blob([bytes]));
          return { width, height, codes: await globalThis.modules.readCodes(new Blob([bytes])) };
        },
        whole,
        rect,
      );
    }

    for (const [path, frame] of [
      ["/plain", null],
      ["/framed", "iframe"],
    ]) {
      test(`a picture in an open page is cut out of it and its code read: ${path}`, { timeout }, async () => {
        const { tab, place } = await point(path, frame);
        const rect = await until(place, "its place");
        assert.deepEqual([Math.round(rect.width), Math.round(rect.height)], [185, 185]);
        const { width, height, codes } = await read(tab, rect);
        assert.deepEqual(codes, [{ text: TEXT, messenger: "wechat" }]);
        // The cut holds the picture and its margin, and no more.
        assert.ok(Math.abs(width - 233) <= 2 && Math.abs(height - 233) <= 2, `${width} by ${height}`);
        await tab.close();
      });
    }

    test("the whole tab is read when the place of a frame is unknown", { timeout }, async () => {
      const { tab, place } = await point("/sandboxed", "iframe");
      assert.equal(await place(), null);
      assert.deepEqual((await read(tab, null)).codes, [{ text: TEXT, messenger: "wechat" }]);
      await tab.close();
    });

    test("a file that is no picture is refused, and a picture without a code has no result", { timeout }, async () => {
      const answers = await desk.page.evaluate(async () => {
        const canvas = new OffscreenCanvas(6_000, 40);
        canvas.getContext("2d").fillRect(0, 0, 3_000, 40);
        const empty = await canvas.convertToBlob();
        const trouble = (error) => error.trouble ?? String(error);
        return [
          await globalThis.modules.readCodes(new Blob(["no picture"])).catch(trouble),
          await globalThis.modules.readCodes(empty).catch(trouble),
        ];
      });
      assert.deepEqual(answers, ["no-picture", []]);
    });

    test("an input that waits for the check page is given out once, and never to a web page", { timeout }, async () => {
      const tab = await browser.page(`https://${HOST}/plain`);
      const tabId = await desk.tabId(await tab.url());
      // The request comes from our script in a watched page, whose other requests the background answers.
      const told = await desk.page.evaluate(async (tabId) => {
        const { scripting, storage } = globalThis.browser ?? chrome;
        await storage.session.set({ waiting: [{ id: "one", value: { text: "https://amazon.example/" } }] });
        const func = async () =>
          (await (globalThis.browser ?? chrome).runtime
            .sendMessage({ kind: "take-waiting", id: "one" })
            .catch(() => null)) ?? null;
        const [{ result }] = await scripting.executeScript({ target: { tabId }, func });
        return result;
      }, tabId);
      assert.equal(told, null);
      await tab.close();
      assert.deepEqual(await desk.ask({ kind: "take-waiting", id: "one" }), { text: "https://amazon.example/" });
      assert.equal(await desk.ask({ kind: "take-waiting", id: "one" }), null);
    });

    test("the menu entries have the user's language, and each key has its description", { timeout }, async () => {
      const { keys, menus } = await desk.page.evaluate(async () => {
        const { commands, contextMenus } = globalThis.browser ?? chrome;
        // Only an entry that exists can be changed.
        const exists = (id) =>
          contextMenus.update(id, {}).then(
            () => true,
            () => false,
          );
        return {
          keys: await commands.getAll(),
          menus: await Promise.all(["link", "selection", "image", "nothing"].map(exists)),
        };
      });
      assert.deepEqual(menus, [true, true, true, false]);
      assert.deepEqual(keys.map(({ name }) => name).sort(), ["_execute_action", "check-selection"]);
      // Chromium assigns no keys to an extension that a driver loaded.
      if (kind === "firefox") for (const { name, shortcut } of keys) assert.ok(shortcut, name);
      assert.equal(keys.find(({ name }) => name === "check-selection").description, "Check the selected text");
    });
  });
}
