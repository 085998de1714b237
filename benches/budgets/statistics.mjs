// Statistics of many measurements.

export const sum = (values) => values.reduce((total, value) => total + value, 0);

/** Returns the value that a share (0 to 1) of all values does not exceed. */
export function quantile(values, part) {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (sorted.length - 1) * part;
  const low = sorted[Math.floor(at)];
  return low + (sorted[Math.ceil(at)] - low) * (at % 1);
}

export const median = (values) => quantile(values, 0.5);

/** Returns the median with the middle half of all values, which shows how noisy the machine was. */
export const spread = (values, digits = 1) =>
  `${median(values).toFixed(digits)} (${quantile(values, 0.25).toFixed(digits)}–${quantile(values, 0.75).toFixed(digits)})`;

/** Calls all measures in every round, each time starting with another one, so that a drift affects all equally. */
export async function inTurn(rounds, ...measures) {
  for (let round = 0; round < rounds; round++) {
    for (const at of measures.keys()) await measures[(at + round) % measures.length](round);
  }
}
