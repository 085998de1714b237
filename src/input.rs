//! The input of the judgement: a message as the webmail adapters and the mail reader see it, without any judgement. The types are
//! plain data. The command line uses them, and the extension uses the TypeScript types generated from them.

use serde::Serialize;

/// An address with its display name, both as written; either may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Mailbox {
    /// The display name, decoded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The domain that sent the mail, if the webmail shows that it differs from the domain of the address ("via", 代发).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub via: Option<String>,
    /// The page shows the address where it may show a name, which a sender can choose freely.
    #[serde(skip_serializing_if = "is_false")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub uncertain: bool,
}

/// A run of text as the page or the mail shows it, in document order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "facts about a run of text that do not depend on each other")]
pub struct Segment {
    /// The text; for an image, its alternative text.
    pub text: String,
    /// The link that the text is part of, as an index into the links of the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<u32>,
    /// The text begins a new line or block.
    #[serde(rename = "break", skip_serializing_if = "is_false")]
    pub starts_block: bool,
    /// The text is inside a quotation element.
    #[serde(skip_serializing_if = "is_false")]
    pub quoted: bool,
    /// The text is in the message, but the reader does not see it.
    #[serde(skip_serializing_if = "is_false")]
    pub hidden: bool,
    /// The text stands for an image.
    #[serde(skip_serializing_if = "is_false")]
    pub image: bool,
    /// The host of the server that the image comes from, if it is not part of the mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
fn is_false(value: &bool) -> bool {
    !value
}

/// A link as its message contains it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct LinkInput {
    /// The URL that the browser would open, or the `href` as written if it is not resolved.
    pub href: String,
    /// The `href` as written, if `href` is resolved. Some rules look at the written form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written: Option<String>,
    /// The link is a button or is drawn as one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub button: bool,
    /// The link is the target of a form.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub form: bool,
}

/// An attachment, by name and type only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Attachment {
    /// The file name, or an empty text.
    pub name: String,
    /// The media type, or an empty text.
    pub media_type: String,
}

/// One fact that a server wrote above a message: that it received the message, or the result of a check of the sender.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Trace {
    /// The server, by the name that it gives itself.
    pub server: String,
    /// The method of the check (`dmarc`, `dkim`, `spf`), or `received` if the server only received the message.
    pub method: String,
    /// The result of the check.
    pub result: String,
    /// The domain that was checked, or the host that the message was received from.
    pub domain: String,
}

/// A message as a webmail adapter or the mail reader passes it on, without any judgement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MessageInput {
    /// The header From; empty if the page shows none.
    pub from: Mailbox,
    /// Further addresses that the mail gives for its sender.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub other_senders: Vec<Mailbox>,
    /// The addresses that replies go to, as far as the page shows them.
    pub reply_to: Vec<Mailbox>,
    /// The subject.
    pub subject: String,
    /// The instant that the header Date gives, in RFC 3339 with the offset of the header. The judgement does not read it, so the module
    /// that only judges does without it.
    #[cfg(feature = "mail")]
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub date: Option<String>,
    /// The text, in document order.
    pub segments: Vec<Segment>,
    /// The links, in document order. Segments refer to them by index.
    pub links: Vec<LinkInput>,
    /// The attachments.
    pub attachments: Vec<Attachment>,
    /// The addresses that the message was sent to.
    pub recipients: Vec<String>,
    /// The user's own addresses, from the page or the settings; empty if they are unknown.
    pub user: Vec<String>,
    /// The message is in a folder of messages that the user wrote: sent mail or drafts.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub sent: bool,
    /// The exact addresses and hosts (in ASCII) that the user muted, in lower case.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub remembered: Vec<String>,
    /// The exact hosts (in ASCII, in lower case) that the user or the organisation named as mail gateways. Those of the outermost
    /// message count.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub gateways: Vec<String>,
    /// The URL that relative links are relative to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
    /// The amount that was left out because the message is too large: characters of text plus links.
    pub left_out: u32,
    /// The messages attached as a whole.
    pub attached: Vec<MessageInput>,
    /// The facts that servers wrote above the message, the latest first; empty if the headers are not available, as on a page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub trace: Vec<Trace>,
}
