//! Words → terms: what a text is about, as the table would say it.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use rayon::prelude::*;
use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::knowledge::Synonyms;
use crate::matcher::analysis::english::COMMON_WORDS;
use crate::matcher::analysis::normalize::{Role, Word, normalize};
use crate::matcher::analysis::spelling::Speller;
use crate::matcher::analysis::thesaurus;
use crate::matcher::features::answer_type::{AnswerType, answer_type};
use crate::matcher::features::mismatch::{Cue, cues};
use crate::matcher::index::corpus::{IndexedText, NO_TERM};
use crate::matcher::index::term_weights::distinct;

/// A text as the matcher sees it.
#[derive(Debug, Clone, Default)]
pub struct AnalyzedText {
    /// The terms, in order; pleasantries are left out unless there is nothing else.
    pub terms: Vec<Term>,
    /// The words as written that say something, for the n-grams of letters.
    pub words: Vec<Arc<str>>,
    /// All words as written, fillers too.
    pub whole: String,
    /// Its numbers, negation and words that have an opposite.
    pub cues: Vec<Cue>,
    /// What type of answer it asks for.
    pub wants: Option<AnswerType>,
    /// Which term says of what: *how many* rounds, *which* hotel.
    pub focus: Option<usize>,
}

/// A word or a name, in the form in which it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The stem, or the first of its synonyms behind `=`.
    pub key: Arc<str>,
    /// The words it was read from.
    pub surface: Arc<str>,
    /// The table's words that its own were taken for, where one of them was repaired.
    pub read_as: Option<String>,
    /// Whether it came through a group of synonyms.
    pub is_synonym: bool,
    /// What part it plays; that of its first word.
    pub role: Role,
}

impl Term {
    /// Whether it says what the question is about.
    #[must_use]
    pub fn is_content(&self) -> bool {
        self.role == Role::Content
    }
}

/// The most bytes of a question that are read: more than fit a Discord message, and few enough
/// that nobody can keep the matcher busy with a book.
const MOST_BYTES: usize = 8_000;

/// Turns texts into readings; built once from a table.
pub struct Analyzer {
    stemmer: Stemmer,
    /// The table's words.
    words: FxHashMap<Arc<str>, KnownWord>,
    /// The numbers of the table's terms, in the order of their keys.
    terms: FxHashMap<Arc<str>, u32>,
    /// Those that only hold sentences together.
    fillers: Vec<u32>,
    /// By their first stem, the sequences of stems that stand for a concept, the longest first.
    concepts: FxHashMap<Arc<str>, Vec<Concept>>,
    speller: Speller,
}

/// A word of the table.
struct KnownWord {
    /// Its place in the order of the words.
    number: u32,
    stem: Arc<str>,
}

/// A name, and what it stands for.
struct Concept {
    stems: Vec<Arc<str>>,
    key: Arc<str>,
}

/// The words of a table while it is learnt: each once, and every text as their numbers.
#[derive(Default)]
pub struct Vocabulary {
    numbers: FxHashMap<Arc<str>, u32>,
    words: Vec<VocabularyWord>,
    /// The texts of each entry, each ended by [`END`].
    entries: Vec<Box<[u32]>>,
}

/// A word with the number of entries that have it.
struct VocabularyWord {
    word: Word,
    entries: u32,
    /// The last entry that had it.
    last: usize,
}

/// Ends a text.
const END: u32 = u32::MAX;
/// Stands for no entry; they count from 1 here.
const NO_ENTRY: usize = 0;

impl Vocabulary {
    /// Learns the next entry's texts.
    pub fn learn(&mut self, texts: Vec<Vec<Word>>) {
        let entry = self.entries.len() + 1;
        let mut numbers = Vec::with_capacity(texts.iter().map(|words| words.len() + 1).sum());
        for words in texts {
            numbers.extend(words.into_iter().map(|word| self.number(word, entry)));
            numbers.push(END);
        }
        self.entries.push(numbers.into());
    }

    fn number(&mut self, word: Word, entry: usize) -> u32 {
        let next = self.words.len() as u32;
        let number = *self.numbers.entry(Arc::clone(&word.text)).or_insert(next);
        if number == next {
            self.words.push(VocabularyWord {
                word,
                entries: 0,
                last: 0,
            });
        }
        let learnt = &mut self.words[number as usize];
        if learnt.last != entry && entry != NO_ENTRY {
            learnt.last = entry;
            learnt.entries += 1;
        }
        number
    }

    /// How many entries it has learnt.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.entries.len()
    }

    /// The texts of an entry, as they were learnt.
    pub fn texts(&self, entry: usize) -> impl Iterator<Item = Vec<Word>> {
        let texts = self.entries[entry].split_inclusive(|number| *number == END);
        texts.map(|text| {
            let numbers = text[..text.len() - 1].iter();
            numbers
                .map(|number| self.words[*number as usize].word.clone())
                .collect()
        })
    }
}

impl Analyzer {
    /// Learns synonyms, and adds their words to the table's own.
    #[must_use]
    pub fn new(synonyms: &[Synonyms], vocabulary: &mut Vocabulary) -> Self {
        let stemmer = Stemmer::create(Algorithm::English);
        let stem = |word: &str| -> Arc<str> { stemmer.stem(word).into() };
        let mut concepts: FxHashMap<Arc<str>, Vec<Concept>> = FxHashMap::default();
        for group in joined_groups(synonyms, stem) {
            let Some(first) = group.keys().next() else {
                continue;
            };
            let key: Arc<str> = format!("={}", first.join(" ")).into();
            for stems in group.keys() {
                let names = concepts.entry(Arc::clone(&stems[0])).or_default();
                names.push(Concept {
                    stems: stems.clone(),
                    key: Arc::clone(&key),
                });
            }
            for word in group.into_values().flatten() {
                vocabulary.number(word, NO_ENTRY);
            }
        }
        for names in concepts.values_mut() {
            names.sort_by_key(|name| std::cmp::Reverse(name.stems.len()));
        }
        let learnt = vocabulary.words.iter();
        let mut counted: Vec<(Arc<str>, u32)> = learnt
            .map(|learnt| (Arc::clone(&learnt.word.text), learnt.entries))
            .collect();
        counted.par_sort_unstable();
        let words: FxHashMap<Arc<str>, KnownWord> = (0..counted.len() as u32)
            .into_par_iter()
            .map(|number| {
                let word = &counted[number as usize].0;
                let stem = stem(word);
                (Arc::clone(word), KnownWord { number, stem })
            })
            .collect();
        let stems = words.values().map(|known| &known.stem);
        let keys = concepts.values().flatten().map(|name| &name.key);
        let keys = distinct(stems.chain(keys).cloned());
        let terms: FxHashMap<Arc<str>, u32> = keys.into_iter().zip(0..).collect();
        // A stem is filler where all its words are.
        let (fillers, others): (Vec<_>, Vec<_>) = vocabulary
            .words
            .iter()
            .map(|learnt| (terms[&words[&learnt.word.text].stem], learnt.word.role))
            .partition(|(_, role)| *role == Role::Filler);
        let others: FxHashSet<u32> = others.into_iter().map(|(term, _)| term).collect();
        let fillers = fillers.into_iter().map(|(term, _)| term);
        Self {
            fillers: fillers.filter(|term| !others.contains(term)).collect(),
            terms,
            words,
            concepts,
            speller: Speller::new(counted.iter().map(|(word, entries)| (word, *entries))),
            stemmer,
        }
    }

    /// The table's words in the order of their numbers.
    #[must_use]
    pub fn words(&self) -> Vec<Arc<str>> {
        let mut words: Vec<Arc<str>> = self.words.keys().cloned().collect();
        words.sort_unstable();
        words
    }

    /// The most that each term of the table may weigh, by their numbers, as a share of the largest
    /// weight: all of it, or that of a filler.
    #[must_use]
    pub fn caps(&self, filler: f32) -> Vec<f32> {
        let mut caps = vec![1.0; self.terms.len()];
        for &term in &self.fillers {
            caps[term as usize] = filler;
        }
        caps
    }

    /// The words of a text, normalised, each with whether the table or everyday English knows it, by
    /// its stem; numbers of up to four digits are known.
    #[must_use]
    pub fn words_of(&self, text: &str) -> Vec<(Arc<str>, bool)> {
        let is_known = |word: &Word| {
            let stem = self.stem(&word.text);
            let is_number = word.text.len() <= 4 && word.text.bytes().all(|b| b.is_ascii_digit());
            word.role != Role::Content
                || is_number
                || self.terms.contains_key(&stem)
                || is_common(&stem)
                || !thesaurus::related(&stem).is_empty()
        };
        let words = normalize(text).into_iter();
        words
            .map(|word| {
                let is_known = is_known(&word);
                (word.text, is_known)
            })
            .collect()
    }

    /// Reads words of the table: each is taken as it stands.
    #[must_use]
    pub fn analyze_table(&self, words: Vec<Word>) -> AnalyzedText {
        self.read(words.into_iter().map(|word| (word, None)).collect())
    }

    /// Reads what a member asks: words that the table does not know are repaired where a
    /// table's word is near enough.
    #[must_use]
    pub fn analyze_question(&self, text: &str) -> AnalyzedText {
        let text = &text[..text.floor_char_boundary(MOST_BYTES)];
        let words = normalize(text).into_iter();
        self.read(words.map(|word| self.correct(word)).collect())
    }

    fn correct(&self, word: Word) -> (Word, Option<Arc<str>>) {
        let stem = self.stem(&word.text);
        if word.role != Role::Content || self.terms.contains_key(&stem) || is_common(&stem) {
            return (word, None);
        }
        match self.speller.correct(&word.text) {
            Some(correct) => (Word::new(&correct.word), Some(word.text)),
            None => (word, None),
        }
    }

    fn stem(&self, word: &str) -> Arc<str> {
        match self.words.get(word) {
            Some(known) => Arc::clone(&known.stem),
            None => self.stemmer.stem(word).into(),
        }
    }

    fn read(&self, words: Vec<(Word, Option<Arc<str>>)>) -> AnalyzedText {
        let only_words: Vec<&Word> = words.iter().map(|(word, _)| word).collect();
        let (wants, of) = answer_type(&only_words);
        let mut focus = None;
        let cues = cues(words.iter().map(|(word, _)| word));
        let whole = joined(words.iter().map(written));
        let stems: Vec<Arc<str>> = words.iter().map(|(w, _)| self.stem(&w.text)).collect();
        let is_polite = |word: &Word| word.role == Role::Pleasantry;
        let only_polite = words.iter().all(|(word, _)| is_polite(word));
        let counts = |word: &Word| !is_polite(word) || only_polite;
        let mut terms = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let concept = self.concept(&stems[at..]);
            let (length, key) = concept.unwrap_or((1, &stems[at]));
            let run = &words[at..at + length];
            if concept.is_some() || counts(&run[0].0) {
                if of.is_some_and(|of| (at..at + length).contains(&of)) {
                    focus = Some(terms.len());
                }
                let repaired = run.iter().any(|(_, as_written)| as_written.is_some());
                terms.push(Term {
                    key: Arc::clone(key),
                    surface: match run {
                        [one] => Arc::clone(written(one)),
                        several => joined(several.iter().map(written)).into(),
                    },
                    read_as: repaired.then(|| joined(run.iter().map(|(word, _)| &word.text))),
                    is_synonym: concept.is_some(),
                    role: match concept {
                        Some(_) => Role::Content,
                        None => run[0].0.role,
                    },
                });
            }
            at += length;
        }
        let words = words
            .into_iter()
            .filter(|(word, _)| counts(word) && word.role != Role::Filler)
            .map(|(word, as_written)| as_written.unwrap_or(word.text))
            .collect();
        AnalyzedText {
            terms,
            words,
            whole,
            cues,
            wants,
            focus,
        }
    }

    /// What is weighed of a reading.
    #[must_use]
    pub fn text(&self, reading: &AnalyzedText) -> IndexedText {
        let number = |term: &Term| self.terms.get(&term.key).copied().unwrap_or(NO_TERM);
        let mut words = Vec::with_capacity(reading.words.len());
        let mut out_of_vocabulary = Vec::new();
        for word in &reading.words {
            match self.words.get(word) {
                Some(known) => words.push(known.number),
                None => out_of_vocabulary.push(Arc::clone(word)),
            }
        }
        IndexedText {
            terms: reading.terms.iter().map(number).collect(),
            words,
            out_of_vocabulary,
            by: reading.cues.contains(&Cue::Actor),
            cues: reading.cues.clone(),
            related: Vec::new(),
            wants: reading.wants,
        }
    }

    /// What is weighed of a question's reading: the same, and what the thesaurus adds.
    #[must_use]
    pub fn question_text(&self, reading: &AnalyzedText) -> IndexedText {
        let terms = &reading.terms;
        let mut related = vec![Vec::new(); terms.len()];
        for at in 0..terms.len() {
            for end in at + 1..=terms.len().min(at + thesaurus::LONGEST) {
                let run = &terms[at..end];
                // What a curator has said of a name goes before what is said of its words.
                if run.iter().any(|term| term.is_synonym || !term.is_content()) {
                    break;
                }
                let name = joined(run.iter().map(|term| &term.key));
                related[at].extend(self.known_like(&name));
            }
        }
        for (related, term) in related.iter_mut().zip(terms) {
            let own = self.terms.get(&term.key);
            related.retain(|number| Some(number) != own);
            related.sort_unstable();
            related.dedup();
        }
        IndexedText {
            related,
            ..self.text(reading)
        }
    }

    /// The table's terms that mean about the same as a name.
    fn known_like(&self, name: &str) -> impl Iterator<Item = u32> {
        let stems = thesaurus::related(name).into_iter();
        stems.filter_map(|stem| {
            let stem = [stem];
            let key = self.concept(&stem).map_or(&stem[0], |(_, key)| key);
            self.terms.get(key).copied()
        })
    }

    /// The concept of the longest run of stems at the start, with the run's length.
    fn concept(&self, stems: &[Arc<str>]) -> Option<(usize, &Arc<str>)> {
        let names = self.concepts.get(stems.first()?)?;
        let name = names.iter().find(|name| stems.starts_with(&name.stems))?;
        Some((name.stems.len(), &name.key))
    }
}

/// A group of synonyms: the words of each name, by their stems.
type SynonymGroup = BTreeMap<Vec<Arc<str>>, Vec<Word>>;

/// The groups, those that share a name made one: two spellings of a word may stand in two groups,
/// or two sources may each have one.
fn joined_groups(synonyms: &[Synonyms], stem: impl Fn(&str) -> Arc<str>) -> Vec<SynonymGroup> {
    let mut groups: Vec<SynonymGroup> = Vec::new();
    for synonyms in synonyms {
        let names = synonyms.words.iter().map(|name| normalize(name));
        let names = names.filter(|name| !name.is_empty());
        let mut group: SynonymGroup = names
            .map(|name| (name.iter().map(|word| stem(&word.text)).collect(), name))
            .collect();
        groups.retain_mut(|other| {
            let shares = other.keys().any(|name| group.contains_key(name));
            if shares {
                group.append(other);
            }
            !shares
        });
        groups.push(group);
    }
    groups
}

/// Whether a stem is one of common English.
fn is_common(stem: &str) -> bool {
    static STEMS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
        let stemmer = Stemmer::create(Algorithm::English);
        let words = COMMON_WORDS.lines();
        words.map(|word| stemmer.stem(word).into_owned()).collect()
    });
    STEMS.contains(stem)
}

fn joined<'a>(words: impl Iterator<Item = &'a Arc<str>>) -> String {
    words.map(|word| &**word).collect::<Vec<_>>().join(" ")
}

fn written((word, as_written): &(Word, Option<Arc<str>>)) -> &Arc<str> {
    as_written.as_ref().unwrap_or(&word.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn analyzer() -> Analyzer {
        let synonyms = [
            ["lamp", "light", "big lantern"].as_slice(),
            &["Lamps", "beacon"],
        ];
        let synonyms = synonyms.map(|words| Synonyms {
            words: words.iter().map(|word| (*word).to_owned()).collect(),
        });
        let mut vocabulary = Vocabulary::default();
        let texts = ["When was the lamp relit?", "Volunteers relit it in March."];
        vocabulary.learn(texts.map(normalize).into());
        Analyzer::new(&synonyms, &mut vocabulary)
    }

    #[track_caller]
    fn check(question: &str, terms: &str) {
        let reading = analyzer().analyze_question(question);
        let keys: Vec<&str> = reading.terms.iter().map(|term| &*term.key).collect();
        assert_eq!(keys.join(" "), terms);
    }

    #[test]
    fn synonyms_of_several_words_become_one_term() {
        check(
            "when was the big lanterns relit",
            "when was the =beacon relit",
        );
        check("the light", "the =beacon");
    }

    #[test]
    fn groups_that_share_a_name_are_one() {
        check("beacons", "=beacon");
    }

    #[test]
    fn unknown_words_are_repaired_and_others_kept() {
        check("voluntears in marhc", "volunt in march");
        check("zebra", "zebra");
    }

    #[test]
    fn pleasantries_count_only_when_there_is_nothing_else() {
        check("please", "pleas");
        check("please tell me about march", "tell me about march");
    }
}
