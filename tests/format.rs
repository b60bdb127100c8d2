//! What the fields of a knowledge file mean, where one may write less: ids, facts inside questions,
//! names of other files, phrasings of an assistant, drafts.

use footnote::answer::answer_of;
use footnote::knowledge::{self, Author, Entry, Knowledge, Outcome};
use footnote::quality::check::check;
use footnote::service::Snapshot;

const HEAD: &str = "format = 1\n[source]\nid = \"skerry\"\ntitle = \"The lamp\"\n";

/// Loads tables of these names and contents, and the text of the first, without any fault but warnings.
#[track_caller]
fn loaded(files: &[(&str, &str)], text: Option<&str>) -> Knowledge {
    let files = files.iter();
    let files = files.map(|(name, table)| ((*name).to_owned(), table.as_bytes().to_vec()));
    let files: Vec<_> = files.collect();
    let mut texts = vec![None; files.len()];
    texts[0] = text.map(str::to_owned);
    let (knowledge, report) = knowledge::load(knowledge::parse(&files), &texts);
    knowledge.unwrap_or_else(|| panic!("{}", report.render_plain()))
}

#[track_caller]
fn skerry(tables: &str) -> Knowledge {
    loaded(&[("skerry.toml", &format!("{HEAD}{tables}"))], None)
}

fn ids(entries: &[Entry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.id.as_str()).collect()
}

/// The sentences and the quotes of an entry's answer.
fn said(knowledge: &Knowledge, entry: usize) -> (Vec<String>, Vec<String>) {
    let answer = answer_of(knowledge, &knowledge.entries[entry]);
    let sentences = answer.sentences.iter().map(|own| own.text.clone());
    let quotes = answer.citations.iter().map(|own| own.quote.clone());
    (sentences.collect(), quotes.collect())
}

#[test]
fn an_answer_may_stand_inside_its_question() {
    let knowledge = skerry(
        "[[question]]\nask = [\"When was the lamp relit?\"]\n\
         answer = { text = \"In March.\", quote = \"the first of March\" }\n\
         [[question]]\nid = \"who\"\nask = [\"Who relit it?\"]\nfacts = [\"storm\"]\n\
         answer = [{ text = \"Volunteers.\", quote = \"volunteers\" }, { text = \"Ana led.\", quote = \"Ana\" }]\n\
         [[fact]]\nid = \"storm\"\ntext = \"A storm.\"\ncite = { quote = \"the storm\" }\n",
    );
    assert_eq!(ids(&knowledge.entries), ["when-was-the-lamp-relit", "who"]);
    let facts = knowledge.sources[0].facts.iter();
    let facts: Vec<&str> = facts.map(|fact| fact.id.as_str()).collect();
    assert_eq!(facts, ["storm", "when-was-the-lamp-relit", "who", "who-2"]);
    let both = |texts: &[&str]| {
        texts
            .iter()
            .map(|text| (*text).to_owned())
            .collect::<Vec<_>>()
    };
    let march = (both(&["In March."]), both(&["the first of March"]));
    assert_eq!(said(&knowledge, 0), march);
    let three = (
        both(&["A storm.", "Volunteers.", "Ana led."]),
        both(&["the storm", "volunteers", "Ana"]),
    );
    assert_eq!(said(&knowledge, 1), three);
}

#[test]
fn ids_are_made_of_phrasings_and_kinds_do_not_share_them() {
    let knowledge = skerry(
        "[[fact]]\nid = \"lit\"\ntext = \"Yes.\"\ncite = { quote = \"lit\" }\n\
         [[question]]\nid = \"lit\"\nask = [\"Is it lit?\"]\nfacts = [\"lit\"]\n\
         [[question]]\nask = [\"Lit\"]\nfacts = [\"lit\"]\n\
         [[gap]]\nask = [\"Lit - it\"]\ntext = \"Open.\"\n",
    );
    assert_eq!(ids(&knowledge.entries), ["lit", "lit-2", "lit-it"]);
}

#[test]
fn facts_and_questions_of_other_files_may_be_named() {
    let lens = "format = 1\n[source]\nid = \"lens\"\ntitle = \"The lens\"\n\
                [[question]]\nid = \"price\"\nask = [\"What did the lens cost?\"]\n\
                facts = [\"skerry/trust\"]\nrelated = [\"skerry/who-paid\"]\n";
    let skerry = format!(
        "{HEAD}[[fact]]\nid = \"trust\"\ntext = \"The trust paid.\"\ncite = {{ quote = \"trust\" }}\n\
         [[question]]\nid = \"who-paid\"\nask = [\"Who paid?\"]\nfacts = [\"trust\"]\n\
         [[gap]]\nid = \"oil\"\nask = [\"What does the oil cost?\"]\ntext = \"Open.\"\nnear = [\"lens/price\"]\n"
    );
    let knowledge = loaded(&[("lens.toml", lens), ("skerry.toml", &skerry)], None);
    let price = answer_of(&knowledge, &knowledge.entries[0]);
    assert_eq!(price.sentences[0].text, "The trust paid.");
    assert_eq!(price.citations[0].source, "skerry");
    assert_eq!(price.others[0].id, "who-paid");
    let oil = answer_of(&knowledge, &knowledge.entries[2]);
    assert_eq!(
        (oil.others[0].source.as_str(), oil.others[0].id.as_str()),
        ("lens", "price")
    );
}

#[test]
fn a_gap_may_cite_where_the_source_mentions_it() {
    let knowledge = skerry(
        "[[gap]]\nid = \"price\"\nask = [\"What did the lens cost?\"]\ntext = \"Open.\"\n\
         cite = { quote = \"a new lens\", at = \"1.1\" }\n",
    );
    let answer = answer_of(&knowledge, &knowledge.entries[0]);
    assert_eq!(answer.outcome, Outcome::Gap);
    assert_eq!(answer.citations[0].quote, "a new lens");
    assert_eq!(knowledge.citations().count(), 1);
}

#[test]
fn phrasings_of_an_assistant_find_their_entry_and_come_last() {
    let knowledge = skerry(
        "[[expanded]]\nentry = \"what-did-the-lens-cost\"\nask = [\"lens price\"]\n\
         [[gap]]\nask = [\"What did the lens cost?\"]\ntext = \"Open.\"\n",
    );
    let phrasings = knowledge.entries[0].phrasings.iter();
    let phrasings: Vec<_> = phrasings
        .map(|own| (own.text.as_str(), own.author))
        .collect();
    let expected = [
        ("What did the lens cost?", Author::Curator),
        ("lens price", Author::Assistant),
    ];
    assert_eq!(phrasings, expected);
    let snapshot = Snapshot::new(knowledge);
    assert_eq!(snapshot.table().ask("lens price").outcome, Outcome::Gap);
    assert_eq!(
        check(snapshot.knowledge(), snapshot.matcher()).0.expanded,
        1
    );
}

#[test]
fn a_draft_is_valid_and_answers_nothing() {
    let drafts = "[[question]]\nid = \"lit\"\nask = [\"Is the lamp lit?\"]\ndraft = true\n\
                  answer = { text = \"Yes.\", quote = \"the lamp is lit\" }\n\
                  [[gap]]\nid = \"price\"\nask = [\"What did it cost?\"]\ntext = \"Open.\"\n\
                  near = [\"lit\"]\n";
    let knowledge = skerry(drafts);
    assert_eq!(ids(&knowledge.entries), ["price"]);
    assert_eq!(ids(&knowledge.drafts), ["lit"]);
    assert!(
        answer_of(&knowledge, &knowledge.entries[0])
            .others
            .is_empty()
    );
    let snapshot = Snapshot::new(knowledge);
    assert_eq!(
        snapshot.table().ask("Is the lamp lit?").outcome,
        Outcome::Declined
    );
    assert_eq!(check(snapshot.knowledge(), snapshot.matcher()).0.drafts, 1);
    let looked_at = skerry(&drafts.replace("draft = true\n", ""));
    assert_eq!(ids(&looked_at.entries), ["lit", "price"]);
}

#[test]
fn a_sentence_with_nothing_to_ask_is_not_counted() {
    let unreached = |source: &str| {
        let table = format!(
            "{HEAD}{source}[[question]]\nask = [\"Is it lit?\"]\n\
             answer = {{ text = \"Yes.\", quote = \"the lamp is lit\" }}\n"
        );
        let text =
            "See also the tide table.\n\nIn May the lamp is lit again for all who row home.\n";
        let snapshot = Snapshot::new(loaded(&[("skerry.toml", &table)], Some(text)));
        let (summary, _) = check(snapshot.knowledge(), snapshot.matcher());
        summary.unreached_sentences.0
    };
    assert_eq!(unreached(""), 1);
    assert_eq!(unreached("skip = [\"See also …\"]\n"), 0);
}

#[test]
fn own_text_may_be_copied() {
    let copied = |source: &str| {
        let table = format!(
            "{HEAD}{source}[[question]]\nask = [\"Is it lit?\"]\n\
             answer = {{ text = \"In spring the lamp is lit again for all.\", quote = \"the lamp is lit\" }}\n"
        );
        let text = "In spring the lamp is lit again for all who row home.\n";
        let snapshot = Snapshot::new(loaded(&[("skerry.toml", &table)], Some(text)));
        check(snapshot.knowledge(), snapshot.matcher()).0.copied
    };
    assert_eq!(copied(""), 1);
    assert_eq!(copied("own_text = true\n"), 0);
}

#[test]
fn what_held_only_until_an_earlier_day_is_not_said() {
    let knowledge = skerry(
        "[[question]]\nid = \"open\"\nask = [\"When is it open?\"]\n\
         answer = [{ text = \"Daily.\", quote = \"daily\", valid_until = 2026-03-31 },\n\
         { text = \"On Sundays.\", quote = \"Sundays\" }]\n\
         [[question]]\nid = \"fee\"\nask = [\"What is the fee?\"]\n\
         answer = { text = \"Two crowns.\", quote = \"two crowns\", valid_until = 2026-03-31 }\n",
    );
    let snapshot = Snapshot::new(knowledge);
    let said = |date: &str, asked: &str| {
        let answer = snapshot.on(date).ask(asked);
        let texts = answer
            .sentences
            .iter()
            .map(|own| (own.text.clone(), own.citations.clone()));
        let quotes = answer
            .citations
            .iter()
            .map(|own| (own.quote.clone(), own.n));
        (
            answer.outcome,
            texts.collect::<Vec<_>>(),
            quotes.collect::<Vec<_>>(),
        )
    };
    let both = said("2026-03-31", "When is it open?");
    assert_eq!(
        (both.0, both.1.len(), both.2.len()),
        (Outcome::Answered, 2, 2)
    );
    let later = said("2026-04-01", "When is it open?");
    let sundays = vec![("On Sundays.".to_owned(), vec![1])];
    assert_eq!(
        later,
        (Outcome::Answered, sundays, vec![("Sundays".to_owned(), 1)])
    );
    assert_eq!(said("2026-03-31", "What is the fee?").0, Outcome::Answered);
    assert_eq!(
        said("2026-04-01", "What is the fee?"),
        (Outcome::Declined, vec![], vec![])
    );
    let answer = snapshot.on("2026-04-01").ask("What is the fee?");
    assert_eq!(answer.expired.map(|entry| entry.id).as_deref(), Some("fee"));
}

#[test]
fn a_question_needs_an_answer() {
    let table = format!("{HEAD}[[question]]\nask = [\"Is it lit?\"]\nanswer = []\n");
    let files = [("skerry.toml".to_owned(), table.into_bytes())];
    let (knowledge, report) = knowledge::load(knowledge::parse(&files), &[None]);
    assert!(knowledge.is_none());
    assert!(
        report.render_plain().contains("error[empty-field]"),
        "{}",
        report.render_plain()
    );
}
