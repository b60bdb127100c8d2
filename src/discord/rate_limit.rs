//! How much may be asked: by one member, and in one channel.

use std::num::NonZeroU32;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use serenity::model::id::{ChannelId, UserId};

use crate::config;

/// Whose rate is exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Exceeded {
    /// One member's.
    Member(UserId),
    /// A whole channel's.
    Channel(ChannelId),
}

/// Counts questions against the rates.
pub struct Limits {
    members: DefaultKeyedRateLimiter<UserId>,
    channels: DefaultKeyedRateLimiter<ChannelId>,
    notices: DefaultKeyedRateLimiter<Exceeded>,
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

    /// Counts a question, unless it is one too many.
    pub fn count(&self, member: UserId, channel: ChannelId) -> Result<(), Exceeded> {
        let member_counted = self.members.check_key(&member);
        member_counted.map_err(|_| Exceeded::Member(member))?;
        let channel_counted = self.channels.check_key(&channel);
        channel_counted.map_err(|_| Exceeded::Channel(channel))
    }

    /// Whether it is time to say that a rate is exceeded: once in a minute.
    #[must_use]
    pub fn is_worth_saying(&self, exceeded: Exceeded) -> bool {
        self.notices.check_key(&exceeded).is_ok()
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

    #[test]
    fn each_rate_counts_for_itself_and_is_said_once() {
        let rate = |n| NonZeroU32::new(n).unwrap();
        let limits = Limits::new(&config::Limits {
            member_per_minute: rate(2),
            channel_per_minute: rate(3),
        });
        let (ada, ben) = (UserId::new(1), UserId::new(2));
        let (quay, loft) = (ChannelId::new(7), ChannelId::new(8));
        assert_eq!(limits.count(ada, quay), Ok(()));
        assert_eq!(limits.count(ada, quay), Ok(()));
        assert_eq!(limits.count(ada, quay), Err(Exceeded::Member(ada)));
        assert_eq!(limits.count(ben, quay), Ok(()));
        assert_eq!(limits.count(ben, quay), Err(Exceeded::Channel(quay)));
        assert_eq!(limits.count(UserId::new(3), loft), Ok(()));
        assert!(limits.is_worth_saying(Exceeded::Member(ada)));
        assert!(!limits.is_worth_saying(Exceeded::Member(ada)));
        assert!(limits.is_worth_saying(Exceeded::Channel(quay)));
    }
}
