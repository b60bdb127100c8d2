//! Names: who and what is asked about.

use crate::matcher::analysis::lexicon::NameKind;
use crate::matcher::differences::{Asked, AskedTerm, EntryTexts};

/// The share of an entry's phrasings that have its own names; the others leave them out.
const OWN_NAME: f32 = 0.25;
/// The share of an entry's phrasings that have a name and none of its own where it is about either.
const ALONE: f32 = 0.125;
/// The share of a table's entries that have the names of its subject: who asks about one of them may
/// add it to any question.
const SUBJECT: f32 = 0.1;
/// The fewest entries that have such a name: in a small table, a tenth is one entry.
const SUBJECT_ENTRIES: f32 = 5.0;
/// The similarity to a phrasing from which a name stands in the place of another, although the
/// entry's answer mentions it too.
const IN_PLACE: f32 = 0.5;

/// The letters from which a name that is one edit away from another may be a slip.
const MISSPELT_LETTERS: usize = 5;

/// Whether a name was asked that the entry does not know, or in whose place it has another.
pub fn differ(asked: &Asked, entry: &EntryTexts) -> bool {
    let terms = asked.terms.iter();
    let mut names = terms
        .filter(|term| term.weighs && term.name.is_some())
        .peekable();
    if names.peek().is_none() {
        return false;
    }
    let own = own_names(asked, entry);
    names.any(|name| {
        let is_lacking = !entry.has(name) && !is_subject(asked, name);
        // The names of the subject stand in any question: only in one that is close do they replace another.
        let is_in_place = entry.similarity >= IN_PLACE || !is_subject(asked, name);
        let is_swapped = is_in_place && is_swapped(entry, name, &own);
        (is_lacking || is_swapped) && !is_misspelt(asked, entry, name)
    })
}

/// Whether an entry has nothing of a name, and no name that it may be a slip for; the names of the subject, it has.
pub fn is_unknown(asked: &Asked, entry: &EntryTexts, name: &AskedTerm) -> bool {
    !entry.has(name) && !is_subject(asked, name) && !is_misspelt(asked, entry, name)
}

/// Whether an entry has not this name, but another one that could stand in its place.
pub fn is_replaced(asked: &Asked, entry: &EntryTexts, name: &AskedTerm) -> bool {
    let kind = name.name.unwrap_or(NameKind::Other);
    let own = own_names(asked, entry);
    let mut others = own.iter().filter(|(_, other)| is_alike(kind, *other));
    !entry.has(name) && !is_misspelt(asked, entry, name) && others.next().is_some()
}

/// Whether it may be a slip for a name of the entry: *Baret* for *Barret*.
fn is_misspelt(asked: &Asked, entry: &EntryTexts, name: &AskedTerm) -> bool {
    let is_long = name.text.chars().count() >= MISSPELT_LETTERS;
    let is_person = matches!(name.name, Some(NameKind::Person | NameKind::Other));
    let phrasings = entry.phrasings.iter().flat_map(|text| text.term_ids);
    let mut ids = phrasings.chain(entry.answer);
    let vocabulary = asked.table.vocabulary;
    is_long
        && is_person
        && ids.any(|id| {
            let mut words = vocabulary.key(*id).trim_start_matches('=').split(' ');
            vocabulary.is_name(*id) && words.any(|word| strsim::osa_distance(word, name.text) <= 1)
        })
}

/// Whether a name is one of the table's subject.
fn is_subject(asked: &Asked, name: &AskedTerm) -> bool {
    let frequency = asked.table.weights.doc_freq(name.id) as f32;
    frequency >= SUBJECT_ENTRIES && frequency >= SUBJECT * asked.table.entries as f32
}

/// The entry's own names that were not asked, each with what it is a name of.
fn own_names(asked: &Asked, entry: &EntryTexts) -> Vec<(u32, NameKind)> {
    let mut ids: Vec<u32> = entry
        .phrasings
        .iter()
        .flat_map(|text| text.term_ids)
        .copied()
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids.retain(|id| !asked.asks_for(*id));
    let names = ids
        .into_iter()
        .filter_map(|id| Some((id, asked.table.vocabulary.name_kind(id)?)));
    names
        .filter(|(id, _)| entry.share(|text| text.term_ids.contains(id)) >= OWN_NAME)
        .collect()
}

/// Whether a name stands where the entry has one of its own: hardly a phrasing has it without one of those.
fn is_swapped(entry: &EntryTexts, name: &AskedTerm, own: &[(u32, NameKind)]) -> bool {
    let kind = name.name.unwrap_or(NameKind::Other);
    if !own.iter().any(|(_, other)| is_alike(kind, *other)) {
        return false;
    }
    let has = |ids: &[u32]| ids.iter().any(|id| name.is(*id));
    let has_own = |ids: &[u32]| own.iter().any(|(id, _)| ids.contains(id));
    let alone = entry.share(|text| has(text.term_ids) && !has_own(text.term_ids));
    alone < ALONE && (!entry.tells(name) || entry.similarity >= IN_PLACE)
}

/// Whether names of these kinds can stand in each other's place. A place acts as its people do; a name of
/// an unknown kind may be of any but a date or a place, most of which everybody knows.
fn is_alike(one: NameKind, other: NameKind) -> bool {
    let group = |kind| match kind {
        NameKind::Place | NameKind::Demonym => NameKind::Place,
        kind => kind,
    };
    let (one, other) = (group(one), group(other));
    let is_certain = |kind| matches!(kind, NameKind::Place | NameKind::Calendar);
    let is_open = |kind| kind == NameKind::Other;
    one == other || (is_open(one) || is_open(other)) && !is_certain(one) && !is_certain(other)
}
