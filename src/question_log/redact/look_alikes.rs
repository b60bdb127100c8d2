//! Letters and digits that look like those of another script: data, for detection only. What is kept
//! of a question keeps its own letters.

/// Characters that look like a Latin letter or a digit, after compatibility forms and accents are gone.
const LOOK_ALIKES: &[(&str, char)] = &[
    ("аɑα", 'a'),
    ("ƅЬьв", 'b'),
    ("сϲ", 'c'),
    ("ԁɗ", 'd'),
    ("еєε", 'e'),
    ("ɡց", 'g'),
    ("һԋн", 'h'),
    ("іιɩ", 'i'),
    ("јϳ", 'j'),
    ("кκ", 'k'),
    ("ӏǀ", 'l'),
    ("мʍ", 'm'),
    ("пηո", 'n'),
    ("оοσօ", 'o'),
    ("рρ", 'p'),
    ("ԛգ", 'q'),
    ("гʀ", 'r'),
    ("ѕꜱ", 's'),
    ("тτ", 't'),
    ("υսц", 'u'),
    ("ѵν", 'v'),
    ("ԝω", 'w'),
    ("хχ", 'x'),
    ("уγ", 'y'),
    ("ᴢʐ", 'z'),
    ("АΑ", 'A'),
    ("ВΒ", 'B'),
    ("СϹ", 'C'),
    ("ЕΕ", 'E'),
    ("НΗ", 'H'),
    ("ІΙ", 'I'),
    ("Ј", 'J'),
    ("КΚ", 'K'),
    ("МΜ", 'M'),
    ("Ν", 'N'),
    ("ОΟ", 'O'),
    ("РΡ", 'P'),
    ("Ѕ", 'S'),
    ("ТΤ", 'T'),
    ("ХΧ", 'X'),
    ("УΥ", 'Y'),
    ("Ζ", 'Z'),
    ("‘’ʼ`´′", '\''),
    ("‐‑‒–—―−", '-'),
    ("․", '.'),
    ("⁄∕", '/'),
];

/// What a character is read as.
pub(super) fn read_as(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    if let Some(digit) = digit(c) {
        return digit;
    }
    let alike = LOOK_ALIKES.iter().find(|(alike, _)| alike.contains(c));
    alike.map_or(c, |(_, plain)| *plain)
}

/// The first digits, zero, of the scripts that have ten of their own in a row.
const ZEROS: &[char] = &[
    '٠', '۰', '߀', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '๐', '໐', '༠', '၀', '០', '᠐', '𝟎',
];

fn digit(c: char) -> Option<char> {
    let value = |zero: &char| (c as u32).checked_sub(*zero as u32);
    let mut values = ZEROS.iter().filter_map(value);
    let value = values.find(|value| *value < 10)?;
    char::from_digit(value, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_scripts_are_read_as_what_they_look_like() {
        for (written, read) in [
            ("раsswоrd", "password"),
            ("٠٧९", "079"),
            ("Рοѕе", "Pose"),
            ("ж猫", "ж猫"),
        ] {
            assert_eq!(written.chars().map(read_as).collect::<String>(), read);
        }
    }
}
