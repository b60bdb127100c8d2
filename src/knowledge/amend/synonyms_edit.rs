//! Gives a group of synonyms other words, adds one, or takes one out.

use toml_edit::{DocumentMut, Item, TableLike};

use crate::knowledge::FileSet;
use crate::knowledge::amend::amend_error::AmendError;
use crate::knowledge::amend::insert::add_synonyms;
use crate::knowledge::amend::phrasings::rewrite;
use crate::knowledge::amend::take_out::take_out;
use crate::knowledge::edit::{edit, tables};

/// A change of a group of synonyms by hand. Groups have no names: what a group is called is one of its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SynonymsEdit {
    /// Its words when the change began; none for a new group.
    pub was: Vec<String>,
    /// Its words as they are to be; none to take it out.
    pub now: Vec<String>,
}

impl SynonymsEdit {
    /// The table that changes, by its name: the one that has the group, or the first for a new group, since all
    /// files share them.
    pub(super) fn apply(&self, files: &FileSet) -> Result<Vec<(String, String)>, AmendError> {
        if self.was.is_empty() {
            let first = files.tables.iter().take(1);
            let changed = first.map(|(name, bytes)| {
                let add = |document: &mut DocumentMut| add_synonyms(document, &self.now);
                Ok((name.clone(), edit(&String::from_utf8_lossy(bytes), add)?))
            });
            return changed.collect();
        }
        for (name, bytes) in &files.tables {
            let mut is_found = false;
            let file = edit(&String::from_utf8_lossy(bytes), |document| {
                is_found = self.change(document).is_some();
            })?;
            if is_found {
                return Ok(vec![(name.clone(), file)]);
            }
        }
        Err(AmendError::SynonymsGone(self.was.join(", ")))
    }

    /// Changes the group in its file; none if it is not there.
    fn change(&self, document: &mut DocumentMut) -> Option<()> {
        let mut groups = tables(document.get_mut("synonyms")?);
        let index = groups.iter().position(|group| self.is_of(&**group))?;
        let words = groups.get_mut(index)?.get_mut("words")?.as_array_mut()?;
        let left = rewrite(words, &self.was, &self.now);
        // One word that somebody else has added meanwhile is no group.
        if self.now.is_empty() && left < 2 {
            take_out(document, "synonyms", index);
        }
        Some(())
    }

    /// Whether a group has one of the words: each is in one group only.
    fn is_of(&self, group: &dyn TableLike) -> bool {
        let words = group.get("words").and_then(Item::as_array);
        let mut words = words.into_iter().flatten().filter_map(|word| word.as_str());
        words.any(|word| self.was.iter().any(|was| was == word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAMP: &str = r#"format = 1
# Of the light.
[[synonyms]]
words = ["lamp", "light"] # both

[[synonyms]]
words = [
  # said on the pier
  "ferry",
  "boat",
]
"#;
    const OIL: &str = "format = 1\nsynonyms = [{ words = [\"oil\", \"fuel\"] }]\n";

    fn apply([was, now]: [&[&str]; 2]) -> Result<Vec<(String, String)>, AmendError> {
        let owned = |words: &[&str]| words.iter().map(ToString::to_string).collect();
        let table = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
        let files = FileSet {
            tables: [table("a.toml", LAMP), table("b.toml", OIL)].into(),
            ..FileSet::default()
        };
        let edit = SynonymsEdit {
            was: owned(was),
            now: owned(now),
        };
        edit.apply(&files)
    }

    #[track_caller]
    fn check(words: [&[&str]; 2], name: &str, expected: &str) {
        assert_eq!(
            apply(words).unwrap(),
            [(name.to_owned(), expected.to_owned())]
        );
    }

    #[test]
    fn a_group_is_changed_where_it_stands_and_keeps_its_comments() {
        check(
            [&["lamp", "light"], &["lamp", "lantern", "light"]],
            "a.toml",
            &LAMP.replace("\"lamp\", ", "\"lamp\", \"lantern\", "),
        );
        check(
            [&["ferry", "boat"], &["ferry", "ship"]],
            "a.toml",
            &LAMP.replace("boat", "ship"),
        );
        check(
            [&["oil", "fuel"], &["oil", "fuel", "kerosene"]],
            "b.toml",
            &OIL.replace("\"fuel\"", "\"fuel\", \"kerosene\""),
        );
    }

    #[test]
    fn a_new_group_follows_the_last_and_one_without_words_is_taken_out() {
        check(
            [&[], &["tower", "spire"]],
            "a.toml",
            &format!("{LAMP}\n[[synonyms]]\nwords = [\"tower\", \"spire\"]\n"),
        );
        let ferry = LAMP.split_once("\n[[synonyms]]\nwords = [\n").unwrap();
        check([&["ferry", "boat"], &[]], "a.toml", ferry.0);
        check([&["oil", "fuel"], &[]], "b.toml", "format = 1\n");
    }

    #[test]
    fn what_others_changed_meanwhile_stays() {
        // The group was “lamp, torch” when the change began.
        check(
            [&["lamp", "torch"], &["lamp", "torch", "lantern"]],
            "a.toml",
            &LAMP.replace("\"lamp\", ", "\"lamp\", \"lantern\", "),
        );
        let error = apply([&["buoy", "float"], &[]]).unwrap_err().to_string();
        assert!(error.contains("“buoy, float”"), "{error}");
    }
}
