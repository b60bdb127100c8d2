//! Items → the file with those of them that are valid there, and why the others are not.

use std::collections::{BTreeMap, HashMap};

use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::exchange::{Item, Refused};
use crate::knowledge::Knowledge;
use crate::knowledge::merge::merge;
use crate::knowledge::plain::{Block, PlainFact, PlainTable, blocks};

/// How often the file is loaded: without those items that had faults, others may have some.
const MAX_ROUNDS: usize = 20;

/// What came of items.
pub struct Taken {
    /// The file with them.
    pub file: String,
    /// Those that are in it.
    pub items: Vec<Item>,
    /// The others.
    pub refused: Vec<Refused>,
    /// The file as knowledge; none if it has errors that are no item's.
    pub knowledge: Option<Knowledge>,
    /// Every fault of the file.
    pub report: Report,
}

/// Takes items into a file. `rest` is what belongs to none of them; `load` loads the file with whatever
/// belongs to it, as the first of its report.
///
/// # Errors
///
/// The file cannot be written into: why, as a sentence without a full stop.
pub fn take(
    old: &str,
    rest: &PlainTable,
    mut items: Vec<Item>,
    load: &dyn Fn(&str) -> (Option<Knowledge>, Report),
) -> Result<Taken, String> {
    let known = PlainTable::read(old).map_err(|error| error.to_string())?;
    let mut refused = Vec::new();
    let mut claims = Claims::default();
    items.retain(|item| {
        let clash = claims.clash(item);
        let is_free = clash.is_none();
        refused.extend(clash);
        is_free
    });
    let mut rounds = 0;
    loop {
        rounds += 1;
        let mut table = together(rest, &items);
        keep_hashes(&mut table, &known);
        if table.source.is_none() {
            add_topics(&mut table, &known);
        }
        let file = merge(old, &table).map_err(|error| error.to_string())?;
        let (knowledge, report) = load(&file);
        let faults = if report.has_errors() {
            blame(&file, &items, &report)
        } else {
            BTreeMap::new()
        };
        if faults.is_empty() || rounds == MAX_ROUNDS {
            return Ok(Taken {
                file,
                items,
                refused,
                knowledge,
                report,
            });
        }
        let mut index = 0;
        items.retain(|item| {
            let fault = faults.get(&index);
            refused.extend(fault.map(|fault| refusal(item, fault)));
            index += 1;
            fault.is_none()
        });
    }
}

/// Which ids have been claimed, and where: of two items with one id, the second would undo the first.
#[derive(Default)]
struct Claims {
    entries: HashMap<String, String>,
    facts: HashMap<String, (PlainFact, String)>,
}

impl Claims {
    /// Claims the ids of an item, or says which item before it has one of them. Several items may have
    /// the same fact.
    fn clash(&mut self, item: &Item) -> Option<Refused> {
        let refused = |why: String, repair: &str| {
            Some(Refused {
                place: item.place.clone(),
                name: item.name.clone(),
                why,
                repair: repair.to_owned(),
            })
        };
        for fact in &item.table.facts {
            let first = || (fact.clone(), item.place.clone());
            let (same, place) = self.facts.entry(fact.id.clone()).or_insert_with(first);
            if same != fact {
                let why = format!("the fact `{}` is another one than in {place}", fact.id);
                return refused(why, "make them the same, or give one of them another id");
            }
        }
        for (id, _) in item.table.entries() {
            if let Some(place) = self.entries.insert(id.to_owned(), item.place.clone()) {
                let why = format!("it is the entry `{id}`, as {place} is");
                return refused(why, "keep one of them, or give one another id");
            }
        }
        None
    }
}

/// Keeps what a curator has read behind a quote: a sheet has no column for its hash.
fn keep_hashes(table: &mut PlainTable, known: &PlainTable) {
    let mut hashes: HashMap<&str, &String> = HashMap::new();
    let cited = known.facts.iter().flat_map(|fact| &fact.cite);
    let cited = cited.chain(known.gaps.iter().flat_map(|gap| &gap.cite));
    let cited = cited.map(|cite| (cite.quote.as_str(), &cite.hash));
    let answers = known.questions.iter().flat_map(|question| &question.answer);
    let answers = answers.map(|answer| (answer.quote.as_str(), &answer.hash));
    for (quote, hash) in cited.chain(answers) {
        hashes.extend(hash.as_ref().map(|hash| (quote, hash)));
    }
    let kept = |quote: &str, hash: &mut Option<String>| {
        *hash = hash.take().or_else(|| hashes.get(quote).copied().cloned());
    };
    let facts = table.facts.iter_mut().flat_map(|fact| &mut fact.cite);
    let gaps = table.gaps.iter_mut().flat_map(|gap| &mut gap.cite);
    for cite in facts.chain(gaps) {
        kept(&cite.quote, &mut cite.hash);
    }
    for answer in table.questions.iter_mut().flat_map(|own| &mut own.answer) {
        kept(&answer.quote, &mut answer.hash);
    }
}

/// The items as one table. A fact that several of them have is in it once.
fn together(rest: &PlainTable, items: &[Item]) -> PlainTable {
    let mut table = rest.clone();
    for item in items {
        table.extend(item.table.clone());
    }
    let mut known: HashMap<String, PlainFact> = HashMap::new();
    table.facts.retain(|fact| {
        let is_new = known.get(&fact.id) != Some(fact);
        known.entry(fact.id.clone()).or_insert_with(|| fact.clone());
        is_new
    });
    table
}

/// Adds to the source the topics of questions that it does not have.
fn add_topics(table: &mut PlainTable, known: &PlainTable) {
    let Some(mut source) = known.source.clone() else {
        return;
    };
    let topics = table
        .questions
        .iter()
        .filter_map(|question| question.topic.as_ref());
    let before = source.topics.len();
    for topic in topics {
        if !source.topics.contains(topic) {
            source.topics.push(topic.clone());
        }
    }
    if source.topics.len() > before {
        table.source = Some(source);
    }
}

/// For each item that has an error, by its index, the first of them.
fn blame<'r>(file: &str, items: &[Item], report: &'r Report) -> BTreeMap<usize, &'r Diagnostic> {
    let mut owners: HashMap<Block, Vec<usize>> = HashMap::new();
    for (index, item) in items.iter().enumerate() {
        let facts = item.table.facts.iter();
        let facts = facts.map(|fact| Block::Fact(fact.id.clone()));
        let entries = item.table.entries();
        let entries = entries.map(|(id, _)| Block::Entry(id.to_owned()));
        for block in facts.chain(entries) {
            owners.entry(block).or_default().push(index);
        }
    }
    let blocks = blocks(file);
    let owner = |start: usize| {
        let (_, block) = blocks.range(..=start).next_back()?;
        owners.get(block)
    };
    let mut faults = BTreeMap::new();
    for fault in &report.diagnostics {
        let mut labels = fault.labels.iter().filter(|label| label.place.file == 0);
        let found = labels.find_map(|label| owner(label.place.start));
        if fault.code.severity() == Severity::Error {
            for index in found.into_iter().flatten() {
                faults.entry(*index).or_insert(fault);
            }
        }
    }
    faults
}

fn refusal(item: &Item, fault: &Diagnostic) -> Refused {
    let code = fault.code;
    let repair = fault.repair.clone();
    Refused {
        place: item.place.clone(),
        name: item.name.clone(),
        why: format!("{} ({})", fault.message, code.name()),
        repair: repair.unwrap_or_else(|| "correct it".to_owned()),
    }
}
