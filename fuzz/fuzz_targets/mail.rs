//! Any bytes as a mail: read, then judged.
#![no_main]

use libfuzzer_sys::fuzz_target;
use touchstone::input::{LinkInput, MessageInput, Segment};
use touchstone::verdict::{Level, MessageVerdict, SenderClass, Verdict};
use touchstone::{mail, message};
use touchstone_fuzz::sound;

fuzz_target!(|raw: &[u8]| {
    let Ok(input) = mail::read(raw, decode) else { return };
    let verdict = message::judge(&input);
    serde_json::to_string(&verdict).expect("every verdict can be written");
    sound_message(&verdict);
    let more = message::judge(&with_genuine_link(input));
    assert!(more.level >= verdict.level, "a genuine link made it better");
});

fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    Some(encoding_rs::Encoding::for_label(label.as_bytes())?.decode(bytes).0.into_owned())
}

fn sound_message(verdict: &MessageVerdict) {
    sound(&Verdict::Sender(verdict.sender.clone()));
    verdict.links.iter().for_each(|link| sound(&link.verdict));
    for finding in &verdict.findings {
        assert_eq!(finding.evidence.len(), finding.code.params().len(), "{}", finding.code.text());
    }
    if verdict.level == Level::Ok {
        assert_eq!(verdict.sender.class, SenderClass::Amazon, "only what Amazon sends is ok");
        assert!(verdict.links.iter().all(|link| link.verdict.level() < Level::Caution));
    }
    for attached in &verdict.attached {
        sound_message(attached);
        assert!(verdict.level >= attached.level, "an attached message is louder");
    }
}

fn with_genuine_link(mut input: MessageInput) -> MessageInput {
    let link = u32::try_from(input.links.len()).unwrap_or(u32::MAX);
    input.links.push(LinkInput { href: "https://sellercentral.amazon.com/".into(), ..LinkInput::default() });
    input.segments.push(Segment { text: "Terms".into(), link: Some(link), starts_block: true, ..Segment::default() });
    input
}
