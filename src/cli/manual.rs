//! `footnote man` and `footnote completions`: what clap makes of the definition of the command line.

use std::io;

use clap::{Args, Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;

use crate::cli::terminal::Terminal;
use crate::cli::{Cli, Ending, wrong_usage};

/// Print the manual page of Footnote or of one of its commands
#[derive(Debug, Args)]
pub(super) struct ManualArgs {
    /// Command, as in `check` or `journal export`
    command: Vec<String>,
}

/// Print what completes commands and options in a shell
#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// Your shell
    shell: Shell,
}

pub(super) fn print_page(options: &ManualArgs) -> io::Result<Ending> {
    let mut all = Cli::command();
    // Gives each command its whole name.
    all.build();
    let found = options.command.iter().try_fold(&all, |command, name| {
        let found = command.find_subcommand(name);
        found.ok_or_else(|| unknown(command, name))
    });
    let mut page = Vec::new();
    let version = concat!("footnote ", env!("CARGO_PKG_VERSION"));
    Man::new(found?.clone()).source(version).render(&mut page)?;
    print(&page)
}

pub(super) fn print_completions(options: &CompletionsArgs) -> io::Result<Ending> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Cli::command(), "footnote", &mut script);
    print(&script)
}

fn unknown(command: &Command, name: &str) -> io::Error {
    let names = command.get_subcommands().map(Command::get_name);
    let names = names.collect::<Vec<_>>().join("`, `");
    wrong_usage(format!(
        "there is no command `{name}`; use one of `{names}`"
    ))
}

fn print(written: &[u8]) -> io::Result<Ending> {
    Terminal::stdout().data(&String::from_utf8_lossy(written))?;
    Ok(Ending::Success)
}
