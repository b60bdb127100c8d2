//! The text of a custom id: fields joined by colons. The first is the version of this scheme, the
//! second the kind, the rest belong to the kind. Messages on Discord carry such texts for years, so
//! neither the letters nor the order of fields may change within a scheme.

use std::fmt::{Display, Write};
use std::num::NonZeroU64;

use serenity::model::id::{MessageId, UserId};

/// The version of the scheme. An id of any other version is not decoded.
const SCHEME: &str = "1";
/// How many earlier messages of an answer fit into an id; only the last ones are kept.
pub const MAX_EARLIER: usize = 3;

/// A field of a custom id.
pub trait Field: Sized {
    /// Appends the field, with the colon before it.
    fn encode(&self, id: &mut Encoder);

    /// Takes the field off the front; `None` if what is there cannot be one.
    fn decode(id: &mut Decoder) -> Option<Self>;
}

/// Builds the text of an id.
pub struct Encoder(String);

impl Encoder {
    /// Starts an id of this kind.
    pub fn new(kind: &str) -> Self {
        Self(format!("{SCHEME}:{kind}"))
    }

    /// Appends a field.
    pub fn push(&mut self, field: impl Display) {
        // Writing to a string cannot fail.
        let _ = write!(self.0, ":{field}");
    }

    /// Returns the whole text.
    pub fn finish(self) -> String {
        self.0
    }
}

/// Takes the text of an id apart, field by field.
pub struct Decoder<'a>(Option<&'a str>);

impl<'a> Decoder<'a> {
    /// Returns the kind and a decoder of the other fields; `None` for an id of another scheme.
    pub fn new(id: &'a str) -> Option<(&'a str, Self)> {
        let (scheme, rest) = id.split_once(':')?;
        let mut fields = Self(Some(rest));
        (scheme == SCHEME).then(|| (fields.field(), fields))
    }

    /// Takes the next field; empty where there is none.
    pub fn field(&mut self) -> &'a str {
        let rest = self.0.take().unwrap_or_default();
        match rest.split_once(':') {
            Some((field, rest)) => {
                self.0 = Some(rest);
                field
            }
            None => rest,
        }
    }

    /// Takes everything that is left, colons included.
    pub fn rest(&mut self) -> &'a str {
        self.0.take().unwrap_or_default()
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Field for $number {
            fn encode(&self, id: &mut Encoder) {
                id.push(self);
            }

            fn decode(id: &mut Decoder) -> Option<Self> {
                id.field().parse().ok()
            }
        }
    )*};
}

numbers!(u64, usize);

impl Field for UserId {
    fn encode(&self, id: &mut Encoder) {
        id.push(self);
    }

    fn decode(id: &mut Decoder) -> Option<Self> {
        id.field().parse::<NonZeroU64>().ok().map(Self::from)
    }
}

/// The last [`MAX_EARLIER`] messages; takes up the rest of the id.
impl Field for Vec<MessageId> {
    fn encode(&self, id: &mut Encoder) {
        let skipped = self.len().saturating_sub(MAX_EARLIER);
        self.iter()
            .skip(skipped)
            .for_each(|message| id.push(message));
    }

    fn decode(id: &mut Decoder) -> Option<Self> {
        let ids = id.rest().split(':');
        let ids = ids.filter_map(|id| id.parse::<NonZeroU64>().ok());
        let mut ids: Vec<MessageId> = ids.map(MessageId::from).collect();
        // No id of ours has more; what else there is has nothing to delete.
        ids.drain(..ids.len().saturating_sub(MAX_EARLIER));
        Some(ids)
    }
}

/// Free text; takes up the rest of the id.
impl Field for String {
    fn encode(&self, id: &mut Encoder) {
        id.push(self);
    }

    fn decode(id: &mut Decoder) -> Option<Self> {
        Some(id.rest().to_owned())
    }
}

/// Declares an enum that is a field of one letter.
macro_rules! letters {
    ($(#[$about:meta])* $name:ident { $($(#[$what:meta])* $variant:ident = $letter:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $($(#[$what])* $variant,)*
        }

        impl $crate::discord::custom_id::codec::Field for $name {
            fn encode(&self, id: &mut $crate::discord::custom_id::codec::Encoder) {
                id.push(match self { $(Self::$variant => $letter,)* });
            }

            fn decode(id: &mut $crate::discord::custom_id::codec::Decoder) -> Option<Self> {
                match id.field() {
                    $($letter => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

/// Declares the enum of custom ids: each variant with its kind, and its fields in the order in
/// which they are written. `encode` and `decode` follow from that.
macro_rules! custom_ids {
    ($(#[$about:meta])* $name:ident { $(
        $(#[$what:meta])*
        $variant:ident($kind:literal) $({ $($(#[$which:meta])* $field:ident: $type:ty,)* })?,
    )* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $name {
            $($(#[$what])* $variant $({ $($(#[$which])* $field: $type,)* })?,)*
        }

        impl $name {
            /// Returns the id as Discord keeps it.
            #[must_use]
            pub fn encode(&self) -> String {
                use $crate::discord::custom_id::codec::{Encoder, Field};
                match self {
                    $(Self::$variant $({ $($field),* })? => {
                        #[allow(unused_mut, reason = "a kind without fields")]
                        let mut id = Encoder::new($kind);
                        $($(Field::encode($field, &mut id);)*)?
                        id.finish()
                    })*
                }
            }

            /// Reads an id; `None` if it is of another scheme, or not one of ours.
            #[must_use]
            pub fn decode(id: &str) -> Option<Self> {
                use $crate::discord::custom_id::codec::{Decoder, Field};
                let (kind, mut fields) = Decoder::new(id)?;
                Some(match kind {
                    $($kind => Self::$variant $({
                        $($field: Field::decode(&mut fields)?,)*
                    })?,)*
                    _ => return None,
                })
            }
        }
    };
}

pub(crate) use {custom_ids, letters};
