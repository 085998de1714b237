// Checks that a page outside any webmail gets no script of the extension. It counts the script worlds beside that of the page, in the same
// browser and on the same page, under a name that the extension does not watch.

/** The same count on a webmail must find a world. Otherwise a broken count would pass unnoticed. */
export async function elsewhere({ chromium, inbox, unwatched, touchstone }) {
  const worlds = async (url) => {
    const page = await chromium.page(url);
    const found = await chromium.worlds(page);
    await page.close();
    return found.filter(({ origin }) => origin === touchstone.replace(/\/$/, "")).length;
  };
  const watched = await worlds(inbox.url);
  if (watched === 0) throw new Error("the script on the webmail was not seen");
  const found = await worlds(unwatched);
  return [
    {
      budget: "our scripts in a page that is no webmail",
      measured: String(found),
      allowed: "0",
      within: found === 0,
      note: `on a webmail ${watched}`,
    },
  ];
}
