//! A buyer, or a forger of a buyer's relay address, can pose as Amazon outside of the frame that Amazon adds to relayed mails, or
//! behind a quotation. Both still count.

use touchstone::mail;
use touchstone::message;
use touchstone::vocabulary::Level;

fn level(headers: &str, lines: &str) -> Level {
    let raw = format!("From: Tom <p0kq7example2@marketplace.amazon.com>\r\n{headers}Subject: Inquiry\r\n\r\n{lines}");
    message::judge(&mail::read(raw.as_bytes(), |_, bytes| String::from_utf8(bytes.to_vec()).ok()).expect("a mail"))
        .level
}

const POSES: &str = "We at Amazon ask you to confirm your listing.\nAmazon Seller Performance Team\n";
const WRITES: &str = "Write to appeals@account-desk.example with your identity card.\n";
const HELD: &str = "Your Amazon seller account is suspended until you answer with your passport.\n";

#[test]
fn an_address_or_a_reply_to_makes_text_outside_the_relay_frame_count() {
    for (begin, end) in [
        ("Begin message\nHello\nEnd message\n", ""),
        ("Message:\nHello\nCopyright 2026\n", "Copyright 2026 Amazon, Inc.\n"),
        ("", "Begin message\nHello\nEnd message\n"),
    ] {
        assert_eq!(level("", &format!("{begin}{POSES}{WRITES}{end}")), Level::Danger, "{begin}");
        let answer = "Reply-To: desk@account-desk.example\r\n";
        assert_eq!(level(answer, &format!("{begin}{POSES}{end}")), Level::Danger, "{begin}");
        assert_eq!(level("", &format!("{begin}Sent through Amazon.\n{end}")), Level::Info, "{begin}");
    }
}

#[test]
fn a_quotation_or_a_forwarded_block_does_not_excuse_a_held_account() {
    let forwarded = "From: Amazon <seller-performance@amazon.com>\nSent: Monday\nTo: you\nSubject: x\n";
    for quoted in [forwarded, "Tom wrote:\n", "On 1 Jan 2026, Tom <tom@a.example> wrote:\n", "> "] {
        assert_eq!(level("", &format!("Begin message\nHello\n{quoted}{HELD}End message\n")), Level::Danger, "{quoted}");
        let order = "Your tent is on its way. Thank you for shopping with Amazon.\n";
        assert_eq!(
            level("", &format!("Begin message\nWhere is it?\n{quoted}{order}End message\n")),
            Level::Info,
            "{quoted}"
        );
    }
}

#[test]
fn an_address_of_amazons_own_in_the_frame_leads_nowhere_else() {
    for (address, expected) in
        [("seller-performance@amazon.com", Level::Info), ("x@account-desk.example", Level::Danger)]
    {
        let frame = format!("Begin message\nHello\nEnd message\n{POSES}Write to {address} with your papers.\n");
        assert_eq!(level("", &frame), expected, "{address}");
    }
}

#[test]
fn without_a_frame_and_on_the_line_of_its_mark_the_words_are_the_buyers() {
    assert_eq!(level("", POSES), Level::Danger);
    assert_eq!(level("", "Message: We at Amazon ask you to confirm your listing.\nEnd message\n"), Level::Danger);
    // A mark that is not shown, or that is a link, begins no frame.
    let html = |mark: &str| {
        let text = "<p>We at Amazon ask you to confirm your listing.</p>";
        level("Content-Type: text/html\r\n", &format!("{text}{mark}<p>Hello</p><p>End message</p>"))
    };
    assert_eq!(html("<p>Begin message</p>"), Level::Info);
    assert_eq!(html("<p style=\"display:none\">Begin message</p>"), Level::Danger);
    assert_eq!(html("<p><a href=\"https://sellercentral.amazon.com/\">Begin message</a></p>"), Level::Danger);
}
