//! Reads the configuration file.

use std::path::Path;

use crate::config::{self, Config};
use crate::diagnostic::Report;
use crate::files::faults::{failed, unreadable};
use crate::files::read;

/// Loads a configuration file: a configuration only if the report has no error.
#[must_use]
pub fn load_config(path: &Path) -> (Option<Config>, Report) {
    match read(path) {
        Ok(bytes) => config::parse(&path.display().to_string(), &bytes),
        Err(error) => {
            let repair = "check the path and its permissions, or name another with `--config`";
            let fault = unreadable(path, 0, &error, repair);
            (None, failed(path, fault).report)
        }
    }
}
