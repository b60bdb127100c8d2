//! Whatever a file says, reading it ends: inputs that make a careless reader take quadratic time or memory.
//!
//! No time is asserted. Each of these would take minutes, or all memory, if it were more than linear.

use std::collections::BTreeSet;

use footnote::config;
use footnote::diagnostic::{Code, MAX_FAULTS, Report, Severity};
use footnote::knowledge::quote::Found;
use footnote::knowledge::{MAX_FILE_BYTES, Quote, SourceText, amend, diff, pin};
use footnote::matcher::Matcher;
use footnote::quality::evaluation::dataset;

use crate::support::{load, load_with, skerry};

/// Bytes of a text that is made of one piece, over and over.
const TEXT_BYTES: usize = 60_000;
/// The longest report, in bytes: a hundred faults with a few lines each.
const REPORT_BYTES: usize = 2_000_000;

const HEAD: &str = "format = 1\nsource = { id = 's', title = 'S', topics = ['t'] }\n";

/// A piece, repeated up to a size.
fn many(piece: &str) -> String {
    piece.repeat(TEXT_BYTES.div_ceil(piece.len()))
}

/// A piece for each number.
fn numbered(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect()
}

/// Reads the text, and looks for quotes in it: some that it has, and some that it may not have.
fn is_read(markdown: &str) {
    let quotes = [
        "a … a",
        "no such words",
        "a",
        "a b … c a",
        "A [[b|a]] `c`",
        "aa bb",
    ];
    let facts = numbered(quotes.len(), |n| {
        let quote = quotes[n];
        format!("[[fact]]\nid = 'f{n}'\ntext = 'A.'\ncite = {{ quote = '{quote}' }}\n")
    });
    let (_, report) = load_with(&format!("{HEAD}{facts}"), Some(markdown));
    bounded(&report);
}

#[test]
fn any_text_is_read_in_linear_time() {
    for piece in [
        "a ",
        "a\n\n",
        "<a ",
        "</a ",
        "<a \"'>'\"",
        "<a \"><a '>",
        "<div>\n<a \"'>'\"",
        "<!-- ",
        "<!--\n\n",
        "<!",
        "<?",
        "<script>",
        "<tr>\n\n",
        "<h2>\n\n",
        "<sup>1</sup>",
        "<sup>",
        "&",
        "&a",
        "&copy;",
        "&#8217;",
        "[[",
        "[[a",
        "[[a|b]]",
        "[^1",
        "[^1]",
        "[^a]: b\n",
        "[a]: b\n",
        "==a",
        "= =",
        ":::a\n",
        "::a[",
        "::a[b]{c}\n",
        ":a[",
        ":a[b]{c}",
        ":a{",
        "!!! a\n",
        "!!! a\n    b\n",
        "=== \"a\"\n\n",
        "{{",
        "}}",
        "{{a",
        "{{ {",
        "{{a}} ",
        "{%",
        "{% raw %}",
        "{% comment %}end",
        "{# a",
        "{/*",
        "{#a",
        "{.a} ",
        "{: .a}\n",
        "[a]{.b}",
        "{:a b='",
        "> [!a] b\n",
        "[",
        "![",
        "]",
        "[a](",
        "[a][b]",
        "*a **a ",
        "_a __a ",
        "*a_ ",
        "~~a",
        "`a ``",
        "\\",
        "a\u{301}",
        "\u{301}",
        "’",
        "\u{200b}",
        "ﬁ",
        "船\n",
        "| a ",
        "|-",
        "# a\n",
        "a\n-\n",
        "- a\n\n",
        "1. a\n",
        "    a\n",
        "```\n",
        "---\n",
        "+++\n",
        "\u{0}",
        "\r",
    ] {
        is_read(&many(piece));
        is_read(&format!("{{{{ a }}}}{}", many(piece)));
        if piece.contains(['<', '&']) {
            is_read(&format!("<div>{}", many(piece)));
        }
    }
}

#[test]
fn deep_nesting_in_a_text_is_read() {
    for piece in ["> ", "- ", "1. ", "* > ", "<div>", "<b>", "{{", "[", ":a["] {
        let deep = piece.repeat(5_000);
        is_read(&format!("{deep}a\n{}", "a\n".repeat(5_000)));
    }
    let admonitions = numbered(200, |depth| format!("{}!!! a\n", "    ".repeat(depth)));
    is_read(&format!("{admonitions}{}b\n", "    ".repeat(200)));
    is_read(&format!(
        "{}{}",
        "{{ a ".repeat(10_000),
        "}} ".repeat(10_000)
    ));
}

#[test]
fn large_tables_in_a_text_are_read() {
    is_read(&format!("|a|b|\n|-|-|\n{}", "| a | b |\n".repeat(100_000)));
    let wide = "|a".repeat(600) + "\n" + &"|-".repeat(600) + "\n" + &"|\n".repeat(600);
    is_read(&[wide.as_str(); 40].join("\n"));
    let quoted: String = wide.lines().flat_map(|line| ["> ", line, "\n"]).collect();
    is_read(&[quoted.as_str(); 20].join("\n"));
}

/// Loads a table: there are faults of this code, and a report that can be read.
#[track_caller]
fn check(table: &str, code: Code) -> Report {
    let (_, report) = load(&format!("{HEAD}{table}"));
    bounded(&report);
    let codes: Vec<&str> = report.diagnostics.iter().map(|d| d.code.name()).collect();
    assert!(codes.contains(&code.name()), "{codes:?}");
    report
}

#[track_caller]
fn bounded(report: &Report) {
    assert!(report.diagnostics.len() <= 3 * MAX_FAULTS);
    let length = report.render_plain().len();
    assert!(length < REPORT_BYTES, "{length}");
}

#[test]
fn long_names_are_reported() {
    let long = "a".repeat(100_000);
    check(
        &format!("[[question]]\nid = 'q'\nask = ['A?']\nfacts = ['{long}', '{long}b']\n"),
        Code::UnknownFact,
    );
    let ids = [1, 2].map(|n| format!("[[fact]]\nid = '{long}{n}'\ntext = 'A.'\ncite = []\n"));
    check(&ids.concat(), Code::TooLong);
    check(&format!("{long} = 1\n{long}b = 1\n"), Code::UnknownKey);
    check(&format!("[[question]]\n'{long}' = 1\n"), Code::UnknownKey);
    let megabyte = "<@a &b ".repeat(150_000);
    check(
        &format!("[[gap]]\nid = 'g'\ntext = 'A.'\nask = ['{megabyte}', '{megabyte}?']\n"),
        Code::TooLong,
    );
    check(
        &format!(
            "[[gap]]\nid = 'g'\ntext = '''\n{}'''\nask = ['A?']\n",
            many("a\n")
        ),
        Code::TooLong,
    );
}

#[test]
fn lists_of_an_entry_have_a_limit() {
    let asks = |count| numbered(count, |n| format!("'A{n}?', "));
    let gap = |asks: &str, near: &str| {
        format!("[[gap]]\nid = 'g'\ntext = 'A.'\nask = [{asks}]\nnear = [{near}]\n")
    };
    check(&gap(&asks(100_000), ""), Code::TooLong);
    check(&gap("'A?'", &"'q', ".repeat(100_000)), Code::TooLong);
    let cites = "{ quote = 'a' }, ".repeat(50_000);
    check(
        &format!("[[fact]]\nid = 'f'\ntext = 'A.'\ncite = [{cites}]\n"),
        Code::TooLong,
    );
    let (knowledge, report) = load(&format!("{HEAD}{}", gap(&asks(200), "")));
    assert!(knowledge.is_some(), "{}", report.render_plain());
}

#[test]
fn very_many_faults_are_reported_by_their_first_and_their_number() {
    let keys = numbered(50_000, |n| format!("unknown-{n} = 1\n"));
    let report = check(&keys, Code::UnknownKey);
    assert_eq!(report.count(Severity::Error), 50_000);
    let more = format!("error: {} more errors are not shown", 50_000 - MAX_FAULTS);
    assert!(report.render_plain().contains(&more));
    let inline = numbered(50_000, |n| format!("u{n} = 1, "));
    let inline = inline.trim_end_matches(", ");
    check(&format!("[[test]]\nx = {{ {inline} }}\n"), Code::UnknownKey);
    check(
        &format!("[discord]\n{}", "=\n".repeat(100_000)),
        Code::TomlSyntax,
    );
    check(&"a = 1\n".repeat(30_000), Code::TomlSyntax);
}

#[test]
fn very_many_unknown_names_are_compared_with_very_many_known_ones() {
    let name = |n: usize| {
        format!("{:048b}", n * 7_919)
            .replace('0', "a")
            .replace('1', "b")
    };
    let facts = numbered(8_000, |n| {
        let id = name(n);
        format!("[[fact]]\nid = '{id}'\ntext = 'A.'\ncite = {{ quote = 'a', at = '0.1' }}\n")
    });
    let unknown = numbered(8_000, |n| format!("'{}x', ", &name(n)[..47]));
    let related = numbered(8_000, |n| format!("'q{n}', "));
    check(
        &format!(
            "{facts}[[question]]\nid = 'q'\nask = ['A?']\ntopic = 'u'\nfacts = [{unknown}]\nrelated = [{related}]\n"
        ),
        Code::UnknownFact,
    );
}

#[test]
fn deep_nesting_in_a_table_is_a_fault() {
    let deep = 100_000;
    for table in [
        format!("a = {}", "[".repeat(deep)),
        format!("a = {}", "{a=".repeat(deep)),
        format!("{}a = 1", "a.".repeat(deep)),
        format!("[{}a]\n", "a.".repeat(deep)),
        format!("[[{}a]]\n", "a.".repeat(deep)),
        "[".repeat(deep),
        format!("a = '''{}", "''".repeat(deep)),
    ] {
        let report = check(&table, Code::TomlSyntax);
        assert!(report.diagnostics.len() <= 3);
        assert!(pin::pin(&table, Some("A."), &BTreeSet::new()).is_err());
    }
}

/// A table of questions with these phrasings each, without a text.
fn questions(count: usize, ask: impl Fn(usize) -> String) -> String {
    let fact = "[[fact]]\nid = 'f'\ntext = 'A.'\ncite = { quote = 'a', at = '0.1' }\n";
    let questions = numbered(count, |n| {
        format!(
            "[[question]]\nid = 'q{n}'\nfacts = ['f']\nask = [{}]\n",
            ask(n)
        )
    });
    format!("{HEAD}{fact}{questions}")
}

#[test]
fn thousands_of_synonyms_make_concepts() {
    let groups: Vec<Vec<String>> = (0..10_000)
        .map(|n| {
            vec![
                format!("lamp x{n}"),
                format!("lamp y{}", n + 1),
                format!("lamp x{}", n + 1),
            ]
        })
        .collect();
    let groups: Vec<Vec<&str>> = groups
        .iter()
        .map(|group| group.iter().map(String::as_str).collect())
        .collect();
    let matcher = Matcher::new([], &groups);
    let _ = matcher.rank(&"lamp ".repeat(100));
    let group = |n: usize| format!("[[synonyms]]\nwords = ['lamp x{n}', 'lamp y{n}', 'w{n}']\n");
    let [old, new] = [0, 1].map(|shift| {
        let synonyms = numbered(5_000, |n| group(2 * n + shift));
        let (knowledge, report) = load(&format!(
            "{}{synonyms}",
            questions(1, |_| "'A?'".to_owned())
        ));
        knowledge.unwrap_or_else(|| panic!("{}", report.render_plain()))
    });
    let difference = diff::Difference::between(&old, &new);
    assert_eq!(difference.lines().len(), 10_000);
}

#[test]
fn very_many_entries_of_the_same_words_are_named() {
    let question = "[[question]]\nask = ['A?']\nfacts = ['f']\n";
    let report = check(&question.repeat(20_000), Code::SamePhrasing);
    assert_eq!(report.count(Severity::Error), 39_999);
    let fact = "[[fact]]\nid = 'f'\ntext = 'A.'\ncite = { quote = 'a', at = '0.1' }\n";
    let pinned = pin::pin(
        &format!("{HEAD}{fact}{}", question.repeat(5_000)),
        None,
        &BTreeSet::new(),
    );
    let text = pinned.map(|pinned| pinned.file).unwrap_or_default();
    assert!(text.contains("id = \"a-5000\""));
}

#[test]
fn a_new_id_is_found_among_very_many() {
    let fact = "[[fact]]\nid = 'f'\ntext = 'A.'\ncite = { quote = 'a', at = '0.1' }\n";
    let questions = numbered(5_000, |n| {
        let id = if n < 2 {
            "what".to_owned()
        } else {
            format!("what-{n}")
        };
        let id = if n == 0 { "other".to_owned() } else { id };
        format!("[[question]]\nid = '{id}'\nfacts = ['f']\nask = ['A{n}?']\n")
    });
    let (knowledge, report) = load(&format!("{HEAD}{fact}{questions}"));
    let knowledge = knowledge.unwrap_or_else(|| panic!("{}", report.render_plain()));
    assert_eq!(amend::new_id(&knowledge, "What?"), "what-5000");
}

#[test]
fn very_many_quotes_in_a_long_text_are_looked_for() {
    let text = "a b\n\n".repeat(3_000);
    let facts = numbered(300, |n| {
        let quote = ["a … a", "b", "c … a", "a … c"][n % 4];
        format!("[[fact]]\nid = 'f{n}'\ntext = 'A.'\ncite = {{ quote = '{quote}' }}\n")
    });
    let (_, report) = load_with(&format!("{HEAD}{facts}"), Some(&text));
    bounded(&report);
    assert_eq!(report.count(Severity::Error), 300);
    let one = SourceText::new(&many("a "));
    assert!(
        matches!(Quote::parse("a … a").unwrap().find(&one), Found::Often(places) if places.len() == 1)
    );
}

#[test]
fn very_many_wrong_quotes_in_a_long_text_are_explained() {
    let words = |n: usize| format!("w{n} the ");
    let text = numbered(150_000, |n| {
        words(n % 40_000) + if n % 50 == 0 { "\n\n" } else { "" }
    });
    let facts = numbered(300, |n| {
        let quote = [
            format!("the {}the x {}", words(n), words(n + 1)),
            format!("x{n} the … w{n} the w{n}"),
            format!("wn{n} xn{n} … yn{n} zn{n}"),
            format!("{} … {}", words(n).repeat(6), words(n).repeat(6)),
        ];
        let quote = &quote[n % quote.len()];
        format!("[[fact]]\nid = 'f{n}'\ntext = 'A.'\ncite = {{ quote = '{quote}' }}\n")
    });
    let (_, report) = load_with(&format!("{HEAD}{facts}"), Some(&text));
    bounded(&report);
    assert_eq!(report.count(Severity::Error), 300);
    let one = text.replace('\n', "");
    bounded(&load_with(&format!("{HEAD}{facts}"), Some(&one)).1);
}

#[test]
fn any_configuration_is_read() {
    let keys = numbered(50_000, |n| format!("unknown-{n} = 1\n"));
    let ids = numbered(50_000, |n| format!("{}, ", 1 + n / 2));
    for text in [
        keys,
        format!("journal = '{}'\n", many("a")),
        format!("[[server]]\nid = 1\nmoderator_roles = [{ids}]\n"),
        format!("[discord]\napi_base = 'https://{}'\n", many("a.")),
        format!("a = {}", "[".repeat(100_000)),
    ] {
        let (config, report) = config::parse("config.toml", text.as_bytes());
        assert_eq!(config.is_none(), report.has_errors());
        bounded(&report);
    }
}

#[test]
fn any_question_set_is_read() {
    let snapshot = skerry();
    let label = |n: usize| format!("{{\"ask\": \"A?\", \"expect\": \"no-{n}\"}}\n");
    let asks = numbered(50_000, |n| format!("\"{n}\", "));
    let names = "\"when-relit\", ".repeat(50_000);
    let long = "a".repeat(100_000);
    for lines in [
        numbered(20_000, label),
        "{\n".repeat(100_000),
        "[".repeat(100_000),
        format!("{{\"ask\": {}", "[".repeat(100_000)),
        format!("{{\"ask\": [{asks}\"\"], \"expect\": [{names}\"no\"]}}\n"),
        format!("{{\"ask\": [{asks}\"\"], \"id\": \"{long}\", \"expect\": \"declined\"}}\n"),
        "{\"ask\": \"A?\", \"expect\": \"declined\"}\n".repeat(100_001),
        "{\"ask\": \"A?\", \"gold\": [\"9.9.9\"]}\n".repeat(1_000),
    ] {
        let (_, report) = dataset::read(snapshot.knowledge(), "set.jsonl", lines.as_bytes());
        assert!(report.has_errors(), "{}", &lines[..40]);
        bounded(&report);
    }
}

#[test]
fn a_set_of_files_has_a_limit() {
    // What is no text is not parsed, and counts.
    let table = |n: usize| (format!("{n}.toml"), vec![0xff; MAX_FILE_BYTES]);
    let files: Vec<_> = (0..9).map(table).collect();
    let (knowledge, report) = footnote::knowledge::load(footnote::knowledge::parse(&files), &[]);
    assert!(knowledge.is_none());
    let report = report.render_plain();
    assert!(
        report.contains("error[too-large]: `8.toml` and the knowledge files before it"),
        "{report}"
    );
}
