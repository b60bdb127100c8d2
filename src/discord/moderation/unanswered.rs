//! What is asked and not answered, a group at a time, and the ways to mend it. Each way ends in a
//! preview of the changed table, like every other version on its way to be live.

use std::collections::BTreeMap;
use std::time::Duration;

use serenity::all::InputTextStyle;
use serenity::builder::{CreateActionRow, CreateInputText, CreateModal};
use serenity::model::application::ButtonStyle;
use tokio::time::timeout;

use crate::answer::EntryName;
use crate::config::JournalMode;
use crate::discord::Bot;
use crate::discord::custom_id::{CustomId, Key, Mend};
use crate::discord::interaction::Caller;
use crate::discord::moderation::attempt::{Attempting, Said};
use crate::discord::moderation::{not_staged, preview};
use crate::discord::outgoing::Refused;
use crate::discord::reply::layout::{button, menu};
use crate::discord::reply::markdown::{clip, escape};
use crate::insights::unanswered::{AskedQuestion, Proposal, QuestionGroup, unanswered};
use crate::insights::usage::questions;
use crate::knowledge::Kind;
use crate::knowledge::amend::{Amendment, new_id};
use crate::question_log::redact::REDACTED;
use crate::question_log::today;
use crate::record::{Action, AttemptOutcome};
use crate::store::StoreError;
use crate::wording;
use crate::wording::learning as words;
use crate::wording::moderators;

/// How many questions of a group are shown.
const SHOWN: usize = 8;
/// The most characters of a question shown.
const QUESTION: usize = 150;
/// The most characters of a form's title.
const TITLE: usize = 45;
/// The most characters of a form's field.
const FIELD: u16 = 1_000;
/// How many of the entries near a group are written out; its menu has more.
const NEAR: usize = 3;
/// How many questions a form offers as phrasings.
const OFFERED: usize = 6;

/// Discord waits three seconds for a form.
const SOON: Duration = Duration::from_millis(1_500);

/// What a form calls its fields.
const ASK: &str = "ask";
const TEXT: &str = "text";
const QUOTE: &str = "quote";

/// The fields of a form that was sent in, by their names.
pub type FormFields<'a> = BTreeMap<&'a str, &'a str>;

/// Turns to a group, counted from 0.
pub async fn turn(bot: &Bot, caller: Caller<'_>, page: usize) -> Result<(), Refused> {
    match Attempting::begin(bot, caller, Action::Unanswered).await? {
        Some(attempt) => show(&attempt, page, None).await,
        None => Ok(()),
    }
}

async fn show(
    attempt: &Attempting<'_>,
    page: usize,
    heading: Option<String>,
) -> Result<(), Refused> {
    if attempt.bot.config.journal != JournalMode::Questions {
        return attempt.show(Said::text(words::NOT_NOTED)).await;
    }
    let said = match groups(attempt.bot).await {
        Ok(groups) => lay_out(&groups, page, attempt.bot.config.journal_days.0, heading),
        Err(fault) => Said::text(moderators::store_unavailable(&fault)),
    };
    attempt.show(said).await
}

/// The groups of what was asked since the journal began, without what was set aside.
async fn groups(bot: &Bot) -> Result<Vec<QuestionGroup>, StoreError> {
    let store = bot.releases.store();
    let since = today() - bot.config.journal_days;
    let asked = store.logged(since).await?;
    let asked = questions(asked, &store.votes(since).await?, store.ignored().await?);
    let snapshot = bot.service.snapshot();
    let grouped = tokio::task::spawn_blocking(move || unanswered(snapshot.table(), &asked)).await;
    // Grouping that panics is a fault of the program's, and caught where it was asked for.
    Ok(grouped.unwrap_or_else(|failed| std::panic::resume_unwind(failed.into_panic())))
}

/// Names a group by its first question, so that its buttons find it wherever it stands by then.
fn key(group: &QuestionGroup) -> Key {
    Key::of("", group.questions.first().map_or("", |first| &first.text))
}

/// A group on a page of its own.
fn lay_out(groups: &[QuestionGroup], page: usize, days: u32, heading: Option<String>) -> Said {
    let page = page.min(groups.len().saturating_sub(1));
    let mut lines: Vec<String> = heading.into_iter().collect();
    let Some(group) = groups.get(page) else {
        lines.push(words::NOTHING_UNANSWERED.to_owned());
        return Said::text(lines.join("\n"));
    };
    lines.push(words::unanswered(page, groups.len(), group.times, days));
    for asked in group.questions.iter().take(SHOWN) {
        let question = escape(&clip(&asked.text, QUESTION));
        lines.push(words::asked_line(&question, asked.times));
    }
    if group.questions.len() > SHOWN {
        lines.push(words::asked_more(group.questions.len() - SHOWN));
    }
    let near: Vec<String> = group.nearest.iter().take(NEAR).map(named).collect();
    if !near.is_empty() {
        lines.push(words::near(&near));
    }
    lines.push(proposed(group.proposal).to_owned());
    Said {
        rows: rows(group, page, groups.len()),
        ..Said::text(lines.join("\n"))
    }
}

fn named(entry: &EntryName) -> String {
    let question = escape(&clip(&entry.asked_as, QUESTION));
    match entry.kind {
        Kind::Question => format!("{question} (`{}`)", entry.id),
        Kind::Gap => format!("{question} (`{}`, a gap)", entry.id),
    }
}

fn proposed(proposal: Proposal) -> &'static str {
    match proposal {
        Proposal::Phrasing => words::PROPOSE_PHRASING,
        Proposal::Entry => words::PROPOSE_ENTRY,
        Proposal::Distinguish => words::PROPOSE_APART,
    }
}

fn rows(group: &QuestionGroup, page: usize, pages: usize) -> Vec<CreateActionRow> {
    let id = |how| CustomId::Mend {
        how,
        group: key(group),
    };
    let mut rows = Vec::new();
    if !group.nearest.is_empty() {
        let entry = |entry: &EntryName| {
            let label = format!("{} · {}", entry.id, entry.asked_as);
            (Key::of(&entry.source, &entry.id), label)
        };
        let entries: Vec<(Key, String)> = group.nearest.iter().map(entry).collect();
        rows.push(menu(&id(Mend::Phrasing), words::ADD_TO, &entries));
    }
    rows.push(CreateActionRow::Buttons(vec![
        button(&id(Mend::Question), words::AS_QUESTION).style(ButtonStyle::Primary),
        button(&id(Mend::Gap), words::AS_GAP).style(ButtonStyle::Primary),
        button(&id(Mend::Synonyms), words::AS_SYNONYMS),
        button(&id(Mend::Ignore), words::IGNORE),
    ]));
    let to = |page, label| button(&CustomId::Unanswered { page }, label);
    let back = page.checked_sub(1).map(|page| to(page, wording::PREVIOUS));
    let more = (page + 1 < pages).then(|| to(page + 1, wording::NEXT));
    let turns: Vec<_> = back.into_iter().chain(more).collect();
    if !turns.is_empty() {
        rows.push(CreateActionRow::Buttons(turns));
    }
    rows
}

/// A button under a group, or its menu, was used.
pub async fn mend(
    bot: &Bot,
    caller: Caller<'_>,
    how: Mend,
    group: &Key,
    picked: Option<Key>,
) -> Result<(), Refused> {
    let action = match how {
        Mend::Ignore => Action::Ignore,
        _ => Action::Amend,
    };
    let Some(attempt) = Attempting::unpromised(bot, caller, action).await? else {
        return Ok(());
    };
    if let Mend::Question | Mend::Gap | Mend::Synonyms = how {
        // A form has to be the first answer; filled in only if that is soon enough.
        let found = timeout(SOON, find(bot, group)).await;
        let found = found.ok().and_then(Result::ok).flatten();
        let form = form(how, group, found.as_ref().map(|(group, _)| group));
        return attempt.caller.ask_for(&form).await;
    }
    attempt.caller.promise().await?;
    let (group, page) = match find(bot, group).await {
        Ok(Some(found)) => found,
        Ok(None) => return show(&attempt, 0, Some(words::GROUP_GONE.to_owned())).await,
        Err(fault) => {
            return attempt
                .say(Said::text(moderators::store_unavailable(&fault)))
                .await;
        }
    };
    if how == Mend::Ignore {
        return ignore(&attempt, &group, page).await;
    }
    let snapshot = bot.service.snapshot();
    let knowledge = snapshot.knowledge();
    let found = picked.and_then(|picked| picked.find(knowledge));
    let (Some(entry), Some(text)) = (found, phrasings(&group).into_iter().next()) else {
        return show(&attempt, page, Some(words::GROUP_GONE.to_owned())).await;
    };
    let amendment = Amendment::Phrasing {
        entry: entry.id.clone(),
        text,
    };
    amend(&attempt, &knowledge.source_of(entry).id, &amendment).await
}

/// A group by its name, and its page.
async fn find(bot: &Bot, name: &Key) -> Result<Option<(QuestionGroup, usize)>, StoreError> {
    let groups = groups(bot).await?.into_iter().zip(0..);
    Ok(groups.into_iter().find(|(group, _)| key(group) == *name))
}

async fn ignore(
    attempt: &Attempting<'_>,
    group: &QuestionGroup,
    page: usize,
) -> Result<(), Refused> {
    let texts: Vec<String> = group.questions.iter().map(|q| q.text.clone()).collect();
    let first = texts.first().cloned().unwrap_or_default();
    match attempt.bot.releases.store().ignore(&texts, today()).await {
        Ok(()) => {
            attempt.note(AttemptOutcome::Done, &first, "").await;
            let heading = words::ignored(&escape(&clip(&first, QUESTION)));
            show(attempt, page, Some(heading)).await
        }
        Err(fault) => attempt.fail(&first, moderators::store_fault(&fault)).await,
    }
}

/// The questions of a group as phrasings, without the marks of what was struck out; those that had none
/// first.
fn phrasings(group: &QuestionGroup) -> Vec<String> {
    let plain = |asked: &AskedQuestion| {
        let words = asked
            .text
            .split_whitespace()
            .filter(|word| *word != REDACTED);
        words.collect::<Vec<_>>().join(" ")
    };
    let is_struck = |asked: &&AskedQuestion| asked.text.contains(REDACTED);
    let (struck, whole): (Vec<&AskedQuestion>, Vec<_>) =
        group.questions.iter().partition(is_struck);
    let plain = whole.into_iter().chain(struck).map(plain);
    plain
        .filter(|text| !text.is_empty())
        .take(OFFERED)
        .collect()
}

fn form(how: Mend, group: &Key, found: Option<&QuestionGroup>) -> CreateModal {
    let asked = found.map(phrasings).unwrap_or_default().join("\n");
    let ask =
        field(ASK, words::ASK_FIELD, InputTextStyle::Paragraph).value(clip(&asked, FIELD.into()));
    let (title, fields) = match how {
        Mend::Question => {
            let fact = field(TEXT, words::FACT_FIELD, InputTextStyle::Paragraph);
            let quote = field(QUOTE, words::QUOTE_FIELD, InputTextStyle::Short);
            (words::AS_QUESTION, vec![fact, quote, ask])
        }
        Mend::Gap => {
            let text = field(TEXT, words::GAP_FIELD, InputTextStyle::Paragraph);
            (words::AS_GAP, vec![text.value(words::GAP_BEGINNING), ask])
        }
        Mend::Synonyms | Mend::Phrasing | Mend::Ignore => {
            let names = field(TEXT, words::WORDS_FIELD, InputTextStyle::Paragraph);
            (words::AS_SYNONYMS, vec![names])
        }
    };
    let id = CustomId::Mend {
        how,
        group: group.clone(),
    };
    let rows = fields.into_iter().map(CreateActionRow::InputText);
    CreateModal::new(id.write(), clip(title, TITLE)).components(rows.collect())
}

fn field(name: &str, label: &str, style: InputTextStyle) -> CreateInputText {
    CreateInputText::new(style, clip(label, TITLE), name).max_length(FIELD)
}

/// A form came back: what it says is shown as a change of the table.
pub async fn mend_with(
    bot: &Bot,
    caller: Caller<'_>,
    how: Mend,
    group: &Key,
    fields: &FormFields<'_>,
) -> Result<(), Refused> {
    let Some(attempt) = Attempting::begin(bot, caller, Action::Amend).await? else {
        return Ok(());
    };
    let nearest = match find(bot, group).await {
        Ok(found) => found.and_then(|(group, _)| group.nearest.into_iter().next()),
        Err(fault) => {
            return attempt
                .say(Said::text(moderators::store_unavailable(&fault)))
                .await;
        }
    };
    let snapshot = bot.service.snapshot();
    let knowledge = snapshot.knowledge();
    let Some(amendment) = amendment(how, fields, |asked| new_id(knowledge, asked)) else {
        return attempt.say(Said::text(words::FORM_EMPTY)).await;
    };
    // Where there are several sources, it belongs to the one that comes nearest.
    let source = match (nearest, knowledge.sources.first()) {
        (Some(nearest), _) => nearest.source,
        (None, Some(first)) => first.id.clone(),
        (None, None) => String::new(),
    };
    amend(&attempt, &source, &amendment).await
}

/// What a form says, where nothing is missing.
fn amendment(how: Mend, fields: &FormFields, new_id: impl Fn(&str) -> String) -> Option<Amendment> {
    let field = |name: &str| {
        let value = fields.get(name).map(|value| value.trim());
        value.filter(|value| !value.is_empty()).map(str::to_owned)
    };
    let lines = |name: &str| {
        let text = field(name)?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        Some(lines.map(str::to_owned).collect::<Vec<_>>())
    };
    Some(match how {
        Mend::Question => {
            let ask = lines(ASK)?;
            Amendment::Question {
                id: new_id(&ask[0]),
                ask,
                fact: field(TEXT)?,
                quote: field(QUOTE)?,
            }
        }
        Mend::Gap => {
            let ask = lines(ASK)?;
            Amendment::Gap {
                id: new_id(&format!("gap {}", ask[0])),
                ask,
                text: field(TEXT)?,
            }
        }
        Mend::Synonyms => Amendment::Synonyms {
            words: lines(TEXT)?,
        },
        Mend::Phrasing | Mend::Ignore => return None,
    })
}

/// Shows a table with something added as a change of the source it belongs to.
pub async fn amend(
    attempt: &Attempting<'_>,
    source: &str,
    amendment: &Amendment,
) -> Result<(), Refused> {
    let releases = &attempt.bot.releases;
    match releases.stage_amendment(source, amendment).await {
        Ok(staged) => preview::show(attempt, staged, None).await,
        Err(not) => attempt.fail("", not_staged(&not)).await,
    }
}
