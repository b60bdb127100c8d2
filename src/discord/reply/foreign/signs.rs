//! Signs that mean something by what stands around them. Pure.

/// Whether a text that follows a colon makes the name of an emoji of it: `smile:`.
pub fn is_shortcode(after: &str) -> bool {
    let is_named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-' | '~');
    let name = after.trim_start_matches(is_named);
    name.len() < after.len() && name.starts_with(':')
}

/// Whether a dot that follows a text makes an address of Discord's own of it, which Discord shows as an
/// invitation or a channel even where it is no link.
pub fn is_invite_dot(before: &str) -> bool {
    let ends_with = |name: &str| {
        let start = before.len().checked_sub(name.len());
        let end = start.and_then(|start| before.get(start..));
        end.is_some_and(|end| end.eq_ignore_ascii_case(name))
    };
    ends_with("discord") || ends_with("discordapp")
}
