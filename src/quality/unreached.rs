//! The sentences of a source's text that no question leads to, and that are not said to hold nothing to ask.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Faults};
use crate::knowledge::{At, Entry, Knowledge, Skip, SkipPatterns, Source, source_text};

/// How many sentences, and whole paragraphs, no question leads to, and of how many.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unreached {
    pub sentences: (usize, usize),
    pub paragraphs: (usize, usize),
}

/// Finds the sentences of a source's text that no question cites.
pub fn unreached(
    knowledge: &Knowledge,
    index: usize,
    source: &Source,
    found: &mut Faults,
) -> Unreached {
    let mut counted = Unreached::default();
    let Some(text) = &source.text else {
        return counted;
    };
    let cited = cited_spans(knowledge, index, source);
    let none = Vec::new();
    let patterns = SkipPatterns::of(source.skip.iter().map(|skip| skip.pattern.as_str()));
    let mut met = BTreeSet::new();
    for (at, paragraph) in text.paragraphs() {
        let mut reached = 0;
        let mut sentences = 0;
        let spans = cited.get(&at).unwrap_or(&none);
        for sentence in source_text::sentences(paragraph) {
            sentences += 1;
            let next = spans.partition_point(|span| span.end <= sentence.start);
            let is_cited = spans
                .get(next)
                .is_some_and(|span| span.start < sentence.end);
            let fitting = patterns.fitting(&paragraph[sentence.clone()]);
            let is_skipped = !fitting.is_empty();
            met.extend(fitting);
            if is_skipped || is_cited {
                reached += 1;
                continue;
            }
            found.push_with(Code::UnreachedSentence, || {
                let message =
                    format!("no question leads to sentence {sentences} of paragraph {at}");
                Diagnostic::of_file(Code::UnreachedSentence, index, message).repair(format!(
                    "it begins “{}”: cite it in a fact that a question uses, or add it to `skip` under \
                     `[source]` if there is nothing to ask",
                    first_words(&paragraph[sentence])
                ))
            });
        }
        counted.sentences.0 += sentences - reached;
        counted.sentences.1 += sentences;
        counted.paragraphs.0 += usize::from(reached == 0);
        counted.paragraphs.1 += 1;
    }
    let skip = source.skip.iter().enumerate();
    let unmet = skip.filter(|(index, _)| !met.contains(index));
    found.extend(unmet.map(|(_, skip)| unused_skip(skip)));
    counted
}

fn unused_skip(skip: &Skip) -> Diagnostic {
    let message = format!("`{}` fits no sentence of the source's text", skip.pattern);
    Diagnostic::at(Code::UnusedSkip, skip.place, message)
        .repair("correct it, or remove it; an ellipsis stands for any words")
}

/// The byte ranges of each paragraph that questions, gaps and drafts cite: in order, joined where they overlap.
fn cited_spans(
    knowledge: &Knowledge,
    index: usize,
    source: &Source,
) -> HashMap<At, Vec<Range<usize>>> {
    let entries = knowledge.entries.iter().chain(&knowledge.drafts);
    let facts = entries.clone().flat_map(|entry| knowledge.facts_of(entry));
    let facts = facts.filter(|(cited, _)| cited.id == source.id);
    let gaps = entries.filter(|entry| entry.source == index);
    let citations = facts.flat_map(|(_, fact)| &fact.citations);
    let citations = citations.chain(gaps.flat_map(Entry::citations));
    let citations = citations.filter_map(|citation| Some((citation.at?, citation.span.clone()?)));
    let mut spans: Vec<(At, Range<usize>)> = citations.collect();
    spans.sort_by_key(|(at, span)| (*at, span.start));
    let mut joined: HashMap<At, Vec<Range<usize>>> = HashMap::new();
    for (at, span) in spans {
        let own = joined.entry(at).or_default();
        match own.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => own.push(span),
        }
    }
    joined
}

fn first_words(sentence: &str) -> String {
    let words: Vec<&str> = sentence.split_whitespace().take(4).collect();
    words.join(" ") + " …"
}
