// The page about second reviews: with an empty comparison, with two equal texts, and with each kind of difference.

const compare = (left, right) => async (page) => {
  await page.locator("#left").fill(left);
  await page.locator("#right").fill(right);
};

export const states = () => ({
  empty: { home: "elsewhere" },
  same: { home: { region: "US" }, before: compare("深圳市南山区科技园A座501", "深圳市南山区科技园A座501") },
  different: {
    home: "elsewhere",
    before: compare(
      "深圳市南山区XX大厦A座501 Lumen Lamps Co., Ltd.",
      "深圳市南山区XX大厦Ａ座5楼 Lumеn\u200b  lamps Co.，Ltd",
    ),
  },
});
