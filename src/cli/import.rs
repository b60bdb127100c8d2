//! `footnote import`: takes what somebody else wrote into a table. Nothing is written unless it is asked for.

pub(super) mod phrasings;

use std::io;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::arguments::DEFAULT_KNOWLEDGE;
use crate::cli::import::phrasings::{TakeArgs, take, take_back};
use crate::cli::{Ending, wrong_usage};
use crate::files;

/// Take what somebody else wrote into a table: shows what would change, and writes it with --write
#[derive(Debug, Args)]
pub(super) struct ImportArgs {
    /// The file to take from
    #[arg(required_unless_present = "take_back")]
    file: Option<PathBuf>,
    /// What the file is
    #[arg(long = "as", value_name = "KIND")]
    kind: ImportKind,
    /// A knowledge file, or a folder of them
    #[arg(long, value_name = "FILE-OR-FOLDER", default_value = DEFAULT_KNOWLEDGE)]
    knowledge: PathBuf,
    #[command(flatten)]
    take: TakeArgs,
    /// Remove all phrasings that came this way instead
    #[arg(long, conflicts_with_all = ["file", "trust", "strike"])]
    take_back: bool,
}

/// What a file is that is imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ImportKind {
    /// An assistant's reply to a request of `footnote expand`
    Phrasings,
}

pub(super) fn run(options: &ImportArgs) -> io::Result<Ending> {
    let ImportKind::Phrasings = options.kind;
    if options.take_back {
        return take_back(&options.knowledge, &options.take);
    }
    let Some(file) = &options.file else {
        return Err(wrong_usage("name the file with the reply"));
    };
    let reply = files::read_source_text(file).map_err(|error| {
        let message = format!("cannot read `{}`: {error}", file.display());
        io::Error::new(error.kind(), message)
    })?;
    take(&options.knowledge, &reply, &options.take)
}
