//! The groups of unanswered questions, and the hashes that name them.

use std::sync::Arc;

use crate::discord::bot::Bot;
use crate::discord::custom_id::ShortHash;
use crate::discord::moderation::action::ModeratorReply;
use crate::discord::work_queue::{Freshness, NotDone, WorkName, computed};
use crate::effort::Effort;
use crate::insights::of_server::{asked_in, ignored_in, votes_in};
use crate::insights::unanswered::{QuestionGroup, asked_questions, unanswered};
use crate::question_log::today;
use crate::store::StoreError;

/// The groups, for everybody who looks at them.
pub type Groups = Arc<Result<Vec<QuestionGroup>, StoreError>>;

/// Why there are no groups.
#[derive(Debug)]
pub enum Unavailable {
    /// The store failed.
    Store(StoreError),
    /// The bot is busy.
    Work(NotDone),
}

impl Unavailable {
    /// Tells a moderator.
    pub fn reply(&self) -> ModeratorReply {
        match self {
            Self::Store(fault) => ModeratorReply::store_fault(fault),
            Self::Work(not_done) => ModeratorReply::not_done(*not_done),
        }
    }
}

impl From<StoreError> for Unavailable {
    fn from(fault: StoreError) -> Self {
        Self::Store(fault)
    }
}

impl From<NotDone> for Unavailable {
    fn from(not_done: NotDone) -> Self {
        Self::Work(not_done)
    }
}

/// Groups what was asked in a server in the days that questions are kept for, without what is ignored. Within
/// a minute, pages are turned and groups are fixed without grouping anew, unless the table or what is
/// ignored has changed.
pub async fn load(bot: &Bot, server: u64, freshness: Freshness) -> Result<Groups, Unavailable> {
    let desks = bot.desks();
    let desk = desks.of(Some(server));
    let store = desk.releases.store().clone();
    let snapshot = desk.service.snapshot();
    let ignored = ignored_in(server, store.ignored().await?);
    let version = &snapshot.knowledge().fingerprint;
    let name = WorkName::new("unanswered", format!("{version} {}", ignored.len()));
    let name = name.of_server(Some(server));
    let days = bot.config.journal_days;
    let work = move |demand| async move {
        let since = today() - days;
        let asked = asked_in(server, store.logged(since).await?);
        let votes = votes_in(server, store.votes(since).await?);
        let group = move || {
            let live = &snapshot.knowledge().version;
            let asked = asked_questions(live, asked, &votes, ignored);
            unanswered(snapshot.table(), &asked, &Effort::brief(demand))
        };
        Ok(computed(group).await)
    };
    Ok(bot.work.run_and_keep(server, name, freshness, work).await?)
}

/// Finds a group of a server by its hash, with its page.
pub async fn find(
    bot: &Bot,
    server: u64,
    hash: &ShortHash,
) -> Result<Option<(QuestionGroup, usize)>, Unavailable> {
    let groups = load(bot, server, Freshness::LastMinute).await?;
    let groups = groups.as_ref().as_ref().map_err(Clone::clone)?;
    let page = groups.iter().position(|group| group_hash(group) == *hash);
    Ok(page.map(|page| (groups[page].clone(), page)))
}

/// Names a group by its first question, so that its controls find it on whatever page it is by then.
pub fn group_hash(group: &QuestionGroup) -> ShortHash {
    let first = group.questions.first();
    ShortHash::of("", first.map_or("", |first| &first.text))
}
