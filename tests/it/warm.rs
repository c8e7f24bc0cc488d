//! Builds after a change: the site is byte for byte that of a clean build, whatever was changed and whatever happened
//! to the cache.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::support::{archive, copy, files, guidang, small_with, stderr, write};

const VISIT: &str = "content/学校/shiyan/活动/2024-03-15-送教.md";
const CACHE: &str = ".guidang-cache";

/// The site that a clean build makes of the archive; `None` when the archive has errors.
fn clean(root: &Path) -> Option<BTreeMap<String, Vec<u8>>> {
    let temp = tempfile::tempdir().unwrap();
    for folder in ["content", "themes"] {
        if root.join(folder).exists() {
            copy(&root.join(folder), &temp.path().join(folder));
        }
    }
    let output = guidang(temp.path(), &["build"]);
    output.status.success().then(|| files(&temp.path().join("output")))
}

/// Builds. Returns the number of pages that were rendered.
fn build(root: &Path) -> usize {
    let output = guidang(root, &["build", "--timings"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let messages = stderr(&output);
    let line = messages.lines().find(|line| line.contains("排版页面"));
    let count = line.and_then(|line| line.rsplit_once('，')?.1.strip_suffix('次')?.parse().ok());
    count.unwrap_or(0)
}

/// Changes a file of an archive.
fn edit(root: &Path, path: &str, change: impl Fn(&str) -> String) {
    let text = fs::read_to_string(root.join(path)).unwrap();
    write(root, path, change(&text).as_bytes());
}

fn as_clean(root: &Path) {
    assert!(Some(files(&root.join("output"))) == clean(root));
}

#[test]
fn a_changed_text_renders_only_its_pages() {
    let root = small_with(&[]);
    let all = build(root.path());
    assert!(20 < all, "{all}");
    assert_eq!(build(root.path()), 0, "nothing has changed");
    edit(root.path(), VISIT, |text| format!("{text}\n又上了一节音乐课。\n"));
    let before = fs::metadata(root.path().join("output/index.html")).unwrap();
    assert_eq!(build(root.path()), 1, "the page of the visit");
    as_clean(root.path());
    let after = fs::metadata(root.path().join("output/index.html")).unwrap();
    assert_eq!(before.modified().unwrap(), after.modified().unwrap());
    // Again, and back: both trees have been brought up to date.
    for text in ["音乐课", "美术课", "体育课"] {
        edit(root.path(), VISIT, |old| format!("{old}\n又上了一节{text}。\n"));
        assert_eq!(build(root.path()), 1);
        as_clean(root.path());
    }
}

/// Only the pages that show a change are rendered.
#[test]
fn only_pages_whose_view_changed_are_rendered() {
    let root = small_with(&[]);
    let all = build(root.path());
    type Change = (&'static str, fn(&Path), std::ops::Range<usize>);
    let changes: &[Change] = &[
        (
            "a title, which lists show too",
            |root| edit(root, VISIT, |text| text.replace("第一次送教", "第一次送教下乡")),
            3..18,
        ),
        (
            "a figure",
            |root| edit(root, VISIT, |text| text.replace("送教课时: 4", "送教课时: 5")),
            3..18,
        ),
        (
            "a record more",
            |root| {
                write(root, "content/学校/shiyan/活动/2024-03-14-新/名单.txt", b"one");
                write(root, NEW, NEW_TEXT.as_bytes());
            },
            4..24,
        ),
        (
            "the size of an attachment",
            |root| {
                write(root, "content/学校/shiyan/活动/2024-03-14-新/名单.txt", &b"x".repeat(5000))
            },
            1..5,
        ),
        ("a record less", |root| fs::remove_file(root.join(NEW)).unwrap(), 2..24),
        (
            "a page with another path",
            |root| {
                edit(root, "content/指标.yaml", |text| text.replace("看活动次数", "看活动的次数"))
            },
            1..8,
        ),
        (
            "the title of all",
            |root| edit(root, "content/site.yaml", |text| text.replacen("标题: ", "标题: 新", 1)),
            all..all + 1,
        ),
    ];
    for (what, change, range) in changes {
        change(root.path());
        let made = build(root.path());
        assert!(range.contains(&made), "{what}: {made} pages of {all}");
        as_clean(root.path());
        assert_eq!(build(root.path()), 0, "{what}");
    }
    // A template of a theme changes every page.
    write(root.path(), "themes/default/foot.html", b"<footer>x</footer>");
    assert_eq!(build(root.path()), all);
    as_clean(root.path());
}

const NEW: &str = "content/学校/shiyan/活动/2024-03-14-新/index.md";
const NEW_TEXT: &str =
    "---\n标题: 新记录\n日期: 2024-03-14\n类型: 看一日活动\n---\n\n看了一日活动。\n";

/// One more record must not change the pages of all others: a figure of very many records is shown at its target only.
#[test]
fn a_figure_of_very_many_records_is_shown_at_its_target_only() {
    let root = small_with(&[]);
    for number in 0..70 {
        let day = format!("2024-0{}-{:02}", 3 + number / 28, 1 + number % 28);
        let text = format!(
            "---\n标题: 第{number}次\n日期: {day}\n类型: 送教下乡\n数据:\n  送教课时: 1\n---\n"
        );
        write(
            root.path(),
            &format!("content/学校/shiyan/活动/送教-{number:02}.md"),
            text.as_bytes(),
        );
    }
    let page = |name: &str| {
        let path = root.path().join("output/schools/shiyan/visits").join(name);
        fs::read_to_string(path).unwrap()
    };
    let all = build(root.path());
    assert!(90 < all, "{all}");
    let one = page("songjiao-05.html");
    assert!(one.contains("见目标") && !one.contains("74课时"), "{one}");
    edit(root.path(), "content/学校/shiyan/活动/送教-30.md", |text| {
        text.replace("送教课时: 1", "送教课时: 2")
    });
    let made = build(root.path());
    assert!((3..20).contains(&made), "{made} of {all}");
    assert_eq!(page("songjiao-05.html"), one);
    as_clean(root.path());
}

/// The rows of a ledger are one record: its page shows their total.
#[test]
fn a_figure_of_many_rows_of_one_ledger_is_shown_on_the_ledgers_page() {
    let head = "---\n标题: 送教台账\n表: 送教.csv\n列:\n  - {名称: 日期, 作为: 日期}\n  - {名称: 送教课时, 作为: 数据}\n---\n";
    let rows =
        (0..90).map(|number| format!("2024-0{}-{:02},1\n", 3 + number / 28, 1 + number % 28));
    let table = format!("日期,送教课时\n{}", rows.collect::<String>());
    let root = small_with(&[
        ("content/学校/shiyan/台账/送教.md", head.as_bytes()),
        ("content/学校/shiyan/台账/送教.csv", table.as_bytes()),
    ]);
    build(root.path());
    let ledgers = root.path().join("output/schools/shiyan/ledgers");
    let page = fs::read_to_string(ledgers.join("songjiao.html")).unwrap();
    assert!(page.contains("94课时") && !page.contains("见目标"), "{page}");
}

/// Whether drafts are shown is decided in each build, not taken from the previous one.
#[test]
fn drafts_are_shown_only_in_builds_that_ask_for_them() {
    let plan = "---\n标题: 园本计划\n开始: 2024-03-01\n结束: 2024-12-31\n草稿: 是\n目标:\n  - 指标: 送教课时\n    值: 3\n---\n";
    let visit = "---\n标题: 第二次送教\n日期: 2024-03-08\n类型: 送教下乡\n计划: 园本计划\n---\n";
    let root = small_with(&[
        ("content/学校/shiyan/计划/园本计划.md", plan.as_bytes()),
        ("content/学校/shiyan/活动/2024-03-08.md", visit.as_bytes()),
    ]);
    let site = root.path().join("output");
    for args in [&["build"][..], &["build", "--drafts"], &["build"]] {
        let output = guidang(root.path(), args);
        assert!(output.status.success(), "{}", stderr(&output));
        let temp = [args, &["-o", "clean"]].concat();
        let _ = fs::remove_dir_all(root.path().join("clean"));
        let output = guidang(root.path(), &temp);
        assert!(output.status.success(), "{}", stderr(&output));
        assert!(files(&site) == files(&root.path().join("clean")), "{args:?}");
    }
}

#[test]
fn changes_made_to_the_site_are_undone_by_the_next_build() {
    let root = small_with(&[]);
    let site = root.path().join("output");
    let all = build(root.path());
    let page = site.join("visits.html");
    type Harm = (&'static str, fn(&Path));
    let harms: &[Harm] = &[
        ("written over", |page| fs::write(page, "x").unwrap()),
        ("same size, same time", |page| {
            let (time, mut bytes) =
                (page.metadata().unwrap().modified().unwrap(), fs::read(page).unwrap());
            bytes[0] ^= 1;
            fs::write(page, bytes).unwrap();
            fs::File::options().write(true).open(page).unwrap().set_modified(time).unwrap();
        }),
        ("removed", |page| fs::remove_file(page).unwrap()),
        ("another file", |page| {
            fs::remove_file(page).unwrap();
            fs::write(page, "x").unwrap();
        }),
        ("a file more", |page| fs::write(page.with_file_name("more.html"), "x").unwrap()),
        ("a folder more", |page| fs::create_dir(page.with_file_name("more")).unwrap()),
        ("replaced whole", |page| {
            let site = page.parent().unwrap();
            let other = site.with_file_name("other");
            copy(site, &other);
            fs::remove_dir_all(site).unwrap();
            fs::rename(other, site).unwrap();
        }),
    ];
    for (what, harm) in harms {
        harm(&page);
        edit(root.path(), VISIT, |text| format!("{text}\n{what}\n"));
        assert_eq!(build(root.path()), all, "{what}");
        assert!(Some(files(&site)) == clean(root.path()), "{what}");
        edit(root.path(), VISIT, |text| format!("{text}\nagain\n"));
        assert_eq!(build(root.path()), 1, "{what}: the build after it is incremental again");
        as_clean(root.path());
    }
}

/// Every file of the cache may be damaged or missing.
#[test]
fn a_damaged_cache_is_never_trusted() {
    let root = small_with(&[]);
    build(root.path());
    let cache = root.path().join(CACHE);
    edit(root.path(), VISIT, |text| format!("{text}\n又一节。\n"));
    build(root.path()); // the second build makes the shadow tree
    let paths: Vec<PathBuf> = files(&cache).keys().map(|path| cache.join(path)).collect();
    assert!(paths.iter().any(|path| path.ends_with("build")));
    let in_shadow_tree: Vec<&PathBuf> = paths
        .iter()
        .filter(|path| path.components().any(|part| part.as_os_str() == "site"))
        .collect();
    assert!(20 < in_shadow_tree.len());
    let others = paths.iter().filter(|path| !in_shadow_tree.contains(path));
    for path in others.chain(in_shadow_tree.iter().copied().step_by(9)) {
        for damage in 0..3 {
            if let Ok(mut bytes) = fs::read(path) {
                let half = bytes.len() / 2;
                // A new file, since the shadow tree shares its files with the site.
                fs::remove_file(path).unwrap();
                match damage {
                    0 => {}
                    1 => fs::write(path, &bytes[..half]).unwrap(),
                    _ => {
                        bytes.get_mut(half).into_iter().for_each(|value| *value ^= 4);
                        fs::write(path, bytes).unwrap();
                    }
                }
            }
            edit(root.path(), VISIT, |text| format!("{text}\n又一节。\n"));
            build(root.path());
            as_clean(root.path());
        }
    }
    fs::remove_dir_all(&cache).unwrap();
    build(root.path());
    as_clean(root.path());
}

/// The cached state of a site is removed with the site.
#[test]
fn cached_state_of_removed_sites_is_removed() {
    let root = small_with(&[]);
    let cached_sites = || fs::read_dir(root.path().join(CACHE).join("v2/sites")).unwrap().count();
    for (output, count) in [("one", 1), ("two", 2)] {
        assert!(guidang(root.path(), &["build", "-o", output]).status.success());
        assert_eq!(cached_sites(), count);
    }
    fs::remove_dir_all(root.path().join("one")).unwrap();
    edit(root.path(), VISIT, |text| text.replace("第一次", "第二次"));
    assert!(guidang(root.path(), &["build", "-o", "two"]).status.success());
    assert_eq!(cached_sites(), 1);
}

/// Schools whose pages depend on records of others: a joint figure, a link, and a chart of a school without records.
const OUTSIDE: &[(&str, &str)] = &[
    (
        "content/计划/2024.md",
        "---\n标题: 全县计划\n开始: 2024-03-01\n结束: 2024-12-31\n目标:\n  - 指标: 送教课时\n    值: 10\n    范围: 合计\n---\n",
    ),
    ("content/学校/waixiao/学校.yaml", "名称: 白石小学\n学段: 小学\n"),
    (
        OUTSIDE_VISIT,
        "---\n标题: 外校送教\n日期: 2024-03-20\n类型: 送教下乡\n数据:\n  送教课时: 2\n---\n\n同一天还有[另一次](../../shiyan/活动/2024-03-15-送教.md)。\n",
    ),
    ("content/学校/beishan/学校.yaml", "名称: 北山小学\n学段: 小学\n"),
    (
        OUTSIDE_SUMMARY,
        "---\n标题: 外校总结\n学期: 2023—2024学年第二学期\n日期: 2024-07-02\n---\n\n```chart\n目标:\n  计划: 全县计划\n  指标: 送教课时\n图: 子弹图\n```\n",
    ),
];
const OUTSIDE_VISIT: &str = "content/学校/waixiao/活动/2024-03-20-送教.md";
const OUTSIDE_SUMMARY: &str = "content/学校/beishan/总结/2024.md";

/// Pages of a school follow the records of another school wherever they show them, and only there.
#[test]
fn pages_follow_records_of_other_schools() {
    let outside: Vec<(&str, &[u8])> =
        OUTSIDE.iter().map(|file| (file.0, file.1.as_bytes())).collect();
    let root = small_with(&outside);
    build(root.path());
    let schools = root.path().join("output/schools");
    let pages = || {
        ["waixiao/visits/2024-03-20-songjiao.html", "beishan/summaries/2024.html"]
            .map(|value| fs::read_to_string(schools.join(value)).unwrap())
    };
    let first = pages();
    assert!(first[0].contains("../../shiyan/visits/2024-03-15-songjiao.html"), "{}", first[0]);
    assert!(first[1].contains("<svg"), "{}", first[1]);
    edit(root.path(), VISIT, |text| text.replace("送教课时: 4", "送教课时: 9"));
    build(root.path());
    let figure = pages();
    assert!(figure[0].contains("已达成") && !first[0].contains("已达成"), "the joint figure");
    assert_ne!(figure[1], first[1], "a chart of the joint figure");
    as_clean(root.path());
    edit(root.path(), VISIT, |text| text.replace("标题: 第一次送教", "标题: 头一次送教"));
    build(root.path());
    assert_eq!(pages(), figure, "no page there shows the title");
    as_clean(root.path());
    edit(root.path(), VISIT, |text| text.replace("类型: ", "公示至: 2024-03-16\n类型: "));
    build(root.path());
    let over = pages();
    assert!(!over[0].contains("songjiao.html\">另一次"), "a link to what is no longer public");
    as_clean(root.path());
    fs::remove_file(root.path().join(OUTSIDE_SUMMARY)).unwrap();
    build(root.path());
    as_clean(root.path());
}

/// A text may show what is next to a plan of all.
#[test]
fn a_changed_picture_of_a_plan_updates_the_pages_that_show_it() {
    let picture = |width, height| {
        let mut bytes = Cursor::new(Vec::new());
        let plain = image::RgbImage::from_pixel(width, height, image::Rgb([9, 90, 200]));
        plain.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    };
    let place = "content/计划/2024/图.png";
    let root = small_with(&[
        ("content/计划/2024/index.md", OUTSIDE[0].1.as_bytes()),
        (place, &picture(40, 30)),
        ("content/学校/waixiao/学校.yaml", OUTSIDE[1].1.as_bytes()),
        (
            OUTSIDE_VISIT,
            "---\n标题: 看图\n日期: 2024-03-20\n类型: 送教下乡\n---\n\n![安排](../../../计划/2024/图.png)\n"
                .as_bytes(),
        ),
    ]);
    build(root.path());
    let page = || {
        let path = "output/schools/waixiao/visits/2024-03-20-songjiao.html";
        fs::read_to_string(root.path().join(path)).unwrap()
    };
    assert!(page().contains("width=\"40\""), "{}", page());
    write(root.path(), place, &picture(60, 30));
    build(root.path());
    assert!(page().contains("width=\"60\""), "{}", page());
    as_clean(root.path());
}

/// One of the edits that people make to an archive.
fn change(root: &Path, what: usize, which: usize, first: &BTreeMap<String, Vec<u8>>) {
    let content = root.join("content");
    let all: Vec<String> = files(&content).into_keys().collect();
    let records: Vec<&String> = all.iter().filter(|path| path.ends_with(".md")).collect();
    let record = content.join(records[which % records.len()]);
    let any = &all[which % all.len()];
    let text = fs::read_to_string(&record).unwrap_or_default();
    let line = format!("第{which}次补记，见[这里](#经过)。\n\n- 一\n- 二\n");
    match what {
        0..=4 => fs::write(&record, format!("{text}\n{line}")).unwrap(),
        5 => fs::write(&record, text.replacen("标题: ", "标题: 新", 1)).unwrap(),
        6 => fs::write(&record, text.replacen("送教课时: 4", "送教课时: 7", 1)).unwrap(),
        7 => fs::write(record.with_file_name(format!("2024-04-{:02}-新.md", which % 28 + 1)), {
            format!("---\n标题: 新记录{which}\n日期: 2024-04-02\n类型: 看一日活动\n---\n\n{line}")
        })
        .unwrap(),
        8 => fs::remove_file(&record).unwrap(),
        9 => fs::rename(&record, record.with_file_name(format!("改名{which}.md"))).unwrap(),
        10 => {
            write(root, "themes/default/foot.html", format!("<footer>{which}</footer>").as_bytes())
        }
        11 => drop(fs::remove_dir_all(root.join("themes"))),
        12 => {
            edit(root, "content/指标.yaml", |text| text.replacen("汇总: 合计", "汇总: 最高", 1))
        }
        13 => edit(root, "content/site.yaml", |text| text.replace("2024-07-05", "2024-07-12")),
        14 => fs::write(record.with_file_name("附件.txt"), format!("{which}")).unwrap(),
        15 => drop(fs::remove_dir_all(root.join(CACHE))),
        16 => drop(fs::remove_dir_all(root.join("output"))),
        17 => write(
            root,
            &format!("content/学校/xin{}/学校.yaml", which % 3),
            format!("名称: 新学校{which}\n学段: 小学\n").as_bytes(),
        ),
        18 => {
            let folder = format!("content/学校/shiyan/活动/2024-05-{:02}-附", which % 4 + 1);
            let text = "---\n标题: 有附件\n日期: 2024-05-06\n类型: 送教下乡\n---\n\n见[名单](名单.txt)。\n";
            write(root, &format!("{folder}/index.md"), text.as_bytes());
            write(root, &format!("{folder}/名单.txt"), "名".repeat(which % 5000).as_bytes());
        }
        19 => fs::write(&record, text.replacen("类型: ", "类型: 新", 1)).unwrap(),
        20 => fs::write(&record, text.replacen("日期: 2024-0", "日期: 2023-0", 1)).unwrap(),
        // Files return to their first state.
        _ => match first.get(any) {
            Some(bytes) => fs::write(content.join(any), bytes).unwrap(),
            None => drop(fs::remove_file(content.join(any))),
        },
    }
}

#[test]
fn after_any_edits_the_site_equals_that_of_a_clean_build() {
    let patched = Cell::new(0);
    let edits = prop::collection::vec((0_usize..25, any::<u16>()), 2..8);
    let mut runner =
        TestRunner::new(Config { cases: 15, failure_persistence: None, ..Config::default() });
    let root = small_with(&[(
        "content/学校/qinghe/总结/2024.md",
        "---\n标题: 学期总结\n学期: 2023-2024-2\n日期: 2024-07-01\n---\n\n## 做法\n\n互相听课。\n"
            .as_bytes(),
    )]);
    OUTSIDE.iter().for_each(|(path, text)| write(root.path(), path, text.as_bytes()));
    let first = files(&root.path().join("content"));
    let done = runner.run(&edits, |edits| {
        let home = archive(&[]);
        copy(root.path(), home.path());
        build(home.path());
        let mut old = files(&home.path().join("output"));
        for (what, which) in edits {
            change(home.path(), what, usize::from(which), &first);
            let output = guidang(home.path(), &["build", "--timings"]);
            let site = home.path().join("output");
            match clean(home.path()) {
                Some(want) => {
                    prop_assert!(output.status.success(), "{}", stderr(&output));
                    prop_assert!(files(&site) == want, "edit {what} of {which}");
                    old = want;
                }
                None => {
                    prop_assert!(!output.status.success());
                    prop_assert!(!site.exists() || files(&site) == old, "the old site stays");
                }
            }
            patched.set(patched.get() + usize::from(stderr(&output).contains("，2次")));
        }
        Ok(())
    });
    done.unwrap();
    assert!(0 < patched.get(), "some builds render two pages only");
}
