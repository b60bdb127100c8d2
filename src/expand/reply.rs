//! The reply: wordings and gaps, read from what an assistant wrote, however it is wrapped.
//!
//! The objects of a reply hold no further objects, so each is found by its braces: prose, code fences and
//! several replies in one file do not matter, and one that is cut short gives what is whole up to the cut. It
//! does not judge what it reads.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Map, Value};

/// The most wordings that are taken from replies: those of a thousand entries. The others are counted.
pub const MAX_WORDINGS: usize = 20_000;
/// The most bytes of a reply (1 MiB): ten times what an assistant writes at once.
pub const MAX_REPLY_BYTES: usize = 1 << 20;
/// The most characters that are shown of what cannot be read.
const SHOWN: usize = 60;
/// The most names of fields that are kept of those that were not asked for, and the most characters of one.
const MAX_KEYS: (usize, usize) = (10, 40);
/// The fields that objects are asked to have, by all the names that are taken for them.
const KEYS: [&str; 8] = [
    "entry",
    "id",
    "ask",
    "phrasings",
    "wordings",
    "questions",
    "source",
    "text",
];

/// What a reply has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AssistantReply {
    /// Wordings for entries of the table, in the order of the reply.
    pub phrasings: Vec<Proposed>,
    /// Gaps, in the order of the reply.
    pub gaps: Vec<ProposedGap>,
    /// What is not in the form that was asked for, each as a line about it.
    pub unreadable: Vec<String>,
    /// Names that its objects give their fields and that were not asked for, each once.
    pub unknown_keys: BTreeSet<String>,
    /// Whether it ends within an object or a list.
    pub is_cut_short: bool,
    /// How many wordings are over [`MAX_WORDINGS`], and left out.
    pub left_out: usize,
}

/// Wordings for an entry of the table.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Proposed {
    /// The entry as the reply names it: its id, or `source/id`.
    #[serde(alias = "id")]
    pub entry: String,
    /// The wordings.
    #[serde(alias = "phrasings", alias = "wordings", alias = "questions")]
    pub ask: Vec<String>,
}

/// A gap.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ProposedGap {
    /// The id of its source; none where the table has only one.
    #[serde(default)]
    pub source: Option<String>,
    /// Its wordings, the first as the bot shows it.
    #[serde(alias = "phrasings", alias = "wordings", alias = "questions")]
    pub ask: Vec<String>,
    /// The sentence that says so.
    pub text: String,
}

/// An object of a reply.
#[derive(Deserialize)]
#[serde(untagged)]
enum ReplyObject {
    Phrasings(Proposed),
    Gap(ProposedGap),
}

impl AssistantReply {
    /// Reads what an assistant wrote.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut reply = Self::default();
        let mut scan = Scan::default();
        for (at, byte) in text.bytes().enumerate() {
            if let Some(start) = scan.step(at, byte) {
                reply.take(&text[start..=at]);
            }
        }
        // After a broken string, nobody can tell what is still open; unless nothing but the end of a code block
        // follows, where the string itself was cut.
        let is_last = |broken: &BrokenOff| !text[broken.at..].contains(['"', '}', ']']);
        let cut = scan.broken.take().filter(is_last);
        reply.is_cut_short = scan.depth > 0 && (!scan.is_broken || cut.is_some());
        if let Some(BrokenOff {
            start, last_string, ..
        }) = cut
        {
            (scan.start, scan.last_string) = (start, last_string);
            reply.unreadable.truncate(
                reply
                    .unreadable
                    .len()
                    .saturating_sub(usize::from(start.is_some())),
            );
        }
        // Of an object that the end cuts short, the strings that are whole.
        if let (Some(start), Some(end)) = (scan.start, scan.last_string) {
            let piece = format!("{}]}}", &text[start..end]);
            if let Ok(piece) = serde_json::from_str(&piece) {
                reply.add(piece);
            }
        }
        reply
    }

    /// Whether nothing in it is, or begins like, an object of JSON.
    #[must_use]
    pub fn has_no_object(&self) -> bool {
        let has_piece = !(self.phrasings.is_empty() && self.gaps.is_empty());
        !(has_piece || self.is_cut_short) && self.unreadable.is_empty()
    }

    fn take(&mut self, object: &str) {
        self.note_keys(object);
        if let Ok(piece) = serde_json::from_str(object) {
            self.add(piece);
            return;
        }
        let shown: String = object.chars().take(SHOWN).collect();
        let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        self.unreadable.push(shown);
    }

    fn note_keys(&mut self, object: &str) {
        let fields: Result<Map<String, Value>, _> = serde_json::from_str(object);
        for (key, _) in fields.unwrap_or_default() {
            let is_known = KEYS.contains(&&*key) || key.chars().nth(MAX_KEYS.1).is_some();
            if !is_known && self.unknown_keys.len() < MAX_KEYS.0 {
                self.unknown_keys.insert(key);
            }
        }
    }

    fn add(&mut self, piece: ReplyObject) {
        let taken = self.phrasings.iter().map(|own| own.ask.len());
        let taken = taken.chain(self.gaps.iter().map(|own| own.ask.len()));
        let room = MAX_WORDINGS - taken.sum::<usize>();
        let mut cut = |ask: &mut Vec<String>| {
            self.left_out += ask.len().saturating_sub(room);
            ask.truncate(room);
        };
        match piece {
            ReplyObject::Phrasings(mut own) => {
                cut(&mut own.ask);
                self.phrasings.push(own);
            }
            ReplyObject::Gap(mut own) => {
                cut(&mut own.ask);
                self.gaps.push(own);
            }
        }
    }
}

/// Reads a text byte by byte for its innermost objects.
#[derive(Default)]
struct Scan {
    /// How many braces and brackets are open.
    depth: usize,
    /// Where the latest brace opened; none if it closed, or something else was in between.
    start: Option<usize>,
    is_in_string: bool,
    is_escaped: bool,
    /// Whether a string did not end on its line.
    is_broken: bool,
    /// The end of the last whole string since that brace.
    last_string: Option<usize>,
    /// The last such string.
    broken: Option<BrokenOff>,
}

/// Where a string did not end on its line.
struct BrokenOff {
    at: usize,
    /// Where its object began.
    start: Option<usize>,
    /// The end of the last whole string before it in that object.
    last_string: Option<usize>,
}

impl Scan {
    /// Takes the next byte. Returns where an object starts that ends with it, or breaks.
    fn step(&mut self, at: usize, byte: u8) -> Option<usize> {
        if self.is_in_string {
            self.step_in_string(at, byte);
            // No string of JSON goes over its line: one quotation mark is too many, or missing.
            let is_broken = self.is_in_string && byte == b'\n';
            self.is_in_string &= !is_broken;
            self.is_broken |= is_broken;
            if is_broken {
                self.broken = Some(BrokenOff {
                    at,
                    start: self.start,
                    last_string: self.last_string,
                });
            }
            return self.start.take_if(|_| is_broken);
        }
        match byte {
            // Outside of braces, it is prose.
            b'"' => self.is_in_string = self.depth > 0,
            b'{' => {
                self.depth += 1;
                (self.start, self.last_string) = (Some(at), None);
            }
            b'[' if self.depth > 0 => self.depth += 1,
            b']' => self.depth = self.depth.saturating_sub(1),
            b'}' => {
                self.depth = self.depth.saturating_sub(1);
                return self.start.take();
            }
            _ => {}
        }
        None
    }

    fn step_in_string(&mut self, at: usize, byte: u8) {
        match byte {
            _ if self.is_escaped => self.is_escaped = false,
            b'\\' => self.is_escaped = true,
            b'"' => {
                self.is_in_string = false;
                self.last_string = Some(at + 1);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = r#"{ "phrasings": [
      { "entry": "relit", "ask": ["since when \"on\" again", "beam {back}"] },
      { "entry": "oil", "ask": ["who buys fuel"] } ],
      "gaps": [ { "ask": ["What did it cost?", "price"], "text": "It does not say." } ] }"#;

    /// What was read, as lines.
    fn lines(reply: &AssistantReply) -> Vec<String> {
        let phrasings = reply.phrasings.iter();
        let phrasings = phrasings.map(|own| format!("{}: {}", own.entry, own.ask.join(" | ")));
        let gaps = reply.gaps.iter();
        let gaps = gaps.map(|own| format!("{} {}", own.ask.join(" | "), own.text));
        phrasings.chain(gaps).collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str], is_cut_short: bool, unreadable: usize) {
        let reply = AssistantReply::read(text);
        assert_eq!(lines(&reply), expected);
        let found = (reply.is_cut_short, reply.unreadable.len());
        assert_eq!(found, (is_cut_short, unreadable));
    }

    const ALL: [&str; 3] = [
        "relit: since when \"on\" again | beam {back}",
        "oil: who buys fuel",
        "What did it cost? | price It does not say.",
    ];

    #[test]
    fn a_reply_is_read_however_it_is_wrapped() {
        check(WHOLE, &ALL, false, 0);
        let fenced = format!("Here's the \"JSON\" [as asked]:\n```json\n{WHOLE}\n```\nThat's all!");
        check(&fenced, &ALL, false, 0);
        let twice = [&ALL[..2], &ALL[..2], &ALL[2..], &ALL[2..]].concat();
        check(&format!("{WHOLE}\n{WHOLE}"), &twice, false, 0);
        check("I cannot help with that.", &[], false, 0);
        check("", &[], false, 0);
    }

    #[test]
    fn a_reply_that_is_cut_short_gives_what_is_whole() {
        let cut = |before: &str| &WHOLE[..WHOLE.find(before).unwrap()];
        check(cut("{back}"), &["relit: since when \"on\" again"], true, 0);
        check(cut("buys"), &[ALL[0]], true, 0);
        check(cut("\"gaps\""), &ALL[..2], true, 0);
        check(cut("price"), &ALL[..2], true, 0);
        check("{ \"phrasings\": [ {", &[], true, 0);
        let fenced = format!("```json\n{}\n```\n", cut("{back}"));
        check(&fenced, &["relit: since when \"on\" again"], true, 0);
        check(
            "```\n{ \"phrasings\": [ { \"entry\": \"relit\", \"ask\": [\"since w\n```\n",
            &[],
            true,
            0,
        );
        for end in 0..WHOLE.len() {
            let reply = AssistantReply::read(&WHOLE[..end]);
            assert_eq!(reply.is_cut_short, end > 0, "{end}");
        }
    }

    #[test]
    fn what_has_another_form_is_told_and_the_rest_is_taken() {
        let slips = "{ \"phrasings\": [\n{ \"entry\": \"a\", \"ask\": [\"one\",] },\n\
            { \"entry\": \"b\", \"ask\": [\"say \"hi\" to it\"] },\n\
            { \"entry\": \"b\", \"ask\": [\"never closed] },\n\
            { \"entry\": \"c\", \"ask\": [\"two\"] } ] }";
        check(slips, &["c: two"], false, 3);
        check("{ \"entry\": 1, \"ask\": \"x\" }", &[], false, 1);
    }

    #[test]
    fn other_names_of_fields_are_taken_or_told() {
        check(
            "{ \"id\": \"a\", \"wordings\": [\"one\"] }",
            &["a: one"],
            false,
            0,
        );
        let reply = AssistantReply::read(
            "{ \"entry\": \"a\", \"ask\": [\"one\"], \"tone\": \"x\" } { \"relit\": [\"two\"] }",
        );
        let keys: Vec<&str> = reply.unknown_keys.iter().map(String::as_str).collect();
        assert_eq!((keys, reply.unreadable.len()), (vec!["relit", "tone"], 1));
    }

    #[test]
    fn a_reply_has_a_limit() {
        let many = format!("\"a\"{}", ",\"a\"".repeat(MAX_WORDINGS));
        let reply = AssistantReply::read(&format!("{{ \"entry\": \"a\", \"ask\": [{many}] }}"));
        assert_eq!(
            (reply.phrasings[0].ask.len(), reply.left_out),
            (MAX_WORDINGS, 1)
        );
    }
}
