//! Judges one sender by itself: its address, display name and local part. `message` judges it together with the rest of the
//! message.

use crate::brand::{lookalike, skeleton};
use crate::input::Mailbox;
use crate::sender::alias;
use crate::sender::display_name::{self, BrandClaim};
use crate::tables::SES_MAILBOXES;
use crate::tables::amazon::Roles;
use crate::tables::places::{PlaceKind, SpeakerKind};
use crate::url::host::{HostName, percent_decoded};
use crate::vocabulary::{Code, Level, LinkClass, Reason, SenderClass, SenderVerdict};

impl Mailbox {
    /// Reads `Name <a@b>`, `a@b`, or the first address of `Group: a@b, c@d;` (RFC 5322, leniently). The reader understands quotes
    /// and comments. It keeps a text that is not an address as the name.
    pub fn parse(text: &str) -> Self {
        let text = text.trim().trim_end_matches([';', ',']);
        let mut name = String::new();
        let mut address = None;
        let (mut quoted, mut comment, mut escaped) = (false, 0u32, false);
        let mut angle: Option<usize> = None;
        for (at, c) in text.char_indices() {
            if escaped {
                escaped = false;
                if comment == 0 && angle.is_none() {
                    name.push(c);
                }
                continue;
            }
            match c {
                '\\' if quoted || comment > 0 => escaped = true,
                '"' if comment == 0 && angle.is_none() => quoted = !quoted,
                '(' if !quoted && angle.is_none() => comment += 1,
                ')' if !quoted && comment > 0 => comment -= 1,
                _ if comment > 0 => {}
                '<' if !quoted => angle = Some(at + 1),
                '>' if !quoted => {
                    if let Some(start) = angle.take() {
                        address = Some(text[start..at].trim().to_owned());
                        break;
                    }
                }
                ':' if !quoted && angle.is_none() && !name.contains('@') => name.clear(),
                ',' | ';' if !quoted && angle.is_none() && name.contains('@') => break,
                _ if angle.is_none() => name.push(c),
                _ => {}
            }
        }
        // A mail with "<a@b" and no closing bracket still states this address as its sender.
        if let Some(start) = angle {
            address = Some(text[start..].trim().to_owned());
        }
        let name = name.trim();
        match address {
            Some(address) => {
                Self { name: (!name.is_empty()).then(|| name.to_owned()), address: Some(address), ..Self::default() }
            }
            None if name.contains('@') && !name.contains(char::is_whitespace) => {
                Self { address: Some(name.to_owned()), ..Self::default() }
            }
            None => Self { name: (!text.is_empty()).then(|| text.to_owned()), ..Self::default() },
        }
    }
}

/// Splits an address at its last `@` into the local part and the host. Returns `None` if either is missing or the
/// host is invalid.
pub fn split_address(address: &str) -> Option<(String, HostName)> {
    let address: String = address.chars().filter(|c| !c.is_control()).collect();
    let (local, host) = address.trim().rsplit_once('@')?;
    let local = local.trim_matches('"');
    if local.is_empty() {
        return None;
    }
    Some((local.to_owned(), HostName::parse(host)?))
}

/// The identity of the user. It comes from the webmail's account element, the command line or the user's own mail server, and never
/// from a field that a sender writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserIdentity {
    /// The user's own addresses, and the domains of the user's organisation.
    pub known: Vec<String>,
    /// The addresses and hosts that the user muted.
    pub remembered: Vec<String>,
}

impl UserIdentity {
    /// Whether a host belongs to the user's organisation. A free mailbox does not, because anyone can have an address there.
    fn has_domain_of(&self, host: &HostName) -> bool {
        let domain = host.registrable().unwrap_or(host.ascii());
        self.known.iter().any(|own| own == domain) && !host.known.is(PlaceKind::FreeMailbox)
    }

    /// Whether an address belongs to the user or to the user's organisation.
    fn has(&self, address: &str, host: &HostName) -> bool {
        self.known.iter().any(|own| own.eq_ignore_ascii_case(address)) || self.has_domain_of(host)
    }

    /// Returns the same choices without the known addresses and domains.
    pub fn without_identity(&self) -> Self {
        Self { known: Vec::new(), remembered: self.remembered.clone() }
    }
}

/// A judged sender: the verdict, and the facts that the message rules need beyond it.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The verdict.
    pub verdict: SenderVerdict,
    /// How the display name relates to Amazon.
    pub brand_claim: BrandClaim,
    /// The deceptions: an address in the name, a disguised name, brand and role in the local part, a look-alike domain.
    pub deceptions: Vec<Reason>,
    /// An address in the name that is not the sender's and does not name Amazon. It counts if the message speaks as Amazon.
    pub foreign_address: Option<Reason>,
    /// The page names an address of Amazon's as the sender, but it may be a name.
    pub uncertain: bool,
    /// The address belongs to the user's own organisation. Anyone can forge such an address, so `message` decides whether it
    /// counts.
    pub own: bool,
    /// The user muted this address.
    pub muted: bool,
    /// The kind of firm, if the table knows the sender as one that may mention Amazon or write with Amazon's name.
    pub speaker: Option<SpeakerKind>,
    /// The host of the address.
    pub host: Option<HostName>,
    /// The part of the address before the `@`.
    pub local: String,
}

impl Judged {
    /// Removes the warnings about the name and the address, because the user muted them. All other facts about the sender stay, so
    /// the rest of the message is judged as if the user had not muted the sender.
    pub fn mute(&mut self) {
        let address = self.verdict.address.as_deref().unwrap_or_default();
        let remembered = Reason::new(Code::Remembered, [address]);
        self.deceptions.clear();
        self.foreign_address = None;
        if matches!(self.verdict.class, SenderClass::Lookalike | SenderClass::Impersonation) {
            self.verdict.class = SenderClass::Unrelated;
        }
        if self.verdict.level > Level::Info {
            self.verdict.level = Level::Info;
            self.verdict.reasons.clear();
        }
        self.verdict.reasons.insert(0, remembered);
    }

    /// Whether a host belongs to the sender: it has the same registrable domain, or it belongs to the same firm. The domain of a
    /// free mailbox does not belong to its users.
    pub fn owns(&self, host: &HostName) -> bool {
        let Some(own) = self.host.as_ref().filter(|own| !own.known.is(PlaceKind::FreeMailbox)) else {
            return false;
        };
        let same_domain = own.registrable().is_some() && own.registrable() == host.registrable();
        let same_firm = own.known.speaker.zip(host.known.speaker).is_some_and(|((_, own), (_, other))| own == other);
        same_domain || same_firm
    }
}

/// Judges a sender by itself.
pub fn judge(mailbox: &Mailbox, own: &UserIdentity) -> Judged {
    let mut judged = judge_certain(mailbox, own);
    if mailbox.uncertain && judged.verdict.class.is_amazons() {
        // The address may be a name, and no name proves anything.
        judged = judge_certain(&Mailbox { address: None, via: None, ..mailbox.clone() }, own);
        judged.verdict.reasons = vec![Reason::new(Code::UncertainAddress, [])];
        judged.uncertain = true;
    }
    judged.muted &= !mailbox.uncertain;
    judged
}

/// Judges a sender as if its address were certain.
fn judge_certain(mailbox: &Mailbox, own: &UserIdentity) -> Judged {
    let name = mailbox.name.as_deref().unwrap_or_default().trim();
    let mut judged = Judged {
        verdict: SenderVerdict {
            level: Level::Info,
            class: SenderClass::Unknown,
            address: mailbox.address.clone(),
            name: mailbox.name.clone(),
            host: None,
            domain: None,
            reasons: Vec::new(),
        },
        brand_claim: BrandClaim::default(),
        deceptions: Vec::new(),
        foreign_address: None,
        uncertain: false,
        own: false,
        muted: false,
        speaker: None,
        host: None,
        local: String::new(),
    };
    let Some(address) = mailbox.address.as_deref().filter(|address| !address.trim().is_empty()) else {
        judged.brand_claim = display_name::brand_claim(name, None);
        disguised_name(name, &mut judged);
        judged.verdict.reasons.push(Reason::new(Code::NoAddress, []));
        return judged;
    };
    // Programs and servers disagree about which of several `@` counts, so an address with several is not accepted as Amazon's.
    let is_clear = |(local, host): &(String, HostName)| host.known.amazon.is_none() || !local.contains('@');
    let Some((local, host)) = split_address(address).filter(is_clear) else {
        judged.brand_claim = display_name::brand_claim(name, None);
        disguised_name(name, &mut judged);
        judged.verdict.reasons.push(Reason::new(Code::InvalidAddress, [address]));
        return judged;
    };
    // An alias is judged as the sender that it stands for, but never as the user's own: that sender is only named in it.
    let original = alias::original(name, &local, &host);
    let alias = original.as_ref().map(|_| host.ascii().to_owned());
    let name = original.as_ref().map_or(name, |(local, _)| alias::name_before(name, local));
    let (local, host) = original.unwrap_or((local, host));
    judged.verdict.host = Some(host.ascii().to_owned());
    judged.verdict.domain = host.registrable().map(str::to_owned);
    judged.brand_claim = display_name::brand_claim(name, Some(&host));
    let named = alias.as_ref().map(|_| format!("{local}@{}", host.ascii()));
    judged.local = local;
    match &named {
        Some(named) => classify(named, name, &host, &UserIdentity::default(), &mut judged),
        None => classify(address, name, &host, own, &mut judged),
    }
    if let Some((alias, named)) = alias.zip(named) {
        judged.verdict.level = judged.verdict.level.max(Level::Info);
        judged.verdict.reasons.push(Reason::new(Code::MailAlias, [&*alias, &*named]));
    }
    judged.muted = own.remembered.iter().any(|known| known.eq_ignore_ascii_case(address));
    if let Some(via) = mailbox.via.as_deref().and_then(HostName::parse) {
        sent_via(&via, &mut judged.verdict);
    }
    judged.host = Some(host);
    judged
}

/// Changes the level of an Amazon address from Ok to Info if a server of another firm sent the mail: the address may be forged, or
/// the mail may only be forwarded.
fn sent_via(via: &HostName, verdict: &mut SenderVerdict) {
    if verdict.class == SenderClass::Amazon && via.known.amazon.is_none() {
        verdict.level = verdict.level.max(Level::Info);
        verdict.reasons.push(Reason::new(Code::SentVia, [via.unicode()]));
    }
}

/// Sets class, level and reasons of a sender with a readable address. The first case that fits decides.
fn classify(address: &str, name: &str, host: &HostName, own: &UserIdentity, judged: &mut Judged) {
    let domain = host.registrable().unwrap_or(host.ascii()).to_owned();
    let shown = host.unicode().to_owned();
    let set = |judged: &mut Judged, class, level, reason: Reason| {
        judged.verdict.class = class;
        judged.verdict.level = level;
        judged.verdict.reasons.push(reason);
    };
    if let Some(row) = host.known.amazon {
        let known = if row.roles.has(Roles::RELAY) {
            Some((SenderClass::Relay, Level::Info, Reason::new(Code::RelayAddress, [address])))
        } else if is_ses_report(address, host) {
            Some((SenderClass::AmazonOwned, Level::Info, Reason::new(Code::OwnedAddress, [address, &*domain])))
        } else if row.roles.has(Roles::NOT_A_SENDER) || row.roles.has(Roles::SHORTENER) {
            Some((SenderClass::NotASender, Level::Caution, Reason::new(Code::NotASenderDomain, [address, &*domain])))
        } else if row.roles.has(Roles::SENDER) {
            Some((SenderClass::Amazon, Level::Ok, Reason::new(Code::AmazonAddress, [address, &*domain])))
        } else if row.roles.has(Roles::ANYONE_CAN_POST) {
            None
        } else {
            Some((SenderClass::AmazonOwned, Level::Info, Reason::new(Code::OwnedAddress, [address, &*domain])))
        };
        if let Some((class, level, reason)) = known {
            set(judged, class, level, reason);
            return;
        }
    }
    if own.has(address, host) {
        judged.own = true;
        set(judged, SenderClass::Unrelated, Level::Info, Reason::new(Code::OwnOrganisation, [&*domain]));
        return;
    }
    if let Some(found) = lookalike::judge_host(host).filter(|found| found.class != LinkClass::NameUse) {
        let reason = found.reason.about_address(address);
        judged.deceptions.push(reason.clone());
        set(judged, SenderClass::Lookalike, found.level, reason);
        address_in_name(name, address, judged);
        disguised_name(name, judged);
        return;
    }
    address_in_name(name, address, judged);
    disguised_name(name, judged);
    brand_in_local_part(address, host, judged);
    let firm = host.known.speaker;
    judged.speaker = firm.map(|(kind, _)| kind);
    if !judged.deceptions.is_empty() {
        let reason = judged.deceptions[0].clone();
        set(judged, SenderClass::Impersonation, Level::Danger, reason);
        judged.verdict.reasons.extend(judged.deceptions[1..].iter().cloned());
        return;
    }
    match firm {
        Some((SpeakerKind::Partner | SpeakerKind::MeetingPartner, place)) => {
            set(judged, SenderClass::Partner, Level::Info, Reason::new(Code::PartnerAddress, [address, place]));
        }
        Some((SpeakerKind::Service, _)) | None => {
            if judged.brand_claim.speaks() {
                set(judged, SenderClass::Impersonation, Level::Caution, Reason::new(Code::NameSpeaks, [name, address]));
            } else {
                set(
                    judged,
                    SenderClass::Unrelated,
                    Level::Info,
                    Reason::new(Code::UnrelatedAddress, [address, &*shown]),
                );
                if judged.brand_claim.mentions() {
                    judged.verdict.reasons.push(Reason::new(Code::NameMentions, [name]));
                }
            }
        }
    }
}

/// Whether Amazon SES itself writes from the address: it reports to its customers which of their mails came back or brought a
/// complaint. These addresses can be forged like any other, so such a sender is no better than another Amazon
/// business.
fn is_ses_report(address: &str, host: &HostName) -> bool {
    let local = address.rsplit_once('@').map_or("", |(local, _)| local);
    host.ascii().ends_with(".amazonses.com")
        && SES_MAILBOXES.iter().any(|known| known.eq_ignore_ascii_case(local.trim()))
}

/// Records an address inside the display name that is not the sender's own (display-name impersonation).
fn address_in_name(name: &str, address: &str, judged: &mut Judged) {
    let Some((inner, names_amazon)) = display_name::address_in(name) else {
        return;
    };
    if inner.eq_ignore_ascii_case(address.trim()) || is_same_address(&inner, address, names_amazon) {
        return;
    }
    let reason = Reason::new(Code::AddressInName, [&*inner, address]);
    if names_amazon {
        judged.deceptions.push(reason);
    } else {
        judged.foreign_address = Some(reason);
    }
}

/// Whether a folded address from a name is the real address. Letters with accents are folded to plain ones; only for a name of
/// Amazon's that would hide an imitation.
fn is_same_address(shown: &str, real: &str, names_amazon: bool) -> bool {
    split_address(shown).zip(split_address(real)).is_some_and(|((shown_local, shown), (local, host))| {
        skeleton::fold_text(&local) == shown_local
            && (host.ascii() == shown.ascii()
                || !names_amazon && skeleton::fold_host(host.unicode()) == skeleton::fold_host(shown.unicode()))
    })
}

/// Records a display name that spells the brand with confusable or invisible characters.
fn disguised_name(name: &str, judged: &mut Judged) {
    if let Some((written, imitates)) = judged.brand_claim.disguise.clone() {
        judged.deceptions.push(Reason::new(Code::ConfusableDisplayName, [name, &*written, &*imitates]));
    }
}

/// Records a local part that joins the brand and a role. It counts at a free mailbox, or beside a display name that speaks as
/// Amazon.
fn brand_in_local_part(address: &str, host: &HostName, judged: &mut Judged) {
    if !(host.known.is(PlaceKind::FreeMailbox) || judged.brand_claim.speaks()) {
        return;
    }
    if let Some(word) = display_name::role_in_local_part(&judged.local) {
        judged.deceptions.push(Reason::new(Code::BrandInLocalPart, [address, &*word]));
    }
}

/// Judges the addresses of a `mailto:` link, given without its scheme. Returns the loudest verdict among all recipients of the mail
/// (RFC 6068), and the first one among equally loud ones.
pub fn judge_mailto(rest: &str) -> SenderVerdict {
    let (to, fields) = rest.split_once('?').unwrap_or((rest, ""));
    let mut loudest = None;
    let mut hear = |addresses: &str| {
        for address in percent_decoded(addresses).split([',', ';']) {
            let verdict = judge(&Mailbox::parse(address), &UserIdentity::default()).verdict;
            if loudest.as_ref().is_none_or(|known: &SenderVerdict| verdict.level > known.level)
                && !address.trim().is_empty()
            {
                loudest = Some(verdict);
            }
        }
    };
    hear(to.trim_start_matches('/'));
    for field in fields.split('&') {
        let (name, addresses) = field.split_once('=').unwrap_or_default();
        if ["to", "cc", "bcc"].iter().any(|known| name.eq_ignore_ascii_case(known)) {
            hear(addresses);
        }
    }
    loudest.unwrap_or_else(|| judge(&Mailbox::parse(""), &UserIdentity::default()).verdict)
}

/// Judges a text that the user entered as a sender.
pub fn judge_text(text: &str) -> SenderVerdict {
    judge(&Mailbox::parse(text), &UserIdentity::default()).verdict
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mailboxes_with_quotes_comments_and_groups_are_parsed() {
        for (text, name, address) in [
            ("a@b.example", None, Some("a@b.example")),
            ("Tom <a@b.example>", Some("Tom"), Some("a@b.example")),
            ("\"Tom <x@y>\" <a@b.example>", Some("Tom <x@y>"), Some("a@b.example")),
            ("\"a \\\"b\\\"\" <a@b.example>", Some("a \"b\""), Some("a@b.example")),
            ("Tom (work) <a@b.example>", Some("Tom"), Some("a@b.example")),
            ("Team: a@b.example, c@d.example;", None, Some("a@b.example")),
            ("Tom <a@b.example", Some("Tom"), Some("a@b.example")),
            ("just a name", Some("just a name"), None),
            ("", None, None),
        ] {
            let mailbox = Mailbox::parse(text);
            assert_eq!((mailbox.name.as_deref(), mailbox.address.as_deref()), (name, address), "{text}");
        }
    }

    #[test]
    fn an_address_that_may_be_a_name_is_never_amazons_and_never_muted() {
        let own = UserIdentity {
            known: vec!["me@ourshop.example".into(), "ourshop.example".into()],
            remembered: vec!["news@shop.example".into()],
        };
        for text in [
            "seller-performance@amazon.com",
            "Amazon <no-reply@amazon.de>",
            "Anna <k3x@marketplace.amazon.com>",
            "AWS <billing@aboutamazon.com>",
        ] {
            let certain = Mailbox::parse(text);
            let judged = judge(&Mailbox { uncertain: true, ..certain.clone() }, &own);
            assert_eq!(judged.verdict.class, SenderClass::Unknown, "{text}");
            assert_eq!(
                (judged.verdict.address, judged.verdict.level, judged.own),
                (None, Level::Info, false),
                "{text}"
            );
            assert_eq!(judged.verdict.reasons, [Reason::new(Code::UncertainAddress, [])], "{text}");
            assert_ne!(judge(&certain, &own).verdict.class, SenderClass::Unknown, "{text}");
        }
        for text in ["Tom <tom@ourshop.example>", "amazon-support@gmail.com", "a@amazon-login.example", "Tom"] {
            let certain = Mailbox::parse(text);
            let judged = judge(&Mailbox { uncertain: true, ..certain.clone() }, &own);
            assert_eq!(judged.verdict, judge(&certain, &own).verdict, "{text}");
        }
        let muted = Mailbox { uncertain: true, ..Mailbox::parse("news@shop.example") };
        assert!(!judge(&muted, &own).muted && judge(&Mailbox::parse("news@shop.example"), &own).muted);
    }

    #[test]
    fn senders_of_every_class_get_their_level() {
        use Level::{Caution, Danger, Info, Ok};
        use SenderClass::{
            Amazon, AmazonOwned, Impersonation, Lookalike, NotASender, Partner, Relay, Unknown, Unrelated,
        };
        for (text, level, class) in [
            ("seller-performance@amazon.com", Ok, Amazon),
            ("no-replies-appeals@amazon.co.jp", Ok, Amazon),
            ("x@satis.amazon.com.tr", Ok, Amazon),
            ("x@vender.amazon.com.mx", Ok, Amazon),
            ("a@amazonsellerservices.com", Ok, Amazon),
            ("Jane <stb6x@marketplace.amazon.de>", Info, Relay),
            ("no-reply@sns.amazonaws.com", Info, AmazonOwned),
            ("x@veeqo.com", Info, AmazonOwned),
            ("seller-performance@payments-amazon.com", Caution, NotASender),
            ("seller-notification@amazonservices.com", Caution, NotASender),
            ("Amazon Visa <no-reply@chase.com>", Info, Partner),
            ("seller-performance@amazon-sw.com", Danger, Lookalike),
            ("seller-notification@f3dven-amazon.com", Danger, Lookalike),
            ("x@mazonsellerservices.com", Danger, Lookalike),
            ("Amazon Seller Performance <x@mail.example>", Caution, Impersonation),
            ("amazon-security@hotmail.com", Danger, Impersonation),
            ("amazon-payments@msn.com", Danger, Impersonation),
            ("\"customer-service@amazon.com\" <x@live.com>", Danger, Impersonation),
            ("\"Аmazon Sеller Central\" <a@bad.example>", Danger, Impersonation),
            ("billingservices.amazon.com@gmail.com", Danger, Impersonation),
            ("Amazon Sellers Lawyer <cj@amazonsellerslawyer.com>", Info, Unrelated),
            ("Amazon FBA Shipping-Lucy <lucy@163.com>", Info, Unrelated),
            ("Helium 10: your Amazon report <news@helium10.com>", Info, Unrelated),
            ("amazon@myshop.example", Info, Unrelated),
            ("Seller Performance <no-reply@walmart.com>", Info, Unrelated),
            ("Tom", Info, Unknown),
        ] {
            let verdict = judge_text(text);
            assert_eq!((verdict.level, verdict.class), (level, class), "{text}: {:?}", verdict.reasons);
        }
    }

    #[test]
    fn an_amazon_address_sent_by_another_server_is_info() {
        for (via, level) in [
            (None, Level::Ok),
            (Some("amazonses.com"), Level::Ok),
            (Some("eu-west-1.amazonses.com"), Level::Ok),
            (Some("bulk-mailer.example"), Level::Info),
        ] {
            let mailbox = Mailbox { via: via.map(str::to_owned), ..Mailbox::parse("Amazon <no-reply@amazon.de>") };
            let verdict = judge(&mailbox, &UserIdentity::default()).verdict;
            assert_eq!((verdict.class, verdict.level), (SenderClass::Amazon, level), "{via:?}");
        }
    }

    #[test]
    fn the_users_own_organisation_is_never_an_impersonation() {
        let own = UserIdentity { known: vec!["ourbrand.example".into()], ..UserIdentity::default() };
        assert!(!judge(&Mailbox::parse("Amazon <a@ourbrand.example>"), &own.without_identity()).own);
        let judged = judge(&Mailbox::parse("Amazon客服组 <amazon-de@ourbrand.example>"), &own);
        assert_eq!(
            (judged.verdict.level, judged.verdict.class, judged.own),
            (Level::Info, SenderClass::Unrelated, true)
        );
        let free = UserIdentity { known: vec!["gmail.com".into()], ..UserIdentity::default() };
        assert_eq!(judge(&Mailbox::parse("amazon-support@gmail.com"), &free).verdict.level, Level::Danger);
    }
}
