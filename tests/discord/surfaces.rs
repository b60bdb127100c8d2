//! Every text of a table, a source, a member or a moderator, in every place where the bot shows it: it
//! is seen as it was typed, and does nothing. What is registered or sent is walked by itself, so a new
//! command or control is judged, too; a new kind of request or a new part of a message fails.

mod hostile;
mod judge;
mod walk;

use std::collections::BTreeSet;
use std::fs;

use crate::support::path;
use hostile::From;
use judge::Verdict;
use walk::Walk;

/// The kinds of all controls, as the program declares them.
fn declared_controls() -> BTreeSet<String> {
    let source = fs::read_to_string(path("src/discord/custom_id.rs")).unwrap();
    let (declared, _) = source.split_once("#[cfg(test)]").unwrap();
    let kinds = declared.split("(\"").skip(1);
    let kinds = kinds
        .filter_map(|rest| rest.split_once("\")"))
        .map(|(kind, _)| kind);
    kinds.map(str::to_owned).collect()
}

#[tokio::test]
async fn no_foreign_text_does_anything_wherever_it_is_shown() {
    let mut walk = Walk::start().await;
    walk.commands().await;
    walk.messages().await;
    walk.answers().await;
    walk.calls().await;
    walk.lists().await;
    walk.curations().await;
    walk.reloads().await;
    let used = walk.used.clone();
    let verdict = walk.finish().await;
    assert!(verdict.faults.is_empty(), "{}", verdict.faults.join("\n\n"));
    let unseen = From::ALL
        .iter()
        .filter(|from| !verdict.seen.contains(&(**from as usize)));
    assert_eq!(unseen.collect::<Vec<_>>(), [] as [&From; 0], "never shown");
    let declared = declared_controls();
    let unsent: Vec<_> = declared.difference(&verdict.controls).collect();
    assert!(
        unsent.is_empty(),
        "controls that were never sent: {unsent:?}"
    );
    let is_used = |kind: &str| used.keys().any(|used| used.split(':').next() == Some(kind));
    let unused: Vec<_> = declared.iter().filter(|kind| !is_used(kind)).collect();
    assert!(
        unused.is_empty(),
        "controls that were never used: {unused:?}"
    );
}

#[test]
fn only_one_room_says_that_a_text_is_escaped() {
    let mut folders = vec![path("src")];
    let mut callers = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs")
                && fs::read_to_string(&path).unwrap().contains("Escaped::new(")
            {
                callers.insert(path);
            }
        }
    }
    let is_allowed = |caller: &std::path::Path| {
        let rooms = ["src/wording", "src/discord/reply/foreign"];
        let caller = caller.strip_prefix(path("")).unwrap();
        rooms
            .iter()
            .any(|room| caller.to_string_lossy().starts_with(room))
    };
    let others: Vec<_> = callers
        .iter()
        .filter(|caller| !is_allowed(caller))
        .collect();
    assert!(!callers.is_empty() && others.is_empty(), "{others:?}");
}

#[test]
fn the_judge_finds_every_attack_that_is_not_stopped() {
    for (attack, text) in hostile::attacks() {
        if text == "+ $" {
            // It is no list on Discord; other readers of Markdown take it for one.
            continue;
        }
        let mut verdict = Verdict::default();
        verdict.markdown(&hostile::typed(From::Typed, attack));
        assert!(!verdict.faults.is_empty(), "{text:?} was not found");
    }
}

#[test]
fn the_judge_lets_pass_what_is_harmless() {
    for text in [
        "**Which** [*Heading*, ¶1](<https://example.org/a>): “a … b” -# no",
        "-# small\n> quoted **bold**\n1. one\n- `code` <t:1700000000:f> <@80351110224678912>",
        "```diff\n+ a\n- # b\n```\n2 \\* 3, a_b_c, 10:30:45, https\\://a.example",
    ] {
        let mut verdict = Verdict::default();
        verdict.markdown(text);
        assert_eq!(verdict.faults, [] as [String; 0], "{text}");
    }
}
