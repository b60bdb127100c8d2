//! Forums: what a test sets up, and what users do in them. A post is a thread whose first message has
//! the thread's own id.

use serde_json::json;

use crate::Fake;
use crate::Message;
use crate::model::messages::Draft;
use crate::state::State;

impl Fake {
    /// A forum of the first guild, with tags of these names: `CHANNEL_CREATE`.
    pub fn add_forum(&self, name: &str, tags: &[&str]) -> u64 {
        let guild = self.guild();
        self.shared.change(|state| {
            let forum = state.world.add_forum(guild, name, tags);
            let data = state.world.channel(&state.world.channels[&forum]);
            state.emit("CHANNEL_CREATE", Some(guild), Some(forum), &data);
            forum
        })
    }

    /// A user opens a post with these of the forum's tags: `THREAD_CREATE`, then `MESSAGE_CREATE`.
    /// Returns the first message, which is in the channel of the post.
    #[track_caller]
    pub fn open_post(
        &self,
        user: u64,
        forum: u64,
        title: &str,
        body: &str,
        tags: &[&str],
    ) -> Message {
        self.shared.change(|state| {
            let may = state.world.may_send(user, forum);
            assert!(may, "the user may not post in this forum");
            let tags = state.world.tags_of(forum, tags);
            let post = state.world.open_thread(forum, user, title, &tags);
            state.tell_of_thread(post);
            let id = state.post(Draft {
                id: Some(post),
                channel: post,
                author: user,
                body: json!({ "content": body }),
                ..Draft::default()
            });
            Message::find(&self.shared, state, id).expect("the message just made")
        })
    }

    /// Somebody replaces a post's tags: `THREAD_UPDATE`.
    pub fn tag(&self, post: u64, names: &[&str]) {
        self.shared.change(|state| {
            let forum = state.world.channel_mut(post).parent;
            let tags = state
                .world
                .tags_of(forum.expect("a post of a forum"), names);
            state.world.channel_mut(post).tags = tags;
            state.tell_of_changed_thread(post);
        });
    }

    /// The names of a post's tags.
    pub fn tags(&self, post: u64) -> Vec<String> {
        self.shared.look(|state| {
            let tags = state.world.channels[&post].tags.iter();
            tags.map(|tag| tag.name.clone()).collect()
        })
    }

    /// The bot is added to an old thread: `THREAD_CREATE` that is not newly created.
    pub fn show_old_thread(&self, thread: u64) {
        self.shared.change(|state| {
            let data = state.world.channel(&state.world.channels[&thread]);
            state.emit("THREAD_CREATE", Some(self.guild()), Some(thread), &data);
        });
    }
}

impl State {
    /// Dispatches `THREAD_CREATE` for a thread that has just been opened.
    pub fn tell_of_thread(&mut self, thread: u64) {
        let mut data = self.world.channel(&self.world.channels[&thread]);
        data["newly_created"] = json!(true);
        let guild = self.world.guild_of(thread);
        self.emit("THREAD_CREATE", guild, Some(thread), &data);
    }

    /// Dispatches `THREAD_UPDATE`.
    pub fn tell_of_changed_thread(&mut self, thread: u64) {
        let data = self.world.channel(&self.world.channels[&thread]);
        let guild = self.world.guild_of(thread);
        self.emit("THREAD_UPDATE", guild, Some(thread), &data);
    }
}
