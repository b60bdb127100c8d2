//! A citation as readers see it.

use std::ops::Range;

use crate::answer::Cited;
use crate::answer::text_fragment::{Quoted, text_fragment};
use crate::knowledge::{At, Citation, Quote, Source, SourceUrl};

impl Cited {
    /// A citation of a source, not yet numbered.
    #[must_use]
    pub(super) fn of(source: &Source, citation: &Citation) -> Self {
        let place = citation.at.zip(citation.span.clone());
        Self::at(source, &citation.quote, citation.at, place)
    }

    /// A passage of a source's text, not yet numbered.
    #[must_use]
    pub(super) fn of_passage(source: &Source, quote: &Quote, at: At, span: Range<usize>) -> Self {
        Self::at(source, quote, Some(at), Some((at, span)))
    }

    fn at(
        source: &Source,
        quote: &Quote,
        at: Option<At>,
        place: Option<(At, Range<usize>)>,
    ) -> Self {
        let section = at.map(|at| at.section);
        let heading = section.and_then(|section| source.heading(section));
        let url = source.url.as_ref();
        Self {
            n: 0,
            source: source.id.clone(),
            section,
            heading: heading.map(str::to_owned),
            paragraph: at.map(|at| at.paragraph),
            quote: quote.to_string(),
            url: url.map(|url| link(url, source, quote, place)),
        }
    }
}

/// A link to the quoted words, given their place if they were found.
fn link(
    url: &SourceUrl,
    source: &Source,
    quote: &Quote,
    place: Option<(At, Range<usize>)>,
) -> SourceUrl {
    let quoted = source
        .text
        .as_ref()
        .zip(place)
        .and_then(|(text, (at, span))| {
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
