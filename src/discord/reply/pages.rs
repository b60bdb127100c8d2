//! Distributes what is to be said over messages, within Discord's limits. What does not fit is counted,
//! and that is said. Pure.
//!
//! It is given lines that are each far shorter than a message, since [`super::foreign`] bounds what may
//! be long; they are never split, because what is harmless within a line may not be at its start.

use crate::discord::limits::MESSAGE_CHARS;
use crate::wording::{self, Words};

/// Messages of one reply: more than any answer ought to need.
const MESSAGES: usize = 10;
/// Characters left free for the line that says how much is left out.
const NOTE_CHARS: usize = 40;

/// Joins blocks, each on a line of its own, into as few messages as they need. A block stays whole.
/// Those beyond the last message are counted in its last line.
#[must_use]
pub fn paginate(words: &Words, blocks: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut pages: Vec<String> = Vec::new();
    let mut left_out = 0;
    for block in blocks {
        let block = cut(block);
        let is_last = pages.len() == MESSAGES;
        let room = MESSAGE_CHARS - if is_last { NOTE_CHARS } else { 0 };
        match pages.last_mut() {
            _ if left_out > 0 => left_out += 1,
            Some(page) if length(page) + 1 + length(&block) <= room => {
                page.push('\n');
                page.push_str(&block);
            }
            Some(_) if is_last => left_out += 1,
            _ => pages.push(block),
        }
    }
    if let Some(page) = pages.last_mut()
        && left_out > 0
    {
        page.push('\n');
        page.push_str(&wording::more_lines(words, left_out));
    }
    pages
}

/// The same messages, of which there may be this many: the last one has as much of the rest as fits, and counts the
/// other lines.
#[must_use]
pub fn at_most(words: &Words, pages: &[String], most: usize) -> Vec<String> {
    let whole = most.saturating_sub(1);
    if pages.len() <= most {
        return pages.to_vec();
    }
    let (kept, rest) = pages.split_at(whole);
    let rest = rest.iter().flat_map(|page| page.lines().map(str::to_owned));
    let last = fitting(words, rest, MESSAGE_CHARS);
    kept.iter().cloned().chain([last]).collect()
}

/// Joins as many lines as fit into `room` characters, and counts the others in a last line.
#[must_use]
pub fn fitting(words: &Words, lines: impl IntoIterator<Item = String>, room: usize) -> String {
    let lines: Vec<String> = lines.into_iter().map(cut).collect();
    let whole: usize = lines.iter().map(|line| length(line) + 1).sum();
    if whole <= room + 1 {
        return lines.join("\n");
    }
    let mut used = NOTE_CHARS;
    let fit = lines.iter().take_while(|line| {
        used += length(line) + 1;
        used <= room
    });
    let fit = fit.count();
    let note = wording::more_lines(words, lines.len() - fit);
    let shown = lines.into_iter().take(fit).chain([note]);
    shown.collect::<Vec<_>>().join("\n")
}

/// Returns as many lines of a moderators' text as fit into a message. A block of code that is cut is closed.
#[must_use]
pub fn one_message(text: &str) -> String {
    if length(text) <= MESSAGE_CHARS {
        return text.to_owned();
    }
    let room = MESSAGE_CHARS - "\n```".len();
    let mut shown = fitting(Words::english(), text.lines().map(str::to_owned), room);
    if shown.matches("```").count() % 2 == 1 {
        shown.push_str("\n```");
    }
    shown
}

/// Cuts what is longer than a message, which nothing ought to be, without splitting an escape.
fn cut(line: String) -> String {
    let Some((end, _)) = line.char_indices().nth(MESSAGE_CHARS - NOTE_CHARS) else {
        return line;
    };
    let kept = &line[..end];
    let slashes = kept.len() - kept.trim_end_matches('\\').len();
    let kept = &kept[..kept.len() - slashes % 2];
    format!("{kept}…")
}

fn length(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn blocks_that_fit_into_a_message_stay_whole() {
        let block = |c: &str| c.repeat(900);
        let pages = paginate(Words::english(), [block("a"), block("b"), block("c")]);
        assert_eq!(
            pages,
            [format!("{}\n{}", block("a"), block("b")), block("c")]
        );
    }

    #[test]
    fn what_does_not_fit_is_counted() {
        let pages = paginate(Words::english(), (0..30).map(|_| "a".repeat(900)));
        assert_eq!(pages.len(), MESSAGES);
        assert!(
            pages[MESSAGES - 1].ends_with("\n-# … and 10 more lines"),
            "{pages:?}"
        );
        let lines = (0..30).map(|_| "b".repeat(90));
        let shown = fitting(Words::english(), lines, 400);
        assert!(shown.ends_with("b\n-# … and 27 more lines"), "{shown}");
        assert_eq!(
            fitting(Words::english(), ["a".to_owned(), "b".to_owned()], 3),
            "a\nb"
        );
    }

    #[test]
    fn a_block_of_code_that_is_cut_is_closed() {
        let text = format!("above\n```\n{}```", "code\n".repeat(900));
        let shown = one_message(&text);
        assert!(shown.ends_with("more lines\n```"), "{shown}");
        assert!(length(&shown) <= MESSAGE_CHARS);
        assert_eq!(one_message("a\n\nb"), "a\n\nb");
    }

    #[test]
    fn a_cut_does_not_split_an_escape() {
        for before in 0..3 {
            let line = "a".repeat(before) + &"\\*".repeat(MESSAGE_CHARS);
            let [page] = &paginate(Words::english(), [line])[..] else {
                panic!("one message");
            };
            let escapes = page.trim_start_matches('a').trim_end_matches('…');
            assert_eq!(escapes.replace("\\*", ""), "");
        }
    }

    proptest! {
        #[test]
        fn no_page_is_too_long(sizes in proptest::collection::vec((0_usize..2600, "[a-c\\\\*]"), 0..30)) {
            let blocks: Vec<String> = sizes.iter().map(|(size, c)| c.repeat(*size)).collect();
            let pages = paginate(Words::english(), blocks.clone());
            prop_assert!(pages.len() <= MESSAGES);
            prop_assert!(pages.iter().all(|page| length(page) <= MESSAGE_CHARS));
            prop_assert!(length(&fitting(Words::english(), blocks, MESSAGE_CHARS)) <= MESSAGE_CHARS);
        }
    }
}
