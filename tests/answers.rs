//! Answers: question → outcome and entry.

use footnote::answer::Outcome::{self, Answered, Declined, Gap, Unsure};
use footnote::answer::Strictness;
use footnote::service::{Service, Snapshot};

use crate::support::{load, skerry, snapshot};

#[track_caller]
fn check(snapshot: &Snapshot, rows: &[(&str, Outcome, &str)]) {
    for (question, outcome, entry) in rows {
        let answer = snapshot.ask(question);
        let found = answer.entry.as_ref().map_or("", |entry| entry.id.as_str());
        assert_eq!((answer.outcome, found), (*outcome, *entry), "{question}");
    }
}

#[test]
fn paraphrases_are_answered() {
    check(
        &skerry(),
        &[
            ("When was the lamp relit?", Answered, "when-relit"),
            (
                "hey, anyone know since when the light is on again??",
                Answered,
                "when-relit",
            ),
            (
                "wat hapened to the lighthose in the strom",
                Answered,
                "why-dark",
            ),
            ("money for the repair", Answered, "who-paid"),
            ("who pays for the oil", Answered, "running-costs"),
            ("is the foghorn coming back?", Answered, "foghorn-back"),
        ],
    );
}

#[test]
fn gaps_are_answered_as_gaps() {
    check(
        &skerry(),
        &[
            ("what does the lens cost", Gap, "lens-price"),
            ("can i visit the tower", Gap, "visits"),
            ("brandt's age?", Gap, "brandt-age"),
        ],
    );
}

#[test]
fn a_gap_needs_more_than_the_type_of_answer() {
    for question in [
        "how much is a coffee",
        "how much does it cost to park",
        "how old is the bakery",
    ] {
        assert_ne!(skerry().ask(question).outcome, Gap, "{question}");
    }
}

#[test]
fn out_of_scope_questions_are_declined() {
    check(
        &skerry(),
        &[
            ("how do i bake banana bread", Declined, ""),
            ("hello there", Declined, ""),
            ("???", Declined, ""),
            ("", Declined, ""),
            ("\u{1f634}\u{1f634}", Declined, ""),
        ],
    );
}

#[test]
fn the_shipped_table_answers_typical_questions() {
    check(
        &snapshot("knowledge"),
        &[
            ("Who is the US envoy?", Answered, "who-envoy"),
            ("when did israel take the golan", Answered, "golan-when"),
            (
                "why are they meeting in Paris of all places?",
                Answered,
                "why-paris",
            ),
            (
                "Will there be a joint statement?",
                Answered,
                "joint-statement",
            ),
            ("how old is tom barrack", Gap, "gap-barrack-bio"),
            ("banana bread recipe", Declined, ""),
        ],
    );
}

/// Two questions, and a gap, that one may ask in the same words.
const TWINS: &str = r#"
format = 1
[source]
id = "twins"
title = "Two lamps"
[[fact]]
id = "north"
text = "The northern lamp is red."
cite = { quote = "red lamp", at = "0.1" }
[[question]]
id = "north-lamp"
ask = ["What's the lamp like?", "color of the northern lamp"]
facts = ["north"]
[[question]]
id = "south-lamp"
ask = ["What is the lamp like?", "color of the southern lamp"]
facts = ["north"]
[[gap]]
id = "oil"
ask = ["What is the color of the oil?"]
text = "The article does not say what color the oil is."
"#;

/// Entries that differ by a sign, a number or a numeral only.
const SIGNS: &str = r#"
format = 1
[source]
id = "courses"
title = "The courses"
[[fact]]
id = "it"
text = "It is so."
cite = { quote = "It is so", at = "1.1" }
[[question]]
id = "sharp"
ask = ["J# lessons", "what does J# teach", "what does 🔵 stand for", "Book IV length"]
facts = ["it"]
[[question]]
id = "plus"
ask = ["J++ lessons", "what does J++ teach", "what does 🟡 stand for", "Book VIII length"]
facts = ["it"]
"#;

#[test]
fn a_sign_or_a_numeral_tells_entries_apart() {
    let (knowledge, report) = load(SIGNS);
    let snapshot = Snapshot::new(knowledge.unwrap_or_else(|| panic!("{}", report.render_plain())));
    check(
        &snapshot,
        &[
            ("J# lessons", Answered, "sharp"),
            ("j++ lessons?", Answered, "plus"),
            ("hi, what does j++ teach us", Answered, "plus"),
            ("what does 🟡 stand for", Answered, "plus"),
            ("length of book 4", Answered, "sharp"),
            ("length of book viii", Answered, "plus"),
            ("book iv length 😴", Answered, "sharp"),
        ],
    );
}

#[test]
fn a_phrasing_of_two_entries_leaves_the_bot_unsure() {
    let snapshot = Snapshot::new(load(TWINS).0.unwrap());
    let answer = snapshot.ask("what is the lamp like");
    assert_eq!(answer.outcome, Unsure);
    let mut options: Vec<&str> = answer.others.iter().map(|e| e.id.as_str()).collect();
    options.sort_unstable();
    assert_eq!(options[..2], ["north-lamp", "south-lamp"]);
    assert!(answer.sentences.is_empty() && answer.entry.is_none());
}

#[test]
fn a_gap_asked_word_for_word_beats_a_similar_question() {
    let snapshot = Snapshot::new(load(TWINS).0.unwrap());
    check(&snapshot, &[("what is the color of the oil", Gap, "oil")]);
}

#[test]
fn tests_take_no_part_in_matching() {
    let tests = "[[test]]\nask = [\"zebra crossing\"]\nexpect = \"oil\"\n";
    let (without, with) = (load(TWINS), load(&(TWINS.to_owned() + tests)));
    let (without, with) = (
        Snapshot::new(without.0.unwrap()),
        Snapshot::new(with.0.unwrap()),
    );
    for question in ["zebra crossing", "what is the color of the oil", "lamp"] {
        assert_eq!(without.ask(question), with.ask(question));
    }
}

#[test]
fn repeated_words_do_not_change_the_confidence() {
    let snapshot = skerry();
    let once = snapshot.ask("who gave money").confidence;
    let twice = snapshot.ask("who who gave gave money money").confidence;
    assert!((once - twice).abs() < 0.1, "{once} {twice}");
}

#[test]
fn every_sentence_cites_and_every_citation_is_used() {
    let snapshot = snapshot("knowledge");
    for entry in &snapshot.knowledge().entries {
        let answer = footnote::answer::answer_of(snapshot.knowledge(), entry);
        for sentence in &answer.sentences {
            assert!(!sentence.citations.is_empty(), "{}", entry.id);
        }
        let used = answer.sentences.iter().flat_map(|s| &s.citations);
        let numbers: std::collections::BTreeSet<usize> = used.copied().collect();
        let listed: Vec<usize> = answer.citations.iter().map(|c| c.n).collect();
        assert_eq!(
            numbers.into_iter().collect::<Vec<_>>(),
            listed,
            "{}",
            entry.id
        );
    }
}

#[test]
fn the_same_question_gets_the_same_answer() {
    let (one, other) = (skerry(), skerry());
    for question in ["who pays", "lamp", "when did volunteers light the lantern"] {
        assert_eq!(one.ask(question), one.ask(question));
        assert_eq!(one.ask(question), other.ask(question));
    }
}

/// Entries that differ in what must not be blurred.
const RULES: &str = r#"
format = 1
[source]
id = "rules"
title = "Rules of the harbor"
[[fact]]
id = "first"
text = "Whoever speeds once is warned."
cite = { quote = "is warned", at = "0.1" }
[[fact]]
id = "pilot"
text = "The pilot pays the keeper 40 crowns."
cite = { quote = "40 crowns", at = "0.1" }
[[question]]
id = "first-time"
ask = ["What happens at the first offence?", "penalty for a first offence"]
facts = ["first"]
[[question]]
id = "before-noon"
ask = ["Who may enter the harbor before noon?", "entering the harbor before noon"]
facts = ["first"]
[[question]]
id = "pilot-pays"
ask = ["Does the pilot pay the keeper?", "how much does the pilot pay the keeper"]
facts = ["pilot"]
[[question]]
id = "may-anchor"
ask = ["Who is allowed to anchor?", "who may anchor here"]
facts = ["first"]
[[gap]]
id = "oil"
ask = ["What is the color of the oil?"]
text = "The article does not say what color the oil is."
"#;

#[test]
fn a_mismatch_in_number_polarity_or_direction_is_not_answered() {
    let snapshot = Snapshot::new(load(RULES).0.unwrap());
    let answered = |question: &str| snapshot.ask(question).outcome == Answered;
    for (same, other) in [
        (
            "what happens at a first offence",
            "what happens at a second offence",
        ),
        (
            "who can enter the harbor before noon",
            "who can enter the harbor after noon",
        ),
        ("does the pilot pay a keeper", "does the keeper pay a pilot"),
        (
            "who is allowed to anchor there",
            "who is not allowed to anchor there",
        ),
    ] {
        assert!(answered(same), "{same}");
        assert!(!answered(other), "{other}");
    }
}

#[test]
fn related_words_are_matched_by_the_thesaurus() {
    let snapshot = Snapshot::new(load(RULES).0.unwrap());
    let leads = |question: &str| snapshot.ask(question).candidates[0].entry.id.clone();
    assert_eq!(leads("punishment for the first crime"), "first-time");
    assert_eq!(leads("who is permitted to anchor"), "may-anchor");
}

#[test]
fn pleasantries_are_declined() {
    let snapshot = skerry();
    for said in [
        "hi, how are you",
        "thanks, that helped a lot!",
        "good morning everyone",
    ] {
        check(&snapshot, &[(said, Declined, "")]);
    }
}

#[test]
fn a_stricter_bot_answers_less() {
    let balanced = skerry();
    let [cautious, eager] = [Strictness::Cautious, Strictness::Eager]
        .map(|strictness| balanced.with_strictness(strictness));
    let outcomes =
        |question| [&cautious, &balanced, &eager].map(|snapshot| snapshot.ask(question).outcome);
    assert_eq!(outcomes("who paid"), [Unsure, Unsure, Answered]);
    assert_eq!(outcomes("banana bread"), [Declined; 3]);
    let answered = |snapshot: &Snapshot| {
        let entries = snapshot.knowledge().entries.iter();
        let last = entries.filter_map(|entry| entry.phrasings.last());
        let words = last.map(|phrasing| phrasing.text.split(' ').step_by(2));
        let questions = words.map(|words| words.collect::<Vec<_>>().join(" "));
        let answered = questions.filter(|question| snapshot.ask(question).outcome == Answered);
        answered.count()
    };
    let counts = [&cautious, &balanced, &eager].map(answered);
    assert!(counts.is_sorted(), "{counts:?}");
}

#[test]
fn a_swap_keeps_the_strictness() {
    let service = Service::of(skerry());
    service.set_strictness(Strictness::Eager);
    service.swap(&skerry());
    assert_eq!(service.snapshot().ask("who paid").outcome, Answered);
}
