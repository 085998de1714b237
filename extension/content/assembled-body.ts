// Assembles a body from the parts that were read in its own document and the parts of frames that only their own scripts can read.

import type { BodyPart } from "../protocol/requests.js";
import type { MessageVerdict, Segment } from "../model/verdict.js";
import type { Collected } from "./body-reader.js";
import { hasReadableSize } from "./frame-documents.js";

/** The place of one frame's links in the list of all links. */
export interface LinkRange {
  readonly start: number;
  readonly count: number;
}

/** A body with the parts of its frames. */
export interface AssembledBody extends Collected {
  /** The links that came from each frame. */
  readonly ranges: ReadonlyMap<Element, LinkRange>;
}

/** Puts the parts of sealed frames where their frames stand. A missing part counts as left out if its frame is large enough to read in. */
export function assemble(read: Collected, parts: ReadonlyMap<Element, BodyPart>): AssembledBody {
  const segments: Segment[] = [];
  const links = [...read.links];
  const ranges = new Map<Element, LinkRange>();
  let { leftOut } = read;
  let done = 0;
  for (const { frame, at, quoted, hidden } of read.sealed) {
    segments.push(...read.segments.slice(done, at));
    done = at;
    const part = parts.get(frame);
    if (!part) {
      if (hasReadableSize(frame)) leftOut += 1;
      continue;
    }
    const start = links.length;
    ranges.set(frame, { start, count: part.links.length });
    links.push(...part.links);
    leftOut += part.leftOut ?? 0;
    segments.push(...segmentsOf(part, start, { quoted, hidden }));
  }
  segments.push(...read.segments.slice(done));
  return { ...read, segments, links, leftOut, ranges };
}

/** The segments of a frame's part, with link numbers that begin at `start`, as quoted and hidden as the frame. */
function segmentsOf(
  part: BodyPart,
  start: number,
  frame: { readonly quoted: boolean; readonly hidden: boolean },
): Segment[] {
  return part.segments.map((segment, index) => ({
    ...segment,
    ...(segment.link === undefined ? {} : { link: segment.link + start }),
    break: index === 0 || segment.break,
    quoted: frame.quoted || segment.quoted,
    hidden: frame.hidden || segment.hidden,
  }));
}

/** The verdict as the frame with these links needs it: the links of other frames have no index in it. */
export function verdictFor(verdict: MessageVerdict, range: LinkRange | undefined): MessageVerdict {
  const links = verdict.links.map(({ index, ...link }) => {
    const inRange = index === undefined || !range ? -1 : index - range.start;
    return range && inRange >= 0 && inRange < range.count ? { ...link, index: inRange } : link;
  });
  return { ...verdict, links };
}

/** The parts of a reading that are judged. */
type Judged = Omit<Collected, "elements" | "sealed" | "isLoading">;

/** Whether two readings have the same content. */
export function isSame(one: Judged, other: Judged): boolean {
  return one.leftOut === other.leftOut && alike(one.segments, other.segments) && alike(one.links, other.links);
}

/** Whether lists of plain objects are equal, also in their order. */
function alike<T extends object>(some: readonly T[], others: readonly T[]): boolean {
  return (
    some.length === others.length && some.every((one, at) => hasAllOf(one, others[at]) && hasAllOf(others[at], one))
  );
}

function hasAllOf<T extends object>(one: T | undefined, other: T | undefined): boolean {
  for (const key in one) if (one[key] !== other?.[key]) return false;
  return true;
}
