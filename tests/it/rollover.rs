//! `rollover`: the next school year, prepared once; and what a person must decide.

use crate::support::{archive, files, guidang, stderr, stdout, write};

const SITE: &str = "标题: 云岭县结对帮扶档案   # 全县\n截至日: 2026-07-10\n学期:\n  - 名称: 2025—2026学年第一学期   # 县校历\n    开始: 2025-09-01\n    结束: 2026-01-20\n  - 名称: 2025—2026学年第二学期\n    开始: 2026-02-24\n    结束: 2026-07-05\n# 补充说明\n单位: 县教育局\n";
const INDICATORS: &str =
    "指标:\n  - 名称: 送教课时\n    单位: 课时\n    方向: 不低于\n    汇总: 合计\n";
const PLAN: &str = "---\n标题: 2025—2026学年结对计划\n开始: 2025-09-01   # 开学\n结束: 2026-07-05\n# 目标按协议\n目标:\n  - 指标: 送教课时\n    值: 10   # 协议第三条\n    每: 学期\n措施:\n  - 名称: 送教\n    完成时间: 2025-12-20\n---\n\n2025年秋季开始。见[协议](协议.txt)。\n";

fn files_of_year() -> Vec<(&'static str, &'static str)> {
    vec![
        ("content/站点.yaml", SITE),
        ("content/指标.yaml", INDICATORS),
        ("content/学校/a/学校.yaml", "名称: 甲小学\n学段: 小学\n"),
        ("content/学校/b/学校.yaml", "名称: 乙小学\n学段: 小学\n"),
        ("content/结对/p/结对.yaml", "名称: 甲—乙\n帮扶校: a\n受援校: b\n开始: 2024-09-01\n"),
        ("content/结对/p/计划/2025/index.md", PLAN),
        ("content/结对/p/计划/2025/协议.txt", "协议正文。\n"),
        ("content/结对/p/计划/2025/签字页.txt", "旧的签字页。\n"),
        (
            "content/计划/三年.md",
            "---\ntitle: 三年规划\nstart: 2025-09-01\nend: 2028-08-31\n---\n\n正文。\n",
        ),
        (
            "content/学校/a/活动/2025-10-10-送教.md",
            "---\n标题: 送教\n日期: 2025-10-10\n类型: 送教\n措施: 送教\n数据:\n  送教课时: 4\n---\n\n经过。\n",
        ),
    ]
}

#[test]
fn a_school_year_is_prepared_once() {
    let root = archive(&files_of_year());
    assert!(guidang(root.path(), &["check"]).status.success());
    let before = files(&root.path().join("content"));
    let told = guidang(root.path(), &["rollover", "2026", "-n"]);
    assert!(told.status.success(), "{}", stderr(&told));
    assert!(
        stdout(&told).contains("会加学期“2026—2027学年第一学期”：2026-09-01至2027-01-20\n"),
        "{}",
        stdout(&told)
    );
    assert!(stdout(&told).ends_with("没有写文件\n"));
    assert_eq!(files(&root.path().join("content")), before);

    let rolled = guidang(root.path(), &["rollover", "2026-2027"]);
    assert!(rolled.status.success(), "{}", stderr(&rolled));
    let copy = "结对/p/计划/2026/index.md";
    let want = format!(
        "加了学期“2026—2027学年第一学期”：2026-09-01至2027-01-20\n加了学期“2026—2027学年第二学期”：2027-02-24至2027-07-05\n《2025—2026学年结对计划》照抄成草稿：content/{copy}\n《三年规划》执行到2028-08-31，不用照抄：content/计划/三年.md\n\n还要人来定：\n- content/站点.yaml：按县里的校历核对新学期的开始和结束\n- content/{copy}：核对目标的值、措施的日期、领导小组和责任人，定稿后删去“草稿”一行\n- content/{copy}：第18行还写着旧的年份\n- 站点.yaml写着截至日2026-07-10，新学年的进度看不到，请改掉或删去\n"
    );
    assert_eq!(stdout(&rolled), want);
    let after = files(&root.path().join("content"));
    let text = String::from_utf8(after[copy].clone()).unwrap();
    assert_eq!(
        text,
        "---\n标题: 2026—2027学年结对计划\n开始: 2026-09-01   # 开学\n结束: 2027-07-05\n# 目标按协议\n目标:\n  - 指标: 送教课时\n    值: 10   # 协议第三条\n    每: 学期\n措施:\n  - 名称: 送教\n    完成时间: 2026-12-20\n依据:\n  - \"2025—2026学年结对计划（结对/p/计划/2025）\"\n草稿: 是\n---\n\n2025年秋季开始。见[协议](协议.txt)。\n"
    );
    assert!(after.contains_key("结对/p/计划/2026/协议.txt"));
    assert!(!after.contains_key("结对/p/计划/2026/签字页.txt"));
    for (path, bytes) in &before {
        if path != "站点.yaml" {
            assert_eq!(after.get(path), Some(bytes), "{path}");
        }
    }
    let site = String::from_utf8(after["站点.yaml"].clone()).unwrap();
    assert!(
        site.starts_with(&SITE[..SITE.find("# 补充说明").unwrap()])
            && site.ends_with("# 补充说明\n单位: 县教育局\n"),
        "{site}"
    );
    assert!(guidang(root.path(), &["check"]).status.success());

    // A second run changes nothing more, also when the copy has another name and is settled.
    let again = guidang(root.path(), &["rollover", "2026"]);
    assert!(again.status.success(), "{}", stderr(&again));
    assert_eq!(files(&root.path().join("content")), after);
    assert!(
        stdout(&again).starts_with("2026—2027学年没有要加的学期和计划\n"),
        "{}",
        stdout(&again)
    );
    assert!(stdout(&again).contains(&format!("- content/{copy}：第18行还写着旧的年份\n")));
    std::fs::remove_dir_all(root.path().join("content/结对/p/计划/2026")).unwrap();
    let settled = text.replace("草稿: 是\n", "").replace("[协议](协议.txt)", "协议");
    write(root.path(), "content/结对/p/计划/新的.md", settled.as_bytes());
    let after = files(&root.path().join("content"));
    let again = guidang(root.path(), &["rollover", "2026"]);
    assert!(
        stdout(&again).contains(
            "《2025—2026学年结对计划》已有下一年的计划，没有动：content/结对/p/计划/新的.md\n"
        ),
        "{}",
        stdout(&again)
    );
    assert_eq!(files(&root.path().join("content")), after);

    // The year after that copies the copy, which names its own model.
    let rolled = guidang(root.path(), &["新学年", "2027学年"]);
    assert!(rolled.status.success(), "{}", stderr(&rolled));
    let text =
        String::from_utf8(files(&root.path().join("content"))["结对/p/计划/新的-2027.md"].clone())
            .unwrap();
    assert!(
        text.contains("标题: 2027—2028学年结对计划\n")
            && text.contains("  - \"2026—2027学年结对计划（结对/p/计划/新的）\"\n"),
        "{text}"
    );
    assert!(!text.contains("（结对/p/计划/2025）"));
    assert!(guidang(root.path(), &["check"]).status.success());
}

#[test]
fn an_archive_in_english_is_rolled_over_in_english() {
    let plan = "---\ntitle: Plan of the pair\nstart: 2025-09-01\nend: 2026-07-05\nactions:\n  - name: lessons\n    by: 2026-02-28\n---\n\nText.\n";
    let root = archive(&[
        ("content/site.yaml", "title: Archive\nlanguage: en\n"),
        ("content/plans/all.md", plan),
    ]);
    let rolled = guidang(root.path(), &["rollover", "2026"]);
    assert!(rolled.status.success(), "{}", stderr(&rolled));
    let text = stdout(&rolled);
    assert!(text.starts_with("\"Plan of the pair\" copied as a draft: content/plans/all-2026.md\n\nto be decided by a person:\n- site.yaml lists no terms"), "{text}");
    let copy = String::from_utf8(files(root.path())["content/plans/all-2026.md"].clone()).unwrap();
    assert_eq!(
        copy,
        "---\ntitle: \"Plan of the pair (2026-2027)\"\nstart: 2026-09-01\nend: 2027-07-05\nactions:\n  - name: lessons\n    by: 2027-02-28\nbased_on:\n  - \"Plan of the pair (plans/all)\"\ndraft: true\n---\n\nText.\n"
    );
    assert!(guidang(root.path(), &["check", "--strict"]).status.success());
}

#[test]
fn what_cannot_be_copied_is_told_and_the_rest_is_done() {
    let mut all = files_of_year();
    all.push((
        "content/计划/一行.md",
        "---\n{标题: 一行的计划, 开始: 2025-09-01, 结束: 2026-07-05}\n---\n\n正文。\n",
    ));
    let root = archive(&all);
    let rolled = guidang(root.path(), &["rollover", "2026"]);
    assert!(rolled.status.success(), "{}", stderr(&rolled));
    assert!(
        stdout(&rolled).contains(
            "- 《一行的计划》（content/计划/一行.md）的写法没法自动照抄，请自己复制一份再改\n"
        ),
        "{}",
        stdout(&rolled)
    );
    assert!(stdout(&rolled).contains("照抄成草稿：content/结对/p/计划/2026/index.md\n"));
    let wrong = guidang(root.path(), &["rollover", "26"]);
    assert_eq!(wrong.status.code(), Some(2));
    write(root.path(), "content/计划/坏.md", "---\n标题: 坏\n---\n".as_bytes());
    let before = files(&root.path().join("content"));
    let refused = guidang(root.path(), &["rollover", "2027"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        stderr(&refused).contains("没有准备新学年：内容有错误，请先改好"),
        "{}",
        stderr(&refused)
    );
    assert_eq!(files(&root.path().join("content")), before);
}

#[test]
fn an_action_is_that_of_the_plan_in_force_on_the_day() {
    let root = archive(&files_of_year());
    assert!(guidang(root.path(), &["rollover", "2026"]).status.success());
    let copy = root.path().join("content/结对/p/计划/2026/index.md");
    let settled = std::fs::read_to_string(&copy).unwrap().replace("草稿: 是\n", "");
    std::fs::write(&copy, settled).unwrap();
    let visit = "---\n标题: 送教\n日期: 2026-10-10\n类型: 送教\n措施: 送教\n---\n\n经过。\n";
    write(root.path(), "content/学校/a/活动/2026-10-10-送教.md", visit.as_bytes());
    let site = std::fs::read_to_string(root.path().join("content/站点.yaml")).unwrap();
    let site = site.replace("截至日: 2026-07-10", "截至日: 2026-10-20");
    write(root.path(), "content/站点.yaml", site.as_bytes());
    let built = guidang(root.path(), &["build"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let progress = std::fs::read(root.path().join("output/data/progress.json")).unwrap();
    let progress: serde_json::Value = serde_json::from_slice(&progress).unwrap();
    let mut carried = Vec::new();
    for action in progress["actions"].as_array().unwrap() {
        carried.push(format!("{} {}", action["plan"], action["records"]));
    }
    assert_eq!(
        carried,
        [
            "\"结对/p/计划/2025\" [\"学校/a/活动/2025-10-10-送教\"]",
            "\"结对/p/计划/2026\" [\"学校/a/活动/2026-10-10-送教\"]",
        ]
    );
    // On a day of neither plan, both are possible.
    let visit = visit.replace("2026-10-10", "2024-10-10");
    write(root.path(), "content/学校/a/活动/2024-10-10-送教.md", visit.as_bytes());
    let checked = guidang(root.path(), &["check"]);
    assert!(
        stderr(&checked).contains("错误[ambiguous-reference]: “送教”对应多个措施"),
        "{}",
        stderr(&checked)
    );
}

#[test]
fn a_run_that_cannot_write_one_file_writes_none_and_can_be_run_again() {
    let root = archive(&files_of_year());
    // Where the copy's folder belongs there is a file.
    write(root.path(), "content/结对/p/计划/2026", b"in the way");
    let before = files(&root.path().join("content"));
    let stopped = guidang(root.path(), &["rollover", "2026"]);
    assert!(matches!(stopped.status.code(), Some(2 | 3)), "{}", stderr(&stopped));
    assert_eq!(files(&root.path().join("content")), before);
    std::fs::remove_file(root.path().join("content/结对/p/计划/2026")).unwrap();
    let rolled = guidang(root.path(), &["rollover", "2026"]);
    assert!(rolled.status.success(), "{}", stderr(&rolled));
    let text = stdout(&rolled);
    assert!(
        text.starts_with("加了学期“2026—2027学年第一学期”：")
            && text.contains("《2025—2026学年结对计划》照抄成草稿："),
        "{text}"
    );
    assert!(guidang(root.path(), &["check"]).status.success());
}

/// A plan in one file, with an attachment beside it.
fn files_of_plan_in_one_file() -> Vec<(&'static str, &'static str)> {
    let mut all = files_of_year();
    all.retain(|(path, _)| !path.starts_with("content/结对/p/计划/"));
    all.push(("content/结对/p/计划/2025.md", PLAN));
    all.push(("content/结对/p/计划/协议.txt", "协议正文。\n"));
    all
}

#[test]
fn an_attachment_beside_two_plans_in_one_folder_is_shared() {
    let root = archive(&files_of_plan_in_one_file());
    assert!(guidang(root.path(), &["check", "--strict"]).status.success());
    let before = files(&root.path().join("content"));
    let rolled = guidang(root.path(), &["rollover", "2026"]);
    assert!(rolled.status.success(), "{}", stderr(&rolled));
    let told = stdout(&rolled);
    assert!(told.contains("照抄成草稿：content/结对/p/计划/2026.md\n"), "{told}");
    let mut after = files(&root.path().join("content"));
    assert!(after.remove("结对/p/计划/2026.md").is_some());
    assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    assert_eq!(after["结对/p/计划/协议.txt"], before["结对/p/计划/协议.txt"]);
    assert!(guidang(root.path(), &["check"]).status.success());
    let built = guidang(root.path(), &["build"]);
    assert!(built.status.success(), "{}", stderr(&built));
}

#[test]
fn an_attachment_that_is_no_text_is_copied_byte_for_byte() {
    let root = archive(&files_of_year());
    let picture: Vec<u8> = (0..=255).collect();
    write(root.path(), "content/结对/p/计划/2025/协议.txt", &picture);
    let rolled = guidang(root.path(), &["rollover", "2026"]);
    assert!(rolled.status.success(), "{}", stderr(&rolled));
    assert_eq!(files(root.path())["content/结对/p/计划/2026/协议.txt"], picture);
}

#[test]
fn an_attachment_whose_name_is_taken_by_another_file_is_left_to_a_person() {
    let root = archive(&files_of_year());
    write(root.path(), "content/结对/p/计划/2026/协议.txt", "另一份。\n".as_bytes());
    let rolled = guidang(root.path(), &["rollover", "2026"]);
    assert!(rolled.status.success(), "{}", stderr(&rolled));
    let told = stdout(&rolled);
    assert!(
        told.contains("- content/结对/p/计划/2026/协议.txt：这里已有一个内容不同的文件，没有覆盖，新计划的链接指向它，请核对\n"),
        "{told}"
    );
    let kept = &files(root.path())["content/结对/p/计划/2026/协议.txt"];
    assert_eq!(kept, "另一份。\n".as_bytes());
}

#[test]
fn what_a_person_must_decide_is_told_again_as_long_as_the_copy_is_a_draft() {
    let root = archive(&files_of_year());
    let first = guidang(root.path(), &["rollover", "2026"]);
    let again = guidang(root.path(), &["rollover", "2026"]);
    assert!(again.status.success(), "{}", stderr(&again));
    let list = |text: &str| text.split("还要人来定：\n").nth(1).unwrap_or_default().to_owned();
    assert!(list(&stdout(&first)).lines().count() == 4, "{}", stdout(&first));
    assert_eq!(list(&stdout(&again)), list(&stdout(&first)));
}

#[test]
fn a_plan_of_several_years_that_another_follows_is_not_asked_about() {
    let mut all = files_of_year();
    let plan = |title: &str, start: &str, end: &str| {
        format!("---\n标题: {title}\n开始: {start}\n结束: {end}\n---\n\n正文。\n")
    };
    let long = plan("两年规划", "2024-09-01", "2026-07-05");
    let next = plan("新规划", "2026-09-01", "2027-07-05");
    all.push(("content/结对/p/计划/两年.md", &long));
    all.push(("content/学校/a/计划/两年.md", &long));
    all.push(("content/结对/p/计划/接着.md", &next));
    let root = archive(&all);
    let told = stdout(&guidang(root.path(), &["rollover", "2026", "-n"]));
    let followed =
        "《两年规划》到2026-07-05为止，后面已有《新规划》，没有照抄：content/结对/p/计划/接着.md\n";
    assert!(told.contains(followed), "{told}");
    let asked = "- 《两年规划》是多年的计划，到2026-07-05为止，没有照抄：content/学校/a/计划/两年.md。要不要写新的\n";
    assert!(told.contains(asked), "{told}");
    assert_eq!(told.matches("两年规划").count(), 2, "{told}");
}
