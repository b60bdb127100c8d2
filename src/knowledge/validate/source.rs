//! The head of a file: its format, its source, its topics and sections.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::Spanned;
use crate::knowledge::parse::{RawSection, RawSource};
use crate::knowledge::validate::Validator;
use crate::knowledge::{Section, Skip, Source};

impl Validator {
    pub(super) fn format(&mut self, format: Option<&Spanned<i64>>) {
        if let Some(format) = format.filter(|format| format.value != 1) {
            let message = format!("unknown format `{}`", format.value);
            self.fault(
                Diagnostic::at(Code::UnknownFormat, format.place, message)
                    .repair("write `format = 1`, the only format that this version reads"),
            );
        }
    }

    /// The source without its sections and facts.
    pub(super) fn source(&mut self, raw: &RawSource) -> Source {
        let topics = self.topics(&raw.topics);
        if let Some(sha256) = &raw.sha256 {
            self.sha256(sha256);
        }
        if let Some(text) = &raw.text {
            self.text_name(text);
        }
        Source {
            id: raw.id.as_ref().map(|id| self.id(id)).unwrap_or_default(),
            title: self.optional_line(raw.title.as_ref()).unwrap_or_default(),
            publisher: self.optional_line(raw.publisher.as_ref()),
            published: raw.published.as_ref().map(|date| date.value.clone()),
            url: raw.url.as_ref().and_then(|url| self.url(url)),
            licence: self.optional_line(raw.licence.as_ref()),
            own_text: raw.own_text,
            skip: raw.skip.iter().map(|skip| self.skip(skip)).collect(),
            topics,
            sections: Vec::new(),
            facts: Vec::new(),
            text_name: raw.text.as_ref().map(|name| name.value.clone()),
            text: None,
        }
    }

    fn skip(&mut self, raw: &Spanned<String>) -> Skip {
        Skip {
            pattern: self.sentence(raw),
            place: raw.place,
        }
    }

    fn optional_line(&mut self, text: Option<&Spanned<String>>) -> Option<String> {
        text.map(|text| self.line(text))
    }

    fn topics(&mut self, raw: &[Spanned<String>]) -> Vec<String> {
        let mut seen = HashMap::new();
        let mut topics = Vec::new();
        for topic in raw {
            self.unique(&mut seen, topic, Code::DuplicateTopic);
            topics.push(self.line(topic));
        }
        topics
    }

    pub(super) fn sections(&mut self, raw: &[RawSection]) -> Vec<Section> {
        const RENUMBER: &str = "run `footnote pin` to renumber the sections";
        let mut seen = HashMap::new();
        let mut sections = Vec::new();
        for section in raw {
            let (Some(number), Some(heading)) = (&section.number, &section.heading) else {
                continue;
            };
            if let Some(first) = seen.insert(number.value, number.place) {
                let message = format!("duplicate section `{}`", number.value);
                self.fault(
                    Diagnostic::at(Code::DuplicateSection, number.place, message)
                        .label(first, "first used here")
                        .repair(RENUMBER),
                );
            }
            let counted = usize::try_from(number.value).ok().filter(|&n| n > 0);
            if counted.is_none() {
                let message = "sections are numbered from 1";
                self.fault(
                    Diagnostic::at(Code::MalformedPlace, number.place, message).repair(RENUMBER),
                );
            }
            sections.push(Section {
                number: counted.unwrap_or_default(),
                heading: self.line(heading),
            });
        }
        sections.sort_by_key(|section| section.number);
        sections
    }
}
