//! An interaction (a command, a component or a form) and how to respond to it: the first response
//! within three seconds, then edits and follow-ups.

mod origin;

use std::collections::BTreeMap;

use serenity::builder::{CreateActionRow, CreateModal};
use serenity::model::guild::Member;
use serenity::model::id::{ChannelId, GuildId, InteractionId, MessageId, UserId};

use crate::discord::audience::Audience;
use crate::discord::bot::Bot;
use crate::discord::given_answers::AnswerPlace;
use crate::discord::last_answers::LastAnswers;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::outgoing::rest::RestClient;
use crate::discord::outgoing::{self, FileAttachment, MessageBody, Response};
use crate::discord::reply::layout::{Layout, NextContext};
use crate::discord::reply::pages::at_most;
use crate::discord::reply::topics::TopicsPage;
use crate::discord::standing::Standing;
use crate::wording::Words;
use crate::wording::moderators::files_of;

/// The fields of a form that was sent, by their names.
pub type FormFields<'a> = BTreeMap<&'a str, &'a str>;

/// Who triggered an interaction, where, and the means to respond.
pub struct InteractionContext<'a> {
    /// The REST client.
    pub http: &'a RestClient,
    /// The interaction.
    pub id: InteractionId,
    token: &'a str,
    /// The user.
    pub user: UserId,
    /// The channel.
    pub channel: ChannelId,
    /// What the channel was opened in, if it is a thread.
    pub parent: Option<ChannelId>,
    /// The server; `None` in a direct message, and where the bot is a guest, to be treated alike.
    pub guild: Option<GuildId>,
    /// What Discord says of the user as a member of that server.
    pub member: Option<&'a Member>,
    /// On whose invitation the bot is there.
    pub standing: Standing,
    /// Who sees the message that the component belongs to; `None` for a command.
    pub message_audience: Option<Audience>,
    /// What the bot says to the user, in the language of their client.
    pub words: &'a Words,
    /// What it says to everyone in that server, in its language.
    pub server_words: &'a Words,
}

impl InteractionContext<'_> {
    /// Responds with texts that only this user sees.
    pub async fn tell(&self, texts: &[String]) -> Result<(), RequestError> {
        self.send(Response::Message(Audience::Asker), texts, |_| Vec::new())
            .await
    }

    /// Responds with an answer, and notes where it is, and what the user's next question may lean on: nothing that only
    /// they have seen, since what follows may be said to everyone.
    pub async fn answer(
        &self,
        bot: &Bot,
        response: Response,
        layout: &Layout,
    ) -> Result<(), RequestError> {
        let context = match self.audience(response) {
            Audience::Everyone => &layout.next_context,
            Audience::Asker => &NextContext::Nothing,
        };
        self.note(&bot.last_answers, context);
        let rows = |earlier: &[_]| layout.rows(earlier);
        let sent = self.send_to(layout.mention, response, &layout.texts, rows);
        sent.await?;
        // The controls of an answer in several messages are not in the first, which the token leads to.
        let from = layout.given_from().filter(|_| layout.texts.len() == 1);
        let place = AnswerPlace::Response(self.token.to_owned());
        let desk = bot.desk(self.guild);
        desk.given_answers
            .note(MessageId::new(self.id.get()), from, place);
        Ok(())
    }

    /// Notes what the user's next question in this channel may lean on.
    pub fn note(&self, last: &LastAnswers, context: &NextContext) {
        let question = MessageId::new(self.id.get());
        last.note(self.channel, self.user, question, context);
    }

    /// Responds with a form.
    pub async fn open_form(&self, form: &CreateModal) -> Result<(), RequestError> {
        outgoing::open_form(self.http, self.id, self.token, form).await
    }

    /// Defers the response, for what may take longer than Discord waits. The response will replace a
    /// message that only this user sees, and leave one that others see as it is.
    pub async fn defer(&self) -> Result<(), RequestError> {
        match self.message_audience {
            Some(Audience::Asker) => outgoing::defer_update(self.http, self.id, self.token).await,
            _ => outgoing::defer_private(self.http, self.id, self.token).await,
        }
    }

    /// Defers the response: it will replace the message that the component belongs to, whoever sees it.
    pub async fn defer_update(&self) -> Result<(), RequestError> {
        outgoing::defer_update(self.http, self.id, self.token).await
    }

    /// Tells this user alone something after the first response.
    pub async fn tell_besides(&self, text: &str) -> Result<(), RequestError> {
        let body = MessageBody::text(text);
        let sent = outgoing::follow_up(self.http, self.token, Audience::Asker, &body, &[]);
        sent.await.map(|_| ())
    }

    /// Completes a deferred response. Files that do not fit into one message follow in others, which
    /// only this user sees.
    pub async fn complete(
        &self,
        body: &MessageBody,
        files: &[FileAttachment],
    ) -> Result<(), RequestError> {
        let mut batches = FileAttachment::batches(files).into_iter();
        let first = batches.next().unwrap_or_default();
        outgoing::edit_response(self.http, self.token, body, first).await?;
        let mut sent = first.len();
        for batch in batches {
            let last = sent + batch.len();
            let body = MessageBody::text(files_of(sent + 1, last, files.len()));
            let audience = Audience::Asker;
            outgoing::follow_up(self.http, self.token, audience, &body, batch).await?;
            sent = last;
        }
        Ok(())
    }

    /// Responds with a page of topics.
    pub async fn send_page(
        &self,
        response: Response,
        page: &TopicsPage,
    ) -> Result<(), RequestError> {
        let rows = |_: &[_]| page.rows.clone();
        self.send(response, std::slice::from_ref(&page.text), rows)
            .await
    }

    /// Responds with texts, a message each; `rows` makes the controls under the last from the
    /// messages before it.
    pub async fn send(
        &self,
        response: Response,
        texts: &[String],
        rows: impl Fn(&[MessageId]) -> Vec<CreateActionRow>,
    ) -> Result<(), RequestError> {
        self.send_to(None, response, texts, rows).await
    }

    /// The same; the first message mentions a member.
    async fn send_to(
        &self,
        mention: Option<UserId>,
        response: Response,
        texts: &[String],
        rows: impl Fn(&[MessageId]) -> Vec<CreateActionRow>,
    ) -> Result<(), RequestError> {
        let fitting = self
            .standing
            .messages()
            .map(|most| at_most(self.words, texts, most));
        let texts = fitting.as_deref().unwrap_or(texts);
        let mut earlier = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            let is_last = index + 1 == texts.len();
            let mut body = MessageBody::part(text, is_last, || rows(&earlier));
            if index == 0 {
                body.mention = mention;
                outgoing::respond(self.http, self.id, self.token, response, &body).await?;
                if !is_last {
                    earlier.push(outgoing::get_response(self.http, self.token).await?.id);
                }
            } else {
                let audience = self.audience(response);
                let sent = outgoing::follow_up(self.http, self.token, audience, &body, &[]).await?;
                earlier.push(sent.id);
            }
        }
        Ok(())
    }

    /// Responds by deleting the message that the component belongs to, and the earlier ones of the
    /// same answer.
    pub async fn delete_answer(&self, earlier: &[MessageId]) -> Result<(), RequestError> {
        outgoing::defer_update(self.http, self.id, self.token).await?;
        let deleted = outgoing::delete_response(self.http, self.token).await;
        self.delete(earlier).await;
        deleted
    }

    /// Deletes messages of this channel; what cannot be deleted is logged.
    pub async fn delete(&self, messages: &[MessageId]) {
        outgoing::delete_all(self.http, self.channel, messages).await;
    }

    /// Who sees a response.
    fn audience(&self, response: Response) -> Audience {
        match (response, self.message_audience) {
            (Response::Message(audience), _) | (Response::Update, Some(audience)) => audience,
            (Response::Update, None) => Audience::Everyone,
        }
    }
}
