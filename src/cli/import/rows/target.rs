//! The table that rows are taken into, with what belongs to it.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use crate::cli::file_error::cannot_read;
use crate::cli::import::rows::RowsArgs;
use crate::cli::{print_report, rewrite, wrong_usage};
use crate::diagnostic::{Code, Report};
use crate::files::{self, KnowledgeFiles};
use crate::knowledge::merge::merge;
use crate::knowledge::plain::{PlainSource, PlainTable};
use crate::knowledge::source_text::decode;
use crate::knowledge::{self, Knowledge, TEXT_ENDINGS, id_of, pin};

/// The table, and what it is loaded with.
pub(super) struct ImportTarget {
    /// The file as it is, or a new one.
    pub old: String,
    /// What the file says; none for a new one.
    pub knowledge: Option<Knowledge>,
    /// The text of its source.
    pub text: Option<String>,
    /// What it is called in reports.
    name: String,
    /// What is on disk; none for a new one.
    bytes: Option<Vec<u8>>,
    /// The other tables of its folder with their texts, if it refers to them.
    others: Vec<OtherTable>,
}

/// The name of a table, its bytes, and the text of its source.
type OtherTable = (String, Vec<u8>, Option<String>);

impl ImportTarget {
    /// Opens the table, or makes a new one. `source` is what the rows say of their source; `page` is the
    /// FAQ, which is the source where there is no other. None, and a printed report, if the table has
    /// errors.
    pub fn open(
        options: &RowsArgs,
        source: Option<PlainSource>,
        page: Option<(&Path, &str)>,
    ) -> io::Result<Option<Self>> {
        let given = options.text.as_deref();
        let given = given.map(|path| Ok::<_, io::Error>((path, read_text(path)?)));
        let given = given.transpose()?;
        match options.into.as_deref() {
            Some(path) if path.is_dir() => Err(wrong_usage(format!(
                "`{}` is a folder; name a file in it",
                path.display()
            ))),
            Some(path) if path.exists() => Self::known(path, given.map(|(_, text)| text)),
            into => Self::new(into, options, source, given, page).map(Some),
        }
    }

    fn known(path: &Path, given: Option<String>) -> io::Result<Option<Self>> {
        let bytes = files::read_whole(path).map_err(|error| cannot_read(path, &error))?;
        let mut target = Self {
            old: String::from_utf8_lossy(&bytes).into_owned(),
            knowledge: None,
            text: given,
            name: path.display().to_string(),
            bytes: Some(bytes.clone()),
            others: Vec::new(),
        };
        if target.text.is_none() {
            let parsed = knowledge::parse(&[(target.name.clone(), bytes)]);
            let named = parsed.text_names().pop().flatten();
            target.text = text_beside(path, named.as_deref())?;
        }
        let (mut knowledge, mut report) = target.load(&target.old);
        if report
            .diagnostics
            .iter()
            .any(|fault| fault.code == Code::UnknownSource)
        {
            target.others = others(path)?;
            (knowledge, report) = target.load(&target.old);
        }
        if knowledge.is_none() {
            print_report(&report)?;
            return Ok(None);
        }
        target.knowledge = knowledge;
        Ok(Some(target))
    }

    fn new(
        into: Option<&Path>,
        options: &RowsArgs,
        source: Option<PlainSource>,
        given: Option<(&Path, String)>,
        page: Option<(&Path, &str)>,
    ) -> io::Result<Self> {
        let is_page = given.is_none() && page.is_some();
        let given = given.or(page.map(|(path, text)| (path, text.to_owned())));
        let mut text = given.as_ref().map(|(_, text)| text.clone());
        let stem = into
            .and_then(Path::file_stem)
            .unwrap_or_default()
            .to_string_lossy();
        let stem = if stem.is_empty() {
            "table".into()
        } else {
            stem
        };
        let mut source = source.unwrap_or_else(|| PlainSource {
            id: id_of(&stem),
            title: text
                .as_deref()
                .and_then(title_of)
                .unwrap_or_else(|| stem.into_owned()),
            own_text: is_page,
            ..PlainSource::default()
        });
        if let Some(title) = &options.title {
            source.title.clone_from(title);
        }
        match &given {
            Some((path, _)) => source.text = name_beside(path, into).or(source.text),
            None => {
                if let Some(into) = into {
                    text = text_beside(into, source.text.as_deref())?;
                }
            }
        }
        let table = PlainTable {
            source: Some(source),
            ..PlainTable::default()
        };
        let path = into.unwrap_or("the new table".as_ref());
        Ok(Self {
            old: merge("", &table).map_err(io::Error::other)?,
            knowledge: None,
            text,
            name: path.display().to_string(),
            bytes: None,
            others: Vec::new(),
        })
    }

    /// Loads the table with this content; its file is the first of the report.
    pub fn load(&self, file: &str) -> (Option<Knowledge>, Report) {
        let own = (self.name.clone(), file.as_bytes().to_vec());
        let others = self.others.iter();
        let others = others.map(|(name, bytes, _)| (name.clone(), bytes.clone()));
        let inputs: Vec<(String, Vec<u8>)> = std::iter::once(own).chain(others).collect();
        let texts = self.others.iter().map(|(.., text)| text.clone());
        let texts: Vec<Option<String>> = std::iter::once(self.text.clone()).chain(texts).collect();
        knowledge::load(knowledge::parse(&inputs), &texts)
    }

    /// A new table with its sections, its places and the hash of its text, if it is valid with them; one
    /// that was there as it is.
    pub fn pinned(&self, file: String) -> io::Result<String> {
        match &self.text {
            Some(text) if self.bytes.is_none() => {
                let pinned = pin::pin(&file, Some(text), &BTreeSet::new())
                    .map_err(io::Error::other)?
                    .file;
                let is_valid = self.load(&pinned).0.is_some();
                Ok(if is_valid { pinned } else { file })
            }
            _ => Ok(file),
        }
    }

    /// Writes the table, unless somebody has changed it in the meantime.
    pub fn write(&self, path: &Path, file: &str) -> io::Result<()> {
        rewrite::expect_unchanged(path, self.bytes.as_deref())?;
        rewrite::write(path, file.as_bytes())
    }
}

/// The other tables of a folder.
fn others(path: &Path) -> io::Result<Vec<OtherTable>> {
    let own = fs::canonicalize(path)?;
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut others = Vec::new();
    for other in files::knowledge_files(folder)? {
        if fs::canonicalize(&other)? == own {
            continue;
        }
        let bytes = files::read_whole(&other).map_err(|error| cannot_read(&other, &error))?;
        let name = other.display().to_string();
        let named = knowledge::parse(&[(name.clone(), bytes.clone())]).text_names();
        let text = text_beside(&other, named.into_iter().next().flatten().as_deref())?;
        others.push((name, bytes, text));
    }
    Ok(others)
}

fn read_text(path: &Path) -> io::Result<String> {
    files::read_source_text(path).map_err(|error| cannot_read(path, &error))
}

/// The text that a table names, if it is there.
fn text_beside(table: &Path, name: Option<&str>) -> io::Result<Option<String>> {
    let Some(name) = name else {
        return Ok(None);
    };
    let bytes = KnowledgeFiles::from(table).text(name);
    let text = bytes.and_then(|bytes| {
        let text = bytes.map(|bytes| decode(&bytes)).transpose();
        text.map_err(io::Error::other)
    });
    text.map_err(|error| cannot_read(&table.with_file_name(name), &error))
}

/// The name of a text, if it lies in the folder of the table and can be one.
fn name_beside(text: &Path, table: Option<&Path>) -> Option<String> {
    let folder = |path: &Path| {
        let parent = path.parent()?;
        let parent = if parent.as_os_str().is_empty() {
            Path::new(".")
        } else {
            parent
        };
        fs::canonicalize(parent).ok()
    };
    let is_beside =
        table.is_none_or(|table| folder(table).is_some_and(|own| folder(text) == Some(own)));
    let ending = text.extension()?.to_str()?.to_ascii_lowercase();
    let is_text = TEXT_ENDINGS.contains(&ending.as_str());
    (is_beside && is_text).then(|| text.file_name()?.to_str().map(str::to_owned))?
}

/// The heading of the first level that begins a text.
fn title_of(text: &str) -> Option<String> {
    let title = text
        .lines()
        .find_map(|line| line.strip_prefix("# "))?
        .trim();
    (!title.is_empty()).then(|| title.to_owned())
}
