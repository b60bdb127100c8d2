//! Two tables → the changes between them, with their lines.

mod synonyms;

use std::collections::BTreeSet;

use crate::diagnostic::Allowance;
use crate::knowledge::diff::list::list;
use crate::knowledge::diff::paragraphs::changed_paragraphs;
use crate::knowledge::diff::side::{EntryPair, Side, pairs};
use crate::knowledge::diff::{Change, Sign, What};
use crate::knowledge::{
    Author, Citation, Entry, EntryBody, Fact, Kind, Knowledge, Phrasing, Source, in_quotation_marks,
};

/// Lists the changes, source by source, and then those of the synonyms, which all sources share.
pub(super) fn changes(old: &Knowledge, new: &Knowledge) -> Vec<Change> {
    let mut comparison = Comparison {
        has_several_sources: old.sources.len() > 1 || new.sources.len() > 1,
        changes: Vec::new(),
    };
    let ids = |knowledge: &Knowledge| -> Vec<String> {
        knowledge.sources.iter().map(|s| s.id.clone()).collect()
    };
    let (was, now) = (ids(old), ids(new));
    let kept: BTreeSet<&String> = now.iter().collect();
    let gone = was.iter().filter(|id| !kept.contains(id));
    for id in gone.chain(&now) {
        comparison.source(id, [Side::of(old, id), Side::of(new, id)]);
    }
    comparison.synonyms(old, new);
    comparison.changes
}

struct Comparison {
    /// Whether names are shown with their source.
    has_several_sources: bool,
    changes: Vec<Change>,
}

impl Comparison {
    fn note(&mut self, sign: Sign, what: What, subject: &str, line: String) {
        self.changes.push(Change {
            sign,
            what,
            subject: subject.to_owned(),
            line,
        });
    }

    /// Notes a change of wording.
    fn reword(&mut self, what: What, subject: &str, label: &str, [was, now]: [String; 2]) {
        if was != now {
            let line = format!("{label}: was {was}, now {now}");
            self.note(Sign::Changed, what, subject, line);
        }
    }

    /// Notes what is on one side only; returns both sides if there are two.
    fn both<T>(
        &mut self,
        what: What,
        pair: EntryPair<T>,
        describe: impl Fn(T) -> String,
    ) -> Option<[T; 2]> {
        let (sign, line) = match pair {
            [Some(was), Some(now)] => return Some([was, now]),
            [None, now] => (Sign::Added, describe(now?)),
            [Some(was), None] => (Sign::Removed, describe(was)),
        };
        self.note(sign, what, &line.clone(), line);
        None
    }

    fn source(&mut self, id: &str, [old, new]: [Side; 2]) {
        let describe = |source: &Source| format!("source `{id}`: {}", source.title);
        let both = self.both(What::Source, [old.source(), new.source()], describe);
        if let Some(both) = both {
            self.details(id, both);
        }
        for topic in pairs(old.topics(), new.topics()) {
            let of = self.of_source(id);
            self.both(What::Topic, topic, |topic| format!("topic{of}: {topic}"));
        }
        for fact in pairs(old.facts(), new.facts()) {
            self.fact(id, fact);
        }
        for [was, now] in pairs(old.entries(), new.entries()) {
            let with = |side| move |entry| (side, entry);
            self.entry(id, [was.map(with(old)), now.map(with(new))]);
        }
        for [was, now] in pairs(old.drafts(), new.drafts()) {
            let describe = |draft: &Entry| {
                let (kind, name) = (draft.kind().name(), self.name(id, &draft.id));
                format!("draft of a {kind} {name}: {}", draft.asked_as())
            };
            let lines = [was.map(describe), now.map(describe)];
            self.draft(lines);
        }
        for test in pairs(old.tests(), new.tests()) {
            self.test(id, test);
        }
        for pair in pairs(old.allowances(), new.allowances()) {
            self.allowance(id, pair);
        }
    }

    /// Compares what is under `[source]` and the sections.
    fn details(&mut self, id: &str, both: [&Source; 2]) {
        let of = self.of_source(id);
        let mut reword = |label: &str, field: fn(&Source) -> Option<&str>| {
            let texts = both.map(|source| quoted(field(source)));
            self.reword(What::Source, id, &format!("{label}{of}"), texts);
        };
        reword("title", |source| Some(&source.title));
        reword("publisher", |source| source.publisher.as_deref());
        reword("publication date", |source| source.published.as_deref());
        reword("link", |source| source.url.as_deref());
        reword("licence", |source| source.licence.as_deref());
        let [was, now] = both.map(|source| source.text.as_ref().map(|text| &text.sha256));
        let text = match (was, now) {
            (Some(was), Some(now)) if was != now => Some("has changed"),
            (None, Some(_)) => Some("is now available"),
            (Some(_), None) => Some("is no longer available"),
            _ => None,
        };
        if let Some(text) = text {
            let line = format!("the source's own text{of} {text}");
            self.note(Sign::Changed, What::Source, id, line);
        }
        for line in changed_paragraphs(both, &of) {
            self.note(Sign::Changed, What::Source, id, line);
        }
        let [was, now] = both.map(|source| source.sections.iter().map(|s| (s.number, s)));
        for pair in pairs(was, now) {
            let number = pair[0].or(pair[1]).map_or(0, |section| section.number);
            let label = format!("heading of section {number}{of}");
            let texts = pair.map(|section| quoted(section.map(|s| &s.heading)));
            self.reword(What::Source, id, &label, texts);
        }
        let topics = both.map(|source| source.topics.iter().collect::<Vec<_>>());
        let sorted = both.map(|source| source.topics.iter().collect::<BTreeSet<_>>());
        if sorted[0] == sorted[1] {
            let texts = topics.map(|topics| list(topics, '“', '”'));
            self.reword(What::Source, id, &format!("order of the topics{of}"), texts);
        }
    }

    fn fact(&mut self, source: &str, pair: EntryPair<&Fact>) {
        let name = |fact: &Fact| self.name(source, &fact.id);
        let Some(name) = pair[1].or(pair[0]).map(name) else {
            return;
        };
        let describe = |fact: &Fact| format!("fact {name}: {}", fact.text);
        let Some(both) = self.both(What::Fact, pair, describe) else {
            return;
        };
        let text = both.map(|fact| quoted(Some(&fact.text)));
        self.reword(What::Fact, &name, &format!("fact {name}"), text);
        let mut reword = |label: &str, field: fn(&Fact) -> String| {
            self.reword(
                What::Fact,
                &name,
                &format!("{label} {name}"),
                both.map(field),
            );
        };
        reword("citation of", |fact| citations(&fact.citations));
        reword("last day of", |fact| quoted(fact.valid_until.as_deref()));
        reword("review of", |fact| quoted(fact.review_by.as_deref()));
        reword("image of", |fact| {
            let image = fact.image.as_ref();
            quoted(image.map(|image| format!("{}: {}", image.alt, image.url.as_str())))
        });
    }

    fn entry<'a>(&mut self, source: &str, pair: EntryPair<(Side<'a>, &'a Entry)>) {
        let Some((_, entry)) = pair[1].or(pair[0]) else {
            return;
        };
        let (name, kind) = (self.name(source, &entry.id), entry.kind());
        let what = match kind {
            Kind::Question => What::Question,
            Kind::Gap => What::Gap,
        };
        let describe =
            |(_, entry): (Side, &Entry)| format!("{} {name}: {}", kind.name(), entry.asked_as());
        let Some(both) = self.both(what, pair, describe) else {
            return;
        };
        let [was, now] = both.map(|(_, entry)| entry.phrasings.iter());
        let key = |own: &'a Phrasing| (own.text.as_str(), own);
        for phrasing in pairs(was.map(key), now.map(key)) {
            let describe = |own: &Phrasing| match own.author {
                Author::Curator => format!("phrasing of {name}: {}", own.text),
                Author::Assistant => format!("assistant's phrasing of {name}: {}", own.text),
            };
            self.both(What::Phrasing, phrasing, describe);
        }
        let mut reword = |label: &str, texts: [String; 2]| {
            self.reword(what, &name, &format!("{label} {name}"), texts);
        };
        let asked_as = both.map(|(_, entry)| quoted(Some(entry.asked_as())));
        reword("main phrasing of", asked_as);
        reword(kind.name(), both.map(|(_, entry)| gap_text(entry)));
        let cited = both.map(|(_, entry)| citations(entry.citations()));
        reword("citation of", cited);
        let facts = |(side, entry): (Side<'a>, &'a Entry)| list(side.fact_names(entry), '`', '`');
        reword("facts of", both.map(facts));
        reword("topic of", both.map(|(_, entry)| quoted(entry.topic())));
        let others = |(side, entry): (Side<'a>, &'a Entry)| list(side.other_names(entry), '`', '`');
        reword("related questions of", both.map(others));
    }

    /// Compares a draft by the line that describes it: a curator reads the rest in the file.
    fn draft(&mut self, [was, now]: EntryPair<String>) {
        if was != now {
            self.both(What::Draft, [was, None], |line| line);
            self.both(What::Draft, [None, now], |line| line);
        }
    }

    fn test(&mut self, source: &str, pair: EntryPair<(&str, String)>) {
        let of = self.of_source(source);
        let describe = |(asked, expected)| format!("test{of} “{asked}”: {expected}");
        if let Some([was, now]) = self.both(What::Test, pair, describe) {
            let label = format!("test{of} “{}”", now.0);
            self.reword(What::Test, &label, &label, [was.1, now.1]);
        }
    }

    fn allowance(&mut self, source: &str, pair: EntryPair<&Allowance>) {
        let Some(allowance) = pair[1].or(pair[0]) else {
            return;
        };
        let id = allowance.id.as_ref();
        let of = id.map_or_else(
            || self.of_source(source),
            |id| format!(" of {}", self.name(source, id)),
        );
        let label = format!("allowed warning `{}`{of}", allowance.code.name());
        let describe = |own: &Allowance| format!("{label}: {}", own.reason);
        if let Some(both) = self.both(What::Allowance, pair, describe) {
            let reasons = both.map(|own| quoted(Some(&own.reason)));
            self.reword(What::Allowance, &label, &label, reasons);
        }
    }

    fn name(&self, source: &str, id: &str) -> String {
        if self.has_several_sources {
            return format!("`{source}/{id}`");
        }
        format!("`{id}`")
    }

    fn of_source(&self, source: &str) -> String {
        if self.has_several_sources {
            return format!(" of `{source}`");
        }
        String::new()
    }
}

fn citations(citations: &[Citation]) -> String {
    let citation = |cited: &Citation| match cited.at {
        Some(at) => format!("{} ({at})", in_quotation_marks(&cited.quote.to_string())),
        None => in_quotation_marks(&cited.quote.to_string()),
    };
    let citations: Vec<String> = citations.iter().map(citation).collect();
    citations.join(" and ")
}

fn gap_text(entry: &Entry) -> String {
    match &entry.body {
        EntryBody::Gap { text, .. } => quoted(Some(text)),
        EntryBody::Question { .. } => String::new(),
    }
}

fn quoted(text: Option<impl AsRef<str>>) -> String {
    text.map_or_else(
        || "none".to_owned(),
        |text| in_quotation_marks(text.as_ref()),
    )
}
