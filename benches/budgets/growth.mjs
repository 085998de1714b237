// Checks that cost grows in proportion to the number of links and the length of the text. It measures the cost of one link or paragraph
// among 10, 100, 1,000 and 10,000 of them.

import * as grounds from "./grounds.mjs";
import { median } from "./statistics.mjs";

const SIZES = [10, 100, 1_000, 10_000];
const ROUNDS = 5;
/**
 * The largest allowed ratio of the cost at the largest size to the cost at a hundred. Quadratic cost would show a hundred here. At ten
 * pieces the cost also carries the fixed cost of a message.
 */
const ALLOWED = 2;

export const growthInChromium = async (setting) => grow(await grounds.chromium(setting));
export const growthInFirefox = async (setting) => grow(await grounds.firefox(setting));

async function grow(ground) {
  try {
    const rows = [];
    for (const what of await ground.call("growing"))
      rows.push(row(`${what}, ${ground.name}`, await costs(ground, what)));
    return rows;
  } finally {
    await ground.close();
  }
}

/** Returns the microseconds for one piece at each size. The sizes are measured in turn. */
async function costs(ground, what) {
  const times = SIZES.map(() => []);
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [at, size] of SIZES.entries()) {
      const time = await ground.call("growth", what, size, round);
      // The first round only warms up.
      if (round > 0) times[at].push(time);
    }
  }
  return times.map(median);
}

function row(what, costs) {
  const growth = costs.at(-1) / costs[SIZES.indexOf(100)];
  const shown = SIZES.map((size, at) => `${costs[at].toFixed(1)} among ${size.toLocaleString("en")}`);
  return {
    budget: `cost of ${what}: 10,000 beside 100`,
    measured: `${growth.toFixed(2)} ×`,
    allowed: `${ALLOWED} ×`,
    within: growth <= ALLOWED,
    note: `µs each: ${shown.join(", ")}`,
  };
}
