//! Phrasings that are made of headings, leads, rows and words, not of sentences.

use std::collections::HashMap;

use crate::draft::asking::questions;
use crate::draft::clause::{is_plural, is_subject, plainly};
use crate::draft::english::{AUXILIARIES, TIMED, TIMES, has};
use crate::draft::keywords::content_words;
use crate::draft::verbs::{lower_first, plain_form};

pub(super) fn keywords(words: impl Iterator<Item = String>, most: usize) -> Option<String> {
    let mut kept: Vec<String> = Vec::new();
    for word in words.map(|word| word.to_lowercase()) {
        if kept.len() < most && !kept.contains(&word) {
            kept.push(word);
        }
    }
    (!kept.is_empty()).then(|| kept.join(" "))
}

/// A phrasing with the heading that it stands under.
pub(super) fn under(phrasing: &str, heading: &str) -> String {
    match phrasing.strip_suffix('?') {
        _ if heading.is_empty() || heading.ends_with('?') => String::new(),
        Some(question) => format!("{question} ({heading})?"),
        None => format!("{phrasing} {}", heading.to_lowercase()),
    }
}

/// A heading that is a question.
pub(super) fn as_questions(heading: &str) -> Vec<String> {
    let mut asked = vec![heading.to_owned()];
    let words: Vec<String> = heading.split_whitespace().map(str::to_owned).collect();
    if heading.to_lowercase().starts_with("how to ") && words.len() > 2 {
        let how = lower_first(&words[2..]).join(" ");
        let how = how.trim_end_matches('?');
        asked = vec![
            format!("How do I {how}?"),
            heading.to_owned(),
            format!("what do I do to {how}"),
        ];
    }
    asked
}

/// What leads in to a list, as questions for all of it.
pub(super) fn lead_questions(lead: &str, heading: &str) -> Vec<String> {
    let plainly = plainly(lead);
    let words = &plainly.words;
    let helper = words
        .iter()
        .position(|word| has(AUXILIARIES, &word.to_lowercase()));
    let setting = lower_first(&plainly.setting).join(" ");
    let mut asked = Vec::new();
    let is_last = |at: &usize| at + 1 == words.len() && !has("do does did", &words[*at]);
    if let Some(at) = helper.filter(|at| is_last(at) && is_subject(&words[..*at])) {
        let subject = lower_first(&words[..at]).join(" ");
        let do_form = if is_plural(&words[..at]) {
            "do"
        } else {
            "does"
        };
        asked.push(
            format!("What {} {subject} do {setting}", words[at])
                .trim()
                .to_owned()
                + "?",
        );
        asked.push(
            format!("what {do_form} {subject} have to do {setting}")
                .trim()
                .to_owned(),
        );
        asked.push(format!("{subject} tasks {setting}").trim().to_owned());
        asked.push(format!("duties of {subject} {setting}").trim().to_owned());
    } else {
        asked.extend(questions(lead.trim_end_matches(':')).into_iter().take(4));
    }
    asked.extend(keywords(
        content_words(lead).chain(content_words(heading)),
        8,
    ));
    asked
}

/// The most words of what a row is about, and of what a column is called, in a question.
const MAX_NAME: usize = 5;

/// The questions for the cells of a row.
pub(super) fn row_questions(cells: &[(String, String)], heading: &str) -> Vec<String> {
    let Some((_, first)) = cells.first() else {
        return Vec::new();
    };
    let is_name = |text: &str| {
        let has_end = text.contains(['?', '.', ':', ';', '(', '"']);
        !text.is_empty() && !has_end && text.split_whitespace().nth(MAX_NAME).is_none()
    };
    let mut asked = Vec::new();
    let whole = match heading {
        "" => first.clone(),
        heading => format!("{heading}: {first}"),
    };
    let mut topics = vec![whole];
    for (name, cell) in cells.iter().skip(1).filter(|(_, cell)| !cell.is_empty()) {
        let words: Vec<String> = name.split_whitespace().map(str::to_owned).collect();
        let called = lower_first(&words).join(" ");
        let is_number = is_count(cell);
        if let Some(when) = when_asked(&called, first).filter(|_| is_name(first)) {
            asked.push(when);
        } else if is_name(name) && is_name(first) {
            let is = if is_plural(&words) { "are" } else { "is" };
            let many = (is_number && is == "are")
                .then(|| format!("How many {called} are there for {first}?"));
            asked.push(many.unwrap_or_else(|| format!("What {is} the {called} of {first}?")));
        } else if !name.is_empty() {
            topics.push(format!("{first}: {}", called.trim_end_matches('?')));
        }
        topics.push(format!("{first} {name}").trim().to_lowercase());
    }
    asked.extend(topics);
    asked.extend(keywords(
        content_words(heading).chain(content_words(first)),
        8,
    ));
    asked
}

/// Whether a cell says how many there are: not an hour, a day or a sum.
fn is_count(cell: &str) -> bool {
    let mut words = cell.split_whitespace();
    let number = words.next().unwrap_or_default();
    let is_hour = words
        .next()
        .is_some_and(|word| has("am pm a.m. p.m. o'clock h", word));
    let is_digits = number
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b',');
    is_digits && !number.is_empty() && !is_hour
}

/// The question for a cell whose column is headed by what somebody or something does: *opens*.
fn when_asked(column: &str, row: &str) -> Option<String> {
    let verb = plain_form(column).filter(|verb| has(TIMED, verb) && verb != column)?;
    let day = row
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_lowercase();
    Some(if has(TIMES, day.trim_end_matches('s')) {
        format!("When does it {verb} on {row}?")
    } else {
        format!("When does {row} {verb}?")
    })
}

/// The words of a text that have a capital although they open no sentence.
pub(super) fn names_in(text: &str) -> impl Iterator<Item = String> + '_ {
    let words: Vec<&str> = text.split_whitespace().collect();
    let inner = words
        .windows(2)
        .filter(|pair| !pair[0].ends_with(['.', '?', '!', ':']));
    let inner = inner
        .map(|pair| pair[1])
        .filter(|word| word.starts_with(char::is_uppercase));
    let names: Vec<String> = inner.flat_map(content_words).collect();
    names.into_iter()
}

/// The words that texts write with a capital inside of sentences and nowhere with a small letter, by their small
/// letters.
pub(super) fn names_of<'a>(
    texts: impl Iterator<Item = &'a str> + Clone,
) -> HashMap<String, String> {
    let mut names: HashMap<String, String> = texts
        .clone()
        .flat_map(names_in)
        .map(|name| (name.to_lowercase(), name))
        .collect();
    for word in texts.flat_map(content_words) {
        names.remove(&word);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_asked_for_by_what_heads_its_column() {
        let check = |[row, column, cell]: [&str; 3], expected: &str| {
            let cells = [
                (String::new(), row.to_owned()),
                (column.to_owned(), cell.to_owned()),
            ];
            assert_eq!(row_questions(&cells, "")[0], expected);
        };
        check(
            ["Tuesday", "Opens", "9:00"],
            "When does it open on Tuesday?",
        );
        check(["Library", "Closes", "5 pm"], "When does Library close?");
        check(["Hut", "Beds", "12"], "How many beds are there for Hut?");
        check(["Hut", "Hours", "9:00"], "What are the hours of Hut?");
    }
}
