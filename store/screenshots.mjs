// Takes the pictures of the store listings: `node store/screenshots.mjs [LANGUAGE…]`, after `TOUCHSTONE_TEST=1 ./build.sh`.
// The real extension on the demo inbox and in its own pages, 1280 × 800 as both stores want it, into store/LANGUAGE/.
// The words beside the popup are the listing's own (store/LANGUAGE/captions.json).

import { readFileSync, readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { startCounter } from "../tests/e2e/counter.mjs";
import { until } from "../tests/e2e/drivers/until.mjs";
import { startInbox } from "../tests/e2e/inbox/server.mjs";
import { mail } from "../tests/e2e/mails.mjs";
import { openTouchstone } from "../tests/e2e/touchstone.mjs";

const here = fileURLToPath(new URL("./", import.meta.url));
const [WIDTH, HEIGHT] = [1280, 800];
const POPUP = 380;
const PASTED = "https://sellercentral.amazon.com.verify-desk.example/performance";

/** The demo inbox speaks two languages; its mails are in what sellers get. */
const ENGLISH = { lang: "en", fake: "fake-verification", link: 'a[href*="bridgewater-dental.example/wp-content"]', genuine: "genuine-second-review" };
const CHINESE = { lang: "zh", fake: "fake-button-zh", link: 'a[href^="http://qinghe-logistics.example"]', genuine: "genuine-second-review-zh" };
const mailsFor = (language) => (language.startsWith("zh") ? CHINESE : ENGLISH);

const languages = process.argv.slice(2);
if (languages.length === 0) {
  languages.push(...readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name));
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
  await desk.ask({ kind: "set-language", language });
  await desk.ask({ kind: "set-home", home: { region: "US" } });
  const { lang, fake, link, genuine } = mailsFor(language);
  const picture = (name) => `${here}${language}/${name}.png`;
  const page = await browser.page();
  await page.setViewport(WIDTH, HEIGHT);

  await page.goto(inbox.mail(fake, { lang }));
  await page.waitForDrawn("mark");
  await page.moveAway();
  await page.screenshot(picture("1-mail"));
  await page.click(link);
  await page.waitForDrawn("dialog");
  await page.screenshot(picture("2-dialog"));
  await page.goto("about:blank");
  await page.goto(inbox.mail(genuine, { lang }));
  await desk.verdictOn(page, mail(genuine).from);
  await page.waitForDrawn("chip");
  await page.screenshot(picture("3-genuine"));

  await popupBeside(page, language, picture("4-popup"), inbox.mail(genuine, { lang }));
  await ownPage(page, `blocked/blocked.html#${encodeURIComponent(PASTED)}`, picture("5-blocked"));
  await page.close();
}

/** The popup, which is narrower than the picture, with the listing's words beside it. */
async function popupBeside(page, language, path, before) {
  await desk.page.goto(browser.extensionUrl("popup/popup.html"));
  await desk.page.setViewport(POPUP, 600);
  await ready(desk.page);
  await desk.standBefore(before);
  await desk.paste(PASTED);
  await desk.page.front();
  const height = await desk.page.evaluate(() => document.documentElement.scrollHeight);
  await desk.page.setViewport(POPUP, height);
  const shot = path.replace(".png", ".part.png");
  await desk.page.screenshot(shot);
  const bytes = readFileSync(shot).toString("base64");
  const words = JSON.parse(readFileSync(`${here}${language}/captions.json`, "utf8"));
  await page.goto(browser.extensionUrl("blocked/blocked.html"));
  await ready(page);
  await page.front();
  await page.evaluate(layOut, { bytes, words, language: language.replace("_", "-"), room: HEIGHT - 64 });
  await until(() => page.evaluate(() => document.querySelector("img").complete), "the popup's picture");
  await page.screenshot(path);
  rmSync(shot);
}

/** Runs in a page of ours, for its colours and fonts: the popup's picture and the words beside it. */
function layOut({ bytes, words, language, room }) {
  const element = (tag, css, ...children) => {
    const made = document.createElement(tag);
    made.style.cssText = css;
    made.append(...children);
    return made;
  };
  const image = element("img", `max-height: ${room}px; border: 1px solid var(--line); border-radius: 8px; box-shadow: 0 2px 12px rgb(31 41 51 / 16%)`);
  image.src = `data:image/png;base64,${bytes}`;
  const title = element("p", "margin: 0 0 16px; font-size: 34px; line-height: 1.25; font-weight: 600", words.popup);
  const text = element("p", "margin: 0; font-size: 18px; line-height: 1.6; color: var(--quiet)", words.popup_note);
  document.documentElement.lang = language;
  document.body.replaceChildren(
    element("div", "display: flex; align-items: center; justify-content: center; gap: 72px; height: 100vh", element("div", "width: 460px", title, text), image),
  );
}

async function ownPage(page, address, path) {
  await page.goto("about:blank");
  await page.goto(browser.extensionUrl(address));
  await ready(page);
  await page.front();
  await page.screenshot(path);
}

async function ready(page) {
  await until(() => page.evaluate(() => document.body.classList.contains("ready")), "the page");
}
