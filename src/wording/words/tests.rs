use std::collections::BTreeSet;

use fluent_bundle::FluentError;
use fluent_bundle::resolver::ResolverError;
use fluent_bundle::resolver::errors::ReferenceKind;

use super::*;
use crate::config::JournalMode;
use crate::wording::Saying as S;
use crate::wording::{Kept, kept_of_members};

/// The sentences of a language, and the attributes that they have besides.
fn sentences(language: Language) -> Vec<String> {
    let lines = language.file().lines();
    let names = lines.filter_map(|line| line.split_once(" =").map(|(name, _)| name));
    let names = names.filter(|name| {
        let name = name.trim_start().trim_start_matches('.');
        name.starts_with(|c: char| c.is_ascii_lowercase()) && !name.contains(' ')
    });
    names.map(str::to_owned).collect()
}

/// The names of the values that a sentence, or an attribute of it, says.
fn placeables(words: &Words, sentence: Saying, attribute: Option<&str>) -> BTreeSet<String> {
    let message = words.bundle.get_message(sentence.name()).unwrap();
    let pattern = match attribute {
        Some(attribute) => message.get_attribute(attribute).unwrap().value(),
        None => message.value().unwrap(),
    };
    let mut errors = Vec::new();
    words.bundle.format_pattern(pattern, None, &mut errors);
    let names = errors.into_iter().map(|error| match error {
        FluentError::ResolverError(ResolverError::Reference(ReferenceKind::Variable { id })) => id,
        other => panic!("{:?} in {:?}: {other:?}", sentence, words.language),
    });
    names.collect()
}

#[test]
fn every_language_has_every_sentence_and_no_other() {
    let all: Vec<&str> = Saying::ALL.iter().map(|own| own.name()).collect();
    let english = sentences(Language::English);
    for language in Language::ALL {
        let (_, errors) = match FluentResource::try_new(language.file().to_owned()) {
            Ok(resource) => (resource, Vec::new()),
            Err(faulty) => faulty,
        };
        assert!(errors.is_empty(), "{language:?}: {errors:?}");
        let found = sentences(language);
        assert_eq!(found, english, "{language:?}");
        let own = found.iter().map(String::as_str);
        let own: Vec<&str> = own.filter(|name| !name.starts_with(' ')).collect();
        assert_eq!(own, all, "{language:?}");
    }
}

#[test]
fn every_language_says_the_same_values() {
    let languages = Languages::new();
    for &sentence in Saying::ALL {
        let expected = placeables(languages.english(), sentence, None);
        for language in Language::ALL {
            let found = placeables(languages.in_language(language), sentence, None);
            assert_eq!(found, expected, "{sentence:?} in {language:?}");
        }
    }
}

#[test]
fn what_discord_would_refuse_or_cut_is_within_its_limits() {
    let languages = Languages::new();
    let check = |limit: usize, sentences: &[Saying]| {
        for (locale, words) in languages.by_locale() {
            for sentence in sentences {
                let said = words.say(*sentence);
                let length = said.chars().count();
                assert!((1..=limit).contains(&length), "{locale}: {said}");
            }
        }
    };
    // Buttons.
    check(
        80,
        &[
            S::ShowSource,
            S::Why,
            S::Delete,
            S::NoneOfThese,
            S::SeeTopics,
            S::Previous,
            S::Next,
            S::Helpful,
            S::NotThis,
            S::Rephrase,
            S::Forget,
            S::Solved,
            S::AskPerson,
            S::PersonAsked,
            S::GoThere,
        ],
    );
    // Placeholders of menus.
    check(150, &[S::RelatedMenu, S::Pick]);
    // Titles of forms, and the labels of their fields.
    check(
        45,
        &[S::Rephrase, S::QuestionField, S::AskPerson, S::PersonField],
    );
    // The name of a command in a message's menu.
    check(32, &[S::AnswerThis]);
}

#[test]
fn commands_and_options_are_named_as_discord_takes_them() {
    let languages = Languages::new();
    let commands = [
        Saying::AskCommand,
        Saying::TopicsCommand,
        Saying::AboutCommand,
        Saying::PrivacyCommand,
    ];
    let options = [Saying::AskQuestion, Saying::AskPrivate, Saying::AskFor];
    for (locale, words) in languages.by_locale() {
        for group in [&commands[..], &options[..]] {
            let names: BTreeSet<String> = group.iter().map(|own| words.say(*own)).collect();
            assert_eq!(names.len(), group.len(), "{locale}: {names:?}");
            for name in names {
                let is_letter = |c: char| c.is_alphanumeric() || "-_'".contains(c);
                assert!(name.chars().all(is_letter), "{locale}: {name}");
                assert!((1..=32).contains(&name.chars().count()), "{locale}: {name}");
                assert_eq!(name.to_lowercase(), name, "{locale}");
            }
            for own in group {
                let description = words.description(*own);
                let length = description.chars().count();
                assert!((1..=100).contains(&length), "{locale}: {description}");
                assert_ne!(description, own.name(), "{locale}");
            }
        }
    }
}

/// Lines are never split, and the last may say how many are left out.
#[test]
fn the_longest_lines_fit_into_a_message() {
    const LINE: usize = 1_960;
    const NOTE: usize = 40;
    let languages = Languages::new();
    for (locale, words) in languages.by_locale() {
        let kept = Kept {
            journal: JournalMode::Questions,
            days: 10_000,
            common: 100,
            recent: 10_000,
            minutes: 100,
            leaning: 100,
            posts: Some(100_000),
        };
        let note = words.with(Saying::MoreLines, [("number", 10_000.into())]);
        assert!(note.chars().count() < NOTE, "{locale}: {note}");
        let privacy = kept_of_members(words, kept);
        let privacy = words.with(Saying::AboutPrivacy, [("privacy", privacy.into())]);
        for line in privacy.lines() {
            assert!(
                line.chars().count() <= LINE,
                "{locale}: {}",
                line.chars().count()
            );
        }
    }
}

#[test]
fn numbers_take_the_form_of_the_language() {
    let languages = Languages::new();
    let check = |locale: &str, number: usize, expected: &str| {
        let words = languages.of(locale);
        let said = words.with(Saying::MoreLines, [("number", number.into())]);
        assert_eq!(said, format!("-# … {expected}"), "{locale}");
    };
    for (number, en, de, es, fr, pt) in [
        (
            0,
            "and 0 more lines",
            "und 0 weitere Zeilen",
            "y 0 líneas más",
            "et 0 ligne de plus",
            "e mais 0 linha",
        ),
        (
            1,
            "and 1 more line",
            "und 1 weitere Zeile",
            "y 1 línea más",
            "et 1 ligne de plus",
            "e mais 1 linha",
        ),
        (
            2,
            "and 2 more lines",
            "und 2 weitere Zeilen",
            "y 2 líneas más",
            "et 2 lignes de plus",
            "e mais 2 linhas",
        ),
        (
            1_234,
            "and 1234 more lines",
            "und 1234 weitere Zeilen",
            "y 1234 líneas más",
            "et 1234 lignes de plus",
            "e mais 1234 linhas",
        ),
    ] {
        for (locale, expected) in [
            ("en-US", en),
            ("de", de),
            ("es-419", es),
            ("fr", fr),
            ("pt-BR", pt),
        ] {
            check(locale, number, expected);
        }
    }
}

#[test]
fn each_difference_has_words_of_its_own() {
    let languages = Languages::new();
    let kinds = [
        "name",
        "number",
        "polarity",
        "direction",
        "reason",
        "thing",
        "resemblance",
    ];
    for (locale, words) in languages.by_locale() {
        let said = kinds.map(|kind| words.with(Saying::Difference, [("kind", kind.into())]));
        let different: BTreeSet<&String> = said.iter().collect();
        assert_eq!(different.len(), kinds.len(), "{locale}: {said:?}");
    }
}

#[test]
fn a_locale_leads_to_its_language_and_an_unknown_one_to_english() {
    for language in Language::ALL {
        for locale in language.locales() {
            assert_eq!(Language::of_locale(locale), language);
        }
    }
    for locale in ["ja", "pt-PT", "DE", "", "de-x"] {
        assert_eq!(Language::of_locale(locale), Language::English, "{locale}");
    }
}

#[test]
fn a_value_is_never_read_as_more_than_text() {
    for value in ["{ declined }", "{$question}", "”}", "a\n.b = c", "\u{2068}"] {
        let said = Words::english().with(Saying::Following, [("question", value.into())]);
        assert_eq!(said, format!("Following up on “{value}”"));
    }
}
