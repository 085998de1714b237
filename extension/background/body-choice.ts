// The user points at a mail's text on a page, and the choice is remembered for that site. The popup begins it: the page gets an id, and
// only an answer with this id, from the same frame and in time, changes the settings. So no page can choose by itself.

import { sendOrder } from "../protocol/orders.js";
import { keepForPage, takeForPage } from "./handoff.js";
import { type Sender, frameIdOf, pageOf, tabIdOf } from "./sender.js";
import { keepBody } from "./settings.js";
import { frameToChooseIn } from "./toolbar.js";

/** How long the user may take to point at the mail, in milliseconds. */
const PATIENCE = 10 * 60_000;

interface Choice {
  readonly tabId: number;
  readonly frameId: number;
  readonly until: number;
}

/** Has the user point at the mail in a tab. Returns whether a page took the order. */
export async function beginChoice(tabId: number): Promise<boolean> {
  const frameId = await frameToChooseIn(tabId);
  const choice: Choice = { tabId, frameId, until: Date.now() + PATIENCE };
  const id = await keepForPage("choice", choice);
  return (await sendOrder(tabId, { kind: "choose-body", id }, { frameId }).catch(() => false)) === true;
}

/** Remembers the element that the user pointed at, for the site of the sender's frame. Throws if the user was not asked there. */
export async function endChoice(id: string, selector: string, sender: Sender): Promise<void> {
  const choice = await takeForPage<Choice>("choice", id);
  const isAsked = choice?.tabId === tabIdOf(sender) && choice.frameId === frameIdOf(sender);
  const page = pageOf(sender);
  if (!isAsked || choice.until < Date.now() || !page) throw new Error("no choice was begun here");
  await keepBody({ origin: page.origin, selector, since: new Date().toISOString() });
}
