//! Rules about a single value. Each reader returns none if the value is missing or faulty.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::path::PathBuf;

use toml::de::DeValue;
use url::Url;

use crate::config::Snowflake;
use crate::diagnostic::{Code, Diagnostic, Place, did_you_mean};
use crate::document::{Fields, Spanned};

/// A path that a file could have. Whether the file exists shows when it is opened.
pub(super) fn path(fields: &mut Fields, key: &'static str) -> Option<PathBuf> {
    spanned_path(fields, key).map(|path| path.value)
}

/// The same, with its place.
pub(super) fn spanned_path(fields: &mut Fields, key: &'static str) -> Option<Spanned<PathBuf>> {
    let path = fields.string(key)?;
    let fault = if path.value.trim().is_empty() {
        Diagnostic::at(Code::EmptyField, path.place, "this field is empty")
            .repair("write a path, or remove the field")
    } else if let Some(c) = path.value.chars().find(|c| c.is_control()) {
        let message = format!(
            "the path contains the invisible character U+{:04X}",
            c as u32
        );
        Diagnostic::at(Code::ForbiddenCharacter, path.place, message)
            .repair("remove it; between `\"` marks, write each backslash twice")
    } else {
        return Some(Spanned {
            value: PathBuf::from(path.value),
            place: path.place,
        });
    };
    fields.fault(fault);
    None
}

/// A URL of scheme, host and port only.
pub(super) fn address(fields: &mut Fields, key: &'static str) -> Option<String> {
    let address = fields.string(key)?;
    let url = Url::parse(&address.value).ok();
    let Some(url) = url.filter(|url| matches!(url.scheme(), "http" | "https")) else {
        let message = format!("`{}` is not a valid URL", address.value.escape_debug());
        fields.fault(
            Diagnostic::at(Code::MalformedUrl, address.place, message).repair(format!(
                "write the full URL, as in `{}`",
                fields.example(key)
            )),
        );
        return None;
    };
    let origin = url.origin().ascii_serialization();
    // Anything else, such as a user or a path, makes the two differ.
    if url.as_str().strip_suffix('/') != Some(&origin) {
        let message = format!("`{key}` may only have a scheme, a host and a port");
        fields.fault(
            Diagnostic::at(Code::MalformedUrl, address.place, message)
                .repair(format!("write `{key} = \"{origin}\"`")),
        );
        return None;
    }
    Some(origin)
}

/// A whole number within a range.
pub(super) fn number(
    fields: &mut Fields,
    key: &'static str,
    range: RangeInclusive<u32>,
) -> Option<u32> {
    let number = fields.integer(key)?;
    let within = u32::try_from(number.value).ok();
    let within = within.filter(|number| range.contains(number));
    if within.is_none() {
        let (least, most) = range.into_inner();
        let message = format!("`{}` is out of range for `{key}`", number.value);
        fields.fault(
            Diagnostic::at(Code::ImpossibleValue, number.place, message)
                .repair(format!("use a number from {least} to {most}")),
        );
    }
    within
}

/// One of several words.
pub(super) fn choice<T: Copy>(
    fields: &mut Fields,
    key: &'static str,
    choices: &[(&'static str, T)],
) -> Option<T> {
    let word = fields.string(key)?;
    if let Some((_, choice)) = choices.iter().find(|(name, _)| *name == word.value) {
        return Some(*choice);
    }
    let names = choices.iter().map(|(name, _)| *name);
    let repair = match did_you_mean(&word.value.to_lowercase(), names.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("use one of `{}`", names.collect::<Vec<_>>().join("`, `")),
    };
    let message = format!("`{}` is not a valid `{key}`", word.value.escape_debug());
    fields.fault(Diagnostic::at(Code::ImpossibleValue, word.place, message).repair(repair));
    None
}

/// A list of names of so many characters at most.
pub(super) fn names(fields: &mut Fields, key: &'static str, chars: usize) -> Option<Vec<String>> {
    let names = fields.strings(key)?;
    for name in &names {
        let length = name.value.trim().chars().count();
        if length == 0 || length > chars {
            let message = format!(
                "`{}` cannot be a name for `{key}`",
                name.value.escape_debug()
            );
            let fault = Diagnostic::at(Code::ImpossibleValue, name.place, message);
            fields.fault(fault.repair(format!("write 1 to {chars} characters")));
        }
    }
    Some(names.into_iter().map(|name| name.value).collect())
}

/// A Discord id.
pub(super) fn snowflake(fields: &mut Fields, key: &'static str) -> Option<Spanned<Snowflake>> {
    let (value, place) = fields.value(key)?;
    as_snowflake(fields, key, value, place)
}

/// A list of Discord ids, without the faulty ones.
pub(super) fn snowflakes(fields: &mut Fields, key: &'static str) -> Vec<Spanned<Snowflake>> {
    let ids = fields.list(key, "a list of ids", as_snowflake);
    ids.into_iter().flatten().flatten().collect()
}

fn as_snowflake(
    fields: &mut Fields,
    key: &str,
    value: &DeValue,
    place: Place,
) -> Option<Spanned<Snowflake>> {
    let (written, radix) = match value {
        DeValue::Integer(integer) => (integer.as_str(), integer.radix()),
        DeValue::String(digits) => (digits.as_ref(), 10),
        _ => {
            fields.wrong_type_with(key, place, "an id", value, COPY_ID);
            return None;
        }
    };
    let is_signed = written.starts_with(['+', '-']);
    let id = u64::from_str_radix(written, radix).ok();
    let id = id.filter(|_| !is_signed).and_then(Snowflake::new);
    if id.is_none() {
        let message = format!("`{}` is not a valid Discord id", written.escape_debug());
        fields.fault(Diagnostic::at(Code::ImpossibleValue, place, message).repair(COPY_ID));
    }
    let value = id?;
    Some(Spanned { value, place })
}

const COPY_ID: &str = "copy the id from Discord (“Copy ID”, in developer mode), as in \
                       `1090000000000000001`";

/// Reports ids that are listed more than once.
pub(super) fn unique<'a>(
    fields: &mut Fields,
    what: &str,
    ids: impl Iterator<Item = &'a Spanned<Snowflake>>,
) {
    let mut seen = HashMap::new();
    for id in ids {
        let first = *seen.entry(id.value).or_insert(id.place);
        if first != id.place {
            let message = format!("duplicate {what} `{}`", id.value);
            fields.fault(
                Diagnostic::at(Code::DuplicateId, id.place, message)
                    .label(first, "first used here")
                    .repair("correct or remove one of them"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::config::parse;

    /// The faults of a text, as `code: message | repair`.
    fn faults(text: &str) -> Vec<String> {
        let (_, report) = parse("config.toml", text.as_bytes());
        let faults = report.diagnostics.into_iter();
        faults
            .map(|d| {
                let repair = d.repair.unwrap_or_default();
                format!("{}: {} | {repair}", d.code.name(), d.message)
            })
            .collect()
    }

    #[test]
    fn an_address_is_only_scheme_host_and_port() {
        let read = |address: &str| {
            let text = format!("[discord]\napi_base = '{address}'");
            let (config, report) = parse("config.toml", text.as_bytes());
            config
                .map(|config| config.discord.api_base)
                .ok_or_else(|| report.diagnostics[0].message.clone())
        };
        let accepted = [
            ("https://discord.com", "https://discord.com"),
            ("https://Discord.com/", "https://discord.com"),
            ("https://discord.com:443", "https://discord.com"),
            ("http://[::1]:8080/", "http://[::1]:8080"),
            ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
        ];
        for (address, expected) in accepted {
            assert_eq!(read(address).as_deref(), Ok(expected), "{address}");
        }
        let more = [
            "https://discord.com/api",
            "https://discord.com//",
            "https://discord.com/?",
            "https://discord.com/#",
            "https://discord.com/?a=b",
            "https://user:pass@discord.com",
        ];
        for address in more {
            let fault = Err("`api_base` may only have a scheme, a host and a port".to_owned());
            assert_eq!(read(address), fault, "{address}");
        }
        let none = ["", "discord.com", "discord.com:443", "ftp://discord.com"];
        for address in none {
            let fault = Err(format!("`{address}` is not a valid URL"));
            assert_eq!(read(address), fault, "{address}");
        }
    }

    #[test]
    fn an_id_is_positive_and_fits_into_64_bits() {
        let faults = |written: &str| faults(&format!("[[server]]\nid = {written}"));
        for written in ["1", "'1'", "0x1", "'0001'", "1_0", "'18446744073709551615'"] {
            assert_eq!(faults(written), [""; 0], "{written}");
        }
        let refused = [
            "0",
            "-1",
            "'0'",
            "''",
            "'+1'",
            "' 1'",
            "'1_0'",
            "'one'",
            "'<@&1>'",
            "'18446744073709551616'",
            "99999999999999999999",
        ];
        for written in refused {
            let faults = faults(written);
            assert_eq!(faults.len(), 1, "{written}");
            assert!(faults[0].starts_with("impossible-value: "), "{faults:?}");
        }
    }

    #[test]
    fn an_unknown_word_gets_the_nearest_choice_as_its_repair() {
        let rows = [
            ("debgu", "did you mean `debug`?"),
            ("INFO", "did you mean `info`?"),
            (
                "loud",
                "use one of `error`, `warn`, `info`, `debug`, `trace`",
            ),
        ];
        for (word, repair) in rows {
            let fault = format!("impossible-value: `{word}` is not a valid `level` | {repair}");
            assert_eq!(faults(&format!("[log]\nlevel = '{word}'")), [fault]);
        }
    }

    #[test]
    fn numbers_outside_their_range_are_refused() {
        let rows = [
            ("discord", "shutdown_seconds", 0, 60),
            ("limits", "member_per_minute", 1, 1_000),
            ("limits", "channel_per_minute", 1, 10_000),
        ];
        for (table, key, least, most) in rows {
            let faults = |number: i64| faults(&format!("[{table}]\n{key} = {number}"));
            for number in [least, most] {
                assert_eq!(faults(number), [""; 0], "{key} = {number}");
            }
            for number in [least - 1, most + 1, i64::MIN, i64::MAX] {
                let fault = format!(
                    "impossible-value: `{number}` is out of range for `{key}` | use a number from {least} to {most}"
                );
                assert_eq!(faults(number), [fault]);
            }
        }
    }
}
