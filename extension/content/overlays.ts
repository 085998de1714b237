// What this document puts to the user over the page: cards beside links, and the dialog for a click that was held.

import { copy } from "../platform/clipboard.js";
import type { Home, Remembered } from "../model/settings.js";
import { type Blocked, type Disposition, type HeldLink, NO_ROOM, STAYS_CLOSED } from "../protocol/requests.js";
import { ask } from "../protocol/client.js";
import { type BannerActions, createCard, createDialog, createNotice } from "../ui/index.js";
import { type Verdict, rememberable } from "../model/verdict.js";
import { isConnected, uiInTime } from "./background-client.js";
import { boxOf, createIn, pageOf, viewOf } from "./dom.js";
import { host, lift, placeBeside } from "./shadow-hosts.js";
import type { Guard } from "./guard.js";
import { targetOf } from "./body-reader.js";

/** A card stays this long after the pointer left it, so that the pointer can get to it. */
const CARD_LINGERS = 200;
/** One that says why a link will not open waits until the browser's menu is gone. */
const REFUSAL_LINGERS = 8_000;

/** A shield stays no longer than this, should the browser never tell that the button came up. */
const SHIELD_STAYS = 3_000;

/** What a card offers beyond what it says. */
export interface CardWays {
  /** A deliberate way to go on. */
  readonly open?: () => void;
  /** The browser will refuse the link where no page sees it followed. */
  readonly refused?: boolean;
  /** The link is a number to call or write to, in a mail that poses as Amazon. */
  readonly isNumber?: boolean;
}

/** Opens the page of ours on which the user confirms that he wants no more warnings about a name. */
function askToRemember(what: Remembered["what"], value: string, href?: string): void {
  void ask<"ask-to-remember">({ kind: "ask-to-remember", what, value, ...(href === undefined ? {} : { href }) }).catch(
    () => undefined,
  );
}

export class Desk {
  #card: HTMLElement | null = null;
  #cardTimer: ReturnType<typeof setTimeout> | undefined;
  #lingers = CARD_LINGERS;
  #notice: HTMLElement | null = null;
  /** A dialog is on its way or open. */
  #asksUser = false;
  /** The open dialog; a page that draws itself anew may take it away. */
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
    // The top frame has the room for it. Where nobody answers there, this frame shows it as well as it can.
    void ask<"put-to-user">({ kind: "put-to-user", link })
      .catch(() => false)
      .then((shown) => (shown ? undefined : this.showDialog(link)));
  }

  /** Tells in the top frame what the browser refused to open, if the background confirms that it did. */
  explain(blocked: Blocked): void {
    void ask<"explain">({ kind: "explain", blocked: { href: blocked.href } }).catch(() => undefined);
  }

  /** Tells what the browser refused to open; the last one only. */
  async showBlocked(blocked: Blocked): Promise<void> {
    const context = await uiInTime();
    const { href, verdict } = blocked;
    const close = (): void => this.#notice?.remove();
    const open = (): void => {
      close();
      void this.open(href, "tab");
    };
    const name = verdict && rememberable(verdict);
    close();
    const notice = createNotice(context, blocked, {
      open,
      dismiss: close,
      ...(name ? { remember: this.#closingNotice(() => askToRemember(name.what, name.value, href)) } : {}),
    });
    this.#notice = host(this.#document, "notice", verdict?.level ?? "danger", notice);
    lift(this.#notice);
  }

  /** Covers a page until the button that is down comes up, so that no click reaches what was pressed. */
  shield(page: Document): void {
    const shield = host(page, "shield", "info", createIn(page, "div"));
    lift(shield);
    const view = viewOf(page);
    const ends = ["pointerup", "pointercancel", "dragend"];
    const end = (): void => {
      for (const type of ends) view?.removeEventListener(type, end, { capture: true });
      // The click that comes of the press happens right behind its end.
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

  /** Takes everything away that stands over the page. */
  leave(): void {
    this.#removeCard();
    this.#dialog?.remove();
    this.#notice?.remove();
    this.#asksUser = false;
  }

  readonly banner: BannerActions = {
    openNotifications: (url: string): void => void ask<"open">({ kind: "open", url, how: "tab" }),
    copy: (text: string): Promise<void> => copy(text, this.#document),
    setHome: (home: Home): Promise<true> => ask<"set-home">({ kind: "set-home", home }),
    remember: (what: Remembered["what"], value: string): void => askToRemember(what, value),
  };

  showCard(anchor: Element, verdict: Verdict, text: string, ways: CardWays = {}): void {
    // The marks of a script that was left alone are gone, but their links still tell when the pointer comes.
    if (!isConnected()) return;
    clearTimeout(this.#cardTimer);
    void uiInTime().then((context) => {
      this.#removeCard();
      const isNumber = ways.isNumber ?? false;
      const href =
        "href" in verdict && typeof verdict.href === "string" ? verdict.href : (targetOf(anchor)?.href ?? "");
      const name = rememberable(verdict);
      const card = createCard(
        context,
        { verdict, href, text, refused: ways.refused ?? false, isNumber },
        {
          copy: this.banner.copy,
          ...(ways.open ? { open: this.#closing(ways.open) } : {}),
          ...(name && !isNumber ? { wrong: this.#closing(() => askToRemember(name.what, name.value)) } : {}),
        },
      );
      const element = host(pageOf(anchor), "card", verdict.level, card);
      this.#card = element;
      this.#lingers = ways.refused ? REFUSAL_LINGERS : CARD_LINGERS;
      lift(element);
      placeBeside(element, boxOf(anchor));
      element.addEventListener("pointerenter", () => clearTimeout(this.#cardTimer));
      element.addEventListener("pointerleave", () => this.hideCard());
      // The browser's own menu has the focus now, or the mouse is dragging: nothing may take it away.
      if (ways.open && !ways.refused) this.#enter(card, anchor);
    });
  }

  /** Who came by the keyboard goes on by it: into the card, and by Escape or the Tab key out of it. */
  #enter(card: HTMLElement, anchor: Element): void {
    card.querySelector<HTMLElement>(".ways button")?.focus();
    card.addEventListener("focusout", (event) => {
      if (!(event.relatedTarget instanceof Node && card.contains(event.relatedTarget))) this.hideCard();
    });
    card.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape") return;
      this.#removeCard();
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

  /** Puts a held link to the user, above everything. */
  async showDialog(link: HeldLink): Promise<void> {
    // One question at a time: the second half of a double click, or a script that clicks on, asks nothing more.
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
    });
    const shown = host(this.#document, "dialog", link.level, dialog.element);
    this.#dialog = shown;
    lift(shown);
    dialog.focus();
  }

  #letGo(link: HeldLink): void {
    const { href: url, form, frameId, how } = link;
    if (form === undefined) {
      void this.open(url, how);
      return;
    }
    // A rule of ours would stop the form as well, so the background is told before it is sent.
    const release = { kind: "release-form", form, url, ...(frameId === undefined ? {} : { frameId }) } as const;
    void ask<"release-form">(release).catch((error: unknown) => {
      if (isAnswer(error, NO_ROOM)) void this.showBlocked({ href: url, verdict: null });
      else if (!isAnswer(error, STAYS_CLOSED)) this.guard.release(form);
    });
  }

  /**
   * Opens what the user let through. The background opens sites and addresses; without it a tab of the page's own has to do.
   * Numbers and programs are the browser's to ask about. A script would run in the webmail's name, so it is never opened.
   */
  async open(url: string, how: Disposition): Promise<void> {
    await ask<"open">({ kind: "open", url, how }).catch((error: unknown) => {
      // The browser refuses it still, and the background could not change that: the user is told.
      if (isAnswer(error, NO_ROOM)) void this.showBlocked({ href: url, verdict: null });
      if (isAnswer(error, NO_ROOM) || isAnswer(error, STAYS_CLOSED) || /^(?:javascript|data|vbscript):/i.test(url))
        return;
      if (/^https?:/i.test(url)) this.view.open(url, "_blank", "noopener,noreferrer");
      else this.view.open(url, "_self");
    });
  }
}

/** Whether the background is there, and answered with this error. */
function isAnswer(error: unknown, text: string): boolean {
  return error instanceof Error && error.message === text;
}
