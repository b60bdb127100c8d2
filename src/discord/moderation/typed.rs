//! What a moderator typed into a form, as a file: it comes back where it would be lost otherwise. Pure.

use crate::discord::interaction::FormFields;
use crate::discord::outgoing::FileAttachment;
use crate::knowledge::amend::{Curation, EntryEdit};
use crate::release::Addition;
use crate::wording::curating as wording;

/// What was typed into the fields of a form.
#[must_use]
pub fn form_as_file(fields: &FormFields) -> FileAttachment {
    let texts: Vec<&str> = fields.values().copied().collect();
    as_file(&texts)
}

/// What a change of what is there says, as far as it was typed.
#[must_use]
pub fn addition_as_file(addition: &Addition) -> Option<FileAttachment> {
    match addition {
        Addition::Curation(Curation::Edit(edit)) => Some(edit_as_file(edit)),
        Addition::Curation(Curation::Synonyms(edit)) => Some(as_file(&[&edit.now.join("\n")])),
        _ => None,
    }
}

fn edit_as_file(edit: &EntryEdit) -> FileAttachment {
    let phrasings = edit.now.join("\n");
    let sentences = edit.sentences.iter();
    let sentences = sentences.map(|sentence| sentence.text.as_str());
    let texts: Vec<&str> = [phrasings.as_str()].into_iter().chain(sentences).collect();
    as_file(&texts)
}

fn as_file(texts: &[&str]) -> FileAttachment {
    let text = format!("{}\n", texts.join("\n\n"));
    FileAttachment::new(wording::TYPED_FILE, text.into_bytes())
}
