// The steps after a click, and their priority for each incident.

/** The incidents that may have happened. */
export const HAPPENED = ["opened", "password", "code", "installed", "access", "paid", "app"] as const;
export type Happened = (typeof HAPPENED)[number];

const ALWAYS = HAPPENED;
/** The incidents after which another person may be able to sign in. */
const SIGN_IN: readonly Happened[] = ["password", "code", "installed", "access"];
/** The incidents after which another person may have changed the account. */
const CHANGED: readonly Happened[] = [...SIGN_IN, "app"];

/** All steps in their order, each with the incidents that make it urgent. */
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

/** The urgent steps for the incidents, and the others. Before the user has answered, all steps are in one list. */
export function stepsFor(happened: ReadonlySet<Happened>): { readonly first: string[]; readonly then: string[] } {
  const matters = (after: readonly Happened[]): boolean => after.some((one) => happened.has(one));
  const names = (wanted: boolean): string[] =>
    STEPS.filter(([, after]) => matters(after) === wanted).map(([step]) => step);
  return { first: names(true), then: names(false) };
}
