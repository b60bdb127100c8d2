//! What the terminal shows of quotes and of several sources.

use std::fs;

use crate::support::run_in;

const ASKED: &str = "Which way does it turn?";

/// Two sources that ask the same; the quote of the first begins with a quotation mark.
fn tables() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (id, title, quote) in [
        ("mill", "The mill", "“To the left,”   said Ida"),
        ("wheel", "The wheel", "to the right"),
    ] {
        let table = format!(
            "format = 1\n[source]\nid = \"{id}\"\ntitle = \"{title}\"\ntopics = [\"turning\"]\n\
             [[fact]]\nid = \"f\"\ntext = \"Of {id}: one way.\"\ncite = {{ quote = \"{quote}\" }}\n\
             [[question]]\nid = \"q\"\nask = [\"{ASKED}\"]\nfacts = [\"f\"]\ntopic = \"turning\"\n"
        );
        fs::write(folder.path().join(format!("{id}.toml")), table).unwrap();
    }
    folder
}

#[test]
fn equal_questions_of_two_sources_name_their_source() {
    let folder = tables();
    let expected = [
        format!("{ASKED} (The mill)"),
        format!("{ASKED} (The wheel)"),
    ];
    let numbered = |out: &str| {
        let lines = out.lines().filter_map(|line| line.strip_prefix("  "));
        let mut texts: Vec<String> = lines.map(|line| line[2..].to_owned()).collect();
        texts.sort_unstable();
        texts
    };
    let asked = run_in(folder.path(), &["ask", "--knowledge", ".", ASKED], "");
    assert_eq!(numbered(&asked.out), expected, "{}", asked.out);
    let chat = run_in(
        folder.path(),
        &["chat", "--knowledge", "."],
        "/topics turn\n",
    );
    assert_eq!(numbered(&chat.out), expected, "{}", chat.out);
}

#[test]
fn an_answer_says_when_its_source_was_published() {
    let folder = tables();
    let mill = folder.path().join("mill.toml");
    let dated = fs::read_to_string(&mill)
        .unwrap()
        .replace("topics =", "published = 1911-05-02\ntopics =");
    fs::write(mill, dated).unwrap();
    let picked = |number: &str| {
        let input = format!("/topics turn\n{number}\n");
        run_in(folder.path(), &["chat", "--knowledge", "."], &input).out
    };
    assert!(
        picked("1").contains("Published 1911-05-02 (The mill)"),
        "{}",
        picked("1")
    );
    assert!(!picked("2").contains("Published"), "{}", picked("2"));
}

#[test]
fn a_quote_is_never_shown_with_two_marks() {
    let folder = tables();
    let input = "/topics turn\n1\n/source 1\n";
    let chat = run_in(folder.path(), &["chat", "--knowledge", "."], input);
    let quote = "“‘To the left,’ said Ida”";
    assert_eq!(chat.out.matches(quote).count(), 2, "{}", chat.out);
    assert!(!chat.out.contains("““"), "{}", chat.out);
}
