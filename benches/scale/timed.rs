//! Runs programs and measures their time and memory.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The measurements of a process that has ended.
pub struct Run {
    pub time: Duration,
    /// In KiB; 0 where the system does not report it.
    pub peak: u64,
    /// Files and bytes of its output, if they were counted.
    pub size: Option<(usize, usize)>,
}

/// Builds a site with all features.
pub fn build(root: &Path, site: &Path) -> Run {
    run(Command::new(env!("CARGO_BIN_EXE_guidang"))
        .args(["build", "-q", "--root"])
        .arg(root)
        .arg("-o")
        .arg(site))
}

/// Runs a program to its end.
pub fn run(command: &mut Command) -> Run {
    let started = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn().expect("the program");
    let mut peak = 0;
    let status = loop {
        if let Some(status) = child.try_wait().expect("our own child") {
            break status;
        }
        let process_status =
            fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = process_status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak = peak.max(
            line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0),
        );
        std::thread::sleep(Duration::from_millis(2));
    };
    assert!(status.success(), "{command:?} failed");
    Run { time: started.elapsed(), peak, size: None }
}
