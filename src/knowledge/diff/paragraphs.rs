//! What has changed in a source's own text, paragraph by paragraph.

use std::collections::{BTreeMap, HashMap};

use crate::knowledge::diff::list::list;
use crate::knowledge::typography::folded;
use crate::knowledge::{At, Fact, Source, SourceText, in_quotation_marks};

/// The most paragraphs that are shown.
const MAX_PARAGRAPHS: usize = 50;
/// Characters of a paragraph that are shown.
const PARAGRAPH_CHARS: usize = 240;

/// A line for each paragraph that has changed between the old and the new text of a source, with the facts
/// that cite it; `of` names the source. None if one of the texts is not available.
pub(super) fn changed_paragraphs([old, new]: [&Source; 2], of: &str) -> Vec<String> {
    let (Some(was), Some(now)) = (&old.text, &new.text) else {
        return Vec::new();
    };
    if was.sha256 == now.sha256 {
        return Vec::new();
    }
    let changed = compare(was, now);
    let left = changed.len().saturating_sub(MAX_PARAGRAPHS);
    let shown = changed.into_iter().take(MAX_PARAGRAPHS);
    let lines = shown.map(|paragraph| {
        let at = paragraph.at;
        let (change, citing) = match (paragraph.was.map(clipped), paragraph.now.map(clipped)) {
            (Some(was), Some(now)) => (format!("was {was}, now {now}"), citing(new, at)),
            (None, Some(now)) => (format!("is new: {now}"), citing(new, at)),
            (was, None) => (
                format!("is gone: {}", was.unwrap_or_default()),
                citing(old, at),
            ),
        };
        format!("paragraph {at}{of} {change}{citing}")
    });
    let more = (left > 0).then(|| format!("{left} more paragraphs{of} have changed"));
    lines.chain(more).collect()
}

/// A paragraph that is not the same in both texts.
struct ChangedParagraph<'a> {
    /// Where it is, in the new text if it is there.
    at: At,
    /// Its words, if it is in the old text.
    was: Option<&'a str>,
    /// Its words, if it is in the new text.
    now: Option<&'a str>,
}

/// The paragraphs that only one of the texts has; those in the same place are one that has changed. How
/// they are set makes no difference, and neither does it if a paragraph has only moved.
fn compare<'a>(old: &'a SourceText, new: &'a SourceText) -> Vec<ChangedParagraph<'a>> {
    let mut left: HashMap<String, usize> = HashMap::new();
    for (_, words) in old.paragraphs() {
        *left.entry(folded(words)).or_default() += 1;
    }
    let mut now = BTreeMap::new();
    for (at, words) in new.paragraphs() {
        match left.get_mut(&folded(words)) {
            Some(count) if *count > 0 => *count -= 1,
            _ => {
                now.insert(at, words);
            }
        }
    }
    let mut changed = Vec::new();
    for (at, words) in old.paragraphs() {
        if let Some(count) = left.get_mut(&folded(words)).filter(|count| **count > 0) {
            *count -= 1;
            let now = now.remove(&at);
            let was = Some(words);
            changed.push(ChangedParagraph { at, was, now });
        }
    }
    let added = now.into_iter().map(|(at, words)| ChangedParagraph {
        at,
        was: None,
        now: Some(words),
    });
    changed.extend(added);
    changed.sort_by_key(|paragraph| paragraph.at);
    changed
}

/// Names the facts that cite a paragraph.
fn citing(source: &Source, at: At) -> String {
    let cites = |fact: &&Fact| fact.citations.iter().any(|own| own.at == Some(at));
    let facts: Vec<&str> = source
        .facts
        .iter()
        .filter(cites)
        .map(|fact| fact.id.as_str())
        .collect();
    if facts.is_empty() {
        return String::new();
    }
    format!("; cited by {}", list(facts, '`', '`'))
}

/// The beginning of a paragraph, in quotation marks.
fn clipped(paragraph: &str) -> String {
    let mut words: String = paragraph.chars().take(PARAGRAPH_CHARS).collect();
    if words.len() < paragraph.len() {
        words += " …";
    }
    in_quotation_marks(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_that_stay_or_only_move_are_not_named() {
        let old = SourceText::new("One.\n\nTwo is 5 MB.\n\nThree.\n\nFour.\n");
        let new = SourceText::new("One.\n\nTwo is 10 MB.\n\nFour.\n\nThree.\n\nFive.\n");
        let changed = compare(&old, &new);
        let found: Vec<_> = changed
            .iter()
            .map(|own| (own.at.paragraph, own.was, own.now))
            .collect();
        let expected = [
            (2, Some("Two is 5 MB."), Some("Two is 10 MB.")),
            (5, None, Some("Five.")),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_paragraph_that_is_gone_is_named() {
        let old = SourceText::new("One.\n\nOne.\n\nTwo.\n");
        let new = SourceText::new("One.\n\nTwo.\n");
        let changed = compare(&old, &new);
        assert_eq!(changed.len(), 1);
        assert_eq!((changed[0].was, changed[0].now), (Some("One."), None));
    }
}
