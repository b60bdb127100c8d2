//! What moderators read about who did or tried what. The text is Discord's Markdown.

use crate::record::{AuditKind, UnixSeconds};
use crate::wording::{Escaped, Named};

/// `/knowledge audit`.
pub const AUDIT: Named = Named {
    name: "audit",
    description: "Show who did or tried what, and what came of it, newest first",
};
/// The kind of [`AUDIT`].
pub const AUDIT_KIND: Named = Named {
    name: "kind",
    description: "Show only this; without it, everything but lookups",
};
/// The member of [`AUDIT`].
pub const AUDIT_MEMBER: Named = Named {
    name: "member",
    description: "Show only what this member did or tried",
};
/// No row of the audit trail is wanted.
pub const NOTHING_AUDITED: &str = "Nothing is recorded.";

/// Why an attempt was refused: it came from a direct message.
pub const OUTSIDE_A_SERVER: &str = "not in a server";
/// The same: the operator has not named the server.
pub const SERVER_NOT_NAMED: &str = "this server is not in the configuration";
/// The same: the member has neither the permission nor a role for it.
pub const NOT_A_MODERATOR: &str = "not a moderator";

/// Adds to a number of refused attempts why they were refused.
#[must_use]
pub fn of_no_moderators(attempts: &str) -> String {
    format!("{attempts}, none of them a moderator")
}

/// A kind of rows, as a choice and as a heading.
#[must_use]
pub fn audit_kind(kind: AuditKind) -> &'static str {
    match kind {
        AuditKind::Releases => "Releases",
        AuditKind::Rollbacks => "Rollbacks",
        AuditKind::Edits => "Edits on Discord",
        AuditKind::Suspensions => "Suspensions",
        AuditKind::Refused => "Refused attempts",
        AuditKind::Failed => "Failed attempts",
        AuditKind::Lookups => "Lookups",
    }
}

/// Heads the rows: what they are about, and whose they are.
#[must_use]
pub fn audit_heading(kind: Option<AuditKind>, by: Option<&str>) -> String {
    let kind = kind.map_or("Who did or tried what", audit_kind);
    let by = by.map(|by| format!(" · {by}")).unwrap_or_default();
    format!("**{kind}**{by}")
}

/// A row: when, and who did what with which outcome.
#[must_use]
pub fn audit_line(at: UnixSeconds, told: &str) -> String {
    format!("<t:{at}:f> · {told}")
}

/// The reason or the effect below a row.
#[must_use]
pub fn audit_detail(detail: &Escaped) -> String {
    format!("-# {detail}")
}
