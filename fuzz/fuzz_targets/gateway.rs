//! Any bytes as what the gateway sends, plain or compressed: reading takes bounded memory, and what is
//! passed on reads as the same.

#![no_main]

use footnote::discord::FromDiscord;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Some(text) = FromDiscord::inflate(bytes) {
        let _ = FromDiscord::read(&text);
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let payload = FromDiscord::read(text);
    if let Some(rewritten) = payload.rewritten() {
        assert!(FromDiscord::read(&rewritten) == payload);
    }
});
