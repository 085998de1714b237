// Draws a link or an address in its parts, so that the user sees where the link leads or whose address it is.

import type { LinkVerdict, SenderVerdict, Verdict } from "../model/verdict.js";
import { markOdd, printable } from "./characters.js";
import type { UiContext } from "./context.js";
import { type Child, el } from "./dom.js";
import { domainsOf, drawAddress, drawHost, drawUrl, oddIn, parseWeb } from "./hosts.js";

/** Draws the address that was judged in the end, its other spelling, and the steps of the link on the way there. */
export function drawAnatomy(ctx: UiContext, verdict: Verdict, href: string): HTMLElement {
  return verdict.kind === "link" ? link(ctx, verdict, href) : sender(ctx, verdict);
}

/** Returns the host or the address that a verdict is about, or `null` if the verdict has none. */
export function subjectOf(verdict: Verdict): string | null {
  return verdict.kind === "link" ? (verdict.unicode ?? verdict.host) : verdict.address;
}

function link(ctx: UiContext, verdict: LinkVerdict, href: string): HTMLElement {
  const domains = domainsOf([verdict]);
  const odd = oddIn(verdict.reasons);
  const steps = verdict.steps ?? [];
  const url = judgedUrl(verdict, href);
  const { host, unicode } = verdict;
  const main = url
    ? drawUrl(ctx, url, domains, odd, unicode)
    : host === null
      ? el("bdi", { class: "word" }, printable(href))
      : drawHost(ctx, unicode ?? host, verdict.domain, odd);
  const lines: Child[] = [el("p", { class: "anatomy" }, main)];
  if (verdict.reasons.some(({ code }) => code === "wrapper-decoration")) {
    lines.unshift(el("p", { class: "note" }, ctx.texts.text("form_named")));
  }
  if (unicode && host !== null) lines.push(row(ctx, "form_ascii", drawHost(ctx, host, verdict.domain)));
  const way = [href, ...steps].map(parseWeb).filter((step) => step !== null && step.hostname !== verdict.host);
  if (steps.length > 0 && way.length > 0) {
    lines.push(row(ctx, "form_steps", ...way.flatMap((step, at): Child[] => [at > 0 ? " → " : null, hop(step)])));
  }
  return el("div", { class: "anatomy-box" }, ...lines);
}

/**
 * Returns the URL that was judged in the end. The verdict names the host that counted. If the verdict is about a wrapper itself,
 * that host is not the last step.
 */
export function judgedUrl(verdict: LinkVerdict, href: string): URL | null {
  return (
    [verdict.target ?? "", ...(verdict.steps ?? []).toReversed(), href]
      .map(parseWeb)
      .find((url) => url?.hostname === verdict.host) ?? null
  );
}

/** Draws a step on the way to the target by its host alone, because the full URL would hide the target. */
function hop(url: URL | null): HTMLElement | null {
  return (
    url &&
    el("bdi", { class: "host", dir: "ltr", title: url.href.slice(0, 400) }, el("span", { class: "sub" }, url.hostname))
  );
}

function sender(ctx: UiContext, verdict: SenderVerdict): HTMLElement {
  const { name, address, domain, reasons } = verdict;
  const disguised = reasons.find(({ code }) => code === "confusable-display-name");
  const odd = disguised && {
    character: disguised.character ?? "",
    imitates: disguised.imitates ?? "",
    within: name ?? "",
  };
  return el(
    "div",
    { class: "anatomy-box" },
    name ? el("p", { class: "name" }, el("bdi", {}, ...markOdd(ctx, name, odd))) : null,
    address ? el("p", { class: "anatomy" }, drawAddress(ctx, address, domain, oddIn(reasons))) : null,
  );
}

function row(ctx: UiContext, key: string, ...values: readonly Child[]): HTMLElement {
  return el("p", { class: "note" }, `${ctx.texts.text(key)}${ctx.texts.text("colon")}`, ...values);
}
