//! Bounds of what is read and written: folders in folders, links to one record, held locks.

use std::path::Path;
use std::process::Command;

use crate::support::{guidang, small_with, stderr, write};

/// Creates a chain of folders below `folder`, one call of the system each, as no path may be that long.
fn nest(folder: &Path, depth: usize) {
    let script = "import os,sys\nos.chdir(sys.argv[1])\nfor _ in range(int(sys.argv[2])):\n    os.mkdir('d'); os.chdir('d')\nopen('x.txt','w').close()";
    let mut command = Command::new("python3");
    let ran = command.args(["-c", script]).arg(folder).arg(depth.to_string()).status();
    assert!(ran.unwrap().success());
}

fn remove(folder: &Path) {
    // The library's way to remove a folder recurses.
    assert!(Command::new("rm").arg("-rf").arg(folder).status().unwrap().success());
}

#[test]
fn folders_in_folders_without_end_are_refused_with_a_message() {
    for depth in [400, 1500, 20_000] {
        let root = small_with(&[]);
        let visits = root.path().join("content/学校/shiyan/活动");
        nest(&visits, depth);
        for args in [&["check"][..], &["build"], &["fmt"], &["archive", "-o", "包"], &["number"]] {
            let output = guidang(root.path(), args);
            assert_eq!(output.status.code(), Some(2), "{args:?}: {}", stderr(&output));
            assert!(stderr(&output).contains("320层以上"), "{args:?}: {}", stderr(&output));
            assert!(stderr(&output).len() < 1000, "{}", stderr(&output));
        }
        remove(&visits.join("d"));
        assert!(guidang(root.path(), &["check"]).status.success());
    }
}

#[test]
fn a_bag_with_folders_in_folders_is_verified_or_refused() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "bag/bagit.txt", guidang::bagit::DECLARATION.as_bytes());
    std::fs::create_dir(root.path().join("bag/data")).unwrap();
    nest(&root.path().join("bag/data"), 1500);
    let output = guidang(root.path(), &["verify", "bag"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    nest(&root.path().join("bag"), 20_000);
    let output = guidang(root.path(), &["verify", "bag"]);
    assert!(matches!(output.status.code(), Some(1 | 3)), "{}", stderr(&output));
    remove(&root.path().join("bag"));
}

#[test]
fn a_deep_tree_of_a_revision_is_refused_too() {
    let root = small_with(&[]);
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=a", "-c", "user.email=a@b.example"]).args(args);
        let output = command.current_dir(root.path()).output().unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
    };
    let deep = format!("content/学校/shiyan/活动/{}x.md", "d/".repeat(400));
    write(root.path(), &deep, b"x");
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "a"]);
    let output = guidang(root.path(), &["check", "--git-tree", "HEAD"]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("320层以上"), "{}", stderr(&output));
}

/// The time that `check` takes for a record with so many links to headings of a long record.
fn time_of_links(links: usize) -> std::time::Duration {
    let long: String =
        (0..6000).map(|number| format!("## 第{number}节\n\n正文，有一些字。\n\n")).collect();
    let front = "---\n标题: 四月送教\n日期: 2024-04-10\n类型: 送教下乡\n---\n";
    let target = format!("{front}{long}");
    let mut text = String::from(front);
    for number in 0..links {
        text.push_str(&format!("[第{number}节](2024-04-10.md#第{number}节)、"));
        text.push_str(&format!("[没有](2024-04-10.md#没有{number})、[没有](没有{number}.md)\n"));
    }
    let root = small_with(&[
        ("content/学校/shiyan/活动/2024-04-10.md", target.as_bytes()),
        ("content/学校/shiyan/活动/2024-04-11.md", text.as_bytes()),
    ]);
    let began = std::time::Instant::now();
    let output = guidang(root.path(), &["check"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("broken-link"));
    began.elapsed()
}

#[test]
fn link_checking_is_linear_in_the_links() {
    let few = time_of_links(100).max(std::time::Duration::from_millis(200));
    let many = time_of_links(1600);
    assert!(many < few * 16, "100 links: {few:?}, 1600 links: {many:?}");
}

#[cfg(unix)]
#[test]
fn no_command_writes_through_a_link() {
    use std::os::unix::fs::symlink;
    let secret = tempfile::tempdir().unwrap();
    let victim = secret.path().join("victim");
    std::fs::write(&victim, "victim").unwrap();
    let site = "标题: 云岭县结对帮扶档案\n档号:\n  全宗号: J012\n截至日: 2024-07-31\n学期:\n  - 名称: 2023—2024学年第二学期\n    开始: 2024-02-26\n    结束: 2024-07-05\n";
    let root = small_with(&[("content/site.yaml", site.as_bytes())]);
    let content = root.path().join("content");
    symlink(&victim, content.join("numbers.yaml")).unwrap();
    symlink(secret.path(), content.join("seals")).unwrap();
    symlink(secret.path(), content.join("学校/shiyan/总结")).unwrap();
    symlink(&victim, content.join(".seal.new")).unwrap();
    for args in [
        &["number"][..],
        &["seal", "2023—2024学年第二学期"],
        &["new", "summary", "--school", "shiyan", "--title", "总结"],
    ] {
        let output = guidang(root.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", stderr(&output));
        assert!(stderr(&output).contains("是链接"), "{args:?}: {}", stderr(&output));
    }
    assert_eq!(std::fs::read(&victim).unwrap(), b"victim");
    assert_eq!(std::fs::read_dir(secret.path()).unwrap().count(), 1);
}

#[test]
fn a_second_writer_is_told_who_holds_the_archive() {
    let root = small_with(&[]);
    write(root.path(), ".guidang-cache/archive.lock", b"seal, 4711\n");
    let path = root.path().join(".guidang-cache/archive.lock");
    let lock = std::fs::File::options().write(true).open(path).unwrap();
    lock.lock().unwrap();
    let args = ["new", "summary", "--school", "shiyan", "--title", "总结"];
    let output = guidang(root.path(), &args);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("seal, 4711"), "{}", stderr(&output));
    drop(lock);
    assert!(
        guidang(root.path(), &args).status.success(),
        "a lock of a dead process is no obstacle"
    );
}

#[test]
fn what_a_killed_archive_run_left_is_removed_by_the_next() {
    let root = small_with(&[]);
    let left = root.path().join(".guidang-bag-包-1-2");
    write(&left, "lock", b"");
    write(&left, "包/data/x", b"x");
    let output = guidang(root.path(), &["archive", "-o", "包"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(!left.exists());
    let names: Vec<_> = std::fs::read_dir(root.path()).unwrap().flatten().collect();
    let is_temporary = |name: &str| name.starts_with(".guidang-bag-");
    assert!(!names.iter().any(|entry| is_temporary(&entry.file_name().to_string_lossy())));
}

/// A pipe or a device that is named in a command is refused at once: reading it would never end.
#[cfg(unix)]
#[test]
fn pipes_and_devices_are_not_read() {
    let root = small_with(&[]);
    for name in ["表.xlsx", "表.docx"] {
        let made = std::process::Command::new("mkfifo").arg(root.path().join(name)).status();
        assert!(made.unwrap().success());
        for args in [
            &["import", name, "--school", "qinghe"][..],
            &["fill", name, "-o", "out.xlsx"],
            &["fill", name, "-o", "out.docx"],
        ] {
            let output = guidang(root.path(), args);
            assert_eq!(output.status.code(), Some(2), "{args:?}: {}", stderr(&output));
        }
    }
    std::os::unix::fs::symlink("/dev/zero", root.path().join("零.xlsx")).unwrap();
    let output = guidang(root.path(), &["import", "零.xlsx", "--school", "qinghe"]);
    assert!(stderr(&output).contains("不是文件"), "{}", stderr(&output));
}
