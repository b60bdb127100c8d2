//! What groups of digits mean: a year, a date, a time, a price, a version, a score, a count, or a number.

use std::ops::Range;

use crate::question_log::redact::reading::Reading;
use crate::question_log::redact::vocabulary::{ONES, has, is_number_word};

/// Digits of one group that may be a code.
pub(super) const CODE: usize = 5;
/// Digits that may identify somebody, in one group or several.
pub(super) const LONG: usize = 7;
/// The years that a question about events may name with their day.
const RECENT: Range<u32> = 2013..2100;
/// The years that a question may name.
const YEARS: Range<u32> = 1800..2100;

/// The digits of a word; letters that stand for digits among them are read as those.
fn digits(word: &str) -> String {
    let count = word.bytes().filter(u8::is_ascii_digit).count();
    let stands_for = |c: char| match c {
        'o' => '0',
        'i' | 'l' => '1',
        other => other,
    };
    let read: String = word.chars().map(stands_for).collect();
    if count > 1 && read.bytes().all(|byte| byte.is_ascii_digit()) {
        return read;
    }
    word.chars().filter(char::is_ascii_digit).collect()
}

/// A group of digits.
pub(super) struct DigitGroup {
    /// Its digits; as many zeros for a number that is spelled out.
    pub digits: String,
    /// Whether the word has letters too: `5pm`, `3rd`, `079x`.
    has_letters: bool,
    /// The signs before it; none for the first.
    before: String,
}

impl DigitGroup {
    /// The group of a word of a run that starts there.
    pub fn of(reading: &Reading, at: usize, start: usize) -> Self {
        let word = reading.word(at);
        let gap = if at == start { "" } else { reading.gap(at) };
        let spelled = if has(ONES, word) { "0" } else { "00" };
        Self {
            digits: if is_number_word(word) {
                spelled.to_owned()
            } else {
                digits(word)
            },
            has_letters: word.bytes().any(|byte| byte.is_ascii_alphabetic()),
            before: gap.to_owned(),
        }
    }

    fn number(&self) -> u32 {
        self.digits.parse().unwrap_or(u32::MAX)
    }

    fn is_year(&self) -> bool {
        self.digits.len() == 4 && YEARS.contains(&self.number())
    }

    fn is_short(&self) -> bool {
        self.digits.len() < 3
    }
}

/// What a chain of groups means.
pub(super) enum Meaning {
    /// A year, a date, a time, a version, a score: something that everybody may say.
    Form,
    /// A number of up to four digits.
    Count,
    /// Anything else.
    Number,
}

/// How many groups from the first are joined by one and the same sign, or are thousands.
pub(super) fn chain(groups: &[DigitGroup]) -> usize {
    let Some(sign) = groups.get(1).map(|group| group.before.as_str()) else {
        return 1;
    };
    let is_thousands = |group: &&DigitGroup| group.before == " " && group.digits == "000";
    if sign == " " {
        return 1 + groups[1..].iter().take_while(is_thousands).count();
    }
    if sign.contains(' ') {
        return 1;
    }
    1 + groups[1..]
        .iter()
        .take_while(|group| group.before == sign)
        .count()
}

pub(super) fn meaning(chain: &[DigitGroup]) -> Meaning {
    let is_form = match chain {
        [] => true,
        [one] => return single(one),
        [_, second, ..] => match second.before.as_str() {
            ":" => chain.len() < 4 && chain.iter().all(DigitGroup::is_short),
            "." => is_date(chain) || is_dotted(chain),
            "-" | "/" => is_date(chain) || is_pair(chain),
            "," | "'" | " " => {
                is_thousands(chain) || chain.len() == 2 && chain.iter().all(DigitGroup::is_short)
            }
            _ => false,
        },
    };
    if is_form {
        Meaning::Form
    } else {
        Meaning::Number
    }
}

fn single(group: &DigitGroup) -> Meaning {
    let is_round = group.digits.len() <= CODE + 2 && group.digits.ends_with("000");
    if group.is_year() || is_round {
        Meaning::Form
    } else if group.digits.len() < CODE {
        Meaning::Count
    } else {
        Meaning::Number
    }
}

/// A version or a decimal number.
fn is_dotted(chain: &[DigitGroup]) -> bool {
    let digits: usize = chain.iter().map(|group| group.digits.len()).sum();
    let is_sort_code = chain.len() == 3 && chain.iter().all(|group| group.digits.len() == 2);
    digits < LONG && chain.len() < 5 && !is_sort_code
}

/// A score, a range, a season: `3-2`, `9-17`, `100-200`, `2019/20`, `24/7`.
fn is_pair(chain: &[DigitGroup]) -> bool {
    let [one, other] = chain else {
        return false;
    };
    let are_years = one.is_year() && (other.is_year() || other.is_short());
    let are_short = one.is_short() && other.is_short();
    let are_round =
        one.digits.ends_with('0') && other.digits.ends_with('0') && one.digits.len() < CODE;
    are_years || are_short || are_round && other.digits.len() < CODE
}

/// Thousands in groups: `40,000`; from a million on only round ones.
fn is_thousands(chain: &[DigitGroup]) -> bool {
    let digits: usize = chain.iter().map(|group| group.digits.len()).sum();
    let are_threes = chain[1..].iter().all(|group| group.digits.len() == 3);
    let is_round = chain.last().is_some_and(|group| group.digits == "000");
    are_threes
        && chain[0].digits.len() < 4
        && !chain[0].digits.starts_with('0')
        && (digits < LONG || is_round)
}

/// A day of recent years.
fn is_date(chain: &[DigitGroup]) -> bool {
    let [first, month, last] = chain else {
        return false;
    };
    let year = if first.is_year() { first } else { last };
    let is_recent = year.is_year() && RECENT.contains(&year.number());
    is_recent && month.is_short() && (first.is_short() || last.is_short()) && !first.has_letters
}
