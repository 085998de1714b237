// One open message: the text read from it, its verdict, and the elements drawn for it.

import type { BodyPart, HeldLink, MailPlace } from "../protocol/requests.js";
import { type MessageInput, type MessageLink, type MessageVerdict, atLeast } from "../model/verdict.js";
import { ask } from "../protocol/client.js";
import { type BannerActions, type UiContext, createBanner, createChip, shownFrom } from "../ui/index.js";
import { aroundTree, contains } from "./dom.js";
import { createHost, isolateBody, placeRepeatedly, removeHost, undoIsolation } from "./shadow-hosts.js";
import { type LinkCards, Marks } from "./marks.js";
import { type AssembledBody, assemble, isSame, verdictFor } from "./assembled-body.js";
import { type Collected, collect } from "./body-reader.js";
import { hasReadableSize } from "./frame-documents.js";
import { BannerVisibility } from "./banner-visibility.js";
import { secretName } from "./secret-name.js";
import { pause } from "./time-slices.js";
import type { Header, OpenMessage } from "./webmail/adapter.js";

/** The requests of a message to its page. */
export interface PageSurface extends LinkCards {
  readonly banner: BannerActions;
  /** Whether a banner may ask where Seller Central is opened. */
  mayAskHome(): Promise<boolean>;
  /** Asks for another scan of the page. */
  requestScan(): void;
}

/** A message in frames of its own waits this many milliseconds for their contents; then it is judged without them. */
const WAITS = 3_000;

/** The body that was read; its elements are known if it was read in this frame. */
type Body = Pick<Collected, "segments" | "links" | "elements" | "leftOut">;

/** A message that is watched. */
export class WatchedMessage {
  verdict: MessageVerdict | null = null;
  /** Verdicts by element, with the link they hold for. */
  #links = new Map<Element, { href: string; link: MessageLink }>();
  /** Not made yet if `undefined`; `null` if the verdict asks for none. */
  #chip: HTMLElement | null | undefined;
  #banner: HTMLElement | null | undefined;
  /** Keeps the banner visible. */
  #visibility: BannerVisibility | null = null;
  /**
   * Functions that remove the chip and banner that no longer fit. They wait until new ones are in place, because an element
   * that vanishes and comes back moves the mail under the pointer.
   */
  readonly #outdated: (() => void)[] = [];
  readonly #marks: Marks;
  /** Marks may be missing, wrong or out of place. */
  #unmarked = true;
  /** Counts the drawings, so that a later one takes the place of one that is under way. */
  #drawing = 0;
  #reading: Promise<void> | null = null;
  /** The contents of frames that only their own scripts can read: the body itself, or content embedded in it. */
  readonly #parts = new Map<Element, BodyPart>();
  /** The body that was put together last. */
  #assembled: AssembledBody | null = null;
  /** The time at which it began to wait for its frames; `null` if it does not wait. */
  #waitsSince: number | null = null;
  /** The page changed inside the message since it was read. */
  #changed = true;
  /** The header as it was read last. */
  #header = "";
  /** Tells this opening of the message from others. */
  readonly #opening = secretName();
  /** Whether the banner asks where Seller Central is opened, once that is known. */
  #asks: Promise<boolean> | undefined;
  /** The header and body that the verdict was made for. */
  #judged: { readonly header: string; readonly body: Body } | null = null;

  constructor(
    public open: OpenMessage,
    private readonly user: readonly string[],
    private readonly surface: PageSurface,
  ) {
    this.#marks = new Marks(surface);
  }

  /** Reports that the message may have changed. */
  touch(): void {
    this.#changed = true;
  }

  /** Has the message judged and drawn again even if it is unchanged, because the user may have decided something about it. */
  reconsider(): void {
    this.#changed = true;
    this.#judged = null;
    this.#drawing += 1;
    this.#outdateHead();
    this.#unmarked = true;
  }

  /** Reads the message and has it judged, if it changed; `atOnce` if a click waits for it. */
  async refresh(atOnce = false): Promise<void> {
    // Two readings at once would race. The later one sees everything that the earlier one does.
    while (this.#reading) await this.#reading.catch(() => undefined);
    this.#reading = this.#read(atOnce).finally(() => {
      this.#reading = null;
    });
    await this.#reading;
  }

  async #read(atOnce: boolean): Promise<void> {
    const header = this.open.header();
    const headerText = JSON.stringify([header, this.open.sent, this.open.clipped]);
    if (!this.#changed && headerText === this.#header) return;
    this.#changed = false;
    this.#header = headerText;
    const body = assemble(await collect(this.open.bodies, this.open.ownLinks), this.#parts);
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
      const verdict = await ask<"judge-message">({
        kind: "judge-message",
        message: this.#inputOf(header, body),
        place: this.#placeInList(),
      });
      this.#judged = { header: headerText, body };
      // A banner that would say the same as before stays, because the user may be reading it.
      if (this.verdict && shownFacts(verdict) !== shownFacts(this.verdict)) this.#outdateHead();
      this.take(verdict, body, body.elements);
    } catch (error) {
      // A message that was not judged counts as not read.
      this.#changed = true;
      throw error;
    }
  }

  /**
   * Whether a body is still on its way, and not for too long: a frame in it is loading, or it consists of frames whose contents
   * come by themselves. A message judged before it is whole may get a wrong warning.
   */
  #waitsForFrames({ segments, links, sealed, isLoading }: AssembledBody): boolean {
    const isEmpty = segments.length === 0 && links.length === 0;
    const isSealed = isEmpty && sealed.some(({ frame }) => !this.#parts.has(frame) && hasReadableSize(frame));
    if (!isSealed && !isLoading) {
      this.#waitsSince = null;
      return false;
    }
    if (this.#waitsSince === null) setTimeout(() => this.surface.requestScan(), WAITS);
    this.#waitsSince ??= performance.now();
    return performance.now() - this.#waitsSince < WAITS;
  }

  /** The frames whose contents have not come yet. */
  get awaited(): Element[] {
    return (this.#assembled?.sealed ?? []).map(({ frame }) => frame).filter((frame) => !this.#parts.has(frame));
  }

  /** Judges the header in this frame with the contents of another frame, and returns that frame's share of the verdict. */
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

  /** The message's names for its row in the list. */
  #placeInList(): MailPlace {
    const { id, conversation, date } = this.open;
    return {
      opening: this.#opening,
      ...(id ? { id } : {}),
      ...(conversation ? { conversation } : {}),
      ...(date ? { date } : {}),
    };
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
      user: [...this.user, ...(this.open.sent && header.from.address ? [header.from.address] : [])],
      ...(this.open.sent ? { sent: true } : {}),
      // The webmail does not say how much of the message it left out.
      leftOut: body.leftOut + (this.open.clipped ? 1 : 0),
      attached: [],
    };
  }

  /** Takes over a verdict on the text and links that were read. */
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

  /** The facts about the mail that a report names; `null` before it was judged. */
  get reported(): NonNullable<HeldLink["mail"]> | null {
    if (!this.verdict) return null;
    const { address, name } = this.verdict.sender;
    const { subject } = this.open.header();
    return {
      ...(address === null ? {} : { sender: address }),
      ...(name === null ? {} : { name }),
      ...(subject ? { subject } : {}),
    };
  }

  /** The verdict on a link; `null` if the link changed since it was judged. */
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
   * Draws the elements that belong to the verdict. An element that the page removed comes back. All elements are made first,
   * piece by piece, and then put in at once.
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
      this.#chip = hostFor(this.open.sender.ownerDocument, "chip", verdict, createChip(context, verdict));
    }
    if (this.#banner === undefined && this.open.before) {
      await pause();
      const asks = await this.#asksHome(context, verdict);
      if (isLate()) return;
      const { subject } = this.open.header();
      const banner = createBanner(context, verdict, this.surface.banner, { subject, asks });
      this.#banner = hostFor(this.open.before.ownerDocument, "banner", verdict, banner);
    }
    await pause();
    if (isLate()) return;
    this.#place();
  }

  /** Whether the banner asks where Seller Central is opened. Only the first warning does; if it is drawn again, it still does. */
  async #asksHome(context: UiContext, { level }: MessageVerdict): Promise<boolean> {
    if (context.surroundings.settings.home !== undefined || !atLeast(level, shownFrom(context))) return false;
    this.#asks ??= this.surface.mayAskHome();
    return this.#asks;
  }

  #place(): void {
    const { sender, before } = this.open;
    for (const takeAway of this.#outdated.splice(0)) takeAway();
    const chip = this.#chip;
    if (chip && sender?.parentNode && chip.previousElementSibling !== sender)
      placeRepeatedly(chip, () => sender.after(chip));
    if (this.#banner && before?.parentNode) {
      this.#visibility ??= new BannerVisibility(this.#banner, () => this.open.bodies);
      this.#visibility.place(before);
    }
    if (this.#chip || this.#banner) for (const body of this.open.bodies) isolateBody(body);
    if (this.#unmarked) this.#marks.place();
    this.#unmarked = false;
  }

  #marked(context: UiContext): ReadonlyMap<Element, MessageLink> {
    const marked = new Map<Element, MessageLink>();
    // Some links are marked below caution. A user who wants to see only danger sees none of these.
    const least = shownFrom(context);
    for (const [element, { link }] of this.#links)
      if (link.marked && (least === "caution" || atLeast(link.level, least))) marked.set(element, link);
    return marked;
  }

  /** Removes everything drawn from the page. */
  erase(): void {
    this.#drawing += 1;
    this.#eraseHead();
    this.#marks.erase();
    this.#unmarked = true;
  }

  /** The same, and undoes the changes made to the page. */
  leave(): void {
    this.erase();
    for (const body of this.open.bodies) undoIsolation(body);
  }

  #eraseHead(): void {
    this.#outdateHead();
    for (const takeAway of this.#outdated.splice(0)) takeAway();
  }

  #outdateHead(): void {
    const [visibility, drawn] = [this.#visibility, [this.#chip, this.#banner]];
    this.#outdated.push(() => {
      visibility?.stop();
      for (const one of drawn) if (one) removeHost(one);
    });
    this.#visibility = null;
    this.#chip = this.#banner = undefined;
  }
}

/** The parts of a verdict that chip and banner show. */
function shownFacts({ level, claim, sender, replyTo, links, findings }: MessageVerdict): string {
  const shown = links.filter((link) => link.marked).map(({ href, reasons }) => ({ href, reasons }));
  return JSON.stringify({ level, claim, sender, replyTo, findings, shown });
}

function hostFor(
  page: Document,
  kind: "chip" | "banner",
  verdict: MessageVerdict,
  content: HTMLElement | null,
): HTMLElement | null {
  const level = kind === "chip" ? verdict.sender.level : verdict.level;
  return content ? createHost(page, kind, level, content) : null;
}
