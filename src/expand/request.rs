//! The request: what an assistant is asked to write, in Markdown.
//!
//! Its words are in `request/*.md`. They decide how good the reply is; what they ask for is what
//! [`crate::expand::examine`] checks.

use std::fmt::Write as _;

use crate::answer::EntryName;
use crate::knowledge::{Entry, EntryBody, Kind, Knowledge, Source};

/// The wordings that an entry gets unless somebody says otherwise. Fourteen took tables of three or four
/// phrasings an entry from a third to more than half of unseen questions answered rightly.
pub const PER_ENTRY: u16 = 14;
/// The gaps that are asked for unless somebody says otherwise.
pub const GAPS: u16 = 40;
/// The most bytes of a reply that are asked for at once: some ten thousand tokens, which an assistant writes
/// without losing its thread.
const REPLY_BYTES: usize = 40_000;
/// What a wording takes in a reply, in bytes, with its quotation marks and indentation.
const WORDING_BYTES: usize = 60;
/// The wordings that are asked for of a gap that the assistant finds. Fewer do not teach what it is about.
const GAP_WORDINGS: usize = 5;
/// The most phrasings of an entry that are shown: they say what is meant, and what need not be written again.
const SHOWN_PHRASINGS: usize = 12;
/// The most entries of other parts that are named, and the most headings: a page or two.
const SHOWN_LINES: usize = 150;

const TASK: &str = include_str!("request/task.md");
const WORDINGS: &str = include_str!("request/wordings.md");
const GAPS_TASK: &str = include_str!("request/gaps.md");
const REPLY: &str = include_str!("request/reply.md");

/// What to ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The entries to find phrasings for, as indices into [`Knowledge::entries`].
    pub entries: Vec<usize>,
    /// How many new phrasings each is to get.
    pub per_entry: usize,
    /// How many gaps are to be found in all.
    pub gaps: usize,
}

/// The requests, one for each part. A part is about one source, and its reply is of a length that
/// assistants can write.
#[must_use]
pub fn requests(knowledge: &Knowledge, wanted: &Wanted) -> Vec<String> {
    let parts = parts(knowledge, wanted);
    let count = parts.len();
    let mut gaps_left = wanted.gaps;
    let write = |(number, entries): (usize, Vec<usize>)| {
        let gaps = gaps_left.div_ceil(count - number);
        gaps_left -= gaps;
        let part = Part {
            knowledge,
            entries,
            number: number + 1,
            count,
            per_entry: wanted.per_entry,
            gaps,
        };
        part.written()
    };
    parts.into_iter().enumerate().map(write).collect()
}

/// The entries of each part.
fn parts(knowledge: &Knowledge, wanted: &Wanted) -> Vec<Vec<usize>> {
    let of_wordings = |wordings: usize| (wordings + 1) * WORDING_BYTES;
    let gaps = wanted.gaps * of_wordings(GAP_WORDINGS + 1);
    let gaps_each = gaps / wanted.entries.len().max(1);
    let entry = of_wordings(wanted.per_entry) + gaps_each;
    let most = (REPLY_BYTES / entry).max(1);
    let mut parts = Vec::new();
    for source in 0..knowledge.sources.len() {
        let is_own = |entry: &usize| knowledge.entries[*entry].source == source;
        let own: Vec<usize> = wanted.entries.iter().copied().filter(is_own).collect();
        // Parts of about the same length: the last is not left with two entries.
        let count = own.len().div_ceil(most).max(1);
        let even = own.len().div_ceil(count).max(1);
        parts.extend(own.chunks(even).map(<[usize]>::to_vec));
    }
    parts
}

/// A request that is being written.
struct Part<'a> {
    knowledge: &'a Knowledge,
    entries: Vec<usize>,
    number: usize,
    count: usize,
    per_entry: usize,
    gaps: usize,
}

impl Part<'_> {
    fn written(&self) -> String {
        let mut out = TASK.to_owned();
        if self.count > 1 {
            let (number, count) = (self.number, self.count);
            put(&mut out, &format!("This is part {number} of {count}."));
        }
        if let Some(first) = self.entries.first() {
            let entry = &self.knowledge.entries[*first];
            about(&mut out, self.knowledge.source_of(entry));
        }
        if self.per_entry > 0 {
            put(&mut out, &filled(WORDINGS, self.per_entry));
        }
        if self.gaps > 0 {
            let gaps = GAPS_TASK.replace("{wordings}", &GAP_WORDINGS.to_string());
            put(&mut out, &filled(&gaps, self.gaps));
        }
        put(&mut out, "## The entries");
        for entry in &self.entries {
            self.entry(&mut out, &self.knowledge.entries[*entry]);
        }
        self.other_entries(&mut out);
        self.reply(&mut out);
        out
    }

    fn entry(&self, out: &mut String, entry: &Entry) {
        let name = EntryName::id_within(self.knowledge, entry);
        let kind = match entry.kind() {
            Kind::Question => "",
            Kind::Gap => " (the text leaves it open)",
        };
        put(out, &format!("### `{name}`{kind}"));
        line(out, "asks", entry.asked_as());
        for phrasing in entry.phrasings.iter().take(SHOWN_PHRASINGS).skip(1) {
            line(out, "also", &phrasing.text);
        }
        for (_, fact) in self.knowledge.facts_of(entry) {
            line(out, "answer", &fact.text);
        }
        if let EntryBody::Gap { text, .. } = &entry.body {
            line(out, "answer", text);
        }
    }

    /// Names the entries that have another part, so that none of their wordings are written for these.
    fn other_entries(&self, out: &mut String) {
        let entries = self.knowledge.entries.iter().enumerate();
        let others = entries.filter(|(index, _)| !self.entries.contains(index));
        let mut others = others.map(|(_, entry)| entry.asked_as()).peekable();
        if others.peek().is_none() {
            return;
        }
        put(
            out,
            "## Other entries of the bot\n\nWrite nothing for these. A wording that asks one of them is \
             wrong above, and none of them is a new open question.\n",
        );
        for asked in others.take(SHOWN_LINES) {
            let _ = writeln!(out, "- {}", one_line(asked));
        }
    }

    fn reply(&self, out: &mut String) {
        let first = self.entries.first().map(|at| &self.knowledge.entries[*at]);
        let source = match first {
            Some(entry) if self.knowledge.sources.len() > 1 => {
                let id = &self.knowledge.source_of(entry).id;
                format!("\"source\": \"{id}\", ")
            }
            _ => String::new(),
        };
        put(out, &REPLY.replace("{source}", &source));
    }
}

fn about(out: &mut String, source: &Source) {
    put(out, "## What the text is about\n");
    line(out, "title", &source.title);
    if let Some(publisher) = &source.publisher {
        line(out, "published by", publisher);
    }
    let sections = source.sections.iter().take(SHOWN_LINES);
    let headings: Vec<&str> = sections.map(|section| section.heading.as_str()).collect();
    for (name, values) in [
        ("headings", headings.join(" · ")),
        ("what members can ask about", source.topics.join(" · ")),
    ] {
        if !values.is_empty() {
            line(out, name, &values);
        }
    }
}

/// Adds a paragraph.
fn put(out: &mut String, text: &str) {
    let _ = write!(out, "\n{}\n", text.trim_end());
}

fn line(out: &mut String, name: &str, text: &str) {
    let _ = writeln!(out, "- {name}: {}", one_line(text));
}

/// A table's text without what could end its line; validation leaves nothing else that would.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn filled(text: &str, number: usize) -> String {
    text.replace("{number}", &number.to_string())
}
