//! What moderators read about editing entries and taking them out. The text is Discord's Markdown, but that
//! of forms and files, which is plain.

use crate::wording::Named;

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
