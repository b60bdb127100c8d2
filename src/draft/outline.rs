//! The shape of an article: which of its paragraphs are list items, rows of tables or code, and under which
//! headings they stand. The words and places of the paragraphs are those of [`SourceText`], which knows no
//! shapes; this reads the Markdown once more, for the shapes alone.

use std::collections::VecDeque;

use pulldown_cmark::{CodeBlockKind, Event, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use crate::knowledge::{At, SourceText};

/// What Markdown is read with.
const EXTENSIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_YAML_STYLE_METADATA_BLOCKS)
    .union(Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS);
/// How many blocks ahead the shape of a paragraph is looked for: more than lie between two readings of one
/// place, few enough that a long article is read in linear time.
const LOOK_AHEAD: usize = 24;
/// The most words of a line that stands for a heading, in a text without Markdown.
const HEADING_WORDS: usize = 9;

/// An article's paragraphs with their shapes.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// The title that the front matter gives, or else the first heading.
    pub title: Option<String>,
    /// By section; the first is what comes before the headings, and has none.
    pub headings: Vec<HeadingPath>,
    /// In reading order.
    pub blocks: Vec<ShapedParagraph>,
}

/// A heading, and the one that it stands under.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct HeadingPath {
    pub own: String,
    pub parent: String,
}

/// A paragraph.
#[derive(Debug)]
pub(super) struct ShapedParagraph {
    pub at: At,
    pub words: String,
    pub shape: Shape,
}

/// What a paragraph is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Shape {
    /// A paragraph of sentences.
    #[default]
    Prose,
    /// A line that stands for a heading: set in bold, or short and without a full stop.
    Title,
    /// An item of a list.
    Item,
    /// The first row of a table.
    Header,
    /// Another row: what each cell is called, and the cell.
    Row(Vec<(String, String)>),
    /// Code.
    Code,
}

impl Outline {
    /// The headings of a section.
    pub fn heading(&self, section: usize) -> &HeadingPath {
        static NONE: HeadingPath = HeadingPath {
            own: String::new(),
            parent: String::new(),
        };
        self.headings.get(section).unwrap_or(&NONE)
    }
}

impl ShapedParagraph {
    /// Whether the block after it is an item of its list, or of the one that it leads in to.
    pub fn goes_on_with(&self, next: &Self) -> bool {
        next.shape == Shape::Item && (self.shape == Shape::Item || self.leads_to_list(Some(next)))
    }

    /// Whether it leads in to the block after it, as to a list.
    pub fn leads_to_list(&self, next: Option<&Self>) -> bool {
        let is_open = !self.words.ends_with(['.', '!', '?', '”', '"']);
        let follows = next.is_some_and(|next| match next.shape {
            Shape::Item => true,
            Shape::Header | Shape::Code => self.words.ends_with(':'),
            _ => false,
        });
        follows && (is_open || self.words.ends_with(':'))
    }
}

/// Reads the shapes of an article.
pub(super) fn outline(markdown: &str, text: &SourceText) -> Outline {
    let mut shapes = ShapeReader::default();
    for event in Parser::new_ext(markdown, EXTENSIONS) {
        shapes.event(event);
    }
    shapes.flush();
    let headings = heading_paths(text, &shapes.headings);
    let title = shapes.title.or(shapes
        .headings
        .into_iter()
        .next()
        .map(|(_, heading)| heading));
    let mut ahead: VecDeque<(Shape, String)> = shapes.found.into();
    let mut blocks: Vec<ShapedParagraph> = text
        .paragraphs()
        .map(|(at, words)| ShapedParagraph {
            at,
            words: words.to_owned(),
            shape: shape_of(words, &mut ahead),
        })
        .collect();
    plain_titles(&mut blocks);
    Outline {
        title,
        headings,
        blocks,
    }
}

/// Takes the shape of a paragraph from those that are ahead, with those before it.
fn shape_of(words: &str, ahead: &mut VecDeque<(Shape, String)>) -> Shape {
    let own = key(words);
    let found = ahead
        .iter()
        .take(LOOK_AHEAD)
        .position(|(_, key)| *key == own);
    found.map_or(Shape::Prose, |found| {
        ahead
            .drain(..=found)
            .next_back()
            .map_or(Shape::Prose, |(shape, _)| shape)
    })
}

/// What two readings of one paragraph have in common.
fn key(words: &str) -> String {
    let letters = words.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn heading_paths(text: &SourceText, levels: &[(usize, String)]) -> Vec<HeadingPath> {
    let mut paths = vec![HeadingPath::default()];
    let mut open: Vec<(usize, String)> = Vec::new();
    let mut levels = levels.iter().filter(|(level, _)| *level > 1);
    for section in text.headings() {
        let level = levels.next().map_or(2, |(level, _)| *level);
        open.retain(|(other, _)| *other < level);
        let parent = open.last().map(|(_, heading)| heading.clone());
        open.push((level, section.heading.clone()));
        paths.push(HeadingPath {
            own: section.heading,
            parent: parent.unwrap_or_default(),
        });
    }
    paths
}

/// In a text without Markdown, a heading is a short line that ends like none.
fn plain_titles(blocks: &mut [ShapedParagraph]) {
    for index in 1..blocks.len() {
        let [title, next] = &mut blocks[index - 1..=index] else {
            continue;
        };
        let is_short = title.words.split_whitespace().nth(HEADING_WORDS).is_none();
        let is_open = title
            .words
            .ends_with(|c: char| c.is_alphanumeric() || c == '?');
        let leads = next.at.section == title.at.section && next.shape == Shape::Prose;
        if title.shape == Shape::Prose && is_short && is_open && leads {
            title.shape = Shape::Title;
        }
    }
}

/// Reads shapes from Markdown.
#[derive(Default)]
struct ShapeReader {
    found: Vec<(Shape, String)>,
    headings: Vec<(usize, String)>,
    title: Option<String>,
    words: String,
    /// How many letters of the words are bold.
    bold_letters: usize,
    bold: usize,
    lists: usize,
    code: bool,
    metadata: Option<MetadataBlockKind>,
    header: Vec<String>,
    cells: Vec<String>,
}

impl ShapeReader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) if self.metadata.is_some() => self.metadata(&text),
            Event::Text(text) | Event::Code(text) => self.text(&text),
            Event::SoftBreak | Event::HardBreak => self.words.push(' '),
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.bold > 0 {
            self.bold_letters += key(text).len();
        }
        self.words.push_str(text);
    }

    /// Reads the line `title: …` or `title = "…"` of front matter.
    fn metadata(&mut self, text: &str) {
        let sign = match self.metadata {
            Some(MetadataBlockKind::PlusesStyle) => '=',
            _ => ':',
        };
        let mut fields = text.lines().filter_map(|line| line.split_once(sign));
        let title = fields.find(|(name, _)| name.trim().eq_ignore_ascii_case("title"));
        let title = title.map(|(_, title)| title.trim().trim_matches(['"', '\'']).trim());
        self.title = title.filter(|title| !title.is_empty()).map(str::to_owned);
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::MetadataBlock(kind) => self.metadata = Some(*kind),
            Tag::Item | Tag::Heading { .. } | Tag::Table(_) => self.flush(),
            Tag::List(_) => {
                self.flush();
                self.lists += 1;
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented)
                if self.lists == 0 =>
            {
                self.flush();
                self.code = true;
            }
            Tag::Strong => self.bold += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::MetadataBlock(_) => self.metadata = None,
            TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock => self.flush(),
            TagEnd::List(_) => {
                self.flush();
                self.lists = self.lists.saturating_sub(1);
            }
            TagEnd::Heading(level) => {
                let heading = std::mem::take(&mut self.words);
                self.headings
                    .push((level as usize, heading.trim().to_owned()));
            }
            TagEnd::TableCell => self.cells.push(std::mem::take(&mut self.words)),
            TagEnd::TableHead => {
                let cells = std::mem::take(&mut self.cells);
                self.found.push((Shape::Header, key(&cells.concat())));
                self.header = cells;
            }
            TagEnd::TableRow => {
                let cells = std::mem::take(&mut self.cells);
                let row_key = key(&cells.concat());
                let header = self.header.iter().map(|cell| cell.trim().to_owned());
                let cells = cells.iter().map(|cell| cell.trim().to_owned());
                self.found
                    .push((Shape::Row(header.zip(cells).collect()), row_key));
            }
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            _ => {}
        }
    }

    fn flush(&mut self) {
        let key = key(&std::mem::take(&mut self.words));
        let bold_letters = std::mem::take(&mut self.bold_letters);
        let code = std::mem::take(&mut self.code);
        let shape = match () {
            () if key.is_empty() => return,
            () if code => Shape::Code,
            () if self.lists > 0 => Shape::Item,
            () if bold_letters == key.len() => Shape::Title,
            () => Shape::Prose,
        };
        self.found.push((shape, key));
    }
}
