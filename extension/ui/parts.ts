// A link in its parts, each with its name. It helps a user to read a link, or to explain it to a colleague.

import type { LinkVerdict } from "../model/verdict.js";
import { judgedUrl } from "./anatomy.js";
import { printable } from "./characters.js";
import type { UiContext } from "./context.js";
import { type Child, el } from "./dom.js";
import { domainsOf, drawHost, drawUrl, oddIn, parseWeb } from "./hosts.js";

/** Draws the parts of the URL that was judged in the end, and every step to it; returns `null` if it is no web address. */
export function drawParts(ctx: UiContext, verdict: LinkVerdict, href: string): HTMLElement | null {
  const whole = judgedUrl(verdict, href);
  // A host without a scheme may still have a path.
  const url = whole ?? parseWeb(`https://${href.trim()}`);
  if (url?.hostname !== verdict.host) return null;
  const { host, domain, unicode, reasons } = verdict;
  const shown = unicode ?? host ?? url.hostname;
  const odd = oddIn(reasons);
  const sub = domain === null ? "" : shown.split(".").slice(0, -domain.split(".").length).join(".");
  const registrable = sub ? shown.slice(sub.length + 1) : shown;
  const user = url.password ? `${url.username}:${url.password}` : url.username;
  return el(
    "details",
    { class: "parts" },
    el("summary", {}, ctx.texts.text("parts")),
    el(
      "dl",
      {},
      ...part(ctx, "part_scheme", whole ? url.protocol.replace(":", "") : ""),
      ...part(ctx, "part_before", user),
      ...part(ctx, "part_sub", sub),
      ...part(ctx, domain === null ? "part_host" : "part_domain", drawHost(ctx, registrable, registrable, odd)),
      ...part(ctx, "part_ascii", unicode && host !== null ? drawHost(ctx, host, domain) : ""),
      ...part(ctx, "part_port", url.port),
      ...part(ctx, "part_path", url.pathname === "/" ? "" : url.pathname),
      ...part(ctx, "part_query", url.search),
      ...part(ctx, "part_fragment", url.hash),
    ),
    steps(ctx, verdict, href),
  );
}

function part(ctx: UiContext, key: string, value: HTMLElement | string): Child[] {
  if (value === "") return [];
  const drawn = typeof value === "string" ? el("bdi", { class: "mono", dir: "ltr" }, printable(value)) : value;
  return [el("dt", {}, ctx.texts.text(key)), el("dd", {}, drawn)];
}

/** The URLs of a wrapper chain that can be read, the outermost first. */
function steps(ctx: UiContext, verdict: LinkVerdict, href: string): HTMLElement | null {
  const way = [href, ...(verdict.steps ?? [])].map(parseWeb).filter((url) => url !== null);
  if (way.length < 2) return null;
  const domains = domainsOf([verdict]);
  return el(
    "div",
    {},
    el("p", { class: "note" }, ctx.texts.text("parts_steps")),
    el("ol", {}, ...way.map((url) => el("li", {}, drawUrl(ctx, url, domains)))),
  );
}
