//! What moderators alone read. Markdown is Discord's; what stands in braces has been escaped by the
//! caller.

use std::fmt::Display;

use crate::record::{Actor, ReleaseMethod, UnixSeconds};
use crate::wording::Named;

/// The group of all commands about the knowledge.
pub const KNOWLEDGE: Named = Named {
    name: "knowledge",
    description: "Look after what I answer from",
};
/// The commands of the group.
pub const RELOAD: Named = Named {
    name: "reload",
    description: "Read the files on disk, show what would change, and ask before it does",
};
/// See [`RELOAD`].
pub const UPLOAD: Named = Named {
    name: "upload",
    description: "Send a knowledge file, see what would change, and make it live",
};
/// The file of [`UPLOAD`].
pub const UPLOAD_FILE: Named = Named {
    name: "file",
    description: "A knowledge file (.toml)",
};
/// See [`RELOAD`].
pub const STATUS: Named = Named {
    name: "status",
    description: "What is live, since when and by whom, and how it stands",
};
/// See [`RELOAD`].
pub const CHECK: Named = Named {
    name: "check",
    description: "Say all that is wrong with the files on disk; changes nothing",
};
/// See [`RELOAD`].
pub const HISTORY: Named = Named {
    name: "history",
    description: "What went live, when, and by whom",
};
/// See [`RELOAD`].
pub const ROLLBACK: Named = Named {
    name: "rollback",
    description: "Go back to an earlier version; shows what would change first",
};
/// The version of [`ROLLBACK`].
pub const ROLLBACK_VERSION: Named = Named {
    name: "version",
    description: "Which one; pick it from the list",
};
/// See [`RELOAD`].
pub const DOWNLOAD: Named = Named {
    name: "download",
    description: "The files that are live",
};
/// See [`RELOAD`].
pub const SUSPENDED: Named = Named {
    name: "suspended",
    description: "The answers that are held back, and a way to restore them",
};
/// See [`RELOAD`].
pub const ADD: Named = Named {
    name: "add",
    description: "Add another way of asking to an entry",
};
/// The phrasing of [`ADD`].
pub const ADD_PHRASING: Named = Named {
    name: "phrasing",
    description: "How it may be asked",
};
/// The entry of [`ADD`].
pub const ADD_ENTRY: Named = Named {
    name: "entry",
    description: "What it asks; pick it from the list",
};
/// See [`RELOAD`].
pub const UNANSWERED: Named = Named {
    name: "unanswered",
    description: "What is asked and I cannot answer, most asked first, and ways to mend it",
};
/// See [`RELOAD`].
pub const SUGGESTIONS: Named = Named {
    name: "suggestions",
    description: "Ways of asking that members confirmed and the table lacks",
};
/// See [`RELOAD`].
pub const STATS: Named = Named {
    name: "stats",
    description: "How much is asked, what becomes of it, and which answers are used",
};
/// The moderators' command in the menu of one of the bot's answers.
pub const RETRACT: &str = "Retract this answer";

/// The button that makes a version live.
pub const CONFIRM: &str = "Make it live";
/// The button that leaves everything as it is.
pub const CANCEL: &str = "Leave it";
/// In the menu of suspended entries, before one is picked.
pub const RESTORE: &str = "Restore…";

/// To who may not.
pub const NO_MODERATOR: &str = "Only who may manage this server can do that, or who has one of the roles that the operator \
     has named.";
/// Where nobody may.
#[must_use]
pub fn not_from_here(server: u64) -> String {
    format!(
        "The knowledge is not looked after from here. Whoever runs me can allow it with these two \
         lines in the configuration:\n```toml\n[[server]]\nid = {server}\n```"
    )
}
/// To a command that works in servers alone.
pub const NOT_IN_A_SERVER: &str = "That works in a server alone.";
/// What was examined is what is live.
pub const UNCHANGED: &str = "That is what is live already: nothing to change.";
/// To a button whose preview is over.
pub const PREVIEW_OVER: &str = "That preview is over. Nothing was changed; please begin anew.";
/// After [`CANCEL`].
pub const CANCELLED: &str = "Left as it was.";
/// Over a second preview.
pub const BASE_CHANGED: &str = "**Something else went live meanwhile, so nothing was changed.** Here is what confirming would \
     do now:";
/// Over a second preview.
pub const FILES_CHANGED: &str = "**The files on disk have changed since, so nothing was changed.** Here is what confirming \
     would do now:";
/// A version that the store has not.
pub const NO_SUCH_VERSION: &str = "I know no such version. Please pick one from the list.";
/// An uploaded file without a source.
pub const NO_SOURCE: &str =
    "I cannot tell which table that is for: it needs a `[source]` with its `id`.";
/// An upload that is no table by its name.
pub const NO_TABLE: &str = "That is no knowledge file: its name must end in `.toml`.";
/// An upload from somewhere else.
pub const FOREIGN_FILE: &str = "I take files from Discord alone.";
/// An upload that could not be fetched.
pub const NOT_FETCHED: &str = "I could not fetch that file from Discord. Please try again.";
/// No fault, no warning.
pub const NO_FAULTS: &str = "No faults.";
/// Nothing is suspended.
pub const NOTHING_SUSPENDED: &str = "Nothing is suspended.";
/// Nothing went live yet that is remembered.
pub const NO_HISTORY: &str = "There is no history yet.";
/// A message that is not an answer.
pub const NO_ANSWER: &str =
    "That is none of my answers. Pick the message that has their buttons below it.";
/// In the place of an answer that was retracted.
pub const RETRACTED: &str = "-# A moderator has taken this answer back. It is being looked over.";
/// The file that a long report comes in.
pub const REPORT_FILE: &str = "report.txt";
/// Under what was cut because the file has all of it.
pub const REST_ATTACHED: &str = "-# The whole report is attached.";

/// An upload that is too large; the limit is in bytes.
#[must_use]
pub fn too_large(limit: usize) -> String {
    format!("That file is too large: I take up to {} KB.", limit / 1024)
}

/// The store cannot do what it is for.
#[must_use]
pub fn store_fault(fault: &impl Display) -> String {
    format!("**Nothing was changed**, since I could not remember it: {fault}.")
}

/// The files on disk cannot be written.
#[must_use]
pub fn files_fault(error: &str) -> String {
    format!("**Nothing was changed**: the files on disk cannot be written ({error}).")
}

/// Files with faults.
#[must_use]
pub fn faulty(errors: usize) -> String {
    let faults = if errors == 1 { "fault" } else { "faults" };
    format!("**{errors} {faults}.** What is live stays live.")
}

/// Where the rest of a report is.
#[must_use]
pub fn see_check() -> String {
    format!("\nThere is more: `/{} {}`.", KNOWLEDGE.name, CHECK.name)
}

/// Over a preview.
#[must_use]
pub fn preview(version: &str, summary: &str) -> String {
    format!("**`{version}` could go live.** {summary}.")
}

/// What a change does to answers.
#[must_use]
pub fn impact(shifted: usize, asked: usize, of: usize) -> String {
    let looked_at = if asked == of {
        format!("{asked} questions")
    } else {
        format!("{asked} of {of} questions")
    };
    let verdict = match shifted {
        0 => "none of them gets another answer".to_owned(),
        1 => "one of them gets another answer".to_owned(),
        _ => format!("{shifted} of them get another answer"),
    };
    format!("I asked it {looked_at} (the table's own, and what was asked of late): {verdict}.")
}

/// A preview of a version with warnings.
#[must_use]
pub fn warnings(number: usize) -> String {
    format!("Warnings: {number}.")
}

/// The files on disk are neither live nor what is to be.
pub const REPLACES_EDITS: &str = "⚠️ The files on disk have edits that are not live. They would be replaced, and copied beside \
     themselves first.";

/// Until when a preview can be confirmed.
#[must_use]
pub fn expires(until: UnixSeconds) -> String {
    format!("-# It can be confirmed until <t:{until}:t>.")
}

/// A version is live.
#[must_use]
pub fn published(version: &str, number: i64, summary: &str) -> String {
    let summary = if summary.is_empty() {
        String::new()
    } else {
        format!(" {summary}.")
    };
    format!("**`{version}` is live** (number {number} in the history).{summary}")
}

/// Copies of edits that were replaced.
#[must_use]
pub fn set_aside(copies: &[String]) -> String {
    format!(
        "What was edited on disk stands in `{}`.",
        copies.join("`, `")
    )
}

/// Whose doing something was.
#[must_use]
pub fn by(by: Actor) -> String {
    match by {
        Actor::Member(id) => format!("<@{id}>"),
        Actor::Operator => "the operator".to_owned(),
    }
}

/// A line of the history.
#[must_use]
pub fn history_line(number: i64, version: &str, at: UnixSeconds, by: &str, how: &str) -> String {
    format!("**{number}** · `{version}` · <t:{at}:f> · {how}, {by}")
}

/// How a version went live.
#[must_use]
pub fn how(how: ReleaseMethod) -> &'static str {
    match how {
        ReleaseMethod::Start => "found at the start",
        ReleaseMethod::Reload => "reloaded",
        ReleaseMethod::Upload => "uploaded",
        ReleaseMethod::Rollback => "rolled back to",
        ReleaseMethod::Signal => "read on a signal",
        ReleaseMethod::Watcher => "read when the files changed",
        ReleaseMethod::Amend => "added to",
    }
}

/// What is live.
#[must_use]
pub fn snapshot(version: &str) -> String {
    format!("**`{version}` is live.**")
}

/// Since when and by whom.
#[must_use]
pub fn live_since(at: UnixSeconds, how: &str, by: &str) -> String {
    format!("Since <t:{at}:f>: {how}, {by}.")
}

/// The table in figures.
#[must_use]
pub fn counts(facts: usize, questions: usize, gaps: usize, phrasings: usize) -> String {
    format!("{facts} facts, {questions} questions, {gaps} gaps; {phrasings} phrasings in all.")
}

/// How many quotes were held against the source.
#[must_use]
pub fn quotes(verified: usize, of: usize) -> String {
    match of - verified {
        0 => format!("All {of} quotes are verified."),
        unverified => format!(
            "{unverified} of {of} quotes are unverified: the article's text is not at hand."
        ),
    }
}

/// How many entries are held back.
#[must_use]
pub fn held_back(number: usize) -> String {
    format!(
        "Held back: {number} (`/{} {}`).",
        KNOWLEDGE.name, SUSPENDED.name
    )
}

/// The files on disk are what is live.
pub const FILES_LIVE: &str = "The files on disk are what is live.";
/// The files on disk are another version.
#[must_use]
pub fn files_changed() -> String {
    format!(
        "⚠️ The files on disk have changes that are not live: `/{} {}`.",
        KNOWLEDGE.name, RELOAD.name
    )
}
/// The files on disk have faults.
#[must_use]
pub fn files_faulty() -> String {
    format!(
        "⚠️ The files on disk have faults: `/{} {}`. What is live stays live.",
        KNOWLEDGE.name, CHECK.name
    )
}
/// The store works.
pub const STORE_WELL: &str = "The store is well.";
/// The store does not work, and what follows from that.
#[must_use]
pub fn store_ill(fault: &impl Display) -> String {
    format!(
        "⚠️ {fault}. Until it is mended I answer as before, and cannot change what is live, go \
         back, or retract."
    )
}

/// A suspended entry, in the list of them.
#[must_use]
pub fn suspended_line(entry: &str, question: &str, at: UnixSeconds, by: &str) -> String {
    format!("- `{entry}` {question} · <t:{at}:f>, {by}")
}

/// An entry was suspended.
#[must_use]
pub fn suspended(entry: &str) -> String {
    format!(
        "`{entry}` is held back from now on, and that answer says so. `/{} {}` restores it.",
        KNOWLEDGE.name, SUSPENDED.name
    )
}

/// An entry was restored.
#[must_use]
pub fn restored(entry: &str) -> String {
    format!("`{entry}` is answered again.")
}

/// The answer itself could not be edited.
#[must_use]
pub fn not_edited(entry: &str) -> String {
    format!(
        "`{entry}` is held back from now on. That message I could not edit: delete it yourself."
    )
}

/// What is told in the moderators' channel: who did what, and what came of it.
#[must_use]
pub fn told(by: &str, action: &str, target: &str, outcome: &str, detail: &str) -> String {
    let target = if target.is_empty() {
        String::new()
    } else {
        format!(" `{target}`")
    };
    let detail = if detail.is_empty() {
        String::new()
    } else {
        format!(": {detail}")
    };
    format!("{by} · {action}{target} · {outcome}{detail}")
}
