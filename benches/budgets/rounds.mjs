// The timed work. It runs in Node and in a page of the extension, so it imports nothing of either. Every call returns one sample with new
// links and texts. It reads all results, because an engine may skip the computation of an unread result.

import { manyLinks, manyParagraphs, oneParagraph } from "./letters.mjs";
import { mixed } from "./links.mjs";

const LINKS = 500;
/** The number of batches in a sample of the race. Browsers round their clocks, Firefox to a millisecond, so one batch is too short. */
const BATCHES = { ours: 8, url: 8, tldts: 8, eth: 1 };
/** The total number of pieces in a sample of growth. A single message may have more. */
const PIECES = 2_000;

let read = 0;

const readReasons = (reasons) => {
  for (const reason of reasons) read += reason.code.length;
};
const readVerdict = ({ level, class: kind, host, reasons }) => {
  read += level.length + kind.length + (host?.length ?? 0);
  readReasons(reasons);
};
const readMessage = ({ level, links, findings }) => {
  read += level.length;
  links.forEach(readVerdict);
  readReasons(findings);
};

/** Returns the milliseconds for all inputs together. They are fresh copies that no code has read before. */
function time(inputs, run) {
  const own = JSON.parse(JSON.stringify(inputs));
  const before = read;
  const begun = performance.now();
  for (const input of own) run(input);
  const taken = performance.now() - begun;
  if (read === before) throw new Error("nothing was read");
  return taken;
}

/** `parse` comes from tldts; `isPhishing` is the check of eth-phishing-detect. */
export function benchOf({ judgeLinks, judgeMessage, parse, isPhishing }) {
  const contenders = {
    ours: (links) => judgeLinks(links, []).forEach(readVerdict),
    url: (links) => {
      for (const link of links) read += new URL(link).hostname.length;
    },
    tldts: (links) => {
      for (const link of links) read += 1 + (parse(link).domain?.length ?? 0);
    },
    // This check takes hosts. The cost of reading them from the links does not count.
    eth: (hosts) => {
      for (const host of hosts) read += isPhishing(host) ? 2 : 1;
    },
  };
  const growing = {
    "a link in a batch": [mixed, (links) => judgeLinks(links, []).forEach(readVerdict)],
    "a link in a message": [manyLinks, (message) => readMessage(judgeMessage(message))],
    "a paragraph": [manyParagraphs, (message) => readMessage(judgeMessage(message))],
    "a sentence of one paragraph": [oneParagraph, (message) => readMessage(judgeMessage(message))],
  };
  return {
    /** The names of the growing inputs. */
    growing: () => Object.keys(growing),

    /** Returns the milliseconds for a batch, by the program that judged it. */
    race(round) {
      const names = Object.keys(contenders);
      // Each program is first in turn.
      const order = names.map((_, at) => names[(at + round) % names.length]);
      const batches = (name) => Array.from({ length: BATCHES[name] }, (_, at) => mixed(round * 100 + at, LINKS));
      const inputs = (name) =>
        name === "eth" ? batches(name).map((links) => links.map((link) => new URL(link).hostname)) : batches(name);
      return Object.fromEntries(order.map((name) => [name, time(inputs(name), contenders[name]) / BATCHES[name]]));
    },

    /** Returns the microseconds for each piece in a message of this many pieces. */
    growth(what, size, round) {
      const [make, run] = growing[what];
      const inputs = Array.from({ length: Math.max(PIECES / size, 1) }, (_, at) => make(round * PIECES + at, size));
      return (1000 * time(inputs, run)) / (inputs.length * size);
    },
  };
}
