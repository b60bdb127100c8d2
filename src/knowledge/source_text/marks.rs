//! Marks that Markdown leaves in the text and readers do not see: wiki links, highlights, marks of
//! footnotes that are not there, and the lines of directives and callouts.

use std::ops::Range;

use crate::knowledge::typography::is_bound;

/// A text without its marks. `plain` are the ranges, in order, in which a mark can be: what is neither
/// code nor escaped.
pub(super) fn without_marks(words: &str, plain: &[Range<usize>]) -> String {
    let mut cuts = Vec::new();
    for range in plain {
        wiki_links(words, range.clone(), &mut cuts);
        lost_footnotes(words, range.clone(), &mut cuts);
    }
    highlights(words, plain, &mut cuts);
    cuts.sort_by_key(|cut| cut.start);
    let mut kept = String::with_capacity(words.len());
    let mut from = 0;
    for cut in cuts {
        kept.push_str(words.get(from..cut.start).unwrap_or_default());
        from = from.max(cut.end);
    }
    kept.push_str(&words[from..]);
    kept
}

/// What a reader sees of a line that opens or closes a directive (`:::note Title`) or opens a callout
/// (`[!note] Title`): its title, which may be empty. None if the line is neither.
pub(super) fn title_of(line: &str, in_block_quote: bool) -> Option<&str> {
    let line = line.trim();
    if in_block_quote && let Some((kind, title)) = line.strip_prefix("[!").and_then(split_callout) {
        let is_kind = !kind.is_empty() && kind.chars().all(|c| c.is_alphanumeric() || c == '-');
        return is_kind.then_some(title);
    }
    if !line.starts_with(":::") {
        return title_of_leaf(line);
    }
    let rest = line.trim_matches(':').trim();
    let name = rest.find(|c: char| c.is_whitespace() || "[{".contains(c));
    let rest = without_attributes(rest[name.unwrap_or(rest.len())..].trim());
    let title = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    Some(title.map_or(rest, |(title, _)| title).trim())
}

/// What a reader sees of a line that is a directive of its own (`::name[words]{…}`).
fn title_of_leaf(line: &str) -> Option<&str> {
    let name = line.strip_prefix("::")?;
    let rest =
        without_word(name).filter(|_| name.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    let (words, rest) = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some(parts) => parts,
        None => ("", rest),
    };
    let is_whole = rest.is_empty() || rest.starts_with('{') && rest.ends_with('}');
    is_whole.then_some(words.trim())
}

/// What follows a name at the start of a text: letters, digits, hyphens, underscores and colons.
pub(super) fn without_word(text: &str) -> Option<&str> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':');
    let rest = text.trim_start_matches(is_part);
    (rest.len() < text.len()).then_some(rest)
}

fn split_callout(rest: &str) -> Option<(&str, &str)> {
    let (kind, title) = rest.split_once(']')?;
    Some((kind, title.trim_start_matches(['+', '-']).trim()))
}

/// A directive's line without `{…}` at either end.
fn without_attributes(line: &str) -> &str {
    let line = match line.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
        Some((_, rest)) => rest.trim(),
        None => line,
    };
    match line.split_once('{') {
        Some((rest, attributes)) if attributes.ends_with('}') => rest.trim(),
        _ => line,
    }
}

/// `[[page]]` is seen as the page, `[[page|words]]` as the words.
fn wiki_links(words: &str, range: Range<usize>, cuts: &mut Vec<Range<usize>>) {
    let mut from = range.start;
    while let Some(open) = words[from..range.end].find("[[").map(|at| from + at) {
        let inner = open + 2;
        from = inner;
        let Some(end) = words[inner..range.end]
            .find(['[', ']'])
            .map(|at| inner + at)
        else {
            return;
        };
        let link = &words[inner..end];
        let is_link = words[end..range.end].starts_with("]]")
            && !link.starts_with(char::is_whitespace)
            && !link.trim().is_empty();
        if is_link {
            let shown = link.find('|').map_or(inner, |bar| inner + bar + 1);
            let embeds = words[..open].ends_with('!') && open > range.start;
            cuts.push(open - usize::from(embeds)..shown);
            cuts.push(end..end + 2);
            from = end + 2;
        }
    }
}

/// `[^1]` without its footnote, as in an excerpt. Words in these brackets stay, and so do sets such as
/// `[^0-9]`.
fn lost_footnotes(words: &str, range: Range<usize>, cuts: &mut Vec<Range<usize>>) {
    for (at, open) in words[range.clone()].match_indices("[^") {
        let start = range.start + at;
        let label = &words[start + open.len()..range.end];
        let length = label.find(|c: char| !c.is_ascii_alphanumeric());
        let Some((label, rest)) = length.map(|length| label.split_at(length)) else {
            continue;
        };
        let is_mark = rest.starts_with(']') && label.ends_with(|c: char| c.is_ascii_digit());
        if is_mark {
            cuts.push(start..start + open.len() + label.len() + 1);
        }
    }
}

/// `==words==`: the signs stand at the bounds of words, with no space inside.
fn highlights(words: &str, plain: &[Range<usize>], cuts: &mut Vec<Range<usize>>) {
    let mut opened: Option<Range<usize>> = None;
    let signs = plain.iter().flat_map(|range| {
        let found = words[range.clone()].match_indices("==");
        found.map(|(at, sign)| range.start + at..range.start + at + sign.len())
    });
    for sign in signs {
        let before = words[..sign.start].chars().next_back();
        let after = words[sign.end..].chars().next();
        if before == Some('=') || after == Some('=') {
            continue;
        }
        let is_word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        if is_inside_word(before, after) {
            continue;
        }
        match &opened {
            Some(open) if is_word(before) => {
                cuts.extend([open.clone(), sign]);
                opened = None;
            }
            _ if is_word(after) => opened = Some(sign),
            _ => {}
        }
    }
}

/// Whether these characters would be in one word if nothing stood between them.
fn is_inside_word(before: Option<char>, after: Option<char>) -> bool {
    let joined: String = before.into_iter().chain(after).collect();
    !is_bound(&joined, before.map_or(0, char::len_utf8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: &str) {
        let all = 0..words.len();
        assert_eq!(without_marks(words, &[all]), expected);
    }

    #[test]
    fn a_wiki_link_is_seen_as_its_words() {
        check(
            "see [[Pier]] and [[pier two|the other]].",
            "see Pier and the other.",
        );
        check("![[pier.png]] a[[b]]c", "pier.png abc");
        check(
            "if [[ -f x ]] or [[1], [2]] or [[]] or [[x",
            "if [[ -f x ]] or [[1], [2]] or [[]] or [[x",
        );
    }

    #[test]
    fn a_highlight_is_seen_as_its_words() {
        check(
            "the ==old== pier, ==burnt down==.",
            "the old pier, burnt down.",
        );
        check(
            "where a == b and c==d==e or ==",
            "where a == b and c==d==e or ==",
        );
        check("==== a ===", "==== a ===");
        check("船==在夏==天", "船在夏天");
    }

    #[test]
    fn the_mark_of_a_lost_footnote_is_not_seen() {
        check("in 1788[^1] by two.[^n2]", "in 1788 by two.");
        check(
            "a set [^abc] or [^0-9] or [^",
            "a set [^abc] or [^0-9] or [^",
        );
    }

    #[test]
    fn code_and_escaped_signs_are_no_marks() {
        let words = "a ==b== and ==c==";
        assert_eq!(
            without_marks(words, &[0..1, 12..words.len()]),
            "a ==b== and c"
        );
    }

    #[test]
    fn of_a_directive_only_the_title_is_seen() {
        for (line, in_block_quote, expected) in [
            (":::", false, Some("")),
            (":::note", false, Some("")),
            ("::: tip Mind the step", false, Some("Mind the step")),
            (":::warning[Wet floor]{#wet}", false, Some("Wet floor")),
            (":::: {.columns}", false, Some("")),
            (":::{note} Low tide", false, Some("Low tide")),
            (":: two", false, None),
            ("::video[The quay]{#quay}", false, Some("The quay")),
            ("::toc", false, Some("")),
            ("::a b", false, None),
            ("::1", false, None),
            ("[!NOTE]", true, Some("")),
            ("[!tip]- Low tide", true, Some("Low tide")),
            ("[!NOTE]", false, None),
            ("[! x]", true, None),
        ] {
            assert_eq!(title_of(line, in_block_quote), expected, "{line}");
        }
    }
}
