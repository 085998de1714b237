// Copies a text for a button, in extension pages and in watched pages. A page without https, such as a webmail in a local network,
// has no `navigator.clipboard`. Where the page's policy blocks it, the older command may still work.

/** Copies a text to the clipboard. It must be called during a click. Throws if the browser refuses. */
export async function copy(text: string, page: Document = document): Promise<void> {
  if (page.defaultView?.isSecureContext) {
    const done = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    if (done) return;
  }
  if (!copyByCommand(text, page)) throw new Error("the browser did not copy");
}

function copyByCommand(text: string, page: Document): boolean {
  let taken = false;
  const put = (event: ClipboardEvent): void => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
    taken = true;
  };
  page.addEventListener("copy", put, { capture: true, once: true });
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- The only way on such pages.
  const done = page.execCommand("copy");
  page.removeEventListener("copy", put, { capture: true });
  return done && taken;
}
