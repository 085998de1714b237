//! Decodes Punycode (RFC 3492), in which the domain name system writes names in Unicode.

/// Returns a host in Unicode. A label that is no Punycode stays as it is.
pub fn host_in_unicode(ascii: &str) -> String {
    let label = |label: &str| label.strip_prefix("xn--").and_then(decoded).unwrap_or_else(|| label.to_owned());
    ascii.split('.').map(label).collect::<Vec<_>>().join(".")
}

/// The names of the numbers are those of the RFC.
fn decoded(label: &str) -> Option<String> {
    let (basic, coded) = label.rsplit_once('-').filter(|(basic, _)| !basic.is_empty()).unwrap_or(("", label));
    let mut out: Vec<char> = basic.chars().collect();
    let (mut n, mut i, mut bias) = (128_u32, 0_u32, 72);
    let mut digits = coded.chars().map(digit);
    while let Some(first) = digits.next() {
        let (before, mut weight, mut k, mut digit) = (i, 1_u32, 36_u32, first?);
        loop {
            i = digit.checked_mul(weight)?.checked_add(i)?;
            let threshold = k.saturating_sub(bias).clamp(1, 26);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(36 - threshold)?;
            k += 36;
            digit = digits.next()??;
        }
        let length = u32::try_from(out.len()).ok()? + 1;
        bias = adapted((i - before) / if before == 0 { 700 } else { 2 }, length);
        n = n.checked_add(i / length)?;
        i %= length;
        out.insert(usize::try_from(i).ok()?, char::from_u32(n)?);
        i += 1;
    }
    Some(out.into_iter().collect())
}

fn adapted(delta: u32, length: u32) -> u32 {
    let mut delta = delta + delta / length;
    let mut k = 0;
    while delta > 455 {
        delta /= 35;
        k += 36;
    }
    k + 36 * delta / (delta + 38)
}

fn digit(c: char) -> Option<u32> {
    match c {
        'a'..='z' => Some(u32::from(c) - u32::from('a')),
        '0'..='9' => Some(u32::from(c) - u32::from('0') + 26),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn punycode_is_decoded_and_other_labels_stay() {
        for (ascii, unicode) in [
            ("xn--mazon-3ve.com", "аmazon.com"),
            ("www.xn--fiqs8s", "www.中国"),
            ("xn--bcher-kva.example", "bücher.example"),
            ("shop.example", "shop.example"),
            ("xn--99999999999.example", "xn--99999999999.example"),
            ("xn--.example", ".example"),
        ] {
            assert_eq!(host_in_unicode(ascii), unicode);
        }
    }

    proptest! {
        #[test]
        fn every_name_comes_back(label in "[a-z-]{0,8}[а-яا-ي一-龥ä-ü😀a-z]{0,10}") {
            prop_assume!(!label.is_ascii());
            let ascii = idna::punycode::encode_str(&label).unwrap();
            prop_assert_eq!(decoded(&ascii), Some(label));
        }

        #[test]
        fn any_label_is_decoded_as_the_reference_does(label in "[a-z0-9-]{0,16}") {
            prop_assert_eq!(decoded(&label), idna::punycode::decode_to_string(&label));
        }
    }
}
