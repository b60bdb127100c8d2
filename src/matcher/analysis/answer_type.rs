//! The type of answer that a question asks for.

use crate::matcher::analysis::english::{OPENING, PRICES, STRETCHES};
use crate::matcher::analysis::normalize::{Role, Word};

/// The type of answer that a question asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AnswerType {
    /// A person or an organisation.
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
    /// A duration.
    HowLong,
    /// A manner.
    Manner,
    /// One out of several.
    Which,
    /// A thing.
    What,
    /// Yes or no.
    YesNo,
}

impl AnswerType {
    /// Whether it rules other types out: a question for a person is not answered by a time. Yes-or-no
    /// questions and plain `what` can be about anything.
    #[must_use]
    pub fn is_certain(self) -> bool {
        use AnswerType::{HowLong, HowMany, Price, When, Where, Who, Why};
        matches!(self, Who | When | Where | Why | HowMany | Price | HowLong)
    }
}

/// Returns the type of answer that these words ask for, by the first question word and what follows it.
#[must_use]
pub fn answer_type(words: &[&Word]) -> Option<AnswerType> {
    let Some(at) = words.iter().position(|word| word.role == Role::Asking) else {
        let mut first_two = words.iter().take(2);
        let opens = first_two.any(|word| OPENING.contains(&&*word.text));
        return opens.then_some(AnswerType::YesNo);
    };
    let text_at = |at: usize| words.get(at).map_or("", |word| &*word.text);
    let counted = words.get(at + 2).filter(|word| word.role == Role::Content);
    let counted = counted.map(|word| &*word.text);
    let is_price = || words.iter().any(|word| PRICES.contains(&&*word.text));
    Some(by_question_word(
        text_at(at),
        text_at(at + 1),
        counted,
        is_price,
    ))
}

/// The type of answer by a question word, the word after it, the content word after that, and whether any
/// word asks for a price.
fn by_question_word(
    question_word: &str,
    next: &str,
    counted: Option<&str>,
    is_price: impl Fn() -> bool,
) -> AnswerType {
    match (question_word, next) {
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
        ("how", "many" | "much") if counted.is_some_and(|word| STRETCHES.contains(&word)) => {
            AnswerType::HowLong
        }
        ("how", "much") if counted.is_none() => AnswerType::Price,
        ("how" | "what", "much" | "is" | "does" | "do" | "are") if is_price() => AnswerType::Price,
        ("how", "many" | "much" | "often" | "old" | "big" | "large" | "tall" | "high" | "far")
        | ("what", "number" | "percentage" | "share") => AnswerType::HowMany,
        ("how", _) => AnswerType::Manner,
        ("which", _) => AnswerType::Which,
        _ => AnswerType::What,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::analysis::normalize::normalize;

    #[track_caller]
    fn check(question: &str, expected: Option<AnswerType>) {
        let words = normalize(question);
        let words: Vec<&Word> = words.iter().collect();
        assert_eq!(answer_type(&words), expected, "{question}");
    }

    #[test]
    fn the_first_question_word_and_what_follows_it_decide() {
        use AnswerType::*;
        check("so who relit it", Some(Who));
        check("in which year", Some(When));
        check("how many lamps are there", Some(HowMany));
        check("how many days does it take", Some(HowLong));
        check("how much was it", Some(Price));
        check("how much oil does it burn", Some(HowMany));
        check("what does a ticket cost", Some(Price));
        check("what color is it", Some(What));
        check("how do i get in", Some(Manner));
        check("is it lit", Some(YesNo));
        check("lamp march", None);
    }
}
