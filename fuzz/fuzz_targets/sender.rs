//! Judges any text as a mailbox, and its halves as the sender of a mail.
#![no_main]

use libfuzzer_sys::fuzz_target;
use touchstone::input::{Mailbox, MessageInput};
use touchstone::vocabulary::{Level, Verdict};
use touchstone_fuzz::{checked, judge, sound};

fuzz_target!(|text: &str| {
    checked(text);
    checked(&format!("mailto:{text}"));
    let mailbox = Mailbox::parse(text);
    let sent = |from: &Mailbox, reply_to: &[Mailbox]| {
        judge(&MessageInput { from: from.clone(), reply_to: reply_to.to_vec(), ..MessageInput::default() })
    };
    let alone = sent(&mailbox, &[]);
    sound(&Verdict::Sender(alone.sender.clone()));
    assert!(alone.level >= alone.sender.level.min(Level::Caution));
    // The host is the same in capitals.
    if let Some((local, host)) = mailbox.address.as_deref().and_then(|address| address.rsplit_once('@')) {
        let address = Some(format!("{local}@{}", host.to_ascii_uppercase()));
        let capitals = sent(&Mailbox { address, ..mailbox.clone() }, &[]);
        assert_eq!((capitals.level, capitals.sender.class), (alone.level, alone.sender.class));
    }
    // A reply address can only make the verdict worse.
    let amazon = Mailbox::parse("Amazon <no-reply@amazon.com>");
    assert!(sent(&amazon, std::slice::from_ref(&mailbox)).level >= sent(&amazon, &[]).level);
});
