//! One post: what its author has said that is not answered yet, and the manners that the bot keeps
//! there. Time is an argument.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::time::Duration;

use serenity::model::id::{ChannelId, ForumTagId, MessageId, UserId};
use tokio::time::Instant;

use crate::discord::limits::POST_TAGS;

/// Messages that are taken together at most; Discord lets nobody write faster for long.
const TOGETHER: usize = 5;
/// How many waits the author may go on writing before the bot answers what there is.
const WAITS: u32 = 4;
/// The unasked answers in a post: whoever needs more can ask the bot by its name.
const ANSWERS: usize = 8;

/// A post that was opened while the bot was there.
#[derive(Debug)]
pub struct Post {
    /// Who opened it.
    pub author: UserId,
    /// The forum that it is in.
    pub forum: ChannelId,
    /// Whether it is left to people: a moderator has written, or somebody has pressed “Solved”.
    pub is_left: bool,
    tags: Vec<ForumTagId>,
    heard: Option<Heard>,
    /// The messages answered without being asked, each with the hash of its answer.
    answered: Vec<(MessageId, u64)>,
}

/// What the author has said since the bot last answered.
#[derive(Debug)]
struct Heard {
    messages: Vec<(MessageId, String)>,
    first: Instant,
    last: Instant,
    is_called: bool,
}

/// What an author has said, taken together.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Gathered {
    /// The texts of the messages, a line or more each.
    pub text: String,
    /// Whether the post's first message mentions the bot.
    pub is_called: bool,
}

impl Post {
    /// A post with these tags.
    #[must_use]
    pub fn new(author: UserId, forum: ChannelId, tags: &[ForumTagId]) -> Self {
        let mut post = Self {
            author,
            forum,
            is_left: false,
            tags: Vec::new(),
            heard: None,
            answered: Vec::new(),
        };
        post.set_tags(tags);
        post
    }

    /// Its tags.
    #[must_use]
    pub fn tags(&self) -> &[ForumTagId] {
        &self.tags
    }

    /// Replaces its tags.
    pub fn set_tags(&mut self, tags: &[ForumTagId]) {
        self.tags = tags[..tags.len().min(POST_TAGS)].to_vec();
    }

    /// Begins to wait for the author's messages. Returns whether nobody waits already.
    pub fn begin(&mut self, now: Instant) -> bool {
        let begins = self.heard.is_none();
        self.heard.get_or_insert(Heard {
            messages: Vec::new(),
            first: now,
            last: now,
            is_called: false,
        });
        begins
    }

    /// Adds a message to those that are waited for.
    pub fn hear(&mut self, message: MessageId, text: &str, now: Instant) {
        if let Some(heard) = &mut self.heard
            && heard.messages.len() < TOGETHER
            && heard.messages.iter().all(|(known, _)| *known != message)
        {
            heard.messages.push((message, text.to_owned()));
            heard.last = now;
        }
    }

    /// Notes that the first message mentions the bot. Returns whether it is still waited for.
    pub fn call(&mut self) -> bool {
        let waits = self.heard.as_mut().filter(|_| self.answered.is_empty());
        waits.map(|heard| heard.is_called = true).is_some()
    }

    /// When the author has had their time; `None` if nobody waits.
    #[must_use]
    pub fn due(&self, wait: Duration) -> Option<Instant> {
        let heard = self.heard.as_ref()?;
        Some((heard.last + wait).min(heard.first + wait * WAITS))
    }

    /// Ends the wait; returns what was said.
    pub fn take(&mut self) -> Gathered {
        self.heard.take().map_or_else(Gathered::default, |heard| {
            let texts: Vec<String> = heard.messages.into_iter().map(|(_, text)| text).collect();
            Gathered {
                text: texts.join("\n"),
                is_called: heard.is_called,
            }
        })
    }

    /// Whether a message may be given this answer without having asked for it: no other one has had the
    /// same, and there were not too many. Remembers it.
    pub fn admits(&mut self, message: MessageId, texts: &[String]) -> bool {
        let answer = BuildHasherDefault::<DefaultHasher>::default().hash_one(texts);
        let mut others = self.answered.iter().filter(|(known, _)| *known != message);
        if others.any(|(_, given)| *given == answer) {
            return false;
        }
        self.answered.retain(|(known, _)| *known != message);
        let has_room = self.answered.len() < ANSWERS;
        if has_room {
            self.answered.push((message, answer));
        }
        has_room
    }
}

/// Returns the id of a post's first message, which is the post's own.
#[must_use]
pub fn first_message(post: ChannelId) -> MessageId {
    MessageId::new(post.get())
}

#[cfg(test)]
mod tests {
    use super::*;

    const WAIT: Duration = Duration::from_secs(4);

    fn post() -> Post {
        Post::new(UserId::new(1), ChannelId::new(2), &[])
    }

    fn message(id: u64) -> MessageId {
        MessageId::new(id)
    }

    #[test]
    fn messages_are_waited_for_up_to_a_bound() {
        let start = Instant::now();
        let at = |seconds: u64| start + Duration::from_secs(seconds);
        let mut post = post();
        assert_eq!(post.due(WAIT), None);
        assert!(post.begin(start) && !post.begin(at(1)));
        assert_eq!(post.due(WAIT), Some(at(4)));
        for (second, due) in [(3, 7), (6, 10), (9, 13), (12, 16), (15, 16)] {
            post.hear(message(second), "so?", at(second));
            assert_eq!(post.due(WAIT), Some(at(due)), "{second}");
        }
        // The same one again, and more than are taken together.
        post.hear(message(3), "so?", at(15));
        post.hear(message(99), "so?", at(15));
        assert_eq!(post.take().text.lines().count(), TOGETHER);
        assert_eq!(post.due(WAIT), None);
        assert_eq!(post.take(), Gathered::default());
    }

    #[test]
    fn only_the_first_message_calls() {
        let mut post = post();
        assert!(!post.call(), "nobody waits");
        post.begin(Instant::now());
        assert!(post.call() && post.take().is_called);
        assert!(post.admits(message(2), &["The lamp.".to_owned()]));
        post.begin(Instant::now());
        assert!(!post.call());
    }

    #[test]
    fn no_answer_is_given_to_two_messages_and_their_number_is_bounded() {
        let mut post = post();
        let answer = |n: u64| [format!("answer {n}")];
        assert!(post.admits(message(1), &answer(1)));
        assert!(!post.admits(message(2), &answer(1)));
        // An edit changes the answer.
        assert!(post.admits(message(1), &answer(1)));
        assert!(post.admits(message(1), &answer(2)));
        assert!(post.admits(message(2), &answer(1)));
        let given = (3..99).filter(|n| post.admits(message(*n), &answer(*n)));
        assert_eq!(given.count(), ANSWERS - 2);
    }

    #[test]
    fn a_post_keeps_as_many_tags_as_discord_allows() {
        let tags: Vec<ForumTagId> = (1..99).map(ForumTagId::new).collect();
        let mut post = Post::new(UserId::new(1), ChannelId::new(2), &tags);
        assert_eq!(post.tags(), &tags[..POST_TAGS]);
        post.set_tags(&[]);
        assert!(post.tags().is_empty());
    }
}
