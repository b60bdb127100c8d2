//! Explains a hit: which terms of the question matched which words of the entry, and how.

use crate::matcher::analysis::analyzed_text::{AnalyzedText, Term};
use crate::matcher::analysis::thesaurus;
use crate::matcher::document::Document;
use crate::matcher::{Hit, Matcher, Ranking};

/// A term of the question, and what it matched in an entry.
#[derive(Debug, Clone, PartialEq)]
pub struct TermMatch {
    /// The question's words, as written.
    pub asked: String,
    /// The same as corrected, where typo correction changed a word.
    pub corrected: Option<String>,
    /// Whether the term is a name in a group of synonyms.
    pub is_synonym: bool,
    /// Whether the entry lacks the term itself; `matched` is then a word of about the same meaning.
    pub is_related: bool,
    /// The weight of the term in the question.
    pub weight: f32,
    /// The entry's words that it matched; none where the entry has no such word.
    pub matched: Option<String>,
}

impl Matcher {
    /// Returns what each term of a ranked question that weighs anything matched in one of its hits,
    /// given the document of the hit.
    #[must_use]
    pub fn term_matches(
        &self,
        document: &Document,
        ranking: &Ranking,
        hit: &Hit,
    ) -> Vec<TermMatch> {
        let texts = self.analyze_document(document);
        let nearest = texts.get(hit.features.nearest_phrasing);
        let nearest_first = nearest.into_iter().chain(&texts);
        let entry: Vec<&Term> = nearest_first.flat_map(terms).collect();
        let asked = ranking.question.terms.iter().zip(&ranking.term_weights);
        asked
            .filter(|(_, own)| own.weight > 0.0)
            .map(|(term, own)| term_match(term, own.weight, &entry))
            .collect()
    }
}

fn terms(text: &AnalyzedText) -> &[Term] {
    &text.terms
}

/// Matches a term with the terms of an entry, those of the nearest phrasing first.
fn term_match(asked: &Term, weight: f32, entry: &[&Term]) -> TermMatch {
    let same = entry.iter().filter(|term| term.key == asked.key);
    let same = same.max_by_key(|term| term.surface == asked.surface);
    let related_keys = thesaurus::related(&asked.key);
    let related = || entry.iter().find(|term| related_keys.contains(&term.key));
    TermMatch {
        asked: asked.surface.to_string(),
        corrected: asked.corrected.clone(),
        is_synonym: asked.is_synonym,
        is_related: same.is_none(),
        weight,
        matched: same.or_else(related).map(|term| term.surface.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use crate::matcher::tests::{lamp, matcher};

    #[track_caller]
    fn check(question: &str, asked: &str, expected: (Option<&str>, Option<&str>)) {
        let matcher = matcher();
        let ranking = matcher.rank(question);
        let lamp_hit = ranking.hits.iter().find(|hit| hit.entry == 0).unwrap();
        let found = matcher.term_matches(&lamp(), &ranking, lamp_hit);
        let found = found.iter().find(|own| own.asked == asked).unwrap();
        let found = (found.corrected.as_deref(), found.matched.as_deref());
        assert_eq!(found, expected, "{asked}");
    }

    #[test]
    fn each_term_tells_what_it_matched_and_how() {
        check(
            "when was the lampp on",
            "lampp",
            (Some("lamp"), Some("lamp")),
        );
        check("when was the beacon on", "beacon", (None, Some("lamp")));
        check("when was the big lamp on", "big", (None, None));
    }
}
