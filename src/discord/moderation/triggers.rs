//! What the machine orders: the files on disk have changed, or the operator says so. It takes the
//! same way as what moderators order, and nobody is asked: whoever writes the files has decided.

use std::sync::Arc;

use tokio::sync::mpsc;

use crate::discord::Bot;
use crate::discord::moderation::attempt::{Whom, now, tell};
use crate::discord::moderation::layout;
use crate::discord::moderation::preview::hindrance;
use crate::record::{Actor, Attempt, AttemptOutcome, ReleaseMethod};
use crate::release::{Examination, PublishError};

/// Orders to read the files on disk anew.
pub type Orders = mpsc::Receiver<ReleaseMethod>;

/// How often files that change while they are examined are examined again.
const AGAIN: usize = 5;

/// Obeys orders, one after the other, as long as there may be more.
pub async fn obey(bot: Arc<Bot>, mut orders: Orders) {
    let mut number = 0;
    while let Some(how) = orders.recv().await {
        number += 1;
        let Some(attempt) = reload(&bot, how).await else {
            tracing::debug!("the files on disk are what is live");
            continue;
        };
        if attempt.outcome == AttemptOutcome::Failed {
            tracing::error!(
                reason = %attempt.detail,
                "the files on disk were not taken; what was live goes on"
            );
        }
        bot.releases.record(&attempt).await;
        let nonce = format!("o{}.{number}", attempt.at);
        tell(&bot, Whom::Everyone, &nonce, &attempt).await;
    }
}

/// Makes the files on disk live, and says what came of it; nothing where they are live already.
async fn reload(bot: &Bot, how: ReleaseMethod) -> Option<Attempt> {
    let attempt = |outcome, target: &str, detail: &str| Attempt {
        at: now(),
        server: None,
        by: Actor::Operator,
        action: how.into(),
        target: target.to_owned(),
        outcome,
        detail: detail.to_owned(),
    };
    for _ in 0..AGAIN {
        let staged = bot.releases.stage_disk(how).await;
        let revision = match bot.releases.examine(staged).await {
            Examination::Unchanged => return None,
            Examination::Faulty(report) => {
                return Some(attempt(AttemptOutcome::Failed, "", &layout::brief(&report)));
            }
            Examination::Ready(revision) => revision,
        };
        match bot
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
            Err(hindered) => {
                let version = &revision.snapshot.knowledge().version;
                let failed = attempt(AttemptOutcome::Failed, version, &hindrance(&hindered));
                return Some(failed);
            }
        }
    }
    let reason = "the files kept changing while they were read";
    Some(attempt(AttemptOutcome::Failed, "", reason))
}
