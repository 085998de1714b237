// What this document puts to the user over the page: cards beside links, and the dialog for a click that was held.

import type { HeldLink, Home } from "../shared/messages.js";
import { ask } from "../shared/request.js";
import { type BannerActions, createCard, createDialog } from "../shared/ui/index.js";
import type { Verdict } from "../shared/verdict.js";
import { uiInTime } from "./background.js";
import { copy } from "./copy.js";
import { host, lift, placeBeside } from "./draw.js";
import type { Guard } from "./guard.js";
import { targetOf } from "./reader.js";

/** A card stays this long after the pointer left it, so that the pointer can get to it. */
const CARD_LINGERS = 200;

export class Desk {
  #card: HTMLElement | null = null;
  #cardTimer: ReturnType<typeof setTimeout> | undefined;
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

  readonly banner: BannerActions = {
    openNotifications: (url: string): void => void ask<"open">({ kind: "open", url, how: "tab" }),
    copy: (text: string): void => copy(this.#document, text),
    setHome: (home: Home): void => void ask<"set-home">({ kind: "set-home", home }),
  };

  showCard(anchor: Element, verdict: Verdict, text: string, open?: () => void): void {
    clearTimeout(this.#cardTimer);
    void uiInTime().then((context) => {
      this.#removeCard();
      const href = "href" in verdict && typeof verdict.href === "string" ? verdict.href : (targetOf(anchor)?.href ?? "");
      const card = createCard(context, { verdict, href, text }, { copy: this.banner.copy, ...(open ? { open: this.#closing(open) } : {}) });
      const element = host(anchor.ownerDocument, "card", verdict.level, card);
      this.#card = element;
      lift(element);
      placeBeside(element, anchor.getBoundingClientRect());
      element.addEventListener("pointerenter", () => clearTimeout(this.#cardTimer));
      element.addEventListener("pointerleave", () => this.hideCard());
      if (!open) return;
      // Who came by the keyboard goes on by it: into the card, and by Escape or the Tab key out of it.
      card.querySelector("button")?.focus();
      card.addEventListener("focusout", (event) => {
        if (!(event.relatedTarget instanceof Node && card.contains(event.relatedTarget))) this.hideCard();
      });
      card.addEventListener("keydown", ({ key }) => {
        if (key !== "Escape") return;
        this.#removeCard();
        if (anchor instanceof HTMLElement || anchor instanceof SVGElement) anchor.focus();
      });
    });
  }

  #closing(act: () => void): () => void {
    return () => {
      this.#removeCard();
      act();
    };
  }

  hideCard(): void {
    clearTimeout(this.#cardTimer);
    this.#cardTimer = setTimeout(() => this.#removeCard(), CARD_LINGERS);
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
    if (link.form === undefined) {
      void ask<"open">({ kind: "open", url: link.href, how: link.how });
    } else if (link.frameId === undefined || this.view !== this.view.top) {
      this.guard.release(link.form);
    } else {
      void ask<"release-form">({ kind: "release-form", frameId: link.frameId, form: link.form });
    }
  }
}
