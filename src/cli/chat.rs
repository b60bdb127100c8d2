//! `footnote chat`: a conversation in the terminal.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use rustyline::DefaultEditor;
use rustyline::error::ReadlineError;

use crate::answer::passage::Passage;
use crate::answer::{Answer, Cited, EntryName, Outcome, answer_of};
use crate::cli::answer::{AnswerPage, FAINT, QUOTE, STRONG};
use crate::cli::evidence::Evidence;
use crate::cli::{Ending, KnowledgeArgs, print_report};
use crate::files;
use crate::knowledge::{Entry, Knowledge};
use crate::matcher::Ranking;
use crate::service::{Service, Snapshot};
use crate::wording;

/// What `/help` says.
const HELP: &str = "\
Ask anything about the article, or:
  1, 2, 3    pick from the list shown last
  /why       the evidence for the last answer
  /source N  the passage behind citation N
  /topics    what can be asked about; /topics WORD lists the questions
  /reload    read the knowledge anew
  /quit      leave";

/// Ask questions in the terminal
#[derive(Debug, Args)]
pub(super) struct ChatArgs {
    #[command(flatten)]
    source: KnowledgeArgs,
}

pub(super) fn run(options: &ChatArgs) -> io::Result<Ending> {
    let Some(snapshot) = options.source.load()? else {
        return Ok(Ending::Short);
    };
    let mut chat = Chat {
        path: options.source.knowledge.clone(),
        service: Service::of(snapshot),
        last: None,
        list: Vec::new(),
    };
    let mut out = anstream::stdout();
    writeln!(
        out,
        "{}",
        wording::greeting(chat.service.snapshot().knowledge())
    )?;
    writeln!(out, "{FAINT}/help shows what else you can type.{FAINT:#}")?;
    let mut lines = Lines::open()?;
    while let Some(line) = lines.next()? {
        match chat.hear(line.trim(), &mut out)? {
            Turn::Next => out.flush()?,
            Turn::Leave => break,
        }
    }
    Ok(Ending::Quantized)
}

/// Whether the conversation goes on.
enum Turn {
    Next,
    Leave,
}

struct Chat {
    path: PathBuf,
    service: Service,
    last: Option<Last>,
    /// What the numbers pick: the list shown last.
    list: Vec<EntryName>,
}

/// The last answer, with what it came from: a reload must not change what is said about it.
struct Last {
    answer: Answer,
    ranking: Option<Ranking>,
    snapshot: Arc<Snapshot>,
}

impl Chat {
    fn hear(&mut self, line: &str, out: &mut impl Write) -> io::Result<Turn> {
        let (command, argument) = line.split_once(' ').unwrap_or((line, ""));
        match command {
            "" => {}
            "/quit" | "/exit" | "/q" | "quit" | "exit" => return Ok(Turn::Leave),
            "/help" => writeln!(out, "{HELP}")?,
            "/why" => self.why(out)?,
            "/topics" => self.topics(argument.trim(), out)?,
            "/source" => self.source(argument.trim(), out)?,
            "/reload" => self.reload(out)?,
            _ if command.starts_with('/') => {
                writeln!(out, "There is no `{command}`. /help shows what there is.")?;
            }
            _ => self.answer(line, out)?,
        }
        Ok(Turn::Next)
    }

    fn answer(&mut self, line: &str, out: &mut impl Write) -> io::Result<()> {
        let snapshot = self.service.snapshot();
        let picked = line.parse().ok().filter(|_: &usize| !self.list.is_empty());
        let last = if let Some(number) = picked {
            let Some(entry) = self.pick(number, snapshot.knowledge()) else {
                return writeln!(out, "The list has 1 to {}.", self.list.len());
            };
            Last {
                answer: answer_of(snapshot.knowledge(), entry),
                ranking: None,
                snapshot,
            }
        } else {
            let (answer, ranking) = snapshot.ask_why(line);
            Last {
                answer,
                ranking: Some(ranking),
                snapshot,
            }
        };
        let page = AnswerPage {
            answer: &last.answer,
            knowledge: last.snapshot.knowledge(),
        };
        writeln!(out, "{page}")?;
        self.list.clone_from(&last.answer.others);
        self.last = Some(last);
        Ok(())
    }

    /// The entry that a number picks from the list shown last.
    fn pick<'a>(&self, number: usize, knowledge: &'a Knowledge) -> Option<&'a Entry> {
        let picked = self.list.get(number.checked_sub(1)?)?;
        let is_picked = |entry: &&Entry| {
            entry.id == picked.id && knowledge.source_of(entry).id == picked.source
        };
        knowledge.entries.iter().find(is_picked)
    }

    /// Lists the topics; or, given the beginning of one, its questions, to be picked by number.
    fn topics(&mut self, wanted: &str, out: &mut impl Write) -> io::Result<()> {
        let snapshot = self.service.snapshot();
        let knowledge = snapshot.knowledge();
        let wanted = wanted.to_lowercase();
        self.list.clear();
        for (index, source) in knowledge.sources.iter().enumerate() {
            for topic in &source.topics {
                let questions = knowledge
                    .entries
                    .iter()
                    .filter(|entry| entry.source == index && entry.topic() == Some(topic));
                if wanted.is_empty() {
                    writeln!(out, "{topic} {FAINT}{}{FAINT:#}", questions.count())?;
                } else if topic.to_lowercase().contains(&wanted) {
                    writeln!(out, "{STRONG}{topic}{STRONG:#}")?;
                    for entry in questions {
                        self.list.push(EntryName::of(knowledge, entry));
                        let number = self.list.len();
                        writeln!(out, "  {FAINT}{number}{FAINT:#} {}", entry.asked_as())?;
                    }
                }
            }
        }
        if wanted.is_empty() {
            writeln!(
                out,
                "{FAINT}/topics and a word of one lists its questions.{FAINT:#}"
            )
        } else if self.list.is_empty() {
            writeln!(out, "No topic has `{wanted}` in it. /topics lists them.")
        } else {
            Ok(())
        }
    }

    fn why(&self, out: &mut impl Write) -> io::Result<()> {
        match &self.last {
            None => writeln!(out, "Nothing has been asked yet."),
            Some(Last { ranking: None, .. }) => {
                writeln!(out, "You picked it from the list.")
            }
            Some(Last {
                answer,
                ranking: Some(ranking),
                snapshot,
            }) => {
                write!(
                    out,
                    "{}",
                    Evidence {
                        answer,
                        ranking,
                        snapshot
                    }
                )
            }
        }
    }

    fn source(&self, number: &str, out: &mut impl Write) -> io::Result<()> {
        let answered = self
            .last
            .as_ref()
            .filter(|last| last.answer.outcome == Outcome::Answered);
        let Some(last) = answered else {
            return writeln!(out, "The last answer cites nothing.");
        };
        let citations = &last.answer.citations;
        let number = if number.is_empty() { "1" } else { number };
        match citations.iter().find(|cited| cited.n.to_string() == number) {
            Some(cited) => passage(last.snapshot.knowledge(), cited, out),
            None if citations.len() == 1 => writeln!(out, "The last answer has one citation."),
            None => writeln!(
                out,
                "The last answer has citations 1 to {}.",
                citations.len()
            ),
        }
    }

    fn reload(&self, out: &mut impl Write) -> io::Result<()> {
        let loaded = files::load(&self.path, None);
        let old = self.service.snapshot().knowledge().version.clone();
        match loaded.knowledge {
            Some(new) if new.version == old => writeln!(out, "Nothing has changed: {old}."),
            Some(new) => {
                writeln!(out, "Now {}, before {old}.", new.version)?;
                self.service.swap(&Snapshot::new(new));
                Ok(())
            }
            None => {
                print_report(&loaded.report)?;
                writeln!(out, "The files have faults; {old} stays.")
            }
        }
    }
}

/// Shows what a citation points to: the paragraph with the quote marked and its neighbours, or
/// the quote alone where the source's text is not at hand.
fn passage(knowledge: &Knowledge, cited: &Cited, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{FAINT}{}{FAINT:#}", wording::place(knowledge, cited))?;
    let Some(passage) = Passage::of(knowledge, cited) else {
        writeln!(out, "{QUOTE}“{}”{QUOTE:#}", cited.quote)?;
        return writeln!(out, "{FAINT}{}{FAINT:#}", wording::NO_TEXT);
    };
    if let Some(words) = passage.before {
        writeln!(out, "{FAINT}{words}{FAINT:#}")?;
    }
    let [before, quote, after] = passage.split();
    writeln!(out, "{before}{QUOTE}{quote}{QUOTE:#}{after}")?;
    if let Some(words) = passage.after {
        writeln!(out, "{FAINT}{words}{FAINT:#}")?;
    }
    Ok(())
}

/// Lines typed at a prompt, or read from a pipe.
enum Lines {
    Typed(Box<DefaultEditor>),
    Piped(io::Split<io::StdinLock<'static>>),
}

impl Lines {
    fn open() -> io::Result<Self> {
        if io::stdin().is_terminal() {
            let editor = DefaultEditor::new().map_err(io::Error::other)?;
            return Ok(Self::Typed(Box::new(editor)));
        }
        Ok(Self::Piped(io::stdin().lock().split(b'\n')))
    }

    /// The next line; none at the end of the input, or when the user breaks off.
    fn next(&mut self) -> io::Result<Option<String>> {
        match self {
            Self::Piped(lines) => {
                let line = lines.next().transpose()?;
                Ok(line.map(|line| String::from_utf8_lossy(&line).into_owned()))
            }
            Self::Typed(editor) => match editor.readline("> ") {
                Ok(line) => {
                    editor.add_history_entry(&line).map_err(io::Error::other)?;
                    Ok(Some(line))
                }
                Err(ReadlineError::Eof | ReadlineError::Interrupted) => Ok(None),
                Err(error) => Err(io::Error::other(error)),
            },
        }
    }
}
