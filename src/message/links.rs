//! The links of a message: each one judged, with its role in the message and its destination as the message rules see it.

use crate::brand::named_host::{self, names_amazon};
use crate::brand::skeleton;
use crate::input::LinkInput;
use crate::link::gateways::Gateways;
use crate::link::{self, JudgedLink, LinkTarget};
use crate::message::action::{self, Roles, Setting};
use crate::message::bare_links::{BareLink, bare_links};
use crate::message::demand;
use crate::message::document::{Block, beginning};
use crate::message::reading::Reading;
use crate::message::senders::{SenderStanding, Senders};
use crate::seen::Seen;
use crate::sender::Judged;
use crate::tables::{self, places::SpeakerKind};
use crate::url::host::HostName;
use crate::url::web_url::WebUrl;
use crate::vocabulary::{Code, Level, LinkClass, MessageLink, Reason, Role, SenderClass, Verdict};

/// Links beyond this many are not judged; the verdict says so.
pub const MAX_LINKS: usize = 10_000;

/// The most bytes of links that are judged in one message, and in one link. Real links have some thousand at most.
const MOST_BYTES: usize = 1_000_000;
const LONGEST: usize = 100_000;
/// The text of a link is read up to this many bytes.
const LONGEST_TEXT: usize = 20_000;

/// The destination of a link, as seen from a message that speaks as Amazon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    /// Amazon, or nothing that a browser would open.
    Amazon,
    /// A name that the user does not want to be warned about, or the domain of such a sender.
    Remembered,
    /// A place that Amazon uses although somebody else runs it.
    UsedByAmazon,
    /// A meeting room of the sender.
    SendersMeeting,
    /// A mail gateway made the target unreadable and names one of Amazon's hosts for it.
    Rewritten,
    /// Anywhere else.
    Elsewhere,
}

/// The surroundings of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It belongs to a footer by its text or its host: an app store, a way to unsubscribe, a legal page.
    Footer,
    /// Its text is a bare address, and the paragraph around it asks for something about an account.
    AccountRequest,
    /// Anywhere else.
    Text,
}

/// Tells the surroundings of addresses. The addresses of one block share the answer, which costs a reading of the whole block.
#[derive(Default)]
struct AddressPlaces {
    /// The last block, and whether it asks for something about the reader's account.
    last: Option<(usize, bool)>,
}

impl AddressPlaces {
    /// The surroundings of an address in a paragraph. `is_asked` says that the message asks the reader to follow it.
    fn place(&mut self, is_asked: bool, block: Option<(usize, &Block)>) -> Place {
        let Some((index, block)) = block.filter(|_| is_asked) else { return Place::Text };
        let asks = match self.last {
            Some((last, asks)) if last == index => asks,
            _ => {
                let text = &block.folded.text;
                tables::ACCOUNT_VERB.within(text) && action::asks_beside(text, Setting::AmazonMail)
            }
        };
        self.last = Some((index, asks));
        if asks { Place::AccountRequest } else { Place::Text }
    }
}

/// A judged link inside a message.
pub struct FollowedLink {
    /// The link as it goes into the verdict.
    pub link: MessageLink,
    /// Its destination.
    pub destination: Destination,
    /// The index of the block that contains it.
    pub block: Option<usize>,
    /// The index of the quotation that contains it; `None` if it belongs to the author.
    pub quotation: Option<usize>,
    /// It is drawn as a button, or it sends a form.
    pub is_button: bool,
    /// Its surroundings.
    pub place: Place,
    /// It stands in the text as a name only, without a scheme and without a path.
    pub is_name: bool,
    /// The host that the verdict is about.
    pub host: Option<HostName>,
    /// The finding about it has to do with Amazon. A link that is only oddly written does not.
    pub concerns_amazon: bool,
    /// The id of the rule that decided its level.
    pub rule: &'static str,
}

impl FollowedLink {
    /// Whether the message asks the reader to follow it.
    pub fn is_action(&self) -> bool {
        self.link.role == Role::Action
    }

    /// Whether the message invites the reader to follow it: by asking, or by a button or picture that belongs to no footer.
    pub fn is_invitation(&self) -> bool {
        self.is_action() || (self.is_button || self.link.text.is_empty()) && self.place != Place::Footer
    }

    /// Whether following it does no harm: it leads to Amazon, or to a name that the user trusts.
    pub fn is_trusted(&self) -> bool {
        matches!(self.destination, Destination::Amazon | Destination::Remembered)
    }

    /// Whether the message asks the reader to follow it to a place that is not Amazon's.
    pub fn leaves(&self) -> bool {
        self.is_action() && matches!(self.destination, Destination::Elsewhere | Destination::UsedByAmazon)
    }

    /// Whether it asks for the account, or is a button, and leads to a site that no table knows and that is not the sender's. A
    /// sender's mailing domain often has the name of its firm in it.
    pub fn asks_at_third_domain(&self, sender: &Judged) -> bool {
        /// In bytes. A longer text is the title of an article.
        const LONGEST: usize = 40;
        let label = |host: &HostName| host.registrable_label().map(str::to_owned).unwrap_or_default();
        let is_related = self.host.as_ref().zip(sender.host.as_ref()).is_some_and(|(link, from)| {
            let (link, from) = (label(link), label(from));
            let (short, long) = if link.len() < from.len() { (link, from) } else { (from, link) };
            short.len() >= 5 && long.contains(&short)
        });
        let text = &self.link.text;
        let asks = || text.len() <= LONGEST && tables::ACCOUNT_VERB.within(&skeleton::fold_text(text));
        (self.is_button || self.place == Place::AccountRequest || asks())
            && self.is_unlisted()
            && !self.is_senders(sender)
            && !is_related
    }

    /// Whether it leads to a site that no table knows.
    pub fn is_unlisted(&self) -> bool {
        matches!(&self.link.verdict, Verdict::Link(link) if link.class == LinkClass::Unrelated)
    }

    /// The target as a person should read it.
    pub fn shown_target(&self) -> String {
        shown_target(&self.link.verdict)
    }

    /// The reason that the message sends the reader to the target of this link.
    pub fn reason(&self, code: Code) -> Reason {
        Reason::new(code, [&*self.shown_target(), &*self.link.text])
    }

    /// The reason of the link itself, if it is about a domain of Amazon's: a page that other people publish there, a redirect, an
    /// address that sends no mail. No sentence may say of such a link that its target is not Amazon's.
    pub fn reason_at_amazon(&self) -> Option<Reason> {
        reason_at_amazon(&self.link.verdict, self.host.as_ref())
    }

    /// Whether the link leads to a domain of the sender, is not built to deceive, and leads to no place where anyone can
    /// publish.
    pub fn is_senders(&self, sender: &Judged) -> bool {
        is_senders(&self.link.verdict, self.host.as_ref(), sender)
    }
}

/// The judged links of a message.
pub struct FollowedLinks {
    /// The links, those of the page first, then those that stand in the text.
    pub links: Vec<FollowedLink>,
    /// How many links were not judged, because there are too many of them or the time was used up.
    pub unjudged: usize,
}

/// Judges every link of a message.
pub fn follow(reading: &Reading, senders: &Senders) -> FollowedLinks {
    let mut found = FollowedLinks { links: Vec::new(), unjudged: reading.input.links.len().saturating_sub(MAX_LINKS) };
    let setting = match senders.standing {
        SenderStanding::Amazon if demand::is_notice(reading) => Setting::AmazonNotice,
        SenderStanding::Amazon => Setting::AmazonMail,
        SenderStanding::UserOrganisation => Setting::Colleague,
        _ => Setting::OtherMail,
    };
    let follower = Follower {
        reading,
        senders,
        setting,
        base: reading.input.base.as_deref().and_then(|base| WebUrl::parse(base, None).ok()),
    };
    follower.follow_listed(&mut found);
    follower.follow_bare(&mut found);
    found
}

/// Judges the links of one message.
struct Follower<'a> {
    reading: &'a Reading<'a>,
    senders: &'a Senders,
    setting: Setting,
    base: Option<WebUrl>,
}

impl Follower<'_> {
    /// Judges the links that the page or the mail lists.
    fn follow_listed(&self, found: &mut FollowedLinks) {
        let Reading { input, document, budget, gateways } = self.reading;
        let mut roles = Roles::new(document, self.setting);
        let texts = link_texts(self.reading);
        let mut places = AddressPlaces::default();
        let mut room = MOST_BYTES;
        for (at, link_input) in input.links.iter().take(MAX_LINKS).enumerate() {
            let bytes = link_input.href.len() + link_input.written.as_ref().map_or(0, String::len);
            if bytes > LONGEST || bytes > room {
                found.unjudged += 1;
                continue;
            }
            room -= bytes;
            let parsed = link::parse(&link_input.href, self.base.as_ref());
            if self.base.is_none() && parsed.is_no_link() {
                continue;
            }
            let Ok(index) = u32::try_from(at) else { break };
            if !budget.allows_step() || !budget.allows(link_input.href.len()) {
                found.unjudged += input.links.len().min(MAX_LINKS) - at;
                break;
            }
            let text = texts[at].split_whitespace().collect::<Vec<_>>().join(" ");
            let role = roles.role(link_input, &text, index);
            let block = document.block_of(index);
            let judged = match shown_address(&link_input.href, &text) {
                Some(host) => link::judge(&format!("https://{host}/"), None),
                None => self.as_written(parsed.judge(gateways), link_input),
            };
            let destination = destination_of(&judged, &self.senders.from);
            let gateway = self.gateway(&link_input.href, &judged, destination);
            let judged = self.with_text(judged, &text, role, destination);
            let href = link_input.href.clone();
            let link = MessageLink { index: Some(index), href, text, role, verdict: judged.verdict, gateway };
            found.links.push(self.remembered(FollowedLink {
                destination,
                block: block.map(|(block, _)| block),
                quotation: block.and_then(|(_, block)| block.quotation),
                is_button: link_input.button || link_input.form,
                place: if action::is_footer(&link_input.href, &skeleton::fold_text(&link.text)) {
                    Place::Footer
                } else {
                    let is_bare = role == Role::Action && named_host::host_named_by(&link.text).is_some();
                    places.place(is_bare, block)
                },
                link,
                is_name: false,
                host: judged.host,
                concerns_amazon: judged.concerns_amazon,
                rule: judged.rule,
            }));
        }
    }

    /// Judges the links that stand in the text without being links of the page.
    fn follow_bare(&self, found: &mut FollowedLinks) {
        let room = MAX_LINKS.saturating_sub(found.links.len());
        let mut known = Seen::default();
        let hrefs = self.reading.input.links.iter().take(MAX_LINKS).map(|link| &link.href);
        for text in hrefs.chain(found.links.iter().map(|followed| &followed.link.text)) {
            known.insert(text);
        }
        let new: Vec<BareLink> = bare_links(self.reading.document, room)
            .into_iter()
            .filter(|bare| !known.contains(&bare.href) && !known.contains(&bare.text))
            .collect();
        // The links of one block share the answer whether the block asks for something.
        let mut asked: Option<(usize, bool)> = None;
        let mut places = AddressPlaces::default();
        for bare in new {
            if !self.reading.budget.allows_step() {
                found.unjudged += 1;
                continue;
            }
            let is_asked = match asked {
                _ if bare.is_name => bare.is_asked_for(self.reading.document, |text| self.asks(text)),
                Some((block, answer)) if block == bare.block => answer,
                _ => self.is_asked_for(bare.block),
            };
            if !bare.is_name {
                asked = Some((bare.block, is_asked));
            }
            let judged = link::parse(&bare.href, None).judge(self.reading.gateways);
            let destination = destination_of(&judged, &self.senders.from);
            if bare.is_name && !self.counts_as_link(&bare, &judged, is_asked, destination) {
                continue;
            }
            let is_footer = action::is_footer(&bare.href, "");
            let role = if is_asked && !is_footer { Role::Action } else { Role::Other };
            let gateway = self.gateway(&bare.href, &judged, destination);
            let (href, text) = (bare.href, bare.text);
            let link = MessageLink { index: None, href, text, role, verdict: judged.verdict, gateway };
            found.links.push(self.remembered(FollowedLink {
                link,
                destination,
                block: Some(bare.block),
                quotation: self.reading.document.blocks[bare.block].quotation,
                place: if is_footer {
                    Place::Footer
                } else {
                    places
                        .place(is_asked, self.reading.document.blocks.get(bare.block).map(|block| (bare.block, block)))
                },
                is_button: false,
                is_name: bare.is_name,
                host: judged.host,
                concerns_amazon: judged.concerns_amazon,
                rule: judged.rule,
            }));
        }
    }

    /// Whether a name in the text counts as a link: one that is suspicious by itself, or one elsewhere that the message asks for.
    /// People name many sites and addresses, their own among them, so any other name says nothing. Amazon itself names fakes as
    /// examples.
    fn counts_as_link(&self, bare: &BareLink, judged: &JudgedLink, is_asked: bool, destination: Destination) -> bool {
        let is_from_amazon = self.senders.standing == SenderStanding::Amazon;
        let may_be_amazon = self.senders.from.uncertain;
        if judged.verdict.level().is_warning() {
            return is_asked || !is_from_amazon || bare.stands_for_itself(self.reading.document);
        }
        // An address in a mail from Amazon is often the one that the account belongs to, and the sender's own is no other way.
        let is_users = |address: &str| self.reading.input.user.iter().any(|known| known.eq_ignore_ascii_case(address));
        let is_expected = bare.is_address()
            && (is_from_amazon
                || may_be_amazon
                || is_users(&bare.text)
                || judged.is_at(self.senders.from.verdict.domain.as_deref()));
        // A pasted text has no sender, and each name in it gets its own answer.
        let has_sender = self.senders.standing != SenderStanding::Unknown || may_be_amazon;
        is_asked && has_sender && destination == Destination::Elsewhere && !bare.is_doubtful && !is_expected
    }

    /// Whether a text asks the reader to do something.
    fn asks(&self, folded: &str) -> bool {
        action::asks_beside(folded, self.setting)
    }

    /// Whether a block, or the shown one right before it, asks the reader to do something.
    fn is_asked_for(&self, block: usize) -> bool {
        let document = self.reading.document;
        let near = [Some(block), document.shown_before(block)];
        near.into_iter().flatten().any(|block| self.asks(&document.blocks[block].folded.text))
    }

    /// The judged link, or the same link as it is written where that is the louder one: the written form may show a deception
    /// that the resolved form no longer shows.
    fn as_written(&self, judged: JudgedLink, link_input: &LinkInput) -> JudgedLink {
        let Some((link, written)) = judged.link().zip(link_input.written.as_deref()) else {
            return judged;
        };
        let as_written = link::parse(written, self.base.as_ref()).judge(self.reading.gateways);
        let is_louder =
            as_written.link().is_some_and(|written| written.host == link.host && written.level > link.level);
        if is_louder { as_written } else { judged }
    }

    /// The host of a link that may be the user's mail gateway: in a mail from an Amazon address, a host that nothing else is known
    /// about, around a link to Amazon.
    fn gateway(&self, href: &str, judged: &JudgedLink, destination: Destination) -> Option<String> {
        let may_be_one = self.senders.standing == SenderStanding::Amazon
            && destination == Destination::Elsewhere
            && judged.link().is_some_and(|link| link.class == LinkClass::Unrelated);
        may_be_one.then(|| link::gateway_around_amazon(href)).flatten()
    }

    /// The judged link together with its text. A text that names a host of Amazon over another target is a contradiction.
    /// Newsletters count clicks, so the links of a known service to itself are exempt, and those of any other sender that
    /// speaks for itself are only to be checked unless the message asks for the click.
    fn with_text(&self, mut judged: JudgedLink, text: &str, role: Role, destination: Destination) -> JudgedLink {
        let Verdict::Link(link) = &mut judged.verdict else { return judged };
        let is_own_target = || judged.host.as_ref().is_some_and(|target| named_host::is_own_target(text, target));
        if destination != Destination::Elsewhere || !names_amazon(text) || is_own_target() {
            return judged;
        }
        let from = &self.senders.from;
        let is_speakers =
            self.senders.is_another_speaker && link.domain.is_some() && link.domain == from.verdict.domain;
        if is_speakers && from.speaker.is_some() {
            return judged;
        }
        // Amazon's short links lead to Amazon; they only hide to which page.
        let is_amazons = judged.host.as_ref().is_some_and(|host| host.known.amazon.is_some());
        if link.class == LinkClass::Opaque && is_amazons {
            return judged;
        }
        let [over_opaque, over_senders, over_other] = &DISPLAY_RULES;
        let display = match link.class {
            LinkClass::Opaque => over_opaque,
            _ if is_speakers && role == Role::Other => over_senders,
            _ => over_other,
        };
        if display.level == Level::Danger {
            link.class = LinkClass::Deceptive;
        }
        let host = link.unicode.as_deref().or(link.host.as_deref()).unwrap_or_default().to_owned();
        link.reasons.insert(0, Reason::new(display.code, [text, &*host]));
        if display.level >= link.level {
            link.level = display.level;
            judged.rule = display.id;
        }
        judged.concerns_amazon = true;
        judged
    }

    /// The link, without a warning if it leads to a name that the user does not want to be warned about.
    fn remembered(&self, mut followed: FollowedLink) -> FollowedLink {
        if remember(&mut followed.link.verdict, &self.reading.input.remembered) {
            followed.destination = Destination::Remembered;
            followed.rule = REMEMBERED;
        } else if self.senders.from.muted && followed.is_senders(&self.senders.from) {
            followed.destination = Destination::Remembered;
        }
        followed
    }
}

/// A rule about a link whose text names a host of Amazon over another target.
pub struct DisplayRule {
    /// A stable name.
    pub id: &'static str,
    /// The level that it demands.
    pub level: Level,
    code: Code,
}

/// The rules about such a link: over a target that cannot be read, over the own link of a sender that speaks for itself, over any
/// other target.
pub const DISPLAY_RULES: [DisplayRule; 3] = [
    DisplayRule { id: "text-names-amazon-over-opaque-link", level: Level::Caution, code: Code::DisplayOpaque },
    DisplayRule { id: "text-names-amazon-over-senders-link", level: Level::Caution, code: Code::DisplayMismatch },
    DisplayRule { id: "text-names-amazon-over-other-host", level: Level::Danger, code: Code::DisplayMismatch },
];

/// The id of the rule that a remembered name is no warning.
pub const REMEMBERED: &str = "remembered-name";

/// The host of a link to `http://user@host` whose text is that mail address. Some mail programs write an address so. Returns `None`
/// for other links, and if the part before the `@` names a host of Amazon's, because readers would take it for the host.
fn shown_address<'a>(href: &'a str, text: &str) -> Option<&'a str> {
    let address = href.strip_prefix("http://").or(href.strip_prefix("https://"))?.trim_end_matches('/');
    let (user, host) = address.split_once('@')?;
    let is_plain = !host.contains(['/', '?', '#', ':', '@', '\\']) && !user.contains([':', '/', '\\']);
    (is_plain && address.eq_ignore_ascii_case(text) && !names_amazon(user)).then_some(host)
}

/// The text of each link, joined from the segments that belong to it.
fn link_texts(reading: &Reading) -> Vec<String> {
    let mut texts: Vec<String> = vec![String::new(); reading.input.links.len().min(MAX_LINKS)];
    for segment in &reading.input.segments {
        if let Some(text) = segment.link.and_then(|link| texts.get_mut(usize::try_from(link).ok()?))
            && text.len() <= LONGEST_TEXT
        {
            text.push_str(beginning(&segment.text, LONGEST_TEXT));
        }
    }
    texts
}

/// Judges a link by itself, outside of any message. Links to `remembered` hosts are not warned about, and the links of `gateways`
/// are judged by the URL inside them.
pub fn judge_link(link: &str, remembered: &[String], gateways: &Gateways) -> Verdict {
    let mut verdict = link::parse(link, None).judge(gateways).verdict;
    remember(&mut verdict, remembered);
    verdict
}

/// Removes the warning from a link to a name that the user does not want to be warned about, and returns whether it was one. A
/// link that hides its target or imitates another host keeps its warning.
fn remember(verdict: &mut Verdict, names: &[String]) -> bool {
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

/// The first reason of a verdict that is about a domain of Amazon's.
pub fn reason_at_amazon(verdict: &Verdict, host: Option<&HostName>) -> Option<Reason> {
    let is_amazons = match verdict {
        Verdict::Link(_) => host.is_some_and(|host| host.known.amazon.is_some()),
        Verdict::Sender(address) => address.class == SenderClass::NotASender,
    };
    verdict.reasons().first().filter(|_| is_amazons).cloned()
}

fn is_senders(verdict: &Verdict, host: Option<&HostName>, sender: &Judged) -> bool {
    let Verdict::Link(link) = verdict else { return false };
    let is_ordinary = matches!(link.class, LinkClass::Unrelated | LinkClass::NameUse) && link.level <= Level::Info;
    is_ordinary && host.is_some_and(|host| sender.owns(host))
}

/// The destination of a link in a mail from this sender.
pub fn destination_of(judged: &JudgedLink, sender: &Judged) -> Destination {
    let is_senders_meeting = || {
        sender.speaker == Some(SpeakerKind::MeetingPartner)
            && judged.host.as_ref().zip(sender.host.as_ref()).is_some_and(|(a, b)| a.registrable() == b.registrable())
    };
    match judged.target {
        LinkTarget::Amazon => Destination::Amazon,
        LinkTarget::RewrittenAmazon => Destination::Rewritten,
        LinkTarget::UsedByAmazon => Destination::UsedByAmazon,
        LinkTarget::Elsewhere if is_senders_meeting() => Destination::SendersMeeting,
        LinkTarget::Elsewhere => Destination::Elsewhere,
    }
}

/// The target of a link as a person should read it: the host in Unicode, or the address.
pub fn shown_target(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Link(link) => link.unicode.clone().or_else(|| link.host.clone()).unwrap_or_default(),
        Verdict::Sender(address) => address.address.clone().unwrap_or_default(),
    }
}

/// For each block of a document whether a link in it leads away from Amazon.
pub fn leaving_blocks(reading: &Reading, links: &[FollowedLink]) -> Vec<bool> {
    let mut leaving = vec![false; reading.document.blocks.len()];
    for followed in links.iter().filter(|followed| followed.destination != Destination::Amazon) {
        if let Some(leaving) = followed.block.and_then(|block| leaving.get_mut(block)) {
            *leaving = true;
        }
    }
    leaving
}
