//! The words of a text and where they stand, to find the stretches that share words with a quote.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::knowledge::{At, SourceText};

/// The words of a quote by which its stretches are found: its rarest ones.
const RAREST: usize = 8;
/// The most places of a word that count: a word with more says little.
const MAX_PLACES: usize = 500;
/// The most places of a rare word.
const RARE: usize = 3;
/// The most stretches that are compared in full.
const MAX_STRETCHES: usize = 4;
/// The pieces of the shortest stretch: the ends of quotes are short.
const SHORTEST: usize = 4;
/// What one place of a word that stands once counts; words that stand more often count less.
const VOTE: u32 = 64;

/// Where the words of a text stand. Its words and signs are its pieces, numbered through all paragraphs.
pub(super) struct WordIndex<'t> {
    paragraphs: Vec<Indexed<'t>>,
    /// The bytes of each piece in its folded paragraph. Files are far smaller than four gigabytes.
    pieces: Vec<(u32, u32)>,
    /// The pieces that are this word in small letters, in order.
    places: HashMap<String, Vec<u32>>,
    /// The words in small letters, in alphabetical order.
    vocabulary: Vec<String>,
}

struct Indexed<'t> {
    at: At,
    folded: &'t str,
    /// The first of its pieces.
    first: usize,
}

/// The words and signs of a text, as byte ranges.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.split_word_bound_indices()
        .filter(|(_, piece)| !piece.chars().all(char::is_whitespace))
        .map(|(start, piece)| start..start + piece.len())
}

impl<'t> WordIndex<'t> {
    pub fn of(text: &'t SourceText) -> Self {
        let mut index = Self {
            paragraphs: Vec::new(),
            pieces: Vec::new(),
            places: HashMap::new(),
            vocabulary: Vec::new(),
        };
        for (at, folded) in text.folded_paragraphs() {
            let first = index.pieces.len();
            index.paragraphs.push(Indexed { at, folded, first });
            for piece in pieces(folded) {
                let word = &folded[piece.clone()];
                if word.contains(char::is_alphanumeric) {
                    let number = index.pieces.len() as u32;
                    index
                        .places
                        .entry(word.to_lowercase())
                        .or_default()
                        .push(number);
                }
                index.pieces.push((piece.start as u32, piece.end as u32));
            }
        }
        index.vocabulary = index.places.keys().cloned().collect();
        index.vocabulary.sort_unstable();
        index
    }

    /// All pieces.
    pub fn all(&self) -> Range<usize> {
        0..self.pieces.len()
    }

    /// The words in small letters, in alphabetical order.
    pub fn vocabulary(&self) -> &[String] {
        &self.vocabulary
    }

    /// Whether a word stands in few places.
    pub fn is_rare(&self, word: &str) -> bool {
        let places = self.places.get(&word.to_lowercase());
        places.is_some_and(|places| places.len() <= RARE)
    }

    /// The pieces that are whole within these bytes of a folded paragraph.
    pub fn pieces_of(&self, at: At, bytes: &Range<usize>) -> Option<Range<usize>> {
        let paragraph = self
            .paragraphs
            .binary_search_by_key(&at, |own| own.at)
            .ok()?;
        let own = self.pieces_in(paragraph);
        let within = &self.pieces[own.clone()];
        let start = within.partition_point(|(start, _)| (*start as usize) < bytes.start);
        let end = within.partition_point(|(_, end)| (*end as usize) <= bytes.end);
        (start < end).then(|| own.start + start..own.start + end)
    }

    fn pieces_in(&self, paragraph: usize) -> Range<usize> {
        let next = self.paragraphs.get(paragraph + 1);
        self.paragraphs[paragraph].first..next.map_or(self.pieces.len(), |next| next.first)
    }

    fn paragraph_of(&self, piece: usize) -> usize {
        let next = self.paragraphs.partition_point(|own| own.first <= piece);
        next.saturating_sub(1)
    }

    pub fn word(&self, piece: usize) -> &'t str {
        let (start, end) = self.pieces[piece];
        &self.paragraphs[self.paragraph_of(piece)].folded[start as usize..end as usize]
    }

    /// The paragraph of some pieces, and their bytes in it.
    pub fn place_of(&self, pieces: &Range<usize>) -> (At, Range<usize>) {
        let paragraph = &self.paragraphs[self.paragraph_of(pieces.start)];
        let last = pieces.end.saturating_sub(1).max(pieces.start);
        let (start, end) = (self.pieces[pieces.start].0, self.pieces[last].1);
        (paragraph.at, start as usize..end as usize)
    }

    /// The stretches of these pieces that share most with a quote: where its rarest words stand, about as
    /// far from each other as in the quote.
    pub fn stretches(&self, quote: &[&str], within: &[Range<usize>]) -> Vec<Range<usize>> {
        let length = quote.len().max(SHORTEST);
        let mut known: Vec<(usize, Vec<u32>)> = Vec::new();
        for (position, word) in quote.iter().enumerate() {
            let places = self.places_within(&word.to_lowercase(), within);
            if !places.is_empty() {
                known.push((position, places));
            }
        }
        known.sort_by_key(|(_, places)| places.len());
        let mut votes: BTreeMap<(usize, usize), u32> = BTreeMap::new();
        for (position, places) in known.into_iter().take(RAREST) {
            let vote = VOTE / (1 + places.len().ilog2());
            for place in places {
                let paragraph = self.paragraph_of(place as usize);
                let start = (place as usize).saturating_sub(position);
                let from = start.saturating_sub(self.paragraphs[paragraph].first);
                *votes.entry((paragraph, from / length)).or_default() += vote;
            }
        }
        let mut best: Vec<_> = votes.into_iter().collect();
        best.sort_by_key(|(place, votes)| (Reverse(*votes), *place));
        let best = best.into_iter().take(MAX_STRETCHES);
        let stretches = best.flat_map(|((paragraph, block), _)| {
            let own = self.pieces_in(paragraph);
            let start = own.start + (block * length).saturating_sub(length);
            let around = start..own.end.min(start + 4 * length);
            let within = within
                .iter()
                .map(move |one| around.start.max(one.start)..around.end.min(one.end));
            within.filter(|stretch| !stretch.is_empty())
        });
        stretches.collect()
    }

    /// The first places of a word within some pieces.
    fn places_within(&self, word: &str, within: &[Range<usize>]) -> Vec<u32> {
        let Some(places) = self.places.get(word) else {
            return Vec::new();
        };
        let within = within.iter().flat_map(|range| {
            let start = places.partition_point(|place| (*place as usize) < range.start);
            let end = places.partition_point(|place| (*place as usize) < range.end);
            &places[start..end.max(start)]
        });
        within.take(MAX_PLACES).copied().collect()
    }
}
