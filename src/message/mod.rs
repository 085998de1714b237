//! The verdict on a whole message. One pass gathers evidence ([`gather`]); one table ([`level_of`]) turns it into a level
//! with its reasons. The exceptions are rows of that table.

mod action;
mod claim;
pub(crate) mod document;
mod lure;
mod offer;
mod seen;
mod speaker;

use url::Url;

use crate::brand::named_host::names_amazon;
pub use crate::budget::Budget;
use crate::input::{Attachment, Mailbox, MessageInput, Segment};
use crate::link::{self, JudgedLink, LinkTarget};
use crate::message::action::{Roles, Setting};
use crate::message::claim::TextClaim;
use crate::message::document::{Block, Document, Voice};
use crate::message::seen::Seen;
use crate::sender::authentication;
use crate::sender::{self, Judged, UserIdentity};
use crate::tables::places::{PlaceKind, SpeakerKind};
use crate::url::boundary;
use crate::url::host::HostName;
use crate::vocabulary::{
    Claim, ClaimEvidence, ClaimSource, Code, Level, LinkClass, MessageLink, MessageVerdict, Reason, Role, SenderClass,
    Strength, Verdict,
};

/// Links beyond this many are not judged; the verdict says so.
pub const MAX_LINKS: usize = 10_000;
/// Text beyond this many bytes is not read; the verdict says so.
pub const MAX_TEXT: usize = 2_000_000;
/// Messages attached to messages attached … deeper than this are not judged.
const MAX_DEPTH: usize = 3;

/// Judges a message, within the time that is enough for every real one.
pub fn judge(input: &MessageInput) -> MessageVerdict {
    judge_within(input, &Budget::default())
}

/// Judges a message. Where the time is used up the rest is not judged: the verdict says so and vouches for nothing, and the
/// links that were not judged have no verdict.
pub fn judge_within(input: &MessageInput, budget: &Budget) -> MessageVerdict {
    judge_at_depth(input, budget, 0)
}

fn judge_at_depth(input: &MessageInput, budget: &Budget, depth: usize) -> MessageVerdict {
    if let Some(name) = input.from.name.as_deref().and_then(shortened_name) {
        let mut input = input.clone();
        input.from.name = Some(name);
        return judge_at_depth(&input, budget, depth);
    }
    let own = own(input);
    if !input.other_senders.is_empty() {
        return judge_at_depth(&with_worst_sender(input, &own), budget, depth);
    }
    let mut left_out = usize::try_from(input.left_out).unwrap_or(usize::MAX);
    let segments = within_bounds(&input.segments, &mut left_out);
    let document = document::read(segments, budget);
    left_out = left_out.saturating_add(document.unread);
    let evidence = gather(input, &document, &own, budget);
    left_out = left_out.saturating_add(evidence.unjudged_links);
    let mut verdict = conclude(input, evidence);
    if budget.is_spent() {
        left_out = left_out.max(1);
        verdict.level = verdict.level.max(if claims(&verdict) { Level::Caution } else { Level::Info });
    }
    if left_out > 0 {
        // What was not read cannot be vouched for.
        verdict.level = verdict.level.max(Level::Info);
        verdict.findings.push(Reason::new(Code::NotAllJudged, [&*left_out.to_string()]));
    }
    for attached in &input.attached {
        if depth == MAX_DEPTH {
            verdict.level = verdict.level.max(Level::Info);
            verdict.findings.push(Reason::new(Code::NotAllJudged, ["1"]));
            break;
        }
        let inner = judge_at_depth(attached, budget, depth + 1);
        verdict.level = verdict.level.max(inner.level);
        verdict.attached.push(inner);
    }
    verdict
}

/// The same message from the worst of the senders it gives. Where another of them is an address of Amazon's, somebody is shown
/// that one, so it is part of the name.
fn with_worst_sender(input: &MessageInput, own: &UserIdentity) -> MessageInput {
    let mut input = input.clone();
    let mut all = vec![std::mem::take(&mut input.from)];
    all.append(&mut input.other_senders);
    let from = |at: usize| {
        let address = all[at].address.as_deref().unwrap_or_default();
        let names = all.iter().filter_map(|one| one.name.as_deref());
        let others = all.iter().filter_map(|one| one.address.as_deref()).filter(|other| is_at_amazon(other));
        let shown: Vec<&str> = names.chain(others).filter(|text| !text.eq_ignore_ascii_case(address)).collect();
        Mailbox { name: (!shown.is_empty()).then(|| shown.join(", ")), ..all[at].clone() }
    };
    let badness = |mailbox: &Mailbox| {
        let judged = sender::judge(mailbox, own);
        (judged.verdict.level, standing(&judged))
    };
    // Among equals the first.
    input.from = (0..all.len()).rev().map(from).max_by_key(badness).unwrap_or_default();
    input
}

fn is_at_amazon(address: &str) -> bool {
    sender::split_address(address).is_some_and(|(local, host)| host.is_amazons() && !local.contains('@'))
}

/// What is read of a name that is longer than anybody reads; nothing where it is not. What takes no room pushes nothing out.
fn shortened_name(name: &str) -> Option<String> {
    /// In bytes.
    const LONG: usize = 8000;
    /// In characters, of those that take room and of the others.
    const MOST: usize = 1000;
    if name.len() <= LONG {
        return None;
    }
    let (mut shown, mut invisible) = (0, 0);
    let read = |c: &char| {
        let count = if crate::brand::skeleton::is_invisible(*c) { &mut invisible } else { &mut shown };
        *count += 1;
        *count <= MOST
    };
    Some(name.chars().filter(read).collect())
}

/// Whether a message claims to have to do with Amazon, as far as it was read.
fn claims(verdict: &MessageVerdict) -> bool {
    let sender_claims =
        !matches!(verdict.sender.class, SenderClass::Unrelated | SenderClass::Unknown | SenderClass::Partner);
    sender_claims || verdict.claim.strength > Strength::None
}

/// The segments up to [`MAX_TEXT`]; what is cut off is added to `left_out`.
fn within_bounds<'a>(segments: &'a [Segment], left_out: &mut usize) -> &'a [Segment] {
    let mut room = MAX_TEXT;
    for (at, segment) in segments.iter().enumerate() {
        let Some(left) = room.checked_sub(segment.text.len()) else {
            let cut: usize = segments[at..].iter().map(|segment| segment.text.len()).sum();
            *left_out = left_out.saturating_add(cut);
            return &segments[..at];
        };
        room = left;
    }
    segments
}

/// Who the user is, from what the webmail, the command line or the user's own mail server say.
fn own(input: &MessageInput) -> UserIdentity {
    let mut own = UserIdentity { remembered: input.remembered.clone(), ..UserIdentity::default() };
    for address in &input.user {
        own.known.push(address.clone());
        if let Some((_, host)) =
            sender::split_address(address).filter(|(_, host)| !host.known.is(PlaceKind::FreeMailbox))
        {
            own.known.push(host.registrable().unwrap_or(host.ascii()).to_owned());
        }
    }
    own
}

/// Where a sender stands towards Amazon, in the tests for contradictions. Ordered: a later one is worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum SenderStanding {
    Amazon,
    Owned,
    /// The user's own organisation: judged by the links.
    Own,
    Partner,
    MeetingPartner,
    /// The page shows no address: neither Amazon's nor anybody else's.
    Unknown,
    /// A buyer.
    Relay,
    Foreign,
}

fn standing(sender: &Judged) -> SenderStanding {
    match sender.verdict.class {
        SenderClass::Amazon => SenderStanding::Amazon,
        SenderClass::AmazonOwned => SenderStanding::Owned,
        SenderClass::Relay => SenderStanding::Relay,
        SenderClass::Unknown => SenderStanding::Unknown,
        _ if sender.own => SenderStanding::Own,
        SenderClass::Partner if sender.speaker == Some(SpeakerKind::MeetingPartner) => SenderStanding::MeetingPartner,
        SenderClass::Partner => SenderStanding::Partner,
        _ => SenderStanding::Foreign,
    }
}

/// A link with what the message rules need to know about it.
struct Followed {
    /// As it goes into the verdict.
    link: MessageLink,
    /// Where an action link leads, for the table.
    destination: Destination,
    /// The host that its verdict is about.
    host: Option<HostName>,
    /// The deciding reason has to do with Amazon.
    concerns_amazon: bool,
    /// The block it stands in.
    block: Option<usize>,
    /// It is drawn as a button, or sends a form.
    is_button: bool,
}

/// Where a link leads, seen from a message that speaks as Amazon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Destination {
    /// To Amazon, or nowhere.
    ToAmazon,
    /// To a name about which the user does not want to be warned, or to the own domain of such a sender.
    Remembered,
    /// To a place Amazon really uses.
    UsedByAmazon,
    /// To the sender's own meeting rooms.
    OwnMeeting,
    /// Its reader's gateway made it unreadable, and names a genuine host.
    Rewritten,
    /// Elsewhere.
    Elsewhere,
}

/// Everything the table looks at.
struct Evidence {
    claim: Claim,
    sender: Judged,
    /// Somebody else than Amazon speaks, for himself.
    another_speaker: bool,
    standing: SenderStanding,
    reply_to: Option<Judged>,
    links: Vec<Followed>,
    /// Built to deceive.
    deceptions: Vec<Reason>,
    /// What does not go together with speaking as Amazon.
    contradictions: Vec<Reason>,
    /// Sells verification or accounts.
    offers: Vec<Reason>,
    /// What it tries to get, and how it presses: said of a message that is contradictory anyway.
    lures: Vec<Reason>,
    /// Said, without weight of its own.
    notes: Vec<Reason>,
    forwarded: bool,
    orders: Vec<String>,
    /// How many links were not judged: they are too many, or there was no time.
    unjudged_links: usize,
}

impl Evidence {
    fn speaks(&self) -> bool {
        self.claim.strength == Strength::Strong
    }
}

/// Gathers the evidence. An address of the user's own organisation excuses its sender only as far as [`is_excused`] says.
fn gather(input: &MessageInput, document: &Document, own: &UserIdentity, budget: &Budget) -> Evidence {
    let evidence = gather_from(input, document, own, budget, false);
    if evidence.sender.own && !is_excused(input, document, &evidence, budget) {
        return gather_from(input, document, &own.without_identity(), budget, true);
    }
    evidence
}

/// Gathers the evidence, in one pass over sender, text, links and attachments. `poses_as_own`: the sender's address is at the
/// user's own domain, but does not count.
fn gather_from(
    input: &MessageInput,
    document: &Document,
    own: &UserIdentity,
    budget: &Budget,
    poses_as_own: bool,
) -> Evidence {
    let mut sender = sender::judge(&input.from, own);
    let notes = authenticated(input, &mut sender).into_iter().collect();
    if sender.muted {
        sender.muted = can_be_muted(input, &sender);
        if sender.muted {
            sender.mute();
        }
    }
    let name = input.from.name.as_deref().unwrap_or_default();
    // An answer goes to all of them; the worst tells, among equals the first.
    let answers = input.reply_to.iter().rev().filter(|mailbox| mailbox.address.is_some());
    let answer = answers
        .map(|mailbox| sender::judge(mailbox, own))
        .max_by_key(|reply| (!reply.deceptions.is_empty(), standing(reply)));
    let mut evidence = Evidence {
        claim: Claim::default(),
        // A mail that poses as the user's own naturally says the names of the user's firm and colleagues.
        another_speaker: !poses_as_own && budget.allows_step() && speaker::is_another(name, &sender, document),
        standing: standing(&sender),
        reply_to: answer,
        links: Vec::new(),
        deceptions: Vec::new(),
        contradictions: Vec::new(),
        offers: Vec::new(),
        lures: Vec::new(),
        notes,
        forwarded: false,
        orders: Vec::new(),
        unjudged_links: 0,
        sender,
    };
    let base = input.base.as_deref().and_then(|base| Url::parse(base).ok());
    follow_links(input, document, base.as_ref(), budget, &mut evidence);
    claim(input, document, budget, &mut evidence);
    forwarded(document, budget, &mut evidence);
    deceptions(&mut evidence);
    contradictions(input, document, &mut evidence);
    if evidence.standing == SenderStanding::Foreign
        && budget.allows_step()
        && let Some(text) = offer::of_verification(document)
    {
        evidence.offers.push(Reason::new(Code::VerificationForSale, [&*text]));
    }
    if budget.allows_step() {
        lures(input, document, &mut evidence);
        collect_orders(document, &input.subject, &mut evidence.orders);
    }
    evidence
}

/// Whether the warnings about a sender may be taken away as the user wants. Not where answers go to a third domain, or where
/// the receiving server found that the domain did not send the mail: then somebody else may be writing.
fn can_be_muted(input: &MessageInput, sender: &Judged) -> bool {
    let answers = input.reply_to.iter().filter_map(|mailbox| mailbox.address.as_deref());
    let goes_back = |address: &str| {
        let is_same = sender.verdict.address.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(address));
        is_same || sender::split_address(address).is_some_and(|(_, host)| sender.owns(&host))
    };
    answers.into_iter().all(goes_back) && authentication::of(input).is_none_or(|found| found.passed)
}

/// Whether a mail from an address of the user's own organisation counts as its own. Anybody can write such an address into
/// From, so without an answer of the receiving server it counts only while the mail does not speak as Amazon.
fn is_excused(input: &MessageInput, document: &Document, evidence: &Evidence, budget: &Budget) -> bool {
    // No stranger can put a mail into the user's own folder.
    if input.sent {
        return true;
    }
    match authentication::of(input) {
        Some(found) if !found.passed => return false,
        Some(_) => return !is_sent_via_others(input, &evidence.sender),
        None if is_sent_via_others(input, &evidence.sender) => return false,
        None => {}
    }
    // A notice that was sent on, or rewritten by a list: all of it must be genuine.
    if evidence.speaks() && !asks_for_amazon_only(document, evidence) {
        return false;
    }
    let name = input.from.name.as_deref().unwrap_or_default();
    let is_rewritten = speaker::is_rewritten(name);
    if is_rewritten {
        return true;
    }
    let shown_name = crate::brand::skeleton::fold_text(name);
    let own_blocks = || document.spoken(Voice::Own).filter(|block| block.folded.text != shown_name);
    let mut text = TextClaim::default();
    claim::subject_claim(&input.subject, &mut text);
    claim::blocks_claim(in_time(own_blocks(), budget), &mut text);
    if text.strength == Strength::Strong {
        // A colleague who reports what befell the account, and sends nobody anywhere else.
        return !text.signs
            && text.disguise.is_none()
            && speaker::is_named_colleague(name, &evidence.sender, document)
            && leads_to_amazon_or_own(input, document, evidence);
    }
    let matters = || {
        let subject = crate::brand::skeleton::fold_text(&input.subject);
        claim::is_account_matter(&subject) || own_blocks().any(|block| claim::is_account_matter(&block.folded.text))
    };
    let asks = || input.attachments.iter().any(is_form) || matters() || evidence.links.iter().any(signs_in_elsewhere);
    !(evidence.sender.speech.speaks() && asks())
}

/// Whether a link asks to sign in, or to do something else with an account, anywhere but at Amazon.
fn signs_in_elsewhere(followed: &Followed) -> bool {
    /// What teams ask each other every day: for files and numbers.
    const EVERYDAY: [&str; 13] = [
        "upload",
        "hochladen",
        "telecharger",
        "carica",
        "subir",
        "上传",
        "上傳",
        "confirm your",
        "confirmez",
        "bestatigen",
        "provide your",
        "submit your",
        "submit documents",
    ];
    let text = crate::brand::skeleton::fold_text(&followed.link.text);
    let asked = crate::tables::ACCOUNT_VERB.find(&text);
    matches!(followed.destination, Destination::Elsewhere | Destination::UsedByAmazon)
        && asked.is_some_and(|(_, phrase)| !EVERYDAY.iter().any(|everyday| phrase.starts_with(everyday)))
}

/// The blocks that there is time to read.
fn in_time<'a>(blocks: impl Iterator<Item = &'a Block>, budget: &Budget) -> impl Iterator<Item = &'a Block> {
    blocks.take_while(|block| budget.allows(block.text.len()))
}

/// Whether the webmail says that servers of another domain sent it.
fn is_sent_via_others(input: &MessageInput, sender: &Judged) -> bool {
    let via = input.from.via.as_deref().and_then(HostName::parse);
    via.is_some_and(|via| !sender.owns(&via))
}

/// Whether a notice that was sent on, or rewritten by a list, asks for nothing but what is done at Amazon.
fn asks_for_amazon_only(document: &Document, evidence: &Evidence) -> bool {
    let counts =
        |block: &&Block| block.voice == Voice::Forwarded || document.forwarded.is_none() && block.voice == Voice::Own;
    let about_account = document.blocks.iter().filter(counts).any(|block| claim::is_account_matter(&block.folded.text));
    let harmless = |followed: &Followed| {
        // "Learn more" in a notice about other things.
        let only_informs = !about_account && !followed.is_button;
        let quiet = followed.link.verdict.level() < Level::Caution;
        quiet && (followed.link.role == Role::Other || only_informs)
            || matches!(followed.destination, Destination::ToAmazon | Destination::Remembered)
    };
    let contact = |block: &Block| !block.hidden && action::contact(&block.folded.text).is_some();
    evidence.links.iter().all(harmless) && !document.blocks.iter().filter(counts).any(contact)
}

/// Whether the message asks for nothing but what is done at Amazon or at the sender's own domain: by its links, by a number to
/// write to, by a file, by an answer.
fn leads_to_amazon_or_own(input: &MessageInput, document: &Document, evidence: &Evidence) -> bool {
    let mut actions = evidence.links.iter().filter(|followed| followed.link.role == Role::Action);
    let mut shown = document.spoken(Voice::Own).filter(|block| !block.hidden);
    actions.all(|followed| {
        matches!(followed.destination, Destination::ToAmazon | Destination::Remembered)
            || is_senders_own(&followed.link.verdict, followed.host.as_ref(), &evidence.sender)
    }) && !shown.any(|block| action::contact(&block.folded.text).is_some())
        && !input.attachments.iter().any(|attachment| is_form(attachment) || is_document(attachment))
        && reply_leaves(evidence).is_none()
}

/// Whether a link leads to the sender's own domain, and is neither built to deceive nor to a place where anybody publishes.
fn is_senders_own(verdict: &Verdict, host: Option<&HostName>, sender: &Judged) -> bool {
    let Verdict::Link(link) = verdict else { return false };
    let ordinary = matches!(link.class, LinkClass::Unrelated | LinkClass::NameUse) && link.level <= Level::Info;
    ordinary && host.is_some_and(|host| sender.owns(host))
}

/// What the receiving server found about an Amazon address. That it passed makes nothing better; that it failed makes it no
/// better than an address others sent, because forwarding and mailing lists have the same effect.
fn authenticated(input: &MessageInput, sender: &mut Judged) -> Option<Reason> {
    let amazons = matches!(sender.verdict.class, SenderClass::Amazon | SenderClass::AmazonOwned | SenderClass::Relay);
    let found = authentication::of(input).filter(|_| amazons)?;
    let code = if found.passed { Code::AuthenticationPassed } else { Code::AuthenticationFailed };
    let reason = Reason::new(code, [&*found.server, &*found.domain]);
    if !found.passed {
        sender.verdict.level = sender.verdict.level.max(Level::Info);
        sender.verdict.reasons.push(reason.clone());
    }
    Some(reason)
}

/// What a message tries to get that poses as Amazon, with a contradiction or a construction in it. The level is settled
/// without it.
fn lures(input: &MessageInput, document: &Document, evidence: &mut Evidence) {
    if evidence.deceptions.is_empty() && evidence.contradictions.is_empty() {
        return;
    }
    evidence.lures = if evidence.standing == SenderStanding::Relay {
        lure::of(relayed(document, evidence).buyer.into_iter().map(|at| &document.blocks[at]))
    } else {
        lure::of(document.blocks.iter().filter(|block| block.voice != Voice::Quoted))
    };
    // In a mail that speaks as Amazon the form is one of the contradictions.
    let known = evidence.contradictions.iter().any(|reason| reason.code == Code::FormAttachment);
    let form = input.attachments.iter().find(|attachment| !known && is_form(attachment));
    evidence.lures.extend(form.map(|form| Reason::new(Code::FormAttachment, [&*form.name])));
}

/// Judges every link, and finds what each is for.
fn follow_links(
    input: &MessageInput,
    document: &Document,
    base: Option<&Url>,
    budget: &Budget,
    evidence: &mut Evidence,
) {
    let setting = if evidence.standing == SenderStanding::Amazon { Setting::AmazonMail } else { Setting::OtherMail };
    let mut roles = Roles::new(document, setting);
    evidence.unjudged_links = input.links.len().saturating_sub(MAX_LINKS);
    let mut texts: Vec<String> = vec![String::new(); input.links.len().min(MAX_LINKS)];
    for segment in &input.segments {
        if let Some(text) = segment.link.and_then(|link| texts.get_mut(usize::try_from(link).ok()?)) {
            text.push_str(&segment.text);
        }
    }
    for (at, link_input) in input.links.iter().take(MAX_LINKS).enumerate() {
        let parsed = link::parse(&link_input.href, base);
        if base.is_none() && parsed.is_no_link() {
            continue;
        }
        let Ok(index) = u32::try_from(at) else { break };
        if !budget.allows_step() || !budget.allows(link_input.href.len()) {
            evidence.unjudged_links = input.links.len() - at;
            break;
        }
        let text = texts[at].split_whitespace().collect::<Vec<_>>().join(" ");
        let role = roles.role(link_input, &text, index);
        let mut judged = parsed.judge();
        if let Some(written) = &link_input.written {
            judge_writing(&mut judged, written, base);
        }
        let mut destination = destination_of(&judged, &evidence.sender);
        display_mismatch(&mut judged, &text, role, destination, evidence);
        let JudgedLink { mut verdict, host, concerns_amazon, .. } = judged;
        if remembered(&mut verdict, &input.remembered) || is_muted_senders(&verdict, host.as_ref(), &evidence.sender) {
            destination = Destination::Remembered;
        }
        let link = MessageLink { index: Some(index), href: link_input.href.clone(), text, role, verdict };
        let block = document.block_of(index).map(|(block, _)| block);
        let is_button = link_input.button || link_input.form;
        evidence.links.push(Followed { link, destination, host, concerns_amazon, block, is_button });
    }
    let room = MAX_LINKS.saturating_sub(evidence.links.len());
    let phrases = action::phrases(setting);
    let texts: Vec<String> = evidence.links.iter().map(|followed| followed.link.text.clone()).collect();
    let mut known = Seen::default();
    for text in input.links.iter().take(MAX_LINKS).map(|link| &link.href).chain(&texts) {
        known.insert(text);
    }
    // Asked once a block: its links share the answer.
    let (mut answered, mut asked) = (None, false);
    for bare in action::bare_links(document, room) {
        if known.contains(&bare.href) || known.contains(&bare.text) {
            continue;
        }
        if !budget.allows_step() {
            evidence.unjudged_links += 1;
            continue;
        }
        let judged = link::judge(&bare.href, None);
        if answered.replace(bare.block) != Some(bare.block) {
            let near = &document.blocks[bare.block.saturating_sub(1)..=bare.block];
            asked = near.iter().any(|block| phrases.within(&block.folded.text));
        }
        let role = if asked { Role::Action } else { Role::Other };
        let mut destination = destination_of(&judged, &evidence.sender);
        let JudgedLink { mut verdict, host, concerns_amazon, .. } = judged;
        if remembered(&mut verdict, &input.remembered) || is_muted_senders(&verdict, host.as_ref(), &evidence.sender) {
            destination = Destination::Remembered;
        }
        let link = MessageLink { index: None, href: bare.href, text: bare.text, role, verdict };
        let block = Some(bare.block);
        evidence.links.push(Followed { link, destination, host, concerns_amazon, block, is_button: false });
    }
}

/// Whether a link is the own link of a sender about whom the user does not want to be warned.
fn is_muted_senders(verdict: &Verdict, host: Option<&HostName>, sender: &Judged) -> bool {
    sender.muted && is_senders_own(verdict, host, sender)
}

/// Judges a link by itself, outside of any message.
pub fn judge_link(link: &str, names: &[String]) -> Verdict {
    let mut verdict = link::judge(link, None).verdict;
    remembered(&mut verdict, names);
    verdict
}

/// Whether a link leads to a name about which the user does not want to be warned; then it is not. What is built to hide where
/// it leads, or to be taken for another host, is told all the same.
fn remembered(verdict: &mut Verdict, names: &[String]) -> bool {
    let (name, level, reasons) = match verdict {
        Verdict::Link(link) if link.class == LinkClass::Deceptive => return false,
        Verdict::Link(link) => (&link.host, &mut link.level, &mut link.reasons),
        Verdict::Sender(address) => (&address.address, &mut address.level, &mut address.reasons),
    };
    let Some(name) = name.as_ref().filter(|name| names.contains(name)) else { return false };
    *level = (*level).min(Level::Info);
    reasons.push(Reason::new(Code::Remembered, [&**name]));
    true
}

/// The link as written may hide what the resolved one no longer shows.
fn judge_writing(judged: &mut JudgedLink, written: &str, base: Option<&Url>) {
    let Some(resolved) = judged.link() else { return };
    let as_written = link::judge(written, base);
    if as_written.link().is_some_and(|link| link.host == resolved.host && link.level > resolved.level) {
        *judged = as_written;
    }
}

/// Where a link leads, as far as the message rules care.
fn destination_of(judged: &JudgedLink, sender: &Judged) -> Destination {
    let own_meeting = || {
        judged.host.as_ref().is_some_and(|host| {
            sender.speaker == Some(SpeakerKind::MeetingPartner)
                && sender.host.as_ref().is_some_and(|own| own.registrable() == host.registrable())
        })
    };
    match judged.target {
        LinkTarget::Amazon => Destination::ToAmazon,
        LinkTarget::RewrittenAmazon => Destination::Rewritten,
        LinkTarget::UsedByAmazon => Destination::UsedByAmazon,
        LinkTarget::Elsewhere if own_meeting() => Destination::OwnMeeting,
        LinkTarget::Elsewhere => Destination::Elsewhere,
    }
}

/// A text that names an Amazon host over a target that is not. Newsletters count clicks: on a known service's own links
/// that is its own business, on those of anybody else who speaks for himself it is to be checked, unless he asks for it.
fn display_mismatch(judged: &mut JudgedLink, text: &str, role: Role, destination: Destination, evidence: &Evidence) {
    let Verdict::Link(link) = &mut judged.verdict else { return };
    if destination != Destination::Elsewhere || !names_amazon(text) {
        return;
    }
    let sender = &evidence.sender;
    let own_link = evidence.another_speaker && link.domain.is_some() && link.domain == sender.verdict.domain;
    if own_link && sender.speaker.is_some() {
        return;
    }
    let host = link.unicode.as_deref().or(link.host.as_deref()).unwrap_or_default().to_owned();
    // Amazon's short links lead to Amazon; they only do not say where.
    let amazons_own = judged.host.as_ref().is_some_and(|host| host.known.amazon.is_some());
    if link.class == LinkClass::Opaque && amazons_own {
        return;
    }
    let (level, code) = match link.class {
        LinkClass::Opaque => (Level::Caution, Code::DisplayOpaque),
        _ if own_link && role == Role::Other => (Level::Caution, Code::DisplayMismatch),
        _ => (Level::Danger, Code::DisplayMismatch),
    };
    if level == Level::Danger {
        link.class = LinkClass::Deceptive;
    }
    link.level = link.level.max(level);
    link.reasons.insert(0, Reason::new(code, [text, &*host]));
    judged.concerns_amazon = true;
}

/// Reads what the message claims to be.
fn claim(input: &MessageInput, document: &Document, budget: &Budget, evidence: &mut Evidence) {
    let name = input.from.name.as_deref().unwrap_or_default();
    // The name of a colleague's mailbox claims nothing; a rewritten one repeats whom it rewrites.
    let name_counts = match evidence.standing {
        SenderStanding::Own => speaker::is_rewritten(name),
        standing => standing != SenderStanding::Relay,
    };
    let mut text = TextClaim::default();
    if evidence.standing == SenderStanding::Relay {
        let relayed = relayed(document, evidence);
        let blocks = |part: &[usize]| part.iter().map(|&at| &document.blocks[at]).collect::<Vec<_>>();
        let outside = blocks(&relayed.outside);
        claim::blocks_claim(in_time(blocks(&relayed.buyer).into_iter(), budget), &mut text);
        // Amazon's frame around a buyer's words speaks as Amazon, and should. It says nothing of the reader's account, and
        // leads nowhere else.
        claim::held_subject_claim(&input.subject, &mut text);
        // Whom a buyer says he quotes he decides himself, so of what he quotes the same counts.
        let quoted = document.blocks.iter().filter(|block| block.voice != Voice::Own);
        claim::held_blocks_claim(in_time(outside.iter().copied(), budget), &mut text);
        claim::held_blocks_claim(in_time(quoted, budget), &mut text);
        if frame_leads_away(&relayed, input, document, evidence) {
            claim::blocks_claim(in_time(outside.into_iter(), budget), &mut text);
        }
        if let Some(address) = &evidence.sender.verdict.address {
            evidence.notes.push(Reason::new(Code::BuyersWords, [&**address]));
        }
    } else {
        claim::subject_claim(&input.subject, &mut text);
        // Neither does the name of a colleague's mailbox below what he writes.
        let name = crate::brand::skeleton::fold_text(name);
        let blocks = document.spoken(Voice::Own).filter(|block| name_counts || block.folded.text != name);
        claim::blocks_claim(in_time(blocks, budget), &mut text);
    }
    let mut claim = Claim::default();
    let speech = &evidence.sender.speech;
    if name_counts && speech.strength > Strength::None {
        claim.strength = speech.strength;
        claim.evidence.push(ClaimEvidence::new(ClaimSource::Name, name));
    }
    if let (SenderClass::Lookalike, Some(address)) = (evidence.sender.verdict.class, &input.from.address) {
        claim.strength = claim.strength.max(Strength::Mention);
        claim.evidence.push(ClaimEvidence::new(ClaimSource::Address, address));
    }
    // Whoever signs as Amazon claims to be it; one's own people are judged by their links.
    let another = evidence.another_speaker;
    let signs = text.signs && evidence.standing != SenderStanding::Own;
    let counts = if signs || !another { text.strength } else { text.strength.min(Strength::Mention) };
    // Words in disguise are no other speaker's.
    let counts = if text.disguise.is_some() && text.strength == Strength::Mention && !another {
        Strength::Strong
    } else {
        counts
    };
    claim.strength = claim.strength.max(counts);
    claim.evidence.extend(text.evidence);
    if let Some((words, character)) = text.disguise.filter(|_| claim.strength > Strength::None) {
        evidence.deceptions.push(Reason::new(Code::DisguisedText, [&*words, &*character]));
    }
    evidence.claim = claim;
}

/// The two parts of a relayed mail.
fn relayed(document: &Document, evidence: &Evidence) -> speaker::Relayed {
    let leaving = leaving_blocks(document, evidence);
    speaker::relayed(document, |block| leaving[block])
}

/// For each block whether a link in it leads away from Amazon.
fn leaving_blocks(document: &Document, evidence: &Evidence) -> Vec<bool> {
    let mut leaving = vec![false; document.blocks.len()];
    for followed in evidence.links.iter().filter(|followed| followed.destination != Destination::ToAmazon) {
        if let Some(leaving) = followed.block.and_then(|block| leaving.get_mut(block)) {
            *leaving = true;
        }
    }
    leaving
}

/// Whether something that is shown outside of the buyer's words can be followed and is not Amazon's: a link, a number or an
/// address to write to, an answer, a page that comes with the mail.
fn frame_leads_away(
    relayed: &speaker::Relayed,
    input: &MessageInput,
    document: &Document,
    evidence: &Evidence,
) -> bool {
    let leaving = leaving_blocks(document, evidence);
    let mut shown = relayed.outside.iter().filter(|&&at| !document.blocks[at].hidden);
    let leads = |block: &Block| action::contact(&block.folded.text).is_some() || names_foreign_address(&block.text);
    shown.any(|&at| leaving[at] || leads(&document.blocks[at]))
        || reply_leaves(evidence).is_some()
        || input.attachments.iter().any(is_form)
}

/// Whether a text names a mail address that is not Amazon's.
fn names_foreign_address(text: &str) -> bool {
    let words = text.split(|c: char| boundary::ends_word(c)).filter(|word| word.contains('@')).map(boundary::bare);
    words.filter_map(sender::split_address).any(|(_, host)| host.registrable().is_some() && !host.is_amazons())
}

/// A message that was sent on: the worse of who sent it and of whom its header block names stands in the tests; the block
/// alone where the outer sender is the user's own organisation, or where block and all it links to are genuine.
fn forwarded(document: &Document, budget: &Budget, evidence: &mut Evidence) {
    let Some(block) = &document.forwarded else {
        return;
    };
    // The block is a text that the sender of this message writes: it says nothing about the user's organisation.
    let inner = sender::judge(&block.from, &UserIdentity::default());
    let mut text = TextClaim::default();
    claim::subject_claim(&block.subject, &mut text);
    claim::blocks_claim(in_time(document.spoken(Voice::Forwarded), budget), &mut text);
    let name = block.from.name.as_deref().unwrap_or_default();
    let genuine = standing(&inner) == SenderStanding::Amazon && all_genuine(document, &evidence.links);
    if genuine && evidence.standing == SenderStanding::Relay {
        // A buyer may send on what Amazon wrote to him; that makes the mail no mail of Amazon's.
        evidence.notes.push(forwarded_from(block));
        return;
    }
    let another = speaker::is_another(name, &inner, document);
    let counts = if text.signs || !another { text.strength } else { text.strength.min(Strength::Mention) };
    let strength = inner.speech.strength.max(counts);
    if strength > Strength::None && inner.speech.strength == strength {
        evidence.claim.evidence.push(ClaimEvidence::new(ClaimSource::Name, name));
    }
    evidence.claim.strength = evidence.claim.strength.max(strength);
    evidence.claim.evidence.extend(text.evidence);
    if let Some((words, character)) = text.disguise.filter(|_| strength > Strength::None) {
        evidence.deceptions.push(Reason::new(Code::DisguisedText, [&*words, &*character]));
    }
    let inner_standing = standing(&inner);
    evidence.standing = if evidence.standing == SenderStanding::Own || genuine {
        inner_standing
    } else {
        evidence.standing.max(inner_standing)
    };
    evidence.deceptions.extend(inner.deceptions);
    if strength == Strength::Strong {
        evidence.deceptions.extend(inner.foreign_address);
    }
    evidence.forwarded = true;
    evidence.notes.push(forwarded_from(block));
}

fn forwarded_from(block: &document::Forwarded) -> Reason {
    let address = block.from.address.as_deref().or(block.from.name.as_deref()).unwrap_or_default();
    Reason::new(Code::ForwardedFrom, [address])
}

/// Whether everything in the forwarded part leads to Amazon, and what the one who sent it on asks for does too.
fn all_genuine(document: &Document, links: &[Followed]) -> bool {
    links.iter().all(|followed| {
        let in_forwarded = followed
            .link
            .index
            .and_then(|index| document.block_of(index))
            .is_some_and(|(_, block)| block.voice == Voice::Forwarded);
        matches!(followed.destination, Destination::ToAmazon | Destination::Remembered)
            || !in_forwarded && followed.link.role == Role::Other
    })
}

/// How many deceptions a verdict names.
const MOST_CONSTRUCTIONS: usize = 200;

/// What was built to deceive, wherever it stands.
fn deceptions(evidence: &mut Evidence) {
    let mut found = evidence.sender.deceptions.clone();
    // A name built from the brand and an ordinary word may be a shop's; a message that speaks as Amazon settles it.
    if evidence.sender.verdict.class == SenderClass::Lookalike
        && evidence.sender.verdict.level < Level::Danger
        && !evidence.speaks()
    {
        found.clear();
    }
    if evidence.speaks() {
        found.extend(evidence.sender.foreign_address.clone());
    }
    for followed in &evidence.links {
        // More are of no use to anybody.
        if found.len() >= MOST_CONSTRUCTIONS {
            break;
        }
        let (level, reasons) = match &followed.link.verdict {
            Verdict::Link(link) => (link.level, &link.reasons),
            Verdict::Sender(address) => (address.level, &address.reasons),
        };
        if level == Level::Danger
            && let Some(reason) = reasons.first()
            && !found.contains(reason)
        {
            found.push(reason.clone());
        }
    }
    if let Some(reply) = &evidence.reply_to
        && !reply.deceptions.is_empty()
        && let Some(address) = &reply.verdict.address
    {
        found.push(Reason::new(Code::ReplyPosesAsAmazon, [&**address]));
    }
    found.append(&mut evidence.deceptions);
    evidence.deceptions = found;
}

/// What does not go together with a message that speaks as Amazon.
fn contradictions(input: &MessageInput, document: &Document, evidence: &mut Evidence) {
    let from_amazon = evidence.standing == SenderStanding::Amazon;
    if !evidence.speaks() && !from_amazon {
        return;
    }
    let mut found = Vec::new();
    let address = input.from.address.clone().unwrap_or_default();
    match evidence.standing {
        SenderStanding::Foreign | SenderStanding::Partner | SenderStanding::MeetingPartner => {
            let shown = match &document.forwarded {
                Some(block) if !evidence.sender.own => block.from.address.clone().unwrap_or_else(|| address.clone()),
                _ => address.clone(),
            };
            found.push(Reason::new(Code::SenderNotAmazon, [&*if evidence.forwarded { shown } else { address }]));
        }
        SenderStanding::Relay => {
            let text = evidence.claim.evidence.first().map(|evidence| evidence.text.clone()).unwrap_or_default();
            found.push(Reason::new(Code::BuyerPosesAsAmazon, [&*text]));
        }
        SenderStanding::Amazon | SenderStanding::Owned | SenderStanding::Own | SenderStanding::Unknown => {}
    }
    let code = if from_amazon { Code::AmazonMailActionElsewhere } else { Code::ActionLeavesAmazon };
    let leaving = evidence
        .links
        .iter()
        .find(|followed| followed.link.role == Role::Action && followed.destination == Destination::Elsewhere);
    if let Some(followed) = leaving {
        let host = shown_target(&followed.link.verdict);
        found.push(Reason::new(code, [&*host, &*followed.link.text]));
    } else if !from_amazon
        && !can_be_followed(evidence)
        && let Some(contact) =
            document.spoken(Voice::Own).filter(|b| !b.hidden).find_map(|block| action::contact(&block.folded.text))
    {
        // Nothing else can be followed.
        found.push(Reason::new(code, [&*contact, &*contact]));
    }
    if let Some(reason) = reply_leaves(evidence) {
        found.push(reason);
    }
    if let Some(reason) = only_attachment(input, document, evidence) {
        found.push(reason);
    }
    // Alone, that the sender is not Amazon is what the user does not want to hear of a muted sender.
    if evidence.sender.muted && matches!(&found[..], [only] if only.code == Code::SenderNotAmazon) {
        found.clear();
    }
    evidence.contradictions = found;
}

/// Whether a link is what the message asks for. A stranger's link to Amazon is there for show.
fn can_be_followed(evidence: &Evidence) -> bool {
    let for_show = |followed: &Followed| {
        evidence.standing == SenderStanding::Foreign && followed.destination == Destination::ToAmazon
    };
    evidence.links.iter().any(|followed| followed.link.role == Role::Action && !for_show(followed))
}

/// What a link leads to, as people should read it.
fn shown_target(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Link(link) => link.unicode.clone().or_else(|| link.host.clone()).unwrap_or_default(),
        Verdict::Sender(address) => address.address.clone().unwrap_or_default(),
    }
}

/// An answer would go to a free mailbox or to a third domain.
fn reply_leaves(evidence: &Evidence) -> Option<Reason> {
    let reply = evidence.reply_to.as_ref()?;
    let address = reply.verdict.address.as_deref()?;
    let elsewhere =
        matches!(standing(reply), SenderStanding::Foreign | SenderStanding::Partner | SenderStanding::MeetingPartner);
    let third = reply.verdict.domain != evidence.sender.verdict.domain;
    (elsewhere && third).then(|| Reason::new(Code::ReplyLeavesAmazon, [address]))
}

/// The message is nothing but an attachment, or a picture: there is nothing else in it to follow. Amazon does send
/// documents, so in a mail from an Amazon address only a form counts.
fn only_attachment(input: &MessageInput, document: &Document, evidence: &Evidence) -> Option<Reason> {
    /// In bytes; about what an image's caption takes.
    const LITTLE: usize = 160;
    let attached = |is: fn(&Attachment) -> bool| input.attachments.iter().find(|attachment| is(attachment));
    if let Some(form) = attached(is_form) {
        return Some(Reason::new(Code::FormAttachment, [&*form.name]));
    }
    if can_be_followed(evidence) || evidence.standing == SenderStanding::Amazon {
        return None;
    }
    if let Some(found) = attached(is_document) {
        return Some(Reason::new(Code::OnlyAttachment, [&*found.name]));
    }
    let shown = document.blocks.iter().filter(|block| !block.hidden);
    let speaking = |block: &&Block| !block.image && !block.all_link && block.voice != Voice::Quoted;
    let text: usize = shown.clone().filter(speaking).map(|block| block.text.len()).sum();
    let image = shown.filter(|_| text <= LITTLE).find(|block| block.image)?;
    Some(Reason::new(Code::OnlyAttachment, [&*image.text]))
}

/// A page or a program that comes with the mail and asks for input where no browser shows an address.
fn is_form(attachment: &Attachment) -> bool {
    const ENDINGS: [&str; 15] = [
        ".html", ".htm", ".shtml", ".xhtml", ".svg", ".mht", ".mhtml", ".iso", ".img", ".vhd", ".hta", ".lnk", ".exe",
        ".js", ".vbs",
    ];
    let name = attachment.name.trim_end_matches([' ', '.']).to_ascii_lowercase();
    ENDINGS.iter().any(|ending| name.ends_with(ending))
        || matches!(&*attachment.media_type, "text/html" | "application/xhtml+xml" | "image/svg+xml")
}

fn is_document(attachment: &Attachment) -> bool {
    const ENDINGS: [&str; 12] =
        [".pdf", ".doc", ".docx", ".xls", ".xlsx", ".zip", ".rar", ".7z", ".png", ".jpg", ".jpeg", ".gif"];
    let name = attachment.name.to_ascii_lowercase();
    ENDINGS.iter().any(|ending| name.ends_with(ending)) || matches!(&*attachment.media_type, "application/pdf")
}

/// Order numbers of Amazon's form, each once.
fn collect_orders(document: &Document, subject: &str, orders: &mut Vec<String>) {
    const MOST: usize = 20;
    for text in std::iter::once(subject).chain(document.blocks.iter().map(|block| &*block.text)) {
        for word in text.split(|c: char| !(c.is_ascii_digit() || c == '-')) {
            let parts: Vec<&str> = word.split('-').collect();
            let is_order = matches!(&parts[..], [a, b, c] if a.len() == 3 && b.len() == 7 && c.len() == 7);
            if is_order && orders.len() < MOST && !orders.iter().any(|known| known == word) {
                orders.push(word.to_owned());
            }
        }
    }
}

/// The table: what the evidence amounts to, first row that fits. Links get louder where their message speaks as Amazon.
fn level_of(evidence: &Evidence) -> Level {
    let count = evidence.contradictions.len();
    let standing = evidence.standing;
    let uses_places_of_amazon =
        evidence.links.iter().any(|f| f.link.role == Role::Action && f.destination == Destination::UsedByAmazon);
    let rows: [(bool, Level); 8] = [
        // A construction is enough by itself.
        (!evidence.deceptions.is_empty(), Level::Danger),
        // A partner writes with Amazon's name by right: never more, over any count.
        (standing == SenderStanding::Partner && count > 0, Level::Caution),
        // A buyer who poses as Amazon.
        (standing == SenderStanding::Relay && count > 0, Level::Danger),
        // Of one's own people, and of Amazon, only the links are judged: no second contradiction in the sender.
        (
            matches!(standing, SenderStanding::Own | SenderStanding::Amazon | SenderStanding::Unknown) && count > 0,
            Level::Caution,
        ),
        (count >= 2, Level::Danger),
        (count == 1, Level::Caution),
        (!evidence.offers.is_empty(), Level::Caution),
        // Not a contradiction, but to be confirmed in Seller Central.
        (evidence.speaks() && uses_places_of_amazon, Level::Caution),
    ];
    rows.iter().find(|(fits, _)| *fits).map_or(Level::Ok, |(_, level)| *level)
}

/// How loud a link is in its message, beyond what it is by itself.
fn link_level(followed: &Followed, evidence: &Evidence) -> Level {
    let action = followed.link.role == Role::Action;
    let standing = evidence.standing;
    match followed.destination {
        Destination::Elsewhere if action && standing == SenderStanding::Amazon => Level::Caution,
        Destination::Elsewhere if action && evidence.speaks() => match standing {
            SenderStanding::Unknown | SenderStanding::Partner | SenderStanding::Own => Level::Caution,
            _ => Level::Danger,
        },
        Destination::UsedByAmazon if action && (evidence.speaks() || standing == SenderStanding::Amazon) => {
            Level::Caution
        }
        _ => Level::Ok,
    }
}

/// Puts the verdict together.
fn conclude(input: &MessageInput, mut evidence: Evidence) -> MessageVerdict {
    let mut level = level_of(&evidence);
    let mut links = Vec::with_capacity(evidence.links.len());
    for followed in std::mem::take(&mut evidence.links) {
        let raised = link_level(&followed, &evidence);
        let Followed { mut link, concerns_amazon, .. } = followed;
        let is_raised = raise(&mut link, raised, evidence.standing);
        links.push((link, concerns_amazon || is_raised));
    }
    let from_amazon = evidence.standing == SenderStanding::Amazon && !evidence.forwarded;
    let silent = evidence.claim.strength == Strength::None;
    for (link, concerns_amazon) in &links {
        level = level.max(match link.verdict.level() {
            // In a mail from an Amazon address, an app store's or a regulator's link is part of the notice.
            Level::Info if from_amazon && !link.is_marked() => Level::Ok,
            // An odd address in a mail that has nothing to do with Amazon is the link's business, not the message's.
            Level::Caution if silent && !concerns_amazon => Level::Info,
            own => own,
        });
    }
    let alone = evidence.sender.verdict.level;
    // A caution in the sender's name or address is weighed in the table, with what the rest of the message says.
    let sender_level = if evidence.sender.verdict.class == SenderClass::Impersonation && evidence.forwarded {
        Level::Info
    } else {
        alone
    };
    level = level.max(sender_level);
    if evidence.forwarded {
        level = level.max(Level::Info);
    }
    let mut findings = evidence.deceptions;
    findings.extend(evidence.contradictions);
    findings.extend(evidence.offers);
    findings.extend(evidence.lures);
    findings.extend(evidence.notes);
    findings.dedup();
    let relay_alias = (evidence.sender.verdict.class == SenderClass::Relay)
        .then(|| evidence.sender.verdict.address.clone())
        .flatten();
    MessageVerdict {
        level,
        claim: evidence.claim,
        sender: evidence.sender.verdict,
        reply_to: evidence.reply_to.map(|reply| reply.verdict),
        relay_alias,
        orders: evidence.orders,
        links: links.into_iter().map(|(link, _)| link).collect(),
        attachments: input.attachments.clone(),
        findings,
        attached: Vec::new(),
    }
}

/// Raises a link's level for the message it stands in, and says why. Returns whether the level was raised.
fn raise(link: &mut MessageLink, level: Level, standing: SenderStanding) -> bool {
    let (host, text) = (shown_target(&link.verdict), link.text.clone());
    let code =
        if standing == SenderStanding::Amazon { Code::AmazonMailActionElsewhere } else { Code::ActionLeavesAmazon };
    let (own, reasons) = match &mut link.verdict {
        Verdict::Link(link) => (&mut link.level, &mut link.reasons),
        Verdict::Sender(address) => (&mut address.level, &mut address.reasons),
    };
    let is_raised = level > *own;
    if is_raised {
        *own = level;
        reasons.insert(0, Reason::new(code, [&*host, &*text]));
    }
    is_raised
}

/// What a text that somebody asked about would be as an action link, or as the sender, of a mail that speaks as Amazon
/// from a foreign address.
pub fn as_if_claimed(judged: JudgedLink) -> Verdict {
    let destination = destination_of(&judged, &sender::judge(&Mailbox::default(), &UserIdentity::default()));
    let mut verdict = judged.verdict;
    let raised = match (&verdict, destination) {
        (_, Destination::ToAmazon | Destination::Remembered | Destination::OwnMeeting) => return verdict,
        (Verdict::Sender(_), _) | (_, Destination::UsedByAmazon) => Level::Caution,
        (_, Destination::Rewritten | Destination::Elsewhere) => Level::Danger,
    };
    let host = shown_target(&verdict);
    let (own, reasons) = match &mut verdict {
        Verdict::Link(link) => (&mut link.level, &mut link.reasons),
        Verdict::Sender(address) => (&mut address.level, &mut address.reasons),
    };
    if raised > *own {
        *own = raised;
        let reason = match destination {
            Destination::UsedByAmazon => None,
            _ => Some(Reason::new(Code::ActionLeavesAmazon, [&*host, ""])),
        };
        reasons.splice(0..0, reason);
    }
    verdict
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{LinkInput, Trace};

    fn mail(name: &str, address: &str, text: &str, href: &str) -> MessageInput {
        let segment = |text: &str, link| Segment { text: text.into(), link, starts_block: true, ..Segment::default() };
        MessageInput {
            from: Mailbox { name: Some(name.into()), address: Some(address.into()), via: None },
            subject: "Your account".into(),
            segments: vec![segment(text, None), segment("Sign in", Some(0))],
            links: vec![LinkInput { href: href.into(), button: true, ..LinkInput::default() }],
            ..MessageInput::default()
        }
    }

    fn codes(input: &MessageInput) -> Vec<Code> {
        judge(input).findings.iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn what_the_user_remembers_is_remembered_for_exactly_that_name() {
        let level = |address: &str, href: &str, remembered: &[&str]| {
            let mut input = mail("Amazon Seller Central", address, "Your seller account is on hold.", href);
            input.remembered = remembered.iter().map(|&name| name.to_owned()).collect();
            judge(&input).level
        };
        let (sender, link) = ("a@mail.example", "https://amazon-verify.example/x");
        assert_eq!(level(sender, link, &[]), Level::Danger);
        assert_eq!(level(sender, link, &[sender, "amazon-verify.example"]), Level::Info);
        assert_eq!(level(sender, link, &["amazon-verify.example"]), Level::Caution, "the sender still is not Amazon's");
        assert_eq!(level(sender, link, &[sender]), Level::Danger, "the host still imitates");
        for (sender, link) in [
            ("b@mail.example", "https://amazon-verify.example/x"),
            (sender, "https://www.amazon-verify.example/x"),
            (sender, "https://sellercentral.amazon.com@amazon-verify.example/x"),
            (sender, "https://amazon-verify.example/ap/signin"),
        ] {
            let remembered = ["a@mail.example", "amazon-verify.example"];
            assert!(level(sender, link, &remembered) >= Level::Caution, "{sender} {link}");
        }
        let genuine = "https://sellercentral.amazon.com/";
        assert_eq!(level("a@amazon.com", genuine, &["sellercentral.amazon.com"]), Level::Ok);
    }

    const LURES: &str = "Reply with your password within 24 hours. Install AnyDesk. Buy gift cards.";

    #[test]
    fn lures_are_named_in_a_mail_that_contradicts_itself_and_in_no_other() {
        use Code::{AsksForPayment, AsksForRemoteAccess, AsksForSecret, DeadlinePressure};
        let named = |input: &MessageInput| {
            let lures = [AsksForSecret, DeadlinePressure, AsksForRemoteAccess, AsksForPayment];
            codes(input).into_iter().filter(|code| lures.contains(code)).collect::<Vec<_>>()
        };
        let fake = mail("Amazon Seller Central", "a@mail.example", LURES, "https://evil.example");
        assert_eq!(named(&fake), [AsksForSecret, DeadlinePressure, AsksForRemoteAccess, AsksForPayment]);
        let genuine = mail("Amazon", "a@amazon.com", LURES, "https://sellercentral.amazon.com");
        assert_eq!(judge(&genuine).level, Level::Ok);
        assert!(named(&genuine).is_empty());
        let elsewhere = mail("Amazon", "a@amazon.com", LURES, "https://evil.example");
        assert!(!named(&elsewhere).is_empty(), "from an Amazon address, but it leads away");
        assert!(named(&mail("Tom", "tom@shop.example", LURES, "https://shop.example")).is_empty());
    }

    #[test]
    fn quoted_words_are_no_lure_and_of_relayed_mails_only_the_buyers_count() {
        let mut fake = mail("Amazon Seller Central", "a@mail.example", "Hello", "https://evil.example");
        fake.segments.push(Segment { text: format!("> {LURES}"), starts_block: true, ..Segment::default() });
        assert!(!codes(&fake).contains(&Code::AsksForSecret));
        let frame = "Never mind.\nBegin message\nThis is Amazon Seller Support, send us your password\nEnd message\nReply within 24 hours";
        let relayed = mail("Jane", "x@marketplace.amazon.com", frame, "https://evil.example");
        let found = codes(&relayed);
        assert!(found.contains(&Code::AsksForSecret) && !found.contains(&Code::DeadlinePressure), "{found:?}");
    }

    /// The written mails of `tests/mails`, read.
    #[cfg(feature = "cli")]
    fn written_mails() -> Vec<MessageInput> {
        let folders = ["ordinary", "attacks"].map(|name| format!("{}/tests/mails/{name}", env!("CARGO_MANIFEST_DIR")));
        let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).expect("a folder of mails"));
        let read =
            |path| crate::mail::read(&std::fs::read(path).expect("a mail"), crate::charset::decode).expect("readable");
        files.map(|file| read(file.expect("a file").path())).collect()
    }

    #[cfg(feature = "cli")]
    #[test]
    fn no_level_changes_where_the_lures_are_not_looked_for() {
        let mut with_lures = 0;
        for input in written_mails() {
            let budget = Budget::unlimited();
            let document = document::read(&input.segments, &budget);
            let evidence = || gather(&input, &document, &own(&input), &budget);
            let mut without = evidence();
            with_lures += usize::from(!without.lures.is_empty());
            without.lures.clear();
            let (found, without) = (conclude(&input, evidence()), conclude(&input, without));
            assert_eq!(found.level, without.level, "{}", input.subject);
            assert_eq!(found.links, without.links, "{}", input.subject);
            assert_eq!(found.sender, without.sender, "{}", input.subject);
        }
        assert!(with_lures > 20, "{with_lures}");
    }

    #[cfg(feature = "cli")]
    #[test]
    fn a_request_or_a_deadline_in_a_harmless_mail_makes_it_no_louder() {
        for mut input in written_mails() {
            let before = judge(&input);
            if before.level > Level::Info {
                continue;
            }
            let text = format!("{LURES} 请在24小时内回复验证码");
            input.segments.insert(0, Segment { text, starts_block: true, ..Segment::default() });
            assert_eq!(judge(&input).level, before.level, "{}", input.subject);
        }
    }

    #[test]
    fn a_mail_that_is_only_a_document_contradicts_itself_where_it_speaks_as_amazon() {
        let only = |name: &str, address: &str, file: &str| {
            let mut input = mail(name, address, "", "");
            input.segments.clear();
            input.links.clear();
            input.attachments.push(Attachment { name: file.into(), media_type: "application/octet-stream".into() });
            let verdict = judge(&input);
            (
                verdict.level,
                verdict.findings.iter().any(|f| matches!(f.code, Code::OnlyAttachment | Code::FormAttachment)),
            )
        };
        assert_eq!(only("Amazon Seller Central", "a@mail.example", "notice.PDF"), (Level::Danger, true));
        assert_eq!(only("Amazon Seller Central", "a@mail.example", "form.html "), (Level::Danger, true));
        assert_eq!(only("Tom", "tom@shop.example", "form.html"), (Level::Info, false));
        assert_eq!(only("Amazon", "a@amazon.com", "notice.pdf"), (Level::Ok, false));
        assert_eq!(only("Amazon", "a@amazon.com", "form.svg"), (Level::Caution, true));
    }

    #[test]
    fn a_form_is_named_in_every_mail_that_is_built_to_deceive() {
        let mut input = mail("Tom", "tom@amazon-verify-login.com", "Hello", "https://shop.example");
        input.attachments.push(Attachment { name: "x.iso".into(), media_type: String::new() });
        let found = codes(&input);
        assert_eq!(found.iter().filter(|code| **code == Code::FormAttachment).count(), 1, "{found:?}");
    }

    #[test]
    fn what_the_receiving_server_found_is_a_hint_and_never_makes_a_mail_better() {
        let with = |address: &str, href: &str, result: Option<&str>| {
            let mut input = mail("Amazon", address, "Hello", href);
            let step = |method: &str, result: &str, domain: &str| Trace {
                server: "mx.ours.example".into(),
                method: method.into(),
                result: result.into(),
                domain: domain.into(),
            };
            let domain = address.split('@').next_back().unwrap_or_default();
            input.trace.extend(result.map(|result| step("dmarc", result, domain)));
            input.trace.push(step("received", "", "sender.example"));
            let verdict = judge(&input);
            let hint = verdict.findings.last().map(|finding| finding.code);
            (verdict.level, verdict.sender.level, hint)
        };
        let (genuine, evil) = ("https://sellercentral.amazon.com", "https://evil.example");
        let (passed, failed) = (Some(Code::AuthenticationPassed), Some(Code::AuthenticationFailed));
        assert_eq!(with("a@amazon.com", genuine, None), (Level::Ok, Level::Ok, None));
        assert_eq!(with("a@amazon.com", genuine, Some("pass")), (Level::Ok, Level::Ok, passed));
        assert_eq!(with("a@amazon.com", genuine, Some("fail")), (Level::Info, Level::Info, failed));
        assert_eq!(with("a@amazon.com", evil, Some("pass")), (Level::Caution, Level::Ok, passed));
        assert_eq!(with("a@amazon.com", evil, Some("fail")), (Level::Caution, Level::Info, failed));
        // It speaks of the domain, which here nobody takes for Amazon's.
        let (level, _, hint) = with("a@mail.example", evil, Some("pass"));
        assert!(level == Level::Danger && hint != passed);
    }
}
