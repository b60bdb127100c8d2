//! Wording of taking back the other answers from an entry that was suspended, for moderators.

use crate::wording::counted;

/// Says how many other answers were replaced, how many could not be, and how many were not looked at; empty if there
/// are none.
#[must_use]
pub fn others(replaced: usize, failed: usize, left: usize) -> String {
    let line = |number: usize, did: &str| {
        let answers = counted(number, "other answer");
        format!("\n{did} {answers} of the last ten minutes from it.")
    };
    let replaced = (replaced > 0).then(|| line(replaced, "I also replaced"));
    let failed = (failed > 0).then(|| line(failed, "I could not edit"));
    let left = (left > 0).then(|| {
        let answers = counted(left, "earlier answer");
        format!(
            "\n{answers} of the last ten minutes may still be there: I replace the latest only."
        )
    });
    [replaced, failed, left].into_iter().flatten().collect()
}
