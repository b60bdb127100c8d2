//! What moderators read about editing entries and taking them out. The text is Discord's Markdown, but that
//! of forms and files, which is plain.

use crate::wording::{Escaped, Named};

/// `/knowledge edit`.
pub const EDIT: Named = Named {
    name: "edit",
    description: "Edit the phrasings and sentences of a question or a gap, after a preview",
};
/// The entry of [`EDIT`].
pub const EDIT_ENTRY: Named = Named {
    name: "entry",
    description: "The question or gap to edit; pick it from the list",
};
/// The part of [`EDIT`].
pub const EDIT_PART: Named = Named {
    name: "part",
    description: "Which part, if the entry does not fit into one form: 2, 3 …",
};

/// `/knowledge remove`.
pub const REMOVE: Named = Named {
    name: "remove",
    description: "Take a question or a gap out of the table, after a preview",
};
/// The entry of [`REMOVE`].
pub const REMOVE_ENTRY: Named = Named {
    name: "entry",
    description: "The question or gap to take out; pick it from the list",
};

/// `/knowledge synonyms`.
pub const SYNONYMS: Named = Named {
    name: "synonyms",
    description: "Add, change or take out a group of words that mean the same, after a preview",
};
/// The group of [`SYNONYMS`].
pub const SYNONYMS_GROUP: Named = Named {
    name: "group",
    description: "A group, picked from the list, or one of its words; leave out for a new group",
};
/// The title of the form of a group that is there.
pub const EDIT_SYNONYMS: &str = "Edit synonyms";
/// The field for its words.
pub const WORDS_LEFT: &str = "One per line; empty takes the group out";

/// `/knowledge try`.
pub const TRY: Named = Named {
    name: "try",
    description: "Ask a question of the version that you preview, before it is live",
};
/// The question of [`TRY`].
pub const TRY_QUESTION: Named = Named {
    name: "question",
    description: "A question, as a member would ask it",
};
/// Says that there is no version to ask.
pub const NOTHING_TO_TRY: &str = "You have no preview open. Upload, edit, add or reload something first; while its preview waits for \
     your decision, I can answer from it.";
/// Says that no sentence encoder took part in the answers of [`TRY`].
pub const TRIED_BY_WORDS: &str =
    "-# Both answers use words alone: the sentence encoder reads a version once it is live.";

/// Heads the answer of a version that is previewed.
#[must_use]
pub fn tried(version: &Escaped) -> String {
    format!("-# {version}, which you preview, answers:")
}

/// Introduces the answer of the version that is live, or says that it is no other.
#[must_use]
pub fn live_answers(is_same: bool) -> &'static str {
    if is_same {
        "-# The version that is live answers the same."
    } else {
        "-# The version that is live answers:"
    }
}

/// Heads the preview of a form that was opened on an earlier version.
pub const FORM_OUTDATED: &str = "**Another version went live while you had the form open.** Your changes are made to that version; \
     confirming would do this:";
/// The file with what was typed into a form.
pub const TYPED_FILE: &str = "what-you-typed.txt";

/// The title of the form.
#[must_use]
pub fn edit_title(asked_as: &str, (part, parts): (usize, usize)) -> String {
    if parts == 1 {
        return format!("Edit: {asked_as}");
    }
    format!("Edit ({part} of {parts}): {asked_as}")
}

/// The field for phrasings; one part of them may not have the first, which the bot shows.
#[must_use]
pub fn phrasings_field(part: usize) -> &'static str {
    if part == 1 {
        return crate::wording::learning::ASK_FIELD;
    }
    "More phrasings, one per line"
}

/// The field for the sentence of a fact, and how many other questions it answers, too.
#[must_use]
pub fn sentence_field(fact: &str, others: usize) -> String {
    match others {
        0 => format!("Fact {fact}"),
        1 => format!("Fact, also in 1 other answer: {fact}"),
        _ => format!("Fact, also in {others} other answers: {fact}"),
    }
}

/// An entry has no such part.
#[must_use]
pub fn no_such_part(parts: usize) -> String {
    match parts {
        1 => "That entry fits into one form: leave out `part`.".to_owned(),
        _ => format!("That entry has {parts} parts."),
    }
}
