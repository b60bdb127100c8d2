//! A table → the rows of a sheet: one for each fact of a question, and one more for each further citation.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io;

use crate::exchange::columns::Column;
use crate::exchange::facts::{RowFact, facts_of, known_facts};
use crate::exchange::lists::join;
use crate::exchange::spreadsheet::{self, Cell};
use crate::exchange::{Sheet, SheetRow};
use crate::knowledge::plain::{PlainCitation, PlainTable};

type RowCells = BTreeMap<Column, String>;

/// What precedes a place: a spreadsheet would take `2.1` for a number or a date.
pub(super) const PLACE_SIGN: char = '§';
/// What stands before a hash in a sheet, so that a spreadsheet does not take it for a number.
pub(super) const HASH_SIGN: char = '#';

/// The rows of tables. With several, each row names its source.
#[must_use]
pub fn sheet(tables: &[PlainTable]) -> Sheet {
    let is_one = tables.len() < 2;
    let columns = Column::all().filter(|column| !(is_one && *column == Column::Source));
    let mut sheet = Sheet {
        columns: columns.collect(),
        ..Sheet::default()
    };
    for table in tables {
        let source = table.source.as_ref().map(|source| source.id.clone());
        let source = source.filter(|_| !is_one);
        for mut cells in rows(table) {
            put(&mut cells, Column::Source, source.as_ref());
            let place = String::new();
            sheet.rows.push(SheetRow { place, cells });
        }
    }
    sheet
}

/// The rows of tables as comma-separated values for a spreadsheet.
///
/// # Errors
///
/// There is none that writing to memory would have.
pub fn csv(tables: &[PlainTable]) -> io::Result<String> {
    let sheet = sheet(tables);
    let names: Vec<&str> = sheet.columns.iter().map(|column| column.name()).collect();
    let rows = sheet.rows.iter().map(|row| {
        let cell = |column| Cell::optional(row.cells.get(column).map(String::as_str));
        sheet.columns.iter().map(cell)
    });
    spreadsheet::csv(&names, rows)
}

fn rows(table: &PlainTable) -> Vec<RowCells> {
    let mut expanded: HashMap<&str, Vec<&String>> = HashMap::new();
    for own in &table.expanded {
        expanded.entry(&own.entry).or_default().extend(&own.ask);
    }
    let assistants = |id: &str| expanded.get(id).map(|ask| join(ask)).unwrap_or_default();
    let known = known_facts(table);
    let mut used: HashSet<&str> = HashSet::new();
    let mut rows = Vec::new();
    for question in &table.questions {
        used.extend(question.facts.iter().map(String::as_str));
        let mut first = asking(("question", &question.id), &question.ask, question.draft);
        put(
            &mut first,
            Column::Expanded,
            Some(&assistants(&question.id)),
        );
        put(&mut first, Column::Topic, question.topic.as_ref());
        put(&mut first, Column::Related, Some(&join(&question.related)));
        let facts = facts_of(question, &known);
        let own = facts.iter().flat_map(fact_rows);
        rows.extend(entry_rows(&first, own.collect()));
    }
    for gap in &table.gaps {
        let mut first = asking(("gap", &gap.id), &gap.ask, gap.draft);
        put(&mut first, Column::Expanded, Some(&assistants(&gap.id)));
        put(&mut first, Column::Related, Some(&join(&gap.near)));
        put(&mut first, Column::Answer, Some(&gap.text));
        rows.extend(entry_rows(&first, citation_rows(&gap.cite)));
    }
    for fact in table
        .facts
        .iter()
        .filter(|fact| !used.contains(fact.id.as_str()))
    {
        let first = RowCells::from([(Column::Kind, "fact".to_owned())]);
        rows.extend(entry_rows(&first, fact_rows(&RowFact::of(fact))));
    }
    rows
}

/// What questions and gaps have alike.
fn asking((kind, id): (&str, &String), ask: &[String], is_draft: bool) -> RowCells {
    let mut cells = RowCells::from([(Column::Kind, kind.to_owned())]);
    put(&mut cells, Column::Id, Some(id));
    put(&mut cells, Column::Question, ask.first());
    put(
        &mut cells,
        Column::Phrasings,
        Some(&join(ask.get(1..).unwrap_or_default())),
    );
    if is_draft {
        cells.insert(Column::Draft, "yes".to_owned());
    }
    cells
}

/// The rows of an entry: the first has all, the others its id and kind.
fn entry_rows(first: &RowCells, rows: Vec<RowCells>) -> Vec<RowCells> {
    if rows.is_empty() {
        return vec![first.clone()];
    }
    let row = |(index, mut own): (usize, RowCells)| {
        for (column, cell) in first {
            if index == 0 || matches!(column, Column::Id | Column::Kind) {
                own.insert(*column, cell.clone());
            }
        }
        own
    };
    rows.into_iter().enumerate().map(row).collect()
}

fn fact_rows(fact: &RowFact) -> Vec<RowCells> {
    let mut rows = citation_rows(&fact.cite);
    if rows.is_empty() {
        rows.push(RowCells::new());
    }
    for row in &mut rows {
        put(row, Column::Fact, fact.id.as_ref());
    }
    let first = &mut rows[0];
    put(first, Column::Answer, Some(&fact.text));
    put(first, Column::ValidUntil, fact.valid_until.as_ref());
    put(first, Column::ReviewBy, fact.review_by.as_ref());
    put(
        first,
        Column::Image,
        fact.image.as_ref().map(|own| &own.url),
    );
    put(
        first,
        Column::ImageAlt,
        fact.image.as_ref().map(|own| &own.alt),
    );
    rows
}

fn citation_rows(citations: &[PlainCitation]) -> Vec<RowCells> {
    let row = |citation: &PlainCitation| {
        let mut cells = RowCells::new();
        put(&mut cells, Column::Quote, Some(&citation.quote));
        let at = citation.at.as_ref().map(|at| format!("{PLACE_SIGN}{at}"));
        put(&mut cells, Column::At, at.as_ref());
        let hash = citation
            .hash
            .as_ref()
            .map(|hash| format!("{HASH_SIGN}{hash}"));
        put(&mut cells, Column::Hash, hash.as_ref());
        cells
    };
    citations.iter().map(row).collect()
}

fn put(cells: &mut RowCells, column: Column, cell: Option<&String>) {
    if let Some(cell) = cell.filter(|cell| !cell.is_empty()) {
        cells.insert(column, cell.clone());
    }
}
