//! English words that several rules look for: data only.

/// Whether a list has a word.
pub(super) fn has(list: &[&str], word: &str) -> bool {
    list.contains(&word)
}

/// Words that a question begins with.
#[rustfmt::skip]
pub(super) const QUESTIONS: &[&str] = &[
    "am", "are", "can", "could", "did", "do", "does", "had", "has", "have", "how", "hows", "is", "isn't", "may",
    "might", "must", "shall", "should", "was", "were", "what", "what's", "whats", "when", "whens", "where",
    "where's", "wheres", "which", "who", "who's", "whom", "whos", "whose", "why", "will", "would",
];

/// Words that begin another clause after a comma.
#[rustfmt::skip]
pub(super) const OPENERS: &[&str] = &[
    "also", "am", "and", "any", "anyone", "are", "because", "but", "can", "could", "cuz", "did", "do", "does",
    "had", "has", "have", "he", "hello", "hey", "hi", "how", "i", "i'd", "i'll", "i'm", "if", "im", "is", "may",
    "might", "my", "or", "please", "she", "should", "since", "so", "that's", "thats", "then", "they", "though",
    "was", "we", "were", "what", "what's", "whats", "when", "where", "which", "while", "who", "whose", "why",
    "will", "would", "you",
];

/// Words that a full stop shortens.
#[rustfmt::skip]
pub(super) const ABBREVIATIONS: &[&str] = &[
    "apt", "ave", "dr", "fr", "hr", "mme", "mr", "mrs", "ms", "mx", "no", "nr", "po", "prof", "rd", "rev", "sr",
    "st", "str", "tel",
];

/// Function words, which carry no secret.
#[rustfmt::skip]
pub(super) const FUNCTION_WORDS: &[&str] = &[
    "a", "about", "after", "again", "all", "also", "am", "an", "and", "any", "are", "as", "at", "back", "be",
    "because", "been", "before", "but", "by", "can", "could", "did", "do", "does", "don't", "for", "from",
    "get", "had", "has", "have", "he", "her", "here", "him", "his", "how", "i", "i'm", "if", "im", "in", "into",
    "is", "it", "it's", "its", "just", "me", "might", "must", "my", "need", "needs", "no", "not", "of", "off",
    "on", "once", "one", "or", "our", "out", "over", "please", "she", "should", "so", "some", "that", "that's",
    "thats", "the", "their", "them", "then", "there", "these", "they", "this", "those", "to", "too", "until",
    "up", "us", "was", "we", "were", "what", "when", "where", "which", "who", "whose", "why", "will", "with",
    "without", "would", "yes", "you", "your",
];

/// Words that say what follows, or came before, is what is named.
#[rustfmt::skip]
pub(super) const COPULAS: &[&str] = &[
    "are", "be", "being", "called", "equals", "has", "he's", "is", "it's", "its", "reads", "says", "she's",
    "was", "were",
];

/// Words that say whose something is.
#[rustfmt::skip]
pub(super) const OWNERS: &[&str] = &[
    "dad's", "her", "his", "its", "mom's", "mum's", "my", "our", "the", "their", "wife's", "your",
];

/// What people say in chats, and what no dictionary has.
#[rustfmt::skip]
pub(super) const CHATTER: &[&str] = &[
    "afaik", "aight", "amirite", "asap", "atm", "aw", "aww", "bc", "brb", "bruh", "btw", "char", "convo", "cpu",
    "cya", "dm", "dms", "eh", "faq", "fyi", "gg", "gm", "gn", "gotta", "gpu", "ha", "hah", "haha", "hed",
    "hehe", "heya", "heyo", "heyy", "heyyy", "hiya", "hm", "hmm", "hmmm", "huh", "idc", "idek", "idk", "iirc",
    "ikr", "imho", "imo", "irl", "itd", "itll", "jk", "lmao", "lmk", "lol", "mfw", "mhm", "nah", "ngl", "nope",
    "np", "npc", "nvm", "ofc", "oh", "ok", "okay", "okey", "omg", "oof", "ooh", "op", "pc", "pls", "plz", "pov",
    "ppl", "pvp", "rip", "rly", "rn", "rofl", "shed", "smh", "sry", "sup", "tbf", "tbh", "thatd", "theyd",
    "tho", "thx", "tldr", "ty", "tysm", "ugh", "uh", "uhh", "um", "umm", "url", "vip", "vs", "welp", "whatcha",
    "whod", "wip", "wtf", "wth", "xd", "ya", "yall", "yay", "yea", "yeah", "yep", "yikes", "yo", "youd",
    "youll", "yup",
];

/// Months, and their short forms.
#[rustfmt::skip]
pub(super) const MONTHS: &[&str] = &[
    "apr", "april", "aug", "august", "dec", "december", "feb", "february", "jan", "january", "jul", "july",
    "jun", "june", "mar", "march", "may", "nov", "november", "oct", "october", "sep", "sept", "september",
];

/// Courtesies after what was told.
#[rustfmt::skip]
pub(super) const COURTESIES: &[&str] = &[
    "cheers", "please", "pls", "plz", "thank", "thanks", "thx", "ty", "you",
];

/// The numbers below ten, and how people say zero.
#[rustfmt::skip]
pub(super) const ONES: &[&str] = &[
    "eight", "five", "four", "naught", "nil", "nine", "niner", "nought", "oh", "one", "seven", "six", "three",
    "two", "zero",
];
/// The numbers from ten to nineteen.
#[rustfmt::skip]
pub(super) const TEENS: &[&str] = &[
    "eighteen", "eleven", "fifteen", "fourteen", "nineteen", "seventeen", "sixteen", "ten", "thirteen",
    "twelve",
];
/// The tens.
pub(super) const TENS: &[&str] = &[
    "eighty", "fifty", "forty", "ninety", "seventy", "sixty", "thirty", "twenty",
];
/// Ordinal numbers of days.
#[rustfmt::skip]
pub(super) const ORDINALS: &[&str] = &[
    "eighteenth", "eighth", "eleventh", "fifteenth", "fifth", "first", "fourteenth", "fourth", "nineteenth",
    "ninth", "second", "seventeenth", "seventh", "sixteenth", "sixth", "tenth", "third", "thirteenth",
    "thirtieth", "twelfth", "twentieth",
];

/// Whether a word is a number below a hundred, spelled out.
pub(super) fn is_number_word(word: &str) -> bool {
    has(ONES, word) || has(TEENS, word) || has(TENS, word)
}
