// How hosts, addresses and URLs are drawn: the registrable domain bold, because it says whose a host is, the rest quiet.
// Which part that is, the verdict says; nothing here computes it.

import type { Reason, Verdict } from "../model/verdict.js";
import { type Odd, markOdd, printable } from "./characters.js";
import type { UiContext } from "./context.js";
import { type Child, el } from "./dom.js";

/** The registrable domains of the hosts and addresses that a verdict speaks of, and the odd character in one of them. */
export interface Domains extends ReadonlyMap<string, string> {
  readonly odd?: Odd | undefined;
}

/** Collects what verdicts say about whose a host is. */
export function domainsOf(verdicts: Iterable<Verdict>): Domains {
  const domains: Map<string, string> & { odd?: Odd | undefined } = new Map<string, string>();
  for (const verdict of verdicts) {
    domains.odd ??= oddIn(verdict.reasons);
    if (verdict.domain !== null) {
      if (verdict.host !== null) domains.set(verdict.host, verdict.domain);
      if (verdict.kind === "link" && verdict.unicode) domains.set(verdict.unicode, verdict.domain);
      if (verdict.kind === "sender" && verdict.address !== null) domains.set(verdict.address, verdict.domain);
    }
    for (const { host, address, domain } of verdict.reasons) {
      if (host && domain && !domains.has(host)) domains.set(host, domain);
      if (address && domain && !domains.has(address)) domains.set(address, domain);
    }
  }
  return domains;
}

/** The odd character that the reasons point at in a host, if they do. */
export function oddIn(reasons: readonly Reason[]): Odd | undefined {
  for (const { character, imitates, label } of reasons)
    if (character && label) return { character, imitates: imitates ?? "", within: label };
  return undefined;
}

/** A host. Without a registrable domain (an IP address, or one nobody told) all of it is bold. */
export function drawHost(ctx: UiContext, host: string, domain: string | null | undefined, odd?: Odd): HTMLElement {
  return el("bdi", { class: "host", dir: "ltr" }, ...hostParts(ctx, host, domain, odd));
}

function hostParts(ctx: UiContext, host: string, domain: string | null | undefined, odd?: Odd): Child[] {
  const [left, right] = splitHost(host, domain);
  const marked = markOdd(ctx, right, odd);
  return [
    left ? el("span", { class: "sub" }, ...breakable(markOdd(ctx, left, odd))) : null,
    fitsALine(right)
      ? el("b", { class: "domain whole" }, ...marked)
      : el("b", { class: "domain" }, ...breakable(marked)),
  ];
}

/** Half a domain is another domain: one that fits into the narrowest line we draw is never broken, a longer one seldom. */
function fitsALine(domain: string): boolean {
  const room = 22;
  return [...domain].reduce((width, character) => width + (character < "\u0300" ? 1 : 2), 0) <= room;
}

/** What stands left of the registrable domain, and the domain: both in the form `host` is in, Unicode or ASCII. */
function splitHost(host: string, domain: string | null | undefined): [string, string] {
  if (!domain) return ["", host];
  const labels = host.split(".");
  const at = labels.length - domain.split(".").length;
  if (at <= 0) return ["", host];
  return [`${labels.slice(0, at).join(".")}.`, labels.slice(at).join(".")];
}

/** Long hosts break behind a dot before they break anywhere else. */
function breakable(parts: readonly (HTMLElement | string)[]): Child[] {
  return parts.flatMap((part): Child[] => {
    if (typeof part !== "string") return [part];
    const pieces = part.split(/(?<=\.)/);
    return pieces.flatMap((piece, at): Child[] =>
      at < pieces.length - 1 || piece.endsWith(".") ? [piece, el("wbr")] : [piece],
    );
  });
}

/** An e-mail address: what counts stands behind the last @. */
export function drawAddress(
  ctx: UiContext,
  address: string,
  domain: string | null | undefined,
  odd?: Odd,
): HTMLElement {
  const at = address.lastIndexOf("@");
  if (at < 0) return el("bdi", { class: "word" }, printable(address));
  return el(
    "bdi",
    { class: "host", dir: "ltr" },
    el("span", { class: "sub" }, printable(address.slice(0, at + 1)), el("wbr")),
    ...hostParts(ctx, address.slice(at + 1), domain, odd),
  );
}

/** What a reason gives as a place: a host mostly, sometimes an address, a number to call or a name to write to. */
export function drawPlace(ctx: UiContext, place: string, domains: Domains): HTMLElement {
  if (place.includes("@")) return drawAddress(ctx, place, domains.get(place), domains.odd);
  if (/\s/.test(place) || !place.includes("."))
    return el("bdi", { class: "host" }, el("b", { class: "domain" }, printable(place)));
  return drawHost(ctx, place, domains.get(place), domains.odd);
}

/** Nobody reads more than this of a path. */
const PATH_SHOWN = 160;

/** A URL taken apart: scheme, what stands before an @, sub-domains, registrable domain, port, path. */
export function drawUrl(ctx: UiContext, url: URL, domains: Domains, odd?: Odd, unicode?: string): HTMLElement {
  const user = url.password ? `${url.username}:${url.password}` : url.username;
  const path = `${url.pathname === "/" ? "" : url.pathname}${url.search}${url.hash}`;
  const short = path.length > PATH_SHOWN ? `${path.slice(0, PATH_SHOWN)}…` : path;
  return el(
    "bdi",
    { class: "host", dir: "ltr" },
    el("span", { class: "sub" }, `${url.protocol}//`),
    user ? el("s", { class: "user-info", title: ctx.texts.text("part_user") }, `${printable(user)}@`) : null,
    user ? el("wbr") : null,
    ...hostParts(ctx, unicode ?? url.hostname, domains.get(url.hostname), odd),
    url.port ? el("span", { class: "port" }, `:${url.port}`) : null,
    short ? el("span", { class: "path" }, printable(short)) : null,
  );
}

/** A text as a web address, where it is one. */
export function parseWeb(text: string): URL | null {
  try {
    const url = new URL(text);
    return url.protocol === "http:" || url.protocol === "https:" ? url : null;
  } catch {
    return null;
  }
}
