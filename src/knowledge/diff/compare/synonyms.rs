//! The changes of the synonyms, which all sources share.

use std::collections::{BTreeMap, BTreeSet};

use crate::knowledge::Knowledge;
use crate::knowledge::diff::What;
use crate::knowledge::diff::compare::Comparison;
use crate::knowledge::diff::list::list;

impl Comparison {
    /// Groups have no ids: two that share a word are taken for the same group.
    pub(super) fn synonyms(&mut self, old: &Knowledge, new: &Knowledge) {
        let groups = |knowledge: &Knowledge| -> Vec<BTreeSet<String>> {
            let groups = knowledge.synonyms.iter();
            groups
                .map(|group| group.words.iter().cloned().collect())
                .collect()
        };
        let (was, now) = (groups(old), groups(new));
        let [old_groups, new_groups] =
            [&was, &now].map(|groups| groups.iter().collect::<BTreeSet<_>>());
        // Of each word, the group that is gone: it is in one only.
        let mut gone = BTreeMap::new();
        for (index, group) in was.iter().enumerate() {
            if !new_groups.contains(group) {
                gone.extend(group.iter().map(|word| (word, index)));
            }
        }
        let mut pairs = Vec::new();
        let mut taken = BTreeSet::new();
        for group in now.iter().filter(|group| !old_groups.contains(group)) {
            let like = group.iter().filter_map(|word| gone.get(word).copied());
            let same = like.filter(|index| !taken.contains(index)).min();
            taken.extend(same);
            pairs.push([same.map(|same| &was[same]), Some(group)]);
        }
        let gone: BTreeSet<usize> = gone.into_values().collect();
        let gone = gone.difference(&taken).map(|index| &was[*index]);
        let describe = |group: &BTreeSet<String>| list(group, '“', '”');
        for pair in gone.map(|was| [Some(was), None]).chain(pairs) {
            let line = |group| format!("synonyms: {}", describe(group));
            if let Some(both) = self.both(What::Synonyms, pair, line) {
                let both = both.map(describe);
                self.reword(What::Synonyms, &both[1].clone(), "synonyms", both);
            }
        }
    }
}
