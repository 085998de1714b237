//! The weighted edit distance between a word and a brand name, for typosquatting. `matching` decides which distance counts as a
//! typo, and `lookalike` decides what a typo means for a verdict.

/// The cost of one slip in [`edit_distance`]: a letter replaced by an unrelated one.
pub(crate) const SLIP: u8 = 4;

/// Returns the distance between a word and a name, in quarters of a slip. Returns `None` if it is greater than `FARTHEST`.
/// Common slips cost less: a neighbouring key, one vowel for another, two letters swapped, a letter doubled. A changed first
/// letter costs more, because people recognise a word by its first letter.
pub(crate) fn edit_distance(word: &str, name: &str) -> Option<u8> {
    const FARTHEST: u8 = 10;
    const LONGEST: usize = 15;
    const FIRST: u8 = 8;
    let (a, b) = (word.as_bytes(), name.as_bytes());
    if a.len().abs_diff(b.len()) > 3 || a.len() > LONGEST || b.len() > LONGEST {
        return None;
    }
    let mut rows = [[u8::MAX / 2; LONGEST + 1]; 3];
    for i in 0..=a.len() {
        let (current, above, before) = (i % 3, (i + 2) % 3, (i + 1) % 3);
        let mut lowest = u8::MAX;
        for j in 0..=b.len() {
            let mut cost = if i == 0 && j == 0 { 0 } else { u8::MAX / 2 };
            if i > 0 {
                let doubled = j > 0 && (a[i - 1] == b[j - 1] || b.get(j) == Some(&a[i - 1]));
                let added = if j == 0 { FIRST } else { 3 - u8::from(doubled) };
                cost = cost.min(rows[above][j] + added);
            }
            if j > 0 {
                cost = cost.min(rows[current][j - 1] + if j == 1 { FIRST } else { 3 });
            }
            if i > 0 && j > 0 {
                cost = cost.min(rows[above][j - 1] + replaced(a[i - 1], b[j - 1]) + u8::from(j == 1 && a[0] != b[0]));
            }
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cost = cost.min(rows[before][j - 2] + if j == 2 { SLIP } else { 2 });
            }
            rows[current][j] = cost;
            lowest = lowest.min(cost);
        }
        if lowest > FARTHEST {
            return None;
        }
    }
    Some(rows[a.len() % 3][b.len()]).filter(|&distance| distance <= FARTHEST)
}

/// The cost of one letter in the place of another.
fn replaced(written: u8, meant: u8) -> u8 {
    let vowels = b"aeiou";
    if written == meant {
        0
    } else if vowels.contains(&written) && vowels.contains(&meant) || are_neighbours(written, meant) {
        2
    } else {
        SLIP
    }
}

/// Whether two letters are neighbours on a QWERTY keyboard.
fn are_neighbours(a: u8, b: u8) -> bool {
    const ROWS: [&[u8]; 3] = [b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];
    let place = |letter: u8| {
        ROWS.iter().enumerate().find_map(|(row, keys)| keys.iter().position(|&key| key == letter).map(|at| (row, at)))
    };
    let (Some((row_a, a)), Some((row_b, b))) = (place(a), place(b)) else {
        return false;
    };
    match row_b.checked_sub(row_a) {
        Some(0) => a.abs_diff(b) == 1,
        // Each row is shifted by half a key, so a key touches the keys at the same and at the previous place of the row below.
        Some(1) => a == b || a == b + 1,
        None if row_a - row_b == 1 => b == a || b == a + 1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_slips_cost_less_than_others_and_the_first_letter_costs_most() {
        for (word, expected) in [
            ("amazon", Some(0)),
            ("amazom", Some(2)),
            ("amazan", Some(2)),
            ("amaozn", Some(2)),
            ("amazzon", Some(2)),
            ("amazn", Some(3)),
            ("amarzon", Some(3)),
            ("amazqn", Some(4)),
            ("zmazon", Some(3)),
            ("vmazon", Some(5)),
            ("amezom", Some(4)),
            ("ameozon", Some(5)),
            ("mazon", Some(7)),
            ("lamazon", Some(7)),
            ("aragon", Some(8)),
            ("garden", None),
            ("", None),
        ] {
            assert_eq!(edit_distance(word, "amazon"), expected, "{word}");
        }
        assert_eq!(edit_distance("sellercentrall", "sellercentral"), Some(2));
    }
}
