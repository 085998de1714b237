// The content script, in every frame of a watched page: guards at once, then reads and marks the messages it finds.

import { api } from "../platform/browser.js";
import type { Order } from "../protocol/orders.js";
import { whenNotWatched } from "../protocol/client.js";
import { isConnected, takeOver } from "./background-client.js";
import { insertOwnSheet } from "./own-sheet.js";
import { Page } from "./scanner.js";
import { watchPointed } from "./context-target.js";

declare global {
  interface Window {
    /** Set in our own script world only: no second instance starts where one is at work. */
    touchstoneAtWork?: () => boolean;
  }
}

function start(): void {
  if (window.touchstoneAtWork?.()) return;
  const page = new Page(window);
  window.touchstoneAtWork = () => isConnected() && !page.left;
  whenNotWatched(() => page.leave());
  page.start();
  insertOwnSheet();
  const pointed = watchPointed(window);
  api.runtime.onMessage.addListener((order: Order, _sender: unknown, respond: (answer: unknown) => void) => {
    // Where the site is allowed again another script of ours is in this page, and answers.
    if (page.left) return false;
    switch (order.kind) {
      case "tell-open":
        respond(page.told());
        return false;
      case "show-dialog":
        void page.showDialog(order.link).then(() => respond(true));
        return true;
      case "tab-opened":
        page.guard.tabOpened();
        return false;
      case "show-blocked":
        page.showBlocked(order.blocked);
        return false;
      case "submit-form":
        page.guard.release(order.form);
        return false;
      case "body-part":
        return page.takeBody(order.nonce, order.part, respond);
      case "picture-rect":
        respond(pointed());
        return false;
      case "withdrawn":
        page.withdraw(order.patterns);
        if (page.left && window === window.top) respond(true);
        return false;
      case "surroundings-changed":
        takeOver(order.surroundings);
        page.setPaused(order.surroundings.paused ?? false);
        page.redraw();
        return false;
      default:
        return false;
    }
  });
}

start();
