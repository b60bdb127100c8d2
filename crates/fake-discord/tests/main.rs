//! Tests of the fake Discord itself, with a small bot on serenity and poise over real sockets.

mod bot;
mod faults;
mod gateway;
mod rates;
mod refusals;
mod requests;
mod talk;
