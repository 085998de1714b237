// The content script, in every frame of a watched page. It guards at once, then reads and marks the messages it finds.

import { api } from "../platform/browser.js";
import type { Order } from "../protocol/orders.js";
import { whenNotWatched } from "../protocol/client.js";
import { isConnected, takeOver } from "./background-client.js";
import { insertExtensionSheet } from "./extension-sheet.js";
import { Scanner } from "./scanner.js";
import { watchContextTarget } from "./context-target.js";

declare global {
  interface Window {
    /** Set in our own script world only, so that no second instance starts beside a working one. */
    touchstoneAtWork?: () => boolean;
  }
}

function start(): void {
  if (window.touchstoneAtWork?.()) return;
  const scanner = new Scanner(window);
  window.touchstoneAtWork = () => isConnected() && !scanner.left;
  whenNotWatched(() => scanner.leave());
  scanner.start();
  insertExtensionSheet();
  const contextRect = watchContextTarget(window);
  api.runtime.onMessage.addListener((order: Order, _sender: unknown, respond: (answer: unknown) => void) => {
    // If the user allowed the site again, another script of ours is in this page and answers.
    if (scanner.left) return false;
    switch (order.kind) {
      case "tell-open":
        respond(scanner.openMessages());
        return false;
      case "show-dialog":
        void scanner.showDialog(order.link).then(() => respond(true));
        return true;
      case "tab-opened":
        scanner.guard.tabOpened();
        return false;
      case "show-blocked":
        scanner.showBlocked(order.blocked);
        return false;
      case "submit-form":
        scanner.guard.release(order.form);
        return false;
      case "body-part":
        return scanner.takeBody(order.nonce, order.part, respond);
      case "picture-rect":
        respond(contextRect());
        return false;
      case "choose-body":
        scanner.chooseBody(order.id);
        respond(true);
        return false;
      case "withdrawn":
        scanner.withdraw(order.patterns);
        if (scanner.left && window === window.top) respond(true);
        return false;
      case "levels-changed":
        scanner.levelsChanged();
        return false;
      case "surroundings-changed":
        takeOver(order.surroundings);
        scanner.setPause(order.surroundings.paused ?? null);
        scanner.redraw();
        return false;
      default:
        return false;
    }
  });
}

start();
