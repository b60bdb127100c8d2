//! Phrasings that members confirmed and the table lacks: the answer helped, or they chose it from
//! “did you mean”.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::answer::EntryName;
use crate::knowledge::{Entry, Knowledge};
use crate::matcher::analysis::normalize::normalize;
use crate::record::{Vote, VoteKind};

/// A phrasing that members confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmed {
    /// The entry that was meant.
    pub entry: EntryName,
    /// The phrasing, as it was recorded.
    pub text: String,
    /// Votes for it minus votes against it; at least 1.
    pub votes: u32,
}

/// Returns the confirmed phrasings, most votes first, without those that some entry has already and
/// those that a moderator ignores.
#[must_use]
pub fn confirmed(knowledge: &Knowledge, votes: &[Vote], ignored: &[String]) -> Vec<Confirmed> {
    let mut balances: BTreeMap<(&str, &str, &str), i32> = BTreeMap::new();
    for vote in votes {
        let balance = balances.entry((&vote.text, &vote.source, &vote.entry));
        *balance.or_default() += match vote.kind {
            VoteKind::Helpful | VoteKind::Picked => 1,
            VoteKind::Rejected => -1,
            VoteKind::NoneOfThese => 0,
        };
    }
    let known: BTreeSet<Vec<Arc<str>>> = knowledge
        .entries
        .iter()
        .flat_map(|entry| &entry.phrasings)
        .map(|phrasing| words(&phrasing.text))
        .collect();
    let is_new = |text: &str| {
        let words = words(text);
        !words.is_empty() && !known.contains(&words) && !ignored.iter().any(|own| own == text)
    };
    let find = |source: &str, id: &str| {
        let is_meant = |entry: &&Entry| entry.id == id && knowledge.source_of(entry).id == source;
        knowledge.entries.iter().find(is_meant)
    };
    let mut confirmed: Vec<Confirmed> = balances
        .into_iter()
        .filter_map(|((text, source, id), balance)| {
            let votes = u32::try_from(balance).ok().filter(|votes| *votes > 0)?;
            let entry = find(source, id).filter(|_| is_new(text))?;
            Some(Confirmed {
                entry: EntryName::of(knowledge, entry),
                text: text.to_owned(),
                votes,
            })
        })
        .collect();
    confirmed.sort_by_key(|confirmed| std::cmp::Reverse(confirmed.votes));
    confirmed
}

fn words(text: &str) -> Vec<Arc<str>> {
    normalize(text).into_iter().map(|word| word.text).collect()
}
