//! An answer as the terminal shows it.

use std::fmt::{self, Display};

use anstyle::{AnsiColor, Style};

use crate::answer::option_label::OptionLabel;
use crate::answer::{Answer, Cited, EntryName, Outcome};
use crate::knowledge::{Knowledge, in_quotation_marks};
use crate::wording;

/// The style of questions and titles.
pub const STRONG: Style = Style::new().bold();
/// The style of secondary text.
pub const FAINT: Style = Style::new().dimmed();
/// The style of quotes.
pub const QUOTE: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green)));

/// An answer with everything that is shown of it.
pub struct AnswerPage<'a> {
    /// The answer.
    pub answer: &'a Answer,
    /// The knowledge it came from.
    pub knowledge: &'a Knowledge,
}

impl Display for AnswerPage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let answer = self.answer;
        if let Some(entry) = &answer.entry {
            writeln!(f, "{STRONG}{}{STRONG:#}", entry.asked_as)?;
        }
        match answer.outcome {
            Outcome::Answered => {
                sentences(f, answer)?;
                self.more(f)?;
                list(f, wording::RELATED, self.knowledge, &answer.others)
            }
            Outcome::Gap => {
                writeln!(f, "{}", answer.gap.as_deref().unwrap_or_default())?;
                self.more(f)?;
                list(f, wording::NEARBY, self.knowledge, &answer.others)
            }
            Outcome::Unsure => list(f, wording::DID_YOU_MEAN, self.knowledge, &answer.others),
            Outcome::Declined => {
                writeln!(f, "{}", wording::DECLINED)?;
                topics(f, self.knowledge)
            }
        }
    }
}

impl AnswerPage<'_> {
    /// What else the message asked, and the citations of all its answers.
    fn more(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for answer in &self.answer.more {
            match &answer.entry {
                Some(entry) => writeln!(f, "{STRONG}{}{STRONG:#}", entry.asked_as)?,
                None => writeln!(f, "{}", wording::unanswered(&answer.question))?,
            }
            sentences(f, answer)?;
            if let Some(gap) = &answer.gap {
                writeln!(f, "{gap}")?;
            }
        }
        let mut citations = self.answer.all_citations();
        citations.try_for_each(|cited| citation(f, self.knowledge, cited))
    }
}

fn sentences(f: &mut fmt::Formatter, answer: &Answer) -> fmt::Result {
    for sentence in &answer.sentences {
        write!(f, "{} {FAINT}", sentence.text)?;
        for number in &sentence.citations {
            write!(f, "[{number}]")?;
        }
        writeln!(f, "{FAINT:#}")?;
    }
    Ok(())
}

fn citation(f: &mut fmt::Formatter, knowledge: &Knowledge, cited: &Cited) -> fmt::Result {
    let quote = in_quotation_marks(&cited.quote);
    write!(
        f,
        "{FAINT}[{}] {}:{FAINT:#} {QUOTE}{quote}{QUOTE:#}",
        cited.n,
        place(knowledge, cited)
    )?;
    if let Some(url) = &cited.url {
        write!(f, " {FAINT}{url}{FAINT:#}")?;
    }
    writeln!(f)
}

/// The place of a citation.
#[must_use]
pub fn place(knowledge: &Knowledge, cited: &Cited) -> String {
    let title = wording::cited_title(knowledge, cited);
    wording::place(cited, cited.heading.as_deref(), title)
}

fn list(
    f: &mut fmt::Formatter,
    title: &str,
    knowledge: &Knowledge,
    entries: &[EntryName],
) -> fmt::Result {
    if entries.is_empty() {
        return Ok(());
    }
    writeln!(f, "{FAINT}{title}{FAINT:#}")?;
    for (number, label) in (1..).zip(OptionLabel::of_list(knowledge, entries)) {
        writeln!(f, "  {FAINT}{number}{FAINT:#} {label}")?;
    }
    Ok(())
}

fn topics(f: &mut fmt::Formatter, knowledge: &Knowledge) -> fmt::Result {
    let topics: Vec<&str> = knowledge
        .sources
        .iter()
        .flat_map(|source| &source.topics)
        .map(String::as_str)
        .collect();
    if topics.is_empty() {
        return Ok(());
    }
    writeln!(
        f,
        "{FAINT}{}{FAINT:#} {}.",
        wording::TOPICS,
        topics.join(", ")
    )
}
