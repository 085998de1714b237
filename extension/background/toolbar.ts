// The toolbar icon of each tab, which shows the level of the open message. The status of the frames is kept in the session storage,
// because the background may be shut down.

import { api } from "../platform/browser.js";
import { inTime } from "../platform/timeout.js";
import { sendOrder } from "../protocol/orders.js";
import type { FrameStatus, OpenMessages, TabState } from "../protocol/requests.js";
import type { Texts } from "../i18n/texts.js";
import { type ShapeName, drawToolbarIcon, levelWord } from "../ui/index.js";
import { type Level, loudest } from "../model/verdict.js";
import { pauseOf } from "./paused-sites.js";
import { isAskedFor } from "./settings.js";
import { serialQueue } from "./serial-queue.js";
import { mayWatch, patternFor, restoreRegistrations } from "./watched-sites.js";

const SIZES = [16, 32] as const;

function keyFor(tabId: number): string {
  return `tab ${tabId}`;
}

type Frames = Readonly<Record<number, FrameStatus>>;

async function framesOf(tabId: number): Promise<Frames> {
  const key = keyFor(tabId);
  const { [key]: frames } = await api.storage.session.get<Record<string, Frames | undefined>>(key);
  return frames ?? {};
}

// The frames of a tab report at the same time. Their reports are handled one after the other, so that none overwrites another.
const inSequence = serialQueue();

/** Notes the status of a frame. A new top frame clears the status of all frames of its tab. */
export function noteFrameStatus(
  tab: chrome.tabs.Tab,
  frameId: number,
  status: FrameStatus,
  texts: Texts,
): Promise<void> {
  const { id: tabId = api.tabs.TAB_ID_NONE } = tab;
  return inSequence(async () => {
    const before = status.first && frameId === 0 ? {} : await framesOf(tabId);
    const frames = { ...before, [frameId]: status };
    await api.storage.session.set({ [keyFor(tabId)]: frames });
    await show(tabId, frames, (await pauseOf(tab)) !== null, texts);
  });
}

/** Shows that a tab is no longer watched. */
export async function clearToolbar(tabId: number, texts: Texts): Promise<void> {
  await forgetTab(tabId);
  await paint(tabId, "off", texts.text("extension_not_active"));
}

/** The frame of a tab in which a mail has to be pointed at: the one that looks like an unread mail, else the top frame. */
export async function frameToChooseIn(tabId: number): Promise<number> {
  const unread = Object.entries(await framesOf(tabId)).find(([, frame]) => frame.unread);
  return Number(unread?.[0] ?? 0);
}

/** Forgets a closed tab. */
export async function forgetTab(tabId: number): Promise<void> {
  await api.storage.session.remove(keyFor(tabId));
}

async function show(tabId: number, frames: Frames, paused: boolean, texts: Texts): Promise<void> {
  const levels = Object.values(frames)
    .map((frame) => frame.level)
    .filter((level) => level !== null);
  const unread = Object.values(frames).some((frame) => frame.unread);
  const state = paused ? "paused" : levels.length > 0 ? loudest(levels) : unread ? "unread" : "idle";
  const title = texts.text("touchstone_says", {
    text: isLevel(state) ? levelWord(texts, state) : texts.text(WORDS[state]),
  });
  await paint(tabId, state, title);
}

function isLevel(state: Level | keyof typeof WORDS): state is Level {
  return !Object.hasOwn(WORDS, state);
}

async function paint(tabId: number, state: ShapeName, title: string): Promise<void> {
  const imageData = Object.fromEntries(SIZES.map((size) => [size, draw(size, state)]));
  // The tab may already be closed.
  await Promise.all([api.action.setIcon({ tabId, imageData }), api.action.setTitle({ tabId, title })]).catch(
    () => undefined,
  );
}

/** The text keys of the states that are not a level. */
const WORDS = { paused: "toolbar_paused", idle: "toolbar_idle", unread: "toolbar_unread" } as const;

function draw(size: number, state: ShapeName): ImageData {
  const context = new OffscreenCanvas(size, size).getContext("2d");
  if (!context) throw new Error("no canvas");
  drawToolbarIcon(context, size, state);
  return context.getImageData(0, 0, size, size);
}

/** The state of a tab, for the popup. */
export async function tabState(tabId: number): Promise<TabState> {
  const tab = await api.tabs.get(tabId);
  const url = tab.url ? new URL(tab.url) : null;
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:")) return { state: "out-of-reach" };
  const top = await openIn(tabId, 0);
  const pause = top && (await pauseOf(tab));
  if (pause) return { state: "paused", pause };
  if (top) {
    const others = Object.keys(await framesOf(tabId))
      .map(Number)
      .filter((frameId) => frameId !== 0);
    const inside = await Promise.all(others.map((frameId) => openIn(tabId, frameId)));
    const all = [top, ...inside.filter((open) => open !== null)];
    const { adapter } = all.find(({ verdicts }) => verdicts.length > 0) ?? top;
    return {
      state: "watching",
      origin: url.origin,
      adapter,
      verdicts: all.flatMap(({ verdicts }) => verdicts),
      reading: all.some(({ reading }) => reading),
      unread: all.some(({ unread }) => unread),
    };
  }
  // The popup never offers to watch a site of Amazon.
  if (!(await mayWatch(url))) return { state: "stays-out" };
  if (await api.permissions.contains({ origins: [patternFor(url.origin)] })) {
    // A site with a permission may have lost its registration. It is watched again from the next load of the page.
    await restoreRegistrations();
    return { state: "silent" };
  }
  return { state: "not-watched", origin: url.origin, asked: await isAskedFor(patternFor(url.origin)) };
}

/** How long a page may take to answer, in milliseconds. A page that takes longer hangs, and counts as silent. */
const PATIENCE = 1_000;

/** The open messages of a frame; null if no content script answers. */
async function openIn(tabId: number, frameId: number): Promise<OpenMessages | null> {
  const open = await inTime(sendOrder(tabId, { kind: "tell-open" }, { frameId }), PATIENCE);
  return typeof open === "object" ? open : null;
}
