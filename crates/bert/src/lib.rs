//! BERT networks on the processor: tokens in, a vector for each of them out, the same to the last bit on every machine.
//!
//! A crate of its own so that every profile compiles it as one unit and in full: its loops are as fast as they are
//! inlined. It knows nothing of texts or folders.

mod dense;
mod network;
mod weights;

pub use crate::network::{Network, NetworkShape};
pub use crate::weights::Tensors;
