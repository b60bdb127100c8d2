//! Polling for what nobody announces, such as the end of a process. What the fake itself knows is
//! waited for without polling: see `Fake::until_requests` and the other `until_…` methods.

use std::time::{Duration, Instant};

/// The polling interval.
const EVERY: Duration = Duration::from_millis(50);

/// Polls until `look` returns something, and returns that.
///
/// # Panics
///
/// If it returns nothing within `limit`; `what` says what was missing.
pub async fn eventually<T>(
    what: &str,
    limit: Duration,
    mut look: impl AsyncFnMut() -> Option<T>,
) -> T {
    let deadline = Instant::now() + limit;
    loop {
        if let Some(seen) = look().await {
            return seen;
        }
        assert!(Instant::now() < deadline, "{what}: not within {limit:?}");
        tokio::time::sleep(EVERY).await;
    }
}
