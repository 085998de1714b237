//! Reads any bytes as a mail and judges it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use touchstone::input::{LinkInput, MessageInput, Segment};
use touchstone::mail;
use touchstone::vocabulary::Level;
use touchstone_fuzz::{decode, judge, sound_message};

fuzz_target!(|raw: &[u8]| {
    let Ok(input) = mail::read(raw, decode) else { return };
    let verdict = judge(&input);
    serde_json::to_string(&verdict).expect("every verdict can be written");
    sound_message(&verdict);
    // Below a forwarded mail the link's text makes an answer of the mail, so only a warning must stay.
    let more = judge(&with_genuine_link(input));
    assert!(more.level >= verdict.level || verdict.level < Level::Caution, "a genuine link took a warning away");
});

fn with_genuine_link(mut input: MessageInput) -> MessageInput {
    let link = u32::try_from(input.links.len()).unwrap_or(u32::MAX);
    input.links.push(LinkInput { href: "https://sellercentral.amazon.com/".into(), ..LinkInput::default() });
    input.segments.push(Segment { text: "Terms".into(), link: Some(link), starts_block: true, ..Segment::default() });
    input
}
