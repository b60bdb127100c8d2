//! Typography that makes no difference to whether words are the same: each paragraph and each quote is
//! folded before they are compared, and a place in the folded text leads back to the original.
//!
//! Only how words are set is folded, never which words they are: capitals and accents count.

use std::ops::Range;

use memchr::memmem;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::letters::{is_invisible, unspaced_script};

/// The text with its typography folded, as quotes are compared.
pub(crate) fn folded(text: &str) -> String {
    Folded::new(text.trim()).text
}

/// A folded text, and the way back to the original.
#[derive(Debug, Clone, Default)]
pub(super) struct Folded {
    pub text: String,
    /// Where the stretches of `text` came from, in order. Most texts are one, letter by letter.
    stretches: Vec<Stretch>,
}

/// A stretch of a folded text, up to the next one. Files are far smaller than four gigabytes.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    /// Where it begins in the folded text.
    at: u32,
    /// The bytes of the original that all of it came from; if empty, it is the same letters from there on.
    from: u32,
    to: u32,
}

impl Folded {
    /// Folds a text: canonical composition (NFC) without invisible characters, ligatures as letters,
    /// one kind of quotation mark, dash and white space, and one space in place of several.
    pub fn new(original: &str) -> Self {
        let mut folded = Self {
            text: String::with_capacity(original.len()),
            stretches: Vec::new(),
        };
        let bytes = original.as_bytes();
        // No composition reaches beyond a grapheme cluster, and each letter of ASCII begins one.
        let is_single = |at: usize| {
            (b' '..=b'~').contains(&bytes[at]) && bytes.get(at + 1).is_none_or(u8::is_ascii)
        };
        let mut at = 0;
        while at < bytes.len() {
            if is_single(at) {
                folded.push(bytes[at] as char, &(at..at + 1));
                at += 1;
                continue;
            }
            let end = (at + 1..bytes.len()).find(|end| is_single(*end));
            let end = end.unwrap_or(bytes.len());
            folded.compose(&original[at..end], at);
            at = end;
        }
        folded
    }

    /// Adds a part of the original that begins at this byte.
    fn compose(&mut self, part: &str, start: usize) {
        let mut visible = String::with_capacity(part.len());
        let mut places: Vec<Stretch> = Vec::new();
        for (at, c) in part.char_indices().filter(|(_, c)| !is_invisible(*c)) {
            let (from, to) = (at as u32, (at + c.len_utf8()) as u32);
            let at = visible.len() as u32;
            places.push(Stretch { at, from, to });
            visible.push(c);
        }
        let mut places = places.into_iter().peekable();
        for (at, cluster) in visible.grapheme_indices(true) {
            let Some(first) = places.next() else {
                return;
            };
            let mut last = first;
            while let Some(place) = places.next_if(|place| (place.at as usize) < at + cluster.len())
            {
                last = place;
            }
            let origin = start + first.from as usize..start + last.to as usize;
            for c in cluster.nfc() {
                if is_ligature(c) {
                    for letter in std::iter::once(c).nfkc() {
                        self.push(letter, &origin);
                    }
                } else {
                    self.push(c, &origin);
                }
            }
        }
    }

    /// Adds a character, unless it only extends a run of white space. No space counts between two
    /// characters of a script that has none: there it is a line's end.
    fn push(&mut self, c: char, origin: &Range<usize>) {
        let c = fold(c);
        if c == ' ' && self.text.ends_with(' ') {
            return;
        }
        if is_east_asian(c) && self.text.ends_with(' ') {
            let mut before = self.text.chars().rev().skip(1);
            if before.next().is_some_and(is_east_asian) {
                self.text.pop();
                let end = self.text.len() as u32;
                self.stretches.pop_if(|stretch| stretch.at >= end);
            }
        }
        let at = self.text.len() as u32;
        let (from, to) = (origin.start as u32, origin.end as u32);
        let is_same = c.len_utf8() == origin.len();
        let continues = self.stretches.last().is_some_and(|last| {
            if last.from == last.to {
                is_same && last.from + (at - last.at) == from
            } else {
                (last.from, last.to) == (from, to)
            }
        });
        if !continues {
            let to = if is_same { from } else { to };
            self.stretches.push(Stretch { at, from, to });
        }
        self.text.push(c);
    }

    /// The original's bytes that this range of the folded text came from; empty for an empty range.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let Some(last) = range.end.checked_sub(1).filter(|last| *last >= range.start) else {
            return 0..0;
        };
        self.origin(range.start).start..self.origin(last).end
    }

    /// The original's bytes that a byte came from.
    fn origin(&self, byte: usize) -> Range<usize> {
        let next = self
            .stretches
            .partition_point(|stretch| stretch.at as usize <= byte);
        let stretch = next.checked_sub(1).and_then(|at| self.stretches.get(at));
        let Some(Stretch { at, from, to }) = stretch.copied() else {
            return 0..0;
        };
        if from == to {
            let at = from as usize + (byte - at as usize);
            return at..at + 1;
        }
        from as usize..to as usize
    }
}

/// Where words occur in a folded text, in whole words. They are folded too, and not empty.
pub(super) fn occurrences<'a>(
    folded: &'a str,
    words: &'a str,
) -> impl Iterator<Item = Range<usize>> + 'a {
    memmem::find_iter(folded.as_bytes(), words)
        .map(|start| start..start + words.len())
        .filter(|range| is_bound(folded, range.start) && is_bound(folded, range.end))
}

/// Words that are looked for in many folded texts, with their first letter large or small.
pub(super) struct WholeWords([memmem::Finder<'static>; 2]);

impl WholeWords {
    pub fn of(words: &str) -> Self {
        let words = folded(words);
        let first = words.chars().next().map_or(0, char::len_utf8);
        let (first, rest) = words.split_at(first);
        let small = format!("{}{rest}", first.to_lowercase());
        let large = format!("{}{rest}", first.to_uppercase());
        Self([small, large].map(|words| memmem::Finder::new(&words).into_owned()))
    }

    /// Whether a folded text has them.
    pub fn is_in(&self, folded: &str) -> bool {
        self.0.iter().any(|words| {
            let length = words.needle().len();
            let mut places = words.find_iter(folded.as_bytes());
            places.any(|start| is_bound(folded, start) && is_bound(folded, start + length))
        })
    }
}

/// Whether no word and no letter with its marks spans this byte.
pub(super) fn is_bound(text: &str, at: usize) -> bool {
    let after = text[at..].chars().next();
    if at > 0 && after.is_some_and(is_combining_mark) {
        return false;
    }
    // A letter's marks come after it.
    let before = text[..at].chars().rev().find(|c| !is_combining_mark(*c));
    let (Some(before), Some(after)) = (before, after) else {
        return true;
    };
    let is_inside = before.is_alphanumeric() && after.is_alphanumeric();
    !is_inside || is_unspaced(before) || is_unspaced(after)
}

/// The character that stands for all of its kind.
fn fold(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '‛' | '′' => '\'',
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => '"',
        '‐'..='―' | '−' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// Letters that are set as one: ﬁ, ﬀ, ĳ, and Arabic letters in their joined forms.
fn is_ligature(c: char) -> bool {
    matches!(
        c,
        '\u{132}'..='\u{133}'
            | '\u{1C4}'..='\u{1CC}'
            | '\u{1F1}'..='\u{1F3}'
            | '\u{FB00}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFC}'
    )
}

/// Whether a letter is of a script that writes words without spaces between them: Han, kana, Bopomofo,
/// Thai, Lao, Burmese, Khmer.
fn is_unspaced(c: char) -> bool {
    unspaced_script(c).is_some() || is_east_asian(c)
}

/// Han, kana and Bopomofo, and the punctuation among them.
fn is_east_asian(c: char) -> bool {
    matches!(
        c,
        '\u{2E80}'..='\u{312F}'
            | '\u{31A0}'..='\u{31FF}'
            | '\u{3400}'..='\u{4DBF}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{FF01}'..='\u{FF0F}'
            | '\u{FF1A}'..='\u{FF20}'
            | '\u{FF5F}'..='\u{FF9F}'
            | '\u{1B000}'..='\u{1B16F}'
            | '\u{20000}'..='\u{3FFFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Looks for words in a text, and shows what of the text as written they are.
    #[track_caller]
    fn check(text: &str, words: &str, expected: Option<&str>) {
        let folded = Folded::new(text);
        let words = Folded::new(words).text;
        let found = occurrences(&folded.text, &words).next();
        let found = found.map(|range| &text[folded.original(range)]);
        assert_eq!(found, expected);
    }

    #[test]
    fn letters_that_cannot_be_seen_make_no_difference() {
        check("The har\u{AD}bour trust", "harbour", Some("har\u{AD}bour"));
        check(
            "a\u{200B}n\u{2060} oar\u{FEFF}.",
            "an oar",
            Some("a\u{200B}n\u{2060} oar"),
        );
        check("a \u{200B} boat", "a boat", Some("a \u{200B} boat"));
        check("the harbour", "har\u{200D}bour", Some("harbour"));
    }

    #[test]
    fn one_letter_in_two_encodings_is_the_same() {
        check("Ka\u{308}the’s boat", "Käthe's", Some("Ka\u{308}the’s"));
        check("Käthe’s boat", "Ka\u{308}the", Some("Käthe"));
        check(
            "\u{1112}\u{1161}\u{11AB}국",
            "한국",
            Some("\u{1112}\u{1161}\u{11AB}국"),
        );
        check(
            "e\u{200B}\u{301}tude",
            "étude",
            Some("e\u{200B}\u{301}tude"),
        );
        check("Käthe", "Kathe", None);
    }

    #[test]
    fn ligatures_are_their_letters() {
        check(
            "a ﬂeet of eﬃcient boats",
            "fleet of efficient",
            Some("ﬂeet of eﬃcient"),
        );
        check("a fleet", "ﬂeet", Some("fleet"));
        check("10² m", "102", None);
    }

    #[test]
    fn a_word_is_found_whole() {
        check("the lamplight", "lamp", None);
        check("the 40 boats", "4", None);
        check("xe\u{331}y", "xe", None);
        check("한국에서", "한국", None);
    }

    #[test]
    fn scripts_without_spaces_have_no_bounds_between_letters() {
        check("港口的船在夏天来", "船在", Some("船在"));
        check("灯台は2025年に", "2025年", Some("2025年"));
        check("เรือออกตอนเช้า", "ออก", Some("ออก"));
        check("เช้า", "เช", None);
        check("เรือ boat", "oat", None);
    }

    #[test]
    fn the_end_of_a_line_is_no_space_between_letters_without_spaces() {
        check("船在夏天， 才来", "夏天，才来", Some("夏天， 才来"));
        check("船 boat", "船boat", None);
    }
}
