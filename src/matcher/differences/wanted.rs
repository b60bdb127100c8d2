//! What is wanted: the act that is asked for, and the kind of answer.

use crate::matcher::analysis::answer_type::AnswerType;
use crate::matcher::differences::{Asked, AskedTerm, EntryTexts, unexplained};

/// Words after which the act follows: *can I pause it*, *how to merge two*.
const BEFORE_ACT: &[&str] = &[
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

/// Whether a thing is to be counted or chosen, *how many rooms* or *which button*, of which the entry has nothing, in
/// other words either.
pub fn lacks_thing(asked: &Asked, entry: &EntryTexts) -> bool {
    let terms = &asked.terms;
    let mut things = (0..terms.len()).filter_map(|at| {
        let counts = |term: &AskedTerm| matches!(term.text, "many" | "much");
        let is_how = at > 0 && terms[at - 1].text == "how";
        let asks = (is_how && counts(&terms[at])) || terms[at].text == "which";
        terms.get(at + 1).filter(|thing| asks && thing.weighs)
    });
    things.any(|thing| !entry.has(thing) && unexplained::nearness(asked, entry, thing) < SAME_THING)
}
