//! Which prepared questions a half-typed one could become.

use std::collections::HashSet;

use rustc_hash::FxHashMap;

use crate::knowledge::{Entry, Kind, Knowledge};
use crate::matcher::Matcher;

/// From so many characters on, what is typed is looked at.
const FROM: usize = 2;
/// A word that begins as it was typed.
const BEGINS: f32 = 1.0;
/// A word that begins so but for one slip.
const NEARLY: f32 = 0.6;
/// From so many letters on, one may have slipped.
const SLIPPABLE: usize = 4;

impl Matcher {
    /// The entries of these kinds that a half-typed question could become, the likeliest first: each
    /// once, as the bot says it, so that they differ. Before two characters are typed, the first
    /// of every topic. The entries are indices into [`Knowledge::entries`].
    #[must_use]
    pub fn complete(
        &self,
        knowledge: &Knowledge,
        kinds: &[Kind],
        typed: &str,
        limit: usize,
    ) -> Vec<usize> {
        if typed.trim().chars().count() < FROM {
            return starters(knowledge, kinds).take(limit).collect();
        }
        let typed_words = words(typed);
        let hits = self.rank(typed).hits;
        let ranked: FxHashMap<usize, f32> = hits.iter().map(|hit| (hit.entry, hit.score)).collect();
        let mut scored: Vec<(f32, usize)> = entries(knowledge, kinds)
            .map(|(index, entry)| {
                let score = ranked.get(&index).copied().unwrap_or(0.0);
                (score + begun(&typed_words, entry), index)
            })
            .filter(|(score, _)| *score > 0.0)
            .collect();
        scored.sort_by(|(a, x), (b, y)| {
            let names = || self.names[*x].cmp(&self.names[*y]);
            b.total_cmp(a).then_with(names)
        });
        scored
            .into_iter()
            .take(limit)
            .map(|(_, index)| index)
            .collect()
    }
}

fn entries<'a>(
    knowledge: &'a Knowledge,
    kinds: &[Kind],
) -> impl Iterator<Item = (usize, &'a Entry)> {
    let entries = knowledge.entries.iter().enumerate();
    entries.filter(|(_, entry)| kinds.contains(&entry.kind()))
}

/// The first entry of every topic, and of those without one.
fn starters(knowledge: &Knowledge, kinds: &[Kind]) -> impl Iterator<Item = usize> {
    let mut seen = HashSet::new();
    entries(knowledge, kinds)
        .filter(move |(_, entry)| seen.insert((entry.source, entry.topic())))
        .map(|(index, _)| index)
}

/// The share of the typed words that begin a word of the question as the bot says it.
fn begun(typed: &[String], entry: &Entry) -> f32 {
    let own = words(entry.asked_as());
    let met = |typed: &String| {
        let beginnings = own.iter().map(|own| beginning(typed, own));
        beginnings.fold(0.0, f32::max)
    };
    typed.iter().map(met).sum::<f32>() / typed.len().max(1) as f32
}

fn beginning(typed: &str, word: &str) -> f32 {
    let letters = typed.chars().count();
    let start: String = word.chars().take(letters).collect();
    if start == typed {
        BEGINS
    } else if letters >= SLIPPABLE && strsim::osa_distance(&start, typed) == 1 {
        NEARLY
    } else {
        0.0
    }
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}
