//! Masked links: labels that Discord shows as they are, and addresses that cannot end the link.
//! Pure.

use std::fmt::Write;

use crate::discord::reply::foreign::field::field;
use crate::discord::reply::foreign::signs::{is_invite_dot, is_shortcode};
use crate::wording::Escaped;

/// Returns a masked link to a picture, which Discord shows below the message. The label
/// is Discord's Markdown; [`label`] makes it of foreign text.
#[must_use]
pub fn shown_link(label: &str, url: &str) -> Escaped {
    let url = contained(url).replace('(', "%28").replace(')', "%29");
    Escaped::new(format!("[{label}]({url})"))
}

/// Returns a masked link that Discord does not preview. The label is Discord's Markdown; [`label`] makes it of foreign text.
#[must_use]
pub fn link(label: &str, url: &str) -> Escaped {
    Escaped::new(format!("[{label}](<{}>)", contained(url)))
}

/// Writes a text of at most `limit` characters for the label of a masked link. Discord shows a backslash
/// there instead of taking it for an escape, so what has a meaning is replaced by a look-alike.
#[must_use]
pub fn label(text: &str, limit: usize) -> Escaped {
    // An address in a label keeps Discord from making a link of it.
    let text = field(text, limit).replace("://", ":∕∕");
    let shown = text.char_indices().map(|(at, c)| match c {
        '\\' => '∖',
        '[' => '(',
        ']' => ')',
        '*' => '∗',
        '_' => 'ˍ',
        '~' => '∼',
        '`' => 'ˋ',
        '|' => '∣',
        '<' => '‹',
        '>' => '›',
        '@' => '＠',
        ':' if is_shortcode(&text[at + 1..]) => '∶',
        '.' if is_invite_dot(&text[..at]) => '․',
        c => c,
    });
    Escaped::new(shown.collect())
}

/// An address with everything encoded that could end the link around it.
fn contained(url: &str) -> String {
    let keeps_parentheses = has_flat_parentheses(url);
    let mut contained = String::with_capacity(url.len());
    for c in url.chars() {
        let ends_link = c.is_whitespace()
            || c.is_control()
            || matches!(c, '<' | '>' | '\\' | '"' | '`')
            || (matches!(c, '(' | ')') && !keeps_parentheses);
        if !ends_link {
            contained.push(c);
            continue;
        }
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            // Writing to a string cannot fail.
            let _ = write!(contained, "%{byte:02X}");
        }
    }
    contained
}

/// Whether every parenthesis is closed before the next one opens: Discord reads those as part of an
/// address.
fn has_flat_parentheses(url: &str) -> bool {
    let mut is_open = false;
    for c in url.chars().filter(|c| matches!(c, '(' | ')')) {
        if is_open == (c == '(') {
            return false;
        }
        is_open = !is_open;
    }
    !is_open
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_shown_as_it_is_without_escapes() {
        let check = |text: &str, expected: &str| {
            assert_eq!(label(text, 60).as_str(), expected);
        };
        check("2) Tides & times, p. 4 #1", "2) Tides & times, p. 4 #1");
        check("Draft [v2] of *all* `x_y`", "Draft (v2) of ∗all∗ ˋxˍyˋ");
        check(
            "<@1> @everyone\n~~a\\b~~ ||c||",
            "‹＠1› ＠everyone ∼∼a∖b∼∼ ∣∣c∣∣",
        );
        check("see https://a.example", "see https:∕∕a.example");
        check(":heart: discord.gg/x", "∶heart: discord․gg/x");
        check(&"a".repeat(70), &format!("{}…", "a".repeat(59)));
    }

    #[test]
    fn an_address_cannot_end_its_link() {
        let check = |url: &str, expected: &str| {
            assert_eq!(link("a", url).as_str(), format!("[a](<{expected}>)"));
        };
        check("https://a.example/ü_(b)#c*d", "https://a.example/ü_(b)#c*d");
        check(
            "https://a.example/>) [x](<y",
            "https://a.example/%3E%29%20[x]%28%3Cy",
        );
        check(
            "https://a.example/(b(c))",
            "https://a.example/%28b%28c%29%29",
        );
        check("https://a.example/\u{a0}\\", "https://a.example/%C2%A0%5C");
    }
}
