//! The tensors of a safetensors file, each checked for its shape and read as numbers.

use safetensors::{Dtype, SafeTensors};

/// The tensors of a file.
pub struct Tensors<'a> {
    file: SafeTensors<'a>,
    /// What the names of a network's tensors begin with: nothing, or the name of the network.
    prefix: &'static str,
}

/// A tensor that every network has.
const WORDS: &str = "embeddings.word_embeddings.weight";

impl<'a> Tensors<'a> {
    /// Reads the table of a file, whose bounds it checks.
    pub fn new(bytes: &'a [u8]) -> Result<Self, String> {
        let file = SafeTensors::deserialize(bytes)
            .map_err(|error| format!("it is damaged or cut off ({error})"))?;
        let prefixes = ["", "bert.", "model."].into_iter();
        let mut prefixes =
            prefixes.filter(|prefix| file.tensor(&format!("{prefix}{WORDS}")).is_ok());
        let prefix = prefixes.next();
        let prefix = prefix.ok_or_else(|| format!("it has no `{WORDS}`, as BERT has"))?;
        Ok(Self { file, prefix })
    }

    /// The numbers of a tensor of this shape.
    pub fn read(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, String> {
        let tensor = self.file.tensor(&format!("{}{name}", self.prefix));
        let tensor = tensor.map_err(|_| format!("it has no `{name}`"))?;
        if tensor.shape() != shape {
            let found = tensor.shape();
            return Err(format!("`{name}` has the shape {found:?}, not {shape:?}"));
        }
        let bytes = tensor.data();
        match tensor.dtype() {
            Dtype::F32 => {
                let (fours, _) = bytes.as_chunks::<4>();
                Ok(fours.iter().map(|own| f32::from_le_bytes(*own)).collect())
            }
            Dtype::F16 => Ok(halves(bytes).map(from_half).collect()),
            Dtype::BF16 => Ok(halves(bytes)
                .map(|bits| f32::from_bits(u32::from(bits) << 16))
                .collect()),
            other => Err(format!(
                "`{name}` is of numbers that cannot be read ({other:?})"
            )),
        }
    }
}

fn halves(bytes: &[u8]) -> impl Iterator<Item = u16> {
    let (twos, _) = bytes.as_chunks::<2>();
    twos.iter().map(|own| u16::from_le_bytes(*own))
}

/// A number of half precision (IEEE 754 binary16), exactly.
fn from_half(bits: u16) -> f32 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let (exponent, fraction) = ((bits >> 10) & 0x1f, f32::from(bits & 0x3ff) / 1024.0);
    sign * match exponent {
        0 => fraction * 2.0_f32.powi(-14),
        0x1f if fraction > 0.0 => f32::NAN,
        0x1f => f32::INFINITY,
        _ => (1.0 + fraction) * 2.0_f32.powi(i32::from(exponent) - 15),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_precision_is_read_exactly() {
        let check = |bits: u16, expected: f32| {
            assert_eq!(from_half(bits).to_bits(), expected.to_bits(), "{bits:#x}");
        };
        check(0x0000, 0.0);
        check(0x3c00, 1.0);
        check(0xc000, -2.0);
        check(0x3555, 0.333_251_95);
        check(0x0001, 2.0_f32.powi(-24));
        check(0x7bff, 65_504.0);
        check(0x7c00, f32::INFINITY);
        assert!(from_half(0x7e00).is_nan());
    }
}
