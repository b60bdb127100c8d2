//! Cuts texts to a length, without cutting what belongs together. Pure.

use unicode_segmentation::GraphemeCursor;

use crate::discord::reply::foreign::address::has_address;

/// Cuts text to `limit` characters; if anything is cut, the last of them is an ellipsis. An address is
/// left out rather than cut, and a letter keeps its marks.
#[must_use]
pub fn clip(text: &str, limit: usize) -> String {
    if text.chars().nth(limit).is_none() {
        return text.to_owned();
    }
    let cut = text.char_indices().nth(limit.saturating_sub(1));
    let (mut kept, after) = text.split_at(cut.map_or(text.len(), |(at, _)| letter_start(text, at)));
    let word = kept.rsplit(char::is_whitespace).next().unwrap_or_default();
    if !after.starts_with(char::is_whitespace) && has_address(word) && word.len() < kept.len() {
        kept = &kept[..kept.len() - word.len()];
    }
    format!("{}…", kept.trim_end())
}

/// Where the letter begins that a cut falls into; the cut itself if that letter is all there is.
fn letter_start(text: &str, cut: usize) -> usize {
    let mut cursor = GraphemeCursor::new(cut, text.len(), true);
    if cursor.is_boundary(text, 0).unwrap_or(true) {
        return cut;
    }
    let start = cursor.prev_boundary(text, 0).ok().flatten();
    start.filter(|start| *start > 0).unwrap_or(cut)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, limit: usize, expected: &str) {
        assert_eq!(clip(text, limit), expected);
    }

    #[test]
    fn a_cut_leaves_out_the_address_that_it_falls_into() {
        check("See https://a.example/long/way here", 20, "See…");
        check(
            "See https://a.example/b now and then",
            24,
            "See https://a.example/b…",
        );
        check("a plain sentence", 8, "a plain…");
    }

    #[test]
    fn a_letter_keeps_what_belongs_to_it() {
        check("abe\u{301}f", 4, "ab…");
        check("ab👩\u{200d}💻 c", 5, "ab…");
        check("e\u{301}\u{302}\u{303}", 3, "e\u{301}…");
        check("abc", 0, "…");
    }
}
