//! The diagnostic codes. A released code keeps its name and its meaning.

/// How serious a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The files are fine; this shows how to make them better.
    Advice,
    /// The files can be used, but should be changed.
    Warning,
    /// The files cannot be used, or would give wrong answers.
    Error,
}

impl Severity {
    /// All severities, in their order.
    pub const ALL: [Self; 3] = [Self::Advice, Self::Warning, Self::Error];
}

macro_rules! codes {
    ($($variant:ident $severity:ident $name:literal $meaning:literal;)*) => {
        /// A kind of fault.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $meaning] $variant,)*
        }

        impl Code {
            /// All codes, in the order in which a file is checked.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The stable name that reports show.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What it means, as one sentence.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)* }
            }

            /// The code with this name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.name() == name)
            }

            /// How serious it is.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    Unreadable Error "unreadable" "The file or folder does not exist or cannot be read.";
    NoKnowledge Error "no-knowledge" "The folder has no knowledge file.";
    TooLarge Error "too-large" "The file is over the size limit.";
    NotUtf8 Error "not-utf8" "The file is not UTF-8 text.";
    TomlSyntax Error "toml-syntax" "The file is not valid TOML.";
    UnknownFormat Error "unknown-format" "This version does not read the file's `format`.";
    UnknownKey Error "unknown-key" "A block has a field that the format does not have.";
    MissingField Error "missing-field" "A required field is missing.";
    ConflictingKeys Error "conflicting-keys" "A block has two fields that exclude each other.";
    EmptyField Error "empty-field" "A field that needs a value is empty.";
    WrongType Error "wrong-type" "A field has a value of the wrong type.";
    ImpossibleValue Error "impossible-value" "A field's value is outside what the field allows.";
    TooLong Error "too-long" "A text is too long to show, or a list of an entry has too many items.";
    ForbiddenCharacter Error "forbidden-character" "A text contains a control character or a bidirectional override.";
    MalformedId Error "malformed-id" "An id has characters other than lower-case letters, digits and hyphens.";
    MalformedUrl Error "malformed-url" "A link is not a valid URL, or `api_base` has more than a scheme, a host and a port.";
    MalformedPath Error "malformed-path" "`text` is not the plain name of a `.md`, `.markdown` or `.txt` file beside the knowledge file.";
    MalformedHash Error "malformed-hash" "A SHA-256 is not 64 hexadecimal digits.";
    MalformedQuote Error "malformed-quote" "A quote has more than one ellipsis, or words on only one side of it.";
    MalformedPlace Error "malformed-place" "A citation's `at` is not `section.paragraph`, or a section's number is below 1.";
    DuplicateSource Error "duplicate-source" "Two files have the same source id.";
    DuplicateId Error "duplicate-id" "Two facts, or two entries, of a source have the same id, or a configuration lists a Discord id twice.";
    DuplicateSection Error "duplicate-section" "Two sections have the same number.";
    DuplicateTopic Error "duplicate-topic" "A source lists a topic twice.";
    UnknownFact Error "unknown-fact" "A question refers to a fact that the file does not have.";
    UnknownQuestion Error "unknown-question" "`related` or `near` refers to a question that the file does not have.";
    UnknownSource Error "unknown-source" "A name refers to a source that the folder does not have.";
    UnknownTopic Error "unknown-topic" "A question's topic is not one of the source's topics.";
    UnknownSection Error "unknown-section" "A citation refers to a section that the file does not list.";
    UnknownEntry Error "unknown-entry" "A test, `[[expanded]]` or `[[allow]]` names an entry that the file does not have.";
    UncitedFact Error "uncited-fact" "A fact has no citation.";
    RepeatedFact Error "repeated-fact" "A question lists a fact twice.";
    SamePhrasing Error "same-phrasing" "Two phrasings of a source are the same.";
    SameSynonym Error "same-synonym" "A word is in two groups of synonyms, or twice in one.";
    LoneSynonym Error "lone-synonym" "A group of synonyms has fewer than two words.";
    JsonSyntax Error "json-syntax" "A line of a question set is not valid JSON, or has the wrong fields.";
    MissingIntent Error "missing-intent" "Ask channels are set, but `message_content` is not.";
    UnusedFact Warning "unused-fact" "No question uses a fact.";
    Unpinned Warning "unpinned" "A citation has no `at`; run `footnote pin`.";
    MissingText Warning "missing-text" "The source's text that the file names does not exist.";
    AbsentText Error "absent-text" "An uploaded table names a text that is not beside the table that it replaces.";
    SourceDrift Error "source-drift" "The source's text has changed since the file was pinned.";
    StaleCitation Error "stale-citation" "The words that a citation covers have changed since it was pinned; run `footnote pin --accept`.";
    SectionDrift Error "section-drift" "The sections do not match the headings of the source's text.";
    QuoteNotFound Error "quote-not-found" "A quote does not occur in the source's text.";
    QuoteAmbiguous Error "quote-ambiguous" "A quote occurs more than once in the source's text, and `at` does not settle which place is meant.";
    QuoteMisplaced Error "quote-misplaced" "A quote is not in the paragraph that `at` names.";
    Recounted Warning "recounted" "The file was pinned by a version that counted the paragraphs of its source's text differently.";
    ExpiredFact Warning "expired-fact" "The last day on which a fact holds is over; it is no longer said.";
    ReviewDue Warning "review-due" "The day on which a fact was to be looked at again has come.";
    UnusedSkip Warning "unused-skip" "A pattern of `skip` fits no sentence of the source's text.";
    UnusedAllow Warning "unused-allow" "An `[[allow]]` allows a warning that is not there.";
    SharedSynonym Warning "shared-synonym" "A word is in groups of synonyms of two files; they hold for all files of the folder.";
    UnreachedSentence Warning "unreached-sentence" "No question's facts cite a sentence of the source.";
    CopiedWords Warning "copied-words" "A fact copies more than six consecutive words of its source.";
    StrayPhrasing Error "stray-phrasing" "A phrasing finds another entry instead of its own.";
    UnsurePhrasing Warning "unsure-phrasing" "A phrasing does not find its own entry: the bot asks which was meant, or declines.";
    FailedTest Error "failed-test" "A test does not get what it expects.";
    LostPhrasing Advice "lost-phrasing" "Phrasings of an entry would not find it if they were left out of the table.";
    ChangedPage Warning "changed-page" "The page of a source does not have the words that a fact or a gap cites.";
    UnreadPage Error "unread-page" "The page of a source cannot be fetched or read.";
    AlikeEntries Warning "alike-entries" "Two entries are too alike to be told apart.";
}
