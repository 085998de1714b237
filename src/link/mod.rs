//! Judges one link by itself: its level, class and reasons. `message` judges it together with the message around it.

pub mod blocking;
pub mod gateways;
mod judgement;
mod rules;
pub(crate) mod unwrap;
mod wrapped;

use crate::link::gateways::Gateways;
pub use crate::link::judgement::LinkTarget;
use crate::link::judgement::{Facts, Judgement};
use crate::sender;
use crate::url::host::{self, Candidate, HostName, ParseFailure, Parsed};
use crate::url::web_url::WebUrl;
use crate::vocabulary::{Code, Level, LinkClass, LinkVerdict, Reason, SenderClass, SenderVerdict, Verdict};

/// A judged link: the verdict for display, and typed facts for the rules that judge the message around it.
#[derive(Clone, Debug)]
pub struct JudgedLink {
    /// The verdict.
    pub verdict: Verdict,
    /// The place that the link leads to.
    pub target: LinkTarget,
    /// The host that the verdict is about; `None` for IP addresses, for `mailto:` and for links without a host.
    pub host: Option<HostName>,
    /// Whether the deciding finding has to do with Amazon. A link that is only oddly written does not.
    pub concerns_amazon: bool,
    /// The id of the deciding rule.
    pub rule: &'static str,
}

impl JudgedLink {
    /// Wraps a judged address: a `mailto:` link, or a sender that the user asked about.
    pub fn of_address(verdict: SenderVerdict) -> Self {
        let target = match verdict.class {
            SenderClass::Amazon | SenderClass::AmazonOwned | SenderClass::Relay => LinkTarget::Amazon,
            _ => LinkTarget::Elsewhere,
        };
        Self { verdict: Verdict::Sender(verdict), target, host: None, concerns_amazon: true, rule: "address" }
    }

    /// Whether an address is at this domain.
    pub fn is_at(&self, domain: Option<&str>) -> bool {
        matches!(&self.verdict, Verdict::Sender(address) if domain.is_some() && address.domain.as_deref() == domain)
    }

    /// Returns the verdict on a link. Returns `None` for an address.
    pub fn link(&self) -> Option<&LinkVerdict> {
        match &self.verdict {
            Verdict::Link(link) => Some(link),
            Verdict::Sender(_) => None,
        }
    }
}

/// A parsed link that is not judged yet.
#[derive(Debug)]
pub struct Link<'a> {
    input: &'a str,
    parsed: Result<Parsed, ParseFailure>,
}

/// Parses a link as it stands in an `href`. `base` is the address that a relative link is relative to.
pub fn parse<'a>(input: &'a str, base: Option<&WebUrl>) -> Link<'a> {
    Link { input, parsed: host::parse(input, base) }
}

/// Parses and judges a link as it stands in an `href`.
pub fn judge(input: &str, base: Option<&WebUrl>) -> JudgedLink {
    parse(input, base).judge(&Gateways::default())
}

impl Link<'_> {
    /// Whether the text is not a link: `tel:`, a fragment, an empty target. Such a text has no level inside a message.
    pub fn is_no_link(&self) -> bool {
        matches!(self.parsed, Err(ParseFailure::NotALink))
    }

    /// Judges the link, also through these gateways. The target of a `mailto:` is judged as an address.
    pub fn judge(self, gateways: &Gateways) -> JudgedLink {
        match self.parsed {
            Ok(Parsed::Web(candidate)) => judge_candidate(&candidate, gateways),
            Ok(Parsed::Mail(address)) => JudgedLink::of_address(sender::judge_mailto(&address)),
            Ok(Parsed::Script(scheme)) => {
                let reason = Reason::new(Code::ScriptScheme, [scheme]);
                without_host("script-scheme", Level::Danger, LinkClass::Deceptive, reason)
            }
            Ok(Parsed::Program(scheme)) => program(&scheme),
            Err(ParseFailure::NotALink) => not_a_link(self.input),
            Err(ParseFailure::Invalid) => {
                let reason = Reason::new(Code::InvalidUrl, [self.input.trim()]);
                without_host("invalid-url", Level::Info, LinkClass::Invalid, reason)
            }
        }
    }
}

/// Judges a link that starts a program instead of opening a site.
fn program(scheme: &str) -> JudgedLink {
    let reason = Reason::new(Code::ProgramScheme, [scheme]);
    let (level, class) = if host::is_everyday_program(scheme) {
        (Level::Info, LinkClass::Unrelated)
    } else {
        (Level::Caution, LinkClass::Deceptive)
    };
    JudgedLink { concerns_amazon: false, ..without_host("program-scheme", level, class, reason) }
}

/// Judges a text that is not a link.
pub fn not_a_link(input: &str) -> JudgedLink {
    without_host("not-a-link", Level::Info, LinkClass::Invalid, Reason::new(Code::NotALink, [input.trim()]))
}

fn without_host(rule: &'static str, level: Level, class: LinkClass, reason: Reason) -> JudgedLink {
    let verdict = LinkVerdict {
        level,
        class,
        host: None,
        unicode: None,
        domain: None,
        target: None,
        steps: Vec::new(),
        reasons: vec![reason],
    };
    let target = if class == LinkClass::Invalid { LinkTarget::Amazon } else { LinkTarget::Elsewhere };
    JudgedLink { verdict: Verdict::Link(verdict), target, host: None, concerns_amazon: true, rule }
}

/// Judges a parsed web link through all its wrappers.
pub fn judge_candidate(candidate: &Candidate, gateways: &Gateways) -> JudgedLink {
    let Judgement { verdict, facts } = wrapped::judge_at_depth(candidate, gateways, 0);
    if let Some(Ok(Parsed::Mail(address))) = facts.mail.as_deref().map(|mail| host::parse(mail, None)) {
        return JudgedLink::of_address(sender::judge_mailto(&address));
    }
    let target = facts.target(verdict.class);
    let Facts { rule, host, concerns_amazon, .. } = facts;
    JudgedLink { verdict: Verdict::Link(verdict), target, host, concerns_amazon, rule }
}

/// Returns the host of an unknown mail gateway around a link to Amazon. Returns `None` if the host cannot be one, or if the link
/// contains any other URL.
pub fn gateway_around_amazon(link: &str) -> Option<String> {
    /// No real link passes more gateways.
    const MOST: usize = 6;
    let mut candidate = host::web_target(link)?;
    for _ in 0..MOST {
        let targets = match unwrap::unwrap(&candidate) {
            Some(unwrap::Unwrapped { kind: crate::tables::wrappers::WrapperKind::Path, targets, .. }) => targets,
            Some(wrapped) => {
                let [target] = &wrapped.targets[..] else { return None };
                candidate = host::web_target(target)?;
                continue;
            }
            None => gateways::embedded(&candidate),
        };
        let name = candidate.host.name().filter(|name| gateways::refusal_of(name).is_none())?;
        let leads_to_amazon = |target: &String| {
            let judged = judge(target, None);
            judged.target == LinkTarget::Amazon && judged.verdict.level() == Level::Ok
        };
        return (!targets.is_empty() && targets.iter().all(leads_to_amazon)).then(|| name.ascii().to_owned());
    }
    None
}

/// The ids of the judgements outside the list of rules: about wrappers, and about texts that open no site.
const OTHER_IDS: [&str; 8] = [
    "opaque-wrapper",
    "wrapper-decoration",
    "wrapped-too-deep",
    "script-scheme",
    "program-scheme",
    "invalid-url",
    "not-a-link",
    "address",
];

/// Returns the ids of all rules about a link by itself: first those of the list, in order of precedence, then the others.
pub fn rule_ids() -> impl Iterator<Item = &'static str> {
    rules::ids().chain(OTHER_IDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str) -> (Level, LinkClass) {
        match judge(input, None).verdict {
            Verdict::Link(link) => (link.level, link.class),
            Verdict::Sender(_) => panic!("{input} is no link"),
        }
    }

    #[test]
    fn the_worst_of_several_targets_of_one_link_counts() {
        let (genuine, evil) = ("https%3A%2F%2Fsellercentral.amazon.com%2F", "https%3A%2F%2Fevil.example%2Fv");
        let fake = "https%3A%2F%2Famazon-verify.example%2F";
        for (link, level, target) in [
            (format!("https://www.google.com/url?q={genuine}&q={evil}"), Level::Info, Some("https://evil.example/v")),
            (format!("https://www.google.com/url?q={evil}&q={genuine}"), Level::Info, Some("https://evil.example/v")),
            (
                format!("https://www.google.com/url?q={genuine}&url={fake}"),
                Level::Danger,
                Some("https://amazon-verify.example/"),
            ),
            (
                format!("https://www.google.com/url?q={genuine}&Q={genuine}"),
                Level::Ok,
                Some("https://sellercentral.amazon.com/"),
            ),
            (format!("https://links.firm.example/x?next={genuine}"), Level::Info, None),
            (format!("https://www.amazon.com/x?a={genuine}&url={evil}"), Level::Caution, None),
            (format!("https://www.amazon.com/x?url={evil}&url={fake}"), Level::Danger, None),
            ("https://www.amazon.com/x?url=%2F%5Cevil.example".into(), Level::Caution, None),
            ("https://www.amazon.com/x?url=%2F%09%2Fevil.example".into(), Level::Caution, None),
            (format!("https://www.amazon.com/ap/signin?openid.Return_To={evil}"), Level::Caution, None),
            ("https://www.amazon.com/x?url=%2Fgp%2Fhelp".into(), Level::Ok, None),
            (
                "https://sellercentral.amazon.com/apps/authorize/consent?version=1&version=BETA".into(),
                Level::Caution,
                None,
            ),
        ] {
            let Verdict::Link(verdict) = judge(&link, None).verdict else { panic!("{link}") };
            assert_eq!((verdict.level, verdict.target.as_deref()), (level, target), "{link}");
        }
        let other = "https%3A%2F%2Fother.example%2F";
        assert_eq!(check(&format!("https://www.google.com/url?q={evil}&q={other}")), (Level::Info, LinkClass::Opaque));
        assert_eq!(
            check(&format!("https://www.google.com/url?q={evil}&q={evil}x")),
            (Level::Info, LinkClass::Unrelated)
        );
    }

    #[test]
    fn links_of_every_class_get_their_level() {
        use Level::{Caution, Danger, Info, Ok};
        use LinkClass::{
            AmazonOwned, Deceptive, Genuine, Invalid, Lookalike, NameUse, Opaque, OpenPlatform, RiskyAction, Unrelated,
        };
        for (input, level, class) in [
            ("https://sellercentral.amazon.com/performance/notifications", Ok, Genuine),
            ("http://sellercentral.amazon.com.be/", Ok, Genuine),
            ("https://amazon.com\\.evil.example/", Ok, Genuine),
            ("https://x@sellercentral.amazon.de/", Ok, Genuine),
            ("https://m.media-amazon.com/x.png", Ok, AmazonOwned),
            ("https://skillbuilder.aws/", Ok, AmazonOwned),
            ("https://sellercentral.amazon.com:8443/", Caution, RiskyAction),
            (
                "https://sellercentral.amazon.com/apps/authorize/consent?application_id=a&version=beta",
                Caution,
                RiskyAction,
            ),
            (
                "https://sellercentral.amazon.com/apps/authorize/consent?application_id=a&redirect_uri=https://app.example/",
                Info,
                RiskyAction,
            ),
            ("https://www.amazon.com/gp/redirect.html?location=https%3A%2F%2Fevil.example%2F", Caution, RiskyAction),
            ("https://www.amazon.com/ap/signin?openid.return_to=https%3A%2F%2Fevil.example%2F", Caution, RiskyAction),
            (
                "https://www.amazon.com/ap/signin?openid.return_to=https%3A%2F%2Fsellercentral.amazon.com%2F&openid.ns=http%3A%2F%2Fspecs.openid.net%2Fauth%2F2.0",
                Ok,
                Genuine,
            ),
            ("https://www.amazon.de/gp/r.html?C=A&U=https%3A%2F%2Fsellercentral.amazon.de%2F&H=Z", Ok, Genuine),
            ("https://www.amazon.de/gp/r.html?C=A&U=https%3A%2F%2Fapps.apple.com%2Fapp&H=Z", Info, Unrelated),
            ("https://bucket.s3.amazonaws.com/sellercentral/login.html", Info, OpenPlatform),
            ("https://d111111abcdef8.cloudfront.net/x", Info, OpenPlatform),
            ("https://docs.google.com/forms/d/e/x/viewform", Info, OpenPlatform),
            ("https://x.github.io/amazon-clone/", Info, OpenPlatform),
            ("https://amzn.to/abc", Info, Opaque),
            ("https://bit.ly/abc", Info, Opaque),
            ("https://www.supportdubaitalent.com/index", Info, Unrelated),
            ("https://192.168.1.1/", Info, Unrelated),
            ("https://amazon.com.edgekey.net/", Info, OpenPlatform),
            ("https://www.co.jp.northfield.cn/", Caution, Deceptive),
            ("https://amaozom.co.jp.northfield.cn/", Danger, Deceptive),
            ("https://flordelamazonas.com/", Info, NameUse),
            ("https://amazonsellerslawyer.com/", Info, NameUse),
            ("https://security-amazon.com/", Danger, Lookalike),
            ("https://аmazon.com/", Danger, Lookalike),
            ("https://sellercentral.amazon.com.verify-id.me/", Danger, Deceptive),
            ("https://sellercentral.amazon.com@evil.example/", Danger, Deceptive),
            ("https://user@evil.example/", Caution, Deceptive),
            ("https://amazon.com⁄x.evil.example/", Danger, Deceptive),
            ("http://0x7b.45.67.89/", Danger, Deceptive),
            ("http://123.45.67.89/amazon.com/", Caution, Deceptive),
            ("https://evil.example/ap/signin?x=1", Danger, Deceptive),
            ("https://evil.example/index/openid.pape.max.nextotp.html", Danger, Deceptive),
            ("javascript:alert(1)", Danger, Deceptive),
            ("ms-word:ofe|u|https://shop.example/a.docx", Caution, Deceptive),
            ("microsoft-edge:https://shop.example/", Caution, Deceptive),
            ("intent://shop.example#Intent;scheme=https;end", Caution, Deceptive),
            ("search-ms:query=x&crumb=location:%5C%5Cshop.example", Caution, Deceptive),
            ("web+shop:1", Caution, Deceptive),
            ("zoommtg://zoom.us/join?confno=1", Info, Unrelated),
            ("webcal://shop.example/a.ics", Info, Unrelated),
            ("data:text/html,<form>", Danger, Deceptive),
            ("https://a b.example/", Info, Invalid),
            ("tel:+123", Info, Invalid),
        ] {
            assert_eq!(check(input), (level, class), "{input}");
        }
    }

    #[test]
    fn a_wrapper_never_makes_its_target_better() {
        use Level::{Danger, Info, Ok};
        let safelinks = |target: &str| format!("https://eur01.safelinks.protection.outlook.com/?url={target}&data=x");
        assert_eq!(check(&safelinks("https%3A%2F%2Fsellercentral.amazon.de%2F")).0, Ok);
        assert_eq!(check(&safelinks("https%3A%2F%2Famaz0n-verify.example%2F")).0, Danger);
        // This wrapper is recognised by its path alone, so its host is judged too.
        assert_eq!(check("https://links.firm.example/CL0/https:%2F%2Fsellercentral.amazon.de%2F/1/x").0, Info);
        // A target that is decoration does not make the link genuine.
        assert_eq!(check("https://url.us.m.mimecastprotect.com/s/A?domain=amazon.com"), (Info, LinkClass::Opaque));
        assert_eq!(check("https://url.us.m.mimecastprotect.com/s/A?domain=amaz0n-verify.example").0, Danger);
    }

    #[test]
    fn nested_wrappers_are_followed_at_most_six_deep() {
        let wrap = |target: &str| {
            let coded: String = target
                .bytes()
                .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
                .collect();
            format!("https://vk.com/away.php?to={coded}")
        };
        let mut link = "https://sellercentral.amazon.com/".to_owned();
        for depth in 1..=7 {
            link = wrap(&link);
            let expected = if depth <= 6 { LinkClass::Genuine } else { LinkClass::Opaque };
            assert_eq!(check(&link).1, expected, "{depth}");
        }
    }

    #[test]
    fn a_gateway_is_offered_only_around_links_to_amazon() {
        let genuine = "https%3A%2F%2Fsellercentral.amazon.de%2F";
        let gate = Some("gate.firm.example");
        for (link, expected) in [
            (format!("https://gate.firm.example/c?u={genuine}"), gate),
            (format!("https://gate.firm.example/fmlurlsvc/?url={genuine}"), gate),
            (format!("https://vk.com/away.php?to=https%3A%2F%2Fgate.firm.example%2Fc%3Fu%3D{genuine}"), gate),
            (format!("https://gate.firm.example/c?u={genuine}&v=https://shop.example/"), None),
            ("https://gate.firm.example/c?u=https%3A%2F%2Fshop.example%2F".into(), None),
            ("https://gate.firm.example/c?u=sellercentral.amazon.de".into(), None),
            ("https://gate.firm.example/c?u=https%3A%2F%2Famazon-verify.example%2F".into(), None),
            ("https://gate.firm.example/c?u=https%3A%2F%2Fbucket.s3.amazonaws.com%2Fx".into(), None),
            (
                "https://gate.firm.example/c?u=https%3A%2F%2Fwww.amazon.de%2Fgp%2Fr.html%3FU%3Dhttps%253A%252F%252Fshop.example".into(),
                None,
            ),
            (format!("https://amazon-verify.example/c?u={genuine}"), None),
            (format!("https://x.sharepoint.com/c?u={genuine}"), None),
            (format!("https://bit.ly/c?u={genuine}"), None),
            (format!("https://203.0.113.5/c?u={genuine}"), None),
            (format!("https://gate/c?u={genuine}"), None),
        ] {
            assert_eq!(gateway_around_amazon(&link).as_deref(), expected, "{link}");
        }
    }
}
