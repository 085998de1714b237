// Takes pictures of every component in every state into `output`, and looks for what a picture does not show: `node
// tests/gallery/shots.mjs [PART OF A NAME]`, after `cargo build --release`. Fails where something overflows, a page logs an
// error, or axe-core complains.

import { fakeBackground } from "./fake-background.mjs";
import { PAGES } from "../../extension/pages.mjs";
import { INPUTS } from "./inputs.mjs";
import { buildSite, gallery, launch, openPage, output } from "./site.mjs";
import { LANGUAGES, SHOWN, axeSource } from "./tools.mjs";

/** So many pages at a time: browsers wait more than they work. */
const AT_A_TIME = 4;

const problems = new Set();

/** The parts of the gallery, the dialogs, and the popup's states in which room is scarce. */
const CROWDED = ["chips", "rows", "banners", "ways", "notices", "fake-button", "link", "mail", "not-watched"];

/** Whether a picture is taken: in two languages every one, in the others by daylight, of what is crowded. */
function isShown(language, look, crowded) {
  return SHOWN.includes(language) || (look === "light" && crowded);
}

/**
 * A picture to take: its name, the page and how the browser is set, what to do before (by real clicks), whether axe-core is
 * asked (it is slow, and colours of the user's own are not ours to judge), and whether all of the page is wanted.
 */
const shots = [];

function galleries() {
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
    // What 200 % zoom of a window of 1280 leaves: half the width, twice the pixels.
    const zoomed = { viewport: { width: 640, height: 430 }, deviceScaleFactor: 2 };
    shots.push({ name: `${part}-en-zoom`, path, options: zoomed, before: unfold, fullPage: true });
  }
  const secondSteps = async (page) => {
    for (const way of await page.locator(".way .button").all()) {
      // A button comes to life half a second after it was seen.
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
  // Until "Open it anyway" is alive.
  const alive = (page) => page.waitForTimeout(600);
  const secondStep = async (page) => {
    await alive(page);
    await page.locator(".anyway .button").click();
    await alive(page);
  };
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
    check: { what: "verdicts", verdicts: inputs.map((input) => ({ input, verdict: gallery.checks[input] })) },
  });
  const watching = (...names) => ({
    state: "watching",
    adapter: "Gmail",
    verdicts: names.map((name) => gallery.mails[name]),
  });
  const states = {
    empty: { state: watching() },
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
      for (const [name, { text, ...fake }] of Object.entries(states)) {
        if (!isShown(language, colorScheme, CROWDED.includes(name))) continue;
        shots.push({
          name: `popup-${name}-${language}-${colorScheme}`,
          path: "popup/popup.html",
          options: { colorScheme, viewport: { width: 380, height: 300 } },
          init: { gallery, language, ...fake },
          before: async (page) => {
            await page.locator("body.ready").waitFor();
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
 * Our own pages, at the widths they are read at. `states/PAGE.mjs` gives the states of a page by name: what the background
 * answers (`fake-background.mjs`), what stands behind the `#` of its address (`hash`), what is done before (`before`), and
 * whether it is the one to be seen in every language (`crowded`; where none says so, the first).
 */
async function pages() {
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

/** Runs in the page: whatever is wider than its own box, and does not say that it may be. */
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

/** What axe-core finds. Only here many banners stand together without a webmail around them. */
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
