// The requests that content scripts and the extension's pages send to the background: one map from each kind to its fields, its
// answer, and its permitted sender. The background hears nothing else. Orders in the other direction: orders.ts.

import type { Language, Messages } from "../model/language.js";
import type { Organisation, Review } from "../model/organisation.js";
import type { ReportFacts } from "../model/report-facts.js";
import type { Pause, PausePlace, PauseTime } from "../model/pause.js";
import type { NotificationPages } from "../model/seller-central.js";
import type { Home, Limits, Notifications, Remembered, Settings } from "../model/settings.js";
import type {
  Chip,
  Level,
  Mailbox,
  MessageInput,
  MessageVerdict,
  Pasted,
  ReasonCode,
  Verdict,
} from "../model/verdict.js";

/** The least trusted sender of a request. The extension's own pages may also send the requests of content scripts. */
export type Asker = "content-script" | "own-page" | "confirmation-page";

interface Entry<Fields, Answer> {
  readonly asker: Asker;
  /** Never set. It carries the types of the fields and the answer. */
  readonly types?: (fields: Fields) => Answer;
}

/* @__NO_SIDE_EFFECTS__ */
function kind<Fields extends object, Answer>(asker: Asker): Entry<Fields, Answer> {
  return { asker };
}

/** A request without fields. */
export type NoFields = object;

/** Every kind of request. The limits of the fields hang on the same keys (background/request-limits.ts). */
export const REQUESTS = {
  surroundings: kind<NoFields, Surroundings>("content-script"),
  /** Inserts the style sheet into a frame in Firefox. The answer is the prefix of its custom properties. */
  "insert-sheet": kind<NoFields, string>("content-script"),
  /** Judges a message, and remembers its level for its row in the list. */
  "judge-message": kind<{ readonly message: MessageInput; readonly place?: MailPlace }, MessageVerdict>(
    "content-script",
  ),
  /** The levels of the messages in a list that were judged in this session; null where nothing is known. */
  "levels-of": kind<{ readonly rows: readonly RowPlace[] }, (RowLevel | null)[]>("content-script"),
  /** Judges senders alone, for a list of messages; `user` holds the user's own addresses. */
  "judge-senders": kind<{ readonly senders: readonly Mailbox[]; readonly user: readonly string[] }, MessageVerdict[]>(
    "content-script",
  ),
  "judge-links": kind<{ readonly links: readonly string[] }, Verdict[]>("content-script"),
  open: kind<{ readonly url: string; readonly how: Disposition }, true>("content-script"),
  /** Refuses dangerous links for a short time, because the user has opened a menu on one. Fails where the browser cannot. */
  arm: kind<{ readonly links: readonly string[] }, true>("content-script"),
  /** Explains in the top frame that the browser refused a link. The background judges the link again. */
  explain: kind<{ readonly blocked: Pick<Blocked, "href" | "mail"> }, true>("content-script"),
  /** Shows the dialog of a held link in the top frame, which has the room for it. The background judges the link again. */
  "put-to-user": kind<{ readonly link: HeldLinkClaim }, boolean>("content-script"),
  /** Submits a held form, in the frame that asks or in the named one. */
  "release-form": kind<{ readonly frameId?: number; readonly form: number; readonly url: string }, true>(
    "content-script",
  ),
  status: kind<{ readonly status: FrameStatus }, true>("content-script"),
  "set-home": kind<{ readonly home: Home }, true>("content-script"),
  /** Hands a mail's body to the frame that holds its header. */
  "claim-body": kind<{ readonly nonce: string; readonly part: BodyPart }, MessageVerdict | null>("content-script"),
  /** Asks the user to confirm that a name is muted. The confirmation page opens. */
  "ask-to-remember": kind<ToConfirm, true>("content-script"),
  /** Opens the prepared report to Amazon beside the tab. Nothing is sent. */
  report: kind<{ readonly facts: ReportFacts }, true>("content-script"),
  /** Whether a page may ask where Seller Central is opened. The answer is yes once, for the first warning. */
  "may-ask-home": kind<NoFields, boolean>("content-script"),
  /** The tab came to this page from another site, so its own pause ends. */
  entered: kind<NoFields, true>("content-script"),
  /** Opens our page that offers to replace the browser's error page. The browser asks its question only in a page of ours. */
  "offer-error-page": kind<NoFields, true>("content-script"),
  /** Remembers the element that the user pointed at as the body of mails on this site. The popup began the choice, and its id works once. */
  "body-chosen": kind<{ readonly id: string; readonly selector: string }, true>("content-script"),
  /** Opens the help at the entry of a reason. */
  "open-help": kind<{ readonly code: ReasonCode }, true>("content-script"),

  /** Judges a text that was typed or pasted; `html` is the HTML form of the same clipboard content. */
  check: kind<{ readonly text: string; readonly html?: string }, CheckAnswer>("own-page"),
  /** Judges examples for the help. They leave no trace: no memory, no journal entry, no blocking rule. */
  "judge-examples": kind<{ readonly examples: readonly Example[] }, (Verdict | MessageVerdict)[]>("own-page"),
  "tab-state": kind<{ readonly tabId: number }, TabState>("own-page"),
  /** Pauses a site, or a site in one tab, until a time of at most an hour from now, or until the user resumes. */
  pause: kind<PausePlace & Pick<PauseTime, "until">, true>("own-page"),
  resume: kind<PausePlace, true>("own-page"),
  /** The pauses in force. */
  pauses: kind<NoFields, Pause[]>("own-page"),
  watch: kind<{ readonly origin: string }, true>("own-page"),
  unwatch: kind<{ readonly pattern: string }, true>("own-page"),
  granted: kind<NoFields, Granted>("own-page"),
  /** Starts or stops reading buyer messages. The page has already asked for the permission (`sellerCentralOrigins`). */
  "set-buyer-messages": kind<{ readonly on: boolean }, true>("own-page"),
  /** Warns about a muted name again. */
  forget: kind<Pick<Remembered, "what" | "value">, UndoId>("own-page"),
  /** Has the user point at the mail in a tab. Answers whether a page of that tab took the order. */
  "choose-body": kind<{ readonly tabId: number }, boolean>("own-page"),
  /** Forgets the chosen body of a site. */
  "forget-body": kind<{ readonly origin: string }, UndoId>("own-page"),
  /** Returns a refused address with its verdict, for the page that replaces it. */
  blocked: kind<{ readonly url: string }, Blocked>("own-page"),
  /** Keeps the facts of a report until the page that writes the report takes them by the id in the answer. */
  "keep-report-facts": kind<{ readonly facts: ReportFacts }, string>("own-page"),
  /** Takes the facts of a report. Each id works once. */
  "take-report-facts": kind<{ readonly id: string }, ReportFacts | null>("own-page"),
  "set-language": kind<{ readonly language: Language }, true>("own-page"),
  /** Takes the content that a menu, a key or the address bar left for the check page. Each id works once. */
  "take-waiting": kind<{ readonly id: string }, Waiting | null>("own-page"),
  "set-notifications": kind<{ readonly notifications: Notifications }, true>("own-page"),
  "set-journal": kind<{ readonly on?: boolean; readonly subjects?: boolean }, true>("own-page"),
  organisation: kind<NoFields, Organisation>("own-page"),
  /** The text of a file with all settings. */
  "export-settings": kind<NoFields, string>("own-page"),
  /** The changes that importing a text would make. Nothing changes yet. */
  "review-import": kind<{ readonly text: string }, Review>("own-page"),
  import: kind<{ readonly text: string }, UndoId>("own-page"),
  "remove-team": kind<NoFields, UndoId>("own-page"),
  /** Drops a site that an imported file names and the user does not want. */
  "drop-imported": kind<{ readonly pattern: string }, UndoId>("own-page"),
  /** Takes back an import, or brings back what one of the other requests with this kind of answer removed. */
  undo: kind<{ readonly id: string }, true>("own-page"),

  /** Takes the name that waits for confirmation. Each id works once. */
  "take-confirm": kind<{ readonly id: string }, ToConfirm | null>("confirmation-page"),
  /** Mutes a name, because the user has confirmed it. */
  remember: kind<Pick<Remembered, "what" | "value">, true>("confirmation-page"),
};

export type RequestKind = keyof typeof REQUESTS;

type TypesOf<K extends RequestKind> = NonNullable<(typeof REQUESTS)[K]["types"]>;

/** The fields of a kind of request, besides the kind itself. */
export type FieldsOf<K extends RequestKind> = Parameters<TypesOf<K>>[0];

/** The answer to a kind of request. */
export type AnswerTo<K extends RequestKind> = ReturnType<TypesOf<K>>;

/** A request of one kind. */
export type RequestOf<K extends RequestKind> = { readonly kind: K } & FieldsOf<K>;

/** The id by which a change can be taken back, once; null if it cannot. */
export type UndoId = string | null;

/** An answer on the wire: an error is sent as its text. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

/** The error text where a dangerous link stays closed because of the organisation's policy. */
export const STAYS_CLOSED = "stays-closed";

/** The error text where the page is no longer watched but still runs a content script. */
export const NOT_WATCHED = "not-watched";

/** The error text where the browser's storage has no room for the data of a protection. */
export const NO_ROOM = "no-room";

/** The most senders in one request. */
export const MOST_SENDERS = 500;

/** The data that every surface of the extension needs in order to draw itself. */
export interface Surroundings {
  readonly settings: Settings;
  readonly limits: Limits;
  readonly messages: Messages;
  readonly notificationPages: NotificationPages;
  /** For a content script: the pause of this site or tab. Its end has to be checked by the clock. */
  readonly paused?: PauseTime;
}

/** A message as its page names it. */
export interface MailPlace {
  /** The webmail's own id of the message, if the page shows one. */
  readonly id?: string;
  /** The webmail's own id of the conversation. */
  readonly conversation?: string;
  /** When the message was sent, as the page shows it. */
  readonly date?: string;
  /** Differs from one opening of a message to the next. It tells messages without an id apart. */
  readonly opening: string;
}

/** A message as its row in a list names it. */
export interface RowPlace extends Omit<MailPlace, "opening"> {
  readonly from: Mailbox;
  readonly subject: string;
}

/** The level of a judged message in its row. */
export interface RowLevel extends Pick<MessageVerdict, "level"> {
  /** What the chip beside the sender says, if there is one. */
  readonly face?: Chip["face"];
}

/** A link or a form that the browser refused because of a blocking rule. */
export interface Blocked {
  readonly href: string;
  /** Null where nothing is known, for instance because the rule is from an earlier session. */
  readonly verdict: Verdict | null;
  /** The mail that the link stands in, where the page knows it. A report names it. */
  readonly mail?: NonNullable<HeldLink["mail"]>;
  /** The number of a form that was not sent. */
  readonly form?: number;
  /** The browser shows its own error page for the link, because the user has not allowed ours there. */
  readonly errorPage?: boolean;
}

/** The permissions that the user granted beyond the webmails of the manifest. */
export interface Granted {
  /** Match patterns of the sites that the user added, as the browser writes them. */
  readonly sites: readonly string[];
  /** Whether Seller Central's buyer messages are read. */
  readonly buyerMessages: boolean;
}

/** The reason why an added site is not watched. It is the error text in the answer to `watch`. */
export type Refusal = "site-is-amazons" | "site-amazon-uses";

/** The way to open a link, as the held modifier keys request it. */
export type Disposition = "current" | "tab" | "background-tab" | "window";

/** The state of a frame of a watched page, for the toolbar. */
export interface FrameStatus {
  /** Whether this is the first status of the document. It clears the frame's earlier state; the top frame's clears that of all frames. */
  readonly first: boolean;
  /** The highest level among the open messages; null where none is open. */
  readonly level: Level | null;
  /** Whether the frame looks like an open mail in which no body was found. */
  readonly unread: boolean;
}

/** A link that the guard held, for the dialog that asks the user. */
export interface HeldLink {
  /** The address as the browser would open it. */
  readonly href: string;
  readonly text: string;
  /** Null where no verdict arrived in time. */
  readonly verdict: Verdict | null;
  /** At `danger` the dialog asks for two deliberate steps, otherwise for one. */
  readonly level: Level;
  readonly how: Disposition;
  /** The mail that the link stands in. A report names it. */
  readonly mail?: Pick<ReportFacts, "sender" | "name" | "subject">;
  /** The number of a held form. The form is submitted in the frame that held it. */
  readonly form?: number;
  /** The frame that held the link; the background fills it in. */
  readonly frameId?: number;
}

/** A held link as a frame describes it. The background does not believe a frame's verdict, so none is sent. */
export type HeldLinkClaim = Omit<HeldLink, "verdict" | "frameId">;

/** The user's decision about a held link. */
export type Decision = "open" | "stay";

/** An example in the help: a link, an address, or a message of which only the relevant fields are given. */
export type Example = { readonly input: string } | { readonly message: Partial<MessageInput> };

/** A mail's body from a frame that the page with its header cannot read, on its way to that page. */
export interface BodyPart {
  readonly segments: MessageInput["segments"];
  readonly links: MessageInput["links"];
  /** The amount of the body that was not read. */
  readonly leftOut?: number;
}

/** The content that waits for the check page: a text, a picture as a data URL, or the reason why there is no picture. */
export type Waiting = { readonly text: string } | { readonly picture: string } | { readonly failed: CaptureTrouble };

/** The reason why there is no picture: the browser refuses to capture the page, or the picture is too large to keep. */
export type CaptureTrouble = "capture-refused" | "too-large";

/** A name that the user wants to mute, on its way to the confirmation page. */
export interface ToConfirm extends Pick<Remembered, "what" | "value"> {
  /** A link to this host. It opens after the confirmation. */
  readonly href?: string;
}

/** The answer about something that the user pasted, typed or dropped. */
export type CheckAnswer =
  | { readonly what: "nothing" }
  | ({ readonly what: "verdicts" } & Pasted)
  /** A whole mail, or a saved page; `piece` says that it had no header. */
  | { readonly what: "message"; readonly verdict: MessageVerdict; readonly piece: boolean }
  | { readonly what: "unreadable" };

/** The messages that are open in a frame. */
export interface OpenMessages {
  /** The name of the webmail adapter. */
  readonly adapter: string;
  /** The verdicts, in the order in which the messages were opened. */
  readonly verdicts: readonly MessageVerdict[];
  /** Whether the frame is still reading, so that more may come. */
  readonly reading: boolean;
  /** Whether the frame looks like an open mail in which no body was found. */
  readonly unread: boolean;
}

/** The state of a tab, as the popup shows it. */
export type TabState =
  | ({ readonly state: "watching"; readonly origin: string } & OpenMessages)
  /** The user has paused this watched site, or its tab. */
  | { readonly state: "paused"; readonly pause: Pause }
  /** A watched site whose content script does not answer. A reload helps. */
  | { readonly state: "silent" }
  /** An unknown site; the user may add it. `asked` says that the organisation wants it watched. */
  | { readonly state: "not-watched"; readonly origin: string; readonly asked: boolean }
  /** A page of Amazon or of a video call. The extension never watches it. */
  | { readonly state: "stays-out" }
  /** A page of the browser, of an extension store, or a local file. No extension can watch it. */
  | { readonly state: "out-of-reach" };
