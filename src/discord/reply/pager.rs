//! One pager for everything that comes in pages: keeps the page within bounds, and makes the row
//! with the buttons to the pages before and after. Pure.

use serenity::builder::CreateActionRow;

use crate::discord::custom_id::CustomId;
use crate::discord::reply::controls::button;
use crate::wording::{self, Saying, Words};

/// A page among pages, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pager {
    page: usize,
    pages: usize,
}

impl Pager {
    /// Turns to a page; one beyond the end becomes the last.
    #[must_use]
    pub fn new(page: usize, pages: usize) -> Self {
        Self {
            page: page.min(pages.saturating_sub(1)),
            pages,
        }
    }

    /// The page, counted from 0.
    #[must_use]
    pub fn page(self) -> usize {
        self.page
    }

    /// How many pages there are.
    #[must_use]
    pub fn pages(self) -> usize {
        self.pages
    }

    /// Returns the line “page 2 of 5”.
    #[must_use]
    pub fn line(self, words: &Words) -> String {
        wording::page_number(words, self.page + 1, self.pages)
    }

    /// Returns the row of buttons, whose ids `turn_to` makes; `None` for a single page.
    #[must_use]
    pub fn row(
        self,
        words: &Words,
        turn_to: impl Fn(usize) -> CustomId,
    ) -> Option<CreateActionRow> {
        let previous = self.page.checked_sub(1);
        let next = Some(self.page + 1).filter(|next| *next < self.pages);
        let previous = previous.map(|page| button(&turn_to(page), &words.say(Saying::Previous)));
        let next = next.map(|page| button(&turn_to(page), &words.say(Saying::Next)));
        let buttons: Vec<_> = previous.into_iter().chain(next).collect();
        (!buttons.is_empty()).then_some(CreateActionRow::Buttons(buttons))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buttons_lead_only_to_pages_that_exist() {
        let check = |page, pages, expected: &[usize]| {
            let row =
                Pager::new(page, pages).row(Words::english(), |page| CustomId::TopicsPage { page });
            let shown = serde_json::to_string(&row).unwrap_or_default();
            let turned = (0..9).filter(|page| shown.contains(&format!("\"1:t:{page}\"")));
            assert_eq!(turned.collect::<Vec<_>>(), expected, "{page} of {pages}");
        };
        check(0, 0, &[]);
        check(0, 1, &[]);
        check(0, 3, &[1]);
        check(1, 3, &[0, 2]);
        check(2, 3, &[1]);
        check(7, 3, &[1]);
    }
}
