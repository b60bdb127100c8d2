//! Text → terms: what a text is about, in the table's own terms.

use std::sync::Arc;

use crate::matcher::analysis::analyzed_text::{AnalyzedText, Term};
use crate::matcher::analysis::answer_type::answer_type;
use crate::matcher::analysis::indexed_text::{IndexedText, NO_TERM};
use crate::matcher::analysis::normalize::{Role, Word, normalize};
use crate::matcher::analysis::spelling::Speller;
use crate::matcher::analysis::synonyms::Concepts;
use crate::matcher::analysis::thesaurus;
use crate::matcher::analysis::vocabulary::{Vocabulary, VocabularyBuilder};
use crate::matcher::document::SynonymGroup;
use crate::matcher::meaning::Embedding;
use crate::text::tokens::is_sign;

/// The longest question that is analysed, in bytes: more than a Discord message holds, and short
/// enough that nobody can keep the matcher busy with a book. The rest is ignored.
const MAX_QUESTION_BYTES: usize = 8_000;

/// A word, and how it was written where typo correction has changed it.
pub(super) type CorrectedWord = (Word, Option<Arc<str>>);

/// Analyses texts with the vocabulary and the synonyms of a table.
pub struct Analyzer {
    pub(super) vocabulary: Vocabulary,
    pub(super) concepts: Concepts,
    pub(super) speller: Speller,
}

impl Analyzer {
    /// Completes the vocabulary of a table with the words of its synonyms.
    #[must_use]
    pub fn new(synonyms: &[SynonymGroup], builder: &mut VocabularyBuilder) -> Self {
        let (concepts, words) = Concepts::new(synonyms);
        for word in &words {
            builder.add_word(word);
        }
        let counts = builder.word_counts();
        Self {
            vocabulary: Vocabulary::new(builder, &counts, &concepts),
            speller: Speller::new(&counts),
            concepts,
        }
    }

    /// The table's words and terms.
    #[must_use]
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Analyses words of the table; none is corrected.
    #[must_use]
    pub fn analyze_words(&self, words: Vec<Word>) -> AnalyzedText {
        self.analyze(words.into_iter().map(|word| (word, None)).collect())
    }

    /// Analyses a member's question as it is written; see [`Self::analyze_question`].
    #[must_use]
    pub fn analyze_verbatim(&self, question: &str) -> AnalyzedText {
        AnalyzedText {
            has_question_mark: has_question_mark(question),
            ..self.analyze_words(self.question_words(question))
        }
    }

    /// Analyses a member's question: out-of-vocabulary words that are neither English words nor
    /// names are corrected where a word of the table is near enough.
    #[must_use]
    pub fn analyze_question(&self, question: &str) -> AnalyzedText {
        let words = self.question_words(analyzed_head(question)).into_iter();
        let mut analyzed = self.analyze(words.map(|word| self.correct(word)).collect());
        for term in &mut analyzed.terms {
            term.resembles = self.resembling(term);
        }
        AnalyzedText {
            has_question_mark: has_question_mark(question),
            ..analyzed
        }
    }

    /// The words of a question. A sign that the table does not have, such as an emoji, is decoration.
    fn question_words(&self, question: &str) -> Vec<Word> {
        let mut words = normalize(question);
        words.retain(|word| !is_sign(&word.text) || self.vocabulary.word_id(&word.text).is_some());
        words
    }

    fn analyze(&self, words: Vec<CorrectedWord>) -> AnalyzedText {
        let only_words: Vec<&Word> = words.iter().map(|(word, _)| word).collect();
        let answer_type = answer_type(&only_words);
        let is_polite = |word: &Word| word.role == Role::Pleasantry;
        let only_polite = words.iter().all(|(word, _)| is_polite(word));
        let counts = |word: &Word| !is_polite(word) || only_polite;
        let terms = self.terms(&words, counts);
        let words = words
            .into_iter()
            .filter(|(word, _)| counts(word) && word.role != Role::Filler)
            .map(|(word, as_written)| as_written.unwrap_or(word.text))
            .collect();
        AnalyzedText {
            terms,
            words,
            answer_type,
            has_question_mark: false,
        }
    }

    /// The terms of the words that count.
    fn terms(&self, words: &[CorrectedWord], counts: impl Fn(&Word) -> bool) -> Vec<Term> {
        let stem = |(word, _): &CorrectedWord| self.vocabulary.stem(&word.text);
        let stems: Vec<Arc<str>> = words.iter().map(stem).collect();
        let mut terms = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let concept = self.concepts.at_start(&stems[at..]);
            let (length, key) = concept.unwrap_or((1, &stems[at]));
            let run = &words[at..at + length];
            if concept.is_some() || counts(&run[0].0) {
                terms.push(term(run, key, concept.is_some()));
            }
            at += length;
        }
        terms
    }

    /// Replaces strings by the vocabulary's ids.
    #[must_use]
    pub fn index_text(&self, analyzed: &AnalyzedText) -> IndexedText {
        let term_id = |term: &Term| self.vocabulary.term_id(&term.key).unwrap_or(NO_TERM);
        let mut word_ids = Vec::with_capacity(analyzed.words.len());
        let mut oov_words = Vec::new();
        for word in &analyzed.words {
            match self.vocabulary.word_id(word) {
                Some(id) => word_ids.push(id),
                None => oov_words.push(Arc::clone(word)),
            }
        }
        IndexedText {
            term_ids: analyzed.terms.iter().map(term_id).collect(),
            word_ids,
            oov_words,
            related: Vec::new(),
            answer_type: analyzed.answer_type,
            embedding: Embedding::of_words(analyzed.corrected_words()),
        }
    }

    /// The same for a question, with its related terms.
    #[must_use]
    pub fn index_question(&self, analyzed: &AnalyzedText) -> IndexedText {
        IndexedText {
            related: self.related_terms(&analyzed.terms),
            ..self.index_text(analyzed)
        }
    }

    /// For each term, the ids of the table's terms that mean about the same: sorted, each once, without
    /// its own. A name of several words relates by its first.
    fn related_terms(&self, terms: &[Term]) -> Vec<Vec<u32>> {
        let mut related = vec![Vec::new(); terms.len()];
        for at in 0..terms.len() {
            for end in at + 1..=terms.len().min(at + thesaurus::MAX_NAME_WORDS) {
                let run = &terms[at..end];
                // What a curator declares of a name outranks what the thesaurus says of its words.
                if run.iter().any(|term| term.is_synonym || !term.is_content()) {
                    break;
                }
                let name = joined(run.iter().map(|term| &term.key));
                related[at].extend(self.related_ids(&name));
            }
        }
        for (related, term) in related.iter_mut().zip(terms) {
            let resembled = term.resembles.as_deref();
            related.extend(resembled.and_then(|key| self.vocabulary.term_id(key)));
            let own = self.vocabulary.term_id(&term.key);
            related.retain(|id| Some(*id) != own);
            related.sort_unstable();
            related.dedup();
        }
        related
    }

    /// The ids of the table's terms that mean about the same as a name.
    fn related_ids(&self, name: &str) -> impl Iterator<Item = u32> {
        let stems = thesaurus::related(name).into_iter();
        stems.filter_map(|stem| {
            let stem = [stem];
            let concept = self.concepts.at_start(&stem);
            let key = concept.map_or(&stem[0], |(_, key)| key);
            self.vocabulary.term_id(key)
        })
    }
}

/// The part of a question that is analysed.
#[must_use]
pub fn analyzed_head(question: &str) -> &str {
    &question[..question.floor_char_boundary(MAX_QUESTION_BYTES)]
}

/// The term of one or more words, given its key.
fn term(words: &[CorrectedWord], key: &Arc<str>, is_synonym: bool) -> Term {
    let is_corrected = words.iter().any(|(_, as_written)| as_written.is_some());
    Term {
        key: Arc::clone(key),
        surface: match words {
            [one] => Arc::clone(as_written(one)),
            several => joined(several.iter().map(as_written)).into(),
        },
        corrected: is_corrected.then(|| joined(words.iter().map(|(word, _)| &word.text))),
        is_synonym,
        role: if is_synonym {
            Role::Content
        } else {
            words[0].0.role
        },
        resembles: None,
        is_capitalized: words[0].0.is_capitalized,
    }
}

fn has_question_mark(text: &str) -> bool {
    text.contains('?')
}

fn joined<'a>(words: impl Iterator<Item = &'a Arc<str>>) -> String {
    words.map(|word| &**word).collect::<Vec<_>>().join(" ")
}

fn as_written((word, as_written): &CorrectedWord) -> &Arc<str> {
    as_written.as_ref().unwrap_or(&word.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::analysis::familiarity::Familiarity;

    fn analyzer() -> Analyzer {
        let synonyms = [
            vec!["lamp", "light", "big lantern"],
            vec!["Lamps", "beacon"],
        ];
        let mut builder = VocabularyBuilder::default();
        let texts = ["When was the lamp relit?", "Volunteers relit it in March."];
        builder.add_entry(texts.map(normalize).into());
        Analyzer::new(&synonyms, &mut builder)
    }

    #[track_caller]
    fn check(question: &str, terms: &str) {
        let analyzed = analyzer().analyze_question(question);
        let keys: Vec<&str> = analyzed.terms.iter().map(|term| &*term.key).collect();
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
    fn typos_are_corrected_to_the_nearest_table_word_and_other_words_kept() {
        check("voluntears in marhc", "volunt in march");
        check("zebra", "zebra");
    }

    #[test]
    fn real_words_and_names_are_no_typos() {
        check("marsh", "marsh");
        check("volunteer lame damp", "volunt lame damp");
        check("oslo maria", "oslo maria");
        check("is it Lampf or lampf", "is it lampf or =beacon");
    }

    /// What each word of a question is corrected to, in a table of near neighbours; `-` where it stays.
    #[track_caller]
    fn check_corrections(question: &str, expected: &str) {
        let mut builder = VocabularyBuilder::default();
        let texts = [
            "iran austria niger mali slovenia libya johnson",
            "projector floor poll door clock gamble recieve brackenhold kvass",
        ];
        builder.add_entry(texts.map(normalize).into());
        let analyzer = Analyzer::new(&[], &mut builder);
        let terms = analyzer.analyze_question(question).terms.into_iter();
        let corrected = terms.map(|term| term.corrected.unwrap_or("-".to_owned()));
        assert_eq!(
            corrected.collect::<Vec<_>>().join(" "),
            expected,
            "{question}"
        );
    }

    #[test]
    fn names_stay_in_every_form_and_case() {
        check_corrections("iraq IRAQ iraqi iraqis", "- - - -");
        check_corrections("Australia's australias australians", "- - -");
        check_corrections(
            "nigeria nigerian bali slovakia libby johnston",
            "- - - - - -",
        );
        check_corrections(
            "austira slovenai brakenhold jonhson",
            "austria slovenia brackenhold johnson",
        );
    }

    #[test]
    fn words_stay_in_every_form_and_spelling() {
        check_corrections("prosecutor flour pool donor flours", "- - - - -");
        check_corrections("co-prosecutor's poolside o'clock", "- - - -");
        check_corrections("gambol gambols gamboled gambolled", "- - - -");
        check_corrections("lmfao kinda yall dunno", "- - - -");
        check_corrections("receive klass", "- kvass");
        check_corrections(
            "projecter flor prjector clocck",
            "projector floor projector clock",
        );
    }

    #[test]
    fn words_of_two_and_three_letters_stay() {
        check_corrections("irn mal dor pol", "- - - -");
    }

    #[test]
    fn a_capitalized_word_may_be_a_misspelt_name_of_the_table() {
        let mut builder = VocabularyBuilder::default();
        let texts = [
            "What does Skerrivore want from Norway?",
            "A lanternist pays.",
        ];
        builder.add_entry(texts.map(normalize).into());
        let analyzer = Analyzer::new(&[], &mut builder);
        for (question, expected) in [
            ("ask of Skerivore", "skerrivor"),
            ("ask of Norwey", "norway"),
            ("ask of norwey", "norway"),
            ("ask of Lanternits", "lanternit"),
            ("ask of lanternits", "lanternist"),
        ] {
            let terms = analyzer.analyze_question(question).terms;
            assert_eq!(
                terms.last().map(|term| &*term.key),
                Some(expected),
                "{question}"
            );
        }
    }

    #[test]
    fn a_persons_name_is_known_only_if_the_table_has_it() {
        let known = |text: &str| analyzer().words_of(text)[0].1 != Familiarity::Unknown;
        for word in ["lamps", "houses", "Chang", "Marek", "Fatima", "2024", "the"] {
            let is_name = word.starts_with(char::is_uppercase);
            assert_eq!(known(word), !is_name, "{word}");
        }
    }

    #[test]
    fn pleasantries_count_only_when_there_is_nothing_else() {
        check("please", "pleas");
        check("please tell me about march", "tell me about march");
    }
}
