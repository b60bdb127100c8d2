//! Verifies a source's citations against its own text, if that is available.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::document::Spanned;
use crate::knowledge::parse::RawSource;
use crate::knowledge::quote::Found;
use crate::knowledge::source_text::SourceText;
use crate::knowledge::{At, Citation, Source};

/// Finds the place of every citation and reports mismatches. Without a text, it only checks that the
/// pinned places refer to known sections.
pub(super) fn verify(
    source: &mut Source,
    raw: &RawSource,
    text: Option<SourceText>,
    faults: &mut Vec<Diagnostic>,
) {
    if let (None, Some(name)) = (&text, &raw.text) {
        let message = format!("the source's text `{}` does not exist", name.value);
        faults.push(
            Diagnostic::at(Code::MissingText, name.place, message)
                .repair("put it beside this file, correct its name, or remove the field"),
        );
    }
    if let Some(text) = &text {
        if let Some(sha256) = &raw.sha256 {
            check_drift(text, sha256, faults);
        }
        check_headings(source, raw.place, text, faults);
    }
    let numbers: Vec<usize> = source.sections.iter().map(|s| s.number).collect();
    for fact in &mut source.facts {
        for citation in &mut fact.citations {
            match &text {
                Some(text) => resolve(citation, text, faults),
                None => check_pinned(citation, &numbers, faults),
            }
        }
    }
    if let Some(text) = &text
        && source.sections.is_empty()
    {
        source.sections = text.headings();
    }
    source.text = text;
}

fn check_drift(text: &SourceText, sha256: &Spanned<String>, faults: &mut Vec<Diagnostic>) {
    if !text.sha256.eq_ignore_ascii_case(&sha256.value) {
        let message = "the source's text has changed since this file was pinned";
        faults.push(
            Diagnostic::at(Code::SourceDrift, sha256.place, message)
                .repair("check what has changed in the text, then run `footnote pin`"),
        );
    }
}

fn check_headings(source: &Source, place: Place, text: &SourceText, faults: &mut Vec<Diagnostic>) {
    if !source.sections.is_empty() && source.sections != text.headings() {
        let message = "the sections do not match the headings of the source's text";
        faults.push(
            Diagnostic::at(Code::SectionDrift, place, message)
                .repair("run `footnote pin` to update them"),
        );
    }
}

fn resolve(citation: &mut Citation, text: &SourceText, faults: &mut Vec<Diagnostic>) {
    let place = citation.place;
    let quote = &citation.quote;
    match quote.find(text) {
        Found::Once(at, span) => {
            match citation.at {
                Some(pinned) if pinned != at => {
                    let message = format!("quote `{quote}` is in {at}, not in {pinned}");
                    faults.push(
                        Diagnostic::at(Code::QuoteMisplaced, citation.at_place, message)
                            .repair("run `footnote pin` to correct `at`"),
                    );
                }
                Some(_) => {}
                None => faults.push(unpinned(citation)),
            }
            citation.at = Some(at);
            citation.span = Some(span);
        }
        Found::Nowhere => {
            let why = quote.why_nowhere(text);
            let message = format!("quote `{quote}` is not in the source's text: {why}");
            faults.push(
                Diagnostic::at(Code::QuoteNotFound, place, message)
                    .repair("copy both ends exactly, from a single paragraph"),
            );
        }
        Found::Often(paragraphs) => {
            let places: Vec<_> = paragraphs.iter().map(At::to_string).collect();
            let message = format!(
                "quote `{quote}` matches more than once: in {}",
                places.join(", ")
            );
            faults.push(
                Diagnostic::at(Code::QuoteAmbiguous, place, message)
                    .repair("add words to its ends until it matches only once"),
            );
        }
    }
}

fn check_pinned(citation: &Citation, sections: &[usize], faults: &mut Vec<Diagnostic>) {
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
