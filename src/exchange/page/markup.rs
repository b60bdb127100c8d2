//! What both formats of a page write alike, given how each escapes a text and writes a link.

use std::fmt::Write as _;

use crate::exchange::page::{PageCitation, PageSentence, PageSource};
use crate::knowledge::{SourceUrl, in_quotation_marks};
use crate::text::linked::{LinkedPart, linked_parts};

/// A format.
pub(super) struct Markup {
    /// Makes a text stay text.
    pub escaped: fn(&str) -> String,
    /// Writes a link with words that are escaped.
    pub link: fn(&str, &SourceUrl) -> String,
}

impl Markup {
    /// A line about a source.
    pub fn source(&self, source: &PageSource) -> String {
        let notes = source.published.iter().chain(&source.licence);
        let notes = notes.map(|note| (self.escaped)(note));
        let name = self.linked(&source.name, source.url.as_ref());
        let parts: Vec<String> = std::iter::once(name).chain(notes).collect();
        parts.join(", ")
    }

    /// A sentence with the numbers of its citations. Words before an address that everyone can be sent to
    /// are a link; others stay text.
    pub fn sentence(&self, sentence: &PageSentence) -> String {
        let mut said = String::new();
        for part in linked_parts(&sentence.text) {
            match part {
                LinkedPart::Words(words) => said += &self.words(words),
                LinkedPart::Link { words, url } => match SourceUrl::parse(url) {
                    Ok(address) => said += &(self.link)(&(self.escaped)(words), &address),
                    Err(_) => said += &(self.escaped)(&format!("[{words}]({url})")),
                },
            }
        }
        for number in &sentence.numbers {
            // Writing to a string does not fail.
            let _ = write!(said, "<sup>{number}</sup>");
        }
        said
    }

    /// Where the source says it.
    pub fn citation(&self, own: &PageCitation) -> String {
        let quote = (self.escaped)(&in_quotation_marks(&own.quote));
        format!("{}: {quote}", self.linked(&own.place, own.url.as_ref()))
    }

    fn linked(&self, text: &str, url: Option<&SourceUrl>) -> String {
        let text = (self.escaped)(text);
        url.map_or_else(|| text.clone(), |url| (self.link)(&text, url))
    }

    /// Words beside a link, with the space between them, which escaping may take for that of a line's ends.
    fn words(&self, words: &str) -> String {
        let space = |has_space: bool| if has_space { " " } else { "" };
        let inner = words.trim();
        let before = space(words.starts_with(char::is_whitespace));
        let after = space(!inner.is_empty() && words.ends_with(char::is_whitespace));
        format!("{before}{}{after}", (self.escaped)(inner))
    }
}
