// Describes an element by a selector that still selects it tomorrow, in another mail of the same webmail. Ids, test attributes and names
// of classes count, if they look as if a person had written them. Texts never count, because they are the sender's.

import { allIn, attributeOf, contains, localNameOf, pageOf, parentOf } from "./dom.js";

/** Attributes that developers add for their tests, and so rarely change. */
const TEST_ATTRIBUTES = ["data-testid", "data-test-id", "data-test", "data-qa", "data-cy"] as const;
/** More names describe an element no better. */
const MOST_CLASSES = 3;
/** Webmails nest their pages deeply, but an element with a name stands nearby. */
const MOST_STEPS = 12;
/** More elements of one name are rows of a list, and no mails of one conversation. */
const MOST_ALIKE = 30;

/**
 * The selector of an element; `null` if there is none that will last. It may select several elements that are built alike, such as the
 * mails of one conversation.
 */
export function selectorFor(element: Element): string | null {
  const page = pageOf(element);
  const path: string[] = [];
  let alike: string | null = null;
  for (let node: Element | null = element; node && node !== page.body; node = parentOf(node)) {
    if (path.length >= MOST_STEPS) break;
    const named = namesOf(node);
    if (named === null) continue;
    path.unshift(named);
    // Only names of the element itself say which elements are alike.
    if (node !== element && path.length === 1) break;
    const selector = path.join(" ");
    const found = page.querySelectorAll(selector);
    if (found.length === 1) return selector;
    if (areAlike(found)) alike = selector;
    if (named.startsWith("#")) break;
  }
  return alike ?? byPlace(element);
}

/** Whether several elements may be the mails of one conversation: they stand side by side, and none in another. */
function areAlike(found: NodeListOf<Element>): boolean {
  const all = [...found];
  if (all.length > MOST_ALIKE) return false;
  return !all.some((one) => all.some((other) => other !== one && contains(other, one)));
}

/** The lasting names of an element; `null` if it has none. */
function namesOf(element: Element): string | null {
  const id = attributeOf(element, "id") ?? "";
  if (isLasting(id)) return `#${id}`;
  for (const name of TEST_ATTRIBUTES) {
    const value = attributeOf(element, name) ?? "";
    if (/^[A-Za-z][A-Za-z .:_-]*$/.test(value)) return `[${name}="${value}"]`;
  }
  const classes = (attributeOf(element, "class") ?? "").split(/\s+/).filter(isLasting).slice(0, MOST_CLASSES);
  return classes.length === 0 ? null : [localNameOf(element), ...classes].join(".");
}

/** Whether a name looks as if a person had written it: no digits, and no mixture of cases as in a hash. */
function isLasting(name: string): boolean {
  return /^[A-Za-z][A-Za-z_-]{2,39}$/.test(name) && !/[a-z][A-Z]{2}|[A-Z][a-z]?[A-Z][a-z]?[A-Z]/.test(name);
}

/** The place of an element below the nearest one with a name, or below the page's body. */
function byPlace(element: Element): string | null {
  const page = pageOf(element);
  const path: string[] = [];
  for (let node: Element | null = element; node && path.length < MOST_STEPS; node = parentOf(node)) {
    const named = node === page.body ? "body" : namesOf(node);
    if (node !== element && named !== null && page.querySelectorAll(named).length === 1)
      return [named, ...path].join(" > ");
    path.unshift(stepTo(node));
  }
  return null;
}

function stepTo(element: Element): string {
  const name = localNameOf(element);
  const around = parentOf(element);
  const before = [...(around ? allIn(around, ":scope > *") : [])].filter((one) => localNameOf(one) === name);
  return before.length > 1 ? `${name}:nth-of-type(${before.indexOf(element) + 1})` : name;
}
