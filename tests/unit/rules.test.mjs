// The addresses that the blocking rules refuse and never refuse: the real judging module and the real background, on a stand-in for
// the browser's rules. tests/e2e/rules.test.mjs tests that browsers apply them the same way.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { load } from "../gallery/tools.mjs";
import { browser, isRefused, reset, say } from "./background.mjs";
import { turns } from "./turns.mjs";

browser();
const { conditionFor, addressScope } = await load("extension/background/blocking-rule-conditions.ts");
const { default: background } = await load("extension/background/main.ts").then(() => ({ default: true }));

const MAIL = "https://mail.google.com/mail/u/0/";
const sender = {
  url: MAIL,
  origin: "https://mail.google.com",
  frameId: 0,
  tab: { id: 7, url: MAIL, incognito: false },
};

/** A message that poses as Amazon, with a button for each address. */
const messageWith = (links, more = {}) => ({
  from: { name: "Amazon Seller Support", address: "help@northfield-garden.example" },
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
  user: ["me@ourshop.example"],
  leftOut: 0,
  attached: [],
  ...more,
});

/** Rules come a moment after the verdict, so this waits until nothing changes any more. */
async function settled() {
  for (let before, turn = 0; turn < 40; turn++) {
    await turns(turn === 0 ? 40 : 15);
    const now = JSON.stringify(browser.rules);
    if (now === before) return;
    before = now;
  }
}

/** Has a message judged for the page, and waits until its rules are in force. */
async function judged(links, more) {
  const verdict = await say({ kind: "judge-message", message: messageWith(links, more) }, sender);
  await settled();
  return verdict;
}

beforeEach(reset);

/** Everyday addresses of sellers. No mail may get them refused, however it names them. */
const EVERYDAY = `
https://mail.google.com/mail/u/0/ https://outlook.live.com/mail/0/ https://outlook.office.com/mail/ https://mail.yahoo.com/ https://mail.yahoo.co.jp/
https://mail.qq.com/ https://exmail.qq.com/login https://mail.163.com/ https://qiye.aliyun.com/ https://mail.aliyun.com/ https://mail.zoho.com/zm/
https://www.icloud.com/mail/ https://mail.proton.me/u/0/inbox https://app.fastmail.com/mail/ https://www.gmx.net/ https://web.de/ https://e.mail.ru/inbox/
https://accounts.google.com/signin https://login.microsoftonline.com/ https://login.live.com/ https://account.microsoft.com/ https://firm.okta.com/login
https://appleid.apple.com/ https://auth0.com/ https://my.1password.com/signin https://vault.bitwarden.com/ https://github.com/login https://www.linkedin.com/login
https://www.facebook.com/login https://www.payoneer.com/login https://myaccount.payoneer.com/ https://www.pingpongx.com/ https://global.lianlianpay.com/
https://www.worldfirst.com/login https://www.airwallex.com/app/login https://wise.com/login https://www.paypal.com/signin https://dashboard.stripe.com/login
https://www.sunrate.com/ https://www.xtransfer.cn/login https://www.skyee360.com/ https://www.alipay.com/ https://pay.weixin.qq.com/ https://app.revolut.com/
https://erp.lingxing.com/login https://www.dianxiaomi.com/ https://www.mabangerp.com/ https://www.sellfox.com/ https://www.erp321.com/ https://www.tongtool.com/
https://members.helium10.com/ https://members.junglescout.com/ https://keepa.com/ https://app.sellerboard.com/ https://login.xero.com/ https://qbo.intuit.com/
https://secure.freee.co.jp/ https://app.billbee.io/ https://www.datev.de/ https://sellercentral.amazon.com/home https://sellercentral.amazon.co.jp/
https://sellercentral-europe.amazon.com/ https://gs.amazon.cn/ https://signin.aws.amazon.com/ https://console.aws.amazon.com/ https://advertising.amazon.com/
https://pay.amazon.com/ https://www.ebay.com/ https://seller.walmart.com/ https://seller.shopee.cn/ https://sellercenter.lazada.com/ https://admin.shopify.com/
https://seller.temu.com/ https://www.1688.com/ https://www.taobao.com/ https://rms.rakuten.co.jp/ https://www.etsy.com/ https://seller.otto.de/
https://www.icbc.com.cn/ https://www.cmbchina.com/ https://www.boc.cn/ https://www.hsbc.com.hk/ https://www.bk.mufg.jp/ https://www.mizuhobank.co.jp/
https://www.chase.com/ https://www.bankofamerica.com/ https://www.wellsfargo.com/ https://www.commerzbank.de/ https://www.sparkasse.de/ https://www.ing.de/
https://www.bnpparibas.com/ https://www.unicredit.it/ https://www.bbva.es/ https://www.barclays.co.uk/ https://www.dhl.de/ https://www.dhl.com/ https://www.ups.com/
https://www.fedex.com/ https://www.usps.com/ https://www.royalmail.com/ https://www.kuronekoyamato.co.jp/ https://www.sf-express.com/ https://www.17track.net/
https://www.yunexpress.com/ https://www.cainiao.com/ https://www.elster.de/eportal/login https://www.gov.uk/ https://www.tax.service.gov.uk/ https://www.irs.gov/
https://www.impots.gouv.fr/ https://www.agenziaentrate.gov.it/ https://sede.agenciatributaria.gob.es/ https://www.nta.go.jp/ https://www.chinatax.gov.cn/
https://ec.europa.eu/ https://euipo.europa.eu/ https://www.uspto.gov/ https://www.gs1.org/ https://www.verpackungsregister.org/ https://www.avalara.com/
https://www.google.com/ https://www.google.de/maps https://maps.google.com/ https://www.bing.com/ https://www.baidu.com/ https://www.yahoo.co.jp/ https://duckduckgo.com/
https://drive.google.com/drive/my-drive https://docs.google.com/document/u/0/ https://www.dropbox.com/login https://onedrive.live.com/ https://www.notion.so/login
https://web.whatsapp.com/ https://web.telegram.org/ https://work.weixin.qq.com/ https://www.dingtalk.com/ https://www.feishu.cn/ https://slack.com/signin
https://zoom.us/signin https://teams.microsoft.com/ https://meet.google.com/ https://meeting.tencent.com/ https://chatgpt.com/ https://www.deepl.com/
https://signin.webex.com/ https://www.docusign.com/ https://account.docusign.com/ https://hellotax.com/ https://www.cifnews.com/ https://www.reddit.com/
https://ourshop.example/admin https://erp.ourshop.example/ http://192.168.1.1/ http://localhost:8069/ http://nas.local/
`
  .trim()
  .split(/\s+/);

test("no mail gets any of more than a hundred everyday addresses refused, typed or opened from the page", async () => {
  assert.ok(EVERYDAY.length > 120);
  const verdict = await judged([...EVERYDAY, "https://evil.example/v"]);
  assert.equal(verdict.level, "danger");
  assert.ok(isRefused("https://evil.example/v", "mail.google.com"), "rules were made");
  for (const url of EVERYDAY) {
    assert.ok(!isRefused(url, null), `typed: ${url}`);
    assert.ok(!isRefused(url, "mail.google.com"), `from the page: ${url}`);
  }
});

test("no mail gets an everyday address refused through its menu", async () => {
  await judged(EVERYDAY);
  for (const url of EVERYDAY.slice(0, 40)) {
    await say({ kind: "arm", links: [url] }, { ...sender, tab: { ...sender.tab, id: 100 + EVERYDAY.indexOf(url) } });
    assert.ok(!isRefused(url, null), url);
  }
});

const SPELLINGS = (host, path, query) => [
  `https://${host}${path}?${query}#`,
  `https://${host}${path}?${query}#!/login`,
  `http://${host}${path}?${query}`,
  `https://${host}:8443${path}?${query}`,
  `https://${host.toUpperCase()}${path.toUpperCase()}?${query}`,
  `https://user:pw@${host}${path}?${query}`,
  `https://${host}.${path}?${query}`,
  `https://${host}/${path}?${query}`,
  `https://${host}${path}/?${query}`,
  `https://${host}/%${path.charCodeAt(1).toString(16)}${path.slice(2)}?${query}`,
  `https://${host}${path.replaceAll("@", "%40").replaceAll(":", "%3A")}?${query}`,
  `https://${host}${path}?${query}&utm_source=x`,
];

for (const host of ["evil.example", "evil.pages.dev", "bücher.evil.example", "evil.web.app"]) {
  for (const path of ["/Path/v", "/a@b:c/v", `/${"long-path-".repeat(30)}v`]) {
    test(`every spelling of an address is refused to the page, and none to a user typing it: ${host}${path.slice(0, 20)}`, async () => {
      await judged([`https://${host}${path}?case=1`]);
      for (const url of SPELLINGS(host, path, "case=1")) {
        assert.ok(isRefused(url, "mail.google.com"), url);
        assert.ok(!isRefused(url, null), `typed: ${url}`);
        assert.notEqual((await say({ kind: "blocked", url })).verdict, null, `explained: ${url}`);
      }
    });
  }
}

test("on a host where anyone can publish, only the address is refused", async () => {
  await judged(["https://docs.google.com/forms/d/e/abc/viewform", "https://evil.pages.dev/"]);
  for (const url of ["https://docs.google.com/forms/d/e/abc/viewform?usp=sf_link", "https://evil.pages.dev/?x=1#y"])
    assert.ok(isRefused(url, "mail.google.com"), url);
  for (const url of [
    "https://docs.google.com/forms/d/e/abcd/viewform",
    "https://docs.google.com/document/d/1",
    "https://evil.pages.dev/other",
    "https://pages.dev/",
    "https://other.pages.dev/",
  ]) {
    assert.ok(!isRefused(url, "mail.google.com"), url);
  }
});

test("the address of a form is refused with any fields in place of its query", async () => {
  await judged(["https://evil.netlify.app/collect?case=1"], {
    links: [{ href: "https://evil.netlify.app/collect?case=1", button: true, form: true }],
  });
  for (const query of ["", "?otp=1", "?a=b&c=d"])
    assert.ok(isRefused(`https://evil.netlify.app/collect${query}`, "mail.google.com"), query);
});

test("a link in a body in a frame of another host is refused as well", async () => {
  const frame = {
    url: "https://outlook.live.com/body",
    origin: "https://outlook.live.com",
    frameId: 3,
    tab: sender.tab,
  };
  for (const one of [sender, frame]) await say({ kind: "judge-links", links: ["https://a.example/"] }, one);
  await judged(["https://evil.example/v"]);
  for (const initiator of ["mail.google.com", "outlook.live.com", "us"])
    assert.ok(isRefused("https://evil.example/v", initiator), initiator);
  for (const initiator of ["other.example", "exmail.qq.com", null])
    assert.ok(!isRefused("https://evil.example/v", initiator), String(initiator));
});

test("a link through a known redirect is refused at its target", async () => {
  await judged([
    `https://mail.qq.com/cgi-bin/mail_spam?action=check_link&url=${encodeURIComponent("https://evil.example/v")}`,
  ]);
  assert.ok(isRefused("https://evil.example/v#x", "mail.google.com"));
  assert.ok(!isRefused("https://mail.qq.com/", "mail.google.com"));
});

test("a harmless message of the same site ends the rule for a whole host, whichever message comes first", async () => {
  const calm = () =>
    say(
      {
        kind: "judge-message",
        message: {
          ...messageWith([]),
          from: { name: "Anna Berg", address: "anna@lamps.example" },
          subject: "Price list",
          segments: [{ text: "Hello, here is the price list that you asked for." }],
          links: [{ href: "https://www.evil.example/prices" }],
        },
      },
      sender,
    );
  for (const order of [
    [calm, () => judged(["https://evil.example/v"])],
    [() => judged(["https://evil.example/v"]), calm],
  ]) {
    reset();
    for (const step of order) {
      await step();
      await settled();
    }
    assert.ok(isRefused("https://evil.example/v?x=1", "mail.google.com"));
    assert.ok(!isRefused("https://www.evil.example/prices", "mail.google.com"));
  }
});

test("the session storage contains no address and no verdict", async () => {
  const long = "a".repeat(60_000);
  await judged(Array.from({ length: 190 }, (_, at) => `https://evil.example/secret-path/${at}/${long}`));
  const kept = JSON.stringify(browser.stored.session);
  assert.ok(kept.length < 100_000, String(kept.length));
  assert.doesNotMatch(kept, /secret-path|aaaaaaaa|reasons/);
});

test("with a full storage, arming fails and active rules stay", async () => {
  await judged(["https://evil.example/v"]);
  const before = structuredClone(browser.rules);
  browser.isFull = true;
  await judged(["https://other.example/v"]);
  assert.match(await say({ kind: "arm", links: ["https://other.example/v"] }, sender), /no-room/);
  assert.deepEqual(browser.rules, before);
  assert.ok(isRefused("https://evil.example/v#x", "mail.google.com"));
});

test("a rule that the browser does not accept does not prevent the others", async () => {
  browser.refuses = (rule) => JSON.stringify(rule).includes("bad-rule");
  await judged(["https://bad-rule.example/v", "https://evil.example/v"]);
  assert.ok(isRefused("https://evil.example/v", "mail.google.com"));
});

test("one message gets at most two hundred scopes refused, and all messages together a thousand", async () => {
  for (let message = 0; message < 8; message++)
    await judged(Array.from({ length: 300 }, (_, at) => `https://h${message}x${at}.example/v`));
  assert.ok(browser.rules.length <= 1_000, String(browser.rules.length));
  assert.ok(isRefused("https://h7x0.example/v", "mail.google.com"));
});

test("expressions match only whole hosts and whole paths", async () => {
  const { regexFilter } = await conditionFor(
    addressScope(new URL("https://evil.pages.dev/v"), false),
    async () => true,
  );
  const fits = (url) => new RegExp(regexFilter, "i").test(url);
  assert.ok(fits("https://evil.pages.dev/v"));
  for (const url of [
    "https://notevil.pages.dev/v",
    "https://evil.pages.dev.example/v",
    "https://x.example/https://evil.pages.dev/v",
    "https://evil.pages.dev/vv",
    "https://evilxpages.dev/v",
  ]) {
    assert.ok(!fits(url), url);
  }
  assert.ok(background);
});

test("no expression takes long on any address", async () => {
  const url = new URL(`https://evil.pages.dev/${"!a@".repeat(500)}?${"=&;".repeat(100)}`);
  const { regexFilter } = await conditionFor(addressScope(url, false), async () => true);
  if (regexFilter === undefined) return;
  const start = performance.now();
  new RegExp(regexFilter, "i").test(`https://evil.pages.dev/${"a".repeat(100_000)}!`);
  assert.ok(performance.now() - start < 200);
});
