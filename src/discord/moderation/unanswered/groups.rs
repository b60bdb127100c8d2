//! The groups of unanswered questions, computed anew each time, and the hashes that name them.

use crate::discord::bot::Bot;
use crate::discord::custom_id::ShortHash;
use crate::insights::unanswered::{QuestionGroup, asked_questions, unanswered};
use crate::question_log::today;
use crate::store::StoreError;

/// Groups what was asked in the days that questions are kept for, without what is ignored.
pub async fn load(bot: &Bot) -> Result<Vec<QuestionGroup>, StoreError> {
    let store = bot.releases.store();
    let since = today() - bot.config.journal_days;
    let asked = store.logged(since).await?;
    let asked = asked_questions(asked, &store.votes(since).await?, store.ignored().await?);
    let snapshot = bot.service.snapshot();
    let grouped = tokio::task::spawn_blocking(move || unanswered(snapshot.table(), &asked)).await;
    // A panic in there is a bug, and is caught where handlers are.
    Ok(grouped.unwrap_or_else(|failed| std::panic::resume_unwind(failed.into_panic())))
}

/// Finds a group by its hash, with its page.
pub async fn find(
    bot: &Bot,
    hash: &ShortHash,
) -> Result<Option<(QuestionGroup, usize)>, StoreError> {
    let mut groups = load(bot).await?.into_iter().zip(0..);
    Ok(groups.find(|(group, _)| group_hash(group) == *hash))
}

/// Names a group by its first question, so that its controls find it on whatever page it is by then.
pub fn group_hash(group: &QuestionGroup) -> ShortHash {
    let first = group.questions.first();
    ShortHash::of("", first.map_or("", |first| &first.text))
}
