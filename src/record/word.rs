//! Enums whose variants are words in the database.

use std::fmt;

/// A stored word that this program does not know; a newer version may have written it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWord(String);

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is unknown to this program", self.0.escape_debug())
    }
}

impl std::error::Error for UnknownWord {}

impl UnknownWord {
    pub(super) fn new(word: &str) -> Self {
        Self(word.to_owned())
    }
}

/// An enum with the word that stands for each variant in the database.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$what:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$what])* $variant,)*
        }

        impl $name {
            /// Every variant.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its word in the database; words never change.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::record::UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                let known = Self::ALL.iter().find(|known| known.as_str() == word);
                known.copied().ok_or_else(|| $crate::record::UnknownWord::new(word))
            }
        }
    };
}

pub(super) use words;
