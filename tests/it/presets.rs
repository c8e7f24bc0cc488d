//! `init --preset` and `preset`: every preset is an archive that builds without a warning; adding one changes nothing
//! that is there.

use std::fs;

use crate::support::{files, guidang, small_with, stderr, stdout, write};

const NAMES: [&str; 10] = [
    "jiedui-youeryuan",
    "jiedui-xiaoxue",
    "gongtongti",
    "songjiao-shangmen",
    "kongchuo",
    "zizhu",
    "yingyang",
    "puji-puhui",
    "fupin-xiaoxue",
    "fupin-zhongxue",
];

#[test]
fn every_preset_checks_clean_and_builds_in_both_languages() {
    for (name, lang) in NAMES.iter().flat_map(|name| ["zh", "en"].map(|lang| (name, lang))) {
        let root = tempfile::tempdir().unwrap();
        let made = guidang(root.path(), &["init", "a", "--preset", name, "--lang", lang]);
        assert!(made.status.success(), "{name} {lang}: {}", stderr(&made));
        let archive = root.path().join("a");
        let forms =
            files(&archive.join(if lang == "zh" { "content/表样" } else { "content/forms" }));
        let names: Vec<&str> = forms.keys().map(String::as_str).collect();
        let common = if lang == "zh" {
            ["学期总结.docx", "活动记录.docx"]
        } else {
            ["summary.docx", "visit.docx"]
        };
        assert!(common.iter().all(|name| names.contains(name)), "{name} {lang}: {names:?}");
        // A strict build checks as `check --strict` does.
        let built = guidang(&archive, &["build", "--strict"]);
        assert!(built.status.success(), "{name} {lang}: {}", stderr(&built));
        let progress = fs::read(archive.join("output/data/progress.json")).unwrap();
        let progress: serde_json::Value = serde_json::from_slice(&progress).unwrap();
        let targets = progress["targets"].as_array().unwrap();
        let mut periods = targets.iter().flat_map(|target| target["periods"].as_array().unwrap());
        let has_figure = periods.any(|period| !period["actual"].is_null());
        assert!(has_figure, "{name} {lang}: no target of the example is judged: {targets:?}");
        let formatted = guidang(&archive, &["fmt", "--check"]);
        assert!(formatted.status.success(), "{name} {lang}: {}", stdout(&formatted));
    }
}

#[test]
fn an_empty_preset_has_no_records_and_can_be_named_in_chinese() {
    let root = tempfile::tempdir().unwrap();
    let made = guidang(root.path(), &["init", "a", "--preset", "学生资助", "--empty"]);
    assert!(made.status.success(), "{}", stderr(&made));
    let checked = guidang(&root.path().join("a"), &["check", "--strict"]);
    assert!(checked.status.success(), "{}", stderr(&checked));
    assert!(!files(&root.path().join("a/content")).keys().any(|path| path.contains("示例")));
    // Nothing is dated yet: no page and no terminal speaks of a day.
    let built = guidang(&root.path().join("a"), &["build", "-q"]);
    assert!(built.status.success(), "{}", stderr(&built));
    for (path, bytes) in files(&root.path().join("a/output")) {
        assert!(!String::from_utf8_lossy(&bytes).contains("1900年"), "{path}");
    }
    assert!(stdout(&guidang(&root.path().join("a"), &["status"])).starts_with("截至—，"));
    let wrong = guidang(root.path(), &["init", "b", "--preset", "zizu"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(stderr(&wrong).contains("没有名为“zizu”的预设，是不是“zizhu”？"), "{}", stderr(&wrong));
    assert!(!root.path().join("b").exists());
}

#[test]
fn presets_are_listed_and_shown() {
    let root = tempfile::tempdir().unwrap();
    let listed = stdout(&guidang(root.path(), &["preset", "list"]));
    assert_eq!(listed.lines().count(), NAMES.len());
    assert!(NAMES.iter().all(|name| listed.lines().any(|line| line.starts_with(name))), "{listed}");
    let shown = stdout(&guidang(root.path(), &["预设", "查看", "puji-puhui"]));
    for part in ["教督〔2020〕1号", "本地要定的：", "值: 85%", "名称: 教师持证率"]
    {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let shown = stdout(&guidang(root.path(), &["--lang", "en", "preset", "show", "zizhu"]));
    assert!(shown.contains("Sources: ") && shown.contains("indicator: Payment errors"), "{shown}");
}

/// A site with the terms of the school year 2025–2026 and an indicator that a preset has with another unit.
const SITE: &str = "标题: 云岭县结对帮扶档案\n学期:\n  - 名称: 2025—2026学年第一学期\n    开始: 2025-09-01\n    结束: 2026-01-20\n  - 名称: 2023—2024学年第二学期\n    开始: 2024-02-26\n    结束: 2024-07-05\n";

#[test]
fn a_preset_is_added_once_and_what_is_there_stays() {
    let county_form: (&str, &[u8]) = ("content/forms/县里的表.txt", b"A");
    let root = small_with(&[("content/site.yaml", SITE.as_bytes()), county_form]);
    let before = files(root.path());
    let args = ["preset", "add", "jiedui-youeryuan", "--year", "2025"];
    let told = guidang(root.path(), &[&args[..], &["-n"]].concat());
    assert!(told.status.success(), "{}", stderr(&told));
    assert!(
        stdout(&told).contains("会加指标：专题讲座、每月看活动、优课率、合格率、教师论文\n"),
        "{}",
        stdout(&told)
    );
    assert!(stdout(&told).ends_with("没有写文件\n"));
    assert_eq!(files(root.path()), before);

    let added = guidang(root.path(), &args);
    assert!(added.status.success(), "{}", stderr(&added));
    let plan = "content/结对/shiyan-qinghe/计划/2025学年结对计划.md";
    assert_eq!(
        stdout(&added),
        format!(
            "加了指标：专题讲座、每月看活动、优课率、合格率、教师论文\n写了计划：{plan}。请核对里面的数值、人员和日期\n写了表样：content/forms/活动记录.docx、content/forms/学期总结.docx\n已有、没有动的指标：送教课时\n"
        )
    );
    let after = files(root.path());
    for (path, bytes) in &before {
        if path.starts_with("content/") && path != "content/指标.yaml" {
            assert_eq!(Some(bytes), after.get(path), "{path}");
        }
    }
    assert!(after["content/指标.yaml"].starts_with(&before["content/指标.yaml"]));
    let text = String::from_utf8(after[plan].clone()).unwrap();
    assert!(
        text.contains("标题: 2025—2026学年实验—清河结对计划\n开始: 2025-09-01\n结束: 2026-08-31\n"),
        "{text}"
    );
    let status =
        stdout(&guidang(root.path(), &["status", "--format", "json", "--as-of", "2025-12-01"]));
    assert!(
        status.contains("pairs/shiyan-qinghe/plans/2025学年结对计划")
            || status.contains("结对/shiyan-qinghe/计划/2025学年结对计划"),
        "{status}"
    );

    let again = guidang(root.path(), &args);
    assert!(again.status.success(), "{}", stderr(&again));
    assert!(
        stdout(&again).contains(&format!("已有、没有动的计划：{plan}\n")),
        "{}",
        stdout(&again)
    );
    assert_eq!(files(root.path()).get(plan), after.get(plan));
    assert_eq!(files(root.path())["content/指标.yaml"], after["content/指标.yaml"]);
}

#[test]
fn an_indicator_of_another_meaning_is_told_and_left_alone() {
    let list = "指标:\n  - 名称: 送教课时   # 本县按次数\n    单位: 次\n    方向: 不低于\n    汇总: 合计\n";
    let plan = "---\n标题: 计划\n开始: 2024-03-01\n结束: 2024-12-31\n---\n\n正文。\n";
    let root = small_with(&[
        ("content/site.yaml", SITE.as_bytes()),
        ("content/指标.yaml", list.as_bytes()),
        ("content/结对/shiyan-qinghe/计划/2024.md", plan.as_bytes()),
        (
            "content/学校/shiyan/活动/2024-03-15-送教.md",
            "---\n标题: 送教\n日期: 2024-03-15\n类型: 送教\n---\n\n记录。\n".as_bytes(),
        ),
    ]);
    let args = ["preset", "add", "jiedui-youeryuan", "--year", "2025—2026学年"];
    let added = guidang(root.path(), &args);
    assert!(added.status.success(), "{}", stderr(&added));
    let told = "注意：已有的指标“送教课时”与预设含义不同，没有动；计划里用到它的目标写成了注释：\n  单位：本档案 次，预设 课时\n";
    assert!(stdout(&added).ends_with(told), "{}", stdout(&added));
    let after = files(root.path());
    assert!(after["content/指标.yaml"].starts_with(list.as_bytes()));
    let plan =
        String::from_utf8(after["content/结对/shiyan-qinghe/计划/2025学年结对计划.md"].clone())
            .unwrap();
    assert!(plan.contains("  # - 指标: 送教课时\n  #   值: 10\n"), "{plan}");
    assert!(guidang(root.path(), &["check"]).status.success());
}

#[test]
fn a_preset_that_does_not_fit_writes_nothing() {
    // No term of that school year; an unknown pair; a list in brackets; an archive with errors.
    let root = small_with(&[("content/site.yaml", SITE.as_bytes())]);
    let before = files(root.path());
    for (args, part) in [
        (&["preset", "add", "zizhu", "--year", "2030"][..], "没有2030—2031学年的"),
        (&["preset", "add", "zizhu", "--year", "明年"], "“明年”不是学年"),
        (&["preset", "add", "jiedui-xiaoxue", "--pair", "无"], "没有名为“无”的结对"),
        (&["preset", "add", "songjiao-shangmen", "--year", "2025"], "没有写任何文件"),
    ] {
        let refused = guidang(root.path(), args);
        assert!(!refused.status.success(), "{args:?}");
        assert!(stderr(&refused).contains(part), "{args:?}: {}", stderr(&refused));
        let mut after = files(root.path());
        after.retain(|path, _| before.contains_key(path));
        assert_eq!(after, before, "{args:?}");
    }
    write(root.path(), "content/指标.yaml", "指标: [{名称: 送教课时, 单位: 课时, 方向: 不低于, 汇总: 合计}, {名称: 在校人数, 单位: 人, 方向: 不低于, 汇总: 最新}, {名称: 看活动次数, 单位: 次, 方向: 不低于, 汇总: 次数, 统计记录: 活动, 类型: 看一日活动}]\n".as_bytes());
    let refused = guidang(root.path(), &["preset", "add", "zizhu", "--year", "2025"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("写在方括号里"), "{}", stderr(&refused));
    write(root.path(), "content/指标.yaml", "指标: 没有\n".as_bytes());
    let refused = guidang(root.path(), &["preset", "add", "zizhu", "--year", "2025"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains("没有加预设：内容有错误，请先改好"), "{}", stderr(&refused));
}
