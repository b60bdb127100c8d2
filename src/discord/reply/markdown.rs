//! Discord's Markdown: escapes what has a meaning there, and splits text into messages. Pure.

use unicode_segmentation::UnicodeSegmentation;

use crate::discord::limits::MESSAGE_CHARS;

/// Escapes text so that Discord shows it as it is: no emphasis, link, mention, heading, list or
/// quote.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut starts_line = true;
    let mut is_numbered = false;
    for c in text.chars() {
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
    }
    escaped
}

/// Cuts text to `limit` characters; if anything is cut, the last of them is an ellipsis.
#[must_use]
pub fn clip(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let kept: String = text.chars().take(limit.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
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
    let sentences = block.split_sentence_bounds().flat_map(|sentence| {
        if length(sentence) <= MESSAGE_CHARS {
            vec![sentence.to_owned()]
        } else {
            sentence.split_word_bounds().flat_map(chunks).collect()
        }
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
