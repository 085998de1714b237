// Stops a click before the browser follows it. Every way to follow a link that fires an event in the page passes here, in the
// capture phase at the window, before any script of the page. A link without a verdict is held until it has one, and it never
// passes without one. Some webmails open links themselves, at a press or a key; the guard keeps the events of a held link from
// them.

import { inTime } from "../platform/timeout.js";
import type { Blocked, Disposition, HeldLink } from "../protocol/requests.js";
import { ask } from "../protocol/client.js";
import { type Level, type MessageLink, type Verdict, passes, rulingOn } from "../model/verdict.js";
import type { LinkCardOptions } from "./link-card.js";
import { PATIENCE, isConnected } from "./background-client.js";
import { allIn, closestOf, nameOf, pageOf, parentOf, typeOf, viewOf } from "./dom.js";
import {
  STARTS_NOTHING,
  dispositionOf,
  isFollowing,
  isFragment,
  isKey,
  isPress,
  parse,
  removePings,
  stop,
  textOf,
} from "./click-events.js";
import { type Hit, type Link, hitOf, sentBy } from "./event-path.js";
import { type LinkTarget, targetOf } from "./link-target.js";

/** The questions and requests that the guard has for the page's scanner. */
export interface Knowledge {
  /** The verdict on a link of a message, if it was judged as it stands now. */
  verdictOn(element: Element, href: string): MessageLink | null;
  /** Finds the messages that are open now. */
  lookAgain(): void;
  /** Whether an element stands in a message's body. */
  isInBody(element: Element): boolean;
  /** The sender of the message that an element stands in, if that message is warned about and speaks as Amazon. */
  impersonator(element: Element): Verdict | null;
  /** Reads and judges again the message that an element stands in. */
  judgeAgain(element: Element): Promise<Verdict | MessageLink | null>;
  /** Shows the verdict on a link beside the link. */
  showCard(element: Element, verdict: Verdict, text: string, options?: LinkCardOptions): void;
  /** Asks the user about a held link. */
  putToUser(link: HeldLink): void;
  /** The mail that an element stands in, for a report; nothing if it stands in none. */
  mailOf(element: Element): Pick<HeldLink, "mail">;
  /** Covers the page until the button that is down comes up: no click reaches the pressed element. */
  shield(page: Document): void;
  /** Opens a link that the user let through. */
  open(url: string, how: Disposition): void;
  /** Tells the user, in the top frame, that the browser refused to open a link. */
  explain(blocked: Blocked): void;
  /** Removes everything of ours from the page, because the extension is gone. */
  leave(): void;
}

/** A link that was judged to be dangerous. */
interface Dangerous extends Link {
  readonly verdict: Verdict | MessageLink;
}

/** Guards a window and everything in its document. */
export class Guard {
  /** Forms that wait for the user, by number. */
  readonly #forms = new Map<number, () => void>();
  /** Forms that the user allowed: their next submission passes. */
  readonly #released = new WeakSet<HTMLFormElement>();
  /** Verdicts on links outside of messages. */
  readonly #alone = new Map<string, Verdict>();
  /** Links whose check is under way, so that the second half of a double click changes nothing. */
  readonly #held = new WeakSet<Element>();
  /** Says at each event whether this script guards a window. */
  readonly #windows = new WeakMap<Window, () => boolean>();
  /** The button or key that is down was pressed in a message. */
  #pressedInBody = false;
  /** Shadow trees whose forms are guarded. */
  readonly #trees = new WeakSet<ShadowRoot>();
  /** The dangerous link whose menu the user opened last, because the user may open the link by that menu. */
  #taken: Blocked | null = null;

  constructor(private readonly knowledge: Knowledge) {}

  /**
   * Listens in a window, before its page has a script. `isResponsible` is asked at each event. If the page may have been there
   * first (`isLate`), its scripts hear every event at the window before us: then only the press before a click can keep the
   * click from them.
   */
  install(view: Window, isResponsible: () => boolean, isLate: boolean): void {
    this.#windows.set(view, isResponsible);
    const listen = <K extends keyof WindowEventMap>(
      types: readonly K[],
      heard: (event: WindowEventMap[K]) => void,
    ): void => {
      const guarded = (event: WindowEventMap[K]): void => {
        // A script whose extension was removed gets no verdicts any more, so it leaves the page. An update brings a new script.
        if (!isConnected()) this.knowledge.leave();
        else if (isResponsible()) heard(event);
      };
      for (const type of types) view.addEventListener(type, guarded, { capture: true });
    };
    listen(["pointerdown", "keydown"], (event) => this.#begun(event, isLate));
    listen(["mousedown", "touchstart", "keypress"], (event) => this.#keep(event));
    listen(["pointerup", "mouseup", "touchend", "keyup", "dblclick"], (event) => this.#ended(event));
    listen(["click", "auxclick"], (event) => this.#clicked(event));
    listen(["submit"], (event) => this.#submitted(event));
    listen(["contextmenu"], (event) => this.#menuOpened(event));
    listen(["dragstart"], (event) => this.#dragged(event));
    listen(["copy"], () => this.#copied(view));
    listen(["pointerover", "focusin"], (event) => this.#foresee(event));
    // Listens without asking `isResponsible`, because this runs at every key. A user who goes on in the page has left the menu.
    for (const type of ["pointerdown", "keydown"])
      view.addEventListener(type, () => (this.#taken = null), { capture: true });
  }

  /** Submits a form that the user allowed. */
  release(form: number): void {
    this.#forms.get(form)?.();
    this.#forms.delete(form);
  }

  /** A button or a key went down. */
  #begun(event: PointerEvent | KeyboardEvent, isLate: boolean): void {
    if (isKey(event) && !isFollowing(event)) return;
    // The message of a link may have appeared only now.
    this.knowledge.lookAgain();
    const hit = hitOf(event);
    this.#pressedInBody = hit.innermost !== null && this.knowledge.isInBody(hit.innermost);
    if (!this.#keep(event, hit) || !isLate || !hit.link) return;
    if (isKey(event)) {
      if (event.key !== "Enter") return;
      event.preventDefault();
    } else {
      if (!isPress(event)) return;
      this.knowledge.shield(pageOf(hit.link.element));
    }
    this.#hold(hit.link, dispositionOf(event, hit.link.element));
  }

  /** A button, a key or a finger came up. If the press began outside of messages, the page hears of its end. */
  #ended(event: Event): void {
    if (this.#pressedInBody) this.#keep(event);
  }

  /** Keeps an event from the page if it happens in a link that is held; returns whether it does. */
  #keep(event: Event, hit = hitOf(event)): boolean {
    if (isKey(event) && !isFollowing(event)) return false;
    this.#guardTrees(hit);
    const sent = hit.link || !hit.innermost ? null : sentBy(hit.innermost);
    const isHeld = this.#doubtful(hit) !== null || this.#isHeld(hit.link ?? sent);
    if (isHeld) event.stopImmediatePropagation();
    return isHeld;
  }

  /** Whether a click on a link would be held. */
  #isHeld(link: Link | null): boolean {
    if (!link || !this.#isGuarded(link.element, link.target)) return false;
    const verdict = this.#verdictOn(link.element, link.target.href);
    // The page hears of links outside of messages until they are known to be dangerous.
    return verdict ? !passes(verdict) : this.knowledge.isInBody(link.element);
  }

  /** Listens for `submit` inside the shadow trees of a hit, because that event does not leave its tree. */
  #guardTrees({ roots }: Hit): void {
    for (const root of roots) {
      if (this.#trees.has(root)) continue;
      this.#trees.add(root);
      const isResponsible = (): boolean => this.#windows.get(viewOf(pageOf(root.host)) ?? window)?.() ?? false;
      root.addEventListener(
        "submit",
        (event) => isConnected() && isResponsible() && this.#submitted(event as SubmitEvent),
        {
          capture: true,
        },
      );
    }
  }

  #clicked(event: MouseEvent): void {
    // The right button follows nothing.
    if (event.defaultPrevented || event.button === 2) return;
    // The message of the link may have appeared only now.
    this.knowledge.lookAgain();
    const hit = hitOf(event);
    this.#guardTrees(hit);
    if (this.#isUnclear(event, hit) || !hit.link) return;
    const { element, target } = hit.link;
    if (this.#isImpersonatorsNumber(event, hit.link) || !this.#isGuarded(element, target)) return;
    if (this.knowledge.isInBody(element)) removePings(element);
    const verdict = this.#verdictOn(element, target.href);
    if (passes(verdict)) return;
    stop(event);
    this.#hold(hit.link, dispositionOf(event, element));
  }

  /**
   * Shows a card for a number to call or write to, in a mail that poses as Amazon: the card warns against the call. Returns
   * whether the link is such a number.
   */
  #isImpersonatorsNumber(event: MouseEvent, { element, target }: Link): boolean {
    const verdict = /^(?:tel|sms):/i.test(target.href) ? this.knowledge.impersonator(element) : null;
    if (!verdict) return false;
    stop(event);
    const open = (): void => this.knowledge.open(target.href, "current");
    this.knowledge.showCard(element, verdict, textOf(element), { open, isNumber: true });
    return true;
  }

  /** Acts on a link whose event is already stopped, once it has a verdict. */
  #hold({ element, target }: Link, how: Disposition): void {
    const verdict = this.#verdictOn(element, target.href);
    if (verdict) {
      this.#act(element, target, verdict, how);
      return;
    }
    if (this.#held.has(element)) return;
    this.#held.add(element);
    void this.#wait(element, target.href).then((late) => {
      this.#held.delete(element);
      this.#act(element, target, late, how);
    });
  }

  /** Asks the user if any one of several links may have been hit and not all of them are safe; returns whether it asks. */
  #isUnclear(event: MouseEvent, hit: Hit): boolean {
    const doubtful = this.#doubtful(hit);
    if (!doubtful) return false;
    stop(event);
    const { element, target, verdict } = doubtful;
    const level: Level = verdict?.blockable ? verdict.level : "caution";
    this.knowledge.putToUser({
      href: target.href,
      text: textOf(element),
      verdict,
      level,
      how: dispositionOf(event, element),
      ...this.knowledge.mailOf(element),
    });
    return true;
  }

  /** The worst link that may have been hit and is not known to be safe. */
  #doubtful({ unclear, link }: Hit): (Link & { readonly verdict: Verdict | MessageLink | null }) | null {
    if (unclear.length === 0) return null;
    const possible = [...unclear, ...(link ? [link.element] : [])].flatMap((element) => {
      const target = targetOf(element);
      const isOne = target && this.knowledge.isInBody(element) && this.#isGuarded(element, target);
      return isOne ? [{ element, target, verdict: this.#verdictOn(element, target.href) }] : [];
    });
    return (
      possible.find(({ verdict }) => verdict?.blockable === true) ??
      possible.find(({ verdict }) => rulingOn(verdict) !== "vouched") ??
      null
    );
  }

  /**
   * Whether the guard decides about this link: it decides about every link in a message, and outside of messages about every
   * link that leaves the page's own host. It ignores the webmail's own buttons.
   */
  #isGuarded(element: Element, target: LinkTarget): boolean {
    const url = parse(target.href);
    if (!url) return false;
    const web = url.protocol === "http:" || url.protocol === "https:";
    if (this.knowledge.isInBody(element)) {
      return web ? !isFragment(url, element) : !STARTS_NOTHING.has(url.protocol);
    }
    return web && url.host !== pageOf(element).location.host;
  }

  #verdictOn(element: Element, href: string): Verdict | MessageLink | null {
    return (
      this.knowledge.verdictOn(element, href) ??
      (this.knowledge.isInBody(element) ? null : (this.#alone.get(href) ?? null))
    );
  }

  /** Acts on a link whose event is already stopped. */
  #act(element: Element, target: LinkTarget, verdict: Verdict | MessageLink | null, how: Disposition): void {
    const open = (): void => this.knowledge.open(target.href, how);
    if (passes(verdict)) {
      open();
    } else if (verdict && rulingOn(verdict) === "card") {
      this.knowledge.showCard(element, verdict, textOf(element), { open });
    } else {
      const level: Level = verdict?.level ?? "caution";
      const { href } = target;
      this.knowledge.putToUser({ href, text: textOf(element), verdict, level, how, ...this.knowledge.mailOf(element) });
    }
  }

  #submitted(event: SubmitEvent): void {
    const form = event.composedPath()[0] as HTMLFormElement | undefined;
    // `instanceof` would fail for a form in a frame, because each frame has classes of its own.
    if (event.defaultPrevented || !form || nameOf(form) !== "FORM") return;
    if (this.#released.delete(form)) return;
    const submitter = event.submitter;
    const element = submitter?.hasAttribute("formaction") ? submitter : form;
    const target = targetOf(element);
    if (!target) return;
    this.knowledge.lookAgain();
    if (!this.#isGuarded(element, target)) return;
    const verdict = this.#verdictOn(element, target.href);
    if (passes(verdict)) return;
    stop(event);
    const number = Math.floor(Math.random() * Number.MAX_SAFE_INTEGER);
    const go = (): void => {
      this.#released.add(form);
      HTMLFormElement.prototype.requestSubmit.call(form, submitter);
    };
    void (verdict ? Promise.resolve(verdict) : this.#wait(element, target.href)).then((late) => {
      if (passes(late)) {
        go();
        return;
      }
      this.#forms.set(number, go);
      const level: Level = late?.level ?? "caution";
      this.knowledge.putToUser({
        href: target.href,
        text: textOf(submitter ?? form),
        verdict: late,
        level,
        how: "current",
        form: number,
        ...this.knowledge.mailOf(element),
      });
    });
  }

  /** The verdict on a link that has none yet; `null` if none comes in time. */
  #wait(element: Element, href: string): Promise<Verdict | MessageLink | null> {
    if (this.knowledge.isInBody(element)) return inTime(this.knowledge.judgeAgain(element), PATIENCE);
    return inTime(this.judgeAlone(href), PATIENCE);
  }

  /** The verdict on a link by itself, outside of any message. */
  async judgeAlone(href: string): Promise<Verdict | null> {
    const [verdict] = await ask<"judge-links">({ kind: "judge-links", links: [href] });
    if (verdict) this.#alone.set(href, verdict);
    return verdict ?? null;
  }

  /** Gets a verdict for a link outside of messages before the user clicks it. */
  #foresee(event: Event): void {
    const { link } = hitOf(event);
    if (!link || this.knowledge.isInBody(link.element) || !this.#isGuarded(link.element, link.target)) return;
    if (!this.#alone.has(link.target.href)) void this.judgeAlone(link.target.href).catch(() => undefined);
  }

  /**
   * The menu can copy or open a link without an event in the page. So the card warns first, and the browser is told to refuse
   * the link.
   */
  #menuOpened(event: MouseEvent): void {
    const dangerous = this.#dangerIn(event);
    if (!dangerous) return;
    this.#explainRefusal(dangerous);
    const { element, target, verdict } = dangerous;
    this.#taken = { href: target.href, verdict, ...this.knowledge.mailOf(element) };
  }

  /** A link dragged onto another tab opens without an event in the page. */
  #dragged(event: DragEvent): void {
    const dangerous = this.#dangerIn(event);
    if (!dangerous) return;
    stop(event);
    this.#explainRefusal(dangerous);
  }

  #dangerIn(event: MouseEvent): Dangerous | null {
    const { link } = hitOf(event);
    const verdict = link && this.#verdictOn(link.element, link.target.href);
    return link && verdict?.blockable ? { ...link, verdict } : null;
  }

  #explainRefusal({ element, target, verdict }: Dangerous): void {
    const open = (): void => this.knowledge.open(target.href, "tab");
    const show = (refused: boolean): void =>
      this.knowledge.showCard(element, verdict, textOf(element), { open, refused });
    show(true);
    // If the browser does not refuse the link after all, the card must not say so.
    void ask<"arm">({ kind: "arm", links: [target.href] }).catch(() => show(false));
  }

  /**
   * A tab was opened from this page. If the user opened it by the menu of a dangerous link, a notice explains the refusal.
   */
  tabOpened(): void {
    if (this.#taken) this.knowledge.explain(this.#taken);
    this.#taken = null;
  }

  /** Warns about a dangerous link that is copied as part of a text. */
  #copied(view: Window): void {
    const selection = view.getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return;
    const range = selection.getRangeAt(0);
    const around = range.commonAncestorContainer;
    const scope = typeOf(around) === Node.ELEMENT_NODE ? (around as Element) : parentOf(around);
    const enclosing = scope && closestOf(scope, "a[href]");
    for (const element of [...(enclosing ? [enclosing] : []), ...(scope ? allIn(scope, "a[href],area[href]") : [])]) {
      const target = range.intersectsNode(element) ? targetOf(element) : null;
      const verdict = target && this.#verdictOn(element, target.href);
      if (verdict?.blockable) {
        this.knowledge.showCard(element, verdict, textOf(element));
        return;
      }
    }
  }
}
