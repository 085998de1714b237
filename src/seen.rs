//! A set of texts that a message contains. The standard library's would cost the module that every tab pays for several
//! kilobytes.

/// A set of texts, found by their hash (FNV-1a).
#[derive(Debug, Default)]
pub struct Seen<'a> {
    texts: Vec<&'a str>,
    /// The place of a text in the list, plus one, at the slot its hash leads to or the next free one behind that.
    slots: Vec<u32>,
}

impl<'a> Seen<'a> {
    /// Adds a text; false where it is known.
    pub fn insert(&mut self, text: &'a str) -> bool {
        if self.texts.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let (slot, known) = self.find(text);
        if known {
            return false;
        }
        self.texts.push(text);
        self.slots[slot] = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        true
    }

    /// Whether a text is known.
    pub fn contains(&self, text: &str) -> bool {
        !self.slots.is_empty() && self.find(text).1
    }

    /// The slot of a text, or the free one that it belongs into.
    fn find(&self, text: &str) -> (usize, bool) {
        let mask = self.slots.len() - 1;
        let mut slot = hash(text) & mask;
        loop {
            match self.slots[slot] {
                0 => return (slot, false),
                place if self.texts[place as usize - 1] == text => return (slot, true),
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        self.slots = vec![0; (self.slots.len() * 4).max(64)];
        for at in 0..self.texts.len() {
            let (slot, _) = self.find(self.texts[at]);
            self.slots[slot] = u32::try_from(at + 1).unwrap_or(u32::MAX);
        }
    }
}

fn hash(text: &str) -> usize {
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash ^ hash >> 15) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_new_once() {
        let texts: Vec<String> = (0..1000).map(|at| format!("text {at}")).collect();
        let mut seen = Seen::default();
        assert!(!seen.contains("text 0"));
        assert!(texts.iter().all(|text| seen.insert(text)));
        assert!(texts.iter().all(|text| seen.contains(text) && !seen.insert(text)));
        assert!(!seen.contains("text 1000") && seen.insert(""));
    }
}
