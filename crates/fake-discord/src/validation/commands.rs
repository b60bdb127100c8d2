//! Discord's rules for application commands and for autocomplete choices.

use serde_json::Value;

use crate::validation::messages::{Breach, Breaches};

const NAME: usize = 32;
const DESCRIPTION: usize = 100;
const OPTIONS: usize = 25;
const CHOICES: usize = 25;
const CHOICE: usize = 100;
const TOTAL: usize = 8000;

const SUB_COMMAND: u64 = 1;
const SUB_COMMAND_GROUP: u64 = 2;

const COMMAND: &[&str] = &[
    "id",
    "application_id",
    "type",
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "options",
    "default_member_permissions",
    "dm_permission",
    "default_permission",
    "nsfw",
    "contexts",
    "integration_types",
    "handler",
    "version",
    "guild_id",
];
const OPTION: &[&str] = &[
    "type",
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "required",
    "choices",
    "options",
    "channel_types",
    "min_value",
    "max_value",
    "min_length",
    "max_length",
    "autocomplete",
];

/// The locales of Discord's clients.
const LOCALES: &[&str] = &[
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl",
    "no", "pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th",
    "zh-CN", "ja", "zh-TW", "ko",
];

/// What is wrong with a command.
pub fn check(command: &Value) -> Vec<Breach> {
    let mut breaches = Breaches::default();
    if let Some(map) = command.as_object() {
        breaches.keys("a command", map, &[COMMAND]);
    }
    let name = command["name"].as_str().unwrap_or_default();
    if command["type"].as_u64().unwrap_or(1) == 1 {
        check_name(&mut breaches, name);
        check_description(&mut breaches, name, &command["description"]);
        check_localised(&mut breaches, command);
        check_options(&mut breaches, name, list(&command["options"]));
        let total = total(command);
        if total > TOTAL {
            breaches.refused(format!(
                "`{name}` has {total} characters altogether; {TOTAL} fit"
            ));
        }
    } else {
        breaches.length("a menu command's name", &command["name"], 1, NAME);
        if name.is_empty() {
            breaches.refused("a menu command without a name");
        }
        for name in localised(&mut breaches, &command["name_localizations"]) {
            breaches.length("a menu command's name", name, 1, NAME);
        }
        let has_description = command["description"]
            .as_str()
            .is_some_and(|d| !d.is_empty());
        if has_description || !list(&command["options"]).is_empty() {
            breaches.refused(format!(
                "the menu command `{name}` has a description or options"
            ));
        }
    }
    breaches.into()
}

/// What is wrong with all commands together.
pub fn check_all(commands: &[Value]) -> Vec<Breach> {
    let mut breaches = Breaches::default();
    for (kind, most) in [(1, 100), (2, 15), (3, 15)] {
        let of_kind = || {
            commands
                .iter()
                .filter(|c| c["type"].as_u64().unwrap_or(1) == kind)
        };
        if of_kind().count() > most {
            breaches.refused(format!("more than {most} commands of type {kind}"));
        }
        let names = of_kind().filter_map(|command| command["name"].as_str());
        breaches.once("the command", names);
    }
    let mut all: Vec<Breach> = breaches.into();
    all.extend(commands.iter().flat_map(check));
    all
}

/// What is wrong with the choices of an autocompletion.
pub fn check_choices(choices: &Value) -> Vec<Breach> {
    let mut breaches = Breaches::default();
    let Some(choices) = choices.as_array() else {
        breaches.refused("an autocompletion without choices");
        return breaches.into();
    };
    many_choices(&mut breaches, choices);
    breaches.into()
}

fn many_choices(breaches: &mut Breaches, choices: &[Value]) {
    if choices.len() > CHOICES {
        breaches.refused(format!("{} choices; {CHOICES} fit", choices.len()));
    }
    for choice in choices {
        if let Some(map) = choice.as_object() {
            breaches.keys("a choice", map, &[&["name", "name_localizations", "value"]]);
        }
        if !choice["name"].is_string() || choice["value"].is_null() {
            breaches.refused("a choice without name or value");
        }
        breaches.length("a choice's name", &choice["name"], 1, CHOICE);
        breaches.length("a choice's value", &choice["value"], 0, CHOICE);
    }
}

/// Discord's pattern: letters, digits, `-`, `_` and `'`, in lower case where there is one.
fn check_name(breaches: &mut Breaches, name: &str) {
    let length = name.chars().count();
    let is_allowed = |c: char| c.is_alphanumeric() || "-_'".contains(c);
    if length == 0 || length > NAME || !name.chars().all(is_allowed) || name.to_lowercase() != name
    {
        breaches.refused(format!("`{name}` is no name for a command or an option"));
    }
}

fn check_description(breaches: &mut Breaches, name: &str, description: &Value) {
    if !description.is_string() {
        breaches.refused(format!("`{name}` has no description"));
    }
    breaches.length(
        &format!("the description of `{name}`"),
        description,
        1,
        DESCRIPTION,
    );
}

/// Checks the names and the descriptions in other languages.
fn check_localised(breaches: &mut Breaches, own: &Value) {
    for name in localised(breaches, &own["name_localizations"]) {
        check_name(breaches, name.as_str().unwrap_or_default());
    }
    for description in localised(breaches, &own["description_localizations"]) {
        check_description(breaches, "a command in another language", description);
    }
}

/// The texts for the locales of Discord's clients; other locales are refused.
fn localised<'a>(breaches: &mut Breaches, texts: &'a Value) -> Vec<&'a Value> {
    let texts = texts.as_object().into_iter().flatten();
    let mut known = Vec::new();
    for (locale, text) in texts {
        if LOCALES.contains(&locale.as_str()) {
            known.push(text);
        } else {
            breaches.refused(format!("`{locale}` is no locale of Discord's"));
        }
    }
    known
}

fn check_options(breaches: &mut Breaches, of: &str, options: &[Value]) {
    if options.len() > OPTIONS {
        breaches.refused(format!(
            "`{of}` has {} options; {OPTIONS} fit",
            options.len()
        ));
    }
    let names = options.iter().filter_map(|option| option["name"].as_str());
    breaches.once("the option", names);
    let mut was_optional = false;
    for option in options {
        if let Some(map) = option.as_object() {
            breaches.keys("an option", map, &[OPTION]);
        }
        let name = option["name"].as_str().unwrap_or_default();
        check_name(breaches, name);
        check_description(breaches, name, &option["description"]);
        check_localised(breaches, option);
        let is_required = option["required"] == true;
        if is_required && was_optional {
            breaches.refused(format!(
                "the required option `{name}` stands after optional ones"
            ));
        }
        was_optional |= !is_required;
        let choices = list(&option["choices"]);
        many_choices(breaches, choices);
        if option["autocomplete"] == true && !choices.is_empty() {
            breaches.refused(format!("`{name}` has both choices and autocompletion"));
        }
        match option["type"].as_u64() {
            Some(SUB_COMMAND | SUB_COMMAND_GROUP) => {
                check_options(breaches, name, list(&option["options"]));
            }
            Some(3..=11) => {}
            _ => breaches.refused(format!("`{name}` is of no known type")),
        }
    }
}

/// The characters of names, descriptions and values, as Discord adds them up.
fn total(value: &Value) -> usize {
    let texts = ["name", "description", "value"];
    let own: usize = texts
        .iter()
        .filter_map(|key| value[*key].as_str())
        .map(|t| t.chars().count())
        .sum();
    let inner = ["options", "choices"]
        .iter()
        .flat_map(|key| list(&value[*key]));
    own + inner.map(total).sum::<usize>()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
