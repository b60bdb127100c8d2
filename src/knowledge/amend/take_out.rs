//! Takes tables out of a document, and keeps the headings above them.

use toml_edit::{DocumentMut, Item, Table, TableLike};

use crate::knowledge::edit::tables;

/// Takes out those tables of a kind that are gone.
pub(super) fn take_out_all(
    document: &mut DocumentMut,
    kind: &str,
    is_gone: impl Fn(&dyn TableLike) -> bool,
) {
    let all = document.get_mut(kind).map(tables).unwrap_or_default();
    let gone: Vec<usize> = all
        .iter()
        .enumerate()
        .filter(|(_, table)| is_gone(&***table))
        .map(|(index, _)| index)
        .collect();
    for index in gone.into_iter().rev() {
        take_out(document, kind, index);
    }
}

/// Takes a table out of those of its kind. The comment right above it goes, too; what stands further above
/// is about what follows, and stays.
pub(super) fn take_out(document: &mut DocumentMut, kind: &str, index: usize) {
    let Some(item) = document.get_mut(kind) else {
        return;
    };
    let mut above = None;
    let left = if let Some(many) = item.as_array_of_tables_mut() {
        if index < many.len() {
            let table = many.remove(index);
            above = table.position().map(|position| (position, prefix(&table)));
        }
        many.len()
    } else if let Some(many) = item.as_array_mut() {
        if index < many.len() {
            many.remove(index);
        }
        many.len()
    } else {
        0
    };
    if left == 0 {
        document.remove(kind);
    }
    if let Some((position, prefix)) = above {
        // What an assistant wrote has one comment above all of it.
        let stays = if kind == "expanded" && left > 0 {
            prefix.as_str()
        } else {
            heading(&prefix)
        };
        if stays.contains('#') {
            put_above_next(document, position, stays);
        }
    }
}

fn prefix(table: &Table) -> String {
    let prefix = table.decor().prefix().and_then(|prefix| prefix.as_str());
    prefix.unwrap_or_default().to_owned()
}

/// What stands before the last blank line above a table, with that line.
fn heading(prefix: &str) -> &str {
    let mut end = 0;
    let mut at = 0;
    for line in prefix.split_inclusive('\n') {
        at += line.len();
        if line.trim().is_empty() {
            end = at;
        }
    }
    &prefix[..end]
}

/// Puts comments above the first table after a position; at the end, if there is none.
fn put_above_next(document: &mut DocumentMut, position: isize, comments: &str) {
    let mut next: Option<&mut Table> = None;
    let after = |table: &Table| table.position().filter(|own| *own > position);
    for (_, item) in document.iter_mut() {
        let tables: Vec<&mut Table> = match item {
            Item::Table(table) => vec![table],
            Item::ArrayOfTables(many) => many.iter_mut().collect(),
            _ => Vec::new(),
        };
        for table in tables {
            let is_nearer = match (after(table), next.as_deref().and_then(after)) {
                (Some(own), Some(best)) => own < best,
                (own, _) => own.is_some(),
            };
            if is_nearer {
                next = Some(table);
            }
        }
    }
    if let Some(table) = next {
        let own = prefix(table);
        let own = own.strip_prefix('\n').unwrap_or(&own);
        table.decor_mut().set_prefix(format!("{comments}{own}"));
    } else {
        let end = document.trailing().as_str().unwrap_or_default();
        let trailing = format!("{}\n{end}", comments.trim_end());
        document.set_trailing(trailing);
    }
}
