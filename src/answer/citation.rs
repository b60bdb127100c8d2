//! A citation as readers see it.

use crate::answer::Cited;
use crate::answer::text_fragment::{Quoted, text_fragment};
use crate::knowledge::{Citation, Source, SourceUrl};

impl Cited {
    /// A citation of a source, not yet numbered.
    #[must_use]
    pub(super) fn of(source: &Source, citation: &Citation) -> Self {
        let section = citation.at.map(|at| at.section);
        let heading = section.and_then(|section| source.heading(section));
        let url = source.url.as_ref().map(|url| link(url, source, citation));
        Self {
            n: 0,
            source: source.id.clone(),
            section,
            heading: heading.map(str::to_owned),
            paragraph: citation.at.map(|at| at.paragraph),
            quote: citation.quote.to_string(),
            url,
        }
    }
}

/// A link to the cited words.
fn link(url: &SourceUrl, source: &Source, citation: &Citation) -> SourceUrl {
    let quote = &citation.quote;
    let place = source
        .text
        .as_ref()
        .zip(citation.at)
        .zip(citation.span.clone());
    let quoted = place.and_then(|((text, at), span)| {
        let (before, rest) = text.paragraph(at)?.split_at_checked(span.start)?;
        let passage = rest.get(..span.len())?;
        let before = if before.is_empty() {
            text.words_before(at)
        } else {
            before
        };
        Some((text, at, span.start, before, passage))
    });
    let Some((text, at, start, before, passage)) = quoted else {
        return text_fragment(url, quote, None);
    };
    let quoted = Quoted {
        passage,
        before,
        stands_before: &|words| text.stands_before(words, at, start),
    };
    text_fragment(url, quote, Some(&quoted))
}
