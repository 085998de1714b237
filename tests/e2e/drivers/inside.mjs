// Functions that run within a page. `script` sends each with all of the others, so they may use each other, their parameters and the
// browser's globals, and nothing else of this file.

/** Returns the first element that a selector matches, or null. */
function find(selector) {
  return document.querySelector(selector);
}

/** Scrolls an element into view and returns the middle of its first box. A link may have one box on each of two lines. */
function aim(element) {
  if (!element.isConnected) throw new Error(`<${element.localName}> is gone from the page`);
  element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  const box = [...element.getClientRects()].find((box) => box.width > 0 && box.height > 0);
  if (!box) throw new Error(`<${element.localName}> is not drawn, so no user could click it`);
  const middle = (low, high, size) => (Math.max(low, 0) + Math.min(high, size)) / 2;
  return { x: middle(box.left, box.right, innerWidth), y: middle(box.top, box.bottom, innerHeight) };
}

/**
 * The hosts of the extension's drawings in a document or a shadow root, in document order; behind them those in open shadow
 * trees of the page.
 */
function hosts(root) {
  const trees = [...root.querySelectorAll("*")].map((element) => element.shadowRoot).filter((tree) => tree !== null);
  return [...root.querySelectorAll("[data-touchstone]"), ...trees.flatMap(hosts)];
}

/** The visible text in a shadow root. */
function visibleText(root) {
  return [...root.children]
    .filter((child) => !["STYLE", "LINK", "SCRIPT", "TEMPLATE"].includes(child.tagName) && seen(child))
    .map((child) => child.innerText)
    .join("\n")
    .replace(/[ \t\u00a0]+/g, " ")
    .replace(/\s*\n\s*/g, "\n")
    .trim();
}

function seen(element) {
  return element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
}

/** The controls in a shadow root, in document order. */
function operable(root) {
  const all = root.querySelectorAll("a[href], button, input, select, textarea, summary, [role], [tabindex]");
  return [...all].filter(seen);
}

function controls(root) {
  return operable(root).map((element) => ({
    name: nameOf(element, root),
    role: roleOf(element),
    disabled: element.disabled === true || element.getAttribute("aria-disabled") === "true",
    focused: root.activeElement === element,
  }));
}

/** The control with this accessible name: a whole text, or the source and flags of a regular expression. */
function control(root, wanted) {
  const fits =
    typeof wanted === "string" ? (name) => name === wanted : (name) => new RegExp(wanted[0], wanted[1]).test(name);
  return operable(root).find((element) => fits(nameOf(element, root))) ?? null;
}

/** The accessible name, by those rules of its computation that our drawings need. */
function nameOf(element, root) {
  const ids = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
  const labelled = ids.map((id) => root.getElementById(id)?.textContent ?? "").join(" ");
  const label = element.labels?.[0]?.innerText;
  const name =
    labelled ||
    element.getAttribute("aria-label") ||
    label ||
    element.innerText ||
    element.value ||
    element.title ||
    element.alt;
  return (name || "").replace(/\s+/g, " ").trim();
}

function roleOf(element) {
  const implied = {
    A: "link",
    BUTTON: "button",
    SUMMARY: "button",
    INPUT: element.type,
    SELECT: "combobox",
    TEXTAREA: "textbox",
  };
  return element.getAttribute("role") ?? implied[element.tagName] ?? "";
}

const LIBRARY = [find, aim, hosts, visibleText, seen, operable, controls, control, nameOf, roleOf]
  .map(String)
  .join("\n");

/**
 * The source of a function that calls `fn` (a function, or the source of an expression) with the nodes it is given, then
 * with `args`. `json`: the answer is data and comes back as a JSON text; otherwise it is a node. The function waits only if
 * the answer is a promise, because no promise settles in a frame that may not run scripts.
 */
export function script(fn, args, { json }) {
  const call = typeof fn === "function" ? `(${fn})(...nodes, ...${JSON.stringify(args)})` : `(${fn})`;
  const give = json ? '(value) => JSON.stringify(value) ?? "null"' : "(value) => value";
  return `(...nodes) => {
    ${LIBRARY}
    const give = ${give};
    const answer = ${call};
    return answer instanceof Promise ? answer.then(give) : give(answer);
  }`;
}

export const inside = { find, aim, hosts, visibleText, controls, control };
