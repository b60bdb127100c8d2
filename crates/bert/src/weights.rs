//! The tensors of a safetensors file, each checked for its shape and read as numbers. Only one is read at a time, so that
//! a start needs no more memory than the network does.

use std::error::Error;
use std::io::{Read, Seek, SeekFrom};

use safetensors::{Dtype, tensor::Metadata};

/// The tensors of a file.
pub struct Tensors<F> {
    file: F,
    header: Metadata,
    /// Where the numbers begin, in bytes.
    start: u64,
    /// What the names of a network's tensors begin with: nothing, or the name of the network.
    prefix: &'static str,
}

/// A tensor that every network has.
const WORDS: &str = "embeddings.word_embeddings.weight";
/// The longest header that is read, in bytes: a hundred for each tensor, and a network has some hundreds.
const MAX_HEADER: u64 = 1_000_000;
/// The bytes that are read at once; a multiple of the size of every number.
const CHUNK: usize = 1 << 16;

impl<F: Read + Seek> Tensors<F> {
    /// Reads the header of a file, and checks its bounds.
    pub fn new(mut file: F) -> Result<Self, String> {
        let (header, start) = header(&mut file).map_err(|fault| damaged(&*fault))?;
        let prefixes = ["", "bert.", "model."].into_iter();
        let mut prefixes =
            prefixes.filter(|prefix| header.info(&format!("{prefix}{WORDS}")).is_some());
        let prefix = prefixes.next();
        let prefix = prefix.ok_or_else(|| format!("it has no `{WORDS}`, as BERT has"))?;
        Ok(Self {
            file,
            header,
            start,
            prefix,
        })
    }

    /// The numbers of a tensor of this shape.
    pub fn read(&mut self, name: &str, shape: &[usize]) -> Result<Vec<f32>, String> {
        let tensor = self.header.info(&format!("{}{name}", self.prefix));
        let tensor = tensor.ok_or_else(|| format!("it has no `{name}`"))?;
        if tensor.shape != shape {
            let found = &tensor.shape;
            return Err(format!("`{name}` has the shape {found:?}, not {shape:?}"));
        }
        let (from, to) = tensor.data_offsets;
        let read = match tensor.dtype {
            Dtype::F32 => self.numbers(from, to, f32::from_le_bytes),
            Dtype::F16 => self.numbers(from, to, |half| from_half(u16::from_le_bytes(half))),
            Dtype::BF16 => self.numbers(from, to, |half| {
                f32::from_bits(u32::from(u16::from_le_bytes(half)) << 16)
            }),
            other => {
                return Err(format!(
                    "`{name}` is of numbers that cannot be read ({other:?})"
                ));
            }
        };
        read.map_err(|error| damaged(&error))
    }

    /// The numbers between two places of the file's data.
    fn numbers<const SIZE: usize>(
        &mut self,
        from: usize,
        to: usize,
        number: impl Fn([u8; SIZE]) -> f32,
    ) -> std::io::Result<Vec<f32>> {
        self.file.seek(SeekFrom::Start(self.start + from as u64))?;
        let mut numbers = Vec::with_capacity((to - from) / SIZE);
        let mut buffer = vec![0; CHUNK];
        for start in (from..to).step_by(CHUNK) {
            let chunk = &mut buffer[..CHUNK.min(to - start)];
            self.file.read_exact(chunk)?;
            let (bytes, _) = chunk.as_chunks::<SIZE>();
            numbers.extend(bytes.iter().map(|own| number(*own)));
        }
        Ok(numbers)
    }
}

/// The header of a file, and where its data begins. The data is as long as the header says.
fn header(file: &mut (impl Read + Seek)) -> Result<(Metadata, u64), Box<dyn Error>> {
    let mut length = [0; 8];
    file.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    if length > MAX_HEADER {
        return Err(format!("its header has {length} bytes").into());
    }
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    let header: Metadata = serde_json::from_slice(&bytes)?;
    let start = 8 + length;
    let end = start + header.data_len() as u64;
    let found = file.seek(SeekFrom::End(0))?;
    if found == end {
        Ok((header, start))
    } else {
        Err(format!("it has {found} bytes, not {end}").into())
    }
}

fn damaged(fault: &dyn Error) -> String {
    format!("it is damaged or cut off ({fault})")
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
