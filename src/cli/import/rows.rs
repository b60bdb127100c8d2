//! Takes the rows of a sheet, an FAQ page or JSON into a table.

mod show;
mod target;

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::file_error::cannot_read;
use crate::cli::import::Writing;
use crate::cli::import::rows::show::show;
use crate::cli::import::rows::target::ImportTarget;
use crate::cli::terminal::Terminal;
use crate::cli::{DRY_RUN, Ending, print_report, rewrite, wrong_usage};
use crate::exchange::columns::Column;
use crate::exchange::foreign::text_of;
use crate::exchange::json::{self, Read};
use crate::exchange::quoting::Quoting;
use crate::exchange::rows::items;
use crate::exchange::take::{Taken, take};
use crate::exchange::{Delimiter, ForeignFault, Item, Refused, Sheet, faq, read_delimited};
use crate::files;
use crate::knowledge::SourceText;
use crate::knowledge::plain::PlainTable;

/// What a file of rows is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowsKind {
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// Markdown.
    Faq,
    /// JSON.
    Json,
}

/// What becomes of the rows.
#[derive(Debug, Args)]
pub(super) struct RowsArgs {
    /// Knowledge file to take them into; it is made if it does not exist
    #[arg(long, value_name = "FILE")]
    into: Option<PathBuf>,
    /// The source's text, in which quotes are found, instead of the one that the table names
    #[arg(long, value_name = "PATH")]
    text: Option<PathBuf>,
    /// The title of the source, for a new table
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// What a column holds, as in `answer=Antwort`; the others are guessed
    #[arg(long = "column", value_name = "NAME=HEADER", value_parser = column)]
    columns: Vec<(Column, String)>,
}

impl RowsArgs {
    /// The first option that is given.
    pub(super) fn given(&self) -> Option<&'static str> {
        let given = [
            (self.into.is_some(), "--into"),
            (self.text.is_some(), "--text"),
            (self.title.is_some(), "--title"),
            (!self.columns.is_empty(), "--column"),
        ];
        let first = given.into_iter().find(|(is_given, _)| *is_given);
        first.map(|(_, option)| option)
    }
}

/// Takes the rows of a file into a table.
pub(super) fn take_rows(
    path: &Path,
    kind: RowsKind,
    options: &RowsArgs,
    writing: Writing,
) -> io::Result<Ending> {
    if writing == Writing::Asked && options.into.is_none() {
        return Err(wrong_usage("name the table to write with `--into FILE`"));
    }
    if let Some(into) = &options.into {
        rewrite::expect_table(into)?;
    }
    let bytes = files::read_whole(path).map_err(|error| cannot_read(path, &error))?;
    let unreadable = |fault: ForeignFault| {
        io::Error::other(format!("cannot read `{}`: {fault}", path.display()))
    };
    let foreign = text_of(&bytes).map_err(unreadable)?;
    let columns = &options.columns;
    let read = match kind {
        RowsKind::Csv => Read::Rows(read_delimited(&foreign, None, columns).map_err(unreadable)?),
        RowsKind::Tsv => {
            let tabs = Some(Delimiter::Tab);
            Read::Rows(read_delimited(&foreign, tabs, columns).map_err(unreadable)?)
        }
        RowsKind::Faq => Read::Rows(faq::read(&foreign).map_err(unreadable)?),
        RowsKind::Json => json::read(&foreign, columns).map_err(unreadable)?,
    };
    let source = match &read {
        Read::Tables(tables) if tables.len() == 1 => tables[0].source.clone(),
        _ => None,
    };
    let page = (kind == RowsKind::Faq).then_some((path, foreign.as_str()));
    let Some(target) = ImportTarget::open(options, source, page)? else {
        return Ok(Ending::Failure);
    };
    let incoming = Incoming::of(read, &target)?;
    let taken = take(&target.old, &incoming.rest, incoming.items, &|file| {
        target.load(file)
    });
    let taken = taken.map_err(io::Error::other)?;
    let outcome = (incoming.sheet, incoming.refused, taken);
    finish(&target, outcome, options, writing)
}

/// What a file holds, made ready for a table.
struct Incoming {
    items: Vec<Item>,
    /// What belongs to no item.
    rest: PlainTable,
    refused: Vec<Refused>,
    sheet: Vec<String>,
}

impl Incoming {
    fn of(read: Read, target: &ImportTarget) -> io::Result<Self> {
        let old = PlainTable::read(&target.old).map_err(io::Error::other)?;
        match read {
            Read::Rows(mut sheet) => {
                let notes = std::mem::take(&mut sheet.notes);
                let (items, refused) = of_rows(sheet, &old, target);
                let rest = PlainTable::default();
                Ok(Self {
                    items,
                    rest,
                    refused,
                    sheet: notes,
                })
            }
            Read::Tables(tables) => {
                let id = old.source.as_ref().map(|source| source.id.as_str());
                let of_source =
                    |table: &PlainTable| table.source.as_ref().map(|own| own.id.clone());
                let ids: Vec<String> = tables.iter().filter_map(of_source).collect();
                let is_own = |table: &PlainTable| {
                    of_source(table).is_none_or(|own| Some(own.as_str()) == id)
                };
                let (own, others): (Vec<PlainTable>, Vec<PlainTable>) =
                    tables.into_iter().partition(is_own);
                let Some(table) = own.into_iter().next() else {
                    let id = id.unwrap_or_default();
                    return Err(wrong_usage(format!(
                        "the file is of `{}`, and the table of `{id}`; name the table of that source \
                         with `--into`",
                        ids.join("`, `")
                    )));
                };
                let notes = others.iter().filter_map(of_source);
                let notes =
                    notes.map(|id| format!("left out: the table of `{id}`, which is another file"));
                let (items, rest) = json::items(table, &old);
                Ok(Self {
                    items,
                    rest,
                    refused: Vec::new(),
                    sheet: notes.collect(),
                })
            }
        }
    }
}

fn of_rows(sheet: Sheet, old: &PlainTable, target: &ImportTarget) -> (Vec<Item>, Vec<Refused>) {
    let text = target.text.as_deref().map(SourceText::new);
    items(sheet, old, &mut Quoting::of(text.as_ref()))
}

/// Shows what came of it, and writes the table if that is wanted and it is valid.
fn finish(
    target: &ImportTarget,
    (notes, mut refused, taken): (Vec<String>, Vec<Refused>, Taken),
    options: &RowsArgs,
    writing: Writing,
) -> io::Result<Ending> {
    refused.extend(taken.refused);
    refused.sort_by(|one, other| place_of(&one.place).cmp(&place_of(&other.place)));
    let Some(knowledge) = taken.knowledge else {
        show::refusals(&notes, taken.items.len(), &refused)?;
        print_report(&taken.report)?;
        return Err(io::Error::other(
            "the table would not be valid; nothing was written",
        ));
    };
    let file = target.pinned(taken.file)?;
    show::refusals(&notes, taken.items.len(), &refused)?;
    show(target, &knowledge, &file)?;
    let mut out = Terminal::stdout();
    let is_new = target.knowledge.is_none();
    let has_changed = file != target.old && !(is_new && taken.items.is_empty());
    match &options.into {
        Some(path) if writing == Writing::Asked && has_changed => {
            target.write(path, &file)?;
            out.line(format_args!("written to `{}`", path.display()))?;
        }
        Some(_) if writing == Writing::Asked => out.line("there is nothing to write")?,
        Some(_) => out.line(DRY_RUN)?,
        None => {
            let how = "Dry run: nothing written. Add `--into FILE --write` to save.";
            out.line(how)?;
        }
    }
    out.flush()?;
    Ok(if refused.is_empty() {
        Ending::Success
    } else {
        Ending::Failure
    })
}

/// By what the places of a file are in order: *line 12* comes after *line 3*. Headings keep theirs.
fn place_of(place: &str) -> Option<(&str, usize)> {
    let (kind, number) = place.rsplit_once(' ')?;
    Some((kind, number.parse().ok()?))
}

fn column(named: &str) -> Result<(Column, String), String> {
    let (name, header) = named
        .split_once('=')
        .ok_or("write NAME=HEADER, as in `answer=Antwort`")?;
    let column = Column::named(name).ok_or_else(|| {
        let names: Vec<&str> = Column::all().map(Column::name).collect();
        format!("`{name}` is none of {}", names.join(", "))
    })?;
    Ok((column, header.to_owned()))
}
