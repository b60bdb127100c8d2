//! How good a table is: what a curator can improve, and how well it answers.

pub mod check;
pub mod evaluation;
pub mod impact;
pub mod leave_one_out;
pub mod self_test;
pub mod suggest;
