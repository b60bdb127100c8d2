//! The bot on a fake Discord, over real sockets.

mod ask_channel;
mod asking;
mod controls;
mod crashing;
mod faults;
mod feedback;
mod following;
mod journalling;
mod learning;
mod moderating;
mod program;
mod rates;
mod reloading;
mod running;

/// A question that the invented table answers.
const ANSWERED: &str = "since when is the lamp burning again?";
/// One that it leaves open.
const GAP: &str = "what did the lens cost?";
/// One that could mean several of its questions.
const UNSURE: &str = "what about volunteers?";
/// One that has nothing to do with it.
const DECLINED: &str = "any pizza recipe?";
