//! The type of answer that a question asks for, and its focus: of what.

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

    /// Whether its answer has a number.
    #[must_use]
    pub fn is_number(self) -> bool {
        matches!(self, Self::HowMany | Self::Price | Self::HowLong)
    }
}

/// Returns the type of answer that these words ask for, by the first question word and what follows it;
/// and the index of its focus, the word that says of what: *how many* rounds, *which* hotel.
#[must_use]
pub fn answer_type(words: &[&Word]) -> (Option<AnswerType>, Option<usize>) {
    let Some(at) = words.iter().position(|word| word.role == Role::Asking) else {
        let mut first_two = words.iter().take(2);
        let opens = first_two.any(|word| OPENING.contains(&&*word.text));
        return (opens.then_some(AnswerType::YesNo), None);
    };
    let text_at = |at: usize| words.get(at).map_or("", |word| &*word.text);
    let (question_word, next) = (text_at(at), text_at(at + 1));
    let focus = match (question_word, next) {
        ("how", "many" | "much") => Some(at + 2),
        ("which" | "what", _) => Some(at + 1),
        _ => None,
    };
    let is_content = |word: &&Word| word.role == Role::Content;
    let focus = focus.filter(|at| words.get(*at).is_some_and(is_content));
    let is_price = || words.iter().any(|word| PRICES.contains(&&*word.text));
    let found = by_question_word(question_word, next, focus.map(text_at), is_price);
    // *What day*, *how many weeks*: there the word tells the type of answer, and not of what.
    let tells_type = matches!(
        found,
        AnswerType::When | AnswerType::Where | AnswerType::HowLong
    );
    (Some(found), focus.filter(|_| !tells_type))
}

/// The type of answer by a question word, the word after it, the focus, and whether any word asks for a
/// price.
fn by_question_word(
    question_word: &str,
    next: &str,
    focus: Option<&str>,
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
        ("how", "many" | "much") if focus.is_some_and(|word| STRETCHES.contains(&word)) => {
            AnswerType::HowLong
        }
        ("how", "much") if focus.is_none() => AnswerType::Price,
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
    fn check(question: &str, expected: Option<AnswerType>, focus: &str) {
        let words = normalize(question);
        let words: Vec<&Word> = words.iter().collect();
        let (found, at) = answer_type(&words);
        let found = (found, at.map_or("", |at| &*words[at].text));
        assert_eq!(found, (expected, focus));
    }

    #[test]
    fn the_first_question_word_and_what_follows_it_decide() {
        use AnswerType::*;
        check("so who relit it", Some(Who), "");
        check("in which year", Some(When), "");
        check("how many lamps are there", Some(HowMany), "lamps");
        check("how many days does it take", Some(HowLong), "");
        check("how much was it", Some(Price), "");
        check("how much oil does it burn", Some(HowMany), "oil");
        check("what does a ticket cost", Some(Price), "");
        check("what color is it", Some(What), "color");
        check("how do i get in", Some(Manner), "");
        check("is it lit", Some(YesNo), "");
        check("lamp march", None, "");
    }
}
