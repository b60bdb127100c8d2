//! Code blocks, where secrets are pasted along with logs; links, hosts, file names, and what Discord
//! writes between angle brackets.

use std::sync::LazyLock;

use crate::question_log::redact::found::Findings;
use crate::question_log::redact::patterns::{Pattern, compile, find_all};
use crate::question_log::redact::reading::Reading;

static LINKS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    compile(&[
        (&["```"], r"(?s)```.*?(?:```|$)"),
        // Mentions, channels, custom emoji, timestamps.
        (&["<"], r"<[@#:/a-z][^<>]*>?"),
        // Links, of any scheme, and what is left of one whose scheme is hidden.
        (&["//"], r"(?:\b[a-z][a-z0-9+.-]*\s?:\s?)?//+\S+"),
        // Hosts, with all that follows; file names; three words.
        (&["."], r"\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b(?:[/:?#]\S*)?"),
        // Hosts with brackets around the dot.
        (
            &["[.", "(.", "{."],
            r"\b[\w-]+(?:\.[\w-]+)*\s?[\[({]\.[\])}]\s?[a-z]{2,}\b(?:[\])}.\w-]*)(?:[/:?#]\S*)?",
        ),
        // Hosts that are spelled out.
        (
            &["dot", "punkt"],
            r"\b[\w-]+(?:\s+(?:dot|punkt)\s+[\w-]+)+(?:\s+slash\s+[\w-]+)*",
        ),
        (&["www"], r"\bwww\s\S+(?:\s\S+)?"),
        // Paths.
        (&["/", "\\"], r"(?:^|\s)[~.]?(?:[/\\]{1,2}[\w.-]+){2,}"),
        (&[":\\"], r"\b[a-z]:\\\S+"),
    ])
});

/// Finds links.
pub(super) fn find(reading: &Reading, found: &mut Findings) {
    find_all(&LINKS, reading.lower(), found);
}
