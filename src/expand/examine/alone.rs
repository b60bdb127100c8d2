//! Each wording, compared with the table as it is.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use crate::answer::documents::document;
use crate::answer::outcome_of;
use crate::expand::examine::{Offer, Refusal, Sifting};
use crate::matcher::Ranking;
use crate::matcher::analysis::analyzed_text::{AnalyzedText, Term};
use crate::matcher::analysis::answer_type::AnswerType;
use crate::matcher::analysis::cues::cue;

/// The share of the leader's score below which an entry clearly does not lead itself.
const CLEARLY: f32 = 0.9;

/// What a text has to go by: its telling words, each once, and the type of answer it asks for.
pub(super) type Gist = (Vec<String>, Option<AnswerType>);

/// What the table as it is makes of a wording.
struct FirstLook {
    gist: Gist,
    /// Why it is refused whatever else is in the reply.
    refusal: Option<Refusal>,
    /// The entry that clearly replies to it, if that is not its own.
    leader: Option<usize>,
}

/// Refuses the wordings that say nothing new, ask something else, or lead to another entry.
///
/// Where most wordings of a gap lead to one and the same entry, that one covers it, and all are refused.
pub(super) fn examine(this: &mut Sifting) {
    let looks = this.offers.par_iter().map(|offer| first_look(this, offer));
    let looks: Vec<FirstLook> = looks.collect();
    let covering = covering(this, &looks);
    let mut known = known_gists(this);
    let mut reasons = Vec::with_capacity(looks.len());
    for (offer, look) in this.offers.iter().zip(looks) {
        let key = (offer.entry, look.gist);
        let covered = covering.get(&offer.entry).map(|leader| this.name(*leader));
        let same = known.get(&key).cloned();
        let reason = covered
            .map(Refusal::Covered)
            .or(look.refusal)
            .or_else(|| Some(Refusal::LeadsTo(this.name(look.leader?))))
            .or(same.map(Refusal::SaysTheSame));
        if reason.is_none() {
            known.insert(key, offer.text.clone());
        }
        reasons.push(reason);
    }
    this.refuse(reasons);
}

fn first_look(this: &Sifting, offer: &Offer) -> FirstLook {
    let ranking = this.table.matcher.rank(&offer.text);
    let text = &ranking.question;
    let has_number = || offer.text.contains(|c: char| c.is_ascii_digit());
    let refusal = if text.has_subject() || has_number() {
        differs(this, offer)
    } else {
        Some(Refusal::Wordless)
    };
    FirstLook {
        gist: gist(text),
        refusal,
        leader: clear_leader(this, &ranking, offer.entry),
    }
}

/// For each gap most of whose wordings lead to one and the same entry, that entry.
fn covering(this: &Sifting, looks: &[FirstLook]) -> HashMap<usize, usize> {
    let mut wordings: HashMap<usize, usize> = HashMap::new();
    let mut led: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (offer, look) in this.offers.iter().zip(looks) {
        if this.gap(offer.entry).is_some() {
            *wordings.entry(offer.entry).or_default() += 1;
            if let Some(leader) = look.leader {
                *led.entry((offer.entry, leader)).or_default() += 1;
            }
        }
    }
    let most = led
        .into_iter()
        .filter(|((gap, _), count)| 2 * count > wordings[gap]);
    most.map(|(found, _)| found).collect()
}

/// The entry that replies to a ranking's question instead of its own, where that is clear.
pub(super) fn clear_leader(this: &Sifting, ranking: &Ranking, own: usize) -> Option<usize> {
    let (_, entry) = outcome_of(this.table.knowledge, ranking, this.table.strictness);
    let leader = entry.filter(|entry| *entry != own)?;
    let score = |entry: usize| {
        let hit = ranking.hits.iter().find(|hit| hit.entry == entry);
        hit.map_or(0.0, |hit| hit.score)
    };
    (score(own) < CLEARLY * score(leader)).then_some(leader)
}

/// What a text has to go by.
pub(super) fn gist(text: &AnalyzedText) -> Gist {
    let tells = |term: &&Term| term.is_content() || cue(&term.surface).is_some();
    let terms = text.terms.iter().filter(tells);
    let mut keys: Vec<String> = terms.map(|term| term.key.to_string()).collect();
    keys.sort_unstable();
    keys.dedup();
    (keys, text.answer_type)
}

/// What the phrasings of each entry have to go by: another that has the same differs by words that carry nothing,
/// or by slips.
fn known_gists(this: &Sifting) -> HashMap<(usize, Gist), String> {
    let (knowledge, matcher) = (this.table.knowledge, this.table.matcher);
    let entries = knowledge.entries.iter().enumerate();
    let known = entries.flat_map(|(index, entry)| {
        let texts = matcher.analyze_document(&document(knowledge, entry));
        let known = entry.phrasings.iter().zip(texts);
        known.map(move |(phrasing, text)| ((index, gist(&text)), phrasing.text.clone()))
    });
    known.collect()
}

/// Whether it has another name, number, direction or polarity than its entry.
fn differs(this: &Sifting, offer: &Offer) -> Option<Refusal> {
    if this.gap(offer.entry).is_some() {
        return None;
    }
    let found = this
        .table
        .matcher
        .differences_from(&offer.text, offer.entry);
    let kinds = [found.name, found.number, found.polarity, found.direction];
    let decisive = kinds.contains(&true);
    decisive
        .then(|| Refusal::Differs(found.in_words()))
        .or_else(|| other_number(this, offer))
}

/// A number that its entry has nowhere. Members may ask against any number, *can I stay 9 days*, but a wording is for
/// what the entry says.
fn other_number(this: &Sifting, offer: &Offer) -> Option<Refusal> {
    let (knowledge, matcher) = (this.table.knowledge, this.table.matcher);
    // One in words may be none, as in *four-legged*.
    if !offer.text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let asked = matcher.rank(&offer.text).question;
    let entry = &knowledge.entries[offer.entry];
    let texts = matcher.analyze_document(&document(knowledge, entry));
    let title = matcher.rank(&knowledge.source_of(entry).title).question;
    let own: Vec<String> = texts.iter().chain([&title]).flat_map(numbers).collect();
    let mut asked = asked
        .terms
        .iter()
        .filter(|term| term.surface.contains(|c: char| c.is_ascii_digit()));
    let other = asked.find(|term| starts_with_digit(term) && !own.contains(&term.key.to_string()));
    other.map(|term| Refusal::OtherNumber(term.surface.to_string()))
}

/// The numbers of a text, in digits.
fn numbers(text: &AnalyzedText) -> Vec<String> {
    let numbers = text.terms.iter().filter(|term| starts_with_digit(term));
    numbers.map(|term| term.key.to_string()).collect()
}

fn starts_with_digit(term: &Term) -> bool {
    term.key.starts_with(|c: char| c.is_ascii_digit())
}
