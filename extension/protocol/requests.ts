// What content scripts, pages and the background say to each other: one union on `kind`, nothing else is heard.

import type { Evidence } from "../model/report-text.js";
import type { Language, Messages } from "../i18n/texts.js";
import type { Level, Mailbox, MessageInput, MessageVerdict, ReasonCode, Verdict } from "../model/verdict.js";

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
  /** From which level on banners, marks and the chips of lists are shown. The guard and the toolbar do not ask. */
  readonly notifications: Notifications;
  /** Warnings are written down, on this computer. */
  readonly journal: boolean;
  /** With the subjects of their mails. */
  readonly journalSubjects: boolean;
}

/** The lowest level at which something is shown unasked. */
export type Notifications = "caution" | "danger";

/** What an organisation can set, by the names it uses; that is also how the settings' file calls it. */
export type SettingName = "language" | "marketplace" | "notifications" | "journal" | "journalSubjects";

/** What the organisation leaves to the user, for everybody who offers him something. */
export interface Limits {
  /** Settings that he may not change. */
  readonly locked: readonly SettingName[];
  /** He may open what is dangerous all the same. */
  readonly openDanger: boolean;
  /** He may have a site rest. What is dangerous would open there, so not where it stays closed. */
  readonly pause: boolean;
  /** He may say that he does not want to be warned about a name. */
  readonly remember: boolean;
}

/** The limits where no organisation sets any. */
export const NO_LIMITS: Limits = { locked: [], openDanger: true, pause: true, remember: true };

/** The whole text of the error where something dangerous stays closed because the organisation wants it so. */
export const STAYS_CLOSED = "stays-closed";

/** The whole text of the error where a page is watched no longer and a script of ours is still in it. */
export const NOT_WATCHED = "not-watched";

/** What is wrong in a file or a policy, and where: `remembered[3].value`. */
export interface Problem {
  readonly code:
    "too-large" | "not-json" | "not-ours" | "newer" | "unknown" | "missing" | "wrong" | "too-many" | "managed";
  readonly place: string;
  /** What stands there, shortened. */
  readonly text?: string;
}

/** One thing that a file or a policy sets: a setting, or a name on a list, which was or will not be there where it is null. */
export interface Change {
  readonly of: string;
  readonly before: string | null;
  readonly after: string | null;
  /** It stays as it is: the organisation has set it. */
  readonly locked?: true;
}

/** What an imported file would do. */
export type Review =
  | { readonly what: "wrong"; readonly problems: readonly Problem[] }
  | { readonly what: "settings" | "team"; readonly changes: readonly Change[] };

/** What an organisation has set, and what is to be said about the settings as a whole. */
export interface Organisation {
  /** Where its policy is from; null where there is none. */
  readonly source: "managed" | "team" | null;
  /** How it calls itself. */
  readonly name: string | null;
  readonly sets: readonly Change[];
  /** Parts of its policy that are not understood, and count for nothing. */
  readonly problems: readonly Problem[];
  /** Patterns of sites that it wants to be watched, and the user has not allowed yet. */
  readonly asked: readonly string[];
  /** The same, of sites that an imported file names. */
  readonly imported: readonly string[];
  /** A team file is there, but counts for nothing beside the managed policy. */
  readonly teamRests: boolean;
  /** A newer Touchstone wrote the settings: they are read as far as they are understood, and not changed. */
  readonly newer: boolean;
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
  readonly limits: Limits;
  readonly messages: Messages;
  /** Regions of Amazon's marketplaces, each with the page where genuine notices stand. */
  readonly notificationPages: readonly (readonly [region: string, url: string])[];
  /** For a content script: the user wants no work done on this site. */
  readonly paused?: true;
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

/** Something the help shows judged: a link or an address, or a message of which only what matters is said. */
export type Example = { readonly input: string } | { readonly message: Partial<MessageInput> };

/** Requests to the background. Content scripts may send only those listed in `FROM_CONTENT`. */
export type Request =
  | { readonly kind: "surroundings" }
  /** From a frame in Firefox: insert the sheet by which what is drawn in it vanishes with the extension. */
  | { readonly kind: "insert-sheet" }
  | { readonly kind: "judge-message"; readonly message: MessageInput }
  /** Senders alone, as a list of messages shows them; `user` are the user's own addresses. */
  | { readonly kind: "judge-senders"; readonly senders: readonly Mailbox[]; readonly user: readonly string[] }
  | { readonly kind: "judge-links"; readonly links: readonly string[] }
  | { readonly kind: "open"; readonly url: string; readonly how: Disposition }
  /** The user opens the menu on a dangerous link: the browser refuses its address for a short time. An error where it cannot. */
  | { readonly kind: "arm"; readonly links: readonly string[] }
  /** The link may have been taken: the top frame explains what was refused. The background judges it anew. */
  | { readonly kind: "explain"; readonly blocked: Pick<Blocked, "href"> }
  /** From a frame: show this in the top frame, which has the room for it. The background judges it anew. */
  | { readonly kind: "put-to-user"; readonly link: HeldLink }
  /** The user lets a form go, in the frame that asks or in this one. */
  | { readonly kind: "release-form"; readonly frameId?: number; readonly form: number; readonly url: string }
  | { readonly kind: "status"; readonly status: FrameStatus }
  | { readonly kind: "set-home"; readonly home: Home }
  | { readonly kind: "claim-body"; readonly nonce: string; readonly part: BodyPart }
  /** What was typed or pasted; `html` is the same as the clipboard also had it. */
  | { readonly kind: "check"; readonly text: string; readonly html?: string }
  /** Judged as they are: nothing is remembered for them, and nothing is refused because of them. */
  | { readonly kind: "judge-examples"; readonly examples: readonly Example[] }
  /** What does this reason mean? The help opens at its entry. */
  | { readonly kind: "open-help"; readonly code: ReasonCode }
  | { readonly kind: "tab-state"; readonly tabId: number }
  /** Rests on a site, or goes on there. */
  | { readonly kind: "pause"; readonly origin: string; readonly paused: boolean }
  | { readonly kind: "watch"; readonly origin: string }
  | { readonly kind: "unwatch"; readonly pattern: string }
  | { readonly kind: "granted" }
  /** The permission (`sellerCentralOrigins`) has been asked for in the click; taken back, it is given back. */
  | { readonly kind: "set-buyer-messages"; readonly on: boolean }
  /** The user wants to mute a name that he was warned about: our page asks him to confirm it. */
  | ({ readonly kind: "ask-to-remember" } & ToConfirm)
  /** From the page that asks: which name waits under this id? It is given once. */
  | { readonly kind: "take-confirm"; readonly id: string }
  /** From the page that asks, and from no other: the user has confirmed. */
  | { readonly kind: "remember"; readonly what: Remembered["what"]; readonly value: string }
  | { readonly kind: "forget"; readonly what: Remembered["what"]; readonly value: string }
  /** From our page that stands in place of a blocked one: what is known of it? */
  | { readonly kind: "blocked"; readonly url: string }
  /** From our pages: what a report to Amazon is about; and by the id that was the answer, from the page that writes it, once. */
  | { readonly kind: "set-evidence"; readonly evidence: Evidence }
  | { readonly kind: "take-evidence"; readonly id: string }
  | { readonly kind: "set-language"; readonly language: Language }
  /** From the check page: what did a menu, a key or the address bar leave for it? It is given once. */
  | { readonly kind: "take-waiting"; readonly id: string }
  | { readonly kind: "set-notifications"; readonly notifications: Notifications }
  | { readonly kind: "set-journal"; readonly on?: boolean; readonly subjects?: boolean }
  | { readonly kind: "organisation" }
  /** The text of the file with all settings. */
  | { readonly kind: "export-settings" }
  /** What would importing this text change? Nothing is changed yet. */
  | { readonly kind: "review-import"; readonly text: string }
  | { readonly kind: "import"; readonly text: string }
  | { readonly kind: "remove-team" }
  /** An imported file named this site; the user does not want it. */
  | { readonly kind: "drop-imported"; readonly pattern: string };

/** A body that stands in a frame its header's page cannot read, on its way to that page. */
export interface BodyPart {
  readonly segments: MessageInput["segments"];
  readonly links: MessageInput["links"];
  /** What of it was not read. */
  readonly leftOut?: number;
}

/** The answers, by kind of request. */
export interface Answers {
  surroundings: Surroundings;
  /** The start of the names of the custom properties in it. */
  "insert-sheet": string;
  "judge-message": MessageVerdict;
  "judge-senders": MessageVerdict[];
  "judge-links": Verdict[];
  open: true;
  arm: true;
  explain: true;
  "put-to-user": boolean;
  "release-form": true;
  status: true;
  "set-home": true;
  "claim-body": MessageVerdict | null;
  check: CheckAnswer;
  "judge-examples": (Verdict | MessageVerdict)[];
  "open-help": true;
  "tab-state": TabState;
  pause: true;
  watch: true;
  unwatch: true;
  granted: Granted;
  "set-buyer-messages": true;
  "ask-to-remember": true;
  "take-confirm": ToConfirm | null;
  remember: true;
  forget: true;
  blocked: Blocked;
  "set-evidence": string;
  "take-evidence": Evidence | null;
  "set-language": true;
  "take-waiting": Waiting | null;
  "set-notifications": true;
  "set-journal": true;
  organisation: Organisation;
  "export-settings": string;
  "review-import": Review;
  import: true;
  "remove-team": true;
  "drop-imported": true;
}

/** What waits to be checked: a text, a picture as a data address, or why there is none. */
export type Waiting = { readonly text: string } | { readonly picture: string } | { readonly failed: CaptureTrouble };

/** Why there is no picture: the browser lets nobody take one of this page, or it is larger than what can be kept. */
export type CaptureTrouble = "capture-refused" | "too-large";

/** A name that the user wants to mute, on its way to the page where he confirms it. */
export interface ToConfirm {
  readonly what: Remembered["what"];
  readonly value: string;
  /** A link to this host that he wanted to open; it opens once he has confirmed. */
  readonly href?: string;
}

/** The whole text of the error where the browser's storage has no room for what a protection needs. */
export const NO_ROOM = "no-room";

/** Where a picture lies in its tab, in pixels of the page; `viewWidth` is the width of all that is shown. */
export interface PictureRect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly viewWidth: number;
}

/** What somebody asked about, judged. */
export type CheckAnswer =
  | { readonly what: "nothing" }
  | {
      readonly what: "verdicts";
      readonly verdicts: readonly { readonly input: string; readonly verdict: Verdict }[];
      /** Lines beyond the most that are judged at once. */
      readonly leftOut: number;
    }
  /** A mail; of a piece of one nobody knows the header. */
  | { readonly what: "message"; readonly verdict: MessageVerdict; readonly piece: boolean }
  | { readonly what: "unreadable" };

/** What the popup says about the current tab. */
export type TabState =
  | ({ readonly state: "watching"; readonly origin: string } & Open)
  /** Watched, but the user wants no work done here for now. */
  | { readonly state: "paused"; readonly origin: string }
  /** Known as a webmail, but our script does not answer there: reload. */
  | { readonly state: "silent" }
  /** Not a webmail we know; the user may add it. */
  | {
      readonly state: "not-watched";
      readonly origin: string;
      /** The organisation wants it to be. */ readonly asked: boolean;
    }
  /** One of Amazon's own pages, or a video call: we stay out. */
  | { readonly state: "stays-out" }
  /** A page of the browser, of a store, or a file: nothing can watch it. */
  | { readonly state: "out-of-reach" };

/** More senders are not asked about at once. */
export const MOST_SENDERS = 500;

/** Requests that a content script may send. */
export const FROM_CONTENT: ReadonlySet<Request["kind"]> = new Set([
  "surroundings",
  "insert-sheet",
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
  "ask-to-remember",
  "open-help",
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
  /** To one frame: where lies the picture whose menu was opened? The answer is a `PictureRect`, or null. */
  | { readonly kind: "picture-rect" }
  /** To all frames: these sites are watched no longer. A script in one of them leaves; the answer of a top frame's is `true`. */
  | { readonly kind: "withdrawn"; readonly patterns: readonly string[] }
  /** To all frames: the settings changed. */
  | { readonly kind: "surroundings-changed"; readonly surroundings: Surroundings };

/** An answer on the wire: errors are values. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };
