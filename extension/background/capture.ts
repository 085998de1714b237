// Captures a picture in an open page as the user sees it: the visible tab, cut to the picture if its place is known. Nothing is
// fetched.

import { api } from "../platform/browser.js";
import { type PictureRect, sendOrder } from "../protocol/orders.js";
import type { Waiting } from "../protocol/requests.js";
import { blobOf, dataUrl } from "../platform/data-url.js";

/** The margin around a picture, in CSS pixels. A QR code is found by its light border, which may belong to the page. */
const MARGIN = 24;
/** The longest data URL. A whole screen as a PNG may be too large to wait for the check page. */
const MOST = 4_000_000;

/** The picture whose menu is open in a frame of a tab; the whole visible tab if its place is unknown. */
export async function pictureIn(tab: chrome.tabs.Tab, frameId: number): Promise<Waiting> {
  try {
    const [whole, rect] = await Promise.all([
      api.tabs.captureVisibleTab(tab.windowId, { format: "png" }),
      rectOf(tab, frameId),
    ]);
    const part = rect ? await cut(whole, rect) : null;
    if (part !== null) return { picture: part };
    if (whole.length <= MOST) return { picture: whole };
    return { picture: await api.tabs.captureVisibleTab(tab.windowId, { format: "jpeg", quality: 90 }) };
  } catch {
    // The tab shows a page of the browser, or one that an administrator closed to extensions.
    return { failed: "capture-refused" };
  }
}

async function rectOf({ id }: chrome.tabs.Tab, frameId: number): Promise<PictureRect | null> {
  if (id === undefined) return null;
  // In a page that is not watched, no content script answers.
  const rect = await sendOrder(id, { kind: "picture-rect" }, { frameId }).catch(() => null);
  return typeof rect === "object" ? rect : null;
}

/** Cuts the picture of a tab to a place in it; null if that place is not in view. */
export async function cut(whole: string, rect: PictureRect): Promise<string | null> {
  const bitmap = await createImageBitmap(blobOf(whole));
  const scale = bitmap.width / rect.viewWidth;
  const [left, top] = [rect.left, rect.top].map((edge) => Math.max(0, Math.floor((edge - MARGIN) * scale))) as [
    number,
    number,
  ];
  const right = Math.min(bitmap.width, Math.ceil((rect.left + rect.width + MARGIN) * scale));
  const bottom = Math.min(bitmap.height, Math.ceil((rect.top + rect.height + MARGIN) * scale));
  if (!(right > left && bottom > top)) return null;
  const canvas = new OffscreenCanvas(right - left, bottom - top);
  canvas.getContext("2d")?.drawImage(bitmap, -left, -top);
  bitmap.close();
  const url = await dataUrl(await canvas.convertToBlob({ type: "image/png" }));
  return url.length <= MOST ? url : null;
}
