//! The optional sentence encoder: a folder on disk, in the layout that model hubs use, from which the vectors of
//! sentences are made. It only helps find: it writes nothing, and nothing is ever downloaded.
//!
//! - [`folder`]: what a folder has, and whether it can be used; [`prompts`]: what the model wants before a text.
//! - [`tokenizer`]: a text → tokens.
//! - [`bert`], a crate of its own: tokens → their vectors.
//! - [`entries`]: the vectors of a table; [`cache`]: those of an earlier start.
//! - [`queue`]: the vectors of questions, made on a thread of their own and within a time.

mod cache;
mod entries;
mod folder;
mod prompts;
mod queue;
mod tokenizer;

use std::fmt;
use std::path::Path;

use bert::Network;
use sha2::{Digest, Sha256};

use crate::encoder::folder::{Pooling, Settings};
use crate::encoder::prompts::Prompts;
use crate::encoder::tokenizer::Tokenizer;
use crate::matcher::sentence::SentenceVector;

pub use crate::encoder::entries::encode_table;
pub use crate::encoder::prompts::TextRole;
pub use crate::encoder::queue::{EncodingQueue, NotEncoded, QueueCounts};

/// The most tokens of an answer that are encoded; the time grows with them.
const MAX_TOKENS: usize = 128;
/// The most tokens of a question, which has a dozen: members wait for theirs, and up to seven are encoded of a message.
const MAX_QUESTION_TOKENS: usize = 48;
/// What a model is asked to tell it from another.
const PROBES: [&str; 4] = [
    "when does it open",
    "How much is it for two?",
    "bring a dog",
    "Ça coûte combien, naïve Größe?",
];

/// Why a folder cannot be used as an encoder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncoderFault {
    /// The file or the folder, as it was named.
    pub path: String,
    /// What is wrong with it.
    pub fault: String,
}

impl fmt::Display for EncoderFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "cannot use `{}` as an encoder: {}",
            self.path, self.fault
        )
    }
}

/// A sentence encoder. Immutable once read.
#[derive(Debug)]
pub struct SentenceEncoder {
    name: String,
    network: Network,
    tokenizer: Tokenizer,
    pooling: Pooling,
    prompts: Prompts,
    most_tokens: usize,
}

impl SentenceEncoder {
    /// Reads a folder.
    ///
    /// # Errors
    ///
    /// A file is missing, damaged, too large, or not of the BERT family.
    pub fn open(folder: &Path) -> Result<Self, EncoderFault> {
        let Settings {
            name,
            network,
            tokenizer,
            pooling,
            prompts,
            most_tokens,
        } = folder::read(folder)?;
        let encoder = Self {
            name,
            network,
            tokenizer,
            pooling,
            prompts,
            most_tokens,
        };
        let probe = encoder.encode(PROBES[0], TextRole::Question);
        if probe.components().is_empty() {
            return Err(EncoderFault {
                path: folder.join("model.safetensors").display().to_string(),
                fault: "its weights give no vector; copy the whole folder of the model anew"
                    .to_owned(),
            });
        }
        Ok(encoder)
    }

    /// The name of its folder.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The length of its vectors.
    #[must_use]
    pub fn width(&self) -> usize {
        self.network.width()
    }

    /// The vector of a text, the same on every machine. Only the beginning of a long text counts.
    #[must_use]
    pub fn encode(&self, text: &str, role: TextRole) -> SentenceVector {
        let text = format!("{}{text}", self.prompts.before(role));
        let tokens = self.tokenizer.tokens(&text, self.most_tokens(role));
        let vectors = self.network.vectors(&tokens);
        let width = self.width();
        match self.pooling {
            Pooling::Cls => SentenceVector::new(vectors.get(..width).unwrap_or_default()),
            Pooling::Mean => {
                let mut sum = vec![0.0; width];
                for vector in vectors.chunks_exact(width) {
                    for (sum, own) in sum.iter_mut().zip(vector) {
                        *sum += own;
                    }
                }
                SentenceVector::new(&sum)
            }
        }
    }

    /// The most tokens of a text that are encoded, its prompt among them.
    fn most_tokens(&self, role: TextRole) -> usize {
        self.most_tokens.min(match role {
            TextRole::Question => MAX_QUESTION_TOKENS,
            TextRole::Passage => MAX_TOKENS,
        })
    }

    /// Tells it from an encoder that makes other vectors, by its settings and the vectors of some texts. The hash of the
    /// weights would tell the same, and take as long as to read them.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        for role in [TextRole::Question, TextRole::Passage] {
            let prompt = self.prompts.before(role);
            for number in [self.most_tokens(role), prompt.len()] {
                hash.update((number as u64).to_le_bytes());
            }
            hash.update(prompt);
            for probe in PROBES {
                let vector = self.encode(probe, role);
                let bytes = vector.components().iter().map(|own| own.cast_unsigned());
                hash.update(bytes.collect::<Vec<u8>>());
            }
        }
        hash.finalize().into()
    }
}

#[cfg(test)]
mod tests;
