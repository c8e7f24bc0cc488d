//! The time of building a portal over many counties. Run: `cargo bench --bench federation -- 1000`.
//!
//! Writes the published data of N counties (a county plan, pairs' plans, 60 schools, about 160 targets each; some
//! counties missing, some damaged, some figures withheld), builds the portal over them several times with the release
//! binary, and prints the median time, the peak memory and the size of the output. `GUIDANG_BENCH_KEEP=DIR` only writes the portal.

#![allow(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const ROUNDS: usize = 5;
const SCHOOLS: usize = 60;
const PAIRS: usize = 20;

fn main() {
    let counties = std::env::args().filter_map(|word| word.parse().ok()).next().unwrap_or(1000);
    if let Some(to) = std::env::var_os("GUIDANG_BENCH_KEEP") {
        portal(Path::new(&to), counties);
        return;
    }
    let work = tempfile::tempdir().expect("a temporary folder");
    let root = work.path().join("portal");
    let bytes = portal(&root, counties);
    let (mut times, mut peak, mut size) = (Vec::new(), 0, (0, 0));
    for round in 0..ROUNDS {
        let site = work.path().join(format!("site-{round}"));
        let (time, memory) = build(&root, &site);
        times.push(time);
        peak = peak.max(memory);
        size = measure(&site);
        fs::remove_dir_all(&site).expect("our own site");
    }
    times.sort();
    println!(
        "{counties} counties, {:.1} MB in; {} files, {:.1} MB out; median {:.2} s, worst {:.2} s, peak {} MiB",
        bytes as f64 / 1e6,
        size.0,
        size.1 as f64 / 1e6,
        times[ROUNDS / 2].as_secs_f64(),
        times[ROUNDS - 1].as_secs_f64(),
        peak / 1024
    );
}

/// Builds the portal. Returns the wall time and the peak memory in KiB (0 where the system does not report it).
fn build(root: &Path, site: &Path) -> (Duration, u64) {
    let started = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_guidang"))
        .args(["build", "-q", "--root"])
        .args([root, Path::new("-o"), site])
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("the release binary");
    let mut peak = 0;
    let status = loop {
        if let Some(status) = child.try_wait().expect("our own child") {
            break status;
        }
        let process_status =
            fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = process_status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let now = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
        peak = peak.max(now.unwrap_or(0));
        std::thread::sleep(Duration::from_millis(2));
    };
    assert!(status.success(), "the build failed");
    (started.elapsed(), peak)
}

/// Files and bytes below a folder.
fn measure(site: &Path) -> (usize, u64) {
    let files = walkdir::WalkDir::new(site).into_iter().filter_map(Result::ok);
    let files = files.filter(|entry| entry.file_type().is_file());
    let sizes = files.filter_map(|entry| entry.metadata().ok());
    sizes.fold((0, 0), |(count, bytes), metadata| (count + 1, bytes + metadata.len()))
}

/// Writes the portal and its counties. Returns the bytes of their data.
fn portal(root: &Path, counties: usize) -> usize {
    let put = |path: &str, text: &str| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("below the root")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    put("content/site.yaml", "标题: 测速省教育帮扶汇总\n截至日: 2024-07-31\n");
    let (mut sources, mut bytes) = ("下级档案:\n".to_owned(), 0);
    for at in 0..counties {
        let _ = writeln!(
            sources,
            "  - 名称: 第{at:04}县\n    文件夹: counties/c{at:04}\n    网址: https://c{at:04}.example/"
        );
        if at % 97 == 96 {
            continue; // has not reported
        }
        let archive = archive(at);
        let mut progress = progress(at);
        if at % 101 == 100 {
            let half = (progress.len() / 2..).find(|value| progress.is_char_boundary(*value));
            progress.truncate(half.unwrap_or_default());
        }
        bytes += archive.len() + progress.len();
        put(&format!("counties/c{at:04}/archive.json"), &archive);
        put(&format!("counties/c{at:04}/progress.json"), &progress);
    }
    put("content/下级档案.yaml", &sources);
    bytes
}

const INDICATORS: [(&str, &str, &str, &str, u64); 8] = [
    ("送教课时", "课时", "at_least", "sum", 900),
    ("听评课", "节", "at_least", "sum", 600),
    ("家访户数", "户", "at_least", "sum", 2000),
    ("资助金额", "元", "at_least", "sum", 400_000),
    ("培训教师", "人次", "at_least", "sum", 300),
    ("活动次数", "次", "at_least", "count", 240),
    ("优课率", "%", "at_least", "ratio", 30),
    ("辍学率", "%", "at_most", "last_ratio", 2),
];

fn archive(at: usize) -> String {
    let lines = |count: usize, line: &dyn Fn(usize) -> String| {
        (0..count).map(line).collect::<Vec<String>>().join(",\n")
    };
    let schools = lines(SCHOOLS, &|number| {
        format!(
            r#"{{"id":"s{number}","name":"第{at:04}县第{number}学校","href":"schools/s{number}/index.html"}}"#
        )
    });
    let pairs = lines(PAIRS, &|number| {
        format!(
            r#"{{"id":"pairs/p{number}","name":"第{number}结对","href":"pairs/p{number}/index.html"}}"#
        )
    });
    let of_pairs = lines(PAIRS, &|number| {
        format!(
            r#"{{"id":"pairs/p{number}/plans/2024","title":"第{number}结对2024年帮扶计划","start":"2024-02-01","end":"2024-07-31","school":null,"pair":"pairs/p{number}","href":"pairs/p{number}/plans/2024.html","aspirational":[]}}"#
        )
    });
    let indicators = lines(INDICATORS.len(), &|number| {
        let (name, unit, direction, aggregate, _) = INDICATORS[number];
        format!(
            r#"{{"name":"{name}","unit":"{unit}","direction":"{direction}","aggregate":"{aggregate}","sensitive":false,"href":"indicators/i{number}.html"}}"#
        )
    });
    let records = 4000 + at;
    format!(
        r#"{{"format":"guidang-data","version":1,"title":"第{at:04}县帮扶档案","organisation":"第{at:04}县教育局","language":"zh-CN","as_of":"2024-07-{:02}","latest_record":"2024-07-05","counts":{{"schools":{SCHOOLS},"pairs":{PAIRS},"plans":{},"records":{records}}},
"indicators":[{indicators}],"schools":[{schools}],"pairs":[{pairs}],
"plans":[{{"id":"plans/2024","title":"2024年全县帮扶计划","start":"2024-02-01","end":"2024-07-31","school":null,"pair":null,"href":"plans/2024.html","aspirational":[]}},
{of_pairs}]}}"#,
        at % 31 + 1,
        PAIRS + 1
    )
}

fn progress(at: usize) -> String {
    let mut targets = Vec::new();
    for number in 0..INDICATORS.len() {
        targets.push(target(at, number, "plans/2024", at));
    }
    for pair in 0..PAIRS {
        for number in 0..INDICATORS.len() {
            targets.push(target(at, number, &format!("pairs/p{pair}/plans/2024"), at + 7 * pair));
        }
    }
    let targets = targets.join(",\n");
    format!(
        "{{\"as_of\":\"2024-07-{:02}\",\n\"targets\":[\n{targets}],\n\"actions\":[]}}\n",
        at % 31 + 1
    )
}

fn target(at: usize, number: usize, plan: &str, seed: usize) -> String {
    let (name, unit, direction, aggregate, value) = INDICATORS[number];
    let share = ((seed * 37 + number * 101) % 140) as u64;
    let status = match (direction, share) {
        ("at_least", 100..) | ("at_most", ..=100) => "met",
        ("at_least", 80..) => "at_risk",
        ("at_least", 60..) => "behind",
        _ => "missed",
    };
    let withheld = number == 7 && at % 13 == 5;
    let actual = match withheld {
        true => "null".to_owned(),
        false => format!("\"{}.{}\"", value * share / 100, share % 9 + 1),
    };
    let suppressed = if withheld { ",\"suppressed\":true" } else { "" };
    let records: Vec<String> = (0..12)
        .map(|value| format!("\"schools/s{value}/visits/2024-03-{:02}-songjiao\"", value + 1))
        .collect();
    let records = records.join(",");
    format!(
        r#"{{"plan":"{plan}","target":"{name}","scope":"joint","indicator":"{name}","unit":"{unit}","direction":"{direction}","aggregate":"{aggregate}","value":"{value}","every":null,"status":"{status}","periods_met":0,"periods_due":1,"periods":[{{"start":"2024-02-01","end":"2024-07-31","actual":{actual},"expected":null,"status":"{status}","records":[{records}]{suppressed}}}]}}"#
    )
}
