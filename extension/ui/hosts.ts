// Draws hosts, addresses and URLs. The registrable domain is bold, because it names the owner of the host; the rest is quiet. The
// verdict names the registrable domain, and this file never computes it.

import type { Reason, Verdict } from "../model/verdict.js";
import { type Odd, markOdd, printable } from "./characters.js";
import type { UiContext } from "./context.js";
import { type Child, el } from "./dom.js";

/** The registrable domains of the hosts and addresses in a verdict, and the confusable character in one of them. */
export interface Domains extends ReadonlyMap<string, string> {
  readonly odd?: Odd | undefined;
}

/** Collects the registrable domains that verdicts name. */
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

/** Returns the confusable character that the reasons name, or `undefined` if they name none. */
export function oddIn(reasons: readonly Reason[]): Odd | undefined {
  for (const { character, imitates, label } of reasons)
    if (character && label) return { character, imitates: imitates ?? "", within: label };
  return undefined;
}

/** Draws a host. All of it is bold if its registrable domain is not known, as for an IP address. */
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

/** Whether a domain fits the narrowest line we draw. Such a domain never breaks: half a domain reads as another one. */
function fitsALine(domain: string): boolean {
  const room = 22;
  return [...domain].reduce((width, character) => width + (character < "\u0300" ? 1 : 2), 0) <= room;
}

/** Splits a host before its registrable domain. Both parts keep the form of `host`, Unicode or ASCII. */
function splitHost(host: string, domain: string | null | undefined): [string, string] {
  if (!domain) return ["", host];
  const labels = host.split(".");
  const at = labels.length - domain.split(".").length;
  if (at <= 0) return ["", host];
  return [`${labels.slice(0, at).join(".")}.`, labels.slice(at).join(".")];
}

/** Lets a long host break after each dot, so that its labels stay whole where they can. */
function breakable(parts: readonly (HTMLElement | string)[]): Child[] {
  return parts.flatMap((part): Child[] => {
    if (typeof part !== "string") return [part];
    const pieces = part.split(/(?<=\.)/);
    return pieces.flatMap((piece, at): Child[] =>
      at < pieces.length - 1 || piece.endsWith(".") ? [piece, el("wbr")] : [piece],
    );
  });
}

/** Draws an e-mail address. Its host follows the last @. */
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

/** Draws the place that a reason names: a host, an address, a phone number or the name of an account. */
export function drawPlace(ctx: UiContext, place: string, domains: Domains): HTMLElement {
  if (place.includes("@")) return drawAddress(ctx, place, domains.get(place), domains.odd);
  if (/\s/.test(place) || !place.includes("."))
    return el("bdi", { class: "host" }, el("b", { class: "domain" }, printable(place)));
  return drawHost(ctx, place, domains.get(place), domains.odd);
}

/** A longer path is cut to this many characters. */
const PATH_SHOWN = 160;

/** Draws a URL in its parts: scheme, userinfo, sub-domains, registrable domain, port, path. */
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

/** Parses a text as a web address; returns `null` if it is none. */
export function parseWeb(text: string): URL | null {
  try {
    const url = new URL(text);
    return url.protocol === "http:" || url.protocol === "https:" ? url : null;
  } catch {
    return null;
  }
}
