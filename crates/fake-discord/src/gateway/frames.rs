//! Compressed frames, and malformed ones.

use std::io::Write;

use flate2::write::ZlibEncoder;
use flate2::{Compress, Compression, FlushCompress};
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

/// A zlib document that inflates to so many spaces, and breaks off there.
pub fn bomb(bytes: usize) -> Vec<u8> {
    const PIECE: usize = 1 << 20;
    let mut piece = Vec::with_capacity(PIECE);
    // After a full flush, the same bytes inflate to the same piece again.
    let compressed = Compress::new(Compression::best(), false).compress_vec(
        &vec![b' '; PIECE],
        &mut piece,
        FlushCompress::Full,
    );
    compressed.expect("an empty compressor takes anything");
    let mut document = vec![0x78, 0xda];
    for _ in 0..bytes.div_ceil(PIECE) {
        document.extend_from_slice(&piece);
    }
    document
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::ZlibDecoder;

    use super::*;

    #[test]
    fn a_bomb_is_small_and_inflates_to_what_is_asked_for() {
        let bomb = bomb(1 << 26);
        assert!(bomb.len() < 1 << 19, "{}", bomb.len());
        let mut inflated = Vec::new();
        let whole = ZlibDecoder::new(&bomb[..]).read_to_end(&mut inflated);
        assert!(whole.is_err(), "it breaks off");
        assert_eq!(inflated.len(), 1 << 26);
    }
}
