//! “Show source” and “Why this answer”.

use crate::discord::components::UsedComponent;
use crate::discord::custom_id::{ShortHash, Stamp, TableChange};
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::rate_limit::Activity;
use crate::discord::reply::explain;
use crate::discord::reply::pages::paginate;
use crate::knowledge::Entry;
use crate::service::Snapshot;
use crate::wording;

/// Shows the passages that the answer of an entry cites.
pub async fn source(
    component: &UsedComponent<'_>,
    stamp: &Stamp,
    entry: &ShortHash,
) -> Result<(), RequestError> {
    let show = |snapshot: &Snapshot, entry: &Entry, table| {
        explain::sources(snapshot.knowledge(), &snapshot.answer_of(entry), table)
    };
    about_entry(component, stamp, entry, show).await
}

/// Shows why a picked answer was given.
pub async fn why_picked(
    component: &UsedComponent<'_>,
    stamp: &Stamp,
    entry: &ShortHash,
) -> Result<(), RequestError> {
    let show = |snapshot: &Snapshot, entry: &Entry, table| {
        explain::picked(snapshot.knowledge(), entry, table)
    };
    about_entry(component, stamp, entry, show).await
}

/// Shows the evidence for the answer to a question.
pub async fn why(
    component: &UsedComponent<'_>,
    stamp: &Stamp,
    question: &str,
) -> Result<(), RequestError> {
    let texts = evidence(component, stamp, question, None);
    component.interaction.tell(&texts).await
}

/// Shows the evidence for the beginning of a long question, and says that it is only that.
pub async fn why_cut(
    component: &UsedComponent<'_>,
    stamp: &Stamp,
    beginning: &str,
) -> Result<(), RequestError> {
    let texts = evidence(component, stamp, beginning, Some(wording::QUESTION_CUT));
    component.interaction.tell(&texts).await
}

/// Returns the evidence under a heading, unless the member has asked for too much of it.
fn evidence(
    component: &UsedComponent<'_>,
    stamp: &Stamp,
    question: &str,
    heading: Option<&str>,
) -> Vec<String> {
    let member = component.interaction.user;
    if !component.bot.rates.take(Activity::Evidence, member) {
        return vec![wording::TOO_OFTEN.to_owned()];
    }
    let snapshot = component.bot.service.snapshot();
    let table = stamp.compare(snapshot.knowledge());
    let evidence = explain::evidence(&snapshot, question, table);
    let Some(heading) = heading else {
        return evidence;
    };
    let lines = evidence.iter().flat_map(|text| text.lines());
    paginate([heading].into_iter().chain(lines).map(str::to_owned))
}

/// Shows something about an entry, unless it is no longer in the table.
async fn about_entry(
    component: &UsedComponent<'_>,
    stamp: &Stamp,
    entry: &ShortHash,
    show: impl FnOnce(&Snapshot, &Entry, TableChange) -> Vec<String>,
) -> Result<(), RequestError> {
    let snapshot = component.bot.service.snapshot();
    let knowledge = snapshot.knowledge();
    let texts = match entry.find(knowledge) {
        Some(entry) => show(&snapshot, entry, stamp.compare(knowledge)),
        None => vec![wording::GONE.to_owned()],
    };
    component.interaction.tell(&texts).await
}
