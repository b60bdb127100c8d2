//! Discord's rate limits, as the responses state them: requests wait here instead of being refused.
//!
//! serenity's own limiter believes every header: it panics at a negative wait, sends a request again
//! when it cannot read one, and sleeps for as long as it is told. Here a wait has a bound, and a limit
//! that has passed is dropped.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::header::HeaderMap;
use serenity::http::RatelimitingBucket;
use tokio::sync::Mutex as Turn;
use tokio::time::{Instant, sleep_until};

/// The longest wait that is believed. Discord's limits reset within seconds; after a longer one, it is
/// asked again.
const MAX_WAIT: Duration = Duration::from_mins(1);
/// How many limits are kept, some hundred bytes each: one for every channel and interaction of the
/// last minute.
const MAX_LIMITS: usize = 10_000;

/// The limits of all routes.
#[derive(Debug, Default)]
pub struct DiscordRates {
    routes: Mutex<HashMap<RatelimitingBucket, Arc<RouteLimit>>>,
    /// Until when Discord refuses everything but responses to interactions.
    global: Mutex<Option<Instant>>,
}

/// The limit of one route: whoever waits for it to reset holds the turn, so that requests stay in
/// order.
#[derive(Debug, Default)]
struct RouteLimit {
    turn: Turn<()>,
    window: Mutex<Option<RateWindow>>,
}

impl RouteLimit {
    /// When the next request may be sent; `None` if at once.
    fn opens(&self) -> Option<Instant> {
        let full = lock(&self.window).filter(|window| window.remaining == 0)?;
        Some(full.reset)
    }
}

/// What a route still allows, until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct RateWindow {
    remaining: u64,
    reset: Instant,
}

/// Whether the global rate limit holds for a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// It does.
    Global,
    /// It does not: a response to an interaction.
    OwnOnly,
}

impl DiscordRates {
    /// Waits until a route may be used, and counts that.
    pub async fn wait(&self, route: RatelimitingBucket, scope: Scope) {
        if let Some(until) = self.global(scope) {
            sleep_until(until).await;
        }
        let limit = self.limit(route);
        let _turn = limit.turn.lock().await;
        if let Some(until) = limit.opens() {
            sleep_until(until).await;
        }
        let mut window = lock(&limit.window);
        *window = window.filter(|window| window.reset > Instant::now());
        if let Some(window) = &mut *window {
            window.remaining = window.remaining.saturating_sub(1);
        }
    }

    /// Until when no request is sent that the global limit holds for; `None` if nothing is known.
    fn global(&self, scope: Scope) -> Option<Instant> {
        lock(&self.global).filter(|_| scope == Scope::Global)
    }

    /// Learns from a response that has come now; `is_refused` if it was refused for its rate.
    pub fn learn(
        &self,
        route: RatelimitingBucket,
        is_refused: bool,
        headers: &HeaderMap,
        now: Instant,
    ) {
        let refused_for = is_refused
            .then(|| seconds(headers, "retry-after"))
            .flatten();
        if let Some(wait) = refused_for
            && headers.contains_key("x-ratelimit-global")
        {
            *lock(&self.global) = Some(now + wait);
            return;
        }
        let stated = || {
            let remaining = headers.get("x-ratelimit-remaining")?.to_str().ok()?;
            let reset = now + seconds(headers, "x-ratelimit-reset-after")?;
            let remaining = remaining.parse().ok()?;
            Some(RateWindow { remaining, reset })
        };
        let refused = refused_for.map(|wait| RateWindow {
            remaining: 0,
            reset: now + wait,
        });
        if let Some(window) = refused.or_else(stated) {
            *lock(&self.limit(route).window) = Some(window);
        }
    }

    /// Drops the limits that no longer apply.
    pub fn forget_expired(&self) {
        let now = Instant::now();
        lock(&self.routes).retain(|_, limit| {
            let applies = lock(&limit.window).is_some_and(|window| window.reset > now);
            applies || Arc::strong_count(limit) > 1
        });
    }

    fn limit(&self, route: RatelimitingBucket) -> Arc<RouteLimit> {
        let mut routes = lock(&self.routes);
        if routes.len() >= MAX_LIMITS && !routes.contains_key(&route) {
            // What Discord then refuses is tried again.
            routes.clear();
        }
        Arc::clone(routes.entry(route).or_default())
    }
}

/// Reads a header in seconds; `None` for one that is absent or no time, [`MAX_WAIT`] for a longer one.
fn seconds(headers: &HeaderMap, name: &str) -> Option<Duration> {
    let seconds: f64 = headers.get(name)?.to_str().ok()?.parse().ok()?;
    let bounded = seconds.clamp(0.0, MAX_WAIT.as_secs_f64());
    Duration::try_from_secs_f64(bounded).ok()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;
    use serenity::http::Route;
    use serenity::model::id::ChannelId;

    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let value = |text: &str| HeaderValue::from_str(text).unwrap();
        pairs
            .iter()
            .map(|(name, text)| (name.parse().unwrap(), value(text)))
            .collect()
    }

    fn route(channel: u64) -> RatelimitingBucket {
        let channel_id = ChannelId::new(channel);
        Route::ChannelMessages { channel_id }.ratelimiting_bucket()
    }

    /// The seconds that the next request of the route waits, and of another one.
    #[track_caller]
    fn check(is_refused: bool, given: &[(&'static str, &str)], expected: [u64; 2]) {
        let rates = DiscordRates::default();
        let now = Instant::now();
        rates.learn(route(7), is_refused, &headers(given), now);
        let waits = [7, 8].map(|channel| {
            let opens = rates.limit(route(channel)).opens();
            let opens = opens.max(rates.global(Scope::Global));
            opens.map_or(0, |opens| opens.duration_since(now).as_secs())
        });
        assert_eq!(waits, expected, "{given:?}");
        assert_eq!(rates.global(Scope::OwnOnly), None, "{given:?}");
    }

    #[test]
    fn a_request_waits_as_long_as_discord_says_and_never_longer_than_a_minute() {
        let full = |reset| {
            [
                ("x-ratelimit-remaining", "0"),
                ("x-ratelimit-reset-after", reset),
            ]
        };
        check(false, &full("5"), [5, 0]);
        check(false, &full("1e300"), [60, 0]);
        check(false, &full("inf"), [60, 0]);
        for nonsense in ["-3", "NaN", "five", "", "-inf"] {
            check(false, &full(nonsense), [0, 0]);
        }
        check(true, &[("retry-after", "7")], [7, 0]);
        check(true, &[("retry-after", "99999999999999")], [60, 0]);
        check(
            true,
            &[("retry-after", "9"), ("x-ratelimit-global", "true")],
            [9, 9],
        );
        check(
            true,
            &[("retry-after", "1e99"), ("x-ratelimit-global", "1")],
            [60, 60],
        );
        check(true, &[("retry-after", "soon")], [0, 0]);
        check(false, &[("retry-after", "9")], [0, 0]);
        let negative = [
            ("x-ratelimit-remaining", "-1"),
            ("x-ratelimit-reset-after", "5"),
        ];
        check(false, &negative, [0, 0]);
    }

    #[tokio::test]
    async fn what_remains_is_counted_down() {
        let rates = DiscordRates::default();
        let left = [
            ("x-ratelimit-remaining", "2"),
            ("x-ratelimit-reset-after", "50"),
        ];
        let now = Instant::now();
        rates.learn(route(7), false, &headers(&left), now);
        for _ in 0..2 {
            assert_eq!(rates.limit(route(7)).opens(), None);
            rates.wait(route(7), Scope::Global).await;
        }
        let reset = now + Duration::from_secs(50);
        assert_eq!(rates.limit(route(7)).opens(), Some(reset));
    }

    #[test]
    fn limits_that_have_passed_are_dropped_and_their_number_is_bounded() {
        let rates = DiscordRates::default();
        let left = [
            ("x-ratelimit-remaining", "0"),
            ("x-ratelimit-reset-after", "0"),
        ];
        for channel in 1..2 * MAX_LIMITS as u64 {
            rates.learn(route(channel), false, &headers(&left), Instant::now());
            assert!(lock(&rates.routes).len() <= MAX_LIMITS);
        }
        rates.forget_expired();
        assert!(lock(&rates.routes).is_empty());
    }
}
