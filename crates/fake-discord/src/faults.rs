//! Faults that a test can inject into REST and the gateway.

use std::time::Duration;

use crate::log::anonymous;
use crate::rest::response::Outgoing;

/// Which requests a fault hits.
#[derive(Debug, Clone)]
pub struct On {
    method: String,
    route: String,
    /// The only path it hits, if it is limited to one.
    path: Option<String>,
    nth: usize,
    times: usize,
}

impl On {
    /// Requests with this method and route, such as `/channels/{channel_id}/messages`; `*` is any.
    pub fn rest(method: &str, route: &str) -> Self {
        Self {
            method: method.to_owned(),
            route: anonymous(route),
            path: None,
            nth: 1,
            times: 1,
        }
    }

    /// Only requests with this path below `/api/v10`.
    #[must_use]
    pub fn path(mut self, path: String) -> Self {
        self.path = Some(path);
        self
    }

    /// The first matching request to hit, counted from 1.
    #[must_use]
    pub fn nth(mut self, nth: usize) -> Self {
        self.nth = nth;
        self
    }

    /// How many matching requests in a row to hit.
    #[must_use]
    pub fn times(mut self, times: usize) -> Self {
        self.times = times;
        self
    }

    fn matches(&self, method: &str, route: &str, path: &str) -> bool {
        self.path.as_deref().is_none_or(|own| own == path)
            && (self.method == "*" || self.method == method)
            && (self.route == "*" || self.route == anonymous(route))
    }
}

/// What goes wrong with a request.
#[derive(Debug, Clone)]
pub enum RestFault {
    /// Not applied; this is the response.
    Status(Outgoing),
    /// Applied, then answered with this error status.
    AfterApplying(u16),
    /// Applied and answered after a delay; not applied if the bot has hung up by then.
    Delay(Duration),
    /// Applied at once, answered after a delay.
    LateAnswer(Duration),
    /// Applied, and answered with this header.
    Header(&'static str, &'static str),
    /// Neither applied nor answered.
    Hang,
    /// Applied; the response body breaks off.
    Truncated,
    /// Applied; the response is not JSON.
    NotJson,
    /// Applied; the response has this status and a body without end.
    Endless(u16),
    /// Applied; the body comes a byte at a time, without end.
    Slow,
    /// Applied; the response has some megabytes of headers.
    ManyHeaders,
    /// Not applied; the connection is reset.
    Reset,
    /// Applied; the connection is reset.
    ResetAfterApplying,
}

impl RestFault {
    /// A response with this status and no error code.
    pub fn status(status: u16) -> Self {
        Self::error(status, 0, &format!("{status}: a fault"))
    }

    /// A response that leads elsewhere.
    pub fn redirect(to: &str) -> Self {
        let answer = Outgoing::error(302, 0, "moved");
        Self::Status(answer.with([("location", to.to_owned())]))
    }

    /// A response with one of Discord's error codes.
    pub fn error(status: u16, code: u64, message: &str) -> Self {
        Self::Status(Outgoing::error(status, code, message))
    }

    /// 429 with the headers of a route's rate limit; `retry_after` in seconds.
    pub fn rate_limited(seconds: f64) -> Self {
        let answer = Outgoing::too_many(seconds, false);
        Self::Status(answer.with([
            ("x-ratelimit-limit", "5".to_owned()),
            ("x-ratelimit-remaining", "0".to_owned()),
            ("x-ratelimit-reset-after", format!("{seconds:.3}")),
            ("x-ratelimit-bucket", "fault".to_owned()),
        ]))
    }

    /// 429 for the global rate limit; `retry_after` in seconds.
    pub fn rate_limited_globally(seconds: f64) -> Self {
        Self::Status(Outgoing::too_many(seconds, true))
    }

    /// 429 without rate limit headers; `retry_after` in seconds.
    pub fn rate_limited_without_a_rate(seconds: f64) -> Self {
        Self::Status(Outgoing::too_many(seconds, false))
    }
}

/// The armed faults.
#[derive(Debug, Default)]
pub struct Faults(Vec<Armed>);

#[derive(Debug)]
struct Armed {
    on: On,
    fault: RestFault,
    seen: usize,
}

impl Faults {
    pub fn arm(&mut self, on: On, fault: RestFault) {
        self.0.push(Armed { on, fault, seen: 0 });
    }

    /// The fault that hits this request, if any does.
    pub fn take(&mut self, method: &str, route: &str, path: &str) -> Option<RestFault> {
        let mut hit = None;
        for armed in &mut self.0 {
            if armed.on.matches(method, route, path) {
                armed.seen += 1;
                let is_hit =
                    armed.seen >= armed.on.nth && armed.seen < armed.on.nth + armed.on.times;
                if is_hit && hit.is_none() {
                    hit = Some(armed.fault.clone());
                }
            }
        }
        hit
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The faults that hit less often than they should have.
    pub fn left(&self) -> Vec<String> {
        let left = self
            .0
            .iter()
            .filter(|armed| armed.seen + 1 < armed.on.nth + armed.on.times);
        left.map(|armed| format!("{:?} for {:?} hit too seldom", armed.fault, armed.on))
            .collect()
    }
}

/// What goes wrong with the gateway.
#[derive(Debug, Clone, Copy)]
pub enum GatewayFault {
    /// Closes every connection, with this code or without one.
    Close(Option<u16>),
    /// Resets every connection.
    Reset,
    /// Sends Reconnect (opcode 7).
    Reconnect,
    /// Sends Invalid Session (opcode 9), resumable or not.
    InvalidSession(bool),
    /// Stops acknowledging heartbeats on the open connections.
    IgnoreHeartbeats,
    /// Dispatches an unknown event.
    UnknownEvent,
    /// Something happens to each of this many connections from now on.
    Connection(OnConnect, usize),
    /// Something happens to the next event of this name.
    Event(&'static str, OnEvent),
}

/// What happens to a connection when it is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnConnect {
    /// Closes it at once, with this code or without one.
    Close(Option<u16>),
    /// Resets it at once.
    Reset,
    /// Sends no HELLO.
    NoHello,
    /// Answers IDENTIFY and RESUME with Invalid Session, resumable or not.
    InvalidSession(bool),
    /// Does not acknowledge heartbeats.
    IgnoreHeartbeats,
}

/// What happens to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnEvent {
    /// Sent twice.
    Duplicate,
    /// Sent after the next event.
    Swap,
    /// Sent after a delay, which delays all later frames, too.
    Delay(Duration),
    /// Sent with malformed data.
    Malformed,
}

/// The gateway's armed faults.
#[derive(Debug, Default)]
pub struct GatewayFaults {
    pub connections: Vec<(OnConnect, usize)>,
    pub events: Vec<(&'static str, OnEvent)>,
}

impl GatewayFaults {
    /// What happens to the connection that is being opened.
    pub fn on_connect(&mut self) -> Option<OnConnect> {
        let (what, left) = self.connections.first_mut()?;
        let what = *what;
        *left -= 1;
        if *left == 0 {
            self.connections.remove(0);
        }
        Some(what)
    }

    /// What happens to the event that is being sent.
    pub fn on_event(&mut self, name: &str) -> Option<OnEvent> {
        let at = self.events.iter().position(|(of, _)| *of == name)?;
        Some(self.events.remove(at).1)
    }

    pub fn left(&self) -> Vec<String> {
        let connections = self.connections.iter();
        let connections =
            connections.map(|(what, left)| format!("{what:?}, {left} times, on no connection"));
        let events = self.events.iter();
        let events = events.map(|(name, what)| format!("{what:?} on no {name}"));
        connections.chain(events).collect()
    }
}
