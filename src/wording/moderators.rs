//! What only moderators read. The text is Discord's Markdown; what is not of the program's
//! own making comes in as [`Escaped`].

use crate::record::{Actor, ReleaseMethod, UnixSeconds};
use crate::wording::{Escaped, Named, counted};

/// The group of all commands about the knowledge.
pub const KNOWLEDGE: Named = Named {
    name: "knowledge",
    description: "Manage what I answer from",
};
/// `/knowledge reload`.
pub const RELOAD: Named = Named {
    name: "reload",
    description: "Read the files on disk, preview what would change, and confirm",
};
/// `/knowledge upload`.
pub const UPLOAD: Named = Named {
    name: "upload",
    description: "Upload a knowledge file, preview what would change, and confirm",
};
/// The file of [`UPLOAD`].
pub const UPLOAD_FILE: Named = Named {
    name: "file",
    description: "A knowledge file (.toml)",
};
/// `/knowledge status`.
pub const STATUS: Named = Named {
    name: "status",
    description: "Show what is live, since when, and whether all is well",
};
/// `/knowledge check`.
pub const CHECK: Named = Named {
    name: "check",
    description: "Check the files on disk for errors; changes nothing",
};
/// `/knowledge history`.
pub const HISTORY: Named = Named {
    name: "history",
    description: "Show what went live, when, and who made it live",
};
/// `/knowledge rollback`.
pub const ROLLBACK: Named = Named {
    name: "rollback",
    description: "Go back to an earlier version, after a preview",
};
/// The version of [`ROLLBACK`].
pub const ROLLBACK_VERSION: Named = Named {
    name: "version",
    description: "The version to go back to; pick it from the list",
};
/// `/knowledge download`.
pub const DOWNLOAD: Named = Named {
    name: "download",
    description: "Get the files that are live",
};
/// `/knowledge suspended`.
pub const SUSPENDED: Named = Named {
    name: "suspended",
    description: "List suspended answers, and restore them",
};
/// `/knowledge add`.
pub const ADD: Named = Named {
    name: "add",
    description: "Add a phrasing to a question or a gap",
};
/// The phrasing of [`ADD`].
pub const ADD_PHRASING: Named = Named {
    name: "phrasing",
    description: "How members might ask it",
};
/// The entry of [`ADD`].
pub const ADD_ENTRY: Named = Named {
    name: "entry",
    description: "The question or gap to add it to; pick it from the list",
};
/// `/knowledge unanswered`.
pub const UNANSWERED: Named = Named {
    name: "unanswered",
    description: "Show the questions I could not answer, most asked first, and fix them",
};
/// `/knowledge suggestions`.
pub const SUGGESTIONS: Named = Named {
    name: "suggestions",
    description: "Show phrasings that members confirmed and the table lacks",
};
/// `/knowledge stats`.
pub const STATS: Named = Named {
    name: "stats",
    description: "Show how many questions are asked, their outcomes, and which entries are used",
};
/// The moderators' command in the menu of one of the bot's answers.
pub const SUSPEND: &str = "Suspend this answer";

/// The button that makes a version live.
pub const CONFIRM: &str = "Make it live";
/// The button that discards a preview.
pub const CANCEL: &str = "Cancel";
/// Placeholder of the menu of suspended entries.
pub const RESTORE: &str = "Restore…";

/// Reply to a member without permission.
pub const NO_MODERATOR: &str =
    "You need the Manage Server permission or a moderator role to do that.";
/// Reply on a server that the operator has not named.
#[must_use]
pub fn not_from_here(server: u64) -> String {
    format!(
        "My knowledge cannot be changed from this server. The operator can allow it by adding these \
         two lines to the configuration:\n```toml\n[[server]]\nid = {server}\n```"
    )
}
/// Reply to a command outside a server.
pub const NOT_IN_A_SERVER: &str = "This command only works in a server.";
/// The examined version is the live one.
pub const UNCHANGED: &str = "This version is already live. Nothing to change.";
/// Reply to a button whose preview has expired.
pub const PREVIEW_OVER: &str =
    "This preview has expired, and nothing was changed. Please start again.";
/// Reply to [`CANCEL`].
pub const CANCELLED: &str = "Cancelled. Nothing was changed.";
/// Heads the second preview, made because another version went live after the first.
pub const BASE_CHANGED: &str = "**Another version went live in the meantime, so nothing was changed.** Confirming now would do \
     this:";
/// A whole file or version was confirmed after another version had gone live.
pub const OUTDATED: &str = "**Another version went live in the meantime, so nothing was changed.** What you confirmed was made \
     from the version before, and would undo what went live.";
/// Heads the second preview, made because the files on disk changed after the first.
pub const FILES_CHANGED: &str = "**The files on disk changed in the meantime, so nothing was changed.** Confirming now would do \
     this:";
/// The store does not have the version.
pub const NO_SUCH_VERSION: &str = "I do not know that version. Please pick one from the list.";
/// Something was to be added to a source that the live version does not have.
#[must_use]
pub fn no_such_source(source: &Escaped) -> String {
    format!("Nothing was changed: the live version no longer has the source {source}.")
}
/// The uploaded file does not name its source.
pub const NO_SOURCE: &str =
    "I cannot tell which table this file replaces: it needs a `[source]` with an `id`.";
/// The uploaded file does not have the name of a knowledge file.
pub const NO_TABLE: &str = "That is not a knowledge file: its name must end in `.toml`.";
/// The uploaded file is not on Discord.
pub const FOREIGN_FILE: &str = "I only accept files uploaded to Discord.";
/// The uploaded file could not be downloaded.
pub const NOT_FETCHED: &str = "I could not download that file from Discord. Please try again.";
/// The uploaded file has no content.
pub const EMPTY_FILE: &str = "That file is empty.";
/// The report has neither errors nor warnings.
pub const NO_FAULTS: &str = "No errors and no warnings.";
/// No entry is suspended.
pub const NOTHING_SUSPENDED: &str = "No answers are suspended.";
/// Nothing has gone live since the store was created.
pub const NO_HISTORY: &str = "No history yet.";
/// Reply to [`SUSPEND`] on a message that is not an answer.
pub const NO_ANSWER: &str =
    "That is not one of my answers. Pick a message of mine that has buttons below it.";
/// Reply to [`SUSPEND`] on a message that names no entry: a decline, “did you mean”, or an old answer.
pub const NAMES_NO_ENTRY: &str = "That message does not name the entry that it answers from, so I suspended nothing. Ask its question \
     again and suspend that answer.";
/// Reply to [`SUSPEND`] on the answer of an entry whose id belongs to another entry now.
pub const ENTRY_GONE: &str = "The entry of that answer is no longer in the table, so there was nothing to suspend. I took the \
     message back.";
/// The same, if the message could not be edited.
pub const GONE_NOT_EDITED: &str = "The entry of that answer is no longer in the table, so there was nothing to suspend, but I could not \
     edit that message. Please delete it yourself.";
/// The file that holds a report too long for a message.
pub const REPORT_FILE: &str = "report.txt";
/// Below a report that was cut because the file holds all of it.
pub const REST_ATTACHED: &str = "-# The full report is attached.";

/// Too many moderators' requests are waiting.
pub const BUSY: &str = "I am busy with other moderators' requests, and nothing was done. Please try again in a minute.";

/// How many phrasings and tests of a large table the self-test asked.
#[must_use]
pub fn self_tested(asked: usize, of: usize) -> String {
    format!(
        "The table is large: the self-test asked {asked} of its {of} phrasings and tests. `footnote check` asks all."
    )
}

/// The bot is stopping, and what was asked for has not been done.
pub const STOPPING: &str =
    "I am being stopped, and nothing was done. Please try again when I am back.";

/// How many more attempts were refused, and by how many members.
#[must_use]
pub fn refused_sum(attempts: usize, members: usize) -> String {
    let attempts = counted(attempts, "more attempt");
    format!("{attempts} by {}", counted(members, "member"))
}

/// An upload is over the limit, in bytes.
#[must_use]
pub fn too_large(limit: usize) -> String {
    format!("That file is too large. The limit is {} KB.", limit / 1024)
}

/// Nothing was changed because the store failed.
#[must_use]
pub fn store_fault(fault: &Escaped) -> String {
    format!("**Nothing was changed**, because I could not record the change: {fault}.")
}

/// Nothing was changed because the files on disk could not be written.
#[must_use]
pub fn files_fault(error: &Escaped) -> String {
    format!("**Nothing was changed**, because I could not write the files on disk: {error}.")
}

/// The files have errors.
#[must_use]
pub fn faulty(errors: usize) -> String {
    format!(
        "**{}.** The live version is unchanged.",
        counted(errors, "error")
    )
}

/// Points to the full report.
#[must_use]
pub fn see_check() -> String {
    format!(
        "\n`/{} {}` shows the full report.",
        KNOWLEDGE.name, CHECK.name
    )
}

/// Heads a preview.
#[must_use]
pub fn preview(version: &Escaped, summary: &str) -> String {
    format!("**{version} is ready to go live.** {summary}.")
}

/// How many answers a change alters: `shifted` of `asked` questions, which were sampled from `of`.
#[must_use]
pub fn impact(shifted: usize, asked: usize, of: usize) -> String {
    let tested = if asked == of {
        counted(asked, "question")
    } else {
        format!("{asked} of {of} questions")
    };
    let verdict = match shifted {
        0 => "no answer changes".to_owned(),
        1 => "1 answer changes".to_owned(),
        _ => format!("{shifted} answers change"),
    };
    format!("Tested with {tested} (the table's own and recent ones): {verdict}.")
}

/// What an outdated version would change in the live one.
#[must_use]
pub fn would_do(live: &Escaped, summary: &str) -> String {
    format!("Compared with {live}, which is live now: {summary}.")
}

/// How to make an outdated version live nevertheless.
#[must_use]
pub fn start_again(how: ReleaseMethod) -> String {
    let group = KNOWLEDGE.name;
    match how {
        ReleaseMethod::Rollback => format!(
            "If that is what you want, use `/{group} {}` again.",
            ROLLBACK.name
        ),
        _ => format!(
            "Get the live file with `/{group} {}`, make your change there, and upload it.",
            DOWNLOAD.name
        ),
    }
}

/// The number of warnings.
#[must_use]
pub fn warnings(number: usize) -> String {
    format!("Warnings: {number}.")
}

/// A new quote could not be verified.
#[must_use]
pub fn unverified_quote(quote: &Escaped) -> String {
    format!(
        "⚠️ I do not have the article's text, so I could not check that it says “{quote}”. Compare the \
         quote with the article before you confirm."
    )
}

/// Some new quotes could not be verified.
#[must_use]
pub fn unverified_quotes(number: usize) -> String {
    format!(
        "⚠️ I do not have the article's text, so I could not check {number} new quotes. Compare them with \
         the article before you confirm."
    )
}

/// Suspended entries that a version gives other ids, the first of them as (old, new), and whether there
/// are more.
#[must_use]
pub fn still_suspended(number: usize, first: &[(Escaped, Escaped)]) -> String {
    let named = first.iter();
    let named: Vec<String> = named.map(|(was, is)| format!("{was} → {is}")).collect();
    let more = if number > first.len() { " …" } else { "" };
    format!(
        "Answers that stay suspended under another id: {}{more}.",
        named.join(", ")
    )
}

/// The files on disk are neither the live version nor the new one.
pub const REPLACES_EDITS: &str = "⚠️ The files on disk have edits that are not live. If you confirm, I first save a copy beside each \
     file.";

/// Until when a preview can be confirmed.
#[must_use]
pub fn expires(until: UnixSeconds) -> String {
    format!("-# You can confirm until <t:{until}:t>.")
}

/// A version is live.
#[must_use]
pub fn published(version: &Escaped, number: i64, summary: &str) -> String {
    let summary = if summary.is_empty() {
        String::new()
    } else {
        format!(" {summary}.")
    };
    format!("**{version} is live** (#{number} in the history).{summary}")
}

/// The copies of edits that were replaced, and how many more there are than are named.
#[must_use]
pub fn set_aside(copies: &[Escaped], more: usize) -> String {
    let more = match more {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!(
        "I saved the edits that were on disk as {}{more}.",
        copies.join(", ")
    )
}

/// Who did something.
#[must_use]
pub fn by(by: Actor) -> String {
    match by {
        Actor::Member(id) => format!("<@{id}>"),
        Actor::Operator => "the operator".to_owned(),
    }
}

/// A line of the history.
#[must_use]
pub fn history_line(
    number: i64,
    version: &Escaped,
    at: UnixSeconds,
    by: &str,
    how: &str,
) -> String {
    format!("**{number}** · {version} · <t:{at}:f> · {how} · {by}")
}

/// How a version went live.
#[must_use]
pub fn how(how: ReleaseMethod) -> &'static str {
    match how {
        ReleaseMethod::Start => "loaded at startup",
        ReleaseMethod::Reload => "reloaded",
        ReleaseMethod::Upload => "uploaded",
        ReleaseMethod::Rollback => "rolled back",
        ReleaseMethod::Signal => "reloaded on a signal",
        ReleaseMethod::Watcher => "reloaded after a file change",
        ReleaseMethod::Amend => "edited on Discord",
    }
}

/// The live version.
#[must_use]
pub fn live_version(version: &Escaped) -> String {
    format!("**{version} is live.**")
}

/// Since when a version is live, how it went live, and who made it live.
#[must_use]
pub fn live_since(at: UnixSeconds, how: &str, by: &str) -> String {
    format!("Since <t:{at}:f> · {how} · {by}")
}

/// The size of the table.
#[must_use]
pub fn counts(facts: usize, questions: usize, gaps: usize, phrasings: usize) -> String {
    format!(
        "{}, {}, {}; {} in total.",
        counted(facts, "fact"),
        counted(questions, "question"),
        counted(gaps, "gap"),
        counted(phrasings, "phrasing")
    )
}

/// How many quotes were found in the source's text.
#[must_use]
pub fn quotes(verified: usize, of: usize) -> String {
    match of - verified {
        0 => format!("All {of} quotes are verified."),
        unverified => format!(
            "{unverified} of {of} quotes are unverified, because I do not have the article's text."
        ),
    }
}

/// The number of suspended entries.
#[must_use]
pub fn suspended_count(number: usize) -> String {
    format!(
        "Suspended: {number} (see `/{} {}`).",
        KNOWLEDGE.name, SUSPENDED.name
    )
}

/// The number of facts that no longer hold, and of those that are to be looked at again.
#[must_use]
pub fn dated_facts(expired: usize, due: usize) -> String {
    format!(
        "Facts that have expired and are not said: {expired}; facts to review: {due}. `footnote check` \
         names them."
    )
}

/// The number of entries that nobody has looked at yet.
#[must_use]
pub fn drafts(number: usize) -> String {
    format!("Drafts that answer nothing yet: {number}.")
}

/// The files on disk are the live version.
pub const FILES_LIVE: &str = "The files on disk match the live version.";
/// The files on disk are another, valid version.
#[must_use]
pub fn files_changed() -> String {
    format!(
        "⚠️ The files on disk have changes that are not live. Preview them with `/{} {}`.",
        KNOWLEDGE.name, RELOAD.name
    )
}
/// The files on disk have errors.
#[must_use]
pub fn files_faulty() -> String {
    format!(
        "⚠️ The files on disk have errors. See them with `/{} {}`. The live version is unchanged.",
        KNOWLEDGE.name, CHECK.name
    )
}
/// A channel (by its id) is to be answered from a source that the table does not have, but maybe one with a similar id.
#[must_use]
pub fn missing_source(channel: u64, id: &Escaped, nearest: Option<&Escaped>) -> String {
    let line = format!(
        "⚠️ In <#{channel}> I am to answer from the source {id}, which the table does not have."
    );
    match nearest {
        Some(nearest) => format!("{line} Did the operator mean {nearest}?"),
        None => line,
    }
}
/// The store works.
pub const STORE_OK: &str = "Store: OK";
/// The store does not work, and what that means.
#[must_use]
pub fn store_unavailable(fault: &Escaped) -> String {
    format!(
        "⚠️ Store: {fault}. Until this is fixed, nothing can be changed, rolled back or suspended."
    )
}

/// The store can be written, but the last write to the journal failed.
#[must_use]
pub fn journal_failed(fault: &Escaped) -> String {
    format!("⚠️ Store: the last write to the journal failed: {fault}. The next is tried as usual.")
}
/// What was lost since the start: questions and votes, and rows of the audit trail.
#[must_use]
pub fn lost(questions: u64, attempts: u64) -> String {
    format!(
        "⚠️ Not stored since I started: {}, {} (the program's log has those).",
        counted(questions as usize, "journal record"),
        counted(attempts as usize, "audit record")
    )
}

/// Nobody knows which entries are suspended.
pub const DECLINING: &str = "⚠️ I decline every question for now: I could not read which answers are suspended when I started. \
     I keep trying, and answer again as soon as the store can be read.";

/// A line of the list of suspended entries.
#[must_use]
pub fn suspended_line(entry: &Escaped, question: &Escaped, at: UnixSeconds, by: &str) -> String {
    format!("- {entry} {question} · <t:{at}:f> · {by}")
}

/// An entry was suspended.
#[must_use]
pub fn suspended(entry: &Escaped) -> String {
    format!(
        "{entry} is suspended, and that message now says so. Restore it with `/{} {}`.",
        KNOWLEDGE.name, SUSPENDED.name
    )
}

/// An entry was restored.
#[must_use]
pub fn restored(entry: &Escaped) -> String {
    format!("{entry} is restored and will be answered again.")
}

/// An entry was suspended, but its message could not be edited.
#[must_use]
pub fn not_edited(entry: &Escaped) -> String {
    format!("{entry} is suspended, but I could not edit that message. Please delete it yourself.")
}

/// Counts the files of a message, where there are more than fit into one.
#[must_use]
pub fn files_of(first: usize, last: usize, all: usize) -> String {
    format!("-# Files {first} to {last} of {all}")
}

/// The note in the moderators' channel: who did what to what, the outcome, and the reason, which was
/// composed of escaped texts.
#[must_use]
pub fn told(
    by: &str,
    action: &str,
    target: Option<&Escaped>,
    outcome: &str,
    detail: &str,
) -> String {
    // The store's name for it, which every older row has.
    let action = match action {
        "retract" => "suspend",
        other => other,
    };
    let target = target.map(|target| format!(" {target}"));
    let target = target.unwrap_or_default();
    let detail = if detail.is_empty() {
        String::new()
    } else {
        format!(": {detail}")
    };
    format!("{by} · {action}{target} · {outcome}{detail}")
}
