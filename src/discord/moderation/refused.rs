//! Reports the attempts that were refused, in sum.

use std::sync::Arc;

use tokio::time::{Instant, interval_at};

use crate::discord::bot::Bot;
use crate::discord::moderation::action::now;
use crate::discord::moderation::notice::{Recipients, announce};
use crate::discord::refusals::{RefusalSum, SUM_EVERY};
use crate::record::{Actor, Attempt, AttemptOutcome};
use crate::wording::auditing;
use crate::wording::moderators as wording;

/// Reports every few minutes what was refused meanwhile.
pub async fn report_refusals(bot: Arc<Bot>) {
    let mut due = interval_at(Instant::now() + SUM_EVERY, SUM_EVERY);
    loop {
        due.tick().await;
        for (number, (server, attempt)) in record_refusals(&bot).await.into_iter().enumerate() {
            if let Some(server) = server {
                let nonce = format!("r{}.{number}", attempt.at);
                announce(&bot, Recipients::Server(server), &nonce, &attempt).await;
            }
        }
    }
}

/// Says what was refused: in a server that the operator has named, only who is no moderator there.
fn refused_sum(server: Option<u64>, attempts: usize, members: usize) -> String {
    let sum = wording::refused_sum(attempts, members);
    match server {
        Some(_) => auditing::of_no_moderators(&sum),
        None => sum,
    }
}

/// Writes what was refused and not yet recorded to the audit trail. Returns it with its servers.
pub async fn record_refusals(bot: &Bot) -> Vec<(Option<u64>, Attempt)> {
    let mut recorded = Vec::new();
    for RefusalSum {
        server,
        first: (member, action),
        attempts,
        members,
    } in bot.refusals.take()
    {
        let attempt = Attempt {
            at: now(),
            server,
            by: Actor::Member(member),
            action,
            target: String::new(),
            outcome: AttemptOutcome::Refused,
            detail: refused_sum(server, attempts, members),
        };
        let desks = bot.desks();
        desks.of(server).releases.record(&attempt).await;
        recorded.push((server, attempt));
    }
    recorded
}
