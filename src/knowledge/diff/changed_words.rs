//! What has changed between two paragraphs.

/// Words that are shown before and after what has changed.
const AROUND: usize = 6;

/// The parts of two paragraphs that differ, with some words around them.
#[must_use]
pub fn changed_words(was: &str, now: &str) -> [String; 2] {
    let [was, now] = [was, now].map(|text| text.split_whitespace().collect::<Vec<&str>>());
    let before = was.iter().zip(&now).take_while(|(one, other)| one == other);
    let before = before.count();
    let ends = was[before..].iter().rev().zip(now[before..].iter().rev());
    let after = ends.take_while(|(one, other)| one == other).count();
    [was, now].map(|words| {
        let start = before.saturating_sub(AROUND);
        let end = words.len() - after.saturating_sub(AROUND);
        let open = if start > 0 { "… " } else { "" };
        let close = if end < words.len() { " …" } else { "" };
        format!("{open}{}{close}", words[start..end].join(" "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_changed_is_shown_with_the_words_around_it() {
        let check = |was: &str, now: &str, expected: [&str; 2]| {
            assert_eq!(changed_words(was, now), expected);
        };
        check(
            "At most 5 MB.",
            "At most 10 MB.",
            ["At most 5 MB.", "At most 10 MB."],
        );
        check("a b", "a b c", ["a b", "a b c"]);
        check("a a", "a", ["a a", "a"]);
        let long = |word: &str| format!("1 2 3 4 5 6 7 {word} 1 2 3 4 5 6 7");
        check(
            &long("x y"),
            &long("z"),
            [
                "… 2 3 4 5 6 7 x y 1 2 3 4 5 6 …",
                "… 2 3 4 5 6 7 z 1 2 3 4 5 6 …",
            ],
        );
    }
}
