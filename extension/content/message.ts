// One open message: what was read of it, its verdict, and what is drawn for it.

import type { BodyPart } from "../shared/messages.js";
import type { MessageInput, MessageLink, MessageVerdict, Verdict } from "../shared/verdict.js";
import { ask } from "../shared/request.js";
import { type BannerActions, type UiContext, createBanner, createChip, createMark } from "../shared/ui/index.js";
import { aroundTree, contains, nameOf } from "./dom.js";
import { host } from "./draw.js";
import { type Collected, collect, documentIn } from "./reader.js";
import type { Header, OpenMessage } from "./webmail/adapter.js";

/** A window's height around it; `scrollMargin` is the same for the webmail's own scrolling parts. */
const NEAR = { rootMargin: "100% 0px", scrollMargin: "100% 0px" };

/** What a message needs of the page it is on. */
export interface Surface {
  readonly banner: BannerActions;
  /** Shows the card of a marked link. */
  showCard(anchor: Element, verdict: Verdict, text: string): void;
  hideCard(): void;
}

/** A message that is watched. */
export class WatchedMessage {
  verdict: MessageVerdict | null = null;
  #input = "";
  /** Verdicts by element, with the link they hold for. */
  #links = new Map<Element, { href: string; link: MessageLink }>();
  #chip: HTMLElement | null = null;
  #banner: HTMLElement | null = null;
  #marks = new Map<Element, HTMLElement>();
  #reading: Promise<void> | null = null;
  /** The body, where it stands in a frame that only its own script can read. */
  #part: BodyPart | null = null;
  /** The page changed in it since it was read. */
  #changed = true;
  /** The header as it was read last. */
  #header = "";
  #context: UiContext | null = null;
  /** Marks are drawn once their links come near the window: a newsletter has hundreds that nobody scrolls to. */
  readonly #near = new IntersectionObserver((entries) => this.#drawNear(entries), NEAR);
  /** Links whose marks wait to be near, by the element their mark goes behind. */
  readonly #waiting = new Map<Element, Element>();

  constructor(
    public open: OpenMessage,
    private readonly user: readonly string[],
    private readonly surface: Surface,
  ) {}

  /** Says that something in the message is not as it was. */
  touch(): void {
    this.#changed = true;
  }

  /** Has it judged anew, whatever it says: the user may have decided something about it. */
  reconsider(): void {
    this.#changed = true;
    this.#input = "";
  }

  /** Reads the message and has it judged, if it is not as it was. */
  async refresh(): Promise<void> {
    // Two readings at once would race; the later one sees everything the earlier one does.
    while (this.#reading) await this.#reading.catch(() => undefined);
    this.#reading = this.#read().finally(() => {
      this.#reading = null;
    });
    await this.#reading;
  }

  async #read(): Promise<void> {
    // A body that cannot be read from here comes by itself.
    if (this.open.bodies.every(isSealed) && !this.#part) return;
    const header = this.open.header();
    const headerText = JSON.stringify(header);
    if (!this.#changed && headerText === this.#header) return;
    this.#changed = false;
    this.#header = headerText;
    const collected = this.#part ? { ...this.#part, elements: [], leftOut: 0 } : await collect(this.open.bodies);
    const input = this.#inputOf(header, collected);
    const text = JSON.stringify(input);
    if (text === this.#input) {
      // The page may have drawn the same message anew.
      if (this.verdict) this.take(this.verdict, input, collected.elements);
      return;
    }
    try {
      await this.#judge(input, collected.elements, text);
    } catch (error) {
      // What was not judged is as good as not read.
      this.#changed = true;
      throw error;
    }
  }

  /** The frames whose bodies have not come yet. */
  get awaited(): HTMLIFrameElement[] {
    return this.#part ? [] : this.open.bodies.filter(isSealed);
  }

  /** Judges the header that is here with a body that came from a frame of its own. */
  async judgeWith(part: BodyPart): Promise<MessageVerdict | null> {
    this.#part = part;
    this.#changed = true;
    await this.refresh();
    return this.verdict;
  }

  #inputOf(header: Header, collected: Collected): MessageInput {
    return {
      from: header.from,
      replyTo: [...header.replyTo],
      subject: header.subject,
      segments: collected.segments,
      links: collected.links,
      attachments: [...header.attachments],
      recipients: [...header.recipients],
      user: [...this.user, ...(this.open.own && header.from.address ? [header.from.address] : [])],
      // How much of it the webmail kept back, nobody says.
      leftOut: collected.leftOut + (this.open.clipped ? 1 : 0),
      attached: [],
    };
  }

  async #judge(input: MessageInput, elements: readonly Element[], text: string): Promise<void> {
    const verdict = await ask<"judge-message">({ kind: "judge-message", message: input });
    this.#input = text;
    // What says the same as before stays: a reader may be in the middle of it.
    if (told(verdict) !== (this.verdict && told(this.verdict))) this.erase();
    else this.#eraseMarks();
    this.take(verdict, input, elements);
  }

  /** Takes a verdict on what was read. */
  take(verdict: MessageVerdict, input: Pick<MessageInput, "links">, elements: readonly Element[]): void {
    this.verdict = verdict;
    this.#links = new Map();
    for (const link of verdict.links) {
      const element = link.index === undefined ? undefined : elements[link.index];
      const read = link.index === undefined ? undefined : input.links[link.index];
      if (element && read) this.#links.set(element, { href: read.href, link });
    }
  }

  /** The verdict on a link, if it is still the link that was judged. */
  verdictOn(element: Element, href: string): MessageLink | null {
    const judged = this.#links.get(element);
    return judged?.href === href ? judged.link : null;
  }

  /** Whether an element stands in one of the bodies, or in a frame inside them. */
  contains(element: Element): boolean {
    for (let inner: Element | null = element; inner; inner = aroundTree(inner)) {
      const node = inner;
      if (this.open.bodies.some((body) => contains(body, node))) return true;
    }
    return false;
  }

  /** Draws what belongs to the verdict; what the page removed comes back. */
  draw(context: UiContext): void {
    const verdict = this.verdict;
    if (!verdict) return;
    const { sender, before } = this.open;
    if (sender) {
      this.#chip = kept(this.#chip, sender.parentNode, () => wrapped(sender.ownerDocument, "chip", verdict, createChip(context, verdict)));
      if (this.#chip && this.#chip.previousElementSibling !== sender) sender.after(this.#chip);
    }
    if (before) {
      const make = (): HTMLElement | null => createBanner(context, verdict, this.surface.banner);
      this.#banner = kept(this.#banner, before.parentNode, () => wrapped(before.ownerDocument, "banner", verdict, make()));
      if (this.#banner && this.#banner.nextElementSibling !== before) before.before(this.#banner);
    }
    this.#context = context;
    this.#drawMarks();
  }

  #drawMarks(): void {
    const wanted = new Set<Element>();
    for (const [element, { link }] of this.#links) {
      if (!link.marked || !element.isConnected || nameOf(element) === "FORM") continue;
      wanted.add(element);
      const mark = this.#marks.get(element);
      const place = placeOf(element);
      if (!mark) {
        if (this.#waiting.has(place)) continue;
        this.#waiting.set(place, element);
        this.#near.observe(place);
      } else if (mark.previousElementSibling !== place) {
        place.after(mark);
      }
    }
    for (const [element, mark] of this.#marks) {
      if (wanted.has(element)) continue;
      mark.remove();
      this.#marks.delete(element);
    }
  }

  #drawNear(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const element = isIntersecting ? this.#waiting.get(target) : undefined;
      const judged = element && this.#links.get(element);
      if (!judged || !this.#context) continue;
      this.#near.unobserve(target);
      this.#waiting.delete(target);
      const mark = this.#markFor(this.#context, element, judged.link);
      this.#marks.set(element, mark);
      target.after(mark);
    }
  }

  #markFor(context: UiContext, element: Element, link: MessageLink): HTMLElement {
    const button = createMark(context, link);
    const mark = host(element.ownerDocument, "mark", link.level, button);
    const show = (): void => this.surface.showCard(mark, link, link.text);
    mark.addEventListener("pointerenter", show);
    element.addEventListener("pointerenter", show);
    button.addEventListener("focus", show);
    button.addEventListener("click", show);
    button.addEventListener("blur", () => this.surface.hideCard());
    mark.addEventListener("pointerleave", () => this.surface.hideCard());
    element.addEventListener("pointerleave", () => this.surface.hideCard());
    return mark;
  }

  /** Takes everything drawn out of the page. */
  erase(): void {
    for (const drawn of [this.#chip, this.#banner]) drawn?.remove();
    this.#chip = this.#banner = null;
    this.#eraseMarks();
  }

  #eraseMarks(): void {
    for (const mark of this.#marks.values()) mark.remove();
    this.#marks.clear();
    this.#near.disconnect();
    this.#waiting.clear();
  }
}

/** What chip and banner tell of a verdict. */
function told({ level, claim, sender, replyTo, links, findings }: MessageVerdict): string {
  const shown = links.filter((link) => link.marked).map(({ href, reasons }) => ({ href, reasons }));
  return JSON.stringify({ level, claim, sender, replyTo, findings, shown });
}

/** A frame whose document cannot be read from here. */
function isSealed(element: Element): element is HTMLIFrameElement {
  return /^I?FRAME$/i.test(element.tagName) && documentIn(element) === null;
}

/** What is drawn, made where it is missing; nothing where the page has no place for it any more. */
function kept(drawn: HTMLElement | null, place: Node | null, make: () => HTMLElement | null): HTMLElement | null {
  return place ? (drawn ?? make()) : null;
}

function wrapped(page: Document, kind: "chip" | "banner", verdict: MessageVerdict, content: HTMLElement | null): HTMLElement | null {
  const level = kind === "chip" ? verdict.sender.level : verdict.level;
  return content ? host(page, kind, level, content) : null;
}

/** A mark stands behind its link; behind an area there is no room, so behind the image that uses its map. */
function placeOf(element: Element): Element {
  if (element.tagName.toUpperCase() === "AREA") {
    const map = element.closest("map");
    const name = map?.getAttribute("name");
    return (name && [...element.ownerDocument.querySelectorAll("img[usemap]")].find((image) => image.getAttribute("usemap") === `#${name}`)) || (map ?? element);
  }
  return element.closest("svg") ?? element;
}
