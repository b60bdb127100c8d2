//! The columns of a sheet: what each holds, and which header means which.

use crate::exchange::ForeignFault;

/// What a column of a sheet holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// The id of the source, where a sheet has several.
    Source,
    /// The id of the question or gap.
    Id,
    /// `question`, `gap` or `fact`.
    Kind,
    /// The first phrasing.
    Question,
    /// The others, separated by line breaks or `|`.
    Phrasings,
    /// Those of an assistant.
    Expanded,
    /// The sentence of the fact or the gap.
    Answer,
    /// The words of the source.
    Quote,
    /// Where they are.
    At,
    /// What identifies the words that the quote leaves out.
    Hash,
    /// The id of the fact, where it has one of its own.
    Fact,
    /// The topic.
    Topic,
    /// The ids of questions to ask next.
    Related,
    /// The last day on which the fact holds.
    ValidUntil,
    /// The day on which to look at it again.
    ReviewBy,
    /// The address of a picture.
    Image,
    /// What the picture shows.
    ImageAlt,
    /// Whether nobody has looked at it yet.
    Draft,
}

/// Every column in the order of an export: its name, and what else a header may call it.
const NAMES: [(Column, &str, &[&str]); 18] = [
    (Column::Source, "source", &["article"]),
    (Column::Id, "id", &["key"]),
    (Column::Kind, "kind", &["type"]),
    (
        Column::Question,
        "question",
        &["questions", "q", "ask", "query", "frage", "pregunta"],
    ),
    (
        Column::Phrasings,
        "phrasings",
        &[
            "phrasing",
            "variants",
            "alternatives",
            "also asked as",
            "synonyms",
        ],
    ),
    (Column::Expanded, "expanded", &["phrasings of an assistant"]),
    (
        Column::Answer,
        "answer",
        &[
            "answers",
            "a",
            "reply",
            "response",
            "text",
            "antwort",
            "réponse",
            "respuesta",
        ],
    ),
    (
        Column::Quote,
        "quote",
        &["citation", "cite", "evidence", "source quote", "zitat"],
    ),
    (Column::At, "at", &["place", "paragraph"]),
    (Column::Hash, "hash", &[]),
    (Column::Fact, "fact", &["fact id"]),
    (
        Column::Topic,
        "topic",
        &["category", "section", "thema", "kategorie", "tema"],
    ),
    (Column::Related, "related", &["near", "see also"]),
    (
        Column::ValidUntil,
        "valid_until",
        &["valid until", "expires"],
    ),
    (Column::ReviewBy, "review_by", &["review by", "review"]),
    (Column::Image, "image", &["picture"]),
    (
        Column::ImageAlt,
        "image_alt",
        &["image alt", "alt", "alt text"],
    ),
    (Column::Draft, "draft", &[]),
];

impl Column {
    /// Every column, in the order of an export.
    pub fn all() -> impl Iterator<Item = Self> {
        NAMES.iter().map(|(column, ..)| *column)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES[self as usize].1
    }

    /// The column with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::all().find(|column| column.name() == name)
    }

    /// The column that a header most likely means.
    fn guess(header: &str) -> Option<Self> {
        let header = header.trim().to_lowercase();
        let is_meant = |names: &(Column, &str, &[&str])| {
            names.1 == header || names.2.contains(&header.as_str())
        };
        NAMES
            .iter()
            .find(|names| is_meant(names))
            .map(|names| names.0)
    }
}

/// Columns that somebody named, each with its header in the file.
pub type NamedColumns = [(Column, String)];

/// What the columns of a file hold, in their order; none for those that are not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// One for each column.
    pub columns: Vec<Option<Column>>,
    /// How the headers were read.
    pub notes: Vec<String>,
}

impl Header {
    /// Reads the headers: those that are named, and for the other columns the first that fits.
    ///
    /// # Errors
    ///
    /// A named header is not there, or no column holds the question.
    pub fn read(headers: &[String], named: &NamedColumns) -> Result<Self, ForeignFault> {
        let mut columns = vec![None; headers.len()];
        for (column, header) in named {
            let is_it = |own: &String| own.trim().eq_ignore_ascii_case(header.trim());
            let Some(index) = headers.iter().position(is_it) else {
                let why = format!("no column is called “{header}”");
                return Err(ForeignFault::at("line 1", why, there_are(headers)));
            };
            columns[index] = Some(*column);
        }
        for (index, header) in headers.iter().enumerate() {
            let guess = Column::guess(header).filter(|guess| !columns.contains(&Some(*guess)));
            if columns[index].is_none() {
                columns[index] = guess;
            }
        }
        if !columns.contains(&Some(Column::Question)) {
            let repair = format!(
                "name it with `--column question=HEADER`; {}",
                there_are(headers)
            );
            let why = "no column is headed `question`";
            return Err(ForeignFault::at("line 1", why, repair));
        }
        let notes = notes(headers, &columns);
        Ok(Self { columns, notes })
    }
}

fn there_are(headers: &[String]) -> String {
    let headers = headers.iter().map(|header| format!("“{}”", header.trim()));
    format!("the columns are {}", headers.collect::<Vec<_>>().join(", "))
}

fn notes(headers: &[String], columns: &[Option<Column>]) -> Vec<String> {
    let (mut read, mut left) = (Vec::new(), Vec::new());
    for (header, column) in headers.iter().zip(columns) {
        let header = header.trim();
        match column {
            Some(column) if column.name() == header => read.push(header.to_owned()),
            Some(column) => read.push(format!("{} (“{header}”)", column.name())),
            None => left.push(format!("“{header}”")),
        }
    }
    let mut notes = vec![format!("columns read: {}", read.join(", "))];
    if !left.is_empty() {
        let left = left.join(", ");
        notes.push(format!(
            "columns left out: {left}; name them with `--column NAME=HEADER` if they belong to the table"
        ));
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_in_the_order_of_their_names() {
        for column in Column::all() {
            assert_eq!(NAMES[column as usize].0, column);
            assert_eq!(Column::named(column.name()), Some(column));
        }
    }

    #[track_caller]
    fn check(
        headers: &[&str],
        named: &[(Column, &str)],
        expected: Result<&[Option<Column>], &str>,
    ) {
        let headers: Vec<String> = headers.iter().map(|own| (*own).to_owned()).collect();
        let named = named
            .iter()
            .map(|(column, name)| (*column, (*name).to_owned()));
        let header = Header::read(&headers, &named.collect::<Vec<_>>());
        let found = header.as_ref().map(|header| header.columns.as_slice());
        assert_eq!(
            found.map_err(ToString::to_string),
            expected.map_err(str::to_owned)
        );
    }

    #[test]
    fn headers_are_guessed_or_named() {
        let (question, answer) = (Some(Column::Question), Some(Column::Answer));
        check(
            &["Question", " ANSWER ", "Owner"],
            &[],
            Ok(&[question, answer, None]),
        );
        check(
            &["Titel", "Antwort", "Answer"],
            &[(Column::Question, "titel")],
            Ok(&[question, answer, None]),
        );
        check(
            &["Titel", "Text"],
            &[],
            Err(
                "line 1: no column is headed `question`; name it with `--column question=HEADER`; the \
                 columns are “Titel”, “Text”",
            ),
        );
        check(
            &["Question"],
            &[(Column::Answer, "Reply")],
            Err("line 1: no column is called “Reply”; the columns are “Question”"),
        );
    }
}
