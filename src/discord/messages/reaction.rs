//! Decides what to do about a message: reply, and with what, or keep silent. Sends nothing.

use crate::conversation::small_talk::has_words;
use crate::conversation::typed_pick::TypedPick;
use crate::discord::ask::{Asker, NoAnswer, Request};
use crate::discord::audience::Audience;
use crate::discord::bot::Bot;
use crate::discord::custom_id::{MessageControls, ShortHash};
use crate::discord::feedback::record_pick;
use crate::discord::forum::post::Post;
use crate::discord::messages::addressed::{Address, AddressedMessage};
use crate::discord::messages::delivery::Reply;
use crate::discord::reply::layout::{self, Layout};
use crate::discord::reply::sources::greeting;
use crate::wording::picking::pick_one_of;
use crate::wording::{self, Saying};

/// What to do about a message.
pub enum Reaction {
    /// Reply.
    Reply(Box<Reply>),
    /// Do not reply, and delete the earlier replies to it.
    DeleteReplies,
    /// Do not reply, and leave the earlier replies to it.
    Ignore,
}

/// Decides what to do about a message; `offered` are the controls that its author may pick from, `last` is the entry
/// that it may lean on.
pub async fn react(
    bot: &Bot,
    message: &AddressedMessage,
    offered: Option<&MessageControls>,
    last: Option<&ShortHash>,
) -> Reaction {
    let words = bot.words_in(message.guild).await;
    let asker = Asker {
        user: message.author,
        channel: message.channel,
        guild: message.guild,
        parent: bot.deciding_parent(message.guild, message.channel).await,
        words,
    };
    let answer = |layout: Option<Layout>| layout.map(Reply::Answer);
    let reply = match message.address {
        Address::Unheard => Ok(Some(Reply::Text(words.say(Saying::NotHeard)))),
        Address::Direct => direct(bot, asker, message, offered, last).await.map(Some),
        Address::AskChannel => bot.ask_if_covered(asker, &message.text).await.map(answer),
        Address::Post => unasked(bot, asker, message).await.map(answer),
    };
    let is_direct = message.address == Address::Direct;
    match reply {
        Ok(Some(reply)) => Reaction::Reply(Box::new(reply)),
        Ok(None) => Reaction::DeleteReplies,
        Err(NoAnswer::EntryGone) => {
            Reaction::Reply(Box::new(Reply::Text(NoAnswer::EntryGone.text(words))))
        }
        Err(no_answer @ NoAnswer::RateLimited(exceeded))
            if is_direct && bot.rates.take_notice(exceeded) =>
        {
            Reaction::Reply(Box::new(Reply::Text(no_answer.text(words))))
        }
        Err(no_answer @ (NoAnswer::NotReady | NoAnswer::NoKnowledge | NoAnswer::NoSources))
            if is_direct =>
        {
            Reaction::Reply(Box::new(Reply::Text(no_answer.text(words))))
        }
        Err(
            NoAnswer::RateLimited(_)
            | NoAnswer::NotReady
            | NoAnswer::NoKnowledge
            | NoAnswer::NoSources,
        ) => Reaction::Ignore,
    }
}

/// Answers what the author of a post asks there, if the table covers it and nothing else in the post
/// has had the same answer.
async fn unasked(
    bot: &Bot,
    asker: Asker<'_>,
    message: &AddressedMessage,
) -> Result<Option<Layout>, NoAnswer> {
    let text = message.text.as_str();
    let layout = match &message.title {
        Some(title) => bot.ask_post_if_covered(asker, title, text).await?,
        None => bot.ask_if_covered(asker, text).await?,
    };
    Ok(layout.filter(|layout| {
        let admits = |post: &mut Post| post.admits(message.id, &layout.texts);
        bot.posts.with(message.channel, admits) == Some(true)
    }))
}

/// Replies to a message that is meant for the bot.
async fn direct(
    bot: &Bot,
    asker: Asker<'_>,
    message: &AddressedMessage,
    offered: Option<&MessageControls>,
    last: Option<&ShortHash>,
) -> Result<Reply, NoAnswer> {
    let text = message.text.as_str();
    let pick = offered.and_then(|controls| {
        let pick = TypedPick::read(text, controls.options().len())?;
        // Near a gap, “yes” and “no” are small talk.
        let is_yes_or_no = matches!(pick, TypedPick::NoneOfThese | TypedPick::Unclear);
        let is_offered = !is_yes_or_no || controls.offers_none();
        is_offered.then_some((controls, pick))
    });
    if let Some((controls, pick)) = pick {
        return picked(bot, asker, controls, pick).await;
    }
    if let Some(title) = &message.title {
        let request = Request::Post { title, body: text };
        let layout = bot.ask(asker, request, Audience::Everyone).await?;
        return Ok(Reply::Answer(layout));
    }
    if !has_words(text) {
        bot.count(asker)?;
        let greeting = greeting(asker.words, &bot.snapshot_for(asker));
        return Ok(Reply::Text(wording::invitation(asker.words, &greeting)));
    }
    let request = match last {
        Some(last) => Request::After {
            question: text,
            last,
        },
        None => Request::Question(text),
    };
    bot.ask(asker, request, Audience::Everyone)
        .await
        .map(Reply::Answer)
}

/// Does what the button of an option does, in a message of its own.
async fn picked(
    bot: &Bot,
    asker: Asker<'_>,
    controls: &MessageControls,
    pick: TypedPick,
) -> Result<Reply, NoAnswer> {
    let options = controls.options();
    let option = match pick {
        TypedPick::Option(option) => options.get(option),
        TypedPick::OutOfRange | TypedPick::Unclear => None,
        TypedPick::NoneOfThese => {
            bot.count(asker)?;
            record_pick(bot, asker, controls, None);
            let snapshot = bot.snapshot_for(asker);
            let context = bot.reply_context(&snapshot, asker, Audience::Everyone);
            let question = controls.question_for_person();
            return Ok(Reply::Answer(layout::none_of_these(question, &context)));
        }
    };
    let Some(&(stamp, hash)) = option else {
        bot.count(asker)?;
        return Ok(Reply::Text(pick_one_of(asker.words, options.len())));
    };
    let request = Request::Entry {
        hash,
        offered_by: Some(stamp),
    };
    let layout = bot.ask(asker, request, Audience::Everyone).await?;
    record_pick(bot, asker, controls, Some(hash));
    Ok(Reply::Answer(layout))
}
