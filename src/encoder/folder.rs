//! What a folder of a model has, and whether it is one that can be used: BERT, with its tokenizer and its pooling.

use std::io;
use std::path::{Path, PathBuf};

use bert::{Network, NetworkShape, Tensors};
use serde_json::Value;

use crate::encoder::EncoderFault;
use crate::encoder::prompts::Prompts;
use crate::encoder::tokenizer::Tokenizer;
use crate::files;

/// The largest weights that are read, in bytes: those of a base model, which is already too slow for a question.
const MAX_WEIGHTS: u64 = 600_000_000;
/// The largest other file, in bytes: a tokenizer with its merges has half a million.
const MAX_OTHER: u64 = 16_000_000;
/// The largest of each measure, far beyond a base model.
const MAX_VOCABULARY: usize = 500_000;
const MAX_POSITIONS: usize = 8_192;
const MAX_WIDTH: usize = 1_024;
const MAX_INTERMEDIATE: usize = 4_096;
const MAX_LAYERS: usize = 24;
/// The fewest tokens that make a text: one between those that start and end it.
const FEWEST_TOKENS: usize = 3;
/// The file that says how many tokens a model takes.
const LIMITS: &str = "sentence_bert_config.json";
/// The steps of a model that are run; what else a model has would change its vectors.
const MODULES: [&str; 3] = ["Transformer", "Pooling", "Normalize"];

/// How the vectors of tokens become that of their text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pooling {
    /// Their mean.
    Mean,
    /// That of the first, which starts every text.
    Cls,
}

/// What a folder has.
pub struct Settings {
    /// Its name.
    pub name: String,
    /// Its network.
    pub network: Network,
    /// Its tokenizer.
    pub tokenizer: Tokenizer,
    /// How it makes one vector.
    pub pooling: Pooling,
    /// What it wants before texts.
    pub prompts: Prompts,
    /// The most tokens that it takes.
    pub most_tokens: usize,
}

/// Reads a folder.
pub fn read(path: &Path) -> Result<Settings, EncoderFault> {
    let folder = ModelFolder { path };
    if !path.is_dir() {
        let fault = "there is no such folder; name the folder of a model, with its `config.json`";
        return Err(folder.fault("", fault));
    }
    let config = folder.json("config.json")?;
    let shape = shape(&config).map_err(|fault| folder.fault("config.json", fault))?;
    let tokenizer = folder.tokenizer()?;
    if tokenizer.largest() as usize >= shape.vocabulary {
        let fault = "its `vocab_size` is smaller than the vocabulary of the tokenizer";
        return Err(folder.fault("config.json", fault));
    }
    folder.expect_modules()?;
    let pooling = folder.pooling()?;
    let limits = folder.optional_json(LIMITS)?;
    let most = most_tokens(limits.as_ref()).map_err(|fault| folder.fault(LIMITS, fault))?;
    let most = most.unwrap_or(shape.positions);
    Ok(Settings {
        name: folder.name(),
        prompts: folder.prompts(&config)?,
        network: folder.network(shape)?,
        tokenizer,
        pooling,
        most_tokens: most.min(shape.positions),
    })
}

/// The most tokens that a model says it takes; none where it does not say.
fn most_tokens(limits: Option<&Value>) -> Result<Option<usize>, String> {
    let said = limits.map(|own| &own["max_seq_length"]);
    let Some(said) = said.filter(|own| !own.is_null()) else {
        return Ok(None);
    };
    let most = said.as_u64().and_then(|own| usize::try_from(own).ok());
    let most = most.filter(|most| *most >= FEWEST_TOKENS);
    let fault = || format!("its `max_seq_length` is not a number of at least {FEWEST_TOKENS}");
    most.map(Some).ok_or_else(fault)
}

/// The measures of the network of a `config.json`.
fn shape(config: &Value) -> Result<NetworkShape, String> {
    let kind = config["model_type"].as_str().unwrap_or("no `model_type`");
    if kind != "bert" {
        return Err(format!(
            "its architecture is {kind}, not bert; use a model such as all-MiniLM-L6-v2, bge-small-en-v1.5, \
             gte-small or e5-small-v2"
        ));
    }
    let expect = |key: &str, wanted: &str| match config[key].as_str() {
        Some(own) if own != wanted => Err(format!("its `{key}` is {own}, not {wanted}")),
        _ => Ok(()),
    };
    expect("hidden_act", "gelu")?;
    expect("position_embedding_type", "absolute")?;
    let number = |key: &str, most: usize| {
        let own = config[key]
            .as_u64()
            .and_then(|own| usize::try_from(own).ok());
        let own = own.filter(|own| (1..=most).contains(own));
        own.ok_or_else(|| format!("its `{key}` is not a number from 1 to {most}"))
    };
    let shape = NetworkShape {
        vocabulary: number("vocab_size", MAX_VOCABULARY)?,
        positions: number("max_position_embeddings", MAX_POSITIONS)?,
        token_types: number("type_vocab_size", MAX_POSITIONS)?,
        width: number("hidden_size", MAX_WIDTH)?,
        intermediate: number("intermediate_size", MAX_INTERMEDIATE)?,
        layers: number("num_hidden_layers", MAX_LAYERS)?,
        heads: number("num_attention_heads", MAX_WIDTH)?,
        epsilon: config["layer_norm_eps"].as_f64().unwrap_or(1e-12) as f32,
    };
    if shape.positions < FEWEST_TOKENS {
        return Err(format!(
            "its `max_position_embeddings` is under {FEWEST_TOKENS}, too few for a text"
        ));
    }
    if !shape.width.is_multiple_of(shape.heads) {
        return Err("its `num_attention_heads` do not divide its `hidden_size`".to_owned());
    }
    Ok(shape)
}

struct ModelFolder<'a> {
    path: &'a Path,
}

impl ModelFolder<'_> {
    fn file(&self, name: &str) -> PathBuf {
        name.split('/')
            .fold(self.path.to_owned(), |path, part| path.join(part))
    }

    fn fault(&self, name: &str, fault: impl Into<String>) -> EncoderFault {
        let path = if name.is_empty() {
            self.path.to_owned()
        } else {
            self.file(name)
        };
        EncoderFault {
            path: path.display().to_string(),
            fault: fault.into(),
        }
    }

    /// Its name: that of the last part of its path.
    fn name(&self) -> String {
        let name = self.path.file_name().unwrap_or(self.path.as_os_str());
        name.to_string_lossy().into_owned()
    }

    /// The bytes of a file; none if there is no such file.
    fn optional(&self, name: &str) -> Result<Option<Vec<u8>>, EncoderFault> {
        match files::read_up_to(&self.file(name), MAX_OTHER) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.unread(name, &error)),
        }
    }

    /// A file that has to be there cannot be read.
    fn unread(&self, name: &str, error: &io::Error) -> EncoderFault {
        if error.kind() == io::ErrorKind::NotFound {
            let fault = "it is missing; copy the whole folder of the model, as the hub has it";
            return self.fault(name, fault);
        }
        self.fault(name, error.to_string())
    }

    fn json(&self, name: &str) -> Result<Value, EncoderFault> {
        let bytes = files::read_up_to(&self.file(name), MAX_OTHER);
        let bytes = bytes.map_err(|error| self.unread(name, &error))?;
        self.as_json(name, &bytes)
    }

    fn optional_json(&self, name: &str) -> Result<Option<Value>, EncoderFault> {
        let bytes = self.optional(name)?;
        bytes.map(|bytes| self.as_json(name, &bytes)).transpose()
    }

    fn as_json(&self, name: &str, bytes: &[u8]) -> Result<Value, EncoderFault> {
        let value = serde_json::from_slice(bytes);
        value.map_err(|error| self.fault(name, format!("it is not valid JSON ({error})")))
    }

    fn tokenizer(&self) -> Result<Tokenizer, EncoderFault> {
        let (json, lines) = ("tokenizer.json", "vocab.txt");
        if let Some(bytes) = self.optional(json)? {
            return Tokenizer::of_json(&bytes).map_err(|fault| self.fault(json, fault));
        }
        let Some(bytes) = self.optional(lines)? else {
            return Err(self.fault(json, "it is missing, and so is `vocab.txt`"));
        };
        let settings = self.optional_json("tokenizer_config.json")?;
        let is_lowercase = settings.and_then(|own| own["do_lower_case"].as_bool());
        let text = String::from_utf8_lossy(&bytes);
        let tokenizer = Tokenizer::of_lines(&text, is_lowercase.unwrap_or(true));
        tokenizer.map_err(|fault| self.fault(lines, fault))
    }

    /// Makes sure that the steps of the model, where it lists them, are those that are run.
    fn expect_modules(&self) -> Result<(), EncoderFault> {
        let name = "modules.json";
        let listed = self.optional_json(name)?;
        let listed = listed.as_ref().and_then(Value::as_array);
        let kinds = listed.into_iter().flatten();
        let mut kinds = kinds.map(|own| own["type"].as_str().unwrap_or("one without a `type`"));
        let unknown = kinds.find_map(|kind| {
            let kind = kind.rsplit('.').next().unwrap_or(kind);
            (!MODULES.contains(&kind)).then_some(kind)
        });
        unknown.map_or(Ok(()), |kind| {
            let fault = format!(
                "it lists a module that Footnote cannot run ({kind}); use a model of {} alone, such as \
                 all-MiniLM-L6-v2",
                MODULES.join(", ")
            );
            Err(self.fault(name, fault))
        })
    }

    fn pooling(&self) -> Result<Pooling, EncoderFault> {
        let name = "1_Pooling/config.json";
        let config = self.json(name)?;
        let is_set = |mode: &str| config[mode].as_bool() == Some(true);
        match (
            is_set("pooling_mode_mean_tokens"),
            is_set("pooling_mode_cls_token"),
        ) {
            (true, false) => Ok(Pooling::Mean),
            (false, true) => Ok(Pooling::Cls),
            _ => Err(self.fault(name, "its pooling is neither the mean nor the first token")),
        }
    }

    fn prompts(&self, config: &Value) -> Result<Prompts, EncoderFault> {
        let told = self.optional_json("config_sentence_transformers.json")?;
        let trained_as = config["_name_or_path"].as_str().unwrap_or_default();
        Ok(Prompts::of(told.as_ref(), &[&self.name(), trained_as]))
    }

    fn network(&self, shape: NetworkShape) -> Result<Network, EncoderFault> {
        let name = "model.safetensors";
        let file = files::open_up_to(&self.file(name), MAX_WEIGHTS);
        let file = file.map_err(|error| self.unread(name, &error))?;
        let network = Tensors::new(file).and_then(|mut tensors| Network::read(&mut tensors, shape));
        network.map_err(|fault| self.fault(name, fault))
    }
}
