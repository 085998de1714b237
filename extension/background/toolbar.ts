// The toolbar: the badge says what the open message is, per tab. What the frames of a tab report outlives the background's
// own life in the session storage.

import { api } from "../platform/browser.js";
import { inTime } from "../platform/timeout.js";
import type { FrameStatus, Open, TabState } from "../protocol/requests.js";
import type { Texts } from "../i18n/texts.js";
import { drawToolbarIcon } from "../ui/index.js";
import { type Level, loudest } from "../model/verdict.js";
import { isPaused } from "./paused-sites.js";
import { isAskedFor } from "./settings.js";
import { turns } from "./serial-queue.js";
import { mayWatch, patternFor, restore } from "./watched-sites.js";

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

// One tab's frames report at the same time; their reports are taken one after the other, so that none overwrites another.
const inTurn = turns();

/** Takes a frame's report. A top frame that starts anew makes an end of all that was reported before. */
export function report(
  { id: tabId = api.tabs.TAB_ID_NONE, url }: chrome.tabs.Tab,
  frameId: number,
  status: FrameStatus,
  texts: Texts,
): Promise<void> {
  return inTurn(async () => {
    const before = status.first && frameId === 0 ? {} : await framesOf(tabId);
    const frames = { ...before, [frameId]: status };
    await api.storage.session.set({ [keyFor(tabId)]: frames });
    await show(tabId, frames, await isPaused(url), texts);
  });
}

/** Shows that nothing is read in a tab any more. */
export async function clear(tabId: number, texts: Texts): Promise<void> {
  await forgetTab(tabId);
  await paint(tabId, "off", texts.text("extension_not_active"));
}

/** Forgets a tab that was closed. */
export async function forgetTab(tabId: number): Promise<void> {
  await api.storage.session.remove(keyFor(tabId));
}

async function show(tabId: number, frames: Frames, paused: boolean, texts: Texts): Promise<void> {
  const levels = Object.values(frames)
    .map((frame) => frame.level)
    .filter((level) => level !== null);
  const state = paused ? "off" : levels.length > 0 ? loudest(levels) : "idle";
  const title = texts.text("touchstone_says", { text: texts.text(WORDS[state] ?? `level_${state}`) });
  await paint(tabId, state, title);
}

async function paint(tabId: number, state: Level | "idle" | "off", title: string): Promise<void> {
  const imageData = Object.fromEntries(SIZES.map((size) => [size, draw(size, state)]));
  // The tab may be gone by now.
  await Promise.all([api.action.setIcon({ tabId, imageData }), api.action.setTitle({ tabId, title })]).catch(
    () => undefined,
  );
}

/** What the toolbar says where it is no level. */
const WORDS: Readonly<Record<string, string>> = { off: "toolbar_paused", idle: "toolbar_idle" };

function draw(size: number, state: Level | "idle" | "off"): ImageData {
  const context = new OffscreenCanvas(size, size).getContext("2d");
  if (!context) throw new Error("no canvas");
  drawToolbarIcon(context, size, state);
  return context.getImageData(0, 0, size, size);
}

/** What the popup says about a tab. */
export async function stateOf(tabId: number): Promise<TabState> {
  const tab = await api.tabs.get(tabId);
  const url = tab.url ? new URL(tab.url) : null;
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:")) return { state: "out-of-reach" };
  const top = await openIn(tabId, 0);
  if (top && (await isPaused(tab.url))) return { state: "paused", origin: url.origin };
  if (top) {
    const others = Object.keys(await framesOf(tabId))
      .map(Number)
      .filter((frameId) => frameId !== 0);
    const inside = await Promise.all(others.map((frameId) => openIn(tabId, frameId)));
    const all = [top, ...inside.filter((open) => open !== null)];
    const { adapter } = all.find(({ verdicts }) => verdicts.length > 0) ?? top;
    return { state: "watching", origin: url.origin, adapter, verdicts: all.flatMap(({ verdicts }) => verdicts) };
  }
  // Nobody is invited to let us onto Amazon's own sites.
  if (!(await mayWatch(url))) return { state: "stays-out" };
  if (await api.permissions.contains({ origins: [patternFor(url.origin)] })) {
    // What is allowed may have lost its registration; from the next load of the page on it is watched again.
    await restore();
    return { state: "silent" };
  }
  return { state: "not-watched", origin: url.origin, asked: await isAskedFor(patternFor(url.origin)) };
}

/** A page that has not answered by then hangs, and counts as silent; in milliseconds. */
const PATIENCE = 1_000;

/** What a frame has open; nothing where no script of ours is at work in it, or none that answers. */
async function openIn(tabId: number, frameId: number): Promise<Open | null> {
  const open = await inTime<unknown>(api.tabs.sendMessage(tabId, { kind: "tell-open" }, { frameId }), PATIENCE);
  return typeof open === "object" ? (open as Open | null) : null;
}
