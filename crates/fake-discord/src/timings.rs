//! When messages reached the bot and when it replied, for benchmarks.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// When a message was sent and replied to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Timing {
    /// When its `MESSAGE_CREATE` was flushed to the socket.
    pub written: Option<Instant>,
    /// When the first reply's request body was read.
    pub replied: Option<Instant>,
}

/// The timings of all messages, while recording.
#[derive(Debug, Default)]
pub struct Timings {
    is_recording: AtomicBool,
    timings: Mutex<HashMap<u64, Timing>>,
}

impl Timings {
    pub fn record(&self, is_recording: bool) {
        self.is_recording.store(is_recording, Ordering::Relaxed);
    }

    pub fn is_recording(&self) -> bool {
        self.is_recording.load(Ordering::Relaxed)
    }

    pub fn written(&self, messages: &[u64]) {
        let now = Instant::now();
        self.note(messages, |timing| {
            timing.written.get_or_insert(now);
        });
    }

    pub fn replied(&self, message: u64, at: Instant) {
        self.note(&[message], |timing| {
            timing.replied.get_or_insert(at);
        });
    }

    fn note(&self, messages: &[u64], note: impl Fn(&mut Timing)) {
        if self.is_recording() && !messages.is_empty() {
            let mut timings = self.timings.lock().unwrap_or_else(PoisonError::into_inner);
            for &message in messages {
                note(timings.entry(message).or_default());
            }
        }
    }

    /// Returns all of them, and starts over.
    pub fn take(&self) -> HashMap<u64, Timing> {
        std::mem::take(&mut *self.timings.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
