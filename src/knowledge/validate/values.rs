//! Rules about a single value.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::document::Spanned;
use crate::knowledge::id::{MAX_ID, is_id};
use crate::knowledge::parse::is_text_name;
use crate::knowledge::passage_hash::is_passage_hash;
use crate::knowledge::validate::Validator;
use crate::knowledge::{SourceUrl, UrlFault};
use crate::text::visible::is_command;

/// The maximum length of a phrasing, a topic, a heading or a synonym, in characters.
pub(in crate::knowledge) const MAX_LINE: usize = 200;
/// The maximum length of a fact, a gap's sentence or a quote, in characters: four of them fit into
/// one Discord message.
pub(in crate::knowledge) const MAX_SENTENCE: usize = 450;

impl Validator {
    pub(super) fn id(&mut self, id: &Spanned<String>) -> String {
        if is_id(&id.value) {
            self.length(id, MAX_ID);
        } else {
            let message = format!("`{}` is not a valid id", id.value.escape_debug());
            self.fault(
                Diagnostic::at(Code::MalformedId, id.place, message)
                    .repair("use lower-case letters, digits and hyphens, as in `when-relit`"),
            );
        }
        id.value.clone()
    }

    pub(super) fn url(&mut self, url: &Spanned<String>) -> Option<SourceUrl> {
        let written = self.line(url);
        let fault = match SourceUrl::parse(&written) {
            Ok(url) => return Some(url),
            Err(fault) => fault,
        };
        let (what, repair) = match fault {
            UrlFault::Malformed => (
                "is not a valid URL",
                "write the full URL, as in `https://example.org/skerry`",
            ),
            UrlFault::Credentials => (
                "has a user name or a password",
                "write the URL as every reader may see it: without what comes before the `@`",
            ),
            UrlFault::Private => (
                "leads to the reader's own machine or network",
                "write an address that every reader can reach, or remove the field",
            ),
        };
        let message = format!("`{}` {what}", url.value.escape_debug());
        self.fault(Diagnostic::at(Code::MalformedUrl, url.place, message).repair(repair));
        None
    }

    pub(super) fn text_name(&mut self, name: &Spanned<String>) {
        if !is_text_name(&name.value) {
            let message = format!(
                "`{}` is not the plain name of a Markdown or text file",
                name.value.escape_debug()
            );
            self.fault(
                Diagnostic::at(Code::MalformedPath, name.place, message).repair(
                    "put the text beside this file, and give its name without a folder; the name ends \
                     in `.md`, `.markdown` or `.txt`",
                ),
            );
        }
    }

    pub(super) fn passage_hash(&mut self, hash: &Spanned<String>) {
        if !is_passage_hash(&hash.value) {
            let message = format!("`{}` is not a valid hash", hash.value.escape_debug());
            self.fault(
                Diagnostic::at(Code::MalformedHash, hash.place, message)
                    .repair("remove it and run `footnote pin` to write it"),
            );
        }
    }

    pub(super) fn sha256(&mut self, sha256: &Spanned<String>) {
        let digits = &sha256.value;
        if digits.len() != 64 || !digits.chars().all(|c| c.is_ascii_hexdigit()) {
            let message = format!("`{}` is not a valid SHA-256", digits.escape_debug());
            self.fault(
                Diagnostic::at(Code::MalformedHash, sha256.place, message)
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

    /// A text that people read: not empty, not too long, without invisible characters.
    fn prose(&mut self, text: &Spanned<String>, limit: usize) -> String {
        if text.value.trim().is_empty() {
            self.fault(
                Diagnostic::at(Code::EmptyField, text.place, "this field is empty")
                    .repair("write the text, or remove the field"),
            );
        }
        if let Some(c) = text.value.chars().find(|&c| is_command(c)) {
            let message = format!(
                "the text contains the invisible character U+{:04X}",
                c as u32
            );
            let repair = if ['\n', '\t', '\r', '\u{8}', '\u{c}', '\u{1b}'].contains(&c) {
                "remove it; a text is a single line, and a backslash in it is written `\\\\`"
            } else {
                "remove it; a text is a single line"
            };
            self.fault(
                Diagnostic::at(Code::ForbiddenCharacter, text.place, message).repair(repair),
            );
        }
        self.length(text, limit);
        text.value.trim().to_owned()
    }

    pub(super) fn empty_list(&mut self, place: Place, name: &str, repair: &str) {
        let message = format!("the list `{name}` is empty");
        self.fault(Diagnostic::at(Code::EmptyField, place, message).repair(repair));
    }

    /// Reports a list that has more items than it may.
    pub(super) fn long_list(&mut self, place: Place, name: &str, length: usize, limit: usize) {
        if length > limit {
            let message = format!("the list `{name}` has {length} items; the limit is {limit}");
            self.fault(
                Diagnostic::at(Code::TooLong, place, message)
                    .repair("keep those that matter most, or split the entry in two"),
            );
        }
    }

    fn length(&mut self, text: &Spanned<String>, limit: usize) {
        let length = text.value.chars().count();
        if length > limit {
            let message = format!("the text has {length} characters; the limit is {limit}");
            self.fault(
                Diagnostic::at(Code::TooLong, text.place, message)
                    .repair("shorten it, or split it in two"),
            );
        }
    }
}
