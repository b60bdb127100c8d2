//! Features that words alone do not show: the type of answer wanted, and mismatches that rule an
//! entry out however alike the rest is.

pub mod answer_type;
pub mod mismatch;
