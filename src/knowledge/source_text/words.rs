//! The words of a paragraph or a heading while it is read, and which of them may contain marks.

use std::ops::Range;

use crate::knowledge::source_text::marks::{title_of, without_marks};
use crate::knowledge::source_text::tidy;

/// Words, still with their marks.
#[derive(Default)]
pub(super) struct MarkedWords {
    text: String,
    /// The ranges of `text` that may contain marks: neither code nor escaped.
    plain: Vec<Range<usize>>,
    /// Where the current line begins in `text`.
    line: usize,
    /// Where the first character that is not white space begins in `text`.
    visible: Option<usize>,
}

impl MarkedWords {
    /// The words so far, with their marks.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is nothing but white space so far.
    pub fn is_blank(&self) -> bool {
        self.visible.is_none()
    }

    fn push(&mut self, text: &str) {
        let visible = text.find(|c: char| !c.is_whitespace());
        let start = self.text.len();
        self.visible = self.visible.or(visible.map(|at| start + at));
        self.text.push_str(text);
    }

    /// Adds text in which there may be marks.
    pub fn plain(&mut self, text: &str) {
        let start = self.text.len();
        self.push(text);
        match self.plain.last_mut() {
            Some(last) if last.end == start => last.end = self.text.len(),
            _ => self.plain.push(start..self.text.len()),
        }
    }

    /// Adds text in which there are no marks.
    pub fn verbatim(&mut self, text: &str) {
        self.push(text);
    }

    /// Begins a new line.
    pub fn end_line(&mut self) {
        self.plain(" ");
        self.line = self.text.len();
    }

    /// Parts a block from what stands before it in the same item of a list.
    pub fn part(&mut self) {
        if !self.text.is_empty() {
            self.end_line();
        }
    }

    /// Removes the current line if it is one of a directive or a callout, and returns its title.
    pub fn take_title(&mut self, in_block_quote: bool) -> Option<String> {
        let line = self.text.get(self.line..)?;
        let title = title_of(line, in_block_quote)?.to_owned();
        let range = self.plain.partition_point(|range| range.end <= self.line);
        let is_plain = self.plain.get(range)?.start <= self.line;
        is_plain.then(|| {
            self.truncate(self.line);
            title
        })
    }

    /// Removes what comes after this many bytes.
    pub fn truncate(&mut self, length: usize) {
        self.text.truncate(length);
        self.visible = self.visible.filter(|at| *at < length);
        while self.plain.pop_if(|range| range.start >= length).is_some() {}
        if let Some(last) = self.plain.last_mut() {
            last.end = last.end.min(length);
        }
    }

    /// What a reader sees of them, with single spaces.
    pub fn tidy(&self) -> String {
        tidy(&without_marks(&self.text, &self.plain))
    }
}
