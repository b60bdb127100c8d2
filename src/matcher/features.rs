//! Features that shared words do not show.
//!
//! - [`answer_type`]: a person, a time, a number: what a question asks for.
//! - [`mismatch`]: the small differences that make an entry the wrong one.

pub mod answer_type;
pub mod mismatch;
