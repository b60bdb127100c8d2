//! Has a program of the curator's answer a request: its input is the request, its output the reply.
//!
//! What it is, and whether it reaches for a network, is up to the curator. Ctrl-C ends both.

use std::env;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStderr, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use crate::cli::terminal::Terminal;
use crate::expand::reply::MAX_REPLY_BYTES;

/// The most bytes of a line that a program says besides its reply; a longer one is shown as several.
const MAX_LINE_BYTES: u64 = 4096;
/// How long to wait for the last of what a program says, once it has ended.
const REMARKS_TIMEOUT: Duration = Duration::from_secs(1);

/// Runs a command in the user's shell and returns what it answers to a request.
pub(super) fn answer(command: &str, request: &str) -> io::Result<String> {
    let mut child = shell(command)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| failed(command, &error))?;
    let shown = child.stderr.take().map(show_all);
    let reply = converse(&mut child, request);
    // One that says too much is not waited for.
    if reply.is_err() {
        child.kill()?;
    }
    let status = child.wait()?;
    // What it has left running may keep that open.
    _ = shown.map(|shown| shown.recv_timeout(REMARKS_TIMEOUT));
    let reply = reply.map_err(|error| failed(command, &error))?;
    if !status.success() {
        return Err(failed(command, &status));
    }
    String::from_utf8(reply).map_err(|_| failed(command, &"its reply is not UTF-8 text"))
}

/// Writes the request while the reply is read: neither waits for the other.
fn converse(child: &mut Child, request: &str) -> io::Result<Vec<u8>> {
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let mut reply = Vec::new();
    thread::scope(|scope| {
        let write = |mut input: ChildStdin| input.write_all(request.as_bytes());
        // A program that does not read it all may answer all the same.
        scope.spawn(move || input.map(write));
        let output = output.ok_or_else(|| io::Error::other("it has no output"))?;
        output
            .take(MAX_REPLY_BYTES as u64 + 1)
            .read_to_end(&mut reply)
    })?;
    if reply.len() > MAX_REPLY_BYTES {
        let message = format!("its reply is larger than {MAX_REPLY_BYTES} bytes");
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    Ok(reply)
}

/// Shows in a thread of its own what a program says besides its reply; the channel closes when that is done.
fn show_all(remarks: ChildStderr) -> Receiver<()> {
    let (shown, done) = mpsc::channel();
    thread::spawn(move || {
        // Whoever started the program sees its reply all the same.
        _ = show(remarks);
        drop(shown);
    });
    done
}

/// Shows what a program says besides its reply, as it says it. Like all that comes from outside, it can do
/// nothing to the terminal.
fn show(remarks: ChildStderr) -> io::Result<()> {
    let mut remarks = BufReader::new(remarks);
    let mut line = Vec::new();
    while remarks
        .by_ref()
        .take(MAX_LINE_BYTES)
        .read_until(b'\n', &mut line)?
        > 0
    {
        let text = String::from_utf8_lossy(&line);
        // What draws itself anew is shown below itself.
        let drawn = text.trim_end_matches(['\r', '\n']).split('\r');
        Terminal::stderr().lines(drawn)?;
        line.clear();
    }
    Ok(())
}

#[cfg(unix)]
fn shell(command: &str) -> Command {
    let named = env::var_os("SHELL").filter(|shell| !shell.is_empty());
    let mut shell = Command::new(named.unwrap_or_else(|| OsString::from("/bin/sh")));
    shell.arg("-c").arg(command);
    shell
}

#[cfg(not(unix))]
fn shell(command: &str) -> Command {
    let named = env::var_os("COMSPEC").unwrap_or_else(|| OsString::from("cmd.exe"));
    let mut shell = Command::new(named);
    shell.arg("/C").arg(command);
    shell
}

fn failed(command: &str, why: &dyn std::fmt::Display) -> io::Error {
    io::Error::other(format!("the command `{command}` failed: {why}"))
}
