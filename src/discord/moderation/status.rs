//! `/knowledge status`.

use std::sync::Arc;

use crate::discord::bot::Bot;
use crate::discord::channel_sources::{MissingSource, missing_sources};
use crate::discord::desks::Desk;
use crate::discord::encoding::BotEncoder;
use crate::discord::moderation::action::{ModeratorAction, ModeratorReply};
use crate::discord::moderation::refusal::error_text;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::reply::foreign;
use crate::discord::slash::{SlashContext, interaction};
use crate::discord::work_queue::WorkName;
use crate::insights::usage::date;
use crate::knowledge::{Kind, Knowledge};
use crate::quality::dated::{Dated, dated};
use crate::question_log::today;
use crate::record::{Action, Released, Suspension};
use crate::release::DiskState;
use crate::service::Snapshot;
use crate::store::StoreError;
use crate::wording::encoder::{self as encoder_wording, EncoderUse, TableEncoding};
use crate::wording::moderators as wording;

/// Shows what is live, since when and by whom, and the state of the files and of the store.
#[poise::command(slash_command)]
pub async fn status(ctx: SlashContext<'_>) -> Result<(), RequestError> {
    let bot = ctx.framework.user_data;
    let action = ModeratorAction::begin(bot, interaction(&ctx), Action::Status).await?;
    let Some(action) = action else {
        return Ok(());
    };
    let releases = Arc::clone(&action.desk.releases);
    let name = WorkName::new("status", releases.disk_stamp().await.to_string());
    let work = |_| async move { releases.disk_state().await };
    let Some(disk) = action.work(name, work).await? else {
        return Ok(());
    };
    let store = StoreState::of(bot, &action.desk).await;
    let suspended = action.desk.releases.store().suspended().await;
    let snapshot = action.desk.service.snapshot();
    let mut text = layout(&snapshot, *disk, store, suspended);
    let encoder = encoder_line(&action, &snapshot).into_iter();
    for line in encoder.chain(missing_source_lines(&action, &snapshot)) {
        text = [text, line].join("\n");
    }
    action.show(ModeratorReply::text(text)).await
}

/// Says how the encoder is, if one is configured.
fn encoder_line(action: &ModeratorAction<'_>, snapshot: &Snapshot) -> Option<String> {
    match &action.bot.encoder {
        BotEncoder::Off => None,
        BotEncoder::Unusable(fault) => Some(encoder_wording::unusable(&foreign::text(
            fault,
            FAULT_CHARS,
        ))),
        BotEncoder::On { encoder, queue, .. } => {
            let name = foreign::text(encoder.name(), FAULT_CHARS);
            let version = &snapshot.knowledge().fingerprint;
            let table = if snapshot.encoded().is_some() {
                TableEncoding::Done
            } else if action.desk.failed_on.load().as_deref() == Some(version) {
                TableEncoding::Failed
            } else {
                TableEncoding::Underway
            };
            let counts = queue.counts();
            let used = EncoderUse {
                helped: counts.encoded,
                late: counts.full + counts.late,
                failed: counts.failed,
            };
            Some(encoder_wording::state(&name, table, used))
        }
    }
}

/// Names the sources that channels of the server are to be answered from, and that the table does not have.
fn missing_source_lines(action: &ModeratorAction<'_>, snapshot: &Snapshot) -> Vec<String> {
    let desks = action.bot.desks();
    let server = desks.servers.get(action.server());
    let missing = server.map(|server| missing_sources(server, snapshot.knowledge()));
    let missing = missing.into_iter().flatten().take(MISSING_LISTED);
    let lines = missing.map(|MissingSource { channel, source }| {
        let shown = |id: &str| foreign::code(id, SOURCE_ID_CHARS);
        let nearest = source.nearest.as_deref().map(shown);
        wording::missing_source(channel, &shown(&source.id), nearest.as_ref())
    });
    lines.collect()
}

/// How many missing sources are named, so that the status fits into a message.
const MISSING_LISTED: usize = 5;
/// Characters of the id of a source.
const SOURCE_ID_CHARS: usize = 60;
/// Characters of the name of an encoder, and of what is wrong with it.
const FAULT_CHARS: usize = 300;

/// How the store is.
struct StoreState {
    /// The last release, if it can be read and the store can be written.
    current: Result<Option<Released>, StoreError>,
    /// Why the last write to the journal failed, if it did.
    journal: Option<StoreError>,
    /// How many questions and votes were lost, and how many attempts of the audit trail.
    lost: (u64, u64),
}

impl StoreState {
    /// Tests the store by writing to it.
    async fn of(bot: &Bot, desk: &Desk) -> Self {
        let store = desk.releases.store();
        let current = match store.probe().await {
            Ok(()) => store.current().await,
            Err(fault) => Err(fault),
        };
        Self {
            current,
            journal: bot.question_log.fault(),
            lost: (bot.question_log.dropped(), store.lost_attempts()),
        }
    }

    /// Says how the store is and what was lost.
    fn lines(&self) -> Vec<String> {
        let mut lines = match (&self.current, &self.journal) {
            (Err(fault), _) => vec![wording::store_unavailable(&error_text(fault))],
            (Ok(_), Some(fault)) => vec![wording::journal_failed(&error_text(fault))],
            (Ok(_), None) => vec![wording::STORE_OK.to_owned()],
        };
        let (questions, attempts) = self.lost;
        if questions + attempts > 0 {
            lines.push(wording::lost(questions, attempts));
        }
        lines
    }
}

/// Lays the status out: `suspended` are the suspended entries.
fn layout(
    snapshot: &Snapshot,
    disk: DiskState,
    store: StoreState,
    suspended: Result<Vec<Suspension>, StoreError>,
) -> String {
    let knowledge = snapshot.knowledge();
    let mut lines = vec![wording::live_version(&foreign::version(&knowledge.version))];
    if !snapshot.knows_suspended() {
        lines.push(wording::DECLINING.to_owned());
    }
    let of_store = store.lines();
    let current = store.current.ok().flatten();
    lines.extend(current.map(|Released { release, .. }| {
        let (how, by) = (wording::how(release.method), wording::by(release.by));
        wording::live_since(release.at, how, &by)
    }));
    lines.extend(figures(knowledge));
    if let Ok(suspended) = suspended
        && !suspended.is_empty()
    {
        lines.push(wording::suspended_count(suspended.len()));
    }
    lines.extend(dated_line(knowledge));
    let drafts = knowledge.drafts.len();
    lines.extend((drafts > 0).then(|| wording::drafts(drafts)));
    lines.push(match disk {
        DiskState::Live => wording::FILES_LIVE.to_owned(),
        DiskState::Changed => wording::files_changed(),
        DiskState::Invalid => wording::files_faulty(),
    });
    lines.extend(of_store);
    lines.join("\n")
}

/// Says how many facts have expired or are to be looked at again, if any.
pub fn dated_line(knowledge: &Knowledge) -> Option<String> {
    let today = date(today());
    let found = dated(knowledge, &today);
    let (expired, due): (Vec<_>, Vec<_>) =
        found.partition(|(_, dated)| matches!(dated, Dated::Expired(_)));
    let is_any = !expired.is_empty() || !due.is_empty();
    is_any.then(|| wording::dated_facts(expired.len(), due.len()))
}

/// How much the table holds, and how many of its quotes are verified.
fn figures(knowledge: &Knowledge) -> [String; 2] {
    let count = |kind| knowledge.entries_of(kind).count();
    let facts = knowledge
        .sources
        .iter()
        .map(|source| source.facts.len())
        .sum();
    let phrasings = knowledge
        .entries
        .iter()
        .map(|entry| entry.phrasings.len())
        .sum();
    let verified = knowledge.citations().filter(|cited| cited.span.is_some());
    [
        wording::counts(facts, count(Kind::Question), count(Kind::Gap), phrasings),
        wording::quotes(verified.count(), knowledge.citations().count()),
    ]
}
