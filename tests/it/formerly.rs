//! Old ids of records, plans, pairs and schools stay good: in references, links, numbers, rights, seals and addresses.

use std::fs;
use std::path::Path;

use crate::support::{files, guidang, read, rich, small_with, stderr, stdout, write};

const VISIT: &str = "content/学校/shiyan/活动/2024-03-15-送教.md";

fn rename(root: &Path, from: &str, to: &str) {
    fs::create_dir_all(root.join(to).parent().unwrap()).unwrap();
    fs::rename(root.join(from), root.join(to)).unwrap();
}

/// Adds a line to the front matter of a record.
fn add_line(root: &Path, path: &str, line: &str) {
    let text = read(root, path).replacen("---\n", &format!("---\n{line}\n"), 1);
    write(root, path, text.as_bytes());
}

#[track_caller]
fn assert_clean(root: &Path) {
    let output = guidang(root, &["check", "--strict"]);
    assert!(output.status.success(), "{}", stderr(&output));
}

/// The records' progress, without the ids of what is renamed in a test.
fn progress(root: &Path) -> String {
    let output = guidang(root, &["status", "--format", "csv", "--as-of", "2024-07-31"]);
    assert!(output.status.success(), "{}", stderr(&output));
    stdout(&output)
}

#[test]
fn a_renamed_school_takes_everything_along() {
    let root = rich();
    let root = root.path();
    write(root, "content/权限.yaml", "权限:\n  jiaoyuju: 全部\n  laoshi: shiyan\n".as_bytes());
    write(
        root,
        "content/学校/qinghe/活动/2024-05-10.md",
        "---\n标题: 回访\n日期: 2024-05-10\n类型: 送教下乡\n对象校: shiyan\n---\n\n接着[第一次送教](../../shiyan/活动/2024-03-15-送教.md#经过)。\n"
            .as_bytes(),
    );
    assert_clean_but_loose(root);
    let before = progress(root);
    rename(root, "content/学校/shiyan", "content/schools/县幼");
    let school = "content/schools/县幼/学校.yaml";
    write(root, school, (read(root, school) + "曾用名: [shiyan]\n").as_bytes());
    assert_clean_but_loose(root);
    assert_eq!(progress(root), before);
    let built = guidang(root, &["build", "-q"]);
    assert!(built.status.success(), "{}", stderr(&built));
    for (old, new) in [
        ("schools/shiyan/index.html", "../xianyou/index.html"),
        (
            "schools/shiyan/visits/2024-03-15-songjiao.html",
            "../../xianyou/visits/2024-03-15-songjiao.html",
        ),
    ] {
        let page = read(root, &format!("output/{old}"));
        let refresh = format!("<meta http-equiv=\"refresh\" content=\"0; url={new}\">");
        assert!(page.contains(&refresh) && page.contains(&format!("<a href=\"{new}\">")), "{page}");
        let target = root.join("output").join(old).parent().unwrap().join(new);
        assert!(target.is_file(), "{}", target.display());
    }
    // Lists, data and search name the new address only.
    for (path, bytes) in files(&root.join("output")) {
        let text = String::from_utf8_lossy(&bytes);
        let is_list = path.starts_with("data/") || path.starts_with("search");
        assert!(!is_list || !text.contains("schools/shiyan"), "{path}");
    }
    let page = read(root, "output/schools/qinghe/visits/2024-05-10.html");
    assert!(page.contains("../../xianyou/visits/2024-03-15-songjiao.html#"), "{page}");
    let status = guidang(root, &["status", "--school", "shiyan"]);
    assert!(status.status.success(), "{}", stderr(&status));
}

/// The rich archive has one warning of its own, about a file that no record mentions.
#[track_caller]
fn assert_clean_but_loose(root: &Path) {
    let output = guidang(root, &["check"]);
    let said = stderr(&output);
    let warnings = said.matches("警告[").count();
    assert!(output.status.success() && warnings == said.matches("散件.txt").count(), "{said}");
}

#[test]
fn a_sealed_record_that_is_moved_stays_sealed() {
    let root = rich();
    let root = root.path();
    let folder = "content/学校/shiyan/活动/2024-03-15-送教";
    rename(root, VISIT, &format!("{folder}/index.md"));
    write(root, &format!("{folder}/签到.txt"), "三人\n".as_bytes());
    let text = read(root, &format!("{folder}/index.md"))
        + "\n见[签到册](签到.txt)和[计划](../../../../结对/shiyan-qinghe/计划/2024.md)。\n";
    write(root, &format!("{folder}/index.md"), text.as_bytes());
    let sealed = guidang(root, &["seal", "2023-2024-2", "--date", "2024-07-31"]);
    assert!(sealed.status.success(), "{}", stderr(&sealed));
    let seal = read(root, "content/seals/2023-2024-2.json");

    let moved = "content/学校/shiyan/活动/送教-第一次";
    rename(root, folder, moved);
    let record = format!("{moved}/index.md");
    add_line(root, &record, "曾用名: 学校/shiyan/活动/2024-03-15-送教");
    // The plan and its pair are renamed as well, and the sealed text still links to the old path.
    rename(
        root,
        "content/结对/shiyan-qinghe/计划/2024.md",
        "content/结对/县幼-清河/计划/二〇二四.md",
    );
    rename(root, "content/结对/shiyan-qinghe/结对.yaml", "content/结对/县幼-清河/结对.yaml");
    add_line(
        root,
        "content/结对/县幼-清河/计划/二〇二四.md",
        "曾用名: 结对/shiyan-qinghe/计划/2024",
    );
    let pair = "content/结对/县幼-清河/结对.yaml";
    write(root, pair, (read(root, pair) + "曾用名: 结对/shiyan-qinghe\n").as_bytes());
    assert_clean_but_loose(root);
    assert_eq!(read(root, "content/seals/2023-2024-2.json"), seal);
    let built = guidang(root, &["build", "-q"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let page = read(root, "output/schools/shiyan/visits/songjiao-diyici.html");
    assert!(page.contains("学校/shiyan/活动/2024-03-15-送教") && page.contains("J012"), "{page}");
    assert!(page.contains("../../../pairs/xianyou-qinghe/plans/erlingersi.html"), "{page}");
    assert!(root.join("output/pairs/shiyan-qinghe/plans/2024.html").is_file());
    assert!(root.join("output/print/pairs/shiyan-qinghe/plans/2024.html").is_file());

    // Anything else that changes is noticed as ever.
    let text = read(root, &record);
    write(root, &record, text.replace("课时: 4", "课时: 5").as_bytes());
    let said = stderr(&guidang(root, &["check"]));
    assert!(said.contains("[sealed]") && said.contains("送教-第一次"), "{said}");
    write(root, &record, text.as_bytes());
    write(root, &format!("{moved}/签到.txt"), "四人\n".as_bytes());
    let said = stderr(&guidang(root, &["check"]));
    assert!(said.contains("[sealed]"), "{said}");
}

#[test]
fn an_id_cannot_be_current_and_former() {
    let other = "content/学校/shiyan/活动/2024-05-01.md";
    let visit = |line: &str| {
        format!("---\n标题: 五月送教\n日期: 2024-05-01\n类型: 送教下乡\n{line}\n---\n\n上课。\n")
    };
    let pair = "名称: 实验—清河\n帮扶校: 实幼\n受援校: 清河园\n开始: 2024-03-01\n";
    for (path, text, expected) in [
        (other, visit("曾用名: schools/shiyan/visits/2024-03-15-送教"), "[duplicate-id]"),
        (other, visit("曾用名: 学校/shiyan/活动/2024-05-01"), "[duplicate-id]"),
        (
            other,
            visit("曾用名: [学校/shiyan/活动/a, content/schools/shiyan/visits/a.md]"),
            "[duplicate-id]",
        ),
        (other, visit("曾用名: ../b"), "[bad-value]"),
        (other, visit("曾用名: 学校/shiyan/计划/b"), "[bad-value]"),
        (other, visit("曾用名: 学校/shiyan/活动/../../x"), "[bad-value]"),
        ("content/结对/shiyan-qinghe/结对.yaml", format!("{pair}曾用名: 计划/x\n"), "[bad-value]"),
        (
            "content/结对/shiyan-qinghe/结对.yaml",
            format!("{pair}曾用名: shiyan-qinghe\n"),
            "[duplicate-id]",
        ),
        (
            "content/学校/shiyan/学校.yaml",
            "名称: 云岭县实验幼儿园\n学段: 幼儿园\n简称: [实幼]\n曾用名: qinghe\n".to_owned(),
            "[duplicate-id]",
        ),
    ] {
        let root = small_with(&[(path, text.as_bytes())]);
        let said = stderr(&guidang(root.path(), &["check"]));
        assert!(said.contains(expected), "{text}: {said}");
        assert_eq!(said.matches("错误[").count(), 1, "{text}: {said}");
    }
}

#[test]
fn references_may_use_old_ids_of_pairs_and_plans() {
    let root = small_with(&[(
        "content/学校/qinghe/活动/2024-05-10.md",
        "---\n标题: 回访\n日期: 2024-05-10\n类型: 送教下乡\n结对: pairs/jiu\n计划: 结对/jiu/plans/老计划\n---\n\n```chart\n目标:\n  计划: 结对/shiyan-qinghe/计划/老计划\n  指标: 送教课时\n图: 子弹图\n```\n"
            .as_bytes(),
    )]);
    let root = root.path();
    add_line(
        root,
        "content/结对/shiyan-qinghe/计划/2024.md",
        "曾用名: 结对/shiyan-qinghe/计划/老计划",
    );
    let pair = "content/结对/shiyan-qinghe/结对.yaml";
    write(root, pair, (read(root, pair) + "曾用名: jiu\n").as_bytes());
    assert_clean(root);
    let status = guidang(root, &["status", "--plan", "pairs/jiu/plans/老计划"]);
    assert!(status.status.success() && stdout(&status).contains("送教课时"), "{}", stderr(&status));
}

#[test]
fn a_new_record_does_not_take_the_address_of_a_moved_one() {
    let root = small_with(&[]);
    let root = root.path();
    rename(root, VISIT, "content/学校/shiyan/活动/新.md");
    // A pinyin twin of the old name, and one of the school that was renamed.
    write(
        root,
        "content/学校/shiyan/活动/2024-03-15-颂教.md",
        "---\n标题: 颂教\n日期: 2024-03-15\n类型: 朗诵\n---\n\n朗诵会。\n".as_bytes(),
    );
    add_line(root, "content/学校/shiyan/活动/新.md", "曾用名: 学校/shiyan/活动/2024-03-15-送教");
    rename(root, "content/学校/shiyan", "content/学校/县幼");
    let school = "content/学校/县幼/学校.yaml";
    write(root, school, (read(root, school) + "曾用名: [shiyan]\n").as_bytes());
    write(root, "content/学校/试验/学校.yaml", "名称: 试验小学\n学段: 小学\n".as_bytes());
    write(root, "content/学校/时雁/学校.yaml", "名称: 时雁小学\n学段: 小学\n".as_bytes());
    let checked = guidang(root, &["check"]);
    assert!(checked.status.success(), "{}", stderr(&checked));
    let built = guidang(root, &["build", "-q"]);
    assert!(built.status.success(), "{}", stderr(&built));
    for (old, new) in [
        ("schools/xianyou/visits/2024-03-15-songjiao.html", "xin.html"),
        ("schools/shiyan/visits/2024-03-15-songjiao.html", "../../xianyou/visits/xin.html"),
        ("schools/shiyan/index.html", "../xianyou/index.html"),
    ] {
        let page = read(root, &format!("output/{old}"));
        assert!(page.contains(&format!("url={new}\"")), "{old}: {page}");
    }
    let pages: Vec<String> = files(&root.join("output")).into_keys().collect();
    for start in ["schools/xianyou/visits/2024-03-15-songjiao-", "schools/shiyan-"] {
        assert!(pages.iter().any(|page| page.starts_with(start)), "{start}: {pages:?}");
    }
}
