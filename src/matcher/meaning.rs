//! What a text is about: the sum of the vectors of its words' pieces. It knows that *refund* is near *money
//! back*, which no word tells; it does not know right from wrong, so that it ranks and never decides alone.
//!
//! The vectors are distilled from a sentence encoder: see `meaning/PROVENANCE.md`. Sums are of integers, so that
//! they are the same on every machine and in any order.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// The length of a vector.
pub const DIMENSIONS: usize = 64;
/// The pieces of words, one a line; one that continues a word begins with [`CONTINUES`].
const PIECES: &str = include_str!("meaning/pieces.txt");
/// A vector for each piece, in order.
const VECTORS: &[u8] = include_bytes!("meaning/vectors.i8");
const CONTINUES: &str = "##";
/// The longest piece, in bytes.
const MAX_PIECE: usize = 20;
/// What a component of a unit vector is multiplied by before unit vectors are summed.
const FIXED_POINT: f32 = 65_536.0;

static TABLE: LazyLock<PieceTable> = LazyLock::new(PieceTable::new);

/// The direction of a text's vector.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Embedding {
    /// The largest component is 127 or -127, unless all are 0.
    components: [i8; DIMENSIONS],
    /// What scales them to unit length; 0 if all are 0.
    scale: f32,
}

impl Default for Embedding {
    fn default() -> Self {
        Self {
            components: [0; DIMENSIONS],
            scale: 0.0,
        }
    }
}

impl Embedding {
    /// The embedding of a text, given its words in lower case, in any order. Words that cannot be made of
    /// pieces are left out; without any, it is like nothing.
    #[must_use]
    pub fn of_words<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut sum = [0; DIMENSIONS];
        let mut pieces = Vec::new();
        for word in words {
            TABLE.split(word, &mut pieces);
            for piece in pieces.drain(..) {
                for (sum, component) in sum.iter_mut().zip(vector(piece)) {
                    *sum += i32::from(component);
                }
            }
        }
        Self::quantized(&sum)
    }

    /// The embedding of several texts together, each counting the same.
    #[must_use]
    pub fn mean<'a>(embeddings: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut sum = [0; DIMENSIONS];
        for Self { components, scale } in embeddings {
            for (sum, component) in sum.iter_mut().zip(components) {
                *sum += (f32::from(*component) * scale * FIXED_POINT) as i32;
            }
        }
        Self::quantized(&sum)
    }

    fn quantized(sum: &[i32; DIMENSIONS]) -> Self {
        let largest = sum.iter().map(|component| component.unsigned_abs()).max();
        let Some(largest @ 1..) = largest else {
            return Self::default();
        };
        let step = f32::from(i8::MAX) / largest as f32;
        let components = sum.map(|component| (component as f32 * step).round() as i8);
        let embedding = Self {
            components,
            scale: 1.0,
        };
        Self {
            scale: 1.0 / (embedding.dot(&embedding) as f32).sqrt(),
            ..embedding
        }
    }

    /// How near two texts are in meaning, 0 to 1: the cosine, and 0 where it is negative.
    #[must_use]
    #[inline]
    pub fn similarity(&self, other: &Self) -> f32 {
        let cosine = self.dot(other) as f32 * self.scale * other.scale;
        cosine.clamp(0.0, 1.0)
    }

    #[inline]
    fn dot(&self, other: &Self) -> i32 {
        let pairs = self.components.iter().zip(&other.components);
        pairs.map(|(a, b)| i32::from(*a) * i32::from(*b)).sum()
    }
}

/// The pieces by their letters.
struct PieceTable {
    first: FxHashMap<&'static str, u32>,
    further: FxHashMap<&'static str, u32>,
}

impl PieceTable {
    fn new() -> Self {
        let (mut first, mut further) = (FxHashMap::default(), FxHashMap::default());
        for (number, piece) in (0..).zip(PIECES.lines()) {
            match piece.strip_prefix(CONTINUES) {
                Some(letters) => further.insert(letters, number),
                None => first.insert(piece, number),
            };
        }
        Self { first, further }
    }

    /// Adds the pieces of a word, each the longest that fits; nothing if one is missing.
    fn split(&self, word: &str, pieces: &mut Vec<u32>) {
        let before = pieces.len();
        let mut rest = word;
        while !rest.is_empty() {
            let known = if pieces.len() == before {
                &self.first
            } else {
                &self.further
            };
            let ends = (1..=rest.len().min(MAX_PIECE)).rev();
            let mut ends = ends.filter(|end| rest.is_char_boundary(*end));
            let found = ends.find_map(|end| Some((*known.get(&rest[..end])?, end)));
            let Some((piece, end)) = found else {
                pieces.truncate(before);
                return;
            };
            pieces.push(piece);
            rest = &rest[end..];
        }
    }
}

/// The vector of a piece.
fn vector(piece: u32) -> impl Iterator<Item = i8> {
    let start = piece as usize * DIMENSIONS;
    VECTORS[start..start + DIMENSIONS]
        .iter()
        .map(|byte| byte.cast_signed())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embedding(text: &str) -> Embedding {
        Embedding::of_words(text.split(' '))
    }

    #[test]
    fn each_piece_has_a_vector() {
        assert_eq!(PIECES.lines().count() * DIMENSIONS, VECTORS.len());
        let longest = PIECES.lines().map(str::len).max();
        assert!(longest.is_some_and(|longest| longest <= MAX_PIECE));
    }

    #[test]
    fn a_text_is_nearer_to_other_words_for_the_same_than_to_something_else() {
        let check = |text: &str, same: &str, other: &str| {
            let similarity = |other: &str| embedding(text).similarity(&embedding(other));
            let (near, far) = (similarity(same), similarity(other));
            assert!(near > far + 0.1, "{same}: {near} and {far}");
        };
        check(
            "where do we sleep",
            "beds for the night",
            "price of a ticket",
        );
        check(
            "is parking free",
            "cost of leaving the car",
            "opening times",
        );
        check("the boat was late", "delayed ferry", "broken lamp");
    }

    #[test]
    fn the_order_of_words_and_of_texts_makes_no_difference() {
        assert_eq!(embedding("lamp oil"), embedding("oil lamp"));
        let texts = [
            embedding("lamp oil"),
            embedding("ferry"),
            embedding("harbour light"),
        ];
        assert_eq!(Embedding::mean(&texts), Embedding::mean(texts.iter().rev()));
    }

    #[test]
    fn a_text_without_pieces_is_like_nothing() {
        let nothing = embedding("灯台");
        assert_eq!(nothing, Embedding::default());
        assert!(nothing.similarity(&nothing) <= 0.0);
        assert_eq!(embedding("lamp 灯台"), embedding("lamp"));
    }

    #[test]
    fn a_long_word_is_split_into_the_longest_pieces_that_fit() {
        let mut pieces = Vec::new();
        TABLE.split(&"house".repeat(1_000), &mut pieces);
        let letters: Vec<&str> = PIECES.lines().collect();
        assert_eq!(letters[pieces[0] as usize], "house");
        assert!((1_000..=5_000).contains(&pieces.len()));
    }

    #[test]
    fn a_text_is_like_itself() {
        let text = embedding("when does the harbour office open");
        assert!((text.similarity(&text) - 1.0).abs() < 1e-4);
        let mean = Embedding::mean([&text]);
        assert!(mean.similarity(&text) > 0.999);
    }
}
