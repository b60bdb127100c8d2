//! Faults that a test can have REST and the gateway make.

use std::time::Duration;

use crate::log::anonymous;
use crate::rest::response::Outgoing;

/// The requests that a fault is for.
#[derive(Debug, Clone)]
pub struct On {
    method: String,
    route: String,
    /// The one path it is for, where it is for one alone.
    path: Option<String>,
    nth: usize,
    times: usize,
}

impl On {
    /// Requests of this method and route, as `/channels/{channel_id}/messages`; `*` stands for any.
    pub fn rest(method: &str, route: &str) -> Self {
        Self {
            method: method.to_owned(),
            route: anonymous(route),
            path: None,
            nth: 1,
            times: 1,
        }
    }

    /// Only requests of this path below `/api/v10`.
    #[must_use]
    pub fn path(mut self, path: String) -> Self {
        self.path = Some(path);
        self
    }

    /// The first to be hit, counting from one and from now on.
    #[must_use]
    pub fn nth(mut self, nth: usize) -> Self {
        self.nth = nth;
        self
    }

    /// How many of them in a row are hit.
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
    /// It is not carried out; this is the answer.
    Status(Outgoing),
    /// It is carried out, and answered with this status.
    AfterApplying(u16),
    /// It is carried out and answered later; not at all, where the bot has hung up by then.
    Delay(Duration),
    /// It is carried out at once and answered later.
    LateAnswer(Duration),
    /// It is carried out, and answered with this header.
    Header(&'static str, &'static str),
    /// It is never answered, nor carried out.
    Hang,
    /// It is carried out, and the answer breaks off.
    Truncated,
    /// It is carried out, and the answer is no JSON.
    NotJson,
    /// It is not carried out; the connection is reset.
    Reset,
    /// It is carried out, and the connection is reset.
    ResetAfterApplying,
}

impl RestFault {
    /// An answer with this status and no details.
    pub fn status(status: u16) -> Self {
        Self::error(status, 0, &format!("{status}: a fault"))
    }

    /// An error that Discord has a code for.
    pub fn error(status: u16, code: u64, message: &str) -> Self {
        Self::Status(Outgoing::error(status, code, message))
    }

    /// Too many requests on this route.
    pub fn rate_limited(seconds: f64) -> Self {
        let answer = Outgoing::too_many(seconds, false);
        Self::Status(answer.with([
            ("x-ratelimit-limit", "5".to_owned()),
            ("x-ratelimit-remaining", "0".to_owned()),
            ("x-ratelimit-reset-after", format!("{seconds:.3}")),
            ("x-ratelimit-bucket", "fault".to_owned()),
        ]))
    }

    /// Too many requests altogether.
    pub fn rate_limited_globally(seconds: f64) -> Self {
        Self::Status(Outgoing::too_many(seconds, true))
    }

    /// Too many requests on a route that has no rate of its own.
    pub fn rate_limited_without_a_rate(seconds: f64) -> Self {
        Self::Status(Outgoing::too_many(seconds, false))
    }
}

/// The faults that wait for their requests.
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

    /// The faults that hit less often than they were meant to.
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
    /// Every connection is closed, with this code or with none.
    Close(Option<u16>),
    /// Every connection is reset.
    Reset,
    /// The bot is asked to connect anew (opcode 7).
    Reconnect,
    /// The session is called invalid (opcode 9), resumable or not.
    InvalidSession(bool),
    /// Heartbeats on the present connections are no longer acknowledged.
    IgnoreHeartbeats,
    /// An event that nobody knows is sent.
    UnknownEvent,
    /// Something happens to this many connections to come.
    Connection(OnConnect, usize),
    /// Something happens to the next event of this name.
    Event(&'static str, OnEvent),
}

/// What happens to a connection when it is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnConnect {
    /// It is closed at once, with this code or with none.
    Close(Option<u16>),
    /// Its TCP connection is reset at once.
    Reset,
    /// No HELLO is sent.
    NoHello,
    /// IDENTIFY and RESUME are answered with opcode 9, resumable or not.
    InvalidSession(bool),
    /// Heartbeats are not acknowledged.
    IgnoreHeartbeats,
}

/// What happens to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnEvent {
    /// It is sent twice.
    Duplicate,
    /// It is sent after the event that follows it.
    Swap,
    /// It, and with it all that follows, is sent later.
    Delay(Duration),
    /// Its data is not what it should be.
    Malformed,
}

/// The gateway's faults that wait.
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
