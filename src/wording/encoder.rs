//! What is said of the optional sentence encoder.

use crate::wording::discord::percent;
use crate::wording::{Escaped, Saying, Words};

/// What else than words finds a question, in the middle of a sentence; nothing without an encoder.
#[must_use]
pub fn helper(words: &Words, encoder: Option<&Escaped>) -> String {
    let said = |encoder| of_encoder(words, Saying::AboutHelper, encoder);
    encoder.map(said).unwrap_or_default()
}

/// What an encoder contributed: how near the entry is by its vectors, 0 to 1.
#[must_use]
pub fn said(words: &Words, encoder: &Escaped, nearness: f32) -> String {
    let values = [
        ("encoder", encoder.as_str().into()),
        ("nearness", percent(nearness).into()),
    ];
    words.with(Saying::EncoderSaid, values)
}

/// What is explained by words because the encoder found nothing.
#[must_use]
pub fn found_nothing(words: &Words, encoder: &Escaped) -> String {
    of_encoder(words, Saying::EncoderFoundNothing, encoder)
}

/// What is explained by words because the encoder was not there.
#[must_use]
pub fn absent(words: &Words, encoder: &Escaped) -> String {
    of_encoder(words, Saying::EncoderAbsent, encoder)
}

fn of_encoder(words: &Words, sentence: Saying, encoder: &Escaped) -> String {
    words.with(sentence, [("encoder", encoder.as_str().into())])
}

/// What an encoder has of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableEncoding {
    /// All of it.
    Done,
    /// Not all of it yet.
    Underway,
    /// Nothing, since it failed.
    Failed,
}

/// How many questions an encoder was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EncoderUse {
    /// Those that it helped to answer.
    pub helped: u64,
    /// Those for which it was too busy or too late.
    pub late: u64,
    /// Those on which it failed.
    pub failed: u64,
}

/// The state of an encoder: what it has of the table, and what became of the questions that it was asked for.
#[must_use]
pub fn state(encoder: &Escaped, table: TableEncoding, used: EncoderUse) -> String {
    let state = match table {
        TableEncoding::Done => "ready",
        TableEncoding::Underway => "reading the table; words answer alone until then",
        TableEncoding::Failed => {
            "⚠ it failed on this version, so words answer alone until the next; the log says why"
        }
    };
    let missed = |count: u64, why: &str| match count {
        0 => String::new(),
        _ => format!(", {count} answered by words alone because it {why}"),
    };
    let EncoderUse {
        helped,
        late,
        failed,
    } = used;
    let late = missed(late, "was too busy or too late");
    let failed = missed(failed, "failed (the log says why)");
    format!("Encoder {encoder}: {state}; {helped} questions{late}{failed}.")
}

/// An encoder that cannot be used.
#[must_use]
pub fn unusable(fault: &Escaped) -> String {
    format!("⚠ No encoder, so words answer alone: {fault}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_tells_what_was_too_late_from_what_failed() {
        let check = |table, [helped, late, failed]: [u64; 3], expected: &[&str]| {
            let used = EncoderUse {
                helped,
                late,
                failed,
            };
            let said = state(&Escaped::new("mini".to_owned()), table, used);
            for part in expected {
                assert!(said.contains(part), "{said}");
            }
            assert_eq!(said.contains("too busy"), late > 0, "{said}");
            assert_eq!(said.contains("because it failed"), failed > 0, "{said}");
        };
        check(
            TableEncoding::Done,
            [3, 0, 0],
            &["mini: ready; 3 questions."],
        );
        check(
            TableEncoding::Done,
            [3, 2, 0],
            &[", 2 answered by words alone"],
        );
        check(
            TableEncoding::Done,
            [3, 0, 4],
            &[", 4 answered by words alone"],
        );
        check(TableEncoding::Underway, [0, 0, 0], &["reading the table"]);
        check(
            TableEncoding::Failed,
            [0, 1, 1],
            &["failed on this version"],
        );
    }
}
