// Tells whether a document continues a visit to its site, or whether the tab came to it from another site. The background cannot tell,
// because the browser does not say to which other sites a tab goes.

/** The part of the Navigation API that is read. Firefox before 147 has none. */
interface Navigation {
  readonly activation?: { readonly from: object | null } | null;
}

/**
 * Whether the document before this one in its tab was of the same site, as far as the browser tells. If in doubt it was not.
 * `isRestored` says that the browser had kept this document and shows it again.
 */
export function continuesVisit(view: Window & typeof globalThis, isRestored: boolean): boolean {
  const { activation } = navigationOf(view) ?? {};
  // The browser names only a document of the same origin.
  if (activation) return activation.from !== null;
  // A restored document still tells how the tab came to it at first.
  switch (isRestored ? null : arrivalIn(view)) {
    case "reload":
      return true;
    case "navigate":
      return isFromSameSite(view);
    default:
      // Going back or forward says nothing about the document before.
      return false;
  }
}

/** The interface itself, and not an element or frame of the page with its name. */
function navigationOf(view: object): Navigation | null {
  const found: unknown = "navigation" in view ? view.navigation : null;
  return Object.prototype.toString.call(found) === "[object Navigation]" ? (found as Navigation) : null;
}

/** How the tab came to this document. */
function arrivalIn({ performance }: Window): unknown {
  const [arrival] = performance.getEntriesByType("navigation");
  return arrival && "type" in arrival ? arrival.type : null;
}

/** Whether a link or form of the same site led to this document. */
function isFromSameSite({ document, location }: Window): boolean {
  return URL.canParse(document.referrer) && new URL(document.referrer).origin === location.origin;
}
