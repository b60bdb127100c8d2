//! The rules that a single value has to keep.

use crate::diagnostic::{Code, Diagnostic};
use crate::document::Spanned;
use crate::knowledge::parse::is_plain_name;
use crate::knowledge::validate::Loader;

/// The most characters of an id; ids travel in Discord's custom ids, which hold a hundred.
const MAX_ID: usize = 48;
/// The most characters of a phrasing, a topic, a heading or a synonym.
const MAX_LINE: usize = 200;
/// The most characters of a fact, a gap's sentence or a quote: four fit one Discord message.
const MAX_SENTENCE: usize = 450;
impl Loader {
    pub(super) fn id(&mut self, id: &Spanned<String>) -> String {
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if id.value.is_empty() || !id.value.chars().all(allowed) {
            let message = format!("`{}` is no id", id.value.escape_debug());
            self.fault(
                Diagnostic::at(Code::MalformedId, id.place, message)
                    .repair("use lower-case letters, digits and hyphens, as in `when-relit`"),
            );
        } else {
            self.length(id, MAX_ID);
        }
        id.value.clone()
    }

    pub(super) fn url(&mut self, url: &Spanned<String>) {
        let valid =
            url::Url::parse(&url.value).is_ok_and(|u| matches!(u.scheme(), "http" | "https"));
        if !valid {
            let message = format!("`{}` is no web address", url.value.escape_debug());
            self.fault(
                Diagnostic::at(Code::MalformedUrl, url.place, message)
                    .repair("write it whole, as in `https://example.org/skerry`"),
            );
        }
    }

    pub(super) fn text_name(&mut self, name: &Spanned<String>) {
        if !is_plain_name(&name.value) {
            let message = format!("`{}` is not the name of a file", name.value.escape_debug());
            self.fault(
                Diagnostic::at(Code::MalformedPath, name.place, message)
                    .repair("put the text beside this file and name it without a folder"),
            );
        }
    }

    pub(super) fn sha256(&mut self, sha256: &Spanned<String>) {
        let digits = &sha256.value;
        if digits.len() != 64 || !digits.chars().all(|c| c.is_ascii_hexdigit()) {
            self.fault(
                Diagnostic::at(Code::MalformedHash, sha256.place, "this is no sha256")
                    .repair("run `footnote pin` to write it"),
            );
        }
    }

    pub(super) fn line(&mut self, text: &Spanned<String>) -> String {
        self.prose(text, MAX_LINE)
    }

    pub(super) fn sentence(&mut self, text: &Spanned<String>) -> String {
        self.prose(text, MAX_SENTENCE)
    }

    /// A text to be read by people: not empty, not too long, nothing invisible in it.
    fn prose(&mut self, text: &Spanned<String>, limit: usize) -> String {
        if text.value.trim().is_empty() {
            self.fault(
                Diagnostic::at(Code::EmptyField, text.place, "there are no words here")
                    .repair("write the text, or remove the field"),
            );
        }
        if let Some(c) = text.value.chars().find(|&c| is_forbidden(c)) {
            let message = format!("the text holds the invisible character U+{:04X}", c as u32);
            self.fault(
                Diagnostic::at(Code::ForbiddenCharacter, text.place, message)
                    .repair("remove it; a text stands on one line"),
            );
        }
        self.length(text, limit);
        text.value.trim().to_owned()
    }

    fn length(&mut self, text: &Spanned<String>, limit: usize) {
        let length = text.value.chars().count();
        if length > limit {
            let message = format!("the text has {length} characters; the limit is {limit}");
            self.fault(
                Diagnostic::at(Code::TooLong, text.place, message)
                    .repair("shorten it, or say it in two"),
            );
        }
    }
}

/// Control characters, line and paragraph separators, and what reorders text (UAX #9).
fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{061c}'
        )
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
