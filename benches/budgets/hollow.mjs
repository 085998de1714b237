// Replaces the glue of the module with that of an empty module. The empty module is fetched, compiled and started in the same way, and its
// answer has the same shape. See `__wbg_init` in the output of wasm-bindgen.

export default async function start({ module_or_path }) {
  const response = await fetch(module_or_path);
  if (!response.ok) throw new Error(`no module: ${response.status}`);
  const { instance } = await WebAssembly.instantiateStreaming(response, {});
  return instance.exports;
}

export const judgeLinks = (links) => links.map(() => ({ kind: "link", level: "info", reasons: [] }));
export const judgeMessage = () => null;
export const check = () => [];
export const notificationPages = () => [];
export const checkMail = () => null;
export const readPasted = () => null;
export const __wbg_reset_state = () => {};
