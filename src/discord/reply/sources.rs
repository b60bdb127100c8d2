//! The sources, as members read of them. Pure.

use crate::discord::limits::MESSAGE_CHARS;
use crate::discord::reply::foreign::{self, text};
use crate::knowledge::{Kind, Knowledge, Source};
use crate::service::Snapshot;
use crate::wording::{self, Escaped, Saying, Words};

/// Sources that a greeting names.
const NAMED: usize = 5;
/// Characters of a source's title or publisher in a greeting.
const NAME_CHARS: usize = 80;
/// Characters of a title or a detail in a line of `/about`.
const LINE_CHARS: usize = 200;
/// Sources that `/about` names.
const LISTED: usize = 20;

/// Returns what the bot can be asked about: short enough for a message, however many sources there are.
#[must_use]
pub fn greeting(words: &Words, snapshot: &Snapshot) -> String {
    if snapshot.knowledge().is_empty() {
        return words.say(Saying::NoKnowledge);
    }
    if snapshot.is_empty() {
        return words.say(Saying::NoSources);
    }
    let shown = |text: &str| foreign::field(text, NAME_CHARS);
    let names = snapshot.sources().take(NAMED).map(|source| {
        let publisher = source.publisher.as_deref().map(shown);
        let name = wording::source_name(&shown(&source.title), publisher.as_deref());
        text(&name, 3 * NAME_CHARS).into()
    });
    let more = snapshot.sources().count().saturating_sub(NAMED);
    let more = (more > 0).then(|| wording::more_sources(words, more));
    let count = |kind| snapshot.entries_of(kind).count();
    let counts = (count(Kind::Question), count(Kind::Gap));
    wording::greeting(words, counts, &names.chain(more).collect::<Vec<_>>())
}

/// Returns the lines of `/about` that name the sources.
#[must_use]
pub fn source_lines(words: &Words, knowledge: &Knowledge) -> Vec<String> {
    let lines = knowledge.sources.iter().take(LISTED).map(source_line);
    let more = knowledge.sources.len().saturating_sub(LISTED);
    let more = (more > 0).then(|| wording::more_sources(words, more));
    lines.chain(more).collect()
}

/// Returns a source's line of `/about`, with a link if there is one and room for it.
fn source_line(source: &Source) -> String {
    let details = [&source.publisher, &source.published, &source.licence];
    let details = details.into_iter().flatten();
    let details: Vec<Escaped> = details.map(|detail| text(detail, LINE_CHARS)).collect();
    let linked = source.url.as_ref().map(|url| {
        let label = foreign::label(&source.title, LINE_CHARS);
        wording::source_line(&foreign::link(label.as_str(), url), &details)
    });
    let linked = linked.filter(|line| line.chars().count() <= MESSAGE_CHARS);
    linked.unwrap_or_else(|| wording::source_line(&text(&source.title, LINE_CHARS), &details))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge;

    /// Sources with a title and a publisher each.
    fn sources(number: usize, title: &str, publisher: &str) -> Knowledge {
        let table = |n| {
            let text = format!(
                "format = 1\n[source]\nid = \"s{n}\"\ntitle = \"{title}\"\n\
                 publisher = \"{publisher}\"\nurl = \"https://a.example/x>) _y_\"\n\
                 [[gap]]\nid = \"g\"\nask = [\"Who?\"]\ntext = \"Open.\"\n"
            );
            (format!("s{n}.toml"), text.into_bytes())
        };
        let files: Vec<_> = (0..number).map(table).collect();
        let (knowledge, report) = knowledge::load(knowledge::parse(&files), &vec![None; number]);
        knowledge.unwrap_or_else(|| panic!("{}", report.render_plain()))
    }

    #[test]
    fn a_greeting_escapes_names_and_fits_into_a_message() {
        let words = Words::english();
        let tides = Snapshot::new(sources(1, "Tides & _more_", "The *Quay*"));
        let greeting = greeting(words, &tides);
        let start = "Ask me about “Tides & \\_more\\_” (The \\*Quay\\*). ";
        assert!(greeting.starts_with(start), "{greeting}");
        let many = sources(40, &"[*_a".repeat(50), &"**b".repeat(50));
        let many = super::greeting(words, &Snapshot::new(many));
        assert!(many.chars().count() < MESSAGE_CHARS - 400, "{many}");
        assert!(many.contains("and 35 more"), "{many}");
    }

    #[test]
    fn a_source_is_linked_by_its_title() {
        let line = source_line(&sources(1, "Tides [2] _now_", "Quay").sources[0]);
        let expected = "**[Tides (2) ˍnowˍ](<https://a.example/x%3E%29%20_y_>)** (Quay)";
        assert_eq!(line, expected);
    }
}
