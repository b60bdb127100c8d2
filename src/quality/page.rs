//! What a source's page does not say any more, as warnings.

use crate::diagnostic::{Code, Diagnostic, Faults};
use crate::knowledge::diff::{CitedParagraph, changed_on_page, changed_words};
use crate::knowledge::{Knowledge, SourceText};

/// Characters of a paragraph that are shown.
const SHOWN: usize = 240;

/// Warns of every paragraph that facts or gaps of a source cite, and whose cited words are not on its page.
#[must_use]
pub fn page_faults(knowledge: &Knowledge, source: usize, page: &SourceText) -> Faults {
    let mut found = Faults::allowing(&knowledge.allowances);
    let changed = changed_on_page(knowledge, source, page);
    found.extend(changed.iter().map(fault));
    found
}

fn fault(changed: &CitedParagraph) -> Diagnostic {
    let message = format!(
        "the page does not have the words of paragraph {} that `{}` cites",
        changed.at, changed.cited_by
    );
    let differs = match &changed.now {
        Some(now) => {
            let [was, now] = changed_words(&changed.was, now).map(|words| clipped(&words));
            format!("the text has “{was}”, the page “{now}”")
        }
        None => format!(
            "the text has “{}”, and nothing on the page is like it",
            clipped(&changed.was)
        ),
    };
    Diagnostic::at(Code::ChangedPage, changed.place, message).repair(format!(
        "{differs}; if the page is right, put its words into the text, and run `footnote pin`"
    ))
}

fn clipped(words: &str) -> String {
    let shown: String = words.chars().take(SHOWN).collect();
    let more = if shown.len() < words.len() {
        " …"
    } else {
        ""
    };
    shown + more
}
