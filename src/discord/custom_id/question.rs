//! Ids that carry a question: as much of it as Discord's limit leaves room for.

use crate::discord::custom_id::{CustomId, ShortHash, Stamp, VoteMark};
use crate::discord::limits::CUSTOM_ID_CHARS;

impl CustomId {
    /// Shows the evidence for the answer to a question, which is cut between words if it is too
    /// long to carry.
    #[must_use]
    pub fn why(stamp: &Stamp, question: &str) -> Self {
        let id = |question: &str| Self::Why {
            stamp: stamp.clone(),
            question: question.to_owned(),
        };
        match beginning(question, room_beside(&id(""))) {
            Some(beginning) => Self::WhyCut {
                stamp: stamp.clone(),
                beginning: beginning.to_owned(),
            },
            None => id(question),
        }
    }

    /// The same for the answer of a gap.
    #[must_use]
    pub fn why_gap(stamp: &Stamp, entry: &ShortHash, question: &str) -> Self {
        let id = |question: &str| Self::WhyGap {
            stamp: stamp.clone(),
            entry: entry.clone(),
            question: question.to_owned(),
        };
        match beginning(question, room_beside(&id(""))) {
            Some(beginning) => Self::WhyGapCut {
                stamp: stamp.clone(),
                entry: entry.clone(),
                beginning: beginning.to_owned(),
            },
            None => id(question),
        }
    }

    /// The same for the answer to a question that leans on the one before; `None` if the question is too long to carry.
    #[must_use]
    pub fn why_after(stamp: &Stamp, last: &ShortHash, question: &str) -> Option<Self> {
        let id = |question: &str| Self::WhyAfter {
            stamp: stamp.clone(),
            last: last.clone(),
            question: question.to_owned(),
        };
        let is_cut = beginning(question, room_beside(&id(""))).is_some();
        (!is_cut).then(|| id(question))
    }

    /// Votes on the answer to a question, which is cut between words if it is too long to carry.
    #[must_use]
    pub fn vote(mark: VoteMark, entry: &ShortHash, question: &str) -> Self {
        let id = |mark, question: &str| Self::Vote {
            mark,
            entry: entry.clone(),
            question: question.to_owned(),
        };
        match beginning(question, room_beside(&id(mark, ""))) {
            Some(beginning) => id(mark.cut(), beginning),
            None => id(mark, question),
        }
    }

    /// Asks a person a question, of which an ellipsis stands for what is too long to carry.
    #[must_use]
    pub fn ask_person(question: &str) -> Self {
        let id = |question: String| Self::AskPerson { question };
        let room = room_beside(&id(String::new()));
        match beginning(question, room) {
            // With room for the ellipsis.
            Some(_) => id(format!(
                "{}…",
                beginning(question, room - 1).unwrap_or_default()
            )),
            None => id(question.to_owned()),
        }
    }
}

/// How many characters an id leaves for the text at its end.
fn room_beside(id: &CustomId) -> usize {
    CUSTOM_ID_CHARS.saturating_sub(id.encode().chars().count())
}

/// Returns as many whole words from the start of a text as there is room for, in characters; `None`
/// if all of it fits.
fn beginning(text: &str, room: usize) -> Option<&str> {
    let (end, _) = text.char_indices().nth(room)?;
    let whole = text[..end].rfind(char::is_whitespace).unwrap_or(end);
    Some(&text[..whole])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_question_is_cut_between_words_and_marked_as_cut() {
        let stamp = Stamp::of_version("skerry@3f2a9c1");
        let id = CustomId::why(&stamp, &"light ".repeat(40));
        let CustomId::WhyCut { beginning, .. } = id else {
            panic!("{id:?} is not marked as cut");
        };
        assert!(beginning.ends_with("light"));
        let entry = ShortHash::of("skerry", "when-relit");
        let vote = CustomId::vote(VoteMark::Rejected, &entry, &"light ".repeat(40));
        assert!(matches!(vote, CustomId::Vote { mark, .. } if mark == VoteMark::RejectedCut));
        let after = |question: &str| CustomId::why_after(&stamp, &entry, question);
        assert!(after("and when?").is_some() && after(&"light ".repeat(40)).is_none());
    }
}
