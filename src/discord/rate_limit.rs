//! How many questions a member may ask, and how many a channel may see, per minute. serenity keeps
//! Discord's own rate limits.

use std::num::NonZeroU32;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use serenity::model::id::{ChannelId, UserId};

use crate::config;

/// How many members, and how many channels, are counted at once, some hundred bytes each. Those who
/// have been quiet are dropped every few seconds, so more than these in a minute are no members.
const MAX_COUNTED: usize = 50_000;

/// Whose rate is exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RateExceeded {
    /// One member's.
    Member(UserId),
    /// A whole channel's.
    Channel(ChannelId),
}

/// Counts questions against the configured rates.
pub struct QuestionRates {
    members: DefaultKeyedRateLimiter<UserId>,
    channels: DefaultKeyedRateLimiter<ChannelId>,
    notices: DefaultKeyedRateLimiter<RateExceeded>,
}

impl QuestionRates {
    /// Counts against these rates.
    #[must_use]
    pub fn new(limits: &config::Limits) -> Self {
        Self {
            members: RateLimiter::keyed(Quota::per_minute(limits.member_per_minute)),
            channels: RateLimiter::keyed(Quota::per_minute(limits.channel_per_minute)),
            notices: RateLimiter::keyed(Quota::per_minute(NonZeroU32::MIN)),
        }
    }

    /// Counts a question, or says which rate it would exceed.
    pub fn count(&self, member: UserId, channel: ChannelId) -> Result<(), RateExceeded> {
        if self.members.len() >= MAX_COUNTED || self.channels.len() >= MAX_COUNTED {
            return Err(RateExceeded::Channel(channel));
        }
        let member_counted = self.members.check_key(&member);
        member_counted.map_err(|_| RateExceeded::Member(member))?;
        let channel_counted = self.channels.check_key(&channel);
        channel_counted.map_err(|_| RateExceeded::Channel(channel))
    }

    /// Whether a notice about this rate is due: at most one a minute. Counts the notice.
    #[must_use]
    pub fn take_notice(&self, exceeded: RateExceeded) -> bool {
        self.notices.len() < MAX_COUNTED && self.notices.check_key(&exceeded).is_ok()
    }

    /// Drops the counters of members and channels that have been quiet.
    pub fn forget_idle(&self) {
        self.members.retain_recent();
        self.channels.retain_recent();
        self.notices.retain_recent();
        self.members.shrink_to_fit();
        self.channels.shrink_to_fit();
        self.notices.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_and_channels_are_counted_apart_and_notified_once() {
        let rate = |n| NonZeroU32::new(n).unwrap();
        let rates = QuestionRates::new(&config::Limits {
            member_per_minute: rate(2),
            channel_per_minute: rate(3),
        });
        let (ada, ben) = (UserId::new(1), UserId::new(2));
        let (quay, loft) = (ChannelId::new(7), ChannelId::new(8));
        assert_eq!(rates.count(ada, quay), Ok(()));
        assert_eq!(rates.count(ada, quay), Ok(()));
        assert_eq!(rates.count(ada, quay), Err(RateExceeded::Member(ada)));
        assert_eq!(rates.count(ben, quay), Ok(()));
        assert_eq!(rates.count(ben, quay), Err(RateExceeded::Channel(quay)));
        assert_eq!(rates.count(UserId::new(3), loft), Ok(()));
        assert!(rates.take_notice(RateExceeded::Member(ada)));
        assert!(!rates.take_notice(RateExceeded::Member(ada)));
        assert!(rates.take_notice(RateExceeded::Channel(quay)));
    }

    #[test]
    fn more_members_than_there_can_be_are_not_counted() {
        let rate = |n| NonZeroU32::new(n).unwrap();
        let rates = QuestionRates::new(&config::Limits {
            member_per_minute: rate(60_000),
            channel_per_minute: rate(60_000),
        });
        let ask = |member| rates.count(UserId::new(member), ChannelId::new(7));
        let counted = (1..=2 * MAX_COUNTED as u64).filter(|member| ask(*member).is_ok());
        assert_eq!(counted.count(), MAX_COUNTED);
        assert_eq!(rates.members.len(), MAX_COUNTED);
        // They have been quiet for longer than their rate needs.
        std::thread::sleep(std::time::Duration::from_millis(5));
        rates.forget_idle();
        assert_eq!(ask(1), Ok(()));
    }
}
