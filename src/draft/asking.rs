//! A statement → the ways in which readers may ask for it, by rule: from its clause, from what it holds
//! (times, numbers, money, places, reasons, conditions, steps), and from its keywords.

use crate::draft::asker::{Asking, is_name};
use crate::draft::clause::plainly;
use crate::draft::english::{
    ANAPHORS, AUXILIARIES, BE, CONJUNCTIONS, DETERMINERS, PREPOSITIONS, PRONOUNS, VERBS, has,
};
use crate::draft::fragment::Fragment;
use crate::draft::verbs::lower_first;
use crate::matcher::analysis::lexicon;

/// The questions that a sentence answers, the best first.
pub(super) fn questions(sentence: &str) -> Vec<String> {
    let plainly = plainly(sentence);
    let words = plainly.words();
    let mut asked = Asking::default();
    if let Some(condition) = &plainly.condition {
        asked.condition(condition);
    }
    if is_instruction(&words) {
        asked.instruction(&words, "");
        return asked.found;
    }
    asked.inverted(&plainly);
    let clause = plainly.clause();
    match &clause {
        Some(clause) => {
            let (first, second) = clause.parted();
            asked.clause(&first, &plainly.setting);
            if let Some(second) = second {
                asked.clause(&second, &plainly.setting);
            }
        }
        None => asked.fragment(&words, &plainly.setting, Fragment::of(sentence, &words)),
    }
    if let Some(relative) = &plainly.relative {
        let who = if words.iter().any(|word| is_name(word)) {
            "who"
        } else {
            "what"
        };
        asked.say(who, &relative[1..]);
    }
    if let Some(clause) = clause.filter(|_| plainly.source) {
        asked.say("who reported", &clause.subject);
    }
    asked.counts(&words);
    asked.found
}

/// The questions that an item of a list answers, under what leads in to it.
pub(super) fn item_questions(item: &str, lead: &str) -> Vec<String> {
    let words = plainly(item).words();
    let instructs = lead_instructs(lead);
    if !(is_instruction(&words) || (instructs && begins_like_a_verb(&words))) {
        return questions(item);
    }
    let mut asked = Asking::default();
    if forbids(lead) {
        asked.say("can I", &words);
        asked.say("is it okay to", &words);
        asked.say("should I", &words);
        return asked.found;
    }
    asked.instruction(&words, &actor(lead));
    asked.found
}

/// Whether these words tell the reader to do something.
pub(super) fn is_instruction(words: &[String]) -> bool {
    let small = |at: usize| {
        words
            .get(at)
            .map(|word| word.to_lowercase())
            .unwrap_or_default()
    };
    let first = small(0);
    let skip = usize::from(matches!(
        &*first,
        "please" | "always" | "never" | "do" | "don't" | "don’t"
    ));
    let verb = small(skip + usize::from(skip == 1 && small(1) == "not"));
    let next = small(skip + 1);
    // *Cost is …*, *Work has …*: a noun.
    has(VERBS, &verb)
        && !has(BE, &next)
        && !matches!(&*next, "has" | "have" | "can" | "will" | "must")
}

/// Whether words under a lead that instructs are what somebody is to do.
fn begins_like_a_verb(words: &[String]) -> bool {
    let first = words
        .first()
        .map(|word| word.to_lowercase())
        .unwrap_or_default();
    let is_function = [PREPOSITIONS, DETERMINERS, PRONOUNS, CONJUNCTIONS, ANAPHORS]
        .iter()
        .any(|list| has(list, &first));
    let has_helper = words
        .iter()
        .take(6)
        .any(|word| has(AUXILIARIES, &word.to_lowercase()));
    let is_verb = has(VERBS, &first) || lexicon::is_word(&first) && !has_helper;
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
    let words = plainly(lead).words();
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
                    "What does the captain cancel?",
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
                &["How many tickets are there?"],
            ),
            (
                "In winter it rests on Sundays.",
                &["Is it true that it rests on Sundays in winter?"],
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
                "Nobody rows there.",
                &["Is it true that nobody rows there?"],
            ),
            (
                "Hardly anybody knows the reef.",
                &["Does hardly anybody know the reef?"],
            ),
            (
                "A long, quiet evening by the stove.",
                &["What about a long quiet evening by the stove?"],
            ),
            (
                "Children often stay and sleep on deck.",
                &["Do children often stay and sleep on deck?"],
            ),
        ] {
            check(&questions(sentence), expected);
        }
    }

    #[test]
    fn an_item_is_asked_for_by_who_is_to_do_it() {
        let lead = "Before the fair, the guests will";
        check(
            &item_questions("Bring your own rope.", lead),
            &[
                "Who has to bring my own rope?",
                "Do the guests have to bring my own rope?",
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
