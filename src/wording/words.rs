//! The bot's words in the languages of its members, after [Project Fluent](https://projectfluent.org): a file of
//! sentences for each language, with its plural rules.

#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::{Arc, LazyLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::wording::Saying;

/// A language that the bot speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// What is spoken where nothing else is known.
    English,
    /// With *du*.
    German,
    /// With *tú*.
    Spanish,
    /// With *tu*, as Discord itself.
    French,
    /// With *você*.
    BrazilianPortuguese,
}

impl Language {
    /// Every one.
    pub const ALL: [Self; 5] = [
        Self::English,
        Self::German,
        Self::Spanish,
        Self::French,
        Self::BrazilianPortuguese,
    ];

    /// Its tag, by which its file is called.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Spanish => "es",
            Self::French => "fr",
            Self::BrazilianPortuguese => "pt-BR",
        }
    }

    /// The locales in which Discord's clients speak it.
    #[must_use]
    pub const fn locales(self) -> &'static [&'static str] {
        match self {
            Self::English => &["en-US", "en-GB"],
            Self::German => &["de"],
            Self::Spanish => &["es-ES", "es-419"],
            Self::French => &["fr"],
            Self::BrazilianPortuguese => &["pt-BR"],
        }
    }

    /// The language of one of Discord's locales; English where the bot does not speak it.
    #[must_use]
    pub fn of_locale(locale: &str) -> Self {
        let mut all = Self::ALL.into_iter();
        let language = all.find(|language| language.locales().contains(&locale));
        language.unwrap_or(Self::English)
    }

    /// What the bot says in it.
    const fn file(self) -> &'static str {
        match self {
            Self::English => include_str!("languages/en.ftl"),
            Self::German => include_str!("languages/de.ftl"),
            Self::Spanish => include_str!("languages/es.ftl"),
            Self::French => include_str!("languages/fr.ftl"),
            Self::BrazilianPortuguese => include_str!("languages/pt-BR.ftl"),
        }
    }
}

/// The sentences of one language. Cloning it is cheap.
#[derive(Clone)]
pub struct Words {
    language: Language,
    bundle: Arc<FluentBundle<FluentResource>>,
}

impl Words {
    fn new(language: Language) -> Self {
        let locale = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // All languages are written from left to right, and the marks would be in what is copied.
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource(language.file()));
        Self {
            language,
            bundle: Arc::new(bundle),
        }
    }

    /// English, as the terminal speaks it, and whoever is in no server.
    #[must_use]
    pub fn english() -> &'static Self {
        static ENGLISH: LazyLock<Words> = LazyLock::new(|| Words::new(Language::English));
        &ENGLISH
    }

    /// The language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// A sentence that depends on nothing.
    #[must_use]
    pub(crate) fn say(&self, sentence: Saying) -> String {
        self.with(sentence, [])
    }

    /// A sentence with these values in the places of these names.
    #[must_use]
    pub(crate) fn with<const N: usize>(
        &self,
        sentence: Saying,
        values: [(&'static str, FluentValue<'_>); N],
    ) -> String {
        self.said(sentence, None, &FluentArgs::from_iter(values))
    }

    /// What Discord shows beside the name of a command or an option.
    #[must_use]
    pub(crate) fn description(&self, sentence: Saying) -> String {
        self.said(sentence, Some("description"), &FluentArgs::new())
    }

    /// A sentence, or an attribute of it. What a language lacks is said in English.
    fn said(&self, sentence: Saying, attribute: Option<&str>, values: &FluentArgs) -> String {
        let said = format(&self.bundle, sentence, attribute, values);
        let otherwise = || match self.language {
            Language::English => sentence.name().to_owned(),
            _ => Self::english().said(sentence, attribute, values),
        };
        said.unwrap_or_else(otherwise)
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Words").field(&self.language).finish()
    }
}

/// The words of every language.
pub struct Languages([Words; Language::ALL.len()]);

impl Languages {
    /// What the bot says if nobody wants it to say anything else.
    #[must_use]
    pub fn new() -> Self {
        Self(Language::ALL.map(|language| match language {
            Language::English => Words::english().clone(),
            _ => Words::new(language),
        }))
    }

    /// The words for one of Discord's locales.
    #[must_use]
    pub fn of(&self, locale: &str) -> &Words {
        self.in_language(Language::of_locale(locale))
    }

    /// The words of a language.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &Words {
        &self.0[language as usize]
    }

    /// The words for where no locale is known.
    #[must_use]
    pub fn english(&self) -> &Words {
        self.in_language(Language::English)
    }

    /// The words for each of Discord's locales that the bot speaks.
    pub fn by_locale(&self) -> impl Iterator<Item = (&'static str, &Words)> {
        let locales = |words: &Words| words.language.locales().iter();
        let all = self.0.iter();
        all.flat_map(move |words| locales(words).map(move |locale| (*locale, words)))
    }
}

impl Default for Languages {
    fn default() -> Self {
        Self::new()
    }
}

/// A file of sentences. What of it is no sentence is left out; a test looks for that.
fn resource(text: &str) -> FluentResource {
    FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource)
}

/// Returns a sentence; none where the bundle does not have it whole.
fn format(
    bundle: &FluentBundle<FluentResource>,
    sentence: Saying,
    attribute: Option<&str>,
    values: &FluentArgs,
) -> Option<String> {
    let message = bundle.get_message(sentence.name())?;
    let pattern = match attribute {
        Some(attribute) => message.get_attribute(attribute)?.value(),
        None => message.value()?,
    };
    let mut errors = Vec::new();
    let said = bundle.format_pattern(pattern, Some(values), &mut errors);
    errors.is_empty().then(|| said.into_owned())
}
