//! What moderators read about how the table is used and how to improve it. The text is Discord's
//! Markdown; what is not of the program's own making comes in as [`Escaped`].

use crate::knowledge::Kind;
use crate::wording::{Escaped, counted};

/// No question is unanswered.
pub const NOTHING_UNANSWERED: &str = "No unanswered questions in this period.";
/// Questions are not stored, so there is nothing to show.
pub const NOT_NOTED: &str =
    "I do not store questions. The operator can change that with `journal` in the configuration.";
/// Reply to a button whose group has been answered or ignored since.
pub const GROUP_GONE: &str = "Those questions are no longer unanswered.";
/// Placeholder of the menu of entries that a question could be a phrasing of.
pub const ADD_TO: &str = "Add the first as a phrasing of…";
/// The button that opens the form for a gap, and the form's title.
pub const AS_GAP: &str = "Mark as a gap";
/// The button that opens the form for a question, and the form's title.
pub const AS_QUESTION: &str = "Answer it";
/// The button that opens the form for synonyms, and the form's title.
pub const AS_SYNONYMS: &str = "Add synonyms";
/// The button that hides a group for good.
pub const IGNORE: &str = "Ignore";
/// The form field for phrasings.
pub const ASK_FIELD: &str = "Phrasings, one per line; I show the first";
/// The form field for the sentence of a gap.
pub const GAP_FIELD: &str = "What the article leaves open, in one sentence";
/// Suggested beginning of that sentence.
pub const GAP_BEGINNING: &str = "The article does not say ";
/// The form field for the sentence of a fact.
pub const FACT_FIELD: &str = "The answer: one sentence, your own words";
/// The form field for the quote of a fact.
pub const QUOTE_FIELD: &str = "Quote: first words … last words";
/// The form field for synonyms.
pub const WORDS_FIELD: &str = "Words that mean the same, one per line";
/// A form was submitted with an empty field.
pub const FORM_EMPTY: &str = "Nothing was changed: a field of the form was empty.";
/// The changed table could not be written, so it is attached as a patch.
pub const TAKE_PATCH: &str =
    "The change is attached as a patch. Send it to someone who can edit the file.";

/// Heads a group of unanswered questions: its page (from 0), the pages in all, and how often it was
/// asked in how many days.
#[must_use]
pub fn unanswered(page: usize, pages: usize, times: u32, days: u32) -> String {
    let asked = if times == 1 {
        "once".to_owned()
    } else {
        format!("{times} times")
    };
    format!(
        "**Unanswered: {} of {pages}.** Asked {asked} in the last {days} days.",
        page + 1
    )
}

/// A question of such a group.
#[must_use]
pub fn asked_line(question: &Escaped, times: u32) -> String {
    format!("- {question} ×{times}")
}

/// The number of questions that a group has beyond those shown.
#[must_use]
pub fn asked_more(number: usize) -> String {
    format!("-# and {number} more")
}

/// The entries nearest to such a group.
#[must_use]
pub fn near(entries: &[Escaped]) -> String {
    format!("Nearest entries: {}.", entries.join(" · "))
}

/// An entry, by its question and its id.
#[must_use]
pub fn near_entry(question: &Escaped, id: &Escaped, kind: Kind) -> Escaped {
    Escaped::new(match kind {
        Kind::Question => format!("{question} ({id})"),
        Kind::Gap => format!("{question} ({id}, a gap)"),
    })
}

/// An entry and how often it was used.
#[must_use]
pub fn used(entry: &Escaped, times: u32) -> Escaped {
    Escaped::new(format!("{entry} ×{times}"))
}

/// Proposes a phrasing: most of the group was nearly understood.
pub const PROPOSE_PHRASING: &str =
    "I nearly understood this. It may be a new phrasing of the first entry.";
/// Proposes an entry: nothing in the table is near.
pub const PROPOSE_ENTRY: &str = "Nothing comes close. It may need a question or a gap of its own.";
/// Proposes to tell two entries apart: members rejected the answer they got.
pub const PROPOSE_APART: &str = "I answered, but members said it was not what they asked.";

/// A phrasing was to be added to an entry that does not exist.
pub const NO_SUCH_ENTRY: &str = "There is no such entry. Please pick one from the list.";

/// The table could not be changed.
#[must_use]
pub fn not_amended(why: &Escaped) -> String {
    format!("Nothing was changed: {why}.")
}

/// A group is hidden for good.
#[must_use]
pub fn ignored(question: &Escaped) -> String {
    format!("Ignored: {question}.")
}

/// The table has every phrasing that members confirmed.
pub const NOTHING_CONFIRMED: &str =
    "No suggestions: the table has every phrasing that members confirmed.";
/// Placeholder of the menu of confirmed phrasings.
pub const ADOPT: &str = "Add one to the table…";
/// Reply to a pick that has been added, or has lost its votes, since.
pub const SUGGESTION_GONE: &str =
    "That phrasing is already in the table, or is no longer confirmed.";

/// Heads the phrasings that members confirmed.
#[must_use]
pub fn confirmed(number: usize) -> String {
    format!(
        "**{} confirmed by members but missing from the table:**",
        counted(number, "phrasing")
    )
}

/// A confirmed phrasing, its entry, and the votes for it.
#[must_use]
pub fn confirmed_line(question: &Escaped, entry: &Escaped, votes: u32) -> String {
    format!("- {question} → {entry} ×{votes}")
}

/// The number of questions asked in a number of days.
#[must_use]
pub fn asked_in(questions: u32, days: usize) -> String {
    format!("{} in {days} days", counted(questions as usize, "question"))
}

/// How often each outcome occurred, with its share of all questions.
#[must_use]
pub fn outcomes(outcomes: &[(&str, u32)], all: u32) -> String {
    let share = |times: u32| f64::from(times) / f64::from(all.max(1)) * 100.0;
    let line = |(name, times): &(&str, u32)| format!("{name} {times} ({:.0}%)", share(*times));
    let lines: Vec<String> = outcomes.iter().map(line).collect();
    format!("{}.", lines.join(" · "))
}

/// The share of votes (0 to 1) that call an answer helpful.
#[must_use]
pub fn helpful(share: f32, votes: u32) -> String {
    format!(
        "Helpful: {:.0}% of {}.",
        share * 100.0,
        counted(votes as usize, "vote")
    )
}

/// The entries used most.
#[must_use]
pub fn most_used(entries: &[Escaped]) -> String {
    format!("Most used: {}.", entries.join(", "))
}

/// The number of entries that were never used, and some of them.
#[must_use]
pub fn never_used(number: usize, some: &[Escaped]) -> String {
    let more = if number > some.len() { " …" } else { "" };
    format!("Never used: {number} ({}{more}).", some.join(", "))
}

/// The number of questions that the bot could not store.
#[must_use]
pub fn dropped(number: u64) -> String {
    format!("⚠️ {number} questions could not be stored since I started.")
}

/// The files on disk have changed in another way than facts that cite other words now.
pub const LOOK_AGAIN: &str =
    "Nothing was changed: the files on disk are others now. Please look at them again.";
/// Heads facts that cite changed words, once more.
pub const STALE_AGAIN: &str = "**The files on disk changed in the meantime, so nothing was changed.** Please look at these again:";

/// How many facts cite words that have changed, and how many of those are still to be looked at.
#[must_use]
pub fn stale(left: usize, all: usize) -> String {
    let of = if left == all {
        String::new()
    } else {
        format!(" ({} of {all} looked at)", all - left)
    };
    format!(
        "The article has changed where {} it{of}. Is what each says right still? If not, correct it in the file.",
        match left {
            1 => "one entry cites".to_owned(),
            _ => format!("{left} entries cite"),
        }
    )
}

/// A fact that cites changed words.
#[must_use]
pub fn stale_entry(id: &Escaped, says: &Escaped) -> String {
    format!("**{id}** says: {says}")
}

/// A paragraph as it was.
#[must_use]
pub fn passage_was(words: &Escaped) -> String {
    format!("> was: {words}")
}

/// A paragraph as it is now.
#[must_use]
pub fn passage_now(words: &Escaped) -> String {
    format!("> now: {words}")
}

/// The button that says that a fact is right still.
#[must_use]
pub fn still_right(id: &str) -> String {
    format!("Still right: {id}")
}
