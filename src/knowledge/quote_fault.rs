//! Says what is wrong with a quote that its source's text does not have, or has more than once, and what
//! to write instead.

mod absent;
mod ambiguous;

use crate::knowledge::At;

pub(super) use crate::knowledge::quote_fault::absent::not_found;
pub(super) use crate::knowledge::quote_fault::ambiguous::ambiguous;

/// The most paragraphs that are named.
const MAX_NAMED: usize = 5;

/// Paragraphs by name, each once.
fn named(paragraphs: impl Iterator<Item = At>) -> String {
    let mut all: Vec<At> = paragraphs.collect();
    all.dedup();
    let mut names: Vec<String> = all.iter().take(MAX_NAMED).map(At::to_string).collect();
    if all.len() > MAX_NAMED {
        names.push("others".to_owned());
    }
    match names.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => names.concat(),
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::knowledge::{load, parse};

    const TEXT: &str = "The *old* Gull is as long as the Tern is wide.\n\n| Boat | Seats |\n|--|--|\n\
                        | Gull | 12 |\n| Tern | 4 |\n\n## Lamp\n\nThe keeper lit the lamp in May, says the \
                        trust. The trust says so.\n\nThe keeper lit the lamp in May of a dry year.\n";

    /// Checks the message, after the quote, and the repair of the fault of a citation.
    #[track_caller]
    fn check(cite: &str, message: &str, repair: &str) {
        let table = format!(
            "format = 1\nsource = {{ id = 's', title = 'S' }}\nfact = [{{ id = 'f', text = 'F.', cite = {{ \
             quote = {cite} }} }}]\n"
        );
        let parsed = parse(&[("s.toml".to_owned(), table.into_bytes())]);
        let (_, report) = load(parsed, &[Some(TEXT.to_owned())]);
        let is_about_quote = |code| matches!(code, Code::QuoteNotFound | Code::QuoteAmbiguous);
        let fault = report
            .diagnostics
            .iter()
            .find(|fault| is_about_quote(fault.code));
        let fault = fault.unwrap_or_else(|| panic!("{cite} is found"));
        let told = fault.message.split_once("text: ");
        let told = told.or(fault.message.split_once("` matches ")).unwrap().1;
        assert_eq!((told, fault.repair.as_deref().unwrap()), (message, repair));
    }

    #[test]
    fn the_nearest_words_and_the_corrected_quote_are_told() {
        check(
            "'The keeper … in June'",
            "`in June` does not occur in it",
            "1.1 has “in [June → May]” (yours → the text’s): write `The keeper … in May`, and `at = \"1.1\"`",
        );
        check(
            "'The keeper will … a dry year'",
            "`The keeper will` does not occur in it",
            "1.2 has “The keeper [will → lit]” (yours → the text’s): write `The keeper lit … a dry year`",
        );
        check(
            "'The keeeper lit the lamp … says the trsut'",
            "`The keeeper lit the lamp` does not occur in it",
            "1.1 has “The [keeeper → keeper] lit the lamp … says the [trsut → trust]” (yours → the text’s): \
             write `The keeper lit the lamp … says the trust`",
        );
        check(
            "'Gull | 13'",
            "its words do not stand there",
            "0.3 has “Gull [13 → 12]” (yours → the text’s): write `Gull 12`",
        );
        check(
            "'The **old** Tern'",
            "its words do not stand there",
            "0.1 has “The old [Tern → Gull]” (yours → the text’s): write `The old Gull`",
        );
    }

    #[test]
    fn what_is_seen_at_a_glance_is_told_first() {
        check(
            "'the old Gull'",
            "it occurs with different capitals",
            "0.1 has “[the → The] old Gull” (yours → the text’s): write `The old Gull`",
        );
        check(
            "'he old'",
            "it occurs only as a part of longer words",
            "0.1 has “[he → The] old” (yours → the text’s): write `The old`",
        );
        check(
            "'nothing of that sort'",
            "its words do not stand there",
            super::absent::HOW_TO_QUOTE_ROWS,
        );
    }

    #[test]
    fn ends_that_stand_apart_are_told_with_their_places() {
        let why = "its ends do not occur in this order in one paragraph";
        check(
            "'Gull … 4'",
            why,
            "`Gull` is in 0.1 and 0.3, `4` in 0.4: quote from a single paragraph, or cite two quotes in a \
             list",
        );
        check(
            "'wide … long'",
            why,
            "in 0.1, `long` stands before `wide`: swap them",
        );
    }

    #[test]
    fn the_end_that_repeats_is_told_with_its_places() {
        check(
            "'The … trust'",
            "more than once in 1.1: its last words, `trust`, repeat there",
            "lengthen its last words until the quote matches only once: 1.1 has “… May, says the [trust]. The \
             trust says …” and “… the trust. The [trust] says so.”",
        );
        check(
            "'the … so'",
            "more than once in 1.1: its first words, `the`, repeat there",
            "lengthen its first words until the quote matches only once: 1.1 has “The keeper lit [the] lamp in \
             May, …” and “… in May, says [the] trust. The trust …”",
        );
        check(
            "'trust'",
            "more than once in 1.1",
            "lengthen it until the quote matches only once: 1.1 has “… May, says the [trust]. The trust says …” \
             and “… the trust. The [trust] says so.”",
        );
    }

    #[test]
    fn a_quote_in_several_paragraphs_is_settled_by_naming_one() {
        check(
            "'The keeper … May'",
            "more than once: both its ends are in 1.1 and 1.2",
            "name the paragraph in `at`, or add words to its ends: 1.1 has “[The keeper lit the lamp in May], \
             says the trust. …”, 1.2 has “[The keeper lit the lamp in May] of a dry …”",
        );
        check(
            "'The keeper lit', at = '1.3'",
            "more than once: it is in 1.1 and 1.2, and not in 1.3, which `at` names",
            "name the paragraph in `at`, or add words to it: 1.1 has “[The keeper lit] the lamp in …”, 1.2 has \
             “[The keeper lit] the lamp in …”",
        );
    }
}
