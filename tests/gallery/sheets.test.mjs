// Tests that the pages for an emergency fit one printed sheet each, in every language.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import test, { after, before } from "node:test";
import { fakeBackground } from "./fake-background.mjs";
import { buildSite, gallery, launch, openPage, output } from "./site.mjs";
import { LANGUAGES } from "./tools.mjs";

const SHEETS = ["caller", "video", "review"];

let browser;
before(async () => {
  await buildSite();
  browser = await launch();
});
after(() => browser.close());

for (const sheet of SHEETS) {
  for (const language of LANGUAGES) {
    test(`the page fits one printed sheet: ${sheet}, ${language}`, async () => {
      const prepare = (context) => context.addInitScript(fakeBackground, { gallery, language });
      const page = await openPage(browser, `${sheet}/${sheet}.html`, {}, { prepare });
      await page.waitForSelector("body.ready");
      const pdf = await page.pdf({ preferCSSPageSize: true });
      writeFileSync(`${output}${sheet}-${language}.pdf`, pdf);
      // Chromium writes a dictionary for each page of the PDF, and their number once in the page tree.
      assert.equal(/\/Type \/Pages\s*\/Count (\d+)/.exec(pdf.toString("latin1"))?.[1], "1");
      await page.context().close();
    });
  }
}
