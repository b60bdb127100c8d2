//! Numbers: versions, years, ranks, what is counted, and labels (*code 3*).

use crate::matcher::analysis::answer_type::AnswerType;
use crate::matcher::analysis::indexed_text::NO_TERM;
use crate::matcher::differences::wanted::BEFORE_ACT;
use crate::matcher::differences::{Asked, AskedTerm, EntryTexts};

/// The fewest other numbers at one place of an entry's phrasings that make it a place for any number, as in
/// *send 50 crowns* and *send 200 crowns*.
const ANY_NUMBER: usize = 2;

/// The share of an entry's phrasings that have its own number.
const OWN_NUMBER: f32 = 0.1;

/// Who may be to act, in one word.
const PRONOUNS: &[&str] = &[
    "anybody",
    "anyone",
    "everybody",
    "everyone",
    "he",
    "i",
    "it",
    "one",
    "people",
    "she",
    "somebody",
    "someone",
    "they",
    "u",
    "we",
    "you",
];
/// Words before a noun that is to act: *can the purser send 300*.
const DETERMINERS: &[&str] = &[
    "a", "an", "any", "each", "every", "her", "his", "its", "my", "our", "some", "that", "the",
    "their", "this", "your",
];
/// Words that may stand before an act.
const ADVERBS: &[&str] = &[
    "actually", "also", "even", "ever", "just", "now", "only", "please", "really", "still",
];

/// What a number says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberKind {
    /// How many, or which: *7* days, room *7*.
    Count,
    /// A year.
    Year,
    /// A rank: *3rd*, *last*.
    Rank,
    /// A version, a decimal: *1.20.4*, *3.5*.
    Exact,
}

impl NumberKind {
    /// The kind of a normalised word; none where it is no number.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        if matches!(word, "first" | "last" | "final") {
            return Some(Self::Rank);
        }
        let number = word.strip_prefix(['v', '-']).unwrap_or(word);
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return None;
        }
        Some(match &number[digits..] {
            "st" | "nd" | "rd" | "th" => Self::Rank,
            "" if digits == 4 && number.starts_with(['1', '2']) => Self::Year,
            "" => Self::Count,
            rest if rest.starts_with('.') => Self::Exact,
            _ => Self::Count,
        })
    }
}

/// Whether a number was asked in whose place the entry has another.
pub fn differ(asked: &Asked, entry: &EntryTexts) -> bool {
    let mut numbers = (0..asked.terms.len()).filter(|at| asked.terms[*at].number.is_some());
    numbers.any(|at| {
        let term = &asked.terms[at];
        let kind = term.number.unwrap_or(NumberKind::Count);
        let is_of_a_kind = kind != NumberKind::Count && !entry.has(term);
        (is_of_a_kind && has_another_of(asked, entry, kind))
            || has_another_in_place(asked, entry, at)
    })
}

/// Whether a word is an act that somebody may or can do: *send*, of *can I send 300* and of *is it possible to send 300*.
/// It follows *to*, or the verb that opens the question and who is to act; not another word, as in *does it say code 5*.
fn is_act(asked: &Asked, at: usize) -> bool {
    let said = &asked.terms[..at];
    let opens = |term: &AskedTerm| BEFORE_ACT.contains(&term.text);
    let Some(opening) = said.iter().rposition(opens) else {
        return false;
    };
    let between = said[opening + 1..].iter().map(|term| term.text);
    let between: Vec<&str> = between.filter(|own| !ADVERBS.contains(own)).collect();
    match between[..] {
        [] => said[opening].text == "to",
        [subject] => PRONOUNS.contains(&subject),
        [first, last] => DETERMINERS.contains(&first) && !DETERMINERS.contains(&last),
        _ => false,
    }
}

fn number_at(asked: &Asked, id: u32) -> Option<NumberKind> {
    NumberKind::of(asked.table.vocabulary.key(id))
}

/// Whether the entry has another number of this kind: one of its own or, but for a rank, one in its answer.
fn has_another_of(asked: &Asked, entry: &EntryTexts, kind: NumberKind) -> bool {
    let is_other = |id: u32| number_at(asked, id) == Some(kind);
    let phrasings = entry.phrasings.iter().flat_map(|text| text.term_ids);
    let mut own = phrasings.copied().filter(|id| is_other(*id));
    let in_answer = kind != NumberKind::Rank && entry.answer.iter().any(|id| is_other(*id));
    in_answer || own.any(|id| is_own(entry, id))
}

/// Whether a number is the entry's own: in a tenth of its phrasings or more.
fn is_own(entry: &EntryTexts, id: u32) -> bool {
    entry.share(|text| text.term_ids.contains(&id)) >= OWN_NUMBER
}

/// Whether the entry has another number beside the same word, and not this one: *room 7* and *room 8*, *7 days* and
/// *5 days*.
fn has_another_in_place(asked: &Asked, entry: &EntryTexts, at: usize) -> bool {
    let neighbour = |at: Option<usize>| {
        let term = at.and_then(|at| asked.terms.get(at));
        term.filter(|term: &&AskedTerm| term.weighs && term.number.is_none())
    };
    let id = |term: Option<&AskedTerm>| term.map_or(NO_TERM, |term| term.id);
    let (before, after) = (neighbour(at.checked_sub(1)), neighbour(Some(at + 1)));
    // *Can I keep 7 days*, *can I send 300* are answered by the number that holds; *is it code 5* is not.
    let is_yes_no = asked.answer_type == Some(AnswerType::YesNo);
    let is_amount = is_yes_no && is_act(asked, at.saturating_sub(1));
    let is_label = !is_amount && before.is_some() && after.is_none();
    let before = id(before);
    let after = if is_yes_no { NO_TERM } else { id(after) };
    let labels =
        |ids: &[u32], place: usize| before != NO_TERM && place > 0 && ids[place - 1] == before;
    let counts = |ids: &[u32], place: usize| after != NO_TERM && ids.get(place + 1) == Some(&after);
    let mut found = Vec::new();
    for ids in entry.phrasings.iter().map(|text| text.term_ids) {
        let places = (0..ids.len()).filter(|place| labels(ids, *place) || counts(ids, *place));
        found.extend(
            places
                .map(|place| ids[place])
                .filter(|id| is_label || is_own(entry, *id)),
        );
    }
    // What an answer counts may be a limit, which any number can be asked against.
    let ids = entry.answer;
    let places = (0..ids.len()).filter(|place| labels(ids, *place));
    found.extend(places.map(|place| ids[place]));
    found.retain(|id| number_at(asked, *id).is_some());
    found.sort_unstable();
    found.dedup();
    let is_any = !is_label && found.len() >= ANY_NUMBER;
    !found.is_empty() && !is_any && !found.contains(&asked.terms[at].id)
}
