//! How a table is used: questions a day, outcomes, entries used and unused.

use std::collections::{BTreeMap, HashMap};

use crate::answer::EntryName;
use crate::knowledge::{Knowledge, Outcome};
use crate::record::{Day, LoggedQuestion, Vote, VoteKind};

/// How a table was used over a range of days.
#[derive(Debug, Clone, PartialEq)]
pub struct Usage {
    /// Every day of the range, oldest first.
    pub days: Vec<DailyCounts>,
    /// Votes that an answer helped; a member counts once for each answer.
    pub helpful: u32,
    /// Votes that an answer was not what was asked.
    pub rejected: u32,
    /// The entries that answered and how often, most often first.
    pub entries: Vec<(EntryName, u32)>,
    /// The entries that never answered, in the table's order.
    pub unused: Vec<EntryName>,
}

/// The questions of one day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DailyCounts {
    /// The day (UTC).
    pub day: Day,
    /// The number of questions with each outcome, in the order of [`Outcome::ALL`].
    pub outcomes: [u32; 4],
}

impl DailyCounts {
    /// Number of questions.
    #[must_use]
    pub fn questions(&self) -> u32 {
        self.outcomes.iter().sum()
    }

    /// The day as `YYYY-MM-DD`.
    #[must_use]
    pub fn date(&self) -> String {
        date(self.day)
    }
}

impl Usage {
    /// Counts what was asked in a range of days.
    #[must_use]
    pub fn of(
        knowledge: &Knowledge,
        asked: &[LoggedQuestion],
        votes: &[Vote],
        days: std::ops::RangeInclusive<Day>,
    ) -> Self {
        let empty = |day| DailyCounts {
            day,
            ..DailyCounts::default()
        };
        let days = (days.start().0..=days.end().0).map(Day);
        let mut by_day: BTreeMap<Day, DailyCounts> = days.map(|day| (day, empty(day))).collect();
        let mut by_entry: HashMap<(&str, &str), u32> = HashMap::new();
        for asked in asked {
            let Some(day) = by_day.get_mut(&asked.day) else {
                continue;
            };
            let at = Outcome::ALL.iter().position(|own| *own == asked.outcome);
            let count = &mut day.outcomes[at.unwrap_or_default()];
            *count = count.saturating_add(asked.times);
            if let Some((source, entry)) = &asked.entry {
                let count = by_entry.entry((source, entry)).or_default();
                *count = count.saturating_add(asked.times);
            }
        }
        let names = knowledge.entries.iter();
        let names = names.map(|entry| EntryName::of(knowledge, entry));
        let times = |name: &EntryName| by_entry.get(&(&*name.source, &*name.id)).copied();
        let (used, unused): (Vec<_>, Vec<_>) = names.partition(|name| times(name).is_some());
        let with_times = |name: EntryName| {
            let times = times(&name).unwrap_or(0);
            (name, times)
        };
        let mut entries: Vec<(EntryName, u32)> = used.into_iter().map(with_times).collect();
        entries.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        let count = |kind| votes.iter().filter(|vote| vote.kind == kind).count() as u32;
        Self {
            days: by_day.into_values().collect(),
            helpful: count(VoteKind::Helpful),
            rejected: count(VoteKind::Rejected),
            entries,
            unused,
        }
    }

    /// Number of questions.
    #[must_use]
    pub fn questions(&self) -> u32 {
        self.days.iter().map(DailyCounts::questions).sum()
    }

    /// Number of questions with this outcome.
    #[must_use]
    pub fn outcome(&self, outcome: Outcome) -> u32 {
        let at = Outcome::ALL.iter().position(|own| *own == outcome);
        let counts = self
            .days
            .iter()
            .map(|day| day.outcomes[at.unwrap_or_default()]);
        counts.sum()
    }

    /// Share of votes that an answer helped, 0 to 1; none without votes.
    #[must_use]
    pub fn helpful_share(&self) -> Option<f32> {
        let votes = self.helpful + self.rejected;
        (votes > 0).then(|| self.helpful as f32 / votes as f32)
    }
}

/// A day as `YYYY-MM-DD`; one outside the years −9999 to 9999 as the nearest within.
#[must_use]
pub fn date(day: Day) -> String {
    const SECONDS_IN_A_DAY: i64 = 86_400;
    let since = time::Duration::seconds(day.0.saturating_mul(SECONDS_IN_A_DAY));
    time::OffsetDateTime::UNIX_EPOCH
        .date()
        .saturating_add(since)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        for (day, expected) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (11_016, "2000-02-29"),
            (20_453, "2025-12-31"),
            (47_540, "2100-02-28"),
            (47_541, "2100-03-01"),
            (i64::MAX, "9999-12-31"),
        ] {
            assert_eq!(date(Day(day)), expected);
        }
    }
}
