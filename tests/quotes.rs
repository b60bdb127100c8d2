//! Quotes from the table to what members see: the words without marks, their passage and their link.

use std::collections::BTreeSet;

use footnote::answer::{answer_of, passage::Passage};
use footnote::knowledge::pin;

use crate::support::load_with;

const TEXT: &str = "---\ntitle: Boats\n---\nThe lamp is lit at dusk.\n\n{% include tides.html %}\n\n\
    ## Fares {#fares}\n\n| Boat | Price |\n|------|------:|\n| [[gull\\|The *Gull*]] | 12 crowns[^1] |\n\n\
    !!! tip \"Late boats\"\n    Ring the **bell** twice, and wait for ==the lamp==.\n\n    The lamp is lit at dusk.\n\n\
    [^1]: Children pay half.\n";

/// Checks what members see of a citation: its quote, the paragraph with the quote in brackets, and the
/// link's fragment.
#[track_caller]
fn check(cite: &str, expected: [&str; 3]) {
    let table = format!(
        "format = 1\n[source]\nid = 's'\ntitle = 'S'\nurl = 'https://example.org/boats'\n[[question]]\n\
         ask = ['What?']\nanswer = {{ text = 'That.', quote = {cite} }}\n"
    );
    let pinned = pin::pin(&table, Some(TEXT), &BTreeSet::new()).unwrap();
    let (knowledge, report) = load_with(&pinned.file, Some(TEXT));
    assert_eq!(report.render_plain(), "");
    let knowledge = knowledge.unwrap();
    let answer = answer_of(&knowledge, &knowledge.entries[0]);
    let cited = &answer.citations[0];
    let [before, quoted, after] = Passage::of(&knowledge, cited).unwrap().split();
    let link = cited.url.as_ref().unwrap().as_str();
    let fragment = link
        .strip_prefix("https://example.org/boats#:~:text=")
        .unwrap();
    let found = [
        &cited.quote,
        &format!("{before}[{quoted}]{after}"),
        fragment,
    ];
    assert_eq!(found, expected);
}

#[test]
fn members_see_what_was_pasted_from_the_file_as_readers_see_the_page() {
    let row = [
        "The Gull 12 crowns",
        "[The Gull 12 crowns]",
        "The%20Gull%2012%20crowns",
    ];
    check(r"'[[gull\|The *Gull*]] | 12 crowns[^1]'", row);
    check("'The Gull 12 crowns'", row);
    check(
        "'Ring the **bell** … ==the lamp==.'",
        [
            "Ring the bell … the lamp.",
            "[Ring the bell twice, and wait for the lamp.]",
            "Ring%20the%20bell,the%20lamp.",
        ],
    );
}

#[test]
fn a_paragraph_that_stands_twice_is_cited_by_its_place() {
    let dusk = "The%20lamp%20is%20lit%20at%20dusk";
    let both = |fragment| {
        [
            "The lamp is lit at dusk",
            "[The lamp is lit at dusk].",
            fragment,
        ]
    };
    check("'The lamp is lit at dusk', at = '0.1'", both(dusk));
    let second = format!("for%20the%20lamp.-,{dusk}");
    check("'The lamp is lit at dusk', at = '1.5'", both(&second));
}
