// Budget: no request by the extension. Chromium is led to a counter for every host but this machine; what the extension
// asked for while everything else was measured is there.

/** A request that has to be counted, or the counter is not there. */
const PROOF = "counted.example";

export async function requests({ chromium, counter }) {
  const seen = counter.fromPages().length;
  const page = await chromium.page(`http://${PROOF}/`);
  await page.close();
  if (counter.to(PROOF).length === 0) throw new Error("the counter does not see what Chromium asks for");
  return [
    {
      budget: "requests by the extension",
      measured: String(seen),
      allowed: "0",
      within: seen === 0,
      note: "over all of the above",
    },
  ];
}
