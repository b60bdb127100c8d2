//! The forms that fix a group of unanswered questions, and the amendments that they make. Pure.

use serenity::all::InputTextStyle;
use serenity::builder::{CreateActionRow, CreateInputText, CreateModal};

use crate::discord::custom_id::{CustomId, Fix, ShortHash};
use crate::discord::interaction::FormFields;
use crate::discord::limits::TITLE_CHARS;
use crate::discord::moderation::synonyms::words;
use crate::discord::reply::foreign;
use crate::insights::unanswered::{AskedQuestion, QuestionGroup};
use crate::knowledge::amend::Amendment;
use crate::question_log::redact::REDACTED;
use crate::wording::learning as wording;

/// Characters that a field takes.
const FIELD_CHARS: u16 = 1_000;
/// Questions that a form offers as phrasings.
const OFFERED: usize = 6;

/// The names of the fields.
const ASK: &str = "ask";
const TEXT: &str = "text";
const QUOTE: &str = "quote";

/// Returns the questions of a group as phrasings, without the marks of redacted words; whole
/// questions first.
pub fn phrasings(group: &QuestionGroup) -> Vec<String> {
    let is_redacted = |asked: &&AskedQuestion| asked.text.contains(REDACTED);
    let (redacted, whole): (Vec<&AskedQuestion>, Vec<_>) =
        group.questions.iter().partition(is_redacted);
    let plain = |asked: &AskedQuestion| {
        let words = asked.text.split_whitespace();
        let words: Vec<&str> = words.filter(|word| *word != REDACTED).collect();
        words.join(" ")
    };
    let phrasings = whole.into_iter().chain(redacted).map(plain);
    phrasings
        .filter(|text| !text.is_empty())
        .take(OFFERED)
        .collect()
}

/// Returns the form of a fix, with the questions of the group filled in if it was found.
pub fn form(fix: Fix, group: &ShortHash, found: Option<&QuestionGroup>) -> CreateModal {
    let asked = found.map(phrasings).unwrap_or_default();
    let ask = phrasings_field(&asked);
    let (title, fields) = match fix {
        Fix::Question => {
            let [fact, quote] = fact_fields();
            (wording::AS_QUESTION, vec![fact, quote, ask])
        }
        Fix::Gap => {
            let text = field(TEXT, wording::GAP_FIELD, InputTextStyle::Paragraph);
            let text = text.value(wording::GAP_BEGINNING);
            (wording::AS_GAP, vec![text, ask])
        }
        Fix::Synonyms | Fix::Phrasing | Fix::Ignore => {
            let words = field(TEXT, wording::WORDS_FIELD, InputTextStyle::Paragraph);
            (wording::AS_SYNONYMS, vec![words])
        }
    };
    let id = CustomId::FixGroup {
        fix,
        group: group.clone(),
    };
    modal(&id, title, fields)
}

/// Returns the form of a question, with its answer and a quote filled in as far as they are known.
pub fn question_form(
    id: &CustomId,
    title: &str,
    asked: &str,
    (answer, quote): (&str, Option<&str>),
) -> CreateModal {
    let value = |text: &str| foreign::field(text, FIELD_CHARS.into());
    let [mut fact, mut quoted] = fact_fields();
    if !answer.is_empty() {
        fact = fact.value(value(answer));
    }
    if let Some(quote) = quote {
        quoted = quoted.value(value(quote));
    }
    let ask = phrasings_field(&[asked.to_owned()]);
    modal(id, title, vec![fact, quoted, ask])
}

fn phrasings_field(asked: &[String]) -> CreateInputText {
    let field = field(ASK, wording::ASK_FIELD, InputTextStyle::Paragraph);
    field.value(foreign::form_value(asked, FIELD_CHARS.into()))
}

/// The fields for a fact's sentence and its quote.
fn fact_fields() -> [CreateInputText; 2] {
    [
        field(TEXT, wording::FACT_FIELD, InputTextStyle::Paragraph),
        field(QUOTE, wording::QUOTE_FIELD, InputTextStyle::Short),
    ]
}

fn modal(id: &CustomId, title: &str, fields: Vec<CreateInputText>) -> CreateModal {
    let rows = fields.into_iter().map(CreateActionRow::InputText);
    CreateModal::new(id.encode(), foreign::field(title, TITLE_CHARS)).components(rows.collect())
}

fn field(name: &str, label: &str, style: InputTextStyle) -> CreateInputText {
    CreateInputText::new(style, foreign::field(label, TITLE_CHARS), name).max_length(FIELD_CHARS)
}

/// Returns the amendment that a form asks for; `None` if one of its fields is empty. `new_id` makes
/// the id of a new entry from its first phrasing.
pub fn amendment(
    fix: Fix,
    fields: &FormFields,
    new_id: impl Fn(&str) -> String,
) -> Option<Amendment> {
    let field = |name: &str| {
        let value = fields.get(name).map(|value| value.trim());
        value.filter(|value| !value.is_empty()).map(str::to_owned)
    };
    let lines = |name: &str| {
        let text = field(name)?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        Some(lines.map(str::to_owned).collect::<Vec<_>>())
    };
    Some(match fix {
        Fix::Question => {
            let ask = lines(ASK)?;
            Amendment::Question {
                id: new_id(&ask[0]),
                ask,
                fact: field(TEXT)?,
                quote: field(QUOTE)?,
            }
        }
        Fix::Gap => {
            let ask = lines(ASK)?;
            Amendment::Gap {
                id: new_id(&format!("gap {}", ask[0])),
                ask,
                text: field(TEXT)?,
            }
        }
        Fix::Synonyms => Amendment::Synonyms {
            words: words(&field(TEXT)?, &[]),
        },
        Fix::Phrasing | Fix::Ignore => return None,
    })
}
