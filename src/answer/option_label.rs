//! How the entries of a list are told apart: each by its question, and by its source where another
//! source's entry in the list asks the same.

use std::fmt;

use crate::answer::EntryName;
use crate::knowledge::Knowledge;
use crate::text::as_typed;

/// An entry as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionLabel {
    /// Its question.
    pub question: String,
    /// The title of its source, where the question alone does not tell it apart.
    pub source: Option<String>,
}

impl OptionLabel {
    /// The labels of the entries of a list, in order.
    #[must_use]
    pub fn of_list(knowledge: &Knowledge, entries: &[EntryName]) -> Vec<Self> {
        let typed: Vec<String> = entries
            .iter()
            .map(|entry| as_typed(&entry.asked_as))
            .collect();
        let label = |(at, entry): (usize, &EntryName)| {
            let mut others = entries.iter().zip(&typed);
            let is_shared =
                others.any(|(other, own)| *own == typed[at] && other.source != entry.source);
            Self {
                question: entry.asked_as.clone(),
                source: is_shared.then(|| title(knowledge, &entry.source)),
            }
        };
        entries.iter().enumerate().map(label).collect()
    }
}

impl fmt::Display for OptionLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.question)?;
        match &self.source {
            Some(source) => write!(f, " ({source})"),
            None => Ok(()),
        }
    }
}

/// The title of a source, with its id if another source has the same title.
fn title(knowledge: &Knowledge, id: &str) -> String {
    let sources = &knowledge.sources;
    let Some(own) = sources.iter().find(|source| source.id == id) else {
        return id.to_owned();
    };
    let same = sources
        .iter()
        .filter(|source| as_typed(&source.title) == as_typed(&own.title));
    if same.count() > 1 {
        return format!("{}, {id}", own.title);
    }
    own.title.clone()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge;

    fn table(id: &str, title: &str, ask: &str) -> (String, Vec<u8>) {
        let text = format!(
            "format = 1\n[source]\nid = \"{id}\"\ntitle = \"{title}\"\n\
             [[gap]]\nid = \"gap\"\nask = [\"{ask}\"]\ntext = \"Open.\"\n"
        );
        (format!("{id}.toml"), text.into_bytes())
    }

    #[track_caller]
    fn check(tables: &[(&str, &str, &str)], expected: &[&str]) {
        let files: Vec<_> = tables
            .iter()
            .map(|(id, title, ask)| table(id, title, ask))
            .collect();
        let texts = vec![None; files.len()];
        let (knowledge, report) = knowledge::load(knowledge::parse(&files), &texts);
        let knowledge = knowledge.unwrap_or_else(|| panic!("{}", report.render_plain()));
        let entries = knowledge.entries.iter();
        let names: Vec<_> = entries
            .map(|entry| EntryName::of(&knowledge, entry))
            .collect();
        let labels = OptionLabel::of_list(&knowledge, &names);
        let labels: Vec<String> = labels.iter().map(OptionLabel::to_string).collect();
        assert_eq!(labels, expected);
    }

    #[test]
    fn only_equal_questions_of_several_sources_name_their_source() {
        check(
            &[
                ("ferry", "The ferry", "When does it leave?"),
                ("train", "The train", "when does it leave"),
                ("tram", "The tram", "Where does it stop?"),
            ],
            &[
                "When does it leave? (The ferry)",
                "when does it leave (The train)",
                "Where does it stop?",
            ],
        );
    }

    #[test]
    fn sources_of_one_title_are_told_apart_by_their_ids() {
        check(
            &[
                ("may", "Minutes", "Who came?"),
                ("june", "Minutes", "Who came?"),
            ],
            &["Who came? (Minutes, may)", "Who came? (Minutes, june)"],
        );
    }
}
