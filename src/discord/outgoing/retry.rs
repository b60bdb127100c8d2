//! Retries REST requests that may still succeed, within the time that a policy allows.

use std::future::Future;
use std::time::Duration;

use backon::{ExponentialBuilder, Retryable};
use tokio::time::timeout;

use crate::discord::limits::FIRST_RESPONSE_TIME;
use crate::discord::outgoing::request_error::RequestError;

/// The first pause between attempts.
const MIN_PAUSE: Duration = Duration::from_millis(100);
/// The longest pause between attempts.
const MAX_PAUSE: Duration = Duration::from_secs(5);
/// Retries after the first attempt.
const MAX_RETRIES: usize = 12;

/// How long a request is tried.
#[derive(Debug, Clone, Copy)]
pub struct RetryPolicy {
    /// For all attempts together.
    pub total: Duration,
    /// For a single attempt.
    pub per_attempt: Duration,
    /// Whether it may be sent again when it may have taken effect.
    pub idempotence: Idempotence,
}

/// Whether a request may be sent again when it may already have taken effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idempotence {
    /// Sending it twice has the effect of sending it once.
    Idempotent,
    /// Its effect would be doubled.
    NotIdempotent,
}

/// The first response to an interaction: Discord waits three seconds, and accepts one.
pub const FIRST_RESPONSE: RetryPolicy = RetryPolicy {
    total: Duration::from_millis(2_800),
    per_attempt: Duration::from_millis(900),
    idempotence: Idempotence::Idempotent,
};
const _: () = assert!(FIRST_RESPONSE.total.as_millis() < FIRST_RESPONSE_TIME.as_millis());
/// A message with a nonce, an edit, a deletion.
pub const MESSAGE: RetryPolicy = RetryPolicy {
    total: Duration::from_secs(40),
    per_attempt: Duration::from_secs(8),
    idempotence: Idempotence::Idempotent,
};
/// A follow-up, which takes no nonce and would be posted twice.
pub const FOLLOW_UP: RetryPolicy = RetryPolicy {
    idempotence: Idempotence::NotIdempotent,
    ..MESSAGE
};
/// What is asked of Discord before a session starts.
pub const STARTUP: RetryPolicy = RetryPolicy {
    total: Duration::from_mins(1),
    per_attempt: Duration::from_secs(10),
    idempotence: Idempotence::Idempotent,
};
/// Registering the commands.
pub const REGISTRATION: RetryPolicy = RetryPolicy {
    total: Duration::from_mins(2),
    per_attempt: Duration::from_secs(10),
    idempotence: Idempotence::Idempotent,
};

/// Sends a request until it succeeds, fails for good, or the policy's time is up; pauses between
/// attempts grow, with jitter. The last error is returned, or
/// [`RequestError::Indeterminate`] when the time is up.
pub async fn retry<T, R>(policy: RetryPolicy, request: impl Fn() -> R) -> Result<T, RequestError>
where
    R: Future<Output = Result<T, RequestError>>,
{
    let attempt = || async {
        match timeout(policy.per_attempt, request()).await {
            Ok(result) => result,
            Err(_) => Err(RequestError::Indeterminate),
        }
    };
    let pauses = ExponentialBuilder::default()
        .with_min_delay(MIN_PAUSE)
        .with_max_delay(MAX_PAUSE)
        .with_max_times(MAX_RETRIES)
        .with_jitter();
    let attempts = attempt
        .retry(pauses)
        .when(|error: &RequestError| is_retryable(error, policy.idempotence))
        .notify(|error, pause| tracing::debug!(%error, ?pause, "retrying a request"));
    let result = timeout(policy.total, attempts).await;
    result.unwrap_or(Err(RequestError::Indeterminate))
}

fn is_retryable(error: &RequestError, idempotence: Idempotence) -> bool {
    match error {
        RequestError::Status { .. } => error.is_transient(),
        RequestError::Unreachable => true,
        RequestError::Indeterminate => idempotence == Idempotence::Idempotent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_still_succeed_and_cannot_happen_twice_is_retried() {
        let status = |status| RequestError::Status {
            status,
            code: 0,
            message: String::new(),
        };
        let check = |error: RequestError, idempotent, not_idempotent| {
            let retried = [Idempotence::Idempotent, Idempotence::NotIdempotent]
                .map(|idempotence| is_retryable(&error, idempotence));
            assert_eq!(retried, [idempotent, not_idempotent], "{error}");
        };
        check(status(403), false, false);
        check(status(404), false, false);
        check(status(429), true, true);
        check(status(503), true, true);
        check(RequestError::Unreachable, true, true);
        check(RequestError::Indeterminate, true, false);
    }
}
