//! Facts and their citations.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::document::Spanned;
use crate::knowledge::parse::{RawCitation, RawFact, RawImage};
use crate::knowledge::quote::{Malformed, Quote};
use crate::knowledge::validate::Validator;
use crate::knowledge::{At, Citation, Fact, Image};
use crate::text::linked::{LinkedPart, linked_parts};

/// The most citations of a fact, which is one sentence. Each answer shows them all.
pub(in crate::knowledge) const MAX_CITATIONS: usize = 20;

impl Validator {
    pub(super) fn facts(&mut self, raw: Vec<RawFact>) -> Vec<Fact> {
        let mut ids = HashMap::new();
        raw.into_iter()
            .map(|fact| self.fact(fact, &mut ids))
            .collect()
    }

    fn fact(&mut self, raw: RawFact, ids: &mut HashMap<String, Place>) -> Fact {
        let id = raw.id.map(|id| {
            self.unique(ids, &id, Code::DuplicateId);
            self.id(&id)
        });
        let id = id.unwrap_or_default();
        if !raw.has_citations {
            let message = format!("fact `{id}` has no citation");
            self.fault(
                Diagnostic::at(Code::UncitedFact, raw.place, message)
                    .repair("add `cite = { quote = \"first words … last words\" }`"),
            );
        }
        Fact {
            id,
            place: raw.text.as_ref().map_or(raw.place, |text| text.place),
            text: raw.text.map(|t| self.linked(&t)).unwrap_or_default(),
            citations: self.citations(raw.place, &raw.citations),
            valid_until: raw.valid_until.map(|date| date.value),
            review_by: raw.review_by.map(|date| date.value),
            image: raw.image.and_then(|image| self.image(&image)),
        }
    }

    /// A sentence whose links lead to addresses that every reader can reach.
    fn linked(&mut self, raw: &Spanned<String>) -> String {
        let text = self.sentence(raw);
        for part in linked_parts(&text) {
            if let LinkedPart::Link { url, .. } = part {
                let value = url.to_owned();
                let place = raw.place;
                self.url(&Spanned { value, place });
            }
        }
        text
    }

    fn image(&mut self, raw: &RawImage) -> Option<Image> {
        let url = raw.url.as_ref().map(|url| self.url(url));
        let alt = raw.alt.as_ref().map(|alt| self.line(alt));
        Some(Image {
            url: url??,
            alt: alt?,
        })
    }

    /// The valid citations of what is at `place`.
    pub(super) fn citations(&mut self, place: Place, raw: &[RawCitation]) -> Vec<Citation> {
        self.long_list(place, "cite", raw.len(), MAX_CITATIONS);
        let citations = raw.iter();
        citations
            .filter_map(|citation| self.citation(citation))
            .collect()
    }

    fn citation(&mut self, raw: &RawCitation) -> Option<Citation> {
        let quote = raw.quote.as_ref()?;
        self.sentence(quote);
        let parsed = Quote::parse(&quote.value)
            .map_err(|malformed| self.malformed_quote(quote.place, malformed));
        let at = match &raw.at {
            Some(at) => Some(self.at(at)?),
            None => None,
        };
        if let Some(hash) = &raw.hash {
            self.passage_hash(hash);
        }
        Some(Citation {
            quote: parsed.ok()?,
            at,
            span: None,
            hash: raw.hash.as_ref().map(|hash| hash.value.clone()),
            place: quote.place,
            at_place: raw.at.as_ref().map_or(quote.place, |at| at.place),
        })
    }

    fn malformed_quote(&mut self, place: Place, malformed: Malformed) {
        let (message, repair) = match malformed {
            // Reported as an empty field.
            Malformed::Empty => return,
            Malformed::ManyEllipses => (
                "the quote has more than one ellipsis",
                "quote only the first and the last words, or cite two quotes in a list",
            ),
            Malformed::OneSided => (
                "the quote has words on only one side of the ellipsis",
                "write `first words … last words`",
            ),
        };
        self.fault(Diagnostic::at(Code::MalformedQuote, place, message).repair(repair));
    }

    fn at(&mut self, at: &Spanned<String>) -> Option<At> {
        let parsed = At::parse(&at.value);
        if parsed.is_none() {
            let message = format!("`{}` is not a valid place", at.value);
            self.fault(
                Diagnostic::at(Code::MalformedPlace, at.place, message)
                    .repair("write `section.paragraph`, as in `2.1`, or run `footnote pin`"),
            );
        }
        parsed
    }
}
