//! Asking by a post of a forum: its title says what it is about, its text tells the story.

use crate::answer::Answer;
use crate::conversation::small_talk::has_words;
use crate::discord::ask::{Asker, NoAnswer, Request};
use crate::discord::audience::Audience;
use crate::discord::bot::Bot;
use crate::discord::reply::layout::Layout;
use crate::service::Snapshot;

impl Bot {
    /// Answers a post of a forum, if the table covers it. Whoever opens one asks, whatever its words.
    pub async fn ask_post_if_covered(
        &self,
        asker: Asker<'_>,
        title: &str,
        body: &str,
    ) -> Result<Option<Layout>, NoAnswer> {
        if !has_words(title) && !has_words(body) {
            return Ok(None);
        }
        let request = Request::Post { title, body };
        let layout = self.ask(asker, request, Audience::Everyone).await?;
        Ok(layout.is_covered().then_some(layout))
    }

    /// Answers a post as a whole, or else by its title alone: what is told around a question may hide it.
    pub(super) async fn answer_post(&self, snapshot: &Snapshot, title: &str, body: &str) -> Answer {
        let whole = format!("{title}\n{body}");
        let (answer, _) = self.encoder.ask_why(snapshot, whole.trim()).await;
        if answer.outcome.is_covered() || body.is_empty() {
            return answer;
        }
        let (by_title, _) = self.encoder.ask_why(snapshot, title).await;
        if by_title.outcome.is_covered() {
            by_title
        } else {
            answer
        }
    }
}
