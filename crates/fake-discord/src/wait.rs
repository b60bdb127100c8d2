//! Waiting for what nobody announces, such as a process that ends. Whatever the fake itself knows
//! is waited for without looking again and again: see `Fake::until_requests` and its kin.

use std::time::{Duration, Instant};

/// How often is looked.
const EVERY: Duration = Duration::from_millis(50);

/// Looks until there is something to see, and returns it.
///
/// # Panics
///
/// When there is nothing within `limit`; `what` then names what was missing.
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
