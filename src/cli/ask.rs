//! `footnote ask`: one question, or one a line.

use std::io::{self, BufRead, Write};

use clap::Args;

use super::json::Line;
use super::page::Page;
use super::why::Why;
use super::{Ending, Source};
use crate::answer::Outcome;
use crate::desk::Live;

/// Answer a question, or each line of standard input
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    source: Source,
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
    /// Show the evidence: which words met which, the score's parts, the runner-up
    #[arg(long)]
    why: bool,
    /// The question; without it, one is read from each line of standard input
    question: Vec<String>,
}

pub(super) fn run(options: &Options) -> io::Result<Ending> {
    let Some(live) = options.source.load()? else {
        return Ok(Ending::Short);
    };
    let mut out = anstream::stdout().lock();
    if !options.question.is_empty() {
        let outcome = answer(options, &live, &options.question.join(" "), &mut out)?;
        let found = matches!(outcome, Outcome::Answered | Outcome::Gap);
        // The process ends here; taking the table apart first would only delay that.
        std::mem::forget(live);
        return Ok(if found { Ending::Fine } else { Ending::Short });
    }
    for line in io::stdin().lock().split(b'\n') {
        let line = line?;
        let question = String::from_utf8_lossy(&line);
        answer(options, &live, question.trim(), &mut out)?;
        if !options.json {
            writeln!(out)?;
        }
    }
    Ok(Ending::Fine)
}

fn answer(
    options: &Options,
    live: &Live,
    question: &str,
    out: &mut impl Write,
) -> io::Result<Outcome> {
    let (answer, ranking) = live.ask_why(question);
    if options.json {
        let signals = options.why.then_some(answer.signals);
        let line = Line::new(&answer, &live.knowledge().version, signals);
        serde_json::to_writer(&mut *out, &line)?;
        writeln!(out)?;
    } else {
        let knowledge = live.knowledge();
        write!(
            out,
            "{}",
            Page {
                answer: &answer,
                knowledge
            }
        )?;
        if options.why {
            write!(
                out,
                "{}",
                Why {
                    answer: &answer,
                    ranking: &ranking,
                    live
                }
            )?;
        }
    }
    out.flush()?;
    Ok(answer.outcome)
}
