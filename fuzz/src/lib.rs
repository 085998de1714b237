//! Properties of every verdict on any input. The targets check them on the fuzzer's inputs.

use touchstone::check::check;
use touchstone::input::MessageInput;
use touchstone::message::{Budget, judge_within};
use touchstone::tables::amazon::Roles;
use touchstone::tables::known::Known;
use touchstone::vocabulary::{
    Level, LinkClass, LinkVerdict, MessageVerdict, Reason, SenderClass, SenderVerdict, Verdict,
};
use url::Url;

/// Judges a text and checks the properties of every verdict.
pub fn checked(text: &str) -> Verdict {
    let verdict = check(text, false);
    sound(&verdict);
    let claimed = check(text, true);
    sound(&claimed);
    assert!(claimed.level() >= verdict.level(), "a claim made it better");
    verdict
}

/// Whether a text can only be one link. Other signs and letters may end a link in a text, or part two of them, but not in a wrapper.
pub fn is_one_link(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&+=%".contains(c);
    text.chars().all(is_plain) && text.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '/')
}

/// Checks the properties of every verdict.
pub fn sound(verdict: &Verdict) {
    serde_json::to_string(verdict).expect("every verdict can be written");
    match verdict {
        Verdict::Link(link) => sound_link(link),
        Verdict::Sender(sender) => sound_sender(sender),
    }
}

fn sound_link(link: &LinkVerdict) {
    sound_reasons(&link.reasons);
    sound_host(link.host.as_deref(), link.domain.as_deref());
    let known = link.host.as_deref().and_then(|host| Known::of(host).amazon);
    if link.level == Level::Ok {
        let row = known.expect("only Amazon's own hosts are ok");
        assert!(!row.roles.has(Roles::ANYONE_CAN_POST) && !row.roles.has(Roles::SHORTENER));
        assert!(matches!(link.class, LinkClass::Genuine | LinkClass::AmazonOwned));
    }
    if link.class == LinkClass::Genuine {
        assert!(known.is_some_and(|row| row.roles.has(Roles::SIGN_IN)), "genuine, but without the sign-in role");
    }
    if let Some(target) = &link.target {
        let url = Url::parse(target).expect("a target is a URL");
        assert_eq!(url.as_str(), target, "a target is written as the URL parser writes it");
        assert_eq!(link.steps.last(), Some(target), "the last step is the target");
    }
}

fn sound_sender(sender: &SenderVerdict) {
    sound_reasons(&sender.reasons);
    sound_host(sender.host.as_deref(), sender.domain.as_deref());
    if sender.level == Level::Ok || sender.class == SenderClass::Amazon {
        let row = sender.host.as_deref().and_then(|host| Known::of(host).amazon);
        assert!(row.is_some_and(|row| row.roles.has(Roles::SENDER)), "Amazon does not send from there");
    }
}

fn sound_host(host: Option<&str>, domain: Option<&str>) {
    assert!(host.is_none_or(str::is_ascii), "a host is in ASCII");
    if let Some(domain) = domain {
        let left = host.and_then(|host| host.strip_suffix(domain)).expect("a host ends in its domain");
        assert!(left.is_empty() || left.ends_with('.'), "a domain begins at a label");
    }
}

fn sound_reasons(reasons: &[Reason]) {
    assert!(!reasons.is_empty(), "every verdict says why");
    reasons.iter().for_each(sound_reason);
}

/// A reason has the evidence of its code; one about a sender can name the address, too.
fn sound_reason(reason: &Reason) {
    let more = reason.evidence.len().checked_sub(reason.code.params().len());
    assert!(matches!(more, Some(0 | 1)), "{}: {:?}", reason.code.text(), reason.evidence);
}

/// Judges a message without a time limit, because two verdicts on a busy machine can only be compared if both are whole.
pub fn judge(input: &MessageInput) -> MessageVerdict {
    judge_within(input, &Budget::unlimited())
}

/// Decodes a charset as the command line does.
pub fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    Some(encoding_rs::Encoding::for_label(label.as_bytes())?.decode(bytes).0.into_owned())
}

/// Checks the properties of every verdict on a message.
pub fn sound_message(verdict: &MessageVerdict) {
    sound(&Verdict::Sender(verdict.sender.clone()));
    verdict.links.iter().for_each(|link| sound(&link.verdict));
    verdict.findings.iter().for_each(sound_reason);
    if verdict.level == Level::Ok {
        assert_eq!(verdict.sender.class, SenderClass::Amazon, "only what Amazon sends is ok");
        assert!(verdict.links.iter().all(|link| link.verdict.level() < Level::Caution));
    }
    for attached in &verdict.attached {
        sound_message(attached);
        assert!(verdict.level >= attached.level, "an attached message is louder");
    }
}

/// A link percent-encoded as another link carries it.
pub fn coded(link: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    link.bytes().map(|byte| if plain(byte) { char::from(byte).into() } else { format!("%{byte:02X}") }).collect()
}
