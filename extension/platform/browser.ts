// The one place that names the browser's extension interface. Chrome's promises and Firefox's are the same by now.

declare const browser: typeof chrome | undefined;

/** The extension interface of the browser we run in. */
export const api: typeof chrome = typeof browser === "undefined" ? chrome : browser;
