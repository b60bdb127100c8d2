//! “Show source” and “Why this answer”.

use crate::discord::components::UsedComponent;
use crate::discord::custom_id::{ShortHash, Stamp, TableChange};
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::rate_limit::Activity;
use crate::discord::reply::explain;
use crate::knowledge::Entry;
use crate::service::Snapshot;
use crate::wording::Saying;

/// Shows the passages that the answer of an entry cites.
pub async fn source(
    component: &UsedComponent<'_>,
    stamp: &Stamp,
    entry: &ShortHash,
) -> Result<(), RequestError> {
    let words = component.interaction.words;
    let show = |snapshot: &Snapshot, entry: &Entry, table| {
        explain::sources(
            words,
            snapshot.knowledge(),
            &snapshot.answer_of(entry),
            table,
        )
    };
    about_entry(component, stamp, entry, show).await
}

/// Shows why a picked answer was given.
pub async fn why_picked(
    component: &UsedComponent<'_>,
    stamp: &Stamp,
    entry: &ShortHash,
) -> Result<(), RequestError> {
    let words = component.interaction.words;
    let show = |snapshot: &Snapshot, entry: &Entry, table| {
        explain::picked(words, snapshot.knowledge(), entry, table)
    };
    about_entry(component, stamp, entry, show).await
}

/// Shows the evidence for the answer to a question.
pub async fn why(
    component: &UsedComponent<'_>,
    stamp: &Stamp,
    question: &str,
) -> Result<(), RequestError> {
    evidence(component, stamp, question, None, explain::Carried::Whole).await
}

/// The same for a question that leans on the one before, which this entry answered.
pub async fn why_after(
    component: &UsedComponent<'_>,
    stamp: &Stamp,
    last: &ShortHash,
    question: &str,
) -> Result<(), RequestError> {
    let carried = explain::Carried::Whole;
    evidence(component, stamp, question, Some(last), carried).await
}

/// Shows the evidence for the beginning of a long question, and says that it is only that.
pub async fn why_cut(
    component: &UsedComponent<'_>,
    stamp: &Stamp,
    beginning: &str,
) -> Result<(), RequestError> {
    let snapshot = component.snapshot();
    let answered = component.message.entry();
    let answered = answered.and_then(|entry| entry.find(snapshot.knowledge()));
    let carried = explain::Carried::BeginningOnly { answered };
    evidence(component, stamp, beginning, None, carried).await
}

/// Shows the evidence, unless the member has asked for too much of it.
async fn evidence(
    component: &UsedComponent<'_>,
    stamp: &Stamp,
    question: &str,
    last: Option<&ShortHash>,
    carried: explain::Carried<'_>,
) -> Result<(), RequestError> {
    let (member, words) = (component.interaction.user, component.interaction.words);
    let snapshot = component.snapshot();
    let texts = if !component.bot.rates.take(Activity::Evidence, member) {
        vec![words.say(Saying::TooOften)]
    } else if snapshot.knows_suspended() {
        let table = stamp.compare(snapshot.knowledge());
        let encoder = &component.bot.encoder;
        let found = encoder.ask_after(&snapshot, question, last).await;
        explain::evidence(words, &snapshot, &found, carried, table, encoder.name())
    } else {
        vec![words.say(Saying::NotReady)]
    };
    component.interaction.tell(&texts).await
}

/// Shows something about an entry, unless it is no longer in the table.
async fn about_entry(
    component: &UsedComponent<'_>,
    stamp: &Stamp,
    entry: &ShortHash,
    show: impl FnOnce(&Snapshot, &Entry, TableChange) -> Vec<String>,
) -> Result<(), RequestError> {
    let words = component.interaction.words;
    let snapshot = component.snapshot();
    let knowledge = snapshot.knowledge();
    let found = entry.find(knowledge).filter(|own| snapshot.includes(own));
    let texts = match found {
        _ if !snapshot.knows_suspended() => vec![words.say(Saying::NotReady)],
        Some(entry) => show(&snapshot, entry, stamp.compare(knowledge)),
        None => vec![words.say(Saying::Gone)],
    };
    component.interaction.tell(&texts).await
}
