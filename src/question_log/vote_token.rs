//! Vote tokens: they let a member vote once per question and entry without storing who voted.
//!
//! A token has two halves of sixteen bytes, both made by a keyed hash (HMAC-SHA-256, RFC 2104). The first
//! says which vote it is: of the member's id, what of the question never changes
//! ([`crate::question_log::redact::redact_for_good`]) and the entry. The second says whose it is: of the
//! member's id and the first half. So a member finds their votes whatever is stored beside them, while
//! nobody without the key can tell that two votes are one member's. The key is made here, stored beside the
//! votes, and replaced once it is older than the log's retention; with it goes the last way to trace a vote
//! to a member.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::record::{Day, Vote, VoteKey};

/// The bytes of each half.
const HALF: usize = 16;

/// A new random key made on this day; none if the machine has no randomness.
#[must_use]
pub fn new_key(day: Day) -> Option<VoteKey> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).ok()?;
    Some(VoteKey { bytes, day })
}

/// The token of a member's vote on this entry as the answer to this question, redacted for good.
#[must_use]
pub fn token(
    key: &VoteKey,
    member: u64,
    question: &str,
    source: &str,
    entry: &str,
) -> Option<[u8; 32]> {
    let mut token = keyed_hash(key, member, &[question, source, entry].map(str::as_bytes))?;
    let owner = keyed_hash(key, member, &[&token[..HALF]])?;
    token[HALF..].copy_from_slice(&owner[..HALF]);
    Some(token)
}

/// Whether this member cast the vote.
#[must_use]
pub fn is_by(key: &VoteKey, member: u64, vote: &Vote) -> bool {
    let Some(token) = vote.token else {
        return false;
    };
    let is_owner = keyed_hash(key, member, &[&token[..HALF]])
        .is_some_and(|owner| owner[..HALF] == token[HALF..]);
    // Until version 0.2, a token was the hash of what is stored.
    let stored = [&vote.text, &vote.source, &vote.entry].map(String::as_bytes);
    is_owner || keyed_hash(key, member, &stored) == Some(token)
}

/// The keyed hash of a member and some parts.
fn keyed_hash(key: &VoteKey, member: u64, parts: &[&[u8]]) -> Option<[u8; 32]> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&key.bytes).ok()?;
    mac.update(&member.to_le_bytes());
    for part in parts {
        mac.update(&(part.len() as u64).to_le_bytes());
        mac.update(part);
    }
    Some(mac.finalize().into_bytes().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::VoteKind;

    fn key() -> VoteKey {
        VoteKey {
            bytes: [7; 32],
            day: Day(1),
        }
    }

    fn vote(token: Option<[u8; 32]>, text: &str) -> Vote {
        Vote {
            token,
            day: Day(1),
            text: text.to_owned(),
            source: "skerry".to_owned(),
            entry: "relit".to_owned(),
            kind: VoteKind::Helpful,
            server: None,
        }
    }

    #[test]
    fn a_member_finds_their_votes_whatever_is_stored_of_the_question() {
        let token = token(&key(), 1, "when was the lamp lit", "skerry", "relit");
        for text in ["when was the lamp lit", "when was the … lit", ""] {
            assert!(is_by(&key(), 1, &vote(token, text)));
            assert!(!is_by(&key(), 2, &vote(token, text)));
        }
        assert!(!is_by(&key(), 1, &vote(None, "")));
    }

    #[test]
    fn tokens_differ_in_all_that_makes_a_vote() {
        let token = |member, question, entry| token(&key(), member, question, "skerry", entry);
        let first = token(1, "when", "relit");
        assert_eq!(first, token(1, "when", "relit"));
        for other in [
            token(2, "when", "relit"),
            token(1, "who", "relit"),
            token(1, "when", "paid"),
        ] {
            assert_ne!(first, other);
            assert_ne!(first.unwrap()[HALF..], other.unwrap()[HALF..]);
        }
    }

    #[test]
    fn votes_of_an_earlier_version_are_found() {
        let parts = ["when", "skerry", "relit"].map(str::as_bytes);
        let old = vote(keyed_hash(&key(), 1, &parts), "when");
        assert!(is_by(&key(), 1, &old) && !is_by(&key(), 2, &old));
    }
}
