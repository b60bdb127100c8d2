//! The rules that a single value has to keep. Each gives none where it is absent or at fault.

use std::ops::RangeInclusive;

use toml::de::DeValue;
use url::Url;

use crate::config::Snowflake;
use crate::diagnostic::{Code, Diagnostic, Place, did_you_mean};
use crate::document::{Fields, Spanned};

/// A path that a file could have. Whether there is one is found out by whoever opens it.
pub(super) fn path(fields: &mut Fields, key: &'static str) -> Option<String> {
    let path = fields.string(key)?;
    let fault = if path.value.trim().is_empty() {
        let message = format!("`{key}` names no file");
        Diagnostic::at(Code::EmptyField, path.place, message)
            .repair("write the path, or remove the field")
    } else if let Some(c) = path.value.chars().find(|c| c.is_control()) {
        let message = format!("the path holds the invisible character U+{:04X}", c as u32);
        Diagnostic::at(Code::ForbiddenCharacter, path.place, message)
            .repair("remove it; between `\"`, a backslash is written twice")
    } else {
        return Some(path.value);
    };
    fields.fault(fault);
    None
}

/// Scheme, host and port of a web address that has nothing else.
pub(super) fn address(fields: &mut Fields, key: &'static str) -> Option<String> {
    let address = fields.string(key)?;
    let url = Url::parse(&address.value).ok();
    let Some(url) = url.filter(|url| matches!(url.scheme(), "http" | "https")) else {
        let message = format!("`{}` is no web address", address.value.escape_debug());
        fields.fault(
            Diagnostic::at(Code::MalformedUrl, address.place, message)
                .repair(format!("write it whole, as in `{}`", fields.example(key))),
        );
        return None;
    };
    let origin = url.origin().ascii_serialization();
    // Whatever else was written, a user or a path, makes the two differ.
    if url.as_str().strip_suffix('/') != Some(&origin) {
        let message = format!("`{key}` has more than scheme, host and port");
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
        let message = format!("`{key}` cannot be {}", number.value);
        fields.fault(
            Diagnostic::at(Code::ImpossibleValue, number.place, message)
                .repair(format!("write a number from {least} to {most}")),
        );
    }
    within
}

/// One of a few words.
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
        None => format!("it can be `{}`", names.collect::<Vec<_>>().join("`, `")),
    };
    let message = format!("`{key}` cannot be `{}`", word.value.escape_debug());
    fields.fault(Diagnostic::at(Code::ImpossibleValue, word.place, message).repair(repair));
    None
}

/// The id of something of Discord's.
pub(super) fn snowflake(fields: &mut Fields, key: &'static str) -> Option<Spanned<Snowflake>> {
    let (value, place) = fields.value(key)?;
    as_snowflake(fields, key, value, place)
}

/// A list of ids, without those at fault.
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
        let message = format!("`{}` is no id of Discord's", written.escape_debug());
        fields.fault(Diagnostic::at(Code::ImpossibleValue, place, message).repair(COPY_ID));
    }
    let value = id?;
    Some(Spanned { value, place })
}

const COPY_ID: &str = "write the digits that “Copy ID” in Discord's menus gives (in developer \
                       mode), as in `1090000000000000001`";

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
    fn an_address_is_scheme_host_and_port() {
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
            let fault = Err("`api_base` has more than scheme, host and port".to_owned());
            assert_eq!(read(address), fault, "{address}");
        }
        let none = ["", "discord.com", "discord.com:443", "ftp://discord.com"];
        for address in none {
            let fault = Err(format!("`{address}` is no web address"));
            assert_eq!(read(address), fault, "{address}");
        }
    }

    #[test]
    fn an_id_is_positive_and_of_64_bits() {
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
    fn a_word_that_is_no_choice_is_brought_to_the_nearest() {
        let rows = [
            ("debgu", "did you mean `debug`?"),
            ("INFO", "did you mean `info`?"),
            (
                "loud",
                "it can be `error`, `warn`, `info`, `debug`, `trace`",
            ),
        ];
        for (word, repair) in rows {
            let fault = format!("impossible-value: `level` cannot be `{word}` | {repair}");
            assert_eq!(faults(&format!("[log]\nlevel = '{word}'")), [fault]);
        }
    }

    #[test]
    fn numbers_stay_within_their_range() {
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
                    "impossible-value: `{key}` cannot be {number} | write a number from {least} to {most}"
                );
                assert_eq!(faults(number), [fault]);
            }
        }
    }
}
