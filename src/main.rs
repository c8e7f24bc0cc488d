//! Passes the arguments to the library and returns its exit code.

use std::process::ExitCode;

/// Rendering allocates many small, short-lived strings; the system's allocator costs a fifth of a build's time.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args: Vec<_> = std::env::args_os().collect();
    guidang::commands::run(&args)
}
