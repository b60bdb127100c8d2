//! Wording of an answer that a member asks for somebody else, on Discord.

use crate::wording::Named;

/// For whom `/ask` asks.
pub const ASK_FOR: Named = Named {
    name: "for",
    description: "Mention a member, so that they see the answer",
};
/// Heads the private answer where the channel has nobody else to mention.
pub const NOBODY_HERE: &str =
    "-# I mentioned nobody: `for` works in the channels of a server that has added me.";
/// Heads the private answer where a bot was to be mentioned.
pub const NO_BOTS: &str = "-# I mentioned nobody: a bot has no use for my answers.";
/// Heads the private answer where the member who was to be mentioned would not see the answer.
pub const UNSEEN: &str = "-# I mentioned nobody: that member cannot see this channel.";
/// Heads the private answer where the asker could not mention anybody themselves.
pub const MAY_NOT_WRITE: &str = "-# I mentioned nobody: you may not write in this channel.";
/// Heads the private answer where the asker wanted it to be private.
pub const PRIVATE: &str = "-# I mentioned nobody: you wanted to see the answer alone.";

/// Heads the answer that a member asked for another (both by their ids).
#[must_use]
pub fn asked_for(member: u64, asker: u64) -> String {
    format!("<@{member}>, <@{asker}> asked this for you:")
}

/// Heads a reply without an answer, which the member with this id is not told of.
#[must_use]
pub fn not_mentioned(member: u64) -> String {
    format!("-# I have no answer to show <@{member}>, so I mentioned nobody. Only you see this.")
}
