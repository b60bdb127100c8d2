//! Counts what a member says once, without knowing who they are: by a keyed hash of the member, the
//! words and the entry (HMAC-SHA-256, RFC 2104). The key is made here, kept beside the votes, and
//! replaced when it is as old as what is kept at most; with it goes what could be traced to anybody.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::record::{Vote, VoteKey};

/// A new key of a day; none where the machine has no randomness.
#[must_use]
pub fn new_key(day: i64) -> Option<VoteKey> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).ok()?;
    Some(VoteKey { bytes, day })
}

/// What stands for a member in a vote of these words about this entry.
#[must_use]
pub fn token(
    key: &VoteKey,
    member: u64,
    text: &str,
    source: &str,
    entry: &str,
) -> Option<[u8; 32]> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&key.bytes).ok()?;
    mac.update(&member.to_le_bytes());
    for part in [text, source, entry] {
        mac.update(&(part.len() as u64).to_le_bytes());
        mac.update(part.as_bytes());
    }
    Some(mac.finalize().into_bytes().into())
}

/// Whether a vote is a member's.
#[must_use]
pub fn is_of(key: &VoteKey, member: u64, vote: &Vote) -> bool {
    let own = token(key, member, &vote.text, &vote.source, &vote.entry);
    vote.token.is_some() && vote.token == own
}
