//! Escapes running text, so that Discord shows it as it is: no emphasis, mention, heading, list, quote,
//! emoji or invitation. Pure.

use crate::discord::reply::foreign::address::WebAddress;
use crate::discord::reply::foreign::signs::{is_invite_dot, is_shortcode};

/// What becomes of web addresses in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addresses {
    /// They are links that show where they lead.
    Linked,
    /// They are text.
    Plain,
}

/// Escapes a text on one line.
#[must_use]
pub fn escape(text: &str, addresses: Addresses) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut starts_line = true;
    let mut is_numbered = false;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let (done, rest) = text.split_at(at);
        let before = done.chars().next_back();
        let address = WebAddress::at_start(rest, before).filter(|_| addresses == Addresses::Linked);
        if let Some(address) = address {
            escaped += &address.markdown();
            at += address.written.len();
            (starts_line, is_numbered) = (false, false);
            continue;
        }
        let after = &rest[c.len_utf8()..];
        if is_marked(c)
            || (starts_line && matches!(c, '-' | '+'))
            || (is_numbered && matches!(c, '.' | ')'))
            || (c == ':' && (after.starts_with("//") || is_shortcode(after)))
            || (c == '.' && is_invite_dot(done))
        {
            escaped.push('\\');
        }
        escaped.push(c);
        is_numbered = (starts_line || is_numbered) && c.is_ascii_digit();
        starts_line = starts_line && c.is_whitespace();
        at += c.len_utf8();
    }
    escaped
}

/// Whether a sign has a meaning wherever it stands.
fn is_marked(c: char) -> bool {
    matches!(
        c,
        '\\' | '*' | '_' | '~' | '`' | '|' | '[' | ']' | '<' | '>' | '@' | '#'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(escape(text, Addresses::Linked), expected);
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
        check("-# small", "\\-\\# small");
        check(" - item", " \\- item");
        check("1. first", "1\\. first");
        check("12) second, 3.5", "12\\) second, 3.5");
        check("a\\", "a\\\\");
        check("at 10:30, :smile: :)", "at 10:30, \\:smile: :)");
        check(
            "Discord.gg/x, discordapp.com",
            "Discord\\.gg/x, discordapp\\.com",
        );
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
    fn other_addresses_are_text() {
        check("https://discord.gg/x", "https\\://discord\\.gg/x");
        check("steam://run/1", "steam\\://run/1");
        check("https://a@b.example/", "https\\://a\\@b.example/");
        assert_eq!(
            escape("see https://a.example", Addresses::Plain),
            "see https\\://a.example"
        );
    }

    proptest! {
        #[test]
        fn escaping_only_adds_backslashes(text in "[^\\n\\PC]{0,60}") {
            let escaped = escape(&text, Addresses::Plain);
            let mut plain = String::new();
            let mut chars = escaped.chars();
            while let Some(c) = chars.next() {
                plain.push(if c == '\\' { chars.next().unwrap() } else { c });
            }
            prop_assert_eq!(plain, text);
        }
    }
}
