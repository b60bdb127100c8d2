//! The bot on Discord. The only place for serenity and poise.
//!
//! - [`bot`] is what all handlers share; [`mod@run`] is its life, from start to stop.
//! - [`connection`] keeps the bot online and hands it events.
//! - [`messages`], [`commands`], [`components`] and [`forms`] handle events: a handler a file.
//! - [`ask`] is the one door for asking, whichever way a question comes.
//! - [`feedback`] records votes. [`moderation`] is what moderators do.
//! - [`reply`] lays out what members read, with a [`custom_id`] in each control. Pure.
//! - [`completion`] completes what members type, [`autocomplete`] offers it.
//! - [`slash`] is what commands share. [`interaction`] and [`outgoing`] send what is said, within
//!   Discord's [`limits`].
//! - [`permission`], [`rate_limit`] and [`audience`] say who may, how often, and who sees it.
//! - [`recent`] remembers for ten minutes, [`last_answers`] for five, [`previews`] what moderators have not decided on;
//!   [`threads`] knows what threads belong to, [`forum`] which posts were opened; [`channel_queue`] orders the replies in
//!   a channel, [`called_answers`] has a person called once. [`register`] registers the commands.
//! - [`work_queue`] does moderators' heavy work one piece at a time; [`refusals`] counts what was
//!   refused.
//! - [`in_flight`] bounds the events that are handled at once; [`fair_slots`] is how servers share
//!   room.

mod ask;
mod audience;
mod autocomplete;
mod bot;
mod called_answers;
mod channel_queue;
mod channel_sources;
mod commands;
mod completion;
mod components;
mod connection;
mod custom_id;
mod desk_tasks;
mod desks;
mod encode_live;
mod encoding;
mod fair_slots;
mod feedback;
mod forms;
mod forum;
mod given_answers;
mod in_flight;
mod interaction;
mod last_answers;
mod limits;
mod messages;
mod moderation;
mod outgoing;
mod permission;
mod previews;
mod rate_limit;
mod recent;
mod refusals;
mod register;
mod reply;
mod run;
mod server_languages;
mod slash;
mod standing;
mod threads;
mod work_queue;

pub use crate::discord::bot::{Fatal, Token};
pub use crate::discord::connection::relay::payload::FromDiscord;
pub use crate::discord::custom_id::CustomId;
pub use crate::discord::desks::{OpenedDesk, OpenedDesks, ServersChange, Triggers};
pub use crate::discord::encoding::BotEncoder;
pub use crate::discord::moderation::MAX_UPLOAD_BYTES;
pub use crate::discord::run::run;
