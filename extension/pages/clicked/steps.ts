// The steps after a click, and which of them matter most for what happened.

/** What may have happened. */
export const HAPPENED = ["opened", "password", "code", "installed", "access", "paid", "app"] as const;
export type Happened = (typeof HAPPENED)[number];

const ALWAYS = HAPPENED;
/** Somebody else may be able to sign in. */
const SIGN_IN: readonly Happened[] = ["password", "code", "installed", "access"];
/** Somebody else may have changed things in the account. */
const CHANGED: readonly Happened[] = [...SIGN_IN, "app"];

/** All steps in their order, each with what makes it one of the first. */
const STEPS: readonly (readonly [step: string, after: readonly Happened[]])[] = [
  ["stop", ALWAYS],
  ["offline", ["installed", "access"]],
  ["password", SIGN_IN],
  ["codes", SIGN_IN],
  ["deposit", CHANGED],
  ["users", CHANGED],
  ["apps", ["app", "access"]],
  ["notices", SIGN_IN],
  ["store", CHANGED],
  ["mailbox", ["password", "installed", "access"]],
  ["bank", ["paid"]],
  ["evidence", ALWAYS],
  ["amazon", ["password", "code", "access", "paid", "app"]],
];

/** The steps that come first for what happened, and the others; all in one order as long as nothing was said. */
export function stepsFor(happened: ReadonlySet<Happened>): { readonly first: string[]; readonly then: string[] } {
  const matters = (after: readonly Happened[]): boolean => after.some((one) => happened.has(one));
  const names = (wanted: boolean): string[] =>
    STEPS.filter(([, after]) => matters(after) === wanted).map(([step]) => step);
  return { first: names(true), then: names(false) };
}
