//! What moderators are told of how the table is used, and what would make it better.

/// Nothing is unanswered.
pub const NOTHING_UNANSWERED: &str =
    "Everything that was asked of late is answered, or said to be open.";
/// The words of questions are not noted.
pub const NOT_NOTED: &str =
    "I do not note what is asked: whoever runs me has set `journal` otherwise.";
/// To a button whose group is answered by now, or ignored.
pub const GROUP_GONE: &str = "Those questions are no longer among the unanswered.";
/// In the menu of entries that a question could be a phrasing of.
pub const ADD_TO: &str = "Add the first as a phrasing of…";
/// The button for a gap, and the title of its form.
pub const AS_GAP: &str = "Mark as a gap";
/// The button for a question, and the title of its form.
pub const AS_QUESTION: &str = "Answer it";
/// The button for synonyms, and the title of their form.
pub const AS_SYNONYMS: &str = "Synonyms";
/// The button for what is not to be seen again.
pub const IGNORE: &str = "Ignore";
/// In a form: ways of asking.
pub const ASK_FIELD: &str = "Ways of asking, one a line; I show the first";
/// In a form: the sentence of a gap.
pub const GAP_FIELD: &str = "What the article leaves open, in a sentence";
/// How such a sentence may begin.
pub const GAP_BEGINNING: &str = "The article does not say ";
/// In a form: the sentence of a fact.
pub const FACT_FIELD: &str = "The answer, one sentence in your own words";
/// In a form: where the source says it.
pub const QUOTE_FIELD: &str = "The article's words for it: first … last";
/// In a form: words that mean the same.
pub const WORDS_FIELD: &str = "Words that mean the same, one a line";
/// A form without what it asks for.
pub const FORM_EMPTY: &str = "Nothing was changed: a field of the form was empty.";
/// The changed table could not be written; it is attached.
pub const TAKE_PATCH: &str = "The change is attached as a patch for whoever can write the file.";

/// Over a group of unanswered questions: how often they were asked in so many days.
#[must_use]
pub fn unanswered(page: usize, pages: usize, times: u32, days: u32) -> String {
    let asked = if times == 1 {
        "once".to_owned()
    } else {
        format!("{times} times")
    };
    format!(
        "**Not answered: {} of {pages}.** Asked {asked} in the last {days} days.",
        page + 1
    )
}

/// A question of such a group.
#[must_use]
pub fn asked_line(question: &str, times: u32) -> String {
    format!("- {question} ×{times}")
}

/// How many more questions a group has.
#[must_use]
pub fn asked_more(number: usize) -> String {
    format!("-# and {number} more")
}

/// The entries near such a group.
#[must_use]
pub fn near(entries: &[String]) -> String {
    format!("Near it: {}.", entries.join(" · "))
}

/// What would mend it: most of it was nearly understood.
pub const PROPOSE_PHRASING: &str =
    "It was nearly understood: it may be a phrasing of the first of these.";
/// What would mend it: nothing comes near.
pub const PROPOSE_ENTRY: &str = "Nothing comes near: it may want a question or a gap of its own.";
/// What would mend it: it was answered otherwise than it was meant.
pub const PROPOSE_APART: &str =
    "It was answered, and members said that this is not what they asked.";

/// A phrasing is to be added to something that is no entry.
pub const NO_SUCH_ENTRY: &str = "There is no such entry: pick one from the list.";

/// Something could not be added to a table.
#[must_use]
pub fn not_amended(why: &str) -> String {
    format!("Nothing was changed: {why}.")
}

/// A group was set aside.
#[must_use]
pub fn ignored(question: &str) -> String {
    format!("Set aside: {question}.")
}

/// Members have confirmed nothing that the table lacks.
pub const NOTHING_CONFIRMED: &str =
    "Every way of asking that members confirmed of late is in the table.";
/// In the menu of ways of asking that members confirmed.
pub const ADOPT: &str = "Add one to the table…";
/// To a menu whose way of asking is in the table by now, or was set aside.
pub const SUGGESTION_GONE: &str =
    "That way of asking is in the table by now, or no longer confirmed.";

/// Over ways of asking that members confirmed.
#[must_use]
pub fn confirmed(number: usize) -> String {
    let ways = match number {
        1 => "One way of asking".to_owned(),
        more => format!("{more} ways of asking"),
    };
    format!("**{ways} that members confirmed, and that the table lacks:**")
}

/// A way of asking an entry, and how many confirmed it.
#[must_use]
pub fn confirmed_line(question: &str, entry: &str, votes: u32) -> String {
    format!("- {question} → `{entry}` ×{votes}")
}

/// How many questions there were in so many days.
#[must_use]
pub fn asked_in(questions: u32, days: usize) -> String {
    let questions = match questions {
        1 => "1 question".to_owned(),
        more => format!("{more} questions"),
    };
    format!("{questions} in {days} days")
}

/// What became of so many questions.
#[must_use]
pub fn outcomes(outcomes: &[(&str, u32)], all: u32) -> String {
    let share = |times: u32| f64::from(times) / f64::from(all.max(1)) * 100.0;
    let line = |(name, times): &(&str, u32)| format!("{name} {times} ({:.0} %)", share(*times));
    let lines: Vec<String> = outcomes.iter().map(line).collect();
    format!("{}.", lines.join(" · "))
}

/// The share (0 to 1) of so many votes that say that an answer helped.
#[must_use]
pub fn helpful(share: f32, votes: u32) -> String {
    format!("Helpful: {:.0} % of {votes} votes.", share * 100.0)
}

/// The entries most used.
#[must_use]
pub fn most_used(entries: &[String]) -> String {
    format!("Most used: {}.", entries.join(", "))
}

/// How many entries were never used, and some of them.
#[must_use]
pub fn never_used(number: usize, some: &[String]) -> String {
    let more = if number > some.len() { " …" } else { "" };
    format!("Never used: {number} ({}{more}).", some.join(", "))
}

/// How many questions could not be noted.
#[must_use]
pub fn dropped(number: u64) -> String {
    format!("⚠️ {number} could not be noted since I was started.")
}
