//! Front matter: what a site's generator reads at the start of a text, and its readers do not see.

/// A text without its front matter in YAML (`---`) or TOML (`+++`), and whether that was TOML.
pub(super) fn without_front_matter(text: &str) -> (&str, bool) {
    let begin = text.trim_start();
    let mut lines = begin.split_inclusive('\n');
    let fence = lines.next().unwrap_or_default();
    let closing: &[&str] = match fence.trim_end() {
        "---" => &["---", "..."],
        "+++" => &["+++"],
        _ => return (text, false),
    };
    let is_toml = closing == ["+++"];
    let mut length = fence.len();
    for (number, line) in lines.enumerate() {
        // Three hyphens above an empty line are a rule.
        if number == 0 && !is_toml && line.trim().is_empty() {
            break;
        }
        length += line.len();
        if closing.contains(&line.trim_end()) {
            return (&begin[length..], is_toml);
        }
    }
    (text, false)
}
