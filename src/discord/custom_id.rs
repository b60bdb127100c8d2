//! What a button or a menu carries, so that it still works after a restart: all it needs is in
//! its custom id, which Discord limits to 100 characters.
//!
//! An id is a few fields parted by colons, the first of which is the version of this scheme.

use serenity::model::application::{ActionRowComponent, ButtonKind};
use serenity::model::channel::Message;
use serenity::model::id::{MessageId, UserId};
use sha2::{Digest, Sha256};

use crate::knowledge::{Entry, Knowledge};
use crate::wording;

/// The version of the scheme: an id of another is not understood, and said to be so.
const SCHEME: &str = "1";
/// The most characters Discord takes.
pub const MAX_CHARS: usize = 100;
/// The most earlier messages of an answer that an id has room for.
pub const MAX_EARLIER: usize = 3;

/// Names an entry by twelve hexadecimal digits, however long its id is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key(String);

impl Key {
    /// The name of an entry of this source with this id.
    #[must_use]
    pub fn of(source: &str, id: &str) -> Self {
        let digest = Sha256::digest(format!("{source}/{id}").as_bytes());
        let short = digest[..6]
            .iter()
            .fold(0, |n, byte| n << 8 | u64::from(*byte));
        Self(format!("{short:012x}"))
    }

    /// The name as it is written in a menu's option.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads a name from a menu's option.
    #[must_use]
    pub fn read(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The entry of that name.
    #[must_use]
    pub fn find<'a>(&self, knowledge: &'a Knowledge) -> Option<&'a Entry> {
        knowledge
            .entries
            .iter()
            .find(|entry| Self::of(&knowledge.source_of(entry).id, &entry.id) == *self)
    }
}

/// The short hash that a version ends with.
#[must_use]
pub fn stamp(version: &str) -> &str {
    version.rsplit('@').next().unwrap_or(version)
}

/// Whether the table is still the one that a control was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// It is.
    Same,
    /// It has been exchanged since.
    Newer,
}

impl Table {
    /// Compares the stamp that a control carries with the table that is live.
    #[must_use]
    pub fn since(then: &str, knowledge: &Knowledge) -> Self {
        if stamp(&knowledge.version) == then {
            Self::Same
        } else {
            Self::Newer
        }
    }

    /// What is to be said about it.
    #[must_use]
    pub fn note(self) -> Option<String> {
        (self == Self::Newer).then(|| wording::CHANGED_SINCE.to_owned())
    }
}

/// What pressing a button or picking from a menu does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CustomId {
    /// Shows the passages that an answer cites.
    Source {
        /// The table's stamp when the answer was given.
        stamp: String,
        /// Which entry was said.
        entry: Key,
    },
    /// Shows the evidence for an answer.
    Why {
        /// The table's stamp when the answer was given.
        stamp: String,
        /// The question, as much of it as there is room for.
        question: String,
        /// Whether it is only the beginning.
        is_cut: bool,
    },
    /// Shows why a picked answer is what it is: it was picked.
    WhyPicked {
        /// The table's stamp when it was picked.
        stamp: String,
        /// The entry picked.
        entry: Key,
    },
    /// Takes the answer away.
    Delete {
        /// Who may, besides moderators.
        asker: UserId,
        /// The messages before this one that belong to the answer.
        earlier: Vec<MessageId>,
    },
    /// Answers with an entry, in place for who asked.
    Pick {
        /// The table's stamp when it was offered.
        stamp: String,
        /// Who asked.
        asker: UserId,
        /// Which.
        entry: Key,
    },
    /// The menu whose options are entries' names.
    Menu {
        /// The table's stamp when they were offered.
        stamp: String,
        /// Who asked.
        asker: UserId,
        /// The messages before this one that belong to the answer.
        earlier: Vec<MessageId>,
    },
    /// The menu of a page of questions, which answers to who picks alone.
    Questions {
        /// The table's stamp when they were listed.
        stamp: String,
    },
    /// Says no to every option.
    NoneOfThese {
        /// Who asked.
        asker: UserId,
    },
    /// Turns to a page of the questions that can be asked.
    Topics {
        /// Counted from 0.
        page: usize,
    },
    /// Shows the first page, to who presses it alone.
    SeeTopics,
    /// Makes the version live that a moderator has been shown.
    Confirm {
        /// Which preview.
        preview: u64,
    },
    /// Leaves everything as it is.
    Cancel {
        /// Which preview.
        preview: u64,
    },
    /// Turns to a page of what went live.
    History {
        /// Counted from 0.
        page: u32,
    },
    /// The menu of suspended entries, which restores the one picked.
    Restore,
    /// Says of an answer whether it helped.
    Vote {
        /// Whether it did.
        is_helpful: bool,
        /// Which entry it came from.
        entry: Key,
        /// The question, or how it begins.
        question: String,
        /// Whether it was too long to be carried whole.
        is_cut: bool,
    },
    /// Asks for the question in other words; the form for it carries the same.
    Rephrase,
    /// Forgets what whoever presses it has said of answers.
    Forget,
    /// The menu of ways of asking that members confirmed, which adds the one picked to the table.
    Adopt,
    /// Turns to a group of unanswered questions.
    Unanswered {
        /// Counted from 0.
        page: usize,
    },
    /// Mends a group of unanswered questions; the form for it carries the same.
    Mend {
        /// How.
        how: Mend,
        /// Which, by the words of its first question.
        group: Key,
    },
}

/// How a group of unanswered questions can be mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mend {
    /// The first question becomes a phrasing of an entry.
    Phrasing,
    /// By a question with its fact.
    Question,
    /// By a gap.
    Gap,
    /// By words that mean the same.
    Synonyms,
    /// It is not to be seen any more.
    Ignore,
}

impl Mend {
    const LETTERS: [(Self, &str); 5] = [
        (Self::Phrasing, "p"),
        (Self::Question, "q"),
        (Self::Gap, "g"),
        (Self::Synonyms, "s"),
        (Self::Ignore, "i"),
    ];

    fn letter(self) -> &'static str {
        let mut letters = Self::LETTERS.iter();
        let found = letters.find(|(mend, _)| *mend == self);
        found.map_or("", |(_, letter)| letter)
    }

    fn read(letter: &str) -> Option<Self> {
        let mut letters = Self::LETTERS.iter();
        let found = letters.find(|(_, own)| *own == letter);
        found.map(|(mend, _)| *mend)
    }
}

impl CustomId {
    /// Why an answer to a question was given; a question too long is cut between words.
    #[must_use]
    pub fn why(stamp: &str, question: &str) -> Self {
        let room = MAX_CHARS - SCHEME.len() - "::w::".len() - stamp.len();
        let (question, is_cut) = beginning(question, room);
        Self::Why {
            stamp: stamp.to_owned(),
            question: question.to_owned(),
            is_cut,
        }
    }

    /// Says of an answer to a question whether it helped; a question too long is cut between words.
    #[must_use]
    pub fn vote(is_helpful: bool, entry: Key, question: &str) -> Self {
        let room = MAX_CHARS - SCHEME.len() - ":f:h::".len() - entry.0.len();
        let (question, is_cut) = beginning(question, room);
        Self::Vote {
            is_helpful,
            entry,
            question: question.to_owned(),
            is_cut,
        }
    }

    /// The id as Discord keeps it.
    #[must_use]
    pub fn write(&self) -> String {
        let body = match self {
            Self::Source { stamp, entry } => format!("s:{stamp}:{}", entry.0),
            Self::Why {
                stamp,
                question,
                is_cut,
            } => {
                let kind = if *is_cut { "W" } else { "w" };
                format!("{kind}:{stamp}:{question}")
            }
            Self::WhyPicked { stamp, entry } => format!("y:{stamp}:{}", entry.0),
            Self::Delete { asker, earlier } => format!("d:{asker}{}", list(earlier)),
            Self::Pick {
                stamp,
                asker,
                entry,
            } => format!("p:{stamp}:{asker}:{}", entry.0),
            Self::Menu {
                stamp,
                asker,
                earlier,
            } => format!("m:{stamp}:{asker}{}", list(earlier)),
            Self::Questions { stamp } => format!("q:{stamp}"),
            Self::NoneOfThese { asker } => format!("n:{asker}"),
            Self::Topics { page } => format!("t:{page}"),
            Self::SeeTopics => "l".to_owned(),
            Self::Confirm { preview } => format!("c:{preview}"),
            Self::Cancel { preview } => format!("x:{preview}"),
            Self::History { page } => format!("h:{page}"),
            Self::Restore => "r".to_owned(),
            Self::Vote {
                is_helpful,
                entry,
                question,
                is_cut,
            } => {
                let kind = match (is_helpful, is_cut) {
                    (true, false) => "h",
                    (true, true) => "H",
                    (false, false) => "n",
                    (false, true) => "N",
                };
                format!("f:{kind}:{}:{question}", entry.0)
            }
            Self::Rephrase => "o".to_owned(),
            Self::Forget => "z".to_owned(),
            Self::Adopt => "a".to_owned(),
            Self::Unanswered { page } => format!("u:{page}"),
            Self::Mend { how, group } => format!("e:{}:{}", how.letter(), group.0),
        };
        format!("{SCHEME}:{body}")
    }

    /// Reads an id; none when it is of another scheme, or none of ours.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut fields = text.splitn(3, ':');
        let (scheme, kind) = (fields.next()?, fields.next()?);
        let rest = fields.next().unwrap_or_default();
        if scheme != SCHEME {
            return None;
        }
        let (first, last) = rest.split_once(':').unwrap_or((rest, ""));
        let (second, third) = last.split_once(':').unwrap_or((last, ""));
        Some(match kind {
            "s" => Self::Source {
                stamp: first.to_owned(),
                entry: Key::read(last),
            },
            "w" | "W" => Self::Why {
                stamp: first.to_owned(),
                question: last.to_owned(),
                is_cut: kind == "W",
            },
            "y" => Self::WhyPicked {
                stamp: first.to_owned(),
                entry: Key::read(last),
            },
            "d" => Self::Delete {
                asker: user(first)?,
                earlier: messages(last),
            },
            "p" => Self::Pick {
                stamp: first.to_owned(),
                asker: user(second)?,
                entry: Key::read(third),
            },
            "m" => Self::Menu {
                stamp: first.to_owned(),
                asker: user(second)?,
                earlier: messages(third),
            },
            "q" => Self::Questions {
                stamp: first.to_owned(),
            },
            "n" => Self::NoneOfThese {
                asker: user(first)?,
            },
            "t" => Self::Topics {
                page: first.parse().ok()?,
            },
            "l" => Self::SeeTopics,
            "c" => Self::Confirm {
                preview: first.parse().ok()?,
            },
            "x" => Self::Cancel {
                preview: first.parse().ok()?,
            },
            "h" => Self::History {
                page: first.parse().ok()?,
            },
            "r" => Self::Restore,
            "f" => Self::Vote {
                is_helpful: first.eq_ignore_ascii_case("h"),
                is_cut: first.chars().all(char::is_uppercase),
                entry: Key::read(second),
                question: third.to_owned(),
            },
            "o" => Self::Rephrase,
            "z" => Self::Forget,
            "a" => Self::Adopt,
            "u" => Self::Unanswered {
                page: first.parse().ok()?,
            },
            "e" => Self::Mend {
                how: Mend::read(first)?,
                group: Key::read(last),
            },
            _ => return None,
        })
    }
}

/// The controls under a message of ours.
pub fn controls(message: &Message) -> impl Iterator<Item = CustomId> {
    let controls = message.components.iter().flat_map(|row| &row.components);
    let ids = controls.filter_map(|control| match control {
        ActionRowComponent::Button(button) => match &button.data {
            ButtonKind::NonLink { custom_id, .. } => Some(custom_id.as_str()),
            _ => None,
        },
        ActionRowComponent::SelectMenu(menu) => menu.custom_id.as_deref(),
        _ => None,
    });
    ids.filter_map(CustomId::read)
}

/// As many whole words from the start of a text as there is room for, and whether that cut it.
fn beginning(text: &str, room: usize) -> (&str, bool) {
    let Some((end, _)) = text.char_indices().nth(room) else {
        return (text, false);
    };
    let whole = text[..end].rfind(char::is_whitespace).unwrap_or(end);
    (&text[..whole], true)
}

fn list(messages: &[MessageId]) -> String {
    let last = messages.len().saturating_sub(MAX_EARLIER);
    let ids: Vec<String> = messages[last..].iter().map(ToString::to_string).collect();
    if ids.is_empty() {
        String::new()
    } else {
        format!(":{}", ids.join(":"))
    }
}

fn user(text: &str) -> Option<UserId> {
    text.parse::<std::num::NonZeroU64>().ok().map(UserId::from)
}

fn messages(text: &str) -> Vec<MessageId> {
    let id = |text: &str| text.parse::<std::num::NonZeroU64>().ok();
    text.split(':')
        .filter_map(id)
        .map(MessageId::from)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(id: &CustomId) {
        let text = id.write();
        assert!(text.chars().count() <= MAX_CHARS, "{text}");
        assert_eq!(CustomId::read(&text).as_ref(), Some(id), "{text}");
    }

    #[test]
    fn what_is_written_is_read_again_and_fits() {
        let asker = UserId::new(u64::MAX);
        let earlier = vec![MessageId::new(u64::MAX); MAX_EARLIER];
        let entry = Key::of(&"s".repeat(300), "an id");
        let stamp = "3f2a9c1".to_owned();
        check(&CustomId::Source {
            stamp: stamp.clone(),
            entry: entry.clone(),
        });
        check(&CustomId::WhyPicked {
            stamp: stamp.clone(),
            entry: entry.clone(),
        });
        check(&CustomId::Pick {
            stamp: stamp.clone(),
            asker,
            entry: entry.clone(),
        });
        check(&CustomId::Delete {
            asker,
            earlier: earlier.clone(),
        });
        check(&CustomId::Delete {
            asker,
            earlier: Vec::new(),
        });
        check(&CustomId::Menu {
            stamp: stamp.clone(),
            asker,
            earlier,
        });
        check(&CustomId::NoneOfThese { asker });
        check(&CustomId::Topics { page: usize::MAX });
        check(&CustomId::SeeTopics);
        check(&CustomId::Confirm { preview: u64::MAX });
        check(&CustomId::Cancel { preview: u64::MAX });
        check(&CustomId::History { page: u32::MAX });
        check(&CustomId::Restore);
        check(&CustomId::Rephrase);
        check(&CustomId::Forget);
        check(&CustomId::Adopt);
        for is_helpful in [true, false] {
            check(&CustomId::vote(is_helpful, entry.clone(), "who: what?"));
            check(&CustomId::vote(
                is_helpful,
                entry.clone(),
                &"wörter ".repeat(40),
            ));
        }
        check(&CustomId::Unanswered { page: usize::MAX });
        for (how, _) in Mend::LETTERS {
            let group = entry.clone();
            check(&CustomId::Mend { how, group });
        }
        check(&CustomId::Questions {
            stamp: stamp.clone(),
        });
        check(&CustomId::why(&stamp, "who: what, and when?"));
        check(&CustomId::why(&stamp, &"wörter und ".repeat(40)));
        check(&CustomId::why(&stamp, &"ü".repeat(400)));
        check(&CustomId::why(&stamp, ""));
    }

    #[test]
    fn a_long_question_is_cut_between_words_and_says_so() {
        let CustomId::Why {
            question, is_cut, ..
        } = CustomId::why("3f2a9c1", &"light ".repeat(40))
        else {
            panic!("it is a why");
        };
        assert!(is_cut);
        assert!(question.ends_with("light"));
    }

    /// Ids of messages that are on Discord today. They must stay readable, and be written the same.
    #[test]
    fn ids_of_messages_already_sent_are_read_and_written_unchanged() {
        const SENT: &[&str] = &[
            "1:s:3f2a9c1:00ab12cd34ef",
            "1:w:3f2a9c1:who: what, and when?",
            "1:w:3f2a9c1:",
            "1:W:3f2a9c1:a long question that was cut",
            "1:y:3f2a9c1:00ab12cd34ef",
            "1:d:80351110224678912",
            "1:d:80351110224678912:1:22:333",
            "1:p:3f2a9c1:80351110224678912:00ab12cd34ef",
            "1:m:3f2a9c1:80351110224678912",
            "1:m:3f2a9c1:80351110224678912:1:22:333",
            "1:q:3f2a9c1",
            "1:n:80351110224678912",
            "1:t:3",
            "1:l",
            "1:c:80351110224678912",
            "1:x:80351110224678912",
            "1:h:2",
            "1:r",
            "1:f:h:00ab12cd34ef:who: what?",
            "1:f:H:00ab12cd34ef:a long question",
            "1:f:n:00ab12cd34ef:who: what?",
            "1:f:N:00ab12cd34ef:a long question",
            "1:o",
            "1:z",
            "1:a",
            "1:u:4",
            "1:e:p:00ab12cd34ef",
            "1:e:q:00ab12cd34ef",
            "1:e:g:00ab12cd34ef",
            "1:e:s:00ab12cd34ef",
            "1:e:i:00ab12cd34ef",
        ];
        for sent in SENT {
            let read = CustomId::read(sent);
            assert_eq!(read.map(|id| id.write()).as_deref(), Some(*sent));
        }
        let entry = Key::of("skerry", "when-relit");
        assert_eq!(entry.as_str(), "18f90d889520");
    }

    #[test]
    fn what_is_not_ours_is_not_understood() {
        for text in [
            "",
            "1",
            "0:s:a:b",
            "2:l",
            "1:x:y",
            "1:p:zero:k",
            "1:p:0:k",
            "1:t:-1",
            "1:e:z:0",
            "1:u:x",
            "::::",
        ] {
            assert_eq!(CustomId::read(text), None, "{text}");
        }
    }
}
