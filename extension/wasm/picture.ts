// Reads the QR codes in a picture, for our own pages. The pixels never leave the computer. A separate worker reads them, so that a
// picture that takes long blocks no page, and one that traps the module damages no other state.

import type { QrCode } from "../../dist/wasm/touchstone_qr.js";

export type { Messenger, QrCode } from "../../dist/wasm/touchstone_qr.js";

/** Why a picture was not read: the browser cannot decode it, it is too large, or it takes too long. */
export type PictureTrouble = "no-picture" | "too-large" | "too-slow";

/** The error for a picture that was not read. */
export class PictureError extends Error {
  override readonly name = "PictureError";

  constructor(readonly trouble: PictureTrouble) {
    super(trouble);
  }
}

/** The largest file, in bytes. Screenshots and photos are smaller. */
const MOST_BYTES = 60_000_000;
/** A larger picture is scaled down first, because Rust rejects it. */
const MOST_SIDE = 4_096;
/** The time limit, in milliseconds. The largest pictures take one or two seconds. */
const PATIENCE = 20_000;

/** Reads the QR codes in a picture; throws a `PictureError` if it cannot. */
export async function readCodes(picture: Blob): Promise<QrCode[]> {
  if (picture.size > MOST_BYTES) throw new PictureError("too-large");
  return readPixels(await pixelsOf(picture));
}

/** Returns the pixels of a picture, scaled down to the largest side that Rust accepts. */
async function pixelsOf(picture: Blob): Promise<ImageData> {
  // The metadata of a picture may turn it and convert its colours. It is read the way the browser shows it.
  const bitmap = await createImageBitmap(picture).catch(() => {
    throw new PictureError("no-picture");
  });
  try {
    const scale = Math.min(1, MOST_SIDE / Math.max(bitmap.width, bitmap.height));
    const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(side * scale))) as [
      number,
      number,
    ];
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (!context) throw new PictureError("too-large");
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmap, 0, 0, width, height);
    return context.getImageData(0, 0, width, height);
  } finally {
    bitmap.close();
  }
}

/** The worker's answer. */
export type PictureAnswer = { readonly codes: QrCode[] } | { readonly error: string };

async function readPixels(pixels: ImageData): Promise<QrCode[]> {
  // Each page has its own folder, and the worker lies one level above.
  const worker = new Worker(new URL("../picture-worker.js", location.href), { type: "module" });
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const answer = await new Promise<PictureAnswer>((resolve, reject) => {
      timer = setTimeout(() => reject(new PictureError("too-slow")), PATIENCE);
      worker.onmessage = ({ data }: MessageEvent<PictureAnswer>) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message || "the worker did not start"));
      worker.postMessage(pixels, [pixels.data.buffer]);
    });
    if ("error" in answer) throw new Error(answer.error);
    return answer.codes;
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}
