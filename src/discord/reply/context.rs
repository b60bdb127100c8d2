//! Everything besides the answer that a reply depends on.

use serenity::model::id::UserId;

use crate::answer::Answer;
use crate::config;
use crate::discord::audience::Audience;
use crate::discord::custom_id::TableChange;
use crate::knowledge::{Knowledge, Source};
use crate::wording::Words;

/// How the bot knows what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HowAsked {
    /// The member typed a question.
    InWords,
    /// The member typed a question that is understood in the light of the one before.
    FollowingUp,
    /// The member picked an entry.
    Picked,
}

impl HowAsked {
    /// How what was asked in words is known.
    #[must_use]
    pub fn of_answer(answer: &Answer) -> Self {
        match answer.following {
            Some(_) => Self::FollowingUp,
            None => Self::InWords,
        }
    }
}

/// Everything besides the answer that a reply depends on.
pub struct ReplyContext<'a> {
    /// The knowledge that the answer comes from.
    pub knowledge: &'a Knowledge,
    /// The sources that it may come from.
    pub sources: Vec<&'a Source>,
    /// What the operator has set.
    pub wording: &'a config::Wording,
    /// What the bot says, in the language of whoever reads the reply.
    pub words: &'a Words,
    /// Who asked.
    pub asker: UserId,
    /// Who sees the reply.
    pub audience: Audience,
    /// How the bot knows what was asked.
    pub how: HowAsked,
    /// Whether the table has changed since the entry was offered.
    pub table: TableChange,
    /// Who opened the post of a forum that the answer is in.
    pub post: Option<UserId>,
    /// Whether members can vote on the answer.
    pub votes: bool,
    /// Whether members can ask a person there.
    pub has_helpers: bool,
}
