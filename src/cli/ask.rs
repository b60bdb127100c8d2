//! `footnote ask`: one question, or one a line.

use std::io::{self, BufRead, Write};

use clap::Args;

use crate::answer::Outcome;
use crate::cli::answer::AnswerPage;
use crate::cli::evidence::Evidence;
use crate::cli::json::AnswerLine;
use crate::cli::{Ending, KnowledgeArgs};
use crate::service::Snapshot;

/// Answer a question, or each line of standard input
#[derive(Debug, Args)]
pub(super) struct AskArgs {
    #[command(flatten)]
    source: KnowledgeArgs,
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
    /// Show the evidence: which words met which, the score's parts, the runner-up
    #[arg(long)]
    why: bool,
    /// The question; without it, one is read from each line of standard input
    question: Vec<String>,
}

pub(super) fn run(options: &AskArgs) -> io::Result<Ending> {
    let Some(snapshot) = options.source.load()? else {
        return Ok(Ending::Short);
    };
    let mut out = anstream::stdout().lock();
    if !options.question.is_empty() {
        let outcome = answer(options, &snapshot, &options.question.join(" "), &mut out)?;
        let found = matches!(outcome, Outcome::Answered | Outcome::Gap);
        // The process ends here; taking the table apart first would only delay that.
        std::mem::forget(snapshot);
        return Ok(if found {
            Ending::Quantized
        } else {
            Ending::Short
        });
    }
    for line in io::stdin().lock().split(b'\n') {
        let line = line?;
        let question = String::from_utf8_lossy(&line);
        answer(options, &snapshot, question.trim(), &mut out)?;
        if !options.json {
            writeln!(out)?;
        }
    }
    Ok(Ending::Quantized)
}

fn answer(
    options: &AskArgs,
    snapshot: &Snapshot,
    question: &str,
    out: &mut impl Write,
) -> io::Result<Outcome> {
    let (answer, ranking) = snapshot.ask_why(question);
    if options.json {
        let signals = options.why.then_some(answer.signals);
        let line = AnswerLine::new(&answer, &snapshot.knowledge().version, signals);
        serde_json::to_writer(&mut *out, &line)?;
        writeln!(out)?;
    } else {
        let knowledge = snapshot.knowledge();
        write!(
            out,
            "{}",
            AnswerPage {
                answer: &answer,
                knowledge
            }
        )?;
        if options.why {
            write!(
                out,
                "{}",
                Evidence {
                    answer: &answer,
                    ranking: &ranking,
                    snapshot
                }
            )?;
        }
    }
    out.flush()?;
    Ok(answer.outcome)
}
