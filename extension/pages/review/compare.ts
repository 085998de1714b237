// Compares two spellings of a name or an address, character by character. The eye takes a full-width, confusable or invisible
// character for the plain one.

import folding from "../../../src/data/folding.tsv";
import { isUnseen } from "../../ui/characters.js";

/** The kind of a difference. */
export type Kind = "width" | "space" | "case" | "hidden" | "alike" | "form" | "other";

/** A position in both texts, with the characters of each side. One side may be empty. */
export interface Place {
  readonly left: string;
  readonly right: string;
  /** Null if both sides are equal. */
  readonly kind: Kind | null;
}

/** Aligns two texts so that as many characters as possible stand opposite equal ones. */
export function compare(left: string, right: string): Place[] {
  const places: Place[] = [];
  // Characters removed on one side stand opposite those inserted on the other.
  let [gone, come]: [string[], string[]] = [[], []];
  const settle = (): void => {
    places.push(...opposite(gone, come));
    [gone, come] = [[], []];
  };
  for (const [one, other] of aligned([...left], [...right])) {
    if (one === other) {
      settle();
      places.push({ left: one, right: other, kind: null });
    } else {
      if (one) gone.push(one);
      if (other) come.push(other);
    }
  }
  settle();
  return places;
}

/** Pairs different characters. If one side is shorter, the pairing has as many named kinds of difference as possible. */
function opposite(left: readonly string[], right: readonly string[]): Place[] {
  const room = Math.max(left.length, right.length);
  const placed = (shift: number): Place[] =>
    Array.from({ length: room }, (_, place) => {
      const [one, other] = [left, right].map((side) => side[place - (side.length < room ? shift : 0)] ?? "") as [
        string,
        string,
      ];
      return { left: one, right: other, kind: kindOf(one, other) };
    });
  const named = (places: readonly Place[]): number =>
    places.filter(({ left, right, kind }) => left && right && kind !== "other").length;
  let best = placed(0);
  for (let shift = 1; shift <= room - Math.min(left.length, right.length); shift += 1) {
    const other = placed(shift);
    if (named(other) > named(best)) best = other;
  }
  return best;
}

/** Half-width and full-width forms of letters, digits, signs and the space. Unicode has them in one block. */
const WIDE = /[\u3000\uff01-\uffee]/;

function kindOf(left: string, right: string): Kind {
  if ([left, right].some((side) => side && isUnseen(side))) return "hidden";
  const plain = [left, right].map((side) => side.normalize("NFKC"));
  const [one, other] = plain as [string, string];
  if (one === other) return WIDE.test(left + right) ? "width" : "form";
  if (!(one + other).trim()) return "space";
  if (one.toLowerCase() === other.toLowerCase()) return "case";
  return areAlike(one, other) ? "alike" : "other";
}

/** The ASCII character that a character is confusable with, from the classifier's own table. */
const TAKEN_FOR: ReadonlyMap<string, string> = new Map(
  folding
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split("\t"))
    .map(([code = "", ascii = ""]) => [String.fromCodePoint(Number.parseInt(code, 16)), ascii]),
);

/** ASCII characters that are confusable with each other. */
const SHAPES = ["Oo0", "Il1|"] as const;

function areAlike(left: string, right: string): boolean {
  const [one, other] = [left, right].map(readingsOf) as [string[], string[]];
  return one.some((reading) => other.includes(reading));
}

/** The readings of a character: a letter, and a shape that several characters share. */
function readingsOf(character: string): string[] {
  const read = TAKEN_FOR.get(character) ?? character;
  return [read.toLowerCase(), ...SHAPES.filter((shape) => shape.includes(read))].filter(Boolean);
}

/** Pairs of characters by the longest common subsequence. One of a pair is empty where the other has no partner. */
function aligned(left: readonly string[], right: readonly string[]): [string, string][] {
  const common = lengths(left, right);
  const pairs: [string, string][] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const [one, other] = [left[i] ?? "", right[j] ?? ""];
    if (one === other) {
      pairs.push([one, other]);
      i += 1;
      j += 1;
    } else if (j >= right.length || (i < left.length && at(common, i + 1, j) >= at(common, i, j + 1))) {
      pairs.push([one, ""]);
      i += 1;
    } else {
      pairs.push(["", other]);
      j += 1;
    }
  }
  return pairs;
}

/** The length of the longest common subsequence of the rests, from each pair of positions on. */
function lengths(left: readonly string[], right: readonly string[]): number[][] {
  const common = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0));
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      const row = common[i];
      if (row)
        row[j] =
          left[i] === right[j] ? at(common, i + 1, j + 1) + 1 : Math.max(at(common, i + 1, j), at(common, i, j + 1));
    }
  }
  return common;
}

function at(table: readonly (readonly number[])[], i: number, j: number): number {
  return table[i]?.[j] ?? 0;
}
