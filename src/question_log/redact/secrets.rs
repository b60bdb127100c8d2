//! Secrets, with the rest of the clause that tells them: passwords, PINs, codes, keys, in any order of words.

use std::ops::Range;

use crate::question_log::redact::found::Found;
use crate::question_log::redact::reading::Reading;
use crate::question_log::redact::telling::{pointed_to, told_after, told_before};
use crate::question_log::redact::vocabulary::{
    FUNCTION_WORDS, OWNERS, QUESTIONS, has, is_number_word,
};

/// Words that are for secrets alone; some in other languages.
#[rustfmt::skip]
const STRONG: &[&str] = &[
    "apikey", "clave", "contrasena", "credentials", "creds", "cvc", "cvv", "cvv2", "haslo", "kennwort",
    "losenord", "mnemonic", "otp", "parola", "passcode", "passcodes", "passkey", "passphrase", "passw",
    "passwd", "password", "passwords", "passwort", "pin", "pincode", "pins", "pw", "pwd", "pword", "senha",
    "wachtwoord", "wpa", "пароль", "密码",
];
/// Words that may be about something else too.
#[rustfmt::skip]
const WEAK: &[&str] = &[
    "2fa", "auth", "authenticator", "bearer", "captcha", "code", "codes", "combination", "combo", "credential",
    "key", "keycode", "keys", "login", "logon", "pass", "puk", "safeword", "secret", "seed", "signin", "token",
    "tokens", "wifi", "wlan",
];
/// Words of two that name a secret together.
#[rustfmt::skip]
const PAIRS: &[(&str, &str)] = &[
    ("access", "code"), ("account", "number"), ("alarm", "code"), ("api", "key"), ("backup", "code"),
    ("backup", "phrase"), ("card", "number"), ("code", "word"), ("de", "passe"), ("door", "code"),
    ("entry", "code"), ("gate", "code"), ("lock", "code"), ("log", "in"), ("magic", "word"), ("maiden", "name"),
    ("p", "word"), ("pass", "code"), ("pass", "key"), ("pass", "phrase"), ("pass", "word"), ("pet's", "name"),
    ("private", "key"), ("recovery", "code"), ("recovery", "phrase"), ("recovery", "words"),
    ("reference", "number"), ("routing", "number"), ("safe", "word"), ("secret", "question"),
    ("secret", "word"), ("secret", "words"), ("security", "answer"), ("security", "code"),
    ("security", "question"), ("seed", "phrase"), ("seed", "words"), ("sesame", "word"), ("sign", "in"),
    ("sort", "code"),
];
/// Numbers of a person or of something that is theirs, which only digits tell.
#[rustfmt::skip]
const NUMBERED: &[&str] = &[
    "account", "ahv", "booking", "bsn", "card", "case", "cpr", "customer", "exp", "expires", "expiry",
    "insurance", "invoice", "licence", "license", "member", "membership", "nhs", "nino", "order", "passport",
    "patient", "policy", "ref", "reference", "social", "ssn", "tax", "ticket",
];
/// What an everyday question says of a password without telling it.
#[rustfmt::skip]
const STATES: &[&str] = &[
    "accepted", "blocked", "broken", "case", "changed", "correct", "different", "due", "empty", "expired",
    "expiring", "forgotten", "free", "gone", "important", "incorrect", "invalid", "locked", "long", "lost",
    "mandatory", "missing", "necessary", "needed", "never", "new", "no", "not", "ok", "old", "optional",
    "rejected", "required", "reset", "safe", "secure", "short", "still", "stolen", "stuck", "supposed", "too",
    "unknown", "used", "useful", "valid", "weak", "working", "wrong",
];
/// What stands beside a word for a secret as part of another word: *PIN board*, *key points*.
#[rustfmt::skip]
const COMPANIONS: &[&str] = &[
    "again", "anymore", "board", "box", "card", "cards", "change", "changed", "characters", "check", "digits",
    "expire", "expired", "expires", "field", "form", "keep", "keeps", "length", "manager", "now", "number",
    "numbers", "online", "pad", "page", "point", "points", "policy", "protected", "protection", "question",
    "recovery", "reminder", "requirement", "requirements", "reset", "rules", "screen", "settings", "stop",
    "stopped", "system", "work", "working", "works",
];
/// Words that a secret is used with.
const USING: &[&str] = &["using", "with"];
/// What is counted of a secret, or until it ends.
#[rustfmt::skip]
const MEASURES: &[&str] = &[
    "characters", "days", "digit", "digits", "hours", "letters", "minutes", "times", "years",
];
/// What a code opens.
#[rustfmt::skip]
const OPENED: &[&str] = &[
    "alarm", "door", "entrance", "garage", "gate", "keypad", "lock", "locker", "padlock", "safe", "vault",
];
/// Digits of a code that opens something.
const OPENING: usize = 4;
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
        } else if has(OPENED, reading.word(at)) {
            find_opening(reading, at, found);
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
    // *wifi key*
    let is_secret = |word: &str| has(WEAK, word) || has(STRONG, word);
    if is_secret(next) {
        return None;
    }
    let is_compound = at > 0 && is_secret(reading.word(at - 1));
    let strength = if is_compound {
        Strength::Strong
    } else {
        strength
    };
    Some((at..at + 1, strength))
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
    let is_part = |near: &usize| {
        let digits = reading
            .word(*near)
            .bytes()
            .filter(u8::is_ascii_digit)
            .count();
        let is_told = strength == Strength::Strong && !reading.asks(&clause) && digits > 1;
        is_told && !has(MEASURES, reading.word(near + 1)) || looks_secret(reading, *near)
    };
    for near in clause.clone().filter(is_part) {
        found.words(reading, near..near + 1);
    }
    find_quoted(reading, &sentence, found);
    find_entered(reading, &clause, found);
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
    if is_said || content > PHRASE {
        return Some(rest);
    }
    // *does the password … still work*
    let next = reading.word(name.end + 1);
    let is_asked = strength == Strength::Strong && content > 0 && !has(STATES, first);
    let goes_on = has(
        &[
            "any", "no", "not", "right", "still", "valid", "work", "working", "wrong",
        ],
        next,
    );
    (is_asked && goes_on).then(|| name.end..name.end + 1)
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

/// What opens something: digits, but no year; *… opens the safe*, *the safe opens with …*.
fn find_opening(reading: &Reading, at: usize, found: &mut Found) {
    let clause = reading.clause(at);
    for near in clause.clone() {
        let word = reading.word(near);
        let is_number = word.len() >= OPENING && word.bytes().all(|byte| byte.is_ascii_digit());
        if is_number && !word.starts_with("19") && !word.starts_with("20") {
            found.words(reading, near..near + 1);
        }
    }
    if reading.asks(&clause) {
        return;
    }
    let opens = |at: usize| has(&["open", "opens", "unlock", "unlocks"], reading.word(at));
    if at >= clause.start + 3 && opens(at - 2) && !has(FUNCTION_WORDS, reading.word(clause.start)) {
        found.words(reading, clause.start..at - 2);
    }
    if opens(at + 1) && has(&["by", "on", "using", "with"], reading.word(at + 2)) {
        found.words(reading, at + 3..clause.end);
    }
    find_entered(reading, &clause, found);
}

/// What is said or typed to be let in.
fn find_entered(reading: &Reading, clause: &Range<usize>, found: &mut Found) {
    let enters = |at: &usize| {
        has(
            &["dial", "enter", "press", "punch", "say", "type", "whisper"],
            reading.word(*at),
        )
    };
    if let Some(verb) = clause
        .clone()
        .find(enters)
        .filter(|_| !reading.asks(clause))
    {
        let entered =
            (verb + 1..clause.end).take_while(|at| !has(FUNCTION_WORDS, reading.word(*at)));
        found.words(reading, verb + 1..verb + 1 + entered.count());
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
