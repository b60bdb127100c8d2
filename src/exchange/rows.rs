//! The rows of a sheet → items: which rows belong together, and what each entry is made of.

mod complete;
mod group;

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::exchange::columns::Column;
use crate::exchange::facts::{KnownFacts, RowFact, known_facts};
use crate::exchange::lists::one_line;
use crate::exchange::quoting::Quoting;
use crate::exchange::rows::group::group;
use crate::exchange::{Item, Refused, Sheet, SheetRow};
use crate::knowledge::TakenIds;
use crate::knowledge::plain::{PlainCitation, PlainGap, PlainQuestion, PlainTable};

/// What an entry of a sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RowKind {
    Question,
    Gap,
    /// A fact that no question of the sheet uses.
    Fact,
}

/// The rows of one entry.
#[derive(Debug)]
struct RowEntry {
    place: String,
    /// None if the sheet does not say.
    kind: Option<RowKind>,
    /// The cells of its first row.
    cells: BTreeMap<Column, String>,
    /// Those of a question, each as its rows give it.
    facts: Vec<RowFact>,
    /// Those of a gap.
    cite: Vec<PlainCitation>,
    /// Why it cannot be taken.
    fault: Option<Refused>,
}

/// What is wrong with an entry, and what to do about it.
struct RowFault {
    why: String,
    repair: String,
}

impl RowFault {
    fn new(why: impl Into<String>, repair: impl Into<String>) -> Self {
        let (why, repair) = (why.into(), repair.into());
        Self { why, repair }
    }
}

impl RowEntry {
    fn cell(&self, column: Column) -> Option<&String> {
        self.cells.get(&column)
    }

    /// The question, or the id of a fact.
    fn name(&self) -> String {
        let name = self.cell(Column::Question).or(self.cell(Column::Fact));
        name.or(self.cell(Column::Answer))
            .cloned()
            .unwrap_or_default()
    }

    fn refuse(&mut self, place: &str, fault: RowFault) {
        let name = self.name();
        self.fault.get_or_insert_with(|| Refused {
            place: place.to_owned(),
            name,
            why: fault.why,
            repair: fault.repair,
        });
    }
}

/// The table that rows go into, and what the sheet says.
struct RowTarget<'a, 't> {
    columns: HashSet<Column>,
    questions: HashMap<&'a str, &'a PlainQuestion>,
    gaps: HashMap<&'a str, &'a PlainGap>,
    /// The ids of the entries, by their first phrasings.
    ids: HashMap<String, &'a str>,
    facts: KnownFacts<'a>,
    /// The ids that entries have, or will have.
    taken: TakenIds,
    quoting: &'a mut Quoting<'t>,
}

/// Makes items of rows, for a table that may have some of them already: what the sheet has no column for
/// stays as it is there. Every row is part of an item, or refused.
#[must_use]
pub fn items(sheet: Sheet, old: &PlainTable, quoting: &mut Quoting) -> (Vec<Item>, Vec<Refused>) {
    let mut refused = sheet.refused;
    let source = old.source.as_ref().map_or("", |source| source.id.as_str());
    let rows = sheet.rows.into_iter().map(with_lines);
    let entries = group(rows.collect(), source, &mut refused);
    let written = entries
        .iter()
        .filter_map(|own| own.cell(Column::Id).cloned());
    let known = old.entries();
    let mut target = RowTarget {
        columns: sheet.columns.into_iter().collect(),
        questions: old
            .questions
            .iter()
            .map(|own| (own.id.as_str(), own))
            .collect(),
        gaps: old.gaps.iter().map(|own| (own.id.as_str(), own)).collect(),
        ids: known
            .clone()
            .filter_map(|(id, ask)| Some((asked(ask.first()?), id)))
            .collect(),
        facts: known_facts(old),
        taken: known.map(|(id, _)| id.to_owned()).chain(written).collect(),
        quoting,
    };
    let mut items: Vec<Item> = Vec::new();
    for mut entry in entries {
        if entry.fault.is_none()
            && let Some(table) = target.complete(&mut entry)
        {
            let (place, name) = (entry.place.clone(), entry.name());
            items.push(Item { place, name, table });
        }
        refused.extend(entry.fault);
    }
    (items, refused)
}

/// The row with one line in every cell that holds one value.
fn with_lines(mut row: SheetRow) -> SheetRow {
    for (column, cell) in &mut row.cells {
        let is_list = [Column::Phrasings, Column::Expanded, Column::Related].contains(column);
        if !is_list {
            *cell = one_line(cell);
        }
    }
    row
}

/// What tells that two first phrasings are one.
fn asked(phrasing: &str) -> String {
    phrasing.trim().to_lowercase()
}
