// Puts the guard into this script's own window, and into the frames that have no script of ours at work or belong to a message here.

import { bodyOf, stateOf, viewOf } from "./dom.js";
import { answerGuarded, isAlive, isGuardedOutside } from "./frame-claims.js";
import { frameOf, framesIn } from "./frame-documents.js";
import type { Guard } from "./guard.js";
import { secretName } from "./secret-name.js";

/** The questions of the frame guards to the page. */
export interface GuardedPage {
  /** The extension is there, and this script has not left the page. */
  readonly isAtWork: boolean;
  /** Nothing is guarded, read or drawn. */
  readonly rests: boolean;
  /** Whether a frame belongs to the body of a message that is open now. */
  isBodyFrame(frame: Element): boolean;
}

export class FrameGuards {
  /** Asks a window whether it is guarded. The name is secret, because a page that knew it could say yes itself. */
  readonly #isGuardedEvent = secretName();
  /** This script came into a page that was there already: after an update, or when the user added its site. */
  readonly #isLate: boolean;

  constructor(
    private readonly view: Window,
    private readonly guard: Guard,
    private readonly page: GuardedPage,
  ) {
    this.#isLate = isFilled(view.document);
  }

  /** Guards this script's own window; returns whether that had not been done. */
  guardWindow(): boolean {
    return this.#install(this.view, () => !isGuardedOutside(this.view));
  }

  /** Guards the frames in this window's document. */
  guardFrames(): void {
    for (const { inner } of framesIn(this.view.document)) {
      const view = viewOf(inner);
      if (!view) continue;
      const isBody = (): boolean => {
        const frame = frameOf(view);
        return frame !== null && this.page.isBodyFrame(frame);
      };
      // The frame's own script guards it, unless that script is gone or the frame belongs to a message found here.
      if (!this.#install(view, () => isBody() || !isAlive(inner))) continue;
      answerGuarded(view, () => this.page.isAtWork && !this.page.rests && isBody());
    }
  }

  /** Guards a window that is not guarded yet; returns whether it had to. */
  #install(view: Window, isResponsible: () => boolean): boolean {
    if (!view.dispatchEvent(new Event(this.#isGuardedEvent, { cancelable: true }))) return false;
    view.addEventListener(this.#isGuardedEvent, (event) => event.preventDefault());
    this.guard.install(view, () => !this.page.rests && isResponsible(), this.#isLate && isFilled(view.document));
    return true;
  }
}

/** Whether a document has contents already, and so may have scripts. */
function isFilled(page: Document): boolean {
  return stateOf(page) !== "loading" && (bodyOf(page)?.hasChildNodes() ?? false);
}
