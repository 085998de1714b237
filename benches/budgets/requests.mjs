// Checks the budget of no request by the extension. Chromium resolves every host except this machine to a counter. The counter holds the
// extension's requests during all other measurements.

/** A request that must be counted, or else the counter does not work. */
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
