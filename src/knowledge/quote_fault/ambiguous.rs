//! Says which end of a quote repeats, and where, if the quote occurs more than once.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::knowledge::quote::Quote;
use crate::knowledge::quote_fault::named;
use crate::knowledge::{At, Citation, SourceText};

/// The most places that are shown with the words around them.
const MAX_EXCERPTS: usize = 3;
/// The words on either side of a place that are shown, and the most bytes of them.
const AROUND: (usize, usize) = (3, 40);

/// The fault of a quote that occurs in these paragraphs, and more than once.
pub(in crate::knowledge) fn ambiguous(
    citation: &Citation,
    quote: &Quote,
    paragraphs: &[At],
    text: &SourceText,
) -> Diagnostic {
    let written = &citation.quote;
    let within = match paragraphs {
        [only] => Some(*only),
        _ => citation.at.filter(|at| paragraphs.contains(at)),
    };
    let (message, repair) = match within.and_then(|at| Some((at, repeated(quote, text, at)?))) {
        Some((at, repeated)) => {
            let [one, other] = repeated.spans.map(|span| excerpt(text, at, span));
            let end = repeated.end;
            let end = end.map(|(name, words)| format!(": {name}, `{words}`, repeat there"));
            let message = format!(
                "quote `{written}` matches more than once in {at}{}",
                end.unwrap_or_default()
            );
            let name = repeated.end.map_or("it", |(name, _)| name);
            let repair = format!(
                "lengthen {name} until the quote matches only once: {at} has {one} and {other}"
            );
            (message, repair)
        }
        None => in_several(citation, quote, paragraphs, text),
    };
    Diagnostic::at(Code::QuoteAmbiguous, citation.place, message).repair(repair)
}

/// What stands twice in a paragraph: the words of a quote, or those of one end, where the other one stands
/// once.
struct Repeated<'q> {
    /// What the end is called, and its words.
    end: Option<(&'static str, &'q str)>,
    /// The first two places.
    spans: [Range<usize>; 2],
}

fn repeated<'q>(quote: &'q Quote, text: &SourceText, at: At) -> Option<Repeated<'q>> {
    let [Some(one), Some(other)] = quote.spans(text.folded_paragraph(at)?) else {
        return None;
    };
    let (first, last) = quote.folded_ends();
    let (written_first, written_last) = quote.ends();
    let (end, spans) = match last.zip(written_last) {
        None => (None, [one, other]),
        Some((last, written)) if one.start == other.start => (
            Some(("its last words", written)),
            [one, other].map(|span| span.end - last.len()..span.end),
        ),
        Some(_) => (
            Some(("its first words", written_first)),
            [one, other].map(|span| span.start..span.start + first.len()),
        ),
    };
    Some(Repeated { end, spans })
}

/// Tells that a quote stands in several paragraphs.
fn in_several(
    citation: &Citation,
    quote: &Quote,
    paragraphs: &[At],
    text: &SourceText,
) -> (String, String) {
    let what = match quote.ends() {
        (_, Some(_)) => "both its ends are in",
        _ => "it is in",
    };
    let not = citation
        .at
        .map(|at| format!(", and not in {at}, which `at` names"));
    let places = named(paragraphs.iter().copied());
    let message = format!(
        "quote `{}` matches more than once: {what} {places}{}",
        citation.quote,
        not.unwrap_or_default(),
    );
    let excerpts = paragraphs.iter().take(MAX_EXCERPTS).filter_map(|at| {
        let [span, _] = quote.spans(text.folded_paragraph(*at)?);
        Some(format!("{at} has {}", excerpt(text, *at, span?)))
    });
    let excerpts: Vec<String> = excerpts.collect();
    let repair = format!(
        "name the paragraph in `at`, or add words to {}: {}",
        if quote.ends().1.is_some() {
            "its ends"
        } else {
            "it"
        },
        excerpts.join(", "),
    );
    (message, repair)
}

/// Words of a folded paragraph in brackets, with some of the words around them.
fn excerpt(text: &SourceText, at: At, span: Range<usize>) -> String {
    let paragraph = text.paragraph(at).unwrap_or_default();
    let own = text.original(at, span);
    let (before, rest) = paragraph.split_at(own.start);
    let (words, after) = rest.split_at(own.len());
    let (count, bytes) = AROUND;
    let tail = &before[before.ceil_char_boundary(before.len().saturating_sub(bytes))..];
    let head = &after[..after.floor_char_boundary(bytes)];
    let start = tail
        .rmatch_indices(' ')
        .map(|(at, _)| at + 1)
        .nth(count)
        .unwrap_or(0);
    let end = head
        .match_indices(' ')
        .map(|(at, _)| at)
        .nth(count)
        .unwrap_or(head.len());
    let is_cut = (tail.len() - start < before.len(), end < after.len());
    format!(
        "“{}{}[{}]{}{}”",
        if is_cut.0 { "… " } else { "" },
        &tail[start..],
        shortened(words),
        &head[..end],
        if is_cut.1 { " …" } else { "" },
    )
}

/// Words, without those in the middle if there are many.
fn shortened(words: &str) -> String {
    let all: Vec<&str> = words.split_whitespace().collect();
    let (count, _) = AROUND;
    if all.len() <= 2 * count + 1 {
        return words.to_owned();
    }
    format!(
        "{} … {}",
        all[..count].join(" "),
        all[all.len() - count..].join(" ")
    )
}
