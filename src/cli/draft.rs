//! `footnote draft`: makes a table of an article, or adds to one what its article says by now.

mod notes;
mod plan;

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::draft::notes::{counted, notes};
use crate::cli::draft::plan::{Planned, plan};
use crate::cli::terminal::Terminal;
use crate::cli::{Ending, print_report, rewrite, wrong_usage};
use crate::draft::{Article, DraftOptions, Drafted, OwnText, Trust, draft, draft_into};
use crate::knowledge;

/// Draft a table from an article, for a curator to go through
#[derive(Debug, Args)]
pub(super) struct DraftArgs {
    /// Articles in Markdown, HTML or plain text
    #[arg(value_name = "ARTICLE", required = true)]
    articles: Vec<PathBuf>,
    /// Write to this table, or for each article to one in this folder, in place of printing; what is
    /// there already stays as it is
    #[arg(long, value_name = "FILE-OR-FOLDER")]
    into: Option<PathBuf>,
    /// Answer from what is drafted at once, without a curator's look; implies --own-text
    #[arg(long)]
    trust: bool,
    /// The article is yours, so that answers may repeat its words
    #[arg(long)]
    own_text: bool,
    /// Replace the Markdown that an article in HTML became before
    #[arg(long)]
    replace_text: bool,
}

/// A drafted table that can be written.
struct Ready {
    planned: Planned,
    drafted: Drafted,
    /// What the table was; none if it is new.
    old: Option<Vec<u8>>,
}

pub(super) fn run(options: &DraftArgs) -> io::Result<Ending> {
    let is_folder = options.into.as_ref().is_some_and(|into| into.is_dir());
    if options.articles.len() > 1 && !is_folder {
        let message =
            "several articles become several tables; name a folder for them with `--into`";
        return Err(wrong_usage(message));
    }
    // All are drafted before any is written.
    let mut ready = Vec::new();
    for article in &options.articles {
        let planned = plan(article, options)?;
        match prepare(planned, options)? {
            Some(one) => ready.push(one),
            None => return Ok(Ending::Failure),
        }
    }
    for one in &ready {
        match &one.planned.table {
            Some(table) => write(one, table)?,
            None => print(one)?,
        }
    }
    Ok(Ending::Success)
}

/// Drafts a table; none, and a printed report, if the table that is there has errors.
fn prepare(planned: Planned, options: &DraftArgs) -> io::Result<Option<Ready>> {
    let options = DraftOptions {
        trust: if options.trust {
            Trust::Trusted
        } else {
            Trust::Drafts
        },
        own_text: if options.trust || options.own_text {
            OwnText::Yes
        } else {
            OwnText::No
        },
    };
    let article = Article {
        name: &planned.name,
        markdown: &planned.markdown,
    };
    let old = match &planned.table {
        Some(table) => rewrite::existing(table)?,
        None => None,
    };
    let result = match (&old, &planned.table) {
        (Some(bytes), Some(table)) => {
            let parsed = knowledge::parse(&[(table.display().to_string(), bytes.clone())]);
            let named = parsed.text_names().pop().flatten();
            let (_, report) = knowledge::load(parsed, &[None]);
            if report.is_unparsable() {
                print_report(&report)?;
                return Ok(None);
            }
            expect_named(table, named.as_deref(), &planned.name)?;
            draft_into(&String::from_utf8_lossy(bytes), article, options)
        }
        _ => draft(article, options),
    };
    let drafted = result.map_err(|error| {
        let article = planned.article.display();
        io::Error::other(format!("cannot draft from `{article}`: {error}"))
    })?;
    Ok(Some(Ready {
        planned,
        drafted,
        old,
    }))
}

/// A table is of one article.
fn expect_named(table: &Path, named: Option<&str>, name: &str) -> io::Result<()> {
    let table = table.display();
    match named {
        Some(named) if named == name => Ok(()),
        Some(named) => Err(wrong_usage(format!(
            "`{table}` is drawn from `{named}`, not from `{name}`; name another table after `--into`"
        ))),
        None => Err(wrong_usage(format!(
            "`{table}` does not name its text; add `text = \"{name}\"` under [source]"
        ))),
    }
}

fn write(ready: &Ready, table: &Path) -> io::Result<()> {
    let Ready {
        planned,
        drafted,
        old,
    } = ready;
    let shown = table.display();
    rewrite::expect_unchanged(table, old.as_deref())?;
    let mut out = Terminal::stdout();
    if let Some(path) = &planned.text_path {
        rewrite::write(path, planned.markdown.as_bytes())?;
        out.line(format_args!(
            "wrote the article's text to `{}`",
            path.display()
        ))?;
    }
    if old.as_deref() == Some(drafted.file.as_bytes()) {
        out.line(format_args!("nothing new for `{shown}`"))?;
    } else {
        rewrite::write(table, drafted.file.as_bytes())?;
        out.line(format_args!("drafted {} into `{shown}`", counted(drafted)))?;
    }
    notes(drafted, &mut out)?;
    out.flush()
}

/// Prints the table, and what else is to be said to standard error.
fn print(ready: &Ready) -> io::Result<()> {
    let mut out = Terminal::stdout();
    out.data(&ready.drafted.file)?;
    out.flush()?;
    let mut err = Terminal::stderr();
    err.line(format_args!("drafted {}", counted(&ready.drafted)))?;
    if ready.planned.is_html {
        let name = &ready.planned.name;
        err.line(format_args!(
            "the table names its text `{name}`, which `--into` writes beside it"
        ))?;
    }
    notes(&ready.drafted, &mut err)
}
