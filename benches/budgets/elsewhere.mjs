// A page that is no webmail pays nothing: there is no script of ours in it. Counted are the script worlds in it beside its own,
// in the same browser on the same page under a name the extension does not watch.

/** A world that a page does not have would not be missed, so the same count on a webmail has to find one. */
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
