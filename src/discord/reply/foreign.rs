//! The one door for texts that this program did not write: those of a table, a source, a member, a
//! moderator, a file's name, an error of the system. Each is written for the place where Discord shows
//! it, so that it looks as it was typed and does nothing, and is bounded. Pure.
//!
//! | place | function | what becomes of signs with a meaning |
//! | --- | --- | --- |
//! | running text, heading, list, bold | [`text`] | escaped; nothing is a link |
//! | a sentence that curators or the source wrote | [`sentence`] | the same, but web addresses stay links |
//! | the same with links of its own | [`linked_sentence`] | the same; a link shows its words |
//! | label of a masked link | [`label`] | replaced by look-alikes: Discord knows no escapes there |
//! | address of a masked link | [`link()`], [`shown_link`] | percent-encoded |
//! | inline code | [`code`] | backticks are replaced |
//! | block of code | [`block`] | backticks are replaced, line by line |
//! | option, choice, button | [`field()`] | kept: Discord renders nothing there |
//! | field of a form | [`form_value`] | the same, on several lines |
//! | name of a file | [`file_name`] | replaced by `_` |

mod address;
mod clip;
mod escape;
mod field;
mod link;
mod signs;
mod visible;

use crate::discord::reply::foreign::clip::{clip, clip_start};
use crate::discord::reply::foreign::escape::{Addresses, escape};
use crate::discord::reply::foreign::signs::is_invite_dot;
use crate::discord::reply::foreign::visible::{Blanks, visible};
use crate::knowledge::SourceUrl;
use crate::text::linked::{LinkedPart, linked_parts};
use crate::wording::Escaped;

pub use crate::discord::reply::foreign::field::field;
pub use crate::discord::reply::foreign::link::{label, link, shown_link};

/// Characters of a line in a block of code; a longer one is cut.
const BLOCK_LINE_CHARS: usize = 600;
/// Characters of a version: one of many sources would fill a message with their ids.
const VERSION_CHARS: usize = 60;
/// Characters of a file's name that Discord keeps and a screen shows.
const FILE_NAME_CHARS: usize = 100;

/// Writes a text in at most `limit` characters of Markdown that Discord shows as it was typed.
#[must_use]
pub fn text(text: &str, limit: usize) -> Escaped {
    let text = visible(text, limit, Blanks::Joined);
    escape_within(&text, limit, Addresses::Plain)
}

/// Returns what [`text()`] was written of, as far as it is shown.
#[must_use]
pub fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        plain.extend(if c == '\\' { chars.next() } else { Some(c) });
    }
    plain
}

/// Writes a sentence in at most `limit` characters; web addresses in it stay links that show where they
/// lead. For what curators and sources wrote, not for what members typed.
#[must_use]
pub fn sentence(text: &str, limit: usize) -> Escaped {
    let text = visible(text, limit, Blanks::Joined);
    escape_within(&text, limit, Addresses::Linked)
}

/// The same for a sentence whose links are as in Markdown. If it does not fit with them, it is shown
/// without.
#[must_use]
pub fn linked_sentence(text: &str, limit: usize) -> Escaped {
    let mut written = String::new();
    for part in linked_parts(text) {
        match part {
            LinkedPart::Words(words) => {
                let shown = visible(words, limit, Blanks::Joined);
                let blank = |is_there: bool| if is_there { " " } else { "" };
                written += blank(words.starts_with(char::is_whitespace));
                written += escape(&shown, Addresses::Linked).trim();
                written += blank(words.ends_with(char::is_whitespace));
            }
            LinkedPart::Link { words, url } => match SourceUrl::parse(url) {
                Ok(url) => written += link(label(words, limit).as_str(), &url).as_str(),
                Err(_) => return sentence(text, limit),
            },
        }
    }
    if length(&written) > limit {
        return sentence(text, limit);
    }
    Escaped::new(written)
}

/// The same for the last `limit` characters of a sentence.
#[must_use]
pub fn sentence_end(text: &str, limit: usize) -> Escaped {
    // What cannot be seen is dropped, and few texts have as much of that as of anything else.
    let start = text.char_indices().rev().nth(2 * limit);
    let tail = start.map_or(text, |(at, _)| &text[at..]);
    let mut room = limit;
    loop {
        let shown = visible(tail, tail.len(), Blanks::Joined);
        let escaped = escape(&clip_start(&shown, room), Addresses::Linked);
        let excess = length(&escaped).saturating_sub(limit);
        if excess == 0 || room == 0 {
            return Escaped::new(escaped);
        }
        room -= excess.div_ceil(2).min(room);
    }
}

/// Cuts a text so that it has at most `limit` characters when it is escaped.
fn escape_within(text: &str, limit: usize, addresses: Addresses) -> Escaped {
    let mut room = limit;
    loop {
        let escaped = escape(&clip(text, room), addresses);
        let excess = length(&escaped).saturating_sub(limit);
        if excess == 0 || room == 0 {
            return Escaped::new(escaped);
        }
        room -= excess.div_ceil(2).min(room);
    }
}

/// Writes a name as inline code of at most `limit` characters between its backticks.
#[must_use]
pub fn code(text: &str, limit: usize) -> Escaped {
    Escaped::new(format!("`{}`", as_code(&field(text, limit))))
}

/// Writes the version of a table as inline code; of many sources, the first.
#[must_use]
pub fn version(version: &str) -> Escaped {
    code(&short_version(version), 2 * VERSION_CHARS)
}

/// Writes it as running text.
#[must_use]
pub fn version_text(version: &str) -> Escaped {
    text(&short_version(version), 2 * VERSION_CHARS)
}

fn short_version(version: &str) -> String {
    let (sources, hash) = version.rsplit_once('@').unwrap_or((version, ""));
    let mark = if hash.is_empty() { "" } else { "@" };
    let sources = clip(
        &visible(sources, VERSION_CHARS, Blanks::Joined),
        VERSION_CHARS,
    );
    format!("{sources}{mark}{hash}")
}

/// Writes as many of a text's lines into a block of code as fit into `room` characters, its fences
/// included, and says whether any had to be cut or left out. `language` may be empty.
#[must_use]
pub fn block(language: &'static str, text: &str, room: usize) -> (Escaped, bool) {
    let fences = length(language) + "```\n```".len();
    let mut left = room.saturating_sub(fences);
    let mut is_cut = false;
    let mut lines = String::new();
    for line in text.trim_end().lines() {
        let shown = visible(line, BLOCK_LINE_CHARS, Blanks::Kept);
        is_cut |= length(&shown) > BLOCK_LINE_CHARS;
        let shown = as_block_line(&clip(&shown, BLOCK_LINE_CHARS));
        let Some(rest) = left.checked_sub(length(&shown) + 1) else {
            is_cut = true;
            break;
        };
        left = rest;
        lines += &shown;
        lines.push('\n');
    }
    if lines.is_empty() {
        return (Escaped::default(), is_cut);
    }
    (Escaped::new(format!("```{language}\n{lines}```")), is_cut)
}

/// Writes lines into a field of a form, as many whole ones as fit: they come back when it is sent.
#[must_use]
pub fn form_value(lines: &[String], limit: usize) -> String {
    let mut value = String::new();
    for line in lines {
        let line = visible(line, limit, Blanks::Joined);
        let line_break = usize::from(!value.is_empty());
        if length(&value) + line_break + length(&line) > limit {
            continue;
        }
        if line_break > 0 {
            value.push('\n');
        }
        value += &line;
    }
    value
}

/// Writes the name of a file to attach; its ending is kept.
#[must_use]
pub fn file_name(name: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let plain = name.chars().map(|c| if is_plain(c) { c } else { '_' });
    let plain: Vec<char> = plain.collect();
    let cut = plain.len().saturating_sub(FILE_NAME_CHARS);
    let kept: String = plain[cut..].iter().collect();
    // A name that begins with a dot would be hidden, and one of dots alone is no name.
    let kept = kept.trim_start_matches('.');
    if kept.is_empty() {
        return "file".to_owned();
    }
    kept.to_owned()
}

/// Replaces what has a meaning within inline code: backticks end it, and Discord looks for invitations
/// there.
fn as_code(text: &str) -> String {
    let written = text.char_indices().map(|(at, c)| match c {
        '`' => 'ˋ',
        '.' if is_invite_dot(&text[..at]) => '․',
        c => c,
    });
    written.collect()
}

/// The same for a line of a block of code, which only three backticks end.
fn as_block_line(line: &str) -> String {
    let mut written = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find('`') {
        let ticks = rest[at..].len() - rest[at..].trim_start_matches('`').len();
        let tick = if ticks > 2 { "ˋ" } else { "`" };
        written += &rest[..at];
        written += &tick.repeat(ticks);
        rest = &rest[at + ticks..];
    }
    let written = written + rest;
    let shown = written.char_indices().map(|(at, c)| match c {
        '.' if is_invite_dot(&written[..at]) => '․',
        c => c,
    });
    shown.collect()
}

fn length(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_to_its_limit_when_it_is_escaped() {
        let check = |typed: &str, limit, expected: &str| {
            let escaped = text(typed, limit);
            assert_eq!(escaped.as_str(), expected);
        };
        check("plain", 5, "plain");
        check("a_b_c", 6, "a\\_b…");
        check(&"*".repeat(99), 9, "\\*\\*\\*\\*…");
        check("_", 0, "…");
        check("a\n# b", 9, "a \\# b");
        check("https://a.example", 30, "https\\://a.example");
    }

    #[test]
    fn a_link_of_a_sentence_shows_its_words() {
        let check = |typed: &str, limit, expected: &str| {
            assert_eq!(linked_sentence(typed, limit).as_str(), expected);
        };
        check(
            "Use *this* [form [x](https://a.example/f?x), please.",
            90,
            "Use \\*this\\* \\[form [x](<https://a.example/f?x>), please.",
        );
        check("no link", 90, "no link");
        let cut = "[form](https://a.example/f) or the other one";
        check(cut, 30, sentence(cut, 30).as_str());
        let bad = "[form](https://user@a.example/f)";
        check(bad, 90, sentence(bad, 90).as_str());
    }

    #[test]
    fn the_end_of_a_sentence_is_shown() {
        let end = sentence_end(&"a_b ".repeat(99), 10);
        assert_eq!(end.as_str(), "…a\\_b a\\_b");
        assert_eq!(sentence_end(" a\n b ", 10).as_str(), "a b");
    }

    #[test]
    fn nothing_ends_inline_code() {
        let check = |typed: &str, expected: &str| assert_eq!(code(typed, 20).as_str(), expected);
        check("a`` `b", "`aˋˋ ˋb`");
        check("@everyone\n**x**", "`@everyone **x**`");
        check("discord.gg/x", "`discord․gg/x`");
        check("", "`…`");
        check(&"a".repeat(30), &format!("`{}…`", "a".repeat(19)));
    }

    #[test]
    fn nothing_ends_a_block_of_code() {
        let check = |typed: &str, room, expected: &str, is_cut| {
            assert_eq!(
                block("diff", typed, room),
                (Escaped::new(expected.to_owned()), is_cut)
            );
        };
        check("`a`\n  ````b\n", 99, "```diff\n`a`\n  ˋˋˋˋb\n```", false);
        check("a\u{1b}[31m\u{202e}b", 99, "```diff\na[31mb\n```", false);
        check("one\ntwo", 16, "```diff\none\n```", true);
        check("one", 9, "", true);
        check("", 99, "", false);
    }

    #[test]
    fn the_hash_of_a_version_is_always_shown() {
        let long = format!("{}@1a2b3c4", ["skerry"; 20].join("+"));
        let shown = version(&long);
        assert!(shown.as_str().ends_with("…@1a2b3c4`"), "{shown}");
        assert_eq!(version("skerry@1a2b3c4").as_str(), "`skerry@1a2b3c4`");
    }

    #[test]
    fn a_form_takes_whole_lines() {
        let lines = ["one\ntwo", "threefour", "five"].map(str::to_owned);
        assert_eq!(form_value(&lines, 12), "one two\nfive");
    }

    #[test]
    fn a_file_has_a_plain_name() {
        assert_eq!(file_name("a b`@everyone.toml"), "a_b__everyone.toml");
        assert_eq!(file_name("../..\n.env"), "_.._.env");
        assert_eq!(file_name(".."), "file");
        assert_eq!(file_name(&"x".repeat(300)).len(), FILE_NAME_CHARS);
    }
}
