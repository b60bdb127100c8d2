//! Completes an entry with what the table has of it already, and with what the source says.

use crate::exchange::columns::Column;
use crate::exchange::facts::{RowFact, facts_of};
use crate::exchange::lists::{ids, split};
use crate::exchange::quoting::Citable;
use crate::exchange::rows::{RowEntry, RowFault, RowKind, RowTarget, asked};
use crate::knowledge::id_of;
use crate::knowledge::merge::is_date;
use crate::knowledge::plain::{PlainCitation, PlainExpanded, PlainGap, PlainQuestion, PlainTable};

impl RowTarget<'_, '_> {
    /// The entry as a table of its own; none if it is refused.
    pub(super) fn complete(&mut self, entry: &mut RowEntry) -> Option<PlainTable> {
        let place = entry.place.clone();
        let table = self.table(entry);
        table.map_err(|fault| entry.refuse(&place, fault)).ok()
    }

    fn table(&mut self, entry: &RowEntry) -> Result<PlainTable, RowFault> {
        let mut table = PlainTable::default();
        if entry.kind == Some(RowKind::Fact) {
            let facts = self.facts(&entry.facts, &[])?;
            table
                .facts
                .extend(facts.into_iter().filter_map(RowFact::into_fact));
            if table.facts.is_empty() {
                let fault = "a row of the kind `fact` needs an id under `fact`, and an answer";
                return Err(RowFault::new(fault, "fill in both"));
            }
            return Ok(table);
        }
        let question = entry.cell(Column::Question).cloned().unwrap_or_default();
        let known = self.ids.get(&asked(&question)).copied();
        let written = entry.cell(Column::Id).map(String::as_str).or(known);
        let id = match written {
            Some(id) => id.to_owned(),
            None => self.taken.take(&id_of(&question)),
        };
        let is_known_gap = entry.kind.is_none() && self.gaps.contains_key(id.as_str());
        if self.columns.contains(&Column::Expanded) {
            let ask = entry.cell(Column::Expanded).map(|cell| split(cell));
            table.expanded.push(PlainExpanded {
                entry: id.clone(),
                ask: ask.unwrap_or_default(),
            });
        }
        if entry.kind == Some(RowKind::Gap) || is_known_gap {
            table.gaps.push(self.gap(entry, id, &question)?);
        } else {
            let (question, facts) = self.question(entry, id, &question)?;
            table
                .facts
                .extend(facts.into_iter().filter_map(RowFact::into_fact));
            table.questions.push(question);
        }
        Ok(table)
    }

    fn question(
        &mut self,
        entry: &RowEntry,
        id: String,
        question: &str,
    ) -> Result<(PlainQuestion, Vec<RowFact>), RowFault> {
        let old = self.questions.get(id.as_str()).copied();
        let known = old
            .map(|old| facts_of(old, &self.facts))
            .unwrap_or_default();
        let facts = self.facts(&entry.facts, &known)?;
        let named = facts.iter().take_while(|fact| fact.id.is_some()).count();
        let mut answer = Vec::new();
        for fact in &facts[named..] {
            if fact.id.is_some() {
                let why = "a fact with an id comes after one without";
                return Err(RowFault::new(
                    why,
                    "put the rows with an id under `fact` first",
                ));
            }
            let inner = fact.clone().into_answer().ok_or_else(|| {
                let repair = "give the answer a short id under `fact`, in all of its rows";
                RowFault::new("one answer has several quotes, and no id", repair)
            })?;
            answer.push(inner);
        }
        if facts.is_empty() {
            let repair = "fill in the answer; where the source does not give one, write `gap` under \
                          `kind` and the sentence that says so";
            return Err(RowFault::new("it has no answer", repair));
        }
        let facts_named = facts.iter().filter_map(|fact| fact.id.clone());
        let made = PlainQuestion {
            ask: self.ask(entry, question, old.map(|old| old.ask.as_slice())),
            facts: facts_named.collect(),
            answer,
            topic: match old {
                Some(old) if !self.has(Column::Topic) => old.topic.clone(),
                _ => entry.cell(Column::Topic).cloned(),
            },
            related: self.others(entry, old.map(|old| &old.related)),
            draft: self.draft(entry, old.is_some_and(|old| old.draft))?,
            id,
        };
        Ok((made, facts))
    }

    fn gap(&mut self, entry: &RowEntry, id: String, question: &str) -> Result<PlainGap, RowFault> {
        let old = self.gaps.get(id.as_str()).copied();
        let Some(text) = entry.cell(Column::Answer) else {
            let repair = "write under `answer` what the source does not say";
            return Err(RowFault::new("the gap has no sentence", repair));
        };
        let known = old.map(|old| old.cite.as_slice()).unwrap_or_default();
        let cite = if self.has(Column::Quote) {
            let cite = entry.cite.iter().cloned();
            cite.map(|own| self.placed(own, known)).collect()
        } else {
            known.to_vec()
        };
        Ok(PlainGap {
            ask: self.ask(entry, question, old.map(|old| old.ask.as_slice())),
            text: text.clone(),
            near: self.others(entry, old.map(|old| &old.near)),
            cite,
            draft: self.draft(entry, old.is_some_and(|old| old.draft))?,
            id,
        })
    }

    fn has(&self, column: Column) -> bool {
        self.columns.contains(&column)
    }

    /// The phrasings of an entry, the question first.
    fn ask(&self, entry: &RowEntry, question: &str, old: Option<&[String]>) -> Vec<String> {
        let others = match old {
            Some([_, others @ ..]) if !self.has(Column::Phrasings) => others.to_vec(),
            _ => entry
                .cell(Column::Phrasings)
                .map(|cell| split(cell))
                .unwrap_or_default(),
        };
        let mut ask = vec![question.to_owned()];
        for phrasing in others {
            if !ask.contains(&phrasing) {
                ask.push(phrasing);
            }
        }
        ask
    }

    fn others(&self, entry: &RowEntry, old: Option<&Vec<String>>) -> Vec<String> {
        match old {
            Some(old) if !self.has(Column::Related) => old.clone(),
            _ => entry
                .cell(Column::Related)
                .map(|cell| ids(cell))
                .unwrap_or_default(),
        }
    }

    fn draft(&self, entry: &RowEntry, old: bool) -> Result<bool, RowFault> {
        let cell = entry.cell(Column::Draft).map(|cell| cell.to_lowercase());
        match cell.as_deref() {
            None => Ok(old && !self.has(Column::Draft)),
            Some("yes" | "true" | "draft" | "x" | "1") => Ok(true),
            Some("no" | "false" | "0") => Ok(false),
            Some(other) => {
                let why = format!("“{other}” under `draft` is neither yes nor no");
                Err(RowFault::new(why, "write `yes`, or leave the cell empty"))
            }
        }
    }

    /// Completes facts: each with the one of the table that it is, and with a quote.
    fn facts(&mut self, rows: &[RowFact], old: &[RowFact]) -> Result<Vec<RowFact>, RowFault> {
        let mut facts = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let same = if let Some(id) = &row.id {
                self.facts.get(id.as_str()).map(|fact| RowFact::of(fact))
            } else {
                let by_order = old.get(index).filter(|_| old.len() == rows.len());
                let same = old.iter().find(|own| own.text == row.text).or(by_order);
                same.cloned()
            };
            facts.push(self.fact(row.clone(), same.as_ref())?);
        }
        Ok(facts)
    }

    fn fact(&mut self, mut fact: RowFact, old: Option<&RowFact>) -> Result<RowFact, RowFault> {
        if fact.text.is_empty() {
            return Ok(fact);
        }
        expect_date(Column::ValidUntil, fact.valid_until.as_ref())?;
        expect_date(Column::ReviewBy, fact.review_by.as_ref())?;
        if let Some(old) = old {
            let has = |column| self.columns.contains(&column);
            if !has(Column::Fact) {
                fact.id.clone_from(&old.id);
            }
            if !has(Column::Quote) || (fact.cite.is_empty() && fact.text == old.text) {
                fact.cite.clone_from(&old.cite);
            }
            if !has(Column::ValidUntil) {
                fact.valid_until.clone_from(&old.valid_until);
            }
            if !has(Column::ReviewBy) {
                fact.review_by.clone_from(&old.review_by);
            }
            if !has(Column::Image) {
                fact.image.clone_from(&old.image);
            }
        }
        if fact.cite.is_empty() {
            fact.cite.push(self.cited(&fact.text)?);
        }
        let known = old.map(|old| old.cite.as_slice()).unwrap_or_default();
        let cite = fact.cite.into_iter();
        fact.cite = cite.map(|own| self.placed(own, known)).collect();
        Ok(fact)
    }

    /// A citation with its place, unless the table has it already.
    fn placed(&mut self, cited: PlainCitation, known: &[PlainCitation]) -> PlainCitation {
        let same = known.iter().find(|own| own.quote == cited.quote);
        match same {
            Some(same) if cited.at.is_none() || cited.at == same.at => same.clone(),
            _ => PlainCitation {
                at: self.quoting.place(&cited.quote).or(cited.at),
                ..cited
            },
        }
    }

    /// The words of the source for an answer that comes without a quote.
    fn cited(&mut self, answer: &str) -> Result<PlainCitation, RowFault> {
        let why = match self.quoting.cite(answer) {
            Citable::Quote(quote, at) => {
                let at = Some(at.to_string());
                let hash = None;
                return Ok(PlainCitation { quote, at, hash });
            }
            Citable::Nowhere => "and the words of its answer do not stand in the source".to_owned(),
            Citable::Often(at) => format!(
                "and the words of its answer stand in the source more than once, first in {at}"
            ),
            Citable::NoText => {
                let repair = "fill in the column `quote`, or name the source's text with `--text`";
                let why = "it has no quote, and there is no text of the source to find one in";
                return Err(RowFault::new(why, repair));
            }
        };
        let repair = "copy the words of the source that support it into the column `quote`";
        Err(RowFault::new(format!("it has no quote, {why}"), repair))
    }
}

/// A spreadsheet writes dates as its country does; only one way of writing them is the same everywhere.
fn expect_date(column: Column, cell: Option<&String>) -> Result<(), RowFault> {
    match cell {
        Some(cell) if !is_date(cell) => {
            let why = format!("“{cell}” under `{}` is no date", column.name());
            let repair = "write year, month and day, as in 2026-03-02; format the column as text so that the \
                          spreadsheet leaves it so";
            Err(RowFault::new(why, repair))
        }
        _ => Ok(()),
    }
}
