// The work of a frame that holds only a message's body: it reads the body, and claims a verdict from the page that shows the
// header. The page cannot read the frame, so both talk through the background.

import type { BodyPart } from "../protocol/requests.js";
import type { MessageVerdict } from "../model/verdict.js";
import { ask } from "../protocol/client.js";
import { type AssembledBody, assemble, isSame, verdictFor } from "./assembled-body.js";
import { collect } from "./body-reader.js";
import { sendClaim } from "./claim-requests.js";
import { bodyOf } from "./dom.js";
import { secretName } from "./secret-name.js";
import type { WatchedMessages } from "./watched-messages.js";

/** The time after the start in which a frame without a header may still be a message's body, in milliseconds. */
const HEADER_COMES = 3_000;
/** The time after which such a frame claims its header again, in milliseconds. */
const CLAIMS_AGAIN = 500;

export class HeaderClaim {
  /** The body with which the header was claimed last. */
  #claimed: AssembledBody | null = null;
  /** The contents of frames inside this body that this script cannot read. */
  readonly #innerParts = new Map<Element, BodyPart>();
  #isAnswered = false;
  #claiming: Promise<void> = Promise.resolve();

  constructor(
    private readonly view: Window,
    private readonly messages: WatchedMessages,
    private readonly scanSoon: () => void,
  ) {}

  /** Whether the page around this frame has said if the frame holds a message's body. */
  get isAnswered(): boolean {
    return this.#isAnswered;
  }

  /** Claims the header, if the body is not as it was at the last claim. Claims wait for each other. */
  claim(): Promise<void> {
    this.#claiming = this.#claiming.catch(() => undefined).then(() => this.#claim());
    return this.#claiming;
  }

  /** Has the header claimed again, even if the body is as it was. */
  reset(): void {
    this.#claimed = null;
  }

  /** A frame inside this body holds another document now; returns whether the frame's contents were known. */
  forgetFrame(frame: Element): boolean {
    return this.#innerParts.delete(frame);
  }

  /** Judges this body with the contents of a frame inside it. */
  async judgeWith(frame: Element, part: BodyPart): Promise<MessageVerdict | null> {
    this.#innerParts.set(frame, part);
    await this.claim();
    const body = bodyOf(this.view.document);
    const verdict = body && this.messages.at(body)?.verdict;
    return verdict ? verdictFor(verdict, this.#claimed?.ranges.get(frame)) : null;
  }

  async #claim(): Promise<void> {
    const body = bodyOf(this.view.document);
    if (!body) return;
    const collected = assemble(await collect([body]), this.#innerParts);
    if (this.#claimed && isSame(collected, this.#claimed)) return;
    const part: BodyPart = { segments: collected.segments, links: collected.links, leftOut: collected.leftOut };
    // Set before the answer, because the page may ask for the same body again meanwhile.
    this.#claimed = collected;
    const name = secretName();
    sendClaim(this.view, name);
    const verdict = await ask<"claim-body">({ kind: "claim-body", nonce: name, part }).catch((error: unknown) => {
      this.#claimed = null;
      throw error;
    });
    if (!verdict) {
      this.#unclaimed();
      return;
    }
    this.#isAnswered = true;
    this.messages.forBodyAlone(body).take(verdict, part, collected.elements);
  }

  /** The page around this frame has no message with it. It may not have found the header yet, so the frame asks again for a while. */
  #unclaimed(): void {
    this.#isAnswered = performance.now() > HEADER_COMES;
    if (this.#isAnswered) return;
    this.#claimed = null;
    setTimeout(this.scanSoon, CLAIMS_AGAIN);
  }
}
