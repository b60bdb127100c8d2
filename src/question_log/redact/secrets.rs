//! Secrets, with the rest of the clause that tells them: passwords, PINs, codes, keys, in any order of words.

use std::ops::Range;

use crate::question_log::redact::found::Found;
use crate::question_log::redact::reading::Reading;
use crate::question_log::redact::telling::{pointed_to, told_after, told_before};
use crate::question_log::redact::vocabulary::{
    FUNCTION_WORDS, OWNERS, QUESTIONS, has, is_number_word,
};

/// Words that are for secrets alone; some in other languages.
const STRONG: &[&str] = &[
    "apikey",
    "clave",
    "contrasena",
    "credentials",
    "creds",
    "cvc",
    "cvv",
    "cvv2",
    "kennwort",
    "losenord",
    "mnemonic",
    "otp",
    "parola",
    "passcode",
    "passcodes",
    "passkey",
    "passphrase",
    "passw",
    "passwd",
    "passwort",
    "password",
    "passwords",
    "pin",
    "pincode",
    "pins",
    "pwd",
    "pword",
    "pw",
    "senha",
    "wachtwoord",
    "wpa",
    "haslo",
    "пароль",
    "密码",
];
/// Words that may be about something else too.
const WEAK: &[&str] = &[
    "2fa",
    "access",
    "answer",
    "code",
    "codes",
    "combination",
    "combo",
    "key",
    "keycode",
    "keys",
    "login",
    "logon",
    "lock",
    "pass",
    "phrase",
    "safeword",
    "secret",
    "seed",
    "token",
    "tokens",
    "unlock",
    "wifi",
    "wlan",
    "credential",
    "signin",
    "authenticator",
    "captcha",
    "puk",
    "alarm",
    "safe",
    "padlock",
    "keypad",
    "passe",
    "code",
    "auth",
    "bearer",
];
/// Words of two that name a secret together.
const PAIRS: &[(&str, &str)] = &[
    ("pass", "word"),
    ("pass", "phrase"),
    ("pass", "code"),
    ("pass", "key"),
    ("maiden", "name"),
    ("security", "answer"),
    ("security", "question"),
    ("security", "code"),
    ("recovery", "phrase"),
    ("seed", "phrase"),
    ("secret", "word"),
    ("secret", "question"),
    ("magic", "word"),
    ("code", "word"),
    ("safe", "word"),
    ("api", "key"),
    ("private", "key"),
    ("de", "passe"),
    ("p", "word"),
    ("sign", "in"),
    ("log", "in"),
    ("account", "number"),
    ("sort", "code"),
    ("routing", "number"),
    ("card", "number"),
    ("reference", "number"),
    ("pet's", "name"),
];
/// Numbers of a person or of something that is theirs, which only digits tell.
const NUMBERED: &[&str] = &[
    "account",
    "ahv",
    "booking",
    "card",
    "case",
    "cpr",
    "customer",
    "expires",
    "expiry",
    "exp",
    "insurance",
    "invoice",
    "licence",
    "license",
    "member",
    "membership",
    "order",
    "passport",
    "patient",
    "policy",
    "ref",
    "reference",
    "social",
    "ssn",
    "tax",
    "ticket",
    "bsn",
    "nino",
    "nhs",
];
/// What an everyday question says of a password without telling it.
const STATES: &[&str] = &[
    "accepted",
    "blocked",
    "broken",
    "case",
    "changed",
    "correct",
    "different",
    "due",
    "empty",
    "expired",
    "expiring",
    "forgotten",
    "free",
    "gone",
    "important",
    "incorrect",
    "invalid",
    "locked",
    "long",
    "lost",
    "mandatory",
    "missing",
    "necessary",
    "needed",
    "never",
    "new",
    "no",
    "not",
    "old",
    "ok",
    "optional",
    "rejected",
    "required",
    "reset",
    "safe",
    "secure",
    "short",
    "stolen",
    "still",
    "stuck",
    "supposed",
    "too",
    "unknown",
    "used",
    "useful",
    "valid",
    "weak",
    "working",
    "wrong",
];
/// What stands beside a word for a secret as part of another word: *PIN board*, *key points*.
const COMPANIONS: &[&str] = &[
    "board",
    "box",
    "card",
    "cards",
    "change",
    "changed",
    "check",
    "form",
    "length",
    "manager",
    "number",
    "numbers",
    "page",
    "pad",
    "policy",
    "protected",
    "protection",
    "question",
    "recovery",
    "reminder",
    "requirement",
    "requirements",
    "reset",
    "rules",
    "screen",
    "settings",
    "system",
    "work",
    "working",
    "works",
    "point",
    "points",
    "expire",
    "expired",
    "expires",
    "field",
    "characters",
    "digits",
    "keep",
    "keeps",
    "stopped",
    "stop",
    "now",
    "again",
    "online",
    "anymore",
];
/// Words that a secret is used with.
const USING: &[&str] = &["using", "with"];
/// Signs that letters are replaced with in words for secrets.
const LEET: &[(char, char)] = &[
    ('@', 'a'),
    ('4', 'a'),
    ('3', 'e'),
    ('1', 'i'),
    ('!', 'i'),
    ('0', 'o'),
    ('$', 's'),
    ('5', 's'),
    ('7', 't'),
];
/// Words in a row, none of them a function word, that a pass phrase has.
const PHRASE: usize = 3;

/// How sure a word is to name a secret.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strength {
    Strong,
    Weak,
}

/// Finds secrets.
pub(super) fn find(reading: &Reading, found: &mut Found) {
    for at in 0..reading.len() {
        if let Some((name, strength)) = named(reading, at) {
            find_told(reading, name, strength, found);
        } else if has(NUMBERED, reading.word(at)) {
            find_number(reading, at, found);
        }
    }
    find_obscured(reading, found);
}

/// The words that name a secret here.
fn named(reading: &Reading, at: usize) -> Option<(Range<usize>, Strength)> {
    let (word, next) = (
        reading.word(at).trim_end_matches("'s"),
        reading.word(at + 1),
    );
    if PAIRS.contains(&(word, next)) {
        return Some((at..at + 2, Strength::Strong));
    }
    let strength = if has(STRONG, word) || has(STRONG, &plain(word)) {
        Strength::Strong
    } else {
        has(WEAK, word).then_some(Strength::Weak)?
    };
    // *wifi key*, *access code*
    let is_compound = has(WEAK, next) || has(STRONG, next);
    (!is_compound).then(|| (at..at + 1, strength))
}

fn find_told(reading: &Reading, name: Range<usize>, strength: Strength, found: &mut Found) {
    let at = name.start;
    let clause = reading.clause(at);
    if let Some(told) =
        told_after(reading, name.clone()).filter(|told| tells(reading, told, strength, &name))
    {
        found.words(reading, at..told.end);
    } else if let Some(told) = follows(reading, name.clone(), strength) {
        found.words(reading, at..told.end);
    }
    if let Some(told) = told_before(reading, at).filter(|told| !only_points(reading, told)) {
        found.words(reading, told.start..name.end);
    }
    if let Some(told) = pointed_to(reading, name.end - 1) {
        found.words(reading, told);
    }
    let sentence = reading.sentence(at);
    for near in clause.clone().filter(|near| looks_secret(reading, *near)) {
        found.words(reading, near..near + 1);
    }
    find_quoted(reading, &sentence, found);
    // *log in with …*, *unlock using …*
    let using = name.end..clause.end.min(name.end + 4);
    let using = using
        .into_iter()
        .find(|near| has(USING, reading.word(*near)));
    let opens = has(
        &["log", "login", "sign", "signin", "unlock", "logon"],
        reading.word(at),
    );
    if let Some(using) = using.filter(|_| opens && !reading.asks(&clause)) {
        found.words(reading, using + 1..clause.end);
    }
}

/// Whether what follows the verb is a secret rather than the state of one.
fn tells(reading: &Reading, told: &Range<usize>, strength: Strength, name: &Range<usize>) -> bool {
    let first = reading.word(told.start);
    let is_owned = (name.start.saturating_sub(3)..name.start)
        .any(|at| has(OWNERS, reading.word(at)) && reading.word(at) != "the");
    let is_assigned = reading
        .gap(told.start)
        .contains([':', '=', '>', '"', '“', '→']);
    let words = told.clone().map(|at| reading.word(at));
    let content = words
        .clone()
        .filter(|word| !has(FUNCTION_WORDS, word) && !has(STATES, word))
        .count();
    if is_assigned || told.clone().any(|at| looks_secret(reading, at)) {
        return true;
    }
    if has(STATES, first) || has(QUESTIONS, first) {
        return content >= PHRASE
            && strength == Strength::Strong
            && !reading.asks(&reading.clause(told.start));
    }
    let is_plain = has(FUNCTION_WORDS, first);
    match strength {
        Strength::Strong => !is_plain || is_owned || content >= PHRASE,
        Strength::Weak => !is_plain && (is_owned || !reading.asks(&reading.clause(name.start))),
    }
}

/// What follows the name of a secret at once: *pin 4821*, *password correct horse battery*.
fn follows(reading: &Reading, name: Range<usize>, strength: Strength) -> Option<Range<usize>> {
    let clause = reading.clause(name.start);
    let rest = name.end..clause.end;
    let first = reading.word(name.end);
    if rest.is_empty() {
        return None;
    }
    if looks_secret(reading, name.end) {
        return Some(rest);
    }
    let is_content =
        |at: &usize| !has(FUNCTION_WORDS, reading.word(*at)) && !has(COMPANIONS, reading.word(*at));
    let content = rest.clone().take_while(is_content).count();
    let is_said = strength == Strength::Strong
        && !reading.asks(&clause)
        && content > 0
        && !has(STATES, first);
    (is_said || content > PHRASE && !has(STATES, first)).then_some(rest)
}

/// The digits of a number that is somebody's.
fn find_number(reading: &Reading, at: usize, found: &mut Found) {
    let clause = reading.clause(at);
    for near in at + 1..clause.end.min(at + 6) {
        let word = reading.word(near);
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        if digits > 2
            || digits == 2 && reading.gap(near + 1) == "/"
            || digits == 2 && reading.gap(near) == "/"
        {
            found.words(reading, near..near + 1);
        }
    }
}

/// Whether a word looks like a code: three digits, or three numbers that are spelled out in a row.
fn looks_secret(reading: &Reading, at: usize) -> bool {
    let word = reading.word(at);
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let is_code = |at: usize| {
        is_number_word(reading.word(at))
            || reading.word(at).len() == 1 && reading.word(at).bytes().all(|b| b.is_ascii_digit())
    };
    let in_row = |start: usize| (start..start + 3).all(is_code);
    digits > 2
        || digits > 0 && digits < word.len() && word.len() > 3
        || (at.saturating_sub(2)..=at).any(in_row)
}

/// Whether words only point: *this is my pin*.
fn only_points(reading: &Reading, told: &Range<usize>) -> bool {
    told.clone().all(|at| has(FUNCTION_WORDS, reading.word(at)))
}

/// What stands in quotation marks in a sentence about secrets.
fn find_quoted(reading: &Reading, sentence: &Range<usize>, found: &mut Found) {
    let marks = ['"', '“', '”', '«', '»', '„', '`'];
    let mut opened = None;
    for at in sentence.start..=sentence.end.min(reading.len()) {
        if !reading.gap(at).contains(marks) {
            continue;
        }
        match opened.take() {
            Some(start) => found.words(reading, start..at),
            None => opened = Some(at),
        }
    }
}

/// Secrets whose name is written with signs for letters: *p@ssw0rd: …*
fn find_obscured(reading: &Reading, found: &mut Found) {
    let lower = reading.lower();
    let mut start = 0;
    for piece in lower.split_inclusive(char::is_whitespace) {
        let end = start + piece.len();
        let bare = plain(piece);
        if bare != piece.trim_end()
            && STRONG
                .iter()
                .any(|word| word.len() > 3 && bare.contains(word))
        {
            let line = lower[start..]
                .find(['\n', '?'])
                .map_or(lower.len(), |length| start + length);
            found.bytes(start..line);
        }
        start = end;
    }
}

/// A word with letters for the signs that stand for them, and no other signs.
fn plain(word: &str) -> String {
    let letter = |c: char| {
        LEET.iter()
            .find(|(sign, _)| *sign == c)
            .map_or(c, |(_, letter)| *letter)
    };
    word.chars()
        .map(letter)
        .filter(|c| c.is_alphabetic())
        .collect()
}
