//! Says in the log that the bot waits for Discord: once when it begins, with the reason, and once when
//! it ends.

use std::fmt::Display;

use tokio::time::Instant;

/// A wait that may last for many attempts.
#[derive(Debug, Default)]
pub struct Waiting {
    since: Option<Instant>,
}

impl Waiting {
    /// Records that an attempt has failed, for this reason.
    pub fn goes_on(&mut self, reason: &dyn Display) {
        if self.since.is_none() {
            self.since = Some(Instant::now());
            tracing::warn!(%reason, "waiting for Discord");
        } else {
            tracing::debug!(%reason, "still waiting for Discord");
        }
    }

    /// Records that Discord is back.
    pub fn ends(&mut self) {
        if let Some(since) = self.since.take() {
            let seconds = since.elapsed().as_secs();
            tracing::info!(seconds, "Discord is back");
        }
    }
}
