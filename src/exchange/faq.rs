//! An FAQ in Markdown → rows: a heading that asks is a question, and what stands under it the answer. A
//! heading that does not ask is the topic of the questions after it.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::exchange::columns::Column;
use crate::exchange::{ForeignFault, Refused, Sheet, SheetRow};
use crate::knowledge::SourceText;
use crate::knowledge::source_text::sentences;

/// The most characters of a fact. A longer paragraph becomes several, each of whole sentences.
const MAX_FACT: usize = 450;
/// The longest topic, in characters.
const MAX_TOPIC: usize = 200;

/// Reads an FAQ. Text under a heading that does not ask is refused.
///
/// # Errors
///
/// No heading asks anything.
pub fn read(markdown: &str) -> Result<Sheet, ForeignFault> {
    let text = SourceText::new(&with_title_questions(markdown));
    let mut under: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for (at, paragraph) in text.paragraphs() {
        under.entry(at.section).or_default().push(paragraph);
    }
    let mut sheet = Sheet {
        columns: vec![Column::Question, Column::Answer],
        ..Sheet::default()
    };
    let beginning = under.remove(&0).unwrap_or_default();
    leave(&mut sheet, "the beginning", &beginning);
    let mut topic: Option<String> = None;
    for section in text.headings() {
        let paragraphs = under.remove(&section.number).unwrap_or_default();
        let place = format!("heading “{}”", section.heading);
        if let Some(asked) = question(&section.heading) {
            ask(&mut sheet, &place, (asked, topic.as_ref()), &paragraphs);
        } else {
            leave(&mut sheet, &place, &paragraphs);
            topic = (section.heading.chars().count() <= MAX_TOPIC).then_some(section.heading);
        }
    }
    if sheet
        .rows
        .iter()
        .any(|row| row.cells.contains_key(&Column::Topic))
    {
        sheet.columns.push(Column::Topic);
    }
    if sheet.rows.is_empty() {
        let repair = "write each question as a heading that ends with a question mark, as in \
                      `## When was the lamp relit?`, and its answer under it";
        return Err(ForeignFault::of_file(
            "no heading in it is a question",
            repair,
        ));
    }
    Ok(sheet)
}

/// Adds a question with a row for each part of its answer.
fn ask(
    sheet: &mut Sheet,
    place: &str,
    (asked, topic): (&str, Option<&String>),
    paragraphs: &[&str],
) {
    let mut parts = paragraphs.iter().flat_map(|paragraph| facts(paragraph));
    let first = parts.next();
    let asks = || BTreeMap::from([(Column::Question, asked.to_owned())]);
    let mut cells = asks();
    cells.extend(first.map(|part| (Column::Answer, part)));
    cells.extend(topic.map(|topic| (Column::Topic, topic.clone())));
    let mut rows = vec![cells];
    for part in parts {
        let mut cells = asks();
        cells.insert(Column::Answer, part);
        rows.push(cells);
    }
    let row = |cells| SheetRow {
        place: place.to_owned(),
        cells,
    };
    sheet.rows.extend(rows.into_iter().map(row));
}

/// Refuses what stands under a heading that does not ask.
fn leave(sheet: &mut Sheet, place: &str, paragraphs: &[&str]) {
    let refused = paragraphs.iter().map(|paragraph| Refused {
        place: place.to_owned(),
        name: (*paragraph).to_owned(),
        why: "no question stands over it".to_owned(),
        repair: "end the heading with a question mark, if it asks".to_owned(),
    });
    sheet.refused.extend(refused);
}

/// What a heading asks, without its number or `Q:`; none if it asks nothing.
fn question(heading: &str) -> Option<&str> {
    let asked = heading.trim();
    if !asked.ends_with(['?', '？', '؟']) {
        return None;
    }
    let after = |sign: char| {
        asked
            .split_once(sign)
            .filter(|(before, _)| is_label(before))
    };
    let asked = after('.').or(after(')')).or(after(':'));
    let asked = asked.map_or(heading.trim(), |(_, rest)| rest.trim());
    (asked.chars().any(char::is_alphanumeric)).then_some(asked)
}

/// Whether this only numbers a question: `3`, `Q`, `Q3`.
fn is_label(before: &str) -> bool {
    let digits = before.trim_start_matches(['Q', 'q']);
    before.len() <= 4 && !before.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
}

/// A paragraph as facts: whole if it is short, else by sentences.
fn facts(paragraph: &str) -> Vec<String> {
    let mut facts: Vec<Range<usize>> = Vec::new();
    for sentence in sentences(paragraph) {
        match facts.last_mut() {
            Some(fact) if paragraph[fact.start..sentence.end].chars().count() <= MAX_FACT => {
                fact.end = sentence.end;
            }
            _ => facts.push(sentence),
        }
    }
    facts
        .into_iter()
        .map(|fact| paragraph[fact].to_owned())
        .collect()
}

/// The page with its headings one level lower, if it has several of the first level: these are then no
/// titles.
fn with_title_questions(markdown: &str) -> String {
    let mut fence = None;
    let mut titles = 0;
    let mut lowered = String::with_capacity(markdown.len());
    for line in markdown.split_inclusive('\n') {
        let start = line.trim_start();
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| start.starts_with(mark));
        fence = match (fence, mark) {
            (None, mark) => mark,
            (Some(open), Some(mark)) if open == mark => None,
            (open, _) => open,
        };
        if fence.is_none() && line.starts_with('#') {
            titles += usize::from(line.starts_with("# "));
            if !line.starts_with("######") {
                lowered.push('#');
            }
        }
        lowered.push_str(line);
    }
    if titles > 1 {
        lowered
    } else {
        markdown.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads an FAQ, and shows its rows as `topic: question → answer`.
    #[track_caller]
    fn check(markdown: &str, expected: &[&str]) {
        let sheet = read(markdown).unwrap();
        let cell = |row: &SheetRow, column| row.cells.get(&column).cloned().unwrap_or_default();
        let rows = sheet.rows.iter().map(|row| {
            let [topic, asked, answer] =
                [Column::Topic, Column::Question, Column::Answer].map(|column| cell(row, column));
            format!("{topic}: {asked} → {answer}")
        });
        let refused = sheet
            .refused
            .iter()
            .map(|own| format!("left: {}", own.name));
        assert_eq!(rows.chain(refused).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn headings_that_ask_are_questions_and_others_topics() {
        check(
            "# FAQ\n\nWelcome.\n\n## Is it *lit*?\n\nYes.\n\n- daily\n\n## Money\n\nAsk us.\n\n\
             ### 2. Who pays?\n\nThe trust.\n\n### Q: Is it dear?\n",
            &[
                ": Is it lit? → Yes.",
                ": Is it lit? → daily",
                "Money: Who pays? → The trust.",
                "Money: Is it dear? → ",
                "left: Welcome.",
                "left: Ask us.",
            ],
        );
    }

    #[test]
    fn several_titles_are_headings() {
        check(
            "# Lit?\nYes.\n```\n# no title\n```\n# Dark?\nNo.\n",
            &[": Lit? → Yes.", ": Lit? → # no title", ": Dark? → No."],
        );
    }

    #[test]
    fn a_long_paragraph_becomes_several_facts() {
        let sentence = format!("The {}lamp is lit.", "very ".repeat(50));
        let sheet = read(&format!("## Lit?\n\n{sentence} {sentence}\n")).unwrap();
        assert_eq!(sheet.rows.len(), 2);
        assert_eq!(sheet.rows[1].cells[&Column::Answer], sentence);
    }

    #[test]
    fn a_page_without_questions_is_an_error() {
        assert_eq!(
            read("## Lit\n\nYes.\n").unwrap_err().why,
            "no heading in it is a question"
        );
    }
}
