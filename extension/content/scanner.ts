// A document that is watched: finds the messages open in it, keeps them judged and marked, and tells the guard what is known.

import type { Blocked, BodyPart, Disposition, HeldLink, OpenMessages } from "../protocol/requests.js";
import { covers } from "../model/match-patterns.js";
import { ask } from "../protocol/client.js";
import type { BannerActions, UiContext } from "../ui/index.js";
import { type Level, type MessageLink, type MessageVerdict, type Verdict, loudest } from "../model/verdict.js";
import { isConnected, ui } from "./background-client.js";
import { type CardWays, Desk } from "./overlays.js";
import {
  allIn,
  allInPage,
  bodyOf,
  closestOf,
  contains,
  listenAt,
  localNameOf,
  outermostOf,
  pageOf,
  parentOf,
  stateOf,
  typeOf,
  viewOf,
} from "./dom.js";
import { isOurs, sweep } from "./shadow-hosts.js";
import {
  answerAlive,
  answerBody,
  answerGuarded,
  HOLDERS,
  answerReady,
  frameOf,
  framesIn,
  isAlive,
  isBodyOutside,
  isGuardedOutside,
  nonce,
  sayReady,
} from "./frame-claims.js";
import { Guard, type Knowledge } from "./guard.js";
import { List } from "./mail-list.js";
import { type Surface, WatchedMessage } from "./message-view.js";
import {
  type Assembled,
  assemble,
  collect,
  documentIn,
  isSame,
  targetOf,
  verdictFor,
  windowIn,
} from "./body-reader.js";
import { frameOrAfter, pause } from "./time-slices.js";
import { type Adapter, NO_HEADER, type OpenMessage } from "./webmail/adapter.js";
import { generic } from "./webmail/generic.js";
import { adapterFor, isApplication } from "./webmail/index.js";

/** A page is looked at again at most this often, in milliseconds; the first change after a pause is looked at at once. */
const DEBOUNCE = 75;
/** A frame that comes within so many milliseconds is waited for: what is looked at before it has to be laid out for us. */
const FRAME = 25;
/** So long after its beginning a frame without a header may still be a message's body, in milliseconds. */
const HEADER_COMES = 3_000;
/** After so long such a frame asks for its header again. */
const ASKS_AGAIN = 500;
/** Frames that ask for their header at the same time; more is somebody playing. */
const MOST_ASKING = 100;
/** Asks a frame to claim its header; sent by the page around it, in the place of a nonce. */
const CLAIM = "claim";

export class Page implements Knowledge, Surface {
  readonly guard: Guard;
  readonly #document: Document;
  readonly #messages = new Map<Element, WatchedMessage>();
  readonly #observed = new WeakSet<Document>();
  readonly #observers = new Map<Document, MutationObserver>();
  /** Something changed since the page was looked through for messages. */
  #stale = true;
  /** Asks a window whether it is guarded; by a name that no page can know, or it could say yes itself. */
  readonly #guarded = nonce();
  /** Frames that asked for the header of the body in them. */
  readonly #asking = new Map<string, Asking>();
  /** Nonces of bodies that came before their frame's word did. */
  readonly #early = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #scanning = false;
  #scanAgain = false;
  /** When the page was last looked at. */
  #scanned = -Infinity;
  /** The level that was reported last; nothing where none was yet. */
  #reported: Level | null | undefined;
  /** The body that its header's page was asked about. */
  #claimed: Assembled | null = null;
  /** What came from frames inside this body that cannot be read from here. */
  readonly #inner = new Map<Element, BodyPart>();
  #claimAnswered = false;
  #claiming: Promise<void> = Promise.resolve();
  readonly #desk: Desk;
  readonly #list = new List();
  /** The extension is gone or may not be here any more; what was drawn is gone, too. */
  #left = false;
  /** The user wants no work done on this site. */
  #paused = false;
  /** This script came into a page that was there already: after an update, or when the user added its site. */
  readonly #isLate: boolean;

  constructor(private readonly view: Window & typeof globalThis) {
    this.#document = view.document;
    this.#isLate = isFilled(view.document);
    this.guard = new Guard(this);
    this.#desk = new Desk(view, this.guard);
  }

  /** Guards at once; reads as soon as there is something to read. */
  start(): void {
    sweep(this.#document);
    for (const { inner } of framesIn(this.#document)) sweep(inner);
    this.#guardOwn();
    // A page that takes long to come is read as it comes, not only at its end.
    this.#observe(this.#document);
    // The page around this frame puts its guard into the new window before anybody can click in it.
    sayReady(this.view);
    this.#scanSoon(true);
    const ready = (): void => {
      this.#scanSoon(true);
      sayReady(this.view);
    };
    if (stateOf(this.#document) === "loading") listenAt(this.#document, "DOMContentLoaded", ready, { once: true });
    else ready();
  }

  /**
   * Listens in this script's own window. A document that is written anew (`document.open`) forgets every listener of its window
   * and of itself, but keeps our observer, which calls this again.
   */
  #guardOwn(): void {
    if (!this.#guard(this.view, () => !isGuardedOutside(this.view))) return;
    answerAlive(this.view, () => this.#isAtWork);
    answerBody(this.#document, (frame) => this.#isAtWork && this.#belongsToBody(frame));
    answerReady(this.#document, () => {
      this.#stale = true;
      this.#guardFrames();
      this.#scanSoon(true);
      // A page further out may be the one that guards what is in it.
      sayReady(this.view);
    });
    this.view.addEventListener("message", (event) => this.#heard(event), { capture: true });
    // The toolbar must not go on about a mail whose frame is gone.
    if (this.view !== this.view.top) this.view.addEventListener("pagehide", () => this.#leave());
  }

  /** Whether a frame in this document is a message's body, stands in one, or this whole document does. */
  #belongsToBody(frame: Element): boolean {
    const inner = documentIn(frame);
    // What was loaded into the frame since the last look may be a body now.
    if (inner && !this.#observed.has(inner)) this.#stale = true;
    this.lookAgain();
    return this.#messageOf(frame) !== null || isBodyOutside(this.view);
  }

  /** The extension is there, and this script has not left the page. */
  get #isAtWork(): boolean {
    return isConnected() && !this.#left;
  }

  // Knowledge: what the guard asks.

  lookAgain(): void {
    for (const [page, observer] of this.#observers) if (!isGone(page)) this.#changed(observer.takeRecords());
    if (!this.#stale || this.#isBodyFrame()) return;
    const adapter = this.#adapter();
    this.#keep(adapter?.messages(this.#document) ?? [], adapter);
  }

  verdictOn(element: Element, href: string): MessageLink | null {
    return this.#messageOf(element)?.verdictOn(element, href) ?? null;
  }

  isInBody(element: Element): boolean {
    if (this.#messageOf(element) !== null) return true;
    // A frame whose page has not answered yet whether it holds a body may well hold one. The same holds for a frame that an outer
    // page calls a body but does not guard yet.
    return this.#isBodyFrame() ? !this.#claimAnswered : isBodyOutside(this.view);
  }

  poser(element: Element): Verdict | null {
    const verdict = this.#messageOf(element)?.verdict;
    return verdict?.poses ? verdict.sender : null;
  }

  async judgeAgain(element: Element): Promise<Verdict | MessageLink | null> {
    const href = targetOf(element)?.href;
    if (href === undefined) return null;
    if (this.#isBodyFrame()) await this.#claimHeader();
    const message = this.#messageOf(element);
    // The user is asked about a link in a body whose header has not been found: the link alone does not tell enough.
    if (!message) return this.isInBody(element) ? null : this.guard.judgeAlone(href);
    if (!this.#isBodyFrame()) {
      message.touch();
      await message.refresh(true);
    }
    void ui()
      .then((context) => message.draw(context))
      .catch(() => undefined);
    return message.verdictOn(element, href);
  }

  putToUser(link: HeldLink): void {
    if (this.#left) return;
    this.#desk.putToUser(link);
  }

  shield(page: Document): void {
    this.#desk.shield(page);
  }

  open(url: string, how: Disposition): void {
    void this.#desk.open(url, how);
  }

  explain(blocked: Blocked): void {
    this.#desk.explain(blocked);
  }

  showBlocked(blocked: Blocked): void {
    void this.#desk.showBlocked(blocked);
  }

  leave(): void {
    if (this.#left) return;
    this.#left = true;
    for (const observer of this.#observers.values()) observer.disconnect();
    clearTimeout(this.#timer);
    for (const message of this.#messages.values()) message.leave();
    this.#messages.clear();
    this.#list.forget();
    this.#desk.leave();
  }

  get left(): boolean {
    return this.#left;
  }

  /** Sites were taken back: if this page is one of them, nothing of ours stays in it. */
  withdraw(patterns: readonly string[]): void {
    const { origin } = this.view;
    // Whose a frame is that has no origin of its own the background knows; if it is one of these, the answer sends us away.
    if (!/^https?:/.test(origin)) void ask({ kind: "surroundings" }).catch(() => undefined);
    else if (patterns.some((pattern) => covers(pattern, new URL(origin)))) this.leave();
  }

  /** Nothing is guarded, read or drawn. */
  get #rests(): boolean {
    return this.#left || this.#paused;
  }

  // Surface: what messages ask.

  lookSoon(): void {
    this.#scanSoon(true);
  }

  get banner(): BannerActions {
    return this.#desk.banner;
  }

  showCard(anchor: Element, verdict: Verdict, text: string, ways?: CardWays): void {
    this.#desk.showCard(anchor, verdict, text, ways);
  }

  hideCard(): void {
    this.#desk.hideCard();
  }

  showDialog(link: HeldLink): Promise<void> {
    return this.#desk.showDialog(link);
  }

  /** Takes everything away and rests, or goes on. */
  setPaused(paused: boolean): void {
    if (paused === this.#paused) return;
    this.#paused = paused;
    // Whatever is reported next is news.
    this.#reported = undefined;
    if (!paused) return;
    for (const message of this.#messages.values()) message.erase();
    this.#messages.clear();
    this.#list.forget();
    this.#desk.leave();
  }

  /** Judges and draws everything anew: in another language, with other settings. */
  redraw(): void {
    for (const message of this.#messages.values()) message.reconsider();
    this.#list.forget();
    this.#claimed = null;
    this.#scanSoon(true);
  }

  // Reading.

  #observe(page: Document): void {
    // Again each time: a document that is written anew forgets who listened, and who still listens is not added twice.
    listenAt(page, "load", this.#loaded, { capture: true });
    listenAt(page, "pointerover", this.#entered, { capture: true, passive: true });
    if (this.#observed.has(page)) return;
    this.#observed.add(page);
    const observer = new MutationObserver((records) => this.#changed(records));
    this.#observers.set(page, observer);
    observer.observe(page, {
      childList: true,
      characterData: true,
      subtree: true,
      attributes: true,
      // The last four name a sender: a list that uses its rows again may change nothing else.
      attributeFilter: [
        "href",
        "action",
        "formaction",
        "class",
        "style",
        "hidden",
        "src",
        "srcdoc",
        "email",
        "title",
        "aria-label",
        "fromaddr",
      ],
    });
  }

  readonly #loaded = ({ target }: Event): void => {
    this.#stale = true;
    // A picture changes nothing of what is read.
    if (isCalled(target, /^img$/i)) return;
    // What was loaded may be a frame with a body in it, or a style sheet that shows and hides.
    for (const message of this.#messages.values()) {
      if (isCalled(target, HOLDER)) message.forget(target as Element);
      message.touch();
    }
    // It may have sent its new contents already, so it is asked once more.
    if (isCalled(target, HOLDER) && this.#inner.delete(target as Element))
      windowIn(target as Element)?.postMessage({ touchstone: CLAIM }, "*");
    this.#scanSoon(false);
  };

  /** A document can be written into a frame without any event reaching its parent; the pointer entering it does. */
  readonly #entered = ({ target }: Event): void => {
    if (!this.#left && isCalled(target, HOLDER)) this.#guardFrames();
  };

  #changed(records: readonly MutationRecord[]): void {
    const seen = new Set<Node>();
    let news = false;
    for (const record of records) {
      if (isOnlyOurs(record)) continue;
      const restyles = mayRestyle(record);
      if (!restyles && seen.has(record.target)) continue;
      seen.add(record.target);
      if (this.#tell(elementOf(record.target), restyles, isSheet(record))) news = true;
    }
    this.#stayHere(records);
    if (!news) return;
    // A document that is written anew has lost its guard; a click may come before the page is looked at.
    if (records.some(({ target }) => typeOf(target) === Node.DOCUMENT_NODE)) {
      if (!this.#left) this.#guardOwn();
      this.#guardFrames();
    }
    this.#stale = true;
    this.#scanSoon(false);
  }

  /**
   * Keeps a page where it is: a message may hold an element by which the browser goes elsewhere without a click. The browser does
   * so behind the document's `load`, so that a document that is still loading need not be ended early.
   */
  #stayHere(records: readonly MutationRecord[]): void {
    const added = records.flatMap((record) => [...record.addedNodes]).flatMap(refreshesIn);
    if (added.length === 0) return;
    this.#stale = true;
    this.lookAgain();
    for (const page of new Set(added.filter((element) => this.isInBody(element)).map(pageOf))) {
      const view = viewOf(page);
      if (stateOf(page) === "complete") view?.stop();
      else view?.addEventListener("load", () => view.stop(), { once: true });
    }
  }

  /** Tells the messages that a change concerns; says whether the page has to be looked at. */
  #tell(element: Element | null, restyles: boolean, everywhere: boolean): boolean {
    const inside = this.#messageOf(element);
    inside?.touch();
    if (inside || !element) return true;
    const around = parentOf(element) ?? element;
    for (const message of this.#messages.values())
      if (restyles && (everywhere || message.isIn(around))) message.touch();
    // What somebody writes is no message, and changes with every key.
    const editor = closestOf(element, WRITTEN);
    return (
      !editor ||
      contains(editor, bodyOf(this.#document) ?? outermostOf(this.#document)) ||
      [...this.#messages.values()].some((message) => message.isIn(editor))
    );
  }

  #scanSoon(atOnce: boolean): void {
    if (!isConnected() || this.#left) return;
    if (this.#scanning) {
      this.#scanAgain = true;
      return;
    }
    if (this.#timer !== undefined) return;
    const rested = performance.now() - this.#scanned;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        void this.#scan();
      },
      atOnce ? 0 : Math.max(0, DEBOUNCE - rested),
    );
  }

  async #scan(): Promise<void> {
    this.#scanning = true;
    try {
      // A frame may vanish while it is looked at, and Firefox then throws; the next change tries again.
      this.#guardFrames();
      await frameOrAfter(this.view, FRAME);
      // Whatever came until now is seen.
      this.#scanAgain = false;
      if (this.#left) return;
      if (this.#paused) {
        await this.#report(this.#adapter());
        return;
      }
      const adapter = this.#adapter();
      // What a body frame holds is judged with its header or not at all.
      if (this.#isBodyFrame()) await this.#claimHeader();
      else await this.#read(adapter);
      if (this.#messages.size > 0) await this.#draw(await ui());
      await this.#report(adapter);
      await this.#list.look(this.#document, adapter);
    } catch {
      // Without the background nothing is judged, so every link stays held; the next change tries again.
    } finally {
      this.#scanning = false;
      this.#scanned = performance.now();
      if (this.#scanAgain) {
        this.#scanAgain = false;
        this.#scanSoon(false);
      }
    }
  }

  async #read(adapter: Adapter | null): Promise<void> {
    this.#keep(adapter?.messages(this.#document) ?? [], adapter);
    await pause();
    const messages = [...this.#messages.values()];
    // Asked for while the message is read.
    if (messages.length > 0) void ui().catch(() => undefined);
    await Promise.all(messages.map((message) => message.refresh().catch(() => undefined)));
    // A frame may have asked for its header before there was one to see.
    for (const frame of messages.flatMap((message) => message.awaited))
      windowIn(frame)?.postMessage({ touchstone: CLAIM }, "*");
  }

  async #draw(context: UiContext): Promise<void> {
    this.setPaused(context.surroundings.paused ?? false);
    await Promise.all([...this.#messages.values()].map((message) => message.draw(context)));
  }

  /** The adapter for this document; none where its messages are another frame's business. */
  #adapter(): Adapter | null {
    if (this.view === this.view.top) return adapterFor(this.#document);
    if (this.#isBodyFrame() || isBodyOutside(this.view)) return null;
    const adapter = adapterFor(this.#document);
    if (adapter !== generic || isApplication(this.#document)) return adapter;
    // In a frame the recipe for unknown webmails could take a mail's own text for a header: it finds bodies, no senders.
    return /^https?:$/.test(this.view.location.protocol) ? withoutHeader(generic) : null;
  }

  /** A frame whose page cannot be read from outside holds nothing but a body, unless it is a webmail's application. */
  #isBodyFrame(): boolean {
    return this.view !== this.view.top && frameOf(this.view) === null && !isApplication(this.#document);
  }

  #keep(open: readonly OpenMessage[], adapter: Adapter | null): void {
    this.#stale = false;
    const found = new Set<Element>();
    for (const message of open) {
      const [key] = message.bodies;
      if (!key) continue;
      found.add(key);
      const known = this.#messages.get(key);
      if (known) known.open = message;
      else this.#messages.set(key, new WatchedMessage(message, adapter?.user(this.#document) ?? [], this));
    }
    for (const [key, message] of this.#messages) {
      if (found.has(key)) continue;
      this.#messages.delete(key);
      message.erase();
    }
    for (const page of this.#observers.keys()) if (isGone(page)) this.#observers.delete(page);
    for (const { inner } of framesIn(this.#document)) this.#observe(inner);
  }

  #messageOf(element: Element | null): WatchedMessage | null {
    if (element) for (const message of this.#messages.values()) if (message.contains(element)) return message;
    return null;
  }

  /** What is open here, judged; a body in a frame of its own is told by the frame that has its header. */
  told(adapter = this.#adapter()): OpenMessages {
    const messages = adapter ? [...this.#messages.values()] : [];
    return {
      adapter: adapter?.name ?? "",
      verdicts: messages.map((message) => message.verdict).filter((verdict) => verdict !== null),
    };
  }

  async #report(adapter: Adapter | null): Promise<void> {
    // A body in a frame of its own is reported by the frame that has its header.
    if (!adapter) return;
    const { verdicts } = this.told(adapter);
    const level = verdicts.length > 0 ? loudest(verdicts.map((verdict) => verdict.level)) : null;
    if (level === this.#reported) return;
    await ask<"status">({ kind: "status", status: { first: this.#reported === undefined, level } });
    this.#reported = level;
  }

  #leave(): void {
    if (!isConnected() || this.#left || (this.#reported ?? null) === null) return;
    void ask<"status">({ kind: "status", status: { first: false, level: null } }).catch(() => undefined);
  }

  // Frames.

  #guardFrames(): void {
    for (const { inner } of framesIn(this.#document)) {
      const view = viewOf(inner);
      if (!view) continue;
      const isBody = (): boolean => {
        const frame = frameOf(view);
        if (!frame) return false;
        this.lookAgain();
        return this.#messageOf(frame) !== null;
      };
      // The frame's own script guards it, unless that script is gone or the frame belongs to a message found here.
      if (!this.#guard(view, () => isBody() || !isAlive(inner))) continue;
      answerGuarded(view, () => this.#isAtWork && !this.#rests && isBody());
    }
  }

  /** Guards a window where it is not guarded yet; says whether it had to. */
  #guard(view: Window, isOurs: () => boolean): boolean {
    if (!view.dispatchEvent(new Event(this.#guarded, { cancelable: true }))) return false;
    view.addEventListener(this.#guarded, (event) => event.preventDefault());
    this.guard.install(view, () => !this.#rests && isOurs(), this.#isLate && isFilled(view.document));
    return true;
  }

  /** A body in a frame that its header's page cannot read: the page's script is asked through the background. */
  #claimHeader(): Promise<void> {
    this.#claiming = this.#claiming.catch(() => undefined).then(() => this.#claim());
    return this.#claiming;
  }

  /** The page around this frame knows no message with it. It may not have found its header yet, so it is asked again for a while. */
  #unclaimed(): void {
    this.#claimAnswered = performance.now() > HEADER_COMES;
    if (this.#claimAnswered) return;
    this.#claimed = null;
    setTimeout(() => this.#scanSoon(true), ASKS_AGAIN);
  }

  async #claim(): Promise<void> {
    const body = bodyOf(this.#document);
    if (!body) return;
    const collected = assemble(await collect([body]), this.#inner);
    if (this.#claimed && isSame(collected, this.#claimed)) return;
    const part: BodyPart = { segments: collected.segments, links: collected.links, leftOut: collected.leftOut };
    // Said before the answer: the page may ask for the same body again meanwhile.
    this.#claimed = collected;
    const name = nonce();
    this.view.parent.postMessage({ touchstone: name }, "*");
    const verdict = await ask<"claim-body">({ kind: "claim-body", nonce: name, part }).catch((error: unknown) => {
      this.#claimed = null;
      throw error;
    });
    if (!verdict) {
      this.#unclaimed();
      return;
    }
    this.#claimAnswered = true;
    const message = this.#messages.get(body) ?? new WatchedMessage(bodyOnly(body), [], this);
    this.#messages.set(body, message);
    message.take(verdict, part, collected.elements);
  }

  /** A frame tells its nonce to the window around it, so that only that window can say which frame it is. */
  #heard(event: MessageEvent): void {
    const nonce: unknown = (event.data as { touchstone?: unknown } | null)?.touchstone;
    if (typeof nonce !== "string" || !event.source || this.#left) return;
    // The page's own scripts need not hear that our scripts talk to each other.
    event.stopImmediatePropagation();
    if (nonce === CLAIM) {
      this.#claimed = null;
      this.#scanSoon(true);
      return;
    }
    const view = event.source as Window;
    const asking = { view, path: pathIn(event.data) };
    if (this.#passOn(nonce, asking)) return;
    if (this.#early.delete(nonce)) {
      view.postMessage({ touchstone: CLAIM }, "*");
      return;
    }
    if (this.#asking.size >= MOST_ASKING) this.#asking.clear();
    this.#asking.set(nonce, asking);
  }

  /**
   * A sealed frame inside a body that the page around this frame reads: that page has to know which of the frames it is, so it is
   * told the way to it.
   */
  #passOn(nonce: string, { view, path }: Asking): boolean {
    if (this.view === this.view.top || this.#isBodyFrame() || !isBodyOutside(this.view)) return false;
    const at = [...allInPage(this.#document, HOLDERS)].findIndex((frame) => windowIn(frame) === view);
    if (at >= 0 && path.length < MOST_DEEP)
      this.view.parent.postMessage({ touchstone: nonce, path: [at, ...path] }, "*");
    return true;
  }

  /** Takes a body for the header of ours whose frame asked; `false` where it is not ours. */
  takeBody(nonce: string, part: BodyPart, respond: (verdict: MessageVerdict | null) => void): boolean {
    const asking = this.#asking.get(nonce);
    if (!asking) {
      // Its way through the background was the shorter one, or it is another frame's.
      if (this.#early.size >= MOST_ASKING) this.#early.clear();
      this.#early.add(nonce);
      return false;
    }
    this.#asking.delete(nonce);
    const frame = frameFor(this.#document, asking);
    if (!frame) return false;
    const message = this.#messageOf(frame);
    if (this.#isBodyFrame()) {
      void this.#judgeInner(frame, part).then(respond, () => respond(null));
      return true;
    }
    if (!message) return false;
    void message
      .judgeWith(frame, part)
      .then(async (verdict) => {
        respond(verdict);
        await message.draw(await ui());
        await this.#report(this.#adapter());
      })
      .catch(() => respond(null));
    return true;
  }

  /** A frame inside this body frame: what it holds is a part of this body, whose header stands further out. */
  async #judgeInner(frame: Element, part: BodyPart): Promise<MessageVerdict | null> {
    this.#inner.set(frame, part);
    await this.#claimHeader();
    const body = bodyOf(this.#document);
    const verdict = body && this.#messages.get(body)?.verdict;
    return verdict ? verdictFor(verdict, this.#claimed?.ranges.get(frame)) : null;
  }
}

/** A window that asked, and the way from it to the frame that it asked for: the place among the frames of each document. */
interface Asking {
  readonly view: Window;
  readonly path: readonly number[];
}

/** Frames nested deeper than this are nobody's layout. */
const MOST_DEEP = 16;

function pathIn(data: unknown): number[] {
  const { path } = data as { path?: unknown };
  return Array.isArray(path) ? path.filter((at): at is number => typeof at === "number").slice(0, MOST_DEEP) : [];
}

/** The frame that asked, as an element of this document or of one that can be read from here. */
function frameFor(page: Document, { view, path }: Asking): Element | null {
  const frames = [...allInPage(page, HOLDERS)];
  // An embedded content does not give its window; it is the one that is left.
  let frame =
    frames.find((one) => windowIn(one) === view) ??
    frames.find((one) => windowIn(one) === null && documentIn(one) === null) ??
    null;
  for (const at of path) {
    const inner = frame && documentIn(frame);
    frame = (inner && allInPage(inner, HOLDERS)[at]) ?? null;
  }
  return frame;
}

/** Whether a document has contents already, and so may have scripts. */
function isFilled(page: Document): boolean {
  return stateOf(page) !== "loading" && (bodyOf(page)?.hasChildNodes() ?? false);
}

/** Whether a document is of the past: those of frames come and go, and Firefox lets nobody touch what is left of them. */
function isGone(page: Document): boolean {
  try {
    return viewOf(page) === null;
  } catch {
    return true;
  }
}

const HOLDER = /^(?:i?frame|object|embed)$/i;

/** Where somebody writes a mail. */
const WRITTEN = '[contenteditable=""],[contenteditable="true"],textarea';

function elementOf(node: Node): Element | null {
  return typeOf(node) === Node.ELEMENT_NODE ? (node as Element) : parentOf(node);
}

/** The elements in a node by which the browser goes elsewhere by itself. */
function refreshesIn(node: Node): Element[] {
  if (typeOf(node) !== Node.ELEMENT_NODE) return [];
  const selector = 'meta[http-equiv="refresh" i]';
  const element = node as Element;
  return closestOf(element, selector) === element ? [element] : [...allIn(element, selector)];
}

const RESTYLING = new Set(["class", "style", "hidden"]);

/** Whether a change may show or hide what stands in its element, or behind it. */
function mayRestyle(record: MutationRecord): boolean {
  return RESTYLING.has(record.attributeName ?? "") || isSheet(record);
}

/** Whether a style sheet came, went or changed. */
function isSheet({ target, addedNodes, removedNodes }: MutationRecord): boolean {
  return [elementOf(target), ...addedNodes, ...removedNodes].some((node) => isCalled(node, /^(?:style|link)$/i));
}

/** Whether it is an element of such a name. Not by its class: what is in a frame is of that frame's kind. */
function isCalled(target: EventTarget | null, name: RegExp): boolean {
  return target !== null && "localName" in target && name.test(localNameOf(target as Element));
}

/** Whether a change is only ours. */
function isOnlyOurs(record: MutationRecord): boolean {
  if (isOurs(record.target as Element)) return true;
  if (record.type !== "childList") return false;
  // What is removed of ours has to come back, so only additions are passed over.
  return record.removedNodes.length === 0 && [...record.addedNodes].every((node) => isOurs(node as Element));
}

function withoutHeader(adapter: Adapter): Adapter {
  return {
    ...adapter,
    messages: (page) =>
      adapter.messages(page).map((message) => ({
        ...message,
        sender: null,
        header: () => NO_HEADER,
      })),
  };
}

/** A body alone: chip and banner are drawn where its header is. */
function bodyOnly(body: Element): OpenMessage {
  return { bodies: [body], sender: null, before: null, own: false, header: () => NO_HEADER };
}
