//! Attempts to inject markup, formulas or messages through a record: each is refused, or stays text.

use std::fs;
use std::path::Path;

use crate::support::{archive, files, guidang, small_with, stderr, stdout};

/// Breaks out of a text, an attribute, a title, a script and a template where escaping is missing.
const BREAK: &str = "\"'><img src=x onerror=alert(1)></title></script><script>alert(1)</script>{{ 7*7 }}{% include 'x' %}${7*7}";
const VISIT: &str = "content/学校/shiyan/活动/2024-04-10.md";

/// The payload as a YAML value, marked so that names stay different.
fn quoted(mark: &str) -> String {
    format!("\"{mark}{}\"", BREAK.replace('"', "\\\""))
}

/// An archive whose every free text is the payload.
fn hostile() -> tempfile::TempDir {
    let q = quoted;
    let site = format!(
        "标题: {}\n单位: {}\n学期:\n  - 名称: {}\n    开始: 2024-02-26\n    结束: 2024-07-05\n",
        q("站"),
        q("单"),
        q("期"),
    );
    let indicators = format!(
        "指标:\n  - 名称: {}\n    单位: {}\n    方向: 不低于\n    汇总: 合计\n    计量: 课时\n    说明: {}\n",
        q("指"),
        q("位"),
        q("说"),
    );
    let school = |name: &str| format!("名称: {}\n学段: 幼儿园\n", q(name));
    let pair = format!("名称: {}\n帮扶校: a\n受援校: b\n开始: 2024-03-01\n", q("对"));
    let plan = format!(
        "---\n标题: {}\n开始: 2024-03-01\n结束: 2024-12-31\n目标:\n  - 指标: {}\n    值: 10\n    说明: {}\n措施:\n  - 编号: {}\n    名称: {}\n---\n{BREAK}\n\n# {BREAK}\n\n```\n{BREAK}\n```\n",
        q("计"),
        q("指"),
        q("据"),
        q("号"),
        q("措"),
    );
    let visit = format!(
        "---\n标题: {}\n日期: 2024-04-10\n类型: {}\n对象校: b\n措施: {}\n地点: {}\n参加人: [{}]\n材料: [{}]\n数据:\n  课时: 4\n---\n{BREAK}\n\n[甲](x.md \"{BREAK}\")\n\n|a|\n|-|\n|{BREAK}|\n",
        q("访"),
        q("类"),
        q("号"),
        q("地"),
        q("人"),
        q("材"),
    );
    let summary = format!(
        "---\n标题: {}\n学期: {}\n日期: 2024-07-01\n撰写人: {}\n---\n{BREAK}\n",
        q("结"),
        q("期"),
        q("写")
    );
    let honour = format!(
        "---\n标题: {}\n日期: 2024-05-01\n级别: 县级\n参加人: {}\n---\n{BREAK}\n",
        q("荣"),
        q("颁")
    );
    let question = format!("---\n标题: {}\n日期: 2024-05-01\n---\n{BREAK}\n", q("问"));
    archive(&[
        ("content/site.yaml", &site),
        ("content/指标.yaml", &indicators),
        ("content/学校/a/学校.yaml", &school("甲")),
        ("content/学校/b/学校.yaml", &school("乙")),
        ("content/结对/a-b/结对.yaml", &pair),
        ("content/结对/a-b/计划/2024.md", &plan),
        ("content/学校/a/活动/v.md", &visit),
        ("content/学校/a/活动/x.md", "---\n标题: 甲\n日期: 2024-04-11\n类型: 送教\n---\n"),
        ("content/学校/a/总结/s.md", &summary),
        ("content/学校/a/荣誉/h.md", &honour),
        ("content/学校/a/问答/q.md", &question),
    ])
}

#[test]
fn markup_in_any_field_stays_text() {
    let root = hostile();
    let output = guidang(root.path(), &["build", "-v"]);
    let messages = stderr(&output);
    assert!(output.status.success(), "{messages}");
    let mut seen = 0;
    for (path, bytes) in files(&root.path().join("output")) {
        let text = String::from_utf8_lossy(&bytes);
        if !path.ends_with(".html") {
            continue;
        }
        seen += text.matches("onerror=alert(1)").count();
        for trace in ["<img src=x", "<script>", "</title></", ">alert(1)", "\"'>", "49"] {
            let clean = trace != "49" || !text.contains("${49}");
            let holds = if trace == "49" { !clean } else { text.contains(trace) };
            assert!(!holds, "{path} holds {trace}");
        }
        // Every title is closed once: nothing broke out of it.
        assert_eq!(text.matches("</title>").count(), text.matches("<title").count(), "{path}");
    }
    assert!(seen > 100, "the payload is there, as text: {seen}");
}

#[test]
fn links_that_run_something_are_refused() {
    for href in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\\nscript:alert(1)",
        "&#106;avascript:alert(1)",
        "javascript&colon;alert(1)",
        "java&Tab;script:alert(1)",
        "%6aavascript:alert(1)",
        "javascript%3aalert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "//evil.example/x",
        "\\\\evil.example\\x",
        "ｊavascript:alert(1)",
    ] {
        for text in
            [format!("[甲]({href})"), format!("![甲]({href})"), format!("[甲]\n\n[甲]: {href}")]
        {
            let text = format!("---\n标题: 甲\n日期: 2024-04-10\n类型: 送教\n---\n{text}\n");
            let root = small_with(&[(VISIT, text.as_bytes())]);
            let output = guidang(root.path(), &["build"]);
            if output.status.success() {
                // What is not a link in Markdown is shown as text.
                let site = files(&root.path().join("output"));
                let pages = site.iter().filter(|(path, _)| path.ends_with(".html"));
                for (path, bytes) in pages {
                    let page = String::from_utf8_lossy(bytes).to_lowercase();
                    for start in ["href=\"", "src=\""] {
                        for value in page.split(start).skip(1) {
                            let value = value.split('"').next().unwrap();
                            assert!(
                                !value.contains("script:") && !value.contains("evil"),
                                "{path}: {value}"
                            );
                        }
                    }
                }
            } else {
                assert_eq!(output.status.code(), Some(1), "{href}");
                assert!(
                    stderr(&output).contains("2024-04-10.md:6:"),
                    "{href}: {}",
                    stderr(&output)
                );
            }
        }
    }
}

#[test]
fn attachments_that_could_run_are_refused() {
    for name in ["图.svg", "页.HTML", "x.svg ", "y.js", "z.mhtml", "a.xhtml", "b.hta", "c.lnk"] {
        let text = "---\n标题: 甲\n日期: 2024-04-10\n类型: 送教\n---\n";
        let root = small_with(&[
            ("content/学校/shiyan/活动/x/index.md", text.as_bytes()),
            (
                &format!("content/学校/shiyan/活动/x/{name}"),
                b"<svg onload=alert(1)><script>alert(1)</script></svg>",
            ),
        ]);
        let output = guidang(root.path(), &["build"]);
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert!(!root.path().join("output/index.html").exists(), "{name}");
    }
}

/// A spreadsheet program would run formulas when somebody opens the table.
#[test]
fn tables_hold_no_formulas() {
    const FORMULA: &str = "=cmd|' /C calc'!A0";
    let indicators = format!(
        "指标:\n  - 名称: \"{FORMULA}\"\n    单位: 次\n    方向: 不低于\n    汇总: 合计\n    计量: \"+1+1\"\n  - 名称: 送教课时\n    单位: 课时\n    方向: 不低于\n    汇总: 合计\n  - 名称: 人\n    单位: 人\n    方向: 不低于\n    汇总: 去重计数\n    计量: 姓\n"
    );
    let plan = format!(
        "---\n标题: \"@SUM(1+1)\"\n开始: 2024-03-01\n结束: 2024-12-31\n目标:\n  - 指标: \"{FORMULA}\"\n    值: 10\n措施:\n  - 编号: 开学对接\n    名称: 开学对接会\n---\n"
    );
    let visit = "---\n标题: \"-2+3\"\n日期: 2024-04-10\n类型: 送教\n数据:\n  +1+1: 3\n  姓: [\"=1+1\", \"\\t=2\", \"＝1\"]\n---\n";
    let root = small_with(&[
        ("content/指标.yaml", indicators.as_bytes()),
        (
            "content/学校/shiyan/学校.yaml",
            "名称: \"=HYPERLINK(1)\"\n学段: 幼儿园\n简称: [实幼]\n".as_bytes(),
        ),
        ("content/结对/shiyan-qinghe/计划/2024.md", plan.as_bytes()),
        (VISIT, visit.as_bytes()),
    ]);
    let output = guidang(root.path(), &["build"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let status = guidang(root.path(), &["status", "--format", "csv"]);
    assert!(status.status.success(), "{}", stderr(&status));
    let mut tables: Vec<String> = files(&root.path().join("output"))
        .into_iter()
        .filter(|(path, _)| path.ends_with(".csv"))
        .map(|(_, bytes)| String::from_utf8(bytes).unwrap())
        .collect();
    tables.push(stdout(&status));
    assert!(tables.iter().any(|value| value.contains("'=1+1")), "{tables:?}");
    for table in tables {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(table.as_bytes());
        for row in reader.records().map(Result::unwrap) {
            for cell in &row {
                let is_number = cell.parse::<f64>().is_ok();
                let runs = cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '\t', '\r']);
                assert!(is_number || !runs, "{cell:?} in {table}");
            }
        }
    }
}

/// No text of a record can add a line to the program's messages.
#[test]
fn messages_cannot_be_forged() {
    for forged in
        ["甲\\x1b[31m", "\\r\\n::error file=x::别的", "\\u2028::error", "\\u202e", "\\n::error"]
    {
        forge(&format!("---\n标题: \"{forged}\"\n类型: \"{forged}\"\n\"{forged}\": 1\n---\n"));
        forge(&format!(
            "---\n标题: 甲{}\n---\n",
            forged.replace("\\x1b", "\u{1b}").replace("\\u202e", "\u{202e}")
        ));
    }
}

fn forge(text: &str) {
    let name = "content/学校/shiyan/活动/a\n::error file=x::b.md";
    let root = small_with(&[(VISIT, text.as_bytes()), (name, text.as_bytes())]);
    for format in ["text", "github", "json"] {
        let output = guidang(root.path(), &["check", "--format", format]);
        assert_eq!(output.status.code(), Some(1));
        for (out, is_result) in [(stdout(&output), true), (stderr(&output), false)] {
            assert!(!out.contains(['\u{1b}', '\r', '\u{2028}', '\u{202e}']), "{format}: {out:?}");
            if format == "json" && is_result {
                let report: serde_json::Value = serde_json::from_str(&out).unwrap();
                assert!(report["errors"].as_u64().unwrap() > 0);
            } else {
                assert!(
                    !out.lines().any(|line| line.starts_with("::error file=x")),
                    "{format}: {out}"
                );
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn nothing_outside_the_archive_is_read() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.csv"), "日期,送教课时\n2024-04-01,31337\n").unwrap();
    fs::write(outside.path().join("secret.md"), "---\n标题: 泄密31337\n---\n").unwrap();
    let up = "../".repeat(12);
    let target = outside.path().to_str().unwrap();
    let ledger = |table: &str| {
        format!(
            "---\n标题: 台账\n表: \"{table}\"\n列: [{{名称: 日期, 作为: 日期}}, {{名称: 送教课时, 作为: 数据}}]\n---\n"
        )
    };
    let refused = |path: &str, text: &str| {
        let root = small_with(&[(path, text.as_bytes())]);
        let output = guidang(root.path(), &["build"]);
        assert_eq!(output.status.code(), Some(1), "{text}: {}", stderr(&output));
        assert!(!stderr(&output).contains("31337"), "{}", stderr(&output));
    };
    let table = "content/学校/shiyan/台账/l.md";
    refused(table, &ledger(&format!("{target}/secret.csv")));
    refused(table, &ledger(&format!("{up}{target}/secret.csv")));
    refused(table, &ledger("../../../site.yaml"));
    refused(table, &ledger("..\\\\..\\\\x.csv"));
    refused(table, &ledger("C:\\\\x.csv"));
    let visit = |body: &str| format!("---\n标题: 甲\n日期: 2024-04-10\n类型: 送教\n---\n{body}\n");
    refused(VISIT, &visit(&format!("[甲]({up}{target}/secret.md)")));
    refused(VISIT, &visit(&format!("![甲]({up}etc/passwd)")));
    refused(VISIT, &visit("[甲](%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd)"));
    // Links of the file system are not followed, whether to a file or to a folder.
    let link = |from: &str, to: &Path| {
        let root = small_with(&[]);
        fs::create_dir_all(root.path().join(from).parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(to, root.path().join(from)).unwrap();
        let output = guidang(root.path(), &["build"]);
        assert!(stderr(&output).contains("[stray-file]"), "{from}: {}", stderr(&output));
        for (path, bytes) in files(&root.path().join("output")) {
            assert!(!String::from_utf8_lossy(&bytes).contains("31337"), "{path}");
        }
    };
    link(VISIT, &outside.path().join("secret.md"));
    link("content/学校/shiyan/资源", outside.path());
    link("content/学校/shiyan/活动/x/secret.csv", &outside.path().join("secret.csv"));
}

/// Names with a NUL cannot be created; every other name that a file system accepts is reported or harmless.
#[cfg(unix)]
#[test]
fn strangely_named_files_are_reported_or_harmless() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let han = "汉".repeat(85);
    let names: [&[u8]; 8] = [
        b"a\nb.md",
        "总结\u{202e}dm.exe".as_bytes(),
        han.as_bytes(),
        b"\xff\xfe.md",
        b"..md",
        b"...",
        b"a\\..\\..\\b.md",
        b"'; rm -rf $HOME; '.md",
    ];
    for name in names {
        let root = small_with(&[]);
        let path = root.path().join("content/学校/shiyan/活动").join(OsStr::from_bytes(name));
        if fs::write(&path, "---\n标题: 甲\n日期: 2024-04-10\n类型: 送教\n---\n").is_err()
        {
            continue; // not every file system takes them
        }
        for args in [&["check"][..], &["build"], &["status"]] {
            let output = guidang(root.path(), args);
            let code = output.status.code();
            assert!(
                matches!(code, Some(0 | 1 | 3)),
                "{name:?} {args:?}: {code:?} {}",
                String::from_utf8_lossy(&output.stderr)
            );
            assert!(!stdout(&output).contains('\u{202e}') && !stderr(&output).contains('\u{202e}'));
        }
        let inside = |value: &walkdir::DirEntry| value.path().starts_with(root.path());
        assert!(
            walkdir::WalkDir::new(root.path()).into_iter().all(|entry| inside(&entry.unwrap()))
        );
    }
}
