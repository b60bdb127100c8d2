//! Checks bodies against Discord's own description of its API: the bot's requests, and the fake's
//! answers and events, so that the fake cannot drift towards what the bot expects.
//!
//! The environment variable [`VARIABLE`] names the description. Where it is not set, nothing is
//! checked: see [`unchecked`].

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jsonschema::Validator;
use serde_json::{Map, Value, json};

/// The environment variable that names Discord's description of its API, an `OpenAPI` file in JSON.
pub const VARIABLE: &str = "FOOTNOTE_DISCORD_SPEC";
const COMPONENTS: &str = "#/components/schemas/";
/// The most characters of an error that are shown.
const SHOWN: usize = 400;

/// A schema's name: an operation's request, one of its responses, or a component.
type Key = (String, String, String);

struct Spec {
    document: Value,
    /// The schemas compiled so far; none for an operation without such a body.
    compiled: Mutex<HashMap<Key, Option<Arc<Validator>>>>,
}

/// Where Discord's description of its API is; none where bodies are not checked.
pub fn api_description() -> Option<PathBuf> {
    std::env::var_os(VARIABLE).map(PathBuf::from)
}

/// The findings where there is no description to check against: none. The test
/// `the_api_description_is_at_hand` says so, and fails where `CI` is set.
fn unchecked() -> Vec<String> {
    Vec::new()
}

/// The description, read once for the whole process.
fn spec() -> Option<&'static Spec> {
    static SPEC: OnceLock<Option<Spec>> = OnceLock::new();
    let read = || {
        let path = api_description()?;
        let text = std::fs::read_to_string(&path);
        let text = text.unwrap_or_else(|error| panic!("{VARIABLE}: {}: {error}", path.display()));
        Some(Spec {
            document: serde_json::from_str(&text).expect("an API description in JSON"),
            compiled: Mutex::default(),
        })
    };
    SPEC.get_or_init(read).as_ref()
}

/// What is wrong with a request's body.
pub fn check_request(method: &str, template: &str, body: &Value) -> Vec<String> {
    let Some(spec) = spec() else {
        return unchecked();
    };
    let validator = spec.validator(method, template, "request", |document| {
        let operation = &document["paths"][template][method.to_lowercase()];
        operation["requestBody"]["content"]["application/json"].get("schema")
    });
    let what = format!("{method} {template}");
    check(validator.as_deref(), &normal(body), &what)
}

/// What is wrong with the fake's own response body.
pub fn check_response(method: &str, template: &str, status: u16, body: &Value) -> Vec<String> {
    let Some(spec) = spec() else {
        return unchecked();
    };
    let code = status.to_string();
    let validator = spec.validator(method, template, &code, |document| {
        let operation = &document["paths"][template][method.to_lowercase()];
        operation["responses"][&code]["content"]["application/json"].get("schema")
    });
    let what = format!("the fake's own answer to {method} {template}");
    check(validator.as_deref(), body, &what)
}

/// What is wrong with the objects in the fake's own event.
pub fn check_event(name: &str, data: &Value) -> Vec<String> {
    let Some(spec) = spec() else {
        return unchecked();
    };
    let object = |component: &'static str, data: &Value| {
        let validator = spec.validator("EVENT", component, "", |document| {
            document["components"]["schemas"].get(component)
        });
        let what = format!("the {component} in the fake's own {name}");
        check(validator.as_deref(), data, &what)
    };
    match name {
        "READY" => object("UserPIIResponse", &data["user"]),
        "MESSAGE_CREATE" | "MESSAGE_UPDATE" => object("MessageResponse", data),
        "CHANNEL_CREATE" => object("GuildChannelResponse", data),
        "THREAD_CREATE" | "THREAD_UPDATE" => object("ThreadResponse", data),
        "GUILD_CREATE" if data["unavailable"] == false => object("GuildResponse", data),
        "INTERACTION_CREATE" => {
            let mut wrong = Vec::new();
            if !data["message"].is_null() {
                wrong.extend(object("MessageResponse", &data["message"]));
            }
            if !data["member"].is_null() {
                wrong.extend(object("GuildMemberResponse", &data["member"]));
            }
            for message in data["data"]["resolved"]["messages"]
                .as_object()
                .into_iter()
                .flatten()
            {
                wrong.extend(object("MessageResponse", message.1));
            }
            wrong
        }
        _ => Vec::new(),
    }
}

fn check(validator: Option<&Validator>, body: &Value, what: &str) -> Vec<String> {
    let Some(validator) = validator else {
        return Vec::new();
    };
    let complaints = validator.iter_errors(body).map(|error| {
        let text: String = error.to_string().chars().take(SHOWN).collect();
        format!("{what}: {} {text}", error.instance_path())
    });
    complaints.collect()
}

impl Spec {
    fn validator(
        &self,
        method: &str,
        template: &str,
        part: &str,
        find: impl FnOnce(&Value) -> Option<&Value>,
    ) -> Option<Arc<Validator>> {
        let key = (method.to_owned(), template.to_owned(), part.to_owned());
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = compiled.entry(key);
        let compile = || find(&self.document).map(|schema| Arc::new(self.compile(schema)));
        entry.or_insert_with(compile).clone()
    }

    /// Compiles a schema with the components it refers to, and no others: compiling all of them
    /// takes long.
    fn compile(&self, schema: &Value) -> Validator {
        let all = &self.document["components"]["schemas"];
        let mut needed = BTreeSet::new();
        let mut open = vec![schema];
        while let Some(value) = open.pop() {
            for name in references(value) {
                if needed.insert(name) {
                    open.push(&all[name]);
                }
            }
        }
        let schemas: Map<String, Value> = needed
            .iter()
            .map(|name| ((*name).to_owned(), all[*name].clone()))
            .collect();
        let whole = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "allOf": [schema],
            "components": { "schemas": schemas },
        });
        jsonschema::validator_for(&whole).expect("a schema that compiles")
    }
}

/// The components that a schema refers to directly.
fn references(schema: &Value) -> Vec<&str> {
    match schema {
        Value::Object(map) => {
            let own = map.get("$ref").and_then(Value::as_str);
            let own = own.and_then(|reference| reference.strip_prefix(COMPONENTS));
            own.into_iter()
                .chain(map.values().flat_map(references))
                .collect()
        }
        Value::Array(list) => list.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

/// A body normalised to the description where Discord accepts more than it says: numeric ids of
/// attachments, and permission bits as strings.
fn normal(body: &Value) -> Value {
    let mut body = body.clone();
    normalise(&mut body);
    body
}

fn normalise(value: &mut Value) {
    match value {
        Value::Object(map) => {
            for attachment in map
                .get_mut("attachments")
                .and_then(Value::as_array_mut)
                .into_iter()
                .flatten()
            {
                if let Some(id) = attachment["id"].as_u64() {
                    attachment["id"] = json!(id.to_string());
                }
            }
            for key in ["allow", "deny", "default_member_permissions"] {
                let bits = map
                    .get(key)
                    .and_then(Value::as_str)
                    .and_then(|bits| bits.parse::<u64>().ok());
                if let Some(bits) = bits {
                    map.insert(key.to_owned(), json!(bits));
                }
            }
            map.values_mut().for_each(normalise);
        }
        Value::Array(list) => list.iter_mut().for_each(normalise),
        _ => {}
    }
}
