//! Tries what is drafted: a phrasing that leads to another entry, or clearly to none, is struck.

use std::collections::BTreeSet;

use toml_edit::DocumentMut;

use crate::answer::documents::matcher;
use crate::answer::{Strictness, Table};
use crate::diagnostic::{Code, Place};
use crate::draft::entries::DraftEntry;
use crate::draft::fragment::is_shown;
use crate::draft::table::{TableAddition, beginning};
use crate::draft::{DraftOptions, OwnText, Trust};
use crate::knowledge::{Knowledge, load, parse};
use crate::quality::check::self_test;

/// Strikes the phrasings that do not find their own entry among these. One that leaves the bot unsure stays
/// where it is the only one of its entry, or the only one that can be shown. Returns the indices of the entries that have none left.
pub(super) fn strike_strays(entries: &mut [DraftEntry]) -> Vec<usize> {
    let Some(knowledge) = trial(entries) else {
        return Vec::new();
    };
    let matcher = matcher(&knowledge);
    let result = self_test(Table {
        knowledge: &knowledge,
        matcher: &matcher,
        strictness: Strictness::default(),
        sentences: None,
        selected: None,
    });
    let faults = result.faults.iter();
    let faults = faults.filter_map(|fault| Some((fault.labels.first()?.place, fault.code)));
    let (strays, unsure): (Vec<(Place, Code)>, Vec<_>) =
        faults.partition(|(_, code)| *code == Code::StrayPhrasing);
    let [strays, unsure] = [strays, unsure].map(|faults| {
        let places = faults.into_iter().map(|(place, _)| place);
        places.collect::<BTreeSet<Place>>()
    });
    let mut empty = Vec::new();
    for (index, (entry, tried)) in entries.iter_mut().zip(&knowledge.entries).enumerate() {
        let places = tried.phrasings.iter().map(|phrasing| phrasing.place);
        let asked = entry.ask.drain(..).zip(places);
        let kept: Vec<(String, Place)> =
            asked.filter(|(_, place)| !strays.contains(place)).collect();
        let is_sure = |(_, place): &&(String, Place)| !unsure.contains(place);
        let sure: Vec<String> = kept
            .iter()
            .filter(is_sure)
            .map(|(ask, _)| ask.clone())
            .collect();
        // What is shown to members is a question or a topic, even if the bot is not sure of it.
        let shown = kept.iter().map(|(ask, _)| ask).find(|ask| is_shown(ask));
        let first = shown.or(kept.first().map(|(ask, _)| ask));
        let is_kept = sure.iter().any(|ask| is_shown(ask)) || (shown.is_none() && !sure.is_empty());
        let first = first.filter(|_| !is_kept).cloned();
        entry.ask = first.into_iter().chain(sure).collect();
        if entry.ask.is_empty() {
            empty.push(index);
        }
    }
    empty
}

/// The entries as knowledge.
fn trial(entries: &[DraftEntry]) -> Option<Knowledge> {
    let options = DraftOptions {
        trust: Trust::Trusted,
        own_text: OwnText::Yes,
    };
    let begun = beginning("draft", "Draft", "draft.md", options);
    let mut document: DocumentMut = begun.parse().ok()?;
    let addition = TableAddition {
        entries: entries.to_vec(),
        ..TableAddition::default()
    };
    addition.add_to(&mut document, &[], Trust::Trusted);
    let parsed = parse(&[("draft.toml".to_owned(), document.to_string().into_bytes())]);
    load(parsed, &[None]).0
}
