//! A question as a suspicious reader sees it: compatibility forms, accents, look-alikes and invisible
//! characters are folded, and every byte knows where it was written. It decides nothing.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::question_log::redact::REDACTED;
use crate::question_log::redact::look_alikes::read_as;
use crate::question_log::redact::vocabulary::{ABBREVIATIONS, OPENERS, QUESTIONS, has};
use crate::text::letters::is_invisible;

/// The words of a clause or a sentence before and after one that are looked at, so that the time taken
/// grows with the length of a question and no faster. A long sentence has some forty words.
const WINDOW: usize = 120;

/// A folded question, its words and its clauses.
pub(super) struct Reading {
    /// The folded text, with its capitals.
    text: String,
    /// The same in lower case; every word has the same place in both.
    lower: String,
    /// For each byte of the text, the bytes of the question that it was read from.
    sources: Vec<(u32, u32)>,
    words: Vec<ReadWord>,
}

/// A word: letters and digits, with apostrophes between letters.
struct ReadWord {
    span: Range<usize>,
    clause: u32,
    sentence: u32,
}

impl Reading {
    /// Reads a question.
    pub fn of(question: &str) -> Self {
        let mut text = String::with_capacity(question.len());
        let mut sources = Vec::with_capacity(question.len());
        for (at, written) in question.char_indices() {
            if is_invisible(written) {
                continue;
            }
            let source = (at as u32, (at + written.len_utf8()) as u32);
            let mut push = |c: char| {
                text.push(c);
                sources.resize(text.len(), source);
            };
            if REDACTED.contains(written) {
                push(written);
                continue;
            }
            for c in written.nfkd().filter(|c| !is_combining_mark(*c)) {
                push(read_as(c));
            }
        }
        let lower = text.to_ascii_lowercase();
        let words = words(&lower);
        Self {
            text,
            lower,
            sources,
            words,
        }
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The folded text in lower case.
    pub fn lower(&self) -> &str {
        &self.lower
    }

    /// The number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// A word in lower case; empty where there is none.
    pub fn word(&self, at: usize) -> &str {
        self.words
            .get(at)
            .map_or("", |word| &self.lower[word.span.clone()])
    }

    /// A word as it was capitalised; empty where there is none.
    pub fn cased(&self, at: usize) -> &str {
        self.words
            .get(at)
            .map_or("", |word| &self.text[word.span.clone()])
    }

    /// What stands before a word, after the last; before the end where there is no such word.
    pub fn gap(&self, at: usize) -> &str {
        let start = at.checked_sub(1).and_then(|at| self.words.get(at));
        let start = start.map_or(0, |word| word.span.end);
        let end = self
            .words
            .get(at)
            .map_or(self.lower.len(), |word| word.span.start);
        self.lower.get(start..end).unwrap_or("")
    }

    /// The bytes of the folded text from the first of some words to the last.
    pub fn bytes(&self, words: Range<usize>) -> Range<usize> {
        let inner = self.words.get(words).unwrap_or_default();
        match inner {
            [] => 0..0,
            [one] => one.span.clone(),
            [first, .., last] => first.span.start..last.span.end,
        }
    }

    /// The bytes of the question that a stretch of the folded text was read from, with what cannot be
    /// seen in between.
    pub fn written(&self, read: Range<usize>) -> Range<usize> {
        match self.sources.get(read) {
            Some([first, .., last]) => first.0 as usize..last.1 as usize,
            Some([one]) => one.0 as usize..one.1 as usize,
            _ => 0..0,
        }
    }

    /// The words of the clause around a word, as far as they are near.
    pub fn clause(&self, at: usize) -> Range<usize> {
        self.around(at, |word| word.clause)
    }

    /// The words of the sentence around a word, as far as they are near.
    pub fn sentence(&self, at: usize) -> Range<usize> {
        self.around(at, |word| word.sentence)
    }

    /// Whether a word is the first of its sentence, where a capital says nothing.
    pub fn begins_sentence(&self, at: usize) -> bool {
        let sentence = |at: usize| self.words.get(at).map(|word| word.sentence);
        at == 0 || sentence(at) != sentence(at - 1)
    }

    /// Whether a clause asks: it begins with a question word or an auxiliary verb.
    pub fn asks(&self, clause: &Range<usize>) -> bool {
        let mut words = clause.clone().map(|at| self.word(at));
        let first = words.find(|word| !has(OPENERS, word) || has(QUESTIONS, word));
        first.is_some_and(|word| has(QUESTIONS, word))
    }

    fn around(&self, at: usize, part: fn(&ReadWord) -> u32) -> Range<usize> {
        let Some(own) = self.words.get(at).map(part) else {
            return at..at;
        };
        // Parts are numbered in order.
        let start = self.words.partition_point(|word| part(word) < own);
        let end = self.words.partition_point(|word| part(word) <= own);
        start.max(at.saturating_sub(WINDOW))..end.min(at + WINDOW)
    }
}

/// The words of a text in lower case, with their clauses.
fn words(lower: &str) -> Vec<ReadWord> {
    let spans = spans(lower);
    let word = |at: usize| spans.get(at).map_or("", |span| &lower[span.clone()]);
    let mut words: Vec<ReadWord> = Vec::new();
    let (mut clause, mut sentence) = (0, 0);
    for (at, span) in spans.iter().enumerate() {
        if let Some(last) = words.last() {
            let gap = &lower[last.span.end..span.start];
            let ends = ends_sentence(gap, word(at - 1));
            sentence += u32::from(ends);
            let is_cut = gap.contains([',', '-', ':', '(', ')', '…'])
                || has(&["and", "but", "so"], word(at - 1));
            let begins = is_cut && has(QUESTIONS, word(at))
                || gap.contains(',') && has(OPENERS, word(at))
                || inverts(word(at), word(at + 1));
            clause += u32::from(ends || begins);
        }
        words.push(ReadWord {
            span: span.clone(),
            clause,
            sentence,
        });
    }
    words
}

/// Whether two words begin a question, with or without a sign before: *may i*, *where do*.
fn inverts(word: &str, next: &str) -> bool {
    let is_question = has(QUESTIONS, word);
    is_question
        && has(
            &["he", "i", "it", "she", "there", "they", "we", "you"],
            next,
        )
        && !word.starts_with('w')
        || is_question
            && word.starts_with(['w', 'h'])
            && has(
                &[
                    "are", "can", "could", "did", "do", "does", "should", "was", "will",
                ],
                next,
            )
}

fn ends_sentence(gap: &str, before: &str) -> bool {
    let after_stop = gap
        .trim_start_matches(['"', '\'', ')', ']'])
        .strip_prefix('.');
    let is_stop = after_stop.is_some_and(|after| after.starts_with([' ', '.']))
        && !has(ABBREVIATIONS, before)
        && before.len() > 1;
    is_stop || gap.contains(['?', '!', ';', '\n'])
}

/// The places of the words of a text.
fn spans(text: &str) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> = Vec::new();
    let mut start = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let is_inner = c == '\'' && start.is_some() && next.is_some_and(char::is_alphabetic);
        if c.is_alphanumeric() || is_inner {
            start = start.or(Some(at));
        } else if let Some(start) = start.take() {
            spans.push(start..at);
        }
    }
    if let Some(start) = start {
        spans.push(start..text.len());
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_words_know_where_they_were_written() {
        let question = "Is mу p\u{200b}in ﬁrst？ Mr. Ｗood, why";
        let reading = Reading::of(question);
        let words: Vec<&str> = (0..reading.len()).map(|at| reading.cased(at)).collect();
        assert_eq!(words, ["Is", "my", "pin", "first", "Mr", "Wood", "why"]);
        let written = |at: usize| &question[reading.written(reading.bytes(at..at + 1))];
        assert_eq!(
            [written(2), written(3), written(5)],
            ["p\u{200b}in", "ﬁrst", "Ｗood"]
        );
        assert_eq!(reading.sentence(0), 0..4);
        assert_eq!(reading.sentence(4), 4..7);
        assert_eq!(reading.clause(4), 4..6);
        assert!(reading.asks(&(0..4)) && !reading.asks(&(4..6)));
    }
}
