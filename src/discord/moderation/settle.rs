//! Does what the start could not do for want of the store, as soon as that can be read and written.

use std::time::Duration;

use crate::discord::desks::Desk;

/// How long to wait before the store is tried again, which doubles each time.
const RETRY: Duration = Duration::from_secs(1);
/// The longest wait: members are declined meanwhile.
const MAX_RETRY: Duration = Duration::from_secs(10);

/// Tries until the start of a desk is complete.
pub async fn settle_in_time(desk: &Desk) {
    let mut wait = RETRY;
    while let Err(fault) = desk.releases.settle().await {
        tracing::debug!(%fault, "the start is still incomplete");
        tokio::time::sleep(wait).await;
        wait = (wait * 2).min(MAX_RETRY);
    }
}
