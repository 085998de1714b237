//! Reads the headers that servers wrote above a message: the host that handed it over (`Received`), and the results
//! about its sender (`Authentication-Results`, RFC 8601). It reads facts only; `authentication` decides which server to
//! believe.

use crate::input::Trace;

/// Further lines are ignored; no real mail passes so many servers.
const MOST: usize = 200;

/// Adds the content of a trace header. Other headers are ignored.
pub fn read(header: &str, value: &str, trace: &mut Vec<Trace>) {
    if trace.len() >= MOST {
        return;
    }
    if header.eq_ignore_ascii_case("received") {
        trace.extend(received(value));
        return;
    }
    let header_name = header.to_ascii_lowercase();
    if header_name.starts_with("x-ms-exchange-organization-") {
        if !trace.iter().any(|known| known.method == "exchange") {
            trace.push(Trace { method: "exchange".to_owned(), ..Trace::default() });
        }
        return;
    }
    if matches!(&*header_name, "x-forefront-antispam-report" | "x-microsoft-antispam") {
        trace.extend(antispam(value));
        return;
    }
    let value = without_comments(value);
    if header.eq_ignore_ascii_case("authentication-results") {
        results(&value, trace);
    } else if header.eq_ignore_ascii_case("arc-authentication-results") {
        // The same results after a number (RFC 8617). These headers stand above the `Received` line of the receiving
        // server, while some servers write the plain results below it.
        results(value.split_once(';').map_or("", |(_, rest)| rest), trace);
    }
}

/// The value of a header without comments and quoted text.
fn without_comments(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let (mut depth, mut quoted, mut escaped) = (0u32, false, false);
    for c in value.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted || depth > 0 => escaped = true,
            '"' if depth == 0 => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted && depth > 0 => {
                depth -= 1;
                out.push(' ');
            }
            _ if quoted || depth > 0 => {}
            _ => out.push(c),
        }
    }
    out
}

fn received(value: &str) -> Option<Trace> {
    let plain = without_comments(value);
    let words: Vec<&str> = plain.split(';').next()?.split_whitespace().collect();
    let behind = |name: &str| {
        let at = words.iter().position(|word| word.eq_ignore_ascii_case(name))?;
        words.get(at + 1).map(|word| (*word).to_owned())
    };
    let greeted = behind("from").unwrap_or_default();
    Some(Trace {
        server: behind("by")?,
        method: "received".to_owned(),
        domain: if greeted.is_empty() { greeted } else { connected(value).unwrap_or(greeted) },
        ..Trace::default()
    })
}

/// The name or IP address of the client as the server recorded it: `(name [address])`. The name before the parentheses
/// is only the client's claim.
fn connected(value: &str) -> Option<String> {
    let from = &value[..value.find(" by ").unwrap_or(value.len())];
    let (name, address) = from.split_once('(')?.1.split_once('[')?;
    let address = address.split(']').next()?.trim_start_matches("IPv6:");
    let name = name.split_whitespace().last().unwrap_or_default().trim_end_matches('.');
    Some(match (address, name.contains('.')) {
        ("127.0.0.1" | "::1", _) => "localhost".to_owned(),
        (_, true) => name.to_owned(),
        _ => address.to_owned(),
    })
}

/// Adds the results of one server. Microsoft's servers do not name themselves; their results count only as the topmost of all.
fn results(value: &str, trace: &mut Vec<Trace>) {
    let mut parts = value.split(';').peekable();
    let is_nameless = parts.peek().is_some_and(|part| part.contains('='));
    if is_nameless && trace.iter().any(is_result) {
        return;
    }
    let server = if is_nameless { Some("") } else { parts.next().and_then(|part| part.split_whitespace().next()) };
    let Some(server) = server else { return };
    for part in parts {
        let mut words = part.split_whitespace().filter_map(|word| word.split_once('='));
        let Some((method, result)) = words.next() else { continue };
        let method = method.split('/').next().unwrap_or_default().to_ascii_lowercase();
        let properties: &[&str] = match &*method {
            "dmarc" => &["header.from"],
            "dkim" => &["header.d", "header.i"],
            "spf" => &["smtp.mailfrom", "smtp.mail"],
            // Microsoft's own result, always about the domain in From.
            "compauth" if is_nameless => &[],
            _ => continue,
        };
        let words: Vec<_> = words.collect();
        let domain = properties
            .iter()
            .find_map(|property| words.iter().find(|(name, _)| name.eq_ignore_ascii_case(property)))
            .map(|(_, value)| value.rsplit('@').next().unwrap_or_default().trim_matches(['<', '>']).to_owned())
            .or_else(|| properties.is_empty().then(String::new));
        if let Some(domain) = domain.filter(|_| trace.len() < MOST) {
            trace.push(Trace { server: server.to_owned(), method, result: result.to_ascii_lowercase(), domain });
        }
    }
}

/// Whether a fact is the result of a check by another server. Microsoft repeats its own results above, in the form of ARC.
fn is_result(fact: &Trace) -> bool {
    !matches!(&*fact.method, "received" | "exchange" | "antispam") && fact.server != "mx.microsoft.com"
}

/// The verdict of Microsoft's filter, if it is that the sender is forged.
/// <https://learn.microsoft.com/en-us/defender-office-365/message-headers-eop-mdo>
fn antispam(value: &str) -> Option<Trace> {
    let fields = value.split(';').filter_map(|field| field.trim().split_once(':'));
    let is_forged = |(name, value): (&str, &str)| match name {
        "CAT" => matches!(value, "SPOOF" | "PHSH" | "HPHSH" | "HPHISH" | "DIMP" | "UIMP" | "GIMP"),
        "PCL" => value.parse::<u8>().is_ok_and(|level| (4..=8).contains(&level)),
        _ => false,
    };
    fields.into_iter().any(is_forged).then(|| Trace {
        method: "antispam".to_owned(),
        result: "forged".to_owned(),
        ..Trace::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(header: &str, value: &str) -> Vec<String> {
        let mut trace = Vec::new();
        read(header, value, &mut trace);
        trace.into_iter().map(|t| format!("{} {} {} {}", t.server, t.method, t.result, t.domain)).collect()
    }

    #[test]
    fn a_received_line_gives_the_host_that_sent_the_mail() {
        for (value, fact) in [
            ("from a.example\r\n by mx.b.example (Postfix) with ESMTP id 1; Mon", "mx.b.example received  a.example"),
            ("from mx.b.example (real.example. [192.0.2.1]) by mx.b.example", "mx.b.example received  real.example"),
            ("from mx.b.example (unknown [192.0.2.1])\r\n by mx.b.example", "mx.b.example received  192.0.2.1"),
            ("from x.example (localhost [127.0.0.1]) by mx.b.example", "mx.b.example received  localhost"),
            ("by 2002:a02::1 with SMTP id 1;\r\n Mon, 1 Jan", "2002:a02::1 received  "),
        ] {
            assert_eq!(facts("Received", value), [fact]);
        }
        assert!(facts("Received", "(qmail 1 invoked by uid 89); Mon").is_empty());
        assert!(facts("X-Received", "from a.example by b.example").is_empty());
    }

    #[test]
    fn results_are_read_with_comments_quotes_and_either_property() {
        assert_eq!(
            facts(
                "authentication-results",
                "mx.b.example 1;\r\n dkim=pass (2048; key) header.i=@amazon.com header.d=mail.amazon.com;\
                 \r\n spf=Fail reason=\"no; dmarc=pass header.from=x.example\" smtp.mailfrom=<a@amazon.com>; iprev=pass;\
                 dmarc=none (p=NONE) header.from=amazon.com"
            ),
            [
                "mx.b.example dkim pass mail.amazon.com",
                "mx.b.example spf fail amazon.com",
                "mx.b.example dmarc none amazon.com"
            ]
        );
        assert_eq!(
            facts("ARC-Authentication-Results", "i=1; mx.b.example; dmarc=pass header.from=a.example"),
            ["mx.b.example dmarc pass a.example"]
        );
        assert!(facts("Authentication-Results", "mx.b.example; none").is_empty());
    }

    #[test]
    fn results_without_a_server_name_count_as_the_topmost_alone() {
        let microsofts = "spf=none (sender IP is 192.0.2.1)\r\n smtp.helo=x.example; dkim=fail (no key) header.d=amazon.com;\
                          dmarc=fail action=none\r\n header.from=amazon.com;compauth=fail reason=000";
        assert_eq!(
            facts("Authentication-Results", microsofts),
            [" dkim fail amazon.com", " dmarc fail amazon.com", " compauth fail "]
        );
        let mut trace = Vec::new();
        read("Authentication-Results", "mx.b.example; dmarc=pass header.from=amazon.com", &mut trace);
        read("Authentication-Results", microsofts, &mut trace);
        assert_eq!(trace.len(), 1, "another server's results stand above");
        assert!(
            facts("Authentication-Results", "").is_empty() && facts("ARC-Authentication-Results", "i=1").is_empty()
        );
    }

    #[test]
    fn headers_of_exchange_and_the_verdict_of_its_filter_are_noted() {
        assert_eq!(facts("X-MS-Exchange-Organization-AuthAs", "Anonymous"), [" exchange  "]);
        for (value, expected) in [
            ("CIP:192.0.2.1;CTRY:;LANG:en;SCL:9;SFV:SPM;CAT:SPOOF;SFTY:9.22;", 1),
            ("BCL:0;PCL:6;", 1),
            ("CIP:192.0.2.1;SCL:1;SFV:NSPM;CAT:NONE;", 0),
            ("BCL:5;", 0),
            ("", 0),
        ] {
            assert_eq!(facts("X-Forefront-Antispam-Report", value).len(), expected, "{value}");
        }
    }

    #[test]
    fn thousands_of_results_cost_no_memory() {
        let many = format!("mx.b.example{}", "; dkim=pass header.d=a.example".repeat(50_000));
        assert_eq!(facts("Authentication-Results", &many).len(), MOST);
    }
}
