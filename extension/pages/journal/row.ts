// Draws an entry on the page, and writes it as a row of the exported table.

import type { JournalEntry } from "../../model/journal-store.js";
import { button } from "../../ui/buttons.js";
import { printable } from "../../ui/characters.js";
import { type Child, el } from "../../ui/dom.js";
import { drawLevel } from "../../ui/head.js";
import { drawAddress, drawHost, oddIn } from "../../ui/hosts.js";
import { type UiContext, classWord, levelWord } from "../../ui/index.js";
import { drawReason } from "../../ui/sentence.js";

/** An entry with a delete button. */
export function drawEntry(ctx: UiContext, entry: JournalEntry, remove: () => void): HTMLElement {
  const { texts } = ctx;
  const { level, last, host, unicode, address, reason } = entry;
  const domains = new Map(entry.domains);
  const time = new Intl.DateTimeFormat(texts.tag, { timeStyle: "short" });
  const press = button("quiet", texts.text("journal_delete"), remove);
  press.setAttribute(
    "aria-label",
    texts.text("journal_delete_this", { text: printable(unicode ?? host ?? address ?? "") }),
  );
  press.classList.add("delete", "screen-only");
  const shown = unicode ?? host;
  return el(
    "li",
    { class: `entry look-${level}` },
    el(
      "p",
      { class: "top" },
      drawLevel(ctx, level),
      el("time", { class: "note", datetime: new Date(last).toISOString() }, time.format(last)),
      press,
    ),
    el(
      "dl",
      {},
      ...part(
        ctx,
        "journal_host",
        shown && drawHost(ctx, shown, domains.get(shown), reason ? oddIn([reason]) : undefined),
      ),
      ...part(ctx, "journal_sender", drawSender(ctx, entry, domains)),
      ...part(ctx, "journal_subject", entry.subject && el("bdi", { class: "word" }, printable(entry.subject))),
    ),
    el("p", { class: "said-why" }, reason ? drawReason(ctx, reason, domains) : texts.text("lead_nothing")),
    el("p", { class: "note" }, ...remarks(ctx, entry)),
  );
}

function part({ texts }: UiContext, key: string, content: HTMLElement | "" | null | undefined): HTMLElement[] {
  return content ? [el("div", {}, el("dt", { class: "note" }, texts.text(key)), el("dd", {}, content))] : [];
}

function drawSender(
  ctx: UiContext,
  { name, address }: JournalEntry,
  domains: ReadonlyMap<string, string>,
): HTMLElement | null {
  if (!name && !address) return null;
  return el(
    "span",
    {},
    name ? el("bdi", { class: "word" }, printable(name)) : null,
    name && address ? " " : null,
    address ? drawAddress(ctx, address, domains.get(address)) : null,
  );
}

function remarks({ texts }: UiContext, { webmail, times, first, opened }: JournalEntry): Child[] {
  const day = new Intl.DateTimeFormat(texts.tag, { dateStyle: "medium" });
  const said = [
    webmail && texts.text("journal_in", { webmail: printable(webmail) }),
    times > 1 && texts.counted("journal_seen", times, { date: day.format(first) }),
  ].filter((text) => typeof text === "string" && text !== "");
  return [
    said.join(" · "),
    opened ? el("b", {}, `${said.length > 0 ? " · " : ""}${texts.text("journal_opened")}`) : null,
  ];
}

/** The columns of the exported table: the key of the heading, and the cell. */
const COLUMNS: readonly (readonly [string, (entry: JournalEntry, ctx: UiContext) => string | null | undefined])[] = [
  ["journal_column_last", ({ last }) => new Date(last).toISOString()],
  ["journal_column_first", ({ first }) => new Date(first).toISOString()],
  ["journal_column_times", ({ times }) => String(times)],
  ["journal_column_level", ({ level }, { texts }) => levelWord(texts, level)],
  ["journal_column_class", (entry, { texts }) => classWord(texts, entry)],
  ["journal_host", ({ host }) => host],
  ["journal_column_unicode", ({ unicode }) => unicode],
  ["journal_column_address", ({ address }) => address],
  ["journal_column_name", ({ name }) => name],
  ["journal_column_imitated", ({ imitated }) => imitated],
  ["journal_column_reason", ({ reason }, { texts }) => reason && texts.sentence(reason)],
  ["journal_column_code", ({ reason }) => reason?.code],
  ["journal_column_webmail", ({ webmail }) => webmail],
  ["journal_opened", ({ opened }, { texts }) => opened && texts.text("journal_yes")],
  ["journal_subject", ({ subject }) => subject],
];

/** The heading and the rows of the exported table. Invisible characters are written out, as on the page. */
export function tableOf(ctx: UiContext, entries: readonly JournalEntry[]): string[][] {
  const head = COLUMNS.map(([key]) => ctx.texts.text(key));
  return [head, ...entries.map((entry) => COLUMNS.map(([, value]) => printable(value(entry, ctx) ?? "")))];
}
