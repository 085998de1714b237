//! The order numbers that a message names.

use crate::message::reading::Reading;

/// The order numbers of Amazon's form (`114-0000001-0000002`) in subject and text, each once.
pub fn of(reading: &Reading) -> Vec<String> {
    const MOST: usize = 20;
    let mut orders: Vec<String> = Vec::new();
    let texts = reading.document.blocks.iter().map(|block| &*block.text);
    for text in std::iter::once(&*reading.input.subject).chain(texts) {
        for word in text.split(|c: char| !(c.is_ascii_digit() || c == '-')) {
            let parts: Vec<&str> = word.split('-').collect();
            let is_order = matches!(&parts[..], [a, b, c] if a.len() == 3 && b.len() == 7 && c.len() == 7);
            if is_order && orders.len() < MOST && !orders.iter().any(|known| known == word) {
                orders.push(word.to_owned());
            }
        }
    }
    orders
}
