//! The answers that the bot has given in the last ten minutes, and from which entry, so that a moderator who suspends
//! one takes back all. In memory alone, without words and without members.

use moka::policy::EvictionPolicy;
use moka::sync::Cache;
use serenity::model::id::{ChannelId, MessageId};

use crate::discord::custom_id::{ShortHash, Stamp};
use crate::discord::recent::REMEMBERED;

/// How many are remembered, the latest: those of a minute and a half at the most that Discord accepts of a bot.
const CAPACITY: u64 = 5_000;

/// Where an answer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerPlace {
    /// In messages of a channel, of which the last has the controls.
    Channel(ChannelId, Vec<MessageId>),
    /// In the response to the interaction with this token, which is valid for longer than the answer is remembered.
    Response(String),
}

/// An answer.
#[derive(Debug, Clone)]
struct GivenAnswer {
    stamp: Stamp,
    entry: ShortHash,
    place: AnswerPlace,
}

/// The answers of the last ten minutes, by the message or the interaction that asked.
pub struct GivenAnswers(Cache<MessageId, GivenAnswer>);

impl GivenAnswers {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self(
            Cache::builder()
                .max_capacity(CAPACITY)
                .eviction_policy(EvictionPolicy::lru())
                .time_to_live(REMEMBERED)
                .build(),
        )
    }

    /// Notes where a question was answered, and from which entry of which table; `None` if from none.
    pub fn note(
        &self,
        question: MessageId,
        from: Option<(&Stamp, &ShortHash)>,
        place: AnswerPlace,
    ) {
        let Some((stamp, entry)) = from else {
            return self.0.invalidate(&question);
        };
        let given = GivenAnswer {
            stamp: stamp.clone(),
            entry: entry.clone(),
            place,
        };
        self.0.insert(question, given);
    }

    /// Returns where the answers from an entry of a table are, the latest first. By now there may be
    /// something else.
    #[must_use]
    pub fn of(&self, stamp: &Stamp, entry: &ShortHash) -> Vec<AnswerPlace> {
        let all = self.0.iter();
        let mut own: Vec<_> = all
            .filter(|(_, given)| given.stamp == *stamp && given.entry == *entry)
            .map(|(question, given)| (*question, given.place))
            .collect();
        own.sort_unstable_by_key(|(question, _)| std::cmp::Reverse(*question));
        own.into_iter().map(|(_, place)| place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_answers_from_an_entry_are_found_unless_they_have_changed() {
        let given = GivenAnswers::new();
        let (stamp, other) = (Stamp::of_version("a@1"), Stamp::of_version("a@2"));
        let (entry, gone) = (ShortHash::of("a", "q"), ShortHash::of("a", "r"));
        let place = |number: u64| AnswerPlace::Response(number.to_string());
        let note = |number: u64, from| given.note(MessageId::new(number), from, place(number));
        for number in 1..=4 {
            note(number, Some((&stamp, &entry)));
        }
        note(5, Some((&other, &entry)));
        note(6, Some((&stamp, &gone)));
        note(3, None);
        assert_eq!(given.of(&stamp, &entry), [place(4), place(2), place(1)]);
    }
}
