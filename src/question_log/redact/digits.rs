//! Phone, card, account and identity numbers: digits in any grouping, with any signs between. Years,
//! dates, times, prices, versions, scores and small counts stay.

use std::ops::Range;

use crate::question_log::redact::REDACTED;
use crate::question_log::redact::digit_groups::{CODE, DigitGroup, LONG, Meaning, chain, meaning};
use crate::question_log::redact::found::Findings;
use crate::question_log::redact::reading::Reading;
use crate::question_log::redact::vocabulary::{has, is_number_word};

/// Single digits in a row that spell a number out.
const SINGLES: usize = 4;
/// Years, times and prices in a row; more of them are something else in disguise.
const FORMS: usize = 4;
/// Signs between two groups of one number.
const SIGNS: usize = 8;
/// The digits of a payment card.
const CARD: Range<usize> = 12..20;
/// What people say between groups of digits.
#[rustfmt::skip]
const SPOKEN_SIGNS: &[&str] = &[
    "dash", "dot", "ext", "hyphen", "minus", "plus", "point", "slash", "space", "then", "x",
];

/// Finds numbers that may identify somebody.
pub(super) fn find(reading: &Reading, found: &mut Findings) {
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
    let groups: Vec<DigitGroup> = run
        .clone()
        .map(|at| DigitGroup::of(reading, at, run.start))
        .collect();
    let groups: Vec<DigitGroup> = groups
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
                    .max(CODE + 1);
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
    use crate::question_log::redact::found::Findings;

    #[track_caller]
    fn check(text: &str, is_found: bool) {
        let reading = Reading::of(text);
        let mut found = Findings::default();
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
