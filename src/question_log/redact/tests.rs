//! What is kept of single questions; `tests/privacy.rs` measures many.

use super::*;
use crate::answer::documents;
use crate::files;

fn matcher() -> Matcher {
    let loaded = files::load("tests/skerry".as_ref(), None);
    documents::matcher(&loaded.knowledge.expect("the table is valid"))
}

/// Each question is asked by another member.
#[track_caller]
fn check(rows: &[(&str, &str)]) {
    let (matcher, mut redactor) = (matcher(), Redactor::default());
    for (member, (question, kept)) in (0..).zip(rows) {
        redactor.count(&matcher, member, question);
        assert_eq!(redactor.redact(&matcher, question), *kept, "{question}");
    }
}

#[test]
fn ordinary_questions_are_kept() {
    check(&[
        ("When was the lamp relit?", "when was the lamp relit"),
        (
            "whats the price of 3 tickets in 2026",
            "what is the price of 3 tickets in 2026",
        ),
        (
            "is there a ferry to the lighthouse",
            "is there a ferry to the lighthouse",
        ),
        ("", ""),
    ]);
}

#[test]
fn private_patterns_are_redacted() {
    check(&[
        ("mail me at ann.b+x@example.org please", "mail me at …"),
        ("<@80351110224678912> asked in <#123>", "… asked in …"),
        ("hi @annabelle when", "hi … when"),
        (
            "see https://example.org/a?b=c or www.example.org",
            "see … or …",
        ),
        ("call +44 (0)20 7946-0958 now", "call … now"),
        ("i am at 192.168.1.20 or fe80::1", "i am at … or …"),
        ("my token is mfa.abcDEF-123 thanks", "my … thanks"),
        ("password: hunter2", "…"),
        ("key sk4fjq29fk2l1m", "key …"),
        ("my id is 80351110224678912", "my id is …"),
        (
            "we live at 12 Old Mill Road, when is it lit",
            "we live at … when is it lit",
        ),
        (
            "```\nexport A=b\n``` what does it mean",
            "… what does it mean",
        ),
    ]);
}

#[test]
fn unknown_words_are_redacted_until_three_members_have_used_them() {
    check(&[
        (
            "does Wojciechowski Wojciechowski keep the lamp",
            "does … keep the lamp",
        ),
        ("a zorblat", "a …"),
        ("zorblat", "…"),
        ("wojciechowski", "…"),
        ("is wojciechowski old", "is wojciechowski old"),
        ("is the zorblat old", "is the zorblat old"),
    ]);
}

#[test]
fn one_member_is_counted_once_however_often_they_ask() {
    let (matcher, mut redactor) = (matcher(), Redactor::default());
    for question in ["zorblat", "zorblat?", "a zorblat", "is zorblat old"] {
        redactor.count(&matcher, 1, question);
        assert!(redactor.redact(&matcher, question).contains(REDACTED));
    }
}
