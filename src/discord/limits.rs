//! How much may be asked: by one member, and in one channel.

use std::num::NonZeroU32;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use serenity::model::id::{ChannelId, UserId};

use crate::config;

/// What becomes of a question, as far as rates go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is answered.
    Answer,
    /// It is one too many, and that is said.
    Notice,
    /// It is one too many, and that has been said.
    Silence,
}

/// Counts questions against the rates.
pub struct Limits {
    members: DefaultKeyedRateLimiter<UserId>,
    channels: DefaultKeyedRateLimiter<ChannelId>,
    notices: DefaultKeyedRateLimiter<UserId>,
}

impl Limits {
    /// Counts against these rates.
    #[must_use]
    pub fn new(limits: &config::Limits) -> Self {
        Self {
            members: RateLimiter::keyed(Quota::per_minute(limits.member_per_minute)),
            channels: RateLimiter::keyed(Quota::per_minute(limits.channel_per_minute)),
            notices: RateLimiter::keyed(Quota::per_minute(NonZeroU32::MIN)),
        }
    }

    /// Counts a question.
    #[must_use]
    pub fn count(&self, member: UserId, channel: ChannelId) -> Verdict {
        let is_within =
            self.members.check_key(&member).is_ok() && self.channels.check_key(&channel).is_ok();
        if is_within {
            Verdict::Answer
        } else if self.notices.check_key(&member).is_ok() {
            Verdict::Notice
        } else {
            Verdict::Silence
        }
    }

    /// Forgets whoever has not asked for a while.
    pub fn forget(&self) {
        self.members.retain_recent();
        self.channels.retain_recent();
        self.notices.retain_recent();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Verdict::{Answer, Notice, Silence};

    #[test]
    fn one_too_many_is_said_once() {
        let rate = |n| NonZeroU32::new(n).unwrap();
        let limits = Limits::new(&config::Limits {
            member_per_minute: rate(2),
            channel_per_minute: rate(3),
        });
        let (ada, ben) = (UserId::new(1), UserId::new(2));
        let channel = ChannelId::new(7);
        let verdicts: Vec<Verdict> = (0..4).map(|_| limits.count(ada, channel)).collect();
        assert_eq!(verdicts, [Answer, Answer, Notice, Silence]);
        // The channel has room for one more, whoever asks.
        assert_eq!(limits.count(ben, channel), Answer);
        assert_eq!(limits.count(ben, channel), Notice);
        assert_eq!(limits.count(ben, ChannelId::new(8)), Silence);
    }
}
