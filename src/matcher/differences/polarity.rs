//! Polarity: denial and opposites.
//!
//! *Not allowed* is the other side of *allowed*, and the same as *banned*; any other denial turns the
//! whole question.

use crate::matcher::analysis::answer_type::AnswerType;
use crate::matcher::analysis::cues::{Cue, Pole};
use crate::matcher::differences::{Asked, EntryTexts};

/// The most terms between a denial and the word that it denies.
const REACH: usize = 3;
/// The share of an entry's phrasings that a question must agree with in denying or not.
const AGREEING: f32 = 0.34;

/// What a text denies and opposes.
#[derive(Debug, Default, PartialEq, Eq)]
struct Polarity {
    /// Whether it denies something that has no opposite.
    denies: bool,
    /// Each pair of opposites that it has a pole of, with the pole that is meant.
    poles: Vec<(u16, Pole)>,
}

impl Polarity {
    /// Of a text, given the cue of each of its terms.
    fn of(cues: impl Iterator<Item = Option<Cue>>, is_yes_no: bool) -> Self {
        let mut polarity = Self::default();
        let mut denial: Option<usize> = None;
        let cues: Vec<Option<Cue>> = cues.collect();
        for (at, cue) in cues.iter().copied().enumerate() {
            match cue {
                // *Open or not* asks for either.
                Some(Cue::Negation) if at > 0 && at + 1 == cues.len() => {}
                // *Isn't it open*, *is it not open* ask whether it is: no is an answer, too.
                Some(Cue::Negation) if is_yes_no => {}
                Some(Cue::Negation) => {
                    polarity.denies |= denial.is_some();
                    denial = Some(at);
                }
                Some(Cue::Polarity(pair, pole)) => {
                    let denied = denial.take_if(|denial| at - *denial <= REACH).is_some();
                    let meant = if denied { pole.opposite() } else { pole };
                    polarity.poles.push((pair, meant));
                }
                _ => {}
            }
        }
        polarity.denies |= denial.is_some();
        polarity
    }
}

/// Whether the entry has the opposite of what was asked, or one of the two denies.
pub fn differ(asked: &Asked, entry: &EntryTexts) -> bool {
    let cue = |id: &u32| asked.table.vocabulary.cue(*id);
    let nearest = entry.phrasings.get(entry.nearest);
    let nearest = nearest.into_iter().flat_map(|text| text.term_ids);
    let asked_cues = asked.terms.iter().filter_map(|term| term.cue);
    if asked_cues.chain(nearest.filter_map(cue)).next().is_none() {
        return false;
    }
    let is_yes_no = |answer_type| answer_type == Some(AnswerType::YesNo);
    let of_text =
        |ids: &[u32], answer_type| Polarity::of(ids.iter().map(cue), is_yes_no(answer_type));
    let question = Polarity::of(
        asked.terms.iter().map(|term| term.cue),
        is_yes_no(asked.answer_type),
    );
    let phrasings = entry
        .phrasings
        .iter()
        .map(|text| of_text(text.term_ids, text.answer_type));
    let phrasings: Vec<Polarity> = phrasings.collect();
    let agreeing = phrasings
        .iter()
        .filter(|own| own.denies == question.denies)
        .count();
    let denial = phrasings
        .get(entry.nearest)
        .is_some_and(|nearest| nearest.denies != question.denies)
        && (agreeing as f32) < AGREEING * phrasings.len() as f32;
    let answer = of_text(entry.answer, None);
    let has = |pole: &(u16, Pole)| {
        phrasings
            .iter()
            .chain([&answer])
            .any(|own| own.poles.contains(pole))
    };
    let mut poles = question.poles.iter();
    denial || poles.any(|(pair, pole)| !has(&(*pair, *pole)) && has(&(*pair, pole.opposite())))
}
