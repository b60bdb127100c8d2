//! Has a program of the curator's answer a request: its input is the request, its output the reply.
//!
//! What it is, and whether it reaches for a network, is up to the curator. Ctrl-C ends both.

use std::env;
use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread;

/// The most bytes of a reply: ten times what an assistant writes at once.
pub(super) const MAX_REPLY_BYTES: u64 = 1 << 20;

/// Runs a command in the user's shell and returns what it answers to a request.
pub(super) fn answer(command: &str, request: &str) -> io::Result<String> {
    let mut child = shell(command)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| failed(command, &error))?;
    let reply = converse(&mut child, request);
    // One that says too much is not waited for.
    if reply.is_err() {
        child.kill()?;
    }
    let status = child.wait()?;
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
        output.take(MAX_REPLY_BYTES + 1).read_to_end(&mut reply)
    })?;
    if reply.len() as u64 > MAX_REPLY_BYTES {
        let message = format!("its reply is larger than {MAX_REPLY_BYTES} bytes");
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    Ok(reply)
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
