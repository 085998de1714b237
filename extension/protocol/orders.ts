// The orders that the background sends to content scripts. A content script that does not answer gives `undefined`.

import { api } from "../platform/browser.js";
import type { MessageVerdict } from "../model/verdict.js";
import type { Blocked, BodyPart, HeldLink, OpenMessages, Surroundings } from "./requests.js";

/** The orders by kind, each with its fields and its answer. */
interface Orders {
  /** To one frame: which messages are open? */
  "tell-open": { fields: object; answer: OpenMessages };
  /** To the top frame: show the dialog of a held link. The answer comes once it is shown. */
  "show-dialog": { fields: { readonly link: HeldLink }; answer: true };
  /** To all frames: a tab was opened from this one. The frame with the opened link explains a refusal. */
  "tab-opened": { fields: object; answer: never };
  /** To the top frame: a blocking rule stopped this link. */
  "show-blocked": { fields: { readonly blocked: Blocked }; answer: never };
  /** To one frame: submit a held form. */
  "submit-form": { fields: { readonly form: number }; answer: never };
  /** To all frames: the body for the frame that holds this nonce. */
  "body-part": { fields: { readonly nonce: string; readonly part: BodyPart }; answer: MessageVerdict };
  /** To one frame: where is the picture whose menu is open? */
  "picture-rect": { fields: object; answer: PictureRect | null };
  /** To one frame: let the user point at the mail. The answer carries this id. */
  "choose-body": { fields: { readonly id: string }; answer: true };
  /** To all frames: these sites are no longer watched. A top frame that leaves answers `true`. */
  withdrawn: { fields: { readonly patterns: readonly string[] }; answer: true };
  /** To all frames: a message got another level, which its row in a list shows. */
  "levels-changed": { fields: object; answer: never };
  /** To all frames: the settings changed. */
  "surroundings-changed": { fields: { readonly surroundings: Surroundings }; answer: never };
}

type OrderKind = keyof Orders;
type OrderOf<K extends OrderKind> = { readonly kind: K } & Orders[K]["fields"];

/** An order as a content script receives it. */
export type Order = { [K in OrderKind]: OrderOf<K> }[OrderKind];

/** The place of a picture in its tab, in CSS pixels; `viewWidth` is the width of the viewport. */
export interface PictureRect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly viewWidth: number;
}

/** Sends an order to the frames of a tab, or to one frame. Rejects where no content script listens. */
export function sendOrder<K extends OrderKind>(
  tabId: number,
  order: OrderOf<K>,
  frame?: { readonly frameId: number },
): Promise<Orders[K]["answer"] | undefined> {
  return frame ? api.tabs.sendMessage(tabId, order, frame) : api.tabs.sendMessage(tabId, order);
}
