// The requests of a page with a compromised renderer: each request of a content script is sent as an attacker would send it.
// docs/threat-model.md has the rules of trust.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { load, root } from "../gallery/tools.mjs";
import { browser, reset, say } from "./background.mjs";
import { turns } from "./turns.mjs";

browser();
await load("extension/background/main.ts");
const { REQUESTS } = await load("extension/protocol/requests.ts");
const { Allowance } = await load("extension/background/allowance.ts");
const { bodyPartIn } = await load("extension/background/request-fields.ts");

const MAIL = "https://mail.google.com/mail/u/0/";
let tabId = 1000;
let sender;
const inTab = (id) => ({
  url: MAIL,
  origin: "https://mail.google.com",
  frameId: 0,
  tab: { id, url: MAIL, index: 0, windowId: 1, incognito: false },
});
const CONFIRM = { url: "chrome-extension://us/confirm/confirm.html#name=x", tab: { id: 5 } };
const POPUP = { url: "chrome-extension://us/popup/popup.html" };

beforeEach(() => {
  reset();
  sender = inTab((tabId += 1));
});

const message = (links, from = { name: "Amazon Seller Support", address: "help@northfield-garden.example" }) => ({
  from,
  replyTo: [],
  subject: "Your account is on hold",
  segments: [
    { text: "Dear seller, your Amazon seller account is on hold. Sign in and verify your identity.", break: true },
    ...links.map((_, at) => ({ text: "Verify now", link: at, break: true })),
    { text: "Amazon Seller Performance", break: true },
  ],
  links: links.map((href) => ({ href, button: true })),
  attachments: [],
  recipients: [],
  user: [],
  leftOut: 0,
  attached: [],
});

/** Has a message judged, and waits until its names are noted. */
async function warn(links, from) {
  const verdict = await say({ kind: "judge-message", message: message(links, from) }, sender);
  await turns();
  return verdict;
}

const remembered = async () =>
  (await say({ kind: "surroundings" }, POPUP)).settings.remembered.map(({ value }) => value);

test("only the confirmation page can mute a name, no content script and no other extension page", async () => {
  await warn(["https://evil.example/v"]);
  for (const from of [
    sender,
    POPUP,
    { url: "chrome-extension://us/options/options.html" },
    { ...sender, url: CONFIRM.url.replace("us/", "them/") },
  ]) {
    assert.equal(await say({ kind: "remember", what: "host", value: "evil.example" }, from), undefined);
  }
  assert.deepEqual(await remembered(), []);
  assert.equal(await say({ kind: "remember", what: "host", value: "evil.example" }, CONFIRM), true);
  assert.deepEqual(await remembered(), ["evil.example"]);
});

test("a content script may ask for a name that its tab was just warned about, and for no other", async () => {
  await warn(["https://evil.example/v"]);
  assert.equal(
    await say({ kind: "ask-to-remember", what: "host", value: "evil.example", href: "https://evil.example/v" }, sender),
    true,
  );
  const [{ url }] = browser.opened;
  assert.match(url, /^chrome-extension:\/\/us\/confirm\/confirm\.html#name=/);
  assert.deepEqual(await remembered(), [], "asking mutes nothing");
  const id = new URLSearchParams(new URL(url).hash.slice(1)).get("name");
  assert.equal(await say({ kind: "take-confirm", id }, POPUP), undefined);
  assert.deepEqual(await say({ kind: "take-confirm", id }, CONFIRM), {
    what: "host",
    value: "evil.example",
    href: "https://evil.example/v",
  });
  assert.equal(await say({ kind: "take-confirm", id }, CONFIRM), null, "once");
  for (const [what, value] of [
    ["host", "other.example"],
    ["address", "help@other.example"],
    ["host", ""],
    ["host", "northfield-garden.example"],
  ]) {
    assert.match(
      await say({ kind: "ask-to-remember", what, value }, sender),
      /no verdict warned|cannot be muted/,
      value,
    );
  }
  assert.match(
    await say({ kind: "ask-to-remember", what: "host", value: "evil.example" }, inTab(99)),
    /no verdict warned/,
    "another tab's",
  );
});

test("the link that opens after the confirmation leads to the muted host", async () => {
  await warn(["https://evil.example/v"]);
  await say({ kind: "ask-to-remember", what: "host", value: "evil.example", href: "https://other.example/" }, sender);
  const id = new URLSearchParams(new URL(browser.opened[0].url).hash.slice(1)).get("name");
  assert.deepEqual(await say({ kind: "take-confirm", id }, CONFIRM), { what: "host", value: "evil.example" });
});

test("shared hosts, mailbox providers and Amazon's names are never muted, even after a confirmation", async () => {
  for (const [what, value] of [
    ["host", "sites.google.com"],
    ["host", "docs.google.com"],
    ["host", "evil.pages.dev"],
    ["host", "gmail.com"],
    ["host", "amazon.com"],
    ["address", "seller-performance@amazon.com"],
  ]) {
    assert.equal(await say({ kind: "remember", what, value }, CONFIRM), "this name cannot be muted", value);
  }
});

test("a page chooses a body only after the popup's request, once, in the frame that was asked", async () => {
  const bodies = async () => (await say({ kind: "surroundings" }, POPUP)).settings.bodies;
  const choose = (id, from = sender, selector = "div.sheet") => say({ kind: "body-chosen", id, selector }, from);
  const begun = async () => {
    assert.equal(await say({ kind: "choose-body", tabId: sender.tab.id }, POPUP), true);
    return browser.sent.at(-1)[1].id;
  };
  assert.equal(await say({ kind: "choose-body", tabId: sender.tab.id }, sender), undefined, "no page begins");
  assert.match(await choose("of its own"), /no choice was begun/);
  assert.match(await choose(await begun(), inTab(99)), /no choice was begun/, "another tab's");
  assert.match(await choose(await begun(), { ...sender, frameId: 4 }), /no choice was begun/, "another frame's");
  for (const selector of ["", "*", "a, b", "p:has(a)", "a{}", "[href]", "x".repeat(401), "div  p", "> p", 3])
    assert.match(await choose(await begun(), sender, /** @type {any} */ (selector)), /no selector/, String(selector));
  assert.equal(await bodies(), undefined);
  const id = await begun();
  assert.equal(await choose(id), true);
  assert.match(await choose(id), /no choice was begun/, "once");
  const one = (await bodies()).map(({ origin, selector }) => [origin, selector]);
  assert.deepEqual(one, [["https://mail.google.com", "div.sheet"]]);
  // A second choice on a site replaces the first one.
  assert.equal(await choose(await begun(), sender, '#mail > div:nth-of-type(2) [data-test="text"]'), true);
  assert.equal((await bodies()).length, 1);
  assert.equal(await say({ kind: "forget-body", origin: "https://mail.google.com" }, sender), undefined);
  const undo = await say({ kind: "forget-body", origin: "https://mail.google.com" }, POPUP);
  assert.equal(await bodies(), undefined);
  assert.equal(await say({ kind: "undo", id: undo }, POPUP), true);
  assert.equal((await bodies()).length, 1);
});

test("a full list takes no more names, and drops none", async () => {
  const since = new Date().toISOString();
  browser.stored.local = {
    settings: {
      version: 2,
      remembered: Array.from({ length: 1_000 }, (_, at) => ({ what: "host", value: `h${at}.example`, since })),
    },
  };
  assert.equal(await say({ kind: "remember", what: "host", value: "one-more.example" }, CONFIRM), "too-many");
  const names = await remembered();
  assert.equal(names.length, 1_000);
  assert.equal(names[0], "h0.example");
});

test("lists and texts have limits", async () => {
  const long = "https://a.example/".padEnd(3_000_000, "a");
  for (const request of [
    { kind: "judge-links", links: Array(200_000).fill("https://a.example/") },
    { kind: "judge-links", links: [long] },
    { kind: "judge-senders", senders: Array(501).fill({ address: "a@b.example" }), user: [] },
    { kind: "judge-senders", senders: [], user: Array(501).fill("a@b.example") },
    { kind: "judge-message", message: { ...message([]), segments: [{ text: "a".repeat(17_000_000) }] } },
    { kind: "judge-message", message: { ...message([]), links: Array(70_000).fill({ href: "https://a.example/" }) } },
    { kind: "judge-message", message: { ...message([]), recipients: Array(3_000).fill("a@b.example") } },
    { kind: "judge-message", message: null },
    { kind: "arm", links: Array(6).fill("https://a.example/") },
    { kind: "arm", links: [{ kind: "link", level: "danger", href: "https://a.example/", target: null }] },
    { kind: "open", url: long, how: "tab" },
    { kind: "open", url: "file:///etc/passwd", how: "tab" },
    { kind: "claim-body", nonce: "n".repeat(1_000), part: { segments: [], links: [] } },
    { kind: "claim-body", nonce: "n", part: { segments: Array(500_000).fill({ text: "" }), links: [] } },
    { kind: "put-to-user", link: null },
    { kind: "explain", blocked: null },
    { kind: "ask-to-remember", what: "host", value: "a".repeat(1_000_000) },
    { kind: "open-help", code: "x".repeat(50) },
  ]) {
    assert.equal(typeof (await say(request, inTab((tabId += 1)))), "string", `${request.kind} is an error`);
  }
});

test("messages attached to a page's message are not judged", async () => {
  const inner = message(["https://evil.example/v"]);
  const verdict = await say(
    { kind: "judge-message", message: { ...message([]), attached: [inner], trace: [{ server: "x" }] } },
    sender,
  );
  assert.deepEqual(verdict.attached ?? [], []);
});

test("a content script cannot get a harmless link refused, whatever level it claims", async () => {
  assert.match(
    await say({ kind: "arm", links: ["https://www.payoneer.com/login"] }, sender),
    /none of these links is dangerous/,
  );
  assert.match(
    await say({ kind: "arm", links: ["https://quiet-shop.example/"] }, sender),
    /none of these links is dangerous/,
  );
  assert.deepEqual(browser.rules, []);
});

test("only a marketplace of the tables can be chosen", async () => {
  for (const home of [{ region: "XX" }, { region: "US2" }, "here", null])
    assert.equal(await say({ kind: "set-home", home }, sender), "not a marketplace");
  assert.equal(await say({ kind: "set-home", home: { region: "DE" } }, sender), true);
});

test("a frame's claim about a held link is judged again, and never lowers the level", async () => {
  await warn(["https://evil.example/v"]);
  const claimed = {
    kind: "link",
    level: "ok",
    class: "genuine",
    host: "amazon.com",
    domain: "amazon.com",
    target: null,
    reasons: [],
  };
  await say(
    {
      kind: "put-to-user",
      link: {
        href: "https://evil.example/v",
        text: "x".repeat(10_000),
        verdict: claimed,
        level: "ok",
        how: "none",
        frameId: 77,
      },
    },
    sender,
  );
  const [[, { link }]] = browser.sent;
  assert.equal(link.level, "danger");
  assert.equal(link.verdict.host, "evil.example");
  assert.equal(link.frameId, 0);
  assert.ok(link.text.length <= 500);
  await say(
    {
      kind: "put-to-user",
      link: {
        href: "https://sellercentral.amazon.com/",
        text: "",
        verdict: { ...claimed, level: "danger" },
        level: "caution",
        how: "tab",
      },
    },
    sender,
  );
  assert.equal(browser.sent[1][1].link.verdict.level, "ok");
});

test("a content script can get only a link explained that a rule really refuses", async () => {
  await warn(["https://evil.example/v"]);
  const blocked = (href) => ({ href, verdict: { kind: "link", level: "ok" } });
  assert.match(await say({ kind: "explain", blocked: blocked("https://www.payoneer.com/") }, sender), /no rule/);
  await say({ kind: "explain", blocked: blocked("https://evil.example/v#x") }, sender);
  assert.equal(browser.sent.at(-1)[1].blocked.verdict.level, "danger");
});

test("a notice names the mail of its link, and offers our page only where the browser still shows its own", async () => {
  await warn(["https://evil.example/v"]);
  const mail = { sender: "notice@evil.example", subject: "x".repeat(5_000), other: 1 };
  const shown = async () => {
    await say({ kind: "explain", blocked: { href: "https://evil.example/v", mail } }, sender);
    return browser.sent.at(-1)[1].blocked;
  };
  const { mail: named, errorPage } = await shown();
  assert.deepEqual([named, errorPage], [{ sender: mail.sender, subject: "x".repeat(4_000) }, false]);
  const { permissions } = globalThis.chrome;
  const { contains } = permissions;
  permissions.contains = async () => false;
  assert.equal((await shown()).errorPage, true);
  permissions.contains = contains;
  // A page can open the offer, and nothing more: the browser asks the user, in our page.
  await say({ kind: "offer-error-page" }, sender);
  assert.match(browser.opened.at(-1).url, /welcome\/welcome\.html#error-page-offer$/);
});

test("a flood of requests from one tab is stopped, and other tabs are still answered", async () => {
  const ask = (from) => say({ kind: "judge-links", links: ["https://a.example/"] }, from);
  const answers = [];
  for (let turn = 0; turn < 1_100; turn++) answers.push(await ask(sender));
  assert.equal(answers.at(-1), "too much at once");
  assert.ok(Array.isArray(answers[0]));
  assert.ok(Array.isArray(await ask(inTab((tabId += 1)))), "another tab is answered");
});

test("a tab's allowance is renewed after its period", () => {
  const allowance = new Allowance({ requests: 2, characters: 10 }, 1_000);
  allowance.take(1, 1, 0);
  allowance.take(1, 1, 10);
  assert.throws(() => allowance.take(1, 1, 20));
  allowance.take(1, 10, 1_100);
  assert.throws(() => allowance.take(1, 1, 1_200));
});

test("the threat model lists every request with its sender and its checks, and no other request", () => {
  const model = readFileSync(`${root}docs/threat-model.md`, "utf8");
  const [, section] = /^## Requests\n([^]*?)^## /m.exec(model);
  const rows = section
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const askers = new Map(rows.map(([name, who]) => [name.slice(1, -1), askerIn(who)]));
  assert.equal(askers.size, rows.length, "no request has two rows");
  assert.deepEqual(
    [...askers].sort(),
    Object.entries(REQUESTS)
      .map(([kind, { asker }]) => [kind, asker])
      .sort(),
  );
  for (const row of rows) assert.ok(row.length === 4 && row.every((cell) => cell.length > 3), row[0]);
});

/** The sender that a cell of the table names. */
function askerIn(cell) {
  if (cell.includes("content script")) return "content-script";
  return cell === "our pages" ? "own-page" : cell === "the confirmation alone" ? "confirmation-page" : cell;
}

test("an unknown kind of request is not heard, from any page", async () => {
  for (const kind of ["toString", "__proto__", "no-such-kind", 7, undefined])
    for (const from of [sender, POPUP]) assert.equal(await say({ kind }, from), undefined, String(kind));
});

test("a body on its way to the page around it keeps the amount that was not read", () => {
  assert.equal(bodyPartIn({ segments: [], links: [], leftOut: 3 }).leftOut, 3);
  for (const leftOut of [undefined, -1, "3", 0.5])
    assert.equal(bodyPartIn({ segments: [], links: [], leftOut }).leftOut, 0);
});
