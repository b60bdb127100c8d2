//! What may occur only once.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::document::Spanned;
use crate::knowledge::validate::Validator;
use crate::knowledge::validate::values::MAX_LINE;
use crate::text::as_typed;

impl Validator {
    /// Notes a name, and reports it if it has been noted before.
    pub(super) fn unique(
        &mut self,
        seen: &mut HashMap<String, Place>,
        name: &Spanned<String>,
        code: Code,
    ) {
        let (what, repair) = match code {
            Code::DuplicateSource => ("source", "rename or remove one of them"),
            Code::DuplicateTopic => ("topic", "remove one of them"),
            Code::RepeatedFact => ("fact", "remove one of them"),
            Code::SameSynonym => ("synonym", "remove one of them, or join the two groups"),
            _ => ("id", "rename or remove one of them"),
        };
        self.first_or_fault(seen, name.value.clone(), name, (code, what, repair));
    }

    /// Notes a phrasing, and reports it if the same has been noted before, however it was typed.
    pub(super) fn unique_phrasing(
        &mut self,
        seen: &mut HashMap<String, Place>,
        phrasing: &Spanned<String>,
        repair: &str,
    ) {
        if phrasing.value.chars().nth(MAX_LINE).is_some() {
            // It is at fault for its length, and would take long to compare.
            return;
        }
        let key = as_typed(&phrasing.value);
        if !key.is_empty() {
            let fault = (Code::SamePhrasing, "phrasing", repair);
            self.first_or_fault(seen, key, phrasing, fault);
        }
    }

    fn first_or_fault(
        &mut self,
        seen: &mut HashMap<String, Place>,
        key: String,
        name: &Spanned<String>,
        (code, what, repair): (Code, &str, &str),
    ) {
        let first = *seen.entry(key).or_insert(name.place);
        if first != name.place {
            let message = format!("duplicate {what} `{}`", name.value);
            self.fault(
                Diagnostic::at(code, name.place, message)
                    .label(first, "first used here")
                    .repair(repair),
            );
        }
    }
}
