// What content scripts, pages and the background say to each other: one union on `kind`, nothing else is heard.

import type { Evidence } from "./report.js";
import type { Language, Messages } from "./texts.js";
import type { Level, Mailbox, MessageInput, MessageVerdict, Verdict } from "./verdict.js";

/** Where the user opens Seller Central: a marketplace's region, or another browser profile. */
export type Home = { readonly region: string } | "elsewhere";

/** What the user has chosen. */
export interface Settings {
  /** The language; the browser's where nothing is chosen. */
  readonly language: Language;
  /** Not asked yet where missing. */
  readonly home?: Home;
  /** What the user does not want to be warned about any more. */
  readonly remembered: readonly Remembered[];
}

/** An exact host or address about which the user was warned wrongly. */
export interface Remembered {
  readonly what: "host" | "address";
  /** In the form verdicts give it: a host in ASCII, an address in lower case. */
  readonly value: string;
  /** When the user said so, as `Date.toISOString` writes it. */
  readonly since: string;
}

/** A link whose opening the browser itself refused, by a rule of ours. */
export interface Blocked {
  readonly href: string;
  /** What is known of it; nothing where its rule is of a session that ended. */
  readonly verdict: Verdict | null;
}

/** The sites that are watched because the user said so, and what else he allowed. */
export interface Granted {
  /** Patterns of the sites he added, as the browser writes them. */
  readonly sites: readonly string[];
  /** Seller Central's buyer messages are read, too. */
  readonly buyerMessages: boolean;
}

/** Why a site that the user wants to add is not watched; it is the whole text of the error that answers `watch`. */
export type Refusal = "site-is-amazons" | "site-amazon-uses";

/** What every place that shows something needs. */
export interface Surroundings {
  readonly settings: Settings;
  readonly messages: Messages;
  /** Regions of Amazon's marketplaces, each with the page where genuine notices stand. */
  readonly notificationPages: readonly (readonly [region: string, url: string])[];
}

/** How a link is to be opened, as the keys held down ask for it. */
export type Disposition = "current" | "tab" | "background-tab" | "window";

/** What a frame of a watched page is doing; the toolbar shows it. */
export interface FrameStatus {
  /** The first report of this document: what its frame, and with the top frame all others, said before is past. */
  readonly first: boolean;
  /** The loudest verdict among the messages open, if any. */
  readonly level: Level | null;
}

/** What is open in a frame. */
export interface Open {
  /** The adapter at work. */
  readonly adapter: string;
  /** The verdicts on the messages open, the last opened last. */
  readonly verdicts: readonly MessageVerdict[];
}

/** A link that was stopped, to be put to the user. */
export interface HeldLink {
  /** Where it leads, as the browser would go. */
  readonly href: string;
  /** Its text. */
  readonly text: string;
  /** The verdict; none where none came in time. */
  readonly verdict: Verdict | null;
  /** Two deliberate steps at `danger`, else one. */
  readonly level: Level;
  /** How it would have been opened. */
  readonly how: Disposition;
  /** A form waits under this number in the frame that held it; it is released there. */
  readonly form?: number;
  /** The frame that held it; the background fills this in. */
  readonly frameId?: number;
}

/** What the user decided about a held link. */
export type Decision = "open" | "stay";

/** Requests to the background. Content scripts may send only those listed in `FROM_CONTENT`. */
export type Request =
  | { readonly kind: "surroundings" }
  | { readonly kind: "judge-message"; readonly message: MessageInput }
  /** Senders alone, as a list of messages shows them; `user` are the user's own addresses. */
  | { readonly kind: "judge-senders"; readonly senders: readonly Mailbox[]; readonly user: readonly string[] }
  | { readonly kind: "judge-links"; readonly links: readonly string[] }
  | { readonly kind: "open"; readonly url: string; readonly how: Disposition }
  /** The user is about to take a dangerous link where the page does not see it: the browser refuses it from now on. */
  | { readonly kind: "arm"; readonly links: readonly (Verdict & { readonly href: string })[] }
  /** It may have been taken: the top frame explains what was refused. */
  | { readonly kind: "explain"; readonly blocked: Blocked }
  /** From a frame: show this in the top frame, which has the room for it. */
  | { readonly kind: "put-to-user"; readonly link: HeldLink }
  /** The user lets a form go, in the frame that asks or in this one. */
  | { readonly kind: "release-form"; readonly frameId?: number; readonly form: number; readonly url: string }
  | { readonly kind: "status"; readonly status: FrameStatus }
  | { readonly kind: "set-home"; readonly home: Home }
  | { readonly kind: "claim-body"; readonly nonce: string; readonly part: BodyPart }
  | { readonly kind: "check"; readonly text: string }
  | { readonly kind: "tab-state"; readonly tabId: number }
  | { readonly kind: "watch"; readonly origin: string }
  | { readonly kind: "unwatch"; readonly pattern: string }
  | { readonly kind: "granted" }
  /** The permission (`sellerCentralOrigins`) has been asked for in the click; taken back, it is given back. */
  | { readonly kind: "set-buyer-messages"; readonly on: boolean }
  | { readonly kind: "remember"; readonly what: Remembered["what"]; readonly value: string }
  | { readonly kind: "forget"; readonly what: Remembered["what"]; readonly value: string }
  /** From our page that stands in place of a blocked one: what is known of it? */
  | { readonly kind: "blocked"; readonly url: string }
  /** From our pages: what the report to Amazon is about, and what it was last said to be about. */
  | { readonly kind: "set-evidence"; readonly evidence: Evidence }
  | { readonly kind: "evidence" }
  | { readonly kind: "set-language"; readonly language: Language };

/** A body that stands in a frame its header's page cannot read, on its way to that page. */
export interface BodyPart {
  readonly segments: MessageInput["segments"];
  readonly links: MessageInput["links"];
}

/** The answers, by kind of request. */
export interface Answers {
  "surroundings": Surroundings;
  "judge-message": MessageVerdict;
  "judge-senders": MessageVerdict[];
  "judge-links": Verdict[];
  "open": true;
  "arm": true;
  "explain": true;
  "put-to-user": boolean;
  "release-form": true;
  "status": true;
  "set-home": true;
  "claim-body": MessageVerdict | null;
  "check": CheckAnswer;
  "tab-state": TabState;
  "watch": true;
  "unwatch": true;
  "granted": Granted;
  "set-buyer-messages": true;
  "remember": true;
  "forget": true;
  "blocked": Blocked;
  "set-evidence": true;
  "evidence": Evidence | null;
  "set-language": true;
}

/** What the popup's field holds, judged. */
export type CheckAnswer =
  | { readonly what: "nothing" }
  | { readonly what: "verdicts"; readonly verdicts: readonly { readonly input: string; readonly verdict: Verdict }[] }
  | { readonly what: "message"; readonly verdict: MessageVerdict }
  | { readonly what: "unreadable"; readonly error: string };

/** What the popup says about the current tab. */
export type TabState =
  | ({ readonly state: "watching" } & Open)
  /** Known as a webmail, but our script does not answer there: reload. */
  | { readonly state: "silent" }
  /** Not a webmail we know; the user may add it. */
  | { readonly state: "not-watched"; readonly origin: string }
  /** One of Amazon's own pages, or a video call: we stay out. */
  | { readonly state: "stays-out" }
  /** A page of the browser, of a store, or a file: nothing can watch it. */
  | { readonly state: "out-of-reach" };

/** More senders are not asked about at once. */
export const MOST_SENDERS = 500;

/** Requests that a content script may send. */
export const FROM_CONTENT: ReadonlySet<Request["kind"]> = new Set([
  "surroundings",
  "judge-message",
  "judge-senders",
  "judge-links",
  "open",
  "arm",
  "explain",
  "put-to-user",
  "release-form",
  "status",
  "set-home",
  "claim-body",
  "remember",
]);

/** Messages from the background to content scripts. */
export type Order =
  /** To one frame: what is open in it? The answer is `Open`. */
  | { readonly kind: "tell-open" }
  /** To the top frame: put this link to the user. The answer is `true` once it is shown. */
  | { readonly kind: "show-dialog"; readonly link: HeldLink }
  /** To all frames: a tab was opened from here. Who knows which link it was says so. */
  | { readonly kind: "tab-opened" }
  /** To the top frame: the browser refused to open this, by a rule of ours. */
  | { readonly kind: "show-blocked"; readonly blocked: Blocked }
  /** To one frame: the user let this form go. */
  | { readonly kind: "submit-form"; readonly form: number }
  /** To all frames: whoever holds the frame with this nonce, here is its body. The answer is its `MessageVerdict`. */
  | { readonly kind: "body-part"; readonly nonce: string; readonly part: BodyPart }
  /** To all frames: the settings changed. */
  | { readonly kind: "surroundings-changed"; readonly surroundings: Surroundings };

/** An answer on the wire: errors are values. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };
