// The few figures that many measurements come down to.

export const sum = (values) => values.reduce((total, value) => total + value, 0);

/** The value that a part (0 to 1) of all values does not exceed. */
export function quantile(values, part) {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (sorted.length - 1) * part;
  const low = sorted[Math.floor(at)];
  return low + (sorted[Math.ceil(at)] - low) * (at % 1);
}

export const median = (values) => quantile(values, 0.5);

/** The middle value with the half of all values that lies around it: how noisy the machine was. */
export const spread = (values, digits = 1) =>
  `${median(values).toFixed(digits)} (${quantile(values, 0.25).toFixed(digits)}–${quantile(values, 0.75).toFixed(digits)})`;

/** Calls all of them in every round, another one first each time, so that what drifts hits all alike. */
export async function inTurn(rounds, ...measures) {
  for (let round = 0; round < rounds; round++) {
    for (const at of measures.keys()) await measures[(at + round) % measures.length](round);
  }
}
