//! `footnote chat`: a conversation in the terminal.

mod pick;

use std::io;
use std::sync::Arc;
use std::time::SystemTime;

use clap::Args;

use crate::answer::option_label::OptionLabel;
use crate::answer::{Answer, Cited, EntryName};
use crate::cli::answer::{lines, option, passage};
use crate::cli::arguments::BareTableArgs;
use crate::cli::chat::pick::picked_number;
use crate::cli::drafts::waiting;
use crate::cli::encoder::{EncoderArgs, OpenEncoder, ask_why, encoded};
use crate::cli::evidence::evidence;
use crate::cli::line::Line;
use crate::cli::prompt::Prompt;
use crate::cli::terminal::Terminal;
use crate::cli::{Ending, KnowledgeArgs, print_report};
use crate::files::{self, SeenFiles};
use crate::insights::usage::date;
use crate::knowledge::{Difference, Entry, Knowledge};
use crate::matcher::Ranking;
use crate::question_log::today;
use crate::service::{Service, Snapshot};
use crate::wording;

/// The text of `/help`.
const HELP: &str = "\
Ask anything about the article, or type:
  1, 2, 3       pick from the last list
  /why          show the evidence for the last answer
  /source N     show the passage behind citation N
  /topics       list the topics
  /topics WORD  list the questions of the topics that contain WORD
  /reload       read the knowledge files again
  /quit         leave";

/// Ask questions in the terminal
#[derive(Debug, Args)]
pub(super) struct ChatArgs {
    #[command(flatten)]
    table: BareTableArgs,
    #[command(flatten)]
    source: KnowledgeArgs,
    /// Where there is no answer, do not show the passages of the article that come nearest
    #[arg(long)]
    no_passages: bool,
    #[command(flatten)]
    encoder: EncoderArgs,
}

pub(super) fn run(options: &ChatArgs) -> io::Result<Ending> {
    let source = options.source.or(&options.table);
    let files = SeenFiles::at(&source.knowledge, SystemTime::now());
    let Some(snapshot) = source.load()? else {
        return Ok(Ending::Failure);
    };
    let encoder = options.encoder.open(&source.knowledge)?;
    let mut chat = Chat {
        files,
        service: Service::of(encoded(snapshot, encoder.as_ref())),
        encoder,
        last: None,
        list: Vec::new(),
    };
    if !options.no_passages {
        chat.service.show_passages();
    }
    let mut out = Terminal::stdout();
    out.line(greeting(chat.service.snapshot().knowledge()))?;
    out.line(Line::new().faint("Type /help for commands."))?;
    let mut prompt = Prompt::open()?;
    while let Some(line) = prompt.next_line()? {
        let turn = chat.respond(line.trim(), &mut out)?;
        out.flush()?;
        if matches!(turn, Turn::Leave) || out.is_closed() {
            break;
        }
    }
    Ok(Ending::Success)
}

/// What can be asked about, every source by its name.
fn greeting(knowledge: &Knowledge) -> String {
    let sources = knowledge.sources.iter();
    let names = sources.map(|source| {
        let publisher = source.publisher.as_deref();
        wording::source_name(&source.title, publisher)
    });
    let greeting = wording::greeting(knowledge, &names.collect::<Vec<_>>());
    match waiting(knowledge) {
        Some(waiting) => format!("{greeting} {waiting}."),
        None => greeting,
    }
}

/// Whether the conversation goes on.
enum Turn {
    Next,
    Leave,
}

/// A conversation: what answers, and what the user can refer back to.
struct Chat {
    /// The knowledge file or folder, which is read again once it has changed.
    files: SeenFiles,
    service: Service,
    encoder: Option<OpenEncoder>,
    last: Option<LastAnswer>,
    /// The list shown last, from which a number picks.
    list: Vec<EntryName>,
}

/// The last answer, with the snapshot it came from: a reload must not change its evidence.
struct LastAnswer {
    answer: Answer,
    /// None if the entry was picked from a list.
    ranking: Option<Ranking>,
    snapshot: Arc<Snapshot>,
}

impl Chat {
    /// Runs a command, or answers a question.
    fn respond(&mut self, line: &str, out: &mut Terminal) -> io::Result<Turn> {
        let (command, argument) = line.split_once(' ').unwrap_or((line, ""));
        match command {
            "" => {}
            "/quit" | "/exit" | "/q" | "quit" | "exit" => return Ok(Turn::Leave),
            "/help" => out.lines(HELP.lines())?,
            "/why" => self.why(out)?,
            "/topics" => self.topics(argument.trim(), out)?,
            "/source" => self.source(argument.trim(), out)?,
            "/reload" => {
                self.files.look(SystemTime::now());
                self.reload(out)?;
            }
            _ if command.starts_with('/') => {
                let message = "Type /help for the list.";
                out.line(format_args!("There is no command `{command}`. {message}"))?;
            }
            _ => self.answer(line, out)?,
        }
        Ok(Turn::Next)
    }

    fn answer(&mut self, line: &str, out: &mut Terminal) -> io::Result<()> {
        if self.files.look(SystemTime::now()) {
            self.reload(out)?;
        }
        let snapshot = self.service.snapshot_on(&date(today()));
        let picked = picked_number(line).filter(|_| !self.list.is_empty());
        let last = if let Some(number) = picked {
            let Some(entry) = self.pick(number, snapshot.knowledge()) else {
                return out.line(format_args!("Pick a number from 1 to {}.", self.list.len()));
            };
            LastAnswer {
                answer: snapshot.answer_of(entry),
                ranking: None,
                snapshot,
            }
        } else {
            let last = self.last.as_ref().and_then(|last| last.answer.context());
            let (answer, ranking) = ask_why(&snapshot, self.encoder.as_ref(), line, last);
            LastAnswer {
                answer: snapshot.with_nearest_passages(answer),
                ranking: Some(ranking),
                snapshot,
            }
        };
        out.lines(lines(&last.answer, last.snapshot.knowledge()))?;
        out.line("")?;
        self.list.clone_from(&last.answer.others);
        self.last = Some(last);
        Ok(())
    }

    /// The entry that a number (from 1) picks from the last list.
    fn pick<'a>(&self, number: usize, knowledge: &'a Knowledge) -> Option<&'a Entry> {
        let picked = self.list.get(number.checked_sub(1)?)?;
        let is_picked = |entry: &&Entry| {
            entry.id == picked.id && knowledge.source_of(entry).id == picked.source
        };
        knowledge.entries.iter().find(is_picked)
    }

    /// Lists the topics or, if a part of their names is given, their questions, numbered to pick
    /// from.
    fn topics(&mut self, wanted: &str, out: &mut Terminal) -> io::Result<()> {
        let snapshot = self.service.snapshot();
        let knowledge = snapshot.knowledge();
        self.list.clear();
        let mut listed: Vec<(&str, usize)> = Vec::new();
        for (index, source) in knowledge.sources.iter().enumerate() {
            for topic in &source.topics {
                let is_within = |e: &&Entry| e.source == index && e.topic() == Some(topic);
                let entries: Vec<&Entry> = knowledge.entries.iter().filter(is_within).collect();
                if wanted.is_empty() {
                    out.line(Line::from(format_args!("{topic} ")).faint(entries.len()))?;
                } else if topic.to_lowercase().contains(&wanted.to_lowercase()) {
                    listed.push((topic, entries.len()));
                    let names = entries.iter().map(|entry| EntryName::of(knowledge, entry));
                    self.list.extend(names);
                }
            }
        }
        if wanted.is_empty() {
            out.line(Line::new().faint("Type /topics WORD to list the questions of a topic."))
        } else if listed.is_empty() {
            out.line(format_args!(
                "No topic contains `{wanted}`. Type /topics for the list."
            ))
        } else {
            self.show_list(knowledge, &listed, out)
        }
    }

    /// Shows the list, each entry with its number, under topics with so many entries each.
    fn show_list(
        &self,
        knowledge: &Knowledge,
        topics: &[(&str, usize)],
        out: &mut Terminal,
    ) -> io::Result<()> {
        let mut labels = (1..).zip(OptionLabel::of_list(knowledge, &self.list));
        for (topic, entries) in topics {
            out.line(Line::new().strong(topic))?;
            for (number, label) in labels.by_ref().take(*entries) {
                out.line(option(number, &label))?;
            }
        }
        Ok(())
    }

    /// Shows the evidence for the last answer.
    fn why(&self, out: &mut Terminal) -> io::Result<()> {
        let Some(last) = &self.last else {
            return out.line("Ask something first.");
        };
        let Some(ranking) = &last.ranking else {
            return out.line("You picked this question from a list.");
        };
        out.lines(evidence(&last.answer, ranking, &last.snapshot))
    }

    /// Shows the passage behind a citation of the last answer; the first, if no number is given.
    fn source(&self, number: &str, out: &mut Terminal) -> io::Result<()> {
        let last = self.last.iter();
        let citations = last.flat_map(|last| {
            let answer = &last.answer;
            let cited = answer.all_citations().chain(&answer.passages);
            cited.map(|cited| (last.snapshot.knowledge(), cited))
        });
        let citations: Vec<(&Knowledge, &Cited)> = citations.collect();
        let number = if number.is_empty() { "1" } else { number };
        let mut named = citations
            .iter()
            .filter(|(_, cited)| cited.n.to_string() == number);
        match (named.next(), citations.len()) {
            (Some((knowledge, cited)), _) => out.lines(passage(knowledge, cited)),
            (None, 0) => out.line("The last answer has no citations."),
            (None, 1) => out.line("The last answer has only one citation."),
            (None, last) => out.line(format_args!("The last answer has citations 1 to {last}.")),
        }
    }

    /// Reads the knowledge files again; if they have errors, the old knowledge stays.
    fn reload(&self, out: &mut Terminal) -> io::Result<()> {
        let loaded = files::load(&self.files.path, None);
        let live = self.service.snapshot();
        let old = &live.knowledge().version;
        match loaded.knowledge {
            Some(new) if new.version == *old => {
                out.line(format_args!("Nothing has changed since {old}."))
            }
            Some(new) => {
                let version = &new.version;
                let changes = Difference::between(live.knowledge(), &new).summary();
                out.line(format_args!(
                    "Now answering from {version} (was {old}): {changes}."
                ))?;
                let new = encoded(Snapshot::new(new), self.encoder.as_ref());
                self.service.swap(&new);
                Ok(())
            }
            None => {
                print_report(&loaded.report)?;
                out.line(format_args!(
                    "The files have errors. Still answering from {old}."
                ))
            }
        }
    }
}
