//! A statement → the ways in which readers may ask for it, by rule: from its clause, from what it holds
//! (times, numbers, money, places, reasons, conditions, steps), and from its keywords.

use crate::draft::asker::Asking;
use crate::draft::clause::{Plainly, has_speech, plainly};
use crate::draft::english::{
    ADVERBS, ANAPHORS, AUXILIARIES, CLAUSE_OPENERS, CONJUNCTIONS, DETERMINERS, INDEFINITE,
    PREPOSITIONS, PRONOUNS, VERBS, denials, has,
};
use crate::draft::fragment::is_plain_sentence;
use crate::draft::instructing::is_instruction;
use crate::draft::inverted::Frame;
use crate::draft::verbs::{lower_first, plain_form};
use crate::matcher::analysis::lexicon;

/// The questions that a sentence answers, the best first; none where the rules find no good one.
pub(super) fn questions(sentence: &str) -> Vec<String> {
    let mut asked = Asking::default();
    if has_speech(sentence) || sentence.trim_end().ends_with('?') {
        return asked.found;
    }
    for part in sentence.split("; ") {
        let mut next = Some(Box::new(plainly(part)));
        while let Some(plainly) = next {
            statement(&mut asked, &plainly);
            next = plainly.next;
        }
    }
    if asked.found.is_empty() && is_plain_sentence(sentence) {
        let words: Vec<String> = sentence.split_whitespace().map(str::to_owned).collect();
        asked.whole(&words);
    }
    asked.found
}

fn statement(asked: &mut Asking, plainly: &Plainly) {
    if let Some(condition) = &plainly.condition {
        asked.condition(condition);
    }
    if is_instruction(&plainly.words) {
        return asked.instruction(plainly, "");
    }
    asked.inverted(&plainly.words);
    let frame = Frame {
        condition: plainly.condition.as_deref().unwrap_or_default(),
        setting: &plainly.setting,
        left_out: &plainly.left_out,
    };
    if let Some(clause) = plainly.clause() {
        let (first, second) = clause.parted();
        asked.clause(&first, frame);
        if let Some(second) = second {
            asked.clause(&second, frame);
        }
    }
    if let Some(relative) = &plainly.relative
        && relative[0].eq_ignore_ascii_case("who")
        && relative.get(1).is_some_and(|verb| is_singular(verb))
    {
        asked.say("who", &relative[1..]);
    }
}

/// Whether a verb can follow *who*.
fn is_singular(verb: &str) -> bool {
    has("is was has had can could will would must may", verb)
        || (plain_form(verb).is_some_and(|plain| plain != verb))
}

/// The questions that an item of a list answers, under what leads in to it.
pub(super) fn item_questions(item: &str, lead: &str) -> Vec<String> {
    if has_speech(item) {
        return Vec::new();
    }
    let plainly = plainly(item);
    let words = &plainly.words;
    let instructs = lead_instructs(lead);
    if !(is_instruction(words) || (instructs && begins_like_a_verb(words))) {
        // Under *These are not allowed:*, what an item says is said of it only with the lead.
        let is_denied = !lead.is_empty() && denials(&split(lead)) > 0;
        return if is_denied {
            Vec::new()
        } else {
            questions(item)
        };
    }
    let mut asked = Asking::default();
    if forbids(lead) {
        let own = lower_first(words);
        if denials(&own) == 0 {
            asked.say("can I", &own);
            asked.say("is it okay to", &own);
            asked.say("should I", &own);
        }
        return asked.found;
    }
    asked.instruction(&plainly, &actor(lead));
    let mut next = plainly.next;
    while let Some(plainly) = next {
        statement(&mut asked, &plainly);
        next = plainly.next;
    }
    asked.found
}

fn split(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// Whether words under a lead that instructs are what somebody is to do: *Reimburse the keepers*.
fn begins_like_a_verb(words: &[String]) -> bool {
    let small = |at: usize| {
        words
            .get(at)
            .map(|word| word.to_lowercase())
            .unwrap_or_default()
    };
    let skip = usize::from(small(0).ends_with("ly"));
    let (first, next) = (small(skip), small(skip + 1));
    let is_function = [
        PREPOSITIONS,
        DETERMINERS,
        PRONOUNS,
        CONJUNCTIONS,
        ANAPHORS,
        ADVERBS,
        INDEFINITE,
    ]
    .iter()
    .any(|list| has(list, &first));
    let leads_on = [DETERMINERS, PREPOSITIONS, "your my their its it them"]
        .iter()
        .any(|list| has(list, &next));
    let mut main = words
        .iter()
        .take(6)
        .take_while(|word| !has(CLAUSE_OPENERS, word));
    let has_helper = main.any(|word| has(AUXILIARIES, &word.to_lowercase()));
    let is_verb = has(VERBS, &first) || (lexicon::is_word(&first) && leads_on && !has_helper);
    is_verb && !is_function
}

/// Whether what leads in to a list is completed by what somebody does.
fn lead_instructs(lead: &str) -> bool {
    let last = lead
        .trim_end_matches([':', ' ', '*', '.'])
        .rsplit(' ')
        .next()
        .unwrap_or_default();
    matches!(
        &*last.to_lowercase(),
        "will"
            | "should"
            | "must"
            | "to"
            | "can"
            | "may"
            | "do"
            | "not"
            | "please"
            | "things"
            | "steps"
    ) || forbids(lead)
}

fn forbids(lead: &str) -> bool {
    let small = lead.to_lowercase();
    [
        "not to", "do not", "don't", "don’t", "avoid", "never", "must not",
    ]
    .iter()
    .any(|sign| small.contains(sign))
}

/// Who is to do what follows, by what leads in to it: *the host* of *Before the fair, the host will*.
pub(super) fn actor(lead: &str) -> String {
    let words = plainly(lead).words;
    let end = words.iter().position(|word| {
        matches!(
            &*word.to_lowercase(),
            "will" | "should" | "must" | "can" | "may" | "need" | "has" | "have"
        )
    });
    end.map(|end| lower_first(&words[..end]).join(" "))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sentence, and questions that it answers, among others.
    #[track_caller]
    fn check(found: &[String], expected: &[&str]) {
        for question in expected {
            assert!(
                found.iter().any(|own| own == question),
                "{question}: {found:#?}"
            );
        }
    }

    #[test]
    fn a_sentence_is_asked_for_by_what_it_holds() {
        for (sentence, expected) in [
            (
                "The first boat leaves the quay at 8:15.",
                &[
                    "When does the first boat leave the quay?",
                    "What leaves the quay at 8:15?",
                ][..],
            ),
            (
                "In 1967, the keepers bought a new lamp in Paris for $300.",
                &[
                    "Who bought a new lamp in Paris for $300?",
                    "Where did the keepers buy a new lamp?",
                ],
            ),
            (
                "Dogs are welcome because the deck is open.",
                &[
                    "Why are dogs welcome?",
                    "Are dogs welcome because the deck is open?",
                ],
            ),
            (
                "If the sea is rough, the captain cancels the crossing.",
                &[
                    "What happens if the sea is rough?",
                    "What does the captain cancel if the sea is rough?",
                ],
            ),
            (
                "There are no lamps on the pier.",
                &["Are there any lamps on the pier?"],
            ),
            (
                "The crossing takes 20 minutes.",
                &["How long does the crossing take?"],
            ),
            ("You can take your bicycle.", &["Can I take my bicycle?"]),
            ("Ring the bell twice.", &["How do I ring the bell twice?"]),
            ("Never feed the gulls.", &["Can I feed the gulls?"]),
            (
                "At the end of the pier is a lamp.",
                &["What is at the end of the pier?"],
            ),
            (
                "The mate, the captain said, sells 40 tickets.",
                &["How many tickets does the mate sell?"],
            ),
            (
                "After dusk the harbour closes early.",
                &["Does the harbour close early after dusk?"],
            ),
            (
                "The captain often whistles.",
                &["Is it true that the captain often whistles?"],
            ),
            (
                "The pool is compulsory for rowers but not for guests.",
                &["What is compulsory for rowers but not for guests?"],
            ),
            (
                "Dogs and cats are not allowed.",
                &["What is not allowed?", "Are dogs and cats allowed?"],
            ),
            (
                "Nobody may row after dark.",
                &["May anybody row after dark?"],
            ),
            (
                "Tickets cost 20 cents a day, but no more than five euros.",
                &["How much do tickets cost?"],
            ),
            (
                "The lamp was lit in Oslo on 3 May 2022 and burns until 2030.",
                &["When was the lamp lit in Oslo?", "Where was the lamp lit?"],
            ),
            (
                "To share a lamp, open the box.",
                &["How do I share a lamp?"],
            ),
            ("The village owns the mill.", &["Who owns the mill?"]),
            ("A cooperative runs the bakery.", &["Who runs the bakery?"]),
            (
                "Children often stay and sleep on deck.",
                &["Do children often stay and sleep on deck?"],
            ),
        ] {
            check(&questions(sentence), expected);
        }
    }

    /// A sentence of which the rules make these questions, and no other.
    #[track_caller]
    fn check_all(sentence: &str, expected: &[&str]) {
        assert_eq!(questions(sentence), expected, "{sentence}");
    }

    #[test]
    fn a_question_that_would_say_something_else_is_not_made() {
        for sentence in [
            "In winter it rests on Sundays.",
            "Nobody rows there.",
            "Hardly anybody knows the reef.",
            "A long, quiet evening by the stove.",
            "Members who have not paid by 1 May lose their vote.",
            "Neither the mate nor the captain has said who pays.",
            "\u{201c}We did not expect so many guests,\u{201d} said the captain.",
            "What does it cost?",
        ] {
            check_all(sentence, &[]);
        }
        check_all(
            "Two Februarys of ice had damaged the pier.",
            &[
                "What had two Februarys of ice damaged?",
                "What had damaged the pier?",
                "Had two Februarys of ice damaged the pier?",
            ],
        );
        check_all(
            "The club does not lend oars without a deposit.",
            &["Who does not lend oars without a deposit?"],
        );
    }

    #[test]
    fn an_item_is_asked_for_by_who_is_to_do_it() {
        let lead = "Before the fair, the guests will";
        check(
            &item_questions("Bring your own rope.", lead),
            &[
                "Who has to bring their own rope?",
                "Do the guests have to bring their own rope?",
            ],
        );
        check(
            &item_questions("Feed the gulls.", "Examples of what not to do:"),
            &["Can I feed the gulls?"],
        );
        check(
            &item_questions("The rope is free.", lead),
            &["Is the rope free?"],
        );
    }
}
