//! What a model was trained to find before a text, which depends on what the text is.

use serde_json::Value;

/// What a text is to a model that tells questions from what answers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextRole {
    /// A question, or a phrasing of one.
    Question,
    /// An answer.
    Passage,
}

/// What stands before texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prompts {
    question: String,
    passage: String,
}

impl Prompts {
    /// Those that a `config_sentence_transformers.json` tells, or else those of the family that one of the model's names
    /// tells. That file has empty ones where nobody thought of any.
    #[must_use]
    pub fn of(told: Option<&Value>, names: &[&str]) -> Self {
        let told = |names: &[&str]| {
            let prompts = told.map(|own| &own["prompts"])?;
            let mut prompts = names.iter().filter_map(|name| prompts[*name].as_str());
            prompts.find(|own| !own.is_empty())
        };
        let is_e5 = names.iter().any(|name| {
            let name = name.to_lowercase();
            name.split(['/', '-', '_']).any(|part| part == "e5")
        });
        let (question, passage) = if is_e5 {
            ("query: ", "passage: ")
        } else {
            ("", "")
        };
        Self {
            question: told(&["query"]).unwrap_or(question).to_owned(),
            passage: told(&["passage", "document", "corpus"])
                .unwrap_or(passage)
                .to_owned(),
        }
    }

    /// The one before a text.
    #[must_use]
    pub fn before(&self, role: TextRole) -> &str {
        match role {
            TextRole::Question => &self.question,
            TextRole::Passage => &self.passage,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_prompt_is_told_or_that_of_the_family() {
        let check = |told: Option<Value>, name: &str, expected: [&str; 2]| {
            let prompts = Prompts::of(told.as_ref(), &["", name]);
            let found = [TextRole::Question, TextRole::Passage].map(|role| prompts.before(role));
            assert_eq!(found, expected, "{told:?} {name}");
        };
        let of_e5 = ["query: ", "passage: "];
        check(None, "someone/E5-tiny", of_e5);
        check(None, "abge5-tiny", ["", ""]);
        check(Some(json!({})), "tiny", ["", ""]);
        check(
            Some(json!({ "prompts": { "query": "", "document": "" } })),
            "e5-tiny",
            of_e5,
        );
        check(
            Some(json!({ "prompts": { "query": "ask: ", "document": "tell: " } })),
            "e5-tiny",
            ["ask: ", "tell: "],
        );
        check(
            Some(json!({ "prompts": { "query": "ask: " } })),
            "tiny",
            ["ask: ", ""],
        );
        check(
            Some(json!({ "prompts": { "passage": "tell: ", "query": 7 } })),
            "tiny",
            ["", "tell: "],
        );
    }
}
