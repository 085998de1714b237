//! The brand split among lines. Boxes that stand side by side, such as cells, floats and flex items, are lines of their own to the
//! readers, but a person reads their letters as one word.

use crate::brand::bidi::in_display_order;
use crate::brand::skeleton;
use crate::message::document::Block;
use crate::tables;

/// Further splits are ignored. One is enough to see the brand.
const MOST: usize = 20;
/// A line longer than this, in bytes, before the brand does not belong to its sentence.
const LONGEST: usize = 90;

/// Joins the lines that spell the brand together, in the order of the text or against it, with the lines around them that belong to
/// their sentence.
pub fn join(blocks: &mut Vec<Block>) {
    let mut shown: Vec<usize> = (0..blocks.len()).filter(|&at| !blocks[at].hidden).collect();
    let mut runs = splits(blocks, &shown);
    shown.reverse();
    runs.extend(splits(blocks, &shown));
    if runs.is_empty() {
        return;
    }
    for run in &runs {
        join_run(blocks, run);
    }
    blocks.retain(|block| !block.text.is_empty() || !block.links.is_empty());
}

/// The runs of lines that spell the brand, each in the order in which it is read.
fn splits(blocks: &[Block], order: &[usize]) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = Vec::new();
    let mut at = 0;
    while at + 1 < order.len() && found.len() < MOST {
        match split_at(blocks, &order[at..]) {
            Some(length) => {
                found.push(order[at..at + length].to_vec());
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// The number of lines, from the first of these on, that spell the brand together.
fn split_at(blocks: &[Block], order: &[usize]) -> Option<usize> {
    let first = blocks[*order.first()?].folded.text.trim_end();
    let is_ascii = first.as_bytes().last()?.is_ascii();
    let names = std::iter::once("amazon").chain(tables::BRAND.from(b"").map(|(name, _)| name));
    names.filter(|name| name.is_ascii() == is_ascii).find_map(|name| {
        let starts = name.char_indices().skip(1).filter(|&(end, _)| ends_in(first, &name[..end]));
        starts.map(|(end, _)| goes_on(blocks, order, &name[end..])).find_map(|length| length)
    })
}

/// The number of lines that are needed for the rest of the name, with the one where it begins.
fn goes_on(blocks: &[Block], order: &[usize], mut rest: &str) -> Option<usize> {
    let voice = blocks[order[0]].voice;
    for (at, &place) in order.iter().enumerate().skip(1) {
        let block = &blocks[place];
        let text = block.folded.text.trim();
        if block.voice != voice || text.is_empty() {
            return None;
        }
        if text.strip_prefix(rest).is_some_and(|behind| !behind.starts_with(|c: char| c.is_ascii_alphanumeric())) {
            return Some(at + 1);
        }
        rest = rest.strip_prefix(text)?;
    }
    None
}

/// Whether a text ends in the beginning of a name, at the beginning of a word.
fn ends_in(text: &str, start: &str) -> bool {
    text.strip_suffix(start).is_some_and(|before| !before.ends_with(|c: char| c.is_ascii_alphanumeric()))
}

/// Joins a run of lines into the first of them in the text.
fn join_run(blocks: &mut [Block], run: &[usize]) {
    let (Some(&first), Some(&last)) = (run.iter().min(), run.iter().max()) else { return };
    // A line can stand in two runs, one for each direction.
    if run.iter().any(|&at| blocks[at].text.is_empty()) {
        return;
    }
    let mut text: String = run.iter().map(|&at| &*blocks[at].text).collect();
    let voice = blocks[first].voice;
    let mut parts: Vec<usize> = run.to_vec();
    let before = first.checked_sub(1).map(|at| (at, &blocks[at])).filter(|(_, block)| {
        let ends = block.text.ends_with(['.', '!', '?', ':', ';', '。', '！', '？']);
        !block.hidden && block.voice == voice && block.text.len() <= LONGEST && !ends
    });
    if let Some((at, before)) = before {
        text = format!("{} {text}", before.text);
        parts.push(at);
    }
    for (at, block) in blocks.iter().enumerate().skip(last + 1).take(3) {
        if block.hidden || block.voice != voice || !block.text.starts_with(char::is_lowercase) {
            break;
        }
        text = format!("{text} {}", block.text);
        parts.push(at);
    }
    let mut joined = blocks[first].clone();
    for at in parts {
        let part = &mut blocks[at];
        joined.image &= part.image;
        joined.all_link &= part.all_link;
        if at != first {
            joined.links.append(&mut part.links);
        }
        part.links.clear();
        part.text.clear();
    }
    joined.folded = skeleton::fold(&in_display_order(&text));
    joined.text = text;
    blocks[first] = joined;
}
