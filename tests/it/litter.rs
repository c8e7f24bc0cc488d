//! What systems and office programs leave beside records: passed over everywhere, with a warning where it could have been
//! published.

use crate::support::{files, guidang, small_with, stderr};

const VISIT: &str = "content/学校/shiyan/活动/2024-04-10";

#[test]
fn litter_is_in_no_site_no_bag_and_no_list() {
    let record = "---\n标题: 四月送教\n日期: 2024-04-10\n类型: 送教下乡\n---\n";
    let old = "---\n标题: 旧的\n日期: 2024-04-10\n类型: 送教下乡\n---\n机密草稿\n";
    let index = format!("{VISIT}/index.md");
    let litter = [
        "~$教案.docx",
        "~WRL0003.tmp",
        "教案.docx.tmp",
        "index.md~",
        "教案.bak",
        "Thumbs.db",
        "desktop.ini",
        ".~lock.表.ods#",
        "__MACOSX/._教案.docx",
    ];
    let paths: Vec<String> = litter.iter().map(|name| format!("{VISIT}/{name}")).collect();
    let mut changes: Vec<(&str, &[u8])> = vec![(&index, record.as_bytes())];
    changes.extend(paths.iter().map(|path| (path.as_str(), old.as_bytes())));
    let beside = "content/学校/shiyan/活动/2024-04-11.md.bak";
    changes.push((beside, old.as_bytes()));
    let root = small_with(&changes);
    let output = guidang(root.path(), &["check"]);
    let messages = stderr(&output);
    assert_eq!(output.status.code(), Some(0), "{messages}");
    for path in paths.iter().map(String::as_str).chain([beside]) {
        // Names that begin with `.` or `_` are never published, and not spoken of.
        let is_hidden = path.contains("/.") || path.contains("/_");
        assert_eq!(messages.contains(path), !is_hidden, "{path}: {messages}");
    }
    for args in [&["build"][..], &["archive", "-o", "包"]] {
        assert!(guidang(root.path(), args).status.success());
    }
    for (path, bytes) in
        files(&root.path().join("output")).iter().chain(&files(&root.path().join("包")))
    {
        assert!(
            !path.contains('~') && !path.contains("Thumbs") && !path.contains(".bak"),
            "{path}"
        );
        assert!(!String::from_utf8_lossy(bytes).contains("机密草稿"), "{path}");
    }
    let before = files(root.path());
    guidang(root.path(), &["fmt"]);
    for path in &paths {
        assert_eq!(before.get(path), files(root.path()).get(path), "{path}");
    }
}
