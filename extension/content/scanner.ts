// Watches one document: finds the messages open in it, has them judged and drawn, and answers the guard's questions about them.
// One scanner runs in every frame. Changes of the page come from page-observers, claims of other frames from claim-requests.

import type { Blocked, BodyPart, Disposition, HeldLink, OpenMessages, Surroundings } from "../protocol/requests.js";
import { covers } from "../model/match-patterns.js";
import { type PauseTime, isInForce } from "../model/pause.js";
import { ask } from "../protocol/client.js";
import type { BannerActions, UiContext } from "../ui/index.js";
import { type MessageLink, type MessageVerdict, type Verdict, loudest } from "../model/verdict.js";
import { forgetUi, isConnected, pauseIn, ui } from "./background-client.js";
import { BodyChooser } from "./chooser.js";
import { ClaimRequests, askToClaim, asksToClaim, claimMessageIn } from "./claim-requests.js";
import { adapterIn, holdsBodyAlone } from "./document-adapter.js";
import { listenAt, pageOf, stateOf, typeOf, viewOf } from "./dom.js";
import { answerAlive, answerBody, answerReady, isBodyOutside, sayReady } from "./frame-claims.js";
import { documentIn, framesIn, windowIn } from "./frame-documents.js";
import { FrameGuards, type GuardedPage } from "./frame-guards.js";
import { Guard, type Knowledge } from "./guard.js";
import { HeaderClaim } from "./header-claim.js";
import { LevelReport } from "./level-report.js";
import type { LinkCardOptions } from "./link-card.js";
import { targetOf } from "./link-target.js";
import { MailList } from "./mail-list.js";
import type { PageSurface } from "./message-view.js";
import {
  FRAME_NAME,
  elementOf,
  isCalled,
  isExtensionChange,
  isSheetChange,
  mayRestyle,
  refreshesIn,
} from "./mutation-kinds.js";
import { Overlays } from "./overlays.js";
import { PageObservers } from "./page-observers.js";
import { ScanLoop } from "./scan-loop.js";
import { removeOrphans } from "./shadow-hosts.js";
import { knownShadowTrees, noteAdded } from "./shadow-trees.js";
import { frameOrAfter, pause } from "./time-slices.js";
import { continuesVisit } from "./visit.js";
import { WatchedMessages } from "./watched-messages.js";
import type { Adapter } from "./webmail/adapter.js";
import { setChosenBodies } from "./webmail/chosen.js";
import { generic } from "./webmail/generic.js";
import { isMailBody } from "./webmail/index.js";
import { looksUnread } from "./webmail/unread.js";

/** A scan waits at most this many milliseconds for the next frame of the page: before that frame, every question forces a layout. */
const FRAME = 25;

export class Scanner implements Knowledge, PageSurface, GuardedPage {
  readonly guard: Guard;
  readonly #document: Document;
  readonly #messages: WatchedMessages;
  readonly #observers: PageObservers;
  readonly #guards: FrameGuards;
  readonly #claim: HeaderClaim;
  readonly #requests: ClaimRequests;
  readonly #overlays: Overlays;
  readonly #list = new MailList();
  readonly #level = new LevelReport();
  readonly #loop = new ScanLoop((seesAll) => this.#scan(seesAll));
  /** Something changed since the page was searched for messages. */
  #stale = true;
  /** The layer in which the user points at the mail of this page. */
  #chooser: BodyChooser | null = null;
  /** The page looks like an open mail in which no body was found. */
  #unread = false;
  /** The extension is gone or may not run here any more, and everything drawn is removed. */
  #left = false;
  /** The pause of this page, if the user paused it. */
  #pause: PauseTime | null = null;

  constructor(private readonly view: Window & typeof globalThis) {
    this.#document = view.document;
    this.#messages = new WatchedMessages(view.document, this);
    this.#observers = new PageObservers({
      changed: (records) => this.#changed(records),
      loaded: (event) => this.#loaded(event),
      // A document can be written into a frame without any event in its parent, but not without the pointer entering it later.
      entered: ({ target }) => !this.#left && isCalled(target, FRAME_NAME) && this.#guards.guardFrames(),
    });
    this.guard = new Guard(this);
    this.#guards = new FrameGuards(view, this.guard, this);
    this.#claim = new HeaderClaim(view, this.#messages, () => this.requestScan());
    this.#requests = new ClaimRequests(view.document, view);
    this.#overlays = new Overlays(view, this.guard);
  }

  /** Guards at once, and scans as soon as there is something to read. */
  start(): void {
    this.#sayEntered(false);
    removeOrphans(this.#document);
    for (const { inner } of framesIn(this.#document)) removeOrphans(inner);
    this.#guardWindow();
    // A page that loads slowly is read as it loads, not only at its end.
    this.#observers.observe(this.#document);
    // The page around this frame puts its guard into the new window before the user can click in it.
    sayReady(this.view);
    this.#loop.request(true);
    const ready = (): void => {
      this.#loop.request(true);
      sayReady(this.view);
    };
    if (stateOf(this.#document) === "loading") listenAt(this.#document, "DOMContentLoaded", ready, { once: true });
    else ready();
  }

  /**
   * Listens in this script's own window. A document that is written anew (`document.open`) forgets every listener of its window
   * and of itself, but keeps our observer, which calls this again.
   */
  #guardWindow(): void {
    if (!this.#guards.guardWindow()) return;
    answerAlive(this.view, () => this.isAtWork);
    answerBody(this.#document, (frame) => this.isAtWork && this.#belongsToBody(frame));
    answerReady(this.#document, () => {
      this.#stale = true;
      this.#guards.guardFrames();
      this.#loop.request(true);
      // A page further out may be the one that guards the frames in it.
      sayReady(this.view);
    });
    this.view.addEventListener("message", (event) => this.#heard(event), { capture: true });
    this.view.addEventListener("pageshow", ({ persisted }) => persisted && this.#cameBack(), { capture: true });
    // When a mail's frame goes, the toolbar must stop to show its level.
    if (this.view !== this.view.top)
      this.view.addEventListener("pagehide", () => !this.#left && this.#level.withdraw());
  }

  /** Tells the background that the tab came here from another site, because a pause of the tab ends then. */
  #sayEntered(isRestored: boolean): void {
    if (this.view !== this.view.top || continuesVisit(this.view, isRestored)) return;
    void ask<"entered">({ kind: "entered" }).catch(() => undefined);
  }

  /** The browser kept this document and shows it again. Orders of the background did not reach it in the meantime. */
  #cameBack(): void {
    if (this.#left) return;
    this.#sayEntered(true);
    forgetUi();
    void ui()
      .then((context) => {
        this.setPause(pauseIn(context));
        this.redraw();
      })
      .catch(() => undefined);
  }

  /** Whether a frame in this document is a message's body or stands in one, or this whole document does. */
  #belongsToBody(frame: Element): boolean {
    const inner = documentIn(frame);
    // A document loaded into the frame since the last scan may be a body.
    if (inner && !this.#observers.has(inner)) this.#stale = true;
    return this.isBodyFrame(frame) || isBodyOutside(this.view);
  }

  // GuardedPage: the questions of the frame guards.

  get isAtWork(): boolean {
    return isConnected() && !this.#left;
  }

  get rests(): boolean {
    return this.#left || this.#isPaused();
  }

  /** Whether this page is paused. It wakes by the clock, because the background's order may come late or never. */
  #isPaused(): boolean {
    if (!this.#pause || isInForce(this.#pause, Date.now())) return this.#pause !== null;
    this.setPause(null);
    this.redraw();
    return false;
  }

  isBodyFrame(frame: Element): boolean {
    this.lookAgain();
    return this.#messages.around(frame) !== null;
  }

  // Knowledge: the questions of the guard.

  lookAgain(): void {
    this.#observers.flush();
    if (this.#stale && !holdsBodyAlone(this.view)) this.#findMessages(adapterIn(this.view));
  }

  verdictOn(element: Element, href: string): MessageLink | null {
    return this.#messages.around(element)?.verdictOn(element, href) ?? null;
  }

  isInBody(element: Element): boolean {
    if (this.#messages.around(element) !== null) return true;
    // A frame whose page has not answered yet whether it holds a body may well hold one. The same holds for a frame that an outer
    // page calls a body but does not guard yet.
    return holdsBodyAlone(this.view) ? !this.#claim.isAnswered || isMailBody(this.#document) : isBodyOutside(this.view);
  }

  impersonator(element: Element): Verdict | null {
    const verdict = this.#messages.around(element)?.verdict;
    return verdict?.poses ? verdict.sender : null;
  }

  async judgeAgain(element: Element): Promise<Verdict | MessageLink | null> {
    const href = targetOf(element)?.href;
    if (href === undefined) return null;
    if (holdsBodyAlone(this.view)) await this.#claim.claim();
    const message = this.#messages.around(element);
    // The user is asked about a link in a body whose header has not been found: the link alone does not tell enough.
    if (!message) return this.isInBody(element) ? null : this.guard.judgeAlone(href);
    if (!holdsBodyAlone(this.view)) {
      message.touch();
      await message.refresh(true);
    }
    void ui()
      .then((context) => message.draw(context))
      .catch(() => undefined);
    return message.verdictOn(element, href);
  }

  putToUser(link: HeldLink): void {
    if (!this.#left) this.#overlays.putToUser(link);
  }

  mailOf(element: Element): Pick<HeldLink, "mail"> {
    const mail = this.#messages.around(element)?.reported;
    return mail ? { mail } : {};
  }

  shield(page: Document): void {
    this.#overlays.shield(page);
  }

  open(url: string, how: Disposition): void {
    void this.#overlays.open(url, how);
  }

  explain(blocked: Blocked): void {
    this.#overlays.explain(blocked);
  }

  showBlocked(blocked: Blocked): void {
    void this.#overlays.showBlocked(blocked);
  }

  leave(): void {
    if (this.#left) return;
    this.#left = true;
    this.#observers.disconnect();
    this.#loop.stop();
    this.#messages.leave();
    this.#list.forget();
    this.#chooser?.end();
    this.#overlays.removeAll();
  }

  get left(): boolean {
    return this.#left;
  }

  /** The user removed sites: if this page is one of them, everything of ours leaves it. */
  withdraw(patterns: readonly string[]): void {
    const { origin } = this.view;
    // A frame without an origin belongs to a page that only the background knows. If that page is meant, the answer makes us leave.
    if (!/^https?:/.test(origin)) void ask({ kind: "surroundings" }).catch(() => undefined);
    else if (patterns.some((pattern) => covers(pattern, new URL(origin)))) this.leave();
  }

  // PageSurface: the requests of the messages.

  requestScan(): void {
    this.#loop.request(true);
  }

  mayAskHome(): Promise<boolean> {
    return ask<"may-ask-home">({ kind: "may-ask-home" }).catch(() => false);
  }

  get banner(): BannerActions {
    return this.#overlays.banner;
  }

  showCard(anchor: Element, verdict: Verdict, text: string, options?: LinkCardOptions): void {
    this.#overlays.showCard(anchor, verdict, text, options);
  }

  hideCard(): void {
    this.#overlays.hideCard();
  }

  showDialog(link: HeldLink): Promise<void> {
    return this.#overlays.showDialog(link);
  }

  /** Pauses and removes everything drawn, or resumes. */
  setPause(pause: PauseTime | null): void {
    const wasPaused = this.#pause !== null;
    this.#pause = pause;
    if (wasPaused === (pause !== null)) return;
    this.#level.reset();
    if (!pause) return;
    this.#messages.erase();
    this.#list.forget();
    this.#overlays.removeAll();
  }

  /** A message got another level, so rows of a list may have to show something else. */
  levelsChanged(): void {
    if (!this.#list.expectLevels()) return;
    this.#loop.request(false);
  }

  /** Lets the user point at the mail on this page. */
  chooseBody(id: string): void {
    this.#chooser?.end();
    this.#chooser = new BodyChooser(this.#document);
    void this.#chooser.begin(id).catch(() => undefined);
  }

  /** Judges and draws everything anew: in another language, with other settings. */
  redraw(): void {
    for (const message of this.#messages.all) message.reconsider();
    this.#list.forget();
    this.#claim.reset();
    this.#loop.request(true);
  }

  // Changes of the page.

  #loaded({ target }: Event): void {
    this.#stale = true;
    // An image changes nothing that is read.
    if (isCalled(target, /^img$/i)) return;
    const frame = isCalled(target, FRAME_NAME) ? (target as Element) : null;
    // The target may be a frame with a body in it, or a style sheet that shows and hides.
    for (const message of this.#messages.all) {
      if (frame) message.forget(frame);
      message.touch();
    }
    // It may have claimed with its new contents already, so it is asked once more.
    if (frame && this.#claim.forgetFrame(frame)) askToClaim(windowIn(frame));
    this.#loop.request(false);
  }

  #changed(records: readonly MutationRecord[]): void {
    noteAdded(this.#document, records);
    const known = new Set<Node>();
    let matters = false;
    for (const record of records) {
      if (isExtensionChange(record)) continue;
      const restyles = mayRestyle(record);
      if (!restyles && known.has(record.target)) continue;
      known.add(record.target);
      if (this.#messages.touch(elementOf(record.target), restyles, isSheetChange(record))) matters = true;
    }
    this.#stopRefreshes(records);
    if (!matters) return;
    // A document that is written anew has lost its guard, and a click may come before the next scan.
    if (records.some(({ target }) => typeOf(target) === Node.DOCUMENT_NODE)) {
      if (!this.#left) this.#guardWindow();
      this.#guards.guardFrames();
    }
    this.#stale = true;
    this.#loop.request(false);
  }

  /**
   * Keeps a page where it is: a message may hold an element that makes the browser go elsewhere without a click. The browser does
   * so after the document's `load`, so loading need not be stopped before that.
   */
  #stopRefreshes(records: readonly MutationRecord[]): void {
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

  // Scanning.

  async #scan(seesAll: () => void): Promise<void> {
    this.#guards.guardFrames();
    await frameOrAfter(this.view, FRAME);
    seesAll();
    if (this.#left) return;
    if (!this.#isPaused() && adapterIn(this.view)?.name === generic.name) await this.#learnChosen();
    if (this.#left) return;
    // The page may have gone on loading meanwhile, so its adapter may be another one now.
    const adapter = adapterIn(this.view);
    if (this.#isPaused()) {
      await this.#report(adapter);
      return;
    }
    // A body alone is judged with its header or not at all.
    if (holdsBodyAlone(this.view)) await this.#claim.claim();
    else await this.#read(adapter);
    if (this.#messages.all.length > 0) await this.#draw(await ui());
    await this.#report(adapter);
    await this.#list.look(this.#document, adapter);
  }

  /** Learns where the user said that mails stand on this site. */
  async #learnChosen(): Promise<void> {
    const context = await ui().catch(() => null);
    if (context) this.#takeChosen(context.surroundings);
  }

  #takeChosen({ settings }: Surroundings): void {
    if (setChosenBodies(settings.bodies ?? [], this.view.origin)) this.#stale = true;
  }

  async #read(adapter: Adapter | null): Promise<void> {
    this.#findMessages(adapter);
    await pause();
    this.#unread = adapter?.name === generic.name && looksUnread(this.#document, this.#messages.open);
    const messages = this.#messages.all;
    // The texts are fetched while the messages are read.
    if (messages.length > 0) void ui().catch(() => undefined);
    await Promise.all(messages.map((message) => message.refresh().catch(() => undefined)));
    // A frame may have claimed its header before there was one.
    for (const frame of messages.flatMap((message) => message.awaited)) askToClaim(windowIn(frame));
  }

  async #draw(context: UiContext): Promise<void> {
    this.setPause(pauseIn(context));
    await this.#messages.draw(context);
  }

  #findMessages(adapter: Adapter | null): void {
    this.#stale = false;
    this.#messages.keep(adapter?.messages(this.#document) ?? [], () => adapter?.user(this.#document) ?? []);
    this.#observers.forgetGone();
    const areNew = knownShadowTrees(this.#document).map((tree) => this.#observers.observe(tree));
    if (areNew.includes(true)) this.#guards.guardFrames();
    for (const { inner } of framesIn(this.#document)) this.#observers.observe(inner);
  }

  /** The messages open here; a body alone is reported by the frame that has its header. */
  openMessages(adapter = adapterIn(this.view)): OpenMessages {
    const messages = adapter ? this.#messages.all : [];
    return {
      adapter: adapter?.name ?? "",
      verdicts: messages.map((message) => message.verdict).filter((verdict) => verdict !== null),
      reading: this.#loop.isBusy,
      unread: this.#unread && this.#pause === null,
    };
  }

  async #report(adapter: Adapter | null): Promise<void> {
    if (!adapter) return;
    const { verdicts, unread } = this.openMessages(adapter);
    const level = verdicts.length > 0 ? loudest(verdicts.map((verdict) => verdict.level)) : null;
    await this.#level.report(level, unread);
  }

  // Bodies in frames that cannot be read from here.

  /** A frame tells its secret name to the window around it, so that only that window can say which frame it is. */
  #heard(event: MessageEvent): void {
    const message = claimMessageIn(event);
    if (!message || this.#left) return;
    // The page's own scripts must not learn that our scripts talk to each other.
    event.stopImmediatePropagation();
    if (asksToClaim(message)) {
      this.#claim.reset();
      this.#loop.request(true);
    } else if (this.view !== this.view.top && !holdsBodyAlone(this.view) && isBodyOutside(this.view)) {
      // The page around this frame reads the body that this frame belongs to.
      this.#requests.passOn(message);
    } else {
      this.#requests.add(message);
    }
  }

  /** Takes the body of a frame in this page; returns `false` if the frame belongs to another page. */
  takeBody(name: string, part: BodyPart, respond: (verdict: MessageVerdict | null) => void): boolean {
    const frame = this.#requests.take(name);
    if (!frame) return false;
    if (holdsBodyAlone(this.view)) {
      void this.#claim.judgeWith(frame, part).then(respond, () => respond(null));
      return true;
    }
    const message = this.#messages.around(frame);
    if (!message) return false;
    void message
      .judgeWith(frame, part)
      .then(async (verdict) => {
        respond(verdict);
        await message.draw(await ui());
        await this.#report(adapterIn(this.view));
      })
      .catch(() => respond(null));
    return true;
  }
}
