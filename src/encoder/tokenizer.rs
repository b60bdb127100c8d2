//! A text → the tokens of a BERT network: folded, split at blanks and punctuation, and cut into the longest pieces
//! that the vocabulary has (`WordPiece`).

use std::collections::HashMap;

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest word that is cut into pieces, in characters; as in BERT.
const MAX_WORD: usize = 100;
const CONTINUES: &str = "##";

/// Cuts texts into tokens.
#[derive(Debug)]
pub struct Tokenizer {
    pieces: HashMap<String, u32>,
    is_lowercase: bool,
    strips_accents: bool,
    start: u32,
    end: u32,
    unknown: u32,
}

impl Tokenizer {
    /// Reads a `tokenizer.json`.
    pub fn of_json(bytes: &[u8]) -> Result<Self, String> {
        let value: Value = serde_json::from_slice(bytes)
            .map_err(|error| format!("it is not valid JSON ({error})"))?;
        let model = &value["model"];
        if model["type"] != "WordPiece" && !model["type"].is_null() {
            return Err("its model is not WordPiece, which BERT has".to_owned());
        }
        let vocabulary = model["vocab"].as_object();
        let vocabulary = vocabulary.ok_or("it has no vocabulary (`model.vocab`)")?;
        let id = |id: &Value| id.as_u64().and_then(|id| u32::try_from(id).ok());
        let pieces = vocabulary
            .iter()
            .filter_map(|(piece, own)| Some((piece.clone(), id(own)?)));
        let normalizer = &value["normalizer"];
        let is_lowercase = normalizer["lowercase"].as_bool().unwrap_or(true);
        let strips_accents = normalizer["strip_accents"].as_bool();
        Self::new(pieces.collect(), is_lowercase, strips_accents)
    }

    /// Reads a `vocab.txt`, a piece a line.
    pub fn of_lines(text: &str, is_lowercase: bool) -> Result<Self, String> {
        let pieces = (0..).zip(text.lines());
        let pieces = pieces.map(|(id, piece)| (piece.to_owned(), id));
        Self::new(pieces.collect(), is_lowercase, None)
    }

    fn new(
        pieces: HashMap<String, u32>,
        is_lowercase: bool,
        strips_accents: Option<bool>,
    ) -> Result<Self, String> {
        let special = |name: &str| {
            let id = pieces.get(name).copied();
            id.ok_or_else(|| format!("its vocabulary has no `{name}`"))
        };
        Ok(Self {
            start: special("[CLS]")?,
            end: special("[SEP]")?,
            unknown: special("[UNK]")?,
            is_lowercase,
            strips_accents: strips_accents.unwrap_or(is_lowercase),
            pieces,
        })
    }

    /// The largest token.
    #[must_use]
    pub fn largest(&self) -> u32 {
        self.pieces.values().copied().max().unwrap_or(0)
    }

    /// The tokens of a text, between the one that starts and the one that ends every text; at most `most` of them.
    #[must_use]
    pub fn tokens(&self, text: &str, most: usize) -> Vec<u32> {
        let mut tokens = vec![self.start];
        // No piece is longer than a word, and a text has no more words than this to fill what there is.
        let folded = self.folded(text);
        for word in words(&folded) {
            if tokens.len() + 1 >= most {
                break;
            }
            self.split(word, &mut tokens);
        }
        tokens.truncate(most.saturating_sub(1));
        tokens.push(self.end);
        tokens
    }

    fn folded(&self, text: &str) -> String {
        let kept = text.chars().filter(|c| !is_control(*c));
        let lower = |text: String| {
            if self.is_lowercase {
                text.to_lowercase()
            } else {
                text
            }
        };
        if self.strips_accents {
            let letters = kept.nfd().filter(|c| !is_combining_mark(*c));
            lower(letters.collect())
        } else {
            lower(kept.collect())
        }
    }

    /// Adds the pieces of a word, each the longest that fits; the unknown one if one is missing.
    fn split(&self, word: &str, tokens: &mut Vec<u32>) {
        let before = tokens.len();
        let mut rest = word;
        let mut piece = String::new();
        if word.chars().nth(MAX_WORD).is_some() {
            tokens.push(self.unknown);
            return;
        }
        while !rest.is_empty() {
            let ends = rest.char_indices().map(|(start, c)| start + c.len_utf8());
            let ends: Vec<usize> = ends.collect();
            let found = ends.into_iter().rev().find_map(|end| {
                piece.clear();
                piece.push_str(if tokens.len() == before {
                    ""
                } else {
                    CONTINUES
                });
                piece.push_str(&rest[..end]);
                Some((*self.pieces.get(&piece)?, end))
            });
            let Some((token, end)) = found else {
                tokens.truncate(before);
                tokens.push(self.unknown);
                return;
            };
            tokens.push(token);
            rest = &rest[end..];
        }
    }
}

/// What is left out of every text. Blanks are not.
fn is_control(c: char) -> bool {
    let is_blank = matches!(c, '\t' | '\n' | '\r');
    let is_format = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fffd}');
    (c.is_control() && !is_blank) || is_format
}

/// The words of a text; each mark, and each sign of Chinese, is a word of its own.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split_inclusive(|c| is_alone(c) || char::is_whitespace(c));
    parts.flat_map(|part| {
        let last = part.char_indices().next_back();
        let alone = last.filter(|(_, c)| is_alone(*c) || c.is_whitespace());
        let (word, last) = part.split_at(alone.map_or(part.len(), |(at, _)| at));
        [word, last.trim()]
            .into_iter()
            .filter(|own| !own.is_empty())
    })
}

/// Whether a character is a word of its own: punctuation, all of ASCII's signs, and Chinese.
fn is_alone(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c,
            '¡' | '§' | '«' | '¶' | '·' | '»' | '¿'
            | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{2043}' | '\u{2045}'..='\u{2051}' | '\u{2053}'..='\u{205e}'
            | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}'
            | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
            | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{20000}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const VOCABULARY: &str =
        "[PAD]\n[UNK]\n[CLS]\n[SEP]\nlamp\n##s\nthe\nwhere\nis\n?\ncafe\n.\nla\n灯";

    fn check(text: &str, expected: &str) {
        let tokenizer = Tokenizer::of_lines(VOCABULARY, true).unwrap();
        let pieces: Vec<&str> = VOCABULARY.lines().collect();
        let tokens = tokenizer.tokens(text, 8);
        let found: Vec<&str> = tokens.iter().map(|own| pieces[*own as usize]).collect();
        assert_eq!(found.join(" "), format!("[CLS] {expected} [SEP]"), "{text}");
    }

    #[test]
    fn texts_are_cut_into_the_longest_pieces() {
        check("The lamps?", "the lamp ##s ?");
        check("Where's the LAMP", "where [UNK] [UNK] the lamp");
        check("Café.", "cafe .");
        check("lam", "[UNK]");
        check("灯灯", "灯 灯");
        check("la\u{200b}mp\tis", "lamp is");
        check(&"l".repeat(MAX_WORD + 1), "[UNK]");
        check("is is is is is is is is is", "is is is is is is");
    }

    #[test]
    fn what_is_no_vocabulary_is_said() {
        let check = |json: &str, expected: &str| {
            let fault = Tokenizer::of_json(json.as_bytes()).unwrap_err();
            assert!(fault.contains(expected), "{fault}");
        };
        check("{", "not valid JSON");
        check("{}", "no vocabulary");
        check(
            r#"{"model": {"type": "Unigram", "vocab": []}}"#,
            "not WordPiece",
        );
        check(r#"{"model": {"vocab": {"a": 1}}}"#, "no `[CLS]`");
    }
}
