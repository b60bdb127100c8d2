//! Which words and names English readers know, so that neither is taken for a misspelling of the other.
//!
//! One compact automaton (a finite state transducer), part of the program, and read where it lies: nothing is built at
//! the start. What it is made of, and how, is said beside it in `lexicon/README.md`. It knows no table, and corrects
//! nothing.
//!
//! All functions take a word in lower case without accents, as [`crate::matcher::analysis::normalize`] returns it.

use std::sync::LazyLock;

use fst::Map;

/// The automaton: word → its flags.
static LEXICON: &[u8] = include_bytes!("lexicon/lexicon.fst");
/// Places with the words for who and what comes from there, one place a line.
const DEMONYMS: &str = include_str!("lexicon/demonyms.txt");

/// The flag of an English word, British or American, in any of its forms.
pub const WORD: u64 = 1;
/// The flag of a word that everybody uses: one of the four thousand commonest, or a form of one.
pub const EVERYDAY: u64 = 1 << 1;
/// Letters from which a word may be the plural of another.
const PLURAL_FROM: usize = 5;

/// What a name is the name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// A month, a weekday, a feast.
    Calendar,
    /// A country, a city, a river.
    Place,
    /// A people or a language, and the adjective of a place.
    Demonym,
    /// A first name or a surname.
    Person,
    /// A company, a newspaper, an alliance.
    Organisation,
    /// A program, a platform, a game.
    Product,
    /// A name of which only that is known.
    Other,
}

impl NameKind {
    /// All kinds; a name of several kinds counts as the first of them.
    pub const ALL: [Self; 7] = [
        Self::Calendar,
        Self::Place,
        Self::Demonym,
        Self::Person,
        Self::Organisation,
        Self::Product,
        Self::Other,
    ];

    /// The flag of the names of this kind.
    #[must_use]
    pub const fn flag(self) -> u64 {
        EVERYDAY << (1 + self as u64)
    }
}

/// Whether this is an English word; a name may be one too (*may*, *turkey*, *rose*).
#[must_use]
pub fn is_word(word: &str) -> bool {
    flags(word) & WORD != 0
}

/// Whether everybody uses this word. Names are not among them, unless they are common words too.
#[must_use]
pub fn is_everyday(word: &str) -> bool {
    flags(word) & EVERYDAY != 0
}

/// Whether this is a word, a name, or the plural of one.
#[must_use]
pub fn is_known(word: &str) -> bool {
    flags(word) != 0
}

/// Whether this is the name of a person, or of nobody knows what, and no word.
#[must_use]
pub fn is_only_a_persons_name(word: &str) -> bool {
    let kind = name_kind(word);
    !is_word(word) && matches!(kind, Some(NameKind::Person | NameKind::Other))
}

/// What this is a name of, or is the plural of a name of; none where it is no name. It may be a word all the same:
/// ask [`is_word`] too where the word has no capital.
#[must_use]
pub fn name_kind(word: &str) -> Option<NameKind> {
    let flags = flags(word);
    let mut kinds = NameKind::ALL.into_iter();
    kinds.find(|kind| flags & kind.flag() != 0)
}

/// Every place with its demonyms, which have blanks between them.
pub fn places() -> impl Iterator<Item = (&'static str, &'static str)> {
    DEMONYMS.lines().filter_map(|line| line.split_once(": "))
}

/// The flags of a word, or else of the word that it is the plural of; 0 where both are unknown.
fn flags(word: &str) -> u64 {
    static MAP: LazyLock<Option<Map<&[u8]>>> = LazyLock::new(|| Map::new(LEXICON).ok());
    let look_up = |word: &str| MAP.as_ref().and_then(|map| map.get(word));
    let found = look_up(word).or_else(|| look_up(singular(word)?));
    found.unwrap_or(0)
}

fn singular(word: &str) -> Option<&str> {
    let singular = word.strip_suffix('s')?;
    (word.len() >= PLURAL_FROM && !singular.ends_with('s')).then_some(singular)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::analysis::normalize::{Role, normalize};

    #[track_caller]
    fn check(word: &str, expected: (bool, Option<NameKind>)) {
        assert_eq!((is_word(word), name_kind(word)), expected, "{word}");
    }

    #[test]
    fn words_are_known_in_all_their_forms_on_both_sides_of_the_atlantic() {
        for word in [
            "prosecutor",
            "flour",
            "donor",
            "pool",
            "black",
            "colour",
            "color",
            "theatre",
            "theater",
            "realise",
            "realize",
            "went",
            "children",
            "cafe",
            "screenshot",
            "respawning",
        ] {
            check(word, (true, None));
        }
    }

    #[test]
    fn names_are_known_with_what_they_are_names_of() {
        for (name, kind) in [
            ("iraq", NameKind::Place),
            ("iraqis", NameKind::Demonym),
            ("kyiv", NameKind::Place),
            ("netanyahu", NameKind::Person),
            ("ayodele", NameKind::Person),
            ("reuters", NameKind::Organisation),
            ("minecraft", NameKind::Product),
            ("wednesday", NameKind::Calendar),
            ("lanka", NameKind::Place),
        ] {
            check(name, (false, Some(kind)));
        }
    }

    #[test]
    fn what_is_a_word_and_a_name_is_both() {
        for (name, kind) in [
            ("may", NameKind::Calendar),
            ("march", NameKind::Calendar),
            ("turkey", NameKind::Place),
            ("china", NameKind::Place),
            ("rose", NameKind::Person),
            ("mark", NameKind::Person),
        ] {
            check(name, (true, Some(kind)));
        }
    }

    #[test]
    fn misspellings_are_not_known() {
        for word in [
            "teh",
            "wich",
            "thier",
            "recieve",
            "seperate",
            "goverment",
            "definately",
            "lampp",
            "iraan",
            "untied",
        ] {
            let is_a_word_all_the_same = word == "untied";
            assert_eq!(is_known(word), is_a_word_all_the_same, "{word}");
        }
    }

    #[test]
    fn a_name_is_no_everyday_word() {
        for word in ["house", "houses", "bridge"] {
            assert!(is_everyday(word), "{word}");
        }
        for name in ["chang", "kowalski", "reuters", "skerry", "prosecutor"] {
            assert!(!is_everyday(name), "{name}");
        }
    }

    #[test]
    fn every_listed_name_is_in_the_automaton() {
        let mut kind = NameKind::Other;
        for line in include_str!("lexicon/names.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
        {
            if let Some(heading) = line.strip_prefix('[') {
                let known = NameKind::ALL.into_iter();
                let mut named = known.filter(|kind| format!("{kind:?}]").to_lowercase() == heading);
                kind = named.next().unwrap();
                continue;
            }
            for name in line.split(", ") {
                if let [word] = &normalize(name)[..]
                    && word.role == Role::Content
                    && word.text.bytes().all(|letter| letter.is_ascii_lowercase())
                {
                    assert_ne!(flags(&word.text) & kind.flag(), 0, "{name} is no {kind:?}");
                }
            }
        }
        for demonym in DEMONYMS
            .lines()
            .flat_map(|line| line.split_once(": ").unwrap().1.split(' '))
        {
            assert!(flags(demonym) & NameKind::Demonym.flag() != 0, "{demonym}");
        }
        for word in include_str!("lexicon/everyday.txt").lines() {
            assert!(is_everyday(word), "{word}");
        }
    }
}
