//! The log: every request, every frame in both directions, every fault, and every rule that the
//! bot broke.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

/// A request of the bot with its response.
#[derive(Debug, Clone)]
pub struct Request {
    /// When it was answered, on the fake's clock.
    pub at: Duration,
    /// `GET`, `POST` and so on.
    pub method: String,
    /// The route, such as `/channels/{channel_id}/messages`; the path if there is no such route.
    pub route: String,
    /// The path as requested.
    pub path: String,
    /// The query, without its question mark.
    pub query: String,
    /// The JSON body, or `payload_json` of a form; null where there was none.
    pub body: Value,
    /// The `X-Audit-Log-Reason` header.
    pub audit_reason: Option<String>,
    /// The status it was answered with; 0 where it was not answered.
    pub status: u16,
    /// The JSON answer; null where there was none.
    pub answer: Value,
    /// Whether a fault hit it.
    pub is_faulty: bool,
}

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Event {
    /// A request, once it was answered.
    Request(Arc<Request>),
    /// A frame to the bot, on the connection of this number.
    Sent(usize, String),
    /// A frame from the bot.
    Received(usize, String),
    /// Something else about the connection.
    Connection(usize, String),
    /// A fault that was injected or has hit.
    Fault(String),
    /// A rule that the bot broke.
    Violation(String),
}

/// Something that happened, with its time.
#[derive(Debug, Clone)]
pub struct Entry {
    /// When, on the fake's clock.
    pub at: Duration,
    /// What happened.
    pub event: Event,
}

#[derive(Debug, Default)]
struct Calls {
    count: usize,
    requests: Vec<Arc<Request>>,
    /// How many of them `expect` has returned.
    expected: usize,
}

/// The log of one fake.
#[derive(Debug, Default)]
pub struct Log {
    entries: Vec<Entry>,
    calls: HashMap<(String, String), Calls>,
    /// The rules that the bot broke, each once.
    pub violations: Vec<String>,
    /// Whether it only counts, for load tests.
    pub is_quiet: bool,
}

impl Log {
    pub fn push(&mut self, at: Duration, event: Event) {
        if !self.is_quiet {
            self.entries.push(Entry { at, event });
        }
    }

    pub fn request(&mut self, request: Request) {
        let key = key(&request.method, &request.route);
        let calls = self.calls.entry(key).or_default();
        calls.count += 1;
        if !self.is_quiet {
            let request = Arc::new(request);
            calls.requests.push(Arc::clone(&request));
            let at = request.at;
            self.push(at, Event::Request(request));
        }
    }

    /// Records a broken rule, the same one only once.
    pub fn violation(&mut self, at: Duration, what: String) {
        if !self.violations.contains(&what) {
            self.violations.push(what.clone());
        }
        self.push(at, Event::Violation(what));
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub fn requests(&self, method: &str, route: &str) -> Vec<Arc<Request>> {
        let calls = self.calls.get(&key(method, route));
        calls.map_or_else(Vec::new, |calls| calls.requests.clone())
    }

    pub fn count(&self, method: &str, route: &str) -> usize {
        self.calls.get(&key(method, route)).map_or(0, |c| c.count)
    }

    /// The first request that it has not returned yet.
    pub fn expect(&mut self, method: &str, route: &str) -> Option<Arc<Request>> {
        let calls = self.calls.get_mut(&key(method, route))?;
        let next = calls.requests.get(calls.expected).cloned()?;
        calls.expected += 1;
        Some(next)
    }
}

fn key(method: &str, route: &str) -> (String, String) {
    (method.to_owned(), anonymous(route))
}

/// A route without the names of its parameters, so that `{id}` stands for any of them.
pub fn anonymous(route: &str) -> String {
    let segments = route.split('/').map(|segment| {
        if segment.starts_with('{') {
            "{}"
        } else {
            segment
        }
    });
    segments.collect::<Vec<_>>().join("/")
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:9.3} ", self.at.as_secs_f64())?;
        match &self.event {
            Event::Request(request) => {
                write!(f, "{} {}", request.method, request.path)?;
                if !request.query.is_empty() {
                    write!(f, "?{}", request.query)?;
                }
                if !request.body.is_null() {
                    write!(f, " {}", request.body)?;
                }
                write!(f, " => {}", request.status)?;
                if request.status >= 400 || request.is_faulty {
                    write!(f, " {}", request.answer)?;
                }
                Ok(())
            }
            Event::Sent(connection, text) => write!(f, "#{connection} <- {}", short(text)),
            Event::Received(connection, text) => write!(f, "#{connection} -> {}", short(text)),
            Event::Connection(connection, text) => write!(f, "#{connection} -- {text}"),
            Event::Fault(text) => write!(f, "FAULT {text}"),
            Event::Violation(text) => write!(f, "VIOLATION {text}"),
        }
    }
}

/// The beginning of a frame; whole guilds would drown the log.
fn short(text: &str) -> String {
    const LENGTH: usize = 600;
    match text.char_indices().nth(LENGTH) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
