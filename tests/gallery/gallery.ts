// The gallery page. It shows every component in every state, each in its own shadow root, inside a page with hostile styles. The
// data comes from `shots.mjs` as `GALLERY`. The address selects the language, and the part or the open dialog.

import type { ReportFacts } from "../../extension/model/report-facts.js";
import { type Home, NO_LIMITS } from "../../extension/model/settings.js";
import type { Blocked, HeldLink, Surroundings } from "../../extension/protocol/requests.js";
import type { Language, Messages } from "../../extension/model/language.js";
import { LANGUAGES, Texts } from "../../extension/i18n/texts.js";
import {
  type ShapeName,
  type UiContext,
  createBanner,
  createCard,
  createChooser,
  createChip,
  createDialog,
  createLevelChip,
  createMark,
  createNotice,
  createRowChip,
  drawToolbarIcon,
  renderMessage,
  renderVerdict,
  shapeFor,
  styles,
} from "../../extension/ui/index.js";
import { type MessageVerdict, type Verdict, rememberable } from "../../extension/model/verdict.js";

interface Gallery {
  readonly messages: Readonly<Record<Language, Messages>>;
  readonly notificationPages: Surroundings["notificationPages"];
  readonly mails: Readonly<Record<string, MessageVerdict>>;
  readonly checks: Readonly<Record<string, Verdict>>;
}
declare const GALLERY: Gallery;

const query = new URLSearchParams(location.search);
const language: Language = LANGUAGES.find(([language]) => language === query.get("lang"))?.[0] ?? "en";
document.documentElement.dir = query.get("dir") ?? "ltr";
const stage = document.querySelector("main") ?? document.body;
const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);

/** The actions that the components called. The tests read them. */
const asked: string[] = [];
Object.assign(globalThis, { asked });
const actions = {
  openNotifications: (url: string) => asked.push(`notifications ${url}`),
  copy: async (text: string) => void asked.push(`copy ${text}`),
  setHome: async (home: Home) => asked.push(`home ${JSON.stringify(home)}`),
  decide: (decision: string) => asked.push(`decide ${decision}`),
  remember: (what: string, value: string) => asked.push(`remember ${what} ${value}`),
  report: ({ url, sender, subject, level }: ReportFacts) => asked.push(`report ${level} ${url} ${sender} ${subject}`),
  askGateway: (host: string) => asked.push(`gateway ${host}`),
};

function context(home?: Home, limits = NO_LIMITS): UiContext {
  const chosen = { notifications: "caution", journal: true, journalSubjects: false } as const;
  const settings = { language, remembered: [], ...chosen, ...(home === undefined ? {} : { home }) };
  const messages = { ...GALLERY.messages.en, ...GALLERY.messages[language] };
  return {
    texts: new Texts(language, messages),
    surroundings: { settings, limits, messages, notificationPages: GALLERY.notificationPages },
    explain: (code) => void asked.push(`explain ${code}`),
  };
}

/** Puts an element into its own shadow root. */
function put(parent: Element, element: Element | null, tag = "div"): void {
  if (!element) {
    parent.append(document.createTextNode("(nothing)"));
    return;
  }
  const host = document.createElement(tag);
  if (tag === "span")
    host.style.cssText =
      "display: inline-block; max-width: calc(100% - 12px); margin-inline: 6px; vertical-align: middle;";
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  root.append(element);
  parent.append(host);
}

function title(text: string): HTMLElement {
  const heading = document.createElement("h2");
  heading.textContent = text;
  stage.append(heading);
  const area = document.createElement("div");
  area.className = "shadow";
  stage.append(area);
  return area;
}

function line(parent: Element, text: string): HTMLElement {
  const paragraph = document.createElement("p");
  paragraph.textContent = text;
  parent.append(paragraph);
  return paragraph;
}

function mail(name: string): MessageVerdict {
  const found = GALLERY.mails[name];
  if (!found) throw new Error(`no mail ${name}`);
  return found;
}

const HOME: Home = { region: "DE" };

function shapes(): void {
  const area = title("Shapes, and the toolbar's icons");
  for (const level of ["ok", "info", "caution", "danger", "idle", "off", "paused", "unread"] as ShapeName[]) {
    put(area, shapeFor(level), "span");
    for (const size of [16, 32]) {
      const context = new OffscreenCanvas(size, size).getContext("2d");
      if (!context) continue;
      drawToolbarIcon(context, size, level);
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = size;
      canvas.getContext("2d")?.putImageData(context.getImageData(0, 0, size, size), 0, 0);
      area.append(" ", canvas);
    }
    area.append("   ");
  }
}

function chips(): void {
  const area = title("Chips, beside the sender's address");
  for (const [name, verdict] of Object.entries(GALLERY.mails)) {
    const row = line(area, `${verdict.sender.name ?? name} <${verdict.sender.address ?? "?"}>`);
    put(row, createChip(context(HOME), verdict), "span");
  }
}

/**
 * Rows of message lists as webmails build them: names in a column of a fixed width, and rows of two lines. Each list is shown
 * before its mails are opened, and after.
 */
function rows(): void {
  const names = [
    "fake-button",
    "fake-lookalike",
    "disguised",
    "one-contradiction",
    "not-a-sender",
    "genuine",
    "buyer",
    "newsletter",
    "forgeable",
  ];
  for (const isOpened of [false, true]) {
    const area = title(`Rows of a list, ${isOpened ? "after" : "before"} their mails were opened`);
    for (const look of ["column", "wide", "two-lines"]) {
      const list = document.createElement("div");
      list.className = `rows ${look}`;
      for (const name of [...names, "none"]) list.append(listRow(name, isOpened));
      area.append(list);
    }
  }
}

function rowChip(name: string, isOpened: boolean): HTMLElement | null {
  // An address of Amazon's that may be forged, in a mail without a warning.
  if (name === "forgeable") return isOpened ? createLevelChip(context(HOME), { level: "info", face: name }) : null;
  const verdict = mail(name);
  if (!isOpened) return verdict.sender.listChip ? createRowChip(context(HOME), verdict) : null;
  const face = verdict.chip ? { face: verdict.chip.face } : {};
  return createLevelChip(context(HOME), { level: verdict.level, ...face });
}

function listRow(name: string, isOpened: boolean): HTMLElement {
  const { sender } = ["none", "forgeable"].includes(name) ? { sender: { name: "Lumen Lamps" } } : mail(name);
  const row = document.createElement("div");
  row.className = "row";
  const cell = document.createElement("span");
  cell.className = "cell";
  cell.append(sender.name ?? "Somebody");
  const subject = document.createElement("span");
  subject.className = "cell subject";
  subject.append("Your account needs attention - Dear seller, we could not verify the information that you gave");
  row.append(cell, subject);
  const chip = name === "none" ? null : rowChip(name, isOpened);
  if (!chip) return row;
  const host = document.createElement("span");
  host.className = "row-chip";
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  root.append(chip);
  // Such a column cuts off a chip that follows a long name.
  cell.prepend(host);
  return row;
}

function banners(): void {
  const states: readonly (readonly [string, string, Home | undefined, boolean])[] = [
    ["fake-button", "home known", HOME, false],
    ["fake-lookalike", "home elsewhere, unfolded", "elsewhere", true],
    ["chinese", "home not asked yet", undefined, false],
    ["one-contradiction", "caution, home known", HOME, false],
    ["amazon-address-elsewhere", "caution, not asked yet", undefined, false],
    ["partner", "caution, home elsewhere", "elsewhere", false],
    ["not-a-sender", "caution, home known, unfolded", HOME, true],
    ["link-only", "the reason is a link's name", HOME, false],
    ["disguised", "a disguised name, unfolded", HOME, true],
    ["attachment-only", "nothing but an attachment", HOME, false],
    ["buyer-poses", "a buyer who poses", HOME, false],
    ["forwarded-attached", "the attached mail decides", "elsewhere", false],
  ];
  for (const [name, note, home, unfolded] of states) {
    const area = title(`Banner: ${name} (${note})`);
    // The first warning asks; later ones are compact.
    const asks = note === "home not asked yet";
    const banner = createBanner(context(home), mail(name), actions, { asks });
    if (unfolded) banner?.setAttribute("data-unfold", "");
    put(area, banner);
  }
}

/** Every banner at danger, for each answer to the question where Seller Central is opened, and one with the longest evidence. */
function dangers(): void {
  const homes: readonly (readonly [string, Home | undefined, boolean])[] = [
    ["known", HOME, false],
    ["elsewhere", "elsewhere", false],
    ["unknown", undefined, false],
    ["asks", undefined, true],
  ];
  const loud = Object.entries(GALLERY.mails).filter(([, { level }]) => level === "danger");
  for (const [name, verdict] of [...loud, ["longest", withLongEvidence(mail("fake-button"))] as const]) {
    for (const [note, home, asks] of homes) {
      put(title(`Banner: ${name}, ${note}`), createBanner(context(home), verdict, actions, { asks }));
    }
  }
}

/** The verdict with evidence as long as a sender can make it. */
function withLongEvidence(verdict: MessageVerdict): MessageVerdict {
  const address = `${"seller-performance-notice.".repeat(12)}@${"a-very-long-label-of-a-host.".repeat(8)}example`;
  return {
    ...verdict,
    sender: { ...verdict.sender, address },
    findings: verdict.findings.map((finding) => ("address" in finding ? { ...finding, address } : finding)),
  };
}

function marksAndCards(): void {
  for (const [input, verdict] of Object.entries(GALLERY.checks)) {
    const area = title(`Mark and card: ${input.slice(0, 90)}`);
    const text = line(area, "Please see the notice");
    put(text, createMark(context(HOME), verdict), "span");
    text.append(" and answer it.");
    put(area, createCard(context(HOME), { verdict, href: input, text: "the notice" }, actions));
  }
}

/** Cards with actions. */
function ways(): void {
  const open = (): void => void asked.push("open");
  for (const mailName of [
    "fake-button",
    "link-only",
    "fake-lookalike",
    "amazon-address-elsewhere",
    "unknown-gateway",
  ]) {
    const { href, text, verdict } = held(mailName);
    if (!verdict) continue;
    const name = rememberable(verdict);
    const wrong = name && { wrong: (): void => void asked.push(`remember ${name.what} ${name.value}`) };
    const model = { verdict, href, text, refused: verdict.level === "danger" };
    put(
      title(`Card with its ways: ${mailName}`),
      createCard(context(HOME), model, {
        ...actions,
        open,
        back: () => asked.push("back"),
        ...wrong,
      }),
    );
  }
}

/** Links that the browser refused, by name. */
function blocked(name: string): Blocked {
  const { href, verdict, mail, form } = held(name);
  return {
    href,
    verdict: ["unchecked", "form"].includes(name) ? null : verdict,
    ...(mail ? { mail } : {}),
    ...(form === undefined ? {} : { form }),
    errorPage: name === "link-only",
  };
}

function chooser(): void {
  const area = title("The layer in which the user points at a mail");
  const layer = createChooser(context(HOME), () => undefined);
  put(area, layer.element);
  layer.outline(new DOMRect(20, 60, 300, 200));
  layer.refuse();
}

function notices(): void {
  for (const name of ["fake-button", "fake-lookalike", "link-only", "amazon-address-elsewhere", "unchecked", "form"]) {
    const stopped = blocked(name);
    const { openNotifications, copy, report } = actions;
    const steps = { openNotifications, copy, report };
    const { verdict } = stopped;
    const always = verdict && rememberable(verdict);
    put(
      title(`Notice: ${name}`),
      createNotice(context(HOME), stopped, {
        ...steps,
        offerErrorPage: () => asked.push("offer"),
        open: () => asked.push("open"),
        dismiss: () => asked.push("dismiss"),
        ...(always ? { remember: () => asked.push(`remember ${always.what} ${always.value}`) } : {}),
      }),
    );
  }
}

function reports(): void {
  for (const name of ["genuine", "fake-lookalike", "newsletter", "forwarded-attached", "buyer"]) {
    put(title(`Answer about a mail: ${name}`), renderMessage(context(HOME), mail(name)));
  }
  for (const [input, verdict] of Object.entries(GALLERY.checks).slice(0, 4)) {
    put(title(`Answer: ${input.slice(0, 90)}`), renderVerdict(context(HOME), input, verdict));
  }
}

/** Held links, by name. */
function held(name: string): HeldLink {
  const linkIn = (mailName: string): HeldLink => {
    const verdict = mail(mailName);
    const link = verdict.links.find((link) => link.level === verdict.level) ?? verdict.links[0];
    if (!link) throw new Error(`no link in ${mailName}`);
    const { address } = verdict.sender;
    const named = { ...(address === null ? {} : { sender: address }), subject: link.text };
    return { href: link.href, text: link.text, verdict: link, level: link.level, how: "tab", mail: named };
  };
  if (name === "unchecked") {
    return {
      href: "https://new-host-of-nobody.example/a/b?c",
      text: "Verify your account",
      verdict: null,
      level: "caution",
      how: "tab",
    };
  }
  if (name === "form-unchecked") return { ...held("unchecked"), form: 1 };
  if (name.startsWith("form-of-")) return { ...linkIn(name.slice("form-of-".length)), form: 1 };
  return name.startsWith("form") ? { ...linkIn("fake-button"), form: 1 } : linkIn(name);
}

function dialog(name: string): void {
  const home: Home | undefined = name === "fake-button" ? HOME : name === "fake-lookalike" ? "elsewhere" : undefined;
  const limits = name === "form-closed" ? { ...NO_LIMITS, openDanger: false } : NO_LIMITS;
  const { element, focus } = createDialog(context(home, limits), held(name), actions);
  put(stage, element);
  focus();
}

const wanted = query.get("dialog");
if (wanted) {
  line(stage, "A mail lies behind this. ".repeat(60));
  dialog(wanted);
} else {
  const parts = { shapes, chips, rows, banners, dangers, cards: marksAndCards, ways, notices, reports };
  const part = query.get("part");
  for (const [name, draw] of Object.entries(parts)) if ((part ?? name) === name) draw();
  // The layer would cover all other parts.
  if (part === "chooser") chooser();
}
