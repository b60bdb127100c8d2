//! An answer as it is read on Discord: the texts of its messages, and the controls under the last.
//! Pure: it sends nothing.

use serenity::builder::{
    CreateActionRow, CreateButton, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption,
};
use serenity::model::application::ButtonStyle;
use serenity::model::id::{MessageId, UserId};

use crate::answer::{Answer, Cited, EntryName, OPTIONS, Outcome};
use crate::config;
use crate::discord::custom_id::{CustomId, Key, Table, stamp};
use crate::discord::reply::markdown::{clip, escape, paginate};
use crate::knowledge::Knowledge;
use crate::wording;

/// The most characters of a button's label.
const LABEL: usize = 80;
/// The most characters of a menu's option.
const OPTION: usize = 100;
/// The most options of a menu.
const MENU: usize = 25;
/// The most characters of a quote in a citation line, so that the line fits a message.
const QUOTE: usize = 400;
/// The most characters of a link in a citation line.
const LINK: usize = 1200;

/// Who sees an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The channel.
    Everyone,
    /// Who asked, alone.
    Asker,
}

/// How it is known what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// In someone's own words.
    Asked,
    /// From a button or a menu.
    Picked,
}

/// What an answer is laid out for.
pub struct Occasion<'a> {
    /// What it came from.
    pub knowledge: &'a Knowledge,
    /// The operator's taste.
    pub wording: &'a config::Wording,
    /// Who asked.
    pub asker: UserId,
    /// Who sees it.
    pub audience: Audience,
    /// How it is known what was asked.
    pub way: Way,
    /// Whether the table has changed since it was offered.
    pub table: Table,
    /// Whether it can be said of the answer that it helped.
    pub votes: bool,
}

/// An answer laid out.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// The texts of its messages, at least one; each fits a message.
    pub texts: Vec<String>,
    /// What became of the question.
    pub outcome: Outcome,
    controls: Controls,
}

/// What the controls are made from.
#[derive(Debug, Clone, PartialEq)]
struct Controls {
    stamp: String,
    asker: UserId,
    audience: Audience,
    way: Way,
    votes: bool,
    question: String,
    entry: Option<Key>,
    others: Vec<(Key, String)>,
}

/// Lays an answer out.
#[must_use]
pub fn lay_out(answer: &Answer, occasion: &Occasion) -> Layout {
    Layout {
        texts: paginate(blocks(answer, occasion)),
        outcome: answer.outcome,
        controls: Controls {
            stamp: stamp(&occasion.knowledge.version).to_owned(),
            asker: occasion.asker,
            audience: occasion.audience,
            way: occasion.way,
            votes: occasion.votes,
            question: answer.question.clone(),
            entry: answer.entry.as_ref().map(key),
            others: answer
                .others
                .iter()
                .map(|other| (key(other), other.asked_as.clone()))
                .collect(),
        },
    }
}

/// The name of an entry as controls carry it.
fn key(name: &EntryName) -> Key {
    Key::of(&name.source, &name.id)
}

fn blocks(answer: &Answer, occasion: &Occasion) -> Vec<String> {
    let mut blocks: Vec<String> = occasion.table.note().into_iter().collect();
    let heading = answer.entry.as_ref();
    blocks.extend(heading.map(|entry| format!("**{}**", escape(&entry.asked_as))));
    match answer.outcome {
        Outcome::Answered => {
            for sentence in &answer.sentences {
                let marks: Vec<String> =
                    sentence.citations.iter().map(|n| superscript(*n)).collect();
                blocks.push(format!("{} [{}]", escape(&sentence.text), marks.join(" ")));
            }
            let citations = answer.citations.iter();
            blocks.extend(citations.map(|cited| citation(cited, occasion)));
        }
        Outcome::Gap => {
            blocks.extend(answer.gap.as_deref().map(escape));
            if !answer.others.is_empty() {
                blocks.push(format!("-# {}", wording::NEARBY));
            }
        }
        Outcome::Unsure => blocks.push(wording::DID_YOU_MEAN.to_owned()),
        Outcome::Declined if answer.withheld.is_some() => {
            blocks.extend(declined(wording::WITHHELD, occasion));
        }
        Outcome::Declined => blocks.extend(declined(wording::DECLINED, occasion)),
    }
    blocks
}

/// Takes back every option: none of them was what was asked.
#[must_use]
pub fn decline(occasion: &Occasion) -> Layout {
    Layout {
        texts: paginate(declined(wording::NONE_FITS, occasion)),
        outcome: Outcome::Declined,
        controls: Controls {
            stamp: stamp(&occasion.knowledge.version).to_owned(),
            asker: occasion.asker,
            audience: occasion.audience,
            way: occasion.way,
            votes: occasion.votes,
            question: String::new(),
            entry: None,
            others: Vec::new(),
        },
    }
}

/// That there is no answer, and what can be asked instead.
fn declined(sentence: &str, occasion: &Occasion) -> Vec<String> {
    let topics: Vec<String> = occasion
        .knowledge
        .sources
        .iter()
        .flat_map(|source| &source.topics)
        .map(|topic| escape(topic))
        .collect();
    let mut blocks = vec![sentence.to_owned()];
    if occasion.wording.topics && !topics.is_empty() {
        blocks.push(format!("-# {} {}.", wording::TOPICS, topics.join(", ")));
    }
    blocks
}

/// A citation's line: its number, its place (a link to the very words, where there is one), and
/// the quote.
fn citation(cited: &Cited, occasion: &Occasion) -> String {
    let place = place(occasion.knowledge, cited);
    let url = cited.url.as_ref().filter(|url| url.len() <= LINK);
    let place = match url {
        Some(url) => format!("[{place}](<{url}>)"),
        None => place,
    };
    let number = superscript(cited.n);
    if occasion.wording.quotes {
        format!(
            "-# {number} {place}: “{}”",
            escape(&clip(&cited.quote, QUOTE))
        )
    } else {
        format!("-# {number} {place}")
    }
}

/// Where a citation stands, its heading set off.
#[must_use]
pub fn place(knowledge: &Knowledge, cited: &Cited) -> String {
    let place = wording::place(knowledge, cited);
    let heading = cited.heading.as_deref().unwrap_or_default();
    match place.rfind(heading).filter(|_| !heading.is_empty()) {
        Some(at) => format!(
            "{}*{}*{}",
            escape(&place[..at]),
            escape(heading),
            escape(&place[at + heading.len()..])
        ),
        None => escape(&place),
    }
}

/// A number in small raised digits.
#[must_use]
pub fn superscript(number: usize) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    number
        .to_string()
        .bytes()
        .map(|digit| DIGITS[usize::from(digit - b'0')])
        .collect()
}

impl Layout {
    /// The controls under the last message, given the messages before it.
    #[must_use]
    pub fn rows(&self, earlier: &[MessageId]) -> Vec<CreateActionRow> {
        let controls = &self.controls;
        let mut rows = Vec::new();
        match self.outcome {
            Outcome::Unsure => {
                let mut options = controls.picks();
                let asker = controls.asker;
                options.push(button(
                    &CustomId::NoneOfThese { asker },
                    wording::NONE_OF_THESE,
                ));
                rows.push(CreateActionRow::Buttons(options));
            }
            Outcome::Gap if !controls.others.is_empty() => {
                rows.push(CreateActionRow::Buttons(controls.picks()));
            }
            _ => {}
        }
        rows.push(CreateActionRow::Buttons(
            controls.about(self.outcome, earlier),
        ));
        if self.outcome == Outcome::Answered && !controls.others.is_empty() {
            let id = CustomId::Menu {
                stamp: controls.stamp.clone(),
                asker: controls.asker,
                earlier: earlier.to_vec(),
            };
            rows.push(menu(&id, wording::RELATED_MENU, &controls.others));
        }
        rows
    }
}

impl Controls {
    /// A button for each of the first other entries.
    fn picks(&self) -> Vec<CreateButton> {
        let pick = |(key, label): &(Key, String)| {
            let id = CustomId::Pick {
                stamp: self.stamp.clone(),
                asker: self.asker,
                entry: key.clone(),
            };
            button(&id, label).style(ButtonStyle::Primary)
        };
        self.others.iter().take(OPTIONS).map(pick).collect()
    }

    /// What can be had about the answer itself.
    fn about(&self, outcome: Outcome, earlier: &[MessageId]) -> Vec<CreateButton> {
        let mut buttons = Vec::new();
        let entry = self.entry.as_ref();
        if let Some(entry) = entry.filter(|_| outcome == Outcome::Answered) {
            let id = CustomId::Source {
                stamp: self.stamp.clone(),
                entry: entry.clone(),
            };
            buttons.push(button(&id, wording::SHOW_SOURCE));
        }
        if outcome == Outcome::Declined {
            buttons.push(button(&CustomId::SeeTopics, wording::SEE_TOPICS));
        }
        let why = match (self.way, entry) {
            (Way::Asked, _) => Some(CustomId::why(&self.stamp, &self.question)),
            (Way::Picked, Some(entry)) => Some(CustomId::WhyPicked {
                stamp: self.stamp.clone(),
                entry: entry.clone(),
            }),
            (Way::Picked, None) => None,
        };
        buttons.extend(why.map(|id| button(&id, wording::WHY)));
        if let (Way::Asked, true, Some(entry)) = (self.way, self.votes, entry) {
            let id = |is_helpful| CustomId::vote(is_helpful, entry.clone(), &self.question);
            buttons.push(button(&id(true), wording::HELPFUL));
            buttons.push(button(&id(false), wording::NOT_THIS));
        }
        if self.audience == Audience::Everyone {
            let id = CustomId::Delete {
                asker: self.asker,
                earlier: earlier.to_vec(),
            };
            buttons.push(button(&id, wording::DELETE));
        }
        buttons
    }
}

/// A button of the quiet kind.
pub fn button(id: &CustomId, label: &str) -> CreateButton {
    CreateButton::new(id.write())
        .label(clip(label, LABEL))
        .style(ButtonStyle::Secondary)
}

/// A menu of entries.
pub fn menu(id: &CustomId, placeholder: &str, entries: &[(Key, String)]) -> CreateActionRow {
    let options = entries
        .iter()
        .take(MENU)
        .map(|(key, label)| CreateSelectMenuOption::new(clip(label, OPTION), key.as_str()))
        .collect();
    let menu = CreateSelectMenu::new(id.write(), CreateSelectMenuKind::String { options });
    CreateActionRow::SelectMenu(menu.placeholder(placeholder))
}
