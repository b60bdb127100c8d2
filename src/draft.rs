//! An article → a table that a curator can begin with: its statements as questions with cited answers, each in
//! the source's own words. Text in, text out.
//!
//! Nothing is generated that the source does not say: an answer is a sentence of the source, and only the
//! ways of asking for it are made, by rules. What is drafted is marked as a draft, which the bot does not
//! answer until a curator has looked; so the rules may be wrong now and then, and must not be silent about
//! what they leave out.
//!
//! - [`html`]: HTML → Markdown.
//! - `outline`: the shape of the article: items, rows, code, and the headings they stand under.
//! - `statement`: what readers may ask about, and what says nothing.
//! - `sentence`, `clause`, `verbs`, `holds`, `counting`, `people`: what a sentence is made of; `english` has the
//!   lists.
//! - `asking`, `asker`, `inverted`, `instructing`, `fragment`, `wordings`, `keywords`: a statement → ways of asking for it, in
//!   the reader's `voice`; `readable` lets only those pass that read well.
//! - `covered`: what a table cites already; `skips`: what has nothing to ask.
//! - `quotation`: a passage → a quote that singles it out.
//! - `entries`: statements → entries; `terms`: what the article calls by two names.
//! - `tried`: strikes phrasings that lead elsewhere.
//! - `table`: entries → TOML, in a new file or in one that is there.

mod asker;
mod asking;
mod clause;
mod counting;
mod covered;
mod drafted;
mod english;
mod entries;
mod fragment;
mod holds;
pub mod html;
mod instructing;
mod inverted;
mod keywords;
mod outline;
mod people;
mod quotation;
mod readable;
mod sentence;
mod skips;
mod statement;
mod table;
mod terms;
mod tried;
mod verbs;
mod voice;
mod wordings;

use std::collections::{BTreeSet, HashSet};

use toml_edit::DocumentMut;

use crate::draft::covered::Covered;
use crate::draft::entries::{EntryMaker, clipped, words_of};
use crate::draft::outline::{Outline, outline};
use crate::draft::quotation::quote;
use crate::draft::skips::{is_covered, skipped};
use crate::draft::statement::{AnswerTo, SentenceAt, Statement, place, statements};
use crate::draft::table::{Present, TableAddition, beginning};
use crate::draft::tried::strike_strays;
use crate::knowledge::SourceText;
use crate::knowledge::pin::{pin, stale_citations};

pub use crate::draft::drafted::{
    Article, DraftError, DraftOptions, Drafted, LeftOutReason, LeftOutStatement, OwnText, Trust,
};

/// The most entries of a drafted table: more than a curator reads in an afternoon.
pub const MAX_ENTRIES: usize = 300;
/// The most bytes of an article (1 MiB, a long book): every quote is looked for in all of it.
pub const MAX_ARTICLE_BYTES: usize = 1 << 20;
/// The most bytes of a sentence: several times what anybody reads as one. All of its words are compared with each other.
pub const MAX_SENTENCE_BYTES: usize = 10_000;
/// The most characters of an id; a table allows as many.
const MAX_ID: usize = 48;
/// The most characters of a title, of which a table allows 200.
const MAX_TITLE: usize = 190;

/// The most characters of a statement that are shown where it is left out.
const MAX_SHOWN: usize = 40;

/// Drafts a table from an article. Drafting the same article again gives the same table.
pub fn draft(article: Article, options: DraftOptions) -> Result<Drafted, DraftError> {
    let text = read(article)?;
    let outline = outline(article.markdown, &text);
    let stem = article
        .name
        .rsplit_once('.')
        .map_or(article.name, |(stem, _)| stem);
    let title = outline
        .title
        .as_deref()
        .map(|title| clipped(title, MAX_TITLE));
    let title = title
        .filter(|title| !title.is_empty())
        .unwrap_or_else(|| stem.to_owned());
    let file = beginning(&id(stem), &title, article.name, options);
    let mut drafted = add(&file, &Present::default(), &outline, &text, options)?;
    if drafted.questions == 0 {
        return Err(DraftError::NoStatement);
    }
    let pinned = pin(&drafted.file, Some(article.markdown), &BTreeSet::new());
    drafted.file = pinned
        .map_err(|error| DraftError::NotToml(error.to_string()))?
        .file;
    Ok(drafted)
}

/// Adds to a table what its article says and the table does not cite. An unchanged article adds nothing to
/// what was drafted from it.
pub fn draft_into(
    file: &str,
    article: Article,
    options: DraftOptions,
) -> Result<Drafted, DraftError> {
    let text = read(article)?;
    let outline = outline(article.markdown, &text);
    let document = file.trim_start_matches('\u{feff}').parse::<DocumentMut>();
    let document = document.map_err(|error| DraftError::NotToml(error.to_string()))?;
    let mut drafted = add(file, &Present::of(&document), &outline, &text, options)?;
    let stale = stale_citations(file, article.markdown);
    let stale = stale.map_err(|error| DraftError::NotToml(error.to_string()))?;
    drafted.changed = stale.into_iter().map(|own| (own.id, own.quote)).collect();
    Ok(drafted)
}

fn read(article: Article) -> Result<SourceText, DraftError> {
    let markdown = article.markdown.trim_start();
    let kinds = [
        ("%PDF-", "PDF"),
        ("{\\rtf", "RTF"),
        ("%!PS", "PostScript"),
        ("PK\u{3}", "ZIP"),
    ];
    if let Some((_, kind)) = kinds.iter().find(|(sign, _)| markdown.starts_with(sign)) {
        return Err(DraftError::NotText(kind));
    }
    let opening: String = markdown
        .chars()
        .take(14)
        .flat_map(char::to_lowercase)
        .collect();
    if opening.starts_with("<!doctype html") || opening.starts_with("<html") {
        return Err(DraftError::IsHtml);
    }
    if markdown.len() > MAX_ARTICLE_BYTES {
        return Err(DraftError::TooLong(MAX_ARTICLE_BYTES));
    }
    Ok(SourceText::new(article.markdown))
}

/// Adds what is new to a table that has what is present.
fn add(
    file: &str,
    present: &Present,
    outline: &Outline,
    text: &SourceText,
    options: DraftOptions,
) -> Result<Drafted, DraftError> {
    let covered = Covered::by(present, text);
    let mut all = statements(outline);
    all.found
        .retain_mut(|statement| is_new(statement, outline, text, &covered));
    let taken = present.phrasings.clone();
    let mut maker = EntryMaker::new(outline, text, &all.found, taken);
    let mut drafted = Drafted {
        gone: covered.gone.clone(),
        ..Drafted::default()
    };
    let mut addition = TableAddition::default();
    for statement in &all.found {
        let reason = if is_too_long(statement) {
            LeftOutReason::TooLong
        } else if present.entries + addition.entries.len() >= MAX_ENTRIES {
            LeftOutReason::NoRoom
        } else if let Some(entry) = maker.entry(statement) {
            addition.entries.push(entry);
            continue;
        } else {
            LeftOutReason::NoQuote
        };
        drafted.left_out.push(LeftOutStatement {
            at: place(outline, &statement.passages[0]),
            words: clipped(words_of(outline, &statement.passages[0]), MAX_SHOWN),
            reason,
        });
    }
    for index in strike_strays(&mut addition.entries).into_iter().rev() {
        let entry = addition.entries.remove(index);
        drafted
            .left_out
            .extend(entry.answers.first().map(|answer| LeftOutStatement {
                at: answer.at,
                words: clipped(&answer.text, MAX_SHOWN),
                reason: LeftOutReason::Taken,
            }));
    }
    let sentences = all.found.iter().flat_map(|statement| &statement.passages);
    let sentences = sentences.map(|passage| words_of(outline, passage));
    addition.synonyms = terms::synonyms(sentences, &mut present.synonyms.clone());
    let leads = all.found.iter().filter_map(|own| maker.cited_lead(own));
    let leads: HashSet<&SentenceAt> = leads.collect();
    all.skipped.retain(|passage| !leads.contains(passage));
    addition.skip = skipped(&all.skipped, outline, &covered);
    drafted.questions = addition.entries.len();
    drafted.skipped = addition.skip.len();
    drafted.file = written(file, &addition, outline, options)?;
    Ok(drafted)
}

fn written(
    file: &str,
    addition: &TableAddition,
    outline: &Outline,
    options: DraftOptions,
) -> Result<String, DraftError> {
    if addition.is_empty() {
        return Ok(file.to_owned());
    }
    let headings: Vec<String> = outline
        .headings
        .iter()
        .map(|path| clipped(&path.own, MAX_TITLE))
        .collect();
    let edited = crate::knowledge::edit::edit(file, |document| {
        addition.add_to(document, &headings, options.trust);
    });
    edited.map_err(|error| DraftError::NotToml(error.to_string()))
}

/// Whether a sentence of a statement is longer than any that reads well.
fn is_too_long(statement: &Statement) -> bool {
    let passages = statement.passages.iter().chain(&statement.lead);
    let mut lengths = passages.map(|passage| passage.range.len());
    lengths.any(|length| length > MAX_SENTENCE_BYTES)
}

/// Whether a table lacks a statement. Of several sentences, those are kept that it does not cite.
fn is_new(
    statement: &mut Statement,
    outline: &Outline,
    text: &SourceText,
    covered: &Covered,
) -> bool {
    let is_cited = |passage: &SentenceAt| is_covered(passage, outline, covered);
    if let (AnswerTo::Lead, [lead, items @ ..]) = (&statement.asked, &statement.passages[..]) {
        let is_quotable = |passage: &SentenceAt| {
            let words = &outline.blocks[passage.block].words;
            quote(text, place(outline, passage), words, &passage.range).is_some()
        };
        // One that no quote singles out is known by what follows it.
        return !is_cited(lead)
            && (is_quotable(lead) || items.iter().any(|own| !is_cited(own) && is_quotable(own)));
    }
    statement.passages.retain(|passage| !is_cited(passage));
    !statement.passages.is_empty()
}

/// An id made of a file's name.
fn id(stem: &str) -> String {
    let mut id = String::new();
    for c in stem.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            id.push(c);
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.truncate(MAX_ID);
    let id = id.trim_end_matches('-');
    if id.is_empty() {
        "article".to_owned()
    } else {
        id.to_owned()
    }
}
