//! How verdicts are written as JSON: one flat object each. The code is written by hand, because derived code for the same took
//! a fifth of the WebAssembly module.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::vocabulary::code::Code;
use crate::vocabulary::reason::Reason;
use crate::vocabulary::verdict::{LinkVerdict, MessageLink, SenderVerdict, Verdict};

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text())
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1 + self.evidence.len()))?;
        map.serialize_entry("code", &self.code)?;
        for (param, text) in self.code.params().iter().zip(&self.evidence) {
            map.serialize_entry(param.key(), text)?;
        }
        map.end()
    }
}

impl Serialize for LinkVerdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        flat(serializer, |map| write_link(self, map))
    }
}

impl Serialize for SenderVerdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        flat(serializer, |map| write_sender(self, map))
    }
}

impl Serialize for Verdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        flat(serializer, |map| write_verdict(self, map))
    }
}

impl Serialize for MessageLink {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        flat(serializer, |map| {
            if let Some(index) = self.index {
                map.serialize_entry("index", &index)?;
            }
            map.serialize_entry("href", &self.href)?;
            map.serialize_entry("text", &self.text)?;
            map.serialize_entry("role", &self.role)?;
            if self.is_marked() {
                map.serialize_entry("marked", &true)?;
            }
            write_verdict(&self.verdict, map)
        })
    }
}

fn flat<S: Serializer>(
    serializer: S,
    write: impl FnOnce(&mut S::SerializeMap) -> Result<(), S::Error>,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    write(&mut map)?;
    map.end()
}

fn write_verdict<M: SerializeMap>(verdict: &Verdict, map: &mut M) -> Result<(), M::Error> {
    match verdict {
        Verdict::Link(link) => write_link(link, map),
        Verdict::Sender(sender) => write_sender(sender, map),
    }
}

fn write_link<M: SerializeMap>(link: &LinkVerdict, map: &mut M) -> Result<(), M::Error> {
    map.serialize_entry("kind", "link")?;
    map.serialize_entry("level", &link.level)?;
    map.serialize_entry("class", &link.class)?;
    map.serialize_entry("host", &link.host)?;
    if link.unicode.is_some() {
        map.serialize_entry("unicode", &link.unicode)?;
    }
    map.serialize_entry("domain", &link.domain)?;
    map.serialize_entry("target", &link.target)?;
    if !link.steps.is_empty() {
        map.serialize_entry("steps", &link.steps)?;
    }
    map.serialize_entry("reasons", &link.reasons)
}

fn write_sender<M: SerializeMap>(sender: &SenderVerdict, map: &mut M) -> Result<(), M::Error> {
    map.serialize_entry("kind", "sender")?;
    map.serialize_entry("level", &sender.level)?;
    map.serialize_entry("class", &sender.class)?;
    map.serialize_entry("address", &sender.address)?;
    map.serialize_entry("name", &sender.name)?;
    map.serialize_entry("host", &sender.host)?;
    map.serialize_entry("domain", &sender.domain)?;
    // An address leads nowhere further; links have this key, so senders do.
    map.serialize_entry("target", &None::<String>)?;
    map.serialize_entry("reasons", &sender.reasons)
}
