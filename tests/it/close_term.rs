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
        stdout(&again).ends_with("“2023—2024学年第二学期”已经收尾，没有改动，档案包也在\n"),
        "{}",
        stdout(&again)
    );
    assert_eq!(files(root.path()), before);

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
    write(root.path(), "content/计划/坏.md", "---\n标题: 坏\n---\n".as_bytes());
    let refused = guidang(root.path(), &["close", TERM, "--accept-gaps"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains("没有收尾：内容有错误，请先改好"), "{}", stderr(&refused));
    assert!(!root.path().join(SEAL).exists());
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
        "\nfigures that count for no target\n",
        "\nproblems that are not settled\n",
        "2024-05-06-检查.md: 教室灯坏了, overdue\n",
        "\ndrafts, which are not sealed\n",
        "file numbers and write a bag; nothing was written\n",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}
