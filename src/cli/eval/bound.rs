//! `eval --min`: what a metric must reach.

use std::io;

use crate::cli::eval::report::current_name;
use crate::cli::terminal::Terminal;
use crate::cli::{Ending, wrong_usage};
use crate::quality::evaluation::metrics::Metrics;

/// A limit that a metric must keep.
#[derive(Debug, Clone)]
pub(super) struct Bound {
    /// The metric, as given.
    given: String,
    /// From 0 to 1.
    share: f64,
}

/// Reads `METRIC=SHARE`.
pub(super) fn read(text: &str) -> Result<Bound, String> {
    let (given, share) = text.split_once('=').ok_or("write it as `recall=0.8`")?;
    let names = Metrics::of(&[]).shares().map(|share| share.name);
    if !names.contains(&current_name(given)) {
        return Err(format!("the metrics are {}", names.join(", ")));
    }
    let number = share.parse().ok();
    let number = number.filter(|number| (0.0..=1.0).contains(number));
    let share =
        number.ok_or_else(|| format!("`{share}` is not a share: write a number from 0 to 1"))?;
    let given = given.to_owned();
    Ok(Bound { given, share })
}

/// A metric that is given twice, under whichever of its names, has two limits: one of them is a slip.
pub(super) fn expect_each_once(bounds: &[Bound]) -> io::Result<()> {
    for (index, Bound { given, .. }) in bounds.iter().enumerate() {
        let is_same = |other: &&Bound| current_name(&other.given) == current_name(given);
        if let Some(Bound { given: first, .. }) = bounds[..index].iter().find(is_same) {
            let message = if first == given {
                format!("`--min` has `{given}` twice; remove one of them")
            } else {
                format!("`--min` has one metric as `{first}` and as `{given}`; remove one of them")
            };
            return Err(wrong_usage(message));
        }
    }
    Ok(())
}

/// Prints the bounds that are not kept.
pub(super) fn check(bounds: &[Bound], metrics: &Metrics) -> io::Result<Ending> {
    let shares = metrics.shares();
    let mut ending = Ending::Success;
    for Bound { given, share } in bounds {
        let name = current_name(given);
        let Some(found) = shares.iter().find(|share| share.name == name) else {
            continue;
        };
        let is_short = match name {
            "wrong" => found.value > *share,
            _ => found.value < *share,
        };
        if is_short {
            let value = found.value;
            Terminal::stderr().line(format_args!("{given} is {value:.3}, not {share}"))?;
            ending = Ending::Failure;
        }
    }
    Ok(ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_a_number_from_0_to_1() {
        for share in ["0", "1", "0.8", "1e-3", "-0"] {
            assert!(read(&format!("recall={share}")).is_ok(), "{share}");
        }
        let refused = [
            "NaN", "nan", "-NaN", "inf", "-inf", "infinity", "1e999", "-0.1", "1.01", "80", "80%",
            "0,8", "", " ", "0.8 ", "=0.8",
        ];
        for share in refused {
            let message = read(&format!("recall={share}")).unwrap_err();
            assert!(message.contains("write a number from 0 to 1"), "{message}");
        }
        assert!(read("recal=0.8").unwrap_err().contains("the metrics are"));
        assert!(read("recall").unwrap_err().contains("recall=0.8"));
    }

    #[test]
    fn a_metric_has_one_limit() {
        let check = |given: [&str; 2], expected: Option<&str>| {
            let bounds = given.map(|text| read(text).unwrap());
            let message = expect_each_once(&bounds)
                .err()
                .map(|error| error.to_string());
            assert_eq!(message.as_deref(), expected);
        };
        check(["recall=0.8", "wrong=0.1"], None);
        check(
            ["recall=0.8", "recall=0.8"],
            Some("`--min` has `recall` twice; remove one of them"),
        );
        check(
            ["right=0.8", "recall=0.9"],
            Some("`--min` has one metric as `right` and as `recall`; remove one of them"),
        );
    }
}
