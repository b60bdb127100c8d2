//! Phone, card, account and identity numbers: digits in any grouping, with any signs between. Years,
//! dates, times, prices, versions, scores and small counts stay.

use std::ops::Range;

use crate::question_log::redact::REDACTED;
use crate::question_log::redact::found::Found;
use crate::question_log::redact::reading::Reading;
use crate::question_log::redact::vocabulary::{ONES, has, is_number_word};

/// Digits that may identify somebody, in one group or several.
const LONG: usize = 7;
/// Digits of one group that may be a code.
const CODE: usize = 5;
/// Single digits in a row that spell a number out.
const SINGLES: usize = 4;
/// Years, times and prices in a row; more of them are something else in disguise.
const FORMS: usize = 4;
/// Signs between two groups of one number.
const SIGNS: usize = 8;
/// The digits of a payment card.
const CARD: Range<usize> = 12..20;
/// The years that a question about events may name with their day.
const RECENT: Range<u32> = 2013..2100;
/// The years that a question may name.
const YEARS: Range<u32> = 1800..2100;
/// What people say between groups of digits.
#[rustfmt::skip]
const SPOKEN_SIGNS: &[&str] = &[
    "dash", "dot", "ext", "hyphen", "minus", "plus", "point", "slash", "space", "then", "x",
];

/// Finds numbers that may identify somebody.
pub(super) fn find(reading: &Reading, found: &mut Found) {
    let mut at = 0;
    while at < reading.len() {
        let run = run(reading, at);
        if run.is_empty() {
            at += 1;
            continue;
        }
        at = run.end;
        if is_private(reading, run.clone()) {
            found.words(reading, run);
        }
    }
}

/// The digits of a word; letters that stand for digits among them are read as those.
pub(super) fn digits(word: &str) -> String {
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

/// The words from here on that are groups of digits, without words of letters between.
fn run(reading: &Reading, start: usize) -> Range<usize> {
    let has_digit = |at: usize| reading.word(at).bytes().any(|byte| byte.is_ascii_digit());
    let is_group = |at: usize| has_digit(at) || is_number_word(reading.word(at));
    let mut end = start;
    let mut at = start;
    while at < reading.len() {
        let gap = reading.gap(at);
        let is_far = gap.chars().nth(SIGNS).is_some() || gap.contains(REDACTED);
        if at > start && is_far {
            break;
        }
        if is_group(at) {
            end = at + 1;
        } else if at == start || !has(SPOKEN_SIGNS, reading.word(at)) {
            break;
        }
        at += 1;
    }
    start..end
}

fn is_private(reading: &Reading, run: Range<usize>) -> bool {
    let groups: Vec<Group> = run
        .clone()
        .map(|at| Group::of(reading, at, run.start))
        .collect();
    let groups: Vec<Group> = groups
        .into_iter()
        .filter(|group| !group.digits.is_empty())
        .collect();
    let all: String = groups.iter().map(|group| group.digits.as_str()).collect();
    if CARD.contains(&all.len()) && passes_luhn(&all) {
        return true;
    }
    let singles = groups
        .iter()
        .filter(|group| group.digits.len() == 1)
        .count();
    if singles >= SINGLES && singles == groups.len() {
        return true;
    }
    let is_spelled = run
        .clone()
        .all(|at| !reading.word(at).bytes().any(|b| b.is_ascii_digit()));
    let (mut loose, mut forms, mut counts, mut years) = (0, 0, Vec::new(), 0);
    let mut rest = groups.as_slice();
    while !rest.is_empty() {
        let length = chain(rest);
        let (own, after) = rest.split_at(length);
        match meaning(own) {
            Meaning::Form => {
                forms += 1;
                years += usize::from(own.len() == 1) * own[0].digits.len();
            }
            Meaning::Count => {
                loose += own[0].digits.len();
                counts.push(own[0].digits.len());
            }
            Meaning::Number => {
                loose += own
                    .iter()
                    .map(|group| group.digits.len())
                    .sum::<usize>()
                    .max(CODE + 1)
            }
        }
        rest = after;
    }
    if counts.len() > 1 {
        // *078 05 1120*: no year.
        loose += years;
    }
    let is_split_code = loose > CODE && counts.len() > 1;
    let has_number = loose > CODE && counts.iter().sum::<usize>() < loose;
    !is_spelled && (loose >= LONG || has_number || is_split_code || forms > FORMS)
}

/// A group of digits.
struct Group {
    digits: String,
    /// Whether the word has letters too: `5pm`, `3rd`, `079x`.
    has_letters: bool,
    /// The signs before it; none for the first.
    before: String,
}

impl Group {
    fn of(reading: &Reading, at: usize, start: usize) -> Self {
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
enum Meaning {
    /// A year, a date, a time, a version, a score: something that everybody may say.
    Form,
    /// A number of up to four digits.
    Count,
    /// Anything else.
    Number,
}

/// How many groups from the first are joined by one and the same sign, or are thousands.
fn chain(groups: &[Group]) -> usize {
    let Some(sign) = groups.get(1).map(|group| group.before.as_str()) else {
        return 1;
    };
    let is_thousands = |group: &&Group| group.before == " " && group.digits == "000";
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

fn meaning(chain: &[Group]) -> Meaning {
    let is_form = match chain {
        [] => true,
        [one] => return single(one),
        [_, second, ..] => match second.before.as_str() {
            ":" => chain.len() < 4 && chain.iter().all(Group::is_short),
            "." => is_date(chain) || is_dotted(chain),
            "-" | "/" => is_date(chain) || is_pair(chain),
            "," | "'" | " " => {
                is_thousands(chain) || chain.len() == 2 && chain.iter().all(Group::is_short)
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

fn single(group: &Group) -> Meaning {
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
fn is_dotted(chain: &[Group]) -> bool {
    let digits: usize = chain.iter().map(|group| group.digits.len()).sum();
    let is_sort_code = chain.len() == 3 && chain.iter().all(|group| group.digits.len() == 2);
    digits < LONG && chain.len() < 5 && !is_sort_code
}

/// A score, a range, a season: `3-2`, `9-17`, `100-200`, `2019/20`, `24/7`.
fn is_pair(chain: &[Group]) -> bool {
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
fn is_thousands(chain: &[Group]) -> bool {
    let digits: usize = chain.iter().map(|group| group.digits.len()).sum();
    let are_threes = chain[1..].iter().all(|group| group.digits.len() == 3);
    let is_round = chain.last().is_some_and(|group| group.digits == "000");
    are_threes
        && chain[0].digits.len() < 4
        && !chain[0].digits.starts_with('0')
        && (digits < LONG || is_round)
}

/// A day of recent years.
fn is_date(chain: &[Group]) -> bool {
    let [first, month, last] = chain else {
        return false;
    };
    let year = if first.is_year() { first } else { last };
    let is_recent = year.is_year() && RECENT.contains(&year.number());
    is_recent && month.is_short() && (first.is_short() || last.is_short()) && !first.has_letters
}

/// Whether the last digit is the check digit of a payment card.
fn passes_luhn(digits: &str) -> bool {
    let doubled = |(place, digit): (usize, u32)| match (place % 2, digit * 2) {
        (0, _) => digit,
        (_, doubled) => doubled / 10 + doubled % 10,
    };
    let digits = digits.chars().rev().filter_map(|c| c.to_digit(10));
    digits.enumerate().map(doubled).sum::<u32>() % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question_log::redact::found::Found;

    #[track_caller]
    fn check(text: &str, is_found: bool) {
        let reading = Reading::of(text);
        let mut found = Found::default();
        find(&reading, &mut found);
        assert_eq!(!found.merged(reading.text()).is_empty(), is_found, "{text}");
    }

    #[test]
    fn long_numbers_are_found_in_any_grouping() {
        for text in [
            "0791234567",
            "079 123 45 67",
            "0-7-9-1-2-3-4-5-6-7",
            "(079) 12 dash 34 567",
            "O79 l23 45",
            "4111,1111,1111,1111",
            "20-11-44",
            "482 913",
            "4 8 2 1",
            "03.06.1987",
            "48213",
            "2019 2020 2021 2022 2023",
        ] {
            check(text, true);
        }
    }

    #[test]
    fn everyday_numbers_are_not() {
        for text in [
            "2024",
            "2019, 2020 and 2021",
            "2019-2021",
            "10:30-12:45",
            "1.20.4",
            "40,000 or 40 000 or 40000",
            "3-2",
            "24/7",
            "12.03.2024",
            "$1500",
            "1200 xp",
            "2 of 100",
        ] {
            check(text, false);
        }
    }

    #[test]
    fn a_card_has_a_check_digit() {
        assert!(passes_luhn("4111111111111111"));
        assert!(!passes_luhn("4111111111111112"));
    }
}
