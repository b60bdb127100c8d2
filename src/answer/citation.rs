//! Links to the very words: text fragments (WICG, "URL Fragment Text Directives").

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::knowledge::Quote;

/// Everything but letters, digits and what can have no meaning in a text directive; the hyphen,
/// the comma and the ampersand have one.
const DIRECTIVE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'_').remove(b'~');

/// The source's address with a fragment that makes a browser go to a quote and mark it.
///
/// `passage` is the stretch of the source that the quote names, where it is at hand: the browser
/// compares letter by letter, and a curator's apostrophe need not be the source's.
#[must_use]
pub fn to_words(url: &str, quote: &Quote, passage: Option<&str>) -> String {
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

/// As many characters from the start of a passage as a quote's end has.
fn head<'a>(passage: &'a str, end: &str) -> &'a str {
    let at = passage.char_indices().nth(end.chars().count());
    &passage[..at.map_or(passage.len(), |(at, _)| at)]
}

/// As many characters from its end.
fn tail<'a>(passage: &'a str, end: &str) -> &'a str {
    let at = passage.char_indices().nth_back(end.chars().count() - 1);
    &passage[at.map_or(0, |(at, _)| at)..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, quote: &str, expected: &str) {
        assert_eq!(to_words(url, &Quote::parse(quote).unwrap(), None), expected);
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
    fn the_letters_are_the_sources_where_it_is_at_hand() {
        let quote = Quote::parse("the keeper's … 'old' lamp").unwrap();
        let link = to_words(
            "https://example.org",
            &quote,
            Some("the keeper’s big ‘old’ lamp"),
        );
        let expected =
            "https://example.org#:~:text=the%20keeper%E2%80%99s,%E2%80%98old%E2%80%99%20lamp";
        assert_eq!(link, expected);
    }
}
