//! The words with which members pick from a list of options, and the reply where they pick none that
//! was offered.

use crate::wording::{Saying, Words};

/// The words for an option by its place, first to tenth.
pub const PLACES: [&[&str]; 10] = [
    &["one", "first", "1st"],
    &["two", "second", "2nd"],
    &["three", "third", "3rd"],
    &["four", "fourth", "4th"],
    &["five", "fifth", "5th"],
    &["six", "sixth", "6th"],
    &["seven", "seventh", "7th"],
    &["eight", "eighth", "8th"],
    &["nine", "ninth", "9th"],
    &["ten", "tenth", "10th"],
];
/// The words for the last option.
pub const LAST: &[&str] = &["last", "final"];
/// What may stand beside the number of an option. *No* is short for *number*.
pub const BESIDE_NUMBER: &[&str] = &[
    "answer", "choice", "choose", "for", "go", "i", "id", "is", "it", "its", "like", "mean",
    "meant", "nb", "no", "nr", "num", "number", "option", "pick", "please", "pls", "question",
    "select", "take", "thank", "thanks", "that", "the", "think", "want", "was", "with", "would",
    "yes", "you",
];
/// What rejects every option.
pub const NONE: &[&str] = &[
    "nah",
    "neither",
    "neither of them",
    "neither of these",
    "no",
    "no one",
    "none",
    "none of that",
    "none of the above",
    "none of them",
    "none of these",
    "none of those",
    "nope",
    "not these",
    "nothing",
];
/// What accepts the only option, or one of several without saying which.
pub const ONLY: &[&str] = &[
    "exactly",
    "ok",
    "okay",
    "right",
    "sure",
    "that",
    "that one",
    "the one",
    "this",
    "this one",
    "yeah",
    "yep",
    "yes",
    "yes please",
    "yup",
];

/// Reply to a number that no option has, or to a pick that does not say which.
#[must_use]
pub fn pick_one_of(words: &Words, options: usize) -> String {
    if options == 1 {
        return words.say(Saying::OnlyOption);
    }
    words.with(Saying::PickOneOf, [("options", options.into())])
}
