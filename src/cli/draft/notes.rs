//! What is said of a draft besides the table itself.

use std::io;

use crate::cli::line::Line;
use crate::cli::terminal::Terminal;
use crate::draft::{Drafted, LeftOutReason, MAX_ENTRIES, MAX_SENTENCE_BYTES};

/// The most statements that were left out of a draft and are listed.
const MAX_LISTED: usize = 10;

pub(super) fn counted(drafted: &Drafted) -> String {
    let (questions, skipped) = (drafted.questions, drafted.skipped);
    let s = |count: usize| if count == 1 { "" } else { "s" };
    format!(
        "{questions} question{}, skipped {skipped} passage{}",
        s(questions),
        s(skipped)
    )
}

/// Says what was left out, and what the article does not say any more.
pub(super) fn notes(drafted: &Drafted, out: &mut Terminal) -> io::Result<()> {
    for left_out in drafted.left_out.iter().take(MAX_LISTED) {
        let why = match left_out.reason {
            LeftOutReason::NoRoom => format!("a draft has at most {MAX_ENTRIES} entries"),
            LeftOutReason::Taken => "another question answers whatever is asked for it".to_owned(),
            LeftOutReason::TooLong => format!(
                "a sentence of more than {MAX_SENTENCE_BYTES} bytes; break it up with full stops or paragraphs"
            ),
            LeftOutReason::NoQuote => "no quote singles it out".to_owned(),
        };
        let place = format_args!("left out {}: ", left_out.at);
        out.line(
            Line::new()
                .text(place)
                .quote(&left_out.words)
                .text(format_args!(" ({why})")),
        )?;
    }
    if let Some(more) = drafted
        .left_out
        .len()
        .checked_sub(MAX_LISTED)
        .filter(|more| *more > 0)
    {
        out.line(format_args!("left out {more} more"))?;
    }
    for (owner, quote) in &drafted.gone {
        out.line(format_args!(
            "`{owner}`: the article does not say “{quote}” any more; change it or remove it"
        ))?;
    }
    for (owner, quote) in &drafted.changed {
        out.line(format_args!(
            "`{owner}`: the article has changed within “{quote}”; see whether it still holds, then run \
             `footnote pin --accept {owner}`"
        ))?;
    }
    Ok(())
}
