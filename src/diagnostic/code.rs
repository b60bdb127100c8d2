//! The kinds of fault. A code, once released, keeps its name and its meaning.

/// How bad a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The table works, and there is something to learn about it.
    Advice,
    /// The files can be used, and would be better for a change.
    Warning,
    /// The files cannot be used, or would say something else than what was meant.
    Error,
}

macro_rules! codes {
    ($($variant:ident $severity:ident $name:literal $meaning:literal;)*) => {
        /// A kind of fault.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $meaning] $variant,)*
        }

        impl Code {
            /// All of them, in the order in which a file is looked through.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The stable name, as reports show it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What it says of a file.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)* }
            }

            /// How bad it is.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    Unreadable Error "unreadable" "The file or folder is missing or cannot be read.";
    NoKnowledge Error "no-knowledge" "The folder holds no knowledge file.";
    TooLarge Error "too-large" "The file is over the size limit.";
    NotUtf8 Error "not-utf8" "The file is not UTF-8 text.";
    TomlSyntax Error "toml-syntax" "The file is not valid TOML.";
    UnknownFormat Error "unknown-format" "The file's format is not one that this version reads.";
    UnknownKey Error "unknown-key" "A table has a key that the format does not know.";
    MissingField Error "missing-field" "A table lacks a field that it needs.";
    ConflictingKeys Error "conflicting-keys" "A table has two keys of which it can have one.";
    EmptyField Error "empty-field" "A field that needs a value is empty.";
    WrongType Error "wrong-type" "A field holds another type of value than the format asks.";
    ImpossibleValue Error "impossible-value" "A value is none of those that its field can have.";
    TooLong Error "too-long" "A text is longer than can be shown.";
    ForbiddenCharacter Error "forbidden-character" "A text holds a control or bidirectional-override character.";
    MalformedId Error "malformed-id" "An id is not made of lower-case letters, digits and hyphens.";
    MalformedUrl Error "malformed-url" "A link is not a web address, or `api_base` holds more than one.";
    MalformedPath Error "malformed-path" "The name of the source's text is not that of a file beside the knowledge file.";
    MalformedHash Error "malformed-hash" "A sha256 is not 64 hexadecimal digits.";
    MalformedQuote Error "malformed-quote" "A quote does not name a span: words, at most one ellipsis, words on both sides.";
    MalformedPlace Error "malformed-place" "A citation's `at` is not section.paragraph.";
    DuplicateSource Error "duplicate-source" "Two files name the same source.";
    DuplicateId Error "duplicate-id" "Two facts or entries of a source share an id, or a configuration names a Discord id twice.";
    DuplicateSection Error "duplicate-section" "Two sections share a number.";
    DuplicateTopic Error "duplicate-topic" "A source lists a topic twice.";
    UnknownFact Error "unknown-fact" "A question names a fact that the source does not have.";
    UnknownQuestion Error "unknown-question" "`related` or `near` names a question that the source does not have.";
    UnknownTopic Error "unknown-topic" "A question's topic is not among the source's topics.";
    UnknownSection Error "unknown-section" "A citation's section is not among the source's sections.";
    UnknownEntry Error "unknown-entry" "A test expects an entry that the source does not have.";
    UncitedFact Error "uncited-fact" "A fact has no citation.";
    RepeatedFact Error "repeated-fact" "A question names a fact twice.";
    SamePhrasing Error "same-phrasing" "The same phrasing stands twice.";
    SameSynonym Error "same-synonym" "A word stands in two groups of synonyms.";
    LoneSynonym Error "lone-synonym" "A group of synonyms has fewer than two words.";
    JsonSyntax Error "json-syntax" "A line of a question set is not the JSON that it should be.";
    MissingIntent Error "missing-intent" "Ask channels are named, and `message_content` is not switched on.";
    UnusedFact Warning "unused-fact" "No question uses a fact.";
    Unpinned Warning "unpinned" "A citation has no `at`: run `footnote pin`.";
    MissingText Warning "missing-text" "The file names a source's text that is not there.";
    SourceDrift Error "source-drift" "The source's text is not the one that the file was pinned to.";
    SectionDrift Error "section-drift" "The sections in the file are not the headings of the source's text.";
    QuoteNotFound Error "quote-not-found" "A quote does not stand in the source's text.";
    QuoteAmbiguous Error "quote-ambiguous" "A quote fits more than one stretch of the source's text.";
    QuoteMisplaced Error "quote-misplaced" "A quote stands in another paragraph than `at` says.";
    UnreachedSentence Warning "unreached-sentence" "No question leads to a sentence of the source.";
    CopiedWords Warning "copied-words" "A fact repeats more than six words in a row of its source.";
    StrayPhrasing Error "stray-phrasing" "A phrasing is answered by another entry than its own.";
    UnsurePhrasing Warning "unsure-phrasing" "A phrasing does not bring its own entry back: the bot asks back, or declines.";
    FailedTest Error "failed-test" "A test gets something else than what it expects.";
    LostPhrasing Advice "lost-phrasing" "Left out of the table, a phrasing is not brought back to its own entry.";
    AlikeEntries Warning "alike-entries" "Two entries are too alike to be told apart.";
}
