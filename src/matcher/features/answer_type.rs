//! What type of answer a question wants, and of what.

use crate::matcher::analysis::english::{OPENING, PRICES, STRETCHES};
use crate::matcher::analysis::normalize::{Role, Word};

/// What type of answer a question wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AnswerType {
    /// A person or a body.
    Who,
    /// A time.
    When,
    /// A place.
    Where,
    /// A reason.
    Why,
    /// A number or an amount.
    HowMany,
    /// An amount of money.
    Price,
    /// A stretch of time.
    HowLong,
    /// A manner.
    ReleaseMethod,
    /// One out of several.
    Which,
    /// A thing.
    What,
    /// Yes or no.
    YesNo,
}

impl AnswerType {
    /// Whether it rules others out: a question that wants a person is not answered by a time.
    /// Yes-or-no questions and plain `what` can be about anything.
    #[must_use]
    pub fn is_certain(self) -> bool {
        use AnswerType::{HowLong, HowMany, Price, When, Where, Who, Why};
        matches!(self, Who | When | Where | Why | HowMany | Price | HowLong)
    }

    /// Whether it is told by a number.
    #[must_use]
    pub fn is_number(self) -> bool {
        matches!(self, Self::HowMany | Self::Price | Self::HowLong)
    }
}

/// What the words ask for, by the first word that asks and what follows it; and the place of the word
/// that says of what: *how many* rounds, *which* hotel.
#[must_use]
pub fn answer_type(words: &[&Word]) -> (Option<AnswerType>, Option<usize>) {
    let texts: Vec<&str> = words.iter().map(|word| &*word.text).collect();
    let Some(at) = words.iter().position(|word| word.role == Role::Asking) else {
        let opens = texts.iter().take(2).any(|word| OPENING.contains(word));
        return (opens.then_some(AnswerType::YesNo), None);
    };
    let next = texts.get(at + 1).copied().unwrap_or_default();
    let of = match (texts[at], next) {
        ("how", "many" | "much") => Some(at + 2),
        ("which" | "what", _) => Some(at + 1),
        _ => None,
    };
    let is_content = |at: &usize| {
        words
            .get(*at)
            .is_some_and(|word| word.role == Role::Content)
    };
    let of = of.filter(is_content);
    let counted = of.map(|at| texts[at]).unwrap_or_default();
    let is_price = || texts.iter().any(|word| PRICES.contains(word));
    let wanted = match (texts[at], next) {
        ("who" | "whom" | "whose", _) => AnswerType::Who,
        ("when", _)
        | ("what" | "which", "time" | "date" | "day" | "year" | "month" | "hour" | "week") => {
            AnswerType::When
        }
        ("where", _)
        | ("what" | "which", "city" | "place" | "town" | "venue" | "location" | "hotel") => {
            AnswerType::Where
        }
        ("why", _) | ("how", "come") | ("what", "reason" | "reasons" | "cause" | "caused") => {
            AnswerType::Why
        }
        ("how", "long") => AnswerType::HowLong,
        ("how", "many" | "much") if STRETCHES.contains(&counted) => AnswerType::HowLong,
        ("how", "much") if of.is_none() => AnswerType::Price,
        ("how" | "what", "much" | "is" | "does" | "do" | "are") if is_price() => AnswerType::Price,
        ("how", "many" | "much" | "often" | "old" | "big" | "large" | "tall" | "high" | "far")
        | ("what", "number" | "percentage" | "share") => AnswerType::HowMany,
        ("how", _) => AnswerType::ReleaseMethod,
        ("which", _) => AnswerType::Which,
        _ => AnswerType::What,
    };
    // *What day*, *how many weeks*: the word says what type of answer is wanted, and not of what.
    let says_type = matches!(
        wanted,
        AnswerType::When | AnswerType::Where | AnswerType::HowLong
    );
    (Some(wanted), of.filter(|_| !says_type))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::analysis::normalize::normalize;

    #[track_caller]
    fn check(question: &str, wanted: Option<AnswerType>, of: &str) {
        let words = normalize(question);
        let words: Vec<&Word> = words.iter().collect();
        let (found, at) = answer_type(&words);
        assert_eq!((found, at.map_or("", |at| &*words[at].text)), (wanted, of));
    }

    #[test]
    fn the_first_word_that_asks_and_what_follows_it_decide() {
        use AnswerType::*;
        check("so who relit it", Some(Who), "");
        check("in which year", Some(When), "");
        check("how many lamps are there", Some(HowMany), "lamps");
        check("how many days does it take", Some(HowLong), "");
        check("how much was it", Some(Price), "");
        check("how much oil does it burn", Some(HowMany), "oil");
        check("what does a ticket cost", Some(Price), "");
        check("what color is it", Some(What), "color");
        check("how do i get in", Some(ReleaseMethod), "");
        check("is it lit", Some(YesNo), "");
        check("lamp march", None, "");
    }
}
