//! Verifies a source's citations against its own text, if that is available.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic, Faults, Place};
use crate::document::Spanned;
use crate::knowledge::parse::RawSource;
use crate::knowledge::quote::{Found, Quote};
use crate::knowledge::quote_fault::{ambiguous, not_found};
use crate::knowledge::quote_search::QuoteSearch;
use crate::knowledge::source_text::SourceText;
use crate::knowledge::{Citation, Section, Source};

/// Finds the place of every citation and reports mismatches. Without a text, it only checks that the
/// pinned places refer to known sections.
///
/// `gaps` are the citations of the source's gaps, which stand with those of its facts.
pub(super) fn verify<'a>(
    source: &'a mut Source,
    gaps: impl Iterator<Item = &'a mut Citation>,
    (raw, text): (&RawSource, Option<&SourceText>),
    faults: &mut Faults,
) {
    let facts = source.facts.iter_mut();
    let facts = facts.flat_map(|fact| &mut fact.citations);
    let citations = facts.chain(gaps);
    let sections = &mut source.sections;
    if let (None, Some(name)) = (text, &raw.text) {
        let message = format!("the source's text `{}` does not exist", name.value);
        faults.push(
            Diagnostic::at(Code::MissingText, name.place, message)
                .repair("put it beside this file, correct its name, or remove the field"),
        );
    }
    if let Some(text) = text {
        let pin = Pin::of(raw, text);
        if let (Pin::OfAnotherText, Some(sha256)) = (pin, &raw.sha256) {
            faults.push(drift(sha256));
        }
        verify_text(sections, citations, raw.place, (text, pin), faults);
    } else {
        let numbers: HashSet<usize> = sections.iter().map(|s| s.number).collect();
        for citation in citations {
            check_pinned(citation, &numbers, faults);
        }
    }
}

/// How far the places that a file was pinned with can be trusted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pin {
    /// They are of this text, counted as now, or there is no hash to tell.
    Current,
    /// They are of this text, and an earlier version may have counted its paragraphs otherwise.
    Recounted,
    /// They are of a text that has changed since.
    OfAnotherText,
}

impl Pin {
    fn of(raw: &RawSource, text: &SourceText) -> Self {
        match &raw.sha256 {
            Some(hash) if !text.is_pinned_by(&hash.value) => Self::OfAnotherText,
            Some(_) if text.is_recounted => Self::Recounted,
            _ => Self::Current,
        }
    }
}

/// Finds the place of every citation in the text. Places and headings that an earlier version counted
/// otherwise are corrected with one warning.
fn verify_text<'a>(
    sections: &mut Vec<Section>,
    citations: impl Iterator<Item = &'a mut Citation>,
    place: Place,
    (text, pin): (&SourceText, Pin),
    faults: &mut Faults,
) {
    let mut moved = Faults::default();
    let mut search = QuoteSearch::of(text);
    let mut unsearched = Vec::new();
    let headings = text.headings();
    if !sections.is_empty() && *sections != headings {
        moved.push(section_drift(place));
    }
    for citation in citations {
        match search.locate(&citation.quote, citation.at) {
            Some((found, seen)) => {
                moved.extend(resolve(citation, found, seen, &mut search, faults));
            }
            None => unsearched.push(citation.place),
        }
    }
    if let Some(first) = unsearched.first() {
        faults.push(too_many_quotes(*first, unsearched.len()));
    }
    let is_recounted = pin == Pin::Recounted && !moved.is_empty();
    if is_recounted {
        faults.push(recounted(place));
    } else {
        faults.append(moved);
    }
    if sections.is_empty() || is_recounted {
        *sections = headings;
    }
}

fn drift(sha256: &Spanned<String>) -> Diagnostic {
    let message = "the source's text has changed since this file was pinned";
    Diagnostic::at(Code::SourceDrift, sha256.place, message)
        .repair("check what has changed in the text, then run `footnote pin`; facts whose words have changed are reported by themselves")
}

fn section_drift(place: Place) -> Diagnostic {
    let message = "the sections do not match the headings of the source's text";
    Diagnostic::at(Code::SectionDrift, place, message).repair("run `footnote pin` to update them")
}

fn recounted(place: Place) -> Diagnostic {
    let message = "this file was pinned by an earlier version, which counted the paragraphs of the \
                   source's text differently";
    Diagnostic::at(Code::Recounted, place, message).repair(
        "run `footnote pin` on this file: it corrects every `at`. The article has not changed, but \
         each row of a table, each footnote and each paragraph of HTML or of an admonition in it now has \
         its own number",
    )
}

fn too_many_quotes(first: Place, number: usize) -> Diagnostic {
    let message = format!(
        "this quote and others, {number} in all, were not looked for: the text is too long for so many"
    );
    Diagnostic::at(Code::QuoteNotFound, first, message)
        .repair("split the article, and its table with it")
}

/// Notes a citation's place, and its words as readers see them, and reports it if it was not found.
/// Returns the fault of a place that is not the pinned one.
fn resolve(
    citation: &mut Citation,
    found: Found,
    seen: Option<Quote>,
    search: &mut QuoteSearch,
    faults: &mut Faults,
) -> Option<Diagnostic> {
    let text = search.text;
    let quote = &citation.quote;
    match found {
        Found::Once(at, span) => {
            let moved = citation.at.filter(|pinned| *pinned != at).map(|pinned| {
                let message = format!("quote `{quote}` is in {at}, not in {pinned}");
                Diagnostic::at(Code::QuoteMisplaced, citation.at_place, message)
                    .repair(if text.is_recounted {
                        "run `footnote pin` to correct `at`; each row of a table, each footnote and \
                         each paragraph of HTML has its own number"
                    } else {
                        "run `footnote pin` to correct `at`"
                    })
            });
            if citation.at.is_none() {
                faults.push(unpinned(citation));
            }
            citation.at = Some(at);
            citation.span = Some(span);
            if let Some(seen) = seen {
                citation.quote = seen;
            }
            return moved;
        }
        Found::Nowhere => {
            faults.push_with(Code::QuoteNotFound, || not_found(citation, search));
        }
        Found::Often(paragraphs) => {
            faults.push_with(Code::QuoteAmbiguous, || {
                let seen = seen.as_ref().unwrap_or(quote);
                ambiguous(citation, seen, &paragraphs, text)
            });
        }
    }
    None
}

fn check_pinned(citation: &Citation, sections: &HashSet<usize>, faults: &mut Faults) {
    let Some(at) = citation.at else {
        faults.push(unpinned(citation));
        return;
    };
    if at.section > 0 && !sections.is_empty() && !sections.contains(&at.section) {
        let message = format!(
            "`{at}` refers to section {}, which this file does not list",
            at.section
        );
        faults.push(
            Diagnostic::at(Code::UnknownSection, citation.at_place, message)
                .repair("correct `at`, or run `footnote pin` to list the sections"),
        );
    }
}

fn unpinned(citation: &Citation) -> Diagnostic {
    let message = format!("quote `{}` has no `at`", citation.quote);
    Diagnostic::at(Code::Unpinned, citation.place, message)
        .repair("run `footnote pin` to fill it in from the source's text")
}
