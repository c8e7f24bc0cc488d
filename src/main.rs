//! Arguments in, exit code out.

use std::process::ExitCode;

/// Pages are made of many small pieces that live shortly: a fifth of a build's time went to the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args: Vec<_> = std::env::args_os().collect();
    guidang::commands::run(&args)
}
