//! A citation as readers see it, with a link to the quoted words.
//!
//! The link is a text fragment (WICG, "URL Fragment Text Directives"): a browser scrolls to the
//! words and highlights them.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::answer::Cited;
use crate::knowledge::{Citation, Quote, Source};

/// What a text directive must escape: all but letters, digits and three harmless signs. The hyphen,
/// the comma and the ampersand are part of its syntax.
const DIRECTIVE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'_').remove(b'~');

impl Cited {
    /// A citation of a source, not yet numbered.
    #[must_use]
    pub(super) fn of(source: &Source, citation: &Citation) -> Self {
        let section = citation.at.map(|at| at.section);
        let heading = section.and_then(|section| source.heading(section));
        let paragraph = source
            .text
            .as_ref()
            .zip(citation.at)
            .and_then(|(text, at)| text.paragraph(at));
        let passage = paragraph
            .zip(citation.span.clone())
            .map(|(words, span)| &words[span]);
        let url = source.url.as_deref();
        Self {
            n: 0,
            source: source.id.clone(),
            section,
            heading: heading.map(str::to_owned),
            paragraph: citation.at.map(|at| at.paragraph),
            quote: citation.quote.to_string(),
            url: url.map(|url| text_fragment(url, &citation.quote, passage)),
        }
    }
}

/// Returns the source's address with a text fragment for a quote.
///
/// `passage` is the quoted stretch of the source's text, if known. Browsers compare letter by
/// letter, and a curator's apostrophe need not be the source's.
fn text_fragment(url: &str, quote: &Quote, passage: Option<&str>) -> String {
    let (first, last) = quote.ends();
    let first = passage.map_or(first, |passage| head(passage, first));
    let last = last.map(|last| passage.map_or(last, |passage| tail(passage, last)));
    let encode = |words: &str| utf8_percent_encode(words, DIRECTIVE).to_string();
    let separator = if url.contains('#') { "" } else { "#" };
    match last {
        Some(last) => format!("{url}{separator}:~:text={},{}", encode(first), encode(last)),
        None => format!("{url}{separator}:~:text={}", encode(first)),
    }
}

/// The start of a passage, as long in characters as these words.
fn head<'a>(passage: &'a str, words: &str) -> &'a str {
    let at = passage.char_indices().nth(words.chars().count());
    &passage[..at.map_or(passage.len(), |(at, _)| at)]
}

/// The end of a passage, as long in characters as these words.
fn tail<'a>(passage: &'a str, words: &str) -> &'a str {
    let at = passage.char_indices().nth_back(words.chars().count() - 1);
    &passage[at.map_or(0, |(at, _)| at)..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, quote: &str, expected: &str) {
        assert_eq!(
            text_fragment(url, &Quote::parse(quote).unwrap(), None),
            expected
        );
    }

    #[test]
    fn a_quote_becomes_a_text_directive() {
        check(
            "https://example.org/a",
            "it’s half-lit … day, or & night",
            "https://example.org/a#:~:text=it%E2%80%99s%20half%2Dlit,day%2C%20or%20%26%20night",
        );
        check(
            "https://example.org/a#top",
            "lit",
            "https://example.org/a#top:~:text=lit",
        );
    }

    #[test]
    fn the_link_spells_the_words_as_the_source_does() {
        let quote = Quote::parse("the keeper's … 'old' lamp").unwrap();
        let link = text_fragment(
            "https://example.org",
            &quote,
            Some("the keeper’s big ‘old’ lamp"),
        );
        let expected =
            "https://example.org#:~:text=the%20keeper%E2%80%99s,%E2%80%98old%E2%80%99%20lamp";
        assert_eq!(link, expected);
    }
}
