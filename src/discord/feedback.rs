//! Records what members say of answers: votes, and what they picked when the bot asked which was
//! meant.

use serenity::model::id::GuildId;

use crate::discord::ask::Asker;
use crate::discord::bot::Bot;
use crate::discord::custom_id::{MessageControls, ShortHash};
use crate::question_log::MemberVote;
use crate::record::VoteKind;

/// Records a member's vote on the answer to a question. `question` is empty if it is not known in
/// full: then the vote is on the entry alone.
pub fn record_vote(
    bot: &Bot,
    asker: Asker<'_>,
    verdict: VoteKind,
    question: &str,
    entry: Option<&ShortHash>,
) {
    let snapshot = bot.desk(asker.guild).service.snapshot();
    let knowledge = snapshot.knowledge();
    let found = entry.and_then(|entry| entry.find(knowledge));
    let entry = found.map(|entry| (knowledge.source_of(entry).id.clone(), entry.id.clone()));
    bot.question_log.vote(MemberVote {
        member: asker.user.get(),
        server: asker.guild.map(GuildId::get),
        question: question.to_owned(),
        entry,
        verdict,
        snapshot,
    });
}

/// Records what a member picked under “did you mean”, or that it was none of the options (`None`).
/// Does nothing if the question was not this member's.
pub fn record_pick(
    bot: &Bot,
    asker: Asker<'_>,
    message: &MessageControls,
    picked: Option<&ShortHash>,
) {
    let Some(question) = message.question() else {
        return;
    };
    if message.asks_which_was_meant(asker.user) {
        let verdict = match picked {
            Some(_) => VoteKind::Picked,
            None => VoteKind::NoneOfThese,
        };
        record_vote(bot, asker, verdict, question, picked);
    }
}
