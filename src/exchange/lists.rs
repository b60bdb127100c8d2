//! Several values in one cell, separated by line breaks or bars.

/// The values of a cell. A bar that belongs to a value is written `\|`.
pub(super) fn split(cell: &str) -> Vec<String> {
    let mut values = Vec::new();
    for line in cell.lines() {
        let (mut value, mut backslashes) = (String::new(), 0);
        for c in line.chars() {
            match c {
                '\\' => backslashes += 1,
                '|' => {
                    value.extend(std::iter::repeat_n('\\', backslashes / 2));
                    if backslashes % 2 == 1 {
                        value.push('|');
                    } else {
                        values.push(std::mem::take(&mut value));
                    }
                    backslashes = 0;
                }
                _ => {
                    value.extend(std::iter::repeat_n('\\', backslashes));
                    backslashes = 0;
                    value.push(c);
                }
            }
        }
        value.extend(std::iter::repeat_n('\\', backslashes));
        values.push(value);
    }
    let values = values.iter().map(|value| value.trim());
    let values = values.filter(|value| !value.is_empty());
    values.map(str::to_owned).collect()
}

/// A cell with one value, whose line breaks are spaces.
pub(super) fn one_line(cell: &str) -> String {
    if !cell.contains(['\n', '\r', '\t']) {
        return cell.trim().to_owned();
    }
    let words: Vec<&str> = cell.split_whitespace().collect();
    words.join(" ")
}

/// The cell with these values, one a line.
pub(super) fn join<T: AsRef<str>>(values: &[T]) -> String {
    let values = values.iter().map(|value| escaped(value.as_ref()));
    values.collect::<Vec<_>>().join("\n")
}

/// A value with its bars escaped, and the backslashes before one doubled.
fn escaped(value: &str) -> String {
    let (mut cell, mut backslashes) = (String::new(), 0);
    for c in value.chars() {
        if c == '|' {
            cell.extend(std::iter::repeat_n('\\', backslashes + 1));
        }
        backslashes = if c == '\\' { backslashes + 1 } else { 0 };
        cell.push(c);
    }
    cell
}

/// The ids in a cell.
pub(super) fn ids(cell: &str) -> Vec<String> {
    let ids = cell.split(|c: char| c.is_whitespace() || ",;|".contains(c));
    let ids = ids.filter(|id| !id.is_empty());
    ids.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: &str, expected: &[&str]) {
        assert_eq!(split(cell), expected, "{cell}");
        assert_eq!(split(&join(expected)), expected, "{}", join(expected));
    }

    #[test]
    fn values_are_separated_by_line_breaks_or_bars() {
        check("", &[]);
        check("lamp", &["lamp"]);
        check("lamp on\r\n lit? \n\n", &["lamp on", "lit?"]);
        check("lamp on | lit?|", &["lamp on", "lit?"]);
    }

    #[test]
    fn a_value_is_one_line() {
        assert_eq!(one_line(" a  b "), "a  b");
        assert_eq!(one_line("a\r\n\r\n- b\tc"), "a - b c");
    }

    #[test]
    fn bars_and_backslashes_of_a_value_are_kept() {
        check(r"a\|b", &["a|b"]);
        check(r"a\\\|b | c\", &[r"a\|b", r"c\"]);
        check(r"C:\new\\x", &[r"C:\new\\x"]);
        check(r"a\\|b", &[r"a\", "b"]);
    }
}
