//! What the bot says, as its languages' files have it: a test names a sentence, and reads what a member would.

/// What the bot says in English.
#[track_caller]
pub fn said(sentence: &str) -> &'static str {
    said_in("en", sentence)
}

/// What the bot says in a language, by the tag that its file is called by. The sentence may name others, but depend on
/// nothing else.
#[track_caller]
pub fn said_in(language: &str, sentence: &str) -> &'static str {
    let file = match language {
        "en" => include_str!("../../src/wording/languages/en.ftl"),
        "de" => include_str!("../../src/wording/languages/de.ftl"),
        "es" => include_str!("../../src/wording/languages/es.ftl"),
        "fr" => include_str!("../../src/wording/languages/fr.ftl"),
        "pt-BR" => include_str!("../../src/wording/languages/pt-BR.ftl"),
        other => panic!("the bot does not speak {other}"),
    };
    let line = |name: &str| {
        let start = format!("{name} = ");
        file.lines().find_map(|line| line.strip_prefix(&start))
    };
    let found = line(sentence).unwrap_or_else(|| panic!("there is no sentence {sentence}"));
    let mut parts = found.split("{ ");
    let first = parts.next().unwrap_or_default().to_owned();
    let whole = parts.fold(first, |whole, part| {
        let (name, rest) = part.split_once(" }").expect("a whole placeable");
        let named = line(name).unwrap_or_else(|| panic!("{sentence} depends on {name}"));
        whole + named + rest
    });
    whole.leak()
}
