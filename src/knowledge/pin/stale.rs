//! The citations whose words have changed since they were pinned, for whoever has to look at them.

use toml_edit::{Item, TableLike, TomlError};

use crate::knowledge::At;
use crate::knowledge::edit::{edit, tables};
use crate::knowledge::passage_hash::passage_hash;
use crate::knowledge::pin::{CITING, tables_in, write_ids};
use crate::knowledge::quote::{Found, Quote};
use crate::knowledge::source_text::SourceText;

/// A citation that covers other words than a curator has read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaleCitation {
    /// The fact, question or gap that [`crate::knowledge::pin::pin`] takes as accepted.
    pub id: String,
    /// The sentence that it supports.
    pub says: String,
    /// The quote, as it is written.
    pub quote: String,
    /// The paragraph as it is now.
    pub now: String,
}

/// The stale citations of a file, in its order.
///
/// # Errors
///
/// The file is not TOML.
pub fn stale_citations(file: &str, text: &str) -> Result<Vec<StaleCitation>, TomlError> {
    let text = SourceText::new(text);
    let mut found = Vec::new();
    edit(file, |document| {
        write_ids(document);
        for (kind, field) in CITING {
            for table in tables_in(document, kind) {
                let (id, says) = (string(table, "id"), string(table, "text"));
                for cite in table.get_mut(field).map(tables).unwrap_or_default() {
                    let Some(now) = changed(cite, &text) else {
                        continue;
                    };
                    found.push(StaleCitation {
                        id: id.clone(),
                        // An answer has its sentence beside its quote.
                        says: Some(string(cite, "text"))
                            .filter(|own| !own.is_empty())
                            .unwrap_or_else(|| says.clone()),
                        quote: string(cite, "quote"),
                        now,
                    });
                }
            }
        }
    })?;
    Ok(found)
}

/// The paragraph of a citation, if it covers other words there than when it was pinned.
fn changed(cite: &dyn TableLike, text: &SourceText) -> Option<String> {
    let hash = cite.get("hash")?.as_str()?;
    let quote = Quote::parse(cite.get("quote")?.as_str()?).ok()?;
    let at = cite.get("at").and_then(Item::as_str).and_then(At::parse);
    let (Found::Once(at, span), _) = quote.locate(text, at) else {
        return None;
    };
    let paragraph = text.paragraph(at)?;
    (hash != passage_hash(paragraph.get(span)?)).then(|| paragraph.to_owned())
}

fn string(table: &dyn TableLike, key: &str) -> String {
    let value = table.get(key).and_then(Item::as_str);
    value.unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::knowledge::pin::pin;

    const TABLE: &str = r#"[[fact]]
id = "lit"
text = "The lamp shines since May."
cite = { quote = "The keeper … in May" }

[[question]]
ask = ["How large may it be?"]
answer = { text = "At most 5 MB.", quote = "A file … in all" }
"#;
    const TEXT: &str = "The keeper lit the lamp in May.\n\nA file has 5 MB in all.\n";

    #[test]
    fn what_covers_other_words_is_found_until_it_is_accepted() {
        let pinned = pin(TABLE, Some(TEXT), &BTreeSet::new()).unwrap().file;
        assert_eq!(stale_citations(&pinned, TEXT).unwrap(), []);
        let new = TEXT.replace('5', "10");
        let expected = StaleCitation {
            id: "how-large-may-it-be".to_owned(),
            says: "At most 5 MB.".to_owned(),
            quote: "A file … in all".to_owned(),
            now: "A file has 10 MB in all.".to_owned(),
        };
        let accepted = BTreeSet::from([expected.id.clone()]);
        assert_eq!(stale_citations(&pinned, &new).unwrap(), [expected]);
        let pinned = pin(&pinned, Some(&new), &accepted).unwrap().file;
        assert_eq!(stale_citations(&pinned, &new).unwrap(), []);
    }
}
