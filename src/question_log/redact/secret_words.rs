//! Words that secrets are named and told with: data only.

/// Words that are for secrets alone; some in other languages.
#[rustfmt::skip]
pub(super) const STRONG: &[&str] = &[
    "apikey", "clave", "contrasena", "credentials", "creds", "cvc", "cvv", "cvv2", "haslo", "kennwort",
    "losenord", "mnemonic", "otp", "parola", "passcode", "passcodes", "passkey", "passphrase", "passw",
    "passwd", "password", "passwords", "passwort", "pin", "pincode", "pins", "pw", "pwd", "pword", "senha",
    "wachtwoord", "wpa", "пароль", "密码",
];
/// Words that may be about something else too.
#[rustfmt::skip]
pub(super) const WEAK: &[&str] = &[
    "2fa", "auth", "authenticator", "bearer", "captcha", "code", "codes", "combination", "combo", "credential",
    "key", "keycode", "keys", "login", "logon", "pass", "puk", "safeword", "secret", "seed", "signin", "token",
    "tokens", "wifi", "wlan",
];
/// Words of two that name a secret together.
#[rustfmt::skip]
pub(super) const PAIRS: &[(&str, &str)] = &[
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
pub(super) const NUMBERED: &[&str] = &[
    "account", "ahv", "booking", "bsn", "card", "case", "cpr", "customer", "exp", "expires", "expiry",
    "insurance", "invoice", "licence", "license", "member", "membership", "nhs", "nino", "order", "passport",
    "patient", "policy", "ref", "reference", "social", "ssn", "tax", "ticket",
];
/// What an everyday question says of a password without telling it.
#[rustfmt::skip]
pub(super) const STATES: &[&str] = &[
    "accepted", "blocked", "broken", "case", "changed", "correct", "different", "due", "empty", "expired",
    "expiring", "forgotten", "free", "gone", "important", "incorrect", "invalid", "locked", "long", "lost",
    "mandatory", "missing", "necessary", "needed", "never", "new", "no", "not", "ok", "old", "optional",
    "rejected", "required", "reset", "safe", "secure", "short", "still", "stolen", "stuck", "supposed", "too",
    "unknown", "used", "useful", "valid", "weak", "working", "wrong",
];
/// What stands beside a word for a secret as part of another word: *PIN board*, *key points*.
#[rustfmt::skip]
pub(super) const COMPANIONS: &[&str] = &[
    "again", "anymore", "board", "box", "card", "cards", "change", "changed", "characters", "check", "digits",
    "expire", "expired", "expires", "field", "form", "keep", "keeps", "length", "manager", "now", "number",
    "numbers", "online", "pad", "page", "point", "points", "policy", "protected", "protection", "question",
    "recovery", "reminder", "requirement", "requirements", "reset", "rules", "screen", "settings", "stop",
    "stopped", "system", "work", "working", "works",
];
/// Words that a secret is used with.
pub(super) const USING: &[&str] = &["using", "with"];
/// What is counted of a secret, or until it ends.
#[rustfmt::skip]
pub(super) const MEASURES: &[&str] = &[
    "characters", "days", "digit", "digits", "hours", "letters", "minutes", "times", "years",
];
/// Signs that letters are replaced with in words for secrets.
pub(super) const LEET: &[(char, char)] = &[
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
pub(super) const PHRASE: usize = 3;
