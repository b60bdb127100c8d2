//! The lines of citations and of passages: where the source says something, and in which words.

use crate::answer::{Answer, Cited};
use crate::discord::limits::MESSAGE_CHARS;
use crate::discord::reply::context::ReplyContext;
use crate::discord::reply::foreign::{self, sentence, text};
use crate::knowledge::{Knowledge, in_quotation_marks};
use crate::wording::{self, Escaped, Saying, Words};

/// Characters of a quote in a citation line, so that the line fits into a message.
const QUOTE_CHARS: usize = 400;
/// Characters of a source's title in a citation line.
const TITLE_CHARS: usize = 120;
/// Characters of a heading in a citation line.
const HEADING_CHARS: usize = 120;
/// Bytes of a link in a citation line; a longer one is left out.
const LINK_BYTES: usize = 1_200;

/// Returns a citation's line: its number, its place (linked to the words themselves where there is a
/// link, and room for it), and the quote, unless the operator hides quotes.
#[must_use]
pub fn citation(cited: &Cited, context: &ReplyContext) -> String {
    let quotes = if context.wording.quotes {
        Quotes::Shown
    } else {
        Quotes::Hidden
    };
    line(cited, quotes, context)
}

/// Says when the cited sources were published, where the table does.
#[must_use]
pub fn published(answer: &Answer, context: &ReplyContext) -> Option<String> {
    let shown = |title: &str| text(title, TITLE_CHARS).into();
    let published = wording::published_on(context.words, context.knowledge, answer, shown);
    published.map(|published| format!("-# {published}"))
}

/// What comes nearest in the sources' texts, introduced as no answer. It is shown with its words even where
/// citations are not: without them, there is nothing to read.
#[must_use]
pub fn passages(answer: &Answer, context: &ReplyContext) -> Vec<String> {
    let title = format!("-# {}", context.words.say(Saying::Passages));
    let title = (!answer.passages.is_empty()).then_some(title);
    let passages = answer.passages.iter();
    let passages = passages.map(|cited| line(cited, Quotes::Shown, context));
    title.into_iter().chain(passages).collect()
}

/// Whether citations show their quotes.
#[derive(Clone, Copy)]
enum Quotes {
    Shown,
    Hidden,
}

fn line(cited: &Cited, quotes: Quotes, context: &ReplyContext) -> String {
    let number = superscript(cited.n);
    let quote = match quotes {
        Quotes::Shown => format!(": {}", quote(&cited.quote)),
        Quotes::Hidden => String::new(),
    };
    let line = |place: &str| format!("-# {number} {place}{quote}");
    let url = cited.url.as_ref().filter(|url| url.len() <= LINK_BYTES);
    let linked = url.map(|url| {
        let label = place_in(context.words, context.knowledge, cited, foreign::label);
        line(foreign::link(&label, url).as_str())
    });
    let linked = linked.filter(|line| line.chars().count() <= MESSAGE_CHARS);
    linked.unwrap_or_else(|| line(&place(context.words, context.knowledge, cited)))
}

/// Returns a quote in quotation marks, cut if it is long.
#[must_use]
pub fn quote(quote: &str) -> String {
    let quote = foreign::field(quote, QUOTE_CHARS);
    sentence(&in_quotation_marks(&quote), 2 * QUOTE_CHARS).into()
}

/// Returns the place of a citation, with its heading in italics.
#[must_use]
pub fn place(words: &Words, knowledge: &Knowledge, cited: &Cited) -> String {
    place_in(words, knowledge, cited, text)
}

/// The same, with the texts of the table made into Markdown by `shown`.
fn place_in(
    words: &Words,
    knowledge: &Knowledge,
    cited: &Cited,
    shown: fn(&str, usize) -> Escaped,
) -> String {
    let heading = cited.heading.as_deref();
    let heading = heading.map(|heading| format!("*{}*", shown(heading, HEADING_CHARS)));
    let title = wording::cited_title(knowledge, cited);
    let title = title.map(|title| shown(title, TITLE_CHARS));
    let title = title.as_ref().map(Escaped::as_str);
    wording::place(words, cited, heading.as_deref(), title)
}

/// Returns a number in superscript digits.
#[must_use]
pub fn superscript(number: usize) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    number
        .to_string()
        .bytes()
        .map(|digit| DIGITS[usize::from(digit - b'0')])
        .collect()
}
