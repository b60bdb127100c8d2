//! A change of tables as patches, for whoever can write the files. Pure.

use similar::TextDiff;

use crate::discord::outgoing::FileAttachment;
use crate::knowledge::FileSet;

/// Returns a unified diff for each table that differs.
#[must_use]
pub fn patches(before: &FileSet, after: &FileSet) -> Vec<FileAttachment> {
    let changed = after.tables.iter();
    let changed = changed.filter(|(name, bytes)| before.tables.get(*name) != Some(*bytes));
    let patch = |(name, after): (&String, &Vec<u8>)| {
        let before = before.tables.get(name).map(Vec::as_slice);
        let old = String::from_utf8_lossy(before.unwrap_or_default());
        let new = String::from_utf8_lossy(after);
        let diff = TextDiff::from_lines(&*old, &*new);
        let patch = diff.unified_diff().header(name, name).to_string();
        FileAttachment::new(&format!("{name}.patch"), patch.into_bytes())
    };
    changed.map(patch).collect()
}
