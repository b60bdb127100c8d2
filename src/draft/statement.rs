//! The statements of an article: sentences that a reader may ask about, with what they stand under. What
//! says nothing, such as a lead-in or a signpost, is set apart.

use std::ops::Range;

use crate::draft::outline::{Outline, Shape, ShapedParagraph};
use crate::draft::sentence::{count, is_cut_short, is_question, is_signpost, leans_back};
use crate::knowledge::At;
use crate::knowledge::source_text::sentences;

/// The most sentences of one answer, or items of a list in it: more than a reader takes in at once.
pub(super) const MAX_PASSAGES: usize = 6;
/// The most sentences that lean on each other and are answered together.
const MAX_JOINED: usize = 3;
/// The fewest words of a sentence that says something on its own.
const FEWEST_WORDS: usize = 3;

/// A sentence at its place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct SentenceAt {
    /// Index of its block.
    pub block: usize,
    pub range: Range<usize>,
}

/// What readers may ask about, with what it stands under.
#[derive(Debug)]
pub(super) struct Statement {
    pub asked: AnswerTo,
    pub section: usize,
    /// What leads in to it: the sentence before a list, or a line in bold.
    pub lead: Option<SentenceAt>,
    /// The sentences that say it, the first of them alone or with what leans on it.
    pub passages: Vec<SentenceAt>,
}

/// What a statement answers.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum AnswerTo {
    /// What its sentences say.
    Sentence,
    /// An item of a list, which may be an instruction.
    Item,
    /// A heading that is a question.
    Heading,
    /// What leads in to a list.
    Lead,
    /// A row: what each cell is called, and the cell.
    Row(Vec<(String, String)>),
}

/// The statements of an article, and what is none.
#[derive(Debug, Default)]
pub(super) struct Statements {
    pub found: Vec<Statement>,
    pub skipped: Vec<SentenceAt>,
}

/// Reads the statements of an article, in reading order.
pub(super) fn statements(outline: &Outline) -> Statements {
    let mut reader = StatementReader {
        outline,
        all: Statements::default(),
        lead: None,
    };
    let blocks = &outline.blocks;
    let mut index = 0;
    while let Some(block) = blocks.get(index) {
        let opens = index == 0 || blocks[index - 1].at.section != block.at.section;
        if opens {
            reader.lead = None;
        }
        let answered = if opens {
            reader.asked_heading(index)
        } else {
            0
        };
        if answered > 0 {
            index += answered;
        } else {
            reader.block(index);
            index += 1;
        }
    }
    reader.all
}

struct StatementReader<'a> {
    outline: &'a Outline,
    all: Statements,
    /// What leads in to the blocks that follow.
    lead: Option<SentenceAt>,
}

impl StatementReader<'_> {
    /// Takes the answer to a heading that is a question: the first paragraph under it, with its list. What follows says
    /// something else, and so do the sentences of a paragraph that is too long for one answer. Returns the number of
    /// its blocks.
    fn asked_heading(&mut self, first: usize) -> usize {
        let section = self.outline.blocks[first].at.section;
        if !is_question(&self.outline.heading(section).own) {
            return 0;
        }
        let mut passages = Vec::new();
        let mut taken = 0;
        for index in first..self.outline.blocks.len() {
            let blocks = &self.outline.blocks;
            let goes_on = || blocks[index - 1].goes_on_with(&blocks[index]);
            if blocks[index].at.section != section || !(passages.is_empty() || goes_on()) {
                break;
            }
            let own = self.passages(index);
            if passages.len() + own.len() > MAX_PASSAGES && taken > 0 {
                break;
            }
            passages.extend(own);
            taken += 1;
        }
        let beyond = passages.split_off(passages.len().min(MAX_PASSAGES));
        self.push(AnswerTo::Heading, section, passages);
        self.grouped(first, beyond);
        taken
    }

    fn block(&mut self, index: usize) {
        let block = &self.outline.blocks[index];
        let next = self.outline.blocks.get(index + 1);
        let next = next.filter(|next| next.at.section == block.at.section);
        match &block.shape {
            Shape::Header => self.skip_all(index),
            Shape::Row(cells) => {
                let passage = whole(index, block);
                self.push(
                    AnswerTo::Row(cells.clone()),
                    block.at.section,
                    vec![passage],
                );
            }
            Shape::Code => self.code(index),
            Shape::Title => {
                self.lead = Some(whole(index, block));
                if block.leads_to_list(next) {
                    self.lead_in(index, whole(index, block));
                } else {
                    self.sentences(index);
                }
            }
            Shape::Prose if block.leads_to_list(next) => {
                self.lead = None;
                let mut own = self.passages(index);
                if let Some(last) = own.pop() {
                    self.grouped(index, own);
                    self.lead = Some(last.clone());
                    self.lead_in(index, last);
                }
            }
            Shape::Prose => {
                // What led in to a list does not lead in to what follows it.
                let is_after_list =
                    index > 0 && self.outline.blocks[index - 1].shape == Shape::Item;
                self.lead = self.lead.take().filter(|_| !is_after_list);
                // A line in bold leads in to one paragraph.
                self.sentences(index);
                let is_list_next = next.is_some_and(|next| next.shape == Shape::Item);
                if !is_list_next {
                    self.lead = None;
                }
            }
            Shape::Item => self.sentences(index),
        }
    }

    /// Takes the items that follow as the answer to what leads in to them, if they are few.
    fn lead_in(&mut self, index: usize, lead: SentenceAt) {
        let section = self.outline.blocks[index].at.section;
        let rest = self.outline.blocks.iter().enumerate().skip(index + 1);
        let items: Vec<usize> = rest
            .take_while(|(_, block)| block.at.section == section && block.shape == Shape::Item)
            .map(|(index, _)| index)
            .collect();
        let firsts = items
            .iter()
            .filter_map(|item| self.passages(*item).into_iter().next());
        let firsts: Vec<SentenceAt> = firsts.collect();
        if items.is_empty() || items.len() > MAX_PASSAGES {
            return self.all.skipped.push(lead);
        }
        self.push(
            AnswerTo::Lead,
            section,
            [lead].into_iter().chain(firsts).collect(),
        );
    }

    fn code(&mut self, index: usize) {
        let block = &self.outline.blocks[index];
        let last = self.all.found.last_mut();
        match last
            .filter(|last| last.section == block.at.section && last.passages.len() < MAX_JOINED)
        {
            Some(last) => last.passages.push(whole(index, block)),
            None => self.skip_all(index),
        }
    }

    fn sentences(&mut self, index: usize) {
        let passages = self.passages(index);
        self.grouped(index, passages);
    }

    /// Makes statements of the sentences of a block: a sentence that leans on the one before joins it.
    fn grouped(&mut self, index: usize, passages: Vec<SentenceAt>) {
        let block = &self.outline.blocks[index];
        let mut group: Vec<SentenceAt> = Vec::new();
        for passage in passages {
            let words = &block.words[passage.range.clone()];
            let leans = leans_back(words) && group.len() < MAX_JOINED;
            if !leans && !group.is_empty() {
                self.push_block(index, std::mem::take(&mut group));
            }
            group.push(passage);
        }
        self.push_block(index, group);
    }

    fn push_block(&mut self, index: usize, passages: Vec<SentenceAt>) {
        let block = &self.outline.blocks[index];
        let asked = match block.shape {
            Shape::Item => AnswerTo::Item,
            _ => AnswerTo::Sentence,
        };
        self.push(asked, block.at.section, passages);
    }

    fn push(&mut self, asked: AnswerTo, section: usize, passages: Vec<SentenceAt>) {
        if !passages.is_empty() {
            self.all.found.push(Statement {
                asked,
                section,
                lead: self.lead.clone(),
                passages,
            });
        }
    }

    /// The sentences of a block that say something; others, such as a question before its answer, are skipped.
    fn passages(&mut self, index: usize) -> Vec<SentenceAt> {
        let block = &self.outline.blocks[index];
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for range in sentences(&block.words) {
            match ranges.last_mut() {
                Some(last)
                    if is_cut_short(&block.words[last.clone()], &block.words[range.clone()]) =>
                {
                    last.end = range.end;
                }
                _ => ranges.push(range),
            }
        }
        let is_item = block.shape != Shape::Prose;
        let mut kept = Vec::new();
        let end = ranges.last().map_or(0, |last| last.end);
        for range in ranges {
            let words = &block.words[range.clone()];
            let passage = SentenceAt {
                block: index,
                range,
            };
            let asks = words.trim_end().ends_with('?') && passage.range.end < end;
            let has_letters = words.chars().any(char::is_alphabetic);
            if is_signpost(words)
                || asks
                || !has_letters
                || (count(words) < FEWEST_WORDS && !is_item)
            {
                self.all.skipped.push(passage);
            } else {
                kept.push(passage);
            }
        }
        kept
    }

    fn skip_all(&mut self, index: usize) {
        let passage = whole(index, &self.outline.blocks[index]);
        self.all.skipped.push(passage);
    }
}

fn whole(index: usize, block: &ShapedParagraph) -> SentenceAt {
    SentenceAt {
        block: index,
        range: 0..block.words.len(),
    }
}

/// The place of a passage.
pub(super) fn place(outline: &Outline, passage: &SentenceAt) -> At {
    outline.blocks[passage.block].at
}
