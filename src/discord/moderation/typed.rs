//! What a moderator typed into a form, as a file: it comes back where it would be lost otherwise. Pure.

use crate::discord::interaction::FormFields;
use crate::discord::outgoing::FileAttachment;
use crate::knowledge::amend::EntryEdit;
use crate::wording::curating as wording;

/// What was typed into the fields of a form.
#[must_use]
pub fn form_as_file(fields: &FormFields) -> FileAttachment {
    let texts: Vec<&str> = fields.values().copied().collect();
    as_file(&texts)
}

/// What an edit says, which was made of a form.
#[must_use]
pub fn edit_as_file(edit: &EntryEdit) -> FileAttachment {
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
