//! Tables and other programs: spreadsheets, FAQ pages, JSON.
//!
//! ```text
//! sheet, FAQ, JSON → rows → items → the file with those that are valid      take
//! file → rows of a sheet, JSON; knowledge → a page                          give
//! ```
//!
//! Nothing is lost silently: what was read ends as taken, or as refused with its reason. Nothing here
//! touches the disk.

pub mod columns;
mod delimited;
mod facts;
pub mod faq;
pub mod foreign;
pub mod json;
mod lists;
pub mod page;
pub mod quoting;
pub mod rows;
pub mod sheet;
pub mod spreadsheet;
pub mod take;

use std::collections::BTreeMap;

use crate::exchange::columns::Column;
use crate::knowledge::plain::PlainTable;

pub use crate::exchange::delimited::{Delimiter, read as read_delimited};

/// Rows as another program has them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What it says something about, even where a cell is empty.
    pub columns: Vec<Column>,
    /// In its order.
    pub rows: Vec<SheetRow>,
    /// What cannot be taken at all.
    pub refused: Vec<Refused>,
    /// How it was read, for whoever wonders.
    pub notes: Vec<String>,
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetRow {
    /// Where it is in its file, as in `line 12`.
    pub place: String,
    /// The cells that are not empty.
    pub cells: BTreeMap<Column, String>,
}

/// A question, a gap or a fact that can be taken by itself, with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Where it is in its file.
    pub place: String,
    /// Its first phrasing, or its id.
    pub name: String,
    /// It, and its facts.
    pub table: PlainTable,
}

/// Something that is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Where it is in its file.
    pub place: String,
    /// What it says.
    pub name: String,
    /// Why not, as the end of a sentence.
    pub why: String,
    /// What to do about it; in the imperative.
    pub repair: String,
}

/// Why a file cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignFault {
    /// Where it is, if it is a place.
    pub place: Option<String>,
    /// What is wrong.
    pub why: String,
    /// What to do about it; in the imperative.
    pub repair: String,
}

impl ForeignFault {
    fn of_file(why: impl Into<String>, repair: impl Into<String>) -> Self {
        Self {
            place: None,
            why: why.into(),
            repair: repair.into(),
        }
    }

    fn at(place: impl Into<String>, why: impl Into<String>, repair: impl Into<String>) -> Self {
        Self {
            place: Some(place.into()),
            ..Self::of_file(why, repair)
        }
    }
}

impl std::fmt::Display for ForeignFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        write!(f, "{}; {}", self.why, self.repair)
    }
}
