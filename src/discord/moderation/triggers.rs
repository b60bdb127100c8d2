//! Reloads that no moderator asks for: the operator's signal, and the watcher that has seen the files
//! change. They go through the same steps as a moderator's reload, but without a preview: whoever
//! writes the files has decided.

use crate::discord::bot::Bot;
use crate::discord::channel_sources::log_missing_sources;
use crate::discord::desks::{Desk, Triggers};
use crate::discord::moderation::action::now;
use crate::discord::moderation::notice::{Recipients, announce};
use crate::discord::moderation::refusal::publish_error_text;
use crate::discord::moderation::report::brief;
use crate::record::{Actor, Attempt, AttemptOutcome, ReleaseMethod};
use crate::release::{Examination, PublishError};

/// How often files that change while they are examined are examined again.
const MAX_ATTEMPTS: usize = 5;

/// Reloads the files of a desk on each trigger, one after the other, until there can be no more.
pub async fn reload_on_triggers(bot: &Bot, desk: &Desk, mut triggers: Triggers) {
    let mut number = 0;
    while let Some(how) = triggers.recv().await {
        number += 1;
        let Some(attempt) = reload(bot, desk, how).await else {
            tracing::debug!("reload skipped, the files on disk are already live");
            continue;
        };
        if attempt.outcome == AttemptOutcome::Failed {
            tracing::error!(reason = %attempt.detail, "reload failed, the live version is kept");
        }
        if attempt.outcome == AttemptOutcome::Done {
            log_missing_sources(&bot.desks(), desk);
        }
        desk.releases.record(&attempt).await;
        let nonce = format!("o{}.{number}", attempt.at);
        announce(bot, Recipients::Sharing(desk.owner), &nonce, &attempt).await;
    }
}

/// Makes the files of a desk live, and returns what came of it; `None` if they are live already.
async fn reload(bot: &Bot, desk: &Desk, how: ReleaseMethod) -> Option<Attempt> {
    let attempt = |outcome, target: &str, detail: &str| Attempt {
        at: now(),
        server: None,
        by: Actor::Operator,
        action: how.into(),
        target: target.to_owned(),
        outcome,
        detail: detail.to_owned(),
    };
    for _ in 0..MAX_ATTEMPTS {
        // A signal reloads every desk; those without changes take no turn from moderators.
        if desk.releases.is_live_on_disk().await {
            return None;
        }
        let turn = bot.work.turn().await;
        let staged = desk.releases.stage_disk(how).await;
        let demand = bot.work.demand().clone();
        let examined = desk.releases.examine(staged, demand).await;
        drop(turn);
        let revision = match examined {
            Examination::Unchanged | Examination::Interrupted => return None,
            Examination::Faulty(report) => {
                return Some(attempt(AttemptOutcome::Failed, "", &brief(&report)));
            }
            Examination::Ready(revision) => revision,
        };
        match desk
            .releases
            .publish(&revision, Actor::Operator, now())
            .await
        {
            Ok(published) => {
                let release = published.release;
                let done = attempt(AttemptOutcome::Done, &release.version, &release.summary);
                return Some(done);
            }
            Err(PublishError::BaseChanged | PublishError::FilesChanged) => {}
            Err(error) => {
                let version = &revision.snapshot.knowledge().version;
                let failed = attempt(AttemptOutcome::Failed, version, &publish_error_text(&error));
                return Some(failed);
            }
        }
    }
    let reason = "the files kept changing while they were read";
    Some(attempt(AttemptOutcome::Failed, "", reason))
}
