//! A sentence encoder, and what it makes of the questions and tables that are measured.

use std::collections::BTreeSet;
use std::path::Path;

use footnote::answer::QuestionVectors;
use footnote::answer::message::matched_texts;
use footnote::encoder::{SentenceEncoder, TextRole, encode_table};
use footnote::knowledge::Knowledge;
use footnote::matcher::sentence::SentenceIndex;
use footnote::quality::evaluation::dataset::LabelledQuestion;
use rayon::prelude::*;

/// The encoder that `ENCODER` names, if it does.
///
/// # Panics
///
/// If it cannot be used.
#[must_use]
pub fn encoder() -> Option<SentenceEncoder> {
    let folder = std::env::var_os("ENCODER")?;
    Some(SentenceEncoder::open(folder.as_ref()).expect("a usable encoder"))
}

/// An encoder, with what it made of questions.
pub struct Encoding {
    encoder: SentenceEncoder,
    questions: QuestionVectors,
}

impl Encoding {
    /// The encoder's name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.encoder.name()
    }

    /// Encodes questions, on all cores.
    #[must_use]
    pub fn new<'a>(
        encoder: SentenceEncoder,
        asked: impl IntoIterator<Item = &'a LabelledQuestion>,
    ) -> Self {
        let asked = asked.into_iter();
        let texts = asked.flat_map(|asked| matched_texts(&asked.question));
        let texts: BTreeSet<&str> = texts.collect();
        let texts: Vec<&str> = texts.into_iter().collect();
        let vectors = texts.par_iter().map(|text| {
            let vector = encoder.encode(text, TextRole::Question);
            ((*text).to_owned(), vector)
        });
        Self {
            questions: vectors.collect(),
            encoder,
        }
    }

    /// The vectors of the questions.
    #[must_use]
    pub fn questions(&self) -> &QuestionVectors {
        &self.questions
    }

    /// Encodes a table. Its vectors are kept in `target`.
    #[must_use]
    pub fn table(&self, knowledge: &Knowledge) -> SentenceIndex {
        let cache = format!("target/{}.vectors", knowledge.fingerprint.as_str());
        encode_table(
            &self.encoder,
            knowledge,
            Some(Path::new(&cache)),
            &|_, _| {},
        )
        .0
    }
}
