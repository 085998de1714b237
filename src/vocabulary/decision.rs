//! Decides the effects of a verdict in the extension: how the guard treats a click, which links the browser refuses, which names
//! the user may mute, and which reason a banner states first. TypeScript reads these fields and never decides by a class, a level
//! or a reason code. `json` omits a field that has its most frequent value, except where the omission could weaken the protection.

use serde::Serialize;

use crate::vocabulary::code::Code;
use crate::vocabulary::level::{Level, LinkClass, SenderClass};
use crate::vocabulary::reason::Reason;
use crate::vocabulary::verdict::{LinkVerdict, MessageLink, MessageVerdict, Role, SenderVerdict, Strength, Verdict};

/// The way in which the guard treats a click on a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Ruling {
    /// The click passes, even if it may have hit another link at the same place.
    Vouched,
    /// The click passes.
    Pass,
    /// The guard stops the click, and a card beside the link gives the reason.
    Card,
    /// The guard stops the click, and a dialog asks the user. The JSON omits this value, so that a verdict without the field counts
    /// as the strictest one.
    Dialog,
}

/// The part of a message's verdict that the warning states first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lead {
    /// The finding at this index.
    Finding(usize),
    /// The sender's first reason.
    Sender,
    /// The first reason of the link at this index.
    Link(usize),
    /// The attached message at this index. There is no warning about the outer message itself.
    Attached(usize),
}

/// The statement of the chip beside a sender's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum ChipFace {
    /// The address is one of Amazon's.
    Amazon,
    /// The address is one of Amazon's, but it may be forged.
    Forgeable,
    /// A buyer wrote the message through Amazon.
    Relay,
    /// The address belongs to another Amazon business.
    AmazonOwned,
    /// The address belongs to a firm that has the right to write with Amazon's name.
    Partner,
    /// Amazon owns the domain but does not send from it.
    NotASender,
    /// The address imitates Amazon's.
    Lookalike,
    /// The address resembles Amazon's.
    Resembles,
    /// The address is not Amazon's, although the message speaks as Amazon.
    NotAmazon,
    /// The message speaks as Amazon and shows no address.
    Unknown,
}

/// The chip beside a sender's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Chip {
    /// The statement of the chip.
    pub face: ChipFace,
    /// The level that gives the chip its colour; `None` for a grey chip, which promises nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub look: Option<Level>,
}

/// The journal entry about a message that the user is warned about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalRecord<'a> {
    /// The index of the link that caused the warning.
    pub link: Option<usize>,
    /// The entry is about that link. Otherwise it is about the sender.
    pub is_about_link: bool,
    /// The name that the entry is listed under: the link's domain, or its host if many people share the domain.
    pub place: Option<&'a str>,
    /// The text in the leading reason is a host, an address or a path. Any other text comes from the mail, and the journal omits
    /// it.
    pub text_is_place: bool,
}

impl Level {
    /// Whether the user is warned at this level.
    pub fn is_warning(self) -> bool {
        self >= Self::Caution
    }

    /// Whether the browser refuses to open a link of this level.
    pub fn is_blockable(self) -> bool {
        self == Self::Danger
    }

    /// Returns how the guard treats a link of this level. For an action link, the guard asks the user from Caution on; for any other
    /// link, only at Danger.
    pub fn ruling(self, role: Role) -> Ruling {
        match (self, role) {
            (Self::Ok, _) => Ruling::Vouched,
            (Self::Info, _) => Ruling::Pass,
            (Self::Caution, Role::Other) => Ruling::Card,
            (Self::Caution, Role::Action) | (Self::Danger, _) => Ruling::Dialog,
        }
    }
}

impl LinkVerdict {
    /// Whether the user may mute the link's host. Other classes are not judged by their host alone, so muting the host would
    /// silence more than this one name.
    pub fn is_mutable(&self) -> bool {
        self.host.is_some() && matches!(self.class, LinkClass::Lookalike | LinkClass::Unrelated | LinkClass::NameUse)
    }

    /// Whether the text is neither a link nor a host.
    pub fn is_no_link(&self) -> bool {
        self.reasons.iter().any(|reason| reason.code == Code::NotALink)
    }

    /// Whether many people publish under the link's registrable domain, so that only the host distinguishes them.
    fn shares_its_domain(&self) -> bool {
        matches!(self.class, LinkClass::OpenPlatform | LinkClass::Opaque)
    }
}

impl SenderVerdict {
    /// Whether the user may mute the sender's address. An address of Amazon's cannot be muted, because anyone can forge it.
    pub fn is_mutable(&self) -> bool {
        let has_own_address = matches!(
            self.class,
            SenderClass::Lookalike | SenderClass::Impersonation | SenderClass::Unrelated | SenderClass::Partner
        );
        self.address.is_some() && has_own_address
    }

    /// Whether a list of messages shows a chip beside this sender before the message is opened.
    pub fn has_list_chip(&self) -> bool {
        matches!(self.class, SenderClass::Lookalike | SenderClass::Impersonation) && self.level.is_warning()
    }
}

impl Verdict {
    pub(crate) fn reasons(&self) -> &[Reason] {
        match self {
            Self::Link(link) => &link.reasons,
            Self::Sender(sender) => &sender.reasons,
        }
    }
}

impl Code {
    /// Whether the reason only explains how the message was read, and is no argument against the message.
    fn is_remark(self) -> bool {
        matches!(
            self,
            Self::ForwardedFrom
                | Self::BuyersWords
                | Self::NotAllJudged
                | Self::AuthenticationPassed
                | Self::AuthenticationFailed
        )
    }

    /// Whether the reason's text is a host, an address or a path. The text of any other reason comes from the mail.
    fn names_a_place(self) -> bool {
        matches!(
            self,
            Self::AddressInName
                | Self::DisplayMismatch
                | Self::DisplayOpaque
                | Self::EmbeddedEnding
                | Self::EmbeddedHost
                | Self::ObfuscatedIp
                | Self::UserInfo
        )
    }
}

impl MessageVerdict {
    /// Returns the part of the verdict that the warning states first. Returns `None` if no part accounts for the level.
    pub fn lead(&self) -> Option<Lead> {
        if let Some(at) = self.findings.iter().position(|finding| !finding.code.is_remark()) {
            return Some(Lead::Finding(at));
        }
        if self.sender.level == self.level && !self.sender.reasons.is_empty() {
            return Some(Lead::Sender);
        }
        let link = self.links.iter().position(|link| link.verdict.level() == self.level);
        if let Some(at) = link.filter(|&at| !self.links[at].verdict.reasons().is_empty()) {
            return Some(Lead::Link(at));
        }
        let attached = self.attached.iter().position(|inner| inner.level == self.level);
        attached.filter(|_| self.level.is_warning()).map(Lead::Attached)
    }

    /// Returns the leading reason. Returns `None` if an attached message leads or nothing does.
    pub(crate) fn leading_reason(&self) -> Option<&Reason> {
        match self.lead()? {
            Lead::Finding(at) => self.findings.get(at),
            Lead::Sender => self.sender.reasons.first(),
            Lead::Link(at) => self.links.get(at)?.verdict.reasons().first(),
            Lead::Attached(_) => None,
        }
    }

    /// Whether not all of the message, or of one attached to it, was read.
    pub fn is_partly_read(&self) -> bool {
        self.findings.iter().any(|finding| finding.code == Code::NotAllJudged)
            || self.attached.iter().any(Self::is_partly_read)
    }

    /// Whether the message, or one attached to it, shows a sender, a reply address or a link. In any other there is nothing to judge.
    pub fn has_anything_to_check(&self) -> bool {
        let senders = [Some(&self.sender), self.reply_to.as_ref()];
        senders.into_iter().flatten().any(|sender| sender.address.is_some())
            || self.links.iter().any(|link| !matches!(&link.verdict, Verdict::Link(link) if link.is_no_link()))
            || self.attached.iter().any(Self::has_anything_to_check)
    }

    /// Whether the message has a warning and speaks as Amazon. The extension warns before the user calls a phone number in such a
    /// message.
    pub fn poses_as_amazon(&self) -> bool {
        self.level.is_warning() && self.claim.strength == Strength::Strong
    }

    /// Returns the chip beside the sender's address. Returns `None` if there is nothing to say about the sender, as in ordinary
    /// mail.
    pub fn chip(&self) -> Option<Chip> {
        let Self { sender, claim, level, .. } = self;
        let is_warned = level.is_warning();
        let speaks = claim.strength == Strength::Strong;
        let (face, look) = match sender.class {
            // An address is easy to forge, so it proves nothing beside a warning or if another server sent the mail.
            SenderClass::Amazon if is_warned || sender.level != Level::Ok => (ChipFace::Forgeable, None),
            SenderClass::Amazon => (ChipFace::Amazon, Some(Level::Ok)),
            SenderClass::Relay => (ChipFace::Relay, Some(Level::Info)),
            SenderClass::AmazonOwned => (ChipFace::AmazonOwned, Some(Level::Info)),
            SenderClass::Partner => (ChipFace::Partner, Some(Level::Info)),
            // Beside a louder warning, the chip has the warning's level, so that the same mail does not have two colours.
            SenderClass::NotASender => (ChipFace::NotASender, Some(sender.level.max(*level))),
            SenderClass::Lookalike | SenderClass::Impersonation if sender.level == Level::Danger => {
                (ChipFace::Lookalike, Some(Level::Danger))
            }
            SenderClass::Lookalike => (ChipFace::Resembles, Some(sender.level.max(*level))),
            // In a mail without a warning, Amazon's name comes from forwarding.
            SenderClass::Impersonation if is_warned => (ChipFace::NotAmazon, Some(*level)),
            SenderClass::Unrelated if is_warned && speaks && !self.is_own_organisation() => {
                (ChipFace::NotAmazon, Some(*level))
            }
            SenderClass::Unknown if speaks => (ChipFace::Unknown, Some(Level::Info)),
            SenderClass::Impersonation | SenderClass::Unrelated | SenderClass::Unknown => return None,
        };
        Some(Chip { face, look })
    }

    fn is_own_organisation(&self) -> bool {
        self.sender.reasons.iter().any(|reason| reason.code == Code::OwnOrganisation)
    }

    /// Returns the journal entry. Returns `None` if the message has no warning.
    pub fn record(&self) -> Option<JournalRecord<'_>> {
        if !self.level.is_warning() {
            return None;
        }
        let reason = self.leading_reason();
        let has_reason = |link: &&MessageLink| reason.is_some_and(|reason| link.verdict.reasons().contains(reason));
        let is_as_loud = |link: &&MessageLink| link.verdict.level() == self.level;
        let is_asked_for = |link: &&MessageLink| is_as_loud(link) && link.role == Role::Action;
        let position = |matches: &dyn Fn(&&MessageLink) -> bool| self.links.iter().position(|link| matches(&link));
        let at = position(&has_reason).or_else(|| position(&is_asked_for)).or_else(|| position(&is_as_loud));
        let link = at.map(|at| &self.links[at]);
        let place = match link.map(|link| &link.verdict) {
            Some(Verdict::Link(link)) if link.shares_its_domain() => link.host.as_deref(),
            Some(Verdict::Link(link)) => link.domain.as_deref().or(link.host.as_deref()),
            Some(Verdict::Sender(sender)) => sender.domain.as_deref().or(sender.host.as_deref()),
            None => None,
        };
        Some(JournalRecord {
            link: at,
            is_about_link: link.is_some_and(|link| has_reason(&link) || !self.sender.level.is_warning()),
            place,
            text_is_place: reason.is_some_and(|reason| reason.code.names_a_place()),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::vocabulary::verdict::{Claim, ClaimEvidence, ClaimSource};

    const LEVELS: [Level; 4] = [Level::Ok, Level::Info, Level::Caution, Level::Danger];
    fn link(class: LinkClass, level: Level) -> LinkVerdict {
        LinkVerdict {
            level,
            class,
            host: Some("www.shop.example".to_owned()),
            unicode: None,
            domain: Some("shop.example".to_owned()),
            target: None,
            steps: Vec::new(),
            reasons: vec![Reason::new(Code::UnrelatedHost, ["www.shop.example", "shop.example"])],
        }
    }

    fn sender(class: SenderClass, level: Level) -> SenderVerdict {
        SenderVerdict {
            level,
            class,
            address: Some("a@shop.example".to_owned()),
            name: None,
            host: Some("shop.example".to_owned()),
            domain: Some("shop.example".to_owned()),
            reasons: vec![Reason::new(Code::UnrelatedAddress, ["a@shop.example", "shop.example"])],
        }
    }

    fn in_message(verdict: Verdict, role: Role) -> MessageLink {
        let href = "https://www.shop.example/".to_owned();
        MessageLink { index: Some(0), href, text: String::new(), role, verdict, gateway: None }
    }

    fn message(level: Level, sender: SenderVerdict, links: Vec<MessageLink>) -> MessageVerdict {
        MessageVerdict {
            level,
            claim: Claim::default(),
            sender,
            reply_to: None,
            relay_alias: None,
            orders: Vec::new(),
            links,
            attachments: Vec::new(),
            findings: Vec::new(),
            attached: Vec::new(),
        }
    }

    fn speaking(mut message: MessageVerdict) -> MessageVerdict {
        message.claim.strength = Strength::Strong;
        message.claim.evidence.push(ClaimEvidence::new(ClaimSource::Name, "Amazon"));
        message
    }

    fn json_of(value: &impl Serialize) -> Value {
        serde_json::to_value(value).unwrap()
    }

    /// Verdicts on links and senders of every class and level.
    fn verdicts() -> impl Iterator<Item = (Level, Verdict)> {
        LEVELS.into_iter().flat_map(|level| {
            let links = LinkClass::ALL.map(|class| Verdict::Link(link(class, level)));
            let senders = SenderClass::ALL.map(|class| Verdict::Sender(sender(class, level)));
            links.into_iter().chain(senders).map(move |verdict| (level, verdict))
        })
    }

    #[test]
    fn the_guard_asks_at_danger_and_for_action_links_at_caution_for_every_class() {
        for (level, verdict) in verdicts() {
            let (other, action) = match level {
                Level::Ok => (json!("vouched"), json!("vouched")),
                Level::Info => (json!("pass"), json!("pass")),
                Level::Caution => (json!("card"), Value::Null),
                Level::Danger => (Value::Null, Value::Null),
            };
            assert_eq!(json_of(&verdict)["guard"], other, "{verdict:?}");
            for (role, expected) in [(Role::Other, &other), (Role::Action, &action)] {
                assert_eq!(json_of(&in_message(verdict.clone(), role))["guard"], *expected, "{role:?} {verdict:?}");
            }
        }
    }

    #[test]
    fn a_warning_begins_at_caution_and_the_browser_refuses_only_danger_for_every_class() {
        for (level, verdict) in verdicts() {
            let message = message(level, sender(SenderClass::Unrelated, Level::Info), Vec::new());
            let warned = json!(matches!(level, Level::Caution | Level::Danger).then_some(true));
            let blockable = json!((level == Level::Danger).then_some(true));
            for value in [json_of(&verdict), json_of(&in_message(verdict, Role::Other)), json_of(&message)] {
                assert_eq!((&value["warned"], &value["blockable"]), (&warned, &blockable), "{value}");
            }
        }
    }

    #[test]
    fn only_classes_judged_by_their_own_name_can_be_muted() {
        for level in LEVELS {
            for class in LinkClass::ALL {
                let expected = matches!(class, LinkClass::Lookalike | LinkClass::Unrelated | LinkClass::NameUse);
                let verdict = link(class, level);
                assert_eq!(json_of(&verdict)["mutable"] == true, expected, "{verdict:?}");
                assert!(!LinkVerdict { host: None, ..verdict }.is_mutable(), "{class:?}");
            }
            for class in SenderClass::ALL {
                let expected = !matches!(
                    class,
                    SenderClass::Amazon
                        | SenderClass::Relay
                        | SenderClass::AmazonOwned
                        | SenderClass::NotASender
                        | SenderClass::Unknown
                );
                let verdict = sender(class, level);
                assert_eq!(json_of(&verdict)["mutable"] == true, expected, "{verdict:?}");
                assert!(!SenderVerdict { address: None, ..verdict }.is_mutable(), "{class:?}");
            }
        }
    }

    #[test]
    fn a_list_shows_a_chip_beside_imitating_senders_from_caution_on() {
        for level in LEVELS {
            for class in SenderClass::ALL {
                let imitates = matches!(class, SenderClass::Lookalike | SenderClass::Impersonation);
                let expected = imitates && matches!(level, Level::Caution | Level::Danger);
                assert_eq!(json_of(&sender(class, level))["listChip"] == true, expected, "{class:?} {level:?}");
            }
        }
    }

    /// Returns the chip for each level in order. The message and its sender have the same level.
    fn faces(class: SenderClass, speaks: bool) -> [Value; 4] {
        LEVELS.map(|level| {
            let message = message(level, sender(class, level), Vec::new());
            json_of(&if speaks { speaking(message) } else { message })["chip"].clone()
        })
    }

    #[test]
    fn a_chip_is_never_quieter_than_the_warning_above_the_message() {
        for class in [SenderClass::NotASender, SenderClass::Lookalike, SenderClass::Impersonation] {
            for (quiet, loud) in [(Level::Caution, Level::Danger), (Level::Info, Level::Caution)] {
                let chip = &json_of(&message(loud, sender(class, quiet), Vec::new()))["chip"];
                assert_eq!(chip["look"], json_of(&sender(class, loud))["level"], "{class:?}");
            }
        }
    }

    #[test]
    fn a_chip_shows_the_kind_of_sender_and_ordinary_mail_has_none() {
        let chip = |face: &str, look: &str| json!({ "face": face, "look": look });
        let plain = json!({ "face": "forgeable" });
        let none = Value::Null;
        for speaks in [false, true] {
            let faces = |class| faces(class, speaks);
            let forgeable = || plain.clone();
            assert_eq!(faces(SenderClass::Amazon), [chip("amazon", "ok"), forgeable(), forgeable(), forgeable()]);
            for (class, face) in [
                (SenderClass::Relay, "relay"),
                (SenderClass::AmazonOwned, "amazon-owned"),
                (SenderClass::Partner, "partner"),
            ] {
                assert_eq!(faces(class), [(); 4].map(|()| chip(face, "info")));
            }
            assert_eq!(
                faces(SenderClass::NotASender),
                ["ok", "info", "caution", "danger"].map(|look| chip("not-a-sender", look))
            );
            let [ok, info, caution] = ["ok", "info", "caution"].map(|look| chip("resembles", look));
            assert_eq!(faces(SenderClass::Lookalike), [ok, info, caution, chip("lookalike", "danger")]);
            assert_eq!(
                faces(SenderClass::Impersonation),
                [none.clone(), none.clone(), chip("not-amazon", "caution"), chip("lookalike", "danger")]
            );
            let unrelated = if speaks {
                [none.clone(), none.clone(), chip("not-amazon", "caution"), chip("not-amazon", "danger")]
            } else {
                [(); 4].map(|()| none.clone())
            };
            assert_eq!(faces(SenderClass::Unrelated), unrelated);
            let unknown = if speaks { chip("unknown", "info") } else { none.clone() };
            assert_eq!(faces(SenderClass::Unknown), [(); 4].map(|()| unknown.clone()));
        }
        let mut own = sender(SenderClass::Unrelated, Level::Info);
        own.reasons.push(Reason::new(Code::OwnOrganisation, ["shop.example"]));
        assert_eq!(speaking(message(Level::Danger, own, Vec::new())).chip(), None);
    }

    #[test]
    fn a_message_poses_as_amazon_if_it_speaks_as_amazon_and_has_a_warning() {
        for level in LEVELS {
            let silent = message(level, sender(SenderClass::Unrelated, Level::Info), Vec::new());
            assert_eq!(json_of(&silent)["poses"], Value::Null);
            let expected = json!(matches!(level, Level::Caution | Level::Danger).then_some(true));
            assert_eq!(json_of(&speaking(silent))["poses"], expected, "{level:?}");
        }
    }

    #[test]
    fn findings_lead_before_the_sender_links_and_attached_messages_in_this_order() {
        for level in LEVELS {
            let bad = || in_message(Verdict::Link(link(LinkClass::Unrelated, level)), Role::Other);
            let inner = message(level, sender(SenderClass::Unknown, level), Vec::new());
            let mut all = message(level, sender(SenderClass::Unrelated, level), vec![bad()]);
            all.attached.push(inner);
            all.findings.push(Reason::new(Code::NotAllJudged, ["1"]));
            all.findings.push(Reason::new(Code::AsksForSecret, ["password"]));
            assert_eq!(json_of(&all)["lead"], json!({ "finding": 1 }), "{level:?}");
            all.findings.pop();
            assert_eq!(json_of(&all)["lead"], "sender", "{level:?}");
            all.sender.reasons.clear();
            assert_eq!(json_of(&all)["lead"], json!({ "link": 0 }), "{level:?}");
            all.links.clear();
            let attached = if level.is_warning() { json!({ "attached": 0 }) } else { Value::Null };
            assert_eq!(json_of(&all)["lead"], attached, "{level:?}");
            all.attached.clear();
            assert_eq!(json_of(&all)["lead"], Value::Null, "{level:?}");
        }
    }

    #[test]
    fn a_remark_on_how_a_message_was_read_never_leads() {
        let remarks = [
            Code::ForwardedFrom,
            Code::BuyersWords,
            Code::NotAllJudged,
            Code::AuthenticationPassed,
            Code::AuthenticationFailed,
        ];
        for &code in Code::ALL {
            let mut message = message(Level::Danger, sender(SenderClass::Unrelated, Level::Info), Vec::new());
            message.findings.push(Reason { code, evidence: code.params().iter().map(|_| "x".to_owned()).collect() });
            assert_eq!(message.lead().is_none(), remarks.contains(&code), "{code:?}");
        }
    }

    #[test]
    fn the_journal_records_the_link_that_caused_the_warning() {
        for level in LEVELS {
            for class in LinkClass::ALL {
                let quiet = in_message(Verdict::Link(link(LinkClass::Unrelated, Level::Info)), Role::Action);
                let mut bad = link(class, level);
                bad.reasons = vec![Reason::new(Code::UserInfo, ["amazon.com", "www.shop.example"])];
                let bad = in_message(Verdict::Link(bad), Role::Other);
                let message = message(level, sender(SenderClass::Unrelated, Level::Ok), vec![quiet, bad]);
                let shared = matches!(class, LinkClass::OpenPlatform | LinkClass::Opaque);
                let place = if shared { "www.shop.example" } else { "shop.example" };
                let expected = match level {
                    Level::Ok | Level::Info => Value::Null,
                    Level::Caution | Level::Danger => {
                        json!({ "link": 1, "isAboutLink": true, "place": place, "textIsPlace": true })
                    }
                };
                assert_eq!(json_of(&message)["record"], expected, "{class:?} {level:?}");
            }
        }
    }

    #[test]
    fn the_journal_records_the_sender_that_caused_the_warning() {
        for class in SenderClass::ALL {
            let message = message(Level::Danger, sender(class, Level::Danger), Vec::new());
            assert_eq!(json_of(&message)["record"], json!({}), "{class:?}");
        }
    }

    #[test]
    fn a_text_that_is_no_link_has_its_own_field() {
        let mut verdict = link(LinkClass::Invalid, Level::Info);
        assert_eq!(json_of(&verdict)["noLink"], Value::Null);
        verdict.reasons = vec![Reason::new(Code::NotALink, ["hello"])];
        assert_eq!(json_of(&verdict)["noLink"], true);
    }
}
