//! What is wanted: the act that is asked for, the kind of answer, and the thing that is to be counted or chosen.

use crate::matcher::analysis::answer_type::AnswerType;
use crate::matcher::analysis::english::OPENING;
use crate::matcher::differences::{Asked, AskedTerm, EntryTexts, unexplained};

/// Words after which the act follows: *can I pause it*, *how to merge two*.
pub(super) const BEFORE_ACT: &[&str] = &[
    "can", "could", "did", "do", "does", "how", "may", "must", "should", "to", "will", "would",
];
/// The most words between one of those and the act.
const REACH: usize = 2;
/// How near in meaning a word of the entry must be to the thing that is counted or chosen, 0 to 1.
const SAME_THING: f32 = 0.45;
/// Words with which a text gives a reason, as stems.
const REASONS: &[&str] = &[
    "aim", "avoid", "becaus", "caus", "due", "goal", "otherwis", "prevent", "purpos", "reason",
    "sinc", "therefor", "thus",
];

/// Whether an act that is asked for is in no phrasing and not in the answer.
pub fn lacks_act(asked: &Asked, entry: &EntryTexts) -> bool {
    let terms = &asked.terms;
    let mut acts = (0..terms.len())
        .filter(|at| BEFORE_ACT.contains(&terms[*at].text))
        .filter_map(|at| {
            let between = terms[at + 1..].iter().take(REACH + 1);
            let mut between = between.take_while(|term| !BEFORE_ACT.contains(&term.text));
            between.find(|term| term.weighs)
        });
    acts.any(|act| !entry.has(act))
}

/// Whether a reason is asked for, although no phrasing asks for one and the answer gives none.
pub fn lacks_reason(asked: &Asked, entry: &EntryTexts) -> bool {
    let gives_reason = |id: &u32| REASONS.contains(&asked.table.vocabulary.key(*id));
    asked.answer_type == Some(AnswerType::Why)
        && entry.share(|text| text.answer_type == Some(AnswerType::Why)) <= 0.0
        && !entry.answer.iter().any(gives_reason)
}

/// Whether no phrasing asks for the same type of answer, though the type does not rule the entry out.
pub fn asks_otherwise(asked: &Asked, entry: &EntryTexts) -> bool {
    asked.answer_type.is_some_and(|wanted| {
        !wanted.is_certain() && entry.share(|text| text.answer_type == Some(wanted)) <= 0.0
    })
}

/// Whether a thing is to be counted or chosen, *how many free rooms* or *which button*, of which the entry has
/// nothing, in other words either. What asks for a time, a place or a stretch (*which year*, *how many hours*) asks for
/// no thing.
pub fn lacks_thing(asked: &Asked, entry: &EntryTexts) -> bool {
    use AnswerType::{HowLong, When, Where};
    let asks_for_a_thing = !matches!(asked.answer_type, Some(When | Where | HowLong));
    let mut things = (0..asked.terms.len()).map(|at| thing(&asked.terms[at..]));
    let is_lacking = |thing: Vec<&AskedTerm>| {
        let has_none = thing.iter().all(|term| !entry.has(term));
        !thing.is_empty() && has_none && unexplained::nearness(asked, entry, &thing) < SAME_THING
    };
    asks_for_a_thing && things.any(is_lacking)
}

/// The words for the thing that these terms begin to count or to choose: *free rooms*, of *how many free rooms are
/// there*. Numbers are none. None where they do neither.
fn thing<'a, 'b>(terms: &'a [AskedTerm<'b>]) -> Vec<&'a AskedTerm<'b>> {
    let text_at = |at: usize| terms.get(at).map_or("", |term| term.text);
    let (start, is_chosen) = match (text_at(0), text_at(1)) {
        ("how", "many" | "much") => (2, false),
        ("which", _) => (1, true),
        _ => return Vec::new(),
    };
    let run = terms[start..].iter();
    let run = run.take_while(|term| term.weighs || term.number.is_some());
    let end = start + run.clone().count();
    let mut thing: Vec<&AskedTerm> = run.filter(|term| term.number.is_none()).collect();
    // What is chosen is mostly what does something: of *which tall mast carries the lamp*, the last word is the act.
    if is_chosen && thing.len() > 1 && !OPENING.contains(&text_at(end)) {
        thing.pop();
    }
    thing
}
