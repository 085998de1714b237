// The only place that names the browser's extension interface. The promises of Chrome and Firefox no longer differ.

declare const browser: typeof chrome | undefined;

/** The extension interface of this browser. */
export const api: typeof chrome = typeof browser === "undefined" ? chrome : browser;
