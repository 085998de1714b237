// The figures as a table for people.

const HEAD = { budget: "budget", measured: "measured", allowed: "allowed" };

/** One line for each row: { budget, measured, allowed, within?, note? }; without `within` it is for information. */
export function table(rows) {
  const width = (key) => Math.max(...[HEAD, ...rows].map((row) => row[key].length));
  const line = (row, verdict) =>
    [
      row.budget.padEnd(width("budget")),
      row.measured.padStart(width("measured")),
      row.allowed.padStart(width("allowed")),
      verdict,
    ].join("  ");
  return [
    line(HEAD, "verdict"),
    ...rows.flatMap((row) => [
      line(row, row.within === undefined ? "" : row.within ? "within" : "OVER"),
      ...(row.note ? [`    ${row.note}`] : []),
    ]),
  ].join("\n");
}
