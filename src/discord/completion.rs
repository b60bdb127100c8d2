//! Completes what members type, on threads where it delays no answer: a few at once, at a rate for
//! each member, and for a time that ends.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serenity::model::id::UserId;
use tokio::time::timeout;

use crate::answer::documents::completions;
use crate::discord::bot::Bot;
use crate::discord::limits::CHOICES;
use crate::discord::rate_limit::Activity;
use crate::discord::work_queue::computed;
use crate::knowledge::Kind;
use crate::service::Snapshot;

/// How long completing may take, the wait for others included: whoever types has typed on by then.
const TIME: Duration = Duration::from_secs(1);
/// How many are completed at once: one core's worth, and another while that is interrupted.
pub const AT_ONCE: usize = 2;

/// Stops a computation once nobody waits for it.
struct StopOnDrop(Arc<AtomicBool>);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Returns the entries of these kinds that a half-typed question could become, likeliest first; none
/// if the member types too fast, or if that would take too long.
pub async fn complete(
    bot: &Bot,
    member: UserId,
    snapshot: &Arc<Snapshot>,
    kinds: &'static [Kind],
    typed: &str,
) -> Vec<usize> {
    if !bot.rates.take(Activity::Completion, member) {
        return Vec::new();
    }
    let stopped = Arc::new(AtomicBool::new(false));
    let _stop = StopOnDrop(Arc::clone(&stopped));
    let (snapshot, typed) = (Arc::clone(snapshot), typed.to_owned());
    let slots = Arc::clone(&bot.completion_slots);
    let completing = async {
        let slot = slots.acquire_owned().await.ok()?;
        let work = move || {
            let _slot = slot;
            let completions = completions(snapshot.knowledge(), kinds);
            let goes_on = || !stopped.load(Ordering::Relaxed);
            let among = snapshot.table().among();
            let matcher = snapshot.matcher();
            matcher.complete(completions, &typed, among, CHOICES, goes_on)
        };
        Some(computed(work).await)
    };
    timeout(TIME, completing)
        .await
        .ok()
        .flatten()
        .unwrap_or_default()
}
