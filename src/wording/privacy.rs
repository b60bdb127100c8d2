//! What members are told of what is kept of them. Every sentence is a promise: the numbers are arguments,
//! so that no sentence can say another than the code keeps to.

use crate::config::JournalMode;
use crate::wording::helping::ASK_PERSON;
use crate::wording::{PRIVACY, WHY};

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

/// What `/about` says of privacy.
#[must_use]
pub fn kept_of_members(kept: Kept) -> String {
    let Kept {
        days,
        common,
        recent,
        minutes,
        leaning,
        posts,
        ..
    } = kept;
    let journal = match kept.journal {
        JournalMode::Off => NOTED_NOTHING.to_owned(),
        JournalMode::Counts => format!(
            "For {days} days I store how many questions were asked, where and on which day, what they \
             were about and with what outcome, but neither their words nor who asked them. {}",
            feedback(days)
        ),
        JournalMode::Questions => format!(
            "To improve my table, I store each question for {days} days, those in direct messages and \
             private ones too: its words, the server, the kind of channel, the day and the outcome, but \
             never who asked. I first leave out what I recognise as a name, an address, a number, a \
             date of birth, a link or a secret, and any word that neither my table nor an English \
             dictionary has, until {common} members have used it. I cannot recognise everything: please \
             tell me no secrets. Whoever runs me can read what is left, and the moderators of a server \
             what was asked there. The last {recent} such questions of this server stay in memory \
             until I restart, so that its moderators can preview which answers a change affects; direct \
             messages and private questions do not. {}",
            feedback(days)
        ),
    };
    let posts = posts.map_or_else(String::new, of_posts);
    format!(
        "{journal} {posts}For {minutes} minutes I remember which of my answers belongs to which message, so \
         that I can follow an edit or a deletion, and take back what moderators suspend; for {leaning} minutes what I answered you last in a channel, to \
         understand a short question right after it; and for a day whom I told how to reply to me. My buttons carry your id, and “{WHY}” and “{ASK_PERSON}” your question. {AUDIT}"
    )
}

/// What is said of forums.
fn of_posts(posts: u64) -> String {
    format!(
        "In the forums that I read, a question is the title of a post, and what its author writes in it. \
         Until I restart, I remember who opened the latest {posts} posts, but not their words. "
    )
}

/// What is said of feedback.
fn feedback(days: u32) -> String {
    format!(
        "I keep your feedback on answers for up to {days} days, under a code that names nobody. `/{}` \
         shows it to you and deletes it.",
        PRIVACY.name
    )
}

/// What `/about` says when nothing is logged.
const NOTED_NOTHING: &str = "I store neither questions nor feedback.";

/// What is always stored, of those who use moderators' commands.
const AUDIT: &str = "If you use a command or a button for moderators, I store your id, what you did, where and \
                     when, without a time limit; moderators of your server see it, and those of all servers if you changed the \
                     table.";

/// `/privacy`, where no feedback is stored of a member.
pub const NOTHING_KEPT: &str = "I store no feedback from you. I do store who uses commands for moderators, and \
                                when; that is not deleted.";

/// The file with a copy of what is stored of a member.
pub const COPY_FILE: &str = "what-i-store-about-you.json";

/// Heads the feedback stored about a member: how many votes, and for how many days.
#[must_use]
pub fn kept(number: usize, days: u32) -> String {
    format!(
        "You gave feedback on {number} of my answers. I store it for up to {days} days, under a code \
         that nobody can trace back to you without my secret key. I also store who uses commands for \
         moderators, and when; that is not deleted. The attached file has all of it."
    )
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
        let text = kept_of_members(Kept { journal, ..KEPT });
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
        let told = |posts| kept_of_members(Kept { posts, ..KEPT });
        assert!(told(Some(5_000)).contains(forums));
        assert!(!told(None).contains("posts"));
    }
}
