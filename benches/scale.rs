//! How long a build takes, beside writing the same bytes from memory. Run: `cargo bench --bench scale -- 10000`.
//!
//! Makes an archive of N records (realistic sizes, ledgers included), then takes turns for several rounds: a cold
//! build by the release binary, a build over an unchanged site, and the floor: the same files with the same bytes
//! written from memory by as many threads. Prints medians and ratios of one round; peak memory is the process's own.

#![allow(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use rayon::prelude::*;

const ROUNDS: usize = 5;

fn main() {
    let records = std::env::args().filter_map(|it| it.parse().ok()).next().unwrap_or(10_000);
    let work = tempfile::tempdir().expect("a temporary folder");
    if let Some(to) = std::env::var_os("GUIDANG_BENCH_KEEP") {
        archive(Path::new(&to), records);
        return;
    }
    let root = work.path().join("archive");
    archive(&root, records);
    let (mut cold, mut warm, mut floors, mut peak) = (Vec::new(), Vec::new(), Vec::new(), 0);
    let mut size = (0, 0);
    for round in 0..ROUNDS {
        let site = work.path().join(format!("site-{round}"));
        let (time, memory) = build(&root, &site);
        cold.push(time);
        peak = peak.max(memory);
        warm.push(build(&root, &site).0);
        let files = read(&site);
        size = (files.len(), files.iter().map(|(_, it)| it.len()).sum::<usize>());
        floors.push(floor(&files, &work.path().join("floor")));
        fs::remove_dir_all(&site).expect("our own site");
    }
    let ratios = |times: &[Duration]| {
        let each =
            times.iter().zip(&floors).map(|(it, floor)| it.as_secs_f64() / floor.as_secs_f64());
        median(each.collect())
    };
    let seconds = |times: &[Duration]| median(times.iter().map(Duration::as_secs_f64).collect());
    println!(
        "{records} records, {} files, {:.1} MB, peak {} MiB, medians of {ROUNDS} rounds",
        size.0,
        size.1 as f64 / 1e6,
        peak / 1024
    );
    println!("floor  {:.3} s", seconds(&floors));
    println!("cold   {:.3} s  {:.2} x floor", seconds(&cold), ratios(&cold));
    println!("again  {:.3} s  {:.2} x floor", seconds(&warm), ratios(&warm));
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Wall time and peak memory (KiB; 0 where the system does not tell).
fn build(root: &Path, site: &Path) -> (Duration, u64) {
    let started = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_guidang"))
        .args(["build", "-q", "--root"])
        .args([root, Path::new("-o"), site])
        .stdout(std::process::Stdio::null())
        .spawn()
        .expect("the release binary");
    let mut peak = 0;
    let status = loop {
        if let Some(status) = child.try_wait().expect("our own child") {
            break status;
        }
        let told = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = told.lines().find_map(|it| it.strip_prefix("VmHWM:"));
        peak = peak
            .max(line.and_then(|it| it.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0));
        std::thread::sleep(Duration::from_millis(2));
    };
    assert!(status.success(), "the build failed");
    (started.elapsed(), peak)
}

fn read(site: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let files = walkdir::WalkDir::new(site)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|it| it.file_type().is_file());
    files
        .map(|it| {
            (
                it.path().strip_prefix(site).expect("below it").to_owned(),
                fs::read(it.path()).expect("a file"),
            )
        })
        .collect()
}

fn floor(files: &[(PathBuf, Vec<u8>)], folder: &Path) -> Duration {
    let started = Instant::now();
    let mut folders: Vec<&Path> = files.iter().filter_map(|(it, _)| it.parent()).collect();
    folders.sort();
    folders.dedup();
    folders.iter().for_each(|it| fs::create_dir_all(folder.join(it)).expect("a folder"));
    files.par_iter().for_each(|(path, bytes)| fs::write(folder.join(path), bytes).expect("a file"));
    let time = started.elapsed();
    fs::remove_dir_all(folder).expect("our own folder");
    time
}

/// Writes an archive: a school for 60 records, a pair for two schools, a plan for each pair and one for all.
fn archive(root: &Path, records: usize) {
    let put = |path: &str, text: &str| {
        let path = root.join("content").join(path);
        fs::create_dir_all(path.parent().expect("below content")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    put("site.yaml", "标题: 测速档案\n");
    put("指标.yaml", INDICATORS);
    let schools = (records / 60).max(2) & !1;
    for school in 0..schools {
        put(
            &format!("学校/s{school:04}/学校.yaml"),
            &format!("名称: 第{school}中心小学\n学段: 小学\n简称: [校{school}]\n"),
        );
    }
    for pair in 0..schools / 2 {
        let (helper, helped) = (pair * 2, pair * 2 + 1);
        put(
            &format!("结对/p{pair:04}/结对.yaml"),
            &format!("帮扶校: 校{helper}\n受援校: 校{helped}\n开始: 2020-09-01\n"),
        );
        put(&format!("结对/p{pair:04}/计划/2024.md"), PLAN);
    }
    put("计划/county.md", COUNTY);
    let sentences: Vec<&str> = TEXT.split_inclusive('。').collect();
    (0..records).into_par_iter().for_each(|number| {
        let school = number % schools;
        let (month, day) = (number / schools % 10 + 1, number / schools / 10 % 28 + 1);
        let kind = number % 12;
        let body: String = (0..9).map(|it| sentences[(number * 7 + it * 3) % sentences.len()]).collect();
        let text = match kind {
            0 => format!("---\n标题: 第{number}号总结\n学期: 2023-2024-2\n日期: 2024-{month:02}-{day:02}\n---\n\n## 做法\n\n{body}\n"),
            _ => format!(
                "---\n标题: 第{number}次送教活动\n日期: 2024-{month:02}-{day:02}\n类型: {}\n参加人: [王老师, 李老师]\n地点: 多功能室\n数据:\n  送教课时: {}\n  优课节数: {}\n  评课节数: 4\n材料: [教案, 照片]\n---\n\n## 经过\n\n{body}\n\n- 听课{}节\n- **评课**一次\n\n## 下一步\n\n{}\n",
                ["送教下乡", "专题讲座", "看一日活动"][number % 3], number % 4, number % 4, number % 5, sentences[number % sentences.len()]
            ),
        };
        let folder = if kind == 0 { "总结" } else { "活动" };
        put(&format!("学校/s{school:04}/{folder}/2024-{month:02}-{day:02}-{number}.md"), &text);
    });
    (0..schools).into_par_iter().for_each(|school| {
        let rows: String = (0..200)
            .map(|it| {
                format!(
                    "2024-{:02}-{:02},{},{}\n",
                    it % 10 + 1,
                    it % 28 + 1,
                    200 + it,
                    (200 + it) * 4
                )
            })
            .collect();
        put(&format!("学校/s{school:04}/台账/餐.csv"), &format!("日期,就餐人数,支出\n{rows}"));
        put(&format!("学校/s{school:04}/台账/餐.md"), LEDGER);
    });
}

const INDICATORS: &str = "指标:
  - {名称: 送教课时, 单位: 课时, 方向: 不低于, 汇总: 合计}
  - {名称: 优课率, 单位: '%', 方向: 不低于, 汇总: 比率, 分子: 优课节数, 分母: 评课节数}
  - {名称: 看活动, 单位: 次, 方向: 不低于, 汇总: 次数, 统计记录: 活动, 类型: 看一日活动}
  - {名称: 餐次, 单位: 人次, 方向: 不低于, 汇总: 合计, 计量: 就餐人数}
  - {名称: 支出, 单位: 元, 方向: 不超过, 汇总: 合计}
";
const PLAN: &str = "---
标题: 结对计划
开始: 2024-03-01
结束: 2024-12-31
目标:
  - {指标: 送教课时, 值: 10, 每: 学期}
  - {指标: 看活动, 值: 1, 每: 月}
  - {指标: 优课率, 值: 30, 范围: 受援方, 每: 学期}
---

按学期推进，逐月检查。
";
const COUNTY: &str = "---
标题: 全县计划
开始: 2024-01-01
结束: 2024-12-31
目标:
  - {指标: 餐次, 值: 30000, 范围: 各校}
  - {指标: 送教课时, 值: 5000}
---

全县一盘棋。
";
const LEDGER: &str = "---
标题: 营养餐台账
表: 餐.csv
列:
  - {名称: 日期, 作为: 日期}
  - {名称: 就餐人数, 作为: 数据}
  - {名称: 支出, 作为: 数据}
---
";
const TEXT: &str = "上午第一节由王老师执教示范课，两校教师一起听课。课后大家围绕提问的层次展开评课，指出有的问题跨度太大。\
李老师带来集体备课的提纲，逐条说明怎样从学生的生活入手。教研组长记录了七条意见，约定下次带着改过的教案再来。\
受援校的老师说，最难的是低年级的常规，孩子坐不住。我们建议把活动切成小段，每段都有要做的事。\
午间一起查看了图书角，图书分类清楚，借阅登记齐全。下午的专题讲座讲作业设计，二十三位老师到场。\
讲座之后留出四十分钟答疑，问得最多的是怎样照顾走得慢的孩子。大家觉得按组分层布置比较可行。\
临走前校长介绍了本学期的课程安排，并约定每月互访一次。回校后整理了听课笔记，存入帮扶档案。\
家长开放日来了四十多位家长，看了课间操和社团展示。意见表收回三十八份，多数希望增加户外活动。\
问题也有：多媒体设备常常卡顿，影响上课。已报总务处检修，并把备用投影借给他们用到学期末。";
