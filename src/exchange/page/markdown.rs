//! The page as Markdown (`CommonMark`, which GitHub and most wikis read).

use std::fmt::Write as _;

use crate::exchange::page::markup::Markup;
use crate::exchange::page::{Page, PageEntry, PageSentence};
use crate::knowledge::SourceUrl;
use crate::text::visible::is_command;

/// What may mean something to some Markdown wherever it stands.
const MARKS: &str = "\\`*_[]<>&|~$^{}@";
/// What may begin a block.
const STARTS: &str = "#+-=>:";

const MARKDOWN: Markup = Markup { escaped, link };

/// Writes the page.
#[must_use]
pub fn markdown(page: &Page) -> String {
    let mut out = format!("# {}\n", escaped(&page.title));
    for source in &page.sources {
        // Writing to a string does not fail.
        let _ = writeln!(out, "\n{}", MARKDOWN.source(source));
    }
    for part in &page.parts {
        if let Some(heading) = &part.heading {
            let _ = writeln!(out, "\n## {}", escaped(heading));
        }
        for entry in &part.entries {
            write_entry(&mut out, entry);
        }
    }
    out
}

fn write_entry(out: &mut String, entry: &PageEntry) {
    // An anchor is made of ids: small letters, digits, hyphens and a full stop.
    let (anchor, asked) = (&entry.anchor, escaped(&entry.asked));
    let _ = writeln!(out, "\n### <a id=\"{anchor}\"></a>{asked}");
    for sentence in &entry.sentences {
        let _ = writeln!(out, "\n{}", said(sentence));
    }
    if !entry.citations.is_empty() {
        out.push('\n');
    }
    for own in &entry.citations {
        let _ = writeln!(out, "{}. {}", own.number, MARKDOWN.citation(own));
    }
    let related = entry.related.iter();
    let related = related.map(|(anchor, asked)| format!("[{}](#{anchor})", escaped(asked)));
    let related: Vec<String> = related.collect();
    if !related.is_empty() {
        let _ = writeln!(out, "\nSee also: {}", related.join(" · "));
    }
}

fn said(sentence: &PageSentence) -> String {
    let mut said = MARKDOWN.sentence(sentence);
    if let Some(image) = &sentence.image {
        let _ = write!(said, "\n\n![{}]({})", escaped(&image.alt), image.url);
    }
    said
}

/// An address has no sign that would end a link.
fn link(words: &str, url: &SourceUrl) -> String {
    format!("[{words}]({url})")
}

/// Text that stays text: on one line, with every sign escaped that could mean something.
fn escaped(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || is_command(c));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let text = words.join(" ");
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut escaped = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let starts = at == 0 && STARTS.contains(c);
        // A number and a full stop begin a list, and `!` before a bracket, or a link to come, an image.
        let numbers = at == digits && at > 0 && ".)".contains(c);
        let links = (c == '!' && (at + 1 == text.len() || text[at + 1..].starts_with('[')))
            || (c == ':' && text[at + 1..].starts_with("//"))
            || (c == '.' && text[..at].to_lowercase().ends_with("www"));
        if MARKS.contains(c) || starts || numbers || links {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
