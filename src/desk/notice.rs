//! A notice as the Desk enters it: whether it counts, what it is about, its times and the documents that it asks for.

use serde::Serialize;

use crate::desk::clock::Clock;
use crate::desk::document::{self, Document};
use crate::desk::fold::Folded;
use crate::desk::kind;
use crate::desk::moment::{self, Moment};
use crate::desk::passage::Passage;
use crate::desk::terms::Kind;
use crate::desk::words::{Language, language_of};
use crate::input::MessageInput;
use crate::message::explanation::Explanation;
use crate::message::{self, Budget, NoticeLine};
use crate::tables::amazon::marketplaces;
use crate::vocabulary::{Code, Level, LinkClass, MessageVerdict, Reason, SenderClass, Verdict};

/// Why a message is not entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// It is not from an address of Amazon's.
    NotAmazon,
    /// Something in it contradicts a message of Amazon's.
    Contradiction,
    /// It cannot be read.
    Unreadable,
}

/// A notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// It is genuine as far as a message shows, and names a time that concerns the seller.
    pub entry: bool,
    /// Why it is not entered.
    pub refused: Option<Refusal>,
    /// What it is about.
    pub kind: Kind,
    /// The region of the marketplace, as `data/marketplaces.tsv` has it.
    pub marketplace: Option<&'static str>,
    /// The address of the sender.
    pub from: Option<String>,
    /// The address that the notice was sent to.
    pub account: Option<String>,
    /// The subject.
    pub subject: String,
    /// The header Date, with its offset.
    pub received: Option<String>,
    /// A colleague forwarded it, so it has to be asked which account it is about.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub forwarded: bool,
    /// It leads to a place that Amazon uses but others can use, too. The reason for that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caution: Option<Reason>,
    /// Every time in it.
    pub times: Vec<Moment>,
    /// The documents that it asks for.
    pub documents: Vec<Document>,
    /// A digest of its sender, date and text. The same notice has the same digest.
    pub id: String,
}

/// How notices are read.
#[derive(Clone, Debug)]
pub struct Options {
    /// The user's clock.
    pub clock: Clock,
    /// Notices that a colleague forwarded are entered, too.
    pub forwarded: bool,
}

/// Judges a message and reads it as a notice.
pub fn read(input: &MessageInput, options: &Options) -> Notice {
    let (verdict, explanation) = message::judge_and_explain(input, &Budget::default());
    let lines = message::notice_lines(input);
    if options.forwarded && verdict.sender.class != SenderClass::Amazon {
        if let Some(attached) = attached_notice(input, &verdict) {
            let inner = Options { forwarded: false, ..options.clone() };
            return Notice { forwarded: true, ..read(attached, &inner) };
        }
        if is_genuine_forward(&verdict, &lines) {
            let lines = NoticeLines { forwarded: true, lines: lines.lines };
            return entered(input, &lines, None, options);
        }
    }
    let lines = NoticeLines { forwarded: false, lines: lines.lines };
    match refusal(&verdict, &explanation) {
        Ok(caution) => entered(input, &lines, caution, options),
        Err(refused) => Notice {
            entry: false,
            refused: Some(refused),
            times: Vec::new(),
            documents: Vec::new(),
            kind: Kind::Other,
            ..entered(&MessageInput { segments: Vec::new(), ..input.clone() }, &NoticeLines::default(), None, options)
        },
    }
}

/// A message that no reader could read.
pub fn unreadable() -> Notice {
    Notice {
        entry: false,
        refused: Some(Refusal::Unreadable),
        kind: Kind::Other,
        marketplace: None,
        from: None,
        account: None,
        subject: String::new(),
        received: None,
        forwarded: false,
        caution: None,
        times: Vec::new(),
        documents: Vec::new(),
        id: String::new(),
    }
}

/// The lines of a notice, and whether they are those of a forwarded one.
#[derive(Default)]
struct NoticeLines {
    forwarded: bool,
    lines: Vec<NoticeLine>,
}

/// Returns why a message is not entered, or the reason for care if only that keeps it from being unremarkable.
fn refusal(verdict: &MessageVerdict, explanation: &Explanation) -> Result<Option<Reason>, Refusal> {
    if verdict.sender.class != SenderClass::Amazon {
        return Err(Refusal::NotAmazon);
    }
    if verdict.level <= Level::Info {
        return Ok(None);
    }
    let used = verdict.links.iter().filter_map(|link| match &link.verdict {
        Verdict::Link(link) => link.reasons.iter().find(|reason| reason.code == Code::UsedByAmazon),
        Verdict::Sender(_) => None,
    });
    let used: Vec<&Reason> = used.collect();
    // Only the rules about these places made the level.
    let deciding = explanation.steps.iter().filter(|step| step.decides(verdict.level));
    let only_these = deciding.clone().all(|step| ALLOWED_RULES.contains(&step.rule)) && deciding.count() > 0;
    match used.first() {
        Some(reason) if verdict.level == Level::Caution && only_these => Ok(Some((*reason).clone())),
        _ => Err(Refusal::Contradiction),
    }
}

/// The rules about places that Amazon uses for surveys and meetings, as docs/judgement.md describes them.
const ALLOWED_RULES: [&str; 2] = ["claim-uses-third-party", "amazon-mail-action-at-third-party"];

/// The attached message that is a notice of Amazon's, if a message without contradiction has one.
fn attached_notice<'a>(input: &'a MessageInput, verdict: &MessageVerdict) -> Option<&'a MessageInput> {
    let mut attached = input.attached.iter().zip(&verdict.attached);
    let fits = |(_, inner): &(&MessageInput, &MessageVerdict)| inner.sender.class == SenderClass::Amazon;
    attached.find(fits).filter(|_| verdict.level <= Level::Info).map(|(input, _)| input)
}

/// Whether a message forwards a notice of Amazon's: its block names an address of Amazon's, and all links are genuine.
fn is_genuine_forward(verdict: &MessageVerdict, lines: &message::NoticeText) -> bool {
    let is_genuine = |verdict: &Verdict| match verdict {
        Verdict::Link(link) => {
            matches!(link.class, LinkClass::Genuine | LinkClass::AmazonOwned) && link.level <= Level::Info
        }
        Verdict::Sender(sender) => sender.class == SenderClass::Amazon,
    };
    lines.forwards_amazon && verdict.level <= Level::Info && verdict.links.iter().all(|link| is_genuine(&link.verdict))
}

fn entered(input: &MessageInput, text: &NoticeLines, caution: Option<Reason>, options: &Options) -> Notice {
    let mut passages: Vec<Passage> = Vec::new();
    if !input.subject.trim().is_empty() {
        passages.push(Passage { text: input.subject.trim().to_owned(), is_ignored: false });
    }
    passages.extend(text.lines.iter().map(|line| Passage {
        text: line.text.clone(),
        is_ignored: line.is_hidden || !(line.is_author || text.forwarded && line.is_forwarded),
    }));
    let received = input.date.as_deref().and_then(|date| options.clock.parse(date));
    // The date of a forward says nothing about that of the notice.
    let received = received.filter(|_| !text.forwarded);
    let all = moment::read(&passages, received, &options.clock);
    let shown: String =
        passages.iter().filter(|passage| !passage.is_ignored).fold(String::new(), |mut all, passage| {
            all.push_str(&passage.text);
            all.push('\n');
            all
        });
    let language = language_of(&shown, &Folded::of(&shown).text).unwrap_or(Language::En);
    let documents = document::find(&passages, &all, language);
    let times = moment::merge(all);
    Notice {
        entry: times.iter().any(|time| time.role.is_due()),
        refused: None,
        kind: kind::of(&input.subject, &shown, language),
        marketplace: marketplace(input),
        from: input.from.address.clone(),
        account: input.recipients.first().cloned(),
        subject: input.subject.clone(),
        received: input.date.clone(),
        forwarded: text.forwarded,
        caution,
        id: digest(input, &shown),
        times,
        documents,
    }
}

/// The region of the marketplace: of the first link to a Seller Central, else of the sender's domain.
fn marketplace(input: &MessageInput) -> Option<&'static str> {
    let host = |href: &str| {
        let rest = href.split_once("://")?.1;
        let host = rest.split(['/', '?', '#', ':']).next()?.to_ascii_lowercase();
        Some(host)
    };
    let hosts = input.links.iter().filter_map(|link| host(&link.href));
    let by_link =
        hosts.filter_map(|host| marketplaces().find(|(_, known)| *known == host)).map(|(region, _)| region).next();
    let domain = || {
        let domain = input.from.address.as_deref()?.rsplit_once('@')?.1.to_ascii_lowercase();
        let of = |known: &str| known.split_once('.').map(|(_, domain)| domain.to_owned());
        let is_below = |parent: &str| domain == parent || domain.ends_with(&format!(".{parent}"));
        marketplaces()
            .filter(|(region, _)| *region != "EU")
            .find(|(_, known)| of(known).is_some_and(|parent| is_below(&parent)))
    };
    by_link.or_else(|| domain().map(|(region, _)| region))
}

/// A digest (FNV-1a, 64 bit) of the sender, the date and the text.
fn digest(input: &MessageInput, text: &str) -> String {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let parts = [
        input.from.address.as_deref(),
        input.date.as_deref(),
        input.recipients.first().map(String::as_str),
        Some(text),
    ];
    let bytes = parts.into_iter().flat_map(|part| part.unwrap_or_default().bytes().chain([0]));
    format!("{:016x}", bytes.fold(START, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME)))
}
