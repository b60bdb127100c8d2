//! How a table is used: questions a day, outcomes, entries used and unused.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::answer::EntryName;
use crate::insights::unanswered;
use crate::knowledge::{Knowledge, Outcome};
use crate::record::{Day, LoggedQuestion, Vote, VoteKind};

/// How a table was used over a range of days.
#[derive(Debug, Clone, PartialEq)]
pub struct Usage {
    /// Each day of the time looked at, the oldest first.
    pub days: Vec<DailyCounts>,
    /// How many answers members found helpful, each member once for each.
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
    /// Which day.
    pub day: Day,
    /// How often each outcome came about, in the order of [`Outcome::ALL`].
    pub outcomes: [u32; 4],
}

impl DailyCounts {
    /// How many questions there were.
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
    /// Counts what was asked in a range of days, in days since 1970 (UTC).
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
            day.outcomes[at.unwrap_or_default()] += asked.times;
            if let Some((source, entry)) = &asked.entry {
                *by_entry.entry((source, entry)).or_default() += asked.times;
            }
        }
        let names = knowledge.entries.iter();
        let names = names.map(|entry| EntryName::of(knowledge, entry));
        let times = |name: &EntryName| by_entry.get(&(&*name.source, &*name.id)).copied();
        let (used, unused): (Vec<_>, Vec<_>) = names.partition(|name| times(name).is_some());
        let used = used
            .into_iter()
            .map(|name| (times(&name).unwrap_or(0), name));
        let mut entries: Vec<(EntryName, u32)> = used.map(|(times, name)| (name, times)).collect();
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

/// Returns the logged questions whose words were kept, without those that a moderator ignores. An
/// entry counts as rejected if more members rejected its answer than found it helpful.
#[must_use]
pub fn questions(
    asked: Vec<LoggedQuestion>,
    votes: &[Vote],
    ignored: Vec<String>,
) -> Vec<unanswered::AskedQuestion> {
    let ignored: BTreeSet<String> = ignored.into_iter().collect();
    let mut balances: BTreeMap<(&str, &str, &str), i64> = BTreeMap::new();
    for vote in votes {
        let balance = balances.entry((&vote.text, &vote.source, &vote.entry));
        *balance.or_default() += match vote.kind {
            VoteKind::Rejected => 1,
            VoteKind::Helpful => -1,
            VoteKind::Picked | VoteKind::NoneOfThese => 0,
        };
    }
    let mut rejected: HashMap<&str, Vec<(String, String)>> = HashMap::new();
    for ((text, source, entry), balance) in balances {
        if balance > 0 {
            let entry = (source.to_owned(), entry.to_owned());
            rejected.entry(text).or_default().push(entry);
        }
    }
    let asked = asked.into_iter();
    let asked = asked.filter(|asked| !asked.text.is_empty() && !ignored.contains(&asked.text));
    asked
        .map(|asked| unanswered::AskedQuestion {
            rejected: rejected.get(&*asked.text).cloned().unwrap_or_default(),
            text: asked.text,
            times: asked.times,
        })
        .collect()
}

/// A day as `YYYY-MM-DD`; one beyond the years −9999 to 9999 as the nearest in them.
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
