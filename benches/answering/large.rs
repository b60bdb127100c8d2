//! A large table, made by a seeded generator: in words that are as unevenly common as those of a
//! language (Zipf's law).

use std::fmt::Write as _;

/// A generator of numbers that are as good as random and always the same (xorshift64*).
pub struct Numbers(pub u64);

impl Numbers {
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % bound
    }

    /// A word of a vocabulary of some 20,000: the first are common, the last rare.
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
        let mut words = vec![self.word(), self.word()];
        words.extend((0..4).map(|_| topic[self.below(topic.len() as u64) as usize].clone()));
        words.join(" ")
    }
}

/// 10,000 entries of 10 phrasings each.
pub fn large_table() -> String {
    let mut numbers = Numbers(42);
    let mut table = "format = 1\n[source]\nid = \"large\"\ntitle = \"Large\"\n".to_owned();
    for entry in 0..10_000 {
        let topic: Vec<String> = (0..6).map(|_| numbers.word()).collect();
        let _ = write!(
            table,
            "[[gap]]\nid = \"e{entry}\"\ntext = \"{}\"\nask = [",
            topic.join(" ")
        );
        for phrasing in 0..10 {
            let _ = write!(
                table,
                "\"{} {entry}x{phrasing}\",",
                numbers.phrasing(&topic)
            );
        }
        table += "]\n";
    }
    table
}
