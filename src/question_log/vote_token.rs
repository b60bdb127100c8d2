//! Vote tokens: they let a member vote once per question and entry without storing who voted.
//!
//! A token is a keyed hash (HMAC-SHA-256, RFC 2104) of the member's id, the redacted question and the
//! entry. The key is made here, stored beside the votes, and replaced once it is older than the
//! log's retention; with it goes the last way to trace a vote to a member.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::record::{Day, Vote, VoteKey};

/// A new random key made on this day; none if the machine has no randomness.
#[must_use]
pub fn new_key(day: Day) -> Option<VoteKey> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).ok()?;
    Some(VoteKey { bytes, day })
}

/// The token of a member's vote on this entry as the answer to this text.
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

/// Whether this member cast the vote.
#[must_use]
pub fn is_by(key: &VoteKey, member: u64, vote: &Vote) -> bool {
    let own = token(key, member, &vote.text, &vote.source, &vote.entry);
    vote.token.is_some() && vote.token == own
}
