//! What the log keeps of questions: nothing private of those that an attacker invents, and every word of
//! those that members ask every day. Prints both figures (`just privacy`).
//!
//! The rules were built on `attacks-dev.txt`; `attacks-test.txt` was written after them, and no rule follows it.

use std::fs;
use std::sync::LazyLock;

use footnote::matcher::Matcher;
use footnote::question_log::redact::{REDACTED, Redactor, redact_for_good};
use footnote::service::Snapshot;
use proptest::prelude::*;
use rayon::prelude::*;
use serde_json::Value;

use crate::support::{path, skerry, snapshot};

/// The most attacks that may survive whole, in percent.
const MOST_SURVIVING: usize = 5;
/// The fewest everyday questions that keep all their words, in percent.
const FEWEST_KEPT: usize = 97;

static SKERRY: LazyLock<Snapshot> = LazyLock::new(skerry);

/// An attack, with what of it is private.
struct Attack {
    kind: String,
    question: String,
    private: Vec<String>,
}

fn attacks(file: &str) -> Vec<Attack> {
    let file = fs::read_to_string(path(&format!("tests/privacy/{file}"))).unwrap();
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let (kind, marked) = line.split_once(" | ").unwrap();
            let private = marked.split('{').skip(1);
            let private = private.map(|part| part.split_once('}').unwrap().0.to_owned());
            Attack {
                kind: kind.to_owned(),
                question: marked.replace(['{', '}'], ""),
                private: private.collect(),
            }
        })
        .collect()
}

/// Whether every word of what is private is kept, whatever else is.
fn survives(matcher: &Matcher, attack: &Attack) -> bool {
    let kept = Redactor::default().redact(matcher, &attack.question);
    let kept: Vec<&str> = kept.split(' ').collect();
    let private = attack.private.iter();
    let mut private = private
        .flat_map(|part| matcher.words(part))
        .map(|(word, _)| word)
        .peekable();
    private.peek().is_some() && private.all(|word| kept.contains(&&*word))
}

#[track_caller]
fn check_attacks(file: &str) {
    let skerry = &*SKERRY;
    let attacks = attacks(file);
    let survive: Vec<&Attack> = attacks
        .iter()
        .filter(|attack| survives(skerry.matcher(), attack))
        .collect();
    println!(
        "{file}: {} of {} survive whole",
        survive.len(),
        attacks.len()
    );
    for attack in &survive {
        println!("  {}: {}", attack.kind, attack.question);
    }
    assert!(survive.len() * 100 <= attacks.len() * MOST_SURVIVING);
}

#[test]
fn what_the_rules_were_built_on_does_not_survive() {
    check_attacks("attacks-dev.txt");
}

#[test]
fn what_was_invented_after_the_rules_does_not_survive() {
    check_attacks("attacks-test.txt");
}

/// The phrasings of a table, and the questions of its development set.
fn everyday_questions(snapshot: &Snapshot, set: &str) -> [Vec<String>; 2] {
    let entries = snapshot.knowledge().entries.iter();
    let phrasings = entries.flat_map(|entry| &entry.phrasings);
    let asked = fs::read_to_string(path(&format!("tests/answers/{set}/dev.jsonl"))).unwrap();
    let asked = asked.lines().map(|line| {
        let asked: Value = serde_json::from_str(line).unwrap();
        asked["q"].as_str().unwrap().to_owned()
    });
    [
        phrasings.map(|phrasing| phrasing.text.clone()).collect(),
        asked.collect(),
    ]
}

#[test]
fn everyday_questions_keep_their_words() {
    let mut totals = [(0, 0); 2];
    for (table, set) in [
        ("knowledge/paris-talks.toml", "paris-talks"),
        ("knowledge/examples/alder-street", "alder-street"),
        ("knowledge/examples/brackenhold", "brackenhold"),
    ] {
        let snapshot = snapshot(table);
        for (questions, total) in everyday_questions(&snapshot, set).iter().zip(&mut totals) {
            let is_kept = |question: &&String| {
                let kept = Redactor::default().redact(snapshot.matcher(), question);
                if kept.contains(REDACTED) {
                    println!("  {question}\n      {kept}");
                }
                !kept.contains(REDACTED)
            };
            let kept = questions.par_iter().filter(is_kept).count();
            println!("{set}: {kept} of {} keep all their words", questions.len());
            *total = (total.0 + kept, total.1 + questions.len());
        }
    }
    for (of, (kept, all)) in ["phrasings", "unseen questions"].iter().zip(totals) {
        println!("{of}: {kept} of {all} keep all their words");
        assert!(kept * 100 >= all * FEWEST_KEPT);
    }
}

/// Parts that a hostile question may be put together from.
fn parts() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "my", "pin", "is", "password", "4821", "079", "-", ":", ",", ".", "?", "\n", "…", "@",
        "at", "dot", "org", "oh", "seven", "Rose", "Field", "Mr", "i", "live", "born", "14",
        "march", "1987", "Elm", "Road", "```", "<@", ">", "//", "\u{200b}", "\u{301}", "ﬁ", "４",
        "р", "when", "was", "the", "lamp", "relit", "\"", "'s", "to", "us", "5pm",
    ]);
    prop_oneof![4 => known.prop_map(str::to_owned), 1 => any::<String>()]
}

fn questions() -> impl Strategy<Value = String> {
    let blank = prop::sample::select(vec![" ", " ", " ", ""]);
    let pieces = prop::collection::vec((parts(), blank), 0..24);
    pieces.prop_map(|pieces| {
        pieces
            .into_iter()
            .flat_map(|(part, blank)| [part, blank.to_owned()])
            .collect()
    })
}

proptest! {
    #[test]
    fn redacting_again_changes_nothing(question in questions()) {
        let skerry = &*SKERRY;
        let redactor = Redactor::default();
        let kept = redactor.redact(skerry.matcher(), &question);
        prop_assert_eq!(redactor.redact(skerry.matcher(), &kept), kept);
        let kept = redact_for_good(&question);
        prop_assert_eq!(redact_for_good(&kept), kept);
    }

    #[test]
    fn what_follows_a_secret_is_nowhere_in_what_is_kept(
        before in questions(), digits in "[1-9]{4,9}", after in questions(),
    ) {
        let skerry = &*SKERRY;
        let question = format!("{before}. my pin is {digits}. {after}");
        prop_assume!(!before.contains(&digits) && !after.contains(&digits));
        let kept = Redactor::default().redact(skerry.matcher(), &question);
        prop_assert!(!kept.split(' ').any(|word| word == digits), "{}", kept);
    }
}
