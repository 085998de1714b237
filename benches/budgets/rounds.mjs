// The race of the batch budget. It runs in Node and in a page of the extension, so it imports nothing but the links.

import { mixed } from "./links.mjs";

const LINKS = 500;
/** Both have been compiled by then. */
const WARM_UP = 30;

/** What nobody reads might not be computed. */
let read = 0;

/** Milliseconds of each round, of both: { ours, theirs }, every round with links nobody has seen. */
export function race({ judgeLinks, parse }, rounds) {
  const runs = {
    ours: (links) => {
      for (const verdict of judgeLinks(links)) read += verdict.class.length + verdict.level.length;
    },
    theirs: (links) => {
      for (const link of links) read += new URL(link).hostname.length + (parse(link).domain?.length ?? 0);
    },
  };
  const times = { ours: [], theirs: [] };
  for (let round = 0; round < WARM_UP + rounds; round++) {
    const text = JSON.stringify(mixed(round, LINKS));
    for (const name of round % 2 ? ["ours", "theirs"] : ["theirs", "ours"]) {
      // Texts of their own for each, as a message brings them: neither profits from what the other has already flattened.
      const links = JSON.parse(text);
      const begun = performance.now();
      runs[name](links);
      const taken = performance.now() - begun;
      if (round >= WARM_UP) times[name].push(taken);
    }
  }
  if (read === 0) throw new Error("nothing was judged");
  return times;
}
