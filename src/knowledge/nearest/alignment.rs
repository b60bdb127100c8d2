//! Aligns the words of a quote with those of a stretch of a text: which of them are the same, and which
//! stand in place of others.

use std::ops::Range;

use crate::diagnostic::did_you_mean;

/// The letters of a word that can have a slip in it: of shorter ones, too many are alike.
pub(super) const LONG_WORD: usize = 4;
/// The most words of a quote that are compared letter by letter with those of a text: longer quotes have
/// enough words without slips.
const MAX_COMPARED: usize = 24;

/// What it costs that a word or a sign is not in the other text.
const MISSING_WORD: u32 = 4;
const MISSING_SIGN: u32 = 2;
/// What it costs that a word stands for another one: no more than if it was only left out.
const OTHER_WORD: u32 = MISSING_WORD;
const OTHER_NUMBER: u32 = 3;
/// What it costs that a word has other capitals or a slip.
const SLIP: u32 = 1;

/// The best alignment of a quote with a part of a stretch.
pub(super) struct Alignment {
    pub pairs: Vec<Pair>,
    /// The part of the stretch.
    pub range: Range<usize>,
    pub cost: u32,
    /// The cost if nothing was the same.
    pub worst: u32,
    /// The pieces of the stretch that are words of the quote, slips apart.
    pub common: Vec<usize>,
}

/// A word or a sign of the quote and the one of the text that stands for it.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    pub quote: Option<usize>,
    pub text: Option<usize>,
    cost: u32,
    is_case: bool,
}

impl Pair {
    pub fn is_same(&self) -> bool {
        self.cost == 0
    }
}

impl Alignment {
    /// Aligns all of a quote with any part of a stretch.
    pub fn of(quote: &[&str], stretch: &[&str]) -> Self {
        let grid = Grid::of(quote, stretch);
        let end = grid.end();
        let pairs = grid.traced(end);
        let mut of_text = pairs.iter().filter_map(|pair| pair.text);
        let start = of_text.next().unwrap_or(end);
        let common = pairs
            .iter()
            .filter(|pair| pair.cost <= SLIP && pair.quote.is_some());
        let common = common
            .filter_map(|pair| pair.text)
            .filter(|text| is_word(stretch[*text]));
        let common = common.collect();
        Self {
            range: start..end.max(start),
            cost: grid.cost(quote.len(), end),
            worst: quote.iter().map(|piece| missing(piece)).sum(),
            common,
            pairs,
        }
    }

    /// Whether capitals alone differ.
    pub fn is_case(&self) -> bool {
        self.pairs.iter().all(|pair| pair.is_same() || pair.is_case)
    }
}

/// The least costs of aligning the beginnings of a quote with those of a stretch.
struct Grid<'a> {
    quote: &'a [&'a str],
    stretch: &'a [&'a str],
    /// Row by row: a row for each number of pieces of the quote, a column for each of the stretch.
    costs: Vec<u32>,
    /// What it costs that a piece of the quote stands for one of the stretch, row by row.
    replaced: Vec<u32>,
}

impl<'a> Grid<'a> {
    fn of(quote: &'a [&'a str], stretch: &'a [&'a str]) -> Self {
        let compares = quote.len() <= MAX_COMPARED;
        let pairs = quote
            .iter()
            .flat_map(|own| stretch.iter().map(move |other| (*own, *other)));
        let mut grid = Self {
            quote,
            stretch,
            costs: vec![0; (quote.len() + 1) * (stretch.len() + 1)],
            replaced: pairs
                .map(|(own, other)| replaced(own, other, compares))
                .collect(),
        };
        for (row, own) in (1..).zip(quote) {
            for column in 0..=stretch.len() {
                let left_out = grid.cost(row - 1, column) + missing(own);
                let added = column.checked_sub(1).map(|before| {
                    let added = grid.cost(row, before) + missing(stretch[before]);
                    added.min(grid.cost(row - 1, before) + grid.replaced(row, column))
                });
                let width = stretch.len() + 1;
                grid.costs[row * width + column] =
                    added.map_or(left_out, |added| added.min(left_out));
            }
        }
        grid
    }

    fn cost(&self, row: usize, column: usize) -> u32 {
        self.costs[row * (self.stretch.len() + 1) + column]
    }

    fn replaced(&self, row: usize, column: usize) -> u32 {
        self.replaced[(row - 1) * self.stretch.len() + column - 1]
    }

    /// Where the best part of the stretch ends. Other words at the end of a quote stand for some of the
    /// stretch, rather than for none.
    fn end(&self) -> usize {
        let last = self.quote.len();
        let columns = 0..=self.stretch.len();
        let mut end = columns
            .min_by_key(|column| self.cost(last, *column))
            .unwrap_or(0);
        let least = self.cost(last, end);
        while last > 0
            && end < self.stretch.len()
            && self.cost(last - 1, end) + self.replaced(last, end + 1) == least
        {
            end += 1;
        }
        end
    }

    /// The pairs of the cheapest way to the end of a part, in order.
    fn traced(&self, end: usize) -> Vec<Pair> {
        let (mut row, mut column) = (self.quote.len(), end);
        let mut pairs = Vec::new();
        while row > 0 {
            let here = self.cost(row, column);
            let own = self.quote[row - 1];
            let is_pair =
                column > 0 && self.cost(row - 1, column - 1) + self.replaced(row, column) == here;
            let is_left_out = self.cost(row - 1, column) + missing(own) == here;
            let (cost, is_case) = if is_pair {
                (
                    self.replaced(row, column),
                    is_case(own, self.stretch[column - 1]),
                )
            } else {
                (SLIP, false)
            };
            pairs.push(Pair {
                quote: (is_pair || is_left_out).then(|| row - 1),
                text: (is_pair || !is_left_out).then(|| column - 1),
                cost,
                is_case,
            });
            row -= usize::from(is_pair || is_left_out);
            column -= usize::from(is_pair || !is_left_out);
        }
        pairs.reverse();
        pairs
    }
}

/// What it costs that a piece of a quote stands for one of a text.
fn replaced(own: &str, other: &str, compares: bool) -> u32 {
    match (is_word(own), is_word(other)) {
        _ if own == other => 0,
        (true, true) if is_case(own, other) || is_part(own, other) => SLIP,
        (true, true) if compares && is_like(own, other) => SLIP,
        (true, true) if is_number(own) && is_number(other) => OTHER_NUMBER,
        (true, true) => OTHER_WORD,
        (false, false) => MISSING_SIGN,
        // A word and a sign do not stand for each other.
        _ => MISSING_WORD + MISSING_SIGN + 1,
    }
}

fn missing(piece: &str) -> u32 {
    if is_word(piece) {
        MISSING_WORD
    } else {
        MISSING_SIGN
    }
}

fn is_word(piece: &str) -> bool {
    piece.contains(char::is_alphanumeric)
}

fn is_case(one: &str, other: &str) -> bool {
    one != other && one.to_lowercase() == other.to_lowercase()
}

fn is_number(piece: &str) -> bool {
    piece.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether one word was probably cut off from the other. A number never was.
fn is_part(own: &str, other: &str) -> bool {
    let is_cut = own.len() > 1 && (other.starts_with(own) || other.ends_with(own));
    is_cut && other.chars().all(char::is_alphabetic)
}

/// Whether one word was probably meant to be the other. Two numbers never are.
fn is_like(one: &str, other: &str) -> bool {
    let is_long = |word: &str| {
        word.chars()
            .take(LONG_WORD)
            .filter(|c| c.is_alphabetic())
            .count()
            == LONG_WORD
    };
    is_long(one) && is_long(other) && did_you_mean(one, std::iter::once(other)).is_some()
}
