// Shows elements over the page that need the user's attention: cards beside links, the dialog for a held link, and notices.

import { copy } from "../platform/clipboard.js";
import type { ReportFacts } from "../model/report-facts.js";
import type { Home, Remembered } from "../model/settings.js";
import { type Blocked, type Disposition, type HeldLink, NO_ROOM, STAYS_CLOSED } from "../protocol/requests.js";
import { ask } from "../protocol/client.js";
import { type BannerActions, createCard, createDialog, createNotice } from "../ui/index.js";
import { type Verdict, rememberable } from "../model/verdict.js";
import { isConnected, uiInTime } from "./background-client.js";
import { createIn, pageOf, viewOf } from "./dom.js";
import { createHost, placeBeside, showInTopLayer } from "./shadow-hosts.js";
import type { Guard } from "./guard.js";
import type { LinkCardOptions } from "./link-card.js";
import { targetOf } from "./link-target.js";

/** A card stays this long after the pointer left it, in milliseconds, so that the pointer can get to it. */
const CARD_LINGERS = 200;
/** A card that says why a link will not open stays until the browser's menu is gone. */
const REFUSAL_LINGERS = 8_000;

/** A shield stays no longer than this, in milliseconds, because the browser may never report that the button came up. */
const SHIELD_STAYS = 3_000;

/** Opens our page on which the user confirms that a name is muted, or that a host is the company's mail gateway. */
function askToRemember(what: Remembered["what"], value: string, href?: string): void {
  void ask<"ask-to-remember">({ kind: "ask-to-remember", what, value, ...(href === undefined ? {} : { href }) }).catch(
    () => undefined,
  );
}

export class Overlays {
  #card: HTMLElement | null = null;
  #cardTimer: ReturnType<typeof setTimeout> | undefined;
  #lingers = CARD_LINGERS;
  #notice: HTMLElement | null = null;
  /** The link that the notice is about. */
  #noticed: string | null = null;
  /** A dialog is on its way or open. */
  #asksUser = false;
  /** The open dialog. A page that draws itself anew may remove it. */
  #dialog: HTMLElement | null = null;
  readonly #document: Document;

  constructor(
    private readonly view: Window & typeof globalThis,
    private readonly guard: Guard,
  ) {
    this.#document = view.document;
  }

  putToUser(link: HeldLink): void {
    this.#removeCard();
    if (this.view === this.view.top) {
      void this.showDialog(link);
      return;
    }
    // The top frame has more room for it. If no script answers there, this frame shows it as well as it can.
    void ask<"put-to-user">({ kind: "put-to-user", link })
      .catch(() => false)
      .then((shown) => (shown ? undefined : this.showDialog(link)));
  }

  /** Tells the user, in the top frame, that the browser refused to open a link, if the background confirms that it did. */
  explain(blocked: Blocked): void {
    const { href, mail } = blocked;
    void ask<"explain">({ kind: "explain", blocked: { href, ...(mail ? { mail } : {}) } }).catch(() => undefined);
  }

  /**
   * Shows a notice that the browser refused to open a link, in place of the notice before. `again` lets the user's next attempt through,
   * where that is more than opening the link.
   */
  async showBlocked(blocked: Blocked, again = (): void => void this.open(blocked.href, "tab")): Promise<void> {
    const context = await uiInTime();
    const { href, verdict } = blocked;
    const close = (): void => this.#notice?.remove();
    const name = verdict && rememberable(verdict);
    close();
    // The card that warned in the menu would cover the notice, which now says the same and more.
    this.#removeCard();
    this.#noticed = href;
    const notice = createNotice(context, blocked, {
      open: this.#closingNotice(again),
      dismiss: close,
      offerErrorPage: this.#closingNotice(() => {
        void ask<"offer-error-page">({ kind: "offer-error-page" }).catch(() => undefined);
      }),
      openNotifications: this.banner.openNotifications,
      copy: this.banner.copy,
      report: this.banner.report,
      ...(name ? { remember: this.#closingNotice(() => askToRemember(name.what, name.value, href)) } : {}),
    });
    this.#notice = createHost(this.#document, "notice", verdict?.level ?? "danger", notice);
    showInTopLayer(this.#notice);
  }

  /** Covers a page until the button that is down comes up, so that no click reaches the pressed element. */
  shield(page: Document): void {
    const shield = createHost(page, "shield", "info", createIn(page, "div"));
    showInTopLayer(shield);
    const view = viewOf(page);
    const ends = ["pointerup", "pointercancel", "dragend"];
    const end = (): void => {
      for (const type of ends) view?.removeEventListener(type, end, { capture: true });
      // The click that belongs to the press follows its end directly.
      setTimeout(() => shield.remove(), 0);
    };
    for (const type of ends) view?.addEventListener(type, end, { capture: true });
    setTimeout(end, SHIELD_STAYS);
  }

  #closingNotice(act: () => void): () => void {
    return () => {
      this.#notice?.remove();
      act();
    };
  }

  /** Removes everything that stands over the page. */
  removeAll(): void {
    this.#removeCard();
    this.#dialog?.remove();
    this.#notice?.remove();
    this.#asksUser = false;
  }

  readonly banner: Required<BannerActions> = {
    openNotifications: (url: string): void => void ask<"open">({ kind: "open", url, how: "tab" }),
    copy: (text: string): Promise<void> => copy(text, this.#document),
    setHome: (home: Home): Promise<true> => ask<"set-home">({ kind: "set-home", home }),
    report: (facts: ReportFacts): void => void ask<"report">({ kind: "report", facts }).catch(() => undefined),
    remember: (what: Remembered["what"], value: string): void => askToRemember(what, value),
  };

  showCard(anchor: Element, verdict: Verdict, text: string, options: LinkCardOptions = {}): void {
    // After an update the marks of an old script are gone, but their links still report the pointer.
    if (!isConnected()) return;
    clearTimeout(this.#cardTimer);
    void uiInTime().then((context) => {
      this.#removeCard();
      const isNumber = options.isNumber ?? false;
      const href =
        "href" in verdict && typeof verdict.href === "string" ? verdict.href : (targetOf(anchor)?.href ?? "");
      // The pointer often comes back to the link, and a card without ways of its own would only cover the notice about the same link.
      if (!options.open && this.#notice?.isConnected && this.#noticed === href) return;
      const name = rememberable(verdict);
      const card = createCard(
        context,
        { verdict, href, text, refused: options.refused ?? false, isNumber },
        {
          copy: this.banner.copy,
          openNotifications: this.banner.openNotifications,
          askGateway: (host) => this.#closing(() => askToRemember("gateway", host))(),
          ...(options.open ? { open: this.#closing(options.open), back: this.#leavingCard(anchor) } : {}),
          ...(name && !isNumber ? { wrong: this.#closing(() => askToRemember(name.what, name.value)) } : {}),
        },
      );
      const element = createHost(pageOf(anchor), "card", verdict.level, card);
      this.#card = element;
      this.#lingers = options.refused ? REFUSAL_LINGERS : CARD_LINGERS;
      showInTopLayer(element);
      placeBeside(element, card, [anchor, ...(options.keepClear ?? [])]);
      element.addEventListener("pointerenter", () => clearTimeout(this.#cardTimer));
      element.addEventListener("pointerleave", () => this.hideCard());
      // The browser's own menu has the focus now, or the mouse is dragging. Nothing may take that away.
      if (options.open && !options.refused) this.#enter(card, anchor);
    });
  }

  /** Lets a keyboard user go on by keyboard: into the card, and out of it by Escape or the Tab key. */
  #enter(card: HTMLElement, anchor: Element): void {
    card.querySelector<HTMLElement>("button.main, .ways button")?.focus();
    card.addEventListener("focusout", (event) => {
      if (!(event.relatedTarget instanceof Node && card.contains(event.relatedTarget))) this.hideCard();
    });
    card.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") this.#leavingCard(anchor)();
    });
  }

  /** Removes the card, and puts the focus back on its link. */
  #leavingCard(anchor: Element): () => void {
    return this.#closing(() => {
      if (anchor instanceof HTMLElement || anchor instanceof SVGElement) anchor.focus();
    });
  }

  #closing(act: () => unknown): () => void {
    return () => {
      this.#removeCard();
      act();
    };
  }

  hideCard(): void {
    clearTimeout(this.#cardTimer);
    this.#cardTimer = setTimeout(() => this.#removeCard(), this.#lingers);
  }

  #removeCard(): void {
    clearTimeout(this.#cardTimer);
    this.#card?.remove();
    this.#card = null;
  }

  /** Asks the user about a held link, in a dialog above everything. */
  async showDialog(link: HeldLink): Promise<void> {
    // One question at a time: the second half of a double click, or a script that goes on clicking, asks nothing more.
    if (this.#asksUser && this.#dialog?.isConnected !== false) return;
    this.#asksUser = true;
    this.#dialog = null;
    const context = await uiInTime();
    const before = this.#document.activeElement;
    const dialog = createDialog(context, link, {
      decide: (decision) => {
        this.#asksUser = false;
        shown.remove();
        if (before instanceof HTMLElement) before.focus();
        if (decision === "open") this.#letGo(link);
      },
      openNotifications: this.banner.openNotifications,
      copy: this.banner.copy,
      report: this.banner.report,
      askGateway: (host) => askToRemember("gateway", host),
    });
    const shown = createHost(this.#document, "dialog", link.level, dialog.element);
    this.#dialog = shown;
    showInTopLayer(shown);
    dialog.focus();
  }

  #letGo(link: HeldLink): void {
    const { href: url, form, frameId, how, mail } = link;
    if (form === undefined) {
      void this.open(url, how);
      return;
    }
    // A blocking rule of ours would stop the form too, so the background is told before the form is sent.
    const release = { kind: "release-form", form, url, ...(frameId === undefined ? {} : { frameId }) } as const;
    void ask<"release-form">(release).catch((error: unknown) => {
      if (isAnswer(error, NO_ROOM))
        void this.showBlocked({ href: url, verdict: null, form, ...(mail ? { mail } : {}) }, () => this.#letGo(link));
      else if (!isAnswer(error, STAYS_CLOSED)) this.guard.release(form);
    });
  }

  /**
   * Opens a link that the user let through. The background opens sites and mail addresses; if it is gone, a tab of the page's
   * own has to do. Browsers ask the user themselves about numbers and programs. A script would run in the webmail's name, so it
   * is never opened.
   */
  async open(url: string, how: Disposition): Promise<void> {
    await ask<"open">({ kind: "open", url, how }).catch((error: unknown) => {
      // The browser still refuses it, and the background could not change that, so the user is told.
      if (isAnswer(error, NO_ROOM)) void this.showBlocked({ href: url, verdict: null });
      if (isAnswer(error, NO_ROOM) || isAnswer(error, STAYS_CLOSED) || /^(?:javascript|data|vbscript):/i.test(url))
        return;
      if (/^https?:/i.test(url)) this.view.open(url, "_blank", "noopener,noreferrer");
      else this.view.open(url, "_self");
    });
  }
}

/** Whether an error is this answer of the background, and not its absence. */
function isAnswer(error: unknown, text: string): boolean {
  return error instanceof Error && error.message === text;
}
