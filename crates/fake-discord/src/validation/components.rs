//! Discord's rules for action rows, buttons and select menus.

use serde_json::Value;

use crate::validation::messages::Breaches;

const ROWS: usize = 5;
const BUTTONS: usize = 5;
const OPTIONS: usize = 25;
const CUSTOM_ID: usize = 100;
const LABEL: usize = 80;
const OPTION: usize = 100;
const PLACEHOLDER: usize = 150;
const URL: usize = 512;

const ROW: u64 = 1;
const BUTTON: u64 = 2;
const STRING_SELECT: u64 = 3;
const LINK: u64 = 5;
const PREMIUM: u64 = 6;

/// Checks the components of a message.
pub fn check(breaches: &mut Breaches, components: &Value) {
    let rows = list(components);
    if rows.len() > ROWS {
        breaches.refused(format!("{} rows; {ROWS} fit", rows.len()));
    }
    for row in rows {
        if row["type"] != ROW {
            breaches.refused("a component outside a row");
            continue;
        }
        keys(breaches, "a row", row, &["type", "id", "components"]);
        check_row(breaches, list(&row["components"]));
    }
    let inner = rows.iter().flat_map(|row| list(&row["components"]));
    let ids = inner.filter_map(|component| component["custom_id"].as_str());
    breaches.once("the custom id", ids);
}

fn check_row(breaches: &mut Breaches, inner: &[Value]) {
    let buttons = inner.iter().filter(|c| c["type"] == BUTTON).count();
    match inner.len() {
        0 => breaches.refused("an empty row"),
        1 => {}
        _ if buttons < inner.len() => breaches.refused("a menu that shares its row"),
        count if count > BUTTONS => {
            breaches.refused(format!("{count} buttons in a row; {BUTTONS} fit"));
        }
        _ => {}
    }
    for component in inner {
        match component["type"].as_u64() {
            Some(BUTTON) => check_button(breaches, component),
            Some(STRING_SELECT) => check_select(breaches, component),
            Some(5..=8) => breaches.length("a custom id", &component["custom_id"], 1, CUSTOM_ID),
            _ => breaches.refused("a row with something that is neither button nor menu"),
        }
    }
}

fn check_button(breaches: &mut Breaches, button: &Value) {
    let known = [
        "type",
        "id",
        "style",
        "label",
        "emoji",
        "custom_id",
        "sku_id",
        "url",
        "disabled",
    ];
    keys(breaches, "a button", button, &known);
    breaches.length("a button's label", &button["label"], 1, LABEL);
    breaches.length("a custom id", &button["custom_id"], 1, CUSTOM_ID);
    breaches.length("a button's URL", &button["url"], 1, URL);
    let has = |key: &str| button[key].is_string();
    let is_whole = match button["style"].as_u64() {
        Some(LINK) => has("url") && !has("custom_id"),
        Some(PREMIUM) => has("sku_id"),
        Some(1..=4) => has("custom_id") && !has("url"),
        _ => false,
    };
    if !is_whole {
        breaches.refused("a button whose style and destination do not agree");
    }
    if !has("label") && button["emoji"].is_null() && button["style"] != PREMIUM {
        breaches.refused("a button that shows nothing");
    }
}

fn check_select(breaches: &mut Breaches, select: &Value) {
    let known = [
        "type",
        "id",
        "custom_id",
        "options",
        "placeholder",
        "min_values",
        "max_values",
        "disabled",
        "required",
    ];
    keys(breaches, "a menu", select, &known);
    breaches.length("a custom id", &select["custom_id"], 1, CUSTOM_ID);
    breaches.length(
        "a menu's placeholder",
        &select["placeholder"],
        0,
        PLACEHOLDER,
    );
    if !select["custom_id"].is_string() {
        breaches.refused("a menu without a custom id");
    }
    let options = list(&select["options"]);
    if options.is_empty() || options.len() > OPTIONS {
        breaches.refused(format!(
            "{} options in a menu, not 1 to {OPTIONS}",
            options.len()
        ));
    }
    for option in options {
        let known = ["label", "value", "description", "emoji", "default"];
        keys(breaches, "an option", option, &known);
        breaches.length("an option's label", &option["label"], 1, OPTION);
        breaches.length("an option's value", &option["value"], 1, OPTION);
        breaches.length("an option's description", &option["description"], 0, OPTION);
        if !option["label"].is_string() || !option["value"].is_string() {
            breaches.refused("an option without label or value");
        }
    }
    let values = options.iter().filter_map(|option| option["value"].as_str());
    breaches.once("an option's value", values);
    let bound = |key: &str| select[key].as_u64();
    let most = bound("max_values").unwrap_or(1);
    if bound("min_values").unwrap_or(1) > most || most > options.len() as u64 {
        breaches.refused("a menu from which more is to be picked than it has");
    }
}

fn keys(breaches: &mut Breaches, what: &str, value: &Value, known: &[&str]) {
    match value.as_object() {
        Some(map) => breaches.keys(what, map, &[known]),
        None => breaches.refused(format!("{what} that is no object")),
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
