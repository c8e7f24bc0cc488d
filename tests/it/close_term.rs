//! `close`: a term's checklist, then its seal, its numbers and its bag in one go, or nothing.

use std::fs;

use crate::support::{RICH, SMALL, archive, files, guidang, stderr, stdout, write};

const TERM: &str = "2023-2024-2";
const SEAL: &str = "content/seals/2023-2024-2.json";

fn open_term() -> tempfile::TempDir {
    let root = archive(SMALL);
    for (path, text) in RICH {
        write(root.path(), path, text.as_bytes());
    }
    let visit = "---\n标题: 检查\n日期: 2024-05-06\n类型: 检查\n数据:\n  在校人数: 300\n问题整改:\n  - 问题: 教室灯坏了\n    期限: 2024-06-01\n  - 问题: 已经修好的\n    销号: 2024-05-20\n材料:\n  - 签到册\n---\n\n记录。\n";
    write(root.path(), "content/学校/qinghe/活动/2024-05-06-检查.md", visit.as_bytes());
    write(
        root.path(),
        "content/学校/qinghe/活动/2024-05-07-草.md",
        "---\n标题: 草\n日期: 2024-05-07\n类型: 检查\n草稿: 是\n---\n\n记录。\n".as_bytes(),
    );
    root
}

#[test]
fn a_term_with_gaps_is_not_closed_unless_they_are_accepted() {
    let root = open_term();
    let before = files(&root.path().join("content"));
    for args in [
        &["close", TERM, "-n", "--date", "2024-07-31"][..],
        &["收尾", TERM, "--date", "2024-07-31"],
    ] {
        let told = guidang(root.path(), args);
        let is_dry = args.contains(&"-n");
        assert_eq!(told.status.code(), Some(if is_dry { 0 } else { 1 }), "{}", stderr(&told));
        let text = stdout(&told);
        for part in [
            "“2023—2024学年第二学期”还缺",
            "\n四有和材料\n",
            "- 云岭县实验幼儿园：缺总结\n",
            "写了“签到册”，附件里没有\n",
            "\n没有计入任何目标的数\n- 清河镇中心幼儿园 content/学校/qinghe/活动/2024-05-06-检查.md 在校人数：",
            "\n没有销号的问题\n- 清河镇中心幼儿园 content/学校/qinghe/活动/2024-05-06-检查.md：教室灯坏了，已逾期\n",
            "\n还是草稿，不会封存\n- 清河镇中心幼儿园 content/学校/qinghe/活动/2024-05-07-草.md\n",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains("已经修好的"), "{text}");
        assert_eq!(is_dry, text.contains("没有写文件"), "{text}");
        assert_eq!(files(&root.path().join("content")), before);
    }

    let bag = fs::canonicalize(root.path()).unwrap().join("out/bag");
    let args =
        ["close", TERM, "--date", "2024-07-31", "--accept-gaps", "-o", bag.to_str().unwrap()];
    let closed = guidang(root.path(), &args);
    assert!(closed.status.success(), "{}", stderr(&closed));
    let text = stdout(&closed);
    assert!(
        text.contains("已封存“2023—2024学年第二学期”：")
            && text.contains("个档号：content/numbers.yaml\n")
            && text.contains("档案包："),
        "{text}"
    );
    assert!(guidang(root.path(), &["verify", bag.to_str().unwrap()]).status.success());
    // The bag holds the seal and the numbers that the archive has now.
    for path in [SEAL, "content/numbers.yaml"] {
        let own = fs::read(root.path().join(path)).unwrap();
        assert_eq!(fs::read(bag.join("data/source").join(path)).unwrap(), own, "{path}");
    }
    assert!(guidang(root.path(), &["check"]).status.success());
    // It is the seal that `seal` writes.
    let by_seal = open_term();
    assert!(guidang(by_seal.path(), &["seal", TERM, "--date", "2024-07-31"]).status.success());
    assert_eq!(
        fs::read(by_seal.path().join(SEAL)).unwrap(),
        fs::read(root.path().join(SEAL)).unwrap()
    );
}

/// The figures of a plan that came after the seal need no reason; they are in the new seal as the command says.
#[test]
fn figures_that_are_new_since_the_seal_are_sealed_too() {
    let root = open_term();
    assert!(guidang(root.path(), &["seal", TERM, "--date", "2024-07-31"]).status.success());
    let sealed = fs::read_to_string(root.path().join(SEAL)).unwrap();
    let plan = "---\n标题: 春季计划\n开始: 2024-03-01\n结束: 2024-06-30\n目标:\n  - 指标: 送教课时\n    值: 2\n---\n";
    write(root.path(), "content/计划/2024春.md", plan.as_bytes());
    let bag = root.path().join("包");
    let args =
        ["close", TERM, "--date", "2024-07-31", "--accept-gaps", "-o", bag.to_str().unwrap()];
    let closed = guidang(root.path(), &args);
    assert!(closed.status.success(), "{}", stderr(&closed));
    let again = fs::read_to_string(root.path().join(SEAL)).unwrap();
    assert!(sealed.lines().count() < again.lines().count(), "{sealed}{again}");
    assert_eq!(fs::read_to_string(bag.join("data/source").join(SEAL)).unwrap(), again);
}

#[test]
fn a_closed_term_is_closed_again_only_with_a_reason_for_changes() {
    let root = open_term();
    let args = ["close", TERM, "--date", "2024-07-31", "--accept-gaps"];
    let closed = guidang(root.path(), &args);
    assert!(closed.status.success(), "{}", stderr(&closed));
    let before = files(root.path());
    let again = guidang(root.path(), &args);
    assert!(again.status.success(), "{}", stderr(&again));
    assert!(
        stdout(&again).contains("“2023—2024学年第二学期”已经收尾，没有改动，什么也没有写"),
        "{}",
        stdout(&again)
    );
    assert_eq!(files(root.path()), before);
    // In another folder too, and with what is missing; a second bag is made where one is asked for, once.
    let home = tempfile::tempdir().unwrap();
    let (archive, bag) = (root.path().to_str().unwrap(), home.path().join("two.zip"));
    let elsewhere = |output: &[&str]| {
        let args = [&["close", TERM, "--date", "2024-07-31", "--root", archive], output].concat();
        guidang(home.path(), &args)
    };
    assert!(elsewhere(&[]).status.success());
    assert!(files(home.path()).is_empty());
    let asked = elsewhere(&["-o", bag.to_str().unwrap()]);
    assert!(asked.status.success(), "{}", stderr(&asked));
    assert!(stdout(&asked).contains("早已封存，没有改动"), "{}", stdout(&asked));
    let made = fs::read(&bag).unwrap();
    let refused = elsewhere(&["-o", bag.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(2), "{}", stderr(&refused));
    assert_eq!(fs::read(&bag).unwrap(), made);

    let visit = "content/学校/qinghe/活动/2024-04-10.md";
    let text = fs::read_to_string(root.path().join(visit)).unwrap().replace("走访三户", "走访四户");
    write(root.path(), visit, text.as_bytes());
    let changed = files(&root.path().join("content"));
    let refused = guidang(root.path(), &args);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        stderr(&refused).contains("没有收尾：这个学期已经封存，以上改动没有写明理由"),
        "{}",
        stderr(&refused)
    );
    assert_eq!(files(&root.path().join("content")), changed);
    let bag = root.path().join("second.zip");
    let args = [&args[..], &["--reason", "户数写错", "-o", bag.to_str().unwrap()]].concat();
    let closed = guidang(root.path(), &args);
    assert!(closed.status.success(), "{}", stderr(&closed));
    assert!(fs::read_to_string(root.path().join(SEAL)).unwrap().contains("户数写错"));
    assert!(guidang(root.path(), &["verify", bag.to_str().unwrap()]).status.success());
}

#[test]
fn nothing_is_sealed_when_the_bag_cannot_be_written() {
    let root = open_term();
    write(root.path(), "taken/file.txt", b"in the way");
    let before = files(&root.path().join("content"));
    let taken = root.path().join("taken");
    let inside = root.path().join("content/bag");
    for output in [&taken, &inside] {
        let args = [
            "close",
            TERM,
            "--date",
            "2024-07-31",
            "--accept-gaps",
            "-o",
            output.to_str().unwrap(),
        ];
        let refused = guidang(root.path(), &args);
        assert!(matches!(refused.status.code(), Some(2 | 3)), "{}", stderr(&refused));
        assert_eq!(files(&root.path().join("content")), before);
    }
    let early = guidang(root.path(), &["close", TERM, "--date", "2024-06-01", "--accept-gaps"]);
    assert_eq!(early.status.code(), Some(2));
    assert!(stderr(&early).contains("现在还不能封存"), "{}", stderr(&early));
    for lang in ["zh", "en"] {
        let args = ["--lang", lang, "close", TERM, "-n", "--date", "2024-06-01"];
        let so_far = guidang(root.path(), &args);
        assert!(so_far.status.success(), "{}", stderr(&so_far));
        let told = stdout(&so_far);
        let words = if lang == "zh" { "到2024-07-05才结束" } else { "ends on 2024-07-05" };
        assert!(told.contains(words) && told.contains("教室灯坏了"), "{told}");
        assert!(!told.contains("没有写文件"), "{told}");
        // On the day of the latest record, the problem's due date is still to come.
        assert!(!told.contains("已逾期") && !told.contains("overdue"), "{told}");
    }
    write(root.path(), "content/计划/坏.md", "---\n标题: 坏\n---\n".as_bytes());
    let refused = guidang(root.path(), &["close", TERM, "--accept-gaps"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains("没有收尾：内容有错误，请先改好"), "{}", stderr(&refused));
    assert!(!root.path().join(SEAL).exists());
}

/// As after a run that was killed between the bag and the seal.
#[test]
fn a_bag_that_an_earlier_run_left_is_named_whatever_its_format() {
    let root = open_term();
    let content = root.path().join("content");
    let before = files(&content);
    for name in ["bag", "bag.zip", "bag.tar.zst"] {
        let output = root.path().join(name);
        let output = output.to_str().unwrap();
        let args = ["close", TERM, "--date", "2024-07-31", "--accept-gaps", "-o", output];
        let closed = guidang(root.path(), &args);
        assert!(closed.status.success(), "{name}: {}", stderr(&closed));
        for path in files(&content).keys().filter(|path| !before.contains_key(*path)) {
            fs::remove_file(content.join(path)).unwrap();
        }
        let again = guidang(root.path(), &args);
        assert!(matches!(again.status.code(), Some(2 | 3)), "{name}: {}", stderr(&again));
        let said = stderr(&again);
        assert!(said.contains("请删去或移开下面的档案包，再运行一次"), "{name}: {said}");
        assert!(!root.path().join(SEAL).exists());
    }
    // Another file of that name is no bag of ours.
    write(root.path(), "other.zip", b"text");
    let output = root.path().join("other.zip");
    let args =
        ["close", TERM, "--date", "2024-07-31", "--accept-gaps", "-o", output.to_str().unwrap()];
    let refused = guidang(root.path(), &args);
    assert!(!stderr(&refused).contains("请删去或移开下面的档案包"), "{}", stderr(&refused));
}

#[test]
fn the_checklist_is_told_in_english_too() {
    let root = open_term();
    let told = guidang(root.path(), &["--lang", "en", "close", TERM, "-n", "--date", "2024-07-31"]);
    assert!(told.status.success(), "{}", stderr(&told));
    let text = stdout(&told);
    for part in [
        " things are missing of 2023—2024学年第二学期:\n",
        "\nfour-haves and materials\n",
        "- 云岭县实验幼儿园: no summary\n",
        ": lists 签到册, which is not attached\n",
        "\nfigures that do not count towards any target\n",
        "\nproblems that are not settled\n",
        "2024-05-06-检查.md: 教室灯坏了, overdue\n",
        "\ndrafts, which are not sealed\n",
        "file numbers and write a bag; nothing was written\n",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}
