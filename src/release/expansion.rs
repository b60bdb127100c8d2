//! Stages what an assistant wrote, each wording examined, or the table without any of it.

use std::sync::Arc;

use crate::expand::account::Account;
use crate::expand::examine::{Sifted, examine};
use crate::expand::reply::AssistantReply;
use crate::knowledge::FileSet;
use crate::knowledge::amend::{AmendError, Expansion, expand_tables, take_back_tables};
use crate::record::ReleaseMethod;
use crate::release::ReleasePipeline;
use crate::release::stage::{Addition, StageError, Staged, blocking};
use crate::service::Snapshot;

impl ReleasePipeline {
    /// Stages the live files with what they take of a reply, without what is struck. Gaps arrive as drafts:
    /// members would read their sentence.
    pub async fn stage_expansion(
        &self,
        reply: AssistantReply,
        struck: &[String],
    ) -> Result<Staged, StageError> {
        let (base, set) = self.base().await?;
        let (live, struck) = (Arc::clone(&base), struck.to_vec());
        let expanded = blocking(move || expanded(&live, set, &reply, &struck)).await?;
        let staged = self
            .stage_set(ReleaseMethod::Amend, base, expanded.files)
            .await;
        Ok(Staged {
            addition: Some(Addition::Expansion(expanded.taken)),
            account: Some(expanded.account),
            ..staged
        })
    }

    /// Stages the live files without any phrasing of an assistant.
    pub async fn stage_take_back(&self) -> Result<Staged, StageError> {
        let (base, mut set) = self.base().await?;
        let (changed, _) = take_back_tables(&set).map_err(AmendError::from)?;
        replace(&mut set, changed);
        let staged = self.stage_set(ReleaseMethod::Amend, base, set).await;
        Ok(Staged {
            addition: Some(Addition::TakeBack),
            ..staged
        })
    }
}

/// The files with what is taken of a reply.
struct Expanded {
    files: FileSet,
    account: Account,
    /// What is taken, and nothing else.
    taken: AssistantReply,
}

fn expanded(
    live: &Snapshot,
    mut files: FileSet,
    reply: &AssistantReply,
    struck: &[String],
) -> Result<Expanded, StageError> {
    let knowledge = live.knowledge();
    let mut sifted: Sifted = examine(live.table(), reply);
    sifted
        .strike(knowledge, struck)
        .map_err(StageError::Strike)?;
    let account = Account::of(knowledge, reply, &sifted);
    if sifted.is_empty() {
        return Err(StageError::NothingTaken(Box::new(account)));
    }
    let changed = expand_tables(&files, |source| Expansion {
        drafts: true,
        ..sifted.expansion(knowledge, source)
    });
    replace(&mut files, changed.map_err(AmendError::from)?);
    Ok(Expanded {
        files,
        account,
        taken: sifted.reply(knowledge),
    })
}

pub(super) fn replace(set: &mut FileSet, changed: Vec<(String, String)>) {
    let changed = changed.into_iter();
    set.tables
        .extend(changed.map(|(name, table)| (name, table.into_bytes())));
}
