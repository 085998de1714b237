//! The vocabulary: levels, classes, reasons, verdicts. Everything that judges speaks in these words,
//! and so do the command line and, through generated types, the extension. No rule lives here.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::input::Attachment;

mod decision;

pub use decision::{Chip, ChipFace, JournalRecord, Lead, Ruling};
use decision::{write_link_decisions, write_ruling, write_sender_decisions};

/// How loud a verdict is. Ordered: a later level is the worse one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Matches what Amazon is known to use; never "safe".
    Ok,
    /// Nothing to warn about, nothing vouched for.
    #[default]
    Info,
    /// Check it in Seller Central first.
    Caution,
    /// Do not open.
    Danger,
}

/// What a link is, by where it leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum LinkClass {
    /// A host where Amazon lets people sign in.
    Genuine,
    /// A genuine host, but the link grants access or forwards elsewhere.
    RiskyAction,
    /// Amazon's, without a sign-in.
    AmazonOwned,
    /// Anyone can publish there.
    OpenPlatform,
    /// A shortener or tracker whose target cannot be read.
    Opaque,
    /// Somebody else's site, not pretending.
    Unrelated,
    /// Carries the word without posing as Amazon.
    NameUse,
    /// A name built to be read as Amazon's.
    Lookalike,
    /// Built to hide where it leads.
    Deceptive,
    /// No browser would open it, or it is no link at all.
    Invalid,
}

/// What a sender is, by address and name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum SenderClass {
    /// The address is under a genuine sending domain. Addresses can be forged.
    Amazon,
    /// Delivered by Amazon, written by a stranger.
    Relay,
    /// Another Amazon business.
    AmazonOwned,
    /// Amazon owns the domain but does not send from it; fakes do.
    NotASender,
    /// A firm that rightly writes with Amazon's name.
    Partner,
    /// The address's domain is built to be read as Amazon's.
    Lookalike,
    /// The name speaks as Amazon, the domain is somebody else's.
    Impersonation,
    /// Somebody else, not pretending.
    Unrelated,
    /// No address is known.
    Unknown,
}

macro_rules! params {
    ($( $(#[$doc:meta])* $name:ident = $text:literal ),* $(,)?) => {
        /// The evidence a reason points at. Its key is the key in JSON and the placeholder in the texts.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Param { $( $(#[$doc])* $name, )* }

        impl Param {
            /// The key as JSON and the locale files spell it.
            pub const fn key(self) -> &'static str {
                match self { $( Self::$name => $text, )* }
            }
        }

        #[cfg(target_arch = "wasm32")]
        mod typescript_params {
            use wasm_bindgen::prelude::*;
            #[wasm_bindgen(typescript_custom_section)]
            const PARAMS: &str = concat!("export type ReasonParam =", $( " | \"", $text, "\"", )* ";");
        }
    };
}

params! {
    /// An e-mail address.
    Address = "address",
    /// The name that is being imitated.
    Brand = "brand",
    /// A character, as written.
    Character = "character",
    /// A number of things.
    Count = "count",
    /// The registrable domain.
    Domain = "domain",
    /// A host name, in Unicode where it has such a form.
    Host = "host",
    /// What a character or text is made to look like.
    Imitates = "imitates",
    /// One label of a host name.
    Label = "label",
    /// A display name.
    Name = "name",
    /// A place by its own name: a platform, a service, a link wrapper.
    Place = "place",
    /// A port number.
    Port = "port",
    /// The URL scheme.
    Scheme = "scheme",
    /// A URL that a link leads on to.
    Target = "target",
    /// A piece of text, shortened.
    Text = "text",
    /// The word that decided.
    Word = "word",
}

macro_rules! codes {
    ($( $(#[$doc:meta])* $name:ident = $text:literal [$($param:ident),*] ),* $(,)?) => {
        /// Why a verdict is what it is. The words belong to the user interface; here is only the code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $( $(#[$doc])* $name, )* }

        impl Code {
            /// Every code, in order of declaration.
            pub const ALL: &'static [Self] = &[ $( Self::$name, )* ];

            /// The code as JSON and the locale files spell it.
            pub const fn text(self) -> &'static str {
                match self { $( Self::$name => $text, )* }
            }

            /// The evidence this code always carries, and so what its text may name.
            pub const fn params(self) -> &'static [Param] {
                match self { $( Self::$name => &[$( Param::$param ),*], )* }
            }
        }

        #[cfg(target_arch = "wasm32")]
        mod typescript {
            use wasm_bindgen::prelude::*;
            #[wasm_bindgen(typescript_custom_section)]
            const CODES: &str = concat!("export type ReasonCode =", $( " | \"", $text, "\"", )* ";");
            #[wasm_bindgen(typescript_custom_section)]
            const REASON: &str = "export type Reason = { code: ReasonCode } & { [P in ReasonParam]?: string };";
        }
    };
}

codes! {
    // Where a link leads.
    /// A host where Amazon lets people sign in.
    GenuineHost = "genuine-host" [Host, Domain],
    /// The link is not encrypted. Said, not held against it: real notices contain such links.
    PlainHttp = "plain-http" [Host],
    /// Amazon's own, but nobody signs in there.
    OwnedHost = "owned-host" [Host, Domain],
    /// A genuine host forwards to somebody else.
    RedirectLeavesAmazon = "redirect-leaves-amazon" [Host, Target],
    /// A genuine host on a port Amazon does not use.
    OddPort = "odd-port" [Host, Port],
    /// Grants an application access to the seller account.
    ConsentPage = "consent-page" [Host],
    /// The same for an application that is still a draft.
    ConsentDraft = "consent-draft" [Host],
    /// Anyone can publish there.
    OpenPlatform = "open-platform" [Host, Place],
    /// A short link hides its target.
    Shortener = "shortener" [Host],
    /// A recognised wrapper whose target cannot be read.
    OpaqueWrapper = "opaque-wrapper" [Host, Place],
    /// The target a wrapper shows is decoration.
    WrapperDecoration = "wrapper-decoration" [Place, Host],
    /// The link was wrapped; this is what it leads to.
    Unwrapped = "unwrapped" [Place, Target],
    /// Wrapped more often than anyone does in earnest.
    WrappedTooDeep = "wrapped-too-deep" [Host],
    /// Somebody else's site.
    UnrelatedHost = "unrelated-host" [Host, Domain],
    /// Not reachable from the internet.
    LocalAddress = "local-address" [Host],
    /// A place that Amazon really uses for this, though it is not Amazon's.
    UsedByAmazon = "used-by-amazon" [Host, Place],

    // Names.
    /// The word, in another sense or another trade.
    NameUse = "name-use" [Label, Word],
    /// The brand beside a word of accounts and sign-ins.
    BrandWithAccountWord = "brand-with-account-word" [Label, Brand, Word],
    /// The brand beside a country, a language or an ending.
    BrandWithPlace = "brand-with-place" [Label, Brand, Word],
    /// The brand beside digits.
    BrandWithDigits = "brand-with-digits" [Label, Brand, Word],
    /// The brand beside letters that are no word.
    BrandWithLetters = "brand-with-letters" [Label, Brand, Word],
    /// The brand beside another word.
    BrandWithWord = "brand-with-word" [Label, Brand, Word],
    /// The brand under an ending that is not Amazon's.
    BrandForeignEnding = "brand-foreign-ending" [Host, Domain, Brand],
    /// The brand as a sub-domain of somebody else.
    BrandSubdomain = "brand-subdomain" [Label, Domain, Brand],
    /// Spelled with characters that look like others.
    ConfusableName = "confusable-name" [Label, Brand, Character, Imitates],
    /// One slip away from the name.
    MisspelledName = "misspelled-name" [Label, Brand],
    /// A whole Amazon host, or what is meant to be one, left of somebody else's domain.
    EmbeddedHost = "embedded-host" [Text, Domain],
    /// The ending of a marketplace in the middle of an address, where it ends nothing.
    EmbeddedEnding = "embedded-ending" [Text, Domain],

    // Hiding.
    /// What stands before the @ is not the host.
    UserInfo = "user-info" [Text, Host],
    /// The text names another host than the target.
    DisplayMismatch = "display-mismatch" [Text, Host],
    /// The text names Amazon, the target cannot be read.
    DisplayOpaque = "display-opaque" [Text, Host],
    /// Amazon's sign-in path on a foreign host.
    CopiedSignIn = "copied-sign-in" [Text, Host],
    /// A character that only looks like a slash or a dot.
    ConfusableSeparator = "confusable-separator" [Character, Host],
    /// A number or address written to hide that it is one.
    ObfuscatedIp = "obfuscated-ip" [Text, Host],
    /// A bare IP address.
    BareIp = "bare-ip" [Host],
    /// Runs a script or carries a page of its own.
    ScriptScheme = "script-scheme" [Scheme],
    /// Starts another program.
    ProgramScheme = "program-scheme" [Scheme],
    /// No browser would open it.
    InvalidUrl = "invalid-url" [Text],
    /// Not a link to the web.
    NotALink = "not-a-link" [Text],

    // Senders.
    /// The address is under a domain Amazon sends from.
    AmazonAddress = "amazon-address" [Address, Domain],
    /// A buyer, delivered by Amazon.
    RelayAddress = "relay-address" [Address],
    /// Another Amazon business.
    OwnedAddress = "owned-address" [Address, Domain],
    /// Owned by Amazon, used by fakes.
    NotASenderDomain = "not-a-sender-domain" [Address, Domain],
    /// A firm that rightly writes with Amazon's name.
    PartnerAddress = "partner-address" [Address, Place],
    /// Somebody else's address.
    UnrelatedAddress = "unrelated-address" [Address, Domain],
    /// The webmail says that another domain sent it.
    SentVia = "sent-via" [Host],
    /// The page shows no address.
    NoAddress = "no-address" [],
    /// Not an address that mail could come from.
    InvalidAddress = "invalid-address" [Text],
    /// The user does not want to be warned about it.
    Remembered = "remembered" [Text],
    /// The name speaks as Amazon.
    NameSpeaks = "name-speaks" [Name, Address],
    /// The name mentions Amazon.
    NameMentions = "name-mentions" [Name],
    /// The name contains an address that is not the sender's.
    AddressInName = "address-in-name" [Text, Address],
    /// The name is spelled with look-alike or invisible characters.
    ConfusableDisplayName = "confusable-display-name" [Name, Character, Imitates],
    /// Brand and role before the @ of a foreign address.
    BrandInLocalPart = "brand-in-local-part" [Address, Word],
    /// The user's own organisation.
    OwnOrganisation = "own-organisation" [Domain],

    // Messages.
    /// The message says it is Amazon; its sender is not.
    SenderNotAmazon = "sender-not-amazon" [Address],
    /// The message says it is Amazon; what it asks for leads elsewhere.
    ActionLeavesAmazon = "action-leaves-amazon" [Host, Text],
    /// A mail from an Amazon address asks for something elsewhere.
    AmazonMailActionElsewhere = "amazon-mail-action-elsewhere" [Host, Text],
    /// An answer would go to somebody else.
    ReplyLeavesAmazon = "reply-leaves-amazon" [Address],
    /// The answer would go to an address that poses as Amazon.
    ReplyPosesAsAmazon = "reply-poses-as-amazon" [Address],
    /// Nothing but an attachment or an image.
    OnlyAttachment = "only-attachment" [Text],
    /// The text spells words with invisible or look-alike characters.
    DisguisedText = "disguised-text" [Text, Character],
    /// The forwarded part gives this address as its sender.
    ForwardedFrom = "forwarded-from" [Address],
    /// Judged by the buyer's own words.
    BuyersWords = "buyers-words" [Address],
    /// A buyer's message that poses as Amazon.
    BuyerPosesAsAmazon = "buyer-poses-as-amazon" [Text],
    /// Sells verification or accounts.
    VerificationForSale = "verification-for-sale" [Text],
    /// Larger than what is judged; the rest was not read.
    NotAllJudged = "not-all-judged" [Count],
    /// Asks for a secret that Amazon never asks for by mail.
    AsksForSecret = "asks-for-secret" [Text],
    /// Wants to steer the reader's computer.
    AsksForRemoteAccess = "asks-for-remote-access" [Text],
    /// Wants gift cards, or money for a verification.
    AsksForPayment = "asks-for-payment" [Text],
    /// Gives hours or days to act.
    DeadlinePressure = "deadline-pressure" [Text],
    /// A page or a program comes with the mail.
    FormAttachment = "form-attachment" [Text],
    /// The receiving server found that the domain sent the mail. A hint.
    AuthenticationPassed = "authentication-passed" [Host, Domain],
    /// The receiving server found that it did not. Forwarding and lists have the same effect.
    AuthenticationFailed = "authentication-failed" [Host, Domain],
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text())
    }
}

/// A code with its evidence: `{"code":"user-info","text":"…","host":"…"}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What was found.
    pub code: Code,
    /// What it was found in, in the order of [`Code::params`].
    pub evidence: Vec<String>,
}

impl Reason {
    /// A reason with its evidence, one piece for each of [`Code::params`], each shortened to what a
    /// person can read.
    pub fn new<'a>(code: Code, evidence: impl IntoIterator<Item = &'a str>) -> Self {
        let evidence: Vec<String> = evidence.into_iter().map(shorten).collect();
        debug_assert_eq!(evidence.len(), code.params().len(), "{code:?}");
        Self { code, evidence }
    }

    /// The evidence under this key, if the code carries it.
    pub fn param(&self, param: Param) -> Option<&str> {
        let at = self.code.params().iter().position(|&p| p == param)?;
        self.evidence.get(at).map(String::as_str)
    }
}

/// Evidence is shown to people; nobody reads more than this of one piece.
const EVIDENCE_CHARS: usize = 160;

/// The first [`EVIDENCE_CHARS`] characters, with an ellipsis where something was left out.
fn shorten(text: &str) -> String {
    if text.len() <= EVIDENCE_CHARS {
        return text.to_owned();
    }
    match text.char_indices().nth(EVIDENCE_CHARS) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1 + self.evidence.len()))?;
        map.serialize_entry("code", &self.code)?;
        for (param, text) in self.code.params().iter().zip(&self.evidence) {
            map.serialize_entry(param.key(), text)?;
        }
        map.end()
    }
}

/// The verdict on one link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkVerdict {
    /// How loud.
    pub level: Level,
    /// What the link is.
    pub class: LinkClass,
    /// The host that was judged in the end, in ASCII.
    pub host: Option<String>,
    /// The same in Unicode, where that differs.
    pub unicode: Option<String>,
    /// Its registrable domain; none for IP addresses and public suffixes.
    pub domain: Option<String>,
    /// The last target of a wrapper chain, as the URL parser writes it.
    pub target: Option<String>,
    /// Every step on the way there, the first one outermost.
    pub steps: Vec<String>,
    /// Why, the deciding reason first.
    pub reasons: Vec<Reason>,
}

/// The verdict on one sender.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SenderVerdict {
    /// How loud.
    pub level: Level,
    /// What the sender is.
    pub class: SenderClass,
    /// The address, as it was read.
    pub address: Option<String>,
    /// The display name, as it was read.
    pub name: Option<String>,
    /// The address's host, in ASCII.
    pub host: Option<String>,
    /// Its registrable domain.
    pub domain: Option<String>,
    /// Why, the deciding reason first.
    pub reasons: Vec<Reason>,
}

/// A verdict on a piece of text that somebody asked about: a link or a sender.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The text was read as a link or a host.
    Link(LinkVerdict),
    /// The text was read as an address, with or without a name.
    Sender(SenderVerdict),
}

impl Verdict {
    /// The level, whichever kind it is.
    pub fn level(&self) -> Level {
        match self {
            Self::Link(link) => link.level,
            Self::Sender(sender) => sender.level,
        }
    }
}

/// How a message relates to Amazon.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// Does not speak of Amazon.
    #[default]
    None,
    /// Speaks of Amazon.
    Mention,
    /// Speaks as Amazon.
    Strong,
}

/// Where a claim was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum ClaimSource {
    /// The display name.
    Name,
    /// The address of the sender.
    Address,
    /// The subject.
    Subject,
    /// A sentence of the text.
    Text,
    /// The signature.
    Signature,
    /// The text standing for an image.
    Image,
}

/// One place that makes the claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ClaimEvidence {
    /// Where it stands.
    pub source: ClaimSource,
    /// What it says, shortened.
    pub text: String,
}

impl ClaimEvidence {
    /// Evidence with its text cut to what a person can read.
    pub fn new(source: ClaimSource, text: &str) -> Self {
        Self { source, text: shorten(text.trim()) }
    }
}

/// What a message claims about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Claim {
    /// How much.
    pub strength: Strength,
    /// Read from where.
    pub evidence: Vec<ClaimEvidence>,
}

/// What a link is for, inside its message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// What the message asks the reader to follow.
    Action,
    /// Everything else.
    #[default]
    Other,
}

/// A link inside a message: its verdict there, which may be louder than the link's alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageLink {
    /// Which of the links that were handed over; none for one found in plain text.
    pub index: Option<u32>,
    /// The link as it was given.
    pub href: String,
    /// Its text.
    pub text: String,
    /// What it is for.
    pub role: Role,
    /// The verdict on it in this message. `mailto:` links are judged as addresses.
    pub verdict: Verdict,
}

impl MessageLink {
    /// Whether the reader should see a mark at it: from caution up; and at what is no warning but worth a look, a page that
    /// grants access to an account, a place that Amazon uses and others may.
    pub fn is_marked(&self) -> bool {
        self.verdict.level() >= Level::Caution
            || matches!(&self.verdict, Verdict::Link(link) if link.class == LinkClass::RiskyAction
                || link.reasons.iter().any(|reason| reason.code == Code::UsedByAmazon))
    }
}

// One flat object each, written by hand: derived code for the same took a fifth of the WebAssembly module.

impl Serialize for LinkVerdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        flat(serializer, |map| write_link(self, map))
    }
}

impl Serialize for SenderVerdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        flat(serializer, |map| write_sender(self, map))
    }
}

impl Serialize for Verdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        flat(serializer, |map| {
            write_verdict(self, map)?;
            write_ruling(self.level(), Role::Other, map)
        })
    }
}

impl Serialize for MessageLink {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        flat(serializer, |map| {
            if let Some(index) = self.index {
                map.serialize_entry("index", &index)?;
            }
            map.serialize_entry("href", &self.href)?;
            map.serialize_entry("text", &self.text)?;
            map.serialize_entry("role", &self.role)?;
            if self.is_marked() {
                map.serialize_entry("marked", &true)?;
            }
            write_verdict(&self.verdict, map)?;
            write_ruling(self.verdict.level(), self.role, map)
        })
    }
}

fn flat<S: Serializer>(
    serializer: S,
    write: impl FnOnce(&mut S::SerializeMap) -> Result<(), S::Error>,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    write(&mut map)?;
    map.end()
}

fn write_verdict<M: SerializeMap>(verdict: &Verdict, map: &mut M) -> Result<(), M::Error> {
    match verdict {
        Verdict::Link(link) => write_link(link, map),
        Verdict::Sender(sender) => write_sender(sender, map),
    }
}

fn write_link<M: SerializeMap>(link: &LinkVerdict, map: &mut M) -> Result<(), M::Error> {
    map.serialize_entry("kind", "link")?;
    map.serialize_entry("level", &link.level)?;
    map.serialize_entry("class", &link.class)?;
    map.serialize_entry("host", &link.host)?;
    if link.unicode.is_some() {
        map.serialize_entry("unicode", &link.unicode)?;
    }
    map.serialize_entry("domain", &link.domain)?;
    map.serialize_entry("target", &link.target)?;
    if !link.steps.is_empty() {
        map.serialize_entry("steps", &link.steps)?;
    }
    map.serialize_entry("reasons", &link.reasons)?;
    write_link_decisions(link, map)
}

fn write_sender<M: SerializeMap>(sender: &SenderVerdict, map: &mut M) -> Result<(), M::Error> {
    map.serialize_entry("kind", "sender")?;
    map.serialize_entry("level", &sender.level)?;
    map.serialize_entry("class", &sender.class)?;
    map.serialize_entry("address", &sender.address)?;
    map.serialize_entry("name", &sender.name)?;
    map.serialize_entry("host", &sender.host)?;
    map.serialize_entry("domain", &sender.domain)?;
    // An address leads nowhere further; links have this key, so senders do.
    map.serialize_entry("target", &None::<String>)?;
    map.serialize_entry("reasons", &sender.reasons)?;
    write_sender_decisions(sender, map)
}

/// The verdict on a whole message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageVerdict {
    /// How loud.
    pub level: Level,
    /// What it claims.
    pub claim: Claim,
    /// Who it is from.
    pub sender: SenderVerdict,
    /// Where an answer would go, if that is said.
    pub reply_to: Option<SenderVerdict>,
    /// The relay alias of the buyer, if there is one.
    pub relay_alias: Option<String>,
    /// The order numbers seen.
    pub orders: Vec<String>,
    /// Its links, in order.
    pub links: Vec<MessageLink>,
    /// Its attachments.
    pub attachments: Vec<Attachment>,
    /// What was found about the message as a whole, the deciding finding first.
    pub findings: Vec<Reason>,
    /// Messages attached whole, each judged on its own.
    pub attached: Vec<Self>,
}

#[cfg(target_arch = "wasm32")]
mod typescript_verdicts {
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_in_kebab_case() {
        let mut texts: Vec<_> = Code::ALL.iter().map(|code| code.text()).collect();
        assert!(texts.iter().all(|t| t.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')));
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), Code::ALL.len());
    }

    #[test]
    fn levels_are_ordered_by_loudness() {
        assert!(Level::Ok < Level::Info && Level::Info < Level::Caution && Level::Caution < Level::Danger);
    }

    #[test]
    fn evidence_is_cut_at_a_character_never_inside_one() {
        let reason = Reason::new(Code::NotALink, [&*"亚".repeat(500)]);
        assert_eq!(reason.param(Param::Text).unwrap().chars().count(), EVIDENCE_CHARS + 1);
    }
}
