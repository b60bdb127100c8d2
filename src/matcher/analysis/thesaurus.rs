//! Everyday words of about the same meaning, for the terms of a question that an entry lacks.
//!
//! A related word is weaker evidence than the word itself: it counts for less, and only where the
//! entry lacks the term that was asked. A curator's own synonyms are stronger: they are one term.

use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashMap;

use crate::matcher::analysis::lexicon;
use crate::matcher::analysis::normalize::{Role, normalize};
use crate::matcher::analysis::stem::stem;

/// One group per line, its names separated by commas.
const GROUPS: &str = include_str!("thesaurus.txt");
/// The most words in a name.
pub const MAX_NAME_WORDS: usize = 3;

/// The groups, by the names in them.
struct Thesaurus {
    /// Of each group, the stems of its single words: names of several words are understood in a
    /// question, and not looked for in a table.
    groups: Vec<Vec<Arc<str>>>,
    /// Indices into `groups`, by the stems of a name.
    by_name: FxHashMap<String, Vec<u32>>,
}

static THESAURUS: LazyLock<Thesaurus> = LazyLock::new(|| {
    let mut thesaurus = Thesaurus {
        groups: Vec::new(),
        by_name: FxHashMap::default(),
    };
    let demonyms = lexicon::places().map(|(place, demonyms)| {
        let demonyms = demonyms.split(' ');
        [place].into_iter().chain(demonyms).collect::<Vec<_>>()
    });
    let groups = GROUPS.lines().map(|line| line.split(',').collect());
    for (number, names) in (0..).zip(groups.chain(demonyms)) {
        let mut singles: Vec<Arc<str>> = Vec::new();
        for name in names {
            let words = normalize(name);
            // `put up` is not `put`: without its function words a name means something else.
            if words.is_empty() || words.iter().any(|word| word.role != Role::Content) {
                continue;
            }
            let stems: Vec<_> = words.iter().map(|word| stem(&word.text)).collect();
            if let [stem] = &stems[..] {
                singles.push(Arc::from(&**stem));
            }
            let groups = thesaurus.by_name.entry(stems.join(" ")).or_default();
            groups.push(number);
        }
        singles.sort_unstable();
        singles.dedup();
        thesaurus.groups.push(singles);
    }
    thesaurus
});

/// Loads the thesaurus, so that the first question need not wait for it.
pub fn prepare() {
    LazyLock::force(&THESAURUS);
}

/// Returns the stems of the words that mean about the same as a name, which is given by its stems
/// with a blank between them: sorted, each once, without the name itself.
#[must_use]
pub fn related(name: &str) -> Vec<Arc<str>> {
    let groups = THESAURUS.by_name.get(name);
    let groups = groups.into_iter().flatten();
    let stems = groups.flat_map(|group| &THESAURUS.groups[*group as usize]);
    let mut related: Vec<Arc<str>> = stems.filter(|stem| &***stem != name).cloned().collect();
    related.sort_unstable();
    related.dedup();
    related
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, has: &str) {
        let related = related(name);
        assert!(
            related.iter().any(|stem| &**stem == has),
            "{name}: {related:?}"
        );
    }

    #[test]
    fn words_of_one_meaning_are_related() {
        check("purchas", "buy");
        check("decis", "decid");
        check("quit", "leav");
    }

    #[test]
    fn a_demonym_is_related_to_its_place() {
        for (demonym, place) in [
            ("syrian", "syria"),
            ("syrians", "syria"),
            ("french", "france"),
            ("dutch", "netherlands"),
            ("swiss", "switzerland"),
        ] {
            check(&stem(demonym), &stem(place));
        }
    }

    #[test]
    fn a_word_is_not_related_to_itself_and_an_unknown_one_to_nothing() {
        assert!(!related("buy").iter().any(|stem| &**stem == "buy"));
        assert!(related("barrack").is_empty());
    }

    #[test]
    fn every_group_has_two_names_or_more_and_none_is_repeated() {
        let mut seen = std::collections::HashSet::new();
        for line in GROUPS.lines() {
            assert!(line.contains(", "), "{line}");
            assert!(seen.insert(line), "duplicate group: {line}");
        }
    }
}
