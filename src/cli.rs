//! The command line: arguments, printing, exit codes, wiring. The only module that prints.

mod answer;
mod arguments;
mod ask;
mod chat;
mod check;
mod desks;
mod diff;
mod discord;
mod draft;
mod drafts;
mod encoder;
mod eval;
mod eval_page;
mod evidence;
mod expand;
mod export;
mod file_error;
mod import;
mod journal;
mod json;
mod line;
mod log;
mod manual;
mod new;
mod pin;
mod progress;
mod prompt;
mod question_file;
mod report;
mod rewrite;
mod schema;
mod secrets;
mod signals;
mod stats;
mod suggest;
mod terminal;
mod token;
mod unanswered;
mod watch;

use std::io;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::cli::arguments::{KnowledgeArgs, ServerArgs, StoreArgs, TextArgs, load};
use crate::cli::report::{print_error, print_report};
use crate::cli::terminal::Terminal;
use crate::discord::Fatal;
use crate::text::visible::visible;

/// Answer questions about an article in sentences that cite it
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
    Expand(expand::ExpandArgs),
    Import(import::ImportArgs),
    Unanswered(unanswered::UnansweredArgs),
    Stats(stats::StatsArgs),
    Journal(journal::JournalArgs),
    Export(export::TableExportArgs),
    Pin(pin::PinArgs),
    Draft(draft::DraftArgs),
    New(new::NewArgs),
    Schema(schema::SchemaArgs),
    Completions(manual::CompletionsArgs),
    Man(manual::ManualArgs),
    Discord(discord::DiscordArgs),
}

/// What a command says that shows what it would write.
const DRY_RUN: &str = "Dry run: nothing written. Add `--write` to save.";

/// How a command ended, unless with an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// Exit code 0.
    Success,
    /// The file has errors, or the question found neither an answer nor a gap: exit code 1.
    Failure,
    /// Discord rejected the bot: exit code 3 and up.
    Rejected(Fatal),
}

/// Runs the program with the arguments of its process.
#[must_use]
pub fn run() -> ExitCode {
    token::hide();
    report_panics();
    let command = match Cli::try_parse() {
        Ok(cli) => cli.command,
        Err(error) => return print_usage(&error),
    };
    let result = match command {
        Subcommands::Chat(options) => chat::run(&options),
        Subcommands::Ask(options) => ask::run(&options),
        Subcommands::Check(options) => check::run(&options),
        Subcommands::Diff(options) => diff::run(&options),
        Subcommands::Eval(options) => eval::run(&options),
        Subcommands::Suggest(options) => suggest::run(&options),
        Subcommands::Expand(options) => expand::run(&options),
        Subcommands::Import(options) => import::run(&options),
        Subcommands::Unanswered(options) => unanswered::run(&options),
        Subcommands::Stats(options) => stats::run(&options),
        Subcommands::Journal(options) => journal::run(&options),
        Subcommands::Export(options) => export::run(&options),
        Subcommands::Pin(options) => pin::run(&options),
        Subcommands::Draft(options) => draft::run(&options),
        Subcommands::New(options) => new::run(&options),
        Subcommands::Schema(options) => schema::run(&options),
        Subcommands::Completions(options) => manual::print_completions(&options),
        Subcommands::Man(options) => manual::print_page(&options),
        Subcommands::Discord(options) => discord::run(&options),
    };
    result.map_or_else(|error| exit_code_of(&error), Ending::exit_code)
}

impl Ending {
    fn exit_code(self) -> ExitCode {
        ExitCode::from(match self {
            Self::Success => 0,
            Self::Failure => 1,
            Self::Rejected(Fatal::Token) => 3,
            Self::Rejected(Fatal::Intents) => 4,
            Self::Rejected(Fatal::PrivilegedIntents) => 5,
        })
    }
}

/// Prints help, or what is wrong with the arguments. They may come from anyone, as the names of files
/// do, so clap is given them again with what a terminal would obey escaped.
fn print_usage(error: &clap::Error) -> ExitCode {
    let arguments = std::env::args_os();
    let escaped = arguments.map(|argument| visible(&argument.to_string_lossy()).into_owned());
    let again = Cli::try_parse_from(escaped).err();
    let printed = match again.filter(|again| again.kind() == error.kind()) {
        Some(usage) if usage.use_stderr() => Terminal::stderr().usage(&usage),
        Some(usage) => Terminal::stdout().usage(&usage),
        None => Terminal::stderr().lines(error.to_string().lines()),
    };
    match printed {
        Err(_) if !error.use_stderr() => ExitCode::FAILURE,
        _ => ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2)),
    }
}

/// Prints panics as errors, which are escaped and without the token.
fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        let message = panic.payload_as_str().unwrap_or_default();
        let place = place.unwrap_or_default();
        print_error(&format!("internal error (panic) at {place}: {message}"));
    }));
}

/// Prints an error and returns its exit code: 2 for wrong usage, else 1.
fn exit_code_of(error: &io::Error) -> ExitCode {
    print_error(&error.to_string());
    let is_usage = error.kind() == io::ErrorKind::InvalidInput;
    ExitCode::from(if is_usage { 2 } else { 1 })
}

/// An error of wrong usage: exit code 2.
fn wrong_usage(message: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, message.into())
}

/// Runs a future to its end on this thread.
fn block_on<T>(work: impl Future<Output = T>) -> io::Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    Ok(runtime.block_on(work))
}
