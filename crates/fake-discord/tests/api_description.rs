//! Whether bodies are checked against Discord's own description of its API.

use std::io::{Write, stderr};

use fake_discord::{API_DESCRIPTION, api_description};

/// Whether the API description is at hand. If not, says that `what` is not checked, and fails if
/// `CI` is set.
pub fn is_at_hand(what: &str) -> bool {
    let Some(path) = api_description() else {
        let repair = format!(
            "set {API_DESCRIPTION} to the path of Discord's openapi.json, \
             from https://github.com/discord/discord-api-spec"
        );
        assert!(
            std::env::var_os("CI").is_none(),
            "{what} is not checked: {repair}"
        );
        // Not by `eprintln!`, which the test runner hides for a test that passes.
        let _ = writeln!(stderr(), "NOT CHECKED: {what}; {repair}");
        return false;
    };
    assert!(path.is_file(), "{API_DESCRIPTION}: no {}", path.display());
    true
}

#[test]
fn the_api_description_is_at_hand() {
    is_at_hand("no body that a bot sends, or is sent,");
}
