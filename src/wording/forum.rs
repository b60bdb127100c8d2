//! What members read where the bot reads along, in forums and in replies.

use crate::wording::ASK;

/// The button that ends a post of a forum.
pub const SOLVED: &str = "Solved";
/// Reply to [`SOLVED`], once the post has its tag.
pub const SOLVED_AND_TAGGED: &str =
    "I marked this post as solved. From now on I write here only if somebody asks me.";
/// The same where the forum has no such tag.
pub const SOLVED_SILENTLY: &str =
    "I am glad. From now on I write in this post only if somebody asks me.";
/// The same where the bot cannot set it.
pub const SOLVED_UNTAGGED: &str = "From now on I write in this post only if somebody asks me. I could not set its \
     tag: for that I need the permission Manage Threads.";
/// Reply to a member who uses another member's [`SOLVED`].
pub const NOT_YOUR_POST: &str =
    "Only the member who opened this post, or a moderator, can do that.";

/// Reply to a reply that arrived without its words.
#[must_use]
pub fn not_heard() -> String {
    format!(
        "Discord does not show me what you wrote, because it does not mention me. Please mention me, turn \
         on the ping of your reply, or use `/{}`.",
        ASK.name
    )
}
