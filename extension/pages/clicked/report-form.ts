// The report form: where to send the report, depending on its subject, and its text, from the facts of an answer or typed in.

import { copy } from "../../platform/clipboard.js";
import { byId } from "../common/page.js";
import type { ReportFacts } from "../../model/report-facts.js";
import { REPORT_KINDS, type ReportKind, mailtoFor, reportText } from "../../ui/report-text.js";
import { ask } from "../../protocol/client.js";
import { button, copyButton } from "../../ui/buttons.js";
import { type Child, el } from "../../ui/dom.js";
import type { UiContext } from "../../ui/index.js";
import { joint } from "../../ui/sentence.js";
import { addressOf, reportPage, withHome } from "./places.js";

/** Amazon's mail address for reports about impersonation. */
const SPOOFING = "stop-spoofing@amazon.com";

/** The ways to report each kind of incident, the best first. Each entry is the key of a sentence. */
const WAYS: Readonly<Record<ReportKind, readonly string[]>> = {
  mail: ["spoofing_mail", "scam"],
  link: ["spoofing_link", "scam"],
  call: ["scam", "case_call"],
  buyer: ["abuse", "case_buyer"],
};

const FIELDS = ["url", "sender", "subject"] as const;

let ctx: UiContext;
let what: ReportKind;
let given: ReportFacts;
/** Whether this computer is not to be trusted, so that nothing is written on it. */
let elsewhere = false;

/** Fills in the facts, and updates the text while the user types. */
export function startReport(facts: ReportFacts | null): void {
  given = facts ?? { when: new Date().toISOString(), level: null, reasons: [] };
  what = facts?.url !== undefined && facts.sender === undefined ? "link" : "mail";
  byId("evidence", HTMLElement).hidden = facts === null;
  const { name, sender } = given;
  field("url").value = given.url ?? "";
  field("sender").value = name && sender ? `${name} <${sender}>` : (sender ?? name ?? "");
  field("subject").value = given.subject ?? "";
  for (const id of FIELDS) field(id).addEventListener("input", drawText);
}

/** Draws the form, also again for another marketplace. On a computer that is not to be trusted, nothing opens. */
export function drawReport(context: UiContext, isElsewhere: boolean): void {
  elsewhere = isElsewhere;
  // Amazon's pages stay closed as for a user who opens Seller Central in another browser.
  ctx = isElsewhere ? withHome(context, "elsewhere") : context;
  const { texts } = ctx;
  const choices = REPORT_KINDS.map((one) => {
    const choice = el("input", { type: "radio", name: "what", value: one, autocomplete: "off" });
    choice.checked = one === what;
    choice.addEventListener("change", () => {
      what = one;
      drawWhere();
      drawText();
    });
    return el("label", { class: "tick" }, choice, el("span", {}, texts.text(`clicked_what_${one}`)));
  });
  byId("what", HTMLElement).replaceChildren(...choices);
  drawWhere();
  drawText();
}

function drawWhere(): void {
  byId("where", HTMLElement).replaceChildren(...WAYS[what].map((way) => el("li", {}, ...drawWay(way))));
}

function drawWay(way: string): Child[] {
  const page = reportPage(ctx);
  const sentence = ctx.texts.text(`clicked_way_${way}`, { address: page.replace("https://www.", "") });
  return [sentence, way.startsWith("spoofing_") ? el("span", { id: "link-said" }) : null, drawWayOn(way, page)];
}

/** The button that opens the way or copies its address. */
function drawWayOn(way: string, page: string): HTMLElement | null {
  if (way === "scam") return drawScam(page);
  if (way.startsWith("case_")) return drawCase();
  // A user of a webmail has no mail program that could open the text.
  return way.startsWith("spoofing_") ? copier("clicked_copy_address", SPOOFING) : null;
}

/** Amazon's store, too, is opened only in the browser of the user's own account. */
function drawScam(page: string): HTMLElement {
  const here = typeof ctx.surroundings.settings.home === "object";
  return here ? opener("clicked_open_scam", page) : copier("clicked_copy_address", page);
}

function drawCase(): HTMLElement {
  const url = addressOf(ctx, "amazon");
  const path = ctx.texts.text("clicked_path", { path: ctx.texts.text("clicked_path_amazon") });
  return url === null ? copier("clicked_copy_path", path) : opener("clicked_open", url);
}

function opener(key: string, url: string): HTMLElement {
  const press = button("plain", ctx.texts.text(key), () => void ask({ kind: "open", url, how: "tab" }));
  press.title = url;
  return el("div", { class: "place" }, press);
}

function copier(key: string, text: string): HTMLElement {
  return el("div", { class: "place" }, copyButton(ctx, ctx.texts.text(key), text, copy));
}

function drawText(): void {
  const { texts } = ctx;
  const [url, sender, subject] = FIELDS.map((id) => field(id).value.trim()) as [string, string, string];
  // The level and the reasons hold only for exactly the facts that were handed over.
  const judged = url === (given.url ?? "") ? given : { level: null, reasons: [] };
  const text = reportText(
    texts,
    { url, sender, subject, when: given.when, level: judged.level, reasons: judged.reasons },
    what,
  );
  byId("text", HTMLTextAreaElement).value = text;
  drawLinkSaid(url !== "");
  const mail = mailtoFor(SPOOFING, texts.text("clicked_report_subject"), text, texts.text("clicked_report_cut"));
  const byMail = what === "mail" || what === "link";
  byId("ways", HTMLElement).replaceChildren(
    ...(byMail && !elsewhere ? [drawMailto(mail.href)] : []),
    copyButton(ctx, texts.text("clicked_copy"), text, copy, "plain"),
  );
  byId("cut", HTMLElement).textContent = byMail && !elsewhere && mail.cut ? texts.text("clicked_cut") : "";
}

/** Says whether the text already holds the link, because Amazon can do little without it. */
function drawLinkSaid(there: boolean): void {
  const said = document.getElementById("link-said");
  if (said) said.textContent = joint(ctx) + ctx.texts.text(there ? "clicked_link_there" : "clicked_link_missing");
}

/** A webmail may be the user's mail program. It must not replace this page. */
function drawMailto(href: string): HTMLElement {
  return el(
    "a",
    { id: "mailto", class: "button plain", href, target: "_blank", rel: "noopener noreferrer" },
    ctx.texts.text("clicked_mail"),
  );
}

function field(id: (typeof FIELDS)[number]): HTMLInputElement {
  return byId(id, HTMLInputElement);
}
