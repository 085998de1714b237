// Shows Touchstone at work: a browser with the test build on the demo inbox, served on loopback. With a display it stays open for you to try.
// Without one it reads every mail, prints the verdicts and saves pictures.
//   node demo.mjs [FOLDER for the pictures]

import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { LANGUAGES, messages } from "../gallery/tools.mjs";
import { startCounter } from "./counter.mjs";
import { installed, scratch } from "./drivers/processes.mjs";
import { startInbox } from "./inbox/server.mjs";
import { mails } from "./mails.mjs";
import { buildFor, openTouchstone } from "./touchstone.mjs";

const folder = process.argv[2] ?? fileURLToPath(new URL("../../dist/demo", import.meta.url));
const inbox = await startInbox();

if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY) await show();
else await print();

/** Opens a browser for a person and waits until it is closed. */
async function show() {
  const browser = spawn(
    installed("chromium", "chromium-browser"),
    [
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--no-first-run",
      `--user-data-dir=${scratch("demo")}`,
      `--disable-extensions-except=${buildFor("chromium")}`,
      `--load-extension=${buildFor("chromium")}`,
      inbox.mail("fake-verification"),
    ],
    { stdio: "ignore" },
  );
  console.log(`The demo inbox is open at ${inbox.url}; close the browser to end the demo.`);
  await new Promise((closed) => browser.on("exit", closed));
  await inbox.close();
}

/** Reads every mail and prints its verdict. */
async function print() {
  mkdirSync(folder, { recursive: true });
  const counter = await startCounter();
  const { browser, desk } = await openTouchstone("chromium", { counter });
  const page = await browser.page();
  try {
    for (const { id, from, subject } of mails) {
      await page.goto(inbox.mail(id));
      const { level, sender } = await desk.verdictOn(page, from);
      console.log(`${level.padEnd(8)} ${sender.class.padEnd(13)} ${from.name ?? ""} <${from.address}>  ${subject}`);
    }
    await pictures(page, desk);
    const asked = counter.fromPages().map(({ host }) => host);
    console.log(`\nRequests to hosts in these mails: ${asked.length}. Pictures: ${folder}`);
  } finally {
    await browser.close();
    await counter.close();
    await inbox.close();
  }
}

async function pictures(page, desk) {
  for (const [language, lang] of [
    ["en", "en"],
    ["zh_CN", "zh"],
  ]) {
    await desk.ask({ kind: "set-language", language });
    await page.goto(inbox.mail("fake-verification", { lang }));
    await page.waitForDrawn("mark");
    await page.screenshot(join(folder, `marked-${lang}.png`));
    await page.click('a[href*="bridgewater-dental.example/wp-content"]');
    await page.waitForDrawn("dialog");
    await page.screenshot(join(folder, `stopped-${lang}.png`));
    await page.drawnClick("dialog", 0, {
      name: new RegExp(LANGUAGES.map((language) => messages(language).step_back).join("|")),
    });
  }
}
