//! `footnote new`: a first table, with a note on each part. It writes new files only.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::file_error::{cannot_read, cannot_write};
use crate::cli::schema::SchemaOf;
use crate::cli::terminal::Terminal;
use crate::cli::{Ending, print_report, wrong_usage};
use crate::files;
use crate::knowledge;
use crate::knowledge::starter::{starter, title_of};

/// The schema that the table's first line names.
const SCHEMA: &str = "knowledge.schema.json";

/// Write a first table, with a note on each part, and its schema for your editor
#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// Name of the table: `skerry` becomes the file `skerry.toml`
    name: PathBuf,
    /// Title of the article; without it, the text's first heading
    #[arg(long)]
    title: Option<String>,
    /// The article's text (Markdown), which is in the folder of the table
    #[arg(long, value_name = "ARTICLE")]
    text: Option<PathBuf>,
}

pub(super) fn run(options: &NewArgs) -> io::Result<Ending> {
    let path = table_path(&options.name);
    let name = name_of(path.file_stem())?;
    let text = options.text.as_deref();
    let text = text.map(|text| read_beside(&path, text)).transpose()?;
    let (text_name, text) = text.unzip();
    let heading = text.as_deref().and_then(title_of);
    let title = options.title.as_ref().or(heading.as_ref()).unwrap_or(&name);
    let table = starter(&name, title, text_name.as_deref());
    let files = [(path.display().to_string(), table.clone().into_bytes())];
    let (_, report) = knowledge::load(knowledge::parse(&files), &[text]);
    if report.has_errors() {
        print_report(&report)?;
        return Ok(Ending::Failure);
    }
    create(&path, &table)?;
    let schema = path.with_file_name(SCHEMA);
    match create(&schema, &SchemaOf::Knowledge.text()?) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        created => created?,
    }
    let mut out = Terminal::stdout();
    let name = path.display();
    out.line(format_args!(
        "wrote `{name}`; open it in an editor and follow its notes"
    ))?;
    let typed = name.to_string();
    let typed = if typed.contains(char::is_whitespace) {
        format!("\"{typed}\"")
    } else {
        typed
    };
    out.line(format_args!("then run `footnote check {typed}`"))?;
    Ok(Ending::Success)
}

fn table_path(name: &Path) -> PathBuf {
    let has_ending = name.extension().is_some_and(|ending| ending == "toml");
    if has_ending {
        name.to_owned()
    } else {
        name.with_added_extension("toml")
    }
}

/// The name and the content of a text, which is in the folder of the table.
fn read_beside(table: &Path, text: &Path) -> io::Result<(String, String)> {
    let name = name_of(text.file_name())?;
    let read = files::read_source_text(text).map_err(|error| cannot_read(text, &error))?;
    let beside = table.with_file_name(&name);
    let found = fs::canonicalize(text).map_err(|error| cannot_read(text, &error))?;
    let is_beside = found == fs::canonicalize(&beside).unwrap_or_default();
    if !is_beside {
        let message = format!(
            "`{}` is not in the folder of the table; put it there, or name the table in its folder",
            text.display()
        );
        return Err(wrong_usage(message));
    }
    Ok((name, read))
}

fn name_of(path: Option<&OsStr>) -> io::Result<String> {
    let name = path.and_then(OsStr::to_str);
    let name = name.map(str::to_owned);
    name.ok_or_else(|| wrong_usage("a table and its text have names of letters, as in `skerry`"))
}

fn create(path: &Path, content: &str) -> io::Result<()> {
    files::create(path, content.as_bytes()).map_err(|error| cannot_write(path, &error))
}
