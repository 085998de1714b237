//! Reads IP addresses in their usual forms. The parser of the standard library also reads unusual ones and is five times as large.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Reads four decimal numbers between dots.
pub fn v4(text: &str) -> Option<Ipv4Addr> {
    let mut bytes = [0; 4];
    let mut numbers = text.split('.');
    for byte in &mut bytes {
        *byte = decimal(numbers.next()?)?;
    }
    numbers.next().is_none().then(|| bytes.into())
}

fn decimal(text: &str) -> Option<u8> {
    let is_number = text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|_| is_number)
}

/// Reads an address as the URL standard writes it: hexadecimal groups, of which `::` can replace some that are zero.
pub fn v6(text: &str) -> Option<Ipv6Addr> {
    let mut groups = [0; 8];
    let (start, end) = text.split_once("::").unwrap_or((text, ""));
    let numbers = |text: &'_ str| -> Option<Vec<u16>> {
        text.split(':').filter(|group| !group.is_empty()).map(|group| u16::from_str_radix(group, 16).ok()).collect()
    };
    let (start, end) = (numbers(start)?, numbers(end)?);
    groups.get_mut(..start.len())?.copy_from_slice(&start);
    groups.get_mut(8_usize.checked_sub(end.len())?..)?.copy_from_slice(&end);
    Some(groups.into())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_address_is_read(bytes: [u8; 4], groups: [u16; 8], zeros in 0..8_usize) {
            let address = Ipv4Addr::from(bytes);
            prop_assert_eq!(v4(&address.to_string()), Some(address));
            let mut groups = groups;
            groups[zeros..].iter_mut().rev().skip(1).for_each(|group| *group = 0);
            let written = url::Url::parse(&format!("http://[{}]/", Ipv6Addr::from(groups))).unwrap();
            prop_assert_eq!(v6(written.host_str().unwrap().trim_matches(['[', ']'])), Some(groups.into()));
        }

        #[test]
        fn a_text_is_an_address_where_the_standard_library_says_so(text in "[0-9+]{1,4}(\\.[0-9a]{0,4}){2,4}") {
            prop_assert_eq!(v4(&text), text.parse().ok());
        }
    }
}
