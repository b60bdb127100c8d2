//! Files that are attached to messages: how they are named, and how many messages they need. Pure.

use serde_json::{Value, json};
use serenity::builder::CreateAttachment;

use crate::discord::limits::{FILES, FILES_BYTES};
use crate::discord::reply::foreign::file_name;

/// A file to attach to a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileAttachment {
    name: String,
    bytes: Vec<u8>,
}

impl FileAttachment {
    /// A file of this name, which may come from anyone, and content.
    #[must_use]
    pub fn new(name: &str, bytes: Vec<u8>) -> Self {
        Self {
            name: file_name(name),
            bytes,
        }
    }

    /// Distributes files over as few messages as Discord takes them in.
    #[must_use]
    pub fn batches(files: &[Self]) -> Vec<&[Self]> {
        let mut batches = Vec::new();
        let mut rest = files;
        while !rest.is_empty() {
            let mut bytes = 0;
            let fitting = rest.iter().take(FILES).take_while(|file| {
                bytes += file.bytes.len();
                bytes <= FILES_BYTES
            });
            // One that is too large is sent alone, and refused.
            let (batch, after) = rest.split_at(fitting.count().max(1));
            batches.push(batch);
            rest = after;
        }
        batches
    }
}

/// Names the files in the message that they belong to.
pub fn named(files: &[FileAttachment]) -> Value {
    let named = files.iter().enumerate();
    named
        .map(|(id, file)| json!({ "id": id, "filename": file.name }))
        .collect()
}

/// The files as they are sent.
pub fn attachments(files: &[FileAttachment]) -> Vec<CreateAttachment> {
    let attachment =
        |file: &FileAttachment| CreateAttachment::bytes(file.bytes.clone(), &file.name);
    files.iter().map(attachment).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_sent_in_as_few_messages_as_take_them() {
        let check = |sizes: &[usize], expected: &[usize]| {
            let file = |size: &usize| FileAttachment::new("a.toml", vec![0; *size]);
            let files: Vec<_> = sizes.iter().map(file).collect();
            let batches = FileAttachment::batches(&files);
            let counts: Vec<usize> = batches.iter().map(|batch| batch.len()).collect();
            assert_eq!(counts, expected, "{sizes:?}");
        };
        check(&[], &[]);
        check(&[1; 10], &[10]);
        check(&[1; 23], &[10, 10, 3]);
        let half = FILES_BYTES / 2;
        check(&[half, half, half, 1], &[2, 2]);
        check(&[FILES_BYTES + 1, 1], &[1, 1]);
    }
}
