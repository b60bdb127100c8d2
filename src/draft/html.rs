//! HTML → Markdown: what a reader came for, without the site around it.

use std::rc::Rc;

use htmd::{HtmlToMarkdown, Node};
use markup5ever_rcdom::NodeData;

use crate::draft::DraftError;

/// The most bytes of a page (2 MiB). Pages without pictures have a tenth of it.
const MAX_PAGE_BYTES: usize = 2 << 20;
/// The most elements within each other: the page is read by a function that calls itself.
const MAX_DEPTH: usize = 120;
/// The most tags that are open at once by a count of the text: a parser looks through all of them for each tag.
const MAX_OPEN: usize = 1_000;
/// Elements that are not closed, or that the next one of their kind closes.
const UNCLOSED: &[&str] = &[
    "area", "base", "br", "col", "hr", "img", "input", "link", "meta", "option", "p", "source",
    "tbody", "td", "tfoot", "th", "thead", "tr", "wbr",
];
/// Elements that only say how words look. A parser repeats those that are not closed in every paragraph after
/// them, without a bound, so they are taken out before.
const FORMATTING: &[&str] = &[
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];
/// Elements that are not what a reader came for.
const AROUND: &[&str] = &[
    "aside", "button", "dialog", "footer", "form", "iframe", "img", "nav", "noscript", "script",
    "style", "svg", "template",
];

/// Turns a page into Markdown.
///
/// # Errors
///
/// The page is too long, or its elements are nested too deep.
pub fn markdown(page: &str) -> Result<String, DraftError> {
    if page.len() > MAX_PAGE_BYTES {
        return Err(DraftError::TooLong(MAX_PAGE_BYTES));
    }
    let page = without_formatting(page);
    if open_tags(&page) > MAX_OPEN {
        return Err(DraftError::TooDeep);
    }
    let converter = HtmlToMarkdown::new();
    let tree = converter.html_to_tree(&page);
    let tree = tree.map_err(|_| DraftError::TooDeep)?;
    if !is_shallow(&tree) {
        return Err(DraftError::TooDeep);
    }
    let title = find(&tree, "title").map(|title| text_of(&title));
    prune(&tree);
    let content = find(&tree, "main").or_else(|| find(&tree, "article"));
    let content = content.or_else(|| find(&tree, "body"));
    // A tree that is dropped takes its branches with it, whoever else holds them.
    let content = content.unwrap_or_else(|| Rc::clone(&tree));
    let mut markdown = converter.tree_to_markdown(&content);
    let title = title.filter(|title| !title.is_empty() && find(&content, "h1").is_none());
    if let Some(title) = title {
        markdown.insert_str(0, &format!("# {title}\n\n"));
    }
    markdown.push('\n');
    Ok(markdown)
}

/// The page with an empty comment for each tag that only says how words look: unlike nothing, it joins
/// nothing into another tag.
fn without_formatting(page: &str) -> String {
    let mut kept = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        kept.push_str(before);
        let name = tag[1..].strip_prefix('/').unwrap_or(&tag[1..]);
        let length = name
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(name.len());
        let is_formatting = FORMATTING
            .iter()
            .any(|own| own.eq_ignore_ascii_case(&name[..length]));
        match tag.find('>').filter(|_| is_formatting) {
            Some(end) => {
                kept.push_str("<!---->");
                rest = &tag[end + 1..];
            }
            // The rest of an open tag is no text.
            None if is_formatting => rest = "",
            None => {
                kept.push('<');
                rest = &tag[1..];
            }
        }
    }
    kept + rest
}

/// The most tags that are open at once, those in comments left out.
fn open_tags(page: &str) -> usize {
    let (mut open, mut most) = (0_usize, 0);
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let (name, is_closing) = match rest.strip_prefix('/') {
            Some(name) => (name, true),
            None => (rest, false),
        };
        let length = name
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(name.len());
        let name = &name[..length];
        if name.is_empty() || UNCLOSED.iter().any(|own| own.eq_ignore_ascii_case(name)) {
            continue;
        }
        open = if is_closing {
            open.saturating_sub(1)
        } else {
            open + 1
        };
        most = most.max(open);
    }
    most
}

fn name(node: &Node) -> &str {
    match &node.data {
        NodeData::Element { name, .. } => &name.local,
        _ => "",
    }
}

fn is_shallow(tree: &Rc<Node>) -> bool {
    let mut open = vec![(Rc::clone(tree), 0)];
    while let Some((node, depth)) = open.pop() {
        if depth > MAX_DEPTH {
            return false;
        }
        let children = node.children.borrow();
        open.extend(children.iter().map(|child| (Rc::clone(child), depth + 1)));
    }
    true
}

/// The nodes of a tree, in the order of the page.
fn nodes(tree: &Rc<Node>) -> impl Iterator<Item = Rc<Node>> {
    let mut open = vec![Rc::clone(tree)];
    std::iter::from_fn(move || {
        let node = open.pop()?;
        open.extend(node.children.borrow().iter().rev().map(Rc::clone));
        Some(node)
    })
}

fn find(tree: &Rc<Node>, wanted: &str) -> Option<Rc<Node>> {
    nodes(tree).find(|node| name(node) == wanted)
}

/// Takes out what is around the article. A header stays if it has the article's title.
fn prune(tree: &Rc<Node>) {
    for node in nodes(tree) {
        node.children.borrow_mut().retain(|child| {
            let name = name(child);
            !AROUND.contains(&name) && (name != "header" || find(child, "h1").is_some())
        });
    }
}

fn text_of(tree: &Rc<Node>) -> String {
    let texts = nodes(tree).map(|node| match &node.data {
        NodeData::Text { contents } => contents.borrow().to_string(),
        _ => String::new(),
    });
    let text = texts.collect::<String>();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(page: &str, expected: &str) {
        assert_eq!(markdown(page).unwrap().trim_end(), expected, "{page}");
    }

    #[test]
    fn the_article_is_kept_and_the_site_around_it_is_not() {
        check(
            "<html><head><title>The fair</title><style>p{}</style></head><body><nav><a href=x>Home</a></nav>\
             <header>Site</header><main><h2>When</h2><p>It is in <b>May</b>.<script>x</script></p>\
             <ul><li>Bring a rope.<li>Bring a lamp.</ul></main><footer>Imprint</footer></body></html>",
            "# The fair\n\n## When\n\nIt is in May.\n\n*   Bring a rope.\n*   Bring a lamp.",
        );
        check(
            "<article><header><h1>The fair</h1></header><p>Un<i>sink</i>able.</p></article><p>Share",
            "# The fair\n\nUnsinkable.",
        );
        check("<p>Only this", "Only this");
    }

    #[test]
    fn a_table_stays_a_table() {
        let table =
            "<table><tr><th>Boat</th><th>Seats</th></tr><tr><td>Gull</td><td>12</td></tr></table>";
        let found = markdown(table).unwrap();
        assert!(
            found.contains("Gull") && found.matches('|').count() >= 6,
            "{found}"
        );
    }

    #[test]
    fn a_page_that_would_swell_or_nest_without_end_is_bounded() {
        assert_eq!(markdown(&"<div>".repeat(100_000)), Err(DraftError::TooDeep));
        let tags = (0..2_000).map(|size| ["<font size=", &size.to_string(), ">"].concat());
        let page = tags.collect::<String>() + &"<p>a".repeat(10_000);
        assert!(markdown(&page).unwrap().len() < 40_000);
        assert!(markdown("<fo<b>nt size=1>a<p>b").is_ok());
        assert_eq!(
            markdown(&" ".repeat(MAX_PAGE_BYTES + 1)),
            Err(DraftError::TooLong(MAX_PAGE_BYTES))
        );
    }
}
