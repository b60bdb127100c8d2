//! What becomes of a reply, entry by entry, as plain text for whoever sent it.

use std::collections::{BTreeMap, HashSet};

use crate::answer::EntryName;
use crate::expand::examine::{RefusedWording, Sifted};
use crate::expand::reply::AssistantReply;
use crate::knowledge::Knowledge;
use crate::matcher::analysis::cues::{Cue, cue};
use crate::matcher::analysis::normalize::normalize;
use crate::wording::counted;

/// The most lines about what cannot be read, and the most entries that are named as missing.
const SHOWN: usize = 20;

/// The form of a reply, told where something has another.
const FORM: &str = "the form is `{ \"entry\": \"ID\", \"ask\": [\"…\"] }` for each entry, and for each gap \
    `{ \"ask\": [\"…\"], \"text\": \"…\" }`";
/// What to do about a reply that has none of it.
const NO_JSON: &str = "no JSON was found in the reply: ask the assistant to reply with the JSON object that the request \
    describes, and import that reply";
/// Said of a gap whose sentence denies nothing.
const STATES: &str =
    "its sentence does not say that the text leaves this open; see whether it states a fact";
/// What to do about a reply that ends too soon.
const CUT_SHORT: &str = "the reply is cut short: what is whole up to there was read; ask the assistant to go on, and \
    import that reply as well";

/// What becomes of a reply.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    /// The entries, and then the gaps, that the reply has something for.
    pub blocks: Vec<AccountBlock>,
    /// How much is taken.
    pub counts: String,
    /// What of the reply could not be read.
    pub remarks: Vec<String>,
    /// Where the reply is cut short: the entries that it has nothing for, to ask for again.
    pub missing: Vec<String>,
    /// Whether there are more of them.
    pub misses_more: bool,
}

/// An entry or a gap with its wordings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountBlock {
    /// The name of the entry, or the sentence of the gap.
    pub title: String,
    /// What is taken, each with the number by which it can be struck.
    pub taken: Vec<(usize, String)>,
    /// What is not, each with the reason.
    pub refused: Vec<(String, String)>,
}

impl Account {
    /// The account of an examined reply.
    #[must_use]
    pub fn of(knowledge: &Knowledge, reply: &AssistantReply, examined: &Sifted) -> Self {
        let (missing, misses_more) = missing(knowledge, reply);
        Self {
            blocks: blocks(knowledge, examined),
            counts: counts(reply, examined),
            remarks: remarks(reply),
            missing,
            misses_more,
        }
    }
}

fn blocks(knowledge: &Knowledge, examined: &Sifted) -> Vec<AccountBlock> {
    let mut refused: BTreeMap<&str, Vec<&RefusedWording>> = BTreeMap::new();
    for own in &examined.refused {
        refused.entry(&own.entry).or_default().push(own);
    }
    let mut taken: BTreeMap<usize, Vec<(usize, String)>> = BTreeMap::new();
    for own in &examined.phrasings {
        let texts = taken.entry(own.entry()).or_default();
        texts.push((own.number(), own.text.clone()));
    }
    let mut blocks = Vec::new();
    for (index, entry) in knowledge.entries.iter().enumerate() {
        let name = EntryName::id_within(knowledge, entry);
        let others = refused.remove(name.as_str()).unwrap_or_default();
        blocks.push(block(
            name,
            taken.remove(&index).unwrap_or_default(),
            &others,
        ));
    }
    for gap in &examined.gaps {
        let asked = gap.ask.iter().map(|text| (gap.number(), text.clone()));
        let first = gap.ask.first();
        let others = first.and_then(|first| refused.remove(first.as_str()));
        let title = if leaves_open(&gap.text) {
            format!("gap: {}", gap.text)
        } else {
            format!("gap: {} ({STATES})", gap.text)
        };
        blocks.push(block(title, asked.collect(), &others.unwrap_or_default()));
    }
    for (name, others) in refused {
        blocks.push(block(name.to_owned(), Vec::new(), &others));
    }
    blocks.retain(|block| !(block.taken.is_empty() && block.refused.is_empty()));
    blocks
}

/// Whether a sentence says that something is left open: it denies, or has a word for that.
fn leaves_open(sentence: &str) -> bool {
    const OPEN: &str = "leaves left open unclear unknown undecided unanswered silent omits without";
    let words = normalize(sentence);
    words.iter().any(|word| {
        cue(&word.text) == Some(Cue::Negation) || OPEN.split(' ').any(|open| open == &*word.text)
    })
}

fn block(title: String, taken: Vec<(usize, String)>, refused: &[&RefusedWording]) -> AccountBlock {
    let refused = refused.iter();
    AccountBlock {
        title,
        taken,
        refused: refused
            .map(|own| (own.text.clone(), own.reason.to_string()))
            .collect(),
    }
}

fn counts(reply: &AssistantReply, examined: &Sifted) -> String {
    let offered = reply.phrasings.iter().map(|own| own.ask.len());
    let offered: usize = offered.sum();
    let of_gaps = reply.gaps.iter().map(|gap| gap.ask.len());
    let of_gaps: usize = of_gaps.sum();
    let taken = examined.phrasings.len();
    let taken_of_gaps = examined.gaps.iter().map(|gap| gap.ask.len());
    let taken_of_gaps: usize = taken_of_gaps.sum();
    let gaps = counted(reply.gaps.len(), "gap");
    format!(
        "taken: {taken} of {}; {} of {gaps}, with {taken_of_gaps} of {}",
        counted(offered, "phrasing"),
        examined.gaps.len(),
        counted(of_gaps, "phrasing"),
    )
}

fn remarks(reply: &AssistantReply) -> Vec<String> {
    let unreadable = reply.unreadable.iter().take(SHOWN);
    let mut remarks: Vec<String> = unreadable
        .map(|piece| format!("not in the form that was asked for: {piece}"))
        .collect();
    if reply.unreadable.len() > SHOWN {
        let more = reply.unreadable.len() - SHOWN;
        remarks.push(format!("and {more} more"));
    }
    if !reply.unknown_keys.is_empty() {
        let keys: Vec<String> = reply
            .unknown_keys
            .iter()
            .map(|key| format!("`{key}`"))
            .collect();
        remarks.push(format!(
            "fields that were not asked for, and were not read: {}",
            keys.join(", ")
        ));
    }
    if !(reply.unreadable.is_empty() && reply.unknown_keys.is_empty()) {
        remarks.push(FORM.to_owned());
    }
    if reply.has_no_object() {
        remarks.push(NO_JSON.to_owned());
        remarks.push(FORM.to_owned());
    }
    if reply.left_out > 0 {
        let left_out = counted(reply.left_out, "phrasing");
        remarks.push(format!("{left_out} over the limit: import in parts"));
    }
    if reply.is_cut_short {
        remarks.push(CUT_SHORT.to_owned());
    }
    remarks
}

/// The first entries that a reply which is cut short has nothing for, and whether there are more.
fn missing(knowledge: &Knowledge, reply: &AssistantReply) -> (Vec<String>, bool) {
    if !reply.is_cut_short {
        return (Vec::new(), false);
    }
    let entries = knowledge.entries.iter();
    let names = entries.map(|entry| (entry, EntryName::id_within(knowledge, entry)));
    let asked = reply.phrasings.iter().map(|own| own.entry.as_str());
    let asked: HashSet<&str> = asked.collect();
    let mut missing = names
        .filter(|(entry, name)| !asked.contains(entry.id.as_str()) && !asked.contains(&**name));
    let names: Vec<String> = missing.by_ref().take(SHOWN).map(|(_, name)| name).collect();
    (names, missing.next().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_that_denies_nothing_may_state_a_fact() {
        let check = |sentence: &str, expected: bool| {
            assert_eq!(leaves_open(sentence), expected, "{sentence}");
        };
        check("The article doesn't give the price.", true);
        check("Nothing is said of the crew.", true);
        check("The page leaves the price open.", true);
        check("The lens cost 900 crowns.", false);
    }
}
