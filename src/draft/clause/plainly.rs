//! A sentence without what a question leaves out.

use crate::draft::clause::joining::{JoinedPieces, join};
use crate::draft::clause::setting::setting_end;
use crate::draft::clause::{Clause, clause};
use crate::draft::english::{CONNECTIVES, PREPOSITIONS, SAYING, has};
use crate::draft::verbs::lower_first;

/// The most words of who says so.
const MAX_ATTRIBUTION: usize = 4;
/// The most words of a label before a colon.
const MAX_LABEL: usize = 2;
/// The most words in quotation marks that are a name or a term, and not what somebody says.
const MAX_QUOTED: usize = 3;

/// A sentence as it is asked about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plainly {
    /// A condition that it begins with, and the word that opens it.
    pub condition: Option<Vec<String>>,
    /// Where or for whom it holds, if it begins with that.
    pub setting: Vec<String>,
    /// What a name or a noun in it is or does besides: *who …*, *which …*.
    pub relative: Option<Vec<String>>,
    /// Its main part, with the commas of its lists.
    pub words: Vec<String>,
    /// What is no part of that.
    pub left_out: Vec<String>,
    /// What follows with a verb of its own.
    pub next: Option<Box<Self>>,
}

impl Plainly {
    /// The clause of its main part.
    pub fn clause(&self) -> Option<Clause> {
        clause(&self.words)
    }

    fn of(mut pieces: Vec<Vec<String>>) -> Self {
        let mut plainly = Self::default();
        if pieces.len() > 1 {
            let opening = pieces[0].first().map(|word| word.to_lowercase());
            let opening = opening.unwrap_or_default();
            if matches!(&*opening, "if" | "when" | "unless" | "once") {
                plainly.condition = Some(pieces.remove(0));
            } else if opening == "according" {
                pieces.remove(0);
            } else if has(PREPOSITIONS, &opening) {
                plainly.setting = pieces.remove(0);
            }
        }
        if plainly.setting.is_empty()
            && let Some(first) = pieces.first_mut()
            && let Some(end) = setting_end(first)
        {
            plainly.setting = first.drain(..end).collect();
        }
        plainly.setting = lower_first(&plainly.setting);
        let is_relative = |piece: &Vec<String>| opens_with(piece, "who which");
        plainly.relative = pieces
            .iter()
            .skip(1)
            .find(|piece| is_relative(piece))
            .cloned();
        let mut number = 0;
        pieces.retain(|piece| {
            number += 1;
            let goes = number > 1 && (is_relative(piece) || is_attribution(piece));
            if goes {
                plainly.left_out.extend(piece.iter().cloned());
            }
            !goes
        });
        let JoinedPieces {
            main,
            left_out,
            next,
        } = join(pieces);
        plainly.words = main;
        plainly.left_out.extend(left_out);
        plainly.next = (!next.is_empty()).then(|| Box::new(Self::of(next)));
        plainly
    }
}

/// Leaves out what a question leaves out: brackets, connectives, who says so, remarks.
pub fn plainly(sentence: &str) -> Plainly {
    let sentence = unlabelled(sentence);
    // What a colon adds, such as a list of names, is what is asked for.
    Plainly::of(pieces(sentence.split(": ").next().unwrap_or(sentence)))
}

/// Whether a sentence has what somebody says, in quotation marks.
pub fn has_speech(sentence: &str) -> bool {
    let mut parts = sentence.split(['"', '“', '”']);
    parts.next();
    parts
        .step_by(2)
        .any(|quoted| quoted.split_whitespace().nth(MAX_QUOTED).is_some())
}

/// A sentence without a label before it (*Note: …*), and without an answer in a word (*No. …*).
pub fn unlabelled(sentence: &str) -> &str {
    let opens = ["No. ", "Yes. ", "No, ", "Yes, "];
    let opening = opens
        .iter()
        .find_map(|opening| sentence.strip_prefix(opening));
    let sentence = opening.unwrap_or(sentence);
    match sentence.split_once(": ") {
        Some((label, rest)) if label.split_whitespace().nth(MAX_LABEL).is_none() => rest,
        _ => sentence,
    }
}

fn opens_with(piece: &[String], words: &str) -> bool {
    piece
        .first()
        .is_some_and(|word| has(words, &word.to_lowercase()))
}

/// `according to …`, `the official said`.
fn is_attribution(piece: &[String]) -> bool {
    let says = |word: &String| has(SAYING, &word.to_lowercase());
    piece.first().is_some_and(|word| word == "according")
        || (piece.len() <= MAX_ATTRIBUTION && piece.last().is_some_and(says))
}

/// The words between commas, without brackets and without the connectives that open the sentence.
fn pieces(sentence: &str) -> Vec<Vec<String>> {
    let mut pieces = vec![Vec::new()];
    let mut depth = 0_usize;
    let spaced = sentence.replace(['—', '–'], " , ").replace(" - ", " , ");
    for word in spaced.split_whitespace() {
        let opens = word.matches(['(', '[']).count();
        let closes = word.matches([')', ']']).count();
        let is_inside = depth > 0 || opens > 0;
        depth = (depth + opens).saturating_sub(closes);
        let own = word.trim_matches(|c: char| !(c.is_alphanumeric() || "$€£%#+&/".contains(c)));
        let own = own.trim_start_matches('/');
        // An option of a program.
        let own = if word.starts_with("--") {
            word.trim_end_matches(['.', ',', ';', ':'])
        } else {
            own
        };
        if let Some(last) = pieces.last_mut()
            && !(is_inside || own.is_empty())
        {
            last.push(own.to_owned());
        }
        if depth == 0 && word.ends_with([',', ';', ':']) {
            pieces.push(Vec::new());
        }
    }
    while let Some(first) = pieces.first_mut() {
        let is_connective = |word: &String| has(CONNECTIVES, &word.to_lowercase());
        let opening = first.iter().take_while(|word| is_connective(word)).count();
        first.drain(..opening);
        if first.is_empty() && pieces.len() > 1 {
            pieces.remove(0);
        } else {
            break;
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}
