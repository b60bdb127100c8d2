//! The table with all new wordings, compared with the table before: each phrasing is asked as if it had not been
//! written, and each test is asked.
//!
//! What leads elsewhere now is refused; where a phrasing or a test of the curator's is drawn away, the new wording
//! that is nearest to it is refused, and the table is built again without.

use std::ops::Range;

use rayon::prelude::*;

use crate::answer::documents::{document, synonyms};
use crate::answer::outcome_of;
use crate::expand::examine::alone::{clear_leader, gist};
use crate::expand::examine::{Offer, Refusal, Sifting};
use crate::knowledge::{Author, Entry, Expected, Kind, Test};
use crate::matcher::document::Document;
use crate::matcher::{Matcher, Ranking};

/// How often the table is built anew for what is drawn away. Each time refuses the nearest wording; mostly two do.
const ROUNDS: usize = 6;

/// Refuses the wordings that lead elsewhere, or draw others away, once all are in the table.
pub(super) fn examine(this: &mut Sifting) {
    if this.offers.is_empty() {
        return;
    }
    let before = Before::of(this);
    let grown = Grown::of(this);
    let lost = grown.lost(this);
    drop(grown);
    this.refuse(lost);
    for _ in 0..ROUNDS {
        let reasons = Grown::of(this).blamed(this, &before);
        if reasons.iter().all(Option::is_none) {
            return;
        }
        this.refuse(reasons);
    }
}

/// What the table did with its curator's wordings before.
struct Before {
    /// For each entry, the entry that each phrasing led to when it was left out.
    led: Vec<Vec<Option<usize>>>,
    /// For each test, whether each of its questions passed.
    passed: Vec<Vec<bool>>,
}

impl Before {
    fn of(this: &Sifting) -> Self {
        let (knowledge, matcher) = (this.table.knowledge, this.table.matcher);
        let entries = (0..knowledge.entries.len()).into_par_iter();
        let led = entries.map(|entry| {
            let own = &knowledge.entries[entry];
            let texts = matcher.analyze_document(&document(knowledge, own));
            let led = (0..curated(own))
                .map(|phrasing| led(this, &matcher.rank_without(entry, &texts, phrasing)));
            led.collect()
        });
        let passes = |test: &Test| {
            let questions = test.ask.iter();
            let passes = questions.map(|own| passes(this, test, &matcher.rank(&own.text)));
            passes.collect()
        };
        Self {
            led: led.collect(),
            passed: knowledge.tests.par_iter().map(passes).collect(),
        }
    }
}

fn led(this: &Sifting, ranking: &Ranking) -> Option<usize> {
    outcome_of(this.table.knowledge, ranking, this.table.strictness).1
}

fn passes(this: &Sifting, test: &Test, ranking: &Ranking) -> bool {
    let (outcome, entry) = outcome_of(this.table.knowledge, ranking, this.table.strictness);
    match test.expected {
        Expected::Entry(expected) => entry == Some(expected),
        Expected::Outcome(expected) => outcome == expected,
    }
}

/// The table with the offers in it.
struct Grown {
    matcher: Matcher,
    /// For each entry, the offers for it.
    offers: Vec<Vec<usize>>,
}

impl Grown {
    fn of(this: &Sifting) -> Self {
        let mut offers = vec![Vec::new(); this.entries() + this.gaps.len()];
        for (index, offer) in this.offers.iter().enumerate() {
            offers[offer.entry].push(index);
        }
        let documents: Vec<Document> = (0..offers.len())
            .map(|entry| grown(this, entry, &offers[entry]))
            .collect();
        Self {
            matcher: Matcher::new(documents, &synonyms(this.table.knowledge)),
            offers,
        }
    }

    /// Ranks by phrasings of an entry, each as if it were not in the table.
    fn rank_without(
        &self,
        this: &Sifting,
        entry: usize,
        phrasings: Range<usize>,
    ) -> impl Iterator<Item = (usize, Ranking)> {
        let texts = if phrasings.is_empty() {
            Vec::new()
        } else {
            let document = grown(this, entry, &self.offers[entry]);
            self.matcher.analyze_document(&document)
        };
        phrasings.map(move |own| (own, self.matcher.rank_without(entry, &texts, own)))
    }

    /// For each offer, why it is refused, where without itself it clearly leads to another entry.
    fn lost(&self, this: &Sifting) -> Vec<Option<Refusal>> {
        let entries = (0..self.offers.len()).into_par_iter();
        let lost = entries.flat_map_iter(|entry| {
            let (own, offers) = (own_phrasings(this, entry), &self.offers[entry]);
            let ranked = self.rank_without(this, entry, own..own + offers.len());
            ranked.filter_map(move |(phrasing, ranking)| {
                let leader = clear_leader(this, &ranking, entry)?;
                Some((offers[phrasing - own], Refusal::LeadsTo(this.name(leader))))
            })
        });
        by_offer(this, lost.collect())
    }

    /// For each offer, why it is refused, where it draws something of the curator's away.
    fn blamed(&self, this: &Sifting, before: &Before) -> Vec<Option<Refusal>> {
        let entries = (0..this.entries()).into_par_iter();
        // One phrasing alone leaves an entry nothing to be found by.
        let entries = entries.filter(|entry| before.led[*entry].len() > 1);
        let drawn = entries.flat_map_iter(|entry| {
            let was = &before.led[entry];
            let ranked = self.rank_without(this, entry, 0..was.len());
            ranked.filter_map(move |(phrasing, ranking)| {
                let now = led(this, &ranking).filter(|now| *now != entry)?;
                let is_new = was[phrasing].is_none_or(|was| was == entry);
                let offer = self.nearest(this, &ranking, now).filter(|_| is_new)?;
                let phrasing = &this.table.knowledge.entries[entry].phrasings[phrasing];
                let reason = Refusal::Takes {
                    phrasing: phrasing.text.clone(),
                    entry: this.name(entry),
                };
                Some((offer, reason))
            })
        });
        let mut drawn: Vec<(usize, Refusal)> = drawn.collect();
        drawn.extend(self.failed(this, before));
        by_offer(this, drawn)
    }

    /// The offers by which tests fail that did not.
    fn failed(&self, this: &Sifting, before: &Before) -> Vec<(usize, Refusal)> {
        let tests = this.table.knowledge.tests.iter().zip(&before.passed);
        let questions = tests
            .flat_map(|(test, passed)| test.ask.iter().map(move |own| (test, own)).zip(passed));
        let passed = questions.filter(|(_, passed)| **passed);
        let failed = passed.filter_map(|((test, question), _)| {
            let ranking = self.matcher.rank(&question.text);
            if passes(this, test, &ranking) {
                return None;
            }
            let expected = match test.expected {
                Expected::Entry(entry) => Some(entry),
                Expected::Outcome(_) => None,
            };
            let rival = ranking
                .hits
                .iter()
                .find(|hit| Some(hit.entry) != expected)?;
            let offer = self.nearest(this, &ranking, rival.entry)?;
            Some((offer, Refusal::FailsTest(question.text.clone())))
        });
        failed.collect()
    }

    /// The offer for an entry that is nearest to what was asked; none if it has none in common.
    fn nearest(&self, this: &Sifting, ranking: &Ranking, entry: usize) -> Option<usize> {
        let offers = &self.offers[entry];
        let hit = ranking.hits.iter().find(|hit| hit.entry == entry)?;
        let nearest = hit.features.nearest_phrasing;
        if let Some(place) = nearest.checked_sub(own_phrasings(this, entry)) {
            return offers.get(place).copied();
        }
        let (asked, _) = gist(&ranking.question);
        let shared = |offer: &usize| {
            let text = self.matcher.rank(&this.offers[*offer].text).question;
            let (own, _) = gist(&text);
            own.iter().filter(|key| asked.contains(key)).count()
        };
        let most = offers.iter().map(|offer| (shared(offer), *offer)).max();
        most.filter(|(shared, _)| *shared > 0)
            .map(|(_, offer)| offer)
    }
}

/// The first reason for each offer.
fn by_offer(this: &Sifting, found: Vec<(usize, Refusal)>) -> Vec<Option<Refusal>> {
    let mut reasons = vec![None; this.offers.len()];
    for (offer, reason) in found {
        reasons[offer].get_or_insert(reason);
    }
    reasons
}

/// The number of phrasings that a curator wrote, which come first.
fn curated(entry: &Entry) -> usize {
    let written = entry.phrasings.iter();
    let written = written.take_while(|own| own.author == Author::Curator);
    written.count()
}

/// The number of phrasings that an entry has in the table as it is.
fn own_phrasings(this: &Sifting, entry: usize) -> usize {
    let own = this.table.knowledge.entries.get(entry);
    own.map_or(0, |entry| entry.phrasings.len())
}

/// An entry or a gap with the offers for it.
fn grown<'a>(this: &'a Sifting, entry: usize, offers: &[usize]) -> Document<'a> {
    let knowledge = this.table.knowledge;
    let mut document = match this.gap(entry) {
        None => document(knowledge, &knowledge.entries[entry]),
        Some(gap) => Document {
            id: &gap.name,
            source: &knowledge.sources[gap.source].id,
            kind: Kind::Gap,
            phrasings: Vec::new(),
            answer: vec![&gap.text],
        },
    };
    let texts = offers.iter().map(|offer| &this.offers[*offer]);
    document
        .phrasings
        .extend(texts.map(|offer: &Offer| offer.text.as_str()));
    document
}
