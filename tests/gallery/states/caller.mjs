// The page about calls: for a user with Seller Central in this browser, elsewhere, or without an answer to the question; and with each
// answer that the ticks give.

const ticked =
  (...values) =>
  async (page) => {
    for (const value of values) await page.locator(`.tick [value=${value}]`).check();
  };

export const states = () => ({
  unset: {},
  here: { home: { region: "US" } },
  elsewhere: { home: "elsewhere" },
  info: { home: "elsewhere", before: ticked("notice", "contact") },
  caution: { home: "elsewhere", before: ticked("notice") },
  danger: { home: { region: "DE" }, before: ticked("password", "notice", "contact"), crowded: true },
});
