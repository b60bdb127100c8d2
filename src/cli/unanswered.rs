//! `footnote unanswered`: which questions of a log go unanswered, and what would fix that.

use std::io;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::answer::message::matched_texts;
use crate::answer::{EntryName, QuestionVectors};
use crate::cli::encoder::{EncoderArgs, encoded};
use crate::cli::line::Line;
use crate::cli::terminal::Terminal;
use crate::cli::{Ending, KnowledgeArgs, ServerArgs, question_file};
use crate::effort::Effort;
use crate::insights::answers_got::AnswersGot;
use crate::insights::unanswered::{AskedQuestion, Proposal, QuestionGroup, unanswered};
use crate::knowledge::Kind;

/// Groups shown by default.
const SHOWN: usize = 20;
/// Questions shown of a group, after the first.
const OTHERS: usize = 4;
/// Nearest entries shown of a group.
const NEAR: usize = 3;

/// List the questions of a log that the table does not answer, grouped by what they ask about
///
/// Each is asked again: by words alone, unless an encoder is named.
#[derive(Debug, Args)]
pub(super) struct UnansweredArgs {
    #[command(flatten)]
    source: KnowledgeArgs,
    #[command(flatten)]
    encoder: EncoderArgs,
    /// Logs of questions: text, one per line, or JSON lines with a `question`
    #[arg(required = true, value_name = "FILE")]
    logs: Vec<PathBuf>,
    #[command(flatten)]
    server: ServerArgs,
    /// How many groups to show
    #[arg(long, value_name = "N", default_value_t = SHOWN)]
    show: usize,
    /// Print all groups as JSON
    #[arg(long)]
    json: bool,
}

/// A group as JSON.
#[derive(Serialize)]
struct GroupLine<'a> {
    times: u32,
    questions: Vec<&'a str>,
    proposal: &'static str,
    nearest: Vec<&'a str>,
}

pub(super) fn run(options: &UnansweredArgs) -> io::Result<Ending> {
    let asked = question_file::read_all(&options.logs, options.server.id)?;
    let Some(snapshot) = options.source.load()? else {
        return Ok(Ending::Failure);
    };
    let all: u64 = asked.iter().map(|(_, times)| u64::from(*times)).sum();
    let asked: Vec<AskedQuestion> = asked.into_iter().map(asked_question).collect();
    let encoder = options.encoder.open(&options.source.knowledge)?;
    let snapshot = encoded(snapshot, encoder.as_ref());
    let texts = asked.iter().flat_map(|own| matched_texts(&own.text));
    let vectors = encoder.map_or_else(QuestionVectors::new, |own| own.vectors(texts));
    let groups = unanswered(snapshot.encoded_table(&vectors), &asked, &Effort::full());
    let mut out = Terminal::stdout();
    if options.json {
        for group in &groups {
            out.json(&line(group))?;
        }
        out.flush()?;
        return Ok(Ending::Success);
    }
    let open: u64 = groups.iter().map(|group| u64::from(group.times)).sum();
    out.line(format_args!("{open} of {all} questions are unanswered"))?;
    for group in groups.iter().take(options.show) {
        write_group(&mut out, group)?;
    }
    if groups.len() > options.show {
        let rest = groups.len() - options.show;
        out.line(Line::new().faint(format_args!("and {rest} more (--show)")))?;
    }
    out.flush()?;
    Ok(Ending::Success)
}

fn asked_question((text, times): (String, u32)) -> AskedQuestion {
    AskedQuestion {
        text,
        times,
        rejected: Vec::new(),
        got: AnswersGot::default(),
    }
}

fn line(group: &QuestionGroup) -> GroupLine<'_> {
    GroupLine {
        times: group.times,
        questions: group.questions.iter().map(|q| q.text.as_str()).collect(),
        proposal: match group.proposal {
            Proposal::Phrasing => "phrasing",
            Proposal::Entry => "entry",
            Proposal::Distinguish => "apart",
        },
        nearest: group
            .nearest
            .iter()
            .map(|entry| entry.id.as_str())
            .collect(),
    }
}

fn write_group(out: &mut Terminal, group: &QuestionGroup) -> io::Result<()> {
    let Some((first, others)) = group.questions.split_first() else {
        return Ok(());
    };
    out.line(Line::from(format_args!("{:>4}  ", group.times)).strong(&first.text))?;
    for other in others.iter().take(OTHERS) {
        out.line(format_args!("      {}", other.text))?;
    }
    if others.len() > OTHERS {
        let more = format_args!("and {} more", others.len() - OTHERS);
        out.line(Line::from("      ").faint(more))?;
    }
    out.line(Line::from("      ").faint(proposal(group)))
}

fn proposal(group: &QuestionGroup) -> String {
    let name = |entry: &EntryName| match entry.kind {
        Kind::Question => entry.id.clone(),
        Kind::Gap => format!("{} (gap)", entry.id),
    };
    let nearest: Vec<String> = group.nearest.iter().take(NEAR).map(name).collect();
    let near = match &nearest[..] {
        [] => String::new(),
        _ => format!("; nearest: {}", nearest.join(", ")),
    };
    match (group.proposal, nearest.first()) {
        (Proposal::Phrasing, Some(first)) => format!("a phrasing of {first}?{near}"),
        (Proposal::Distinguish, _) => format!("answered, but not what was asked{near}"),
        _ => format!("a new question or gap?{near}"),
    }
}
