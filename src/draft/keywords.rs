//! The words that set a statement apart in its article.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::draft::english::{EMPTY_WORDS, has};
use crate::matcher::analysis::stem::stem;

/// In how many statements of an article each word occurs.
#[derive(Debug, Default)]
pub(super) struct WordCounts {
    counts: HashMap<String, usize>,
    statements: usize,
}

/// A word that stands in more than one of so many statements of an article, and not only in few, is everywhere.
const EVERYWHERE: usize = 10;
const FEW: usize = 4;

impl WordCounts {
    /// Counts the words of all statements.
    pub fn of<'a>(statements: impl Iterator<Item = &'a str>) -> Self {
        let mut counts = HashMap::new();
        let mut number = 0;
        for statement in statements {
            number += 1;
            let mut own: Vec<String> = content_words(statement).map(|word| key(&word)).collect();
            own.sort_unstable();
            own.dedup();
            for word in own {
                *counts.entry(word).or_default() += 1;
            }
        }
        Self {
            counts,
            statements: number,
        }
    }

    /// The rarest content words of a text, at most so many, in the order in which they stand there.
    pub fn rarest(&self, text: &str, most: usize) -> Vec<String> {
        let mut words: Vec<(usize, String)> = Vec::new();
        for word in content_words(text) {
            if words.iter().all(|(_, own)| key(own) != key(&word)) {
                words.push((words.len(), word));
            }
        }
        words.sort_by_key(|(at, word)| (self.counts.get(&key(word)).copied().unwrap_or(0), *at));
        words.truncate(most);
        words.sort_by_key(|(at, _)| *at);
        words.into_iter().map(|(_, word)| word).collect()
    }
}

/// The words of a text that have content, as written but for a capital that only opens a sentence.
pub(super) fn content_words(text: &str) -> impl Iterator<Item = String> + '_ {
    let words = text.split_whitespace().map(|word| {
        let word = word.trim_matches(|c: char| !(c.is_alphanumeric() || "$€£%".contains(c)));
        let word = word.trim_end_matches("'s").trim_end_matches("’s");
        word.to_owned()
    });
    words.filter(|word| {
        word.chars().any(char::is_alphanumeric) && !has(EMPTY_WORDS, &word.to_lowercase())
    })
}

/// Words of articles, one a line, each with words for about the same that people say.
const EVERYDAY: &str = include_str!("everyday.txt");

static BY_STEM: LazyLock<HashMap<String, Vec<&str>>> = LazyLock::new(|| {
    let lines = EVERYDAY.lines().filter_map(|line| line.split_once(':'));
    lines
        .map(|(word, others)| (key(word), others.split_whitespace().collect()))
        .collect()
});

impl WordCounts {
    /// A text in words that people say: its content words, those that are known replaced by the first of
    /// their other words, the second (`choice` 1) and so on. Words that stand all over the article say
    /// nothing here. Nothing if no word is known.
    pub fn in_everyday_words(&self, text: &str, choice: usize, most: usize) -> Vec<String> {
        let mut said: Vec<(bool, String)> = Vec::new();
        for word in content_words(text).map(|word| word.to_lowercase()) {
            if self.is_everywhere(&word) {
                continue;
            }
            let others = BY_STEM.get(&key(&word));
            let other = others.and_then(|others| {
                others
                    .get(choice)
                    .or_else(|| others.first().filter(|_| choice == 0))
            });
            let is_known = other.is_some();
            let word = other.map_or(word, |other| (*other).to_owned());
            if said.iter().all(|(_, own)| *own != word) {
                said.push((is_known, word));
            }
        }
        let known = said.iter().filter(|(is_known, _)| *is_known).count();
        if known == 0 {
            return Vec::new();
        }
        // What has no other word is kept as long as there is room.
        let mut room = most.saturating_sub(known.min(most));
        said.retain(|(is_known, _)| {
            let keeps = *is_known || room > 0;
            room -= usize::from(!is_known && keeps);
            keeps
        });
        said.truncate(most);
        said.into_iter().map(|(_, word)| word).collect()
    }

    /// The keywords of a question in words that people say, after what it asks for (*when shut hall*); none if no
    /// word of it has another.
    pub fn said_otherwise(&self, question: &str) -> Option<String> {
        let asked = question.strip_suffix('?')?;
        let wanted = asked.split(' ').next().map(str::to_lowercase);
        let wanted = wanted.filter(|word| has("when where why who how", word));
        let mut is_known = false;
        let words = content_words(asked).map(|word| {
            let small = word.to_lowercase();
            let is_kept = word.starts_with(char::is_uppercase) || self.is_everywhere(&small);
            let others = BY_STEM.get(&key(&small)).filter(|_| !is_kept);
            let other = others.and_then(|others| others.first());
            is_known |= other.is_some();
            other.map_or(small, |other| (*other).to_owned())
        });
        let words: Vec<String> = wanted.into_iter().chain(words).collect();
        is_known.then(|| words.join(" "))
    }

    fn is_everywhere(&self, word: &str) -> bool {
        let count = self.counts.get(&key(word)).copied().unwrap_or(0);
        count > FEW && count * EVERYWHERE > self.statements
    }
}

fn key(word: &str) -> String {
    stem(&word.to_lowercase()).into_owned()
}
