//! The cost of each phase as an archive grows, in instructions, which are the same on every machine and under any load.
//!
//! Run: `cargo bench --bench cost -- 250 1000`. Each phase runs in a process of its own, on one thread, under `valgrind`
//! (`apt-get install valgrind`), once with the phase and once without; the difference is its cost. For each two
//! sizes the table shows by how much the cost grew and by how much `n log n` did. A phase that grows faster than that
//! (with a tenth to spare for what small archives have in their favour) makes the run fail: `.ci/run` asks for it.

#![allow(clippy::print_stdout, reason = "a benchmark prints its figures")]
#![allow(missing_docs, unreachable_pub, reason = "no library")]

#[path = "../scale/archive.rs"]
#[allow(dead_code, reason = "the generator is shared")]
mod archive;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use guidang::engine::lint::{Checked, check};
use guidang::engine::progress;
use guidang::parse;
use guidang::site::search;
use guidang::site::{Options, PageRenderer, Site, Theme};
use guidang::source::FolderSource;
use guidang::source::Source;
use rayon::prelude::*;

/// How far a run goes; each stage includes the ones before it.
const STAGES: [&str; 7] = ["read", "parse", "progress", "check", "map", "render", "search"];

/// A phase, the stage that ends with it, and the stage just before it.
const PHASES: [(&str, &str, &str); 6] = [
    ("parse", "parse", "read"),
    ("progress", "progress", "parse"),
    ("check", "check", "parse"),
    ("map", "map", "check"),
    ("render", "render", "map"),
    ("search", "search", "render"),
];

/// The factor by which a phase may grow more than n log n between two sizes.
const SPARE: f64 = 1.1;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let Some(at) = words.iter().position(|word| word == "--stage") {
        run(&words[at + 1], Path::new(&words[at + 2]));
        return ExitCode::SUCCESS;
    }
    let mut sizes: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
    if sizes.len() < 2 {
        sizes = vec![250, 1000];
    }
    sizes.sort_unstable();
    let folders: Vec<tempfile::TempDir> = sizes.iter().map(|size| generated(*size)).collect();
    let costs: Vec<Vec<f64>> = folders.iter().map(|folder| of_stages(folder.path())).collect();
    table(&sizes, &costs)
}

fn generated(records: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    archive::write(folder.path(), records);
    folder
}

/// The instructions up to the end of each stage. They do not depend on other processes, so the stages run in parallel.
fn of_stages(root: &Path) -> Vec<f64> {
    STAGES.par_iter().map(|stage| instructions(stage, root)).collect()
}

fn instructions(stage: &str, root: &Path) -> f64 {
    let program = std::env::current_exe().expect("our own name");
    let out = Command::new("valgrind")
        .args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"])
        .arg(program)
        .args(["--stage", stage])
        .arg(root)
        .env("RAYON_NUM_THREADS", "1")
        .output()
        .expect("valgrind runs: apt-get install valgrind");
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(out.status.success(), "{said}");
    let line = said.lines().find(|line| line.contains("I refs:") || line.contains("I   refs:"));
    let digits = line.map(|line| line.rsplit(':').next().unwrap_or("").replace(',', ""));
    digits
        .and_then(|value| value.trim().parse().ok())
        .unwrap_or_else(|| panic!("no count in {said}"))
}

/// Prints the table. Fails when a phase grows too fast.
fn table(sizes: &[usize], costs: &[Vec<f64>]) -> ExitCode {
    let at = |stage: &str| STAGES.iter().position(|name| *name == stage).expect("a stage");
    let millions = |value: f64| value / 1e6;
    let heads: Vec<String> = sizes.iter().map(|size| format!("{size} records")).collect();
    println!(
        "Millions of instructions, and the growth between two sizes with its limit, that of n log n\n"
    );
    println!("| phase | {} |", heads.join(" | growth | "));
    println!("| --- |{}", " --- |".repeat(2 * sizes.len() - 1));
    let mut too_fast = Vec::new();
    for (phase, with, without) in PHASES {
        let of: Vec<f64> = costs.iter().map(|cost| cost[at(with)] - cost[at(without)]).collect();
        let mut row = format!("| {phase} | {:.1} |", millions(of[0]));
        for (pair, sizes) in of.windows(2).zip(sizes.windows(2)) {
            let (growth, bound) = (pair[1] / pair[0], n_log_n(sizes[1]) / n_log_n(sizes[0]));
            row.push_str(&format!(" ×{growth:.2} (≤ ×{bound:.2}) | {:.1} |", millions(pair[1])));
            if bound * SPARE < growth {
                too_fast.push(format!("{phase}: ×{growth:.2} from {} to {}", sizes[0], sizes[1]));
            }
        }
        println!("{row}");
    }
    if too_fast.is_empty() {
        return ExitCode::SUCCESS;
    }
    println!("\nFaster than n log n: {}", too_fast.join("; "));
    ExitCode::FAILURE
}

fn n_log_n(n: usize) -> f64 {
    let n = n as f64;
    n * n.ln()
}

/// Runs all phases up to a stage.
fn run(stage: &str, root: &Path) {
    let stage = STAGES.iter().position(|name| *name == stage).expect("a stage");
    let reached = |name: &str| STAGES.iter().position(|other| *other == name) <= Some(stage);
    let tree = FolderSource::open(root, "content").expect("an archive");
    if !reached("parse") {
        let sum: usize =
            tree.paths().iter().filter_map(|value| Some(tree.bytes(value).ok()?.len())).sum();
        return println!("{sum} bytes");
    }
    let parsed = parse::archive(&tree).expect("an archive");
    let day = parsed.archive.site.as_of.or_else(|| parsed.archive.latest_day()).expect("a day");
    if stage == 1 {
        return println!("{} records", parsed.archive.records.len());
    }
    if stage == 2 {
        let (readings, _) = progress::read(&parsed.archive, day);
        return println!("{} readings", readings.targets.len());
    }
    let checked = check(parsed, None);
    if reached("map") {
        build(&checked, reached("render"), reached("search"));
    }
}

fn build(checked: &Checked, renders: bool, searches: bool) {
    let theme = Theme::load("themes/default", Vec::new()).expect("the theme");
    let site = Site::new(&checked.archive, &checked.readings, &checked.blocks, Options::default());
    let (pages, finder) = (site.pages(), PageRenderer::new(&site));
    let mut documents = Vec::new();
    let mut bytes = 0;
    if renders {
        for page in &pages {
            let rendered = finder.render(page, &theme).expect("a page");
            bytes += rendered.html.len();
            documents.extend(rendered.found);
        }
    }
    if searches {
        let put = |_: &str, _: &[u8]| Ok::<(), PathBuf>(());
        search::build_index(documents, &finder.facets(), &put).expect("a search");
    }
    println!("{} pages, {bytes} bytes", pages.len());
}
