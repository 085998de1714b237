// The settings: as they are at first, with long lists, under an organisation's policy, and with a chosen file.

const remembered = [
  { what: "host", value: "xn--mazon-3ve.example", since: "2026-06-30T10:00:00.000Z" },
  { what: "address", value: "notice@mail.harbour-events.example", since: "2026-07-02T10:00:00.000Z" },
  {
    what: "host",
    value: "sellercentral.amazon.com.account-review-department-of-seller-performance.example",
    since: "no date",
  },
];
const nothing = { sites: [], buyerMessages: false };
const sets = (of, after) => ({ of, before: null, after });

/** Chooses a file, and waits for the page's answer to it. */
const choose = async (page) => {
  await page
    .locator("#file")
    .setInputFiles({ name: "settings.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await page.locator("#review > *").first().waitFor();
};

export const states = () => ({
  empty: { granted: nothing },
  full: {
    crowded: true,
    remembered,
    home: { region: "DE" },
    settings: {
      bodies: [
        { origin: "https://mail.lumen-lamps.example", selector: "div.sheet", since: "2026-03-12T10:00:00.000Z" },
      ],
    },
    granted: { sites: ["https://mail.lumen-lamps.example/*", "http://10.0.0.7/*"], buyerMessages: true },
    organisation: { imported: ["https://webmail.harbour-events.example/*"] },
  },
  managed: {
    remembered: remembered.slice(0, 1),
    home: { region: "DE" },
    granted: nothing,
    settings: { notifications: "danger", journal: false },
    limits: { locked: ["marketplace", "notifications", "journal"], openDanger: false, pause: false, remember: false },
    organisation: {
      source: "managed",
      name: "Lumen Lamps GmbH",
      sets: [
        sets("marketplace", "DE"),
        sets("notifications", "danger"),
        sets("journal", "false"),
        sets("openDanger", "false"),
        sets("partners", "billing.harbour-events.example"),
        sets("webmails", "https://mail.lumen-lamps.example/*"),
        sets("userMayChange", "language"),
      ],
      problems: [
        { code: "unknown", place: "colour" },
        { code: "wrong", place: "webmails[2]", text: "https://*.lumen-lamps.example/*" },
      ],
      asked: ["https://mail.lumen-lamps.example/*"],
      teamRests: true,
    },
  },
  newer: { granted: nothing, organisation: { newer: true, source: "team", sets: [sets("openDanger", "false")] } },
  import: {
    granted: nothing,
    before: choose,
    answers: {
      "review-import": {
        what: "settings",
        changes: [
          { of: "language", before: "en", after: "zh_CN" },
          { of: "marketplace", before: null, after: "JP" },
          { of: "notifications", before: "caution", after: "danger", locked: true },
          { of: "journal", before: "true", after: "false" },
          { of: "remembered", before: null, after: "notice@mail.harbour-events.example" },
          { of: "remembered", before: "sellercentral.amazon.com.account-review-department.example", after: null },
          sets("webmails", "https://mail.lumen-lamps.example/*"),
        ],
      },
    },
  },
  wrong: {
    granted: nothing,
    before: choose,
    answers: {
      "review-import": {
        what: "wrong",
        problems: [
          { code: "wrong", place: "remembered[3].value", text: "https://harbour-events.example/path" },
          { code: "unknown", place: "colour" },
        ],
      },
    },
  },
  // The tables are old.
  old: { granted: { sites: [], buyerMessages: false }, today: "2028-02-01" },
});
