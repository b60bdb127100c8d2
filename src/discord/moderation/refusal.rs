//! Why a moderator's action was refused or failed, as text. Pure.

use crate::discord::permission::Denied;
use crate::release::{PublishError, StageError};
use crate::wording::learning;
use crate::wording::moderators as wording;

/// Why a member may not moderate.
#[must_use]
pub fn denied_text(denied: Denied) -> String {
    match denied {
        Denied::NotInServer => wording::NOT_IN_A_SERVER.to_owned(),
        Denied::ServerNotConfigured(server) => wording::not_from_here(server),
        Denied::NotModerator => wording::NO_MODERATOR.to_owned(),
    }
}

/// Why a version could not be staged.
#[must_use]
pub fn stage_error_text(error: &StageError) -> String {
    match error {
        StageError::Store(fault) => wording::store_fault(fault),
        StageError::Files(error) => wording::files_fault(&error.to_string()),
        StageError::NoSuchSource(source) => wording::no_such_source(source),
        StageError::UnknownVersion => wording::NO_SUCH_VERSION.to_owned(),
        StageError::FileName(_) => wording::NO_TABLE.to_owned(),
        StageError::NoSource => wording::NO_SOURCE.to_owned(),
        StageError::Amend(error) => learning::not_amended(&error.to_string()),
    }
}

/// Why a version did not go live.
#[must_use]
pub fn publish_error_text(error: &PublishError) -> String {
    match error {
        PublishError::BaseChanged => wording::BASE_CHANGED.to_owned(),
        PublishError::FilesChanged => wording::FILES_CHANGED.to_owned(),
        PublishError::Store(fault) => wording::store_fault(fault),
        PublishError::Files(error) => wording::files_fault(&error.to_string()),
    }
}
