//! Judges any text as one that the user pasted, and as a message in pieces, as a page hands them over: each line is a segment, and its
//! first character says of which kind: quoted, hidden, an image, a link, a button, behind the piece before it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use touchstone::input::{LinkInput, Mailbox, MessageInput, Segment};
use touchstone::pasted;
use touchstone_fuzz::{decode, judge, sound, sound_message};

fuzz_target!(|text: &str| {
    let pasted = pasted::read(text, "", decode);
    pasted.items.iter().for_each(|item| sound(&item.verdict));
    pasted.message.iter().for_each(sound_message);
    let input = message(text);
    let verdict = judge(&input);
    sound_message(&verdict);
    let again = judge(&input);
    assert_eq!((verdict.level, verdict.links.len()), (again.level, again.links.len()), "judged twice alike");
    // A hidden text must not make a message better.
    let mut hidden = input;
    let text = "Northfield Garden Ltd".into();
    hidden.segments.push(Segment { text, hidden: true, starts_block: true, ..Segment::default() });
    let more = judge(&hidden);
    assert!(more.level >= verdict.level, "a hidden text made it better");
});

/// The first line is the sender, the second the subject, and each further line a segment.
fn message(text: &str) -> MessageInput {
    let mut lines = text.split('\n');
    let mut input = MessageInput {
        from: Mailbox::parse(lines.next().unwrap_or_default()),
        subject: lines.next().unwrap_or_default().to_owned(),
        ..MessageInput::default()
    };
    for line in lines.take(2000) {
        let mut chars = line.chars();
        let flags = chars.next().map_or(0, u32::from);
        let rest = chars.as_str();
        let mut segment = Segment {
            text: rest.to_owned(),
            starts_block: flags & 1 == 0,
            quoted: flags & 2 != 0,
            hidden: flags & 4 != 0,
            image: flags & 8 != 0,
            ..Segment::default()
        };
        if flags & 16 != 0 {
            let (href, shown) = rest.split_once(' ').unwrap_or((rest, rest));
            segment.link = u32::try_from(input.links.len()).ok();
            segment.text = shown.to_owned();
            let button = flags & 32 != 0;
            input.links.push(LinkInput { href: href.to_owned(), button, ..LinkInput::default() });
        }
        if segment.image && flags & 64 != 0 {
            segment.picture = Some(rest.to_owned());
        }
        input.segments.push(segment);
    }
    input
}
