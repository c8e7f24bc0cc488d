//! Where the time of a run goes: phases of the pipeline, added up over all threads, and each piece of work on a time line.
//!
//! Off unless [`start`] is called, and then it costs a load of one flag. What is measured never reaches a page: the
//! figures go to the terminal and to a trace file only. Time of a phase inside another (a chart inside a page) counts
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
    /// Bytes → records, references resolved.
    Parse,
    /// Rules over the whole archive, seals.
    Check,
    /// Targets judged.
    Progress,
    /// What pages there are, who refers to whom, what each page says.
    Map,
    /// Charts drawn.
    Charts,
    /// What pages say put into templates.
    Render,
    /// Files of the search.
    Search,
    /// Photos cleaned and shrunk.
    Photos,
    /// Files of data.
    Data,
    /// Numbers of somebody looked for in what goes out.
    Privacy,
    /// Files written, compared with the old site's, the folders swapped.
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

static ON: AtomicBool = AtomicBool::new(false);
static BEGUN: OnceLock<Instant> = OnceLock::new();
static DONE: Mutex<Vec<Span>> = Mutex::new(Vec::new());
static THREADS: AtomicU32 = AtomicU32::new(0);

thread_local! {
    /// The number of this thread, and what its open spans have given away to inner ones.
    static THREAD: u32 = THREADS.fetch_add(1, Ordering::Relaxed);
    static OPEN: RefCell<Vec<Duration>> = const { RefCell::new(Vec::new()) };
}

/// A piece of work that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Span {
    phase: Phase,
    /// What was worked on: a path.
    on: Option<Box<str>>,
    thread: u32,
    /// Since the run began.
    from: Duration,
    whole: Duration,
    /// Without the work of other phases inside it.
    own: Duration,
}

/// Begins to measure this process.
pub fn start() {
    BEGUN.get_or_init(Instant::now);
    ON.store(true, Ordering::Relaxed);
}

/// Does a piece of work that belongs to a phase.
pub fn phase<T>(phase: Phase, work: impl FnOnce() -> T) -> T {
    measured(phase, None, work)
}

/// The same, of a file whose path the time line shows.
pub fn phase_on<T>(phase: Phase, path: &str, work: impl FnOnce() -> T) -> T {
    measured(phase, Some(path), work)
}

fn measured<T>(phase: Phase, on: Option<&str>, work: impl FnOnce() -> T) -> T {
    if !ON.load(Ordering::Relaxed) {
        return work();
    }
    let begun = *BEGUN.get_or_init(Instant::now);
    OPEN.with_borrow_mut(|it| it.push(Duration::ZERO));
    let from = begun.elapsed();
    let done = work();
    let whole = begun.elapsed().saturating_sub(from);
    let inner = OPEN.with_borrow_mut(|it| {
        let inner = it.pop().unwrap_or_default();
        if let Some(outer) = it.last_mut() {
            *outer += whole;
        }
        inner
    });
    let own = whole.saturating_sub(inner);
    let thread = THREAD.with(|it| *it);
    let span = Span { phase, on: on.map(Into::into), thread, from, whole, own };
    DONE.lock().unwrap_or_else(PoisonError::into_inner).push(span);
    done
}

/// What was measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Since [`start`].
    wall: Duration,
    spans: Vec<Span>,
}

/// One phase's sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// Which.
    pub phase: Phase,
    /// Time of all threads together.
    pub time: Duration,
    /// Pieces of work.
    pub pieces: usize,
}

/// What was measured so far; none when nothing was asked for.
#[must_use]
pub fn report() -> Option<Report> {
    let begun = BEGUN.get().filter(|_| ON.load(Ordering::Relaxed))?;
    let mut spans = DONE.lock().unwrap_or_else(PoisonError::into_inner).clone();
    spans.sort_by_key(|it| (it.from, std::cmp::Reverse(it.whole)));
    Some(Report { wall: begun.elapsed(), spans })
}

impl Report {
    /// Since the beginning of the run.
    #[must_use]
    pub fn wall(&self) -> Duration {
        self.wall
    }

    /// The phases that there were, in the order of the pipeline.
    #[must_use]
    pub fn sums(&self) -> Vec<Sum> {
        let mut sums: BTreeMap<Phase, (Duration, usize)> = BTreeMap::new();
        for it in &self.spans {
            let sum = sums.entry(it.phase).or_default();
            *sum = (sum.0 + it.own, sum.1 + 1);
        }
        let sum = |phase| sums.get(&phase).map(|it| Sum { phase, time: it.0, pieces: it.1 });
        Phase::ALL.into_iter().filter_map(sum).collect()
    }

    /// Writes the time line in the form that `chrome://tracing` and Perfetto open (Trace Event Format, complete
    /// events, microseconds).
    ///
    /// # Errors
    /// Those of `out`.
    pub fn trace(&self, mut out: impl Write) -> io::Result<()> {
        out.write_all(b"{\"traceEvents\":[")?;
        for (at, it) in self.spans.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            let (name, thread) = (it.phase.code(), it.thread);
            let (from, whole) = (it.from.as_micros(), it.whole.as_micros());
            write!(
                out,
                "{comma}\n{{\"name\":\"{name}\",\"ph\":\"X\",\"pid\":1,\"tid\":{thread},\"ts\":{from},\"dur\":{whole}"
            )?;
            if let Some(path) = &it.on {
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
    fn inner_work_counts_once_and_the_trace_is_json() {
        start();
        phase(Phase::Data, || {
            phase(Phase::Photos, || std::thread::sleep(Duration::from_millis(5)))
        });
        let report = report().unwrap();
        let of = |phase| report.sums().into_iter().find(|it| it.phase == phase).unwrap();
        assert!(of(Phase::Photos).time >= Duration::from_millis(5));
        let outer = report.spans.iter().find(|it| it.phase == Phase::Data).unwrap();
        assert!(
            outer.whole >= Duration::from_millis(5)
                && outer.own + Duration::from_millis(5) <= outer.whole
        );
        let mut bytes = Vec::new();
        report.trace(&mut bytes).unwrap();
        let trace: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        let events = trace["traceEvents"].as_array().unwrap();
        assert!(events.iter().any(|it| it["name"] == "photos"
            && it["ph"] == "X"
            && it["dur"].as_u64() > Some(4_000)));
    }
}
