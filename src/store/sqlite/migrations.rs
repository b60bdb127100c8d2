//! The schema migrations, embedded from the folder `migrations`.

use std::borrow::Cow;

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, ready};
use sqlx::error::BoxDynError;
use sqlx::migrate::{Migration, MigrationSource, MigrationType};

/// The number, name and statements of each step, oldest first. A released step never changes: every
/// store that ran it has recorded its hash.
const STEPS: &[(i64, &str, &str)] = &[
    (
        1,
        "what is remembered",
        include_str!("../../../migrations/0001_what_is_remembered.sql"),
    ),
    (
        2,
        "what was asked",
        include_str!("../../../migrations/0002_what_was_asked.sql"),
    ),
    (
        3,
        "what members say of answers",
        include_str!("../../../migrations/0003_what_members_say_of_answers.sql"),
    ),
    (
        4,
        "when moderators were told",
        include_str!("../../../migrations/0004_when_moderators_were_told.sql"),
    ),
    (
        5,
        "whose moderators see what",
        include_str!("../../../migrations/0005_whose_moderators_see_what.sql"),
    ),
    (
        6,
        "whose knowledge it is",
        include_str!("../../../migrations/0006_whose_knowledge_it_is.sql"),
    ),
];

/// The number of the newest step.
pub fn newest() -> i64 {
    STEPS.last().map_or(0, |(number, ..)| *number)
}

/// The steps, as part of the program.
#[derive(Debug)]
pub struct Embedded;

impl MigrationSource<'static> for Embedded {
    fn resolve(self) -> BoxFuture<'static, Result<Vec<Migration>, BoxDynError>> {
        let step = |&(number, name, statements): &(i64, &'static str, &'static str)| {
            let (name, statements) = (Cow::Borrowed(name), Cow::Borrowed(statements));
            Migration::new(number, name, MigrationType::Simple, statements, false)
        };
        ready(Ok(STEPS.iter().map(step).collect())).boxed()
    }
}
