// From a picture to the QR codes in it, for our own pages. The pixels never leave the machine; a worker of its own reads them, so
// that a picture built to take long holds up no page, and one that traps the module spoils nothing.

import type { QrCode } from "../../dist/wasm/touchstone_qr.js";

export type { Messenger, QrCode } from "../../dist/wasm/touchstone_qr.js";

/** Why a picture was not read: no browser would show it, it is too large, or it takes too long. */
export type PictureTrouble = "no-picture" | "too-large" | "too-slow";

/** A picture that was not read. */
export class PictureError extends Error {
  override readonly name = "PictureError";

  constructor(readonly trouble: PictureTrouble) {
    super(trouble);
  }
}

/** Larger files are no screenshot and no photo. */
const MOST_BYTES = 60_000_000;
/** Larger pictures are made smaller first; Rust takes no larger ones. */
const MOST_SIDE = 4_096;
/** The largest pictures take a second or two. */
const PATIENCE = 20_000;

/** Reads the codes in a picture. Throws a `PictureError` where it cannot. */
export async function readCodes(picture: Blob): Promise<QrCode[]> {
  if (picture.size > MOST_BYTES) throw new PictureError("too-large");
  return readPixels(await pixelsOf(picture));
}

/** The pixels of a picture, at most so many a side. */
async function pixelsOf(picture: Blob): Promise<ImageData> {
  // A picture may say that it is turned, and about its colours; it is read as it is shown.
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

/** What the worker answers. */
export type PictureAnswer = { readonly codes: QrCode[] } | { readonly error: string };

async function readPixels(pixels: ImageData): Promise<QrCode[]> {
  // Every page lies in a folder of its own.
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
