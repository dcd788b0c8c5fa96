//! The binary: everything happens in the library.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Gives back what a large report needed for a moment; the system's own keeps it. In pages of the usual size: huge ones
/// take a third more memory and are no faster here.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    regulars::cli::run()
}
