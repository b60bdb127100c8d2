//! The worst tables that can be uploaded: each as large as an upload may be, and hard in a way of its own.

use footnote::discord::MAX_UPLOAD_BYTES;

/// What every table can be asked, and what members ask.
const HEAD: &str = "format = 1\n[source]\nid = 'worst'\ntitle = 'The worst'\n\
    [[question]]\nid = 'asked-of-all'\nask = ['what is asked of every table']\n\
    answer = { text = 'This.', quote = 'this' }\n";
/// Syllables of the words that tables are made of.
const SYLLABLES: &[&str] = &[
    "ta", "ro", "ve", "mi", "so", "ke", "na", "bo", "lu", "pi", "ge", "do",
];

/// What makes a table hard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Ten phrasings a question, of many words.
    TenPhrasings,
    /// As many phrasings a question as there may be.
    MostPhrasings,
    /// The same, all of the same few words.
    MostAlike,
    /// As many questions as there is room for.
    MostQuestions,
    /// The same, all of the same few words.
    AlikeQuestions,
    /// Phrasings of several sentences, each of which asks.
    Sentences,
    /// As many gaps as there is room for.
    Gaps,
    /// As many tests as there is room for.
    Tests,
    /// As many synonyms as there is room for.
    Synonyms,
    /// As many faults as there is room for.
    Faults,
}

impl Shape {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::TenPhrasings,
        Self::MostPhrasings,
        Self::MostAlike,
        Self::MostQuestions,
        Self::AlikeQuestions,
        Self::Sentences,
        Self::Gaps,
        Self::Tests,
        Self::Synonyms,
        Self::Faults,
    ];

    /// A table of this shape; another seed has other words.
    pub fn table(self, seed: u64) -> String {
        let mut random = fastrand::Rng::with_seed(seed);
        let many = vocabulary(&mut random, 3_000);
        let few = vocabulary(&mut random, 12);
        let mut words = |from: &[String], count: usize| {
            let words: Vec<&str> = (0..count)
                .map(|_| from[random.usize(..from.len())].as_str())
                .collect();
            words.join(" ")
        };
        let mut table = HEAD.to_owned();
        for n in 0.. {
            let piece = match self {
                Self::TenPhrasings => {
                    question(10, |i| format!("{} {}", words(&many, 6), n * 10 + i))
                }
                Self::MostPhrasings => {
                    question(200, |i| format!("{} {}", words(&many, 3), n * 200 + i))
                }
                Self::MostAlike => question(200, |i| format!("{} {}", words(&few, 4), n * 200 + i)),
                Self::MostQuestions => question(1, |_| format!("{} {n}", words(&many, 2))),
                Self::AlikeQuestions => question(1, |_| format!("{} {n}", words(&few, 4))),
                Self::Sentences => question(10, |i| {
                    let parts = [(); 4].map(|()| format!("what is {}?", words(&many, 2)));
                    format!("{} {}", parts.join(" "), n * 10 + i)
                }),
                Self::Gaps => format!(
                    "[[gap]]\nask = ['{} {n}']\ntext = 'It does not say.'\n",
                    words(&many, 3)
                ),
                Self::Tests => format!(
                    "[[test]]\nask = ['what is {} {n}?']\noutcome = 'declined'\n",
                    words(&many, 3)
                ),
                Self::Synonyms => format!(
                    "[[synonyms]]\nwords = ['{} {n}', '{} {n}']\n",
                    words(&few, 1),
                    words(&many, 1)
                ),
                Self::Faults => "[[question]]\nask = ['a']\nfacts = ['a']\n".to_owned(),
            };
            if table.len() + piece.len() > MAX_UPLOAD_BYTES {
                break;
            }
            table.push_str(&piece);
        }
        table
    }
}

/// A table with next to nothing in it.
pub fn small() -> String {
    HEAD.to_owned()
}

fn question(phrasings: usize, mut phrasing: impl FnMut(usize) -> String) -> String {
    let ask: Vec<String> = (0..phrasings)
        .map(|i| format!("'{}'", phrasing(i)))
        .collect();
    let ask = ask.join(", ");
    format!("[[question]]\nask = [{ask}]\nanswer = {{ text = 'So.', quote = 'so' }}\n")
}

/// Words of two to four syllables.
fn vocabulary(random: &mut fastrand::Rng, count: usize) -> Vec<String> {
    let mut word = || -> String {
        let syllables = random.usize(2..5);
        (0..syllables)
            .map(|_| SYLLABLES[random.usize(..SYLLABLES.len())])
            .collect()
    };
    (0..count).map(|_| word()).collect()
}
