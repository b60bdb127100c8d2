//! Builds a matcher: words are counted, texts are indexed, the index is weighed.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use rayon::prelude::*;

use crate::kind::Kind;
use crate::matcher::Matcher;
use crate::matcher::analysis::analyzer::Analyzer;
use crate::matcher::analysis::indexed_text::IndexedText;
use crate::matcher::analysis::normalize::{Word, as_written, normalize};
use crate::matcher::analysis::thesaurus;
use crate::matcher::analysis::vocabulary::VocabularyBuilder;
use crate::matcher::document::{Document, SynonymGroup};
use crate::matcher::index::Index;
use crate::matcher::index::corpus::Corpus;
use crate::matcher::weights::Weights;

/// The number of entries that are analysed at once: few enough that their analyses take little memory.
const CHUNK: usize = 1 << 12;
/// The number of passes over a table; they take about the same time each.
const PASSES: usize = 3;

/// Called while a matcher is built, with the number of steps done and of all steps.
pub type Progress<'a> = &'a mut dyn FnMut(usize, usize);

/// The hash of a phrasing [as it was written](as_written), with its entry. The words themselves would take
/// more memory than everything else that is kept of a phrasing.
pub type PhrasingHash = (u64, u32);

/// Breaks ties between equal scores, so that the order of entries in a file never decides.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntryKey {
    id: String,
    source: String,
    /// Question or gap.
    pub kind: Kind,
}

impl EntryKey {
    fn of(document: &Document) -> Self {
        Self {
            id: document.id.to_owned(),
            source: document.source.to_owned(),
            kind: document.kind,
        }
    }
}

impl Matcher {
    /// Builds a matcher with the default weights.
    #[must_use]
    pub fn new<'a, D>(documents: D, synonyms: &[SynonymGroup]) -> Self
    where
        D: IntoIterator<Item = Document<'a>, IntoIter: ExactSizeIterator>,
    {
        Self::build(Weights::default(), documents, synonyms, &mut |_, _| {})
    }

    /// Builds a matcher, and reports progress. Documents are taken and dropped a few
    /// thousand at a time; from then on, an entry is identified by the index of its document.
    #[must_use]
    pub fn build<'a, D>(
        weights: Weights,
        documents: D,
        synonyms: &[SynonymGroup],
        progress: Progress,
    ) -> Self
    where
        D: IntoIterator<Item = Document<'a>, IntoIter: ExactSizeIterator>,
    {
        rayon::spawn(thesaurus::prepare);
        let documents = documents.into_iter();
        let all = PASSES * documents.len();
        let mut done = 0;
        let mut step = |entries: usize| {
            done += entries;
            progress(done, all);
        };
        let Counted {
            mut builder,
            keys,
            phrasings,
        } = count_words(documents, &mut step);
        let analyzer = Analyzer::new(synonyms, &mut builder);
        let corpus = index_texts(&analyzer, &builder, &mut step);
        drop(builder);
        let vocabulary = analyzer.vocabulary();
        let caps = vocabulary.idf_caps(weights.filler_cap);
        let phrasings_per_entry = phrasings.len() as f32 / keys.len().max(1) as f32;
        Self {
            weights: weights.for_phrasings(phrasings_per_entry),
            index: Index::new(&caps, &vocabulary.words(), corpus, &mut step),
            keys,
            phrasings,
            analyzer,
        }
    }
}

/// What the first pass collects of all documents.
#[derive(Default)]
struct Counted {
    builder: VocabularyBuilder,
    keys: Vec<EntryKey>,
    /// Sorted by hash.
    phrasings: Vec<PhrasingHash>,
}

/// The first pass: collects the words of all documents, and hashes their phrasings.
fn count_words<'a>(
    mut documents: impl ExactSizeIterator<Item = Document<'a>>,
    step: &mut dyn FnMut(usize),
) -> Counted {
    let mut counted = Counted {
        keys: Vec::with_capacity(documents.len()),
        ..Counted::default()
    };
    let read = |document: &Document| -> (Vec<Vec<Word>>, Vec<u64>) {
        let phrasings = document.phrasings.iter();
        (
            words_of(document),
            phrasings.map(|text| hash(&as_written(text))).collect(),
        )
    };
    loop {
        let chunk: Vec<Document> = documents.by_ref().take(CHUNK).collect();
        if chunk.is_empty() {
            counted.phrasings.shrink_to_fit();
            counted.phrasings.par_sort_unstable();
            return counted;
        }
        let first = counted.keys.len() as u32;
        counted.keys.extend(chunk.iter().map(EntryKey::of));
        let read: Vec<_> = chunk.par_iter().map(read).collect();
        for (entry, (texts, hashes)) in (first..).zip(read) {
            counted.builder.add_entry(texts);
            let hashes = hashes.into_iter().map(|hash| (hash, entry));
            counted.phrasings.extend(hashes);
        }
        step(chunk.len());
    }
}

/// The second pass: analyses all texts.
fn index_texts(
    analyzer: &Analyzer,
    builder: &VocabularyBuilder,
    step: &mut dyn FnMut(usize),
) -> Corpus {
    let mut corpus = Corpus::new();
    let index = |entry| -> Vec<IndexedText> {
        let analyzed = builder
            .texts(entry)
            .map(|words| analyzer.analyze_words(words));
        // An analysed text is large: each is reduced immediately to what the index keeps.
        analyzed.map(|text| analyzer.index_text(&text)).collect()
    };
    for first in (0..builder.entries()).step_by(CHUNK) {
        let last = builder.entries().min(first + CHUNK);
        let entries: Vec<_> = (first..last).into_par_iter().map(index).collect();
        for texts in entries {
            corpus.push(&texts);
        }
        step(last - first);
    }
    corpus
}

/// The words of a document's phrasings and, last, of its answer.
pub fn words_of(document: &Document) -> Vec<Vec<Word>> {
    let answer = document.answer.join(" ");
    let phrasings = document.phrasings.iter();
    let phrasings = phrasings.map(|phrasing| normalize(phrasing));
    phrasings.chain([normalize(&answer)]).collect()
}

/// The hash of what was written.
pub fn hash(written: &str) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(written)
}
