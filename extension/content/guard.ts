// Stops a click before it is followed. Every way to follow a link that fires an event in the page comes by here, in the
// capture phase at the window, before any script of the page. What has no verdict yet is held until there is one; the
// guard never turns an unknown into a yes.

import { inTime } from "../shared/in-time.js";
import type { Blocked, Disposition, HeldLink } from "../shared/messages.js";
import { ask } from "../shared/request.js";
import { type Level, type MessageLink, type Verdict, atLeast } from "../shared/verdict.js";
import type { CardWays } from "./desk.js";
import { PATIENCE, isConnected } from "./background.js";
import { attributeOf, nameOf, pageOf, shadowOf, textIn } from "./dom.js";
import { type Target, isMath, targetOf } from "./reader.js";

/** What the guard asks of those who know the messages of this page. */
export interface Knowledge {
  /** The verdict on a link of a message, if it was judged as it stands now. */
  verdictOn(element: Element, href: string): MessageLink | null;
  /** Finds the messages that are open now. */
  lookAgain(): void;
  /** Whether an element stands in a message's body. */
  isInBody(element: Element): boolean;
  /** Reads and judges the message an element stands in anew. */
  judgeAgain(element: Element): Promise<Verdict | MessageLink | null>;
  /** Shows what is known about a link beside it. */
  showCard(element: Element, verdict: Verdict, text: string, ways?: CardWays): void;
  /** Puts a held link to the user. */
  putToUser(link: HeldLink): void;
  /** Opens what the user let through. */
  open(url: string, how: Disposition): void;
  /** Tells in the top frame what the browser refused to open. */
  explain(blocked: Blocked): void;
  /** The extension is gone: nothing of ours may stay in the page. */
  leave(): void;
}

/** An element that leads somewhere, and where. */
interface Link {
  readonly element: Element;
  readonly target: Target;
}

/** A link that was judged to be dangerous. */
interface Dangerous extends Link {
  readonly verdict: Verdict | MessageLink;
}

/** What happens to a link that somebody follows. */
type Ruling = "pass" | "card" | "dialog";

/** Danger is stopped, and what a message asks for from caution up; other cautions are only explained; `info` never. */
function rule(verdict: Verdict | MessageLink): Ruling {
  if (!atLeast(verdict.level, "caution")) return "pass";
  const action = "role" in verdict && verdict.role === "action";
  return verdict.level === "danger" || action ? "dialog" : "card";
}

/** Guards a window and everything in its document. */
export class Guard {
  /** Forms that wait for the user, by number. */
  readonly #forms = new Map<number, () => void>();
  /** Forms that the user let go: their next submission passes. */
  readonly #released = new WeakSet<HTMLFormElement>();
  /** Verdicts on links outside of messages. */
  readonly #alone = new Map<string, Verdict>();
  /** Links whose check is under way: the second half of a double click changes nothing. */
  readonly #held = new WeakSet<Element>();
  /** The dangerous link whose menu the user opened last; he may be opening it by that. */
  #taken: Blocked | null = null;

  constructor(private readonly knowledge: Knowledge) {}

  /** Listens in a window; at once, before its page has a script. Whether the window is ours is asked at each event. */
  install(view: Window, isOurs: () => boolean): void {
    const listen = <K extends keyof WindowEventMap>(type: K, heard: (event: WindowEventMap[K]) => void): void =>
      view.addEventListener(
        type,
        (event) => {
          // A script whose extension was removed knows nothing any more and leaves the page alone; an update brings a new one.
          if (!isConnected()) this.knowledge.leave();
          else if (isOurs()) heard(event);
        },
        { capture: true },
      );
    listen("click", (event) => this.#clicked(event));
    listen("auxclick", (event) => this.#clicked(event));
    listen("submit", (event) => this.#submitted(event));
    listen("contextmenu", (event) => this.#menuOpened(event));
    listen("dragstart", (event) => this.#dragged(event));
    listen("copy", () => this.#copied(view));
    listen("pointerover", (event) => this.#foresee(event));
    listen("focusin", (event) => this.#foresee(event));
    // Heard at every key, so nobody is asked anything: whoever goes on in the page has left the menu.
    for (const type of ["pointerdown", "keydown"]) view.addEventListener(type, () => (this.#taken = null), { capture: true });
  }

  /** Lets a form go that the user released. */
  release(form: number): void {
    this.#forms.get(form)?.();
    this.#forms.delete(form);
  }

  #clicked(event: MouseEvent): void {
    // The right button follows nothing.
    if (event.defaultPrevented || event.button === 2) return;
    const link = linkIn(event);
    if (this.#isUnclear(event) || !link) return;
    // Its message may have come only now.
    this.knowledge.lookAgain();
    if (!this.#isGuarded(link.element, link.target)) return;
    const { element, target } = link;
    const verdict = this.#verdictOn(element, target.href);
    if (verdict) {
      this.#act(event, element, target, verdict);
      return;
    }
    stop(event);
    if (this.#held.has(element)) return;
    this.#held.add(element);
    void this.#wait(element, target.href).then((late) => {
      this.#held.delete(element);
      this.#actLater(element, target, late, dispositionOf(event, element));
    });
  }

  /**
   * Where nobody can see which of several links was hit, all of them are beyond doubt or the user is asked. Says whether he is.
   */
  #isUnclear(event: MouseEvent): boolean {
    const { around, links } = unclearIn(event);
    if (!around) return false;
    this.knowledge.lookAgain();
    const inBody = this.knowledge.isInBody(around);
    const possible = links.flatMap((element) => {
      const target = targetOf(element);
      return target && this.#isGuarded(element, target) ? [{ element, target, verdict: this.#verdictOn(element, target.href) }] : [];
    });
    const doubtful = inBody && possible.find(({ verdict }) => verdict?.level !== "ok");
    if (!doubtful) return false;
    stop(event);
    const { element, target, verdict } = doubtful;
    const level: Level = verdict?.level === "danger" ? "danger" : "caution";
    this.knowledge.putToUser({ href: target.href, text: textOf(element), verdict, level, how: dispositionOf(event, element) });
    return true;
  }

  /** Whether following this is ours to decide: every link in a message, and outside of one every link that leaves the page's
   * own host. The webmail's own buttons are its own business. */
  #isGuarded(element: Element, target: Target): boolean {
    const url = parse(target.href);
    if (!url) return false;
    const web = url.protocol === "http:" || url.protocol === "https:";
    if (this.knowledge.isInBody(element)) {
      return web ? !isFragment(url, element) : url.protocol === "javascript:" || url.protocol === "data:" || url.protocol === "mailto:";
    }
    return web && url.host !== pageOf(element).location.host;
  }

  #verdictOn(element: Element, href: string): Verdict | MessageLink | null {
    return this.knowledge.verdictOn(element, href) ?? (this.knowledge.isInBody(element) ? null : (this.#alone.get(href) ?? null));
  }

  #act(event: MouseEvent, element: Element, target: Target, verdict: Verdict | MessageLink): void {
    if (rule(verdict) === "pass") return;
    stop(event);
    this.#actLater(element, target, verdict, dispositionOf(event, element));
  }

  /** Acts on a link whose event is already stopped. */
  #actLater(element: Element, target: Target, verdict: Verdict | MessageLink | null, how: Disposition): void {
    const ruling = verdict ? rule(verdict) : "dialog";
    const open = (): void => this.knowledge.open(target.href, how);
    if (ruling === "pass") {
      open();
    } else if (ruling === "card" && verdict) {
      this.knowledge.showCard(element, verdict, textOf(element), { open });
    } else {
      const level: Level = verdict?.level ?? "caution";
      this.knowledge.putToUser({ href: target.href, text: textOf(element), verdict, level, how });
    }
  }

  #submitted(event: SubmitEvent): void {
    const form = event.composedPath()[0] as HTMLFormElement | undefined;
    // Not by its class: a form in a frame is of that frame's kind.
    if (event.defaultPrevented || !form || nameOf(form) !== "FORM") return;
    if (this.#released.delete(form)) return;
    const submitter = event.submitter;
    const element = submitter?.hasAttribute("formaction") ? submitter : form;
    const target = targetOf(element);
    if (!target) return;
    this.knowledge.lookAgain();
    if (!this.#isGuarded(element, target)) return;
    const verdict = this.#verdictOn(element, target.href);
    if (verdict && rule(verdict) === "pass") return;
    stop(event);
    const number = Math.floor(Math.random() * Number.MAX_SAFE_INTEGER);
    const go = (): void => {
      this.#released.add(form);
      HTMLFormElement.prototype.requestSubmit.call(form, submitter);
    };
    void (verdict ? Promise.resolve(verdict) : this.#wait(element, target.href)).then((late) => {
      if (late && rule(late) === "pass") {
        go();
        return;
      }
      this.#forms.set(number, go);
      const level: Level = late?.level ?? "caution";
      this.knowledge.putToUser({ href: target.href, text: textOf(submitter ?? form), verdict: late, level, how: "current", form: number });
    });
  }

  /** A verdict on a link that has none, or nothing where none comes in time. */
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

  /** Has a verdict ready for a link outside of messages by the time it is clicked. */
  #foresee(event: Event): void {
    const link = linkIn(event);
    if (!link || this.knowledge.isInBody(link.element) || !this.#isGuarded(link.element, link.target)) return;
    if (!this.#alone.has(link.target.href)) void this.judgeAlone(link.target.href).catch(() => undefined);
  }

  /** The menu can copy or open a link where no page sees it: what is known is said before, and the browser told to refuse it. */
  #menuOpened(event: MouseEvent): void {
    const dangerous = this.#dangerIn(event);
    if (!dangerous) return;
    this.#explainRefusal(dangerous);
    this.#taken = { href: dangerous.target.href, verdict: dangerous.verdict };
  }

  /** A link dragged onto another tab is opened where no page sees it. */
  #dragged(event: DragEvent): void {
    const dangerous = this.#dangerIn(event);
    if (!dangerous) return;
    stop(event);
    this.#explainRefusal(dangerous);
  }

  #dangerIn(event: MouseEvent): Dangerous | null {
    const link = linkIn(event);
    const verdict = link && this.#verdictOn(link.element, link.target.href);
    return link && verdict?.level === "danger" ? { ...link, verdict } : null;
  }

  #explainRefusal({ element, target, verdict }: Dangerous): void {
    const open = (): void => this.knowledge.open(target.href, "tab");
    const show = (refused: boolean): void => this.knowledge.showCard(element, verdict, textOf(element), { open, refused });
    show(true);
    // Where the browser does not refuse it after all, the card must not say so.
    void ask<"arm">({ kind: "arm", links: [target.href] }).catch(() => show(false));
  }

  /** A tab was opened from this one: if by the menu of a dangerous link, what became of it is told. */
  tabOpened(): void {
    if (this.#taken) this.knowledge.explain(this.#taken);
    this.#taken = null;
  }

  /** The same for a link that is copied as part of a text. */
  #copied(view: Window): void {
    const selection = view.getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return;
    const range = selection.getRangeAt(0);
    const around = range.commonAncestorContainer;
    const scope = around instanceof Element || around.nodeType === Node.ELEMENT_NODE ? (around as Element) : around.parentElement;
    const enclosing = scope?.closest("a[href]");
    for (const element of [...(enclosing ? [enclosing] : []), ...(scope?.querySelectorAll("a[href],area[href]") ?? [])]) {
      const target = range.intersectsNode(element) ? targetOf(element) : null;
      const verdict = target && this.#verdictOn(element, target.href);
      if (verdict?.level === "danger") {
        this.knowledge.showCard(element, verdict, textOf(element));
        return;
      }
    }
  }
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** The link an event happened in: the innermost that leads anywhere. */
function linkIn(event: Event): Link | null {
  const path = event.composedPath().filter((node): node is Element => (node as Node).nodeType === Node.ELEMENT_NODE || "submit" in node);
  for (const element of [...hiddenPath(event, path[0]), ...path]) {
    const name = nameOf(element);
    const target = name === "A" || name === "AREA" || isMath(element) ? targetOf(element) : null;
    if (target) return { element, target };
  }
  return null;
}

/** What of an event's way a closed shadow tree keeps to itself. */
function hiddenPath(event: Event, outermost: Element | undefined): Element[] {
  const path: Element[] = [];
  let shadow = outermost && "clientX" in event ? shadowOf(outermost) : null;
  while (shadow) {
    const { clientX, clientY } = event as MouseEvent;
    const hit: Element | null = byKeyOrScript(event) ? shadow.activeElement : shadow.elementFromPoint(clientX, clientY);
    if (!hit || hit === shadow.host || !shadow.contains(hit)) break;
    for (let element: Element | null = hit; element; element = element.parentElement) path.push(element);
    shadow = shadowOf(hit);
  }
  return path;
}

/** A click without a pointer. */
function byKeyOrScript(event: Event): boolean {
  return (event as MouseEvent).detail === 0;
}

/**
 * The links of which one was followed, where it cannot be told which: a picture may show links that stand elsewhere in it,
 * behind any number of references; a script may click inside a closed shadow tree, where nothing has the focus.
 */
function unclearIn(event: MouseEvent): { readonly around: Element | null; readonly links: readonly Element[] } {
  const path = event.composedPath().filter((node): node is Element => (node as Node).nodeType === Node.ELEMENT_NODE);
  const use = path.find((element) => nameOf(element) === "USE");
  if (use) return { around: use, links: [...pageOf(use).querySelectorAll("svg a")] };
  const [outermost] = path;
  const shadow = outermost && byKeyOrScript(event) ? shadowOf(outermost) : null;
  if (!outermost || !shadow || shadow.activeElement) return { around: null, links: [] };
  return { around: outermost, links: [...shadow.querySelectorAll("a,area")] };
}

function parse(href: string): URL | null {
  try {
    return new URL(href);
  } catch {
    return null;
  }
}

/** A link to a place on the same page. */
function isFragment(url: URL, element: Element): boolean {
  return url.hash !== "" && url.href.split("#")[0] === pageOf(element).location.href.split("#")[0];
}

/** How a click asks for a link to be opened. */
function dispositionOf(event: MouseEvent, element: Element): Disposition {
  if (event.shiftKey && !event.ctrlKey && !event.metaKey) return "window";
  if (event.button === 1 || event.ctrlKey || event.metaKey) return "background-tab";
  const target = element.getAttribute("target")?.toLowerCase();
  const leavesFrame = target === "_top" || target === "_parent" || ((!target || target === "_self") && pageOf(element).defaultView === window.top);
  // In a frame without a target the mail's own frame would go there; a tab is what its reader expects.
  return leavesFrame ? "current" : "tab";
}

function textOf(element: Element): string {
  const text = textIn(element)?.replace(/\s+/g, " ").trim() ?? "";
  return (text || attributeOf(element, "alt") || attributeOf(element, "value") || "").slice(0, 200);
}
