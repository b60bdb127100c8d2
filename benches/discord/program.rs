//! The program under measurement, in a process of its own.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use fake_discord::Fake;

/// The running bot.
pub struct Program {
    child: Child,
    folder: tempfile::TempDir,
}

impl Program {
    /// Starts it with the shipped table.
    pub fn start(discord: &Fake) -> Self {
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
        Self::start_with(discord, &shipped, "")
    }

    /// Starts it with a table and settings, and with rates that nobody meets.
    pub fn start_with(discord: &Fake, knowledge: &Path, settings: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("config.toml");
        let settings = format!(
            "knowledge = '{}'\n{settings}\n\
             [discord]\napi_base = '{}'\n\
             [limits]\nmember_per_minute = 1000\nchannel_per_minute = 10000\n",
            knowledge.display(),
            discord.base()
        );
        std::fs::write(&config, settings).unwrap();
        let log = std::fs::File::create(folder.path().join("log")).unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_footnote"))
            .args(["discord", "--config"])
            .arg(&config)
            .current_dir(folder.path())
            .env("DISCORD_TOKEN", discord.token())
            .stdin(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        Self { child, folder }
    }

    /// Its resident memory, as Linux counts it; not a number elsewhere.
    pub fn resident_megabytes(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let kilobytes = status.ok().and_then(|status| {
            let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
            line.split_whitespace().nth(1)?.parse::<f64>().ok()
        });
        kilobytes.map_or(f64::NAN, |kilobytes| kilobytes / 1024.0)
    }

    /// What it has logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap()
    }

    /// Tells it to read its table anew.
    pub fn reload(&self) {
        self.signal("HUP");
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &id]).status();
        assert!(sent.unwrap().success());
    }

    /// Stops it as an operator would; it must end well, with every reply finished.
    pub fn stop(mut self) {
        self.signal("TERM");
        let status = self.child.wait().unwrap();
        let log = self.log();
        assert_eq!(status.code(), Some(0), "{log}");
        assert!(!log.contains("before every reply"), "{log}");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It has ended already, unless a measurement has failed.
        let _ = self.child.kill();
    }
}
