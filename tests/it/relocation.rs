//! `guidang move`: every reference follows, every other byte stays, and nothing is ever half moved.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use proptest::prelude::*;

use crate::support::{
    archive, files, git, golden, guidang, read, rich, small_with, stderr, stdout, write,
};

#[track_caller]
fn moved(root: &Path, args: &[&str]) -> String {
    let all = [&["move"], args].concat();
    let output = guidang(root, &all);
    assert!(output.status.success(), "{args:?}: {}{}", stdout(&output), stderr(&output));
    stdout(&output) + &stderr(&output)
}

#[track_caller]
fn assert_no_errors(root: &Path) {
    let output = guidang(root, &["check"]);
    assert!(output.status.success(), "{}", stderr(&output));
}

/// All files of an archive but those of the cache and of git.
fn content(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = files(root);
    all.retain(|path, _| {
        !path.starts_with(".guidang-cache/")
            && !path.starts_with(".git/")
            && !path.starts_with("output/")
    });
    all
}

const BACK: &str = "content/学校/qinghe/活动/2024-05-10/index.md";

/// The rich archive with references of every kind to everything that is moved.
fn linked() -> tempfile::TempDir {
    let root = rich();
    let path = root.path();
    write(
        path,
        BACK,
        "---\r\n# 回访，见清河园\r\n标题: \"shiyan 回访\"\r\n日期: 2024-05-10\r\n类型: 送教下乡\r\n对象校: [ 'shiyan' ]   # 对方\r\n结对: 结对/shiyan-qinghe\r\n计划: 结对/shiyan-qinghe/计划/2024\r\n销号:\r\n  - 记录: 学校/shiyan/活动/2024-03-15-送教\r\n---\r\n\r\n接着[第一次](<../../../shiyan/活动/2024-03-15-送教.md#经过>)，又见[编码](../../../shiyan/%E6%B4%BB%E5%8A%A8/2024-03-15-%E9%80%81%E6%95%99.md)和[计划][p]。\r\n\r\n[p]: ../../../../结对/shiyan-qinghe/计划/2024.md\r\n\r\n![合影](照片.png)\r\n\r\n```chart\r\n目标: {计划: 结对/shiyan-qinghe/计划/2024, 指标: 送教课时}\r\n图: 进度图\r\n```\r\n"
            .as_bytes(),
    );
    write(path, "content/学校/qinghe/活动/2024-05-10/照片.png", &picture());
    let visit = "content/学校/shiyan/活动/2024-03-15-送教.md";
    let text = read(path, visit)
        .replace("措施: 开学对接\n", "措施: 开学对接\n问题整改:\n  - 问题: 缺教具\n");
    write(path, visit, text.as_bytes());
    write(
        path,
        "content/权限.yaml",
        "权限:\n  jiaoyuju: 全部\n  zhang: [shiyan, pairs/shiyan-qinghe] # 张老师\n  wang: qinghe\n".as_bytes(),
    );
    let site = read(path, "content/site.yaml")
        .replace("{实幼: SYY, 清河园: QHY}", "{shiyan: SYY, qinghe: QHY}");
    write(path, "content/site.yaml", site.as_bytes());
    let numbered = guidang(path, &["number"]);
    assert!(numbered.status.success(), "{}", stderr(&numbered));
    root
}

/// A picture of one pixel.
fn picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::GrayImage::new(1, 1).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn progress(root: &Path) -> String {
    let output = guidang(root, &["status", "--format", "csv", "--as-of", "2024-07-31"]);
    assert!(output.status.success(), "{}", stderr(&output));
    stdout(&output)
}

/// The files that changed, with the lines that did, by their paths afterwards.
fn changes(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) -> String {
    let mut out = String::new();
    for path in before.keys().filter(|path| !after.contains_key(*path)) {
        out.push_str(&format!("- {path}\n"));
    }
    for (path, bytes) in after {
        let old = before.get(path);
        if old == Some(bytes) {
            continue;
        }
        let name = path.rsplit('/').next().unwrap();
        // What was moved is compared with the file of the most equal lines.
        let new = String::from_utf8_lossy(bytes);
        let old = old.cloned().unwrap_or_else(|| {
            let gone = before.iter().filter(|(path, _)| !after.contains_key(*path));
            let alike = |text: &[u8]| {
                let text = String::from_utf8_lossy(text).into_owned();
                new.lines().filter(|line| text.lines().any(|other| other == *line)).count()
            };
            gone.max_by_key(|(_, bytes)| alike(bytes)).map(|(_, bytes)| bytes.clone()).unwrap()
        });
        let old = String::from_utf8_lossy(&old).into_owned();
        out.push_str(&format!("+ {path}\n"));
        if name.ends_with(".png") {
            continue;
        }
        for line in old.split_inclusive('\n').filter(|line| !new.contains(*line)) {
            out.push_str(&format!(
                "    < {}\n",
                line.escape_debug().to_string().replace("\\u{feff}", "BOM")
            ));
        }
        for line in new.split_inclusive('\n').filter(|line| !old.contains(*line)) {
            out.push_str(&format!("    > {}\n", line.escape_debug()));
        }
    }
    out
}

#[test]
fn every_reference_follows_and_every_other_byte_stays() {
    let mut report = String::new();
    for args in [
        ["shiyan", "县实幼"],
        ["pairs/shiyan-qinghe", "县-清河"],
        ["结对/shiyan-qinghe/计划/2024", "plans/结对二〇二四"],
        ["pairs/shiyan-qinghe/plans/2024", "二四"],
        ["content/学校/shiyan/活动/2024-03-15-送教.md", "第一次 送教"],
        ["schools/shiyan/visits/2024-03-15-送教", "schools/qinghe/visits/2024-03-15-送教"],
        ["学校/qinghe/活动/2024-05-10", "schools/shiyan/visits/回访"],
    ] {
        let root = linked();
        let root = root.path();
        let (before, figures) = (content(root), progress(root));
        let dry = moved(root, &[args[0], args[1], "-n"]);
        assert_eq!(content(root), before, "{args:?}: a dry run writes nothing");
        let said = moved(root, &args);
        assert_eq!(dry.lines().count(), said.lines().count(), "{dry}{said}");
        let after = content(root);
        report.push_str(&format!("# {} → {}\n{}\n", args[0], args[1], changes(&before, &after)));
        assert_no_errors(root);
        let is_elsewhere = args[1].contains('/');
        assert!(is_elsewhere || progress(root) == figures, "{args:?}");
        let built = guidang(root, &["build", "-q"]);
        assert!(built.status.success(), "{}", stderr(&built));
    }
    golden("moves/changes.txt", &report);
}

/// A text without the list of its old ids.
fn without_former(text: &str) -> String {
    let mut in_list = false;
    let mut kept = String::new();
    for line in text.split_inclusive('\n') {
        in_list = line.starts_with("曾用名") || in_list && line.starts_with("  - ");
        if !in_list {
            kept.push_str(line);
        }
    }
    kept
}

#[test]
fn moving_back_leaves_what_was_there() {
    for (old, new, back) in [
        ("shiyan", "b", "shiyan"),
        ("pairs/shiyan-qinghe", "b", "shiyan-qinghe"),
        ("schools/shiyan/visits/2024-03-15-送教", "b", "2024-03-15-送教"),
    ] {
        let root = linked();
        let root = root.path();
        let before = content(root);
        moved(root, &[old, new]);
        let there =
            old.rsplit_once('/').map_or(new.to_owned(), |(folder, _)| format!("{folder}/{new}"));
        moved(root, &[&there, back]);
        let after = content(root);
        assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
        for (path, bytes) in &after {
            let text = String::from_utf8_lossy(bytes);
            // It says that it was elsewhere; all else is as it was.
            let kept = without_former(&text);
            let old = String::from_utf8_lossy(&before[path]).into_owned();
            assert_eq!(kept, old, "{path}");
        }
    }
}

#[test]
fn sealed_texts_stay_as_they_were_signed() {
    let root = linked();
    let root = root.path();
    let sealed = guidang(root, &["seal", "2023-2024-2", "--date", "2024-07-31"]);
    assert!(sealed.status.success(), "{}", stderr(&sealed));
    let (seal, figures) = (read(root, "content/seals/2023-2024-2.json"), progress(root));
    let (record, summary) = (read(root, BACK), read(root, "content/学校/qinghe/总结/2024.md"));
    for args in [
        ["shiyan", "县实幼"],
        ["pairs/shiyan-qinghe", "县-清河"],
        ["pairs/县-清河/plans/2024", "二四"],
        ["schools/qinghe/visits/2024-05-10", "回访"],
        ["qinghe", "清河"],
        ["schools/县实幼/visits/2024-03-15-送教", "第一次"],
    ] {
        moved(root, &args);
        assert_no_errors(root);
        assert_eq!(progress(root), figures, "{args:?}");
    }
    assert_eq!(read(root, "content/seals/2023-2024-2.json"), seal);
    let after = read(root, "content/学校/清河/活动/回访/index.md");
    assert_eq!(without_former(&after), record);
    assert_eq!(read(root, "content/学校/清河/总结/2024.md"), summary);
    let built = guidang(root, &["build", "-q"]);
    assert!(built.status.success(), "{}", stderr(&built));
    // Sealing again needs no reason, because nothing was changed.
    let again = guidang(root, &["seal", "2023-2024-2", "--date", "2024-08-01"]);
    assert!(again.status.success(), "{}", stderr(&again));
    assert!(read(root, "content/seals/2023-2024-2.json").contains("学校/清河/活动/回访"));
    assert_no_errors(root);
    // `fmt` leaves what is sealed alone under its new name too.
    let formatted = guidang(root, &["fmt"]);
    assert!(formatted.status.success(), "{}", stderr(&formatted));
    assert_no_errors(root);
}

#[test]
fn a_record_leaves_with_the_files_that_only_it_uses() {
    let ledger = "---\n标题: 资助台账\n表: 资助.csv\n列: [{名称: 日期, 作为: 日期}, {名称: 送教课时, 作为: 数据}]\n---\n";
    let visit = "---\n标题: 三月活动\n日期: 2024-03-20\n类型: 看一日活动\n---\n\n[签到](签到.txt)，[合用](合用.txt)。\n";
    let other =
        "---\n标题: 四月活动\n日期: 2024-04-20\n类型: 看一日活动\n---\n\n[合用](合用.txt)。\n";
    let root = small_with(&[
        ("content/学校/shiyan/台账/资助.md", ledger.as_bytes()),
        ("content/学校/shiyan/台账/资助.csv", "日期,送教课时\n2024-04-01,2\n".as_bytes()),
        ("content/学校/shiyan/活动/三月.md", visit.as_bytes()),
        ("content/学校/shiyan/活动/四月.md", other.as_bytes()),
        ("content/学校/shiyan/活动/签到.txt", b"x"),
        ("content/学校/shiyan/活动/合用.txt", b"y"),
    ]);
    let root = root.path();
    assert_no_errors(root);
    moved(root, &["schools/shiyan/ledgers/资助", "schools/qinghe/ledgers/资助"]);
    moved(root, &["schools/shiyan/visits/三月", "schools/qinghe/visits/三月"]);
    assert!(root.join("content/学校/qinghe/ledgers/资助.csv").is_file());
    assert!(root.join("content/学校/qinghe/visits/签到.txt").is_file());
    assert!(root.join("content/学校/shiyan/活动/合用.txt").is_file());
    assert_no_errors(root);
    let built = guidang(root, &["build", "-q"]);
    assert!(built.status.success(), "{}", stderr(&built));
}

#[test]
fn git_follows_a_move() {
    for prefix in ["", "档案"] {
        let home = tempfile::tempdir().unwrap();
        let root = home.path().join(prefix);
        for (path, bytes) in content(linked().path()) {
            write(&root, &path, &bytes);
        }
        git(home.path(), &["init", "-q"]);
        git(home.path(), &["add", "-A"]);
        git(home.path(), &["commit", "-qm", "档案"]);
        let said = moved(&root, &["schools/shiyan/visits/2024-03-15-送教", "第一次"]);
        assert!(said.contains("git已经记下"), "{said}");
        let status = git(&root, &["status", "--porcelain"]);
        assert!(status.contains("R  ") && !status.contains("?? content"), "{status}");
        assert!(status.lines().all(|line| line.get(1..2) == Some(" ")), "all is staged: {status}");
        git(&root, &["commit", "-qm", "改名"]);
        let log = git(
            &root,
            &["log", "--follow", "--format=%s", "--", "content/学校/shiyan/活动/第一次.md"],
        );
        assert_eq!(log, "改名\n档案\n");
        moved(&root, &["shiyan", "县实幼"]);
        git(&root, &["commit", "-qm", "学校改名"]);
        let log = git(
            &root,
            &["log", "--follow", "--format=%s", "--", "content/学校/县实幼/活动/第一次.md"],
        );
        assert_eq!(log, "学校改名\n改名\n档案\n");
        assert_eq!(git(&root, &["status", "--porcelain"]), "");
        assert_no_errors(&root);
    }
}

#[test]
fn work_that_is_not_committed_is_not_touched() {
    let root = linked();
    let root = root.path();
    git(root, &["init", "-q"]);
    git(root, &["add", "-A"]);
    git(root, &["commit", "-qm", "档案"]);
    // Something else is staged: the move joins it, as `git mv` does, and so does a second move.
    write(root, "说明.txt", b"x");
    git(root, &["add", "说明.txt"]);
    moved(root, &["pairs/shiyan-qinghe", "县-清河"]);
    moved(root, &["pairs/县-清河", "县-清"]);
    let staged = git(root, &["status", "--porcelain"]);
    assert!(staged.lines().all(|line| line.get(1..2) == Some(" ")), "all is staged: {staged}");
    assert!(staged.contains("说明.txt") && staged.contains("县-清/结对.yaml"), "{staged}");
    git(root, &["commit", "-qm", "改名"]);
    // A file that would change has changes of its own.
    write(root, BACK, read(root, BACK).replace("又见", "另见").as_bytes());
    let before = content(root);
    let output = guidang(root, &["move", "shiyan", "县实幼"]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("还没有提交"), "{}", stderr(&output));
    assert_eq!(content(root), before);
}

#[test]
fn merged_schools_keep_their_records_and_their_name() {
    let root = linked();
    let root = root.path();
    let before = content(root);
    let said = moved(root, &["--merge", "qinghe", "实幼", "--date", "2024-08-31"]);
    assert!(said.contains("实验—清河") && said.contains("wang"), "{said}");
    let after = content(root);
    let changed: Vec<&String> = after
        .iter()
        .filter(|(path, bytes)| before.get(*path) != Some(*bytes))
        .map(|file| file.0)
        .collect();
    assert_eq!(changed, ["content/学校/qinghe/学校.yaml"]);
    let school = read(root, "content/学校/qinghe/学校.yaml");
    assert!(school.ends_with("停办: 2024-08-31\n并入: shiyan\n"), "{school}");
    assert_no_errors(root);
    let built = guidang(root, &["build", "-q"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let status = guidang(root, &["status", "--school", "清河园"]);
    assert!(status.status.success(), "{}", stderr(&status));
    // It goes where the other school goes.
    moved(root, &["shiyan", "县实幼"]);
    assert!(read(root, "content/学校/qinghe/学校.yaml").ends_with("并入: 县实幼\n"));
    assert_no_errors(root);
}

#[test]
fn refusals_say_what_to_do() {
    let root = linked();
    let root = root.path();
    write(
        root,
        "content/学校/jiu/学校.yaml",
        "名称: 云岭县旧园\n学段: 幼儿园\n简称: [旧园]\n停办: 2023-08-31\n".as_bytes(),
    );
    write(
        root,
        "content/学校/shiyan/活动/甲.md",
        "---\n标题: 甲\n日期: 2024-04-02\n类型: 看一日活动\n---\n\n看。\n".as_bytes(),
    );
    let (gbk, _, _) = encoding_rs::GB18030
        .encode("---\n标题: 国标\n日期: 2024-04-03\n类型: 看一日活动\n---\n\n看孩子。\n");
    write(root, "content/学校/shiyan/活动/国标.md", &gbk);
    write(
        root,
        "content/学校/shiyan/活动/花.md",
        "---\n{标题: 花, 日期: 2024-04-04, 类型: 看一日活动}\n---\n\n看花。\n".as_bytes(),
    );
    let before = content(root);
    let mut report = String::new();
    for args in [
        &["schools/shiyan/visits/没有", "乙"][..],
        &["shiyam", "乙"],
        &["schools/shiyan/visits/甲", "../../../外面"],
        &["schools/shiyan/visits/甲", "a:b"],
        &["schools/shiyan/visits/甲", ".甲"],
        &["schools/shiyan/visits/甲", "_甲"],
        &["schools/shiyan/visits/甲", "con"],
        &["schools/shiyan/visits/甲", "完成100%"],
        &["schools/shiyan/visits/甲", "甲~"],
        &["schools/shiyan/visits/甲", ""],
        &["schools/shiyan/visits/甲", "甲"],
        &["schools/shiyan/visits/甲", "2024-03-15-送教"],
        &["schools/shiyan/visits/甲", "schools/shiyan/summaries/甲"],
        &["schools/shiyan/visits/甲", "plans/甲"],
        &["schools/shiyan/visits/甲", "schools/nobody/visits/甲"],
        &["schools/shiyan/visits/国标", "乙"],
        &["schools/shiyan/visits/花", "乙"],
        &["shiyan", "qinghe"],
        &["shiyan", "QINGHE"],
        &["shiyan", "pairs/shiyan"],
        &["shiyan", "a/b/c"],
        &["pairs/shiyan-qinghe", "结对/一/二"],
        &["结对/shiyan-qinghe/计划/2024", "schools/qinghe/plans/2024"],
        &["--merge", "shiyan", "shiyan"],
        &["--merge", "shiyan", "pairs/shiyan-qinghe"],
        &["--merge", "shiyan", "没有"],
        &["--merge", "shiyan", "旧园", "--date", "2024-03-01"],
    ] {
        for lang in ["zh", "en"] {
            let all = [&["move", "--lang", lang], args].concat();
            let output = guidang(root, &all);
            assert!(matches!(output.status.code(), Some(1 | 2)), "{args:?}: {}", stdout(&output));
            report.push_str(&format!("$ guidang move {}\n{}\n", args.join(" "), stderr(&output)));
        }
        assert_eq!(content(root), before, "{args:?}");
    }
    golden("moves/refusals.txt", &report);
}

#[test]
fn an_archive_with_errors_is_not_moved() {
    let root = small_with(&[("content/学校/shiyan/活动/x.md", "---\n标题: x\n---\n".as_bytes())]);
    let before = content(root.path());
    let output = guidang(root.path(), &["move", "qinghe", "清河"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("没有搬"), "{}", stderr(&output));
    assert_eq!(content(root.path()), before);
}

#[test]
fn a_move_that_is_killed_leaves_the_old_or_the_new_archive() {
    let source = linked();
    let before = content(source.path());
    let whole = archive(&[]);
    for (path, bytes) in &before {
        write(whole.path(), path, bytes);
    }
    moved(whole.path(), &["shiyan", "县实幼"]);
    let after = content(whole.path());
    let root = archive(&[]);
    let root = root.path();
    let mut seen = [0, 0];
    for round in 0..60u64 {
        for folder in ["content", ".guidang-move"] {
            let _ = fs::remove_dir_all(root.join(folder));
        }
        for (path, bytes) in &before {
            write(root, path, bytes);
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_guidang"))
            .args(["move", "shiyan", "县实幼"])
            .current_dir(root)
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        // Many of the kills hit the moments after the journal is there.
        let journal = root.join(".guidang-move/journal.json");
        while !journal.exists() && child.try_wait().unwrap().is_none() && 0 < round % 6 {
            std::thread::sleep(Duration::from_micros(50));
        }
        std::thread::sleep(Duration::from_micros(round * 7919 % 4000));
        let _ = child.kill();
        child.wait().unwrap();
        // Any command finishes what was begun.
        let checked = guidang(root, &["check"]);
        assert!(checked.status.success(), "round {round}: {}", stderr(&checked));
        let left = content(root);
        assert!(left == before || left == after, "round {round}: {}", changes(&before, &left));
        seen[usize::from(left == after)] += 1;
    }
    assert!(0 < seen[0] && 0 < seen[1], "the kills hit both sides: {seen:?}");
}

/// What a random record says, by numbers.
type RandomRecord = (usize, usize, usize, usize);

/// A random archive: three schools, a pair, three plans, and records that name and link each other in many ways.
fn random_archive(records: &[RandomRecord], with_seal: bool) -> tempfile::TempDir {
    let root = rich();
    let path = root.path();
    write(
        path,
        "content/学校/大坪/学校.yaml",
        "名称: 大坪小学\n学段: 小学\n简称: 大坪\n".as_bytes(),
    );
    write(
        path,
        "content/学校/大坪/计划/年.md",
        "---\n标题: 大坪计划\n开始: 2024-03-01\n结束: 2024-12-31\n目标:\n  - {指标: 送教课时, 值: 3, 范围: [大坪]}\n---\n正文。\n".as_bytes(),
    );
    let schools = ["学校/shiyan/活动", "学校/qinghe/活动", "学校/大坪/visits"];
    let names = ["shiyan", "清河园", "大坪", "qinghe"];
    let plans = [
        "",
        "计划: 计划/2024\n",
        "计划: plans/2024\n",
        "计划: 结对/shiyan-qinghe/计划/2024\n结对: shiyan-qinghe\n",
    ];
    let place = |index: usize| format!("{}/记录{index}", schools[records[index].0 % 3]);
    for (index, (school, plan, to, link)) in records.iter().enumerate() {
        let other = place(link % records.len());
        let link = match link % 3 {
            0 => format!("[另一次](../../../{other}.md)"),
            1 => format!("[另一次][r]\n\n[r]: ../../../{other}.md"),
            _ => format!("[另一次](../../../{}.md)", other.replace("记录", "%E8%AE%B0%E5%BD%95")),
        };
        // A plan of a pair is named by its schools alone.
        let plan = if school % 3 == 2 { plans[plan % 3] } else { plans[plan % 4] };
        let day = 1 + index % 28;
        let text = format!(
            "---\n标题: 记录{index}\n日期: 2024-05-{day:02}\n类型: 类{index}\n{plan}对象校: {}\n数据: {{送教课时: {}}}\n---\n\n{link}\n",
            names[to % 4],
            1 + index % 5
        );
        write(path, &format!("content/{}.md", place(index)), text.as_bytes());
    }
    let numbered = guidang(path, &["number"]);
    assert!(numbered.status.success(), "{}", stderr(&numbered));
    if with_seal {
        let sealed = guidang(path, &["seal", "2023-2024-2", "--date", "2024-07-31"]);
        assert!(sealed.status.success(), "{}", stderr(&sealed));
    }
    root
}

/// How many random archives are moved: twelve, or as many as `GUIDANG_MOVES` says (a minute for a hundred).
fn cases() -> u32 {
    std::env::var("GUIDANG_MOVES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(12)
}

fn commit_all(root: &Path, message: &str) {
    git(root, &["add", "-A", "content"]);
    git(root, &["commit", "-qm", message]);
}

/// Where a random record is now, by the title that it keeps.
fn file_of(root: &Path, index: usize) -> String {
    let title = format!("标题: 记录{index}\n");
    let all = content(root);
    let mut found = all.iter().filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains(&title));
    let (path, _) = found.next().expect("the record is still there");
    assert!(found.next().is_none(), "two files have the title 记录{index}");
    path.clone()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), max_shrink_iters: 20, ..ProptestConfig::default() })]
    #[test]
    fn progress_links_numbers_seals_and_history_survive_any_moves(
        records in prop::collection::vec((0..3usize, 0..12usize, 0..4usize, 0..30usize), 2..7),
        moves in prop::collection::vec((0..5usize, 0..7usize), 1..5),
        with_seal: bool,
        with_git: bool,
        merged in prop::option::of((0..3usize, 1..3usize)),
    ) {
        let root = random_archive(&records, with_seal);
        let root = root.path();
        assert_no_errors(root);
        if with_git {
            git(root, &["init", "-q"]);
            commit_all(root, "档案");
        }
        let (figures, numbers) = (progress(root), read(root, "content/numbers.yaml").lines().count());
        let schools = ["shiyan", "qinghe", "大坪"];
        let dirs = ["visits", "活动", "visits"];
        for (step, (what, which)) in moves.iter().enumerate() {
            // Old names are as good as new ones, so each move may name its subject by the first one.
            let which_record = which % records.len();
            let school = records[which_record].0 % 3;
            let record = format!("schools/{}/{}/记录{which_record}", schools[school], dirs[school]);
            let (old, new) = match what {
                0 => (current(root, schools[which % 3]), format!("校{step}")),
                1 => (current_pair(root), format!("对{step}")),
                2 => ("计划/2024".to_owned(), format!("年{step}")),
                _ => (record, format!("次{step} （新）")),
            };
            moved(root, &[&old, &new]);
            assert_no_errors(root);
            prop_assert_eq!(&progress(root), &figures);
            prop_assert_eq!(read(root, "content/numbers.yaml").lines().count(), numbers);
            if with_git {
                commit_all(root, &format!("第{step}次"));
            }
        }
        if let Some((which, distance)) = merged {
            // Merged when all plans are over, so that every figure stays what it was.
            let from = current(root, schools[which]);
            let into = current(root, schools[(which + distance) % 3]);
            moved(root, &["--merge", &from, &into, "--date", "2025-08-31"]);
            assert_no_errors(root);
            prop_assert_eq!(&progress(root), &figures);
            prop_assert_eq!(read(root, "content/numbers.yaml").lines().count(), numbers);
        }
        if with_git {
            for index in 0..records.len() {
                let file = file_of(root, index);
                let log = git(root, &["log", "--follow", "--format=%s", "--", &file]);
                prop_assert!(log.ends_with("档案\n"), "{file}: {log}");
            }
        }
        let built = guidang(root, &["build", "-q"]);
        prop_assert!(built.status.success(), "{}", stderr(&built));
    }
}

/// The folder that a school has now.
fn current(root: &Path, school: &str) -> String {
    let name = match school {
        "shiyan" => "云岭县实验幼儿园",
        "qinghe" => "清河镇中心幼儿园",
        _ => "大坪小学",
    };
    for entry in fs::read_dir(root.join("content/学校")).unwrap() {
        let path = entry.unwrap().path();
        if fs::read_to_string(path.join("学校.yaml")).unwrap().contains(name) {
            return path.file_name().unwrap().to_str().unwrap().to_owned();
        }
    }
    panic!("no {school}")
}

/// The id that the pair has now.
fn current_pair(root: &Path) -> String {
    let entry = fs::read_dir(root.join("content/结对")).unwrap().next().unwrap().unwrap();
    format!("pairs/{}", entry.file_name().to_str().unwrap())
}
