//! Quotation marks around what a curator or a source wrote, which may have marks of its own.

/// Returns a text on one line and in double quotation marks. If it begins or ends with double marks of
/// its own, those within become single, so that no two double ones meet.
#[must_use]
pub fn in_quotation_marks(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    let start = text.find(char::is_alphanumeric).unwrap_or(text.len());
    let end = text.rfind(char::is_alphanumeric).unwrap_or(0);
    if text[..start].contains(is_double) || text[end..].contains(is_double) {
        return format!("“{}”", nested(&text));
    }
    format!("“{text}”")
}

fn is_double(c: char) -> bool {
    matches!(
        c,
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂' | '「' | '」'
    )
}

/// The text with single marks in place of double ones.
fn nested(text: &str) -> String {
    let mut nested = String::with_capacity(text.len());
    let mut is_open = false;
    let mut before = None;
    for (at, c) in text.char_indices() {
        let follows_space = before
            .is_none_or(|c: char| !c.is_alphanumeric() && !c.is_ascii_punctuation())
            || matches!(before, Some('(' | '[' | '-'));
        let is_last = at + c.len_utf8() == text.len();
        nested.push(match c {
            '“' => '‘',
            '”' => '’',
            '„' => '‚',
            '‟' => '‛',
            '«' => '‹',
            '»' => '›',
            '「' => '『',
            '」' => '』',
            '"' | '＂' if follows_space && !is_last => {
                is_open = true;
                '‘'
            }
            // A number of inches.
            '"' if !is_open && before.is_some_and(|c| c.is_ascii_digit()) => c,
            '"' | '＂' => {
                is_open = false;
                '’'
            }
            c => c,
        });
        before = Some(c);
    }
    nested
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(in_quotation_marks(text), expected);
    }

    #[test]
    fn marks_at_an_end_are_nested() {
        check("“Row on,” he said … ‘now’", "“‘Row on,’ he said … ‘now’”");
        check(
            "\"Row on,\" he said, \"or sink.\"",
            "“‘Row on,’ he said, ‘or sink.’”",
        );
        check(
            "he said: “Row on … or sink”.",
            "“he said: ‘Row on … or sink’.”",
        );
        check("«Ramez» … dit-il", "“‹Ramez› … dit-il”");
        check("„Rudert“ … rief er", "“‚Rudert‘ … rief er”");
        check("a plank of 6\"", "“a plank of 6\"”");
        check("\"Since 1788\"", "“‘Since 1788’”");
    }

    #[test]
    fn other_quotes_stay_as_they_are_but_for_white_space() {
        check("the “old” boat", "“the “old” boat”");
        check("the \"old\" boat's oars", "“the \"old\" boat's oars”");
        check("the   old\n boat", "“the old boat”");
        check("", "“”");
        check("…", "“…”");
    }
}
