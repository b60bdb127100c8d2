//! The arithmetic of the network: products of matrices, norms, softmax and GELU.
//!
//! Every sum has one order, and every product is added with one rounding (`mul_add`), so that the result is the same
//! to the last bit on every processor and system; what is vectorised are independent sums. The products, which take
//! nearly all of the time, name their registers; the rest is left to the compiler. Functions of `libm` differ between
//! systems, so that `exp` is our own.

#![expect(
    clippy::inline_always,
    reason = "only what is inlined into a vectorised function is vectorised"
)]

use pulp::Simd;

/// The outputs whose weights are side by side.
const LANES: usize = 16;
/// The registers of outputs that are summed at once.
const REGISTERS: usize = 2;
/// The tokens that share each weight that is loaded; with [`REGISTERS`], twelve sums, which 16 registers hold.
const ROWS: usize = 6;

/// A layer of a network: a matrix and a bias.
#[derive(Debug)]
pub struct Dense {
    /// The weights in panels of [`LANES`] outputs, those of an input side by side.
    panels: Vec<f32>,
    /// The bias, with zeros up to a whole panel.
    bias: Vec<f32>,
    inputs: usize,
    outputs: usize,
}

impl Dense {
    /// A layer of weights with a row for each output, as files have them.
    #[must_use]
    pub fn new(weights: &[f32], bias: &[f32], inputs: usize) -> Self {
        let outputs = bias.len();
        let padded = outputs.next_multiple_of(LANES);
        let mut panels = vec![0.0; padded * inputs];
        for (output, row) in weights.chunks_exact(inputs).take(outputs).enumerate() {
            let start = output / LANES * LANES * inputs + output % LANES;
            let column = panels[start..].iter_mut().step_by(LANES);
            for (place, weight) in column.zip(row) {
                *place = *weight;
            }
        }
        let mut bias = bias.to_vec();
        bias.resize(padded, 0.0);
        Self {
            panels,
            bias,
            inputs,
            outputs,
        }
    }

    /// The outputs for each row of inputs.
    #[inline(always)]
    pub fn apply<S: Simd>(&self, simd: S, rows: &[f32]) -> Vec<f32> {
        let count = rows.len() / self.inputs;
        let mut outputs = vec![0.0; count * self.outputs];
        let blocks = self.blocks(rows);
        let panels = self.panels.chunks_exact(LANES * self.inputs);
        let panels = panels.zip(self.bias.as_chunks::<LANES>().0);
        for (panel, (weights, bias)) in panels.enumerate() {
            let first = panel * LANES;
            let width = LANES.min(self.outputs - first);
            for (block, inputs) in blocks.chunks_exact(ROWS * self.inputs).enumerate() {
                let sums = product(simd, weights, bias, inputs);
                let rows = block * ROWS..count.min((block + 1) * ROWS);
                for (row, sums) in rows.zip(&sums) {
                    let start = row * self.outputs + first;
                    outputs[start..start + width].copy_from_slice(&sums[..width]);
                }
            }
        }
        outputs
    }

    /// The rows in blocks of [`ROWS`], their values of an input side by side; the last is filled up with zeros.
    #[inline(always)]
    fn blocks(&self, rows: &[f32]) -> Vec<f32> {
        let block = ROWS * self.inputs;
        let mut blocks = vec![0.0; rows.len().next_multiple_of(block)];
        for (block, rows) in blocks.chunks_exact_mut(block).zip(rows.chunks(block)) {
            for (at, row) in rows.chunks_exact(self.inputs).enumerate() {
                for (place, value) in block[at..].iter_mut().step_by(ROWS).zip(row) {
                    *place = *value;
                }
            }
        }
        blocks
    }
}

/// The sums of a panel for a block of rows.
#[inline(always)]
fn product<S: Simd>(
    simd: S,
    weights: &[f32],
    bias: &[f32; LANES],
    inputs: &[f32],
) -> [[f32; LANES]; ROWS] {
    let mut found = [[0.0; LANES]; ROWS];
    let (weights, bias) = (S::as_simd_f32s(weights).0, S::as_simd_f32s(bias).0);
    let inputs = inputs.as_chunks::<ROWS>().0;
    let registers = LANES / S::F32_LANES;
    for start in (0..registers).step_by(REGISTERS) {
        let mut sums = [[bias[start], bias[start + 1]]; ROWS];
        for (weights, values) in weights.chunks_exact(registers).zip(inputs) {
            let weights = [weights[start], weights[start + 1]];
            for (sums, value) in sums.iter_mut().zip(values) {
                let value = simd.splat_f32s(*value);
                for (sum, weights) in sums.iter_mut().zip(weights) {
                    *sum = simd.mul_add_f32s(value, weights, *sum);
                }
            }
        }
        for (found, sums) in found.iter_mut().zip(sums) {
            S::as_mut_simd_f32s(found).0[start..start + REGISTERS].copy_from_slice(&sums);
        }
    }
    found
}

/// A layer norm.
#[derive(Debug)]
pub struct LayerNorm {
    /// What each normalised value is multiplied by.
    pub weight: Vec<f32>,
    /// What is added then.
    pub bias: Vec<f32>,
    /// What keeps a division by zero away.
    pub epsilon: f32,
}

impl LayerNorm {
    /// Normalises each row.
    #[inline(always)]
    pub fn apply(&self, rows: &mut [f32]) {
        let width = self.weight.len();
        for row in rows.chunks_exact_mut(width) {
            let mean = sum(row, |value| value) / width as f32;
            let variance = sum(row, |value| (value - mean) * (value - mean)) / width as f32;
            let scale = 1.0 / (variance + self.epsilon).sqrt();
            for (value, (weight, bias)) in row.iter_mut().zip(self.weight.iter().zip(&self.bias)) {
                *value = ((*value - mean) * scale).mul_add(*weight, *bias);
            }
        }
    }
}

/// The sum of a function of each value: eight sums, and then the rest.
#[inline(always)]
fn sum(values: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut sums = [0.0; 8];
    let (eights, rest) = values.as_chunks::<8>();
    for eight in eights {
        for (sum, value) in sums.iter_mut().zip(eight) {
            *sum += of(*value);
        }
    }
    sums.iter().sum::<f32>() + rest.iter().map(|value| of(*value)).sum::<f32>()
}

/// The sum of the products of two rows.
#[inline(always)]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0_f32; 8];
    let ((eights, rest), (other_eights, other_rest)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    for (a, b) in eights.iter().zip(other_eights) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum = a.mul_add(*b, *sum);
        }
    }
    let rest = rest.iter().zip(other_rest).map(|(a, b)| a * b);
    sums.iter().sum::<f32>() + rest.sum::<f32>()
}

/// Turns values into shares that add up to 1.
#[inline(always)]
pub fn softmax(values: &mut [f32]) {
    let largest = values.iter().fold(f32::MIN, |most, own| most.max(*own));
    let mut whole = 0.0;
    for value in values.iter_mut() {
        *value = exp(*value - largest);
        whole += *value;
    }
    for value in values {
        *value /= whole;
    }
}

/// The Gaussian error linear unit, by the error function of Abramowitz and Stegun, 7.1.26, within 2e-7.
#[inline(always)]
pub fn gelu(x: f32) -> f32 {
    let z = x.abs() * core::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / 0.327_591_1_f32.mul_add(z, 1.0);
    let factors = [-1.453_152_1, 1.421_413_8, -0.284_496_72, 0.254_829_6];
    let sum = factors
        .into_iter()
        .fold(1.061_405_4_f32, |sum, factor| sum.mul_add(t, factor));
    let error_function = 1.0 - sum * t * exp(-z * z);
    0.5 * x * (1.0 + error_function.copysign(x))
}

/// The exponential function, within 2e-7 of itself, by the polynomial of Cephes.
#[inline(always)]
fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 88.0);
    let power = (x * core::f32::consts::LOG2_E).round_ties_even();
    // The logarithm of 2 in two parts, so that nothing is lost.
    let rest = power.mul_add(-0.693_359_4, x);
    let rest = power.mul_add(2.121_944_4e-4, rest);
    let factors = [
        1.398_2e-3,
        8.333_452e-3,
        4.166_579_6e-2,
        1.666_666_5e-1,
        0.5,
    ];
    let sum = factors
        .into_iter()
        .fold(1.987_569_1e-4_f32, |sum, factor| sum.mul_add(rest, factor));
    let fraction = (sum * rest).mul_add(rest, rest) + 1.0;
    fraction * f32::from_bits(((power as i32 + 127) << 23).cast_unsigned())
}

#[cfg(test)]
mod tests {
    use pulp::{Arch, Scalar, WithSimd};

    use super::*;

    struct Applied<'a> {
        layer: &'a Dense,
        rows: &'a [f32],
    }

    impl WithSimd for Applied<'_> {
        type Output = Vec<f32>;

        fn with_simd<S: Simd>(self, simd: S) -> Vec<f32> {
            self.layer.apply(simd, self.rows)
        }
    }

    #[test]
    fn a_layer_multiplies_each_row_and_adds_the_bias() {
        let check = |rows: usize, inputs: usize, outputs: usize| {
            let value = |at: usize| ((at * 7 + 3) % 11) as f32 - 5.0;
            let weights: Vec<f32> = (0..inputs * outputs).map(value).collect();
            let bias: Vec<f32> = (0..outputs).map(value).collect();
            let given: Vec<f32> = (0..rows * inputs).map(|at| value(at + 1)).collect();
            let layer = Dense::new(&weights, &bias, inputs);
            let (layer, rows) = (&layer, &given);
            let found = Scalar::new().vectorize(Applied { layer, rows });
            assert_eq!(Arch::new().dispatch(Applied { layer, rows }), found);
            let expected = given.chunks_exact(inputs).flat_map(|row| {
                let rows = weights.chunks_exact(inputs).zip(&bias);
                rows.map(|(weights, bias)| bias + dot(weights, row))
            });
            assert_eq!(found, expected.collect::<Vec<_>>());
        };
        check(1, 3, 2);
        check(7, 9, 17);
        check(ROWS, 8, LANES);
    }

    #[test]
    fn functions_are_as_exact_as_their_numbers() {
        for step in -80..=80 {
            let x = step as f32 / 10.0;
            let expected = f64::from(x).exp();
            let error = (f64::from(exp(x)) - expected).abs() / expected;
            assert!(error < 3e-7, "exp({x}): {error}");
        }
        let check = |x: f32, expected: f32| assert!((gelu(x) - expected).abs() < 1e-6, "gelu({x})");
        check(0.0, 0.0);
        check(1.0, 0.841_344_8);
        check(-1.0, -0.158_655_25);
        check(10.0, 10.0);
        check(-10.0, 0.0);
    }

    #[test]
    fn shares_add_up() {
        let mut values = [1.0, 2.0, 1.0, -200.0];
        softmax(&mut values);
        assert!((values.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!(values[1] > values[0] && (values[0] - values[2]).abs() < 1e-9);
    }

    #[test]
    fn a_norm_has_mean_0_and_variance_1() {
        let norm = LayerNorm {
            weight: vec![1.0; 9],
            bias: vec![0.0; 9],
            epsilon: 0.0,
        };
        let mut row: Vec<f32> = (0..9_u8).map(f32::from).collect();
        norm.apply(&mut row);
        assert!(row.iter().sum::<f32>().abs() < 1e-5);
        assert!((dot(&row, &row) / 9.0 - 1.0).abs() < 1e-5);
    }
}
