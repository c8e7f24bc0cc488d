//! Programs run and timed.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A process that has ended.
pub struct Ran {
    pub time: Duration,
    /// KiB; 0 where the system does not tell.
    pub peak: u64,
}

/// Builds a site with everything on.
pub fn build(root: &Path, site: &Path) -> Ran {
    run(Command::new(env!("CARGO_BIN_EXE_guidang"))
        .args(["build", "-q", "--root"])
        .arg(root)
        .arg("-o")
        .arg(site))
}

/// Runs a program to its end.
pub fn run(command: &mut Command) -> Ran {
    let started = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn().expect("the program");
    let mut peak = 0;
    let status = loop {
        if let Some(status) = child.try_wait().expect("our own child") {
            break status;
        }
        let told = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak = peak.max(
            line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0),
        );
        std::thread::sleep(Duration::from_millis(2));
    };
    assert!(status.success(), "{command:?} failed");
    Ran { time: started.elapsed(), peak }
}
