//! Asking in words: what is only small talk is told apart, and a question that leans on the one before is
//! understood in its light.

use crate::answer::{Answer, Outcome};
use crate::conversation::small_talk::{self, SmallTalkMessage};
use crate::discord::bot::Bot;
use crate::discord::custom_id::ShortHash;
use crate::service::Snapshot;
use crate::wording::small_talk::SmallTalk;

impl Bot {
    /// Answers a question, after one that an entry answered if there was one; `Err` if it is small talk.
    pub(super) async fn ask_in_words(
        &self,
        snapshot: &Snapshot,
        question: &str,
        last: Option<&ShortHash>,
    ) -> Result<Answer, SmallTalk> {
        let small_talk = small_talk::find(question, snapshot.knowledge());
        if let Some(SmallTalkMessage {
            said,
            is_phrasing: false,
        }) = small_talk
        {
            return Err(said);
        }
        let (answer, _) = self.encoder.ask_after(snapshot, question, last).await;
        match small_talk {
            Some(found) if answer.outcome == Outcome::Declined => Err(found.said),
            _ => Ok(answer),
        }
    }
}
