//! A message → the answer to what it asks, and to a second and a third question in it.
//!
//! What is matched is a question, not a message: a story is about much that no table has, and two questions have
//! two answers.

use std::iter;

use crate::answer::decide::answer_by;
use crate::answer::{Answer, EntryName, Outcome, Signals, Table};
use crate::knowledge::Kind;
use crate::matcher::Ranking;
use crate::matcher::analysis::analyzer::analyzed_head;
use crate::matcher::analysis::answer_type::AnswerType;
use crate::matcher::analysis::asking::{
    AskedSentence, asked_sentences, is_one_sentence, last_sentences,
};

/// The words up to which a message with one question is matched as a whole: some sentence of context tells more
/// than it disturbs.
const SHORT: usize = 30;
/// What the coverage of a long message counts in which nothing asks: only one that is all about an entry is taken
/// for a question.
const REMARK_SHARE: f32 = 0.6;
/// The leaders of a part among which the best question of the whole is meant by that part, too.
const LEADERS: usize = 3;
/// The most questions of a message that are answered.
pub const QUESTIONS: usize = 3;
/// The coverage from which a short message is one question, however many of its sentences ask: *Is it open? Even on
/// Sunday?*
const ONE_QUESTION: f32 = 0.75;

/// The texts by which a message is looked up elsewhere than in a table, the best first: the whole of a short one; of a
/// long one, the first questions in it, each by itself and then with a short sentence before it, or else what it ends
/// with.
pub(super) fn looked_up(message: &str) -> Vec<&str> {
    let head = analyzed_head(message);
    if is_short(head) {
        return vec![head];
    }
    let asked = asked_sentences(head).into_iter().take(QUESTIONS);
    let mut texts: Vec<&str> = asked
        .flat_map(|own| {
            let with_context = Some(own.with_context).filter(|text| is_short(text));
            iter::once(own.text).chain(with_context)
        })
        .collect();
    texts.dedup();
    if texts.is_empty() {
        texts.extend(last_sentences(head));
    }
    texts
}

/// An answer, with the ranking behind it.
type Ranked = (Answer, Ranking);

impl Table<'_> {
    /// Answers a message as a member would be answered.
    #[must_use]
    pub fn ask(self, message: &str) -> Answer {
        self.ask_why(message).0
    }

    /// Answers a message by all the evidence that there is.
    pub(super) fn ask_by_evidence(self, message: &str) -> Ranked {
        let head = analyzed_head(message);
        let is_short = is_short(head);
        let asked = asked_in(head);
        let (answer, ranking) = match &asked[..] {
            [] | [_] if is_short => self.ask_whole(head),
            _ if self.has_phrasing(head) => self.ask_whole(head),
            [] => self.ask_remark(head),
            [one] => self.ask_story(head, one),
            several if is_short => self.ask_short(head, several),
            several => self.ask_each(several),
        };
        let question = message.to_owned();
        (Answer { question, ..answer }, ranking)
    }

    fn ask_whole(self, question: &str) -> Ranked {
        let ranking = self.rank(question);
        let signals = Signals::of(&ranking);
        self.decided(question, ranking, signals)
    }

    fn decided(self, question: &str, ranking: Ranking, signals: Signals) -> Ranked {
        let answer = answer_by(self, question, &ranking, signals);
        (answer, ranking)
    }

    /// Answers a long message in which nothing asks by what it ends with.
    fn ask_remark(self, message: &str) -> Ranked {
        let ranking = self.rank(message);
        let parts = last_sentences(message).map(|part| self.rank(part));
        let parts: Vec<Ranking> = parts.collect();
        let mut signals = signals_of_long(&ranking, &parts);
        signals.coverage *= REMARK_SHARE;
        self.decided(message, ranking, signals)
    }

    /// Answers a long message with one question: as a whole, which counts for more where its question means the same
    /// entry, or else by the question alone.
    fn ask_story(self, message: &str, asked: &AskedSentence) -> Ranked {
        let mut texts = vec![asked.with_context, asked.text];
        texts.dedup();
        let parts: Vec<Ranking> = texts.iter().map(|text| self.rank(text)).collect();
        let ranking = self.rank(message);
        let signals = signals_of_long(&ranking, &parts);
        let mut found = vec![self.decided(message, ranking, signals)];
        for (text, ranking) in texts.into_iter().zip(parts) {
            if text == asked.text || is_short(text) {
                let signals = Signals::of(&ranking);
                found.push(self.decided(text, ranking, signals));
            }
        }
        first_of(found)
    }

    /// Answers a short message of which several sentences ask, be it one question or more.
    fn ask_short(self, message: &str, asked: &[AskedSentence]) -> Ranked {
        let whole = self.ask_whole(message);
        let is_one = whole.0.signals.coverage >= ONE_QUESTION;
        if whole.0.outcome == Outcome::Answered && is_one {
            return whole;
        }
        let each = self.ask_each(asked);
        if each.0.outcome.is_covered() {
            each
        } else {
            whole
        }
    }

    /// Answers the first questions of a message each by itself: the first that can be answered, and the others after
    /// it.
    fn ask_each(self, asked: &[AskedSentence]) -> Ranked {
        let mut found: Vec<Ranked> = Vec::new();
        for own in asked.iter().take(QUESTIONS) {
            let ranked = self.ask_part(own);
            let entry = ranked.0.entry.as_ref();
            let is_given = found.iter().any(|(other, _)| other.entry.as_ref() == entry);
            if entry.is_none() || !is_given {
                found.push(ranked);
                continue;
            }
            // The answer is given, unless only the question before led there again.
            let alone = self.ask_whole(own.text);
            if asks_for_certain(&alone) && !self.meets(&alone.1, entry) {
                found.push(alone);
            }
        }
        let first = rank_of_first(&found);
        let (answer, ranking) = found.remove(first);
        found.retain(asks_something);
        let more = found.into_iter().map(|(answer, _)| answer).collect();
        if !answer.outcome.is_covered() {
            return (answer, ranking);
        }
        let skipped = asked.len().saturating_sub(QUESTIONS);
        let answer = Answer {
            skipped,
            ..answer.with_more(more)
        };
        (answer, ranking)
    }

    /// Whether an entry has anything of what a question is about.
    fn meets(self, ranking: &Ranking, entry: Option<&EntryName>) -> bool {
        let mut met = ranking
            .hits
            .iter()
            .filter(|hit| hit.features.covered_content > 0.0)
            .map(|hit| EntryName::of(self.knowledge, &self.knowledge.entries[hit.entry]));
        met.any(|own| Some(&own) == entry)
    }

    /// Answers a question of a message: with the sentence before it, if that is short, and by itself; by itself
    /// first where that sentence is a question of its own.
    fn ask_part(self, asked: &AskedSentence) -> Ranked {
        let mut texts = vec![asked.text];
        if is_short(asked.with_context) && asked.with_context != asked.text {
            let place = usize::from(asked.follows_question);
            texts.insert(place, asked.with_context);
        }
        let mut found: Vec<Ranked> = Vec::new();
        for text in texts {
            let ranked = self.ask_whole(text);
            let is_answered = ranked.0.outcome == Outcome::Answered;
            found.push(ranked);
            if is_answered {
                break;
            }
        }
        let (answer, ranking) = first_of(found);
        let question = asked.text.to_owned();
        (Answer { question, ..answer }, ranking)
    }
}

/// Every text by which a message may be matched: itself, and the sentences in it that ask.
#[must_use]
pub fn matched_texts(message: &str) -> Vec<&str> {
    let head = analyzed_head(message);
    let asked = asked_in(head);
    let parts = asked.iter().take(QUESTIONS);
    let mut texts = vec![head];
    if is_short(head) && asked.len() < 2 {
        return texts;
    }
    texts.extend(parts.flat_map(|part| [part.with_context, part.text]));
    if asked.is_empty() && !is_short(head) {
        texts.extend(last_sentences(head));
    }
    texts.sort_unstable();
    texts.dedup();
    texts
}

/// The sentences of a message that ask; none where it is but one.
fn asked_in(head: &str) -> Vec<AskedSentence<'_>> {
    if is_short(head) && is_one_sentence(head) {
        Vec::new()
    } else {
        asked_sentences(head)
    }
}

/// The signals of the ranking by a long message. What its best question has of the parts that ask counts, where that
/// is more than it has of the whole.
fn signals_of_long(ranking: &Ranking, parts: &[Ranking]) -> Signals {
    let mut signals = Signals::of(ranking);
    if let Some(best) = ranking.best(Kind::Question) {
        let leaders = parts.iter().flat_map(|part| part.hits.iter().take(LEADERS));
        let own = leaders.filter(|hit| hit.entry == best.entry);
        let coverage = own.map(|hit| hit.features.coverage);
        signals.coverage = coverage.fold(signals.coverage, f32::max);
    }
    signals
}

/// Whether a part is worth a reply of its own, be it that it is not answered.
fn asks_something(part: &Ranked) -> bool {
    let (answer, ranking) = part;
    answer.outcome.is_covered() || ranking.question.has_subject() || asks_for_certain(part)
}

/// Whether a part asks for a type of answer that rules others out.
fn asks_for_certain((_, ranking): &Ranked) -> bool {
    let answer_type = ranking.question.answer_type;
    answer_type.is_some_and(AnswerType::is_certain)
}

fn is_short(text: &str) -> bool {
    text.split_whitespace().nth(SHORT).is_none()
}

/// The first of at least one that is answered; or else the first gap, or the first with options.
fn first_of(mut found: Vec<Ranked>) -> Ranked {
    found.swap_remove(rank_of_first(&found))
}

fn rank_of_first(found: &[Ranked]) -> usize {
    let preferred = [Outcome::Answered, Outcome::Gap, Outcome::Unsure];
    let first = |outcome| {
        found
            .iter()
            .position(|(answer, _)| answer.outcome == outcome)
    };
    preferred.into_iter().find_map(first).unwrap_or(0)
}
