//! Many ways of asking, from whatever assistant a curator has, each checked before a table takes it.
//!
//! - [`entry_names`]: entries, by what a reply or a curator calls them.
//! - [`request`]: what an assistant is asked to write, as text to paste.
//! - [`reply`]: what it wrote, read however it came back.
//! - [`mod@examine`]: which of that a table takes, and why not the rest.
//! - [`account`]: what became of it, for whoever sent it.
//!
//! Phrasings only help find an entry: members never read one that came this way. It calls no assistant, and
//! writes no file.

pub mod account;
pub mod entry_names;
pub mod examine;
pub mod reply;
pub mod request;
