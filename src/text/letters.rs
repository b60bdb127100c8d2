//! One letter, written in several ways: compatibility forms, accents, letters with strokes, and
//! characters that cannot be seen.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Letters that have no decomposition, and what people type instead.
const STROKE_LETTERS: &[(char, &str)] = &[
    ('Æ', "Ae"),
    ('Ð', "D"),
    ('Ø', "O"),
    ('Þ', "Th"),
    ('ß', "ss"),
    ('æ', "ae"),
    ('ð', "d"),
    ('ø', "o"),
    ('þ', "th"),
    ('Đ', "D"),
    ('đ', "d"),
    ('Ħ', "H"),
    ('ħ', "h"),
    ('ı', "i"),
    ('Ł', "L"),
    ('ł', "l"),
    ('Ŋ', "N"),
    ('ŋ', "n"),
    ('Œ', "Oe"),
    ('œ', "oe"),
    ('Ŧ', "T"),
    ('ŧ', "t"),
    ('ẞ', "SS"),
];

/// Brings compatibility forms (full width, ligatures, fancy letters) and encodings together by NFKC, and
/// drops what cannot be seen.
#[must_use]
pub fn compatibility(text: &str) -> Option<String> {
    let visible = || text.chars().filter(|c| !is_invisible(*c));
    (!text.is_ascii()).then(|| visible().nfkc().collect())
}

/// Whether a character only says how others are shown: format characters (soft hyphen, zero-width
/// blanks, marks of direction and of byte order) and variation selectors.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{600}'..='\u{605}'
            | '\u{61c}'
            | '\u{6dd}'
            | '\u{70f}'
            | '\u{180b}'..='\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Writes all apostrophes alike.
#[must_use]
pub fn apostrophes(text: &str) -> Option<String> {
    let apostrophes = ['‘', '’', 'ʼ', '`', '´', '′'];
    text.contains(apostrophes)
        .then(|| text.replace(apostrophes, "'"))
}

/// Takes off accents and strokes. In scripts where marks are vowels or tell letters apart, they stay.
#[must_use]
pub fn without_accents(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let mut base = ' ';
    let mut bare = String::with_capacity(text.len());
    for c in text.nfd() {
        if is_combining_mark(c) {
            if has_marks_for_letters(base) {
                bare.push(c);
            }
            continue;
        }
        base = c;
        let stroke = STROKE_LETTERS.iter().find(|(letter, _)| *letter == c);
        match stroke {
            Some((_, plain)) if !c.is_ascii() => bare += plain,
            _ => bare.push(if c == 'ς' { 'σ' } else { c }),
        }
    }
    Some(bare.nfc().collect())
}

/// Whether the marks after a letter are as good as letters: in the scripts of India and South-East
/// Asia, in kana, and in the lesser scripts around them. Those of Latin, Greek, Cyrillic, Hebrew and
/// Arabic letters are accents and vowel points, which many leave out.
fn has_marks_for_letters(base: char) -> bool {
    matches!(
        base,
        '\u{700}'..='\u{1cff}'
            | '\u{3040}'..='\u{30ff}'
            | '\u{a800}'..='\u{abff}'
            | '\u{10a00}'..='\u{11fff}'
    )
}

/// Whether a character is part of a word: a letter, a digit, or a mark on one.
#[must_use]
pub fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || (!c.is_ascii() && is_combining_mark(c))
}

/// A script that puts no blanks between words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnspacedScript {
    /// Chinese characters.
    Han,
    /// Japanese syllables for what inflects.
    Hiragana,
    /// Japanese syllables for what is borrowed.
    Katakana,
    /// Thai, Lao, Burmese, Khmer.
    SouthEastAsian,
}

/// The script of a letter, where that script puts no blanks between words.
#[must_use]
pub fn unspaced_script(c: char) -> Option<UnspacedScript> {
    Some(match c {
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => {
            UnspacedScript::SouthEastAsian
        }
        '\u{3041}'..='\u{309f}' => UnspacedScript::Hiragana,
        '\u{30a1}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' => UnspacedScript::Katakana,
        '\u{3005}'..='\u{3007}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => UnspacedScript::Han,
        _ => return None,
    })
}

/// Whether a character is a picture: an emoji or a symbol such as an arrow or a star.
#[must_use]
pub fn is_picture(c: char) -> bool {
    let is_skin_tone = matches!(c, '\u{1f3fb}'..='\u{1f3ff}');
    matches!(
        c,
        '\u{2190}'..='\u{21ff}'
            | '\u{2300}'..='\u{23ff}'
            | '\u{25a0}'..='\u{27bf}'
            | '\u{2b00}'..='\u{2bff}'
            | '\u{1f000}'..='\u{1faff}'
    ) && !is_skin_tone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let folded = compatibility(text).unwrap_or_else(|| text.to_owned());
        let folded = without_accents(&folded).unwrap_or(folded);
        assert_eq!(folded, expected, "{text:?}");
    }

    #[test]
    fn accents_and_strokes_are_taken_off_european_letters() {
        check(
            "Gdańsk Tromsø Bjørk Þór Ólafsvík",
            "Gdansk Tromso Bjork Thor Olafsvik",
        );
        check(
            "Œuvre Nærøy Straße IŞIK ışık",
            "Oeuvre Naeroy Strasse ISIK isik",
        );
        check("Ελλάς Чайковский", "Ελλασ Чаиковскии");
        check("1\u{fe0f}\u{20e3}", "1");
    }

    #[test]
    fn vowel_points_are_taken_off_arabic_and_hebrew_letters() {
        check("مَكْتَبَة שָׁלוֹם", "مكتبة שלום");
    }

    #[test]
    fn marks_that_are_letters_stay() {
        for text in ["मेल मोल क्या", "தமிழ்", "ガギ バパ", "ที่นี่", "한국어"]
        {
            check(text, text);
        }
        check("ｶﾞｷﾞ か\u{3099}", "ガギ が");
    }

    #[test]
    fn what_cannot_be_seen_is_dropped() {
        check(
            "ra\u{200b}id \u{feff}so\u{ad}ft\u{2060}ly \u{202e}x",
            "raid softly x",
        );
        check("Ｆｕｌｌ 𝓯𝓪𝓷𝓬𝔂 ﬁne", "Full fancy fine");
    }
}
