//! Texts where Discord renders nothing: options, choices, buttons, and what is built of such. Pure.

use crate::discord::reply::foreign::clip::clip;
use crate::discord::reply::foreign::visible::{Blanks, visible};

/// Stands for a text of which nothing can be seen, where Discord demands one.
const NOTHING: &str = "…";

/// Writes a text where Discord renders nothing and demands something: an option of a menu, a choice, a
/// button.
#[must_use]
pub fn field(text: &str, limit: usize) -> String {
    let shown = clip(&visible(text, limit, Blanks::Joined), limit);
    if shown.is_empty() {
        return NOTHING.to_owned();
    }
    shown
}
