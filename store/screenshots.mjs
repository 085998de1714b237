// Takes the pictures of the store listings: `node store/screenshots.mjs [LANGUAGE…]`, after `TOUCHSTONE_TEST=1 ./build.sh`. They show the
// real extension on the demo inbox and in its own pages, in the size of 1280 × 800 that both stores ask for, and are written to
// store/LANGUAGE/. The words beside the popup come from the listing (store/LANGUAGE/captions.json).

import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { startCounter } from "../tests/e2e/counter.mjs";
import { until } from "../tests/e2e/drivers/until.mjs";
import { startInbox } from "../tests/e2e/inbox/server.mjs";
import { mail } from "../tests/e2e/mails.mjs";
import { buildFor, openTouchstone } from "../tests/e2e/touchstone.mjs";

const here = fileURLToPath(new URL("./", import.meta.url));
const [WIDTH, HEIGHT] = [1280, 800];
const POPUP = 380;
/** The pages that explain the extension, if the build has them. Chrome's store takes five pictures; AMO takes these as well. */
const PAGES = ["clicked", "practice"].filter((name) => existsSync(`${buildFor("chromium")}/${name}`));
const PASTED = "https://sellercentral.amazon.com.verify-desk.example/performance";

/** The demo inbox has two interface languages. Its mails are in the languages that sellers receive. */
const ENGLISH = {
  lang: "en",
  fake: "fake-verification",
  link: 'a[href*="bridgewater-dental.example/wp-content"]',
  genuine: "genuine-second-review",
  built: "homograph",
};
const CHINESE = {
  lang: "zh",
  fake: "fake-button-zh",
  link: 'a[href^="http://qinghe-logistics.example"]',
  genuine: "genuine-second-review-zh",
  built: "homograph",
};
const mailsFor = (language) => (language.startsWith("zh") ? CHINESE : ENGLISH);

const languages = process.argv.slice(2);
if (languages.length === 0) {
  languages.push(...readdirSync(here).filter((name) => existsSync(`${here}${name}/captions.json`)));
}

const counter = await startCounter();
const inbox = await startInbox();
const { browser, desk } = await openTouchstone("chromium", { counter });
try {
  for (const language of languages) await take(language);
} finally {
  await browser.close();
  await inbox.close();
  await counter.close();
}

async function take(language) {
  await desk.page.goto(browser.extensionUrl("popup/popup.html"));
  await ready(desk.page);
  await desk.ask({ kind: "set-language", language });
  await desk.ask({ kind: "set-home", home: { region: "US" } });
  const { lang, fake, link, genuine, built } = mailsFor(language);
  const picture = (name) => `${here}${language}/${name}.png`;
  const page = await browser.page();
  await page.setViewport(WIDTH, HEIGHT);
  const show = async (id) => {
    await page.goto("about:blank");
    await page.goto(inbox.mail(id, { lang }));
    await desk.verdictOn(page, mail(id).from);
    await page.waitForDrawn("chip");
  };

  await show(fake);
  await page.waitForDrawn("mark");
  await page.moveAway();
  await page.screenshot(picture("1-mail"));
  await page.click(link);
  await page.waitForDrawn("dialog");
  await page.screenshot(picture("2-dialog"));
  await show(built);
  await page.waitForDrawn("mark");
  await page.drawnHover("mark", 0);
  await page.waitForDrawn("card");
  await page.screenshot(picture("3-card"));
  await show(genuine);
  await page.screenshot(picture("4-genuine"));
  await popupBeside(page, language, picture("5-popup"));
  for (const [at, name] of PAGES.entries()) await ownPage(page, name, picture(`${6 + at}-${name}`));
  await page.close();
}

/** Shows the popup, which is narrower than the picture, with the words of the listing beside it. */
async function popupBeside(page, language, path) {
  await page.goto(inbox.url);
  await page.waitFor(".list a");
  // The popup is reloaded to show the chosen language and marketplace.
  await desk.page.goto(browser.extensionUrl("popup/popup.html"));
  await ready(desk.page);
  await desk.standBefore(inbox.url);
  await desk.paste(PASTED);
  await desk.page.front();
  await desk.page.setViewport(POPUP, HEIGHT);
  const height = await desk.page.evaluate(() => {
    // The field loses focus, because a blinking caret would make the pictures differ.
    document.activeElement.blur();
    return Math.ceil(document.body.getBoundingClientRect().height);
  });
  await desk.page.setViewport(POPUP, height);
  const part = path.replace(".png", ".part.png");
  await desk.page.screenshot(part);
  const bytes = readFileSync(part).toString("base64");
  rmSync(part);
  const words = JSON.parse(readFileSync(`${here}${language}/captions.json`, "utf8"));
  await page.goto(browser.extensionUrl("options/options.html"));
  await ready(page);
  await page.front();
  await page.evaluate(layOut, { bytes, words, language: language.replace("_", "-") });
  await until(() => page.evaluate(() => document.querySelector("img").complete), "the popup's picture");
  await page.screenshot(path);
}

/** Runs in a page of the extension, to use its colours and fonts: lays out the picture of the popup and the words beside it. */
function layOut({ bytes, words, language }) {
  const element = (tag, css, ...children) => {
    const made = document.createElement(tag);
    made.style.cssText = css;
    made.append(...children);
    return made;
  };
  const image = element(
    "img",
    "max-height: 760px; border: 1px solid var(--line); border-radius: 8px; box-shadow: 0 2px 12px rgb(31 41 51 / 16%)",
  );
  image.src = `data:image/png;base64,${bytes}`;
  const title = element(
    "p",
    "margin: 0 0 16px; font-size: 32px; line-height: 1.3; font-weight: 600; white-space: pre-line",
    words.popup,
  );
  const text = element("p", "margin: 0; font-size: 18px; line-height: 1.6; color: var(--quiet)", words.popup_note);
  const beside = element("div", "flex: none; width: 420px", title, text);
  document.documentElement.lang = language;
  document.body.replaceChildren(
    element(
      "div",
      "display: flex; align-items: center; justify-content: center; gap: 64px; height: 100vh; overflow: hidden",
      beside,
      image,
    ),
  );
}

async function ownPage(page, name, path) {
  await page.goto(browser.extensionUrl(`${name}/${name}.html`));
  await ready(page);
  await page.front();
  await page.screenshot(path);
}

async function ready(page) {
  await until(() => page.evaluate(() => document.body.classList.contains("ready")), "the page");
}
