//! Ways of asking that members confirmed and the table lacks: the answer helped, or they picked it
//! where the bot asked back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::answer::EntryName;
use crate::knowledge::{Entry, Knowledge};
use crate::matcher::analysis::normalize::normalize;
use crate::record::{Vote, VoteKind};

/// A way of asking an entry that members confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmed {
    /// What was meant.
    pub entry: EntryName,
    /// How it was asked, in the words that were kept.
    pub text: String,
    /// By how many votes more than spoke against it; at least one.
    pub votes: u32,
}

/// The ways of asking, those with the most votes first. What is a phrasing of any entry already, and
/// what was set aside, is not among them.
#[must_use]
pub fn confirmed(knowledge: &Knowledge, votes: &[Vote], ignored: &[String]) -> Vec<Confirmed> {
    let mut balances: BTreeMap<(&str, &str, &str), i32> = BTreeMap::new();
    for vote in votes {
        let balance = balances.entry((&vote.text, &vote.source, &vote.entry));
        *balance.or_default() += match vote.verdict {
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
