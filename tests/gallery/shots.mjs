// Takes pictures of every component in every state into `output`: `node tests/gallery/shots.mjs [PART OF A NAME]`, after
// `cargo build --release`. It also checks for faults that a picture does not show: it fails if an element overflows, a page logs
// an error, or axe-core reports a violation.

import { fakeBackground } from "./fake-background.mjs";
import { PAGES } from "../../extension/tools/page-list.mjs";
import { INPUTS } from "./inputs.mjs";
import { filled, weeks } from "./states/journal.mjs";
import { buildSite, gallery, launch, openPage, output } from "./site.mjs";
import { LANGUAGES, SHOWN, axeSource } from "./tools.mjs";

/** The number of pages that are open at once. More than one is faster, because a browser mostly waits. */
const AT_A_TIME = 4;

const problems = new Set();

/** The parts of the gallery, the dialogs, and the popup's states that have the least room. */
const CROWDED = ["chips", "rows", "banners", "ways", "notices", "fake-button", "link", "mail", "not-watched", "week"];

/** Whether a picture is taken. Two languages get every picture, the others only those of crowded states in the light theme. */
function isShown(language, look, crowded) {
  return SHOWN.includes(language) || (look === "light" && crowded);
}

/**
 * A picture to take: its name, the page, the browser's settings, the clicks before it, whether axe-core checks the page, and
 * whether the picture shows the full page. Axe-core is slow, and it cannot judge colours that the user forces.
 */
const shots = [];

function galleries() {
  /** @type {[string, any][]} */
  const looks = [
    ["light", { colorScheme: "light" }],
    ["dark", { colorScheme: "dark" }],
    ["forced", { colorScheme: "dark", forcedColors: "active" }],
  ];
  const unfold = async (page) => {
    for (const toggle of await page.locator("[data-unfold] .toggle").all()) await toggle.click();
  };
  for (const language of LANGUAGES) {
    for (const [look, options] of looks) {
      for (const width of look === "forced" ? [760] : [760, 240]) {
        for (const part of ["shapes", "chips", "rows", "banners", "cards", "ways", "notices", "reports"]) {
          if (!isShown(language, look, CROWDED.includes(part))) continue;
          shots.push({
            name: `${part}-${language}-${look}-${width}`,
            path: `gallery.html?lang=${language}&part=${part}`,
            options: { ...options, viewport: { width, height: 700 } },
            before: unfold,
            axe: SHOWN.includes(language) && look !== "forced" && width === 760,
            fullPage: true,
          });
        }
      }
    }
  }
  for (const part of ["chips", "rows", "banners", "ways", "notices"]) {
    const path = `gallery.html?lang=en&part=${part}`;
    shots.push({
      name: `${part}-en-rtl`,
      path: `${path}&dir=rtl`,
      options: { viewport: { width: 760, height: 300 } },
      fullPage: true,
    });
    // A window of 1280 px at 200 % zoom has half the width and twice the pixel density.
    const zoomed = { viewport: { width: 640, height: 430 }, deviceScaleFactor: 2 };
    shots.push({ name: `${part}-en-zoom`, path, options: zoomed, before: unfold, fullPage: true });
  }
  const secondSteps = async (page) => {
    for (const box of await page.locator(".way").all()) {
      const way = box.locator(".button").first();
      // A button that opens something reacts half a second after it becomes visible.
      await way.scrollIntoViewIfNeeded();
      await way.click();
    }
  };
  for (const language of SHOWN) {
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [760, 240]) {
        for (const part of ["ways", "notices"]) {
          shots.push({
            name: `${part}-second-${language}-${colorScheme}-${width}`,
            path: `gallery.html?lang=${language}&part=${part}`,
            options: { colorScheme, viewport: { width, height: 700 } },
            before: secondSteps,
            axe: width === 760,
            fullPage: true,
          });
        }
      }
    }
  }
}

function dialogs() {
  // Waits until "Open it anyway" reacts.
  const alive = (page) => page.waitForTimeout(600);
  const secondStep = async (page) => {
    await alive(page);
    await page.locator(".anyway .button").click();
    await alive(page);
  };
  /** @type {[string, any?][]} */
  const names = [
    ["fake-button", alive],
    ["fake-button", secondStep],
    ["fake-lookalike", alive],
    ["amazon-address-elsewhere", alive],
    ["unchecked", alive],
  ];
  for (const language of LANGUAGES) {
    for (const colorScheme of ["light", "dark"]) {
      for (const [width, height] of [
        [760, 620],
        [320, 560],
      ]) {
        for (const [name, before] of names) {
          if (!isShown(language, colorScheme, CROWDED.includes(name))) continue;
          shots.push({
            name: `dialog-${name}${before === secondStep ? "-second-step" : ""}-${language}-${colorScheme}-${width}`,
            path: `gallery.html?lang=${language}&dialog=${name}`,
            options: { colorScheme, viewport: { width, height } },
            before,
            axe: SHOWN.includes(language) && width === 760,
          });
        }
      }
    }
  }
}

function popups() {
  const verdicts = (inputs) => ({
    text: inputs.join("\n"),
    check: {
      what: "verdicts",
      verdicts: inputs.map((input) => ({ input, verdict: gallery.checks[input] })),
      leftOut: 0,
      message: null,
      hints: [],
    },
  });
  const watching = (...names) => ({
    state: "watching",
    adapter: "Gmail",
    verdicts: names.map((name) => gallery.mails[name]),
  });
  /** @type {Record<string, any>} */
  const states = {
    empty: { state: watching() },
    week: { state: watching(), journal: true },
    recipe: { state: { state: "watching", adapter: "generic", verdicts: [] } },
    "not-watched": {
      state: { state: "not-watched", origin: "https://mail.lumen-lamps.example" },
      home: { region: "DE" },
    },
    silent: { state: { state: "silent" }, home: "elsewhere" },
    "out-of-reach": { state: { state: "out-of-reach" } },
    link: { state: watching(), ...verdicts([INPUTS[1]]), home: { region: "US" } },
    list: { state: { state: "out-of-reach" }, ...verdicts(INPUTS.slice(3, 7)) },
    mail: {
      state: watching(),
      text: "From: Amazon.de <…>\nSubject: …",
      check: { what: "message", verdict: gallery.mails["amazon-address-elsewhere"] },
      home: { region: "JP" },
    },
    unreadable: { state: watching(), text: "From: x\nSubject: y", check: { what: "unreadable" } },
    "open-fake": { state: watching("fake-button"), home: { region: "US" } },
    "open-genuine": { state: watching("genuine") },
  };
  for (const language of LANGUAGES) {
    for (const colorScheme of ["light", "dark"]) {
      for (const [name, { text, journal, ...fake }] of Object.entries(states)) {
        if (!isShown(language, colorScheme, CROWDED.includes(name))) continue;
        shots.push({
          name: `popup-${name}-${language}-${colorScheme}`,
          path: "popup/popup.html",
          options: { colorScheme, viewport: { width: 380, height: 300 } },
          init: { gallery, language, ...fake },
          before: async (page) => {
            await page.locator("body.ready").waitFor();
            if (journal) await filled(weeks(gallery.mails))(page);
            await page.locator("#idle > *").waitFor({ state: "attached" });
            if (!text) return;
            await page.locator("#field").fill(text);
            await page.waitForTimeout(250);
          },
          axe: SHOWN.includes(language),
          fullPage: true,
        });
      }
    }
  }
}

/**
 * Our own pages, at their usual widths. `states/PAGE.mjs` lists the states of a page by name: the background's answers
 * (`fake-background.mjs`), the fragment of the address (`hash`), the actions before the picture (`before`), and whether every
 * language shows this state (`crowded`; by default the first state).
 */
async function pages() {
  /** @type {[string, any][]} */
  const looks = [
    ["light", { colorScheme: "light" }],
    ["dark", { colorScheme: "dark" }],
    ["forced", { colorScheme: "dark", forcedColors: "active" }],
  ];
  for (const page of PAGES.filter((page) => page !== "popup")) {
    const { states } = await import(`./states/${page}.mjs`);
    const all = Object.entries(states(gallery));
    const most = all.some(([, { crowded }]) => crowded) ? all.filter(([, { crowded }]) => crowded) : all.slice(0, 1);
    for (const [name, { hash = "", before, crowded, ...fake }] of all) {
      for (const language of LANGUAGES) {
        for (const [look, options] of looks) {
          if (
            !isShown(
              language,
              look,
              most.some(([other]) => other === name),
            )
          )
            continue;
          for (const width of [1024, 320]) {
            shots.push({
              name: `${page}-${name}-${language}-${look}-${width}`,
              path: `${page}/${page}.html${hash === "" ? "" : `#${hash}`}`,
              options: { ...options, viewport: { width, height: 640 } },
              init: { gallery, language, ...fake },
              before: async (page) => {
                await page.locator("body.ready").waitFor();
                await before?.(page);
              },
              axe: SHOWN.includes(language) && look !== "forced" && width === 1024,
              fullPage: true,
            });
          }
        }
      }
    }
  }
}

async function take(browser, { name, path, options, init, before, axe, fullPage = false }) {
  const page = await openPage(
    browser,
    path,
    { reducedMotion: "reduce", ...options },
    {
      problem: (text) => problems.add(`${name}: ${text}`),
      prepare: (context) => init && context.addInitScript(fakeBackground, init),
    },
  );
  await before?.(page);
  for (const text of await page.evaluate(tooWide)) problems.add(`${name}: too wide: ${text}`);
  if (axe) for (const text of await complaints(page)) problems.add(`${name}: axe: ${text}`);
  await page.screenshot({ path: `${output}${name}.png`, fullPage });
  await page.context().close();
}

/** Runs in the page: returns the elements that are wider than their box although their style does not allow it. */
function tooWide() {
  const found = [];
  const walk = (parent) => {
    for (const element of parent.querySelectorAll("*")) {
      if (element.shadowRoot) walk(element.shadowRoot);
      const { display, overflowX } = getComputedStyle(element);
      if (display === "inline" || overflowX !== "visible" || element.closest("svg")) continue;
      if (element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1) {
        found.push(`${element.tagName}.${element.className} ${element.textContent.trim().slice(0, 60)}`);
      }
    }
  };
  walk(document);
  if (document.documentElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
  return found;
}

/** Returns the violations that axe-core finds, except those that come from many banners on one page without a webmail. */
async function complaints(page) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, {
      rules: { "landmark-unique": { enabled: false }, "page-has-heading-one": { enabled: false } },
    }),
  );
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${JSON.stringify(nodes[0].target)}`);
}

galleries();
dialogs();
popups();
await pages();
await buildSite();
const wanted = shots.filter(({ name }) => name.includes(process.argv[2] ?? ""));
const browser = await launch();
const queue = [...wanted];
const work = async () => {
  for (let shot = queue.shift(); shot; shot = queue.shift()) await take(browser, shot);
};
await Promise.all(Array.from({ length: AT_A_TIME }, work));
await browser.close();
for (const problem of problems) console.error(problem);
console.log(`${wanted.length} pictures in tests/gallery/output, ${problems.size} problems`);
process.exitCode = problems.size > 0 ? 1 : 0;
