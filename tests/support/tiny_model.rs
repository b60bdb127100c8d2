//! A folder with a tiny random network, for the tests of the encoder and of whatever uses one.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

/// The length of its vectors.
pub const WIDTH: usize = 8;
const INNER: usize = 12;
/// Its words, a line each.
pub const VOCABULARY: &str = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nlamp\n##s\nwhen\nwas\nthe\nrelit\n?";

/// The most tokens that it takes.
const POSITIONS: usize = 160;

/// Writes it into an empty folder.
pub fn write(folder: &Path) {
    fs::create_dir(folder.join("1_Pooling")).unwrap();
    let pooling = json!({ "pooling_mode_mean_tokens": true }).to_string();
    fs::write(folder.join("config.json"), config().to_string()).unwrap();
    fs::write(folder.join("vocab.txt"), VOCABULARY).unwrap();
    fs::write(folder.join("1_Pooling/config.json"), pooling).unwrap();
    fs::write(folder.join("model.safetensors"), weights(WIDTH)).unwrap();
}

/// Its configuration.
pub fn config() -> Value {
    json!({
        "model_type": "bert", "vocab_size": VOCABULARY.lines().count(), "max_position_embeddings": POSITIONS,
        "type_vocab_size": 2, "hidden_size": WIDTH, "intermediate_size": INNER, "num_hidden_layers": 1,
        "num_attention_heads": 2, "hidden_act": "gelu",
    })
}

/// The bytes of random weights of one layer.
pub fn weights(width: usize) -> Vec<u8> {
    let layer = "encoder.layer.0";
    let (square, row) = (vec![width, width], vec![width]);
    let mut shapes = vec![
        (
            "embeddings.word_embeddings.weight".to_owned(),
            vec![VOCABULARY.lines().count(), width],
        ),
        (
            "embeddings.position_embeddings.weight".to_owned(),
            vec![POSITIONS, width],
        ),
        (
            "embeddings.token_type_embeddings.weight".to_owned(),
            vec![2, width],
        ),
        (
            format!("{layer}.intermediate.dense.weight"),
            vec![INNER, width],
        ),
        (format!("{layer}.intermediate.dense.bias"), vec![INNER]),
        (format!("{layer}.output.dense.weight"), vec![width, INNER]),
        (format!("{layer}.output.dense.bias"), row.clone()),
    ];
    for name in ["self.query", "self.key", "self.value", "output.dense"] {
        shapes.push((format!("{layer}.attention.{name}.weight"), square.clone()));
        shapes.push((format!("{layer}.attention.{name}.bias"), row.clone()));
    }
    for name in [
        "embeddings".to_owned(),
        format!("{layer}.attention.output"),
        format!("{layer}.output"),
    ] {
        for part in ["weight", "bias"] {
            shapes.push((format!("{name}.LayerNorm.{part}"), row.clone()));
        }
    }
    let mut random = fastrand::Rng::with_seed(7);
    let (mut header, mut data) = (serde_json::Map::new(), Vec::new());
    for (name, shape) in shapes {
        let start = data.len();
        for _ in 0..shape.iter().product() {
            data.extend((random.f32() * 2.0 - 1.0).to_le_bytes());
        }
        let offsets = [start, data.len()];
        header.insert(
            name,
            json!({ "dtype": "F32", "shape": shape, "data_offsets": offsets }),
        );
    }
    let header = Value::from(header).to_string();
    let length = (header.len() as u64).to_le_bytes();
    [&length, header.as_bytes(), &data].concat()
}
