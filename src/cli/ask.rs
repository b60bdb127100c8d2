//! `footnote ask`: answers a question, or each line of standard input.

use std::io::{self, BufRead};
use std::path::Path;
use std::time::SystemTime;

use clap::Args;

use crate::answer::{Answer, Outcome};
use crate::cli::answer::lines;
use crate::cli::encoder::{EncoderArgs, OpenEncoder, ask_why, encoded};
use crate::cli::evidence::evidence;
use crate::cli::json::AnswerLine;
use crate::cli::terminal::Terminal;
use crate::cli::{Ending, KnowledgeArgs, wrong_usage};
use crate::files::{self, SeenFiles};
use crate::insights::usage::date;
use crate::knowledge::{Knowledge, UnknownSource, unknown_sources};
use crate::question_log::today;
use crate::service::Snapshot;

/// What is no part of a question at the ends of its line.
const BLANKS: [char; 3] = [' ', '\t', '\r'];

/// Answer a question, or every line of standard input
#[derive(Debug, Args)]
pub(super) struct AskArgs {
    #[command(flatten)]
    source: KnowledgeArgs,
    #[command(flatten)]
    encoder: EncoderArgs,
    /// Print each answer as one line of JSON
    #[arg(long)]
    json: bool,
    /// Show the evidence: matched words, score, and runners-up
    #[arg(long)]
    why: bool,
    /// Where there is no answer, show the passages of the article that come nearest
    #[arg(long)]
    passages: bool,
    /// The question that was asked before, on which a short one may lean: “and when?”
    #[arg(long, value_name = "QUESTION")]
    after: Option<String>,
    /// Answer only from the source with this id; repeat it for several
    #[arg(long = "source", value_name = "ID")]
    sources: Vec<String>,
    /// The question; without one, questions are read from standard input, one per line
    question: Vec<String>,
}

pub(super) fn run(options: &AskArgs) -> io::Result<Ending> {
    expect_question(&options.question)?;
    let mut seen = SeenFiles::at(&options.source.knowledge, SystemTime::now());
    let Some(snapshot) = options.source.load()? else {
        return Ok(Ending::Failure);
    };
    expect_sources(snapshot.knowledge(), &options.sources)?;
    let encoder = options.encoder.open(&options.source.knowledge)?;
    let encoder = encoder.as_ref();
    let prepared = |snapshot: Snapshot| {
        let snapshot = encoded(snapshot.on(&date(today())), encoder);
        let snapshot = if options.passages {
            snapshot.with_passages()
        } else {
            snapshot
        };
        if options.sources.is_empty() {
            snapshot
        } else {
            snapshot.of_sources(&options.sources)
        }
    };
    let mut snapshot = prepared(snapshot);
    let mut out = Terminal::stdout();
    if !options.question.is_empty() {
        let outcome = answer(
            options,
            &snapshot,
            encoder,
            &options.question.join(" "),
            &mut out,
        )?;
        // The process is about to end: freeing the table would only delay it.
        std::mem::forget(snapshot);
        return Ok(if outcome.is_covered() {
            Ending::Success
        } else {
            Ending::Failure
        });
    }
    for line in io::stdin().lock().split(b'\n') {
        let line = line?;
        if seen.look(SystemTime::now())
            && let Some(changed) = options.source.load()?
        {
            snapshot = prepared(changed);
        }
        let question = String::from_utf8_lossy(&line);
        let question = question.trim_matches(BLANKS);
        answer(options, &snapshot, encoder, question, &mut out)?;
        if !options.json {
            out.line("")?;
        }
        if out.is_closed() {
            break;
        }
    }
    Ok(Ending::Success)
}

/// Fails if what is given is no question: nothing, or a table.
fn expect_question(words: &[String]) -> io::Result<()> {
    if !words.is_empty() && words.iter().all(|word| word.trim().is_empty()) {
        let message =
            "the question is empty; write it after the options, or one per line to standard input";
        return Err(wrong_usage(message));
    }
    let Some((first, others)) = words.split_first() else {
        return Ok(());
    };
    let path = Path::new(first);
    let is_file = path.extension().is_some_and(|ending| ending == "toml") && path.is_file();
    let is_folder = || !others.is_empty() && path.is_dir();
    let has_table = || files::knowledge_files(path).is_ok_and(|tables| !tables.is_empty());
    if is_file || is_folder() && has_table() {
        let message = format!(
            "`{first}` is a table, and not a part of the question; name it with `--knowledge`"
        );
        return Err(wrong_usage(message));
    }
    Ok(())
}

/// Fails if the table lacks one of these sources.
fn expect_sources(knowledge: &Knowledge, ids: &[String]) -> io::Result<()> {
    let Some(UnknownSource { id, nearest }) = unknown_sources(knowledge, ids).into_iter().next()
    else {
        return Ok(());
    };
    let repair = if let Some(nearest) = nearest {
        format!("did you mean `{nearest}`?")
    } else {
        let known = knowledge.sources.iter().map(|source| source.id.as_str());
        format!("use one of `{}`", known.collect::<Vec<_>>().join("`, `"))
    };
    let message = format!("the table has no source `{id}`; {repair}");
    Err(wrong_usage(message))
}

fn answer(
    options: &AskArgs,
    snapshot: &Snapshot,
    encoder: Option<&OpenEncoder>,
    question: &str,
    out: &mut Terminal,
) -> io::Result<Outcome> {
    let before = options.after.as_deref();
    let before = before.map(|before| ask_why(snapshot, encoder, before, None).0);
    let last = before.as_ref().and_then(Answer::context);
    let (answer, ranking) = ask_why(snapshot, encoder, question, last);
    let answer = snapshot.with_nearest_passages(answer);
    if options.json {
        let signals = options.why.then_some(answer.signals);
        let line = AnswerLine::new(&answer, &snapshot.knowledge().version, signals);
        out.json(&line)?;
    } else {
        out.lines(lines(&answer, snapshot))?;
        if options.why {
            out.lines(evidence(&answer, &ranking, snapshot))?;
        }
    }
    out.flush()?;
    Ok(answer.outcome)
}
