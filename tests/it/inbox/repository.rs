//! One commit a hand-in, with the school as its author.

use super::desk::{Desk, Package, visit};
use crate::pushes::{done, git};
use crate::support::{stderr, stdout, write};

fn repository() -> Desk {
    let desk = Desk::new();
    done(git(desk.path(), &["init", "-q", "-b", "main"], b""));
    write(desk.path(), ".gitignore", "收件箱/\n*.zip\n".as_bytes());
    done(git(desk.path(), &["add", "-A"], b""));
    done(git(
        desk.path(),
        &["-c", "user.name=c", "-c", "user.email=c@d", "commit", "-qm", "begin"],
        b"",
    ));
    desk
}

fn log(desk: &Desk, format: &str) -> String {
    done(git(
        desk.path(),
        &["-c", "core.quotepath=false", "log", "--name-only", &format!("--format={format}"), "-1"],
        b"",
    ))
}

#[test]
fn each_hand_in_is_a_commit_of_its_school() {
    let desk = repository();
    for number in 1..3 {
        let folder = format!("2024-03-1{number}-送教");
        let text = visit(&format!("第{number}次"), &format!("2024-03-1{number}"), 1);
        desk.put(&format!("实幼/{number}.zip"), &Package::visit("shiyan", &folder, &text).zip());
    }
    // What somebody else is working on stays out of it.
    write(desk.path(), "content/学校/qinghe/活动/草稿.md", b"---\n");
    done(git(desk.path(), &["add", "content/学校/qinghe"], b""));
    let output = desk.run(&["--commit"]);
    assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
    assert_eq!(
        log(&desk, "%an <%ae>|%s"),
        "云岭县实验幼儿园 <receive@guidang.invalid>|收：第2次\n\n\
         content/.received/shiyan/2024-03.jsonl\n\
         content/学校/shiyan/活动/2024-03-12-送教/index.md\n\
         content/学校/shiyan/活动/2024-03-12-送教/照片1.png"
    );
    assert_eq!(done(git(desk.path(), &["rev-list", "--count", "HEAD"], b"")), "3");
    let status = done(git(desk.path(), &["status", "--porcelain", "-z"], b""));
    assert_eq!(status.matches('\0').count(), 1, "{status:?}");
    assert!(status.starts_with("A "), "{status:?}");
    // A new version that drops a file.
    let text = visit("第2次", "2024-03-12", 2);
    let mut changed = Package::visit("shiyan", "2024-03-12-送教", &text);
    changed.files.retain(|path, _| path.ends_with(".md"));
    desk.put("实幼/改.zip", &changed.zip());
    assert_eq!(desk.run(&["--commit"]).status.code(), Some(0));
    assert!(log(&desk, "%s").starts_with("收新的一版：第2次"), "{}", log(&desk, "%s"));
    assert!(log(&desk, "%s").ends_with("照片1.png"), "{}", log(&desk, "%s"));
}

#[test]
fn without_a_repository_nothing_is_committed_or_taken() {
    let desk = Desk::new();
    let text = visit("送教", "2024-03-18", 1);
    desk.put("实幼/a.zip", &Package::visit("shiyan", "2024-03-18-送教", &text).zip());
    let output = desk.run(&["--commit"]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(desk.inbox().join("实幼/a.zip").exists());
}
