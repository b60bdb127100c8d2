//! The real program, started as a user or an operator would: what it is given, what it prints, and
//! how it ends. Every test and benchmark that starts it does so here.

#![allow(
    dead_code,
    clippy::expect_used,
    reason = "tests use all of it, the benchmarks some; both stop at the first surprise"
)]

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use fake_discord::{Fake, eventually};

/// How long anything of the program's is waited for.
const DEADLINE: Duration = Duration::from_mins(1);
/// Where `footnote discord` reads the bot's token.
const TOKEN: &str = "DISCORD_TOKEN";

/// A command line of the program's, to be run or spawned.
pub struct Program {
    command: Command,
    input: String,
    /// The configuration of `footnote discord`, and where it is written.
    config: Option<(PathBuf, String)>,
}

impl Program {
    /// `footnote` without an argument, in the root of the repository, with an empty input and no
    /// token.
    pub fn new() -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_footnote"));
        command
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env_remove(TOKEN);
        Self {
            command,
            input: String::new(),
            config: None,
        }
    }

    /// `footnote discord` on a fake Discord, without a token: it answers from `knowledge`, and its
    /// configuration (`settings`, which are top-level keys) and its store are in `folder`.
    pub fn on_discord(discord: &Fake, knowledge: &Path, folder: &Path, settings: &str) -> Self {
        let path = folder.join("config.toml");
        let config = format!(
            "knowledge = '{}'\n{settings}\n[discord]\napi_base = '{}'\n",
            knowledge.display(),
            discord.base()
        );
        let mut program = Self::new()
            .args(["discord", "--config"])
            .arg(&path)
            .folder(folder);
        program.config = Some((path, config));
        program
    }

    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.command.arg(arg);
        self
    }

    pub fn args(mut self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        self.command.args(args);
        self
    }

    /// Where it is started.
    pub fn folder(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// The bot's token, in the environment.
    pub fn token(self, token: &str) -> Self {
        self.env(TOKEN, token)
    }

    /// Another line for the table `[discord]` of its configuration.
    pub fn discord_setting(mut self, line: &str) -> Self {
        let (_, config) = self.config.as_mut().expect("a program on Discord");
        writeln!(config, "{line}").unwrap();
        self
    }

    /// All of what it reads from its standard input when it is run.
    pub fn input(mut self, input: &str) -> Self {
        input.clone_into(&mut self.input);
        self
    }

    /// Runs it to its end.
    pub fn run(self) -> Run {
        let input = self.input.clone();
        let mut process = self.spawn();
        // A program that ends early, as on a usage error, does not read its input.
        let _ = process.input.take().unwrap().write_all(input.as_bytes());
        let code = process.child.wait().unwrap().code();
        process.ended(code)
    }

    /// Runs it with streams of the caller's. Returns how it ended, and its standard error if that is piped.
    pub fn run_into(
        mut self,
        output: impl Into<Stdio>,
        errors: impl Into<Stdio>,
    ) -> (Option<i32>, String) {
        self.command
            .stdin(Stdio::piped())
            .stdout(output)
            .stderr(errors);
        let mut child = self.command.spawn().unwrap();
        // A program that ends early does not read its input.
        let _ = child.stdin.take().unwrap().write_all(self.input.as_bytes());
        let ended = child.wait_with_output().unwrap();
        let printed = String::from_utf8(ended.stderr).unwrap();
        (ended.status.code(), printed)
    }

    /// Starts it with its standard input open.
    pub fn spawn(mut self) -> Process {
        if let Some((path, config)) = &self.config {
            fs::write(path, config).unwrap();
        }
        self.command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = self.command.spawn().unwrap();
        Process {
            input: child.stdin.take(),
            out: Printed::collect(child.stdout.take().unwrap()),
            err: Printed::collect(child.stderr.take().unwrap()),
            child,
        }
    }
}

/// What a run of the program left behind.
pub struct Run {
    /// Its exit code; none where a signal ended it.
    pub code: Option<i32>,
    /// Its standard output.
    pub out: String,
    /// Its standard error.
    pub err: String,
}

impl Run {
    /// Everything it printed.
    pub fn printed(&self) -> String {
        format!("{}{}", self.out, self.err)
    }
}

/// The program at work; it is killed when this is dropped.
pub struct Process {
    child: Child,
    input: Option<ChildStdin>,
    out: Printed,
    err: Printed,
}

impl Process {
    /// Writes a line to its standard input, and returns the next line that it prints.
    pub fn say(&mut self, line: &str) -> String {
        writeln!(self.input.as_mut().unwrap(), "{line}").unwrap();
        self.line()
    }

    /// The next line of its standard output.
    pub fn line(&mut self) -> String {
        self.out.line()
    }

    /// What it has logged so far, which is what it printed to standard error.
    pub fn log(&self) -> String {
        self.err.so_far()
    }

    /// Sends it a signal by its name, such as `TERM`.
    pub fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &id]).status();
        assert!(sent.unwrap().success());
    }

    /// Waits until it ends by itself, without holding up the fake Discord.
    pub async fn end(mut self) -> Run {
        let status = eventually("the program's end", DEADLINE, async || {
            self.child.try_wait().unwrap()
        });
        let code = status.await.code();
        self.ended(code)
    }

    /// Its resident memory in MB on Linux, NaN elsewhere.
    pub fn resident_megabytes(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let kilobytes = status.ok().and_then(|status| {
            let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
            line.split_whitespace().nth(1)?.parse::<f64>().ok()
        });
        kilobytes.map_or(f64::NAN, |kilobytes| kilobytes / 1024.0)
    }

    fn ended(mut self, code: Option<i32>) -> Run {
        Run {
            code,
            out: self.out.whole(),
            err: self.err.whole(),
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It has ended already, unless a test leaves it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the program prints to one of its streams, read as it comes.
struct Printed {
    shared: Arc<(Mutex<Vec<u8>>, Condvar)>,
    reader: Option<JoinHandle<()>>,
    /// How much of it was taken line by line.
    taken: usize,
}

impl Printed {
    fn collect(mut stream: impl Read + Send + 'static) -> Self {
        let shared = Arc::new((Mutex::new(Vec::new()), Condvar::new()));
        let (bytes, grown) = (Arc::clone(&shared), Arc::clone(&shared));
        let reader = std::thread::spawn(move || {
            let mut piece = [0; 4096];
            while let Ok(length @ 1..) = stream.read(&mut piece) {
                bytes.0.lock().unwrap().extend_from_slice(&piece[..length]);
                grown.1.notify_all();
            }
        });
        Self {
            shared,
            reader: Some(reader),
            taken: 0,
        }
    }

    fn so_far(&self) -> String {
        String::from_utf8_lossy(&self.shared.0.lock().unwrap()).into_owned()
    }

    /// All of it, once the program has ended.
    fn whole(&mut self) -> String {
        if let Some(reader) = self.reader.take() {
            reader.join().unwrap();
        }
        String::from_utf8(self.shared.0.lock().unwrap().clone()).unwrap()
    }

    fn line(&mut self) -> String {
        let (bytes, grown) = &*self.shared;
        let has_line = |bytes: &mut Vec<u8>| bytes[self.taken..].contains(&b'\n');
        let waited = grown.wait_timeout_while(bytes.lock().unwrap(), DEADLINE, |b| !has_line(b));
        let (bytes, _) = waited.unwrap();
        let rest = &bytes[self.taken..];
        let end = rest.iter().position(|byte| *byte == b'\n');
        let line = &rest[..end.expect("another line within the deadline")];
        self.taken += line.len() + 1;
        String::from_utf8(line.to_vec())
            .unwrap()
            .trim_end()
            .to_owned()
    }
}
