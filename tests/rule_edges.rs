//! Rules of judgement at their edges: each test states one rule and shows the nearest messages on both sides of it. The
//! written mails of `tests/mails` show the same rules in whole mails; here every message is as short as its rule allows.

use touchstone::check::check;
use touchstone::input::{Attachment, LinkInput, Mailbox, MessageInput, Segment, Trace};
use touchstone::message::explanation::Step;
use touchstone::message::{self, Budget};
use touchstone::vocabulary::{ClaimSource, Code, Level, LinkClass, MessageVerdict, Reason, Role, Strength, Verdict};

use Level::{Caution, Danger, Info, Ok};

/// A mail from outside whose name speaks as Amazon.
const FAKE: &str = "Amazon Support <a@mail.example>";
/// The same name where the page shows no address.
const UNKNOWN: &str = "Amazon Support";
/// A sender that no table knows.
const STRANGER: &str = "Jo <x@mail.example>";
/// A text that speaks as Amazon.
const HELD: &str = "Your Amazon seller account is on hold.";
/// A button to Amazon, and one to another host.
const GENUINE: &str = "[[Sign in]](https://sellercentral.amazon.com/x)";
const FOREIGN: &str = "[[Sign in]](https://evil.example/x)";
/// A number to call.
const NUMBER: &str = "Call +1 888 555 0142 now";

/// Builds a message from lines: `[text](link)` is a link, `[[text]](link)` a button, `<<text>>(link)` a form's submit button; `~`
/// begins a hidden line, `!` the text of an image.
fn mail(from: &str, lines: &[&str]) -> MessageInput {
    let mut input = MessageInput { from: Mailbox::parse(from), ..MessageInput::default() };
    for line in lines {
        let mut segment = Segment { starts_block: true, ..Segment::default() };
        let mut text = *line;
        if let Some((label, href)) =
            line.strip_suffix(')').and_then(|line| line.rsplit_once("](").or(line.rsplit_once(">(")))
        {
            segment.link = Some(u32::try_from(input.links.len()).expect("few links"));
            input.links.push(LinkInput {
                href: href.into(),
                button: line.starts_with("[["),
                form: line.starts_with("<<"),
                ..LinkInput::default()
            });
            text = label.trim_matches(['[', ']', '<', '>']);
        }
        segment.hidden = text.starts_with('~');
        segment.image = text.starts_with('!');
        segment.text = text.trim_start_matches(['~', '!']).into();
        input.segments.push(segment);
    }
    input
}

/// The same message in a mailbox at the domain ours.example.
fn at_ours(input: MessageInput) -> MessageInput {
    MessageInput { user: vec!["me@ours.example".into()], ..input }
}

/// The lines of a forwarded message: the forwarder's own words, a header block with this `From` line, the forwarded lines.
fn sent_on<'a>(own: &[&'a str], from: &'a str, lines: &[&'a str]) -> Vec<&'a str> {
    [own, &[from, "Date: Monday", "Subject: Notice", "To: me@ours.example"], lines].concat()
}

fn attachment(name: &str) -> Attachment {
    Attachment { name: name.into(), media_type: String::new() }
}

fn judge(from: &str, lines: &[&str]) -> MessageVerdict {
    message::judge(&mail(from, lines))
}

fn level(from: &str, lines: &[&str]) -> Level {
    judge(from, lines).level
}

/// The finding with this code, as its evidence.
fn finding(verdict: &MessageVerdict, code: Code) -> Option<Vec<&str>> {
    evidence(&verdict.findings, code)
}

fn evidence(reasons: &[Reason], code: Code) -> Option<Vec<&str>> {
    let reason = reasons.iter().find(|reason| reason.code == code)?;
    Some(reason.evidence.iter().map(String::as_str).collect())
}

fn codes(verdict: &Verdict) -> Vec<Code> {
    let reasons = match verdict {
        Verdict::Link(link) => &link.reasons,
        Verdict::Sender(sender) => &sender.reasons,
    };
    reasons.iter().map(|reason| reason.code).collect()
}

// Contradictions between a claim and its sender, links and files.

#[test]
fn another_amazon_business_may_speak_as_amazon_and_a_stranger_may_not() {
    assert_eq!(level("Audible <x@audible.com>", &[HELD, GENUINE]), Info);
    assert_eq!(level("Jo <x@mail.example>", &[HELD, GENUINE]), Caution);
}

#[test]
fn a_sender_without_an_address_is_judged_by_the_messages_links() {
    assert_eq!(level(UNKNOWN, &[HELD, GENUINE]), Info);
    assert_eq!(level(UNKNOWN, &[HELD, FOREIGN]), Caution);
    assert_eq!(finding(&judge(UNKNOWN, &[HELD, FOREIGN]), Code::SenderNotAmazon), None);
}

#[test]
fn two_contradictions_are_dangerous_unless_only_links_count() {
    for (from, expected) in [(FAKE, Danger), (UNKNOWN, Caution), ("Amazon <a@amazon.com>", Caution)] {
        let mut input = mail(from, &[HELD, FOREIGN]);
        input.reply_to = vec![Mailbox::parse("x@third.example")];
        let verdict = message::judge(&input);
        assert_eq!(verdict.level, expected, "{from}");
        assert_eq!(finding(&verdict, Code::ReplyLeavesAmazon), Some(vec!["x@third.example"]), "{from}");
    }
}

#[test]
fn a_number_to_call_contradicts_where_no_link_can_be_followed() {
    // A stranger's link to Amazon is there for show.
    assert_eq!(level(FAKE, &[HELD, GENUINE]), Caution);
    assert_eq!(level(FAKE, &[HELD, GENUINE, NUMBER]), Danger);
    assert_eq!(level(FAKE, &[HELD, GENUINE, "~Call +1 888 555 0142 now"]), Caution);
    // Without an address a link to Amazon may be meant.
    assert_eq!(level(UNKNOWN, &[HELD, GENUINE, NUMBER]), Info);
    // A link in the footer asks for nothing.
    assert_eq!(level(UNKNOWN, &[HELD, "[Privacy policy](https://sellercentral.amazon.com/x)", NUMBER]), Caution);
    let verdict = judge(UNKNOWN, &[HELD, NUMBER]);
    assert_eq!(finding(&verdict, Code::ActionLeavesAmazon), Some(vec!["+1 888 555 0142", "+1 888 555 0142"]));
}

#[test]
fn a_link_that_can_be_followed_quiets_a_request_to_answer_about_an_order_only_where_no_sender_shows() {
    let order = "The buyer asks about order 114-1234567-7654321, which came from Amazon last week.";
    for (health, learn) in [
        ("Your account health may be affected if you do not reply to this message within 24 hours.", "Learn more"),
        ("Wenn Sie nicht bestellt haben, antworten Sie auf diese E-Mail.", "Jetzt anmelden"),
        ("Si vous n'avez pas passé cette commande, répondez à cet e-mail.", "Se connecter"),
    ] {
        let genuine = format!("[{learn}](https://sellercentral.amazon.com/help)");
        let page = [order, health, &*genuine];
        assert_eq!(level("Jo", &page), Info, "{health}");
        // A stranger's link to Amazon stands there for show, and a number to call is a way to act beside any link.
        assert_eq!(level(STRANGER, &page), Caution, "{health}");
        assert_eq!(level("Jo", &page[..2]), Caution, "{health}");
        assert_eq!(level("Jo", &[order, health, NUMBER, &*genuine]), Caution, "{health}");
    }
}

#[test]
fn a_message_that_is_nothing_but_a_picture_or_a_document_contradicts_itself() {
    let long = "word ".repeat(40);
    let quoted = format!("> {long}");
    let (hidden, link) = (format!("~{long}"), format!("[{long}](https://sellercentral.amazon.com/x)"));
    let introduced = "On Mon, Tom <t@b.example> wrote:";
    for (lines, expected) in [
        (&["!Your account"][..], Caution),
        (&["!Your account", &hidden], Caution),
        (&["!Your account", &link], Caution),
        (&["!Your account", introduced, &quoted], Caution),
        (&["!Your account", &long], Info),
        (&["~!Your account", "Hello"], Info),
        (&["Hello"], Info),
    ] {
        let verdict = judge(UNKNOWN, lines);
        assert_eq!(verdict.level, expected, "{lines:?}");
        assert_eq!(finding(&verdict, Code::OnlyAttachment).is_some(), expected == Caution, "{lines:?}");
    }
    for (name, expected) in [("notice.pdf", Caution), ("notice.Zip", Caution), ("meeting.ics", Info)] {
        let input = MessageInput { attachments: vec![attachment(name)], ..mail(UNKNOWN, &["Hello"]) };
        assert_eq!(message::judge(&input).level, expected, "{name}");
    }
}

#[test]
fn a_form_is_named_once_and_a_document_beside_it_is_not_taken_for_it() {
    for lines in [&[HELD][..], &[HELD, FOREIGN]] {
        let mut input = mail(FAKE, lines);
        input.attachments = vec![attachment("notice.pdf"), attachment("notice.html")];
        let verdict = message::judge(&input);
        let forms: Vec<_> = verdict.findings.iter().filter(|found| found.code == Code::FormAttachment).collect();
        assert_eq!(forms.len(), 1, "{lines:?}");
        assert_eq!(forms[0].evidence, ["notice.html"], "{lines:?}");
        input.attachments.pop();
        assert_eq!(finding(&message::judge(&input), Code::FormAttachment), None, "{lines:?}");
    }
}

#[test]
fn a_foreign_address_in_a_name_counts_where_the_message_speaks_as_amazon() {
    let from = "\"sale@other.example\" <tom@mail.example>";
    assert_eq!(level(from, &["Hello"]), Info);
    let verdict = judge(from, &[HELD]);
    assert_eq!(verdict.level, Danger);
    assert_eq!(finding(&verdict, Code::AddressInName), Some(vec!["sale@other.example", "tom@mail.example"]));
    let header = "From: \"sale@other.example\" <x@fake.example>";
    assert_eq!(level("Tom <tom@mail.example>", &sent_on(&["See below"], header, &["Hello"])), Info);
    let verdict = judge("Tom <tom@mail.example>", &sent_on(&["See below"], header, &[HELD]));
    assert_eq!(finding(&verdict, Code::AddressInName), Some(vec!["sale@other.example", "x@fake.example"]));
}

#[test]
fn a_domain_of_the_brand_and_a_word_is_settled_by_the_text() {
    let from = "Tom <tom@amazon-garden.example>";
    let silent = judge(from, &["Hello"]);
    assert_eq!((silent.level, silent.findings.is_empty()), (Caution, true));
    let speaks = judge(from, &[HELD]);
    assert_eq!((speaks.level, finding(&speaks, Code::BrandWithWord).is_some()), (Danger, true));
    let sent = sent_on(&["See below"], "From: Jo <x@fake.example>", &["Hello"]);
    assert_eq!(level(from, &sent), Caution, "that it sends on what others wrote changes nothing");
    // A domain that can only be a look-alike needs no such words.
    let verdict = judge("Tom <tom@amazon-login.example>", &["Hello"]);
    assert_eq!((verdict.level, finding(&verdict, Code::BrandWithAccountWord).is_some()), (Danger, true));
}

#[test]
fn a_dangerous_link_is_a_finding_of_its_message_once() {
    let line = "[Read](https://amazon-verify.example/x)";
    let verdict = judge("Tom <tom@mail.example>", &["Hello", line, line]);
    let found = verdict.findings.iter().filter(|found| found.code == Code::BrandWithAccountWord).count();
    assert_eq!((verdict.level, found), (Danger, 1));
    let other = "[Read](https://amazon-login.example/x)";
    let verdict = judge("Tom <tom@mail.example>", &["Hello", line, other]);
    let found = verdict.findings.iter().filter(|found| found.code == Code::BrandWithAccountWord).count();
    assert_eq!(found, 2, "each link is a finding");
}

#[test]
fn an_offer_of_verification_is_reported_only_from_a_stranger() {
    let offer = "二审包过，3800 元";
    assert_eq!(level("Tom <tom@mail.example>", &[offer]), Caution);
    assert_eq!(level("Amazon <a@amazon.com>", &[offer]), Ok);
    assert_eq!(message::judge(&at_ours(mail("Tom <tom@ours.example>", &[offer]))).level, Info);
}

#[test]
fn a_warning_of_offers_covers_the_four_lines_below_it_and_a_price_stands_near_its_offer() {
    let list = |items: usize| {
        let mut lines = vec!["请警惕以下话术："];
        lines.extend(vec!["审核顾问"; items]);
        lines.push("二审包过，3800 元");
        level("Tom <tom@mail.example>", &lines)
    };
    assert_eq!((list(3), list(4)), (Info, Caution));
    let priced = |between: usize| {
        let mut lines = vec!["二审包过"];
        lines.extend(vec!["欢迎咨询"; between]);
        lines.push("价格: €600");
        level("Tom <tom@mail.example>", &lines)
    };
    assert_eq!((priced(4), priced(5)), (Caution, Info));
}

// Mails from the user's own organisation.

#[test]
fn a_team_with_amazon_in_its_name_may_say_nothing_of_accounts_and_ask_for_no_sign_in() {
    let team = |subject: &str, line: &str, file: Option<&str>| {
        let mut input = at_ours(mail("Amazon Support DE <a@ours.example>", &[line]));
        input.subject = subject.into();
        input.attachments.extend(file.map(attachment));
        message::judge(&input).level
    };
    assert_eq!(team("Numbers for March", "Hello", None), Info);
    assert!(team("Your account was suspended", "Hello", None) >= Caution, "by its subject");
    assert!(team("Numbers for March", "Your account was suspended", None) >= Caution, "by its text");
    assert!(team("Numbers for March", "Hello", Some("form.html")) >= Caution, "by a form");
    assert!(team("Numbers for March", FOREIGN, None) >= Caution, "by a link");
}

#[test]
fn a_mailing_list_of_the_own_organisation_may_forward_a_notice_that_leads_to_amazon_only() {
    let list = |lines: &[&str]| {
        message::judge(&at_ours(mail("'Amazon Seller Central' via Team <team@ours.example>", lines))).level
    };
    let fees = "We publish new fees for parcels.";
    assert_eq!(list(&[HELD, GENUINE]), Info);
    assert_eq!(list(&[HELD, GENUINE, "[Privacy policy](https://firm.example/x)"]), Info, "a footer asks for nothing");
    assert_eq!(list(&[HELD, GENUINE, "~Call +1 888 555 0142 now"]), Info, "a number that is not shown");
    assert_eq!(list(&[fees, "[Learn more](https://firm.example/x)"]), Caution, "a link beside other matters");
    for lines in [
        &[HELD, GENUINE, NUMBER][..],
        &[HELD, "[Learn more](https://firm.example/x)"],
        &[fees, "[[Learn more]](https://firm.example/x)"],
        &[fees, "<<Learn more>>(https://firm.example/x)"],
    ] {
        assert_eq!(list(lines), Danger, "{lines:?}");
    }
    let from = "'Amazon Seller Central' via Team <team@ours.example>";
    let odd = message::judge(&at_ours(mail(from, &[fees, "[Privacy policy](https://amazon-garden.example/x)"])));
    assert!(finding(&odd, Code::SenderNotAmazon).is_some(), "a link that is odd by itself takes the excuse away");
}

#[test]
fn a_colleagues_own_number_is_no_part_of_the_forwarded_notice() {
    let from = "From: Amazon <seller-performance@amazon.com>";
    let own = ["Please look.", "Anna Li, call +49 30 555 01 42 33"];
    let sent = |own: &[&str], lines: &[&str]| {
        message::judge(&at_ours(mail("Anna Li <anna@ours.example>", &sent_on(own, from, lines))))
    };
    let verdict = sent(&own, &[HELD, GENUINE]);
    assert_eq!(verdict.level, Info);
    assert_eq!(finding(&verdict, Code::ForwardedFrom), Some(vec!["seller-performance@amazon.com"]));
    // News is read like the mail of Amazon's that it names: a link that only informs is no action. A stranger's button is one.
    let news = ["We publish new fees for parcels.", "[Learn more](https://firm.example/x)", NUMBER];
    let button = [news[0], "[[Learn more]](https://firm.example/x)"];
    assert_eq!(sent(&own, &news[..2]).level, Info);
    assert_eq!(sent(&own, &button).level, Info);
    assert_eq!(level(STRANGER, &sent_on(&["Please look."], from, &news[..2])), Info);
    assert_eq!(level(STRANGER, &sent_on(&["Please look."], from, &button)), Danger);
    assert_eq!(sent(&["Your account was suspended"], &news[..2]).level, Info);
    assert_eq!(sent(&own, &news).level, Info);
    assert_eq!(sent(&own, &[HELD, NUMBER]).level, Danger, "a number to call about a held account");
    assert_eq!(level(STRANGER, &sent_on(&[], from, &[HELD, NUMBER])), Danger);
    let list = "'Amazon Seller Central' via Team <team@ours.example>";
    let quoted = ["Please look.", "On Mon, Tom <t@b.example> wrote:", "> Call +1 888 555 0142 now"];
    assert_eq!(message::judge(&at_ours(mail(list, &quoted))).level, Info, "nor is a number that is quoted");
}

#[test]
fn the_name_of_a_mailbox_below_its_own_mail_claims_nothing() {
    let verdict = message::judge(&at_ours(mail("Amazon Support <a@ours.example>", &["Hello all", "Amazon Support"])));
    assert_eq!((verdict.level, verdict.claim.strength), (Info, Strength::None));
    let verdict = message::judge(&at_ours(mail("Tom <a@ours.example>", &["Hello all", "Amazon Support"])));
    assert_eq!((verdict.level, verdict.claim.strength), (Caution, Strength::Strong), "another name than the sender's");
}

#[test]
fn a_remembered_sender_stays_remembered_where_the_own_domain_does_not_excuse_the_mail() {
    let mut input = at_ours(mail("Amazon Support <a@ours.example>", &[HELD, FOREIGN]));
    input.remembered = vec!["a@ours.example".into()];
    assert_eq!(message::judge(&input).sender.level, Info);
    input.remembered.clear();
    assert_eq!(message::judge(&input).sender.level, Caution);
}

// Forwarded messages.

#[test]
fn a_forwarded_message_is_reported_with_the_sender_in_its_header_block() {
    let from = "From: Amazon Support <help@fake.example>";
    for (outer, user) in [("Tom <tom@mail.example>", None), ("Anna Li <anna@ours.example>", Some("me@ours.example"))] {
        let mut input = mail(outer, &sent_on(&["Please look."], from, &[HELD, FOREIGN]));
        input.user.extend(user.map(str::to_owned));
        let verdict = message::judge(&input);
        assert_eq!(verdict.level, Danger, "{outer}");
        assert_eq!(finding(&verdict, Code::SenderNotAmazon), Some(vec!["help@fake.example"]), "{outer}");
        assert_eq!(finding(&verdict, Code::ForwardedFrom), Some(vec!["help@fake.example"]), "{outer}");
        let named = verdict.claim.evidence.iter().any(|claim| claim.source == ClaimSource::Name);
        assert!(named, "{outer}: the name in the header speaks");
    }
}

#[test]
fn a_speaking_name_causes_no_caution_above_a_genuine_forwarded_message() {
    let from = "From: Amazon <seller-performance@amazon.com>";
    assert_eq!(level(FAKE, &sent_on(&["Please look."], from, &[HELD, GENUINE])), Info);
    assert_eq!(level(FAKE, &["Please look.", HELD, GENUINE]), Caution);
}

#[test]
fn a_firm_in_a_forwarded_message_speaks_for_itself_until_it_signs_as_amazon() {
    let (text, button) = ("Your Amazon account must be verified.", "[[Verify now]](https://www.pingpongx.com/x)");
    let sent = |from: &str, lines: &[&str]| judge("Tom <tom@mail.example>", &sent_on(&[], from, lines));
    let firm = sent("From: PingPong <x@pingpongx.com>", &[text, button]);
    assert_eq!((firm.level, firm.claim.strength), (Info, Strength::Mention));
    assert!(firm.claim.evidence.iter().all(|claim| claim.source != ClaimSource::Name), "its name is its own");
    let signed = ["Best regards,", "Amazon Seller Support"];
    assert_eq!(sent("From: PingPong <x@pingpongx.com>", &[text, button, signed[0], signed[1]]).level, Danger);
    assert_eq!(sent("From: Jo <x@fake.example>", &[text, button]).level, Danger);
}

// Disguised words.

#[test]
fn a_disguised_brand_speaks_as_amazon_unless_another_firm_speaks() {
    let text = "News about Am\u{200d}azon sellers";
    let verdict = judge("Tom <a@mail.example>", &[text]);
    assert_eq!((verdict.level, verdict.claim.strength), (Danger, Strength::Strong));
    assert_eq!(finding(&verdict, Code::DisguisedText), Some(vec!["Am\u{200d}azon", "\u{200d}"]));
    let verdict = judge("Nord Freight <a@nordfreight.example>", &[text]);
    assert_eq!((verdict.level, verdict.claim.strength), (Danger, Strength::Mention));
    let sent = judge("Tom <a@mail.example>", &sent_on(&["See below"], "From: Jo <x@fake.example>", &[text]));
    assert_eq!(finding(&sent, Code::DisguisedText), Some(vec!["Am\u{200d}azon", "\u{200d}"]));
}

#[test]
fn three_disguised_words_count_if_the_message_concerns_amazon() {
    // Cyrillic letters in three words, and in one.
    let (three, one) = ("Plеase chеck yоur pаrcel", "Plеase check your parcel");
    let level_of = |text: &str| level("Tom <a@mail.example>", &[text]);
    assert_eq!(level_of(three), Info);
    assert_eq!(level_of(&format!("{three} from Amazon")), Danger);
    assert_eq!(level_of(&format!("{one} from Amazon")), Info);
    let sent =
        |text: &str| level("Tom <a@mail.example>", &sent_on(&["See below"], "From: Jo <x@fake.example>", &[text]));
    assert_eq!((sent(three), sent(&format!("{three} from Amazon"))), (Info, Danger));
}

// Words that speak as Amazon.

#[test]
fn a_subject_speaks_by_what_only_amazon_says_by_a_salutation_or_by_a_held_account() {
    for (subject, expected) in [
        ("We at Amazon ask you", Strength::Strong),
        ("Dear Amazon seller", Strength::Strong),
        ("Your Amazon account is suspended", Strength::Strong),
        ("Amazon news", Strength::Mention),
        ("News", Strength::None),
    ] {
        let input = MessageInput { subject: subject.into(), ..mail(STRANGER, &["Hello"]) };
        assert_eq!(message::judge(&input).claim.strength, expected, "{subject}");
    }
}

#[test]
fn your_the_brand_and_an_account_stand_close_together() {
    let near = "Amazon news about your account suspended";
    let far = "Amazon news and many other things that people like to read on sunny days about your account suspended";
    assert_eq!((level(STRANGER, &[near]), level(STRANGER, &[far])), (Caution, Info));
}

#[test]
fn a_signature_is_a_short_line_of_its_own_behind_a_closing_or_below_other_lines() {
    let signed = |line: &str| level(STRANGER, &["Hello", "Best regards,", line]);
    let long = format!("Amazon Seller Support {}", "of the team ".repeat(9));
    assert_eq!(signed("Amazon Seller Support"), Caution);
    assert_eq!(signed("The Amazon Support Team."), Caution, "four words with a full stop");
    assert_eq!(signed("The whole Amazon Support Team."), Info, "five words with a full stop are a sentence");
    assert_eq!(signed("[Amazon Seller Support](https://sellercentral.amazon.com/x)"), Info, "a link");
    assert_eq!(signed(&long), Info);
    assert_eq!(level(STRANGER, &["Hello", "Amazon Seller Support"]), Caution);
    assert_eq!(level(STRANGER, &["Amazon Seller Support"]), Info, "nothing above it");
    assert_eq!(level(STRANGER, &["Hello", "Best regards, Amazon Seller Support"]), Caution);
    let mut plain = mail(STRANGER, &["Hello"]);
    plain.segments.push(Segment { text: "\nBest regards,\nAmazon Seller Support".into(), ..Segment::default() });
    assert_eq!(message::judge(&plain).level, Caution, "lines of plain text in one run");
    assert_eq!(level(STRANGER, &["Hello", "ご理解 アマゾン"]), Info, "a closing that goes on is no line of its own");
}

#[test]
fn five_places_are_evidence_enough_and_what_follows_still_counts() {
    let held = ["Your Amazon account is suspended."; 8];
    let verdict = judge(STRANGER, &[&["We at Amazon say so."], &held[..], &["Your Am\u{200d}azon order"]].concat());
    assert_eq!(verdict.claim.evidence.len(), 5);
    assert_eq!(finding(&verdict, Code::DisguisedText), Some(vec!["Am\u{200d}azon", "\u{200d}"]));
    let early = judge(STRANGER, &["We at Am\u{200d}azon say so.", HELD]);
    assert_eq!(early.claim.evidence.len(), 2, "a disguise ends no search for evidence");
    let both = judge(STRANGER, &[HELD, "Amazon Seller Support"]).claim.evidence;
    assert_eq!(both.last().map(|claim| claim.source), Some(ClaimSource::Signature));
    assert_eq!(judge("Nord Freight <a@nordfreight.example>", &held).claim.evidence.len(), 5);
    let firm = |lines: &[&str]| level("Nord Freight <a@nordfreight.example>", &[&held[..], lines, &[FOREIGN]].concat());
    assert_eq!(firm(&[]), Info, "a firm that speaks for itself");
    assert_eq!(firm(&["Amazon Seller Support"]), Info, "a line of the shape of a signature");
    assert_eq!(firm(&["Best regards,", "Amazon Seller Support"]), Danger, "a signature");
    assert_eq!(firm(&["Best regards,", "Jane Doe", "Amazon Seller Support"]), Danger, "a signature below a name");
    assert_eq!(firm(&["Best regards, Amazon Seller Support"]), Danger, "a signature on one line");
}

#[test]
fn runs_of_white_space_change_nothing() {
    assert_eq!(level(STRANGER, &["  Your   Amazon  seller   account is on   hold."]), Caution);
}

#[test]
fn only_foreign_characters_inside_latin_words_disguise_them() {
    for (words, expected) in [
        ("y\u{43e}u t\u{43e}o h\u{43e}w", Danger),
        ("Pl\u{435}\u{430}se ch\u{435}\u{430}p r\u{435}\u{430}son", Danger),
        ("mone\u{443} tabl\u{435} cod\u{435}", Danger),
        ("\u{441}\u{43e}de \u{441}\u{43e}ld \u{441}\u{43e}ver", Danger),
        ("ac\u{ad}count or\u{ad}der par\u{ad}cel", Info),
        ("привет мир здравствуйте", Info),
        ("e\u{301}a\u{301}t be\u{301}d ge\u{301}t", Info),
    ] {
        assert_eq!(level(STRANGER, &[&format!("{words} from Amazon")]), expected, "{words}");
    }
}

#[test]
fn an_invisible_character_disguises_the_brand_in_another_script_only_from_inside() {
    assert_eq!(level(STRANGER, &["您的亚\u{200b}马逊订单"]), Danger);
    assert_eq!(level(STRANGER, &["您的\u{200b}亚马逊订单"]), Info);
    assert_eq!(level(STRANGER, &["您的亚马逊\u{200b}订单"]), Info);
}

#[test]
fn a_very_long_quotation_is_a_forgotten_quotation_mark() {
    let quoted = |length: usize| format!("他说“{}”您的亚马逊账户已被停用", "亚".repeat(length));
    assert_eq!(level(STRANGER, &[&quoted(300)]), Caution);
    // In bytes of the text as it is read: 399 and 402.
    let brand = |length: usize| format!("他说“您的亚马逊账户已被停用{}”", "亚".repeat(length));
    assert_eq!((level(STRANGER, &[&brand(122)]), level(STRANGER, &[&brand(123)])), (Info, Caution));
    assert_eq!(level(STRANGER, &["他说“您的亚马逊账户已被停用”"]), Info);
}

// Words of the sender, of a colleague, of a firm and of a quotation.

#[test]
fn a_firm_speaks_for_itself_where_its_own_name_comes_back_in_the_text() {
    // Another speaker owns the links to its own domain only, so the third domain stays at least `caution`.
    let other = |from: &str, line: &str| level(from, &[HELD, line, FOREIGN]) == Caution;
    for (from, line) in [
        ("Team <news@ecomdaily.example>", "Ecom Daily Ltd"),
        ("Team <news@ecomdaily.example>", "You read ecomdaily today"),
        ("Team <news@taxo.example>", "Taxo Ltd"),
        ("Li Na <x@mail.example>", "Li Na"),
        ("Brand Protection GmbH <x@mail.example>", "Brand Protection GmbH"),
        ("Nordland <x@mail.example>", "News from Nordland"),
        ("Nordland <x@mail.example>", "This is Nordland."),
    ] {
        assert!(other(from, line), "{from}: {line}");
    }
    for (from, line) in [
        ("Team <news@ecomdaily.example>", "Hello"),
        ("Team <news@ecomdaily.example>", "Ecom Daily / Berlin"),
        ("Team <news@ecomdaily.example>", "Ecom Daily: x@ecomdaily.example"),
        ("Team <news@ecomdaily.example>", "Ecom Daily has a very long line with many words about the weather"),
        ("Team <news@ecomdaily.example>", "~Ecom Daily Ltd"),
        ("Team <news@taxo.example>", "Taxo today"),
        ("Li Na <x@mail.example>", "Li Ming"),
        ("Brand Protection <x@mail.example>", "Brand Protection"),
        ("Nordland <x@mail.example>", "News from Nordlandia"),
        ("Nordland <x@mail.example>", "News from xNordland"),
        ("Nordland <x@mail.example>", "Write to a@nordland.com"),
        ("Nordland <x@mail.example>", "Write to nordland@a.com"),
        ("Nordland <x@mail.example>", "nordland.com is open"),
        ("Nord Freight <nord@amazon-garden.example>", "Nord Freight"),
        ("Amazon Support <a@nordfreight.example>", "Nordfreight Ltd"),
    ] {
        assert!(!other(from, line), "{from}: {line}");
    }
}

#[test]
fn a_trade_with_a_persons_name_speaks_for_itself_and_the_trade_alone_does_not() {
    assert_eq!(level("Amazon Seller Shipping <x@mail.example>", &[HELD, FOREIGN]), Danger);
    assert_eq!(level("Lucy, Amazon Seller Shipping <x@mail.example>", &[HELD, FOREIGN]), Caution);
    assert_eq!(level("Lucy, Amazon Seller Shipping <x@mail.example>", &["Your Amazon labels", FOREIGN]), Info);
}

#[test]
fn a_colleague_who_reports_a_held_account_is_a_person_and_not_the_house() {
    let report = |from: &str, line: &str| {
        let input = mail(from, &[HELD, line, GENUINE]);
        message::judge(&MessageInput { user: vec!["me@ourshouse.example".into()], ..input }).level
    };
    assert_eq!(report("Johanna <x@ourshouse.example>", "Johanna"), Info);
    assert_eq!(report("Johanna <x@ourshouse.example>", "~Johanna"), Caution, "a name that is not shown");
    assert_eq!(report("Johanna <x@ourshouse.example>", "Best wishes"), Caution);
    assert_eq!(report("Ourshouse <x@ourshouse.example>", "Ourshouse"), Caution, "the name of the house");
    assert_eq!(report("Ann <x@ourshouse.example>", "Ann"), Caution, "too short to tell");
}

#[test]
fn a_colleague_whose_mail_is_authenticated_speaks_for_himself_and_a_rewritten_one_does_not() {
    let step = |method: &str, result: &str, domain: &str| Trace {
        server: "mx.ours.example".into(),
        method: method.into(),
        result: result.into(),
        domain: domain.into(),
    };
    let trace = vec![step("dmarc", "pass", "ours.example"), step("received", "", "sender.example")];
    let passed = |from: &str| {
        let input = MessageInput { trace: trace.clone(), ..at_ours(mail(from, &[HELD, FOREIGN])) };
        let verdict = message::judge(&input);
        (verdict.level, verdict.claim.strength)
    };
    assert_eq!(passed("Anna Li <a@ours.example>"), (Info, Strength::Mention));
    assert_eq!(passed("'Anna Li' via Team <a@ours.example>"), (Caution, Strength::Strong));
}

#[test]
fn a_quotation_element_counts_as_quoted_only_below_a_forward_mark() {
    let quote = |lines: &[&str], starts_block: bool| {
        let mut input = mail(STRANGER, lines);
        input.segments.push(Segment { text: HELD.into(), quoted: true, starts_block, ..Segment::default() });
        message::judge(&input).claim.strength
    };
    let mark = "-----Original Message-----";
    assert_eq!(quote(&["Hello"], true), Strength::Strong);
    assert_eq!(quote(&[mark], true), Strength::Strong, "no words of the author's: a forward");
    assert_eq!(quote(&["Hello", mark], true), Strength::None);
    assert_eq!(quote(&[mark, "See "], false), Strength::None, "on the line of other words");
    assert_eq!(judge(STRANGER, &[mark, HELD]).claim.strength, Strength::Strong, "no element");
}

#[test]
fn a_reply_that_adds_no_text_of_its_own_counts_as_a_forward() {
    let introduced = "On Mon, 1 Jun 2026, Amazon Seller Performance Team <a@b.example> wrote:";
    let quoted = format!("> {HELD}");
    for own in ["~A preview", "--", "[](https://evil.example/x)", "[Open](https://evil.example/x)"] {
        let verdict = judge(STRANGER, &[own, introduced, &quoted]);
        assert_eq!(finding(&verdict, Code::ForwardedFrom), Some(vec!["a@b.example"]), "{own}");
        assert_eq!(verdict.claim.evidence[0].text, "Amazon Seller Performance Team", "{own}");
        assert_eq!(verdict.claim.evidence.len(), 2, "{own}: the name and the line");
    }
    assert_eq!(finding(&judge(STRANGER, &["ok", introduced, &quoted]), Code::ForwardedFrom), None);
    // The word alone introduces nothing.
    for line in ["Tom wrote: ok no", "Tom Miller wrote: all is well"] {
        assert_eq!(judge(STRANGER, &[line, HELD]).claim.strength, Strength::Strong, "{line}");
    }
}

#[test]
fn a_header_block_has_a_second_header_and_may_break_its_recipients() {
    let from = "From: Amazon Support <a@b.example>";
    let subject = "Subject: Your Amazon account is suspended";
    let forwarded = |lines: &[&str]| {
        let verdict = judge(STRANGER, lines);
        let subject = verdict.claim.evidence.iter().any(|claim| claim.source == ClaimSource::Subject);
        (finding(&verdict, Code::ForwardedFrom).is_some(), subject)
    };
    assert_eq!(forwarded(&["Hello", from, HELD]), (false, false), "one line is no header block");
    assert_eq!(forwarded(&["Hello", from, "To: a@b.example,", "c@d.example", subject, "Hello"]), (true, true));
    assert_eq!(forwarded(&["Hello", from, "To: a@b.example", "Good morning", subject]), (true, false));
    let bold = [
        "Hello",
        "*From:* Amazon Support <a@b.example>",
        "*Date:* Monday",
        "*Subject:* Your Amazon account is suspended",
    ];
    assert_eq!(forwarded(&bold), (true, true));
    let french = ["Bonjour", "De : Amazon Support <a@b.example>", "Envoyé : lundi", HELD];
    assert_eq!(forwarded(&french), (true, false), "a space before the colon");
    let broken = ["Hello", "From: Amazon Support", "on behalf of the team", "Date: Monday", HELD];
    assert_eq!(forwarded(&broken), (true, false), "a line between the first header and the second");
}

// The role of a link, and links without a link element.

#[test]
fn in_a_mail_from_an_amazon_address_a_short_link_text_only_points() {
    let pointed = |text: &str| {
        let link = format!("[{text}](https://evil.example/x)");
        level("Amazon <a@amazon.com>", &["To verify, click below.", &link])
    };
    assert_eq!(pointed("Seller Central"), Caution);
    assert_eq!(pointed("the whole story of Seller Central and us"), Ok);
}

#[test]
fn in_a_notice_from_an_amazon_address_a_button_and_a_link_on_its_own_line_are_actions_whatever_they_say() {
    const AMAZON: &str = "Amazon <a@amazon.com>";
    const MATTER: &str = "Your account has been deactivated.";
    let case = "[Case 8821](https://evil.example/x)";
    assert_eq!(level(AMAZON, &[MATTER, case]), Caution);
    assert_eq!(level(AMAZON, &[MATTER, "[Privacy policy](https://evil.example/x)"]), Ok);
    assert_eq!(level(AMAZON, &["Hello.", case]), Ok);
    assert_eq!(level(AMAZON, &["Hello.", "[[Case 8821]](https://evil.example/x)"]), Info, "a button is never ok");
    let mut in_a_sentence = mail(AMAZON, &[MATTER, case]);
    in_a_sentence.segments[1].starts_block = false;
    assert_eq!(message::judge(&in_a_sentence).level, Ok);
}

#[test]
fn a_link_is_asked_for_by_its_own_block_or_the_one_shown_before_it() {
    let link = "[https://evil.example/x](https://evil.example/x)";
    let asks = "Please verify your account here:";
    assert_eq!(level(FAKE, &[asks, link]), Danger);
    assert_eq!(level(FAKE, &[asks, "~A preview", link]), Danger);
    assert_eq!(level(FAKE, &[asks, "Our page:", link]), Caution);
}

#[test]
fn a_bare_link_is_a_visible_address_with_a_host_and_a_path_or_a_scheme() {
    let hrefs = |line: &str| -> Vec<String> {
        judge(STRANGER, &["Hello", line]).links.into_iter().map(|link| link.href).collect()
    };
    assert_eq!(
        hrefs("See https://shop.example/?u=https://evil.example/x"),
        ["https://shop.example/?u=https://evil.example/x"]
    );
    assert_eq!(hrefs("See https://a.example/xhttps://b.example/y"), ["https://a.example/x", "https://b.example/y"]);
    assert_eq!(hrefs("[Go to https://shop.example/a now](https://click.example/1)"), ["https://click.example/1"]);
    assert_eq!(hrefs("See a.de/ now"), ["http://a.de/"]);
    for line in ["~See https://evil.example/x", "Rated 4.75/5 by buyers", "and/or", "a.b@c.example/x"] {
        assert!(hrefs(line).is_empty(), "{line}");
    }
}

// Links in their message.

#[test]
fn a_link_is_as_loud_as_its_message_makes_it() {
    for (from, link, expected, first) in [
        ("Amazon <a@amazon.com>", FOREIGN, Caution, Code::AmazonMailActionElsewhere),
        (FAKE, FOREIGN, Danger, Code::ActionLeavesAmazon),
        (UNKNOWN, FOREIGN, Caution, Code::ActionLeavesAmazon),
        (FAKE, GENUINE, Ok, Code::GenuineHost),
        (FAKE, "[Privacy policy](https://evil.example/x)", Info, Code::UnrelatedHost),
        ("Amazon <a@amazon.com>", "[Privacy policy](https://evil.example/x)", Info, Code::UnrelatedHost),
        ("Jo <x@mail.example>", FOREIGN, Danger, Code::ActionLeavesAmazon),
    ] {
        let verdict = judge(from, &[HELD, link]);
        assert_eq!(verdict.links[0].verdict.level(), expected, "{from} {link}");
        assert_eq!(codes(&verdict.links[0].verdict)[0], first, "{from} {link}");
    }
    let quiet = judge("Tom <tom@mail.example>", &["Hello", FOREIGN]);
    assert_eq!(codes(&quiet.links[0].verdict), [Code::UnrelatedHost], "a message that does not speak as Amazon");
    // Where it leads stands in the finding as people read it, or as the address that would get the mail.
    let unicode = judge(FAKE, &[HELD, "[[Sign in]](https://münchen.example/x)"]);
    assert_eq!(finding(&unicode, Code::ActionLeavesAmazon), Some(vec!["münchen.example", "Sign in"]));
    let address = judge(FAKE, &[HELD, "[[Confirm now]](mailto:desk@evil.example)"]);
    assert_eq!(finding(&address, Code::ActionLeavesAmazon), Some(vec!["desk@evil.example", "Confirm now"]));
}

#[test]
fn a_place_that_amazon_uses_is_a_caution_in_a_message_that_speaks_as_amazon() {
    let link = "[[Register now]](https://amazonexteu.qualtrics.com/jfe/form/x)";
    for (from, lines, expected) in [
        ("Tom <tom@mail.example>", ["Hello", link], Info),
        (UNKNOWN, [HELD, link], Caution),
        ("Amazon <a@amazon.com>", [HELD, "[[Sign in]](https://amazonexteu.qualtrics.com/jfe/form/x)"], Caution),
        (UNKNOWN, [HELD, "[Privacy policy](https://amazonexteu.qualtrics.com/x)"], Info),
    ] {
        let verdict = judge(from, &lines);
        assert_eq!((verdict.level, verdict.links[0].verdict.level()), (expected, expected), "{from} {lines:?}");
    }
    let claimed = check("https://amazonexteu.qualtrics.com/jfe/form/x", true);
    assert_eq!((claimed.level(), codes(&claimed)), (Caution, vec![Code::UsedByAmazon]));
}

#[test]
fn a_link_text_that_names_amazon_over_another_target_is_judged_by_the_links_owner() {
    let (firm, service) = ("Nord Freight <news@nordfreight.example>", "PingPong <news@pingpongx.com>");
    let (own, action) = (
        "[sellercentral.amazon.com](https://click.nordfreight.example/x)",
        "[[sellercentral.amazon.com]](https://click.nordfreight.example/x)",
    );
    for (from, line, expected, code) in [
        (firm, own, Caution, Some(Code::DisplayMismatch)),
        (firm, action, Danger, Some(Code::DisplayMismatch)),
        (firm, "[sellercentral.amazon.com](https://evil.example/x)", Danger, Some(Code::DisplayMismatch)),
        (firm, "[sellercentral.amazon.com](http://203.0.113.9/x)", Danger, Some(Code::DisplayMismatch)),
        (firm, "[sellercentral.amazon.com](https://bit.ly/x)", Caution, Some(Code::DisplayOpaque)),
        (service, "[sellercentral.amazon.com](https://click.pingpongx.com/x)", Info, None),
        (service, "[sellercentral.amazon.com](https://evil.example/x)", Danger, Some(Code::DisplayMismatch)),
        (
            "Tom <t@mail.example>",
            "[sellercentral.amazon.com](https://mail.example/)",
            Danger,
            Some(Code::DisplayMismatch),
        ),
        ("Tom <t@mail.example>", "[www.amazon.com](https://amzn.to/x)", Info, None),
        (
            "Tom <t@mail.example>",
            "[amazon-verify.example](https://evil.example/x)",
            Danger,
            Some(Code::DisplayMismatch),
        ),
        ("Tom <t@mail.example>", "[amazonsellerslawyer.com](https://evil.example/x)", Info, None),
    ] {
        let verdict = judge(from, &["Read this:", line]);
        let Verdict::Link(link) = &verdict.links[0].verdict else { panic!("{line}") };
        assert_eq!(link.level, expected, "{from} {line}");
        assert_eq!(link.class == LinkClass::Deceptive, expected == Danger, "{from} {line}");
        let mismatch = |code: &Code| matches!(code, Code::DisplayMismatch | Code::DisplayOpaque);
        assert_eq!(codes(&verdict.links[0].verdict).into_iter().find(mismatch), code, "{from} {line}");
    }
}

#[test]
fn a_written_link_can_be_worse_than_the_resolved_one() {
    let judged = |href: &str, written: &str| {
        let mut input = mail("Tom <t@b.example>", &["Hello", &format!("[Read]({href})")]);
        input.links[0].written = Some(written.into());
        message::judge(&input).links[0].verdict.level()
    };
    let plain = "https://evil.example/x";
    assert_eq!(judged(plain, plain), Info);
    assert_eq!(judged(plain, "https://sellercentral.amazon.com@evil.example/x"), Danger);
    assert_eq!(judged("https://u@evil.example/x", plain), Caution, "the writing makes nothing better");
    assert_eq!(judged(plain, "https://amazon-verify.example/x"), Info, "another host is not the same link");
}

#[test]
fn a_gateway_that_names_only_the_host_is_believed_only_for_amazon() {
    let link = |host: &str| format!("[[Sign in]](https://url.us.m.mimecastprotect.com/s/A?domain={host})");
    assert_eq!(level(FAKE, &[HELD, &link("amazon.com")]), Caution);
    assert_eq!(level(FAKE, &[HELD, &link("evil.example")]), Danger);
    assert_eq!(level(FAKE, &[HELD, "[[Sign in]](https://bit.ly/x)"]), Danger, "a short link hides where it leads");
    assert_eq!(level(FAKE, &[HELD, "[[Sign in]](https://amzn.to/x)"]), Caution, "Amazon's own leads to Amazon");
}

#[test]
fn a_bare_link_is_judged_once_and_the_users_choices_hold_for_it() {
    let hrefs = |lines: &[&str]| judge("Tom <tom@mail.example>", lines).links.len();
    assert_eq!(hrefs(&["See https://shop.example/a"]), 1);
    assert_eq!(hrefs(&["See https://shop.example/a", "and https://shop.example/a"]), 1);
    assert_eq!(hrefs(&["[Shop](https://shop.example/a)", "or copy https://shop.example/a"]), 1, "a link's target");
    assert_eq!(hrefs(&["[shop.example/a](https://click.example/1)", "or copy shop.example/a"]), 1, "a link's text");
    let mut input = mail(FAKE, &["Please sign in at https://evil.example/x"]);
    assert_eq!(message::judge(&input).level, Danger);
    input.remembered = vec!["evil.example".into()];
    assert_eq!(message::judge(&input).level, Caution);
}

#[test]
fn a_bare_link_is_followed_if_its_own_block_or_the_one_before_it_asks_for_it() {
    let roles = |lines: &[&str]| -> Vec<Role> { judge(FAKE, lines).links.into_iter().map(|link| link.role).collect() };
    assert_eq!(roles(&["Please sign in at https://evil.example/x"]), [Role::Action]);
    assert_eq!(roles(&["Please sign in:", "https://evil.example/x"]), [Role::Action]);
    assert_eq!(roles(&["Our page is https://evil.example/x"]), [Role::Other]);
    let both =
        ["Please sign in at https://a.example/x or https://b.example/x", "Yours", "Our page is https://c.example/x"];
    assert_eq!(roles(&both), [Role::Action, Role::Action, Role::Other]);
    let later = ["Our page is https://c.example/x", "Please sign in at https://a.example/x"];
    assert_eq!(roles(&later), [Role::Other, Role::Action]);
}

#[test]
fn an_odd_link_raises_only_a_message_that_concerns_amazon() {
    let (ip, garden) = ("[Read](http://203.0.113.9/x)", "[Read](https://amazon-garden.example/x)");
    assert_eq!(level("Tom <tom@mail.example>", &["Hello", ip]), Info);
    assert_eq!(level("Tom <tom@mail.example>", &["News about Amazon", ip]), Caution);
    let program = "[Read](ms-word:ofe|u|https://shop.example/a.docx)";
    assert_eq!(level("Tom <tom@mail.example>", &["Hello", program]), Info);
    assert_eq!(level("Tom <tom@mail.example>", &["News about Amazon", program]), Caution);
    assert_eq!(level("Tom <tom@mail.example>", &["Hello", garden]), Caution, "this address names Amazon itself");
}

#[test]
fn a_mail_from_an_amazon_address_is_raised_only_by_marked_links() {
    let from = "Amazon <a@amazon.com>";
    assert_eq!(level(from, &["Hello", "[Read](https://firm.example/x)"]), Ok);
    let consent = "[Read](https://sellercentral.amazon.com/apps/authorize/consent?application_id=a)";
    assert_eq!(level(from, &["Hello", consent]), Info);
    let header = "From: Amazon <a@amazon.com>";
    assert_eq!(level(from, &sent_on(&["See below"], header, &["Hello", "[Read](https://firm.example/x)"])), Info);
}

#[test]
fn a_telephone_link_or_a_fragment_is_not_listed_among_the_links() {
    let verdict =
        judge("Tom <a@mail.example>", &["[Call](tel:+15550100000)", "[Top](#top)", "[Read](https://shop.example)"]);
    assert_eq!(verdict.links.iter().map(|link| &*link.href).collect::<Vec<_>>(), ["https://shop.example"]);
}

// Further contents of a verdict.

#[test]
fn order_numbers_are_collected_once_each_from_subject_and_text() {
    let mut input =
        mail("Jane <x1@marketplace.amazon.com>", &["Where is 114-0000001-0000002, and 114-0000009-0000009?"]);
    input.subject =
        "Order 114-0000001-0000002, not 11-0000001-0000002, 114-000001-0000002 or 114-0000001-000002".into();
    let verdict = message::judge(&input);
    assert_eq!(verdict.orders, ["114-0000001-0000002", "114-0000009-0000009"]);
    assert_eq!(verdict.relay_alias.as_deref(), Some("x1@marketplace.amazon.com"));
    assert_eq!(judge("Tom <tom@mail.example>", &["Hello"]).relay_alias, None);
    let many: Vec<String> = (0..30).map(|at| format!("114-0000001-00000{at:02}")).collect();
    assert_eq!(judge("Tom <tom@mail.example>", &[&many.join(" ")]).orders.len(), 20);
}

#[test]
fn a_name_that_says_nothing_of_amazon_is_no_evidence_of_a_claim() {
    let sources = |from: &str| -> Vec<ClaimSource> {
        judge(from, &[HELD]).claim.evidence.iter().map(|claim| claim.source).collect()
    };
    assert_eq!(sources("Tom <tom@mail.example>"), [ClaimSource::Text]);
    let sent = judge("Tom <tom@mail.example>", &sent_on(&["See below"], "From: Jo <x@fake.example>", &["Hello"]));
    assert!(sent.claim.evidence.is_empty());
    assert_eq!(sources(FAKE), [ClaimSource::Name, ClaimSource::Text]);
}

#[test]
fn a_very_long_name_is_cut_and_invisible_characters_do_not_displace_visible_ones() {
    let long = format!("{}Tom{}", "\u{200b}".repeat(9000), "x".repeat(9000));
    let input = MessageInput {
        from: Mailbox { name: Some(long), address: Some("a@mail.example".into()), ..Mailbox::default() },
        ..MessageInput::default()
    };
    let name = message::judge(&input).sender.name.expect("a name");
    assert_eq!(name.chars().filter(|&c| c == '\u{200b}').count(), 1000);
    assert_eq!(name.chars().filter(|&c| c != '\u{200b}').count(), 1000);
    assert!(name.contains("Tomxxx"), "{name}");
}

#[test]
fn messages_attached_deeper_than_three_are_said_not_to_be_judged() {
    let mut input = mail("Tom <tom@mail.example>", &["Hello"]);
    for _ in 0..5 {
        input = MessageInput { attached: vec![input], ..mail("Tom <tom@mail.example>", &["Hello"]) };
    }
    let mut verdict = &message::judge(&input);
    let mut depth = 0;
    while let [inner] = &verdict.attached[..] {
        assert_eq!(finding(verdict, Code::NotAllJudged), None, "{depth}");
        (verdict, depth) = (inner, depth + 1);
    }
    assert_eq!((depth, finding(verdict, Code::NotAllJudged)), (3, Some(vec!["1"])));
}

#[test]
fn a_message_that_ran_out_of_time_is_a_caution_if_it_concerns_amazon() {
    let hasty = |input: &MessageInput| message::judge_within(input, &Budget::of_milliseconds(0));
    let about = |from: &str, subject: &str| {
        let input = MessageInput { subject: subject.into(), ..mail(from, &[]) };
        hasty(&input).level
    };
    assert_eq!(about("Tom <tom@mail.example>", "Hello"), Info);
    assert_eq!(about("Chase <no-reply@chase.com>", ""), Info, "a partner by itself claims nothing");
    assert_eq!(about(FAKE, "Hello"), Caution);
    assert_eq!(about("Tom <tom@mail.example>", "News from Amazon"), Caution);
    let mut input = mail("Tom <tom@mail.example>", &["[Read](https://a.example/)", "[Read](https://b.example/)"]);
    input.segments.clear();
    assert_eq!(finding(&hasty(&input), Code::NotAllJudged), Some(vec!["2"]), "both links");
}

#[test]
fn an_explanation_names_the_step_that_makes_the_level_and_its_evidence() {
    let explained = |from: &str, lines: &[&str]| {
        let (verdict, explanation) = message::judge_and_explain(&mail(from, lines), &Budget::default());
        let decides = |step: &Step| step.decides(verdict.level);
        let steps: Vec<Step> = explanation.steps.into_iter().filter(decides).collect();
        (verdict.level, steps)
    };
    let (level, steps) = explained(FAKE, &[HELD, FOREIGN]);
    assert_eq!(level, Danger);
    assert!(!steps.is_empty() && steps.iter().all(|step| step.level == Danger && !step.is_lowered), "{steps:?}");
    // The IP address by itself would be a caution; a ceiling lowers it in a message that does not concern Amazon.
    let (level, steps) = explained("Tom <tom@mail.example>", &["Hello", "[Read](http://203.0.113.9/x)"]);
    assert_eq!(level, Info);
    assert!(steps.iter().all(|step| step.level == Info && !step.is_lowered), "{steps:?}");
    // Each deception stands with the rule of its own kind, each link with the rule of its own destination.
    let link = "[[Register now]](https://amazonexteu.qualtrics.com/jfe/form/x)";
    let (_, steps) = explained(UNKNOWN, &[HELD, link, "[Shop](https://shop.example/x)", GENUINE]);
    let texts: Vec<&String> = steps.iter().flat_map(|step| &step.evidence).flat_map(|proof| &proof.texts).collect();
    assert!(texts.iter().any(|text| *text == "amazonexteu.qualtrics.com"), "{steps:?}");
    assert!(
        !texts.iter().any(|text| ["sellercentral.amazon.com", "shop.example"].contains(&text.as_str())),
        "{steps:?}"
    );
    let two = ["Hello", "[Read](https://amazon-verify.example/x)"];
    let (_, steps) = explained("Tom <tom@amazon-login.example>", &two);
    let texts_of = |rule: &str| -> Vec<String> {
        let found = steps.iter().filter(|step| step.rule == rule).flat_map(|step| &step.evidence);
        found.filter_map(|proof| proof.texts.first().cloned()).collect()
    };
    assert_eq!(texts_of("lookalike-sender"), ["amazon-login"]);
    assert_eq!(texts_of("dangerous-link"), ["amazon-verify"]);
}

// Links and senders by themselves.

#[test]
fn every_verdict_has_exactly_its_own_reasons() {
    use Code::{
        BareIp, BrandWithWord, GenuineHost, LocalAddress, NameMentions, PlainHttp, UnrelatedAddress, UnrelatedHost,
    };
    for (text, expected) in [
        ("https://shop.example/", &[UnrelatedHost][..]),
        ("http://shop.example/", &[UnrelatedHost]),
        ("https://sellercentral.amazon.com/", &[GenuineHost]),
        ("http://sellercentral.amazon.com/", &[GenuineHost, PlainHttp]),
        ("https://amazon-garden.example/", &[BrandWithWord]),
        ("http://192.168.1.1/", &[LocalAddress]),
        ("http://nas.local/", &[LocalAddress]),
        ("http://x.localhost/", &[LocalAddress]),
        ("http://printer/", &[LocalAddress]),
        ("http://203.0.113.9/", &[BareIp]),
        ("Tom <tom@mail.example>", &[UnrelatedAddress]),
        ("Amazon FBA <tom@mail.example>", &[UnrelatedAddress, NameMentions]),
    ] {
        assert_eq!(codes(&check(text, false)), expected, "{text}");
    }
}

#[test]
fn a_muted_sender_loses_its_warnings_and_keeps_its_other_reasons() {
    let reasons = |from: &str, address: &str| {
        let input = MessageInput { remembered: vec![address.into()], ..mail(from, &["Hello"]) };
        codes(&Verdict::Sender(message::judge(&input).sender))
    };
    assert_eq!(reasons("Tom <tom@mail.example>", "tom@mail.example"), [Code::Remembered, Code::UnrelatedAddress]);
    assert_eq!(reasons(FAKE, "a@mail.example"), [Code::Remembered]);
}

#[test]
fn a_line_that_asks_and_ends_in_a_colon_makes_the_next_line_a_request() {
    let asked =
        |line: &str| finding(&judge(FAKE, &[HELD, FOREIGN, line, "Your password"]), Code::AsksForSecret).is_some();
    assert!(asked("Please reply with the following:"));
    assert!(!asked("Please reply with the following."));
    assert!(!asked("We are open at these hours:"));
}

#[test]
fn the_first_of_several_equally_bad_findings_is_named() {
    let named = |text: &str| match check(text, false) {
        Verdict::Link(link) => link.reasons[0].evidence.clone(),
        Verdict::Sender(sender) => sender.address.into_iter().collect(),
    };
    let redirects = "https://www.amazon.com/x?a=https%3A%2F%2Fa.example%2F&b=https%3A%2F%2Fb.example%2F";
    assert_eq!(named(redirects), ["www.amazon.com", "https://a.example/"]);
    assert_eq!(named("mailto:a@b.example,c@d.example"), ["a@b.example"]);
    // The label next to the domain's end is looked at first.
    assert_eq!(named("https://amazon-hilfe.amazon-login.example/")[0], "amazon-login");
    // A whole host left of the domain, and one that is cut by a hyphen.
    assert_eq!(named("https://www.amazon.com.shop.example/"), ["www.amazon.com", "shop.example"]);
    assert_eq!(named("https://amazon.com-verify.example/"), ["amazon.com", "com-verify.example"]);
}

#[test]
fn a_text_asked_about_as_part_of_a_mail_is_raised_once() {
    let claimed = |text: &str| (check(text, true).level(), codes(&check(text, true))[0]);
    assert_eq!(claimed("https://shop.example/"), (Danger, Code::ActionLeavesAmazon));
    assert_eq!(claimed("https://amazon-login.example/"), (Danger, Code::BrandWithAccountWord), "it is as loud already");
    assert_eq!(claimed("https://sellercentral.amazon.com/"), (Ok, Code::GenuineHost));
    assert_eq!(claimed("Tom <tom@mail.example>"), (Caution, Code::ActionLeavesAmazon));
}

#[test]
fn a_link_with_too_many_wrappers_is_judged_by_its_last_target() {
    let coded = |text: &str| -> String {
        let each = |b: u8| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") };
        text.bytes().map(each).collect()
    };
    let deep = |mut link: String| {
        for _ in 0..8 {
            link = format!("https://vk.com/away.php?to={}", coded(&link));
        }
        check(&link, false).level()
    };
    let (genuine, fake) = ("https://sellercentral.amazon.com/", "https://amazon-login.example/");
    assert_eq!(deep(genuine.into()), Caution);
    assert_eq!(deep(fake.into()), Danger);
    let both = |a: &str, b: &str| format!("https://www.google.com/url?q={}&q={}", coded(a), coded(b));
    assert_eq!((deep(both(genuine, fake)), deep(both(fake, genuine))), (Danger, Danger));
}

#[test]
fn a_wrapper_that_is_worse_than_its_target_still_shows_the_way_to_it() {
    let link = "https://amazon-verify.example/CL0/https:%2F%2Fshop.example%2F/1/x";
    let Verdict::Link(link) = check(link, false) else { panic!("a link") };
    assert_eq!(link.host.as_deref(), Some("amazon-verify.example"));
    assert_eq!(
        (link.target.as_deref(), &*link.steps),
        (Some("https://shop.example/"), &["https://shop.example/".to_owned()][..])
    );
}

#[test]
fn an_address_in_a_name_is_shown_whole() {
    for (from, address) in [
        ("\"Tom (sale@shop.example) Jones\" <x@mail.example>", "sale@shop.example"),
        ("\"sale@shop.example\" <x@mail.example>", "sale@shop.example"),
        ("\"a+b_c.d-e@amazon.co.jp, Tom\" <x@mail.example>", "a+b_c.d-e@amazon.co.jp"),
        ("\"service@amazon. com\" <x@mail.example>", "service@amazon.com"),
    ] {
        let verdict = judge(from, &[HELD]);
        let shown = finding(&verdict, Code::AddressInName).expect(from);
        assert_eq!(shown[0], address, "{from}");
    }
}

#[test]
fn mailboxes_with_odd_punctuation_are_read_as_mail_programs_read_them() {
    for (text, name, address) in [
        ("Tom (a\\) b) <a@b.example>", Some("Tom"), Some("a@b.example")),
        ("(Amazon \\( Support) Tom <a@b.example>", Some("Tom"), Some("a@b.example")),
        ("a\\b <a@b.example>", Some("a\\b"), Some("a@b.example")),
        ("Tom (5\" tall) Lee <a@b.example>", Some("Tom  Lee"), Some("a@b.example")),
        ("\"Tom (x\" <a@b.example>", Some("Tom (x"), Some("a@b.example")),
        ("\"Tom x)\" (y) <a@b.example>", Some("Tom x)"), Some("a@b.example")),
        ("Tom) <a@b.example>", Some("Tom)"), Some("a@b.example")),
        ("\"Re: Tom\" <a@b.example>", Some("Re: Tom"), Some("a@b.example")),
        ("Team: Tom <a@b.example>;", Some("Tom"), Some("a@b.example")),
        ("\"a, b@c\" <a@b.example>", Some("a, b@c"), Some("a@b.example")),
        ("<\"a:b(\\\"\"@b.example>", None, Some("\"a:b(\\\"\"@b.example")),
    ] {
        let mailbox = Mailbox::parse(text);
        assert_eq!((mailbox.name.as_deref(), mailbox.address.as_deref()), (name, address), "{text}");
    }
}

// Addresses that the browser may block.

mod blocking {
    use touchstone::link::blocking::{Reach, may_be_muted, reach};

    #[test]
    fn addresses_of_the_own_network_are_never_blocked_and_others_are() {
        for host in [
            "10.0.0.1",
            "127.0.0.1",
            "169.254.1.1",
            "0.0.0.0",
            "[::]",
            "[fe80::1]",
            "[fd00::1]",
            "[::ffff:10.0.0.1]",
            "x.corp",
        ] {
            assert_eq!(reach(&format!("http://{host}/"), &[]), Reach::Nothing, "{host}");
        }
        for host in ["203.0.113.9", "[2001:db8::1]"] {
            assert_eq!(reach(&format!("http://{host}/"), &[]), Reach::Host, "{host}");
        }
    }

    #[test]
    fn the_front_page_of_a_service_that_forwards_is_never_blocked() {
        for address in [
            "https://t.co/",
            "https://l.facebook.com/",
            "https://link.zhihu.com/",
            "https://webmail.free.fr/",
            "https://free.fr/",
        ] {
            assert_eq!(reach(address, &[]), Reach::Nothing, "{address}");
        }
        for address in [
            "https://www.baidu.com/link?url=abc",
            "https://www.google.com/url?q=",
            "https://pages.dev/",
            "https://link.zhihu.com/?x=1",
            "https://link.zhihu.com/other",
            "https://ad.doubleclick.net/",
            "https://statics.teams.cdn.office.net/other",
        ] {
            assert_eq!(reach(address, &[]), Reach::Address, "{address}");
        }
    }

    #[test]
    fn each_reach_has_the_name_the_extension_knows() {
        let names = [Reach::DangerousHost, Reach::Host, Reach::Address, Reach::Nothing].map(Reach::name);
        assert_eq!(names, ["dangerous-host", "host", "address", "nothing"]);
        assert!(!may_be_muted("amzn.to") && may_be_muted("shop.example"));
    }
}
