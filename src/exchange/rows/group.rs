//! Which rows belong together: an entry has its first row, and one for each further fact and citation.

use std::collections::{BTreeMap, HashMap};

use crate::exchange::columns::Column;
use crate::exchange::facts::RowFact;
use crate::exchange::rows::{RowEntry, RowFault, RowKind, asked};
use crate::exchange::sheet::{HASH_SIGN, PLACE_SIGN};
use crate::exchange::{Refused, SheetRow};
use crate::knowledge::plain::{PlainCitation, PlainImage};

/// What belongs to an entry, whichever of its rows says it.
const OF_ENTRY: [Column; 5] = [
    Column::Phrasings,
    Column::Expanded,
    Column::Topic,
    Column::Related,
    Column::Draft,
];

/// Groups rows into entries. A row that is nobody's is refused, and so is one of another source.
pub(super) fn group(
    rows: Vec<SheetRow>,
    source: &str,
    refused: &mut Vec<Refused>,
) -> Vec<RowEntry> {
    let mut entries: Vec<RowEntry> = Vec::new();
    let mut known: HashMap<(Column, String), usize> = HashMap::new();
    for row in rows {
        let kind = match kind(&row).and_then(|kind| belongs(&row, source).map(|()| kind)) {
            Ok(kind) => kind,
            Err(fault) => {
                refused.push(of_row(&row, fault));
                continue;
            }
        };
        let keys = keys(&row, kind);
        let first = keys.first().and_then(|key| known.get(key)).copied();
        let says_other = first.is_some_and(|first| says_other(&entries[first], &row, kind));
        if let Some(first) = first.filter(|_| !says_other) {
            add(&mut entries[first], &row);
            continue;
        }
        if kind != Some(RowKind::Fact) && !row.cells.contains_key(&Column::Question) {
            let why = "it has no question, and no row before it has its `id`";
            refused.push(of_row(&row, RowFault::new(why, "fill in the question")));
            continue;
        }
        let mut entry = RowEntry {
            place: row.place.clone(),
            kind,
            cells: row.cells.clone(),
            facts: Vec::new(),
            cite: Vec::new(),
            fault: None,
        };
        if let Some(first) = first {
            let place = &entries[first].place;
            let why = format!("its id is that of {place}, which says something else");
            entry.refuse(&row.place, RowFault::new(why, "give it another id"));
        }
        for key in keys {
            known.entry(key).or_insert(entries.len());
        }
        add(&mut entry, &row);
        entries.push(entry);
    }
    entries
}

/// By what an entry is known, the surest first: its id, then its question.
fn keys(row: &SheetRow, kind: Option<RowKind>) -> Vec<(Column, String)> {
    let columns: &[Column] = match kind {
        Some(RowKind::Fact) => &[Column::Fact],
        _ => &[Column::Id, Column::Question],
    };
    let key = |column: &Column| {
        let cell = row.cells.get(column)?;
        let cell = if *column == Column::Question {
            asked(cell)
        } else {
            cell.clone()
        };
        Some((*column, cell))
    };
    columns.iter().filter_map(key).collect()
}

/// Whether a row with the id of an entry is another entry by what it says.
fn says_other(entry: &RowEntry, row: &SheetRow, kind: Option<RowKind>) -> bool {
    let column = match kind {
        Some(RowKind::Fact) => Column::Answer,
        _ => Column::Question,
    };
    let own = row.cells.get(&column).map(|own| asked(own));
    own.is_some() && own != entry.cell(column).map(|own| asked(own))
}

/// Checks that a row is of the source whose table it is to go into.
fn belongs(row: &SheetRow, source: &str) -> Result<(), RowFault> {
    match row.cells.get(&Column::Source) {
        Some(other) if other != source => {
            let why = format!("it belongs to the source `{other}`, and the table is of `{source}`");
            Err(RowFault::new(why, "import it into the file of its source"))
        }
        _ => Ok(()),
    }
}

fn of_row(row: &SheetRow, fault: RowFault) -> Refused {
    let named = [Column::Question, Column::Answer, Column::Quote];
    let name = named.iter().find_map(|column| row.cells.get(column));
    Refused {
        place: row.place.clone(),
        name: name.cloned().unwrap_or_default(),
        why: fault.why,
        repair: fault.repair,
    }
}

/// The kind of a row, if it says.
fn kind(row: &SheetRow) -> Result<Option<RowKind>, RowFault> {
    let Some(kind) = row.cells.get(&Column::Kind) else {
        return Ok(None);
    };
    match kind.to_lowercase().as_str() {
        "question" => Ok(Some(RowKind::Question)),
        "gap" => Ok(Some(RowKind::Gap)),
        "fact" => Ok(Some(RowKind::Fact)),
        _ => {
            let why = format!("“{kind}” is no kind of entry");
            let repair = "write `question`, `gap` or `fact`, or leave the cell empty";
            Err(RowFault::new(why, repair))
        }
    }
}

/// Adds to an entry what a row of it says: a fact, or a further citation.
fn add(entry: &mut RowEntry, row: &SheetRow) {
    let cells = &row.cells;
    for column in OF_ENTRY {
        let Some(cell) = cells.get(&column) else {
            continue;
        };
        let own = entry.cells.entry(column).or_insert_with(|| cell.clone());
        if own != cell {
            let (name, first) = (column.name(), entry.place.clone());
            let why = format!("under `{name}`, it says something else than {first}");
            let fault = RowFault::new(why, "say it in the first row of the question only");
            entry.refuse(&row.place, fault);
        }
    }
    let cited = cells.get(&Column::Quote).map(|quote| PlainCitation {
        quote: quote.clone(),
        at: cells.get(&Column::At).and_then(|at| place(at)),
        hash: cells
            .get(&Column::Hash)
            .map(|hash| hash.trim_start_matches(HASH_SIGN).to_owned()),
    });
    if let Some(cited) = &cited {
        entry.cite.push(cited.clone());
    }
    let id = cells.get(&Column::Fact);
    match (cells.get(&Column::Answer), id, cited) {
        (Some(_), Some(id), _) if id.contains('/') => {
            let why = format!("the fact `{id}` belongs to another file");
            let repair = "leave its answer empty here, and change it there";
            entry.refuse(&row.place, RowFault::new(why, repair));
        }
        (Some(text), _, cited) => entry.facts.push(fact(cells, text, cited)),
        (None, id, Some(cited)) => {
            let last = entry.facts.last_mut();
            if let Some(last) = last.filter(|last| id.is_none() || id == last.id.as_ref()) {
                last.cite.push(cited);
            } else if entry.kind != Some(RowKind::Gap) {
                let repair = "fill in the answer that the quote supports";
                let fault = RowFault::new("it has a quote and no answer", repair);
                entry.refuse(&row.place, fault);
            }
        }
        (None, Some(id), None) => entry.facts.push(RowFact {
            id: Some(id.clone()),
            ..RowFact::default()
        }),
        (None, None, None) => {}
    }
}

fn fact(cells: &BTreeMap<Column, String>, text: &str, cited: Option<PlainCitation>) -> RowFact {
    let (url, alt) = (cells.get(&Column::Image), cells.get(&Column::ImageAlt));
    let image = url.or(alt).map(|_| PlainImage {
        url: url.cloned().unwrap_or_default(),
        alt: alt.cloned().unwrap_or_default(),
    });
    RowFact {
        id: cells.get(&Column::Fact).cloned(),
        text: text.to_owned(),
        cite: cited.into_iter().collect(),
        valid_until: cells.get(&Column::ValidUntil).cloned(),
        review_by: cells.get(&Column::ReviewBy).cloned(),
        image,
    }
}

/// The place that a cell names.
fn place(cell: &str) -> Option<String> {
    let at = cell.trim_start_matches(PLACE_SIGN).trim();
    (!at.is_empty()).then(|| at.to_owned())
}
