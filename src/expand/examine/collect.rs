//! The wordings of a reply that a table can hold: of an entry that it has, of the right shape, and new.

use std::collections::HashMap;
use std::collections::hash_map::Entry::{Occupied, Vacant};

use crate::answer::Table;
use crate::expand::entry_names::EntryNames;
use crate::expand::examine::{Offer, OfferedGap, Refusal, RefusedWording, Sifting};
use crate::expand::reply::{AssistantReply, ProposedGap};
use crate::knowledge::{Knowledge, MAX_LINE, MAX_SENTENCE};
use crate::matcher::analysis::normalize::as_written;
use crate::text::as_typed;
use crate::text::visible::is_command;

/// The most phrasings of an entry, new ones included: ten replies. A question is compared with each.
const MAX_PER_ENTRY: usize = 150;

/// What holds a wording already.
#[derive(Clone, Copy)]
enum Holder {
    /// A phrasing of an entry.
    Table(usize),
    /// A draft.
    Draft,
    /// A test.
    Test,
    /// An offer, by its index.
    Offer(usize),
}

impl<'a> Sifting<'a> {
    /// Begins with what can be held at all.
    pub(super) fn of(table: Table<'a>, reply: &AssistantReply) -> Self {
        let mut this = Self {
            table,
            gaps: Vec::new(),
            offers: Vec::new(),
            refused: Vec::new(),
        };
        let names = EntryNames::of(table.knowledge);
        let mut order = 0;
        for proposed in &reply.phrasings {
            let entry = names.find(&proposed.entry);
            let entry = entry.map_err(Refusal::UnknownEntry);
            this.offer(&entry, &proposed.entry, &proposed.ask, &mut order);
        }
        for gap in &reply.gaps {
            let name = gap.ask.first().cloned().unwrap_or_default();
            let entry = checked(table.knowledge, gap, &name).map(|gap| {
                this.gaps.push(gap);
                this.entries() + this.gaps.len() - 1
            });
            this.offer(&entry, &name, &gap.ask, &mut order);
        }
        this.sift(|_, offer| misshapen(&offer.text));
        this.refuse_known();
        this.refuse_over_limit();
        this
    }

    fn offer(
        &mut self,
        entry: &Result<usize, Refusal>,
        name: &str,
        ask: &[String],
        order: &mut usize,
    ) {
        for text in ask {
            let text = text.trim().to_owned();
            match entry {
                Ok(entry) => self.offers.push(Offer {
                    entry: *entry,
                    text,
                    order: *order,
                }),
                Err(reason) => self.refused.push(RefusedWording {
                    entry: name.to_owned(),
                    text,
                    reason: reason.clone(),
                    order: *order,
                }),
            }
            *order += 1;
        }
    }

    /// Refuses what is a phrasing or a test already, or is in the reply twice. Where two entries claim a wording,
    /// neither gets it.
    fn refuse_known(&mut self) {
        let mut holders: HashMap<String, Holder> = HashMap::new();
        for (entry, own) in self.table.knowledge.entries.iter().enumerate() {
            let keys = own.phrasings.iter().flat_map(|own| keys(&own.text));
            holders.extend(keys.map(|key| (key, Holder::Table(entry))));
        }
        let drafts = self.table.knowledge.drafts.iter();
        let drafted = drafts
            .flat_map(|draft| &draft.phrasings)
            .map(|own| (own, Holder::Draft));
        let tests = self.table.knowledge.tests.iter();
        let tested = tests
            .flat_map(|test| &test.ask)
            .map(|own| (own, Holder::Test));
        for (phrasing, holder) in drafted.chain(tested) {
            for key in keys(&phrasing.text) {
                holders.entry(key).or_insert(holder);
            }
        }
        let is_gap = |entry: usize| entry >= self.table.knowledge.entries.len();
        let mut reasons: Vec<Option<Refusal>> = vec![None; self.offers.len()];
        for (index, offer) in self.offers.iter().enumerate() {
            for key in keys(&offer.text) {
                let holder = match holders.entry(key) {
                    Vacant(free) => {
                        free.insert(Holder::Offer(index));
                        continue;
                    }
                    Occupied(taken) => *taken.get(),
                };
                let reason = match holder {
                    Holder::Offer(other) if other == index => continue,
                    Holder::Table(entry) => Refusal::Known(self.name(entry)),
                    Holder::Draft => Refusal::Drafted,
                    Holder::Test => Refusal::Tested,
                    // Two assistants, or two parts of a request, think of the same gap: the first has it.
                    Holder::Offer(other)
                        if self.offers[other].entry == offer.entry
                            || is_gap(self.offers[other].entry) && is_gap(offer.entry) =>
                    {
                        Refusal::Twice
                    }
                    Holder::Offer(other) => {
                        let rival = Refusal::Claimed(self.name(offer.entry));
                        reasons[other].get_or_insert(rival);
                        Refusal::Claimed(self.name(self.offers[other].entry))
                    }
                };
                reasons[index].get_or_insert(reason);
            }
        }
        self.refuse(reasons);
    }

    fn refuse_over_limit(&mut self) {
        let entries = self.table.knowledge.entries.iter();
        let mut counts: Vec<usize> = entries.map(|entry| entry.phrasings.len()).collect();
        counts.resize(counts.len() + self.gaps.len(), 0);
        let reasons = self.offers.iter().map(|offer| {
            counts[offer.entry] += 1;
            (counts[offer.entry] > MAX_PER_ENTRY).then_some(Refusal::Full)
        });
        let reasons = reasons.collect();
        self.refuse(reasons);
    }
}

/// A gap whose source is known and whose sentence can be shown.
fn checked(knowledge: &Knowledge, gap: &ProposedGap, name: &str) -> Result<OfferedGap, Refusal> {
    let text = gap.text.trim();
    let is_shown = !text.is_empty() && !text.contains(is_command);
    if !is_shown || text.chars().nth(MAX_SENTENCE).is_some() {
        return Err(Refusal::NoSentence);
    }
    let source = match (&gap.source, &knowledge.sources[..]) {
        (_, [_]) => Some(0),
        (Some(id), sources) => sources.iter().position(|source| source.id == *id),
        (None, _) => None,
    };
    Ok(OfferedGap {
        source: source.ok_or(Refusal::UnknownSource)?,
        ask: Vec::new(),
        text: text.to_owned(),
        name: name.trim().to_owned(),
        number: 0,
    })
}

fn misshapen(text: &str) -> Option<Refusal> {
    if text.chars().nth(MAX_LINE).is_some() {
        Some(Refusal::TooLong)
    } else if text.contains(is_command) {
        Some(Refusal::Invisible)
    } else if !text.contains(char::is_alphanumeric) {
        Some(Refusal::Empty)
    } else {
        instructs_a_model(text).then_some(Refusal::NoQuestion)
    }
}

/// Whether a wording tells a language model to forget what it was told: *ignore previous instructions*. It may have come
/// into a reply from the text that an assistant has read.
fn instructs_a_model(text: &str) -> bool {
    const ACTS: &str = "bypass disregard forget ignore override";
    const TOLD: &str = "instruction instructions prompt prompts";
    let text = as_written(text);
    let has = |list: &str| {
        text.split(' ')
            .any(|word| list.split(' ').any(|own| own == word))
    };
    has(ACTS) && has(TOLD)
}

/// A wording as files compare it, and as the matcher does.
fn keys(text: &str) -> [String; 2] {
    [as_typed(text), format!("={}", as_written(text))]
}
