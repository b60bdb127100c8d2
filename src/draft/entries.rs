//! Statements → entries: each with its phrasings, and its sentences with their quotes. A phrasing belongs to
//! one entry only.

use std::collections::{HashMap, HashSet};

use crate::draft::asking::{actor, item_questions, questions};
use crate::draft::fragment::{is_shown, topic};
use crate::draft::keywords::{WordCounts, content_words};
use crate::draft::outline::{Outline, Shape};
use crate::draft::quotation::quote;
use crate::draft::statement::{AnswerTo, SentenceAt, Statement, place};
use crate::draft::wordings::{
    as_questions, keywords, lead_questions, names_in, names_of, row_questions, under,
};
use crate::knowledge::{At, SourceText};
use crate::text::as_typed;
use crate::text::visible::is_command;

/// The most phrasings of a drafted entry: a curator reads them all.
const MAX_PHRASINGS: usize = 20;
/// The most questions that are made of the first sentence of a statement, and of each of the others.
const MAX_ASKED: (usize, usize) = (9, 5);
/// The most characters of a phrasing, of which a table allows 200.
const MAX_PHRASING: usize = 150;
/// The most characters of an answer's sentence.
const MAX_TEXT: usize = 440;
/// How many questions are also asked in everyday words.
const SAID_OTHERWISE: usize = 3;
/// How many phrasings are made of everyday words, and the most words of one.
const EVERYDAY_CHOICES: usize = 3;
const EVERYDAY_WORDS: usize = 9;
/// How many paragraphs back names are looked for that a statement may be about, and how many are taken.
const BLOCKS_BEFORE: usize = 2;
const NAMES: usize = 3;
/// The most keywords of a phrasing, and how many words of what it stands under.
const KEYWORDS: usize = 5;
const CONTEXT: usize = 3;

/// The most words of what leads in to a statement, and of its heading, before a topic: an id is made of the words
/// after them, too.
const MAX_LEAD: usize = 8;
const MAX_HEADING: usize = 4;

/// A drafted question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DraftEntry {
    pub section: usize,
    pub ask: Vec<String>,
    pub answers: Vec<DraftAnswer>,
}

/// A sentence of the source, with its citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DraftAnswer {
    pub text: String,
    pub quote: String,
    pub at: At,
}

/// Makes entries of an article's statements.
pub(super) struct EntryMaker<'a> {
    pub outline: &'a Outline,
    pub text: &'a SourceText,
    counts: WordCounts,
    /// Names that are also words, as the article writes them, by their small letters.
    names: HashMap<String, String>,
    /// The phrasings that are taken, as typed.
    taken: HashSet<String>,
}

impl<'a> EntryMaker<'a> {
    /// For these statements; `taken` are the phrasings that the table has already.
    pub fn new(
        outline: &'a Outline,
        text: &'a SourceText,
        statements: &[Statement],
        taken: HashSet<String>,
    ) -> Self {
        let passages = statements.iter().flat_map(|statement| &statement.passages);
        let words = passages.map(|passage| words_of(outline, passage));
        let blocks = outline.blocks.iter();
        let sentences = blocks.filter(|block| matches!(block.shape, Shape::Prose | Shape::Item));
        Self {
            outline,
            text,
            counts: WordCounts::of(words),
            names: names_of(sentences.map(|block| &*block.words)),
            taken,
        }
    }

    /// The entry of a statement; none if nothing of it can be quoted or asked.
    pub fn entry(&mut self, statement: &Statement) -> Option<DraftEntry> {
        let answers = statement.passages.iter().filter_map(|own| self.answer(own));
        let mut answers: Vec<DraftAnswer> = answers.collect();
        let ask = self.phrasings(statement);
        if !answers.is_empty() {
            let lead = self
                .cited_lead(statement)
                .and_then(|lead| self.answer(lead));
            answers.splice(0..0, lead);
        }
        let is_whole = !answers.is_empty() && !ask.is_empty();
        is_whole.then_some(DraftEntry {
            section: statement.section,
            ask,
            answers,
        })
    }

    /// What leads in to an item and says who is to do it: *Ring the bell* does not, *The guests will* does.
    pub fn cited_lead<'s>(&self, statement: &'s Statement) -> Option<&'s SentenceAt> {
        let lead = statement.lead.as_ref();
        let lead = lead.filter(|_| statement.asked == AnswerTo::Item)?;
        (!actor(words_of(self.outline, lead)).is_empty()).then_some(lead)
    }

    /// A passage with its quote; none if it cannot be singled out.
    pub fn answer(&self, passage: &SentenceAt) -> Option<DraftAnswer> {
        let at = place(self.outline, passage);
        let words = &self.outline.blocks[passage.block].words;
        Some(DraftAnswer {
            text: clipped(&words[passage.range.clone()], MAX_TEXT),
            quote: quote(self.text, at, words, &passage.range)?,
            at,
        })
    }

    /// The ways of asking for a statement that are free.
    fn phrasings(&mut self, statement: &Statement) -> Vec<String> {
        let wanted = self.wanted(statement).into_iter();
        // A table has no characters that a terminal would obey.
        let wanted = wanted.map(|phrasing| phrasing.replace(is_command, ""));
        let wanted: Vec<String> = wanted.map(|phrasing| self.with_names(phrasing)).collect();
        let heading = &self.outline.heading(statement.section).own;
        let mut free = Vec::new();
        for phrasing in wanted {
            if free.len() == MAX_PHRASINGS {
                break;
            }
            let sisters = [phrasing.clone(), under(&phrasing, heading)];
            let found = sisters.into_iter().find(|phrasing| {
                let key = as_typed(phrasing);
                phrasing.chars().count() <= MAX_PHRASING
                    && !key.is_empty()
                    && self.taken.insert(key)
            });
            free.extend(found);
        }
        free
    }

    /// A question with the capitals of names that are also words.
    fn with_names(&self, phrasing: String) -> String {
        if !is_shown(&phrasing) {
            return phrasing;
        }
        let words = phrasing.split(' ').map(|word| {
            let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
            let name = self.names.get(bare);
            name.map_or_else(
                || word.to_owned(),
                |name| format!("{name}{}", &word[bare.len()..]),
            )
        });
        words.collect::<Vec<_>>().join(" ")
    }

    /// The names in what stands before a passage in its section, which it may be about without saying so.
    fn names_before(&self, passage: &SentenceAt) -> Vec<String> {
        let blocks = &self.outline.blocks;
        let own = &blocks[passage.block];
        let before = blocks[..passage.block].iter().rev().take(BLOCKS_BEFORE);
        let before = before.take_while(|block| block.at.section == own.at.section);
        let texts = [&own.words[..passage.range.start]]
            .into_iter()
            .chain(before.map(|block| &*block.words));
        let mut names: Vec<String> = Vec::new();
        for name in texts.flat_map(names_in) {
            if names.len() < NAMES && !names.contains(&name) && !own.words.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// All the ways of asking for a statement, the best first.
    fn wanted(&self, statement: &Statement) -> Vec<String> {
        if let AnswerTo::Row(cells) = &statement.asked {
            return row_questions(cells, &self.outline.heading(statement.section).own);
        }
        let lead = statement.lead.as_ref();
        let lead = lead.map_or("", |lead| words_of(self.outline, lead));
        let mut wanted = self.asked_for(statement, lead);
        if !wanted.iter().any(|asked| is_shown(asked)) {
            let words = words_of(self.outline, &statement.passages[0]);
            wanted.insert(0, topic(self.context(statement, lead), words));
        }
        let asked = wanted.iter().take(SAID_OTHERWISE);
        let otherwise = asked.filter_map(|asked| self.counts.said_otherwise(asked));
        let otherwise: Vec<String> = otherwise.collect();
        wanted.extend(otherwise);
        wanted.extend(self.by_keywords(statement, lead));
        wanted
    }

    /// What a statement stands under: what leads in to it, its heading, or the title.
    fn context<'s>(&'s self, statement: &Statement, lead: &'s str) -> &'s str {
        let heading = &*self.outline.heading(statement.section).own;
        let title = self.outline.title.as_deref().unwrap_or_default();
        // A lead is completed by what stands under it; but it is not its own.
        let lead = if statement.asked == AnswerTo::Lead {
            ""
        } else {
            lead
        };
        let contexts = [
            (lead, MAX_LEAD),
            (heading, MAX_HEADING),
            (title, MAX_HEADING),
        ];
        let is_short = |(own, most): &(&str, usize)| {
            !own.is_empty() && own.split_whitespace().nth(*most).is_none()
        };
        contexts
            .into_iter()
            .find(is_short)
            .map_or("", |(own, _)| own)
    }

    /// Full questions for a statement.
    fn asked_for(&self, statement: &Statement, lead: &str) -> Vec<String> {
        let heading = &self.outline.heading(statement.section).own;
        let mut sentences = statement
            .passages
            .iter()
            .map(|own| words_of(self.outline, own));
        let mut asked = match &statement.asked {
            AnswerTo::Heading => {
                let keywords = keywords(content_words(heading), KEYWORDS + NAMES);
                as_questions(heading).into_iter().chain(keywords).collect()
            }
            AnswerTo::Lead => return lead_questions(sentences.next().unwrap_or_default(), heading),
            AnswerTo::Item => item_questions(sentences.next().unwrap_or_default(), lead),
            AnswerTo::Sentence => questions(sentences.next().unwrap_or_default()),
            AnswerTo::Row(_) => Vec::new(),
        };
        asked.truncate(MAX_ASKED.0);
        for sentence in sentences {
            asked.extend(questions(sentence).into_iter().take(MAX_ASKED.1));
        }
        asked
    }

    /// Keywords of a statement: its rarest words, with what it stands under and what stands before it, and
    /// everyday words for them.
    fn by_keywords(&self, statement: &Statement, lead: &str) -> Vec<String> {
        // What leads in to a list is asked for by its own words, each item by the item's; what a heading asks, by what
        // answers it first.
        let is_led = matches!(statement.asked, AnswerTo::Lead | AnswerTo::Heading);
        let told = if is_led { 1 } else { statement.passages.len() };
        let told = statement.passages.iter().take(told);
        let all: Vec<&str> = told.map(|own| words_of(self.outline, own)).collect();
        let all = all.join(" ");
        let rarest = |most| self.counts.rarest(&all, most).into_iter();
        let heading = &self.outline.heading(statement.section).own;
        let context = content_words(if lead.is_empty() { heading } else { lead });
        let context = context.take(CONTEXT);
        let mut found = Vec::new();
        found.extend(keywords(rarest(KEYWORDS), KEYWORDS));
        found.extend(keywords(context.chain(rarest(CONTEXT)), KEYWORDS + 1));
        for choice in 0..EVERYDAY_CHOICES {
            let said = self.counts.in_everyday_words(&all, choice, EVERYDAY_WORDS);
            found.extend(keywords(said.into_iter(), EVERYDAY_WORDS));
        }
        let names = self.names_before(&statement.passages[0]);
        if !names.is_empty() {
            let words = names.into_iter().chain(rarest(KEYWORDS - 1));
            found.extend(keywords(words, KEYWORDS + NAMES));
        }
        found
    }
}

/// The words of a passage.
pub(super) fn words_of<'a>(outline: &'a Outline, passage: &SentenceAt) -> &'a str {
    &outline.blocks[passage.block].words[passage.range.clone()]
}

/// A text without what cannot be shown, cut after a word.
pub(super) fn clipped(text: &str, most: usize) -> String {
    let shown: String = text.chars().filter(|c| !is_command(*c)).collect();
    if shown.chars().count() <= most {
        return shown.trim().to_owned();
    }
    let cut: String = shown.chars().take(most - 1).collect();
    let words = cut.rsplit_once(' ').map_or(&*cut, |(words, _)| words);
    format!("{words}…")
}
