//! What Discord's clients make of a message's text: what a reader sees, and the constructs in it. Where
//! clients differ, or a rule is not known exactly, it takes the text for the construct.

/// A construct that is rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Construct {
    pub kind: Kind,
    /// What a reader sees of it.
    pub seen: String,
    /// Where a link leads, or what is mentioned.
    pub target: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Bold,
    Italic,
    Underline,
    Strike,
    Spoiler,
    Code,
    CodeBlock,
    MaskedLink,
    BareLink,
    Mention,
    Timestamp,
    Emoji,
    Command,
    Heading,
    Subtext,
    Quote,
    List,
    /// An address of Discord's own, which is shown as a card even where it is no link.
    Invite,
}

/// A message as it is shown.
#[derive(Debug, Default)]
pub struct Rendered {
    /// What a reader sees: marks of emphasis are gone, and mentions are in `⟦⟧`.
    pub seen: String,
    pub constructs: Vec<Construct>,
}

impl Rendered {
    fn add(&mut self, kind: Kind, seen: &str, target: &str) {
        self.constructs.push(Construct {
            kind,
            seen: seen.to_owned(),
            target: target.to_owned(),
        });
    }
}

/// Emphasis by its marks; longer marks first.
const EMPHASIS: [(&str, Kind); 6] = [
    ("**", Kind::Bold),
    ("__", Kind::Underline),
    ("~~", Kind::Strike),
    ("||", Kind::Spoiler),
    ("*", Kind::Italic),
    ("_", Kind::Italic),
];
/// Names of emoji that stand for all.
const EMOJI: [&str; 4] = ["smile", "heart", "100", "thumbsup"];
/// Schemes of addresses that are links without brackets.
const SCHEMES: [&str; 4] = ["https://", "http://", "steam://", "discord://"];
/// What Discord looks for in the raw text of a message, code included.
const INVITES: [&str; 8] = [
    "discord.gg/",
    "discord.new/",
    "discord.com/invite/",
    "discordapp.com/invite/",
    "discord.com/template/",
    "discord.com/channels/",
    "discord.com/events/",
    "discord.com/servers/",
];

/// Renders a message's text.
pub fn render(text: &str) -> Rendered {
    let mut rendered = Rendered::default();
    let lower = text.to_lowercase();
    for invite in INVITES {
        for (at, _) in lower.match_indices(invite) {
            rendered.add(Kind::Invite, &lower[at..], "");
        }
    }
    let mut rest = text;
    while !rest.is_empty() {
        rest = line(rest, &mut rendered);
    }
    rendered
}

/// Renders what stands at the start of a line, and returns the next line. A block of code may take
/// several.
fn line<'a>(text: &'a str, rendered: &mut Rendered) -> &'a str {
    let trimmed = text.trim_start_matches(' ');
    let markers = ["### ", "## ", "# ", "-# ", ">>> ", "> ", "- ", "* "];
    let marker = markers.iter().find(|marker| trimmed.starts_with(*marker));
    let digits = trimmed.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = digits.len() < trimmed.len() && digits.starts_with(". ");
    let (kind, body) = match marker {
        Some(marker) => {
            let kind = match marker.trim() {
                "-#" => Kind::Subtext,
                ">" | ">>>" => Kind::Quote,
                "-" | "*" => Kind::List,
                _ => Kind::Heading,
            };
            (Some(kind), &trimmed[marker.len()..])
        }
        None if is_numbered => (Some(Kind::List), &digits[2..]),
        None => (None, text),
    };
    let Some(kind) = kind else {
        return inline(body, rendered);
    };
    let before = rendered.seen.len();
    let rest = line(body, rendered);
    let seen = rendered.seen[before..].to_owned();
    rendered.add(kind, &seen, "");
    rest
}

/// Renders text up to the end of its line, and returns what follows.
fn inline<'a>(text: &'a str, rendered: &mut Rendered) -> &'a str {
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let is_in_word = text[..at].ends_with(|c: char| c.is_alphanumeric());
        if c == '\n' {
            rendered.seen.push('\n');
            return &rest[1..];
        }
        at += escape(rest, rendered)
            .or_else(|| code(rest, rendered))
            .or_else(|| angle(rest, rendered))
            .or_else(|| everyone(rest, rendered))
            .or_else(|| address(rest, rendered))
            .or_else(|| masked_link(rest, rendered))
            .or_else(|| emoji(rest, rendered))
            .or_else(|| emphasis(rest, is_in_word, rendered))
            .unwrap_or_else(|| {
                rendered.seen.push(c);
                c.len_utf8()
            });
    }
    ""
}

/// Each of these renders what stands at the start of a text, and returns how many bytes that took.
fn escape(text: &str, rendered: &mut Rendered) -> Option<usize> {
    let escaped = text.strip_prefix('\\')?.chars().next()?;
    if escaped.is_ascii_alphanumeric() || escaped.is_whitespace() {
        return None;
    }
    rendered.seen.push(escaped);
    Some(1 + escaped.len_utf8())
}

fn code(text: &str, rendered: &mut Rendered) -> Option<usize> {
    let after = text.trim_start_matches('`');
    let ticks = text.len() - after.len();
    if ticks == 0 {
        return None;
    }
    let fence = "`".repeat(ticks.min(3));
    let start = fence.len();
    let mut ends = text[start..].match_indices(&fence).map(|(at, _)| at);
    let end = ends.find(|end| {
        let after = &text[start + end + fence.len()..];
        *end > 0 && (ticks > 2 || !after.starts_with('`'))
    })?;
    let content = &text[start..start + end];
    if ticks < 3 {
        rendered.seen += content;
        rendered.add(Kind::Code, content, "");
        return Some(start + end + fence.len());
    }
    let language = content.split('\n').next().unwrap_or_default();
    let is_language = !language.is_empty() && content.contains('\n');
    let language = if is_language { language } else { "" };
    rendered.seen += &content[language.len()..];
    rendered.add(Kind::CodeBlock, content, language);
    Some(start + end + fence.len())
}

fn angle(text: &str, rendered: &mut Rendered) -> Option<usize> {
    let inner = text.strip_prefix('<')?;
    let inner = &inner[..inner.find('>')?];
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let is_id = |prefix: &str| inner.strip_prefix(prefix).is_some_and(is_number);
    let has_space = inner.contains(char::is_whitespace);
    let last = inner.rsplit(':').next().unwrap_or_default();
    let kind = if ["@", "@!", "@&", "#"].iter().any(|prefix| is_id(prefix)) {
        Kind::Mention
    } else if inner.starts_with("t:") && !has_space {
        Kind::Timestamp
    } else if inner.starts_with('/') && is_number(last) {
        Kind::Command
    } else if (inner.starts_with(':') || inner.starts_with("a:")) && is_number(last) {
        Kind::Emoji
    } else if ["id:", "sound:"]
        .iter()
        .any(|prefix| inner.starts_with(prefix))
        && !has_space
    {
        Kind::Mention
    } else if !has_space && inner.contains(":/") {
        Kind::BareLink
    } else if !has_space && (inner.contains('@') || is_number(inner.trim_start_matches('+'))) {
        // Addresses of mail, and numbers of telephones.
        Kind::BareLink
    } else {
        return None;
    };
    let seen = match kind {
        Kind::BareLink => inner.to_owned(),
        _ => format!("⟦{inner}⟧"),
    };
    rendered.seen += &seen;
    rendered.add(kind, &seen, inner);
    Some(inner.len() + 2)
}

fn everyone(text: &str, rendered: &mut Rendered) -> Option<usize> {
    let name = ["@everyone", "@here"];
    let name = name.iter().find(|name| text.starts_with(*name))?;
    let seen = format!("⟦{name}⟧");
    rendered.seen += &seen;
    rendered.add(Kind::Mention, &seen, name);
    Some(name.len())
}

fn address(text: &str, rendered: &mut Rendered) -> Option<usize> {
    let starts = |scheme: &&&str| {
        let start = text.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    SCHEMES.iter().find(starts)?;
    let end = text.find(|c: char| c.is_whitespace() || c == '<');
    let whole = &text[..end.unwrap_or(text.len())];
    let link = whole.trim_end_matches(['.', ',', ':', ';', '"', '\'', ']', ')']);
    rendered.seen += link;
    rendered.add(Kind::BareLink, link, link);
    Some(link.len())
}

fn masked_link(text: &str, rendered: &mut Rendered) -> Option<usize> {
    let inner = text.strip_prefix('[')?;
    let (mut depth, mut is_escaped) = (1, false);
    let end = inner.char_indices().find_map(|(at, c)| {
        match c {
            _ if is_escaped => {}
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        is_escaped = c == '\\' && !is_escaped;
        (depth == 0).then_some(at)
    })?;
    let (label, after) = (&inner[..end], &inner[end + 1..]);
    let open = after.strip_prefix('(')?;
    let close = if open.trim_start().starts_with('<') {
        let at = open.find('>')?;
        at + open[at..].find(')')?
    } else {
        open.find(')')?
    };
    let target = open[..close].trim().trim_matches(['<', '>']);
    if !target.contains(':') || label.trim().is_empty() {
        return None;
    }
    let shown = nested(label, rendered);
    rendered.seen += &shown;
    rendered.add(Kind::MaskedLink, &shown, target);
    Some(1 + end + 1 + 1 + close + 1)
}

fn emoji(text: &str, rendered: &mut Rendered) -> Option<usize> {
    let name = text.strip_prefix(':')?;
    let name = &name[..name.find(':')?];
    if !EMOJI.contains(&name) {
        return None;
    }
    let seen = format!("⟦{name}⟧");
    rendered.seen += &seen;
    rendered.add(Kind::Emoji, &seen, name);
    Some(name.len() + 2)
}

fn emphasis(text: &str, is_in_word: bool, rendered: &mut Rendered) -> Option<usize> {
    for (mark, kind) in EMPHASIS {
        let Some(inner) = text.strip_prefix(mark) else {
            continue;
        };
        let is_underscore = mark.starts_with('_');
        if is_underscore && is_in_word || inner.starts_with(' ') && mark.len() == 1 {
            continue;
        }
        let Some(end) = closing(inner, mark) else {
            continue;
        };
        let seen = nested(&inner[..end], rendered);
        rendered.seen += &seen;
        rendered.add(kind, &seen, "");
        return Some(end + 2 * mark.len());
    }
    None
}

/// Where emphasis ends: at its mark, which is not escaped and follows something.
fn closing(text: &str, mark: &str) -> Option<usize> {
    let mut is_escaped = false;
    let paragraph = text.split("\n\n").next()?;
    paragraph.char_indices().find_map(|(at, c)| {
        let is_end = !is_escaped && at > 0 && text[at..].starts_with(mark);
        is_escaped = c == '\\' && !is_escaped;
        let after = text.get(at + mark.len()..).unwrap_or_default();
        let is_longer = after.starts_with(&mark[..1]);
        let is_in_word = mark == "_" && after.starts_with(|c: char| c.is_alphanumeric());
        (is_end && !is_longer && !is_in_word).then_some(at)
    })
}

/// Renders what stands within a construct, and returns what is seen of it.
fn nested(text: &str, rendered: &mut Rendered) -> String {
    let mut inner = Rendered::default();
    let mut rest = text;
    while !rest.is_empty() {
        rest = inline(rest, &mut inner);
    }
    rendered.constructs.append(&mut inner.constructs);
    inner.seen
}
