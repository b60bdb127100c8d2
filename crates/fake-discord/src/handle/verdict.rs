//! The verdict at the end of a test: everything the bot did that Discord refuses or discourages.

use crate::Fake;
use crate::state::State;

impl Fake {
    /// Ends the test, which fails if the verdict is not empty.
    ///
    /// # Panics
    ///
    /// If the verdict is not empty.
    pub async fn finish(self) {
        let verdict = self.verdict();
        assert!(
            verdict.is_empty(),
            "the fake Discord objects:\n- {}\nThe log ends with\n{}",
            verdict.join("\n- "),
            self.account()
        );
        // The bot's connections end here, not at some later time.
        drop(self);
        tokio::task::yield_now().await;
    }

    /// Everything wrong so far: violations, faults that never hit, and interactions without a response.
    pub fn verdict(&self) -> Vec<String> {
        self.shared.look(State::verdict)
    }

    /// The rules the bot has broken so far.
    pub fn violations(&self) -> Vec<String> {
        self.shared.look(|state| state.log.violations.clone())
    }

    /// Clears the violations so far.
    pub fn forgive(&self) {
        self.shared.change(|state| state.log.violations.clear());
    }
}

impl State {
    fn verdict(&self) -> Vec<String> {
        let mut verdict = self.log.violations.clone();
        verdict.extend(self.faults.left());
        verdict.extend(self.gateway_faults.left());
        if !self.settings.allows_silence {
            let open = self.records.all().filter(|record| !record.allows_silence);
            verdict.extend(open.filter_map(|record| match &record.response {
                None => Some(format!("{} was not responded to", record.title)),
                Some(_) if record.is_owed => Some(format!(
                    "{} was deferred, and the promise not kept",
                    record.title
                )),
                Some(_) => None,
            }));
        }
        verdict
    }
}
