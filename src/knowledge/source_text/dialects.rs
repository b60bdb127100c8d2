//! Takes off what the programs that make pages of Markdown know and Markdown does not: front matter,
//! admonitions with indented content, macros and attributes. Each has a file of its own beside this one.

use std::borrow::Cow;

use crate::knowledge::source_text::admonitions::without_admonitions;
use crate::knowledge::source_text::braces::without_braces;
use crate::knowledge::source_text::front_matter::without_front_matter;

/// A text as Markdown alone, and whether earlier versions numbered or read its paragraphs or headings
/// otherwise.
pub(super) fn markdown_alone(text: &str) -> (Cow<'_, str>, bool) {
    let (text, has_toml) = without_front_matter(text);
    let opened = without_admonitions(text);
    let is_opened = matches!(opened, Cow::Owned(_));
    let bare = match without_braces(&opened) {
        Cow::Owned(bare) => return (Cow::Owned(bare), true),
        Cow::Borrowed(_) => opened,
    };
    (bare, has_toml || is_opened)
}
