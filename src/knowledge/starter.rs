//! A table for somebody who has never written one: the smallest of everything, with a note on each.

use toml_edit::Value;

use crate::knowledge::id_of;
use crate::knowledge::source_text::SourceText;

const STARTER: &str = include_str!("starter.toml");

/// A new table. Its examples are about a lamp; where there is a text to verify them against, they are notes,
/// to be taken as patterns.
#[must_use]
pub fn starter(name: &str, title: &str, text_name: Option<&str>) -> String {
    let mut table = String::new();
    let mut is_example = false;
    for line in STARTER.lines() {
        is_example |= line == "[[question]]";
        let is_note = line.is_empty() || line.starts_with("# ");
        let line = match (line, text_name) {
            ("id = \"skerry\"", _) => field("id", &id_of(name)),
            ("title = \"Skerry\"", _) => field("title", title),
            ("#text = \"skerry.md\"", Some(text_name)) => field("text", text_name),
            // The place is that of another text.
            (line, Some(_)) if is_example && !is_note => {
                format!("#{}", line.replace(", at = \"1.1\"", ""))
            }
            (line, _) => line.to_owned(),
        };
        table += &line;
        table.push('\n');
    }
    table
}

/// The words of a text's first heading, as a reader sees them.
#[must_use]
pub fn title_of(text: &str) -> Option<String> {
    let mut lines = text.lines();
    let heading = lines.find_map(|line| {
        let words = line.trim_start_matches('#');
        let marks = line.len() - words.len();
        ((1..=6).contains(&marks) && words.starts_with(' ')).then_some(words)
    });
    let seen = SourceText::new(heading?.trim().trim_end_matches('#'));
    let (_, words) = seen.paragraphs().next()?;
    Some(words.to_owned())
}

fn field(name: &str, value: &str) -> String {
    format!("{name} = {}", Value::from(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_the_first_heading_as_it_is_seen() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(title_of(text).as_deref(), expected, "{text}");
        };
        check("# The *lamp* burns\n\n## Again\n", Some("The lamp burns"));
        check(
            "One.\n\n## [Again](https://example.org) ##\n",
            Some("Again"),
        );
        check("#lamp #light\n\nOne.\n", None);
        check("#\n####### seven\n", None);
    }

    #[test]
    fn a_text_turns_the_examples_into_notes() {
        let own = starter("skerry", "The lamp", None);
        let with_text = starter("skerry", "The lamp", Some("lamp.md"));
        let notes = own.replace(", at = \"1.1\"", "");
        let (head, examples) = notes.split_once("[[question]]").unwrap();
        let head = head.replace("#text = \"skerry.md\"", "text = \"lamp.md\"");
        assert!(with_text.starts_with(&head), "{with_text}");
        let uncommented = with_text[head.len()..].lines();
        let uncommented = uncommented.map(|line| match line.strip_prefix('#') {
            Some(code) if !code.starts_with(' ') => format!("{code}\n"),
            _ => format!("{line}\n"),
        });
        assert_eq!(
            uncommented.collect::<String>(),
            format!("[[question]]{examples}")
        );
    }

    #[test]
    fn whatever_a_title_is_it_stays_text() {
        let table = starter("The \"Lamp\"", "\"]\n[[gap]]\\", None);
        let document: toml_edit::DocumentMut = table.parse().unwrap();
        assert_eq!(document["source"]["id"].as_str(), Some("the-lamp"));
        assert_eq!(document["source"]["title"].as_str(), Some("\"]\n[[gap]]\\"));
        assert!(
            document["gap"]
                .as_array_of_tables()
                .is_some_and(|gaps| gaps.len() == 1)
        );
    }
}
