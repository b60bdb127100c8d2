//! What members are told of what is kept of them. Every sentence is a promise: the numbers are arguments,
//! so that no sentence can say another than the code keeps to.

use crate::config::JournalMode;
use crate::wording::{Saying, Words};

/// What limits how long and how much is kept.
#[derive(Debug, Clone, Copy)]
pub struct Kept {
    /// What is written down.
    pub journal: JournalMode,
    /// For how many days.
    pub days: u32,
    /// The members who must use an unknown word before it is written down.
    pub common: usize,
    /// The questions of a server that stay in memory for previews.
    pub recent: usize,
    /// The minutes that an answer and its message are remembered for.
    pub minutes: u64,
    /// The minutes for which a question may lean on the one before.
    pub leaning: u64,
    /// The posts of forums that are remembered; `None` if none are read.
    pub posts: Option<u64>,
}

/// What `/about` says of privacy: what is stored, what is remembered, and what of moderators, each on a line of its own.
#[must_use]
pub fn kept_of_members(words: &Words, kept: Kept) -> String {
    let days = ("days", kept.days.into());
    let feedback = || words.with(Saying::StoredFeedback, [days.clone()]);
    let journal = match kept.journal {
        JournalMode::Off => words.say(Saying::StoredNothing),
        JournalMode::Counts => {
            let counts = words.with(Saying::StoredCounts, [days.clone()]);
            format!("{counts} {}", feedback())
        }
        JournalMode::Questions => {
            let limits = [
                days.clone(),
                ("common", kept.common.into()),
                ("recent", kept.recent.into()),
            ];
            let questions = words.with(Saying::StoredQuestions, limits);
            format!("{questions} {}", feedback())
        }
    };
    let minutes = [
        ("minutes", kept.minutes.into()),
        ("leaning", kept.leaning.into()),
    ];
    let briefly = words.with(Saying::StoredBriefly, minutes);
    let posts = kept.posts.map_or_else(String::new, |posts| {
        words.with(Saying::StoredPosts, [("posts", posts.into())]) + " "
    });
    let moderation = words.say(Saying::StoredModeration);
    format!("{journal}\n{posts}{briefly}\n{moderation}")
}

/// Heads the feedback stored about a member: how many votes, and for how many days.
#[must_use]
pub fn kept(words: &Words, number: usize, days: u32) -> String {
    let values = [("number", number.into()), ("days", days.into())];
    words.with(Saying::Kept, values)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEPT: Kept = Kept {
        journal: JournalMode::Questions,
        days: 17,
        common: 3,
        recent: 300,
        minutes: 10,
        leaning: 5,
        posts: None,
    };

    #[track_caller]
    fn check(journal: JournalMode, says: &[&str], never: &[&str]) {
        let text = kept_of_members(Words::english(), Kept { journal, ..KEPT });
        for part in says {
            assert!(text.contains(part), "{part:?} is missing in {text}");
        }
        for part in never {
            assert!(!text.contains(part), "{part:?} is in {text}");
        }
    }

    #[test]
    fn each_journal_is_described_by_what_it_keeps() {
        let always = [
            "For 10 minutes",
            "for 5 minutes what I answered",
            "your id, what you did",
        ];
        let words = [
            "until 3 members have used it",
            "The last 300 such questions",
        ];
        check(
            JournalMode::Off,
            &always,
            &["17 days", words[0], words[1], "`/privacy`"],
        );
        check(
            JournalMode::Counts,
            &[
                always[0],
                always[1],
                always[2],
                "For 17 days",
                "neither their words",
                "`/privacy`",
            ],
            &words,
        );
        check(
            JournalMode::Questions,
            &[
                always[0],
                always[1],
                always[2],
                "for 17 days",
                words[0],
                words[1],
                "`/privacy`",
            ],
            &[],
        );
    }

    #[test]
    fn forums_are_told_of_where_they_are_read() {
        let forums = "who opened the latest 5000 posts";
        let told = |posts| kept_of_members(Words::english(), Kept { posts, ..KEPT });
        assert!(told(Some(5_000)).contains(forums));
        assert!(!told(None).contains("posts"));
    }
}
