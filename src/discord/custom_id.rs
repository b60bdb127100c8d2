//! What a button, a menu or a form carries in its custom id: all that it needs, so that it still
//! works after a restart. Discord limits an id to 100 characters.
//!
//! To add a control, add a variant to [`CustomId`] with a kind that no other has; `encode` and
//! `decode` follow from the declaration ([`codec`]).

mod codec;
mod fix;
mod helper_call;
mod question;
mod scrape;
mod short_hash;
mod stamp;
mod vote_mark;

use serenity::model::id::{MessageId, UserId};

pub use crate::discord::custom_id::fix::Fix;
pub use crate::discord::custom_id::helper_call::HelperCall;
pub use crate::discord::custom_id::scrape::MessageControls;
pub use crate::discord::custom_id::short_hash::ShortHash;
pub use crate::discord::custom_id::stamp::{Stamp, TableChange};
pub use crate::discord::custom_id::vote_mark::VoteMark;

codec::custom_ids! {
    /// What clicking a button, picking from a menu or submitting a form does. `stamp` is always that
    /// of the table that the control was made from, `asker` the member whose question it belongs to,
    /// and pages are counted from 0.
    CustomId {
        /// Shows the passages that an answer cites.
        Source("s") {
            /// The table.
            stamp: Stamp,
            /// The entry answered from.
            entry: ShortHash,
        },
        /// Shows the evidence for an answer.
        Why("w") {
            /// The table.
            stamp: Stamp,
            /// The whole question.
            question: String,
        },
        /// Shows the evidence for the beginning of a question that was too long to carry.
        WhyCut("W") {
            /// The table.
            stamp: Stamp,
            /// The beginning of the question, in whole words.
            beginning: String,
        },
        /// Shows the evidence for the answer of a gap, which has no other control that carries it.
        WhyGap("v") {
            /// The table.
            stamp: Stamp,
            /// The gap.
            entry: ShortHash,
            /// The whole question.
            question: String,
        },
        /// The same for the beginning of a question that was too long to carry.
        WhyGapCut("V") {
            /// The table.
            stamp: Stamp,
            /// The gap.
            entry: ShortHash,
            /// The beginning of the question, in whole words.
            beginning: String,
        },
        /// Shows the evidence for the answer to a question that leans on the one before.
        WhyAfter("i") {
            /// The table.
            stamp: Stamp,
            /// The entry that answered the one before.
            last: ShortHash,
            /// The whole question.
            question: String,
        },
        /// Shows why a picked answer was given: because it was picked.
        WhyPicked("y") {
            /// The table.
            stamp: Stamp,
            /// The entry picked.
            entry: ShortHash,
        },
        /// Deletes an answer.
        Delete("d") {
            /// Who may, besides moderators.
            asker: UserId,
            /// The messages before this one that belong to the answer.
            earlier: Vec<MessageId>,
        },
        /// Answers with an entry; in place for the asker.
        Pick("p") {
            /// The table.
            stamp: Stamp,
            /// Who asked.
            asker: UserId,
            /// The entry.
            entry: ShortHash,
        },
        /// The menu of related questions, whose options are the hashes of entries.
        RelatedMenu("m") {
            /// The table.
            stamp: Stamp,
            /// Who asked.
            asker: UserId,
            /// The messages before this one that belong to the answer.
            earlier: Vec<MessageId>,
        },
        /// The menu of a page of questions; the answer is shown only to the member who picks.
        TopicMenu("q") {
            /// The table.
            stamp: Stamp,
        },
        /// Says that none of the options was meant.
        NoneOfThese("n") {
            /// Who asked.
            asker: UserId,
        },
        /// Turns to a page of the questions that can be asked.
        TopicsPage("t") {
            /// The page.
            page: usize,
        },
        /// Shows the first of those pages, only to the member who clicked.
        ShowTopics("l"),
        /// Makes a previewed version live.
        Confirm("c") {
            /// The preview.
            preview: u64,
        },
        /// Drops a previewed version.
        Cancel("x") {
            /// The preview.
            preview: u64,
        },
        /// Turns to a page of the release history.
        HistoryPage("h") {
            /// The page.
            page: usize,
        },
        /// Turns to a page of the audit trail.
        AuditPage("j") {
            /// What it shows: a number in `AuditKind::ALL`, counted from 1; 0 without a filter.
            kind: usize,
            /// Whose; 0 for everybody.
            member: u64,
            /// The page.
            page: usize,
        },
        /// The menu of suspended entries, which restores the one picked.
        RestoreMenu("r"),
        /// Votes on an answer.
        Vote("f") {
            /// The verdict, and whether the question is cut.
            mark: VoteMark,
            /// The entry answered from.
            entry: ShortHash,
            /// The question, or its beginning.
            question: String,
        },
        /// Opens the form for asking in other words; the form carries the same id.
        Rephrase("o"),
        /// Deletes the votes of the member who clicks.
        ForgetVotes("z"),
        /// The menu of confirmed phrasings, which adds the one picked to the table.
        AdoptMenu("a"),
        /// Turns to a group of unanswered questions.
        UnansweredPage("u") {
            /// The page.
            page: usize,
        },
        /// Says that a post of a forum is solved.
        Solved("g") {
            /// Who opened the post.
            author: UserId,
        },
        /// The form of an entry.
        EditForm("b") {
            /// The table that it was filled in from.
            stamp: Stamp,
            /// The entry.
            entry: ShortHash,
            /// Which part of the entry, counted from 1.
            part: usize,
        },
        /// The form of a group of synonyms.
        SynonymsForm("S") {
            /// The table that it was filled in from.
            stamp: Stamp,
            /// The group, by its words; of none, for a new one.
            group: ShortHash,
        },
        /// Finds that what cites changed words is right still.
        Accept("k") {
            /// The files on disk, by their content.
            files: ShortHash,
            /// What is accepted already: a bit for each, in the order of the files.
            accepted: u64,
            /// What is accepted now, in that order.
            which: usize,
        },
        /// Opens the form that asks a person; the form carries the same id.
        AskPerson("P") {
            /// The question, or as much of it as fits, with an ellipsis.
            question: String,
        },
        /// Opens the form that answers a call for a person; the form carries the same id.
        AnswerCall("A") {
            /// The call.
            call: HelperCall,
        },
        /// Makes a previewed version live that answers such a call.
        ConfirmAnswer("C") {
            /// The preview.
            preview: u64,
            /// The call.
            call: HelperCall,
        },
        /// Fixes a group of unanswered questions; the form for it carries the same id.
        FixGroup("e") {
            /// How.
            fix: Fix,
            /// The group, by its first question.
            group: ShortHash,
        },
    }
}

#[cfg(test)]
mod tests {
    use serenity::model::id::ChannelId;

    use super::*;
    use crate::discord::custom_id::codec::MAX_EARLIER;
    use crate::discord::limits::CUSTOM_ID_CHARS;

    #[track_caller]
    fn check(id: &CustomId) {
        let text = id.encode();
        assert!(text.chars().count() <= CUSTOM_ID_CHARS, "{text}");
        assert_eq!(CustomId::decode(&text).as_ref(), Some(id), "{text}");
    }

    #[test]
    fn the_longest_ids_fit_and_are_read_again() {
        let asker = UserId::new(u64::MAX);
        let earlier = vec![MessageId::new(u64::MAX); MAX_EARLIER];
        let entry = ShortHash::of(&"s".repeat(300), "an id");
        let stamp = Stamp::of_version("skerry@3f2a9c1");
        check(&CustomId::Pick {
            stamp: stamp.clone(),
            asker,
            entry: entry.clone(),
        });
        check(&CustomId::RelatedMenu {
            stamp: stamp.clone(),
            asker,
            earlier: earlier.clone(),
        });
        check(&CustomId::Delete { asker, earlier });
        check(&CustomId::TopicsPage { page: usize::MAX });
        check(&CustomId::Confirm { preview: u64::MAX });
        check(&CustomId::ConfirmAnswer {
            preview: u64::MAX,
            call: HelperCall {
                asker,
                channel: ChannelId::new(u64::MAX),
                message: Some(MessageId::new(u64::MAX)),
            },
        });
        for question in [
            "",
            "who: what, and when?",
            &"wörter und ".repeat(40),
            &"ü".repeat(400),
        ] {
            check(&CustomId::why(&stamp, question));
            check(&CustomId::why_gap(&stamp, &entry, question));
            check(&CustomId::ask_person(question));
            check(&CustomId::vote(VoteMark::Helpful, &entry, question));
            check(&CustomId::vote(VoteMark::Rejected, &entry, question));
        }
    }

    #[test]
    fn only_the_last_earlier_messages_are_carried() {
        let asker = UserId::new(7);
        let earlier = (1..=5).map(MessageId::new).collect();
        let id = CustomId::Delete { asker, earlier };
        assert_eq!(id.encode(), "1:d:7:3:4:5");
    }

    /// Ids of messages that are on Discord today. They must stay readable, and be written the same.
    #[test]
    fn ids_of_messages_already_sent_are_read_and_written_unchanged() {
        const SENT: &[&str] = &[
            "1:s:3f2a9c1:00ab12cd34ef",
            "1:w:3f2a9c1:who: what, and when?",
            "1:w:3f2a9c1:",
            "1:W:3f2a9c1:a long question that was cut",
            "1:v:3f2a9c1:00ab12cd34ef:who: what, and when?",
            "1:V:3f2a9c1:00ab12cd34ef:a long question that was cut",
            "1:i:3f2a9c1:00ab12cd34ef:and: when?",
            "1:y:3f2a9c1:00ab12cd34ef",
            "1:d:80351110224678912",
            "1:d:80351110224678912:1:22:333",
            "1:p:3f2a9c1:80351110224678912:00ab12cd34ef",
            "1:m:3f2a9c1:80351110224678912",
            "1:m:3f2a9c1:80351110224678912:1:22:333",
            "1:q:3f2a9c1",
            "1:n:80351110224678912",
            "1:t:3",
            "1:l",
            "1:c:80351110224678912",
            "1:x:80351110224678912",
            "1:h:2",
            "1:j:5:80351110224678912:2",
            "1:r",
            "1:f:h:00ab12cd34ef:who: what?",
            "1:f:H:00ab12cd34ef:a long question",
            "1:f:n:00ab12cd34ef:who: what?",
            "1:f:N:00ab12cd34ef:a long question",
            "1:o",
            "1:z",
            "1:a",
            "1:u:4",
            "1:g:80351110224678912",
            "1:b:3f2a9c1:00ab12cd34ef:2",
            "1:S:3f2a9c1:00ab12cd34ef",
            "1:k:00ab12cd34ef:5:3",
            "1:P:who: what, and when?",
            "1:A:80351110224678912:80351110224678913:80351110224678914",
            "1:A:80351110224678912:80351110224678913:0",
            "1:C:80351110224678911:80351110224678912:80351110224678913:80351110224678914",
            "1:e:p:00ab12cd34ef",
            "1:e:q:00ab12cd34ef",
            "1:e:g:00ab12cd34ef",
            "1:e:s:00ab12cd34ef",
            "1:e:i:00ab12cd34ef",
        ];
        for sent in SENT {
            let read = CustomId::decode(sent);
            assert_eq!(read.map(|id| id.encode()).as_deref(), Some(*sent));
        }
        let entry = ShortHash::of("skerry", "when-relit");
        assert_eq!(entry.as_str(), "18f90d889520");
    }

    #[test]
    fn foreign_and_damaged_ids_are_not_read() {
        for text in [
            "",
            "1",
            "0:s:a:b",
            "2:l",
            "1:x:y",
            "1:p:zero:k",
            "1:p:0:k",
            "1:t:-1",
            "1:e:z:0",
            "1:A:0:1:2",
            "1:A:1:0:2",
            "1:A:1:2",
            "1:u:x",
            "::::",
        ] {
            assert_eq!(CustomId::decode(text), None, "{text}");
        }
    }
}
