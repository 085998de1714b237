// Measures the budget for a verdict in a batch of 500 links, including the boundary and the reading of results. It is compared with `new
// URL()`, `tldts.parse()` and the check of eth-phishing-detect (the list on which MetaMask bases its warnings) with its shipped list.

import * as grounds from "./grounds.mjs";
import { median, spread } from "./statistics.mjs";

const ROUNDS = 20;
/** The engine has optimised all code after this many rounds. */
const WARM_UP = 4;
const ALLOWED = 4;
const FASTER_THAN_ETH = 50;

export const batchInNode = async (setting) => race(await grounds.node(setting));
export const batchInChromium = async (setting) => race(await grounds.chromium(setting));
export const batchInFirefox = async (setting) => race(await grounds.firefox(setting));

async function race(ground) {
  try {
    const samples = [];
    for (let round = 0; round < WARM_UP + ROUNDS; round++) samples.push(await ground.call("race", round));
    return rows(ground.name, samples);
  } finally {
    await ground.close();
  }
}

function rows(where, samples) {
  const [first] = samples;
  const warm = samples.slice(WARM_UP);
  const beside = warm.map(({ ours, url, tldts }) => ours / (url + tldts));
  const eth = warm.map(({ ours, eth }) => eth / ours);
  const shown = (name, digits = 2) =>
    `${spread(
      warm.map((sample) => sample[name]),
      digits,
    )} ms`;
  return [
    {
      budget: `500 links in a batch beside URL + tldts, ${where}`,
      measured: `${spread(beside)} ×`,
      allowed: `${ALLOWED} ×`,
      within: median(beside) <= ALLOWED,
      note: `${shown("ours")} against ${shown("url")} + ${shown("tldts")}; not yet warmed up ${first.ours.toFixed(1)} ms`,
    },
    {
      budget: `  eth-phishing-detect takes, ${where}`,
      measured: `${spread(eth, 0)} ×`,
      allowed: `from ${FASTER_THAN_ETH} ×`,
      within: median(eth) >= FASTER_THAN_ETH,
      note: shown("eth", 0),
    },
  ];
}
