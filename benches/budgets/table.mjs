// Prints the figures as a table.

const HEAD = { budget: "budget", measured: "measured", allowed: "allowed" };

/** Prints one line for each row: { budget, measured, allowed, within?, note? }. A row without `within` is for information only. */
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
