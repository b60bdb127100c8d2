//! The type of a foreign text that is ready to be shown. It escapes nothing itself.

use std::borrow::Borrow;
use std::fmt;

/// A text that somebody else wrote, made harmless for the one place that it is shown in. What
/// [`crate::wording`] composes for Discord takes foreign texts only as this, so that a raw one cannot
/// get into a message by accident.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Escaped(String);

impl Escaped {
    /// Marks a text as escaped. Only what escapes may call this: [`crate::discord`] does, in one room.
    #[must_use]
    pub fn new(escaped: String) -> Self {
        Self(escaped)
    }

    /// The text, in Discord's Markdown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Escaped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Escaped> for String {
    fn from(escaped: Escaped) -> Self {
        escaped.0
    }
}

/// So that several can be joined.
impl Borrow<str> for Escaped {
    fn borrow(&self) -> &str {
        &self.0
    }
}
