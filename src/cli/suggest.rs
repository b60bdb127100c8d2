//! `footnote suggest`: where work on a table pays most.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use crate::cli::answer::{FAINT, STRONG};
use crate::cli::{Ending, KnowledgeArgs, question_file};
use crate::knowledge::{Entry, Kind, Knowledge};
use crate::quality::suggest::{ConfusedPair, Suggestion, suggest};

/// How many suggestions of a kind are shown, unless told.
const SHOWN: usize = 10;

/// Say where work on a table pays most: its weakest spots, each with what would mend it
#[derive(Debug, Args)]
pub(super) struct SuggestArgs {
    #[command(flatten)]
    source: KnowledgeArgs,
    /// Questions that members have asked: a text, one a line, or JSON lines
    #[arg(long, value_name = "FILE")]
    asked: Vec<PathBuf>,
    /// How many suggestions of each kind to show
    #[arg(long, value_name = "N", default_value_t = SHOWN)]
    show: usize,
}

pub(super) fn run(options: &SuggestArgs) -> io::Result<Ending> {
    let asked = question_file::read_all(&options.asked)?;
    let Some(snapshot) = options.source.load()? else {
        return Ok(Ending::Failure);
    };
    let found = suggest(snapshot.table(), &asked);
    let mut out = anstream::stdout().lock();
    if found.is_empty() {
        writeln!(out, "nothing to suggest")?;
    }
    for kind in found.chunk_by(|one, next| title(one) == title(next)) {
        let [what, repair] = title(&kind[0]);
        writeln!(out, "{STRONG}{what}{STRONG:#} {FAINT}{repair}{FAINT:#}")?;
        for suggestion in kind.iter().take(options.show) {
            writeln!(out, "  {}", line(snapshot.knowledge(), suggestion))?;
        }
        if kind.len() > options.show {
            let rest = kind.len() - options.show;
            writeln!(out, "  {FAINT}and {rest} more (--show){FAINT:#}")?;
        }
    }
    out.flush()?;
    Ok(Ending::Success)
}

/// What is weak, and what mends it.
fn title(suggestion: &Suggestion) -> [&'static str; 2] {
    match suggestion {
        Suggestion::UnknownWord { .. } => [
            "words that members use and no entry knows",
            "add them to phrasings, as synonyms, or write a gap",
        ],
        Suggestion::FewPhrasings { .. } => [
            "few phrasings",
            "what was not thought of is not understood: write more, in other words",
        ],
        Suggestion::UniformPhrasings { .. } => [
            "phrasings that resemble each other",
            "say it with other verbs and nouns, as a keyword, as a statement",
        ],
        Suggestion::Swallowed(_) => [
            "gaps that take what is answered",
            "these phrasings would meet the gap, were they not in the table",
        ],
        Suggestion::Confused(_) => [
            "pairs that need a word to tell them apart",
            "these phrasings would meet the other, were they not in the table",
        ],
        Suggestion::Synonyms { .. } => [
            "synonyms that would pay",
            "the first stands in one place and means about the same as the second",
        ],
    }
}

fn line(knowledge: &Knowledge, suggestion: &Suggestion) -> String {
    let id = |entry: &usize| &*knowledge.entries[*entry].id;
    match suggestion {
        Suggestion::UnknownWord {
            word,
            asked,
            example,
        } => format!("{word} {asked}: {example}"),
        Suggestion::FewPhrasings { entry, phrasings } => format!("{} {phrasings}", id(entry)),
        Suggestion::UniformPhrasings { entry, nearness } => {
            format!("{} {FAINT}{nearness:.2}{FAINT:#}", id(entry))
        }
        Suggestion::Swallowed(pair) | Suggestion::Confused(pair) => confusion(knowledge, pair),
        Suggestion::Synonyms { words, entries } => {
            let entries: Vec<&str> = entries.iter().map(id).collect();
            let entries = entries.join(", ");
            format!("{} ~ {} {FAINT}{entries}{FAINT:#}", words[0], words[1])
        }
    }
}

fn confusion(knowledge: &Knowledge, pair: &ConfusedPair) -> String {
    let [own, other] = [pair.entry, pair.to].map(|entry| &knowledge.entries[entry]);
    let name = |entry: &Entry| match entry.kind() {
        Kind::Question => entry.id.clone(),
        Kind::Gap => format!("{} (gap)", entry.id),
    };
    let apart = match &pair.own_words[..] {
        [] => "no word of several phrasings is its own".to_owned(),
        words => format!("its own: {}", words.join(", ")),
    };
    let (lost, all) = (pair.phrasings.len(), own.phrasings.len());
    let first = pair.phrasings.first();
    let example = first.map_or("", |&phrasing| own.phrasings[phrasing].text.as_str());
    format!(
        "{} → {} {lost} of {all} {FAINT}{apart}{FAINT:#}\n    {example}",
        name(own),
        name(other)
    )
}
