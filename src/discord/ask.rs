//! The one door for asking. A mention, a reply, a direct message, an ask channel, `/ask`, “Answer
//! this”, “Ask in other words”, “Not what I asked”, a button or a menu: every way comes through
//! [`Bot::ask`], which counts first, then asks the snapshot, records the question, and lays the
//! answer out. Sending it is left to the handlers.

mod asker;
mod in_words;
mod no_answer;
mod post;

use std::sync::Arc;

use serenity::model::id::GuildId;

use crate::answer::Answer;
use crate::config::JournalMode;
use crate::conversation::small_talk;
use crate::discord::audience::Audience;
use crate::discord::bot::Bot;
use crate::discord::custom_id::{ShortHash, Stamp, TableChange};
use crate::discord::reply;
use crate::discord::reply::context::{HowAsked, ReplyContext};
use crate::discord::reply::layout::{self, Layout};
use crate::insights::usage::date;
use crate::question_log::{Origin, Visibility, today};
use crate::record::Channel;
use crate::service::Snapshot;
use crate::wording::small_talk::SmallTalk;

pub use crate::discord::ask::asker::Asker;
pub use crate::discord::ask::no_answer::NoAnswer;

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub enum Request<'a> {
    /// A question in the member's own words.
    Question(&'a str),
    /// The same as a message of an ask channel, of which a decline is not shown.
    Message(&'a str),
    /// A question after one that an entry answered, on which it may lean.
    After {
        /// The question.
        question: &'a str,
        /// The entry.
        last: &'a ShortHash,
    },
    /// What a post of a forum asks by its title and its text.
    Post {
        /// The title.
        title: &'a str,
        /// What is written in it; empty if the bot cannot read that.
        body: &'a str,
    },
    /// What else a question could have meant, after its answer was rejected.
    Alternatives {
        /// The question.
        question: &'a str,
        /// The entry that was rejected.
        rejected: &'a ShortHash,
    },
    /// An entry that was picked.
    Entry {
        /// Which.
        hash: &'a ShortHash,
        /// The table that offered it; `None` if that was just now.
        offered_by: Option<&'a Stamp>,
    },
}

impl<'a> Request<'a> {
    /// The entry that it may lean on.
    fn last(&self) -> Option<&'a ShortHash> {
        match self {
            Self::After { last, .. } => Some(last),
            _ => None,
        }
    }
}

impl Bot {
    /// Answers a request: counts it, asks the snapshot, records a question, and lays the answer out.
    pub async fn ask(
        &self,
        asker: Asker<'_>,
        request: Request<'_>,
        audience: Audience,
    ) -> Result<Layout, NoAnswer> {
        self.count(asker)?;
        let snapshot = self.answering(asker)?;
        let knowledge = snapshot.knowledge();
        let (answer, how, table) = match request {
            Request::Question(question)
            | Request::Message(question)
            | Request::After { question, .. } => {
                let asked = self.ask_in_words(&snapshot, question, request.last());
                let answer = match asked.await {
                    Ok(answer) => answer,
                    Err(said) => return Ok(self.chat(said, &snapshot, asker, audience)),
                };
                let how = HowAsked::of_answer(&answer);
                // The words of a follow-up mean nothing alone.
                if how == HowAsked::InWords {
                    self.record(&snapshot, asker, audience, &answer);
                }
                let answer = match request {
                    Request::Message(_) => answer,
                    _ => snapshot.with_nearest_passages(answer),
                };
                (answer, how, TableChange::Unchanged)
            }
            Request::Post { title, body } => {
                let answer = self.answer_post(&snapshot, title, body).await;
                self.record(&snapshot, asker, audience, &answer);
                (answer, HowAsked::InWords, TableChange::Unchanged)
            }
            Request::Alternatives { question, rejected } => {
                let (answer, _) = self.encoder.ask_why(&snapshot, question).await;
                let answer = snapshot.alternatives(answer, rejected.find(knowledge));
                (answer, HowAsked::InWords, TableChange::Unchanged)
            }
            Request::Entry { hash, offered_by } => {
                let entry = hash.find(knowledge).filter(|own| snapshot.includes(own));
                let entry = entry.ok_or(NoAnswer::EntryGone)?;
                let table = offered_by.map(|stamp| stamp.compare(knowledge));
                let table = table.unwrap_or(TableChange::Unchanged);
                (snapshot.answer_of(entry), HowAsked::Picked, table)
            }
        };
        let context = ReplyContext {
            how,
            table,
            post: self.posts.author(asker.channel),
            ..self.reply_context(&snapshot, asker, audience)
        };
        Ok(layout::answer(&answer, &context))
    }

    /// What answers today where somebody asks.
    fn answering(&self, asker: Asker) -> Result<Arc<Snapshot>, NoAnswer> {
        let service = &self.desk(asker.guild).service;
        let snapshot = self.narrowed(service.snapshot_on(&date(today())), asker);
        if snapshot.knowledge().is_empty() {
            Err(NoAnswer::NoKnowledge)
        } else if snapshot.is_empty() {
            Err(NoAnswer::NoSources)
        } else if snapshot.knows_suspended() {
            Ok(snapshot)
        } else {
            Err(NoAnswer::NotReady)
        }
    }

    /// Replies to small talk, which is not recorded.
    fn chat(
        &self,
        said: SmallTalk,
        snapshot: &Snapshot,
        asker: Asker<'_>,
        audience: Audience,
    ) -> Layout {
        let context = self.reply_context(snapshot, asker, audience);
        reply::small_talk::reply(said, snapshot, &context)
    }

    /// Answers a message of an ask channel, if it is a question that the table covers. What is not a
    /// question, or only small talk, is neither counted nor recorded.
    pub async fn ask_if_covered(
        &self,
        asker: Asker<'_>,
        text: &str,
    ) -> Result<Option<Layout>, NoAnswer> {
        let snapshot = self.desk(asker.guild).service.snapshot();
        let small_talk = small_talk::find(text, snapshot.knowledge());
        let is_question = small_talk::has_words(text)
            && snapshot.matcher().is_question(text)
            && small_talk.is_none_or(|found| found.is_phrasing);
        if !is_question {
            return Ok(None);
        }
        let layout = self
            .ask(asker, Request::Message(text), Audience::Everyone)
            .await?;
        Ok(layout.is_covered().then_some(layout))
    }

    /// Counts a request against the rates.
    pub fn count(&self, asker: Asker<'_>) -> Result<(), NoAnswer> {
        let counted = self.rates.count(asker.user, asker.channel);
        counted.map_err(NoAnswer::RateLimited)
    }

    /// Returns what a reply depends on besides the answer, for an entry that was picked just now.
    pub fn reply_context<'a>(
        &'a self,
        snapshot: &'a Snapshot,
        asker: Asker<'a>,
        audience: Audience,
    ) -> ReplyContext<'a> {
        ReplyContext {
            knowledge: snapshot.knowledge(),
            sources: snapshot.sources().collect(),
            wording: &self.config.wording,
            words: asker.words,
            asker: asker.user,
            audience,
            how: HowAsked::Picked,
            table: TableChange::Unchanged,
            post: None,
            votes: self.config.journal != JournalMode::Off,
            has_helpers: (asker.guild)
                .is_some_and(|guild| self.desks().servers.has_helpers(guild.get())),
        }
    }

    /// Records a question: for the curators, redacted; and, without its words, in the log.
    fn record(
        &self,
        snapshot: &Arc<Snapshot>,
        asker: Asker<'_>,
        audience: Audience,
        answer: &Answer,
    ) {
        let origin = self.origin(asker, audience);
        self.question_log
            .log(&self.desk(asker.guild).service, snapshot, origin, answer);
        tracing::debug!(
            characters = answer.question.chars().count(),
            outcome = ?answer.outcome,
            entry = answer.entry.as_ref().map(|entry| entry.id.as_str()),
            confidence = answer.confidence,
            "answered a question"
        );
    }

    fn origin(&self, asker: Asker<'_>, audience: Audience) -> Origin {
        let server = asker.guild.map(GuildId::get);
        let parent = self.threads.known_parent(asker.channel);
        let desks = self.desks();
        let is_ask = |server| {
            let mut channels = [Some(asker.channel), parent].into_iter().flatten();
            channels.any(|channel| desks.servers.is_ask_channel(server, channel.get()))
                || self.posts.author(asker.channel).is_some()
        };
        let channel = match server {
            None => Channel::Direct,
            Some(server) if is_ask(server) => Channel::Ask,
            Some(_) => Channel::Server,
        };
        let visibility = match audience {
            Audience::Everyone => Visibility::Public,
            Audience::Asker => Visibility::Private,
        };
        Origin {
            server,
            channel,
            visibility,
            member: asker.user.get(),
        }
    }
}
