//! What stands in braces and is no text: the macros of templates (`{{ … }}`, `{% … %}`), attributes
//! (`{#anchor .class}`) and directives in a line (`:abbr[words]{…}`). They are taken out of Markdown before
//! it is read, since some of them would break its links. Code is left alone.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use crate::knowledge::source_text::attributes::{attributes, directive_before};
use crate::knowledge::source_text::extensions::extensions;

/// The longest macro, in bytes: some forty lines, as an infobox has them. Braces that are further apart
/// hardly belong together.
const MAX_MACRO_BYTES: usize = 4_096;

/// A text without macros, attributes and directives in lines. It is borrowed if it has none.
pub(super) fn without_braces(markdown: &str) -> Cow<'_, str> {
    if BraceScanner::scan(markdown, &[]).is_empty() {
        return Cow::Borrowed(markdown);
    }
    let mut cuts = BraceScanner::scan(markdown, &code(markdown));
    if cuts.is_empty() {
        return Cow::Borrowed(markdown);
    }
    cuts.sort_by_key(|cut| cut.start);
    let mut kept = String::with_capacity(markdown.len());
    let mut from = 0;
    for cut in cuts {
        kept.push_str(markdown.get(from..cut.start).unwrap_or_default());
        from = from.max(cut.end);
    }
    kept.push_str(&markdown[from..]);
    Cow::Owned(kept)
}

/// The ranges of a text that are code, in order.
fn code(markdown: &str) -> Vec<Range<usize>> {
    let events = Parser::new_ext(markdown, extensions(markdown)).into_offset_iter();
    let is_code =
        |event: &Event<'_>| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_)));
    let code = events.filter(|(event, _)| is_code(event));
    code.map(|(_, range)| range).collect()
}

/// Goes through a text once.
struct BraceScanner<'t> {
    text: &'t str,
    cuts: Vec<Range<usize>>,
    /// Where runs of opening braces stand, and how many are not closed yet.
    macros: Vec<(usize, usize)>,
    /// Where the brackets stand that are not closed yet in this paragraph.
    brackets: Vec<usize>,
    /// Where the next `%}`, `#}` and `*/}` were found; the end of the text if there is none.
    ends: [usize; ENDS.len()],
    /// Whether the line is one of a directive: what it shows is told from it as a whole.
    in_directive: bool,
}

/// How tags and comments begin and end.
const ENDS: [(&str, &str); 3] = [("{%", "%}"), ("{# ", "#}"), ("{/*", "*/}")];

impl<'t> BraceScanner<'t> {
    fn scan(text: &'t str, code: &[Range<usize>]) -> Vec<Range<usize>> {
        let mut scanner = BraceScanner {
            text,
            cuts: Vec::new(),
            macros: Vec::new(),
            brackets: Vec::new(),
            ends: [0; ENDS.len()],
            in_directive: text.trim_start().starts_with("::"),
        };
        let mut code = code.iter().peekable();
        let mut at = 0;
        while let Some(next) = text[at..].find(['{', '}', '[', ']', '\\', '\n']) {
            at += next;
            while code.next_if(|range| range.end <= at).is_some() {}
            at = match code.peek() {
                Some(range) if range.contains(&at) => range.end,
                _ => scanner.sign(at),
            };
        }
        scanner.cuts
    }

    /// Handles the sign at a byte; returns where to go on.
    fn sign(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        match rest.as_bytes()[0] {
            b'\\' => at + 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            b'\n' => self.end_line(at),
            b'[' => {
                self.brackets.push(at);
                at + 1
            }
            b']' => self.close_bracket(at),
            b'{' => self.open_brace(at),
            _ => self.close_brace(at),
        }
    }

    fn end_line(&mut self, at: usize) -> usize {
        let line = self.text[at + 1..].trim_start_matches([' ', '\t']);
        if line.is_empty() || line.starts_with('\n') {
            self.brackets.clear();
        }
        self.in_directive = line.starts_with("::");
        at + 1
    }

    fn open_brace(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let run = rest.len() - rest.trim_start_matches('{').len();
        if run > 1 {
            self.macros.push((at, run));
            return at + run;
        }
        let kind = ENDS.iter().position(|(open, _)| rest.starts_with(open));
        if let Some(end) = kind.and_then(|kind| self.end_of(at, kind)) {
            return self.cut_tag(at, end);
        }
        let directive = directive_before(self.text, at);
        let Some(length) = attributes(self.text, at, directive.is_some()) else {
            return at + 1;
        };
        if self.in_directive {
            return at + 1;
        }
        self.cuts.push(directive.unwrap_or(at)..at + length);
        at + length
    }

    /// Where a tag or a comment ends that begins at a byte.
    fn end_of(&mut self, at: usize, kind: usize) -> Option<usize> {
        let (open, close) = ENDS[kind];
        let inner = at + open.len();
        if self.ends[kind] < inner {
            let found = self.text[inner..].find(close);
            self.ends[kind] = found.map_or(self.text.len(), |found| inner + found);
        }
        let end = self.ends[kind] + close.len();
        (end <= self.text.len() && end - at <= MAX_MACRO_BYTES).then_some(end)
    }

    /// Cuts a tag, with what it hides; what is between raw tags is shown as it is.
    fn cut_tag(&mut self, at: usize, end: usize) -> usize {
        self.cuts.push(at..end);
        let tag = &self.text[at..end];
        let name = tag.trim_start_matches(['{', '%', '-', ' ']);
        let name = &name[..name.find(|c: char| !c.is_alphanumeric()).unwrap_or(0)];
        if !tag.starts_with("{%") || !matches!(name, "raw" | "comment") {
            return end;
        }
        let window = self
            .text
            .floor_char_boundary(end.saturating_add(MAX_MACRO_BYTES));
        let window = &self.text[end..window];
        let closing = window.find(&format!("end{name}"));
        match closing.and_then(|at| window[..at].rfind("{%")) {
            Some(length) if name == "comment" => {
                self.cuts.push(end..end + length);
                end + length
            }
            Some(length) => end + length,
            None => end,
        }
    }

    fn close_brace(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let run = rest.len() - rest.trim_start_matches('}').len();
        let mut left = run;
        while left > 1
            && let Some((start, open)) = self.macros.pop()
        {
            let used = left.min(open);
            left -= used;
            self.close_macro(start + open - used..at + run - left);
            if open - used > 1 {
                self.macros.push((start, open - used));
            }
        }
        at + run
    }

    /// Cuts a macro. One that stands alone in its line takes the line with it, so that the lines around
    /// it stay one paragraph.
    fn close_macro(&mut self, mut range: Range<usize>) {
        let text = self.text;
        let (before, inner) = (&text[..range.start], &text[range.clone()]);
        let line = before.trim_end_matches([' ', '\t']).len();
        let begins_line = line == 0 || before[..line].ends_with('\n');
        let is_whole = range.len() <= MAX_MACRO_BYTES && (begins_line || !inner.contains("\n\n"));
        // An expression of a workflow, and an attribute of a component.
        if !is_whole || before.ends_with(['$', '=']) {
            return;
        }
        let after = text[range.end..].trim_start_matches([' ', '\t']);
        let is_block = inner.starts_with("{{<") || inner.starts_with("{{%");
        if begins_line && !is_block && after.starts_with('\n') {
            range = line..text.len() - after.len() + 1;
        }
        self.cuts.push(range);
    }

    /// Cuts the brackets around the words of a directive, and those of words with attributes.
    fn close_bracket(&mut self, at: usize) -> usize {
        let after = at + 1;
        let Some(open) = self.brackets.pop() else {
            return after;
        };
        if self.in_directive || self.text[after..].starts_with('(') {
            return after;
        }
        let directive = directive_before(self.text, open);
        let length = attributes(self.text, after, directive.is_some());
        let is_link =
            self.text[..open].ends_with(['!', ']']) || self.text[open..].starts_with("[^");
        if let Some(start) = directive {
            self.cuts
                .extend([start..open + 1, at..after + length.unwrap_or(0)]);
        } else if length.is_some() && !is_link {
            self.cuts.extend([open..open + 1, at..after]);
        }
        after + length.filter(|_| directive.is_some()).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(markdown: &str, expected: &str) {
        assert_eq!(without_braces(markdown), expected, "{markdown}");
    }

    /// These are left as they are.
    #[track_caller]
    fn check_kept(texts: &[&str]) {
        for text in texts {
            assert!(matches!(without_braces(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn macros_are_no_text() {
        check("The {{ name }} sails.", "The  sails.");
        check(
            "[fares]({{ url }}/fares) {%- if x -%}now{% endif %}",
            "[fares](/fares) now",
        );
        check(
            "[a]({{< ref \"b\" >}}) {{% note %}}c{{% /note %}}",
            "[a]() c",
        );
        check("{{a|{{b}}|c}}d{{{1|e}}}f", "df");
        check("{{{{a}}|b}} c {# d #} e {/* f */} g", " c  e  g");
        check("a\n{{ b }}\nc", "a\nc");
        check("{{Box\n| a = b\n\n| c = d\n}}\nThe pier.", "The pier.");
        check("a\n{% b %}\nc", "a\n\nc");
    }

    #[test]
    fn comments_are_no_text_and_raw_braces_are() {
        check("a{% comment %} b {{ c }} {% endcomment %}d", "ad");
        check("a{% raw %} {{ b }} {% endraw %}c", "a {{ b }} c");
        check("a{% comment %}b", "ab");
    }

    #[test]
    fn code_and_braces_of_other_kinds_are_kept() {
        check_kept(&[
            "`{{ a }}` and `{% b %}`",
            "```\n{{ a }}\n:b[c]{d}\n```\n",
            "    {{ a }}\n",
            "${{ github.ref }}",
            "<A style={{ b: 1 }} />",
            "{{ a",
            "a }} b",
            "a\n\nb {{ c\n\nd }} e",
            "\\{{ a }\\}",
            "{a} {1, 2} { .5 } f{x}",
            "{% a",
        ]);
        let far = format!("{{{{ a {} }}}}", "b ".repeat(MAX_MACRO_BYTES));
        check_kept(&[&far]);
        check("`{{ a }}` {{ b }} `{{ c }}`", "`{{ a }}`  `{{ c }}`");
    }

    #[test]
    fn attributes_are_no_text() {
        check("## The pier {#pier}\n", "## The pier \n");
        check(
            "## The pier {: #pier .old }\n{: .note }\n",
            "## The pier \n\n",
        );
        check("*old*{.x} `a`{.y} **b**{: key=\"a b\" }", "*old* `a` **b**");
        check(
            "the [old *one*]{.x lang=en} and [a](b){width=50%}",
            "the old *one* and [a](b)",
        );
        check("![a](b){width=50%} [c][d]{.e}", "![a](b) [c][d]");
    }

    #[test]
    fn directives_in_a_line_are_seen_as_their_words() {
        check(
            "The :abbr[HSC]{title=\"a [b]\"} and :i[*now*].",
            "The HSC and *now*.",
        );
        check(":icon{name=home} a", " a");
    }

    #[test]
    fn what_only_looks_like_attributes_and_directives_is_kept() {
        check_kept(&[
            "use {#id} to",
            "a set {.a, .b} of",
            "12:b[c]",
            "::video[a]{#b}",
            ":::note[a]{#b}",
            ":a[b](c)",
            "[a] {b}",
            "x{y=1}",
            ":smile: [a]",
            "[^1]: a",
        ]);
    }
}
