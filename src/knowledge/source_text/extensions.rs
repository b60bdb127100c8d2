//! What Markdown is read with beyond its core.

use pulldown_cmark::Options;

/// What Markdown has beyond its core. Front matter is taken off before.
const EXTENSIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

/// The most cells of tables, those that are left out at the ends of rows counted: a book of tables has
/// fewer. Markdown fills every row up to its header, so a few bytes can stand for a thousand cells.
const MAX_CELLS: usize = 500_000;

/// What a text is read with: a text with too many cells is read as if it had no tables.
pub(super) fn extensions(markdown: &str) -> Options {
    let (mut cells, mut columns, mut rows) = (0_usize, 0, 0);
    // One more line, which ends the last block.
    for line in markdown.lines().chain([""]) {
        let inner = line.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
        if inner.is_empty() {
            cells = cells.saturating_add(columns * rows);
            (columns, rows) = (0, 0);
            continue;
        }
        rows += 1;
        // The line between a header and its rows, in a list or not.
        let is_rule = |c: char| c.is_ascii_digit() || " \t|:-*+.)".contains(c);
        if inner.chars().all(is_rule) {
            columns = columns.max(1 + inner.bytes().filter(|byte| *byte == b'|').count());
        }
    }
    if cells > MAX_CELLS {
        return EXTENSIONS.difference(Options::ENABLE_TABLES);
    }
    EXTENSIONS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(markdown: &str, has_tables: bool) {
        assert_eq!(
            extensions(markdown).contains(Options::ENABLE_TABLES),
            has_tables
        );
    }

    #[test]
    fn tables_are_read_unless_their_cells_are_beyond_counting() {
        check("", true);
        check("a\n\nb\n", true);
        let row = |cells: usize| "|a".repeat(cells) + "\n";
        let rule = |cells: usize| "|-".repeat(cells) + "\n";
        check(&(row(10) + &rule(10) + &row(10).repeat(5_000)), true);
        let bomb = row(800) + &rule(800) + &"|\n".repeat(800);
        check(&bomb, false);
        let quoted: String = bomb.lines().flat_map(|line| ["> ", line, "\n"]).collect();
        check(&quoted, false);
        check(&bomb.replace("|\n", "|\n\n"), true);
    }
}
