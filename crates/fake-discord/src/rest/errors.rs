//! The errors of Discord's REST API, with their statuses and codes.

use serde_json::{Value, json};

/// An error response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    pub status: u16,
    pub code: u64,
    pub message: &'static str,
    /// The details of an `Invalid Form Body`.
    pub detail: String,
}

const fn error(status: u16, code: u64, message: &'static str) -> ApiError {
    ApiError {
        status,
        code,
        message,
        detail: String::new(),
    }
}

pub const UNAUTHORIZED: ApiError = error(401, 0, "401: Unauthorized");
pub const NO_SUCH_ROUTE: ApiError = error(404, 0, "404: Not Found");
pub const WRONG_METHOD: ApiError = error(405, 0, "405: Method Not Allowed");
pub const NOT_JSON: ApiError = error(400, 50109, "The request body contains invalid JSON.");
pub const UNKNOWN_APPLICATION: ApiError = error(404, 10002, "Unknown Application");
pub const UNKNOWN_CHANNEL: ApiError = error(404, 10003, "Unknown Channel");
pub const UNKNOWN_GUILD: ApiError = error(404, 10004, "Unknown Guild");
pub const UNKNOWN_MEMBER: ApiError = error(404, 10007, "Unknown Member");
pub const UNKNOWN_MESSAGE: ApiError = error(404, 10008, "Unknown Message");
pub const UNKNOWN_USER: ApiError = error(404, 10013, "Unknown User");
pub const UNKNOWN_WEBHOOK: ApiError = error(404, 10015, "Unknown Webhook");
pub const UNKNOWN_INTERACTION: ApiError = error(404, 10062, "Unknown interaction");
pub const UNKNOWN_COMMAND: ApiError = error(404, 10063, "Unknown application command");
pub const TOO_LARGE: ApiError = error(413, 40005, "Request entity too large");
pub const ACKNOWLEDGED: ApiError = error(400, 40060, "Interaction has already been acknowledged.");
pub const TOO_MANY_FOLLOW_UPS: ApiError = error(
    400,
    40094,
    "This interaction has reached the maximum number of follow up messages",
);
pub const MISSING_ACCESS: ApiError = error(403, 50001, "Missing Access");
pub const NOT_IN_DM: ApiError = error(403, 50003, "Cannot execute action on a DM channel");
pub const NOT_THE_AUTHOR: ApiError =
    error(403, 50005, "Cannot edit a message authored by another user");
pub const EMPTY_MESSAGE: ApiError = error(400, 50006, "Cannot send an empty message");
pub const NO_TEXT_CHANNEL: ApiError =
    error(400, 50008, "Cannot send messages in a non-text channel");
pub const MISSING_PERMISSIONS: ApiError = error(403, 50013, "Missing Permissions");
pub const EXPIRED_TOKEN: ApiError = error(401, 50027, "Invalid Webhook Token");
pub const INVALID_FORM: ApiError = error(400, 50035, "Invalid Form Body");
pub const THREAD_EXISTS: ApiError = error(
    400,
    160_004,
    "A thread has already been created for this message",
);
pub const NO_HISTORY: ApiError = error(
    403,
    160_002,
    "Cannot reply without permission to read message history",
);

impl ApiError {
    /// An `Invalid Form Body` with one detail.
    pub fn form(detail: &str) -> Self {
        Self {
            detail: detail.to_owned(),
            ..INVALID_FORM
        }
    }

    /// Whether a correct bot never causes it: the request itself was wrong, or late. Errors that
    /// others can cause (a deleted message, a lost permission) are not among these.
    pub fn is_to_be_avoided(&self) -> bool {
        self.status == 400
            || self.status == 405
            || self.status == 413
            || (self.status == 404 && self.code == 0)
            || [
                UNKNOWN_INTERACTION.code,
                UNKNOWN_WEBHOOK.code,
                EXPIRED_TOKEN.code,
            ]
            .contains(&self.code)
    }

    pub fn body(&self) -> Value {
        let mut body = json!({ "code": self.code, "message": self.message });
        if !self.detail.is_empty() {
            let error = json!({ "code": "INVALID", "message": self.detail });
            body["errors"] = json!({ "_errors": [error] });
        }
        body
    }
}
