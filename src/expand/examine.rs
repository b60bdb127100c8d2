//! Which wordings of a reply a table takes, and why not the others.
//!
//! In this order: [`collect`] those that a table can hold; `alone`, each compared with the table as it is;
//! `together`, the table with all of them compared with the table before. A wording that nothing recognises yet is
//! welcome: those teach most.

mod alone;
mod collect;
mod refusal;
mod together;

use rayon::prelude::*;

use crate::answer::{EntryName, Table};
use crate::expand::entry_names::EntryNames;
use crate::expand::reply::{AssistantReply, Proposed, ProposedGap};
use crate::knowledge::Knowledge;
use crate::knowledge::amend::Expansion;

pub use crate::expand::examine::refusal::Refusal;

/// What becomes of a reply.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sifted {
    /// The phrasings that the table takes, by the order of its entries.
    pub phrasings: Vec<Offer>,
    /// The gaps that it takes.
    pub gaps: Vec<OfferedGap>,
    /// What it does not take, in the order of the reply.
    pub refused: Vec<RefusedWording>,
}

/// A wording for an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Its entry, as an index into [`crate::knowledge::Knowledge::entries`]; after those come the new gaps.
    entry: usize,
    /// The words.
    pub text: String,
    /// Its place in the reply; of what is taken, its number in [`Sifted`].
    order: usize,
}

/// A gap, with its wordings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedGap {
    /// Its source, as an index into [`crate::knowledge::Knowledge::sources`].
    pub source: usize,
    /// Its wordings; filled in once they are examined.
    pub ask: Vec<String>,
    /// The sentence that says so.
    pub text: String,
    /// What it is called in what is said of its wordings: the first of them.
    name: String,
    /// Its number in [`Sifted`], once it is known.
    number: usize,
}

/// A wording that is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedWording {
    /// The entry that it was for, by its id; a gap by its first wording.
    pub entry: String,
    /// The words.
    pub text: String,
    /// Why.
    pub reason: Refusal,
    order: usize,
}

impl Offer {
    /// Its entry, as an index into [`crate::knowledge::Knowledge::entries`].
    #[must_use]
    pub fn entry(&self) -> usize {
        self.entry
    }

    /// Its number, from 1, among the phrasings and gaps that are taken.
    #[must_use]
    pub fn number(&self) -> usize {
        self.order
    }
}

impl Sifted {
    /// Whether nothing is taken.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.phrasings.is_empty() && self.gaps.is_empty()
    }

    /// Leaves out what is struck: by its number, or all of an entry by its name. The others keep their
    /// numbers.
    ///
    /// # Errors
    ///
    /// There is no such number or entry: the message says so.
    pub fn strike(&mut self, knowledge: &Knowledge, struck: &[String]) -> Result<(), String> {
        let names = EntryNames::of(knowledge);
        let (mut numbers, mut entries) = (Vec::new(), Vec::new());
        let listed = self.phrasings.len() + self.gaps.len();
        for name in struck {
            match name.parse::<usize>() {
                Ok(number) if (1..=listed).contains(&number) => numbers.push(number),
                _ => entries.push(names.find(name).map_err(|why| {
                    format!("{why}; what can be struck are ids, and numbers from 1 to {listed}")
                })?),
            }
        }
        let is_kept = |number: usize| !numbers.contains(&number);
        self.phrasings
            .retain(|own| is_kept(own.number()) && !entries.contains(&own.entry()));
        self.gaps.retain(|gap| is_kept(gap.number()));
        Ok(())
    }

    /// What is taken, as a reply with nothing else in it.
    #[must_use]
    pub fn reply(&self, knowledge: &Knowledge) -> AssistantReply {
        let phrasings = self.phrasings.iter().map(|offer| Proposed {
            entry: EntryName::id_within(knowledge, &knowledge.entries[offer.entry]),
            ask: vec![offer.text.clone()],
        });
        let gaps = self.gaps.iter().map(|gap| ProposedGap {
            source: Some(knowledge.sources[gap.source].id.clone()),
            ask: gap.ask.clone(),
            text: gap.text.clone(),
        });
        AssistantReply {
            phrasings: phrasings.collect(),
            gaps: gaps.collect(),
            ..AssistantReply::default()
        }
    }

    /// What is taken for one source of the knowledge, given by its index; gaps that need no look.
    #[must_use]
    pub fn expansion(&self, knowledge: &Knowledge, source: usize) -> Expansion {
        let own = self.phrasings.iter();
        let own = own.filter(|offer| knowledge.entries[offer.entry].source == source);
        let own: Vec<&Offer> = own.collect();
        let of_entries = own.chunk_by(|one, next| one.entry == next.entry);
        let phrasings = of_entries.map(|same| {
            let texts = same.iter().map(|offer| offer.text.clone());
            (knowledge.entries[same[0].entry].id.clone(), texts.collect())
        });
        let gaps = self.gaps.iter().filter(|gap| gap.source == source);
        Expansion {
            phrasings: phrasings.collect(),
            gaps: gaps
                .map(|gap| (gap.ask.clone(), gap.text.clone()))
                .collect(),
            drafts: false,
        }
    }
}

impl OfferedGap {
    /// Its number among the phrasings and gaps that are taken, after the phrasings.
    #[must_use]
    pub fn number(&self) -> usize {
        self.number
    }
}

/// Examines a reply for a table.
#[must_use]
pub fn examine(table: Table, reply: &AssistantReply) -> Sifted {
    let mut examination = Sifting::of(table, reply);
    alone::examine(&mut examination);
    together::examine(&mut examination);
    examination.finish()
}

/// An examination under way.
struct Sifting<'a> {
    table: Table<'a>,
    gaps: Vec<OfferedGap>,
    /// What has passed so far.
    offers: Vec<Offer>,
    refused: Vec<RefusedWording>,
}

impl Sifting<'_> {
    /// The number of the table's own entries; the numbers after those are of gaps.
    fn entries(&self) -> usize {
        self.table.knowledge.entries.len()
    }

    /// The gap that an offer is for; none where it is for an entry of the table.
    fn gap(&self, entry: usize) -> Option<&OfferedGap> {
        self.gaps.get(entry.checked_sub(self.entries())?)
    }

    fn name(&self, entry: usize) -> String {
        if let Some(gap) = self.gap(entry) {
            return gap.name.clone();
        }
        let knowledge = self.table.knowledge;
        EntryName::id_within(knowledge, &knowledge.entries[entry])
    }

    /// Refuses the offers for which there is a reason.
    fn sift(&mut self, reason: impl Fn(&Self, &Offer) -> Option<Refusal> + Sync) {
        let this = &*self;
        let reasons = this.offers.par_iter().map(|offer| reason(this, offer));
        let reasons: Vec<_> = reasons.collect();
        self.refuse(reasons);
    }

    /// Refuses the offers that have a reason, given in the order of the offers.
    fn refuse(&mut self, reasons: Vec<Option<Refusal>>) {
        let offers = std::mem::take(&mut self.offers);
        for (offer, reason) in offers.into_iter().zip(reasons) {
            match reason {
                None => self.offers.push(offer),
                Some(reason) => self.refused.push(RefusedWording {
                    entry: self.name(offer.entry),
                    text: offer.text,
                    reason,
                    order: offer.order,
                }),
            }
        }
    }

    fn finish(self) -> Sifted {
        let entries = self.entries();
        let Self {
            mut gaps,
            offers,
            mut refused,
            ..
        } = self;
        refused.sort_by_key(|own| own.order);
        let (mut phrasings, of_gaps): (Vec<_>, Vec<_>) =
            offers.into_iter().partition(|offer| offer.entry < entries);
        phrasings.sort_by_key(|offer| (offer.entry, offer.order));
        for offer in of_gaps {
            gaps[offer.entry - entries].ask.push(offer.text);
        }
        gaps.retain(|gap| !gap.ask.is_empty());
        for (number, offer) in (1..).zip(&mut phrasings) {
            offer.order = number;
        }
        for (number, gap) in (phrasings.len() + 1..).zip(&mut gaps) {
            gap.number = number;
        }
        Sifted {
            phrasings,
            gaps,
            refused,
        }
    }
}
