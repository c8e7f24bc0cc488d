//! One very large school, plan or record, at the given size and at half of it: the time and peak memory of a cold build
//! with all features. A case whose cost is linear takes twice as long at the full size, and no more.
//!
//! - **months**: a plan over 12 years with a monthly target for each of 300 schools;
//! - **visits**: one school with 5 000 visits;
//! - **rows**: a ledger of 1 000 000 rows;
//! - **photos**: a record with 2 000 photos of 1600 × 1200 (their small copies are made each time).
//!
//! Run: `cargo bench --bench extremes`, or `-- visits rows` for some of them.

#![allow(clippy::print_stdout, reason = "a benchmark prints its figures")]
#![allow(missing_docs, unreachable_pub, reason = "no library")]

#[path = "../scale/timed.rs"]
#[allow(dead_code, reason = "the runs are shared")]
mod timed;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use rayon::prelude::*;

use timed::build;

/// A case: its name, its size, and the function that writes its archive.
const CASES: [(&str, usize, Write); 4] = [
    ("months", 300, months),
    ("visits", 5_000, visits),
    ("rows", 1_000_000, rows),
    ("photos", 2_000, photos),
];

type Write = fn(&Path, usize);

fn main() {
    let words: Vec<String> =
        std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    println!("{} threads", rayon::current_num_threads());
    println!(
        "| case | size | wall time (s) | × half size | peak memory (MiB) | files | output (MB) |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    for (name, size, write) in CASES {
        if !words.is_empty() && !words.iter().any(|word| word == name) {
            continue;
        }
        let mut half = None;
        for size in [size / 2, size] {
            let work = tempfile::tempdir().expect("a temporary folder");
            let (root, site) = (work.path().join("archive"), work.path().join("site"));
            common(&root);
            write(&root, size);
            let measured = build(&root, &site);
            let wall = measured.time.as_secs_f64();
            let growth = half.map_or("-".to_owned(), |value: f64| format!("{:.2}", wall / value));
            half = Some(wall);
            let (files, bytes) = size_of(&site);
            println!(
                "| {name} | {size} | {wall:.2} | {growth} | {} | {files} | {:.1} |",
                measured.peak / 1024,
                bytes as f64 / 1e6
            );
        }
    }
}

fn size_of(site: &Path) -> (usize, u64) {
    let files = walkdir::WalkDir::new(site).into_iter().flatten();
    let sizes = files.filter_map(|entry| entry.metadata().ok().filter(fs::Metadata::is_file));
    sizes.fold((0, 0), |(files, bytes), metadata| (files + 1, bytes + metadata.len()))
}

fn put(root: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let path = root.join("content").join(path);
    fs::create_dir_all(path.parent().expect("below a folder")).expect("a folder");
    fs::write(path, bytes).expect("a file");
}

fn common(root: &Path) {
    put(root, "site.yaml", "标题: 极端档案\n截至日: 2024-12-31\n");
    put(
        root,
        "指标.yaml",
        "指标:\n  - {名称: 走访, 单位: 次, 方向: 不低于, 汇总: 次数, 统计记录: 活动, 类型: 走访}\n  - {名称: 就餐人数, 单位: 人次, 方向: 不低于, 汇总: 合计}\n",
    );
    school(root, 0);
}

fn school(root: &Path, number: usize) {
    put(
        root,
        &format!("学校/s{number:04}/学校.yaml"),
        format!("名称: 第{number}中心小学\n学段: 小学\n"),
    );
}

/// A visit of a school on the `at`th of many days from 2013 on.
fn visit(root: &Path, school: usize, at: usize) {
    let (year, month, day) = (2013 + at / 336 % 12, at / 28 % 12 + 1, at % 28 + 1);
    put(
        root,
        &format!("学校/s{school:04}/活动/{year}-{month:02}-{day:02}-{at}.md"),
        format!(
            "---\n标题: 第{at}次走访\n日期: {year}-{month:02}-{day:02}\n类型: 走访\n---\n\n到校走访，查看教学、食堂和宿舍，与老师座谈。\n"
        ),
    );
}

fn months(root: &Path, schools: usize) {
    put(
        root,
        "计划/十二年.md",
        "---\n标题: 十二年规划\n开始: 2013-01-01\n结束: 2024-12-31\n目标:\n  - {指标: 走访, 值: 1, 每: 月, 范围: 各校}\n---\n",
    );
    (0..schools).into_par_iter().for_each(|school_number| {
        school(root, school_number);
        (0..12).for_each(|year| visit(root, school_number, year * 336 + school_number));
    });
}

fn visits(root: &Path, count: usize) {
    put(
        root,
        "学校/s0000/计划/2024.md",
        "---\n标题: 年度计划\n开始: 2024-01-01\n结束: 2024-12-31\n目标:\n  - {指标: 走访, 值: 300, 每: 月}\n---\n",
    );
    (0..count).into_par_iter().for_each(|number| visit(root, 0, number));
}

fn rows(root: &Path, count: usize) {
    let mut table = "日期,班级,就餐人数\n".to_owned();
    for row in 0..count {
        let (month, day) = (row / 28 % 12 + 1, row % 28 + 1);
        let _ = writeln!(table, "2024-{month:02}-{day:02},{}班,{}", row % 40 + 1, row % 60 + 1);
    }
    put(root, "学校/s0000/台账/餐.csv", table);
    put(
        root,
        "学校/s0000/台账/餐.md",
        "---\n标题: 营养餐台账\n表: 餐.csv\n列:\n  - {名称: 日期, 作为: 日期}\n  - {名称: 班级, 作为: 文字}\n  - {名称: 就餐人数, 作为: 数据}\n---\n",
    );
    put(
        root,
        "学校/s0000/计划/2024.md",
        "---\n标题: 年度计划\n开始: 2024-01-01\n结束: 2024-12-31\n目标:\n  - {指标: 就餐人数, 值: 20000000}\n---\n",
    );
}

fn photos(root: &Path, count: usize) {
    let folder = "学校/s0000/活动/2024-06-01";
    let list: String =
        (0..count).map(|number| format!("![第{number}张](p{number:04}.jpg)\n\n")).collect();
    put(
        root,
        &format!("{folder}/index.md"),
        format!("---\n标题: 六一活动\n日期: 2024-06-01\n类型: 走访\n---\n\n{list}"),
    );
    (0..count).into_par_iter().for_each(|number| {
        let shade = |a: u32| ((a as usize * 7 + number * 13) % 256) as u8;
        // No two are the same: copies are kept by content.
        let own = |a: u32| shade(a) ^ (number / 256) as u8;
        let picture =
            RgbImage::from_fn(1600, 1200, |x, y| Rgb([shade(x / 8), shade(y / 8), own(x ^ y)]));
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, 70).encode_image(&picture).expect("a JPEG");
        put(root, &format!("{folder}/p{number:04}.jpg"), bytes);
    });
}
