//! The tags of forums, and which of them say that a post is solved.

use std::sync::Arc;
use std::time::Duration;

use moka::sync::Cache;
use serenity::model::id::{ChannelId, ForumTagId};

use crate::discord::outgoing;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::outgoing::rest::RestClient;
use crate::discord::outgoing::rest::channels::TagOutline;

/// How many forums' tags are remembered: twenty tags each, at most.
const FORUMS: u64 = 500;
/// How long, since a forum's tags can be renamed.
const FRESH: Duration = Duration::from_mins(5);

/// The tags of the forums that have been asked for.
pub struct ForumTags(Cache<ChannelId, Arc<Vec<TagOutline>>>);

impl ForumTags {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        let builder = Cache::builder().max_capacity(FORUMS);
        Self(builder.time_to_live(FRESH).build())
    }

    /// Returns the tags of a forum that say that a post is solved, in the order of their `names`.
    pub async fn solving(
        &self,
        http: &RestClient,
        forum: ChannelId,
        names: &[String],
    ) -> Result<Vec<ForumTagId>, RequestError> {
        if let Some(tags) = self.0.get(&forum) {
            return Ok(named(&tags, names));
        }
        let tags = Arc::new(outgoing::channel(http, forum).await?.available_tags);
        self.0.insert(forum, Arc::clone(&tags));
        Ok(named(&tags, names))
    }
}

/// The tags of these names.
fn named(tags: &[TagOutline], names: &[String]) -> Vec<ForumTagId> {
    let of_name = |name: &String| {
        let wanted = plain(name);
        let tags = tags.iter().filter(move |tag| plain(&tag.name) == wanted);
        tags.map(|tag| tag.id)
    };
    names.iter().flat_map(of_name).collect()
}

/// A tag's name in lower case, without the emoji and signs that decorate a word.
fn plain(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        name.trim().to_owned()
    } else {
        words.join(" ").to_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_by_their_words() {
        let tags = ["Lamp", "✅ Solved!", "not solved", "✅", "Erledigt"];
        let tags: Vec<TagOutline> = (1..)
            .zip(tags)
            .map(|(id, name)| TagOutline {
                id: ForumTagId::new(id),
                name: name.to_owned(),
            })
            .collect();
        let check = |names: &[&str], expected: &[u64]| {
            let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
            let found = named(&tags, &names).into_iter().map(ForumTagId::get);
            assert_eq!(found.collect::<Vec<_>>(), expected, "{names:?}");
        };
        check(&["solved"], &[2]);
        check(&["erledigt", "SOLVED"], &[5, 2]);
        check(&["✅"], &[4]);
        check(&["solve", "answered"], &[]);
        check(&[], &[]);
    }
}
