//! Discord's Markdown: escapes what has a meaning there, and splits text into messages. Pure.

use unicode_segmentation::UnicodeSegmentation;

use crate::discord::limits::MESSAGE_CHARS;
use crate::discord::reply::address::{WebAddress, has_address};

/// Escapes text so that Discord shows it as it is: no emphasis, mention, heading, list or quote, and
/// no link but the addresses in it, which stay whole.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut starts_line = true;
    let mut is_numbered = false;
    let mut before = None;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(address) = WebAddress::at_start(rest, before) {
            escaped += &address.markdown();
            rest = &rest[address.written.len()..];
            (starts_line, is_numbered) = (false, false);
            before = address.written.chars().next_back();
            continue;
        }
        let is_marked = matches!(
            c,
            '\\' | '*' | '_' | '~' | '`' | '|' | '[' | ']' | '<' | '>' | '@' | '#'
        ) || (starts_line && matches!(c, '-' | '+'))
            || (is_numbered && matches!(c, '.' | ')'));
        if is_marked {
            escaped.push('\\');
        }
        escaped.push(c);
        is_numbered = (starts_line || is_numbered) && c.is_ascii_digit();
        starts_line = c == '\n' || (starts_line && c.is_whitespace());
        before = Some(c);
        rest = &rest[c.len_utf8()..];
    }
    escaped
}

/// Cuts text to `limit` characters; if anything is cut, the last of them is an ellipsis. An address is
/// left out rather than cut.
#[must_use]
pub fn clip(text: &str, limit: usize) -> String {
    if length(text) <= limit {
        return text.to_owned();
    }
    let cut = text.char_indices().nth(limit.saturating_sub(1));
    let (mut kept, after) = text.split_at(cut.map_or(text.len(), |(at, _)| at));
    let word = last_word(kept);
    if !after.starts_with(char::is_whitespace) && has_address(word) && word.len() < kept.len() {
        kept = &kept[..kept.len() - word.len()];
    }
    format!("{}…", kept.trim_end())
}

/// Escapes text that is cut to have at most `limit` characters when it is escaped.
#[must_use]
pub fn escape_within(text: &str, limit: usize) -> String {
    let mut room = limit;
    loop {
        let escaped = escape(&clip(text, room));
        let excess = length(&escaped).saturating_sub(limit);
        if excess == 0 || room == 0 {
            return escaped;
        }
        room -= excess.div_ceil(2).min(room);
    }
}

/// Cuts text to its last `limit` characters; if anything is cut, the first of them is an ellipsis.
#[must_use]
pub fn clip_start(text: &str, limit: usize) -> String {
    let excess = text.chars().count().saturating_sub(limit.saturating_sub(1));
    if excess <= 1 {
        return text.to_owned();
    }
    let kept: String = text.chars().skip(excess).collect();
    format!("…{}", kept.trim_start())
}

/// Joins blocks, each on a line of its own, into as few messages as they need. A block that fits
/// into a message stays whole; a longer one is split between sentences, or else between words.
#[must_use]
pub fn paginate(blocks: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut pages: Vec<String> = Vec::new();
    let whole = blocks.into_iter().flat_map(|block| fit(&block));
    for block in whole {
        match pages.last_mut() {
            Some(page) if length(page) + 1 + length(&block) <= MESSAGE_CHARS => {
                page.push('\n');
                page.push_str(&block);
            }
            _ => pages.push(block),
        }
    }
    pages
}

/// Splits a block into pieces, none longer than a message.
fn fit(block: &str) -> Vec<String> {
    if length(block) <= MESSAGE_CHARS {
        return vec![block.to_owned()];
    }
    let mut pieces = vec![String::new()];
    let sentences = joined(block.split_sentence_bounds());
    let sentences = sentences.into_iter().flat_map(|sentence| {
        if length(&sentence) <= MESSAGE_CHARS {
            return vec![sentence];
        }
        let words = sentence.split_inclusive(char::is_whitespace);
        words
            .flat_map(parts)
            .flat_map(|part| chunks(&part))
            .collect()
    });
    for sentence in sentences {
        match pieces.last_mut() {
            Some(piece) if length(piece) + length(&sentence) <= MESSAGE_CHARS => {
                piece.push_str(&sentence);
            }
            _ => pieces.push(sentence),
        }
    }
    pieces
        .into_iter()
        .map(|piece| piece.trim_end().to_owned())
        .collect()
}

/// Splits a stretch of text without white space, unless it has an address.
fn parts(word: &str) -> Vec<String> {
    if has_address(word) {
        return vec![word.to_owned()];
    }
    joined(word.split_word_bounds())
}

/// Joins what must not be split: an address, and a backslash with what it escapes.
fn joined<'a>(parts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for part in parts {
        match joined.last_mut() {
            Some(last) if last.ends_with('\\') || ends_in_address(last) => last.push_str(part),
            _ => joined.push(part.to_owned()),
        }
    }
    joined
}

/// Whether a text ends within an address; one that is longer than a message is split anyway.
fn ends_in_address(text: &str) -> bool {
    let word = last_word(text);
    word.len() < MESSAGE_CHARS && has_address(word)
}

/// What stands after the last white space; empty if the text ends with it.
fn last_word(text: &str) -> &str {
    text.rsplit(char::is_whitespace).next().unwrap_or_default()
}

/// Splits a word that is longer than a message.
fn chunks(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    letters
        .chunks(MESSAGE_CHARS)
        .map(String::from_iter)
        .collect()
}

fn length(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(escape(text), expected);
    }

    #[test]
    fn markup_is_escaped() {
        check("it’s 5 o'clock, half-lit.", "it’s 5 o'clock, half-lit.");
        check("**bold** _it_ `x`", "\\*\\*bold\\*\\* \\_it\\_ \\`x\\`");
        check("@everyone <@1> <#2>", "\\@everyone \\<\\@1\\> \\<\\#2\\>");
        check(
            "[a](b) ||c|| ~~d~~",
            "\\[a\\](b) \\|\\|c\\|\\| \\~\\~d\\~\\~",
        );
        check(
            "-# small\n  - item\n# big",
            "\\-\\# small\n  \\- item\n\\# big",
        );
        check(
            "1. first\n 12) second, 3.5",
            "1\\. first\n 12\\) second, 3.5",
        );
        check("a\\", "a\\\\");
    }

    #[test]
    fn addresses_stay_whole_and_what_follows_is_escaped() {
        check(
            "Map: https://a.example/x_y~z#_1, not *here*.",
            "Map: https://a.example/x_y~z#_1, not \\*here\\*.",
        );
        check(
            "(https://a.example/b_(c)) <https://a.example/d_e*f> <g>",
            "(<https://a.example/b_(c)>) <https://a.example/d_e*f> \\<g\\>",
        );
        check(
            "**https://a.example/b**[c](https://a.example/d_e)",
            "\\*\\*<https://a.example/b>\\*\\*\\[c\\](https://a.example/d_e)",
        );
        check("“https://a.example/b_c”", "“<https://a.example/b_c>”");
    }

    #[test]
    fn a_cut_leaves_out_the_address_that_it_falls_into() {
        let check = |text: &str, limit, expected: &str| assert_eq!(clip(text, limit), expected);
        check("See https://a.example/long/way here", 20, "See…");
        check(
            "See https://a.example/b now and then",
            24,
            "See https://a.example/b…",
        );
        check("a plain sentence", 8, "a plain…");
    }

    #[test]
    fn a_long_block_is_not_split_within_an_address_or_an_escape() {
        let address = format!("https://a.example/?q={}!x", "b.c?".repeat(30));
        let pages = paginate([format!("{} {address} e. ", "d\\*".repeat(400)).repeat(3)]);
        let found: usize = pages
            .iter()
            .map(|page| page.matches(&address).count())
            .sum();
        assert_eq!(found, 3, "{pages:?}");
        assert!(pages.iter().all(|page| !page.ends_with('\\')), "{pages:?}");
    }

    #[test]
    fn escaped_text_is_cut_to_its_limit() {
        let check = |text: &str, limit, expected: &str| {
            assert_eq!(escape_within(text, limit), expected);
        };
        check("plain", 5, "plain");
        check("a_b_c", 6, "a\\_b…");
        check(&"*".repeat(99), 9, "\\*\\*\\*\\*…");
        check("_", 0, "…");
    }

    #[test]
    fn blocks_that_fit_into_a_message_stay_whole() {
        let block = |c: &str| c.repeat(900);
        let pages = paginate([block("a"), block("b"), block("c")]);
        assert_eq!(
            pages,
            [format!("{}\n{}", block("a"), block("b")), block("c")]
        );
    }

    #[test]
    fn a_long_block_is_split_between_sentences() {
        let sentence = format!("A{}. ", "a".repeat(990));
        let pages = paginate([sentence.repeat(3)]);
        assert!(pages.iter().all(|page| page.ends_with('.')), "{pages:?}");
    }

    proptest! {
        #[test]
        fn no_page_is_too_long_and_no_letter_is_lost(blocks in proptest::collection::vec("(.{0,40}\\. ){0,90}|\\PC{0,2600}", 0..5)) {
            let pages = paginate(blocks.clone());
            let letters = |texts: &[String]| texts.concat().chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&pages), letters(&blocks));
            for page in pages {
                prop_assert!(length(&page) <= MESSAGE_CHARS);
            }
        }

        #[test]
        fn escaping_only_adds_backslashes(text in "\\PC{0,60}") {
            let escaped = escape(&text);
            let mut plain = String::new();
            let mut chars = escaped.chars();
            while let Some(c) = chars.next() {
                plain.push(if c == '\\' { chars.next().unwrap() } else { c });
            }
            prop_assert_eq!(plain, text);
        }
    }
}
