//! Admonitions and tabs of Python-Markdown (`!!! note "Title"`, `??? tip`, `=== "Tab"`), whose content is
//! indented: Markdown would read it as code. Their titles and their content become plain paragraphs.

use std::borrow::Cow;

use crate::knowledge::source_text::marks::without_word;

/// The columns by which the content is indented.
const INDENT: usize = 4;

/// A text without the marks of its admonitions: their titles as paragraphs, their content not indented.
/// It is borrowed if there are none.
pub(super) fn without_admonitions(markdown: &str) -> Cow<'_, str> {
    let lines: Vec<IndentedLine<'_>> = markdown
        .split_inclusive('\n')
        .map(IndentedLine::of)
        .collect();
    let mut opener = Opener::default();
    let mut is_changed = false;
    for (index, line) in lines.iter().enumerate() {
        let title = title_of(line.words).filter(|_| {
            let next = lines[index + 1..].iter().find(|line| !line.is_blank());
            let holds = next.is_some_and(|next| next.indent >= line.indent + INDENT);
            holds && opener.can_begin(line)
        });
        is_changed |= title.is_some();
        match title {
            Some(title) => opener.begin(line, title),
            None => opener.line(line),
        }
    }
    if is_changed {
        Cow::Owned(opener.text)
    } else {
        Cow::Borrowed(markdown)
    }
}

/// A line, and the column in which its words begin.
struct IndentedLine<'t> {
    indent: usize,
    words: &'t str,
}

impl<'t> IndentedLine<'t> {
    fn of(line: &'t str) -> Self {
        let words = line.trim_start_matches([' ', '\t']);
        let space = &line[..line.len() - words.len()];
        let indent = space.bytes().fold(0, |column, byte| match byte {
            b'\t' => column + INDENT - column % INDENT,
            _ => column + 1,
        });
        Self { indent, words }
    }

    fn is_blank(&self) -> bool {
        self.words.trim().is_empty()
    }
}

/// The text so far, and what is open at its end.
#[derive(Default)]
struct Opener {
    text: String,
    /// The columns in which the open admonitions begin.
    open: Vec<usize>,
    /// The sign and the length of the fence around a block of code.
    fence: Option<(char, usize)>,
    in_list: bool,
}

impl Opener {
    /// Whether an admonition can begin with this line: it is no code.
    fn can_begin(&self, line: &IndentedLine<'_>) -> bool {
        let around = self
            .open
            .iter()
            .filter(|column| line.indent >= *column + INDENT);
        let indent = line.indent - INDENT * around.count();
        self.fence.is_none() && (indent < INDENT || self.in_list)
    }

    fn begin(&mut self, line: &IndentedLine<'_>, title: &str) {
        self.leave(line);
        self.text.push('\n');
        if !title.is_empty() {
            self.push(line.indent, title);
            self.text.push_str("\n\n");
        }
        self.open.push(line.indent);
    }

    fn line(&mut self, line: &IndentedLine<'_>) {
        if line.is_blank() {
            self.text.push_str(line.words);
            return;
        }
        if self.fence.is_none() {
            self.leave(line);
            if line.indent == INDENT * self.open.len() {
                self.in_list = begins_item(line.words);
            }
        }
        self.toggle_fence(line.words);
        self.push(line.indent, line.words);
    }

    /// Ends the admonitions that a line is not in.
    fn leave(&mut self, line: &IndentedLine<'_>) {
        let is_left = |column: &mut usize| line.indent < *column + INDENT;
        while self.open.pop_if(is_left).is_some() {
            self.text.push('\n');
        }
    }

    fn push(&mut self, indent: usize, words: &str) {
        let indent = indent.saturating_sub(INDENT * self.open.len());
        self.text.extend(std::iter::repeat_n(' ', indent));
        self.text.push_str(words);
    }

    fn toggle_fence(&mut self, words: &str) {
        let Some(sign) = words.chars().next().filter(|c| matches!(c, '`' | '~')) else {
            return;
        };
        let rest = words.trim_start_matches(sign);
        let length = words.len() - rest.len();
        match self.fence {
            None if length >= 3 && !(sign == '`' && rest.contains('`')) => {
                self.fence = Some((sign, length));
            }
            Some((open, at_least)) if open == sign && length >= at_least => {
                self.fence = self.fence.filter(|_| !rest.trim().is_empty());
            }
            _ => {}
        }
    }
}

/// Whether a line begins an item of a list.
fn begins_item(words: &str) -> bool {
    let number = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = number.len() < words.len() && number.starts_with(['.', ')']);
    is_numbered || words.starts_with(['-', '*', '+'])
}

/// The title of the admonition or the tab that a line begins, which may be empty.
fn title_of(words: &str) -> Option<&str> {
    let words = words.trim_end();
    if let Some(tab) = words.strip_prefix("===") {
        let title = tab.trim_start_matches(['+', '!']).trim_start();
        return title.strip_prefix('"')?.strip_suffix('"');
    }
    let rest = words.strip_prefix("!!!").or_else(|| {
        let rest = words.strip_prefix("???")?;
        Some(rest.strip_prefix('+').unwrap_or(rest))
    })?;
    let mut kinds = rest.trim_start();
    while let Some(after) = without_word(kinds) {
        kinds = after.trim_start();
    }
    match kinds {
        "" if !rest.is_empty() => Some(""),
        title => title.strip_prefix('"')?.strip_suffix('"'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(markdown: &str, expected: Option<&str>) {
        let found = without_admonitions(markdown);
        let found = matches!(found, Cow::Owned(_)).then_some(found);
        assert_eq!(found.as_deref(), expected, "{markdown}");
    }

    #[test]
    fn the_content_of_an_admonition_is_not_indented() {
        check(
            "a\n\n!!! note \"Low *tide*\"\n    b\n\n    - c\n\nd\n",
            Some("a\n\n\nLow *tide*\n\nb\n\n- c\n\n\nd\n"),
        );
        check("??? tip inline end\n\n\tb\nc", Some("\n\nb\n\nc"));
        check(
            "???+ note \"\"\n    === \"One\"\n        b\n    === \"Two\"\n        c\n",
            Some("\n\nOne\n\nb\n\n\nTwo\n\nc\n"),
        );
    }

    #[test]
    fn an_admonition_may_stand_in_a_list() {
        check(
            "1. a\n\n    !!! note\n        b\n\n2. c\n",
            Some("1. a\n\n\n    b\n\n\n2. c\n"),
        );
    }

    #[test]
    fn what_holds_nothing_and_what_is_code_is_no_admonition() {
        for text in [
            "!!! note\nb\n",
            "!!! Never again\n\nb\n",
            "!!! note, b\n    c\n",
            "=== a\n    c\n",
            "Title\n=====\n\n    code\n",
            "```\n!!! note\n    b\n```\n",
            "a\n\n    !!! note\n        b\n",
            "!!!\n    b\n",
        ] {
            check(text, None);
        }
        check(
            "!!! note\n    ```\n    !!! tip\n        b\n    ```\n",
            Some("\n```\n!!! tip\n    b\n```\n"),
        );
    }
}
