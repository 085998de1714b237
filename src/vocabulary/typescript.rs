//! The TypeScript types of the verdicts that `json` writes by hand. The other types are derived, and the unions of codes and
//! parameters come from the lists in `code`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const VERDICTS: &str = r#"
export interface LinkVerdict extends Decisions {
    kind: "link"; level: Level; class: LinkClass;
    /** In ASCII; `unicode` only where that differs. */
    host: string | null; unicode?: string;
    /** The registrable domain. */
    domain: string | null;
    /** The last target of a wrapper chain, and the steps to it. */
    target: string | null; steps?: string[];
    reasons: Reason[];
    /** The text was read as something else than a link or a host. */
    noLink?: true;
}
export interface SenderVerdict extends Decisions {
    kind: "sender"; level: Level; class: SenderClass;
    address: string | null; name: string | null; host: string | null; domain: string | null; target: null;
    reasons: Reason[];
    /** A list of messages shows a chip at this sender. */
    listChip?: true;
}
export type Verdict = (LinkVerdict | SenderVerdict) & Followed;
/** `index` is missing for links found in plain text. */
export type MessageLink = Verdict & { index?: number; href: string; text: string; role: Role; marked?: true };"#;

#[wasm_bindgen(typescript_custom_section)]
const DECISIONS: &str = r#"
/** What Rust decided about a verdict. A field that is missing is false. */
interface Decisions {
    /** The user is warned about it. */
    warned?: true;
    /** The user may mute its host or address. */
    mutable?: true;
}
/** What happens to a link that is followed. */
interface Followed {
    /** What the guard does with a click; a missing field means `dialog`. */
    guard?: Ruling;
    /** The browser refuses to open it. */
    blockable?: true;
}
/** What a warning states first: the sender's first reason, a finding, a link's first reason, or an attached message. */
export type Lead = "sender" | { finding: number } | { link: number } | { attached: number };
/** What the journal writes down about a message that is warned about. */
export interface JournalRecord {
    /** The index of the link that the warning rests on. */
    link?: number;
    /** The entry is about that link, and otherwise about the sender. */
    isAboutLink?: true;
    /** The place that the entry is listed under. */
    place?: string;
    /** The text in the leading reason is a host, an address or a path. */
    textIsPlace?: true;
}
export interface MessageVerdict {
    level: Level; claim: Claim; sender: SenderVerdict; replyTo: SenderVerdict | null;
    relayAlias?: string; orders?: string[];
    links: MessageLink[]; attachments: Attachment[];
    /** What was found about the message as a whole, the deciding finding first. */
    findings: Reason[];
    /** Messages attached whole, each judged on its own. */
    attached?: MessageVerdict[];
    lead?: Lead; chip?: Chip; warned?: true; blockable?: true;
    /** It is warned about and speaks as Amazon. */
    poses?: true;
    record?: JournalRecord;
}"#;
