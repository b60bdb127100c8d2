//! Whose knowledge a record is about.

/// Whose knowledge it is that is released, suspended or tried to be changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum KnowledgeOwner {
    /// All servers that have no knowledge of their own, and direct messages.
    #[default]
    Shared,
    /// The server with this id.
    Server(u64),
}
