// Lets the user point at the text of a mail on this page, by mouse or by keyboard. The popup begins it. The page itself hears nothing of it,
// and only real input counts.

import { ask } from "../protocol/client.js";
import { type Chooser, createChooser } from "../ui/index.js";
import { ui } from "./background-client.js";
import { allIn, boxOf, contains, parentOf, styleOf, textIn } from "./dom.js";
import { selectorFor } from "./element-selector.js";
import { createHost, isExtensionHost, showInTopLayer } from "./shadow-hosts.js";
import { addressOf } from "./webmail/generic.js";
import { type Place, placesIn } from "./webmail/mail-shape.js";

/** An element that is smaller than this in one direction, in CSS pixels, is a line or a mark. */
const MIN_SIZE = 8;
const POINTERS = ["pointerdown", "pointerup", "mousedown", "mouseup", "touchstart", "touchend", "contextmenu"] as const;

export class BodyChooser {
  #host: HTMLElement | null = null;
  #layer: Chooser | null = null;
  #current: Element | null = null;
  #places: readonly Place[] = [];
  #id = "";
  /** The element that had the focus before. */
  #before: Element | null = null;
  readonly #listening = new AbortController();

  constructor(private readonly page: Document) {}

  /** Shows the layer. The answer to the background carries this id. */
  async begin(id: string): Promise<void> {
    const context = await ui();
    this.#id = id;
    this.#places = placesIn(this.page, addressOf);
    this.#before = this.page.activeElement;
    const layer = createChooser(context, () => this.end());
    this.#layer = layer;
    this.#host = createHost(this.page, "chooser", "info", layer.element);
    this.#listen(layer.element);
    showInTopLayer(this.#host);
    layer.focus();
    this.#walk(this.#likely());
  }

  /** Removes the layer, and gives the focus back. */
  end(): void {
    this.#listening.abort();
    this.#host?.remove();
    this.#host = null;
    if (this.#before instanceof HTMLElement) this.#before.focus();
  }

  /** The part with which the keyboard begins: the longest text behind an address and a date, or in the page. */
  #likely(): Element | null {
    const [place] = this.#places;
    for (let node = place?.around ?? null; node && node !== this.page.body; node = parentOf(node)) {
      const beside = blocksBeside(node);
      const longest = longestOf(beside.slice(beside.indexOf(node) + 1));
      if (longest) return longest;
    }
    return longestOf(blocksIn(this.page.body));
  }

  #listen(element: HTMLElement): void {
    const { signal } = this.#listening;
    const listen = <K extends keyof HTMLElementEventMap>(
      type: K,
      heard: (event: HTMLElementEventMap[K]) => void,
    ): void => {
      const trusted = (event: HTMLElementEventMap[K]): void => {
        // The page would take these events for its own.
        event.stopPropagation();
        if (event.isTrusted) heard(event);
      };
      element.addEventListener(type, trusted, { signal });
    };
    // The focus stays where it is, so that the keys stay ours.
    for (const type of POINTERS) listen(type, (event) => isOnBar(event) || event.preventDefault());
    listen("pointermove", (event) => isOnBar(event) || this.#pointAt(event.clientX, event.clientY));
    listen("click", (event) => {
      if (isOnBar(event)) return;
      this.#pointAt(event.clientX, event.clientY);
      void this.#choose();
    });
    listen("wheel", ({ deltaX, deltaY }) => this.#scroll(deltaX, deltaY));
    // Keys are heard at the window, because the page may take the focus.
    const view = this.page.defaultView;
    const pressed = (event: KeyboardEvent): void => this.#pressed(event);
    for (const type of ["keydown", "keypress", "keyup"] as const)
      view?.addEventListener(type, pressed, { capture: true, signal });
    view?.addEventListener("scroll", () => this.#draw(), { capture: true, passive: true, signal });
    view?.addEventListener("resize", () => this.#draw(), { signal });
  }

  #pressed(event: KeyboardEvent): void {
    event.stopImmediatePropagation();
    if (!event.isTrusted || event.type !== "keydown") return;
    switch (event.key) {
      case "Escape":
        this.end();
        break;
      case "Enter":
        void this.#choose();
        break;
      case "ArrowUp":
        this.#walk(this.#current && parentOf(this.#current));
        break;
      case "ArrowDown":
        this.#walk(this.#current ? (blocksIn(this.#current)[0] ?? null) : null);
        break;
      case "ArrowLeft":
        this.#walk(this.#sibling(-1));
        break;
      case "ArrowRight":
        this.#walk(this.#sibling(1));
        break;
      case "Tab":
        this.#walk(this.#sibling(event.shiftKey ? -1 : 1));
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  /** The block beside the current one; from the last one the walk goes on behind the block around it. */
  #sibling(step: 1 | -1): Element | null {
    for (let inner = this.#current; inner && inner !== this.page.body; inner = parentOf(inner)) {
      const beside = blocksBeside(inner);
      const found = beside[beside.indexOf(inner) + step];
      if (found && beside.includes(inner)) return found;
    }
    return null;
  }

  #walk(to: Element | null): void {
    if (!to || !this.page.body.contains(to) || to === this.page.body) return;
    to.scrollIntoView({ block: "nearest" });
    this.#show(to);
  }

  #pointAt(x: number, y: number): void {
    const found = this.#at(x, y);
    if (found) this.#show(this.#wholeAround(found));
  }

  /** The uppermost element of the page at a point, below our own layer. */
  #at(x: number, y: number): Element | null {
    const found = this.page.elementsFromPoint(x, y).find((element) => !isExtensionHost(element));
    return found && found !== this.page.body && this.page.body.contains(found) ? found : null;
  }

  /** The block around an element, widened to the whole text below the header: people point at one paragraph of it. */
  #wholeAround(element: Element): Element {
    let block = element;
    for (let around = parentOf(block); !isBlock(block) && around && around !== this.page.body; around = parentOf(block))
      block = around;
    if (this.#holdsHeader(block)) return block;
    let whole = block;
    for (let around = parentOf(block); around && around !== this.page.body; around = parentOf(around)) {
      if (this.#holdsHeader(around)) return whole;
      whole = around;
    }
    // There is no header to end at, so the block itself has to do.
    return block;
  }

  #holdsHeader(element: Element): boolean {
    return this.#places.some(({ address, date }) => contains(element, address) || contains(element, date));
  }

  #show(element: Element | null): void {
    this.#current = element;
    this.#draw();
  }

  #draw(): void {
    this.#layer?.outline(this.#current && boxOf(this.#current));
  }

  /** Scrolls the part of the page below the layer. */
  #scroll(x: number, y: number): void {
    let part: Element | null = this.#current;
    while (part && (part.scrollHeight <= part.clientHeight || styleOf(part)?.overflowY === "visible"))
      part = parentOf(part);
    (part ?? this.page.scrollingElement)?.scrollBy(x, y);
  }

  async #choose(): Promise<void> {
    const selector = this.#current && selectorFor(this.#current);
    const chosen =
      selector && (await ask<"body-chosen">({ kind: "body-chosen", id: this.#id, selector }).catch(() => null));
    if (chosen) this.end();
    else this.#layer?.refuse();
  }
}

function isBlock(element: Element): boolean {
  const { width, height } = boxOf(element);
  return !/^(?:inline|contents)/.test(styleOf(element)?.display ?? "inline") && width >= MIN_SIZE && height >= MIN_SIZE;
}

function longestOf(elements: readonly Element[]): Element | null {
  const lengthOf = (element: Element): number => textIn(element)?.trim().length ?? 0;
  return elements.toSorted((one, other) => lengthOf(other) - lengthOf(one))[0] ?? null;
}

function blocksBeside(element: Element): Element[] {
  const around = parentOf(element);
  return around ? blocksIn(around) : [];
}

function blocksIn(element: Element): Element[] {
  return [...allIn(element, ":scope > *")].filter((child) => !isExtensionHost(child) && isBlock(child));
}

function isOnBar(event: Event): boolean {
  return event.composedPath().some((node) => node instanceof Element && node.classList.contains("chooser-bar"));
}
