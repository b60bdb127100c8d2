//! Pages: what a table says, and nothing that a text on it would have a browser do.

use footnote::exchange::page::{Page, html, markdown};
use footnote::knowledge::Knowledge;
use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::support::{load, snapshot};

/// A table whose texts are full of markup.
fn hostile() -> Knowledge {
    let texts = [
        "<script>alert(1)</script> & \\\"' onload=x",
        "[a](javascript:alert(1)) ![b](x) **c** `d` <e@f.gh> https://evil.example",
        "1. # <b> | --- | &lt;",
        "=> www.evil.example $x$ ~~y~~ </p></section>",
        "- ![x][y] ^z^ {w} @all :::",
    ];
    let [first, second, third, fourth, fifth] = texts;
    let table = format!(
        "format = 1\n[source]\nid = \"a\"\ntitle = \"{first}\"\npublisher = \"{second}\"\n\
         licence = \"{third}\"\nurl = \"https://quay.example/a?b=(c)&d='\\\"<\"\ntopics = [\"{fourth}\"]\n\
         [[section]]\nnumber = 1\nheading = \"{fifth}\"\n\
         [[question]]\nid = \"lit\"\nask = [\"{second}?\", \"secret phrasing\"]\ntopic = \"{fourth}\"\n\
         answer = {{ text = \"{third}\", quote = \"{first}\", at = \"1.1\", \
         image = {{ url = \"https://quay.example/a.png\", alt = \"{first}\" }} }}\n\
         [[question]]\nid = \"dark\"\nask = [\"{fifth}?\"]\nrelated = [\"lit\"]\n\
         answer = {{ text = \"{fourth}\", quote = \"{second}\", at = \"1.2\" }}\n\
         [[question]]\nask = [\"drafted\"]\ndraft = true\nanswer = {{ text = \"drafted\", quote = \"drafted\" }}\n\
         [[question]]\nask = [\"expired\"]\n\
         answer = {{ text = \"expired\", quote = \"expired\", valid_until = 2020-01-01 }}\n\
         [[gap]]\nid = \"price\"\nask = [\"{first}?\"]\ntext = \"{second}\"\n\
         [[expanded]]\nentry = \"lit\"\nask = [\"of an assistant\"]\n"
    );
    let (knowledge, report) = load(&table);
    knowledge.unwrap_or_else(|| panic!("{}", report.render_plain()))
}

/// The tags of an HTML page that are not the page's own.
fn foreign_tags(html: &str) -> Vec<&str> {
    let own = [
        "!DOCTYPE html",
        "html",
        "html lang=\"en\"",
        "head",
        "meta ",
        "style",
        "title",
        "body",
        "h1",
        "h2",
        "h3",
        "p",
        "section id=\"",
        "a href=\"https://quay.example/",
        "a href=\"#",
        "ol class=\"cited\"",
        "ol",
        "li",
        "sup",
        "br",
        "img src=\"https://quay.example/a.png\" alt=\"",
        "a",
        "section",
    ];
    let tags = html
        .split('<')
        .skip(1)
        .map(|tag| tag.split('>').next().unwrap());
    let is_own = |tag: &&str| {
        let name = tag.trim_start_matches('/');
        own.iter().any(|own| {
            name == *own || (own.ends_with([' ', '"', '/', '#']) && name.starts_with(own))
        })
    };
    tags.filter(|tag| !is_own(tag)).collect()
}

#[test]
fn html_shows_every_text_as_text() {
    let page = html(&Page::of(&hostile(), "2026-01-01"));
    assert_eq!(foreign_tags(&page), [""; 0], "{page}");
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;&#39; onload=x"));
    let quotes = page.matches('"').count();
    assert_eq!(quotes % 2, 0);
}

#[test]
fn markdown_shows_every_text_as_text() {
    let page = markdown(&Page::of(&hostile(), "2026-01-01"));
    for event in Parser::new_ext(&page, Options::all()) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                let is_own =
                    html.starts_with("<a id=\"") || ["</a>", "<sup>", "</sup>"].contains(&&*html);
                assert!(is_own, "{html} in {page}");
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let is_own =
                    dest_url.starts_with("https://quay.example/") || dest_url.starts_with('#');
                assert!(is_own, "{dest_url} in {page}");
            }
            Event::Start(Tag::Heading { .. } | Tag::Paragraph | Tag::List(Some(1)) | Tag::Item)
            | Event::End(_)
            | Event::Text(_)
            | Event::SoftBreak => {}
            other => panic!("{other:?} in {page}"),
        }
    }
}

#[test]
fn drafts_expired_facts_and_other_phrasings_are_not_on_a_page() {
    let page = Page::of(&hostile(), "2026-01-01");
    for page in [html(&page), markdown(&page)] {
        for text in ["drafted", "expired", "secret phrasing", "assistant"] {
            assert!(!page.contains(text), "{text} in {page}");
        }
    }
}

#[test]
fn a_page_has_questions_with_their_citations_and_anchors() {
    let skerry = snapshot("tests/skerry/skerry.toml");
    let page = Page::of(skerry.knowledge(), "2026-01-01");
    let (markdown, html) = (markdown(&page), html(&page));
    for part in [
        "# The lamp at Skerry Point burns again\n",
        "\n## the repair\n",
        "\n### <a id=\"when-relit\"></a>When was the lamp relit?\n",
        "\nVolunteers relit the lamp on the first of March, after eleven dark winters.<sup>1</sup>\n",
        "\n1. [A long winter, ¶1](https://example.org/skerry#:~:text=On%20the%20first",
        "\nSee also: [",
        "\n## What the source does not say\n",
    ] {
        assert!(markdown.contains(part), "{part} in {markdown}");
    }
    let title = "The lamp at Skerry Point burns again";
    assert_eq!(markdown.matches(title).count(), 1, "{markdown}");
    for part in [
        "<html lang=\"en\">",
        "<section id=\"when-relit\">",
        "<h3><a href=\"#when-relit\">When was the lamp relit?</a></h3>",
        "after eleven dark winters.<sup>1</sup></p>",
        "A long winter, ¶1</a>: “On the first of March … without it”</li>",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
}

/// A sentence of a fact, and how both formats write it.
#[track_caller]
fn check_links(sentence: &str, in_html: &str, in_markdown: &str) {
    let table = format!(
        "format = 1\n[source]\nid = \"a\"\ntitle = \"The lamp\"\n[[question]]\nid = \"lit\"\nask = [\"Is it lit?\"]\n\
         answer = {{ text = '''{sentence}''', quote = \"It is lit\", at = \"0.1\" }}\n"
    );
    let (knowledge, report) = load(&table);
    let knowledge = knowledge.unwrap_or_else(|| panic!("{}", report.render_plain()));
    let page = Page::of(&knowledge, "2026-01-01");
    for (page, expected) in [(html(&page), in_html), (markdown(&page), in_markdown)] {
        assert!(page.contains(expected), "{expected} in {page}");
    }
}

#[test]
fn links_in_a_fact_are_links_where_everyone_can_be_sent_there() {
    check_links(
        "Use [this <form>](https://quay.example/f_(b)?x), please.",
        "<p>Use <a href=\"https://quay.example/f_%28b%29?x\">this &lt;form&gt;</a>, please.<sup>1</sup></p>",
        "\nUse [this \\<form\\>](https://quay.example/f_%28b%29?x), please.<sup>1</sup>\n",
    );
    check_links(
        "Now![here](http://quay.example)",
        "<p>Now!<a href=\"http://quay.example\">here</a><sup>",
        "\nNow\\![here](http://quay.example)<sup>",
    );
}
