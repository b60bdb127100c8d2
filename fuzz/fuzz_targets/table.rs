//! Any table, asked anything: if the loader accepts it, the matcher answers, and each phrasing with a
//! word in it finds an entry that has it.

#![no_main]

use std::collections::HashMap;

use arbitrary::Arbitrary;
use footnote::matcher::analysis::normalize::as_written;
use footnote::knowledge;
use footnote::service::Snapshot;
use libfuzzer_sys::fuzz_target;

/// A table of questions, gaps and synonyms, and the questions asked of it.
#[derive(Arbitrary, Debug)]
struct Case {
    questions: Vec<Vec<String>>,
    gaps: Vec<Vec<String>>,
    synonyms: Vec<Vec<String>>,
    asked: Vec<String>,
}

/// A list of strings in TOML.
fn list(strings: &[String]) -> String {
    let quoted = strings.iter().map(|string| {
        let escaped = string.chars().map(|letter| match letter {
            '"' | '\\' => format!("\\{letter}"),
            letter if letter.is_control() => format!("\\U{:08X}", u32::from(letter)),
            letter => letter.to_string(),
        });
        format!("\"{}\"", escaped.collect::<String>())
    });
    format!("[{}]", quoted.collect::<Vec<_>>().join(", "))
}

fn table(case: &Case) -> String {
    let head = "format = 1\nsource = { id = \"s\", title = \"S\" }\n\
                [[fact]]\nid = \"f\"\ntext = \"It is so.\"\ncite = { quote = \"so\", at = \"0.1\" }\n";
    let questions = (0..).zip(&case.questions).map(|(number, ask): (usize, _)| {
        let ask = list(ask);
        format!("[[question]]\nid = \"q{number}\"\nfacts = [\"f\"]\nask = {ask}\n")
    });
    let gaps = (0..).zip(&case.gaps).map(|(number, ask): (usize, _)| {
        let ask = list(ask);
        format!("[[gap]]\nid = \"g{number}\"\ntext = \"It does not say.\"\nask = {ask}\n")
    });
    let synonyms = case.synonyms.iter();
    let synonyms = synonyms.map(|words| format!("[[synonyms]]\nwords = {}\n", list(words)));
    [head.to_owned()]
        .into_iter()
        .chain(questions)
        .chain(gaps)
        .chain(synonyms)
        .collect()
}

fuzz_target!(|case: Case| {
    let parsed = knowledge::parse(&[("fuzzed.toml".to_owned(), table(&case).into_bytes())]);
    let (knowledge, report) = knowledge::load(parsed, &[None]);
    let Some(knowledge) = knowledge else {
        assert!(report.has_errors());
        return;
    };
    let snapshot = Snapshot::new(knowledge);
    let mut owners: HashMap<String, Vec<&str>> = HashMap::new();
    for entry in &snapshot.knowledge().entries {
        for phrasing in &entry.phrasings {
            let words = as_written(&phrasing.text);
            owners.entry(words).or_default().push(&entry.id);
        }
    }
    for entry in &snapshot.knowledge().entries {
        for phrasing in &entry.phrasings {
            let ranking = snapshot.matcher().rank(&phrasing.text);
            let words = &as_written(&phrasing.text);
            let leader = ranking.hits.first().map(|hit| hit.entry);
            let leader = leader.map(|leader| snapshot.knowledge().entries[leader].id.as_str());
            assert!(words.is_empty() || leader.is_some_and(|id| owners[words].contains(&id)));
        }
    }
    for question in &case.asked {
        let answer = snapshot.ask(question);
        assert!((0.0..=1.0).contains(&answer.confidence));
        assert!(
            answer
                .candidates
                .iter()
                .all(|candidate| candidate.score.is_finite())
        );
    }
});
