//! What to do about a syntax error: the slips of people who seldom write TOML.

use crate::document::FileKind;

/// The repair for a syntax error. `before` is its line up to the error, `after` the rest of that line,
/// and `message` is the parser's.
pub(super) fn repair(kind: &FileKind, before: &str, after: &str, message: &str) -> String {
    let line = [before, after].concat();
    let name = line.trim().trim_start_matches('[').trim_end_matches(']');
    if kind.lists.contains(&name) {
        return format!("begin each one with `[[{name}]]`");
    }
    let repair = backslash(message)
        .or_else(|| after_text(before, after))
        .or_else(|| in_line(before, after, message));
    repair
        .unwrap_or(
            "fix this first, here or on the line above; the rest is checked once the file is valid TOML",
        )
        .to_owned()
}

fn backslash(message: &str) -> Option<&'static str> {
    let is_escape = message.contains("escaped value") || message.contains("unicode");
    is_escape.then_some(
        "write `\\\\` for each backslash, or enclose the text in single quotation marks: `'C:\\Users'`",
    )
}

/// The slips that stand right behind a complete text.
fn after_text(before: &str, after: &str) -> Option<&'static str> {
    let mark = before.trim_end().chars().next_back();
    let mark = mark.filter(|mark| ['"', '\''].contains(mark))?;
    let next = after.trim_start().chars().next()?;
    if ['"', '\''].contains(&next) && after.starts_with(char::is_whitespace) | before.ends_with(' ')
    {
        return Some("put a comma between the two texts");
    }
    match mark {
        _ if !after.contains(mark) => {
            Some("end the line after the text, or begin a comment with `#`")
        }
        '"' => Some(
            "a quotation mark ends the text: write `\\\"` for each one inside it, or enclose the text in \
             single ones: `'The \"old\" mill'`",
        ),
        _ => Some(
            "an apostrophe ends the text: enclose the text in double quotation marks: `\"It's old.\"`",
        ),
    }
}

/// The slips that the parser's message tells apart.
fn in_line(before: &str, after: &str, message: &str) -> Option<&'static str> {
    let is_first = before.trim().is_empty();
    if message.contains("string values must be quoted") {
        return Some(if [before, after].concat().contains(['“', '”', '„']) {
            "enclose text in straight quotation marks; curly ones may be inside"
        } else {
            "enclose the text in quotation marks: `\"…\"`"
        });
    }
    if message.contains("missing comma") && is_first {
        return Some(if after.starts_with(['"', '\'', '{']) {
            "put a comma at the end of the line above"
        } else {
            "close the list above with `]`"
        });
    }
    if message.contains("invalid basic string") {
        return Some(
            "end the text with `\"` on the line where it begins; a text is a single line, however long",
        );
    }
    if message.contains("invalid literal string") {
        return Some(
            "end the text with `'` on the line where it begins; a text is a single line, however long",
        );
    }
    if after.starts_with(':') {
        return Some("write `=` in place of `:`");
    }
    if message.contains("expected `=`") {
        return Some("write `=` between the field and its value");
    }
    if message.contains("duplicate key") {
        return Some(
            "a block has each field once: remove one of the two, or begin a new block above it",
        );
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::document::{Fields, FileKind, parse};

    const KIND: FileKind = FileKind {
        tables: &["boat"],
        lists: &["sail"],
        example: |_| "1",
        too_large: "",
    };

    /// Reads a block with this line or lines, and looks for words in the first repair.
    #[track_caller]
    fn check(lines: &str, expected: &str) {
        let text = format!("[boat]\n{lines}\nseats = 4\n");
        let mut report = crate::diagnostic::Report::default();
        let ignore = |fields: Fields<'_, '_>| fields.finish();
        let _ = parse(&KIND, "boat.toml", text.as_bytes(), &mut report, ignore);
        let first = report.diagnostics.first();
        let repair = first
            .and_then(|fault| fault.repair.clone())
            .unwrap_or_default();
        assert!(repair.contains(expected), "{lines}: {repair}");
    }

    #[test]
    fn quotation_marks_inside_a_text_are_explained() {
        check(
            "name = \"The \"Gull\" of Skerry\"",
            "write `\\\"` for each one",
        );
        check(
            "ask = [\"who rows \"Gull\"?\"]",
            "write `\\\"` for each one",
        );
        check(
            "cite = { quote = \"the \"old\" Gull\" }",
            "write `\\\"` for each one",
        );
        check("name = 'Ann's Gull'", "double quotation marks");
    }

    #[test]
    fn backslashes_are_explained() {
        check("path = \"D:\\Umiak\"", "`\\\\` for each backslash");
        check("path = \"D:\\Users\\gull\"", "`\\\\` for each backslash");
        check("path = \"D:\\gull\"", "`\\\\` for each backslash");
    }

    #[test]
    fn other_slips_are_explained() {
        check("ask = [\"one\" \"two\"]", "a comma between");
        check("ask = [\n  \"one\"\n  \"two\",\n]", "a comma at the end");
        check(
            "cite = [\n  { at = \"1.1\" }\n  { at = \"1.2\" },\n]",
            "a comma at the end",
        );
        check("ask = [\"one\", \"two\"", "close the list");
        check("name = \"Gull", "end the text with `\"`");
        check("name = 'Gull", "end the text with `'`");
        check("name: \"Gull\"", "`=` in place of `:`");
        check("name \"Gull\"", "write `=` between");
        check("name = The Gull", "in quotation marks");
        check("name = “Gull”", "straight quotation marks");
        check("name = \"Gull\" a boat", "end the line after the text");
        check("name = \"a\"\nname = \"b\"", "each field once");
        check("[sail", "`[[sail]]`");
    }
}
