// The guide after a click: at first, after many answers, and with a report of Touchstone's evidence.

const evidence = {
  url: "https://sellercentral.amazon.com.account-review.verification-center.example/very/long/path?session=abcdef0123456789&and=on",
  sender: "notice@mail.harbour-events.example",
  name: "Amazon Seller Performance",
  subject: "Action required: verify your account within 72 hours",
  when: "2026-11-24T09:30:00.000Z",
  level: "danger",
  reasons: [
    "“sellercentral.amazon.com” is only the beginning: the address belongs to verification-center.example, not to Amazon.",
  ],
};

const happened =
  (...kinds) =>
  async (page) => {
    for (const kind of kinds) await page.locator(`#happened [value=${kind}]`).click();
  };

export const states = () => ({
  empty: {},
  much: {
    home: { region: "DE" },
    before: async (page) => {
      await happened("password", "paid")(page);
      await page.locator("#steps [type=checkbox]").first().click();
    },
  },
  installed: { home: { region: "DE" }, before: happened("installed", "paid") },
  report: { answers: { "take-report-facts": evidence }, home: "elsewhere", hash: "report=1" },
  long: {
    answers: { "take-report-facts": { ...evidence, reasons: Array.from({ length: 12 }, () => evidence.reasons[0]) } },
    home: { region: "EU" },
    hash: "report=1",
  },
  call: { home: { region: "US" }, before: (page) => page.locator("#what [value=call]").click() },
});
