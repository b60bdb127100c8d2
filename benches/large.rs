//! Large tables from a seeded generator, with word frequencies as uneven as those of a language (Zipf's
//! law), and the same words around every phrasing, as people ask; and questions about them.

use std::fmt::Write as _;

/// Phrasings of an entry.
pub const PHRASINGS: u64 = 10;
/// The words that every phrasing begins with.
const FRAME: [&str; 2] = ["how", "does"];
/// Entries in a file; a knowledge file may have 8 MiB.
const ENTRIES_PER_FILE: u64 = 10_000;

/// A pseudorandom generator (xorshift64*).
pub struct Numbers(pub u64);

impl Numbers {
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % bound
    }

    /// A word of a vocabulary of some 20,000, from common to rare.
    pub fn word(&mut self) -> String {
        let rank = self.below(20_000) * self.below(20_000) / 20_000;
        // Three syllables out of twenty-eight make 21,952 words.
        let syllable = |digit: u64| {
            let consonant = ["b", "d", "f", "k", "l", "m", "n"][(digit / 4) as usize];
            consonant.to_owned() + ["a", "e", "o", "u"][(digit % 4) as usize]
        };
        syllable(rank % 28) + &syllable(rank / 28 % 28) + &syllable(rank / 784 % 28)
    }

    pub fn phrasing(&mut self, topic: &[String]) -> String {
        let mut words = FRAME.map(str::to_owned).to_vec();
        words.extend([self.word(), self.word()]);
        words.extend((0..4).map(|_| topic[self.below(topic.len() as u64) as usize].clone()));
        words.join(" ")
    }
}

/// The words of an entry: a name of its own, and five that others have too.
fn topic(entry: u64) -> Vec<String> {
    let mut numbers = Numbers(entry.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    (0..8).for_each(|_| _ = numbers.below(2));
    let name = format!("{}{}", numbers.word(), numbers.word());
    let words = (0..5).map(|_| numbers.word());
    std::iter::once(name).chain(words).collect()
}

/// A table with this many phrasings, ten an entry, as files: names and contents.
pub fn large_table(phrasings: u64) -> Vec<(String, String)> {
    let mut numbers = Numbers(42);
    let entries = phrasings / PHRASINGS;
    let files = (0..entries).step_by(ENTRIES_PER_FILE as usize);
    files
        .map(|first| {
            let last = entries.min(first + ENTRIES_PER_FILE);
            let name = format!("large-{:03}", first / ENTRIES_PER_FILE);
            let mut table = format!("format = 1\n[source]\nid = \"{name}\"\ntitle = \"Large\"\n");
            for entry in first..last {
                write_entry(&mut table, entry, &mut numbers);
            }
            (format!("{name}.toml"), table)
        })
        .collect()
}

fn write_entry(table: &mut String, entry: u64, numbers: &mut Numbers) {
    let topic = topic(entry);
    // With all of them, a million phrasings would not fit into the 64 MiB that a folder may have.
    let text = topic[..4].join(" ");
    let _ = write!(
        table,
        "[[gap]]\nid = \"e{entry}\"\ntext = \"{text}\"\nask = ["
    );
    for phrasing in 0..PHRASINGS {
        let asked = numbers.phrasing(&topic);
        // Its number keeps it unique.
        let _ = write!(table, "\"{asked} {phrasing}\",");
    }
    *table += "]\n";
}

/// A question about a large table.
pub struct LargeTableQuestion {
    pub words: String,
    /// The entry that it is about, as an index; none if it is about nothing in particular.
    #[allow(dead_code, reason = "not every benchmark judges the answers")]
    pub entry: Option<usize>,
}

/// Questions about such a table: about one of its entries in other words, one in three of them
/// misspelt; one in ten about nothing in particular.
pub fn questions(phrasings: u64, count: usize) -> Vec<LargeTableQuestion> {
    let mut numbers = Numbers(7);
    let one = |_| {
        if numbers.below(10) == 0 {
            let words: Vec<String> = (0..6).map(|_| numbers.word()).collect();
            return LargeTableQuestion {
                words: words.join(" "),
                entry: None,
            };
        }
        let entry = numbers.below(phrasings / PHRASINGS);
        let mut question = numbers.phrasing(&topic(entry));
        if numbers.below(3) == 0 {
            // Two neighbouring letters of a word are swapped.
            let at = 1 + numbers.below(question.len() as u64 - 3) as usize;
            if !question[at..at + 2].contains(' ') {
                let swapped: String = question[at..at + 2].chars().rev().collect();
                question.replace_range(at..at + 2, &swapped);
            }
        }
        LargeTableQuestion {
            words: question,
            entry: Some(entry as usize),
        }
    };
    (0..count).map(one).collect()
}
