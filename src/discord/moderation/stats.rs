//! How the table was used: figures, and a picture of them.

use crate::answer::EntryName;
use crate::chart;
use crate::config::JournalMode;
use crate::discord::moderation::attempt::{Attempting, Said};
use crate::discord::outgoing::{Attached, Refused};
use crate::discord::reply::markdown::{MAX_CHARS, clip};
use crate::insights::usage::Usage;
use crate::knowledge::Outcome;
use crate::question_log::today;
use crate::record::Days;
use crate::store::StoreError;
use crate::wording::learning as wording;
use crate::wording::moderators;

/// How many entries are named.
const SHOWN: usize = 5;
/// What the picture is called.
const PICTURE: &str = "questions.png";

/// Shows it to a moderator.
pub async fn show(attempt: &Attempting<'_>) -> Result<(), Refused> {
    let config = &attempt.bot.config;
    if config.journal == JournalMode::Off {
        return attempt.show(Said::text(wording::NOT_NOTED)).await;
    }
    let days = today() + Days(1) - config.journal_days..=today();
    let store = attempt.bot.releases.store();
    let read = async {
        let asked = store.logged(*days.start()).await?;
        Ok::<_, StoreError>((asked, store.votes(*days.start()).await?))
    };
    let said = match read.await {
        Ok((asked, votes)) => {
            let snapshot = attempt.bot.service.snapshot();
            let usage = Usage::of(snapshot.knowledge(), &asked, &votes, days);
            lay_out(&usage, attempt.bot.journal.dropped())
        }
        Err(fault) => Said::text(moderators::store_unavailable(&fault)),
    };
    attempt.show(said).await
}

fn lay_out(usage: &Usage, dropped: u64) -> Said {
    let days = usage.days.len();
    let title = wording::asked_in(usage.questions(), days);
    let mut lines = vec![format!("**{title}**")];
    let outcomes = Outcome::ALL.map(|outcome| (outcome.name(), usage.outcome(outcome)));
    lines.push(wording::outcomes(&outcomes, usage.questions()));
    lines.extend(
        usage
            .helpful_share()
            .map(|share| wording::helpful(share, usage.helpful + usage.rejected)),
    );
    let named = |entry: &EntryName| format!("`{}`", entry.id);
    let most: Vec<String> = usage
        .entries
        .iter()
        .take(SHOWN)
        .map(|(entry, times)| format!("{} ×{times}", named(entry)))
        .collect();
    if !most.is_empty() {
        lines.push(wording::most_used(&most));
    }
    if !usage.unused.is_empty() {
        let some: Vec<String> = usage.unused.iter().take(SHOWN).map(named).collect();
        lines.push(wording::never_used(usage.unused.len(), &some));
    }
    if dropped > 0 {
        lines.push(wording::dropped(dropped));
    }
    let picture = chart::daily_outcomes(usage, &title).map(|bytes| Attached {
        name: PICTURE.to_owned(),
        bytes,
    });
    Said {
        files: picture.into_iter().collect(),
        ..Said::text(clip(&lines.join("\n"), MAX_CHARS))
    }
}
