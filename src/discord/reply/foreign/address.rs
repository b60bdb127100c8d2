//! Web addresses within a text, so that Discord links each of them whole. Pure.

use url::Url;

use crate::discord::reply::foreign::signs::is_invite_dot;

/// What begins an address.
const SCHEMES: [&str; 2] = ["https://", "http://"];

/// An address at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WebAddress<'a> {
    /// How it is written, in angle brackets if it was.
    pub written: &'a str,
    /// Whether Discord would link another stretch of the text unless it stood in angle brackets.
    needs_brackets: bool,
}

impl<'a> WebAddress<'a> {
    /// Reads an address at the start of a text that follows the character `before`; `None` if it is none,
    /// or one that may lead elsewhere than it says.
    #[must_use]
    pub fn at_start(text: &'a str, before: Option<char>) -> Option<Self> {
        Self::read(text, before).filter(|address| is_honest(address.written))
    }

    fn read(text: &'a str, before: Option<char>) -> Option<Self> {
        if let Some(inner) = text.strip_prefix('<') {
            return Self::in_brackets(text, inner);
        }
        let scheme = scheme(text)?;
        let rest = &text[scheme.len()..];
        let kept = without_punctuation(&rest[..end(rest)], before);
        let written = &text[..scheme.len() + kept.len()];
        (!kept.is_empty()).then(|| Self {
            written,
            needs_brackets: !SCHEMES.contains(&scheme)
                || written.ends_with(|c| is_stripped(c) || c == ']')
                || !is_stripped_whole(kept, &rest[kept.len()..]),
        })
    }

    /// Reads `<https://…>`, given what follows the bracket.
    fn in_brackets(text: &'a str, inner: &str) -> Option<Self> {
        scheme(inner)?;
        let end = inner.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>'))?;
        inner[end..].starts_with('>').then(|| Self {
            written: &text[..end + 2],
            needs_brackets: false,
        })
    }

    /// The address in Discord's Markdown.
    #[must_use]
    pub fn markdown(self) -> String {
        if self.needs_brackets {
            return format!("<{}>", self.written);
        }
        self.written.to_owned()
    }
}

/// Whether a stretch of text without white space has an address in it.
#[must_use]
pub fn has_address(word: &str) -> bool {
    let mut starts = word.match_indices("://");
    starts.any(|(at, _)| {
        SCHEMES
            .iter()
            .any(|scheme| ends_with_scheme(&word[..at], scheme))
    })
}

/// Whether an address shows where it leads: without a user before its host, and to a host in plain
/// letters. Those of Discord itself do more than lead somewhere: they are shown as invitations.
fn is_honest(written: &str) -> bool {
    let address = written.trim_matches(['<', '>']);
    let Ok(url) = Url::parse(address) else {
        return false;
    };
    let host = url.host_str().unwrap_or_default();
    let is_as_written = || {
        let authority = address.split("//").nth(1).unwrap_or_default();
        let authority = authority.get(..host.len());
        authority.is_some_and(|start| start.eq_ignore_ascii_case(host))
    };
    let mut dots = address.match_indices('.');
    !host.is_empty()
        && url.username().is_empty()
        && url.password().is_none()
        && is_as_written()
        && !dots.any(|(at, _)| is_invite_dot(&address[..at]))
}

fn ends_with_scheme(before: &str, scheme: &str) -> bool {
    let name = scheme.trim_end_matches("://");
    let start = before.len().checked_sub(name.len());
    start
        .and_then(|start| before.get(start..))
        .is_some_and(|end| end.eq_ignore_ascii_case(name))
}

/// The scheme that a text begins with, as it is written.
fn scheme(text: &str) -> Option<&str> {
    let mut starts = SCHEMES.iter().filter_map(|scheme| {
        let start = text.get(..scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(start)
    });
    starts.next()
}

/// Whether no address has this character. Letters and signs of other scripts are left in it, their
/// punctuation is not.
fn ends_address(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '<' | '>' | '"' | '`' | '\\' | '«' | '»' | '¡' | '¿')
        || matches!(c, '،' | '؛' | '؟' | '।' | '॥')
        || matches!(c, '\u{2000}'..='\u{206f}' | '\u{2e00}'..='\u{2e7f}' | '\u{3000}'..='\u{303f}')
        || matches!(c, '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}')
        || matches!(c, '\u{ff5b}'..='\u{ff65}')
}

/// Where an address ends at the latest, in bytes: before a character that no address has, a bracket that
/// was not opened in it, and the signs of emphasis and spoilers.
fn end(text: &str) -> usize {
    let mut open = [('(', ')', 0_usize), ('[', ']', 0), ('{', '}', 0)];
    for (at, c) in text.char_indices() {
        if ends_address(c) || text[at..].starts_with("**") || text[at..].starts_with("||") {
            return at;
        }
        for (opens, closes, count) in &mut open {
            if c == *opens {
                *count += 1;
            } else if c == *closes {
                let Some(left) = count.checked_sub(1) else {
                    return at;
                };
                *count = left;
            }
        }
    }
    text.len()
}

/// An address without the punctuation of the sentence that it stands in, and the emphasis around it.
fn without_punctuation(address: &str, before: Option<char>) -> &str {
    address.trim_end_matches(|c| {
        let is_emphasis = matches!(c, '_' | '~') && before == Some(c);
        is_emphasis || matches!(c, '.' | ',' | ':' | ';' | '!' | '?' | '\'' | '*' | '|')
    })
}

/// Whether Discord leaves this character at the end of an address out of the link.
fn is_stripped(c: char) -> bool {
    matches!(c, '.' | ',' | ':' | ';' | '"' | '\'')
}

/// Whether Discord leaves all that follows an address, up to the next white space, out of the link. A
/// parenthesis is left out if the address has none itself.
fn is_stripped_whole(address: &str, after: &str) -> bool {
    let after = after.split(char::is_whitespace).next().unwrap_or_default();
    let after = if address.contains('(') {
        after
    } else {
        after.trim_start_matches(')')
    };
    after.chars().all(is_stripped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, before: Option<char>, expected: Option<&str>) {
        let found = WebAddress::at_start(text, before).map(WebAddress::markdown);
        assert_eq!(found.as_deref(), expected, "{text}");
    }

    #[test]
    fn an_address_ends_before_the_punctuation_of_its_sentence() {
        check(
            "https://a.example/x_y, then",
            None,
            Some("https://a.example/x_y"),
        );
        check(
            "https://a.example/x_(y)). So",
            None,
            Some("<https://a.example/x_(y)>"),
        );
        check(
            "https://a.example/x_y_",
            Some('_'),
            Some("<https://a.example/x_y>"),
        );
        check(
            "https://a.example/x_y_",
            None,
            Some("https://a.example/x_y_"),
        );
        check(
            "https://a.example/?q=a&b=[1]",
            None,
            Some("<https://a.example/?q=a&b=[1]>"),
        );
        check(
            "https://a.example/b](https://a.example/c)",
            Some('['),
            Some("<https://a.example/b>"),
        );
        check(
            "https://a.example/灯台。次",
            None,
            Some("<https://a.example/灯台>"),
        );
    }

    #[test]
    fn what_discord_would_link_with_it_is_kept_out_by_angle_brackets() {
        check("https://a.example/x!", None, Some("<https://a.example/x>"));
        check(
            "https://a.example/x||",
            Some('|'),
            Some("<https://a.example/x>"),
        );
        check(
            "https://a.example/x** is",
            Some('*'),
            Some("<https://a.example/x>"),
        );
        check("Https://A.example", None, Some("<Https://A.example>"));
    }

    #[test]
    fn an_address_in_angle_brackets_stays_one() {
        check(
            "<https://a.example/x_y*z>_",
            None,
            Some("<https://a.example/x_y*z>"),
        );
        check("<https://a.example/x y>", None, None);
        check("<https://a.example", None, None);
    }

    #[test]
    fn what_leads_elsewhere_than_it_says_is_no_address() {
        for text in [
            "https://bank.example@a.example/",
            "<https://u:p@a.example>",
            "https://аpple.example/",
            "https://a.example%2eb/",
            "https://0x7f.1/",
            "https:///a.example",
            "https://discord.gg/x",
            "https://canary.DiscordApp.com/invite/x",
            "https://a.example/discord.gg/x",
        ] {
            check(text, None, None);
        }
    }

    #[test]
    fn other_text_is_no_address() {
        for text in [
            "",
            "https://",
            "https://.",
            "http:/a",
            "ftp://a",
            "a https://b",
        ] {
            check(text, None, None);
        }
    }
}
