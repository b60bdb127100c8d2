//! Folders with a tiny random network, and every way in which one is bad.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::knowledge::{self, Knowledge};

use super::*;

#[path = "../../tests/support/tiny_model.rs"]
mod tiny_model;

use tiny_model::{WIDTH, config, weights};

/// A folder with a tiny random network.
struct Model {
    folder: tempfile::TempDir,
}

impl Model {
    fn new() -> Self {
        let model = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        tiny_model::write(model.folder.path());
        model
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).unwrap();
    }

    fn open(&self) -> Result<SentenceEncoder, EncoderFault> {
        SentenceEncoder::open(self.folder.path())
    }
}

#[test]
fn a_folder_is_read_and_encodes_texts() {
    let encoder = Model::new().open().unwrap();
    let encode = |text: &str| encoder.encode(text, TextRole::Question);
    let own = encode("When was the lamp relit?");
    assert_eq!(own.components().len(), WIDTH);
    assert!((own.similarity(&own) - 1.0).abs() < 1e-4);
    assert_eq!(own, encode("when was the LAMP relit ?"));
    assert_ne!(own, encode("lamps"));
    // Only as much is read as there are positions.
    let long = "lamp ".repeat(9_999);
    assert_eq!(encode(&long), encode(&"lamp ".repeat(50)));
    assert_eq!(encode(""), encode(" \u{200b}"));
}

#[test]
fn of_a_question_less_is_read_than_of_an_answer() {
    let encoder = Model::new().open().unwrap();
    let check = |role: TextRole, most: usize| {
        let of = |lamps: usize, end: &str| encoder.encode(&("lamp ".repeat(lamps) + end), role);
        // Two tokens start and end every text.
        let whole = of(most - 2, "");
        assert_eq!(whole, of(most - 2, &"relit ".repeat(99)));
        assert_ne!(whole, of(most - 30, &"relit ".repeat(99)));
    };
    check(TextRole::Question, 48);
    check(TextRole::Passage, 128);
}

#[test]
fn pooling_and_prompts_are_the_models() {
    fn encode(encoder: &SentenceEncoder, text: &str) -> SentenceVector {
        encoder.encode(text, TextRole::Question)
    }
    let model = Model::new();
    let mean = model.open().unwrap();
    let pooling = json!({ "pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false });
    model.write("1_Pooling/config.json", pooling.to_string());
    let first = model.open().unwrap();
    assert_ne!(encode(&mean, "lamp"), encode(&first, "lamp"));
    assert_ne!(mean.fingerprint(), first.fingerprint());
    let mut fingerprints = vec![first.fingerprint()];
    let mut check = |told: Value, [question, passage]: [&str; 2]| {
        model.write("config_sentence_transformers.json", told.to_string());
        let told = model.open().unwrap();
        assert_eq!(encode(&told, "lamp"), encode(&first, question));
        let found = told.encode("lamp", TextRole::Passage);
        assert_eq!(found, encode(&first, passage));
        fingerprints.push(told.fingerprint());
    };
    let prompts = |query, passage| json!({ "prompts": { "query": query, "passage": passage } });
    check(prompts("when ", "relit "), ["when lamp", "relit lamp"]);
    check(prompts("relit ", "when "), ["relit lamp", "when lamp"]);
    check(prompts("when relit ", ""), ["when relit lamp", "lamp"]);
    check(prompts("when ", ""), ["when lamp", "lamp"]);
    let mut config = config();
    config["_name_or_path"] = "somebody/e5-small".into();
    model.write("config.json", config.to_string());
    check(json!({}), ["query: lamp", "passage: lamp"]);
    fingerprints.sort_unstable();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), 6);
}

/// A text that a phrasing and an answer share has two vectors where the model has two prompts.
#[test]
fn answers_are_encoded_as_answers() {
    let model = Model::new();
    let prompts = json!({ "prompts": { "passage": "when " } }).to_string();
    model.write("config_sentence_transformers.json", prompts);
    let encoder = model.open().unwrap();
    let cache = model.path("kept.vectors");
    for _ in ["encoded", "from the cache"] {
        let table = table(r#"["In March."]"#);
        let (index, _) = encode_table(&encoder, &table, Some(&cache), &|_, _| {});
        let phrasing = encoder.encode("In March.", TextRole::Question);
        let answer = encoder.encode("In March.", TextRole::Passage);
        assert_ne!(phrasing, answer);
        let query = crate::matcher::sentence::SentenceQuery {
            question: &answer,
            table: &index,
        };
        let expected = (2.0 * answer.similarity(&phrasing) + 1.0) / 3.0;
        assert!((query.similarity(0) - expected).abs() < 1e-4);
    }
}

#[test]
fn what_a_model_lists_is_what_is_run() {
    let check = |listed: Value, expected: Option<&str>| {
        let model = Model::new();
        model.write("modules.json", listed.to_string());
        let fault = model.open().err().map(|fault| fault.to_string());
        match (expected, fault) {
            (None, None) => {}
            (Some(kind), Some(fault)) => {
                assert!(
                    fault.contains("modules.json") && fault.contains(kind),
                    "{fault}"
                );
            }
            (_, fault) => panic!("{listed}: {fault:?}"),
        }
    };
    let module = |kind: &str| json!({ "type": format!("sentence_transformers.models.{kind}") });
    let run = ["Transformer", "Pooling", "Normalize"].map(module);
    check(json!(run), None);
    check(
        json!([module("Transformer"), module("Dense")]),
        Some("(Dense)"),
    );
    check(json!([{ "type": "Pooling" }, {}]), Some("without a `type`"));
}

/// What spoils a folder, the file that is named, and a part of what is said.
type Case = (fn(&Model), &'static str, &'static str);

fn set(model: &Model, key: &str, value: Value) {
    let mut config = config();
    config[key] = value;
    model.write("config.json", config.to_string());
}

#[test]
fn a_bad_folder_is_told_what_is_wrong_with_it() {
    let cases: [Case; 19] = [
        (
            |m| fs::remove_file(m.path("config.json")).unwrap(),
            "config.json",
            "missing",
        ),
        (
            |m| m.write("config.json", "{"),
            "config.json",
            "not valid JSON",
        ),
        (
            |m| set(m, "model_type", "roberta".into()),
            "config.json",
            "roberta, not bert",
        ),
        (
            |m| set(m, "hidden_act", "relu".into()),
            "config.json",
            "relu, not gelu",
        ),
        (
            |m| set(m, "hidden_size", u64::MAX.into()),
            "config.json",
            "`hidden_size` is not a number",
        ),
        (
            |m| set(m, "num_hidden_layers", 0.into()),
            "config.json",
            "from 1 to 24",
        ),
        (
            |m| set(m, "num_attention_heads", 3.into()),
            "config.json",
            "do not divide",
        ),
        (
            |m| set(m, "max_position_embeddings", 2.into()),
            "config.json",
            "`max_position_embeddings` is under 3",
        ),
        (
            |m| m.write("sentence_bert_config.json", "{\"max_seq_length\": 0}"),
            "sentence_bert_config.json",
            "`max_seq_length` is not a number of at least 3",
        ),
        (
            |m| set(m, "vocab_size", 4.into()),
            "config.json",
            "smaller than the vocabulary",
        ),
        (
            |m| fs::remove_file(m.path("vocab.txt")).unwrap(),
            "tokenizer.json",
            "so is `vocab.txt`",
        ),
        (|m| m.write("vocab.txt", "lamp"), "vocab.txt", "no `[CLS]`"),
        (
            |m| m.write("1_Pooling/config.json", "{}"),
            "config.json",
            "neither the mean nor",
        ),
        (
            |m| m.write("model.safetensors", weights(WIDTH + 1)),
            "model.safetensors",
            "has the shape",
        ),
        (
            |m| m.write("model.safetensors", &weights(WIDTH)[..999]),
            "model.safetensors",
            "cut off",
        ),
        (
            |m| m.write("model.safetensors", [0xff; 64]),
            "model.safetensors",
            "damaged",
        ),
        (
            |m| fs::remove_file(m.path("model.safetensors")).unwrap(),
            "model.safetensors",
            "missing",
        ),
        (
            |m| set(m, "num_hidden_layers", 2.into()),
            "model.safetensors",
            "no `encoder.layer.1",
        ),
        (
            |m| set(m, "layer_norm_eps", (-1000.0).into()),
            "model.safetensors",
            "give no vector",
        ),
    ];
    for (spoil, file, said) in cases {
        let model = Model::new();
        spoil(&model);
        let fault = model.open().unwrap_err();
        assert!(fault.path.ends_with(file), "{fault}");
        assert!(fault.to_string().contains(said), "{fault}");
    }
}

#[test]
fn huge_weights_and_a_missing_folder_are_told() {
    let model = Model::new();
    fs::remove_file(model.path("model.safetensors")).unwrap();
    fs::File::create(model.path("model.safetensors"))
        .unwrap()
        .set_len(700_000_000)
        .unwrap();
    assert!(
        model
            .open()
            .unwrap_err()
            .to_string()
            .contains("larger than")
    );
    let none = SentenceEncoder::open("no/such/folder".as_ref()).unwrap_err();
    assert!(none.to_string().contains("no such folder"), "{none}");
}

fn table(ask: &str) -> Knowledge {
    let text = format!(
        "format = 1\n[source]\nid = \"skerry\"\ntitle = \"Lamp\"\n[[fact]]\nid = \"relit\"\ntext = \"In March.\"\n\
         cite = {{ quote = \"x\", at = \"0.1\" }}\n[[question]]\nid = \"when\"\nfacts = [\"relit\"]\nask = {ask}\n"
    );
    let parsed = knowledge::parse(&[("skerry.toml".to_owned(), text.into_bytes())]);
    knowledge::load(parsed, &[None]).0.unwrap()
}

#[test]
fn only_what_changed_is_encoded_again() {
    let model = Model::new();
    let encoder = model.open().unwrap();
    let cache = model.path("kept.vectors");
    let check = |ask: &str, expected: usize| {
        let most = std::sync::atomic::AtomicUsize::new(0);
        let count = |_, all| most.store(all, std::sync::atomic::Ordering::Relaxed);
        let (index, fault) = encode_table(&encoder, &table(ask), Some(&cache), &count);
        assert!(fault.is_none());
        let question = encoder.encode("lamps", TextRole::Question);
        let query = crate::matcher::sentence::SentenceQuery {
            question: &question,
            table: &index,
        };
        assert_eq!(most.into_inner(), expected, "{ask}");
        query.similarity(0)
    };
    let first = check(r#"["when was the lamp relit"]"#, 2);
    assert!((check(r#"["when was the lamp relit"]"#, 0) - first).abs() < 1e-6);
    check(r#"["when was the lamp relit", "lamp relit when"]"#, 1);
    fs::write(&cache, "damaged").unwrap();
    check(r#"["when was the lamp relit"]"#, 2);
}

#[test]
fn a_cache_that_cannot_be_written_is_said() {
    let model = Model::new();
    let encoder = model.open().unwrap();
    let nowhere = model.path("no/such/folder.vectors");
    let (_, fault) = encode_table(&encoder, &table("[\"lamp\"]"), Some(&nowhere), &|_, _| {});
    assert!(fault.is_some());
}
