//! The TypeScript types of the verdicts that `json` writes by hand. The other types are derived, and the unions of codes and
//! parameters come from the lists in `code`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const VERDICTS: &str = r#"
export interface LinkVerdict {
    kind: "link"; level: Level; class: LinkClass;
    /** In ASCII; `unicode` only where that differs. */
    host: string | null; unicode?: string;
    /** The registrable domain. */
    domain: string | null;
    /** The last target of a wrapper chain, and the steps to it. */
    target: string | null; steps?: string[];
    reasons: Reason[];
}
export interface SenderVerdict {
    kind: "sender"; level: Level; class: SenderClass;
    address: string | null; name: string | null; host: string | null; domain: string | null; target: null;
    reasons: Reason[];
}
export type Verdict = LinkVerdict | SenderVerdict;
/** `index` is missing for links found in plain text. */
export type MessageLink = Verdict & { index?: number; href: string; text: string; role: Role; marked?: true };"#;
