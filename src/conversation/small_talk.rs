//! Finds small talk: a message that is nothing else, in the words of [`crate::wording::small_talk`].

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::knowledge::Knowledge;
use crate::matcher::analysis::normalize::normalize;
use crate::text::tokens::is_sign;
use crate::wording::small_talk::{BESIDE, BETWEEN, SAID, SmallTalk};

/// Words of the longest message that can be small talk.
const MAX_WORDS: usize = 16;

/// Whether a message says anything in words: emoji, mentions and punctuation do not.
#[must_use]
pub fn has_words(text: &str) -> bool {
    !words(text).is_empty()
}

/// A message that is small talk and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SmallTalkMessage {
    /// What is said.
    pub said: SmallTalk,
    /// Whether the table has a phrasing of just those words, so that they are a question, too.
    pub is_phrasing: bool,
}

/// Returns the small talk that a message is; `None` if it says anything else.
#[must_use]
pub fn find(text: &str, knowledge: &Knowledge) -> Option<SmallTalkMessage> {
    let said = words(text);
    if said.len() > MAX_WORDS {
        return None;
    }
    let mut kinds = Vec::new();
    let mut phrases = vec![said.as_slice()];
    let mut rest = said.as_slice();
    while !rest.is_empty() {
        let phrase = PHRASES.longest(rest)?;
        let (own, after) = rest.split_at(phrase.words.len());
        if let Some(kind) = phrase.kind {
            phrases.push(own);
            kinds.push(kind);
        }
        rest = after;
    }
    Some(SmallTalkMessage {
        said: kinds.into_iter().min()?,
        is_phrasing: has_phrasing(knowledge, &phrases),
    })
}

/// Whether a table has a phrasing of just the words of one of these phrases.
fn has_phrasing(knowledge: &Knowledge, phrases: &[&[String]]) -> bool {
    let longest = phrases.iter().map(|words| words.len()).max().unwrap_or(0);
    let mut phrasings = knowledge.entries.iter().flat_map(|entry| &entry.phrasings);
    phrasings.any(|phrasing| {
        // Most phrasings have more words: there is no need to normalise them.
        let written = phrasing.text.split_whitespace().count();
        written <= 2 * longest && phrases.contains(&words(&phrasing.text).as_slice())
    })
}

/// A phrase of small talk.
struct Phrase {
    words: Vec<String>,
    /// `None` for what may stand beside small talk.
    kind: Option<SmallTalk>,
}

/// The phrases, by their first words.
struct Phrases(FxHashMap<String, Vec<Phrase>>);

impl Phrases {
    /// The longest phrase at the start of a text.
    fn longest(&self, text: &[String]) -> Option<&Phrase> {
        let starting = self.0.get(text.first()?)?;
        let found = starting
            .iter()
            .filter(|phrase| text.starts_with(&phrase.words));
        found.max_by_key(|phrase| (phrase.words.len(), phrase.kind.is_some()))
    }
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let lists = SAID.iter().map(|(kind, said)| (Some(*kind), *said));
    let said = lists.chain([(None, BESIDE)]);
    let said = said.flat_map(|(kind, said)| said.split(BETWEEN).map(move |said| (kind, said)));
    let mut phrases: FxHashMap<String, Vec<Phrase>> = FxHashMap::default();
    for (kind, said) in said {
        let words = words(said);
        if let Some(first) = words.first() {
            let starting = phrases.entry(first.clone()).or_default();
            starting.push(Phrase { words, kind });
        }
    }
    Phrases(phrases)
});

/// The words of a text as they are compared: normalised, and without repeated letters (`hellooo`).
fn words(text: &str) -> Vec<String> {
    let words = normalize(text).into_iter();
    let words = words.filter(|word| !is_sign(&word.text)).map(|word| {
        let mut letters: Vec<char> = word.text.chars().collect();
        letters.dedup_by(|a, b| a == b && a.is_alphabetic());
        letters.into_iter().collect()
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge;

    /// A table that has these phrasings.
    fn table(ask: &[&str]) -> Knowledge {
        let text = format!(
            "format = 1\n[source]\nid = \"quay\"\ntitle = \"The quay\"\n\
             [[gap]]\nid = \"gap\"\nask = {ask:?}\ntext = \"Open.\"\n"
        );
        let files = [("quay.toml".to_owned(), text.into_bytes())];
        let (knowledge, report) = knowledge::load(knowledge::parse(&files), &[None]);
        knowledge.unwrap_or_else(|| panic!("{}", report.render_plain()))
    }

    #[track_caller]
    fn check(text: &str, expected: Option<SmallTalk>) {
        let found = find(text, &table(&["When does the boat go?"]));
        let expected = expected.map(|said| SmallTalkMessage {
            said,
            is_phrasing: false,
        });
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_message_of_small_talk_has_its_kind() {
        check("Thanksss!!", Some(SmallTalk::Thanks));
        check("thank u so much, bot :D", Some(SmallTalk::Thanks));
        check("HELLOOO there 👋", Some(SmallTalk::Greeting));
        check("what's up?", Some(SmallTalk::Greeting));
        check("hey, what can you do?", Some(SmallTalk::Help));
        check("<@42> r u human", Some(SmallTalk::Identity));
        check("ok, bye", Some(SmallTalk::Goodbye));
        check("no thanks", Some(SmallTalk::No));
        check("Yess", Some(SmallTalk::Yes));
    }

    #[test]
    fn a_message_that_says_more_is_none() {
        check("thanks, when does it open?", None);
        check("hello, boat", None);
        check("help with tickets", None);
        check("who are the keepers", None);
        check("bot", None);
        check("", None);
        check(&"thanks ".repeat(MAX_WORDS + 1), None);
    }

    #[test]
    fn a_phrasing_of_just_those_words_is_noticed() {
        let knowledge = table(&["When does the boat go?", "Who are you?"]);
        let check = |text: &str, expected: bool| {
            let found = find(text, &knowledge).map(|found| found.is_phrasing);
            assert_eq!(found, Some(expected), "{text}");
        };
        check("who are you", true);
        check("hi bot, who are youuu?", true);
        check("what are you", false);
    }

    #[test]
    fn no_phrase_has_two_kinds() {
        for starting in PHRASES.0.values() {
            for (at, phrase) in starting.iter().enumerate() {
                let before = starting[..at]
                    .iter()
                    .find(|other| other.words == phrase.words);
                assert!(
                    before.is_none_or(|before| before.kind == phrase.kind),
                    "{:?}",
                    phrase.words
                );
            }
        }
    }

    #[test]
    fn only_words_are_words() {
        assert!(has_words("ok"));
        assert!(!has_words("👍 <@1> @everyone …?! <:lamp:9>"));
    }
}
