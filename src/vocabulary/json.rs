//! Writes each verdict as one flat JSON object. The code is written by hand, because derived code for the same task took a fifth of
//! the WebAssembly module.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::vocabulary::code::Code;
use crate::vocabulary::decision::{JournalRecord, Ruling};
use crate::vocabulary::level::Level;
use crate::vocabulary::reason::Reason;
use crate::vocabulary::verdict::{LinkVerdict, MessageLink, MessageVerdict, Role, SenderVerdict, Verdict};

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text())
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1 + self.evidence.len()))?;
        map.serialize_entry("code", &self.code)?;
        for (key, text) in self.keyed() {
            map.serialize_entry(key, text)?;
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
        flat(serializer, |map| {
            write_verdict(self, map)?;
            write_ruling(self.level(), Role::Other, map)
        })
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
            if let Some(gateway) = &self.gateway {
                map.serialize_entry("gateway", gateway)?;
            }
            write_verdict(&self.verdict, map)?;
            write_ruling(self.verdict.level(), self.role, map)
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
    map.serialize_entry("reasons", &link.reasons)?;
    write_link_decisions(link, map)
}

fn write_sender<M: SerializeMap>(sender: &SenderVerdict, map: &mut M) -> Result<(), M::Error> {
    map.serialize_entry("kind", "sender")?;
    map.serialize_entry("level", &sender.level)?;
    map.serialize_entry("class", &sender.class)?;
    map.serialize_entry("address", &sender.address)?;
    map.serialize_entry("name", &sender.name)?;
    map.serialize_entry("host", &sender.host)?;
    map.serialize_entry("domain", &sender.domain)?;
    // Links have this key, so senders have it too, although an address has no target.
    map.serialize_entry("target", &None::<String>)?;
    map.serialize_entry("reasons", &sender.reasons)?;
    write_sender_decisions(sender, map)
}

impl Serialize for JournalRecord<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        flat(serializer, |map| {
            if let Some(link) = self.link {
                map.serialize_entry("link", &link)?;
            }
            write_if(map, "isAboutLink", self.is_about_link)?;
            if let Some(place) = self.place {
                map.serialize_entry("place", place)?;
            }
            write_if(map, "textIsPlace", self.text_is_place)
        })
    }
}

impl Serialize for MessageVerdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        flat(serializer, |map| {
            map.serialize_entry("level", &self.level)?;
            map.serialize_entry("claim", &self.claim)?;
            map.serialize_entry("sender", &self.sender)?;
            map.serialize_entry("replyTo", &self.reply_to)?;
            if let Some(alias) = &self.relay_alias {
                map.serialize_entry("relayAlias", alias)?;
            }
            if !self.orders.is_empty() {
                map.serialize_entry("orders", &self.orders)?;
            }
            map.serialize_entry("links", &self.links)?;
            map.serialize_entry("attachments", &self.attachments)?;
            map.serialize_entry("findings", &self.findings)?;
            if !self.attached.is_empty() {
                map.serialize_entry("attached", &self.attached)?;
            }
            if let Some(lead) = self.lead() {
                map.serialize_entry("lead", &lead)?;
            }
            if let Some(chip) = self.chip() {
                map.serialize_entry("chip", &chip)?;
            }
            write_if(map, "warned", self.level.is_warning())?;
            write_if(map, "blockable", self.level.is_blockable())?;
            write_if(map, "partly", self.is_partly_read())?;
            write_if(map, "poses", self.poses_as_amazon())?;
            if let Some(record) = self.record() {
                map.serialize_entry("record", &record)?;
            }
            Ok(())
        })
    }
}

/// Writes the decisions about a link that are the same inside and outside a message.
fn write_link_decisions<M: SerializeMap>(link: &LinkVerdict, map: &mut M) -> Result<(), M::Error> {
    write_if(map, "warned", link.level.is_warning())?;
    write_if(map, "mutable", link.is_mutable())?;
    write_if(map, "noLink", link.is_no_link())
}

/// Writes the decisions about a sender that are the same inside and outside a message.
fn write_sender_decisions<M: SerializeMap>(sender: &SenderVerdict, map: &mut M) -> Result<(), M::Error> {
    write_if(map, "warned", sender.level.is_warning())?;
    write_if(map, "mutable", sender.is_mutable())?;
    write_if(map, "listChip", sender.has_list_chip())
}

/// Writes how the guard and the browser treat a click on the link.
fn write_ruling<M: SerializeMap>(level: Level, role: Role, map: &mut M) -> Result<(), M::Error> {
    let ruling = level.ruling(role);
    if ruling != Ruling::Dialog {
        map.serialize_entry("guard", &ruling)?;
    }
    write_if(map, "blockable", level.is_blockable())
}

/// Writes a field only if it is true.
fn write_if<M: SerializeMap>(map: &mut M, key: &'static str, value: bool) -> Result<(), M::Error> {
    if value { map.serialize_entry(key, &true) } else { Ok(()) }
}
