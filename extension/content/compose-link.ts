// Reads the links with which Horde opens its window for writing a mail. Horde puts them in the place of a mail's `mailto:` links,
// as a script; read as scripts, they would look dangerous.

import { pageOf, viewOf } from "./dom.js";
import { frameOf } from "./frame-documents.js";
import { horde } from "./webmail/horde.js";

// From horde/imp (lib/Compose/Link.php, lib/Mime/Viewer/Html.php; read in 2026-12). Horde encodes quotation marks in the address.
const SCRIPT =
  /^javascript:void\(window\.open\('([^'\\]*)','','width=\d+,height=\d+,status=1,scrollbars=yes,resizable=yes'\)\)$/;
/** The script of Horde that shows the window. */
const PATH = "/dynamic.php";
/** The fields that name people. */
const COPIES = ["cc", "bcc"] as const;

/** The `mailto:` address that a link of Horde's stands for; `null` for any other link, and on pages of other webmails. */
export function composeTarget(element: Element, written: string): string | null {
  const [, address] = SCRIPT.exec(written.trim()) ?? [];
  const page = address === undefined ? null : outermostPage(pageOf(element));
  if (address === undefined || !page || !horde.recognises(page)) return null;
  const { href, origin } = page.location;
  const url = URL.canParse(address, href) ? new URL(address, href) : null;
  if (url?.origin !== origin || !url.pathname.endsWith(PATH)) return null;
  const fields = url.searchParams;
  if (fields.get("page") !== "compose" || fields.get("popup_link") !== "1") return null;
  const copies = COPIES.flatMap((name) => fields.getAll(name).map((value) => `${name}=${encodeURIComponent(value)}`));
  return `mailto:${encodeURIComponent(fields.get("to") ?? "")}${copies.length > 0 ? `?${copies.join("&")}` : ""}`;
}

/** The outermost page around a document that can be read from here. */
function outermostPage(page: Document): Document {
  const view = viewOf(page);
  const frame = view && frameOf(view);
  return frame ? outermostPage(pageOf(frame)) : page;
}
