//! One number, written in several ways: `40,000` and `40k`, `3,5` and `3.5`, with its unit or without
//! a blank before it.

use std::borrow::Cow;

/// Endings that make a rank of a number.
const RANKS: &[&str] = &["st", "nd", "rd", "th"];
/// Units that are often written without a blank after their number.
const UNITS: &[&str] = &[
    "am", "cm", "d", "day", "days", "eur", "fps", "ft", "gb", "gbp", "ghz", "h", "hour", "hours",
    "hp", "hr", "hrs", "hz", "kb", "kg", "km", "kmh", "lb", "lbs", "mb", "mbps", "mg", "mhz", "mi",
    "min", "mins", "minute", "minutes", "ml", "mm", "month", "months", "mph", "ms", "oz",
    "percent", "pm", "pt", "pts", "px", "sec", "secs", "tb", "usd", "week", "weeks", "wk", "xp",
    "year", "years", "yr", "yrs",
];
/// What looks like a number with a unit, and is a word.
const WORDS: &[&str] = &["2d", "3d"];
/// The digits of a year.
const YEAR: usize = 4;

/// The words of a run that begins with a digit: a number in its common form, and its unit.
#[must_use]
pub fn parts(run: &str) -> Vec<Cow<'_, str>> {
    let end = run.find(|c: char| !c.is_ascii_digit() && !is_joiner(c));
    let (number, unit) = run.split_at(end.unwrap_or(run.len()));
    let is_one_of =
        |list: &[&str], word: &str| list.iter().any(|own| own.eq_ignore_ascii_case(word));
    if unit.is_empty() {
        return number_parts(number);
    }
    if unit.eq_ignore_ascii_case("k")
        && let Some(thousands) = thousands_of(number)
    {
        return vec![thousands.into()];
    }
    if is_one_of(RANKS, unit) || !is_one_of(UNITS, unit) || is_one_of(WORDS, run) {
        return vec![run.into()];
    }
    let mut parts = number_parts(number);
    parts.push(unit.into());
    parts
}

fn is_joiner(c: char) -> bool {
    matches!(c, '.' | ',' | '/' | ':')
}

/// `40k` and `1.5k` in digits.
fn thousands_of(number: &str) -> Option<String> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_plain = is_digits(whole) && is_digits(fraction) && fraction.len() <= 3;
    is_plain.then(|| format!("{whole}{fraction:0<3}"))
}

/// A number without a unit; several, of a date or a list.
fn number_parts(number: &str) -> Vec<Cow<'_, str>> {
    if is_date(number) {
        let parts = number.split(['/', '.']);
        return parts
            .map(|part| part.trim_start_matches('0').into())
            .collect();
    }
    let groups: Vec<&str> = number.split(',').collect();
    if let [_] = groups[..] {
        return vec![number.into()];
    }
    if are_thousands(&groups) {
        return vec![groups.concat().into()];
    }
    match groups[..] {
        [whole, fraction] if fraction.len() < 3 && !whole.contains(is_joiner) => {
            vec![format!("{whole}.{fraction}").into()]
        }
        _ => groups.into_iter().map(Cow::from).collect(),
    }
}

/// Whether these are the groups of a number such as `1,000,000` or `1,000.50`.
fn are_thousands(groups: &[&str]) -> bool {
    let is_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let Some((first, rest)) = groups.split_first() else {
        return false;
    };
    let whole = |group: &str| group.split('.').next().unwrap_or(group).len();
    first.len() <= 3
        && !first.starts_with('0')
        && is_digits(first)
        && rest.iter().all(|group| whole(group) == 3)
        && rest.iter().rev().skip(1).all(|group| is_digits(group))
}

/// Whether a run is a date or a span of years: it has a year at one end. Versions have none.
fn is_date(run: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let of = |separator: char| {
        let parts: Vec<&str> = run.split(separator).collect();
        let ends = [parts.first(), parts.last()];
        let has_year = ends.iter().flatten().any(|part| part.len() == YEAR);
        let has_zeros_only = parts
            .iter()
            .any(|part| part.bytes().all(|byte| byte == b'0'));
        let fits = parts.len() == 3 || (parts.len() == 2 && separator == '/');
        fits && has_year && !has_zeros_only && parts.iter().all(|part| is_number(part))
    };
    of('/') || of('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(run: &str, expected: &str) {
        assert_eq!(parts(run).join(" "), expected, "{run:?}");
    }

    #[test]
    fn thousands_and_fractions_have_one_form() {
        for run in ["40000", "40,000", "40k", "40K"] {
            check(run, "40000");
        }
        check("1,234,567.50", "1234567.50");
        check("1.5k", "1500");
        check("3,5", "3.5");
        check("1,2,3", "1 2 3");
        check("40,00,1", "40 00 1");
    }

    #[test]
    fn versions_times_and_shares_stay_whole() {
        for run in ["1.20.4", "1.20", "10:30", "24/7", "1/2", "192.168.0.1"] {
            check(run, run);
        }
    }

    #[test]
    fn dates_and_spans_of_years_are_several_numbers() {
        check("01.03.2024", "1 3 2024");
        check("1/3/2024", "1 3 2024");
        check("2023/24", "2023 24");
        check("2024.1", "2024.1");
        check("0.0.2024", "0.0.2024");
    }

    #[test]
    fn a_unit_is_a_word_of_its_own() {
        check("5gb", "5 gb");
        check("10:30pm", "10:30 pm");
        check("7D", "7 D");
        for run in ["1st", "22nd", "2fa", "3d", "90s", "4x4", "1.20.4b"] {
            check(run, run);
        }
    }
}
