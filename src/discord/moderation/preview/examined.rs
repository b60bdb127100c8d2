//! What came of examining a version, ready to be shown.

use std::sync::Arc;

use futures_util::future::BoxFuture;

use crate::discord::moderation::action::{ModeratorAction, ModeratorReply};
use crate::discord::moderation::report::faults;
use crate::discord::work_queue::computed;
use crate::effort::Demand;
use crate::release::{Examination, Revision, StageError, Staged};

/// What came of examining a version, for everybody who asked for it.
pub type Examined = Result<PreparedPreview, StageError>;

/// A version as it is previewed.
pub enum PreparedPreview {
    /// It is the live version.
    Unchanged,
    /// It has errors.
    Faulty(ModeratorReply),
    /// It could go live.
    Ready(Arc<Revision>),
    /// Nobody waited for it any more.
    Interrupted,
}

/// Examines a version once it is staged, as long as there is a demand.
pub fn examined<S>(
    action: &ModeratorAction<'_>,
    staged: S,
) -> impl FnOnce(Demand) -> BoxFuture<'static, Examined> + use<S>
where
    S: Future<Output = Result<Staged, StageError>> + Send + 'static,
{
    let (releases, server) = (Arc::clone(&action.desk.releases), action.server());
    move |demand| {
        Box::pin(async move {
            let examined = releases
                .examine_for(Some(server), staged.await?, demand)
                .await;
            prepared(examined).await
        })
    }
}

/// Gets what came of examining a version ready to be shown.
pub async fn prepared(examined: Examination) -> Examined {
    Ok(match examined {
        Examination::Unchanged => PreparedPreview::Unchanged,
        Examination::Faulty(report) => {
            PreparedPreview::Faulty(computed(move || faults(&report)).await)
        }
        Examination::Ready(revision) => PreparedPreview::Ready(Arc::from(revision)),
        Examination::Interrupted => PreparedPreview::Interrupted,
    })
}
