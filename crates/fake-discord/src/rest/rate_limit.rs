//! Rate limits: how often a route may be requested, and the headers that say so.

use std::collections::HashMap;
use std::time::Duration;

use crate::log::anonymous;

/// Routes with a limit: requests, seconds, and the number of leading major parameters that share
/// one. Discord documents none of these; they are what its headers have been seen to say.
/// Interaction callbacks have no limit and no such headers.
const RATES: &[(&str, &str, Rate, usize)] = &[
    ("GET", "/gateway/bot", Rate::new(2, 5), 0),
    ("POST", "/channels/{}/messages", Rate::new(5, 5), 1),
    ("PATCH", "/channels/{}/messages/{}", Rate::new(5, 5), 1),
    ("DELETE", "/channels/{}/messages/{}", Rate::new(5, 1), 1),
    ("POST", "/webhooks/{}/{}", Rate::new(5, 2), 2),
    (
        "GET",
        "/webhooks/{}/{}/messages/@original",
        Rate::new(5, 2),
        2,
    ),
    (
        "DELETE",
        "/webhooks/{}/{}/messages/@original",
        Rate::new(5, 2),
        2,
    ),
];

/// A limit of requests per duration.
#[derive(Debug, Clone, Copy)]
pub struct Rate {
    limit: u32,
    per: Duration,
}

impl Rate {
    const fn new(limit: u32, seconds: u64) -> Self {
        Self {
            limit,
            per: Duration::from_secs(seconds),
        }
    }
}

/// The requests in the current windows.
#[derive(Debug, Default)]
pub struct Rates {
    /// By index in the table and major parameters.
    windows: HashMap<(usize, Vec<String>), Window>,
    /// Limits that a test has changed, by index in the table.
    changed: HashMap<usize, Rate>,
}

#[derive(Debug, Clone, Copy)]
struct Window {
    left: u32,
    ends: Duration,
}

/// The state of a limit, as the headers say it.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    bucket: usize,
    limit: u32,
    left: u32,
    /// The time until it resets.
    pub reset_after: Duration,
    /// Whether this request exceeded it.
    pub is_exceeded: bool,
}

impl Rates {
    /// Changes the limit of a route that has one.
    pub fn change(&mut self, method: &str, route: &str, limit: u32, per: Duration) {
        let at = place(method, route).expect("a route with a rate");
        self.changed.insert(at, Rate { limit, per });
    }

    /// Counts a request; none if the route has no limit.
    pub fn count(
        &mut self,
        method: &str,
        route: &str,
        parameters: &[&str],
        now: Duration,
    ) -> Option<Standing> {
        let bucket = place(method, route)?;
        let (_, _, rate, major) = RATES[bucket];
        let rate = self.changed.get(&bucket).copied().unwrap_or(rate);
        let major = parameters.iter().take(major).map(ToString::to_string);
        let fresh = Window {
            left: rate.limit,
            ends: now + rate.per,
        };
        let window = self.windows.entry((bucket, major.collect()));
        let window = window.or_insert(fresh);
        if window.ends <= now {
            *window = fresh;
        }
        let is_exceeded = window.left == 0;
        window.left = window.left.saturating_sub(1);
        Some(Standing {
            bucket,
            limit: rate.limit,
            left: window.left,
            reset_after: window.ends.saturating_sub(now),
            is_exceeded,
        })
    }
}

impl Standing {
    /// The headers; `unix` is the time since the Unix epoch.
    pub fn headers(&self, unix: Duration) -> Vec<(&'static str, String)> {
        let seconds = |duration: Duration| format!("{:.3}", duration.as_secs_f64());
        vec![
            ("x-ratelimit-limit", self.limit.to_string()),
            ("x-ratelimit-remaining", self.left.to_string()),
            ("x-ratelimit-reset", seconds(unix + self.reset_after)),
            ("x-ratelimit-reset-after", seconds(self.reset_after)),
            ("x-ratelimit-bucket", format!("{:032x}", self.bucket)),
        ]
    }
}

fn place(method: &str, route: &str) -> Option<usize> {
    let route = anonymous(route);
    let mut rates = RATES.iter();
    rates.position(|(of, template, ..)| *of == method && *template == route)
}
