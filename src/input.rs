//! What webmail adapters and the mail reader hand over: what is there, without any judgement. Plain data; the same on the
//! command line and, through generated types, in the extension.

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
    /// The domain that sent it, where the webmail says that it is another than the address's ("via", 代发).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub via: Option<String>,
}

/// A run of text as the page or the mail shows it, in document order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "what a page tells of a run of text")]
pub struct Segment {
    /// The text; for an image, what stands for it.
    pub text: String,
    /// The link it is part of, as an index into the links of the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<u32>,
    /// It begins a new line or block.
    #[serde(rename = "break", skip_serializing_if = "is_false")]
    pub starts_block: bool,
    /// It stands in a quotation element.
    #[serde(skip_serializing_if = "is_false")]
    pub quoted: bool,
    /// It is in the message but not shown.
    #[serde(skip_serializing_if = "is_false")]
    pub hidden: bool,
    /// It stands for an image.
    #[serde(skip_serializing_if = "is_false")]
    pub image: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
fn is_false(value: &bool) -> bool {
    !value
}

/// A link as its message carries it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct LinkInput {
    /// Where the browser would go, or the `href` as written where nobody resolved it.
    pub href: String,
    /// The `href` as written, where `href` is already resolved: the writing itself can tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written: Option<String>,
    /// It is drawn as a button, or is one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub button: bool,
    /// It is where a form is sent to.
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

/// One fact that a server wrote above a message: that it took it, or what it made of its sender.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Trace {
    /// The server, as it calls itself.
    pub server: String,
    /// What it checked (`dmarc`, `dkim`, `spf`), or `received` where it only took the message.
    pub method: String,
    /// What came out of the check.
    pub result: String,
    /// The domain that was checked, or the host from which the message was taken.
    pub domain: String,
}

/// A message as a webmail adapter or a mail parser hands it over: what is there, without any judgement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MessageInput {
    /// The header From; empty where the page shows none.
    pub from: Mailbox,
    /// Other addresses that the mail gives for its sender, where it gives several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub other_senders: Vec<Mailbox>,
    /// Where answers go, as far as the page shows it.
    pub reply_to: Vec<Mailbox>,
    /// The subject.
    pub subject: String,
    /// The text, in document order.
    pub segments: Vec<Segment>,
    /// The links, in document order; segments refer to them by index.
    pub links: Vec<LinkInput>,
    /// The attachments.
    pub attachments: Vec<Attachment>,
    /// Addresses the message was sent to.
    pub recipients: Vec<String>,
    /// The user's own addresses, where the page or the settings tell; empty where nobody knows.
    pub user: Vec<String>,
    /// The webmail keeps it in a folder of what the user wrote: sent mail, drafts.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub sent: bool,
    /// Exact addresses and hosts (in ASCII) about which the user does not want to be warned, in lower case.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub remembered: Vec<String>,
    /// What relative links are relative to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
    /// How much was left out because the message is too large: characters of text and links.
    pub left_out: u32,
    /// Messages attached whole.
    pub attached: Vec<MessageInput>,
    /// What servers wrote above it, the latest first; empty where nobody sees the headers, as on a page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub trace: Vec<Trace>,
}
