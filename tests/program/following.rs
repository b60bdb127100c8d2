//! Questions that lean on the one before, on the command line.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::follow_up::POOL;
use crate::support::run_in;

const TICKET: &str = "How much is a ticket for the pool?";
const TABLE: [&str; 2] = ["--knowledge", "pool.toml"];

/// What the program prints, on the table of the pool.
fn out(folder: &Path, args: &[&str], input: &str) -> String {
    fs::write(folder.join("pool.toml"), POOL).unwrap();
    run_in(folder, &[&args[..1], &TABLE, &args[1..]].concat(), input).out
}

#[test]
fn a_question_is_asked_after_another() {
    let folder = tempfile::tempdir().unwrap();
    let json = |args: &[&str], input: &str| -> Value {
        let args = [&["ask", "--json"], args].concat();
        serde_json::from_str(&out(folder.path(), &args, input)).unwrap()
    };
    let then = "and for students?";
    let line = json(&["--after", TICKET, then], "");
    assert_eq!(line["question_id"], "pool-ticket");
    assert_eq!(line["following"], "pool-ticket");
    let read = json(&["--after", TICKET], then);
    assert_eq!(read, line);
    let whole = json(&["--after", TICKET, "When does the café open?"], "");
    assert_eq!(whole, json(&["When does the café open?"], ""));
    assert!(whole.get("following").is_none());
}

#[test]
fn a_chat_understands_the_next_line_in_the_light_of_the_last_answer() {
    let folder = tempfile::tempdir().unwrap();
    let talk = format!("{TICKET}\nand for students?\n");
    let shown = out(folder.path(), &["chat"], &talk);
    let followed = format!("Following up on “{TICKET}”\n{TICKET}\n");
    assert!(shown.contains(&followed), "{shown}");
    let alone = out(folder.path(), &["chat"], "and for students?\n");
    assert!(!alone.contains("Following up on"), "{alone}");
}
