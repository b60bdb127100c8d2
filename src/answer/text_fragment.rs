//! A link to the quoted words: the source's address with a text fragment (WICG, "URL Fragment Text
//! Directives"). A browser scrolls to the words and highlights them, if they begin and end where words
//! do.

use std::iter;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use unicode_segmentation::UnicodeSegmentation;

use crate::knowledge::typography::folded;
use crate::knowledge::{Quote, SourceUrl};
use crate::text::letters::unspaced_script;

/// What a text directive must escape: all but letters, digits and three harmless signs. The hyphen,
/// the comma and the ampersand are part of its syntax.
const DIRECTIVE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'_').remove(b'~');
/// Begins the text directive in an address's fragment.
const DELIMITER: &str = ":~:";

/// Bytes of the longest quote that is given whole, encoded: some hundred words.
const WHOLE_BYTES: usize = 600;
/// Bytes of the first or last words of a longer one, encoded: some forty words, or 33 characters of
/// Chinese.
const END_BYTES: usize = 300;
/// Bytes of a passage in which the first or the last words of its quote are looked for: a quote has at
/// most 450 characters, and a passage may be as long as an article.
const END_WINDOW: usize = 4_096;
/// The fewest words that stand for an end of a quote: fewer may stand elsewhere on the page.
const END_WORDS: usize = 3;

/// The most prefixes of a passage that are tried until one stands nowhere before it.
const MAX_TRIED: usize = 12;
/// Characters of the words before a quote that tell its place, in a script without spaces.
const BEFORE_CHARS: usize = 12;

/// Quoted words in their text.
pub struct Quoted<'a> {
    /// The quoted stretch of the source's text: browsers compare letter by letter, and a curator's
    /// apostrophe need not be the source's.
    pub passage: &'a str,
    /// The text before it.
    pub before: &'a str,
    /// Whether words stand before the passage, where a browser would find them first.
    pub stands_before: &'a dyn Fn(&str) -> bool,
}

/// Returns the source's address with a text fragment for a quote: in the words of the text, if that is
/// known.
pub fn text_fragment(url: &SourceUrl, quote: &Quote, quoted: Option<&Quoted<'_>>) -> SourceUrl {
    url.with_directive(DELIMITER, &directive(quote, quoted))
}

/// The text directive for a quote.
fn directive(quote: &Quote, quoted: Option<&Quoted<'_>>) -> String {
    let (first, last) = quote.ends();
    let passage = quoted.map(|quoted| quoted.passage);
    let first = spaced(passage.map_or(first, |passage| head(passage, first)));
    let last = last.map(|last| spaced(passage.map_or(last, |passage| tail(passage, last))));
    let (start, end) = match &last {
        Some(last) => (first_words(&first), Some(last_words(last))),
        None => ends(&first),
    };
    let Some(quoted) = quoted else {
        return written(None, start, end);
    };
    let whole = spaced(quoted.passage);
    let (start, end) = lengthened(&whole, start, end, quoted.stands_before);
    let before = spaced(quoted.before);
    let before = (quoted.stands_before)(start).then(|| words_before(&before));
    written(before.filter(|before| !before.is_empty()), start, end)
}

/// A directive: what stands before the words, how they begin, and how they end.
fn written(before: Option<&str>, start: &str, end: Option<&str>) -> String {
    let before = before.map(|before| format!("{}-,", encoded(before)));
    let end = end.map(|end| format!(",{}", encoded(end)));
    let (before, end) = (before.unwrap_or_default(), end.unwrap_or_default());
    format!("text={before}{}{end}", encoded(start))
}

/// The beginning of a passage with as many words as it takes to find it: [`END_WORDS`], and so many that
/// they stand nowhere before; its end then follows only once. The two do not meet: if there is no room,
/// the passage is given whole.
fn lengthened<'a>(
    whole: &'a str,
    start: &'a str,
    end: Option<&'a str>,
    stands_before: &dyn Fn(&str) -> bool,
) -> (&'a str, Option<&'a str>) {
    let Some(end) = end.filter(|_| whole.starts_with(start)) else {
        return (start, end);
    };
    let is_found = |start: &&str| is_enough(start) && !stands_before(start);
    let room = whole.len().saturating_sub(end.len());
    let longer = bounds(whole).skip_while(|at| *at <= start.len());
    let longer = longer.take_while(|at| *at <= room).take(MAX_TRIED);
    let mut longer = iter::once(start).chain(longer.map(|at| whole[..at].trim_end()));
    let start = match longer.find(is_found) {
        Some(longer) => longer,
        None if stands_before(start) && encoded(whole).len() <= WHOLE_BYTES => {
            return (whole, None);
        }
        None => start,
    };
    (start, Some(end))
}

/// The last words of a text, as many as tell a place.
fn words_before(text: &str) -> &str {
    let bounds: Vec<usize> = bounds(text).collect();
    let mut pieces = bounds.into_iter().rev().map(|at| text[at..].trim_start());
    let is_long = |piece: &&str| {
        piece.split(' ').count() >= END_WORDS
            || piece.contains(is_unspaced) && piece.chars().count() >= BEFORE_CHARS
    };
    pieces.find(is_long).unwrap_or(text)
}

/// The shortest beginning of a passage that has these words, whatever its typography.
fn head<'a>(passage: &'a str, words: &str) -> &'a str {
    let passage = &passage[..passage.floor_char_boundary(END_WINDOW)];
    let wanted = folded_length(words);
    let bounds: Vec<usize> = passage.grapheme_indices(true).map(|(at, _)| at).collect();
    let end = bounds.partition_point(|at| folded_length(&passage[..*at]) < wanted);
    &passage[..bounds.get(end).copied().unwrap_or(passage.len())]
}

/// The shortest end of a passage that has these words, whatever its typography.
fn tail<'a>(passage: &'a str, words: &str) -> &'a str {
    let start = passage.len().saturating_sub(END_WINDOW);
    let passage = &passage[passage.ceil_char_boundary(start)..];
    let wanted = folded_length(words);
    let bounds: Vec<usize> = passage.grapheme_indices(true).map(|(at, _)| at).collect();
    let start = bounds.partition_point(|at| folded_length(&passage[*at..]) >= wanted);
    &passage[start.checked_sub(1).map_or(0, |start| bounds[start])..]
}

fn folded_length(text: &str) -> usize {
    folded(text).chars().count()
}

/// The text with one space for every stretch of white space.
fn spaced(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

/// A quote as the words of a text directive: whole, or its first and its last words.
fn ends(quote: &str) -> (&str, Option<&str>) {
    let (start, end) = (first_words(quote), last_words(quote));
    if encoded(quote).len() <= WHOLE_BYTES || start.len() + end.len() >= quote.len() {
        return (quote, None);
    }
    (start, Some(end))
}

/// As many first words as there is room for, and at least [`END_WORDS`].
fn first_words(text: &str) -> &str {
    let pieces = bounds(text).map(|at| text[..at].trim_end());
    longest(text, pieces)
}

/// As many last words as there is room for, and at least [`END_WORDS`].
fn last_words(text: &str) -> &str {
    let bounds: Vec<usize> = bounds(text).collect();
    let pieces = bounds.into_iter().rev().map(|at| text[at..].trim_start());
    longest(text, pieces)
}

/// The longest of ever longer pieces of a text that there is room for, or the first that is long
/// enough; the text itself if it is short.
fn longest<'a>(text: &'a str, pieces: impl Iterator<Item = &'a str>) -> &'a str {
    if encoded(text).len() <= END_BYTES {
        return text;
    }
    let mut longest = "";
    for piece in pieces {
        if encoded(piece).len() > END_BYTES && is_enough(longest) {
            return longest;
        }
        longest = piece;
    }
    if is_enough(longest) { longest } else { text }
}

/// Whether a piece of a text is enough to find its place. Where words are not spaced, a piece as long
/// as there is room for is.
fn is_enough(piece: &str) -> bool {
    piece.split(' ').count() >= END_WORDS || piece.contains(is_unspaced)
}

/// Where a text can be cut, in bytes: between its words; in a script without spaces, between
/// characters.
fn bounds(text: &str) -> impl Iterator<Item = usize> {
    let bounds = text.grapheme_indices(true).skip(1).map(|(at, _)| at);
    bounds.filter(|&at| {
        let before = text[..at].chars().next_back().unwrap_or(' ');
        let after = text[at..].chars().next().unwrap_or(' ');
        before != ' ' && after == ' ' || is_unspaced(before) && is_unspaced(after)
    })
}

/// Whether this character belongs to a script that puts no space between words.
fn is_unspaced(c: char) -> bool {
    unspaced_script(c).is_some()
}

fn encoded(words: &str) -> String {
    utf8_percent_encode(words, DIRECTIVE).to_string()
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use percent_encoding::percent_decode_str;

    use super::*;

    #[track_caller]
    fn check(url: &str, quote: &str, passage: Option<&str>, expected: &str) {
        let url = SourceUrl::parse(url).unwrap();
        let quote = Quote::parse(quote).unwrap();
        let link = with_passage(passage, |quoted| text_fragment(&url, &quote, quoted));
        assert_eq!(link.as_str(), expected);
    }

    /// Uses a passage before which nothing stands.
    fn with_passage<T>(passage: Option<&str>, using: impl Fn(Option<&Quoted<'_>>) -> T) -> T {
        let quoted = passage.map(|passage| Quoted {
            passage,
            before: "",
            stands_before: &|_| false,
        });
        using(quoted.as_ref())
    }

    /// The words of a fragment, decoded.
    fn words(quote: &str, passage: Option<&str>) -> Vec<String> {
        let quote = Quote::parse(quote).unwrap();
        let directive = with_passage(passage, |quoted| directive(&quote, quoted));
        let words = directive.strip_prefix("text=").unwrap().split(',');
        let decoded = words.map(|words| percent_decode_str(words).decode_utf8().unwrap());
        decoded.map(Cow::into_owned).collect()
    }

    #[test]
    fn a_quote_becomes_a_text_directive() {
        check(
            "https://example.org/a",
            "it’s half-lit … day, or & night",
            None,
            "https://example.org/a#:~:text=it%E2%80%99s%20half%2Dlit,day%2C%20or%20%26%20night",
        );
        let top = "https://example.org/a#top:~:text=lit";
        check("https://example.org/a#top", "lit", None, top);
        check("https://example.org/a#top:~:text=old", "lit", None, top);
    }

    #[test]
    fn the_link_spells_the_words_as_the_source_does() {
        check(
            "https://example.org",
            "the keeper's … 'old' lamp",
            Some("the keeper’s ‘old’ lamp"),
            "https://example.org#:~:text=the%20keeper%E2%80%99s,%E2%80%98old%E2%80%99%20lamp",
        );
    }

    /// The directive for a quote in a paragraph, decoded. `earlier` is the text before the paragraph.
    #[track_caller]
    fn check_in(earlier: &str, paragraph: &str, quote: &str, expected: &str) {
        let quote = Quote::parse(quote).unwrap();
        let (first, last) = quote.ends();
        let start = paragraph.rfind(first).unwrap();
        let end = last.map_or(start + first.len(), |last| {
            paragraph.rfind(last).unwrap() + last.len()
        });
        let earlier = format!("{earlier} {}", &paragraph[..start]);
        let quoted = Quoted {
            passage: &paragraph[start..end],
            before: &earlier,
            stands_before: &|words| earlier.contains(words),
        };
        let directive = directive(&quote, Some(&quoted));
        assert_eq!(
            percent_decode_str(&directive).decode_utf8().unwrap(),
            expected
        );
    }

    #[test]
    fn a_short_beginning_is_lengthened_while_there_is_room() {
        let boats =
            "Gulls are kept in one shed, and their oars in another, by /shed/2 at the quay.";
        check_in("", boats, "Gulls … /shed/2", "text=Gulls are kept,/shed/2");
        check_in(
            "Gulls are kept.",
            boats,
            "Gulls … /shed/2",
            "text=Gulls are kept in,/shed/2",
        );
        check_in(
            "",
            boats,
            "Gulls … in one shed",
            "text=Gulls are kept,in one shed",
        );
        check_in("", boats, "Gulls … kept", "text=Gulls,kept");
        check_in("Gulls", boats, "Gulls … kept", "text=Gulls are kept");
    }

    #[test]
    fn words_that_stand_before_are_told_apart_by_what_precedes_them() {
        check_in(
            "The lamp.",
            "They lit, by night, the lamp.",
            "the lamp",
            "text=the lamp",
        );
        check_in(
            "See the lamp.",
            "They lit, by night, the lamp.",
            "the lamp",
            "text=lit, by night,-,the lamp",
        );
        check_in(
            "the lamp",
            "the lamp",
            "the lamp",
            "text=the lamp-,the lamp",
        );
        check_in(
            "夜里一盏灯在灯塔里亮了很多年",
            "灯",
            "灯",
            "text=一盏灯在灯塔里亮了很多年-,灯",
        );
    }

    #[test]
    fn white_space_does_not_count() {
        let passage = "Nobody\u{a0}had slept,  though the bell\n was silent";
        let expected = ["Nobody had slept", "bell was silent"];
        assert_eq!(
            words("Nobody  had \n slept … bell   was silent", Some(passage)),
            expected
        );
        assert_eq!(
            words(" Nobody   had  slept … bell was  silent ", None),
            expected
        );
        assert_eq!(
            words("though  the\tbell", Some("though the bell")),
            ["though the bell"]
        );
    }

    #[test]
    fn a_long_quote_is_given_by_whole_words_at_its_ends() {
        let long = "Along the half-open quay, boats lay asleep. ".repeat(30);
        let found = words(&long, Some(long.trim()));
        let [start, end] = found.as_slice() else {
            panic!("{found:?}")
        };
        let own: Vec<&str> = long.split_whitespace().collect();
        let starts: Vec<&str> = start.split(' ').collect();
        let ends: Vec<&str> = end.split(' ').collect();
        assert!(
            starts.len() >= END_WORDS && own.starts_with(&starts),
            "{start}"
        );
        assert!(ends.len() >= END_WORDS && own.ends_with(&ends), "{end}");
    }

    #[test]
    fn words_longer_than_the_room_for_them_stay_whole() {
        let word = "x".repeat(END_BYTES);
        let long = [word.as_str(); 9].join(" ");
        let three = [word.as_str(); END_WORDS].join(" ");
        assert_eq!(words(&long, None), [three.clone(), three]);
        let four = [word.as_str(); 4].join(" ");
        assert_eq!(words(&four, None), [four]);
    }

    #[test]
    fn a_script_without_spaces_is_cut_between_characters() {
        for sign in ["灯", "ก", "ト"] {
            let long = sign.repeat(300);
            for end in words(&long, None) {
                let count = end.chars().count();
                assert!((20..=40).contains(&count) && long.contains(&end), "{end}");
            }
        }
        assert_eq!(
            words("志愿者 … 三月", Some("志愿者在一九八八年三月")),
            ["志愿者", "三月"]
        );
    }
}
