//! Markdown → sections and paragraphs, as a reader sees the page: without markup, with the text of HTML,
//! and with a paragraph for each row of a table and each item of a list.

use std::mem;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use crate::knowledge::source_text::dialects::markdown_alone;
use crate::knowledge::source_text::extensions::extensions;
use crate::knowledge::source_text::html::{Piece, Pieces, TagRole, after, is_footnote_mark};
use crate::knowledge::source_text::words::MarkedWords;
use crate::knowledge::source_text::{Paragraph, SectionText, tidy};

/// Reads a text's sections; the first is what comes before the first heading. The second value says
/// whether earlier versions numbered or read the paragraphs or headings of such a text otherwise.
pub(super) fn read(markdown: &str) -> (Vec<SectionText>, bool) {
    let (markdown, is_recounted) = markdown_alone(markdown);
    let mut reader = Reader {
        sections: vec![SectionText::default()],
        is_recounted,
        ..Reader::default()
    };
    for (event, range) in Parser::new_ext(&markdown, extensions(&markdown)).into_offset_iter() {
        // A sign after a backslash is no mark.
        let escaped = range.start > 0 && markdown.as_bytes()[range.start - 1] == b'\\';
        reader.event(event, escaped);
    }
    reader.end_paragraph();
    (reader.sections, reader.is_recounted)
}

/// What has been read so far.
#[derive(Default)]
struct Reader {
    sections: Vec<SectionText>,
    /// The paragraph or heading that is being read.
    words: MarkedWords,
    /// The current HTML block.
    html: String,
    /// What ends the content that is not shown.
    hidden_until: Option<String>,
    /// The level of the HTML heading that is being read.
    heading: Option<u8>,
    /// Where a raised text begins in `words`, and whether a link is in it.
    raised: Option<(usize, bool)>,
    in_row: bool,
    in_code: bool,
    block_quotes: usize,
    is_recounted: bool,
}

impl Reader {
    fn event(&mut self, event: Event<'_>, escaped: bool) {
        match event {
            Event::Html(html) => self.html.push_str(&html),
            Event::End(TagEnd::HtmlBlock) => {
                let html = mem::take(&mut self.html);
                self.html(&html);
                if !self.words.is_blank() {
                    self.is_recounted = true;
                    // A heading that is not closed ends with its block.
                    self.end_html_heading();
                }
                self.end_block();
            }
            Event::InlineHtml(html) => self.html(&html),
            Event::Text(text) => self.text(&text, escaped),
            Event::Code(text) => self.shown(&text, MarkedWords::verbatim),
            Event::SoftBreak | Event::HardBreak => {
                self.end_line();
                self.words.end_line();
            }
            Event::FootnoteReference(_) => self.is_recounted = true,
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Item | Tag::HtmlBlock => self.end_block(),
            Tag::Heading { .. } => {
                self.in_row = false;
                self.heading = None;
                self.end_block();
            }
            Tag::Table(_) | Tag::FootnoteDefinition(_) => {
                self.is_recounted = true;
                self.end_block();
            }
            Tag::CodeBlock(_) => {
                self.in_code = true;
                self.words.part();
            }
            Tag::BlockQuote(_) => {
                self.block_quotes += 1;
                self.words.part();
            }
            Tag::Link { .. } => self.link(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Item | TagEnd::TableHead | TagEnd::TableRow => {
                self.end_block();
            }
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.end_block();
            }
            TagEnd::BlockQuote(_) => self.block_quotes = self.block_quotes.saturating_sub(1),
            TagEnd::TableCell => self.words.verbatim(" "),
            TagEnd::Heading(_) if self.hidden_until.is_some() => self.clear(),
            TagEnd::Heading(HeadingLevel::H1) => self.clear(),
            TagEnd::Heading(_) => self.end_heading(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, escaped: bool) {
        if self.in_code {
            return self.shown(text, MarkedWords::verbatim);
        }
        // In a table, a bar of a wiki link is escaped.
        let first = text.chars().next().filter(|c| escaped && *c != '|');
        let (first, rest) = text.split_at(first.map_or(0, char::len_utf8));
        self.shown(first, MarkedWords::verbatim);
        self.shown(rest, MarkedWords::plain);
    }

    /// Adds what is shown of a text: nothing up to the end of hidden content.
    fn shown(&mut self, text: &str, add: fn(&mut MarkedWords, &str)) {
        let shown = self.after_hidden(text);
        add(&mut self.words, shown);
    }

    /// What follows hidden content; nothing if it does not end in this text.
    fn after_hidden<'t>(&mut self, text: &'t str) -> &'t str {
        let Some(end) = self.hidden_until.take() else {
            return text;
        };
        let shown = after(&end, text);
        if shown.is_none() {
            self.hidden_until = Some(end);
        }
        shown.unwrap_or_default()
    }

    fn html(&mut self, html: &str) {
        let mut pieces = Pieces::of(self.after_hidden(html));
        while let Some(piece) = pieces.next() {
            match piece {
                Piece::Text(text) => self.words.verbatim(&text),
                Piece::Comment { is_complete: true } => {}
                Piece::Comment { is_complete: false } => self.hidden_until = Some("-->".to_owned()),
                Piece::Open(name, attributes) => match TagRole::of(&name) {
                    TagRole::Hidden if !attributes.ends_with('/') => {
                        self.hidden_until = Some(format!("</{name}"));
                        pieces.skip_to(self.after_hidden(pieces.rest()));
                    }
                    role => self.open(role),
                },
                Piece::Close(name) => self.close(TagRole::of(&name)),
            }
        }
    }

    fn open(&mut self, role: TagRole) {
        match role {
            TagRole::Block => self.break_block(),
            TagRole::Table => self.leave_row(),
            TagRole::Row => {
                self.leave_row();
                self.in_row = true;
            }
            TagRole::Heading(level) => {
                self.leave_row();
                self.heading = Some(level);
            }
            TagRole::Space => self.words.verbatim(" "),
            TagRole::Raised => self.raised = Some((self.words.text().len(), false)),
            TagRole::Link => self.link(),
            TagRole::Hidden | TagRole::Inline => {}
        }
    }

    fn close(&mut self, role: TagRole) {
        match role {
            TagRole::Block => self.break_block(),
            TagRole::Table | TagRole::Row => self.leave_row(),
            TagRole::Heading(_) => self.end_html_heading(),
            TagRole::Space => self.words.verbatim(" "),
            TagRole::Raised => self.end_raised(),
            TagRole::Link | TagRole::Hidden | TagRole::Inline => {}
        }
    }

    fn link(&mut self) {
        if let Some((_, has_link)) = &mut self.raised {
            *has_link = true;
        }
    }

    /// Drops a raised text if it is the mark of a footnote.
    fn end_raised(&mut self) {
        let Some((start, has_link)) = self.raised.take() else {
            return;
        };
        let Some((before, raised)) = self.words.text().split_at_checked(start) else {
            return;
        };
        if is_footnote_mark(before, raised, has_link) {
            self.words.truncate(start);
            self.is_recounted = true;
        }
    }

    /// Drops the current line, but for its title, if it is one of a directive or a callout.
    fn end_line(&mut self) {
        if let Some(title) = self.words.take_title(self.block_quotes > 0) {
            self.is_recounted = true;
            self.push_paragraph();
            self.words.verbatim(&title);
            self.push_paragraph();
        }
    }

    /// Ends a row of a table in HTML, or begins a block that can be in none.
    fn leave_row(&mut self) {
        self.in_row = false;
        self.heading = None;
        self.break_block();
    }

    /// Begins or ends a block of HTML.
    fn break_block(&mut self) {
        self.is_recounted = true;
        self.end_block();
    }

    /// Ends a paragraph, or only a part of it within a row or a heading in HTML.
    fn end_block(&mut self) {
        if self.in_row || self.heading.is_some() {
            self.words.verbatim(" ");
        } else {
            self.end_paragraph();
        }
    }

    fn end_paragraph(&mut self) {
        self.end_line();
        self.push_paragraph();
    }

    fn push_paragraph(&mut self) {
        let words = self.words.tidy();
        self.clear();
        if let Some(section) = self.sections.last_mut()
            && !words.is_empty()
        {
            section.paragraphs.push(Paragraph::new(words));
        }
    }

    fn end_html_heading(&mut self) {
        match self.heading.take() {
            Some(1) => self.clear(),
            Some(_) => {
                self.is_recounted = true;
                self.end_heading();
            }
            None => {}
        }
    }

    fn end_heading(&mut self) {
        let heading = self.words.tidy();
        self.is_recounted |= heading != tidy(self.words.text());
        self.clear();
        self.sections.push(SectionText {
            heading,
            paragraphs: Vec::new(),
        });
    }

    fn clear(&mut self) {
        self.words = MarkedWords::default();
        self.raised = None;
    }
}
