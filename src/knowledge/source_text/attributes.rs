//! Attributes in braces (`{#anchor .class key="value"}`, `{: .note }`) and the names of directives in a
//! line (`:name[`, `:name{`): where they stand in Markdown.

use crate::knowledge::source_text::marks::without_word;

/// The longest name of a directive, in bytes: those of all dialects are shorter.
const LONGEST_NAME: usize = 32;

/// The length of the attributes that begin at a byte; none if no attributes stand there. Those of a
/// directive can be anything.
pub(super) fn attributes(text: &str, at: usize, of_directive: bool) -> Option<usize> {
    let inner = text[at..].strip_prefix('{')?;
    let end = inner.find(['{', '}', '\n'])?;
    let rest = inner[end..].strip_prefix('}')?;
    let length = end + 2;
    if of_directive {
        return Some(length);
    }
    let list = &inner[..end];
    let after = rest.trim_start_matches([' ', '\t']);
    let line_ends = after.is_empty() || after.starts_with('\n');
    let before = text[..at].chars().next_back().unwrap_or('\n');
    let ends_span = matches!(before, ')' | ']' | '*' | '_' | '`' | '~');
    let is_known = if let Some(list) = list.strip_prefix(':') {
        // Kramdown has bare words, too: `{:toc}`.
        is_list(list) || without_word(list.trim()) == Some("")
    } else if list.trim_start().starts_with(['#', '.']) {
        is_list(list)
    } else {
        return (is_list(list) && matches!(before, ')' | ']' | '`')).then_some(length);
    };
    (is_known && (ends_span || line_ends)).then_some(length)
}

/// Whether these are attributes: ids, classes, and values with their names.
fn is_list(list: &str) -> bool {
    let mut rest = list.trim();
    let mut count = 0;
    while !rest.is_empty() {
        let Some(after) = without_attribute(rest) else {
            return false;
        };
        if !after.is_empty()
            && !after.starts_with(char::is_whitespace)
            && !after.starts_with(['#', '.'])
        {
            return false;
        }
        rest = after.trim_start();
        count += 1;
    }
    count > 0
}

/// What follows the first attribute.
fn without_attribute(list: &str) -> Option<&str> {
    if let Some(name) = list.strip_prefix(['#', '.']) {
        return without_word(name);
    }
    let value = without_word(list)?.strip_prefix('=')?;
    if let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        return value[1..].split_once(quote).map(|(_, after)| after);
    }
    let end = value.find(char::is_whitespace).unwrap_or(value.len());
    (end > 0).then(|| &value[end..])
}

/// Where a directive begins whose name ends at a byte, with its colon.
pub(super) fn directive_before(text: &str, at: usize) -> Option<usize> {
    let before = &text[text.ceil_char_boundary(at.saturating_sub(LONGEST_NAME))..at];
    let start = before.rfind(':')?;
    let name = &before[start + 1..];
    let is_name =
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && without_word(name) == Some("");
    let colon = at - name.len() - 1;
    let is_part = text[..colon].ends_with(|c: char| c.is_alphanumeric() || c == ':');
    (is_name && !is_part).then_some(colon)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_told_from_other_braces() {
        for (text, expected) in [
            ("]{.a}", true),
            ("]{.a #b c='d e' f=1}", true),
            ("]{a}", false),
            ("]{.a b}", false),
            ("]{a=}", false),
            ("]{}", false),
            ("x{.a}", true),
            ("x{.a} b", false),
            ("*{.a} b", true),
            (" {#a}", true),
            (" {#a} b", false),
            (" {:toc}", true),
            (" {: a b}", false),
            ("x{a=b}", false),
            ("]{.a", false),
            ("]{.a\n}", false),
        ] {
            let found = attributes(text, text.find('{').unwrap(), false);
            assert_eq!(found.is_some(), expected, "{text}");
        }
    }

    #[test]
    fn a_directive_begins_with_one_colon_and_a_name() {
        for (text, expected) in [
            (":a", Some(0)),
            ("(:a-b", Some(1)),
            ("x:a", None),
            ("::a", None),
            (":1", None),
            (": a", None),
            ("a", None),
            (":", None),
        ] {
            assert_eq!(directive_before(text, text.len()), expected, "{text}");
        }
    }
}
