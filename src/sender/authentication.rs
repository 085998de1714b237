//! Reads the receiving server's authentication results for a mail's sender: a hint, never a proof. This module decides which
//! server counts, and whether a result is about the domain in the header From (DMARC alignment, RFC 7489, by registrable domain).

use serde::Serialize;

use crate::input::{MessageInput, Trace};
use crate::sender::address::split_address;
use crate::tables::MICROSOFT_RECEIVERS;
use crate::url::host::HostName;

/// The receiving server's answer about the domain in the header From.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Authentication {
    /// The server that gave the answer.
    pub server: String,
    /// The domain in the header From.
    pub domain: String,
    /// Whether the server found that the domain sent the mail. If false, it found that the domain did not.
    pub passed: bool,
}

/// Returns the receiving server's answer about the sender. Returns `None` if it gives none, or if the trace does not show which
/// server that is.
pub fn of(input: &MessageInput) -> Option<Authentication> {
    let (_, from) = split_address(input.from.address.as_deref()?)?;
    let results = of_receiving_server(&input.trace);
    let about_sender = |trace: &&&Trace| HostName::parse(&trace.domain).is_some_and(|domain| aligned(&domain, &from));
    let about: Vec<&&Trace> = results.iter().filter(about_sender).collect();
    // The result of DMARC decides if there is one. Without it, one aligned check that passed is enough.
    let dmarc = about.iter().find(|trace| trace.method == "dmarc" && matches!(&*trace.result, "pass" | "fail"));
    let passed = about.iter().find(|trace| trace.result == "pass");
    let failed = about.iter().find(|trace| trace.result == "fail");
    let Some(decides) = dmarc.or(passed).or(failed) else {
        return failed_at_microsoft(&input.trace, &from);
    };
    Some(Authentication {
        server: decides.server.clone(),
        domain: from.unicode().to_owned(),
        passed: decides.result == "pass",
    })
}

/// Returns the answer of Microsoft's servers, which do not name themselves in their results, if it is that the domain did not send the
/// mail. A pass is not read, because the sender can write such a result himself.
fn failed_at_microsoft(trace: &[Trace], from: &HostName) -> Option<Authentication> {
    let is_microsofts =
        |host: &HostName| host.registrable().is_some_and(|domain| MICROSOFT_RECEIVERS.contains(&domain));
    let steps = trace.iter().filter(|step| step.method == "received");
    let receiver = steps.filter_map(|step| HostName::parse(&step.server)).find(is_microsofts);
    let is_exchange = || trace.iter().any(|step| step.method == "exchange");
    if receiver.is_none() && !is_exchange() {
        return None;
    }
    let result = |method: &str| {
        trace
            .iter()
            .find(|step| step.method == method && step.server.is_empty())
            .map(|step| (&*step.result, &*step.domain))
    };
    let is_about_sender = |domain: &str| HostName::parse(domain).is_some_and(|domain| aligned(&domain, from));
    let combined = result("compauth").map(|(result, _)| result);
    let failed_dmarc = result("dmarc").is_some_and(|(result, domain)| result == "fail" && is_about_sender(domain));
    let is_forged = result("antispam").is_some();
    // Microsoft's combined result knows about forwarding and exceptions that DMARC does not know.
    let failed = combined == Some("fail") || combined != Some("pass") && failed_dmarc || is_forged;
    failed.then(|| Authentication {
        server: receiver.map_or_else(|| "Exchange".to_owned(), |host| host.unicode().to_owned()),
        domain: from.unicode().to_owned(),
        passed: false,
    })
}

/// Returns the results that servers of the receiving organisation wrote above the line in which it received the mail. The sender
/// could have written all lines below it, and all results of other organisations.
fn of_receiving_server(trace: &[Trace]) -> Vec<&Trace> {
    // A `received` line without a sending host records a step inside the organisation; such a server often gives no name.
    let is_received = |trace: &&Trace| trace.method == "received" && !trace.domain.is_empty();
    let Some(receiver) = trace.iter().find(is_received).and_then(|trace| HostName::parse(&trace.server)) else {
        return Vec::new();
    };
    let is_inside = |host: &str| HostName::parse(host).is_some_and(|host| aligned(&host, &receiver));
    let mut found = Vec::new();
    for step in trace {
        if step.method != "received" {
            found.extend(is_inside(&step.server).then_some(step));
        } else if is_received(&step) {
            let from_inside = step.domain == "localhost" || is_inside(&step.domain);
            if !(from_inside && is_inside(&step.server)) {
                break;
            }
        }
    }
    found
}

/// Whether two hosts have the same registrable domain (relaxed alignment).
fn aligned(a: &HostName, b: &HostName) -> bool {
    a.registrable().is_some() && a.registrable() == b.registrable()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Mailbox;

    /// Returns the answer for a trace. Each step is `server method result domain`, with `-` for an empty field.
    fn answer(steps: &[&str]) -> Option<(String, bool)> {
        let trace = steps.iter().map(|step| {
            let words: Vec<String> = step.split(' ').map(|word| word.replace('-', "")).collect();
            let [server, method, result, domain] = words.try_into().expect("four words");
            Trace { server, method, result, domain }
        });
        let from = Mailbox { address: Some("a@seller.amazon.com".into()), ..Mailbox::default() };
        let input = MessageInput { from, trace: trace.collect(), ..MessageInput::default() };
        of(&input).map(|found| (found.server, found.passed))
    }

    const TAKEN: &str = "mx.ours.example received - sender.example";

    #[test]
    fn only_results_of_the_receiving_organisation_above_its_received_line_count() {
        let pass = "mx.ours.example dmarc pass amazon.com";
        let found = Some(("mx.ours.example".to_owned(), true));
        assert_eq!(answer(&[pass, TAKEN]), found);
        assert_eq!(answer(&["store.ours.example received - mx.ours.example", pass, TAKEN]), found);
        assert_eq!(answer(&["mx.ours.example received - localhost", pass, TAKEN]), found);
        assert_eq!(answer(&["2002:a02::1 received - -", pass, TAKEN]), found);
        assert_eq!(answer(&[TAKEN, pass]), None, "below the line");
        assert_eq!(answer(&[TAKEN, pass, TAKEN]), None, "between two received lines");
        assert_eq!(answer(&["mx.evil.example dmarc pass amazon.com", TAKEN]), None, "another organisation");
        assert_eq!(answer(&["mx.ours.example.evil.example dmarc pass amazon.com", TAKEN]), None, "a longer name");
        assert_eq!(answer(&[pass]), None, "no received line");
        assert_eq!(answer(&["example received - sender.example", pass, TAKEN]), None, "no registrable domain");
    }

    #[test]
    fn a_fail_at_microsoft_counts_and_a_pass_does_not() {
        let taken = "mail.protection.outlook.com received - sender.example";
        let failed = Some(("mail.protection.outlook.com".to_owned(), false));
        assert_eq!(answer(&[taken, "- dmarc fail amazon.com"]), failed);
        assert_eq!(answer(&["- dmarc fail amazon.com", taken]), failed);
        assert_eq!(answer(&[taken, "- dmarc none amazon.com", "- compauth fail -"]), failed);
        assert_eq!(answer(&[taken, "- antispam forged -"]), failed);
        assert_eq!(answer(&[taken, "- dmarc pass amazon.com", "- compauth pass -"]), None, "the sender can write it");
        assert_eq!(answer(&[taken, "- dmarc fail amazon.com", "- compauth pass -"]), None, "forwarded mail");
        assert_eq!(answer(&[taken, "- dmarc fail evil.example"]), None, "another domain");
        assert_eq!(answer(&[TAKEN, "- dmarc fail amazon.com"]), None, "another receiver");
        let exchange = Some(("Exchange".to_owned(), false));
        assert_eq!(answer(&[TAKEN, "- dmarc fail amazon.com", "- exchange - -"]), exchange);
        assert_eq!(answer(&[taken, "mail.protection.outlook.com dmarc pass amazon.com", "- compauth fail -"]), failed);
    }

    #[test]
    fn results_count_only_for_the_domain_in_the_header_from() {
        let one = |result: &str| answer(&[&format!("mx.ours.example {result}"), TAKEN]).map(|(_, passed)| passed);
        for (result, passed) in [
            ("dmarc pass amazon.com", Some(true)),
            ("dkim pass amazon.com", Some(true)),
            ("spf pass bounces.amazon.com", Some(true)),
            ("dmarc fail amazon.com", Some(false)),
            ("spf fail amazon.com", Some(false)),
            ("spf softfail amazon.com", None),
            ("dmarc none amazon.com", None),
            ("dkim pass evil.example", None),
            ("spf fail evil.example", None),
            ("dmarc pass notamazon.com", None),
        ] {
            assert_eq!(one(result), passed, "{result}");
        }
    }

    #[test]
    fn the_result_of_dmarc_decides_before_other_checks() {
        let results = |a: &str, b: &str| {
            let (a, b) = (format!("mx.ours.example {a} amazon.com"), format!("mx.ours.example {b} amazon.com"));
            answer(&[&a, &b, TAKEN]).map(|(_, passed)| passed)
        };
        assert_eq!(results("spf pass", "dmarc fail"), Some(false));
        assert_eq!(results("spf fail", "dmarc pass"), Some(true));
        assert_eq!(results("spf fail", "dkim pass"), Some(true));
        assert_eq!(results("spf fail", "dmarc none"), Some(false));
    }
}
