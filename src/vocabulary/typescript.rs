//! The TypeScript types of the verdicts that `json` writes by hand. The other types are derived, and the lists in `code` give the
//! unions of codes and parameters.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const VERDICTS: &str = r#"
export interface LinkVerdict extends Decisions {
    kind: "link"; level: Level; class: LinkClass;
    /** The host in ASCII; `unicode` is present only if it differs. */
    host: string | null; unicode?: string;
    /** The registrable domain. */
    domain: string | null;
    /** The last target of a wrapper chain, and the steps to it. */
    target: string | null; steps?: string[];
    reasons: Reason[];
    /** The text is neither a link nor a host. */
    noLink?: true;
}
export interface SenderVerdict extends Decisions {
    kind: "sender"; level: Level; class: SenderClass;
    address: string | null; name: string | null; host: string | null; domain: string | null; target: null;
    reasons: Reason[];
    /** A list of messages shows a chip beside this sender. */
    listChip?: true;
}
export type Verdict = (LinkVerdict | SenderVerdict) & Followed;
/** `index` is missing for links found in plain text. */
export type MessageLink = Verdict & { index?: number; href: string; text: string; role: Role; marked?: true;
    /** The host that the user may name as a mail gateway. */
    gateway?: string };"#;

#[wasm_bindgen(typescript_custom_section)]
const DECISIONS: &str = r#"
/** The decisions that Rust made about a verdict. A missing field is false. */
interface Decisions {
    /** The verdict is a warning. */
    warned?: true;
    /** The user may mute the host or address. */
    mutable?: true;
}
/** The treatment of a click on a link. */
interface Followed {
    /** How the guard treats a click; a missing field means `dialog`. */
    guard?: Ruling;
    /** The browser refuses to open the link. */
    blockable?: true;
}
/** The part that a warning states first: the sender's first reason, a finding, a link's first reason, or an attached message. */
export type Lead = "sender" | { finding: number } | { link: number } | { attached: number };
/** The journal entry about a message with a warning. */
export interface JournalRecord {
    /** The index of the link that caused the warning. */
    link?: number;
    /** The entry is about that link. If missing, it is about the sender. */
    isAboutLink?: true;
    /** The name that the entry is listed under. */
    place?: string;
    /** The text in the leading reason is a host, an address or a path. */
    textIsPlace?: true;
}
export interface MessageVerdict {
    level: Level; claim: Claim; sender: SenderVerdict; replyTo: SenderVerdict | null;
    relayAlias?: string; orders?: string[];
    links: MessageLink[]; attachments: Attachment[];
    /** The findings about the message as a whole, the deciding one first. */
    findings: Reason[];
    /** The messages attached as a whole, each judged separately. */
    attached?: MessageVerdict[];
    lead?: Lead; chip?: Chip; warned?: true; blockable?: true;
    /** Not all of the message, or of one attached to it, was read. */
    partly?: true;
    /** The message has a warning and speaks as Amazon. */
    poses?: true;
    record?: JournalRecord;
}"#;

#[wasm_bindgen(typescript_custom_section)]
const PASTED: &str = r#"
/** Something in a pasted text that sellers ask about, besides links and addresses. */
export interface PastedHint { hint: "phone" | "chat" | "order" | "product" | "offer"; text: string }
/** The answer about a pasted text. */
export interface Pasted {
    /** The links, hosts and addresses, the worst first. */
    verdicts: { input: string; verdict: Verdict }[];
    /** The number of further ones that are not listed. */
    leftOut: number;
    /** The verdict on the text as a message, if it says more than the verdicts on the items. */
    message: MessageVerdict | null;
    hints: PastedHint[];
}"#;
