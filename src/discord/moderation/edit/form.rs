//! The forms of an entry: what they are filled in with, and what they change when they come back. Pure.

use std::collections::BTreeMap;

use serenity::all::InputTextStyle;
use serenity::builder::{CreateActionRow, CreateInputText, CreateModal};

use crate::discord::custom_id::{CustomId, ShortHash, Stamp};
use crate::discord::limits::{FIELD_CHARS, FORM_FIELDS, TITLE_CHARS};
use crate::discord::reply::foreign;
use crate::knowledge::amend::{EntryEdit, SentenceEdit};
use crate::knowledge::{Author, Entry, EntryBody, FactIndex, Knowledge};
use crate::wording::curating as wording;

/// Characters of phrasings that a form is filled in with: the rest of the field is room for more.
const FILLED_CHARS: usize = 3_000;
/// Characters that the field of a sentence takes: a sentence is far shorter.
const SENTENCE_CHARS: u16 = 1_000;
/// The name of the field for phrasings.
const ASK: &str = "ask";

/// Which form it is: the table that it was filled in from, the entry, and the part of it, from 1.
pub type FormName = (Stamp, ShortHash, usize);

/// A form: as much of an entry as fits into one. The parts of an entry follow from the version alone, so that
/// a form that comes back is compared with what it was filled in with.
#[derive(Debug, Default)]
pub struct EditForm<'a> {
    part: usize,
    phrasings: Vec<&'a str>,
    sentences: Vec<FormSentence<'a>>,
}

/// A sentence of a form.
#[derive(Debug, Clone)]
struct FormSentence<'a> {
    /// The ids of its source and its fact; none for a gap's own.
    fact: Option<(&'a str, &'a str)>,
    text: &'a str,
    /// How many other questions it answers.
    others: usize,
}

impl<'a> EditForm<'a> {
    /// The forms of an entry, at least one.
    #[must_use]
    pub fn parts(knowledge: &'a Knowledge, entry: &'a Entry) -> Vec<Self> {
        let own = entry.phrasings.iter();
        let own = own.filter(|phrasing| phrasing.author == Author::Curator);
        let mut phrasings: Vec<Vec<&str>> = Vec::new();
        let mut room = 0;
        for text in own.map(|phrasing| phrasing.text.as_str()) {
            let length = text.chars().count() + 1;
            if length > room {
                phrasings.push(Vec::new());
                room = FILLED_CHARS;
            }
            room = room.saturating_sub(length);
            if let Some(part) = phrasings.last_mut() {
                part.push(text);
            }
        }
        let sentences = sentences(knowledge, entry);
        let mut sentences = sentences.chunks(FORM_FIELDS - 1);
        let mut phrasings = phrasings.into_iter();
        let mut parts = Vec::new();
        loop {
            let (ask, says) = (phrasings.next(), sentences.next());
            if ask.is_none() && says.is_none() {
                return parts;
            }
            parts.push(Self {
                part: parts.len() + 1,
                phrasings: ask.unwrap_or_default(),
                sentences: says.unwrap_or_default().to_vec(),
            });
        }
    }

    /// The form itself.
    pub fn modal(
        &self,
        (stamp, entry, part): &FormName,
        asked_as: &str,
        parts: usize,
    ) -> CreateModal {
        let mut fields = Vec::new();
        if !self.phrasings.is_empty() {
            let lines: Vec<String> = self.phrasings.iter().map(|text| shown(text)).collect();
            let label = wording::phrasings_field(self.part);
            fields.push(field(ASK, label, FIELD_CHARS).value(lines.join("\n")));
        }
        for (index, sentence) in self.sentences.iter().enumerate() {
            let label = sentence.label();
            let field = field(&sentence_name(index), &label, SENTENCE_CHARS);
            fields.push(field.value(shown(sentence.text)));
        }
        let id = CustomId::EditForm {
            stamp: stamp.clone(),
            entry: entry.clone(),
            part: *part,
        };
        let title = wording::edit_title(asked_as, (*part, parts));
        let rows = fields.into_iter().map(CreateActionRow::InputText);
        CreateModal::new(id.encode(), foreign::field(&title, TITLE_CHARS))
            .components(rows.collect())
    }

    /// What a form that comes back changes; whose entry it is, is left open. A line that is as it was shown
    /// is as it was.
    #[must_use]
    pub fn read(&self, fields: &BTreeMap<String, String>) -> EntryEdit {
        let was: Vec<String> = self.phrasings.iter().map(|&text| text.to_owned()).collect();
        let lines = fields.get(ASK).map_or("", String::as_str).lines();
        let lines = lines.map(str::trim).filter(|line| !line.is_empty());
        let now = lines.map(|line| {
            let same = self.phrasings.iter().find(|text| shown(text) == line);
            same.copied().unwrap_or(line).to_owned()
        });
        let sentences = self.sentences.iter().enumerate();
        let changed = sentences.filter_map(|(index, sentence)| {
            let typed = fields.get(&sentence_name(index))?;
            let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
            let fact = sentence.fact;
            (text != shown(sentence.text)).then(|| SentenceEdit {
                fact: fact.map(|(source, id)| (source.to_owned(), id.to_owned())),
                text,
            })
        });
        EntryEdit {
            now: now.collect(),
            was,
            sentences: changed.collect(),
            ..EntryEdit::default()
        }
    }
}

impl FormSentence<'_> {
    fn label(&self) -> String {
        match self.fact {
            Some((_, id)) => wording::sentence_field(id, self.others),
            None => crate::wording::learning::GAP_FIELD.to_owned(),
        }
    }
}

fn sentences<'a>(knowledge: &'a Knowledge, entry: &'a Entry) -> Vec<FormSentence<'a>> {
    let facts = match &entry.body {
        EntryBody::Question { facts, .. } => facts,
        EntryBody::Gap { text, .. } => {
            return vec![FormSentence {
                fact: None,
                text,
                others: 0,
            }];
        }
    };
    let uses = |entry: &Entry, fact: &FactIndex| match &entry.body {
        EntryBody::Question { facts, .. } => facts.contains(fact),
        EntryBody::Gap { .. } => false,
    };
    let sentence = |index: &FactIndex| {
        let source = &knowledge.sources[index.source];
        let fact = &source.facts[index.fact];
        let all = knowledge.entries.iter();
        FormSentence {
            fact: Some((source.id.as_str(), fact.id.as_str())),
            text: &fact.text,
            others: all.filter(|own| uses(own, index)).count().saturating_sub(1),
        }
    };
    facts.iter().map(sentence).collect()
}

/// A text as the form shows it.
fn shown(text: &str) -> String {
    foreign::form_value(&[text.to_owned()], FIELD_CHARS.into())
}

fn sentence_name(index: usize) -> String {
    format!("sentence-{}", index + 1)
}

fn field(name: &str, label: &str, limit: u16) -> CreateInputText {
    let label = foreign::field(label, TITLE_CHARS);
    CreateInputText::new(InputTextStyle::Paragraph, label, name).max_length(limit)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;
    use crate::knowledge::{load, parse};

    /// A table of one question, of so many phrasings and facts.
    fn table(phrasings: usize, facts: usize) -> Knowledge {
        let ask: Vec<String> = (0..phrasings)
            .map(|number| format!("{number} {}", "w".repeat(190)))
            .collect();
        let names: Vec<String> = (0..facts).map(|number| format!("f{number}")).collect();
        let mut table = format!(
            "format = 1\n[source]\nid = \"a\"\ntitle = \"T\"\n[[question]]\nid = \"q\"\nask = {ask:?}\n\
             facts = {names:?}\n[[question]]\nask = [\"other\"]\nfacts = [\"f0\"]\n\
             [[expanded]]\nentry = \"q\"\nask = [\"an assistant's\"]\n"
        );
        for name in names {
            let _ = write!(
                table,
                "[[fact]]\nid = \"{name}\"\ntext = \"It  is {name}.\"\ncite = {{ quote = \"it\" }}\n"
            );
        }
        let parsed = parse(&[("a.toml".to_owned(), table.into_bytes())]);
        let (knowledge, report) = load(parsed, &[None]);
        knowledge.unwrap_or_else(|| panic!("{}", report.render_plain()))
    }

    fn filled(form: &EditForm) -> BTreeMap<String, String> {
        let name = (Stamp::of_version("a@1"), ShortHash::of("a", "q"), 1);
        let modal = serde_json::to_value(form.modal(&name, "q", 1)).unwrap();
        let rows = modal["components"].as_array().unwrap().iter();
        let fields = rows.map(|row| &row["components"][0]);
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        fields
            .map(|field| (text(&field["custom_id"]), text(&field["value"])))
            .collect()
    }

    #[test]
    fn what_does_not_fit_into_one_form_is_in_others() {
        let check = |phrasings, facts, expected: &[(usize, usize)]| {
            let knowledge = table(phrasings, facts);
            let parts = EditForm::parts(&knowledge, &knowledge.entries[0]);
            let sizes = parts.iter();
            let sizes = sizes.map(|part| (part.phrasings.len(), part.sentences.len()));
            assert_eq!(sizes.collect::<Vec<_>>(), expected);
            for part in &parts {
                let fields = filled(part);
                assert!(fields.values().all(|value| value.chars().count() <= 4_000));
            }
        };
        check(1, 1, &[(1, 1)]);
        check(3, 4, &[(3, 4)]);
        check(17, 9, &[(15, 4), (2, 4), (0, 1)]);
        check(40, 1, &[(15, 1), (15, 0), (10, 0)]);
    }

    #[test]
    fn a_form_that_comes_back_as_it_was_changes_nothing() {
        let knowledge = table(3, 3);
        let parts = EditForm::parts(&knowledge, &knowledge.entries[0]);
        let mut fields = filled(&parts[0]);
        let same = parts[0].read(&fields);
        assert_eq!(same.was, same.now);
        assert_eq!(same.sentences, []);
        assert!(!same.now.iter().any(|text| text.contains("assistant")));
        fields.insert("sentence-2".to_owned(), " It was\nso. ".to_owned());
        let line = |text: &str| format!(" {text} \r\n\n");
        let lines = [line("new"), line(&same.was[2])].concat();
        fields.insert("ask".to_owned(), lines);
        let changed = parts[0].read(&fields);
        assert_eq!(changed.now, ["new".to_owned(), same.was[2].clone()]);
        let sentence = SentenceEdit {
            fact: Some(("a".to_owned(), "f1".to_owned())),
            text: "It was so.".to_owned(),
        };
        assert_eq!(changed.sentences, [sentence]);
    }
}
