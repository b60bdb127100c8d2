//! Rewrites a list of phrasings, and keeps the comments and the formatting of those that stay.

use toml_edit::{Array, RawString, Value};

/// A phrasing of the new list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Placed<'a> {
    text: &'a str,
    /// The place in the old list of what it is, or of what it replaces.
    from: Option<usize>,
}

/// Changes a list as somebody changed another one, which it was when they began: from `was` to `now`. What
/// was added or removed by others meanwhile stays so. Returns how many there are then.
pub(super) fn rewrite(list: &mut Array, was: &[String], now: &[String]) -> usize {
    let texts: Vec<String> = list.iter().map(text_of).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let placed = merged(&texts, was, now);
    fill(list, &placed);
    placed.len()
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The new list: what is new stands where the changed ones stood.
fn merged<'a>(live: &[&'a str], was: &'a [String], now: &'a [String]) -> Vec<Placed<'a>> {
    let at = |text: &str| live.iter().position(|own| *own == text);
    let mut wanted: Vec<Placed<'a>> = Vec::new();
    let mut next = 0;
    for text in now {
        let known = was.iter().position(|own| own == text);
        // What is new takes the place of what is gone from there.
        let gone = was.get(next).filter(|own| !now.contains(own));
        let (from, is_kept) = match (known, gone) {
            (Some(place), _) => {
                next = place + 1;
                (at(text), at(text).is_some())
            }
            (None, Some(gone)) => {
                next += 1;
                (at(gone), at(text).is_none())
            }
            (None, None) => (None, at(text).is_none()),
        };
        if is_kept && !wanted.iter().any(|own| own.text == text) {
            wanted.push(Placed { text, from });
        }
    }
    let is_changed = |text: &&str| was.iter().any(|own| own == *text);
    let first = live.iter().position(is_changed);
    let first = first.unwrap_or(live.len());
    let all = live.iter().enumerate();
    let place = |(from, text): (usize, &&'a str)| Placed {
        text,
        from: Some(from),
    };
    let mut list: Vec<Placed> = all.clone().take(first).map(place).collect();
    list.extend(wanted);
    let others = all.skip(first).filter(|(_, text)| !is_changed(text));
    list.extend(others.map(place));
    list
}

/// How the values of a list are set apart.
struct Spacing {
    /// Before each: its own comments and its indentation.
    before: Vec<String>,
    /// After each, on its line: a comment.
    after: Vec<String>,
    /// Before the closing bracket.
    end: String,
}

/// Fills a list anew.
fn fill(list: &mut Array, placed: &[Placed]) {
    let spacing = Spacing::of(list);
    let old: Vec<Value> = list.iter().cloned().collect();
    list.clear();
    let mut after = "";
    for (index, Placed { text, from }) in placed.iter().enumerate() {
        let own = from.and_then(|from| Some((old.get(from)?, from)));
        let mut value = match own {
            Some((value, _)) if value.as_str() == Some(*text) => value.clone(),
            _ => Value::from(*text),
        };
        let before = spacing.before(from.filter(|_| own.is_some()), index);
        let is_apart = after.is_empty() || before.starts_with('\n');
        let gap = if is_apart { "" } else { "\n  " };
        value
            .decor_mut()
            .set_prefix(format!("{after}{gap}{before}"));
        value.decor_mut().set_suffix("");
        list.push_formatted(value);
        let comment = from.and_then(|from| spacing.after.get(from));
        after = comment.map_or("", String::as_str);
    }
    let is_apart = after.is_empty() || spacing.end.starts_with('\n');
    let gap = if is_apart { "" } else { "\n" };
    list.set_trailing(format!("{after}{gap}{}", spacing.end));
}

impl Spacing {
    fn of(list: &Array) -> Self {
        let text = |raw: Option<&RawString>| {
            raw.and_then(RawString::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let (mut before, mut after) = (Vec::new(), Vec::new());
        let mut last = String::new();
        for value in list {
            let prefix = text(value.decor().prefix());
            let (comment, own) = split(&format!("{last}{prefix}"));
            if before.is_empty() {
                before.push(comment + &own);
            } else {
                after.push(comment);
                before.push(own);
            }
            last = text(value.decor().suffix());
        }
        let end = list.trailing().as_str().unwrap_or_default();
        let (comment, end) = split(&format!("{last}{end}"));
        after.push(comment);
        Self { before, after, end }
    }

    /// What stands before a value: its own, or the like of the others'.
    fn before(&self, from: Option<usize>, index: usize) -> String {
        let is_on_lines = self.before.iter().any(|own| own.contains('\n'));
        if !is_on_lines {
            let inner = self.before.get(1).map_or(" ", String::as_str);
            let first = self.before.first().map_or("", String::as_str);
            let own = if index == 0 { first } else { inner };
            return own.to_owned();
        }
        if let Some(own) = from.and_then(|from| self.before.get(from)) {
            return own.clone();
        }
        let line = self.before.iter().rev().find(|own| own.contains('\n'));
        let indentation = line.and_then(|own| own.rfind('\n').map(|at| &own[at..]));
        indentation.unwrap_or("\n  ").to_owned()
    }
}

/// Splits what stands between two values: a comment that ends the line of the first, and the rest.
fn split(between: &str) -> (String, String) {
    let end = between.find('\n').unwrap_or(between.len());
    let (line, rest) = between.split_at(end);
    if line.contains('#') {
        return (line.trim_end().to_owned(), rest.to_owned());
    }
    (String::new(), between.to_owned())
}

#[cfg(test)]
mod tests {
    use toml_edit::DocumentMut;

    use super::*;

    fn owned(texts: &str) -> Vec<String> {
        texts.split_whitespace().map(str::to_owned).collect()
    }

    #[track_caller]
    fn check(list: &str, [was, now]: [&str; 2], expected: &str) {
        let mut document: DocumentMut = format!("ask = {list}\n").parse().unwrap();
        let list = document["ask"].as_array_mut().unwrap();
        let count = rewrite(list, &owned(was), &owned(now));
        assert_eq!(document.to_string(), format!("ask = {expected}\n"));
        let again: DocumentMut = document.to_string().parse().unwrap();
        let list = again["ask"].as_array();
        assert_eq!(count, list.map_or(1, Array::len));
    }

    #[test]
    fn what_stays_keeps_its_place_and_what_is_new_is_formatted_like_it() {
        check(r#"["a", "b"]"#, ["a b", "a c b"], r#"["a", "c", "b"]"#);
        check(r#"["a", "b"]"#, ["a b", "b"], r#"["b"]"#);
        check(r#"["a", "b"]"#, ["a b", "b a"], r#"["b", "a"]"#);
        check(
            r#"[ "a", 'b', ]"#,
            ["a b", "b x a"],
            r#"[ 'b', "x", "a", ]"#,
        );
        check(r#"["a"]"#, ["a", "a a b"], r#"["a", "b"]"#);
        check(
            "[\n  \"a\",\n  \"b\"\n]",
            ["a b", "a b c"],
            "[\n  \"a\",\n  \"b\",\n  \"c\"\n]",
        );
        check("[\n\t\"a\",\n]", ["a", "x a"], "[\n\t\"x\",\n\t\"a\",\n]");
    }

    #[test]
    fn a_comment_stays_with_its_phrasing() {
        let list = "[\n  # On the pier:\n  \"a\", # often\n  # Once:\n  \"b\",\n  \"c\", # last\n]";
        check(
            list,
            ["a b c", "a c"],
            "[\n  # On the pier:\n  \"a\", # often\n  \"c\", # last\n]",
        );
        check(
            list,
            ["a b c", "x b c"],
            "[\n  # On the pier:\n  \"x\", # often\n  # Once:\n  \"b\",\n  \"c\", # last\n]",
        );
        check(
            list,
            ["a b c", "c b a"],
            "[\n  \"c\", # last\n  # Once:\n  \"b\",\n  # On the pier:\n  \"a\", # often\n]",
        );
    }

    #[test]
    fn what_others_have_changed_meanwhile_stays_so() {
        // Another has added `x` and taken `b` out.
        check(
            r#"["a", "c", "x"]"#,
            ["a b c", "d b c"],
            r#"["d", "c", "x"]"#,
        );
        // Both have added `x`.
        check(r#"["a", "x"]"#, ["a", "a x"], r#"["a", "x"]"#);
        // Only a part of the list was shown.
        check(
            r#"["a", "b", "c", "d"]"#,
            ["c", "x c y"],
            r#"["a", "b", "x", "c", "y", "d"]"#,
        );
        check(r#"["a"]"#, ["b", "x"], r#"["a", "x"]"#);
    }
}
