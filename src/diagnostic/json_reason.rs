//! What a JSON parser found wrong, without the place: that is said by whoever knows the whole file.

/// The reason of an error, without the line and column that `serde_json` appends to it.
#[must_use]
pub fn json_reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let reason = message.split(" at line ").next();
    reason.unwrap_or_default().to_owned()
}
