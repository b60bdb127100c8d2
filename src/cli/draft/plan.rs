//! Reads an article, and finds out where its table goes. It writes nothing.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::cli::draft::DraftArgs;
use crate::cli::file_error::cannot_write;
use crate::cli::wrong_usage;
use crate::draft::html;
use crate::files::{self, why};
use crate::knowledge::TEXT_ENDINGS;

/// The endings of articles in HTML.
const HTML_ENDINGS: [&str; 3] = ["html", "htm", "xhtml"];

/// An article that has been read, and the table that it goes to.
pub(super) struct Planned {
    pub article: PathBuf,
    /// The plain name of its text, and the text.
    pub name: String,
    pub markdown: String,
    pub is_html: bool,
    /// Where the text is to be written, if it was made of HTML.
    pub text_path: Option<PathBuf>,
    pub table: Option<PathBuf>,
}

pub(super) fn plan(article: &Path, options: &DraftArgs) -> io::Result<Planned> {
    let shown = article.display();
    let ending = article
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let file_name = article
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let stem = article
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let is_html = HTML_ENDINGS.contains(&&*ending);
    let is_text = TEXT_ENDINGS.contains(&&*ending);
    if !is_html && !is_text {
        return Err(wrong_usage(format!(
            "`{shown}` is not named as an article; save it as Markdown (`.md`), HTML (`.html`) or plain \
             text (`.txt`)"
        )));
    }
    let table = options
        .into
        .as_deref()
        .map(|into| table_in(into, &stem))
        .transpose()?;
    let text = read_article(article)?;
    let planned = Planned {
        article: article.to_owned(),
        name: file_name,
        markdown: text,
        is_html,
        text_path: None,
        table,
    };
    if is_html {
        return planned.of_page(&format!("{stem}.md"), options);
    }
    if let Some(table) = &planned.table {
        expect_beside(article, table)?;
    }
    Ok(planned)
}

impl Planned {
    /// The same with the Markdown of an HTML page, which gets a file of this name beside the table.
    fn of_page(self, name: &str, options: &DraftArgs) -> io::Result<Self> {
        let markdown = html::markdown(&self.markdown).map_err(|error| {
            let shown = self.article.display();
            io::Error::other(format!("cannot draft from `{shown}`: {error}"))
        })?;
        let text_path = self.table.as_ref().map(|table| table.with_file_name(name));
        if let Some(path) = text_path.as_ref().filter(|_| !options.replace_text) {
            expect_same_or_free(path, &markdown)?;
        }
        Ok(Self {
            name: name.to_owned(),
            markdown,
            text_path,
            ..self
        })
    }
}

/// The table that `--into` names for an article.
fn table_in(into: &Path, stem: &str) -> io::Result<PathBuf> {
    let is_table = into
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    if into.is_dir() {
        Ok(into.join(format!("{stem}.toml")))
    } else if is_table {
        Ok(into.to_owned())
    } else {
        let into = into.display();
        Err(wrong_usage(format!(
            "`{into}` is neither a folder nor a `.toml` file; name one of them after `--into`"
        )))
    }
}

fn read_article(path: &Path) -> io::Result<String> {
    files::read_source_text(path).map_err(|error| {
        let repair = match error.kind() {
            io::ErrorKind::FileTooLarge => "split the article, and draft a table of each part",
            io::ErrorKind::NotFound => "check the path",
            _ => "save the article as UTF-8 text",
        };
        let message = format!(
            "cannot read `{}`: {}; {repair}",
            path.display(),
            why(&error)
        );
        io::Error::new(error.kind(), message)
    })
}

/// A table reads its text from its own folder.
fn expect_beside(article: &Path, table: &Path) -> io::Result<()> {
    let folder = |path: &Path| {
        let parent = path
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty());
        fs::canonicalize(parent.unwrap_or(Path::new(".")))
    };
    let beside = folder(table).map_err(|error| cannot_write(table, &error))?;
    if folder(article)? == beside {
        return Ok(());
    }
    Err(wrong_usage(format!(
        "`{}` is not in the folder of `{}`, from which the table reads its text; copy the article there first",
        article.display(),
        table.display()
    )))
}

/// A text is not written over another.
fn expect_same_or_free(path: &Path, markdown: &str) -> io::Result<()> {
    match files::read_source_text(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Ok(old) if old == markdown => Ok(()),
        _ => Err(wrong_usage(format!(
            "`{}` is there already, and is not what the article became; pass `--replace-text` to replace it",
            path.display()
        ))),
    }
}
