//! The binary: everything happens in the library.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Gives back what a large report needed for a moment; the system's own keeps it.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    regulars::cli::run()
}
