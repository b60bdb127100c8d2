//! Where capitalisation says that a word is a name: within a sentence, in a text that does not
//! capitalise everything.
//!
//! It judges how a text is written; which words name anything in a table is counted by
//! [`crate::matcher::analysis::vocabulary`].

use crate::matcher::analysis::english::{ABBREVIATED_TITLES, MINOR_WORDS, NEGATION};
use crate::matcher::analysis::lexicon;

/// In a title, more than this many words are capitalised for each one that is not.
const TITLE_RATIO: usize = 4;
/// The fewest capitals within a sentence that make a title; one may be a name.
const TITLE_FROM: usize = 2;

/// How the words of a text are capitalised, counted from its start.
#[derive(Debug, Default)]
pub struct Capitals<'a> {
    /// The word before, as written.
    last: Option<&'a str>,
    last_begins: bool,
    /// Words that have letters, and those written in capitals throughout.
    words: usize,
    shouted: usize,
    /// Words within a sentence that have a capital, and those that a title would capitalise.
    capitalized: usize,
    lower: usize,
}

impl<'a> Capitals<'a> {
    /// Reads the next word, as written, and what stands between it and the word before. Returns how
    /// it is written.
    pub fn read(&mut self, between: &str, word: &'a str) -> Capitalization {
        let begins_sentence = self.begins_sentence(between);
        self.last = Some(word);
        self.last_begins = begins_sentence;
        let has_capital = word.contains(char::is_uppercase);
        let has_lower = word.contains(char::is_lowercase);
        let is_long = word.chars().filter(|c| c.is_alphabetic()).nth(1).is_some();
        let in_capitals = has_capital && !has_lower && is_long;
        self.words += usize::from(has_capital || has_lower);
        self.shouted += usize::from(in_capitals);
        if !begins_sentence {
            let is_minor = || MINOR_WORDS.contains(&word);
            self.capitalized += usize::from(has_capital && !is_the_pronoun(word));
            self.lower += usize::from(!has_capital && has_lower && !is_minor());
        }
        let starts_with_digit = word.starts_with(|c: char| c.is_numeric());
        Capitalization {
            begins_sentence,
            in_capitals,
            is_capitalized: has_capital && !starts_with_digit && !is_the_pronoun(word),
        }
    }

    /// Whether a sentence ends between two words, or a list's marker does.
    fn begins_sentence(&self, between: &str) -> bool {
        let Some(last) = self.last else {
            return true;
        };
        if between.starts_with('.') && ABBREVIATED_TITLES.contains(&last) {
            return false;
        }
        let is_marker = self.last_begins && last.bytes().all(|byte| byte.is_ascii_digit());
        let ends = |(at, mark): (usize, char)| match mark {
            '?' | '!' | ';' | '\n' | '…' | '。' => true,
            // One without a blank after it is part of a name or a time: `node.js`, `10:30`.
            '.' | ':' => at + 1 < between.len(),
            ')' => is_marker,
            _ => false,
        };
        between.char_indices().any(ends)
    }

    /// Whether the text capitalises most of its words, as a headline or a shout does, so that a capital
    /// says nothing.
    #[must_use]
    pub fn say_nothing(&self) -> bool {
        let is_shouting = 2 * self.shouted > self.words;
        let is_title =
            self.capitalized >= TITLE_FROM && self.capitalized > TITLE_RATIO * self.lower;
        is_shouting || is_title
    }
}

/// How a word is capitalised.
#[derive(Debug, Clone, Copy)]
pub struct Capitalization {
    /// Whether it is the first of a sentence.
    pub begins_sentence: bool,
    /// Whether it has several letters, all of them capitals.
    pub in_capitals: bool,
    /// Whether it has a capital that is no pronoun.
    is_capitalized: bool,
}

impl Capitalization {
    /// Whether the capitals make a word a name, given its folded form: everyday words in capitals are
    /// stressed.
    #[must_use]
    pub fn makes_a_name(self, folded: &str) -> bool {
        let is_everyday = || NEGATION.contains(&folded) || lexicon::is_everyday(folded);
        let is_stressed = || self.in_capitals && is_everyday();
        self.is_capitalized
            && !self.begins_sentence
            && folded.starts_with(|c: char| !c.is_numeric())
            && !is_stressed()
    }
}

/// `I`, `I'm`, `Ive`.
fn is_the_pronoun(word: &str) -> bool {
    matches!(word, "I" | "Im" | "Ive" | "Ill" | "Id") || word.starts_with("I'")
}

#[cfg(test)]
mod tests {
    use crate::matcher::analysis::normalize::normalize;

    #[track_caller]
    fn check(text: &str, names: &str) {
        let words = normalize(text).into_iter();
        let found = words.filter(|word| word.is_capitalized);
        let found: Vec<String> = found.map(|word| word.text.to_string()).collect();
        assert_eq!(found.join(" "), names, "{text:?}");
    }

    #[test]
    fn a_capital_within_a_sentence_makes_a_name() {
        check("who met Marta Ruiz in Bergen", "marta ruiz bergen");
        check("does the iPhone work with NATO radios", "iphone nato");
        check("what is O'Brien's and McKay’s part", "obrien mckay");
        check("is Łódź or İzmir nearer", "lodz izmir");
        check("the lamp and the keeper", "");
    }

    #[test]
    fn the_first_word_of_a_sentence_may_have_its_capital_from_there() {
        check("Bergen is wet", "");
        check("It rains. Bergen is wet! Oslo is not; Tromso is", "");
        check("it said: “Lamps are lit”\nKeepers sleep", "");
        check(
            "- Lamps are lit\n* Keepers sleep\n1. Horns blow\n2) Storms come",
            "",
        );
        check("<@12> Lamps are lit", "");
        check("who is Dr. Weber and St. Ives", "dr weber st ives");
        check("at 10:30 Weber spoke of Node.js", "weber node");
    }

    #[test]
    fn titles_and_shouts_say_nothing() {
        check("When Does The Museum Open?", "");
        check("The Price of the Tickets", "");
        check("WHO PAID FOR THE LAMP pls", "");
        check("who is Marta Ruiz", "marta ruiz");
        check("Marta Ruiz paid", "ruiz");
    }

    #[test]
    fn pronouns_function_words_and_stress_are_no_names() {
        check("can I or Ive to pay as I'm late, I’ll wait", "");
        check("is it NOT open, and How", "");
        check("we REALLY want Seven lamps, the 3D one", "");
        check("did the US pay", "usa");
    }
}
