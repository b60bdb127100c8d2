//! How confident an answer must be.

/// How confident an answer must be; an operator's setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Strictness {
    /// For texts where a wrong answer is costly: asks which was meant unless nearly certain.
    Cautious,
    /// Answers if the best question is more likely right than not.
    #[default]
    Balanced,
    /// For communities that prefer a guess to “did you mean”.
    Eager,
}

impl Strictness {
    /// Every setting with its name in the configuration, strictest first.
    pub const ALL: &[(&str, Self)] = &[
        ("cautious", Self::Cautious),
        ("balanced", Self::Balanced),
        ("eager", Self::Eager),
    ];

    /// The lowest confidence, 0 to 1, at which a question is answered.
    #[must_use]
    pub const fn threshold(self) -> f32 {
        match self {
            Self::Cautious => 0.7,
            Self::Balanced => 0.5,
            Self::Eager => 0.35,
        }
    }
}
