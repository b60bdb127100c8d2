//! Links in a sentence: `[words](https://…)`. Whether the addresses are good is for others to say.

/// A part of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkedPart<'a> {
    /// Words without a link.
    Words(&'a str),
    /// Words that lead to an address, which begins with `http://` or `https://`.
    Link {
        /// What readers see.
        words: &'a str,
        /// Where it leads.
        url: &'a str,
    },
}

/// The parts of a sentence, in order. Brackets that are no link are words.
#[must_use]
pub fn linked_parts(text: &str) -> Vec<LinkedPart<'_>> {
    let mut parts = Vec::new();
    let (mut done, mut from) = (0, 0);
    while let Some(open) = text[from..].find('[').map(|at| from + at) {
        let Some((end, link)) = link_at(text, open) else {
            from = open + 1;
            continue;
        };
        if open > done {
            parts.push(LinkedPart::Words(&text[done..open]));
        }
        parts.push(link);
        (done, from) = (end, end);
    }
    if done < text.len() {
        parts.push(LinkedPart::Words(&text[done..]));
    }
    parts
}

/// The pieces of a sentence that a reader sees: not its addresses.
pub fn without_addresses(text: &str) -> impl Iterator<Item = &str> {
    linked_parts(text).into_iter().map(|part| match part {
        LinkedPart::Words(words) | LinkedPart::Link { words, .. } => words,
    })
}

/// The link that begins with the bracket at `open`, and where it ends.
fn link_at(text: &str, open: usize) -> Option<(usize, LinkedPart<'_>)> {
    let rest = &text[open + 1..];
    let close = rest.find(['[', ']'])?;
    let words = rest[..close].trim();
    let address = rest[close..].strip_prefix("](")?;
    let is_web = address.starts_with("https://") || address.starts_with("http://");
    // An address may have parentheses of its own, in pairs.
    let mut depth = 0;
    let end = address.char_indices().find_map(|(at, c)| {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(Some(at)),
            ')' => depth -= 1,
            c if c.is_whitespace() => return Some(None),
            _ => {}
        }
        None
    });
    let url = &address[..end.flatten()?];
    let is_link = is_web && !words.is_empty();
    let end = open + 1 + close + "](".len() + url.len() + ")".len();
    is_link.then_some((end, LinkedPart::Link { words, url }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parts as `words` and `<words|url>`.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let parts = linked_parts(text).into_iter();
        let shown = parts.map(|part| match part {
            LinkedPart::Words(words) => words.to_owned(),
            LinkedPart::Link { words, url } => format!("<{words}|{url}>"),
        });
        assert_eq!(shown.collect::<String>(), expected);
    }

    #[test]
    fn words_in_brackets_before_an_address_are_a_link() {
        check(
            "Use [this form](https://a.example/f_(b)?x), please.",
            "Use <this form|https://a.example/f_(b)?x>, please.",
        );
        check(
            "[a](http://a.example)[b](https://b.example)",
            "<a|http://a.example><b|https://b.example>",
        );
    }

    #[test]
    fn other_brackets_are_words() {
        for text in [
            "see [1] and [2](x)",
            "[a](ftp://a.example)",
            "[](https://a.example)",
            "[a] (https://a.example)",
            "[a](https://a.example",
            "[a](https://a.example x)",
            "[[[[",
        ] {
            check(text, text);
        }
        check("[[a](https://a.example)", "[<a|https://a.example>");
    }

    #[test]
    fn a_reader_sees_no_address() {
        let text = "Use [this form](https://a.example/f).";
        assert_eq!(
            without_addresses(text).collect::<String>(),
            "Use this form."
        );
    }
}
