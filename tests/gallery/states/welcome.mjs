// The welcome page: after the installation, and with every step done.

import { readFileSync } from "node:fs";
import { start } from "../../wasm/modules.mjs";
import { LANGUAGES, load, pageTexts, root } from "../tools.mjs";

const judging = await start("touchstone");

const { messageOf } = await load("extension/model/sample-mail.ts");
const { sampleLetter } = await load("extension/pages/welcome/sample.ts");
const { Texts } = await load("extension/i18n/texts.ts");
const { host_permissions: hosts } = JSON.parse(readFileSync(`${root}extension/manifest.json`, "utf8"));

/** The module's verdict on the mail in the picture. */
const judged = Object.fromEntries(
  LANGUAGES.map((language) => {
    const message = messageOf(sampleLetter(new Texts(language, pageTexts(language, "welcome"))));
    return [message.subject, judging.judgeMessage(message)];
  }),
);

export const states = () => ({
  first: { judged, hosts, pinned: false },
  held: {
    judged,
    hosts,
    pinned: false,
    shortcuts: { _execute_action: "Alt+Shift+X" },
    before: async (page) => {
      await page.locator(".letter-button").click();
      await page.locator(".dialog").waitFor();
    },
  },
  done: {
    judged,
    hosts,
    pinned: true,
    home: { region: "DE" },
    before: async (page) => {
      await page.locator("#webmail-list .button").click();
      await page.locator("#webmails.done").waitFor();
      await page.locator(".proof > summary").click();
    },
  },
});
