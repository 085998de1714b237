// Draws the marks behind a message's links. A newsletter has hundreds of links that the user never scrolls to, so a mark is
// drawn once its link comes near the window. All marks that are due are made first and put in together, so that the page is
// laid out once for them.

import { type UiContext, createMark } from "../ui/index.js";
import type { MessageLink, Verdict } from "../model/verdict.js";
import { allInPage, boxOf, closestOf, elementAt, isThere, listenAt, nameOf, pageOf, takeOut, viewOf } from "./dom.js";
import type { LinkCardOptions } from "./link-card.js";
import { createHost } from "./shadow-hosts.js";
import { frameOf } from "./frame-documents.js";
import { Slices } from "./time-slices.js";

/** A window's height around it; `scrollMargin` is the same for the webmail's own scrolling parts. */
const NEAR = { rootMargin: "100% 0px", scrollMargin: "100% 0px" };
/**
 * Links within this many pixels wait together, and only the first of them is observed, because the browser computes the place of
 * each observed element for every frame. This is far less than a window, so it does no harm if the links move apart.
 */
const BAND = 400;

/** The card that explains a mark. */
export interface LinkCards {
  /** Shows the card of a marked link. */
  showCard(anchor: Element, verdict: Verdict, text: string, options?: LinkCardOptions): void;
  hideCard(): void;
}

interface Mark {
  readonly element: HTMLElement;
  /** The link that the mark was made for. */
  readonly link: MessageLink;
  /** Ends the mark's listeners. */
  readonly end: AbortController;
}

/** The marks of one message. */
export class Marks {
  #context: UiContext | null = null;
  #wanted: ReadonlyMap<Element, MessageLink> = new Map();
  readonly #made = new Map<Element, Mark>();
  /** Marks whose links are gone, or have another verdict. */
  readonly #leaving: Mark[] = [];
  /** Links that wait to come near, by the element that is observed for them. */
  readonly #waiting = new Map<Element, Element[]>();
  readonly #near = new IntersectionObserver((entries) => void this.#come(entries), NEAR);

  constructor(private readonly cards: LinkCards) {}

  /** Makes the missing marks of these links near the window. All questions to the page come before any change of it. */
  async prepare(context: UiContext, wanted: ReadonlyMap<Element, MessageLink>): Promise<void> {
    // With other texts or settings none of the marks fits any more.
    if (context !== this.#context) this.#sortOut(new Map());
    this.#context = context;
    this.#wanted = wanted;
    this.#sortOut(wanted);
    const slices = new Slices();
    const places = new Places();
    for (const link of wanted.keys()) {
      if (slices.over()) await slices.next();
      if (this.#wanted !== wanted) return;
      if (!this.#made.has(link) && isThere(link) && nameOf(link) !== "FORM") places.add(link);
    }
    this.#near.disconnect();
    this.#waiting.clear();
    for (const [place, links] of places.far) {
      this.#waiting.set(place, links);
      this.#near.observe(place);
    }
    await this.#make(places.near, slices);
  }

  /** Puts every mark into its place. A mark that the page removed comes back. */
  place(): void {
    for (const mark of this.#leaving.splice(0)) remove(mark);
    for (const [link, { element }] of this.#made) {
      const place = anchorOf(link);
      if (element.previousElementSibling !== place) place.after(element);
    }
  }

  /** Removes all marks from the page. */
  erase(): void {
    this.#wanted = new Map();
    this.#near.disconnect();
    this.#waiting.clear();
    this.#sortOut(this.#wanted);
    this.place();
  }

  /** Drops the marks that do not belong to one of these links as it was judged. */
  #sortOut(wanted: ReadonlyMap<Element, MessageLink>): void {
    for (const [link, mark] of this.#made) {
      if (isThere(link) && isAlike(wanted.get(link), mark.link)) continue;
      this.#made.delete(link);
      this.#leaving.push(mark);
    }
  }

  async #come(entries: readonly IntersectionObserverEntry[]): Promise<void> {
    const come = entries.flatMap(({ isIntersecting, target }) =>
      isIntersecting ? (this.#waiting.get(target) ?? []) : [],
    );
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      this.#near.unobserve(target);
      this.#waiting.delete(target);
    }
    if (come.length === 0) return;
    await this.#make(come, new Slices());
    this.place();
  }

  async #make(links: readonly Element[], slices: Slices): Promise<void> {
    const wanted = this.#wanted;
    for (const link of links) {
      if (slices.over(1)) await slices.next();
      if (this.#wanted !== wanted || !this.#context) return;
      const verdict = wanted.get(link);
      if (verdict && !this.#made.has(link)) this.#made.set(link, this.#markFor(this.#context, link, verdict));
    }
  }

  #markFor(context: UiContext, element: Element, link: MessageLink): Mark {
    const button = createMark(context, link);
    const mark = createHost(pageOf(element), "mark", link.level, button);
    const end = new AbortController();
    const { signal } = end;
    const show = (): void => this.cards.showCard(mark, link, link.text);
    // The user may be about to click the link.
    const showBeside = (event: Event): void =>
      this.cards.showCard(mark, link, link.text, { keepClear: [anchorOf(element), ...pointedAt(element, event)] });
    const hide = (): void => this.cards.hideCard();
    listenAt(mark, "pointerenter", show, { signal });
    listenAt(element, "pointerenter", showBeside, { signal });
    for (const one of [mark, element]) listenAt(one, "pointerleave", hide, { signal });
    button.addEventListener("focus", show);
    button.addEventListener("click", show);
    button.addEventListener("blur", hide);
    return { element: mark, link, end };
  }
}

function remove({ element, end }: Mark): void {
  end.abort();
  takeOut(element);
}

/** The element under the pointer. A picture may show a link by reference, in another place than the link's own. */
function pointedAt(link: Element, event: Event): Element[] {
  const { clientX, clientY } = event as PointerEvent;
  return [elementAt(pageOf(link), clientX, clientY)].filter((found) => found !== null);
}

function isAlike(one: MessageLink | undefined, other: MessageLink): boolean {
  return one === other || (one !== undefined && JSON.stringify(one) === JSON.stringify(other));
}

/** Sorts links by the places of their marks. */
class Places {
  readonly near: Element[] = [];
  /** Those further away, by the element to observe for them. */
  readonly far = new Map<Element, Element[]>();
  readonly #pages = new Map<Document, { readonly view: Viewport | null; readonly bands: Map<number, Element[]> }>();

  add(link: Element): void {
    const place = anchorOf(link);
    const { top, bottom } = boxOf(place);
    const { view, bands } = this.#pageOf(place);
    // An element that takes no room now may stand anywhere later, so it waits alone.
    const band = bottom > top ? Math.floor(top / BAND) : null;
    if (view && band !== null && bottom + view.top > -view.height && top + view.top < 2 * view.height) {
      this.near.push(link);
      return;
    }
    const waiting = this.far.get(place) ?? (band === null ? undefined : bands.get(band));
    if (waiting) {
      waiting.push(link);
      return;
    }
    const begun = [link];
    this.far.set(place, begun);
    if (band !== null) bands.set(band, begun);
  }

  #pageOf(place: Element): { readonly view: Viewport | null; readonly bands: Map<number, Element[]> } {
    const page = pageOf(place);
    const known = this.#pages.get(page) ?? { view: viewportOf(page), bands: new Map<number, Element[]>() };
    this.#pages.set(page, known);
    return known;
  }
}

/** The part of the window in which a document is visible. */
interface Viewport {
  /** The distance from its top to the top of the document's own window. */
  readonly top: number;
  readonly height: number;
}

/** The visible part for a document; `null` if a frame around it cannot be read, because then only the browser knows it. */
function viewportOf(page: Document): Viewport | null {
  let view = viewOf(page);
  let top = 0;
  while (view && view !== view.parent) {
    const frame = frameOf(view);
    if (!frame) return null;
    top += frame.getBoundingClientRect().top;
    view = viewOf(pageOf(frame));
  }
  return view && { top, height: view.innerHeight };
}

/**
 * The element behind which a mark stands: its link, or the image that uses its map, because there is no room behind an area.
 */
function anchorOf(element: Element): Element {
  if (nameOf(element) === "AREA") {
    const map = element.closest("map");
    const name = map?.getAttribute("name");
    return (
      (name &&
        [...allInPage(pageOf(element), "img[usemap]")].find((image) => image.getAttribute("usemap") === `#${name}`)) ||
      (map ?? element)
    );
  }
  return closestOf(element, "svg") ?? element;
}
