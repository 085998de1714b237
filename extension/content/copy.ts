// Copies a text for one of our buttons. Pages without https, such as a webmail in a local network, have no clipboard of the
// newer kind.

/** Puts a text into the clipboard; called while a button is pressed. */
export function copy(page: Document, text: string): void {
  if (page.defaultView?.isSecureContext) {
    void navigator.clipboard.writeText(text);
    return;
  }
  const put = (event: ClipboardEvent): void => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  page.addEventListener("copy", put, { capture: true, once: true });
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- The only way on such pages.
  page.execCommand("copy");
  page.removeEventListener("copy", put, { capture: true });
}
