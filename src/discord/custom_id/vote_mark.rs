//! What a vote button says, and whether it carries the whole question.

use crate::discord::custom_id::codec::letters;

letters! {
    /// The verdict of a vote button. The question that follows it in the id may be cut, in which
    /// case it only serves to match again, and is not what the member asked.
    VoteMark {
        /// The answer helped.
        Helpful = "h",
        /// The answer helped; the question is cut.
        HelpfulCut = "H",
        /// The answer was not what was asked.
        Rejected = "n",
        /// The answer was not what was asked; the question is cut.
        RejectedCut = "N",
    }
}

impl VoteMark {
    /// Returns the same verdict over a question that is cut.
    #[must_use]
    pub fn cut(self) -> Self {
        match self {
            Self::Helpful | Self::HelpfulCut => Self::HelpfulCut,
            Self::Rejected | Self::RejectedCut => Self::RejectedCut,
        }
    }

    /// Whether the answer helped.
    #[must_use]
    pub fn is_helpful(self) -> bool {
        matches!(self, Self::Helpful | Self::HelpfulCut)
    }

    /// Whether the question is cut.
    #[must_use]
    pub fn is_cut(self) -> bool {
        matches!(self, Self::HelpfulCut | Self::RejectedCut)
    }
}
