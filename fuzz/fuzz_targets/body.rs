//! Reads any text as the body of a mail, alone and repeated: flowed lines, HTML, invitations, relayed mails, parts,
//! header fields. The first byte chooses the kind of body, the second the number of repetitions, because some steps
//! fail only on many.
#![no_main]

use libfuzzer_sys::fuzz_target;
use touchstone::message::{Budget, judge_within};
use touchstone_fuzz::{decode, judge, sound_message};

/// The largest size of a repeated body. It suffices for more attributes, parts or tags than a stack can hold calls.
const MOST_BYTES: usize = 200_000;

/// The header: From, and the fields that describe the body.
const KINDS: [&str; 11] = [
    "From: a@b.example\r\nContent-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\r\n\r\n",
    "From: a@b.example\r\nContent-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n",
    "From: a@b.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n",
    "From: Amazon Seller Support <a@b.example>\r\nContent-Type: text/html; charset=utf-8\r\n\r\n",
    "From: a@b.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<a ",
    "From: a@b.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<style>",
    "From: a@marketplace.amazon.com\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n",
    "From: a@b.example\r\nContent-Type: text/calendar\r\n\r\n",
    "From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n",
    "From: a@b.example\r\nContent-Type: message/rfc822\r\n\r\n",
    "From: a@b.example\r\n",
];

fuzz_target!(|bytes: &[u8]| {
    let [kind, times, piece @ ..] = bytes else { return };
    if piece.is_empty() {
        return;
    }
    let most = (MOST_BYTES / piece.len()).max(1);
    // Half of them once, the others up to as often as fits.
    let times = match times % 32 {
        exponent @ 0..18 => (1usize << exponent).min(most),
        _ => 1,
    };
    let head = KINDS[usize::from(*kind) % KINDS.len()];
    let raw = [head.as_bytes(), &piece.repeat(times)].concat();
    let Ok(input) = touchstone::mail::read(&raw, decode) else { return };
    sound_message(&judge(&input));
    let hurried = judge_within(&input, &Budget::of_milliseconds(0));
    assert!(hurried.links.is_empty(), "a link was judged without time");
});
