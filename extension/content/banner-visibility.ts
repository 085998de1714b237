// Keeps a banner at its place, and seen. What a body contains is kept below it (`keepBelow` in draw.ts), but a webmail may let
// a mail's style sheets out into its page, where they can fold, shift and clip what stands around the banner. Where the mail
// is seen and its banner is not, the banner is lifted above everything and stays there. Nothing polls: the browser tells when
// the banner's part on the screen changes, and who draws tells when the page did.

import { contains, isThere } from "./dom.js";
import { lift, settle } from "./shadow-hosts.js";

/** So long after a change a banner is looked at, in milliseconds: what fades in or moves has its place by then. */
const SETTLES = 150;
/** Whatever is smaller, nobody reads. */
const LEAST = { width: 80, height: 20 };
/** Where in a box is looked at, in parts of its width and height. */
const COLUMNS = [0.04, 0.25, 0.5, 0.75, 0.96];
const ROWS = [0.15, 0.5, 0.85];

type Tree = Document | ShadowRoot;

/** Watches over one banner. */
export class Seen {
  #before: Element | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #state: "in-place" | "lifted" | "closed" = "in-place";
  readonly #observer: IntersectionObserver;
  readonly #listening = new AbortController();

  constructor(
    private readonly banner: HTMLElement,
    private readonly bodies: () => readonly Element[],
  ) {
    // Chromium also tells when something lies over it; others pass over what they do not know.
    const options: IntersectionObserverInit & { trackVisibility: boolean; delay: number } = {
      threshold: [0, 0.5, 1],
      trackVisibility: true,
      delay: 100,
    };
    this.#observer = new IntersectionObserver(() => this.#lookSoon(), options);
    this.#observer.observe(banner);
    const page = banner.ownerDocument;
    const always = { capture: true, signal: this.#listening.signal };
    for (const type of ["animationstart", "animationend", "transitionend"] as const)
      page.addEventListener(type, () => this.#lookSoon(), always);
    // Nothing in a mail goes above everything by itself: a popover or a dialog that a button in it opens.
    for (const type of ["beforetoggle", "command"])
      page.addEventListener(type, (event) => this.#keepDown(event), always);
    banner.addEventListener("toggle", (event) => {
      if (event.newState === "closed") this.#closed();
    });
  }

  /** Puts the banner in front of an element, at first and wherever the page moved it or took it away. */
  place(before: Element): void {
    this.#before = before;
    const { banner } = this;
    if (this.#state === "lifted") {
      if (!isThere(banner)) settle(banner, () => lift(banner));
      return;
    }
    if (banner.nextElementSibling !== before) settle(banner, () => before.before(banner));
    this.#lookSoon();
  }

  #lookSoon(): void {
    if (this.#state !== "in-place") return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (!isThere(this.banner) || !isHidden(this.banner, this.bodies())) return;
      this.#state = "lifted";
      lift(this.banner);
    }, SETTLES);
  }

  /** Who closed it has read it: it goes back to its place and stays there. */
  #closed(): void {
    if (this.#state !== "lifted") return;
    this.#state = "closed";
    this.banner.removeAttribute("popover");
    if (this.#before && isThere(this.#before)) this.place(this.#before);
  }

  /** Watches no longer. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#observer.disconnect();
    this.#listening.abort();
  }

  #keepDown(event: Event): void {
    const [target] = event.composedPath();
    if (!(target instanceof Element) || !this.bodies().some((body) => contains(body, target))) return;
    event.preventDefault();
  }
}

/** Whether the mail hides its banner: it lies over it, or is seen where nothing was scrolled and the banner is not. */
function isHidden(banner: HTMLElement, bodies: readonly Element[]): boolean {
  const tree = banner.getRootNode() as Tree;
  const box = banner.getBoundingClientRect();
  const hits = box.width < LEAST.width || box.height < LEAST.height ? [] : hitsIn(tree, banner);
  const isMails = (hit: Element): boolean => bodies.some((body) => contains(body, hit));
  if (hits.some(isMails)) return true;
  // What lies over it and is neither the mail nor around it is the webmail's own: a menu, a window for writing.
  if (hits.some((hit) => !contains(hit, banner)) || hits.includes(banner)) return false;
  return !isScrolled(banner) && bodies.some((body) => hitsIn(tree, body).some(isMails));
}

/** What is uppermost at some points of an element, as far as they are on the screen. */
function hitsIn(tree: Tree, element: Element): Element[] {
  const { left, top, width, height } = element.getBoundingClientRect();
  const points = ROWS.flatMap((row) => COLUMNS.map((column) => [left + width * column, top + height * row] as const));
  return points.map(([x, y]) => tree.elementFromPoint(x, y)).filter((hit) => hit !== null);
}

/** Whether anything around an element was scrolled: then it may be out of sight because its reader wants it so. */
function isScrolled(element: Element): boolean {
  for (let around = parentOf(element); around; around = parentOf(around))
    if (around.scrollTop !== 0 || around.scrollLeft !== 0) return true;
  return false;
}

function parentOf(element: Element): Element | null {
  const { parentElement } = element;
  if (parentElement) return parentElement;
  const root = element.getRootNode();
  return "host" in root ? (root as ShadowRoot).host : null;
}
