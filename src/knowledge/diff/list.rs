//! Names in a row, as a sentence has them.

/// The items between these marks, as in `a`, `b` and `c`; “none” if there are none.
pub(super) fn list<T: AsRef<str>>(
    items: impl IntoIterator<Item = T>,
    open: char,
    close: char,
) -> String {
    let items = items
        .into_iter()
        .map(|item| format!("{open}{}{close}", item.as_ref()));
    let items: Vec<String> = items.collect();
    match items.split_last() {
        None => "none".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
