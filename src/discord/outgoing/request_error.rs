//! Why a request to Discord's REST interface failed.

use serde::Deserialize;
use serenity::http::HttpError;

/// Discord's code for an interaction that has had its first response.
const ALREADY_ACKNOWLEDGED: isize = 40060;
/// Discord's code for a message that does not exist.
const UNKNOWN_MESSAGE: isize = 10008;
/// Discord's code for a message that has a thread.
const HAS_THREAD: isize = 160_004;
/// Characters of Discord's message that are kept.
const SHOWN: usize = 200;

/// Why a request failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestError {
    /// Discord answered with an error status.
    Status {
        /// The HTTP status.
        status: u16,
        /// Discord's error code.
        code: isize,
        /// Discord's message.
        message: String,
    },
    /// No connection: the request never arrived.
    Unreachable,
    /// The request was sent, and no readable answer came back: it may have taken effect.
    Indeterminate,
}

impl RequestError {
    /// Whether the message concerned no longer exists.
    #[must_use]
    pub fn is_unknown_message(&self) -> bool {
        self.code() == Some(UNKNOWN_MESSAGE)
    }

    /// Whether the interaction has had its first response.
    #[must_use]
    pub fn is_already_acknowledged(&self) -> bool {
        self.code() == Some(ALREADY_ACKNOWLEDGED)
    }

    /// Whether the message concerned has a thread.
    #[must_use]
    pub fn is_thread_there(&self) -> bool {
        self.code() == Some(HAS_THREAD)
    }

    /// Whether Discord rejects the token.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        matches!(self, Self::Status { status: 401, .. })
    }

    /// Whether the fault is Discord's or the network's, and may pass: a rate limit or a server error.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Status { status, .. } if *status == 429 || *status >= 500)
    }

    /// The error that Discord responded with; its body may not say more than the status.
    #[must_use]
    pub fn refused(status: u16, body: &[u8]) -> Self {
        let stated: Option<StatedError> = serde_json::from_slice(body).ok();
        let (code, message) = match stated {
            Some(stated) => (stated.code, stated.message.chars().take(SHOWN).collect()),
            None => (0, "no readable reason".to_owned()),
        };
        Self::Status {
            status,
            code,
            message,
        }
    }

    fn code(&self) -> Option<isize> {
        match self {
            Self::Status { code, .. } => Some(*code),
            Self::Unreachable | Self::Indeterminate => None,
        }
    }
}

/// What Discord says of an error.
#[derive(Deserialize)]
struct StatedError {
    code: isize,
    message: String,
}

impl From<reqwest::Error> for RequestError {
    fn from(error: reqwest::Error) -> Self {
        if error.is_connect() {
            Self::Unreachable
        } else {
            Self::Indeterminate
        }
    }
}

impl From<serenity::Error> for RequestError {
    fn from(error: serenity::Error) -> Self {
        match error {
            serenity::Error::Http(HttpError::Request(error)) => error.into(),
            _ => Self::Indeterminate,
        }
    }
}

/// Without URLs: those of interactions hold a secret.
impl std::fmt::Display for RequestError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Status {
                status,
                code,
                message,
            } => write!(f, "{message} (status {status}, code {code})"),
            Self::Unreachable => f.write_str("no connection"),
            Self::Indeterminate => f.write_str("no readable answer"),
        }
    }
}

impl std::error::Error for RequestError {}
