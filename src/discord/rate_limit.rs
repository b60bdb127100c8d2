//! How much members may ask, and how much a channel may see, per minute. serenity keeps Discord's own
//! rate limits.

mod gcra;

use std::num::NonZeroU32;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serenity::model::id::{ChannelId, GuildId, UserId};
use tokio::time::Instant;

use crate::config;
use crate::discord::rate_limit::gcra::{Meter, Quota};

/// Choices that a member may be offered: Discord asks for some at each pause in typing. At first as
/// many as a long question takes.
const COMPLETIONS: Quota = Quota::per_minute(NonZeroU32::new(120).unwrap()).with_burst(30);
/// How often a member may look up or delete what is kept of them; each time reads every vote.
const PRIVACY: Quota = Quota::per_minute(NonZeroU32::new(6).unwrap());
/// How often a member may call the people who help: each call notifies all of them.
const MEMBER_CALLS: Quota = Quota::one_every(Duration::from_mins(10), 2);
/// How often all members of a server may.
const SERVER_CALLS: Quota = Quota::one_every(Duration::from_mins(3), 5);
/// Notices that a rate is exceeded.
const NOTICES: Quota = Quota::per_minute(NonZeroU32::MIN);

/// Whose rate is exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RateExceeded {
    /// One member's.
    Member(UserId),
    /// A whole channel's.
    Channel(ChannelId),
    /// A whole server's.
    Server(GuildId),
}

/// What a member may do at a rate of its own, besides asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activity {
    /// Have a half-typed question completed.
    Completion,
    /// Have the evidence for an answer computed; as often as asking.
    Evidence,
    /// Look up or delete what is kept of them.
    Privacy,
}

/// Counts questions against the configured rates, and other activities against theirs.
pub struct QuestionRates(Mutex<Meters>);

struct Meters {
    members: Meter<UserId>,
    channels: Meter<ChannelId>,
    notices: Meter<RateExceeded>,
    completions: Meter<UserId>,
    evidence: Meter<UserId>,
    privacy: Meter<UserId>,
    member_calls: Meter<UserId>,
    server_calls: Meter<GuildId>,
}

impl QuestionRates {
    /// Counts against these rates.
    #[must_use]
    pub fn new(limits: &config::Limits) -> Self {
        let member = Quota::per_minute(limits.member_per_minute);
        Self(Mutex::new(Meters {
            members: Meter::new(member),
            channels: Meter::new(Quota::per_minute(limits.channel_per_minute)),
            notices: Meter::new(NOTICES),
            completions: Meter::new(COMPLETIONS),
            evidence: Meter::new(member),
            privacy: Meter::new(PRIVACY),
            member_calls: Meter::new(MEMBER_CALLS),
            server_calls: Meter::new(SERVER_CALLS),
        }))
    }

    /// Counts a question, or says which rate it would exceed; then it counts against neither.
    pub fn count(&self, member: UserId, channel: ChannelId) -> Result<(), RateExceeded> {
        let now = Instant::now();
        let mut meters = self.lock();
        if !meters.members.allows(&member, now) {
            return Err(RateExceeded::Member(member));
        }
        if !meters.channels.take(channel, now) {
            return Err(RateExceeded::Channel(channel));
        }
        meters.members.take(member, now);
        Ok(())
    }

    /// Counts a call for a person, or says which rate it would exceed; then it counts against neither.
    pub fn count_call(&self, member: UserId, server: GuildId) -> Result<(), RateExceeded> {
        let now = Instant::now();
        let mut meters = self.lock();
        if !meters.member_calls.allows(&member, now) {
            return Err(RateExceeded::Member(member));
        }
        if !meters.server_calls.take(server, now) {
            return Err(RateExceeded::Server(server));
        }
        meters.member_calls.take(member, now);
        Ok(())
    }

    /// Whether a member may do this now. Counts it.
    #[must_use]
    pub fn take(&self, activity: Activity, member: UserId) -> bool {
        let mut meters = self.lock();
        let meter = match activity {
            Activity::Completion => &mut meters.completions,
            Activity::Evidence => &mut meters.evidence,
            Activity::Privacy => &mut meters.privacy,
        };
        meter.take(member, Instant::now())
    }

    /// Whether a notice about this rate is due: at most one a minute. Counts the notice.
    #[must_use]
    pub fn take_notice(&self, exceeded: RateExceeded) -> bool {
        self.lock().notices.take(exceeded, Instant::now())
    }

    /// Drops the counters of members and channels that have been quiet.
    pub fn forget_idle(&self) {
        let now = Instant::now();
        let mut meters = self.lock();
        let Meters {
            members,
            channels,
            notices,
            completions,
            evidence,
            privacy,
            member_calls,
            server_calls,
        } = &mut *meters;
        channels.forget_idle(now);
        notices.forget_idle(now);
        server_calls.forget_idle(now);
        for meter in [members, completions, evidence, privacy, member_calls] {
            meter.forget_idle(now);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Meters> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn rates(member: u32, channel: u32) -> QuestionRates {
        let rate = |n| NonZeroU32::new(n).unwrap();
        QuestionRates::new(&config::Limits {
            member_per_minute: rate(member),
            channel_per_minute: rate(channel),
        })
    }

    #[test]
    fn members_and_channels_are_counted_apart_and_notified_once() {
        let rates = rates(2, 3);
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

    #[tokio::test(start_paused = true)]
    async fn a_question_that_one_rate_refuses_counts_against_neither() {
        let rates = rates(2, 2);
        let (ada, ben) = (UserId::new(1), UserId::new(2));
        let (quay, loft) = (ChannelId::new(7), ChannelId::new(8));
        for _ in 0..2 {
            assert_eq!(rates.count(ben, quay), Ok(()));
        }
        // The channel refuses: the member keeps both questions.
        for _ in 0..9 {
            assert_eq!(rates.count(ada, quay), Err(RateExceeded::Channel(quay)));
        }
        for _ in 0..2 {
            assert_eq!(rates.count(ada, loft), Ok(()));
        }
        tokio::time::advance(Duration::from_mins(2)).await;
        // The member is refused: the channel keeps its questions for others.
        let yard = ChannelId::new(9);
        for _ in 0..2 {
            assert_eq!(rates.count(ada, yard), Ok(()));
        }
        tokio::time::advance(Duration::from_secs(30)).await;
        assert_eq!(rates.count(ada, loft), Ok(()));
        for _ in 0..9 {
            assert_eq!(rates.count(ada, yard), Err(RateExceeded::Member(ada)));
        }
        assert_eq!(rates.count(ben, yard), Ok(()));
    }

    #[tokio::test(start_paused = true)]
    async fn other_activities_have_rates_of_their_own() {
        for (activity, burst) in [
            (Activity::Completion, 30),
            (Activity::Evidence, 2),
            (Activity::Privacy, 6),
        ] {
            let rates = rates(2, 2);
            let (ada, ben) = (UserId::new(1), UserId::new(2));
            let taken = (0..99).filter(|_| rates.take(activity, ada)).count();
            assert_eq!(taken, burst, "{activity:?}");
            assert!(rates.take(activity, ben), "{activity:?}");
            assert_eq!(rates.count(ada, ChannelId::new(7)), Ok(()));
            tokio::time::advance(Duration::from_mins(1)).await;
            assert!(rates.take(activity, ada), "{activity:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn calls_for_a_person_are_few_by_member_and_by_server() {
        let rates = rates(2, 2);
        let (quay, loft) = (GuildId::new(7), GuildId::new(8));
        let call = |member, server| rates.count_call(UserId::new(member), server);
        for member in 1..=2 {
            assert_eq!(call(member, quay), Ok(()));
            assert_eq!(call(member, quay), Ok(()));
            let exceeded = RateExceeded::Member(UserId::new(member));
            assert_eq!(call(member, quay), Err(exceeded));
        }
        assert_eq!(call(3, quay), Ok(()));
        assert_eq!(call(3, quay), Err(RateExceeded::Server(quay)));
        // What the server refused did not count against the member.
        assert_eq!(call(3, loft), Ok(()));
        assert_eq!(call(3, loft), Err(RateExceeded::Member(UserId::new(3))));
        tokio::time::advance(Duration::from_mins(10)).await;
        assert_eq!(call(1, quay), Ok(()));
    }
}
