//! A moderator who goes through unanswered questions and knows what was meant.

use std::collections::BTreeMap;
use std::path::Path;

use footnote::files;
use footnote::knowledge::Kind;
use footnote::matcher::analysis::normalize::normalize;
use footnote::question_log::redact::REDACTED;
use footnote::wording::{learning as words, moderators};
use serde_json::{Value, json};
use strsim::osa_distance;

use super::young::{Known, said};
use fake_discord::{Fake, Interaction, Message};

/// The button to the next page.
const NEXT: &str = "Next";
/// Edits of a slip, which the log keeps as the word that it stands for.
const SLIP: usize = 2;

/// What the moderator did in the month.
#[derive(Debug, Default)]
pub struct Done {
    pub phrasings: usize,
    /// Phrasings that members had confirmed.
    pub adopted: usize,
    pub questions: usize,
    pub gaps: usize,
    pub ignored: usize,
    /// Changes not confirmed, since the preview warned of them.
    pub left: usize,
}

pub struct Moderator<'a> {
    pub discord: &'a Fake,
    pub user: u64,
    pub table: &'a Path,
    pub known: &'a BTreeMap<String, Known>,
    pub done: Done,
}

impl Moderator<'_> {
    /// Fixes up to this many groups of unanswered questions, the most asked first.
    pub async fn fix(&mut self, groups: usize) {
        let mut passed_over = 0;
        for _ in 0..groups {
            let mut seen = self.command("unanswered", json!({})).await;
            for _ in 0..passed_over {
                if !seen.labels().iter().any(|label| label == NEXT) {
                    return;
                }
                let turned = self.discord.press_label(self.user, &seen, NEXT);
                seen = turned.changed().await;
            }
            if !seen.content().contains("Unanswered:") {
                return;
            }
            if !self.fix_shown(&seen).await {
                passed_over += 1;
            }
        }
    }

    /// Adds up to this many confirmed phrasings.
    pub async fn adopt(&mut self, ways: usize) {
        let mut passed_over = 0;
        for _ in 0..ways {
            let seen = self.command("suggestions", json!({})).await;
            let menu = seen.menu().cloned().unwrap_or_default();
            let Some(option) = menu["options"].get(passed_over) else {
                return;
            };
            let preview = self.pick(&seen, &menu, option).changed().await;
            if self.decide(&preview).await {
                self.done.adopted += 1;
            } else {
                passed_over += 1;
            }
        }
    }

    /// Fixes a group; returns whether anything was changed.
    async fn fix_shown(&mut self, seen: &Message) -> bool {
        let lines = seen.content().lines();
        let lines = lines.filter_map(|line| line.strip_prefix("- ")?.rsplit_once(" ×"));
        let asked: Vec<(String, u32)> = lines
            .map(|(text, times)| (text.replace('\\', ""), times.parse().unwrap()))
            .collect();
        let mut votes: BTreeMap<&str, u32> = BTreeMap::new();
        for (text, times) in &asked {
            if let Some(meant) = self.meant(text) {
                *votes.entry(meant).or_default() += times;
            }
        }
        let Some((meant, _)) = votes.into_iter().max_by_key(|(_, times)| *times) else {
            self.done.ignored += 1;
            let pressed = self.discord.press_label(self.user, seen, words::IGNORE);
            pressed.changed().await;
            return true;
        };
        let known = &self.known[meant];
        let mut own: Vec<String> = asked.into_iter().map(|(text, _)| text).collect();
        let first = own.first().cloned();
        own.retain(|text| self.meant(text) == Some(meant));
        match self.entry_of(known) {
            Some(entry) => {
                let is_first = own.first() == first.as_ref();
                let preview = self.add(seen, &entry, &own[0], is_first).await;
                let is_done = self.decide(&preview).await;
                self.done.phrasings += usize::from(is_done);
                is_done
            }
            None => self.write(seen, known, own).await,
        }
    }

    /// Adds a question of a group to an entry: by the select menu if it is the group's first and the
    /// entry is offered.
    async fn add(&self, seen: &Message, entry: &str, asked: &str, is_first: bool) -> Message {
        let menu = seen.menu().cloned().unwrap_or_default();
        let options = menu["options"].as_array().cloned().unwrap_or_default();
        let label = format!("{entry} · ");
        let is_it = |option: &&Value| option["label"].as_str().unwrap().starts_with(&label);
        if let Some(option) = options.iter().find(is_it).filter(|_| is_first) {
            return self.pick(seen, &menu, option).changed().await;
        }
        let given = json!({ "phrasing": plain(asked), "entry": entry });
        self.command("add", given).await
    }

    /// Writes an entry that the table lacks.
    async fn write(&mut self, seen: &Message, known: &Known, asked: Vec<String>) -> bool {
        let asked = asked.iter().map(|asked| plain(asked));
        let ask: Vec<String> = [known.title.clone()].into_iter().chain(asked).collect();
        let ask = ask.join("\n");
        let mut fields = vec![("text", known.text.as_str()), ("ask", ask.as_str())];
        let label = match known.kind {
            Kind::Gap => words::AS_GAP,
            Kind::Question => {
                fields.push(("quote", known.quote.as_str()));
                words::AS_QUESTION
            }
        };
        let form = self.discord.press_label(self.user, seen, label);
        form.response().await;
        let sent = self.discord.submit_modal(self.user, &form, &fields);
        let is_done = self.decide(&sent.changed().await).await;
        match known.kind {
            Kind::Gap => self.done.gaps += usize::from(is_done),
            Kind::Question => self.done.questions += usize::from(is_done),
        }
        is_done
    }

    /// Confirms a change unless its preview warns.
    async fn decide(&mut self, preview: &Message) -> bool {
        let content = preview.content();
        if !content.contains("ready to go live") {
            return false;
        }
        let is_warned = content.contains("Warnings: ");
        let label = if is_warned {
            moderators::CANCEL
        } else {
            moderators::CONFIRM
        };
        let pressed = self.discord.press_label(self.user, preview, label);
        let told = pressed.changed().await;
        self.done.left += usize::from(is_warned);
        told.content().contains("is live")
    }

    /// The entry of the full table that a logged question meant; some of its words may be redacted.
    fn meant(&self, kept: &str) -> Option<&str> {
        let words: Vec<&str> = kept.split_whitespace().collect();
        let is_it = |asked: &String| {
            let asked = normalize(asked);
            asked.len() == words.len()
                && asked
                    .iter()
                    .zip(&words)
                    .all(|(own, kept)| *kept == REDACTED || osa_distance(&own.text, kept) <= SLIP)
        };
        let mut known = self.known.iter();
        let found = known.find(|(_, known)| known.asked.iter().any(is_it));
        found.map(|(id, _)| id.as_str())
    }

    /// The id of an entry in the live table, by its first sentence.
    fn entry_of(&self, known: &Known) -> Option<String> {
        let snapshot = files::load(self.table, None).knowledge.unwrap();
        let mut entries = snapshot.entries.iter();
        let found = entries.find(|entry| said(&snapshot, entry) == known.text);
        found.map(|entry| entry.id.clone())
    }

    async fn command(&self, name: &str, given: Value) -> Message {
        let name = format!("knowledge {name}");
        let channel = self.discord.channel();
        let given = self.discord.slash(self.user, channel, &name, given);
        given.message().await
    }

    fn pick(&self, seen: &Message, menu: &Value, option: &Value) -> Interaction {
        let (id, value) = (&menu["custom_id"], &option["value"]);
        let (id, value) = (id.as_str().unwrap(), value.as_str().unwrap());
        self.discord.select(self.user, seen, id, &[value])
    }
}

/// A question without the marks of redaction.
fn plain(asked: &str) -> String {
    asked.replace(REDACTED, "")
}
