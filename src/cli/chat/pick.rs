//! Reads what picks from a list.

/// The number by which a line picks from a list: `2`, *the second one*.
pub(super) fn picked_number(line: &str) -> Option<usize> {
    const ORDINALS: [&str; 5] = ["first", "second", "third", "fourth", "fifth"];
    let small = line.to_lowercase();
    let words = small.trim_end_matches(['.', '!']).split_whitespace();
    let said: Vec<&str> = words
        .filter(|word| !matches!(*word, "the" | "one" | "number"))
        .collect();
    let [only] = said[..] else {
        return (said.is_empty() && small.contains("one")).then_some(1);
    };
    let ordinal = ORDINALS.iter().position(|own| *own == only);
    only.parse().ok().or(ordinal.map(|at| at + 1))
}
