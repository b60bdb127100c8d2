//! What Discord and the web put between words.

/// Removes links, `:name:`, `@everyone`, and what Discord writes in angle brackets: `<@1>`, `<#1>`,
/// `<:name:1>`, `<t:1>`; a command's mention leaves its name (`</name:1>`).
#[must_use]
pub fn without_markup(text: &str) -> Option<String> {
    if !text.contains(['<', ':', '@']) && !text.contains("www.") {
        return None;
    }
    let mut left = String::with_capacity(text.len());
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        let shortcode = word.len() > 2 && word.starts_with(':') && word.ends_with(':');
        let name = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '@');
        let mentions_all = matches!(name, "@everyone" | "@here");
        let is_link = word.contains("://") || word.starts_with("www.");
        if !(is_link || shortcode || mentions_all) {
            left += &without_mentions(word);
        }
        left += &piece[word.len()..];
    }
    Some(left)
}

/// The word without what Discord puts between angle brackets.
fn without_mentions(word: &str) -> String {
    let opens = ["<@", "<#", "<:", "<a:", "<t:", "</"];
    let begins = |rest: &str, at: usize| opens.iter().any(|open| rest[at..].starts_with(open));
    let mut left = String::new();
    let mut rest = word;
    while let Some((at, _)) = rest.match_indices('<').find(|(at, _)| begins(rest, *at)) {
        left += &rest[..at];
        left.push(' ');
        let (mention, after) = rest[at..].split_once('>').unwrap_or((&rest[at..], ""));
        if let Some((command, _)) = mention
            .strip_prefix('<')
            .filter(|name| name.starts_with('/'))
            .and_then(|name| name.split_once(':'))
        {
            left += command;
            left.push(' ');
        }
        rest = after;
    }
    left + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_of_everybody_are_dropped_and_addresses_kept() {
        check(
            "@everyone, hi **@here**! a@here.example",
            "hi a@here.example",
        );
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let left = without_markup(text).unwrap_or_else(|| text.to_owned());
        let words: Vec<&str> = left.split_whitespace().collect();
        assert_eq!(words.join(" "), expected);
    }

    #[test]
    fn markup_is_dropped_and_the_name_of_a_command_kept() {
        check(
            "<@1><@42> hi<:lamp:99> see https://example.org/a?b :smile:",
            "hi see",
        );
        check("what does </warp:77> do", "what does /warp do");
        check("<@1", "");
    }
}
