// Keeps a banner in its place and visible. The content of a body is kept below it (`isolateBody` in shadow-hosts.ts), but a
// webmail may let a mail's style sheets into its page, where they can fold, shift and clip the elements around the banner. If
// the mail is visible and its banner is not, the banner moves above everything and stays there. Nothing polls: the browser
// reports when the visible part of the banner changes, and the drawing code reports when the page did.

import { contains, isThere } from "./dom.js";
import { placeRepeatedly, showInTopLayer } from "./shadow-hosts.js";
import { parentThroughShadow } from "./shadow-trees.js";

/** A banner is checked this many milliseconds after a change, because an element that fades in or moves has its place by then. */
const SETTLES = 150;
/** A smaller part of the screen is too small to read, in pixels. */
const LEAST = { width: 80, height: 20 };
/** The points of a box that are checked, as parts of its width and height. */
const COLUMNS = [0.04, 0.25, 0.5, 0.75, 0.96];
const ROWS = [0.15, 0.5, 0.85];

type Tree = Document | ShadowRoot;

/** Watches over one banner. */
export class BannerVisibility {
  #before: Element | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #state: "in-place" | "lifted" | "closed" = "in-place";
  readonly #observer: IntersectionObserver;
  readonly #listening = new AbortController();

  constructor(
    private readonly banner: HTMLElement,
    private readonly bodies: () => readonly Element[],
  ) {
    // Chromium also reports when something covers the banner. Other browsers ignore the options they do not know.
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
    // Nothing in a mail goes above everything by itself; a button in the mail can open a popover or a dialog there.
    for (const type of ["beforetoggle", "command"])
      page.addEventListener(type, (event) => this.#keepDown(event), always);
    banner.addEventListener("toggle", (event) => {
      if (event.newState === "closed") this.#closed();
    });
  }

  /** Puts the banner in front of an element, at first and whenever the page moved it or took it away. */
  place(before: Element): void {
    this.#before = before;
    const { banner } = this;
    if (this.#state === "lifted") {
      if (!isThere(banner)) placeRepeatedly(banner, () => showInTopLayer(banner));
      return;
    }
    if (banner.nextElementSibling !== before) placeRepeatedly(banner, () => before.before(banner));
    this.#lookSoon();
  }

  #lookSoon(): void {
    if (this.#state !== "in-place") return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (!isThere(this.banner) || !isHidden(this.banner, this.bodies())) return;
      this.#state = "lifted";
      showInTopLayer(this.banner);
    }, SETTLES);
  }

  /** A user who closed the banner has read it, so it goes back to its place and stays there. */
  #closed(): void {
    if (this.#state !== "lifted") return;
    this.#state = "closed";
    this.banner.removeAttribute("popover");
    if (this.#before && isThere(this.#before)) this.place(this.#before);
  }

  /** Stops watching. */
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

/**
 * Whether the mail hides its banner: the mail covers it, or the mail is visible where nothing was scrolled and the banner is
 * not.
 */
function isHidden(banner: HTMLElement, bodies: readonly Element[]): boolean {
  const tree = banner.getRootNode() as Tree;
  const box = banner.getBoundingClientRect();
  const hits = box.width < LEAST.width || box.height < LEAST.height ? [] : hitsIn(tree, banner);
  const isMails = (hit: Element): boolean => bodies.some((body) => contains(body, hit));
  if (hits.some(isMails)) return true;
  // An element over the banner that is neither the mail nor around it belongs to the webmail: a menu, a window for writing.
  if (hits.some((hit) => !contains(hit, banner)) || hits.includes(banner)) return false;
  return !isScrolled(banner) && bodies.some((body) => hitsIn(tree, body).some(isMails));
}

/** The uppermost elements at some points of an element, as far as the points are on the screen. */
function hitsIn(tree: Tree, element: Element): Element[] {
  const { left, top, width, height } = element.getBoundingClientRect();
  const points = ROWS.flatMap((row) => COLUMNS.map((column) => [left + width * column, top + height * row] as const));
  return points.map(([x, y]) => tree.elementFromPoint(x, y)).filter((hit) => hit !== null);
}

/** Whether anything around an element was scrolled. Then it may be out of sight because the user scrolled it away. */
function isScrolled(element: Element): boolean {
  for (let around = parentThroughShadow(element); around; around = parentThroughShadow(around))
    if (around.scrollTop !== 0 || around.scrollLeft !== 0) return true;
  return false;
}
