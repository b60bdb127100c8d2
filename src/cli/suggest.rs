//! `footnote suggest`: improvements of a table.

use std::io;
use std::path::PathBuf;

use clap::Args;

use crate::answer::EntryName;
use crate::cli::arguments::BareTableArgs;
use crate::cli::check::advice;
use crate::cli::drafts::waiting;
use crate::cli::line::Line;
use crate::cli::terminal::Terminal;
use crate::cli::{Ending, KnowledgeArgs, question_file};
use crate::knowledge::{Entry, Kind, Knowledge};
use crate::quality::suggest::{ConfusedPair, Suggestion, suggest};

/// Suggestions of a kind shown by default.
const SHOWN: usize = 10;

/// Suggest improvements: a table's weak spots, each with a fix
#[derive(Debug, Args)]
pub(super) struct SuggestArgs {
    #[command(flatten)]
    table: BareTableArgs,
    #[command(flatten)]
    source: KnowledgeArgs,
    /// Questions that members have asked: text, one per line, or JSON lines
    #[arg(long, value_name = "FILE")]
    asked: Vec<PathBuf>,
    /// How many suggestions of each kind to show
    #[arg(long, value_name = "N", default_value_t = SHOWN)]
    show: usize,
}

pub(super) fn run(options: &SuggestArgs) -> io::Result<Ending> {
    let asked = question_file::read_all(&options.asked, None)?;
    let Some(snapshot) = options.source.or(&options.table).load()? else {
        return Ok(Ending::Failure);
    };
    let found = suggest(snapshot.table(), &asked);
    let mut out = Terminal::stdout();
    if found.is_empty() {
        out.line("nothing to suggest")?;
    }
    if let Some(waiting) = waiting(snapshot.knowledge()) {
        out.line(waiting)?;
    }
    for kind in found.chunk_by(|one, next| title(one) == title(next)) {
        let [what, repair] = title(&kind[0]);
        out.line(Line::new().strong(what).text(": ").faint(repair))?;
        for suggestion in kind.iter().take(options.show) {
            out.lines(lines(snapshot.knowledge(), suggestion))?;
        }
        if kind.len() > options.show {
            let rest = kind.len() - options.show;
            out.line(Line::from("  ").faint(format_args!("and {rest} more (--show)")))?;
        }
    }
    out.flush()?;
    Ok(Ending::Success)
}

/// What is weak, and what would fix it.
fn title(suggestion: &Suggestion) -> [&'static str; 2] {
    match suggestion {
        Suggestion::UnknownWord { .. } => [
            "words that members use and no entry has",
            "add them to phrasings or synonyms, or write a gap",
        ],
        Suggestion::MoreWordings(_) => [
            "questions that want more ways of asking",
            "of a hundred questions in new words, so many are answered: now → with a dozen more \
             (`footnote expand --entries …`)",
        ],
        Suggestion::Swallowed(_) => [
            "gaps that attract what is answered",
            "left out of the table, these phrasings would lead to the gap",
        ],
        Suggestion::Confused(_) => [
            "pairs that need a word to tell them apart",
            "left out of the table, these phrasings would lead to the other entry",
        ],
        Suggestion::Twins { .. } => [
            "questions that ask about the same",
            "make one of them, or set them apart; how near they are in meaning",
        ],
        Suggestion::Synonyms { .. } => [
            "synonyms that would help",
            "the first occurs once and means about the same as the second",
        ],
    }
}

/// A suggestion, and below it an example of a confusion.
fn lines(knowledge: &Knowledge, suggestion: &Suggestion) -> Vec<Line> {
    let id = |entry: &usize| EntryName::id_within(knowledge, &knowledge.entries[*entry]);
    let line = match suggestion {
        Suggestion::UnknownWord {
            word,
            near,
            asked,
            example,
        } => {
            let line = Line::from(format_args!("  {word} {asked}: {example}"));
            match near {
                Some((near, nearness)) => line.faint(format_args!(" near {near} {nearness:.2}")),
                None => line,
            }
        }
        Suggestion::MoreWordings(weak) => {
            let [now, after] = [weak.right, weak.after].map(|share| (100.0 * share).round());
            let line = Line::from(format_args!("  {} {now} → {after} ", id(&weak.entry)));
            line.faint(advice(knowledge, weak))
        }
        Suggestion::Twins(twins) => {
            let [one, other] = twins.entries.each_ref().map(id);
            let line = Line::from(format_args!("  {one} ~ {other} "));
            line.faint(format_args!("{:.2}", twins.similarity))
        }
        Suggestion::Swallowed(pair) | Suggestion::Confused(pair) => {
            return confusion(knowledge, pair).to_vec();
        }
        Suggestion::Synonyms {
            words,
            entries,
            similarity,
        } => {
            let entries: Vec<String> = entries.iter().map(id).collect();
            let line = Line::from(format_args!("  {} ~ {} ", words[0], words[1]));
            line.faint(format_args!("{similarity:.2} {}", entries.join(", ")))
        }
    };
    vec![line]
}

fn confusion(knowledge: &Knowledge, pair: &ConfusedPair) -> [Line; 2] {
    let [own, other] = [pair.entry, pair.to].map(|entry| &knowledge.entries[entry]);
    let called = |entry: &Entry| match entry.kind() {
        Kind::Question => EntryName::id_within(knowledge, entry),
        Kind::Gap => format!("{} (gap)", EntryName::id_within(knowledge, entry)),
    };
    let apart = match &pair.own_words[..] {
        [] => "no word of several phrasings is its own".to_owned(),
        words => format!("its own: {}", words.join(", ")),
    };
    let (lost, all) = (pair.phrasings.len(), own.phrasings.len());
    let first = pair.phrasings.first();
    let example = first.map_or("", |&phrasing| own.phrasings[phrasing].text.as_str());
    let (own, other) = (called(own), called(other));
    let line = Line::from(format_args!("  {own} → {other} {lost} of {all} "));
    [line.faint(apart), format_args!("    {example}").into()]
}
