//! The rules, in order: each finds one kind of what is private. None depends on another, nor on a table.

use crate::question_log::redact::found::Findings;
use crate::question_log::redact::reading::Reading;
use crate::question_log::redact::{
    addresses, birthdays, contacts, coordinates, digits, keys, links, names, number_words,
    openings, secrets, spelled, spots,
};

/// Adds what a kind of private text it finds in a reading.
type Rule = fn(&Reading, &mut Findings);

/// All rules, by what they find.
const RULES: &[(&str, Rule)] = &[
    ("code blocks, links, hosts, mentions", links::find),
    (
        "email addresses, however they are obscured",
        contacts::find_emails,
    ),
    ("addresses of machines", spots::find_machines),
    (
        "keys, hashes, tokens, bank accounts with a checksum",
        keys::find,
    ),
    ("phone, card, account and identity numbers", digits::find),
    ("numbers spelled out", number_words::find),
    ("words spelled out", spelled::find),
    ("coordinates", coordinates::find),
    ("street and postal addresses", addresses::find),
    ("dates of birth", birthdays::find),
    ("number plates", spots::find_plates),
    ("secrets", secrets::find),
    ("what opens a door", openings::find),
    ("handles, and how to reach somebody", contacts::find),
    ("names", names::find),
];

/// Finds everything private in a reading.
pub(super) fn find(reading: &Reading) -> Findings {
    let mut found = Findings::default();
    for (_, rule) in RULES {
        rule(reading, &mut found);
    }
    found
}
