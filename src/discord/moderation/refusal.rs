//! Why a moderator's action was refused or failed, as text. Pure.

use std::fmt::Display;

use crate::discord::permission::Denied;
use crate::discord::reply::foreign;
use crate::discord::reply::layout::ENTRY_ID_CHARS;
use crate::release::{PublishError, StageError};
use crate::wording::Escaped;
use crate::wording::auditing;
use crate::wording::expanding;
use crate::wording::learning;
use crate::wording::moderators as wording;

/// Characters of an error of the system.
const ERROR_CHARS: usize = 500;

/// Writes an error of the system, which may have paths and words of files in it.
#[must_use]
pub fn error_text(error: &impl Display) -> Escaped {
    foreign::text(&error.to_string(), ERROR_CHARS)
}

/// Why a member may not moderate.
#[must_use]
pub fn denied_text(denied: Denied) -> String {
    match denied {
        Denied::NotInServer => wording::NOT_IN_A_SERVER.to_owned(),
        Denied::ServerNotConfigured(server) => wording::not_from_here(server),
        Denied::NotModerator => wording::NO_MODERATOR.to_owned(),
    }
}

/// The same, as the audit trail keeps it.
#[must_use]
pub fn denied_reason(denied: Denied) -> &'static str {
    match denied {
        Denied::NotInServer => auditing::OUTSIDE_A_SERVER,
        Denied::ServerNotConfigured(_) => auditing::SERVER_NOT_NAMED,
        Denied::NotModerator => auditing::NOT_A_MODERATOR,
    }
}

/// Why a version could not be staged.
#[must_use]
pub fn stage_error_text(error: &StageError) -> String {
    match error {
        StageError::Store(fault) => wording::store_fault(&error_text(fault)),
        StageError::Files(error) => wording::files_fault(&error_text(error)),
        StageError::NoSuchSource(source) => {
            wording::no_such_source(&foreign::code(source, ENTRY_ID_CHARS))
        }
        StageError::UnknownVersion => wording::NO_SUCH_VERSION.to_owned(),
        StageError::FileName(_) => wording::NO_TABLE.to_owned(),
        StageError::NoSource => wording::NO_SOURCE.to_owned(),
        StageError::Amend(error) => learning::not_amended(&error_text(error)),
        StageError::Strike(why) => learning::not_amended(&error_text(why)),
        StageError::NothingTaken(_) => expanding::NOTHING_TAKEN.to_owned(),
    }
}

/// Why a version did not go live.
#[must_use]
pub fn publish_error_text(error: &PublishError) -> String {
    match error {
        PublishError::BaseChanged => wording::BASE_CHANGED.to_owned(),
        PublishError::FilesChanged => wording::FILES_CHANGED.to_owned(),
        PublishError::Store(fault) => wording::store_fault(&error_text(fault)),
        PublishError::Files(error) => wording::files_fault(&error_text(error)),
    }
}
