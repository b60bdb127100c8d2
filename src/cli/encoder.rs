//! The sentence encoder of a command, if one was named.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use sha2::{Digest, Sha256};

use crate::answer::{Answer, EntryName, QuestionVectors};
use crate::cli::{print_error, progress, wrong_usage};
use crate::encoder::{SentenceEncoder, TextRole, encode_table};
use crate::matcher::Ranking;
use crate::service::{EncodedTable, Snapshot};

/// A sentence encoder.
#[derive(Debug, Args)]
pub(super) struct EncoderArgs {
    /// Folder of a sentence encoder, as model hubs have it (BERT, with model.safetensors)
    #[arg(long = "encoder", value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl EncoderArgs {
    /// Opens it, if one was named; a table at this path has a cache of its own.
    pub fn open(&self, knowledge: &Path) -> io::Result<Option<OpenEncoder>> {
        let Some(folder) = &self.folder else {
            return Ok(None);
        };
        let encoder =
            SentenceEncoder::open(folder).map_err(|fault| wrong_usage(fault.to_string()))?;
        let cache = cache_of(knowledge);
        Ok(Some(OpenEncoder { encoder, cache }))
    }
}

/// An encoder, and where it keeps a table's vectors.
pub(super) struct OpenEncoder {
    encoder: SentenceEncoder,
    cache: Option<PathBuf>,
}

impl OpenEncoder {
    /// Encodes what is to be answered from.
    pub fn encode(&self, snapshot: &Snapshot) -> Snapshot {
        let bar = progress::encoding();
        let (index, fault) = encode_table(
            &self.encoder,
            snapshot.knowledge(),
            self.cache.as_deref(),
            &|done, all| bar.show(done, all),
        );
        drop(bar);
        if let Some(fault) = fault {
            print_error(&format!(
                "the encoder's vectors cannot be kept for the next time: {fault}"
            ));
        }
        let encoder = self.encoder.name().to_owned();
        snapshot.with_encoded(Arc::new(EncodedTable { index, encoder }))
    }

    /// The vectors of these texts.
    pub fn vectors<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> QuestionVectors {
        let texts = texts.into_iter();
        let encode = |text| self.encoder.encode(text, TextRole::Question);
        texts.map(|text| (text.to_owned(), encode(text))).collect()
    }
}

/// The same knowledge, encoded if there is an encoder.
pub(super) fn encoded(snapshot: Snapshot, encoder: Option<&OpenEncoder>) -> Snapshot {
    match encoder {
        Some(encoder) => encoder.encode(&snapshot),
        None => snapshot,
    }
}

/// Answers a question after one to which an entry was the answer, if there was one; by an encoder too if there is one and
/// words do not settle it.
pub(super) fn ask_why(
    snapshot: &Snapshot,
    encoder: Option<&OpenEncoder>,
    question: &str,
    last: Option<&EntryName>,
) -> (Answer, Ranking) {
    let pending = snapshot.pending_after(question, last);
    let vectors = encoder.map(|own| own.vectors(snapshot.awaited(&pending)));
    snapshot.answered(pending, &vectors.unwrap_or_default())
}

/// Where the vectors of a table are kept: in the user's own cache, by its path; nowhere if there is none.
fn cache_of(knowledge: &Path) -> Option<PathBuf> {
    let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    let folder = variable("XDG_CACHE_HOME")
        .or_else(|| variable("LOCALAPPDATA"))
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(variable("HOME")?).join(".cache")))?;
    let folder = folder.join("footnote");
    std::fs::create_dir_all(&folder).ok()?;
    let table = std::fs::canonicalize(knowledge).ok()?;
    let hash = Sha256::digest(table.as_os_str().as_encoded_bytes());
    let name = u64::from_be_bytes(*hash.first_chunk()?);
    Some(folder.join(format!("{name:016x}.vectors")))
}
