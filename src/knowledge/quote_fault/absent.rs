//! Says what to write in place of a quote that occurs nowhere: the nearest words, with what differs.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::knowledge::nearest::{NearestSearch, NearestWords};
use crate::knowledge::quote::{Found, Quote};
use crate::knowledge::quote_fault::named;
use crate::knowledge::quote_search::QuoteSearch;
use crate::knowledge::typography::occurrences;
use crate::knowledge::{At, Citation, SourceText};

/// The most places of one end at which the other is looked for: an end with more says little.
const MAX_ENDS: usize = 20;

/// Words in a paragraph: its place, and their bytes in the folded paragraph.
type PlacedWords = (At, Range<usize>);

/// The fault of a quote that occurs nowhere.
pub(in crate::knowledge) fn not_found(citation: &Citation, search: &mut QuoteSearch) -> Diagnostic {
    let text = search.text;
    let quote = citation.quote.as_seen();
    let quote = quote.as_ref().unwrap_or(&citation.quote);
    let (why, repair) = match search.explaining() {
        Some(nearest) => Absent {
            quote,
            text,
            nearest,
        }
        .explain(citation.at),
        None => ("it does not occur in one paragraph".to_owned(), None),
    };
    let written = &citation.quote;
    let message = format!("quote `{written}` is not in the source's text: {why}");
    Diagnostic::at(Code::QuoteNotFound, citation.place, message)
        .repair(repair.unwrap_or_else(|| how_to_quote(text).to_owned()))
}

/// How to quote, and how from a text with rows of tables.
const HOW_TO_QUOTE: &str = "copy both ends exactly, from a single paragraph";
pub(super) const HOW_TO_QUOTE_ROWS: &str = "copy both ends exactly, as they are on the page, from a single \
    paragraph; each row of a table and each item of a list is one, and the bars between cells are not quoted";

fn how_to_quote(text: &SourceText) -> &'static str {
    if text.is_recounted {
        HOW_TO_QUOTE_ROWS
    } else {
        HOW_TO_QUOTE
    }
}

/// A quote that occurs nowhere.
struct Absent<'a, 't> {
    quote: &'a Quote,
    text: &'t SourceText,
    nearest: &'a mut NearestSearch<'t>,
}

impl Absent<'_, '_> {
    /// Why it does not occur, as the end of a sentence, and what to do about it.
    fn explain(mut self, at: Option<At>) -> (String, Option<String>) {
        let quote = self.quote;
        let (first, last) = quote.folded_ends();
        let (written_first, written_last) = quote.ends();
        let firsts = places(self.text, first);
        let Some((last, written_last)) = last.zip(written_last) else {
            let near = self.near(first, at);
            let corrected = near.as_ref().map(|near| near.words.clone());
            return self.told(first, near.as_slice(), corrected);
        };
        let lasts = places(self.text, last);
        match (firsts.is_empty(), lasts.is_empty()) {
            (false, false) => self.apart(&firsts, &lasts),
            (false, true) => {
                let after = firsts
                    .into_iter()
                    .map(|(at, span)| (at, span.end..usize::MAX));
                let near = self.nearest.within(last, &after.collect::<Vec<_>>());
                let corrected = near
                    .as_ref()
                    .map(|near| format!("{written_first} … {}", near.words));
                let near = near.or_else(|| self.near(last, at));
                self.told(last, near.as_slice(), corrected)
            }
            (true, false) => {
                let before = lasts.into_iter().map(|(at, span)| (at, 0..span.start));
                let near = self.nearest.within(first, &before.collect::<Vec<_>>());
                let corrected = near
                    .as_ref()
                    .map(|near| format!("{} … {written_last}", near.words));
                let near = near.or_else(|| self.near(first, at));
                self.told(first, near.as_slice(), corrected)
            }
            (true, true) => {
                let mut near: Vec<NearestWords> = self.near(first, at).into_iter().collect();
                let after: Vec<PlacedWords> = near
                    .iter()
                    .map(|near| (near.at, near.folded.end..usize::MAX))
                    .collect();
                near.extend(self.nearest.within(last, &after));
                let corrected = match near.as_slice() {
                    [one, other] => Some(format!("{} … {}", one.words, other.words)),
                    _ => None,
                };
                self.told(first, &near, corrected)
            }
        }
    }

    /// The nearest words in the paragraph that `at` names, or anywhere.
    fn near(&mut self, end: &str, at: Option<At>) -> Option<NearestWords> {
        let named = at.and_then(|at| self.nearest.within(end, &[(at, 0..usize::MAX)]));
        named.or_else(|| self.nearest.anywhere(end))
    }

    /// Tells that an end does not occur, with the nearest words, and the quote with those in its place.
    fn told(
        &self,
        end: &str,
        near: &[NearestWords],
        corrected: Option<String>,
    ) -> (String, Option<String>) {
        let is_part = || {
            let mut paragraphs = self.text.folded_paragraphs();
            paragraphs.any(|(_, words)| words.contains(end))
        };
        // A quote without an ellipsis is named already.
        let (end, none) = match self.quote.ends() {
            (_, None) => ("it".to_owned(), "its words do not stand there"),
            (_, Some(_)) => (format!("`{end}`"), "does not occur in it"),
        };
        let why = match near.first() {
            Some(near) if near.is_case => format!("{end} occurs with different capitals"),
            _ if is_part() => format!("{end} occurs only as a part of longer words"),
            _ if end == "it" => none.to_owned(),
            _ => format!("{end} {none}"),
        };
        let is_near = near.iter().all(|near| !near.difference.is_empty());
        let repair = near.first().filter(|_| is_near).map(|first| {
            let at = first.at;
            let differences: Vec<&str> = near.iter().map(|near| near.difference.as_str()).collect();
            let differences = differences.join(" … ");
            let shown = format!("{at} has “{differences}” (yours → the text’s)");
            match corrected.and_then(|corrected| self.settled(&corrected, at)) {
                Some(corrected) => format!("{shown}: write {corrected}"),
                None => format!("the nearest words: {shown}; {}", how_to_quote(self.text)),
            }
        });
        (why, repair)
    }

    /// A corrected quote, with the paragraph if that is needed to settle where it stands; none if it does
    /// not stand there once.
    fn settled(&self, corrected: &str, at: At) -> Option<String> {
        let quote = Quote::parse(corrected).ok()?;
        if matches!(quote.find(self.text), Found::Once(place, _) if place == at) {
            return Some(format!("`{corrected}`"));
        }
        quote.find_once(self.text, at)?;
        Some(format!("`{corrected}`, and `at = \"{at}\"`"))
    }

    /// Tells where the ends stand, if not together.
    fn apart(&self, firsts: &[PlacedWords], lasts: &[PlacedWords]) -> (String, Option<String>) {
        let why = "its ends do not occur in this order in one paragraph".to_owned();
        let (first, last) = self.quote.ends();
        let last = last.unwrap_or_default();
        let shared = firsts
            .iter()
            .find(|(at, _)| lasts.iter().any(|(other, _)| other == at));
        let repair = match shared {
            Some((at, _)) => format!("in {at}, `{last}` stands before `{first}`: swap them"),
            None => format!(
                "`{first}` is in {}, `{last}` in {}: quote from a single paragraph, or cite two quotes \
                 in a list",
                named(firsts.iter().map(|(at, _)| *at)),
                named(lasts.iter().map(|(at, _)| *at)),
            ),
        };
        (why, Some(repair))
    }
}

/// The first places of folded words.
fn places(text: &SourceText, words: &str) -> Vec<PlacedWords> {
    let paragraphs = text.folded_paragraphs();
    let places =
        paragraphs.flat_map(|(at, folded)| occurrences(folded, words).map(move |span| (at, span)));
    places.take(MAX_ENDS).collect()
}
