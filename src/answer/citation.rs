//! A citation as readers see it.

use crate::answer::Cited;
use crate::answer::text_fragment::text_fragment;
use crate::knowledge::{Citation, Source};

impl Cited {
    /// A citation of a source, not yet numbered.
    #[must_use]
    pub(super) fn of(source: &Source, citation: &Citation) -> Self {
        let section = citation.at.map(|at| at.section);
        let heading = section.and_then(|section| source.heading(section));
        let paragraph = source
            .text
            .as_ref()
            .zip(citation.at)
            .and_then(|(text, at)| text.paragraph(at));
        let passage = paragraph
            .zip(citation.span.clone())
            .map(|(words, span)| &words[span]);
        let url = source.url.as_ref();
        Self {
            n: 0,
            source: source.id.clone(),
            section,
            heading: heading.map(str::to_owned),
            paragraph: citation.at.map(|at| at.paragraph),
            quote: citation.quote.to_string(),
            url: url.map(|url| text_fragment(url, &citation.quote, passage)),
        }
    }
}
