//! An answer as the terminal shows it.

use crate::answer::option_label::OptionLabel;
use crate::answer::passage::Passage;
use crate::answer::{Answer, Cited, EntryName, Outcome};
use crate::cli::line::Line;
use crate::knowledge::{Knowledge, Source, in_quotation_marks};
use crate::service::Snapshot;
use crate::text::linked::{LinkedPart, linked_parts};
use crate::wording::{self, Saying, Words};

/// An answer with everything that is shown of it; `snapshot` is what it came from.
pub(super) fn lines(answer: &Answer, snapshot: &Snapshot) -> Vec<Line> {
    let words = Words::english();
    let knowledge = snapshot.knowledge();
    let following = answer.following.iter();
    let mut lines: Vec<Line> = following
        .map(|last| Line::new().faint(wording::following(words, &last.asked_as)))
        .collect();
    if let Some(entry) = &answer.entry {
        lines.push(Line::new().strong(&entry.asked_as));
    }
    match answer.outcome {
        Outcome::Answered => {
            lines.extend(answer_and_more(answer, knowledge));
            lines.extend(list(&words.say(Saying::Related), knowledge, &answer.others));
        }
        Outcome::Gap => {
            lines.extend(answer_and_more(answer, knowledge));
            lines.extend(list(&words.say(Saying::Nearby), knowledge, &answer.others));
        }
        Outcome::Unsure => lines.extend(list(
            &wording::options_heading(words, answer.confidence),
            knowledge,
            &answer.others,
        )),
        Outcome::Declined => {
            let said = match answer.expired {
                Some(_) => Saying::EntryExpired,
                None => Saying::Declined,
            };
            lines.push(words.say(said).into());
            lines.extend(passages(answer, knowledge));
            lines.extend(topics(snapshot.sources()));
        }
    }
    lines
}

/// The answer's text, what else the message asked, and the citations of all its answers.
fn answer_and_more(answer: &Answer, knowledge: &Knowledge) -> Vec<Line> {
    let words = Words::english();
    let mut lines = text(answer);
    for answer in &answer.more {
        lines.push(match &answer.entry {
            Some(entry) => Line::new().strong(&entry.asked_as),
            None => wording::unanswered(words, &answer.question).into(),
        });
        lines.extend(text(answer));
    }
    lines.extend((answer.skipped > 0).then(|| wording::skipped(words, answer.skipped).into()));
    let citations = answer.all_citations();
    lines.extend(citations.map(|cited| citation(knowledge, cited)));
    let published = wording::published_on(words, knowledge, answer, str::to_owned);
    lines.extend(published.map(|published| Line::new().faint(published)));
    lines
}

/// An answer's sentences, or the sentence of its gap.
fn text(answer: &Answer) -> Vec<Line> {
    let sentences = answer.sentences.iter().flat_map(|sentence| {
        let numbers = sentence.citations.iter();
        let numbers: Vec<String> = numbers.map(|number| format!("[{number}]")).collect();
        let line = Line::new()
            .text(with_addresses(&sentence.text))
            .text(" ")
            .faint(numbers.concat());
        let image = sentence.image.as_ref();
        let image =
            image.map(|image| Line::new().faint(format_args!("{}: {}", image.alt, image.url)));
        [line].into_iter().chain(image)
    });
    let gap = answer.gap.as_deref().map(Line::from);
    sentences.chain(gap).collect()
}

/// A sentence with the address of each link after its words.
fn with_addresses(text: &str) -> String {
    let parts = linked_parts(text).into_iter();
    let shown = parts.map(|part| match part {
        LinkedPart::Words(words) => words.to_owned(),
        LinkedPart::Link { words, url } => format!("{words} ({url})"),
    });
    shown.collect()
}

fn citation(knowledge: &Knowledge, cited: &Cited) -> Line {
    let place = place(knowledge, cited);
    let line = Line::new()
        .faint(format_args!("[{}] {place}:", cited.n))
        .text(" ")
        .quote(in_quotation_marks(&cited.quote));
    match &cited.url {
        Some(url) => line.text(" ").faint(url),
        None => line,
    }
}

/// Shows the passage of a citation: its paragraph with the quote marked, and the paragraphs beside it;
/// only the quote if the source's text is not loaded.
pub(super) fn passage(knowledge: &Knowledge, cited: &Cited) -> Vec<Line> {
    let faint = |text: &str| Line::new().faint(text);
    let place = Line::new().faint(place(knowledge, cited));
    let Some(passage) = Passage::of(knowledge, cited) else {
        let quote = Line::new().quote(in_quotation_marks(&cited.quote));
        return vec![place, quote, faint(&Words::english().say(Saying::NoText))];
    };
    let [before, quote, after] = passage.split();
    let paragraph = Line::from(before).quote(quote).text(after);
    let lines = [
        Some(place),
        passage.before.map(faint),
        Some(paragraph),
        passage.after.map(faint),
    ];
    lines.into_iter().flatten().collect()
}

/// The place of a citation.
fn place(knowledge: &Knowledge, cited: &Cited) -> String {
    let title = wording::cited_title(knowledge, cited);
    wording::place(Words::english(), cited, cited.heading.as_deref(), title)
}

/// What comes nearest in the sources' texts, introduced as no answer.
fn passages(answer: &Answer, knowledge: &Knowledge) -> Vec<Line> {
    if answer.passages.is_empty() {
        return Vec::new();
    }
    let title = Line::new().faint(Words::english().say(Saying::Passages));
    let passages = answer.passages.iter();
    let passages = passages.map(|cited| citation(knowledge, cited));
    std::iter::once(title).chain(passages).collect()
}

fn list(title: &str, knowledge: &Knowledge, entries: &[EntryName]) -> Vec<Line> {
    if entries.is_empty() {
        return Vec::new();
    }
    let labels = (1..).zip(OptionLabel::of_list(knowledge, entries));
    let options = labels.map(|(number, label)| option(number, &label));
    let title = Line::new().faint(title);
    std::iter::once(title).chain(options).collect()
}

/// An option of a list with the number that picks it.
pub(super) fn option(number: usize, label: &OptionLabel) -> Line {
    Line::new().text("  ").faint(number).text(" ").text(label)
}

/// What can be asked about, by topics; none where these sources have none.
pub(super) fn topics<'a>(sources: impl Iterator<Item = &'a Source>) -> Option<Line> {
    let topics = sources.flat_map(|source| &source.topics);
    let topics: Vec<&str> = topics.map(String::as_str).collect();
    let names = topics.join(", ");
    let line = Line::new().faint(Words::english().say(Saying::Topics));
    (!topics.is_empty()).then(|| line.text(format_args!(" {names}.")))
}
