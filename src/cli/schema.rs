//! `footnote schema`: the JSON Schemas of the files that people write, for their editors.

use std::io;

use clap::{Args, ValueEnum};

use crate::cli::Ending;
use crate::cli::terminal::Terminal;
use crate::{config, knowledge};

/// Print the JSON Schema of a kind of file, for editors that complete and check TOML
#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// Kind of file
    #[arg(value_name = "FILE")]
    of: SchemaOf,
}

/// A kind of file that has a schema.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum SchemaOf {
    /// A table of questions and answers
    Knowledge,
    /// The settings of the bot
    Config,
}

impl SchemaOf {
    /// The schema as text.
    pub fn text(self) -> io::Result<String> {
        let schema = match self {
            Self::Knowledge => knowledge::schema(),
            Self::Config => config::schema(),
        };
        Ok(serde_json::to_string_pretty(&schema)? + "\n")
    }
}

pub(super) fn run(options: &SchemaArgs) -> io::Result<Ending> {
    Terminal::stdout().data(&options.of.text()?)?;
    Ok(Ending::Success)
}
