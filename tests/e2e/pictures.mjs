// Takes the pictures of the README: `node pictures.mjs`, with the test build and Roundcube in place. In both languages: a
// marked mail in Roundcube, the dialog over it, and the popup. Our own pages, light and dark, go into docs/pages.

import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { startCounter } from "./counter.mjs";
import { until } from "./drivers/until.mjs";
import { mail, mails } from "./mails.mjs";
import { startRoundcube } from "./roundcube.mjs";
import { openTouchstone } from "./touchstone.mjs";

const folder = fileURLToPath(new URL("../../docs/", import.meta.url));
const SCENES = [
  { lang: "en", language: "en", webmail: "en_US", id: "fake-verification", link: "https://bridgewater-dental.example" },
  { lang: "zh", language: "zh_CN", webmail: "zh_CN", id: "fake-button-zh", link: "http://qinghe-logistics.example" },
];
const PASTED = "https://sellercentral.amazon.com.verify-desk.example/performance";

mkdirSync(`${folder}pages`, { recursive: true });
const counter = await startCounter();
const { browser, desk } = await openTouchstone("chromium", { counter });
for (const { lang, language, webmail, id, link } of SCENES) {
  await desk.ask({ kind: "set-language", language });
  const server = await startRoundcube({ mails, language: webmail });
  const page = await browser.page();
  await page.setViewport(1280, 800);
  await server.login(page);
  const frame = await server.preview(page, id);
  await page.waitForDrawn("mark");
  // Roundcube's own notices go after some seconds.
  await page.moveAway();
  await until(
    () => page.evaluate(() => !document.querySelector("#messagestack")?.childElementCount),
    "the notices to go",
  );
  await page.screenshot(`${folder}roundcube-${lang}.png`);
  await page.click(`#messagebody a[href^="${link}"]`, { frame });
  await page.waitForDrawn("dialog");
  await page.screenshot(`${folder}dialog-${lang}.png`);

  await desk.page.goto(browser.extensionUrl("popup/popup.html"));
  await desk.page.setViewport(380, 760);
  await until(() => desk.page.evaluate(() => document.body.classList.contains("ready")), "the popup");
  await desk.paste(PASTED);
  await desk.standBefore(await page.url());
  await until(
    () =>
      desk.page.evaluate(
        (name) => document.querySelector("#page").innerText.includes(name),
        mail(id).from.address.split("@")[1],
      ),
    "the verdict in the popup",
  );
  await desk.page.front();
  await desk.page.screenshot(`${folder}popup-${lang}.png`);
  await page.close();
  await server.close();
}

/** Our own pages after the pictures above: with warnings in the journal and a refused link. */
const PAGES = {
  popup: { path: "popup/popup.html", width: 380, height: 760 },
  welcome: { path: "welcome/welcome.html" },
  settings: { path: "options/options.html" },
  journal: { path: "journal/journal.html" },
  clicked: { path: "clicked/clicked.html" },
  blocked: { path: `blocked/blocked.html#${encodeURIComponent(PASTED)}`, height: 640 },
};
for (const { lang, language } of SCENES) {
  await desk.ask({ kind: "set-language", language });
  for (const look of ["light", "dark"]) {
    await browser.setDark(look === "dark");
    for (const [name, { path, width = 1024, height = 1100 }] of Object.entries(PAGES)) {
      const page = await browser.extensionPage(path);
      await page.setViewport(width, height);
      await page.waitFor("body.ready");
      await page.front();
      if (name === "popup") {
        await page.fill("#field", PASTED);
        await page.waitFor("#answer .report");
      }
      await page.screenshot(`${folder}pages/${name}-${lang}-${look}.png`);
      await page.close();
    }
  }
}
await browser.close();
await counter.close();
