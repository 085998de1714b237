// Copies a text for one of our buttons, in our own pages and in others'. Pages without https, such as a webmail in a local
// network, have no clipboard of the newer kind; where a page's policy closes that one, the older may still do.

/** Puts a text into the clipboard; called while a button is pressed. Throws where the browser refuses. */
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
