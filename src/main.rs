//! The program: all of it is in the library.

use std::process::ExitCode;

/// Gives memory back soon after a large table has been examined.
#[cfg(unix)]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    footnote::run()
}
