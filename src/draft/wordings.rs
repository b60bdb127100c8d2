//! Phrasings that are made of headings, leads, rows and words, not of sentences.

use crate::draft::asking::questions;
use crate::draft::clause::plainly;
use crate::draft::english::{AUXILIARIES, has};
use crate::draft::keywords::content_words;
use crate::draft::verbs::lower_first;

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
        _ if heading.is_empty() => String::new(),
        Some(question) => format!("{question} ({})?", heading.trim_end_matches('?')),
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
    let words = plainly.words();
    let helper = words
        .iter()
        .position(|word| has(AUXILIARIES, &word.to_lowercase()));
    let setting = lower_first(&plainly.setting).join(" ");
    let mut asked = Vec::new();
    if let Some(at) = helper.filter(|at| *at > 0 && at + 1 == words.len()) {
        let subject = lower_first(&words[..at]).join(" ");
        let do_form = if subject.ends_with('s') { "do" } else { "does" };
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

/// The questions for the cells of a row.
pub(super) fn row_questions(cells: &[(String, String)], heading: &str) -> Vec<String> {
    let Some((_, first)) = cells.first() else {
        return Vec::new();
    };
    let mut asked = Vec::new();
    for (name, cell) in cells.iter().skip(1).filter(|(_, cell)| !cell.is_empty()) {
        let name = name.to_lowercase();
        let is_number = cell.starts_with(|c: char| c.is_ascii_digit());
        if name.is_empty() {
            asked.push(format!("What is said of {first}?"));
        } else {
            asked.push(format!("What is the {name} of {first}?"));
            asked.extend(
                (is_number && name.ends_with('s')).then(|| format!("how many {name} for {first}")),
            );
        }
        asked.push(format!("{first} {name}").trim().to_lowercase());
    }
    asked.push(format!("what about {first}"));
    asked.extend(keywords(
        content_words(heading).chain(content_words(first)),
        8,
    ));
    asked
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
