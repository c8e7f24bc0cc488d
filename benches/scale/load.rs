//! What else the machine does while something is measured.

use std::fs;

/// The part of the processors' time that other programs may take in a round that counts.
const MAX_OTHERS: f64 = 0.03;

/// The times of all processors, and ours, in the ticks of the system.
#[derive(Clone, Copy)]
pub struct ProcessorTimes {
    all: u64,
    busy: u64,
    ours: u64,
}

impl ProcessorTimes {
    /// The times so far; `None` where the system does not report them.
    pub fn now() -> Option<ProcessorTimes> {
        let system = fs::read_to_string("/proc/stat").ok()?;
        // User, nice, system, idle, waiting for a disk, interrupts, soft interrupts, time taken by the host.
        let times = numbers(system.lines().next()?.strip_prefix("cpu ")?, 8);
        let all: u64 = times.iter().sum();
        let idle: u64 = times.get(3)? + times.get(4)?;
        let own = fs::read_to_string("/proc/self/stat").ok()?;
        // After the name: 11 other values, then user and system time, ours and that of our children that have ended.
        let (_, after_name) = own.rsplit_once(')')?;
        let ours = numbers(after_name.trim_start().split_once(' ')?.1, 14).iter().skip(10).sum();
        Some(ProcessorTimes { all, busy: all - idle, ours })
    }

    /// Whether others took more than [`MAX_OTHERS`] of the processors' time since then.
    pub fn is_disturbed_since(self, start: ProcessorTimes) -> bool {
        let busy = self.busy.saturating_sub(start.busy);
        let others = busy.saturating_sub(self.ours.saturating_sub(start.ours));
        let all = self.all.saturating_sub(start.all).max(1);
        MAX_OTHERS < others as f64 / all as f64
    }
}

/// The first numbers of a line; what is no number counts as 0.
fn numbers(line: &str, count: usize) -> Vec<u64> {
    line.split_whitespace().take(count).map(|word| word.parse().unwrap_or(0)).collect()
}
