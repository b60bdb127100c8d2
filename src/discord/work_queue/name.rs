//! The names of heavy work, by which equal requests share a result.

use crate::record::KnowledgeOwner;

/// Names a piece of work. Two with the same name have the same result.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WorkName {
    /// What is done; decides the type of the result.
    pub(super) task: &'static str,
    /// What it is done with.
    input: String,
    /// The server that it is done for, if the result is not for all.
    server: Option<u64>,
    /// Whose knowledge it is done with.
    owner: KnowledgeOwner,
}

impl WorkName {
    /// Names what is done with an input.
    #[must_use]
    pub fn new(task: &'static str, input: impl Into<String>) -> Self {
        let input = input.into();
        Self {
            task,
            input,
            server: None,
            owner: KnowledgeOwner::Shared,
        }
    }

    /// The same work with the knowledge of this owner.
    #[must_use]
    pub fn of_knowledge(self, owner: KnowledgeOwner) -> Self {
        Self { owner, ..self }
    }

    /// The same work for one server, whose moderators alone may see the result.
    #[must_use]
    pub fn of_server(self, server: Option<u64>) -> Self {
        Self { server, ..self }
    }
}
