// The practice: a mail, its targets, a right and a wrong answer, the question about senders, and the result.

import { start } from "../../wasm/modules.mjs";
import { LANGUAGES, load, pageTexts } from "../tools.mjs";

const judging = await start("touchstone");

const { MAILS, SENDERS, letterOf } = await load("extension/pages/practice/mails.ts");
const { Texts } = await load("extension/i18n/texts.ts");
const { messageOf } = await load("extension/model/sample-mail.ts");

/** The module's verdicts on the mails by subject in each language, and on the senders by address. */
const judged = Object.fromEntries([
  ...LANGUAGES.flatMap((language) => {
    const texts = new Texts(language, pageTexts(language, "practice"));
    return MAILS.map((mail) => messageOf(letterOf(texts, mail))).map((message) => [
      message.subject,
      judging.judgeMessage(message),
    ]);
  }),
  ...SENDERS.map((address) => [address, { sender: judging.check([address], false)[0] }]),
]);

const names = [...MAILS.map(({ name }) => name), "senders"];

/** Advances to the question of this name. Each question is recognised by a text of its own. */
async function goTo(page, name) {
  const language = (await page.locator("html").getAttribute("lang")).replace("-", "_");
  const own = pageTexts(language, "practice");
  const sign = name === "senders" ? own.practice_senders_ask : own[`practice_mail_${name}_subject`];
  for (let step = 0; step < names.length; step += 1) {
    if (await page.locator("#question h2", { hasText: sign }).count()) return;
    await page.keyboard.press("1");
    await page.locator("#answer .button.main").click();
  }
  throw new Error(`${name} was never asked`);
}

const answered = (name, choice) => async (page) => {
  await goTo(page, name);
  await page.locator("#question .choices .button").nth(choice).click();
  await page.locator(".answer > h2").waitFor();
};

const [CHECK, FAKE] = [0, 1];

export const states = () => ({
  question: { judged, home: { region: "US" }, before: (page) => goTo(page, "regulator") },
  leads: {
    judged,
    before: async (page) => {
      await goTo(page, "userinfo");
      await page.locator(".letter .button.quiet").click();
    },
  },
  right: { judged, home: "elsewhere", before: answered("deactivated", CHECK) },
  wrong: { judged, home: "elsewhere", before: answered("unrelated", CHECK) },
  firm: { judged, home: "elsewhere", before: answered("partner", CHECK) },
  name: { judged, home: "elsewhere", before: answered("userinfo", FAKE) },
  buyer: { judged, home: "elsewhere", before: answered("buyer", FAKE) },
  senders: { judged, home: "elsewhere", before: answered("senders", 3) },
  result: {
    judged,
    home: "elsewhere",
    before: async (page) => {
      for (let step = 0; step < names.length; step += 1) {
        await page.locator("#question .choices .button").last().click();
        await page.locator("#answer .button.main").click();
      }
      await page.locator(".missed").waitFor();
    },
  },
});
