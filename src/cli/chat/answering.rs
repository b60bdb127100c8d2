//! What a line of a chat gets that is no command: an answer, what it picks from a list, or a reply to small talk.

use std::io;
use std::sync::Arc;
use std::time::SystemTime;

use crate::answer::Outcome;
use crate::cli::answer::{lines, topics};
use crate::cli::chat::small_talk::reply;
use crate::cli::chat::{Chat, LastAnswer};
use crate::cli::encoder::ask_why;
use crate::cli::terminal::Terminal;
use crate::conversation::small_talk::{SmallTalkMessage, find};
use crate::conversation::typed_pick::TypedPick;
use crate::insights::usage::date;
use crate::knowledge::Entry;
use crate::question_log::today;
use crate::service::Snapshot;
use crate::wording::picking::pick_one_of;
use crate::wording::{Saying, Words};

impl Chat {
    /// Answers a question, picks an option, or replies to small talk.
    pub(super) fn answer(&mut self, line: &str, out: &mut Terminal) -> io::Result<()> {
        if self.files.look(SystemTime::now()) {
            self.reload(out)?;
        }
        let snapshot = self.service.snapshot_on(&date(today()));
        if let Some(pick) = self.read_pick(line) {
            return self.picked(pick, snapshot, out);
        }
        let small_talk = find(line, snapshot.knowledge());
        if let Some(SmallTalkMessage {
            said,
            is_phrasing: false,
        }) = small_talk
        {
            return out.lines(reply(said, snapshot.knowledge()));
        }
        let last = self.last.as_ref().and_then(|last| last.answer.context());
        let (answer, ranking) = ask_why(&snapshot, self.encoder.as_ref(), line, last);
        if let (Some(SmallTalkMessage { said, .. }), Outcome::Declined) =
            (small_talk, answer.outcome)
        {
            return out.lines(reply(said, snapshot.knowledge()));
        }
        let last = LastAnswer {
            answer: snapshot.with_nearest_passages(answer),
            ranking: Some(ranking),
            snapshot,
        };
        self.show_answer(last, out)
    }

    fn show_answer(&mut self, last: LastAnswer, out: &mut Terminal) -> io::Result<()> {
        out.lines(lines(&last.answer, &last.snapshot))?;
        out.line("")?;
        self.list.clone_from(&last.answer.others);
        self.last = Some(last);
        Ok(())
    }

    /// The pick from the last list that a line is. “Yes” and “no” pick only where it was asked which was meant.
    fn read_pick(&self, line: &str) -> Option<TypedPick> {
        let pick = TypedPick::read(line, self.list.len())?;
        let is_yes_or_no = matches!(pick, TypedPick::NoneOfThese | TypedPick::Unclear);
        let last = self.last.as_ref().map(|last| &last.answer);
        let asks_which =
            last.is_some_and(|last| last.outcome == Outcome::Unsure && last.others == self.list);
        (!is_yes_or_no || asks_which).then_some(pick)
    }

    fn picked(
        &mut self,
        pick: TypedPick,
        snapshot: Arc<Snapshot>,
        out: &mut Terminal,
    ) -> io::Result<()> {
        let option = match pick {
            TypedPick::Option(option) => option,
            TypedPick::OutOfRange | TypedPick::Unclear => {
                return out.line(pick_one_of(Words::english(), self.list.len()));
            }
            TypedPick::NoneOfThese => {
                self.list.clear();
                out.line(Words::english().say(Saying::NoneFits))?;
                return out.lines(topics(snapshot.sources()));
            }
        };
        let picked = self.list.get(option);
        let knowledge = snapshot.knowledge();
        let is_picked = |entry: &&Entry| {
            picked.is_some_and(|own| {
                entry.id == own.id && knowledge.source_of(entry).id == own.source
            })
        };
        let Some(entry) = knowledge.entries.iter().find(is_picked) else {
            return out.line(Words::english().say(Saying::Gone));
        };
        let last = LastAnswer {
            answer: snapshot.answer_of(entry),
            ranking: None,
            snapshot,
        };
        self.show_answer(last, out)
    }
}
