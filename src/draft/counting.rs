//! What a sentence counts, and what it says something costs.

use crate::draft::english::{
    CONJUNCTIONS, COSTING, DETERMINERS, MONEY_WORDS, PLURALS, PREPOSITIONS, STRETCHES_OF_TIME,
    TIMES, UNITS, has,
};
use crate::draft::holds::{is_amount, is_year};
use crate::draft::verbs::plain_form;

/// The most words of what is counted: *small wooden boats*.
const MAX_NOUN: usize = 3;

/// What is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CountedNoun {
    /// The words, without the number.
    pub noun: String,
    /// Where they end.
    pub end: usize,
}

/// What words count that begin here with a number. Times, units and names are not counted.
pub(super) fn counted(words: &[String], at: usize) -> Option<CountedNoun> {
    let number = words.get(at)?;
    if !is_amount(number) || is_year(number) {
        return None;
    }
    let is_plain = |word: &String| {
        word.chars().all(|c| c.is_lowercase() || c == '-')
            && ![PREPOSITIONS, DETERMINERS, CONJUNCTIONS]
                .iter()
                .any(|list| has(list, word))
    };
    let noun = words[at + 1..].iter().take(MAX_NOUN);
    let noun: Vec<&String> = noun.take_while(|word| is_plain(word)).collect();
    let is_plural =
        |word: &str| (word.ends_with('s') && !word.ends_with("ss")) || has(PLURALS, word);
    let length = noun.iter().position(|word| is_plural(word))? + 1;
    let noun: Vec<&str> = noun[..length].iter().map(|word| &***word).collect();
    let is_counted = !noun.iter().any(|word| {
        [STRETCHES_OF_TIME, TIMES, UNITS, MONEY_WORDS]
            .iter()
            .any(|list| has(list, word))
            || has(TIMES, word.trim_end_matches('s'))
    });
    is_counted.then(|| CountedNoun {
        noun: noun.join(" "),
        end: at + 1 + length,
    })
}

/// Where what follows a verb tells an amount of money, with what asks for it: *costs $3*, *buys a lamp for $3*.
pub(super) fn costs(main: &[String]) -> Option<(&'static str, usize)> {
    let is_cost = |verb: &String| plain_form(verb).is_some_and(|plain| has(COSTING, &plain));
    if main.first().is_some_and(is_cost) && is_money(main, 1) {
        return Some(("how much", 1));
    }
    let at = (1..main.len()).find(|&at| main[at] == "for" && is_money(main, at + 1))?;
    Some(("for how much", at))
}

/// Whether an amount of money stands here.
fn is_money(words: &[String], at: usize) -> bool {
    let Some(word) = words.get(at) else {
        return false;
    };
    let has_sign = word.starts_with(['$', '€', '£']) || word.ends_with(['€', '£']);
    let mut after = words[at + 1..]
        .iter()
        .skip_while(|word| has("million billion thousand", word));
    has_sign || (is_amount(word) && after.next().is_some_and(|unit| has(MONEY_WORDS, unit)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        let found = counted(&words, 0).map(|own| own.noun);
        assert_eq!(found.as_deref(), expected, "{text}");
    }

    #[test]
    fn things_and_people_are_counted() {
        check("40 tickets a day", Some("tickets"));
        check("two small wooden boats", Some("small wooden boats"));
        check("340 people crossed", Some("people"));
    }

    #[test]
    fn times_units_and_names_are_not() {
        for text in [
            "3 May 2022",
            "two Februarys of ice",
            "two mondays in june",
            "30 days",
            "20 cents",
            "ten degrees",
            "1950 boats",
            "two of the boats",
            "12 Olsens",
        ] {
            check(text, None);
        }
    }
}
