//! Compressed frames, and malformed ones.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use serde_json::{Value, json};

/// An event with malformed data.
pub fn malformed(text: &str) -> String {
    let mut frame: Value = serde_json::from_str(text).unwrap_or_default();
    frame["d"] = json!({ "id": ["not", "an", "id"] });
    frame.to_string()
}

/// A frame as one complete zlib document.
pub fn pack(text: &str) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    // Writing to a vector cannot fail.
    let _ = encoder.write_all(text.as_bytes());
    encoder.finish().unwrap_or_default()
}
