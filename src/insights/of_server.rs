//! What the moderators of a server may see of what was asked and said: what was in their server. What was in
//! direct messages, or before a server was noted, only the operator sees.

use crate::record::{IgnoredQuestion, LoggedQuestion, Vote};

/// The questions that were asked in a server.
#[must_use]
pub fn asked_in(server: u64, mut asked: Vec<LoggedQuestion>) -> Vec<LoggedQuestion> {
    asked.retain(|asked| asked.server == Some(server));
    asked
}

/// The votes that were cast in a server.
#[must_use]
pub fn votes_in(server: u64, mut votes: Vec<Vote>) -> Vec<Vote> {
    votes.retain(|vote| vote.server == Some(server));
    votes
}

/// The texts of the questions that the moderators of a server ignore.
#[must_use]
pub fn ignored_in(server: u64, ignored: Vec<IgnoredQuestion>) -> Vec<String> {
    let ignored = ignored.into_iter();
    let own = ignored.filter(|ignored| ignored.server.is_none_or(|own| own == server));
    own.map(|ignored| ignored.text).collect()
}

/// The texts of the questions that the moderators of any server ignore.
#[must_use]
pub fn ignored_by_any(ignored: Vec<IgnoredQuestion>) -> Vec<String> {
    ignored.into_iter().map(|ignored| ignored.text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_all_ignore_and_what_a_server_ignores_is_hidden_there() {
        let ignored = |server, text: &str| IgnoredQuestion {
            server,
            text: text.to_owned(),
        };
        let all = vec![
            ignored(None, "a"),
            ignored(Some(1), "b"),
            ignored(Some(2), "c"),
        ];
        assert_eq!(ignored_in(1, all.clone()), ["a", "b"]);
        assert_eq!(ignored_in(3, all.clone()), ["a"]);
        assert_eq!(ignored_by_any(all), ["a", "b", "c"]);
    }
}
