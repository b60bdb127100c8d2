//! A BERT network: tokens → a vector for each of them.

#![expect(
    clippy::inline_always,
    reason = "only what is inlined into a vectorised function is vectorised"
)]

use std::io::{Read, Seek};

use pulp::{Arch, Simd, WithSimd};

use crate::dense::{Dense, LayerNorm, dot, gelu, softmax};
use crate::weights::Tensors;

/// The measures of a network.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NetworkShape {
    /// The tokens that it knows.
    pub vocabulary: usize,
    /// The most tokens of a text.
    pub positions: usize,
    /// The types of tokens; only the first is used.
    pub token_types: usize,
    /// The length of a vector.
    pub width: usize,
    /// The length of a vector between the two halves of a layer.
    pub intermediate: usize,
    /// The number of layers.
    pub layers: usize,
    /// The number of heads, which divides the width.
    pub heads: usize,
    /// What keeps divisions by zero away.
    pub epsilon: f32,
}

/// A network. Immutable once read.
#[derive(Debug)]
pub struct Network {
    shape: NetworkShape,
    words: Vec<f32>,
    positions: Vec<f32>,
    kind: Vec<f32>,
    norm: LayerNorm,
    layers: Vec<Layer>,
}

#[derive(Debug)]
struct Layer {
    /// Query, key and value, one after the other.
    attention: Dense,
    attended: Dense,
    attended_norm: LayerNorm,
    intermediate: Dense,
    output: Dense,
    norm: LayerNorm,
}

impl Network {
    /// Reads a network of this shape.
    pub fn read(
        tensors: &mut Tensors<impl Read + Seek>,
        shape: NetworkShape,
    ) -> Result<Self, String> {
        let mut table = |name: &str, rows| {
            let name = format!("embeddings.{name}_embeddings.weight");
            tensors.read(&name, &[rows, shape.width])
        };
        let words = table("word", shape.vocabulary)?;
        let positions = table("position", shape.positions)?;
        let mut kind = table("token_type", shape.token_types)?;
        kind.truncate(shape.width);
        let norm = norm(tensors, "embeddings.LayerNorm", shape)?;
        let layers = (0..shape.layers).map(|number| Layer::read(tensors, shape, number));
        Ok(Self {
            shape,
            words,
            positions,
            kind,
            norm,
            layers: layers.collect::<Result<_, _>>()?,
        })
    }

    /// The length of a vector.
    #[must_use]
    pub fn width(&self) -> usize {
        self.shape.width
    }

    /// The vectors of tokens, one after the other. Tokens that it does not know, and those beyond the most that it
    /// takes, are left out.
    #[must_use]
    pub fn vectors(&self, tokens: &[u32]) -> Vec<f32> {
        let network = self;
        Arch::new().dispatch(Pass { network, tokens })
    }

    #[inline(always)]
    fn pass<S: Simd>(&self, simd: S, tokens: &[u32]) -> Vec<f32> {
        let mut rows = self.embedded(tokens);
        for layer in &self.layers {
            let attention = layer.attention.apply(simd, &rows);
            let attended = self.attend(&attention);
            add(&mut rows, &layer.attended.apply(simd, &attended));
            layer.attended_norm.apply(&mut rows);
            let mut between = layer.intermediate.apply(simd, &rows);
            for value in &mut between {
                *value = gelu(*value);
            }
            add(&mut rows, &layer.output.apply(simd, &between));
            layer.norm.apply(&mut rows);
        }
        rows
    }

    #[inline(always)]
    fn embedded(&self, tokens: &[u32]) -> Vec<f32> {
        let width = self.shape.width;
        let words = tokens.iter().filter_map(|token| {
            let start = *token as usize * width;
            self.words.get(start..start + width)
        });
        let positions = self.positions.chunks_exact(width);
        let mut rows = Vec::with_capacity(tokens.len() * width);
        for (word, position) in words.zip(positions) {
            let parts = word.iter().zip(position).zip(&self.kind);
            rows.extend(parts.map(|((word, position), kind)| word + position + kind));
        }
        self.norm.apply(&mut rows);
        rows
    }

    /// Each token's mean of the values of all, weighed by how much it attends to each; head by head.
    #[inline(always)]
    fn attend(&self, attention: &[f32]) -> Vec<f32> {
        let (width, head_width) = (self.shape.width, self.shape.width / self.shape.heads);
        let count = attention.len() / (3 * width);
        let scale = 1.0 / (head_width as f32).sqrt();
        let mut attended = vec![0.0; count * width];
        let mut shares = vec![0.0; count];
        for start in (0..width).step_by(head_width) {
            let part = |token: usize, which: usize| {
                let start = (token * 3 + which) * width + start;
                &attention[start..start + head_width]
            };
            for token in 0..count {
                for (other, share) in shares.iter_mut().enumerate() {
                    *share = dot(part(token, 0), part(other, 1)) * scale;
                }
                softmax(&mut shares);
                let place = token * width + start;
                let sums = &mut attended[place..place + head_width];
                for (other, share) in shares.iter().enumerate() {
                    for (sum, value) in sums.iter_mut().zip(part(other, 2)) {
                        *sum = share.mul_add(*value, *sum);
                    }
                }
            }
        }
        attended
    }
}

/// A pass through a network, which is compiled for each kind of processor.
struct Pass<'a> {
    network: &'a Network,
    tokens: &'a [u32],
}

impl WithSimd for Pass<'_> {
    type Output = Vec<f32>;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Vec<f32> {
        self.network.pass(simd, self.tokens)
    }
}

impl Layer {
    fn read(
        tensors: &mut Tensors<impl Read + Seek>,
        shape: NetworkShape,
        number: usize,
    ) -> Result<Self, String> {
        let of = |name: &str| format!("encoder.layer.{number}.{name}");
        let parts = ["query", "key", "value"].map(|part| of(&format!("attention.self.{part}")));
        let (width, intermediate) = (shape.width, shape.intermediate);
        Ok(Self {
            attention: dense(tensors, &parts, width, width)?,
            attended: dense(tensors, &[of("attention.output.dense")], width, width)?,
            attended_norm: norm(tensors, &of("attention.output.LayerNorm"), shape)?,
            intermediate: dense(tensors, &[of("intermediate.dense")], width, intermediate)?,
            output: dense(tensors, &[of("output.dense")], intermediate, width)?,
            norm: norm(tensors, &of("output.LayerNorm"), shape)?,
        })
    }
}

/// Layers of the same inputs as one.
fn dense(
    tensors: &mut Tensors<impl Read + Seek>,
    names: &[String],
    inputs: usize,
    outputs: usize,
) -> Result<Dense, String> {
    let (mut weights, mut bias) = (Vec::new(), Vec::new());
    for name in names {
        weights.extend(tensors.read(&format!("{name}.weight"), &[outputs, inputs])?);
        bias.extend(tensors.read(&format!("{name}.bias"), &[outputs])?);
    }
    Ok(Dense::new(&weights, &bias, inputs))
}

fn norm(
    tensors: &mut Tensors<impl Read + Seek>,
    name: &str,
    shape: NetworkShape,
) -> Result<LayerNorm, String> {
    Ok(LayerNorm {
        weight: tensors.read(&format!("{name}.weight"), &[shape.width])?,
        bias: tensors.read(&format!("{name}.bias"), &[shape.width])?,
        epsilon: shape.epsilon,
    })
}

#[inline(always)]
fn add(rows: &mut [f32], more: &[f32]) {
    for (own, more) in rows.iter_mut().zip(more) {
        *own += more;
    }
}
