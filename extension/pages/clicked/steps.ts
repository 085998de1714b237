// The steps after a click, and their priority for each incident.

/** The incidents that may have happened. */
export const HAPPENED = ["opened", "password", "code", "installed", "access", "paid", "app"] as const;
export type Happened = (typeof HAPPENED)[number];

const ALWAYS = HAPPENED;
/** The incidents after which another person may be able to sign in. */
const SIGN_IN: readonly Happened[] = ["password", "code", "installed", "access"];
/** The incidents after which another person may have changed the account. */
const CHANGED: readonly Happened[] = [...SIGN_IN, "app"];
/** The incidents after which another person may read along on this computer. */
const READ_ALONG: readonly Happened[] = ["installed", "access"];

/** All steps in their order, each with the incidents that call for it. */
const STEPS: readonly (readonly [step: string, after: readonly Happened[]])[] = [
  ["stop", ALWAYS],
  ["offline", READ_ALONG],
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

/** The steps that come first, the most urgent first, each with the incidents that put it there. The step "stop" precedes them all. */
const URGENT: readonly (readonly [step: string, after: readonly Happened[]])[] = [
  ["offline", READ_ALONG],
  ["bank", ["paid"]],
  ["password", SIGN_IN],
  ["apps", ["app"]],
  ["codes", ["password", "code"]],
  ["deposit", ["app"]],
  ["evidence", ["opened", "paid"]],
];
/** How many of them a reader in a hurry can take in, beside "stop". */
const MOST_URGENT = 2;

/** The steps in three parts: those to do first, those that the incidents also call for, and the others. */
export interface Steps {
  readonly first: readonly string[];
  readonly then: readonly string[];
  readonly rest: readonly string[];
}

/** Sorts the steps for the incidents. Before the user has answered, all steps are in one list. */
export function stepsFor(happened: ReadonlySet<Happened>): Steps {
  const all = STEPS.map(([step]) => step);
  if (happened.size === 0) return { first: [], then: all, rest: [] };
  const matters = (after: readonly Happened[]): boolean => after.some((one) => happened.has(one));
  const urgent = URGENT.filter(([, after]) => matters(after)).map(([step]) => step);
  const first = ["stop", ...urgent.slice(0, MOST_URGENT)];
  const called = STEPS.filter(([, after]) => matters(after)).map(([step]) => step);
  return {
    first: all.filter((step) => first.includes(step)),
    then: called.filter((step) => !first.includes(step)),
    rest: all.filter((step) => !first.includes(step) && !called.includes(step)),
  };
}

/** Whether another person may read along on this computer, so that the account must not be opened on it. */
export function isReadAlong(happened: ReadonlySet<Happened>): boolean {
  return READ_ALONG.some((one) => happened.has(one));
}

/** Whether a step is done on another device if this computer is not to be trusted. The first two are done right here. */
export function isDoneElsewhere(step: string): boolean {
  return step !== "stop" && step !== "offline";
}

/** Whether a text names a step. */
export function isStep(name: string): boolean {
  return STEPS.some(([step]) => step === name);
}
