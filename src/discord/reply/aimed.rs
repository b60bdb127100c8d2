//! An answer that is aimed at a member: its first line mentions them. Pure.

use serenity::model::id::UserId;

use crate::discord::reply::layout::Layout;
use crate::wording::Words;
use crate::wording::aiming as wording;

impl Layout {
    /// Aims it at a member, for whom somebody else asked. Nobody is notified to hear that there is no answer: what is
    /// none is shown to whoever asked.
    #[must_use]
    pub fn aimed_at(self, words: &Words, member: UserId, asker: UserId) -> Self {
        if self.is_covered() {
            let heading = wording::asked_for(words, member.get(), asker.get());
            let mut aimed = self.under(words, &heading);
            aimed.mention = Some(member);
            aimed
        } else {
            let note = wording::not_mentioned(words, member.get());
            self.for_asker_alone().under(words, &note)
        }
    }
}
