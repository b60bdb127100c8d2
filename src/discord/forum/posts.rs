//! The posts that the bot has seen open. What it has not seen from the beginning it leaves alone: after
//! a restart it cannot know who has written there, nor what it has answered already.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use moka::policy::EvictionPolicy;
use moka::sync::Cache;
use serenity::model::id::{ChannelId, MessageId, UserId};
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use crate::discord::forum::post::{Gathered, Post};

/// How many posts are remembered, some hundred bytes each: those of a week on a busy set of servers.
/// The least recently used is left alone from then on.
pub const POSTS: u64 = 5_000;

/// The posts by their channels.
pub struct OpenedPosts(Cache<ChannelId, Arc<Mutex<Post>>>);

impl OpenedPosts {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        let builder = Cache::builder().max_capacity(POSTS);
        Self(builder.eviction_policy(EvictionPolicy::lru()).build())
    }

    /// Remembers a post that has just been opened. Returns whether it was not known.
    pub fn open(&self, channel: ChannelId, post: Post) -> bool {
        let entry = self.0.entry(channel);
        entry
            .or_insert_with(|| Arc::new(Mutex::new(post)))
            .is_fresh()
    }

    /// Returns what `look` finds in a post, or changes in it; `None` if it is not known.
    pub fn with<T>(&self, channel: ChannelId, look: impl FnOnce(&mut Post) -> T) -> Option<T> {
        let post = self.0.get(&channel)?;
        let mut post = lock(&post);
        Some(look(&mut post))
    }

    /// Who opened a post.
    #[must_use]
    pub fn author(&self, channel: ChannelId) -> Option<UserId> {
        self.with(channel, |post| post.author)
    }

    /// Waits until the author has said nothing for so long, or the bot stops. Returns all that they said
    /// meanwhile; `None` to whoever comes while another waits, whose message that one takes.
    pub async fn gather(
        &self,
        channel: ChannelId,
        message: Option<(MessageId, &str)>,
        wait: Duration,
        stop: &CancellationToken,
    ) -> Option<Gathered> {
        let post = self.0.get(&channel)?;
        let begins = {
            let mut post = lock(&post);
            let begins = post.begin(Instant::now());
            if let Some((id, text)) = message {
                post.hear(id, text, Instant::now());
            }
            begins
        };
        if !begins {
            return None;
        }
        let waiting = AuthorWait(&post);
        loop {
            let due = lock(&post).due(wait);
            let Some(due) = due.filter(|due| *due > Instant::now()) else {
                return Some(waiting.end());
            };
            tokio::select! {
                () = stop.cancelled() => return Some(waiting.end()),
                () = sleep_until(due) => {}
            }
        }
    }
}

/// Whoever waits for an author. If it is given up, the wait ends all the same.
struct AuthorWait<'a>(&'a Mutex<Post>);

impl AuthorWait<'_> {
    fn end(self) -> Gathered {
        lock(self.0).take()
    }
}

impl Drop for AuthorWait<'_> {
    fn drop(&mut self) {
        lock(self.0).take();
    }
}

fn lock(post: &Mutex<Post>) -> MutexGuard<'_, Post> {
    post.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    const POST: ChannelId = ChannelId::new(7);
    const WAIT: Duration = Duration::from_secs(4);

    fn posts() -> OpenedPosts {
        let posts = OpenedPosts::new();
        let post = || Post::new(UserId::new(1), ChannelId::new(2), &[]);
        assert!(posts.open(POST, post()));
        assert!(!posts.open(POST, post()), "it is known");
        posts
    }

    fn said(text: &str) -> Gathered {
        Gathered {
            text: text.to_owned(),
            is_called: false,
        }
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_comes_while_another_waits_is_taken_along() {
        let (posts, stop) = (posts(), CancellationToken::new());
        let (first, second) = ((MessageId::new(8), "a"), (MessageId::new(9), "b"));
        let late = async {
            tokio::time::sleep(WAIT / 2).await;
            posts.gather(POST, Some(second), WAIT, &stop).await
        };
        let (first, second) = tokio::join!(posts.gather(POST, Some(first), WAIT, &stop), late);
        assert_eq!((first, second), (Some(said("a\nb")), None));
        let unknown = posts.gather(ChannelId::new(8), None, WAIT, &stop).await;
        assert_eq!(unknown, None);
    }

    #[tokio::test(start_paused = true)]
    async fn a_wait_that_is_given_up_leaves_nothing_behind() {
        let (posts, stop) = (posts(), CancellationToken::new());
        let (first, second) = ((MessageId::new(8), "a"), (MessageId::new(9), "b"));
        let waiting = posts.gather(POST, Some(first), WAIT, &stop);
        assert!(tokio::time::timeout(WAIT / 2, waiting).await.is_err());
        stop.cancel();
        let begun = Instant::now();
        let gathered = posts.gather(POST, Some(second), WAIT, &stop).await;
        assert_eq!(gathered, Some(said("b")));
        assert_eq!(begun.elapsed(), Duration::ZERO, "a stop waits for nobody");
    }

    #[test]
    fn the_memory_is_bounded() {
        let posts = posts();
        for id in 8..8 + 2 * POSTS {
            posts.open(
                ChannelId::new(id),
                Post::new(UserId::new(1), ChannelId::new(2), &[]),
            );
        }
        posts.0.run_pending_tasks();
        assert!(posts.0.entry_count() <= POSTS);
    }
}
