//! The program under measurement, in a process of its own.

#[path = "../../tests/support/program.rs"]
mod harness;

use std::path::Path;

use fake_discord::Fake;

use harness::Process;

/// The running bot.
pub struct Program {
    process: Process,
    /// Its configuration and its store; gone when this is dropped.
    _folder: tempfile::TempDir,
}

impl Program {
    /// Starts it with the shipped table.
    pub fn start(discord: &Fake) -> Self {
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
        Self::start_with(discord, &shipped, "")
    }

    /// Starts it with a table and settings, and with rate limits that nobody reaches.
    pub fn start_with(discord: &Fake, knowledge: &Path, settings: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let limits = "limits = { member_per_minute = 1000, channel_per_minute = 10000 }";
        let settings = format!("{settings}\n{limits}");
        let program = harness::Program::on_discord(discord, knowledge, folder.path(), &settings);
        Self {
            process: program.token(discord.token()).spawn(),
            _folder: folder,
        }
    }

    /// Its resident memory in MB on Linux, NaN elsewhere.
    pub fn resident_megabytes(&self) -> f64 {
        self.process.resident_megabytes()
    }

    /// Makes it reload its table.
    pub fn reload(&self) {
        self.process.signal("HUP");
    }

    /// Stops it as an operator would; it must exit with 0 and with every reply finished.
    pub async fn stop(self) {
        self.process.signal("TERM");
        let run = self.process.end().await;
        assert_eq!(run.code, Some(0), "{}", run.err);
        assert!(!run.err.contains("before every reply"), "{}", run.err);
    }
}
