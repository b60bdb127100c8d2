//! A text → its words, and the signs that are as good as words: `C#`, `24/7`, `!help`, `-5`, `%`, `€`,
//! emoji.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::text::letters::{UnspacedScript, is_letter, is_picture, unspaced_script};
use crate::text::numbers;

/// A word or a sign of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextToken<'a> {
    /// The word as written; or of a sign, the word that stands for it.
    pub text: Cow<'a, str>,
    /// Where it stands in the text, in bytes. The pairs of letters that stand for words in scripts
    /// without blanks overlap.
    pub span: Range<usize>,
}

/// Signs that tell apart what they are put before, such as `!help`, `/help` and `help`.
const PREFIXES: &[&str] = &["--", "-", "/", "!", "?", "@", "#", "."];
/// Signs of money, and the words for them.
const MONEY: &[(char, &str)] = &[
    ('$', "dollars"),
    ('£', "pounds"),
    ('¥', "yen"),
    ('₩', "won"),
    ('₪', "shekels"),
    ('€', "euros"),
    ('₴', "hryvnias"),
    ('₹', "rupees"),
    ('₺', "lira"),
    ('₽', "rubles"),
];
/// The most letters on either side of the `&` of a short name: `R&D`, `AT&T`.
const INITIALS: usize = 2;

/// Whether a token is a sign that has no meaning without its neighbours: a prefix or a picture.
#[must_use]
pub fn is_sign(token: &str) -> bool {
    PREFIXES.contains(&token) || token.chars().all(is_picture)
}

/// Returns the words and signs of a text, in order. Letters are expected to be folded already; case
/// makes no difference.
#[must_use]
pub fn tokens(text: &str) -> Vec<TextToken<'_>> {
    let mut scanner = Scanner {
        text,
        at: 0,
        money: None,
        tokens: Vec::with_capacity(text.len() / 4),
    };
    while let Some(c) = text[scanner.at..].chars().next() {
        match unspaced_script(c) {
            _ if !is_letter(c) => scanner.sign(c),
            Some(script) => scanner.pairs(script),
            None => scanner.word(),
        }
    }
    scanner.tokens
}

/// Reads a text from its start.
struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// The word for a sign of money that stands before its number.
    money: Option<&'static str>,
    tokens: Vec<TextToken<'a>>,
}

impl<'a> Scanner<'a> {
    fn before(&self) -> Option<char> {
        self.text[..self.at].chars().next_back()
    }

    fn push(&mut self, text: impl Into<Cow<'a, str>>, span: Range<usize>) {
        let text = text.into();
        self.tokens.push(TextToken { text, span });
    }

    /// A run of letters of a script without blanks: its overlapping pairs, or its one letter.
    fn pairs(&mut self, script: UnspacedScript) {
        let first = self.at;
        let rest = &self.text[first..];
        let belongs = |c: char| is_mark(c) || (is_letter(c) && unspaced_script(c) == Some(script));
        let length = rest.find(|c: char| !belongs(c)).unwrap_or(rest.len());
        self.at += length;
        // A mark belongs to the letter before it.
        let letters = rest[..length].char_indices().filter(|(_, c)| !is_mark(*c));
        let starts: Vec<usize> = letters.map(|(at, _)| first + at).chain([self.at]).collect();
        match starts[..] {
            [start, end] => self.push(&self.text[start..end], start..end),
            _ => {
                for pair in starts.windows(3) {
                    self.push(&self.text[pair[0]..pair[2]], pair[0]..pair[2]);
                }
            }
        }
    }

    /// A word of letters and digits, with the signs that make it another word.
    fn word(&mut self) {
        let start = self.at;
        let end = start + word_length(&self.text[start..]);
        let word = &self.text[start..end];
        self.at = end;
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            self.number(start);
            return;
        }
        let rest = &self.text[end..];
        let pluses = rest.bytes().take_while(|byte| *byte == b'+').count();
        let is_one_letter = word.chars().nth(1).is_none();
        let signs = match rest.chars().next() {
            Some('+') if pluses == 2 => 2,
            Some('+') if pluses == 1 && is_one_letter => 1,
            Some('#') if is_one_letter => 1,
            _ => 0,
        };
        let is_followed = |after: usize| rest[after..].starts_with(is_letter);
        if signs > 0 && !is_followed(signs) {
            self.at += signs;
            self.push(&self.text[start..self.at], start..self.at);
            return;
        }
        self.push(word, start..end);
        if pluses == 1 && !is_followed(1) {
            self.at += 1;
            self.push("plus", end..self.at);
        }
    }

    /// The number that ends here, and its unit.
    fn number(&mut self, start: usize) {
        let span = start..self.at;
        for part in numbers::parts(&self.text[span.clone()]) {
            self.push(part, span.clone());
        }
        while let Some(more) = self.next_thousands(start) {
            if let Some(last) = self.tokens.last_mut() {
                last.text.to_mut().push_str(more);
                last.span.end += 1 + more.len();
            }
            self.at += 1 + more.len();
        }
        if let Some(money) = self.money.take() {
            self.push(money, span);
        }
    }

    /// The three digits that go on with a number written in groups: `40 000`.
    fn next_thousands(&self, start: usize) -> Option<&'a str> {
        let is_group = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
        let mut groups = self.text[start..self.at].split(' ');
        let first = groups.next()?;
        let opens = is_group(first) && first.len() <= 3 && !first.starts_with('0');
        let group = self.text[self.at..].strip_prefix(' ')?.get(..3)?;
        let after = self.text[self.at + 4..].chars().next();
        let ends = after.is_none_or(|c| !is_letter(c));
        // Not *level 5 120 xp*: such numbers are round.
        (opens && ends && is_group(group) && group.ends_with("00")).then_some(group)
    }

    fn sign(&mut self, c: char) {
        let start = self.at;
        let end = start + c.len_utf8();
        let before = self.before();
        let rest = &self.text[end..];
        let after = rest.chars().next();
        self.at = end;
        let last = self.text[..start].trim_end().chars().next_back();
        let follows_digit = last.is_some_and(|c| c.is_ascii_digit());
        let precedes_digit = after.is_some_and(|c| c.is_ascii_digit());
        if c == '%' && follows_digit {
            self.push("percent", start..end);
        } else if c == '&' && last.is_some() && !rest.trim_start().is_empty() {
            self.push("and", start..end);
        } else if let Some((_, word)) = MONEY.iter().find(|(sign, _)| *sign == c) {
            let is_alone = |c: Option<char>| c.is_none_or(|c| !is_letter(c));
            if precedes_digit {
                self.money = Some(word);
            } else if follows_digit || (is_alone(before) && is_alone(after)) {
                self.push(*word, start..end);
            }
        } else if is_picture(c) {
            let is_flag = |c: char| matches!(c, '\u{1f1e6}'..='\u{1f1ff}');
            if is_flag(c) {
                self.at += rest
                    .chars()
                    .next()
                    .filter(|c| is_flag(*c))
                    .map_or(0, char::len_utf8);
            }
            self.push(&self.text[start..self.at], start..self.at);
        } else if before.is_none_or(opens_a_word) {
            self.prefix(c, start);
        }
    }

    /// A sign at the start of a word.
    fn prefix(&mut self, c: char, start: usize) {
        let rest = &self.text[start..];
        let is_minus = matches!(c, '-' | '−');
        if is_minus && self.text[self.at..].starts_with(|c: char| c.is_ascii_digit()) {
            self.push("minus", start..self.at);
            return;
        }
        let precedes_word = |prefix: &&&str| {
            let word = rest.strip_prefix(**prefix);
            word.is_some_and(|word| word.starts_with(char::is_alphabetic))
        };
        if let Some(prefix) = PREFIXES.iter().find(precedes_word) {
            self.at = start + prefix.len();
            self.push(*prefix, start..self.at);
        }
    }
}

fn is_mark(c: char) -> bool {
    !c.is_ascii() && is_combining_mark(c)
}

/// Whether a word may begin after this character, so that a sign before it is part of it.
fn opens_a_word(c: char) -> bool {
    c.is_whitespace() || "('\"[{*_|~“”«„,;=".contains(c)
}

/// The length of the word at the start of a text, in bytes.
fn word_length(text: &str) -> usize {
    let mut last = ' ';
    for (at, c) in text.char_indices() {
        if !is_letter(c) || unspaced_script(c).is_some() {
            let after = text[at..].chars().nth(1);
            let is_inside = joins(last, c, after) || (c == '&' && joins_initials(text, at));
            if !is_inside {
                return at;
            }
        }
        last = c;
    }
    text.len()
}

/// Whether a sign between two characters is inside a word: an apostrophe, or one between digits.
fn joins(before: char, sign: char, after: Option<char>) -> bool {
    let Some(after) = after else {
        return false;
    };
    match sign {
        '\'' => is_letter(after) && is_letter(before),
        '.' | ',' | '/' | ':' => before.is_ascii_digit() && after.is_ascii_digit(),
        _ => false,
    }
}

/// Whether the `&` at a place is that of a short name.
fn joins_initials(text: &str, at: usize) -> bool {
    let after = &text[at + 1..];
    let end = after.find(|c: char| !is_letter(c)).unwrap_or(after.len());
    let is_short = |part: &str| {
        !part.is_empty()
            && part.chars().all(char::is_alphabetic)
            && part.chars().nth(INITIALS).is_none()
    };
    is_short(&text[..at]) && is_short(&after[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let tokens = tokens(text);
        let found: Vec<&str> = tokens.iter().map(|token| &*token.text).collect();
        assert_eq!(found.join(" "), expected, "{text:?}");
        for token in &tokens {
            assert!(text.get(token.span.clone()).is_some(), "{token:?}");
        }
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        check("Who paid, and (when)?", "Who paid and when");
        check(
            "it's 'quoted' and rock'n'roll",
            "it's quoted and rock'n'roll",
        );
        check("e-mail, wi-fi; snake_case", "e mail wi fi snake case");
        check("", "");
    }

    #[test]
    fn signs_that_make_another_word_are_part_of_it() {
        check("C#, C++ and F# (or g++)?", "C# C++ and F# or g++");
        check("an A+ grade, Disney+", "an A+ grade Disney plus");
        check("a+b, issue#5, foo#bar", "a b issue 5 foo bar");
        check("R&D, D&D, AT&T", "R&D D&D AT&T");
        check("salt&pepper & oil", "salt and pepper and oil");
    }

    #[test]
    fn signs_before_a_word_are_words() {
        check("!help, ?help and /help", "! help ? help and / help");
        check(
            "@ana in #general with --force and -v",
            "@ ana in # general with -- force and - v",
        );
        check("the .NET course, file.toml", "the . NET course file toml");
        check("is it?yes, and/or... so -- no", "is it yes and or so no");
        check("#1, + 2, *bold* _it_", "1 2 bold it");
    }

    #[test]
    fn numbers_are_one_word_and_units_another() {
        check("24/7, 1.20.4, 10:30, 3.5.", "24/7 1.20.4 10:30 3.5");
        check(
            "5gb in 30min at 5pm on the 1st",
            "5 gb in 30 min at 5 pm on the 1st",
        );
        check("40,000 = 40 000, 1 234 567", "40000 40000 1 234 567");
        check(
            "1 200 000 crowns, level 5 120 xp",
            "1200000 crowns level 5 120 xp",
        );
        check("3.5 %, 5%", "3.5 percent 5 percent");
        check(
            "$5 or 5 € or 5$, price in £",
            "5 dollars or 5 euros or 5 dollars price in pounds",
        );
        check(
            "at -5 or −5, 3-5, covid-19",
            "at minus 5 or minus 5 3 5 covid 19",
        );
    }

    #[test]
    fn each_picture_is_a_word() {
        check("what is 🔴🟢 → 🇫🇷?", "what is 🔴 🟢 → 🇫🇷");
    }

    #[test]
    fn scripts_without_blanks_are_cut_into_pairs() {
        check("谁付的钱？", "谁付 付的 的钱");
        check("钱 カギは iPhone手机", "钱 カギ は iPhone 手机");
        check("ที่นี่", "ที่นี่");
        check("มาที่นี่", "มา าที่ ที่นี่");
    }

    #[test]
    fn odd_texts_have_words_or_none() {
        for text in [
            "\u{301}",
            "ー",
            "\u{e31}",
            "'",
            "+",
            "#",
            "&",
            "$",
            "-",
            "--",
            "%",
            "ก็็",
            "1'",
            "9 100",
        ] {
            let _ = tokens(text);
        }
    }
}
