//! HTML as browsers cut it up: tags, comments and text. What a tag means for the text is up to the
//! reader.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser};

/// A piece of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text, its entities decoded.
    Text(Cow<'a, str>),
    /// `<name …>`, with its name in lower case and what stands after it.
    Open(String, &'a str),
    /// `</name>`.
    Close(String),
    /// A comment, whose end is elsewhere if it is not complete.
    Comment { is_complete: bool },
}

/// What a tag does to the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TagRole {
    /// Its content is shown nowhere.
    Hidden,
    /// It begins and ends a paragraph.
    Block,
    /// The same, and it ends a row.
    Table,
    /// The same; all that is in it is one paragraph.
    Row,
    /// A heading of this level.
    Heading(u8),
    /// It sets its text apart within a line, as a cell does.
    Space,
    /// A raised text, which may be the mark of a footnote.
    Raised,
    /// A link.
    Link,
    /// Nothing.
    Inline,
}

impl TagRole {
    pub(super) fn of(name: &str) -> Self {
        match name {
            "head" | "iframe" | "noscript" | "script" | "style" | "svg" | "template" => {
                Self::Hidden
            }
            "address" | "article" | "aside" | "blockquote" | "body" | "caption" | "center"
            | "dd" | "details" | "dialog" | "dir" | "div" | "dl" | "dt" | "fieldset"
            | "figcaption" | "figure" | "footer" | "form" | "header" | "hr" | "html" | "legend"
            | "li" | "main" | "menu" | "nav" | "ol" | "option" | "p" | "pre" | "search"
            | "section" | "summary" | "ul" => Self::Block,
            "table" | "tbody" | "tfoot" | "thead" => Self::Table,
            "tr" => Self::Row,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Self::Heading(name.as_bytes()[1] - b'0'),
            "br" | "td" | "th" => Self::Space,
            "sup" => Self::Raised,
            "a" => Self::Link,
            _ => Self::Inline,
        }
    }
}

/// The pieces of an HTML text, in order.
pub(super) struct Pieces<'a> {
    rest: &'a str,
    /// Whether quotation marks can keep a sign `>` from ending a tag: until one tag does not end outside
    /// of them.
    has_quotes: bool,
    /// Whether there is a sign `>` in the rest: if not, no tag ends, and none is looked for.
    has_ends: bool,
}

impl<'a> Pieces<'a> {
    pub fn of(html: &'a str) -> Self {
        Self {
            rest: html,
            has_quotes: true,
            has_ends: true,
        }
    }

    /// What is still to be cut up.
    pub fn rest(&self) -> &'a str {
        self.rest
    }

    /// Goes on with the end of the rest.
    pub fn skip_to(&mut self, rest: &'a str) {
        self.rest = rest;
    }

    /// The next piece; none at the end.
    pub fn next(&mut self) -> Option<Piece<'a>> {
        let html = self.rest;
        if html.is_empty() {
            return None;
        }
        let (piece, length) = if let Some(markup) = html.strip_prefix("<!--") {
            let end = markup.find("-->").map(|at| "<!--".len() + at + "-->".len());
            let is_complete = end.is_some();
            (Piece::Comment { is_complete }, end.unwrap_or(html.len()))
        } else if html.starts_with("<!") || html.starts_with("<?") {
            let end = html.find('>').map_or(html.len(), |at| at + 1);
            (Piece::Comment { is_complete: true }, end)
        } else if let Some(tag) = self.tag() {
            tag
        } else {
            let mut signs = html.match_indices('<').map(|(at, _)| at);
            let next = signs.find(|at| *at > 0).unwrap_or(html.len());
            (Piece::Text(decoded(&html[..next])), next)
        };
        self.rest = &html[length..];
        Some(piece)
    }

    /// The tag at the start and its length; none if a sign `<` is there that begins none.
    fn tag(&mut self) -> Option<(Piece<'a>, usize)> {
        let html = self.rest;
        let inner = html.strip_prefix('<')?;
        let (is_closing, inner) = match inner.strip_prefix('/') {
            Some(inner) => (true, inner),
            None => (false, inner),
        };
        if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let end = self.end_of_tag(inner)?;
        let content = &inner[..end];
        let name_end = content.find(|c: char| c.is_ascii_whitespace() || c == '/');
        let (name, attributes) = content.split_at(name_end.unwrap_or(end));
        let name = name.to_ascii_lowercase();
        let length = html.len() - inner.len() + end + 1;
        let piece = if is_closing {
            Piece::Close(name)
        } else {
            Piece::Open(name, attributes)
        };
        Some((piece, length))
    }

    /// Where the sign `>` is that ends a tag: outside quotation marks, or anywhere if these are not
    /// closed. Each of the two is looked for in vain only once: a text may have a million beginnings of
    /// tags and no end.
    fn end_of_tag(&mut self, tag: &str) -> Option<usize> {
        let mut quote = None;
        if self.has_quotes && self.has_ends {
            for (at, byte) in tag.bytes().enumerate() {
                match (byte, quote) {
                    (b'>', None) => return Some(at),
                    (b'"' | b'\'', None) => quote = Some(byte),
                    (byte, Some(open)) if byte == open => quote = None,
                    _ => {}
                }
            }
            self.has_quotes = false;
        }
        let end = if self.has_ends { tag.find('>') } else { None };
        self.has_ends = end.is_some();
        end
    }
}

/// What follows the end of hidden content: `-->`, or a closing tag of which `end` is the beginning. None
/// if it does not end in this text.
pub(super) fn after<'t>(end: &str, text: &'t str) -> Option<&'t str> {
    let mut starts = text.match_indices(&end[..1]).map(|(at, _)| at);
    let at = starts.find(|at| {
        let found = text.get(*at..at + end.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(end))
    })?;
    let last = at + end.len() - 1;
    let length = text[last..].find('>').map(|at| last + at + 1);
    Some(&text[length.unwrap_or(text.len())..])
}

/// The longest name of an entity, in bytes.
const LONGEST_ENTITY: usize = 33;

/// A text with its entities decoded, such as `&nbsp;` and `&#8217;`.
fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let name = rest[1..].find(|c: char| !c.is_ascii_alphanumeric() && c != '#');
        let length =
            name.filter(|name| *name < LONGEST_ENTITY && rest[1 + name..].starts_with(';'));
        let entity = &rest[..length.map_or(1, |length| length + 2)];
        match entity {
            "&amp;" | "&" => decoded.push('&'),
            "&nbsp;" => decoded.push(' '),
            // Markdown knows all of them.
            _ => decoded.extend(Parser::new(entity).filter_map(|event| match event {
                Event::Text(text) => Some(text.into_string()),
                _ => None,
            })),
        }
        rest = &rest[entity.len()..];
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

/// Whether a raised text is the mark of a footnote, rather than a power or an ending (`m²`, `1st`).
/// `before` is the text before it; `is_link` says whether it leads somewhere.
pub(super) fn is_footnote_mark(before: &str, raised: &str, is_link: bool) -> bool {
    let raised = raised.trim();
    if raised.is_empty() {
        return false;
    }
    let is_bracketed = raised.starts_with(['[', '(']) && raised.ends_with([']', ')']);
    let is_sign = raised.chars().all(|c| "*†‡§¶‖#".contains(c));
    if is_link || is_bracketed || is_sign {
        return true;
    }
    let is_number = raised.len() <= 12
        && raised.starts_with(|c: char| c.is_ascii_digit())
        && raised
            .chars()
            .all(|c| c.is_ascii_digit() || ", –-".contains(c));
    is_number && !takes_power(before)
}

/// Units of more than one letter, of which there are squares and cubes.
const UNITS: &[&str] = &[
    "cm", "dm", "feet", "foot", "ft", "hm", "hr", "in", "inch", "inches", "km", "meter", "meters",
    "metre", "metres", "mi", "mile", "miles", "mm", "nm", "pm", "sec", "um", "yard", "yards", "yd",
    "µm", "μm",
];

/// More letters than a unit or a number that takes a power has.
const LONGEST_BASE: usize = 16;

/// Whether a number raised after this text is a power: after a unit, a single letter, or a short number
/// such as 10.
fn takes_power(before: &str) -> bool {
    let letters = before.chars().rev().take(LONGEST_BASE + 1);
    let letters = letters.take_while(|c| c.is_alphanumeric() || ".,".contains(*c));
    let word: String = letters.collect::<Vec<_>>().into_iter().rev().collect();
    if word.is_empty() || word.ends_with(['.', ',']) {
        return false;
    }
    if word.chars().all(|c| c.is_ascii_digit() || ".,".contains(c)) {
        return word.len() <= 3;
    }
    let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_one_letter = letters.chars().count() == 1 && letters.is_ascii();
    is_one_letter || UNITS.contains(&letters.to_lowercase().as_str())
}
