//! Runs a test of this program as a process of its own, and kills it.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Starts the test of that name with these variables, waits until it prints `ready`, and kills it (`kill -9`) after
/// `delay`.
pub(in crate::output) fn kill_after(delay: Duration, test: &str, variables: &[(&str, &OsStr)]) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .envs(variables.iter().copied())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.map_while(Result::ok).any(|line| line == "ready"), "the run has begun");
    let began = Instant::now();
    while began.elapsed() < delay {
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    child.wait().unwrap();
}
