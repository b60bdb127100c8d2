//! Builds the lexicon of words and names: `src/matcher/analysis/lexicon/lexicon.fst`.
//!
//! `cargo run -p measure --bin lexicon [SCOWL]`, from the root of the repository. SCOWL is the folder of its lists
//! (Debian's package `scowl` has it as `/usr/share/dict/scowl`). Without it, the words of the committed file stay as
//! they are, and only what the lists of the repository say is brought up to date.

#![expect(clippy::print_stdout, reason = "a measurement prints")]
#![expect(
    clippy::expect_used,
    reason = "a measurement stops at the first surprise"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fst::{Map, MapBuilder, Streamer};

use footnote::matcher::analysis::lexicon::{EVERYDAY, NameKind, WORD};
use footnote::matcher::analysis::normalize::{Role, normalize};
use footnote::matcher::analysis::stem::stem;

/// The folder of the lists and of the automaton.
const FOLDER: &str = "src/matcher/analysis/lexicon";
/// The lists of SCOWL that are read, and the largest size of them.
const SCOWL_WORDS: [(&str, u32); 7] = [
    ("english-words", 70),
    ("american-words", 70),
    ("british-words", 70),
    ("british_z-words", 70),
    ("variant_1-words", 50),
    ("american_variant_1-words", 50),
    ("british_variant_1-words", 50),
];
/// The same for names.
const SCOWL_NAMES: [(&str, u32); 7] = [
    ("english-upper", 60),
    ("american-upper", 60),
    ("british-upper", 60),
    ("variant_1-upper", 50),
    ("variant_2-upper", 50),
    ("english-proper-names", 60),
    ("american-proper-names", 60),
];

/// Letters that do not decompose into a plain one and an accent, and what is typed for them.
const STROKED: [(&str, &str); 9] = [
    ("æ", "ae"),
    ("ð", "d"),
    ("ø", "o"),
    ("þ", "th"),
    ("ß", "ss"),
    ("đ", "d"),
    ("ı", "i"),
    ("ł", "l"),
    ("œ", "oe"),
];

/// The words and names, each with its flags.
type Flags = BTreeMap<String, u64>;

fn main() {
    let flags = match std::env::args().nth(1) {
        Some(scowl) => scowl_flags(scowl.as_ref()),
        None => committed(),
    };
    let bytes = build(flags);
    std::fs::write(format!("{FOLDER}/lexicon.fst"), &bytes).expect("the folder is there");
    let map = Map::new(&bytes[..]).expect("it is a map");
    println!("{} words and names in {} bytes", map.len(), bytes.len());
}

/// What SCOWL knows: words in all lists up to the size that their length allows, and names.
fn scowl_flags(scowl: &Path) -> Flags {
    let mut flags = Flags::new();
    for (lists, flag, by_length) in [
        (&SCOWL_WORDS[..], WORD, largest_size as fn(usize) -> u32),
        (&SCOWL_NAMES[..], NameKind::Other.flag(), |_| u32::MAX),
    ] {
        for (list, largest) in lists {
            for size in (10..=*largest).step_by(5) {
                let bytes = std::fs::read(scowl.join(format!("{list}.{size}"))).unwrap_or_default();
                let text = String::from_utf8_lossy(&bytes);
                let words = text.lines().filter(|word| !word.contains('\''));
                for word in words.filter(|word| size <= by_length(word.chars().count())) {
                    // SCOWL has *Black* and *Day* too: of a word, only `names.txt` can say that it is a name.
                    if flag == WORD || !is_word(&flags, word) {
                        add(&mut flags, word, flag);
                    }
                }
            }
        }
    }
    flags
}

/// The largest size of SCOWL from which a word of so many letters is taken: the rarer a short word is, the likelier
/// it is a slip.
fn largest_size(letters: usize) -> u32 {
    match letters {
        ..2 => 0,
        2..4 => 50,
        4 => 55,
        5..8 => 60,
        _ => 70,
    }
}

/// What the committed automaton has from SCOWL: the rest is told by the lists of the repository.
fn committed() -> Flags {
    let bytes = std::fs::read(format!("{FOLDER}/lexicon.fst")).expect("the automaton is committed");
    let map = Map::new(bytes).expect("it is a map");
    let mut flags = Flags::new();
    let mut stream = map.stream();
    while let Some((word, own)) = stream.next() {
        let word = String::from_utf8_lossy(word).into_owned();
        let own = own & (WORD | NameKind::Other.flag());
        if own != 0 {
            flags.insert(word, own);
        }
    }
    flags
}

/// Adds what the lists of the repository say, and returns the automaton.
fn build(mut flags: Flags) -> Vec<u8> {
    let (words, everyday) = (lines("words.txt"), lines("everyday.txt"));
    for word in words.iter().chain(&everyday) {
        add(&mut flags, word, WORD);
    }
    for name in lines("../thesaurus.txt")
        .iter()
        .flat_map(|line| line.split(','))
    {
        let words = name.split_whitespace().filter(|word| word.len() >= 4);
        for word in words.filter(|word| word.chars().all(|letter| letter.is_ascii_lowercase())) {
            add(&mut flags, word, WORD);
        }
    }
    for word in lines("exclusions.txt") {
        flags.remove(&word);
    }
    add_names(&mut flags);
    add_everyday(&mut flags, &everyday);
    let mut builder = MapBuilder::memory();
    for (word, own) in &flags {
        builder.insert(word, *own).expect("the words are in order");
    }
    builder.into_inner().expect("memory is no file")
}

/// Adds the names of `names.txt` and `demonyms.txt`.
fn add_names(flags: &mut Flags) {
    let mut kind = NameKind::Other;
    for line in lines("names.txt") {
        if let Some(heading) = line.strip_prefix('[') {
            let mut kinds = NameKind::ALL.into_iter();
            let named = kinds.find(|kind| format!("{kind:?}]").to_lowercase() == heading);
            kind = named.expect("a kind of name");
            continue;
        }
        for name in line.split(',') {
            let words: Vec<&str> = name.split_whitespace().collect();
            let telling: Vec<&&str> = words
                .iter()
                .filter(|word| words.len() == 1 || !is_word(flags, word))
                .collect();
            for word in telling {
                add(flags, word, kind.flag());
            }
        }
    }
    for line in lines("demonyms.txt") {
        let (place, demonyms) = line.split_once(": ").expect("a place and its demonyms");
        if !place.contains(' ') {
            add(flags, place, NameKind::Place.flag());
        }
        for demonym in demonyms.split(' ') {
            add(flags, demonym, NameKind::Demonym.flag());
            // SCOWL has many of the plurals, and does not say of what kind they are.
            if let Some(plural) = flags.get_mut(&format!("{demonym}s")) {
                *plural |= NameKind::Demonym.flag();
            }
        }
    }
}

/// Marks the common words, and the words that share a stem with one, unless they are names.
fn add_everyday(flags: &mut Flags, everyday: &[String]) {
    let stems: BTreeSet<String> = everyday
        .iter()
        .map(|word| stem(word).into_owned())
        .collect();
    for (word, own) in flags.iter_mut() {
        if *own == WORD && stems.contains(&*stem(word)) {
            *own |= EVERYDAY;
        }
    }
    for word in everyday {
        add(flags, word, EVERYDAY);
    }
}

/// Adds a word as it is written, in lower case, and as it is normalised. What holds a sentence together (*us*, *who*)
/// is no name.
fn add(flags: &mut Flags, written: &str, flag: u64) {
    let mut written = written.to_lowercase();
    for (stroked, plain) in STROKED {
        written = written.replace(stroked, plain);
    }
    let normalized = normalize(&written);
    let [word] = &normalized[..] else { return };
    if flag > EVERYDAY && word.role != Role::Content {
        return;
    }
    let forms = [written.as_str(), &word.text];
    for form in forms.into_iter().filter(|form| is_of_letters(form)) {
        *flags.entry(form.to_owned()).or_default() |= flag;
    }
}

/// Whether something is an English word, however it is capitalised.
fn is_word(flags: &Flags, written: &str) -> bool {
    let own = flags.get(&written.to_lowercase());
    own.is_some_and(|own| own & WORD != 0)
}

fn is_of_letters(word: &str) -> bool {
    word.len() >= 2 && word.bytes().all(|letter| letter.is_ascii_lowercase())
}

/// The lines of a list, without comments and blank ones.
fn lines(list: &str) -> Vec<String> {
    let text =
        std::fs::read_to_string(format!("{FOLDER}/{list}")).expect("the list is in the repository");
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_automaton_is_what_the_lists_say() {
        std::env::set_current_dir("../..").expect("the root of the repository");
        let committed_bytes =
            std::fs::read(format!("{FOLDER}/lexicon.fst")).expect("it is committed");
        assert!(
            build(committed()) == committed_bytes,
            "run `cargo run -p measure --bin lexicon`"
        );
    }
}
