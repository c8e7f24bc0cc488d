//! `guidang fmt` through the program: what it writes, what it reports, and what it never changes.

use std::fs;
use std::path::Path;

use encoding_rs::GB18030;

use crate::support::{SMALL, files, guidang, read, small_with, stderr, stdout};

const VISIT: &str = "content/学校/shiyan/活动/2024-04-10.md";

/// A file as teachers submit it: GB18030, CRLF, typed with a Chinese input method and tabs.
const TYPED: &str = "——\r\n标题：四月送教\r\n日期:２０２４年４月10日 # 改过一次\r\n类型： “送教下乡”\r\n对象校：清河园\r\n数据：\r\n\t送教课时：２\r\n\t# 下月补看活动\r\n－－－\r\n\r\n## 经过\r\n\r\n时间：上午,两节(示范)课\r\n\r\n\t见 `a,b`　与“表”。";
/// The same as it should be.
const WRITTEN: &str = "---\n标题: 四月送教\n日期: 2024-04-10 # 改过一次\n类型: 送教下乡\n对象校: 清河园\n数据:\n  送教课时: 2\n  # 下月补看活动\n---\n\n## 经过\n\n时间：上午,两节(示范)课\n\n\t见 `a,b`　与“表”。\n";

fn gbk(text: &str) -> Vec<u8> {
    GB18030.encode(text).0.into_owned()
}

/// Runs in a root: the exit code, stdout, stderr.
fn run(root: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let output = guidang(root, args);
    (output.status.code(), stdout(&output), stderr(&output))
}

#[test]
fn a_badly_typed_record_checks_clean_once_formatted() {
    let root = small_with(&[(VISIT, &gbk(TYPED))]);
    assert_eq!(run(root.path(), &["check"]).0, Some(1));
    let (code, messages, sum) = run(root.path(), &["fmt"]);
    assert_eq!(code, Some(0), "{sum}");
    assert_eq!(
        messages,
        format!(
            "{VISIT}：GBK → UTF-8，行尾改为LF，分隔线改为---（第1、9行），全角冒号（第2、4、5、6、7行），冒号后补空格（第3行），全角数字（第3、7行），日期写法（第3行），去掉中文引号（第4行），Tab缩进改为空格（第7、8行）\n"
        )
    );
    assert!(sum.starts_with("看了8个文件：整理了1个，用时"), "{sum}");
    assert_eq!(read(root.path(), VISIT), WRITTEN);
    let (code, _, errors) = run(root.path(), &["check", "--strict"]);
    assert_eq!(code, Some(0), "{errors}");
}

#[test]
fn a_second_run_changes_no_file() {
    let root = small_with(&[(VISIT, &gbk(TYPED))]);
    run(root.path(), &["fmt"]);
    let times = || {
        let content = root.path().join("content");
        let paths = files(&content).into_keys();
        paths.map(|path| fs::metadata(content.join(path)).unwrap().modified().unwrap()).collect()
    };
    let before: Vec<_> = times();
    let (code, messages, sum) = run(root.path(), &["fmt"]);
    assert_eq!((code, messages.as_str()), (Some(0), ""));
    assert!(sum.starts_with("看了8个文件：没有需要整理的，用时"), "{sum}");
    assert_eq!(times(), before);
    assert_eq!(run(root.path(), &["fmt", "--check"]).0, Some(0));
}

#[test]
fn fmt_check_reports_without_writing() {
    let root = small_with(&[(VISIT, &gbk(TYPED))]);
    let before = files(root.path());
    let (code, messages, sum) = run(root.path(), &["fmt", "--check", "--lang", "en"]);
    assert_eq!(code, Some(1));
    assert!(
        messages.starts_with(&format!("{VISIT}: GBK → UTF-8, line ends are LF, ")),
        "{messages}"
    );
    assert!(sum.starts_with("looked at 8 files: 1 would change, none was written, in "), "{sum}");
    assert_eq!(files(root.path()), before);
}

#[test]
fn punct_widens_punctuation_in_prose_only() {
    let root = small_with(&[(VISIT, WRITTEN.as_bytes())]);
    let (code, messages, _) = run(root.path(), &["fmt", "--punct", "-q"]);
    assert_eq!((code, messages.as_str()), (Some(0), ""));
    let want = WRITTEN.replace("上午,两节(示范)课", "上午，两节（示范）课");
    assert_eq!(read(root.path(), VISIT), want);
}

#[test]
fn only_the_named_files_and_folders_are_formatted() {
    let other = "content/学校/qinghe/活动/2024-04-11.md";
    let root = small_with(&[
        (VISIT, TYPED.as_bytes()),
        (other, TYPED.as_bytes()),
        ("content/_旧/a.md", TYPED.as_bytes()),
        ("content/seals/a.yaml", "标题：a\n".as_bytes()),
        ("content/a.txt", TYPED.as_bytes()),
        ("b.md", TYPED.as_bytes()),
    ]);
    let school = root.path().join("content/学校/qinghe");
    let (code, messages, sum) =
        run(&school, &["fmt", ".", "../shiyan/学校.yaml", "活动/2024-04-11.md"]);
    assert_eq!(code, Some(0), "{sum}");
    assert!(messages.starts_with(other) && messages.lines().count() == 1, "{messages}");
    assert!(sum.starts_with("看了3个文件"), "{sum}");
    assert_eq!(read(root.path(), VISIT), TYPED);
    for wrong in ["../..", "../../..", "b.md", "content/a.txt", "content/_旧/a.md", "content/x"] {
        let (code, messages, _) = run(root.path(), &["fmt", wrong]);
        assert_eq!((code, messages.as_str()), (Some(2), ""), "{wrong}");
    }
    let (code, messages, _) = run(root.path(), &["fmt"]);
    assert_eq!((code, messages.lines().count()), (Some(0), 1), "{messages}");
    assert_eq!(read(root.path(), "content/seals/a.yaml"), "标题：a\n");
    assert_eq!(read(root.path(), "content/_旧/a.md"), TYPED);
}

#[test]
fn a_file_of_two_encodings_is_reported_with_its_line_and_left_alone() {
    let mixed = [WRITTEN.as_bytes(), &gbk("又一段话，写在后面\n")].concat();
    let unsure = "---\n标题：四月\n日期: @今天\n---\n";
    let root = small_with(&[
        (VISIT, &mixed),
        ("content/学校/qinghe/活动/2024-04-11.md", unsure.as_bytes()),
        ("content/学校/qinghe/台账/表.csv", &gbk("日期,课时：2\r\n2024年3月5日,２\r\n")),
    ]);
    let (code, changes, errors) = run(root.path(), &["fmt"]);
    assert_eq!(code, Some(1));
    assert!(errors.contains(&format!("{VISIT}:16:1: 错误[encoding]")), "{errors}");
    assert!(
        errors.contains("content/学校/qinghe/活动/2024-04-11.md：第3行有不能确定的写法"),
        "{errors}"
    );
    assert!(errors.contains("整理了1个，2个要先改正"), "{errors}");
    assert_eq!(
        changes,
        "content/学校/qinghe/台账/表.csv：GBK → UTF-8，文件开头加上BOM，Excel才不会显示成乱码，行尾改为LF\n"
    );
    assert_eq!(fs::read(root.path().join(VISIT)).unwrap(), mixed);
    assert_eq!(read(root.path(), "content/学校/qinghe/活动/2024-04-11.md"), unsure);
    assert_eq!(
        read(root.path(), "content/学校/qinghe/台账/表.csv"),
        "\u{feff}日期,课时：2\n2024年3月5日,２\n"
    );
}

#[cfg(unix)]
#[test]
fn permissions_are_kept_and_links_are_not_followed() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let root = small_with(&[(VISIT, TYPED.as_bytes()), ("elsewhere.md", TYPED.as_bytes())]);
    let visit = root.path().join(VISIT);
    fs::set_permissions(&visit, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(root.path().join("elsewhere.md"), visit.with_file_name("2024-04-12.md")).unwrap();
    assert_eq!(run(root.path(), &["fmt"]).0, Some(0));
    assert_eq!(fs::metadata(&visit).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(read(root.path(), VISIT), WRITTEN);
    assert_eq!(read(root.path(), "elsewhere.md"), TYPED);
    let link = visit.with_file_name("2024-04-12.md");
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(run(root.path(), &["fmt", link.to_str().unwrap()]).0, Some(2));
    let left: Vec<_> = fs::read_dir(visit.parent().unwrap()).unwrap().collect();
    assert_eq!(left.len(), 3, "no file is left next to the records");
}

/// The records of a sealed term must stay as they are, byte for byte.
#[test]
fn sealed_records_are_left_alone() {
    let draft = "content/学校/shiyan/活动/2024-04-12.md";
    let visit = WRITTEN.replace("2024-04-10", "2024年4月10日");
    let site = format!("{}截至日: 2024-08-01\n", SMALL[0].1);
    let root = small_with(&[
        (SMALL[0].0, site.as_bytes()),
        (VISIT, visit.as_bytes()),
        (draft, visit.replace("类型", "草稿: 是\n类型").as_bytes()),
    ]);
    let (code, _, errors) = run(root.path(), &["seal", "2023—2024学年第二学期"]);
    assert_eq!(code, Some(0), "{errors}");
    let (code, messages, sum) = run(root.path(), &["fmt"]);
    assert_eq!(
        (code, messages.as_str()),
        (Some(0), &*format!("{draft}：日期写法（第3行）\n")),
        "{sum}"
    );
    assert!(sum.contains("另有2个已封存，没有动"), "{sum}");
    assert_eq!(read(root.path(), VISIT), visit);
    let (code, _, errors) = run(root.path(), &["check"]);
    assert_eq!(code, Some(0), "{errors}");
}

/// The sample holds all the dates and encodings that guidang reads without a word; no figure may depend on them.
#[test]
fn formatting_does_not_change_the_figures_of_the_sample() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = tempfile::tempdir().unwrap();
    for folder in ["content", "themes"] {
        for (path, bytes) in files(&source.join(folder)) {
            crate::support::write(root.path(), &format!("{folder}/{path}"), &bytes);
        }
    }
    let figures = || {
        let built = guidang(root.path(), &["build", "-q"]);
        assert!(built.status.success(), "{}", stderr(&built));
        read(root.path(), "output/data/progress.json")
    };
    let before = figures();
    let (code, _, errors) = run(root.path(), &["fmt", "--punct"]);
    assert_eq!(code, Some(0), "{errors}");
    assert_eq!(figures(), before);
    let (code, messages, _) = run(root.path(), &["fmt", "--punct"]);
    assert_eq!((code, messages.as_str()), (Some(0), ""));
}
