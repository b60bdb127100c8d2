//! The verdict at the end: whatever the bot did that Discord's rules or good manners forbid.

use crate::Fake;
use crate::state::State;

impl Fake {
    /// Ends the test, and fails it if anything is wrong.
    ///
    /// # Panics
    ///
    /// When the verdict names anything.
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

    /// What is wrong so far.
    pub fn verdict(&self) -> Vec<String> {
        self.shared.look(State::verdict)
    }

    /// What the bot did against the rules so far, leaving aside what is still open.
    pub fn violations(&self) -> Vec<String> {
        self.shared.look(|state| state.log.violations.clone())
    }

    /// Forgets what the bot did against the rules so far.
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
