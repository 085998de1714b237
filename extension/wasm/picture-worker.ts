// The worker that reads the QR codes in one picture. It receives the module, answers once, and `picture.ts` then stops it.

import start, { readCodes } from "../../dist/wasm/touchstone_qr.js";
import type { PictureAnswer } from "./picture.js";

addEventListener("message", ({ data: { data, width, height } }: MessageEvent<ImageData>) => {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  start({ module_or_path: new URL("touchstone_qr_bg.wasm", location.href) })
    .then((): PictureAnswer => ({ codes: readCodes(bytes, width, height) }))
    .catch((error: unknown): PictureAnswer => ({ error: error instanceof Error ? error.message : String(error) }))
    .then((answer) => postMessage(answer))
    .catch(reportError);
});
