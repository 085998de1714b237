// One open message: what was read of it, its verdict, and what is drawn for it.

import type { BodyPart } from "../protocol/requests.js";
import { type MessageInput, type MessageLink, type MessageVerdict, atLeast } from "../model/verdict.js";
import { ask } from "../protocol/client.js";
import { type BannerActions, type UiContext, createBanner, createChip, shownFrom } from "../ui/index.js";
import { aroundTree, contains } from "./dom.js";
import { host, keepBelow, letRise, remove, settle } from "./shadow-hosts.js";
import { type Cards, Marks } from "./marks.js";
import {
  type Assembled,
  type Collected,
  assemble,
  collect,
  documentIn,
  hasRoom,
  isSame,
  verdictFor,
} from "./body-reader.js";
import { Seen } from "./banner-visibility.js";
import { pause } from "./time-slices.js";
import type { Header, OpenMessage } from "./webmail/adapter.js";

/** What a message needs of the page it is on. */
export interface Surface extends Cards {
  readonly banner: BannerActions;
  /** Has the page looked at again. */
  lookSoon(): void;
}

/** So long a message that can be read only in frames of its own waits for them, in milliseconds; then it is judged without. */
const WAITS = 3_000;

/** What was read of a body; its elements are known where it was read here. */
type Body = Pick<Collected, "segments" | "links" | "elements" | "leftOut">;

/** A message that is watched. */
export class WatchedMessage {
  verdict: MessageVerdict | null = null;
  /** Verdicts by element, with the link they hold for. */
  #links = new Map<Element, { href: string; link: MessageLink }>();
  /** Not made yet where missing; nothing where the verdict asks for none. */
  #chip: HTMLElement | null | undefined;
  #banner: HTMLElement | null | undefined;
  /** Sees to it that the banner is seen. */
  #seen: Seen | null = null;
  /** Take away chip and banner that no longer fit. They stay until others take their place: what vanishes and comes back moves
   * the mail under the pointer. */
  readonly #outdated: (() => void)[] = [];
  readonly #marks: Marks;
  /** The marks may not be what and where they ought to be. */
  #unmarked = true;
  /** Counts the drawings: a later one takes the place of one that is under way. */
  #drawing = 0;
  #reading: Promise<void> | null = null;
  /** What came from frames that only their own scripts can read: the body itself, or what is embedded in it. */
  readonly #parts = new Map<Element, BodyPart>();
  /** What was put together last. */
  #assembled: Assembled | null = null;
  /** Since when nothing of it could be read. */
  #waitsSince: number | null = null;
  /** The page changed in it since it was read. */
  #changed = true;
  /** The header as it was read last. */
  #header = "";
  /** What the verdict was made for. */
  #judged: { readonly header: string; readonly body: Body } | null = null;

  constructor(
    public open: OpenMessage,
    private readonly user: readonly string[],
    private readonly surface: Surface,
  ) {
    this.#marks = new Marks(surface);
  }

  /** Says that something in the message is not as it was. */
  touch(): void {
    this.#changed = true;
  }

  /** Has it judged and drawn anew, whatever it says: the user may have decided something about it. */
  reconsider(): void {
    this.#changed = true;
    this.#judged = null;
    this.#drawing += 1;
    this.#outdateHead();
    this.#unmarked = true;
  }

  /** Reads the message and has it judged, if it is not as it was; `atOnce` where a click waits for it. */
  async refresh(atOnce = false): Promise<void> {
    // Two readings at once would race; the later one sees everything the earlier one does.
    while (this.#reading) await this.#reading.catch(() => undefined);
    this.#reading = this.#read(atOnce).finally(() => {
      this.#reading = null;
    });
    await this.#reading;
  }

  async #read(atOnce: boolean): Promise<void> {
    const header = this.open.header();
    const headerText = JSON.stringify([header, this.open.own, this.open.clipped]);
    if (!this.#changed && headerText === this.#header) return;
    this.#changed = false;
    this.#header = headerText;
    const body = assemble(await collect(this.open.bodies), this.#parts);
    this.#assembled = body;
    if (this.#waitsForFrames(body) && !atOnce) {
      this.#changed = true;
      return;
    }
    if (this.verdict && this.#judged?.header === headerText && isSame(this.#judged.body, body)) {
      // The page may have drawn the same message anew.
      this.take(this.verdict, body, body.elements);
      return;
    }
    try {
      const verdict = await ask<"judge-message">({ kind: "judge-message", message: this.#inputOf(header, body) });
      this.#judged = { header: headerText, body };
      // What says the same as before stays: a reader may be in the middle of it.
      if (this.verdict && told(verdict) !== told(this.verdict)) this.#outdateHead();
      this.take(verdict, body, body.elements);
    } catch (error) {
      // What was not judged is as good as not read.
      this.#changed = true;
      throw error;
    }
  }

  /**
   * Whether a body is still on its way, and it is not too long ago: its frame is loading, or there is nothing to read but frames
   * whose contents come by themselves. What is judged before it is whole may be warned about wrongly.
   */
  #waitsForFrames({ segments, links, sealed }: Assembled): boolean {
    const isEmpty = segments.length === 0 && links.length === 0;
    const isSealed = isEmpty && sealed.some(({ frame }) => !this.#parts.has(frame) && hasRoom(frame));
    if (!isSealed && !this.open.bodies.some(isLoading)) {
      this.#waitsSince = null;
      return false;
    }
    if (this.#waitsSince === null) setTimeout(() => this.surface.lookSoon(), WAITS);
    this.#waitsSince ??= performance.now();
    return performance.now() - this.#waitsSince < WAITS;
  }

  /** The frames whose contents have not come yet. */
  get awaited(): Element[] {
    return (this.#assembled?.sealed ?? []).map(({ frame }) => frame).filter((frame) => !this.#parts.has(frame));
  }

  /** Judges the header that is here with what came from a frame of its own, and gives that frame its share of the verdict. */
  async judgeWith(frame: Element, part: BodyPart): Promise<MessageVerdict | null> {
    this.#parts.set(frame, part);
    this.#changed = true;
    await this.refresh();
    return this.verdict && verdictFor(this.verdict, this.#assembled?.ranges.get(frame));
  }

  /** A frame in the body holds another document now. */
  forget(frame: Element): void {
    if (!this.open.bodies.includes(frame)) this.#parts.delete(frame);
  }

  #inputOf(header: Header, body: Body): MessageInput {
    return {
      from: header.from,
      replyTo: [...header.replyTo],
      subject: header.subject,
      segments: body.segments,
      links: body.links,
      attachments: [...header.attachments],
      recipients: [...header.recipients],
      user: [...this.user, ...(this.open.own && header.from.address ? [header.from.address] : [])],
      ...(this.open.own ? { sent: true } : {}),
      // How much of it the webmail kept back, nobody says.
      leftOut: body.leftOut + (this.open.clipped ? 1 : 0),
      attached: [],
    };
  }

  /** Takes a verdict on what was read. */
  take(verdict: MessageVerdict, input: Pick<MessageInput, "links">, elements: readonly Element[]): void {
    this.verdict = verdict;
    this.#unmarked = true;
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

  /** Whether one of the bodies stands in an element. */
  isIn(element: Element): boolean {
    return this.open.bodies.some((body) => {
      for (let outer: Element | null = body; outer; outer = aroundTree(outer))
        if (contains(element, outer)) return true;
      return false;
    });
  }

  /**
   * Draws what belongs to the verdict; what the page removed comes back. All of it is made first, piece by piece, and then put
   * in at once.
   */
  async draw(context: UiContext): Promise<void> {
    this.#drawing += 1;
    const drawing = this.#drawing;
    const { verdict } = this;
    if (!verdict) return;
    const isLate = (): boolean => drawing !== this.#drawing || verdict !== this.verdict;
    if (this.#unmarked) await this.#marks.prepare(context, this.#marked(context));
    if (this.#chip === undefined && this.open.sender) {
      await pause();
      if (isLate()) return;
      this.#chip = wrapped(this.open.sender.ownerDocument, "chip", verdict, createChip(context, verdict));
    }
    if (this.#banner === undefined && this.open.before) {
      await pause();
      if (isLate()) return;
      this.#banner = wrapped(
        this.open.before.ownerDocument,
        "banner",
        verdict,
        createBanner(context, verdict, this.surface.banner),
      );
    }
    await pause();
    if (isLate()) return;
    this.#place();
  }

  #place(): void {
    const { sender, before } = this.open;
    for (const takeAway of this.#outdated.splice(0)) takeAway();
    const chip = this.#chip;
    if (chip && sender?.parentNode && chip.previousElementSibling !== sender) settle(chip, () => sender.after(chip));
    if (this.#banner && before?.parentNode) {
      this.#seen ??= new Seen(this.#banner, () => this.open.bodies);
      this.#seen.place(before);
    }
    if (this.#chip || this.#banner) for (const body of this.open.bodies) keepBelow(body);
    if (this.#unmarked) this.#marks.place();
    this.#unmarked = false;
  }

  #marked(context: UiContext): ReadonlyMap<Element, MessageLink> {
    const marked = new Map<Element, MessageLink>();
    // Some links are marked below caution. A user who wants to see danger alone sees none of these.
    const least = shownFrom(context);
    for (const [element, { link }] of this.#links)
      if (link.marked && (least === "caution" || atLeast(link.level, least))) marked.set(element, link);
    return marked;
  }

  /** Takes everything drawn out of the page. */
  erase(): void {
    this.#drawing += 1;
    this.#eraseHead();
    this.#marks.erase();
    this.#unmarked = true;
  }

  /** The same, and undoes what was done to the page for it. */
  leave(): void {
    this.erase();
    for (const body of this.open.bodies) letRise(body);
  }

  #eraseHead(): void {
    this.#outdateHead();
    for (const takeAway of this.#outdated.splice(0)) takeAway();
  }

  #outdateHead(): void {
    const [seen, drawn] = [this.#seen, [this.#chip, this.#banner]];
    this.#outdated.push(() => {
      seen?.stop();
      for (const one of drawn) if (one) remove(one);
    });
    this.#seen = null;
    this.#chip = this.#banner = undefined;
  }
}

/** Whether an element is a frame whose document is still on its way. */
function isLoading(body: Element): boolean {
  return documentIn(body)?.readyState === "loading";
}

/** What chip and banner tell of a verdict. */
function told({ level, claim, sender, replyTo, links, findings }: MessageVerdict): string {
  const shown = links.filter((link) => link.marked).map(({ href, reasons }) => ({ href, reasons }));
  return JSON.stringify({ level, claim, sender, replyTo, findings, shown });
}

function wrapped(
  page: Document,
  kind: "chip" | "banner",
  verdict: MessageVerdict,
  content: HTMLElement | null,
): HTMLElement | null {
  const level = kind === "chip" ? verdict.sender.level : verdict.level;
  return content ? host(page, kind, level, content) : null;
}
