//! The page as one HTML file that needs no other.

use std::fmt::Write as _;

use crate::exchange::page::markup::Markup;
use crate::exchange::page::{Page, PageEntry, PageSentence};
use crate::knowledge::SourceUrl;
use crate::text::visible::is_command;

/// The language is that of the program's own words, and of the texts it knows. The style: readable on a telephone, and in the reader's own colours.
const HEAD: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
    <meta name=\"referrer\" content=\"no-referrer\">\n\
    <style>:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;\
    margin:2rem auto;padding:0 1rem}h3{margin-bottom:.25rem}ol.cited{font-size:.85rem;margin-top:.25rem}\
    img{max-width:100%}</style>\n";

const HTML: Markup = Markup { escaped, link };

/// Writes the page.
#[must_use]
pub fn html(page: &Page) -> String {
    let title = escaped(&page.title);
    let mut out = format!("{HEAD}<title>{title}</title>\n</head>\n<body>\n<h1>{title}</h1>\n");
    for source in &page.sources {
        // Writing to a string does not fail.
        let _ = writeln!(out, "<p>{}</p>", HTML.source(source));
    }
    for part in &page.parts {
        if let Some(heading) = &part.heading {
            let _ = writeln!(out, "<h2>{}</h2>", escaped(heading));
        }
        for entry in &part.entries {
            write_entry(&mut out, entry);
        }
    }
    out + "</body>\n</html>\n"
}

fn write_entry(out: &mut String, entry: &PageEntry) {
    let (anchor, asked) = (escaped(&entry.anchor), escaped(&entry.asked));
    let _ = writeln!(
        out,
        "<section id=\"{anchor}\">\n<h3><a href=\"#{anchor}\">{asked}</a></h3>"
    );
    for sentence in &entry.sentences {
        let _ = writeln!(out, "<p>{}</p>", said(sentence));
    }
    if !entry.citations.is_empty() {
        out.push_str("<ol class=\"cited\">\n");
        for own in &entry.citations {
            let _ = writeln!(out, "<li>{}</li>", HTML.citation(own));
        }
        out.push_str("</ol>\n");
    }
    let related = entry.related.iter().map(|(anchor, asked)| {
        let (anchor, asked) = (escaped(anchor), escaped(asked));
        format!("<a href=\"#{anchor}\">{asked}</a>")
    });
    let related: Vec<String> = related.collect();
    if !related.is_empty() {
        let _ = writeln!(out, "<p>See also: {}</p>", related.join(" · "));
    }
    out.push_str("</section>\n");
}

fn said(sentence: &PageSentence) -> String {
    let mut said = HTML.sentence(sentence);
    if let Some(image) = &sentence.image {
        let (url, alt) = (escaped(image.url.as_str()), escaped(&image.alt));
        let _ = write!(said, "<br><img src=\"{url}\" alt=\"{alt}\">");
    }
    said
}

fn link(words: &str, url: &SourceUrl) -> String {
    format!("<a href=\"{}\">{words}</a>", escaped(url.as_str()))
}

/// Text between tags or inside an attribute's quotation marks.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ if is_command(c) => escaped.push(' '),
            _ => escaped.push(c),
        }
    }
    escaped
}
