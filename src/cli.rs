//! The command line: arguments, printing, exit codes, wiring. The only module that prints.

mod answer;
mod ask;
mod chat;
mod check;
mod diff;
mod discord;
mod eval;
mod eval_page;
mod evidence;
mod journal;
mod json;
mod log;
mod pin;
mod progress;
mod question_file;
mod signals;
mod stats;
mod suggest;
mod unanswered;
mod watch;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::answer::Strictness;
use crate::diagnostic::{Report, Severity};
use crate::discord::Fatal;
use crate::files;
use crate::knowledge::Knowledge;
use crate::service::Snapshot;
use crate::store::Store;

/// Answers questions about an article in sentences that cite it, and says so when the article is
/// silent.
#[derive(Debug, Parser)]
#[command(name = "footnote", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Subcommands,
}

#[derive(Debug, Subcommand)]
enum Subcommands {
    Chat(chat::ChatArgs),
    Ask(ask::AskArgs),
    Check(check::CheckArgs),
    Diff(diff::DiffArgs),
    Eval(eval::EvalArgs),
    Suggest(suggest::SuggestArgs),
    Unanswered(unanswered::UnansweredArgs),
    Stats(stats::StatsArgs),
    Journal(journal::JournalArgs),
    Pin(pin::PinArgs),
    Discord(discord::DiscordArgs),
}

/// Which knowledge to use.
#[derive(Debug, Args)]
struct KnowledgeArgs {
    /// A knowledge file, or a folder of them
    #[arg(long, value_name = "FILE-OR-FOLDER", default_value = "knowledge")]
    knowledge: PathBuf,
    #[command(flatten)]
    strictness: Strict,
}

/// How sure one must be to answer.
#[derive(Debug, Args)]
struct Strict {
    /// How sure to be before answering: cautious, balanced or eager
    #[arg(long, value_name = "HOW", default_value = "balanced", value_parser = strictness)]
    strictness: Strictness,
}

fn strictness(name: &str) -> Result<Strictness, String> {
    let found = Strictness::ALL.iter().find(|(own, _)| *own == name);
    let names = Strictness::ALL.iter().map(|(name, _)| *name);
    found
        .map(|(_, strictness)| *strictness)
        .ok_or_else(|| format!("it is one of {}", names.collect::<Vec<_>>().join(", ")))
}

/// How a command ended, short of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// All is well.
    Quantized,
    /// The file or the answer falls short.
    Short,
    /// Discord will not have the bot.
    Refused(Fatal),
}

/// Runs the program with the arguments of its process.
#[must_use]
pub fn run() -> ExitCode {
    let result = match Cli::parse().command {
        Subcommands::Chat(options) => chat::run(&options),
        Subcommands::Ask(options) => ask::run(&options),
        Subcommands::Check(options) => check::run(&options),
        Subcommands::Diff(options) => diff::run(&options),
        Subcommands::Eval(options) => eval::run(&options),
        Subcommands::Suggest(options) => suggest::run(&options),
        Subcommands::Unanswered(options) => unanswered::run(&options),
        Subcommands::Stats(options) => stats::run(&options),
        Subcommands::Journal(options) => journal::run(&options),
        Subcommands::Pin(options) => pin::run(&options),
        Subcommands::Discord(options) => discord::run(&options),
    };
    match result {
        Ok(Ending::Quantized) => ExitCode::SUCCESS,
        Ok(Ending::Short) => ExitCode::from(1),
        Ok(Ending::Refused(Fatal::Token)) => ExitCode::from(3),
        Ok(Ending::Refused(Fatal::Intents)) => ExitCode::from(4),
        Ok(Ending::Refused(Fatal::PrivilegedIntents)) => ExitCode::from(5),
        // Whoever reads our output has had enough of it.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            print_error(&error.to_string());
            let is_usage = error.kind() == io::ErrorKind::InvalidInput;
            ExitCode::from(if is_usage { 2 } else { 1 })
        }
    }
}

impl KnowledgeArgs {
    /// Loads the knowledge; faults are printed, and there is none if one is an error.
    fn load(&self) -> io::Result<Option<Snapshot>> {
        let knowledge = load(&self.knowledge, None)?;
        Ok(knowledge.map(|knowledge| {
            let snapshot = progress::prepare(knowledge);
            snapshot.answering(self.strictness.strictness)
        }))
    }
}

fn load(path: &Path, text: Option<&Path>) -> io::Result<Option<Knowledge>> {
    let loaded = files::load(path, text);
    if loaded.report.has_errors() {
        print_report(&loaded.report)?;
    }
    Ok(loaded.knowledge)
}

/// A store that is there already: looking at one makes none.
fn store(path: &Path) -> io::Result<Store> {
    if !path.exists() {
        let message = format!(
            "there is no store at `{}`; name it with --store",
            path.display()
        );
        return Err(io::Error::new(io::ErrorKind::NotFound, message));
    }
    Ok(Store::at(path))
}

/// Waits for what the store does.
fn block_on<T>(work: impl Future<Output = T>) -> io::Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    Ok(runtime.block_on(work))
}

/// Prints what went wrong to standard error; where even that cannot be, nothing can be said.
fn print_error(message: &str) {
    let _ = writeln!(anstream::stderr(), "error: {message}");
}

/// Prints a report and its tally to standard error.
fn print_report(report: &Report) -> io::Result<()> {
    let mut err = anstream::stderr().lock();
    write!(err, "{}", report.render())?;
    writeln!(err, "{}", tally(report))
}

fn tally(report: &Report) -> String {
    let errors = report.count(Severity::Error);
    let warnings = report.count(Severity::Warning);
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    format!(
        "{errors} error{}, {warnings} warning{}",
        plural(errors),
        plural(warnings)
    )
}
