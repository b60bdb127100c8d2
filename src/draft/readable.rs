//! Whether words that a rule has put together read as a question. A rule that is wrong now and then makes no
//! question rather than one that is no English, or that says something else than its sentence.

use crate::draft::english::{
    AUXILIARIES, BE, CLAUSE_OPENERS, CONJUNCTIONS, DETERMINERS, POSSESSIVES, PREPOSITIONS,
    STAND_INS, denials, has,
};

/// The most words of a question.
pub(super) const MAX_WORDS: usize = 16;
/// The fewest words that are left where the end is cut off.
const FEWEST_LEFT: usize = 4;
/// What opens an addition without which the words before it still say the same.
const ADDITIONS: &str = "to that which using by so because";
/// What must not be cut off: without it, the rest says something else.
const CONDITIONS: &str = "if when unless until while whether only";

/// Words cut to so many, where what is cut off is an addition; none if it is more.
pub(super) fn shortened(words: &[String], room: usize) -> Option<Vec<String>> {
    if words.len() <= room {
        return Some(words.to_vec());
    }
    let is_addition = |at: usize| {
        let cut = &words[at..];
        has(ADDITIONS, &words[at]) && denials(cut) == 0 && !has_condition(cut)
    };
    let end = (FEWEST_LEFT..=room).rev().find(|&at| is_addition(at))?;
    Some(words[..end].to_vec())
}

/// Whether words say when something holds.
pub(super) fn has_condition(words: &[String]) -> bool {
    words
        .iter()
        .any(|word| has(CONDITIONS, &word.to_lowercase()))
}

/// Whether the words of a question read well: they end where a question can, stand for nothing that is not in it,
/// and have one verb a clause. `opening` is how many of them a rule began with.
pub(super) fn reads_well(words: &[&str], opening: usize) -> bool {
    let small: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let Some(last) = small.last() else {
        return false;
    };
    let ends = ![
        PREPOSITIONS,
        DETERMINERS,
        CONJUNCTIONS,
        AUXILIARIES,
        "not very too to and/or",
    ]
    .iter()
    .any(|list| has(list, last))
        || last == "all";
    let repeats = small.windows(2).any(|pair| pair[0] == pair[1]);
    let joins_nothing = small.windows(2).any(|pair| {
        has("and or but", &pair[0]) && (has(CONJUNCTIONS, &pair[1]) || has(AUXILIARIES, &pair[1]))
    });
    let is_clear = (0..small.len()).all(|at| at < opening || is_named(&small, words, at));
    small.len() <= MAX_WORDS
        && ends
        && !repeats
        && !joins_nothing
        && is_clear
        && !has_stray_verb(&small, opening)
}

/// Whether what a word stands for is named before it.
fn is_named(small: &[String], words: &[&str], at: usize) -> bool {
    let word = small[at].trim_end_matches(',');
    let before = &small[..at];
    let follows_clause_opener = before.last().is_some_and(|word| has(CLAUSE_OPENERS, word));
    let is_noun = |at: usize| {
        let capital = at > 0 && words[at].starts_with(char::is_uppercase) && small[at] != "i";
        let plural =
            small[at].ends_with('s') && small[at].len() > 3 && !has(AUXILIARIES, &small[at]);
        capital || plural || has("the a an any my your", &small[at])
    };
    let has_noun = || (1..at).any(is_noun);
    let next = small.get(at + 1);
    match word {
        "here" | "them" | "him" | "either" | "neither" | "such" | "both" | "former" | "latter" => {
            false
        }
        "there" => at == 1 || (at > 1 && has(BE, &small[at - 1]) && at + 1 == small.len()),
        // *this bread*, not *this is*.
        "this" | "these" | "those" => next.is_some_and(|next| {
            ![PREPOSITIONS, AUXILIARIES, CONJUNCTIONS, DETERMINERS]
                .iter()
                .any(|list| has(list, next))
        }),
        // *if it rains*.
        "it" if next.is_some_and(|next| has("rains snows freezes", next)) => true,
        _ if has(STAND_INS, word) => follows_clause_opener && has_noun(),
        // *Who has to bring their own rope*.
        _ if has(POSSESSIVES, word) => has_noun() || small[0] == "who" || small[0] == "what",
        _ => true,
    }
}

/// Whether an auxiliary stands where nothing has opened a clause for it; the opening may end with what does.
fn has_stray_verb(small: &[String], opening: usize) -> bool {
    let opens = |word: &String| has(CONJUNCTIONS, word) || has(CLAUSE_OPENERS, word);
    let last = opening.checked_sub(1).and_then(|last| small.get(last));
    let mut open = i32::from(last.is_some_and(opens));
    small.iter().skip(opening).enumerate().any(|(at, word)| {
        // *have to*, *do*: also a plain form.
        let is_plain = at < 4 && matches!(&**word, "have" | "do");
        if opens(word) {
            open += 1;
            return false;
        }
        let is_verb = has(AUXILIARIES, word) && !is_plain;
        let is_stray = is_verb && open == 0;
        open -= i32::from(is_verb && open > 0);
        is_stray
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(question: &str, opening: usize, expected: bool) {
        let words: Vec<&str> = question.split(' ').collect();
        assert_eq!(reads_well(&words, opening), expected, "{question}");
    }

    #[test]
    fn a_question_ends_where_one_can() {
        check("What does the boat carry", 2, true);
        check("What does the boat carry to", 2, false);
        check("What does the boat carry on the", 2, false);
    }

    #[test]
    fn what_a_question_speaks_of_is_in_it() {
        check("Can I feed it", 2, false);
        check("Can guests download them", 1, false);
        check("Is the loaf done when it sounds hollow", 1, true);
        check("What happens if it rains", 2, true);
        check("How do I open its menu", 3, false);
        check("Does the boat leave its anchor", 1, true);
        check("How long does this bread keep", 3, true);
        check("What does this mean", 2, true);
        check("Is this free", 1, true);
    }

    #[test]
    fn a_question_has_one_verb_a_clause() {
        check("How do I log files are kept", 3, false);
        check("How do I see which files are kept", 3, true);
        check("What happens if the sea is rough", 3, true);
        check("What is red and is", 2, false);
    }

    #[test]
    fn what_is_cut_off_says_nothing_else() {
        for (words, expected) in [
            (
                "work with the county board to choose a day",
                Some("work with the county board"),
            ),
            ("work with the county board to choose no day", None),
            ("work with the county board if the sea is rough", None),
        ] {
            let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
            let found = shortened(&words, 6).map(|words| words.join(" "));
            assert_eq!(found.as_deref(), expected);
        }
    }
}
