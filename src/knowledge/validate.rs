//! Raw tables → [`Knowledge`], or every reason why not.

mod expected;
mod values;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::diagnostic::{Code, Diagnostic, Place, Report, did_you_mean};
use crate::document::Spanned;
use crate::knowledge::parse::{
    Parsed, RawCitation, RawEntry, RawFact, RawFile, RawSection, RawSource, RawSynonyms,
};
use crate::knowledge::quote::{Malformed, Quote};
use crate::knowledge::source_text::SourceText;
use crate::knowledge::verify::verify;
use crate::knowledge::{
    At, Citation, Entry, EntryBody, Fact, Fingerprint, Knowledge, Phrasing, Section, Source,
    Synonyms,
};

/// Makes knowledge of parsed files. `texts` holds, for each file, the source's own text where
/// it is at hand. The report names every fault; there is knowledge only if none is an error.
#[must_use]
pub fn load(parsed: Parsed, texts: &[Option<String>]) -> (Option<Knowledge>, Report) {
    let Parsed { files, mut report } = parsed;
    let mut loader = Loader {
        faults: std::mem::take(&mut report.diagnostics),
        knowledge: Knowledge {
            sources: Vec::new(),
            entries: Vec::new(),
            synonyms: Vec::new(),
            tests: Vec::new(),
            version: String::new(),
            fingerprint: Fingerprint::default(),
        },
    };
    let mut sources: HashMap<String, Place> = HashMap::new();
    for (index, raw) in files.into_iter().enumerate() {
        let text = texts
            .get(index)
            .and_then(Option::as_deref)
            .map(SourceText::new);
        if let Some(id) = raw.source.as_ref().and_then(|s| s.id.clone()) {
            loader.unique(&mut sources, &id, Code::DuplicateSource, "source");
        }
        loader.file(raw, text);
    }
    report.diagnostics = loader.faults;
    report.sort();
    if report.has_errors() {
        // These mostly follow from an error, and would hide it.
        let follows = |code| matches!(code, Code::UnusedFact | Code::Unpinned | Code::MissingText);
        report.diagnostics.retain(|fault| !follows(fault.code));
        return (None, report);
    }
    let mut knowledge = loader.knowledge;
    let tables = report.files.iter().map(|file| file.text.as_str());
    let texts = knowledge.sources.iter().filter_map(|s| s.text.as_ref());
    knowledge.fingerprint = Fingerprint::of(tables, texts.map(|text| text.sha256.as_str()));
    let ids: Vec<_> = knowledge.sources.iter().map(|s| s.id.as_str()).collect();
    knowledge.version = format!("{}@{}", ids.join("+"), knowledge.fingerprint.short());
    (Some(knowledge), report)
}

struct Loader {
    faults: Vec<Diagnostic>,
    knowledge: Knowledge,
}

impl Loader {
    fn file(&mut self, raw: RawFile, text: Option<SourceText>) {
        self.format(raw.format.as_ref());
        let Some(raw_source) = raw.source else {
            return;
        };
        let topics = self.topics(&raw_source);
        let mut ids = HashMap::new();
        let sections = self.sections(&raw.sections);
        let facts = self.facts(raw.facts, &mut ids);
        let fact_index: BTreeMap<String, usize> = facts
            .iter()
            .enumerate()
            .map(|(index, fact)| (fact.id.clone(), index))
            .collect();
        let mut source = self.source(&raw_source, topics, sections, facts);
        self.entries(&source, &fact_index, raw.questions, raw.gaps, &mut ids);
        self.synonyms(raw.synonyms);
        self.tests(raw.tests);
        verify(&mut source, &raw_source, text, &mut self.faults);
        self.knowledge.sources.push(source);
    }

    fn fault(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }

    fn format(&mut self, format: Option<&Spanned<i64>>) {
        if let Some(format) = format.filter(|format| format.value != 1) {
            let message = format!("format {} is not known", format.value);
            self.fault(
                Diagnostic::at(Code::UnknownFormat, format.place, message)
                    .repair("this version reads `format = 1`"),
            );
        }
    }

    fn source(
        &mut self,
        raw: &RawSource,
        topics: Vec<String>,
        sections: Vec<Section>,
        facts: Vec<Fact>,
    ) -> Source {
        let optional = |loader: &mut Self, field: &Option<Spanned<String>>| {
            field.as_ref().map(|value| loader.line(value))
        };
        if let Some(url) = &raw.url {
            self.url(url);
        }
        if let Some(sha256) = &raw.sha256 {
            self.sha256(sha256);
        }
        if let Some(text) = &raw.text {
            self.text_name(text);
        }
        Source {
            id: raw.id.as_ref().map(|id| self.id(id)).unwrap_or_default(),
            title: optional(self, &raw.title).unwrap_or_default(),
            publisher: optional(self, &raw.publisher),
            published: raw.published.as_ref().map(|date| date.value.clone()),
            url: optional(self, &raw.url),
            topics,
            sections,
            facts,
            text_name: raw.text.as_ref().map(|name| name.value.clone()),
            text: None,
        }
    }

    fn topics(&mut self, raw: &RawSource) -> Vec<String> {
        let mut seen = HashMap::new();
        let mut topics = Vec::new();
        for topic in &raw.topics {
            self.unique(&mut seen, topic, Code::DuplicateTopic, "topic");
            topics.push(self.line(topic));
        }
        topics
    }

    fn sections(&mut self, raw: &[RawSection]) -> Vec<Section> {
        let mut seen: BTreeMap<i64, Place> = BTreeMap::new();
        let mut sections = Vec::new();
        for section in raw {
            let (Some(number), Some(heading)) = (&section.number, &section.heading) else {
                continue;
            };
            if let Some(first) = seen.insert(number.value, number.place) {
                let message = format!("section {} stands twice", number.value);
                self.fault(
                    Diagnostic::at(Code::DuplicateSection, number.place, message)
                        .label(first, "first here")
                        .repair("run `footnote pin` to number the sections anew"),
                );
            }
            let counted = usize::try_from(number.value).ok().filter(|&n| n > 0);
            if counted.is_none() {
                self.fault(
                    Diagnostic::at(Code::MalformedPlace, number.place, "sections count from 1")
                        .repair("run `footnote pin` to number the sections anew"),
                );
            }
            sections.push(Section {
                number: counted.unwrap_or_default(),
                heading: self.line(heading),
            });
        }
        sections
    }

    fn facts(&mut self, raw: Vec<RawFact>, ids: &mut HashMap<String, Place>) -> Vec<Fact> {
        let mut facts = Vec::new();
        for fact in raw {
            let id = fact.id.map(|id| {
                self.unique(ids, &id, Code::DuplicateId, "id");
                self.id(&id)
            });
            let id = id.unwrap_or_default();
            if !fact.cited {
                let message = format!("the fact `{id}` has no citation");
                self.fault(
                    Diagnostic::at(Code::UncitedFact, fact.place, message).repair(
                        "add `cite = { quote = \"first words … last words\" }` from the source",
                    ),
                );
            }
            let citations = fact
                .citations
                .iter()
                .filter_map(|citation| self.citation(citation))
                .collect();
            let place = fact.text.as_ref().map_or(fact.place, |text| text.place);
            facts.push(Fact {
                id,
                text: fact.text.map(|t| self.sentence(&t)).unwrap_or_default(),
                citations,
                place,
            });
        }
        facts
    }

    fn citation(&mut self, raw: &RawCitation) -> Option<Citation> {
        let quote = raw.quote.as_ref()?;
        self.sentence(quote);
        let parsed = Quote::parse(&quote.value).map_err(|malformed| {
            let (message, repair) = match malformed {
                Malformed::Empty => return,
                Malformed::ManyEllipses => (
                    "the quote has more than one ellipsis",
                    "name the span by its first and its last words, or cite two quotes in a list",
                ),
                Malformed::OneSided => (
                    "the quote has words on one side of the ellipsis only",
                    "write `first words … last words`",
                ),
            };
            self.fault(Diagnostic::at(Code::MalformedQuote, quote.place, message).repair(repair));
        });
        let at = match &raw.at {
            Some(at) => Some(self.at(at)?),
            None => None,
        };
        Some(Citation {
            quote: parsed.ok()?,
            at,
            span: None,
            place: quote.place,
            at_place: raw.at.as_ref().map_or(quote.place, |at| at.place),
        })
    }

    fn at(&mut self, at: &Spanned<String>) -> Option<At> {
        let parts = at.value.split_once('.');
        let parsed = parts.and_then(|(section, paragraph)| {
            let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
            Some(At {
                section: section.parse().ok().filter(|_| digits(section))?,
                paragraph: paragraph
                    .parse()
                    .ok()
                    .filter(|&n| n > 0 && digits(paragraph))?,
            })
        });
        if parsed.is_none() {
            let message = format!("`{}` is no place in a source", at.value);
            self.fault(
                Diagnostic::at(Code::MalformedPlace, at.place, message)
                    .repair("write `section.paragraph` as in `2.1`, or run `footnote pin`"),
            );
        }
        parsed
    }

    fn entries(
        &mut self,
        source: &Source,
        facts: &BTreeMap<String, usize>,
        questions: Vec<RawEntry>,
        gaps: Vec<RawEntry>,
        ids: &mut HashMap<String, Place>,
    ) {
        let first = self.knowledge.entries.len();
        let question_index: BTreeMap<String, usize> = (first..)
            .zip(&questions)
            .filter_map(|(index, raw)| Some((raw.id.as_ref()?.value.clone(), index)))
            .collect();
        let mut asked = HashMap::new();
        let mut used = BTreeSet::new();
        for raw in questions {
            let body = EntryBody::Question {
                facts: self.fact_list(&raw, facts),
                topic: self.topic(&raw, &source.topics),
                related: self.others(&raw, &question_index),
            };
            if let EntryBody::Question { facts, .. } = &body {
                used.extend(facts.iter().copied());
            }
            self.entry(raw, body, ids, &mut asked);
        }
        for raw in gaps {
            let text = raw.text.as_ref().map(|text| self.sentence(text));
            let body = EntryBody::Gap {
                text: text.unwrap_or_default(),
                near: self.others(&raw, &question_index),
            };
            self.entry(raw, body, ids, &mut asked);
        }
        for (index, fact) in source.facts.iter().enumerate() {
            if !used.contains(&index) && !fact.id.is_empty() {
                let message = format!("no question uses the fact `{}`", fact.id);
                self.fault(
                    Diagnostic::at(Code::UnusedFact, fact.place, message)
                        .repair("name it in a question's `facts`, or remove it"),
                );
            }
        }
    }

    fn entry(
        &mut self,
        raw: RawEntry,
        body: EntryBody,
        ids: &mut HashMap<String, Place>,
        asked: &mut HashMap<String, Place>,
    ) {
        let place = raw.id.as_ref().map_or(raw.place, |id| id.place);
        let id = raw.id.map(|id| {
            self.unique(ids, &id, Code::DuplicateId, "id");
            self.id(&id)
        });
        let mut phrasings = Vec::new();
        if raw.ask.as_ref().is_some_and(Vec::is_empty) {
            self.nothing_asked(raw.place);
        }
        for phrasing in raw.ask.into_iter().flatten() {
            let text = self.line(&phrasing);
            self.same_phrasing(asked, &phrasing, "keep it where it is answered best");
            phrasings.push(Phrasing {
                text,
                place: phrasing.place,
            });
        }
        self.knowledge.entries.push(Entry {
            id: id.unwrap_or_default(),
            source: self.knowledge.sources.len(),
            phrasings,
            body,
            place,
        });
    }

    fn nothing_asked(&mut self, place: Place) {
        self.fault(
            Diagnostic::at(Code::EmptyField, place, "the list `ask` is empty")
                .repair("write at least one way of asking"),
        );
    }

    fn fact_list(&mut self, raw: &RawEntry, facts: &BTreeMap<String, usize>) -> Vec<usize> {
        let mut list = Vec::new();
        let mut seen = HashMap::new();
        for name in raw.facts.iter().flatten() {
            self.unique(&mut seen, name, Code::RepeatedFact, "fact");
            match facts.get(&name.value) {
                Some(&index) => list.push(index),
                None => self.unknown(name, Code::UnknownFact, "fact", facts.keys()),
            }
        }
        if raw.facts.as_ref().is_some_and(Vec::is_empty) {
            let message = "the list `facts` is empty";
            self.fault(
                Diagnostic::at(Code::EmptyField, raw.place, message)
                    .repair("name the facts that answer it, or make it a `[[gap]]`"),
            );
        }
        list
    }

    fn topic(&mut self, raw: &RawEntry, topics: &[String]) -> Option<String> {
        let topic = raw.topic.as_ref()?;
        if !topics.contains(&topic.value) {
            self.unknown(topic, Code::UnknownTopic, "topic", topics.iter());
        }
        Some(topic.value.clone())
    }

    fn others(&mut self, raw: &RawEntry, questions: &BTreeMap<String, usize>) -> Vec<usize> {
        let mut list = Vec::new();
        for name in &raw.others {
            match questions.get(&name.value) {
                Some(&index) => list.push(index),
                None => self.unknown(name, Code::UnknownQuestion, "question", questions.keys()),
            }
        }
        list
    }

    fn synonyms(&mut self, raw: Vec<RawSynonyms>) {
        let mut seen = HashMap::new();
        for group in raw {
            if group.words.as_ref().is_some_and(|words| words.len() < 2) {
                let message = "a group of synonyms needs two words or more";
                self.fault(
                    Diagnostic::at(Code::LoneSynonym, group.place, message)
                        .repair("add what means the same, or remove the group"),
                );
            }
            let mut words = Vec::new();
            for word in group.words.iter().flatten() {
                let key = Spanned {
                    value: word.value.to_lowercase(),
                    place: word.place,
                };
                self.unique(&mut seen, &key, Code::SameSynonym, "synonym");
                words.push(self.line(word));
            }
            self.knowledge.synonyms.push(Synonyms { words });
        }
    }

    fn unknown<'a>(
        &mut self,
        name: &Spanned<String>,
        code: Code,
        what: &str,
        known: impl Iterator<Item = &'a String> + Clone,
    ) {
        let message = format!("unknown {what} `{}`", name.value);
        let near = did_you_mean(&name.value, known.map(String::as_str));
        let repair = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("add the {what} to this file, or remove the name"),
        };
        self.fault(Diagnostic::at(code, name.place, message).repair(repair));
    }

    /// Notes a name, and complains where it has been noted before.
    fn unique(
        &mut self,
        seen: &mut HashMap<String, Place>,
        name: &Spanned<String>,
        code: Code,
        what: &str,
    ) {
        if let Some(&first) = seen.get(&name.value) {
            let message = format!("the {what} `{}` stands twice", name.value);
            self.fault(
                Diagnostic::at(code, name.place, message)
                    .label(first, "first here")
                    .repair("rename or remove one of them"),
            );
        } else {
            seen.insert(name.value.clone(), name.place);
        }
    }

    /// Two phrasings are the same when their letters and digits are.
    fn same_phrasing(
        &mut self,
        asked: &mut HashMap<String, Place>,
        phrasing: &Spanned<String>,
        repair: &str,
    ) {
        let mut key = String::with_capacity(phrasing.value.len());
        for c in phrasing.value.chars() {
            if c.is_alphanumeric() {
                key.extend(c.to_lowercase());
            } else if !key.is_empty() && !key.ends_with(' ') {
                key.push(' ');
            }
        }
        let key = key.trim_end().to_owned();
        if key.is_empty() {
            return;
        }
        if let Some(&first) = asked.get(&key) {
            let message = format!("the phrasing `{}` stands twice", phrasing.value);
            self.fault(
                Diagnostic::at(Code::SamePhrasing, phrasing.place, message)
                    .label(first, "first here")
                    .repair(repair),
            );
        } else {
            asked.insert(key, phrasing.place);
        }
    }
}
