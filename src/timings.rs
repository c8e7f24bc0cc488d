//! Where the time of a run goes: the phases of the pipeline, summed over all threads, and every piece of work on a time
//! line.
//!
//! Nothing is measured until [`start`] is called; until then a phase costs the load of one flag. Measurements go to the
//! terminal and to a trace file, never into a page. Where one phase contains another (a page with a chart), the time counts
//! for the inner one.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

/// A part of the pipeline, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Listing folders, reading files.
    Read,
    /// Parsing records, resolving references.
    Parse,
    /// Checking the whole archive and its seals.
    Check,
    /// Judging targets.
    Progress,
    /// Deciding which pages there are, and building their views.
    Map,
    /// Drawing charts.
    Charts,
    /// Filling in templates.
    Render,
    /// Building the search index.
    Search,
    /// Removing metadata from photos and reducing them.
    Photos,
    /// Writing data files.
    Data,
    /// Searching the site for personal data.
    Privacy,
    /// Writing files, comparing them with the previous site, swapping the folders.
    Write,
}

impl Phase {
    const ALL: [Phase; 12] = [
        Phase::Read,
        Phase::Parse,
        Phase::Check,
        Phase::Progress,
        Phase::Map,
        Phase::Charts,
        Phase::Render,
        Phase::Search,
        Phase::Photos,
        Phase::Data,
        Phase::Privacy,
        Phase::Write,
    ];

    /// The name in traces: `read`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Phase::Read => "read",
            Phase::Parse => "parse",
            Phase::Check => "check",
            Phase::Progress => "progress",
            Phase::Map => "map",
            Phase::Charts => "charts",
            Phase::Render => "render",
            Phase::Search => "search",
            Phase::Photos => "photos",
            Phase::Data => "data",
            Phase::Privacy => "privacy",
            Phase::Write => "write",
        }
    }
}

static IS_ON: AtomicBool = AtomicBool::new(false);
static STARTED: OnceLock<Instant> = OnceLock::new();
static SPANS: Mutex<Vec<Span>> = Mutex::new(Vec::new());
static NEXT_THREAD: AtomicU32 = AtomicU32::new(0);

thread_local! {
    /// The number of this thread.
    static THREAD: u32 = NEXT_THREAD.fetch_add(1, Ordering::Relaxed);
    /// For every span that is open on this thread, the time of the spans inside it.
    static INNER_TIMES: RefCell<Vec<Duration>> = const { RefCell::new(Vec::new()) };
}

/// A finished piece of work.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Span {
    phase: Phase,
    /// The path of the file that was worked on.
    on: Option<Box<str>>,
    thread: u32,
    /// Since the run began.
    from: Duration,
    total: Duration,
    /// Without the spans inside it.
    own: Duration,
}

/// Starts to measure this process.
pub fn start() {
    STARTED.get_or_init(Instant::now);
    IS_ON.store(true, Ordering::Relaxed);
}

/// Runs work that belongs to a phase, and measures it if [`start`] was called.
pub fn phase<T>(phase: Phase, work: impl FnOnce() -> T) -> T {
    measured(phase, None, work)
}

/// Runs work on one file, as [`phase`] does; the time line shows the path.
pub fn phase_on<T>(phase: Phase, path: &str, work: impl FnOnce() -> T) -> T {
    measured(phase, Some(path), work)
}

fn measured<T>(phase: Phase, on: Option<&str>, work: impl FnOnce() -> T) -> T {
    if !IS_ON.load(Ordering::Relaxed) {
        return work();
    }
    let started = *STARTED.get_or_init(Instant::now);
    INNER_TIMES.with_borrow_mut(|inner_times| inner_times.push(Duration::ZERO));
    let from = started.elapsed();
    let result = work();
    let total = started.elapsed().saturating_sub(from);
    let inner = INNER_TIMES.with_borrow_mut(|inner_times| {
        let inner = inner_times.pop().unwrap_or_default();
        if let Some(outer) = inner_times.last_mut() {
            *outer += total;
        }
        inner
    });
    let own = total.saturating_sub(inner);
    let thread = THREAD.with(|number| *number);
    let span = Span { phase, on: on.map(Into::into), thread, from, total, own };
    SPANS.lock().unwrap_or_else(PoisonError::into_inner).push(span);
    result
}

/// All measurements of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Since [`start`].
    wall: Duration,
    spans: Vec<Span>,
}

/// The sum of one phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// The phase.
    pub phase: Phase,
    /// Time of all threads together.
    pub time: Duration,
    /// The number of pieces of work.
    pub pieces: usize,
}

/// The measurements so far; `None` when [`start`] was not called.
#[must_use]
pub fn report() -> Option<Report> {
    if !IS_ON.load(Ordering::Relaxed) {
        return None;
    }
    let wall = STARTED.get()?.elapsed();
    let mut spans = SPANS.lock().unwrap_or_else(PoisonError::into_inner).clone();
    spans.sort_by_key(|span| (span.from, std::cmp::Reverse(span.total)));
    Some(Report { wall, spans })
}

impl Report {
    /// The time since the run began.
    #[must_use]
    pub fn wall(&self) -> Duration {
        self.wall
    }

    /// The phases that occurred, in the order of the pipeline.
    #[must_use]
    pub fn sums(&self) -> Vec<Sum> {
        let mut sums: BTreeMap<Phase, (Duration, usize)> = BTreeMap::new();
        for span in &self.spans {
            let (time, pieces) = sums.entry(span.phase).or_default();
            *time += span.own;
            *pieces += 1;
        }
        let mut ordered = Vec::new();
        for phase in Phase::ALL {
            if let Some(&(time, pieces)) = sums.get(&phase) {
                ordered.push(Sum { phase, time, pieces });
            }
        }
        ordered
    }

    /// Writes the time line in the form that `chrome://tracing` and Perfetto open (Trace Event Format, complete
    /// events, microseconds).
    ///
    /// # Errors
    /// Those of `out`.
    pub fn trace(&self, mut out: impl Write) -> io::Result<()> {
        out.write_all(b"{\"traceEvents\":[")?;
        for (number, span) in self.spans.iter().enumerate() {
            let comma = if number == 0 { "" } else { "," };
            let (name, thread) = (span.phase.code(), span.thread);
            let (from, total) = (span.from.as_micros(), span.total.as_micros());
            write!(
                out,
                "{comma}\n{{\"name\":\"{name}\",\"ph\":\"X\",\"pid\":1,\"tid\":{thread},\"ts\":{from},\"dur\":{total}"
            )?;
            if let Some(path) = &span.on {
                let path = serde_json::Value::from(&**path);
                write!(out, ",\"args\":{{\"path\":{path}}}")?;
            }
            out.write_all(b"}")?;
        }
        out.write_all(b"\n],\"displayTimeUnit\":\"ms\"}\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_of_an_inner_phase_counts_once_and_the_trace_is_json() {
        start();
        phase(Phase::Data, || {
            phase(Phase::Photos, || std::thread::sleep(Duration::from_millis(5)))
        });
        let report = report().unwrap();
        let photos = report.sums().into_iter().find(|sum| sum.phase == Phase::Photos).unwrap();
        assert!(photos.time >= Duration::from_millis(5));
        let outer = report.spans.iter().find(|span| span.phase == Phase::Data).unwrap();
        assert!(
            outer.total >= Duration::from_millis(5)
                && outer.own + Duration::from_millis(5) <= outer.total
        );
        let mut bytes = Vec::new();
        report.trace(&mut bytes).unwrap();
        let trace: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        let events = trace["traceEvents"].as_array().unwrap();
        assert!(events.iter().any(|event| event["name"] == "photos"
            && event["ph"] == "X"
            && event["dur"].as_u64() > Some(4_000)));
    }
}
