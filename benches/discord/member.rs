//! An innocent member who asks all the while, in a channel of their own, whatever else goes on.

use std::fmt;
use std::time::Duration;

use fake_discord::Fake;

/// How often they ask.
const EVERY: Duration = Duration::from_millis(100);
/// How long the replies to the last questions are waited for.
const LAST_REPLIES: Duration = Duration::from_millis(500);

/// A member, and the channel that only they write in.
#[derive(Debug, Clone)]
pub struct Member {
    user: u64,
    channel: u64,
    text: String,
}

/// How long their replies took.
#[derive(Debug, Default)]
pub struct Waits {
    /// From the message to the reply, shortest first.
    replied: Vec<Duration>,
    /// The questions without a reply by then.
    unanswered: usize,
}

impl Member {
    /// A member who asks this over and over.
    pub fn of(discord: &Fake, question: &str) -> Self {
        Self {
            user: discord.add_member("innocent", &[]),
            channel: discord.add_channel("elsewhere"),
            text: format!("<@{}> {question}", discord.bot_id()),
        }
    }

    /// Asks while something else is done; returns its result, and how long the replies took.
    pub async fn beside<T>(&self, discord: &Fake, work: impl Future<Output = T>) -> (T, Waits) {
        discord.record_timings();
        let mut asked = Vec::new();
        let mut tick = tokio::time::interval(EVERY);
        tokio::pin!(work);
        let done = loop {
            tokio::select! {
                done = &mut work => break done,
                _ = tick.tick() => asked.push(discord.say(self.user, self.channel, &self.text).id),
            }
        };
        tokio::time::sleep(LAST_REPLIES).await;
        let timings = discord.take_timings();
        let waited = |id: &u64| {
            let timing = timings.get(id)?;
            Some(timing.replied?.saturating_duration_since(timing.written?))
        };
        let mut replied: Vec<Duration> = asked.iter().filter_map(waited).collect();
        replied.sort_unstable();
        let unanswered = asked.len() - replied.len();
        (
            done,
            Waits {
                replied,
                unanswered,
            },
        )
    }
}

impl Waits {
    /// Those of several times together.
    pub fn add(&mut self, other: Self) {
        self.replied.extend(other.replied);
        self.replied.sort_unstable();
        self.unanswered += other.unanswered;
    }
}

impl fmt::Display for Waits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = |percent: usize| {
            let last = self.replied.len().saturating_sub(1);
            let wait = self.replied.get(last * percent / 100);
            wait.map_or(f64::NAN, |wait| wait.as_secs_f64() * 1_000.0)
        };
        let (half, most, all) = (at(50), at(99), at(100));
        write!(f, "replies in {half:.1} ms, p99 {most:.1}, max {all:.1}")?;
        match self.unanswered {
            0 => Ok(()),
            unanswered => write!(
                f,
                "; {unanswered} of {} none",
                unanswered + self.replied.len()
            ),
        }
    }
}
