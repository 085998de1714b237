//! Runs `touchstone notice` and checks its contract: what is entered, in which form, and what bad input says.
#![cfg(feature = "cli")]

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use touchstone::charset::decode;
use touchstone::mail;

fn run(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_touchstone"))
        .arg("notice")
        .args(args)
        .env("TZ", "UTC")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The program answers while it reads, so the input is written beside it. It may end before all of it is written.
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn objects(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn one(raw: &str) -> Value {
    objects(&run(&["--json", "--zone", "Asia/Shanghai", "-"], raw.as_bytes())).remove(0)
}

/// A folder for the files of one test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn mail_from(from: &str, subject: &str, body: &str) -> String {
    format!(
        "From: {from}\r\nTo: shop@seller.example\r\nSubject: {subject}\r\nDate: Thu, 10 Sep 2026 09:00:00 +0800\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n"
    )
}

const AMAZON: &str = "Amazon <seller-performance@amazon.de>";

fn roles(notice: &Value) -> Vec<(String, String)> {
    let times = notice["times"].as_array().unwrap();
    times
        .iter()
        .map(|time| (time["role"].as_str().unwrap().to_owned(), time["text"].as_str().unwrap().to_owned()))
        .collect()
}

#[test]
fn a_genuine_notice_is_entered_with_its_times_and_documents() {
    let body = "We are reviewing your seller account. Please provide the following documents within the next 30\r\n\
        days:\r\n- Business licence\r\n- Utility bill dated within the last 90 days (PDF or PNG, no screenshots)\r\n\
        - Letter from your landlord, if applicable\r\nAll documents must match your account.\r\n\
        If you do not respond within 30 days, your account will be deactivated on 10/12/2026.\r\n\
        https://sellercentral.amazon.de/performance/notifications\r\n";
    let notice = one(&mail_from(AMAZON, "Verify your account", body));
    assert_eq!(notice["entry"], true, "{notice:#}");
    assert!(notice["refused"].is_null());
    assert_eq!((notice["kind"].as_str(), notice["marketplace"].as_str()), (Some("verification"), Some("DE")));
    assert_eq!(notice["from"], "seller-performance@amazon.de");
    assert_eq!(notice["received"], "2026-09-10T09:00:00+08:00");
    let expected = [("act", "30 days"), ("document-age", "90 days"), ("action-date", "10/12/2026")];
    assert_eq!(roles(&notice), expected.map(|(role, text)| (role.to_owned(), text.to_owned())), "{notice:#}");
    let act = &notice["times"][0];
    for key in ["text", "span", "role", "amount", "unit", "earliest", "latest", "zone", "certain"] {
        assert!(act.get(key).is_some(), "{key}");
    }
    assert_eq!((act["amount"].as_u64(), act["unit"].as_str()), (Some(30), Some("days")));
    assert_eq!(act["earliest"], "2026-10-10T09:00:00+08:00");
    let documents = notice["documents"].as_array().unwrap();
    let types: Vec<_> = documents.iter().map(|document| document["type"].as_str().unwrap()).collect();
    assert_eq!(types, ["business-licence", "utility-bill", "other"], "{notice:#}");
    let bill = &documents[1];
    assert_eq!((bill["maxAgeDays"].as_u64(), bill["noScreenshot"].as_bool()), (Some(90), Some(true)));
    assert_eq!(bill["formats"], serde_json::json!(["pdf", "png"]));
    assert_eq!((bill["mustMatch"].as_bool(), documents[2]["ifApplicable"].as_bool()), (Some(true), Some(true)));
    assert!(documents[0].get("maxAgeDays").is_none());
}

#[test]
fn fakes_with_perfect_wording_are_not_entered() {
    let table = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/notices/times.tsv")).unwrap();
    let texts = table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split('\t').nth(1));
    let mut mbox = String::new();
    let mut count = 0;
    for text in texts {
        for from in [
            "Amazon Seller Performance <seller-performance@amazon-verify.example>",
            "Amazon <no-reply@arnazon.de>",
            "\"seller-performance@amazon.de\" <shop@mail.example>",
            "Buyer <abc123+token@marketplace.amazon.de>",
            "shop@seller.example",
        ] {
            let body = format!("Your Amazon seller account.\n{}\nSeller Performance, Amazon", text.replace('⏎', "\n"));
            mbox.push_str("From x Mon\n");
            mbox.push_str(&mail_from(from, "Amazon", &body).replace("\r\n", "\n"));
            mbox.push('\n');
            count += 1;
        }
    }
    let found = objects(&run(&["--json", "-"], mbox.as_bytes()));
    assert_eq!(found.len(), count);
    for notice in &found {
        assert_eq!(
            (notice["entry"].as_bool(), notice["refused"].as_str()),
            (Some(false), Some("not-amazon")),
            "{notice}"
        );
        assert!(notice["times"].as_array().unwrap().is_empty());
    }
}

#[test]
fn no_written_attack_is_entered() {
    let attacks = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mails/attacks");
    for options in [&["--json", attacks][..], &["--json", "--forwarded", attacks]] {
        let found = objects(&run(options, b""));
        assert!(found.len() > 500);
        let entered: Vec<_> =
            found.iter().filter(|notice| notice["entry"] == true).map(|notice| &notice["file"]).collect();
        assert!(entered.is_empty(), "{entered:?}");
    }
}

#[test]
fn a_mail_of_amazon_that_contradicts_itself_is_not_entered() {
    let body = "Please verify your account within 48 hours: https://verify.account-check.example/login";
    let notice = one(&mail_from(AMAZON, "Action required", body));
    assert_eq!((notice["entry"].as_bool(), notice["refused"].as_str()), (Some(false), Some("contradiction")));
    // Amazon sends invitations by a service that others can use, too.
    let survey = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mails/ordinary/qualtrics-funds-interview-upload-en.eml");
    let notice = objects(&run(&["--json", survey], b"")).remove(0);
    assert!(notice["refused"].is_null(), "{notice:#}");
    assert_eq!(notice["caution"]["code"], "used-by-amazon");
}

#[test]
fn quoted_times_are_listed_but_ignored() {
    let body = "Please reply within 48 hours.\r\n\r\nOn Mon, 7 Sep 2026 Shop <shop@seller.example> wrote:\r\n> Please reply within 5 days.\r\n";
    let notice = one(&mail_from(AMAZON, "Re: your case", body));
    let expected = [("act", "48 hours"), ("ignored", "Mon, 7 Sep 2026"), ("ignored", "5 days")];
    assert_eq!(roles(&notice), expected.map(|(role, text)| (role.to_owned(), text.to_owned())), "{notice:#}");
}

#[test]
fn a_forwarded_notice_is_entered_on_demand() {
    let body = "---------- Forwarded message ---------\r\nFrom: Amazon <seller-performance@amazon.de>\r\nDate: Mon, 7 Sep 2026\r\n\
        Subject: Your account\r\nTo: shop@seller.example\r\n\r\nPlease reply within 48 hours. https://sellercentral.amazon.de/\r\n";
    let raw = mail_from("Colleague <colleague@seller.example>", "Fwd: Your account", body);
    assert_eq!(one(&raw)["refused"], "not-amazon");
    let notice = objects(&run(&["--json", "--forwarded", "-"], raw.as_bytes())).remove(0);
    assert_eq!((notice["entry"].as_bool(), notice["forwarded"].as_bool()), (Some(true), Some(true)), "{notice:#}");
    let times = notice["times"].as_array().unwrap();
    let act = times.iter().find(|time| time["text"] == "48 hours").unwrap();
    assert_eq!(act["role"], "act");
    assert!(act["earliest"].is_null(), "the date of the forward is not that of the notice");
}

#[test]
fn a_table_has_a_row_for_each_time_and_no_formula() {
    let body = "Please reply within 48 hours. You can appeal within 90 days.";
    let raw = mail_from(AMAZON, "=HYPERLINK(\"x\"), now", body);
    let output = run(&["--csv", "--zone", "+08:00", "-"], raw.as_bytes());
    let text = String::from_utf8(output.stdout).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let column = reader.headers().unwrap().iter().position(|name| name == "plan_by").unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let plan: Vec<&str> = rows.iter().map(|row| &row[column]).collect();
    assert_eq!(plan, ["2026-09-12T09:00:00+08:00", "2026-12-09T09:00:00+08:00"]);
    assert!(rows.iter().flat_map(|row| row.iter()).all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{text}");
}

#[test]
fn a_calendar_has_folded_lines_alarms_and_stable_names() {
    let raw = mail_from(AMAZON, "您的账户", "请在48小时内回复该索赔，否则我们将批准索赔；多谢。请在90天内提交申诉。");
    let twice = format!("From a\n{raw}\nFrom b\n{raw}\n");
    let first = run(&["--ics", "--zone", "Asia/Shanghai", "-"], twice.as_bytes()).stdout;
    let second = run(&["--ics", "--zone", "Asia/Shanghai", "-"], twice.as_bytes()).stdout;
    assert_eq!(first, second);
    let text = String::from_utf8(first).unwrap();
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{text}");
    let whole = text.replace("\r\n ", "");
    assert!(whole.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && whole.ends_with("END:VCALENDAR\r\n"));
    // The same notice twice counts once.
    assert_eq!(whole.matches("BEGIN:VEVENT").count(), 2, "{whole}");
    assert_eq!(whole.matches("BEGIN:VALARM").count(), 8);
    assert!(whole.contains("DTSTART:20260912T010000Z") && whole.contains("TRIGGER:-PT72H"));
    let names: Vec<&str> = whole.lines().filter(|line| line.starts_with("UID:")).collect();
    assert!(names[0] != names[1] && names.iter().all(|name| name.ends_with("@touchstone")), "{names:?}");
}

#[test]
fn files_folders_and_mboxes_are_read_in_order() {
    let folder = folder("notice-files");
    fs::create_dir_all(folder.join("b/new")).unwrap();
    let mail = mail_from(AMAZON, "Your account", "Please reply within 48 hours.");
    fs::write(folder.join("a.eml"), &mail).unwrap();
    fs::write(folder.join("b/box.mbox"), format!("From a\n{mail}\nFrom b\n{mail}\n")).unwrap();
    fs::write(folder.join("b/new/1234.host"), &mail).unwrap();
    fs::write(folder.join("notes.txt"), "no mail").unwrap();
    let path = folder.to_str().unwrap();
    let found = objects(&run(&["--json", path], b""));
    let names: Vec<_> = found.iter().map(|notice| notice["file"].as_str().unwrap().replace(path, "")).collect();
    assert_eq!(names, ["/a.eml", "/b/box.mbox#1", "/b/box.mbox#2", "/b/new/1234.host"]);
    assert!(found.iter().all(|notice| notice["entry"] == true));
    assert_eq!(found[0]["id"], found[3]["id"], "the same notice has the same digest");
}

#[test]
fn bad_input_gets_a_clear_answer_and_stops_nothing() {
    let folder = folder("notice-bad");
    let good = folder.join("good.eml");
    fs::write(&good, mail_from(AMAZON, "Your account", "Please reply within 48 hours.")).unwrap();
    let empty = folder.join("empty");
    fs::create_dir_all(&empty).unwrap();
    let missing = folder.join("missing.eml");
    let args = ["--json", empty.to_str().unwrap(), missing.to_str().unwrap(), "-", good.to_str().unwrap()];
    let output = run(&args, b"");
    assert_eq!(output.status.code(), Some(2));
    let found = objects(&output);
    assert_eq!(found.len(), 4);
    for (notice, reason) in found.iter().zip(["this folder has no mails", "No such file", "the message is empty"]) {
        assert_eq!((notice["refused"].as_str(), notice["entry"].as_bool()), (Some("unreadable"), Some(false)));
        assert!(notice["error"].as_str().unwrap().contains(reason), "{notice}");
    }
    assert_eq!(found[3]["entry"], true);
    let output = run(&["--zone", "Europe/Atlantis", "-"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no time zone has this name"));
    assert_eq!(run(&["--json", "--csv", "-"], b"").status.code(), Some(2));
    assert_eq!(run(&[], b"").status.code(), Some(2));
}

#[test]
fn the_text_for_people_says_what_is_due_and_moves_no_cursor() {
    let raw = mail_from(AMAZON, "Your account", "Please reply within 48 hours \u{202e}now\u{1b}[2J.");
    let output = run(&["--zone", "+08:00", "-"], raw.as_bytes());
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("act            2026-09-12T09:00:00+08:00"), "{text}");
    assert!(!text.contains(['\u{202e}', '\u{1b}']), "{text}");
    let fake = run(&["-"], mail_from("Amazon <a@b.example>", "x", "Reply within 48 hours.").as_bytes());
    assert!(String::from_utf8(fake.stdout).unwrap().contains("not from an address of Amazon's; not kept"));
}

#[test]
fn the_date_of_a_mail_keeps_its_offset_and_an_impossible_one_is_none() {
    for (header, expected) in [
        ("Date: Thu, 10 Sep 2026 09:12:00 +0200", Some("2026-09-10T09:12:00+02:00")),
        ("Date: 10 Sep 2026 09:12 -0700", Some("2026-09-10T09:12:00-07:00")),
        ("Date: Thu, 10 Sep 2026 09:12:00 GMT", Some("2026-09-10T09:12:00Z")),
        ("Date: Thu, 29 Feb 2024 23:59:59 +0000 (UTC)", Some("2024-02-29T23:59:59Z")),
        ("Date: Sun, 29 Feb 2026 10:00:00 +0000", None),
        ("Date: yesterday", None),
        ("Date:", None),
        ("Subject: x", None),
        (
            "Date: Thu, 10 Sep 2026 09:12:00 +0200\r\nDate: Thu, 10 Sep 2026 07:12:00 +0000",
            Some("2026-09-10T09:12:00+02:00"),
        ),
        ("Date: Thu, 10 Sep 2026 09:12:00 +0200\r\nDate: Fri, 11 Sep 2026 09:12:00 +0200", None),
    ] {
        let raw = format!("From: a@b.example\r\n{header}\r\n\r\nx");
        assert_eq!(mail::read(raw.as_bytes(), decode).unwrap().date.as_deref(), expected, "{header}");
    }
}
