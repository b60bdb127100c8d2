//! What moderators read about ways of asking that an assistant writes. The text is Discord's Markdown.

use crate::wording::Named;
use crate::wording::moderators::KNOWLEDGE;

/// `/knowledge expand`.
pub const EXPAND: Named = Named {
    name: "expand",
    description: "Get a request for an assistant, and take its reply: many more ways of asking",
};
/// The entries of [`EXPAND`].
pub const ENTRIES: Named = Named {
    name: "entries",
    description: "Ask only for these: ids with commas between them; all without it",
};
/// The number of phrasings of [`EXPAND`].
pub const PER_ENTRY: Named = Named {
    name: "per-entry",
    description: "How many new phrasings to ask for, of each entry (14 without it)",
};
/// The number of gaps of [`EXPAND`].
pub const GAPS: Named = Named {
    name: "gaps",
    description: "How many gaps to ask for: what the source leaves open (40 without it)",
};
/// The assistant's reply to [`EXPAND`].
pub const REPLY: Named = Named {
    name: "reply",
    description: "What the assistant wrote, as a file (.json, .md or .txt)",
};
/// What is left out of the reply to [`EXPAND`].
pub const STRIKE: Named = Named {
    name: "strike",
    description: "With a reply: leave these out, by number or id, with commas between them",
};
/// Takes back what [`EXPAND`] has added.
pub const TAKE_BACK: Named = Named {
    name: "take-back",
    description: "Remove all phrasings that an assistant wrote, after a preview",
};

/// The file of a request.
pub const REQUEST_FILE: &str = "request";
/// A reply does not have the name of a text file.
pub const NO_REPLY: &str = "I take the assistant's reply as text: the name of its file must end in `.json`, `.md` or `.txt`.";
/// A reply is not text.
pub const REPLY_NOT_TEXT: &str = "That file is not UTF-8 text.";
/// A reply was to be taken and all taken back.
pub const EITHER: &str = "Choose one: a reply to take, or everything to take back.";
/// Nothing of a reply is taken.
pub const NOTHING_TAKEN: &str = "**Nothing was changed**: I can take nothing of that reply.";

/// Heads the files of a request, of which not all may be attached.
#[must_use]
pub fn request(attached: usize, all: usize) -> String {
    let (files, each) = match attached {
        1 => ("the attached file", "its reply"),
        _ => ("the attached files, one after the other,", "each reply"),
    };
    let rest = if attached < all {
        let entries = ENTRIES.name;
        format!(
            "\nThe request has {all} parts, of which these are the first; `{entries}` asks for fewer entries."
        )
    } else {
        String::new()
    };
    format!(
        "Paste {files} into any assistant, save {each}, and give it to me: `/{} {} {}:` and the file. I check \
         every wording and show you what I take.{rest}",
        KNOWLEDGE.name, EXPAND.name, REPLY.name
    )
}

/// Says how much of a reply is taken.
#[must_use]
pub fn taken(counts: &str) -> String {
    let strike = STRIKE.name;
    format!(
        "Of the reply, {counts}. Gaps arrive as drafts, which answer nothing until a curator removes \
         `draft = true`. To leave some out, send the reply again with `{strike}`."
    )
}

/// Which entries a reply that is cut short has nothing for.
#[must_use]
pub fn ask_again(names: &str) -> String {
    format!("it has nothing for these; ask again for them: {names}")
}
