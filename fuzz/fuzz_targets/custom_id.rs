//! Any text as a control's custom id: what is read from it is written again as an id that Discord
//! takes, and reads as the same.

#![no_main]

use footnote::discord::CustomId;
use libfuzzer_sys::fuzz_target;

/// The most fields that an id has, each with a colon before it.
const FIELDS: usize = 4;

fuzz_target!(|text: &str| {
    let Some(id) = CustomId::decode(text) else {
        return;
    };
    let written = id.encode();
    // A longer one than Discord takes is not read from Discord either; fields that it lacks are written empty.
    assert!(written.chars().count() <= text.chars().count().max(100) + FIELDS);
    assert!(CustomId::decode(&written) == Some(id));
});
