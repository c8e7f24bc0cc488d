//! The documents do what they say: every command of `docs/`, of both READMEs and of the README that `init` writes is run
//! as it is printed, and every record and setting shown is accepted by `check`.
//!
//! Each block is run in a fresh archive with the names that the documents use. What cannot be run in a test is listed in
//! [`NOT_RUN`] with its reason.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{guidang, stderr, stdout, write};

/// Why whole blocks are not run.
const ON_A_SERVER: &str =
    "needs a server; tests/it/git_server.rs runs the same with servers of its own";

/// Commands that are not run, by a part of their text, and why.
const NOT_RUN: &[(&str, &str)] = &[
    ("cargo ", "builds or installs the program"),
    (".ci/run", "runs all tests, this one among them"),
    ("scripts/package", "builds the program three times; tests/it/packages.rs runs its parts"),
    ("pip install", "needs the network"),
    ("npm ", "needs the network"),
    ("apt", "needs the network and an administrator"),
    ("rclone ", "needs storage elsewhere"),
    ("guidang serve", "runs until it is stopped"),
    ("--watch", "runs until it is stopped"),
    (
        "guidang template ",
        "tests/it/templates.rs and workbooks.rs run it for archives of their own",
    ),
    ("guidang fill ", "needs a form; tests/it/fills.rs fills in some"),
    ("guidang export --xlsx", "tests/it/workbooks.rs runs it"),
    ("sudo ", "needs an administrator"),
    ("systemctl ", "needs an administrator"),
    ("adduser ", "needs an administrator"),
    ("useradd ", "needs an administrator"),
    ("chown ", "needs an administrator"),
    ("ssh", ON_A_SERVER),
    ("用户名@", ON_A_SERVER),
    ("服务器", ON_A_SERVER),
    ("/srv/", ON_A_SERVER),
    ("/etc/", "needs an administrator"),
    ("nginx", ON_A_SERVER),
];
/// Commands of features that this build may lack.
const FEATURES: &[(&str, bool)] =
    &[("guidang pdf", cfg!(feature = "pdf")), ("--parquet", cfg!(feature = "parquet"))];
/// Words that begin a command.
const COMMANDS: &[&str] =
    &["guidang", "git", "cd", "cp", "mkdir", "cargo", "for", "bash", "rm", "mv"];

/// The archive of the examples.
const ARCHIVE: &[(&str, &str)] = &[
    (
        "content/site.yaml",
        "标题: 青峦县结对帮扶档案\n单位: 青峦县教育局\n学期:\n  - 名称: 2023—2024学年第二学期\n    开始: 2024-02-26\n    结束: 2024-07-05\n  - 名称: 2024—2025学年第一学期\n    开始: 2024-09-02\n    结束: 2025-01-17\n",
    ),
    (
        "content/指标.yaml",
        "指标:\n  - 名称: 送教课时\n    单位: 课时\n    方向: 不低于\n    汇总: 合计\n",
    ),
    ("content/学校/shiyan/学校.yaml", "名称: 青峦县实验幼儿园\n学段: 幼儿园\n简称: [实验幼儿园]\n"),
    ("content/学校/qinghe/学校.yaml", "名称: 清河镇中心幼儿园\n学段: 幼儿园\n简称: [清河园]\n"),
    ("content/学校/liuxi/学校.yaml", "名称: 柳溪街道中心幼儿园\n学段: 幼儿园\n"),
    (
        "content/结对/shiyan-qinghe/结对.yaml",
        "名称: 实验园手拉手结对\n帮扶校: shiyan\n受援校: qinghe\n开始: 2024-03-01\n",
    ),
    (
        "content/结对/shiyan-qinghe/计划/2024.md",
        "---\n标题: 2024年结对计划\n开始: 2024-03-01\n结束: 2024-12-31\n目标:\n  - 指标: 送教课时\n    值: 10\n---\n计划正文。\n",
    ),
    (
        "content/学校/shiyan/活动/2024-03-20-送教.md",
        "---\n标题: 三月送教\n日期: 2024-03-20\n类型: 送教下乡\n对象校: qinghe\n数据:\n  送教课时: 2\n---\n上了两节课。\n",
    ),
    (
        "content/学校/qinghe/总结/2024.md",
        "---\n标题: 学期总结\n学期: 2023-2024-2\n日期: 2024-07-05\n计划: 2024年结对计划\n---\n互相听课。\n",
    ),
];

/// A fenced block of a document.
struct Example {
    /// The document and the line of the fence.
    place: String,
    /// The first word behind the fence.
    info: String,
    text: String,
}

/// The fenced blocks of a document.
fn examples(place: &str, text: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut open: Option<(usize, Example)> = None;
    for (number, line) in (1..).zip(text.lines()) {
        let trimmed = line.trim_start();
        let length = trimmed.bytes().take_while(|byte| *byte == b'`').count();
        match &mut open {
            None if 3 <= length => {
                let info = trimmed[length..].split_whitespace().next().unwrap_or_default();
                let place = format!("{place}:{number}");
                let example = Example { place, info: info.to_owned(), text: String::new() };
                open = Some((length, example));
            }
            None => {}
            Some((fence, _)) if *fence <= length && trimmed.len() == length => {
                examples.extend(open.take().map(|(_, example)| example));
            }
            Some((_, example)) => {
                example.text.push_str(line);
                example.text.push('\n');
            }
        }
    }
    assert!(open.is_none(), "{place}: a block is never closed");
    examples
}

fn top() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The blocks of all documents. Those of the page of codes are proven by `explain.rs`.
fn all_examples() -> Vec<Example> {
    let mut paths = vec![top().join("README.md"), top().join("README.zh-CN.md")];
    for entry in fs::read_dir(top().join("docs")).unwrap() {
        let path = entry.unwrap().path();
        let is_document = path.extension().is_some_and(|extension| extension == "md");
        if is_document && !path.ends_with("diagnostics.zh-CN.md") {
            paths.push(path);
        }
    }
    paths.sort();
    let mut all = Vec::new();
    for path in paths {
        let name = path.strip_prefix(top()).unwrap().to_str().unwrap().to_owned();
        all.extend(examples(&name, &fs::read_to_string(&path).unwrap()));
    }
    all
}

/// The commands of a block, a line each; empty if it shows something else.
fn commands(example: &Example) -> Vec<String> {
    let mut lines = Vec::new();
    for line in example.text.lines() {
        match example.info.as_str() {
            "console" => lines.extend(line.strip_prefix("$ ").map(str::to_owned)),
            _ => lines.push(line.to_owned()),
        }
    }
    let begins = |line: &String| {
        let word = line.split_whitespace().next().unwrap_or_default();
        COMMANDS.contains(&word)
    };
    let is_shell = matches!(example.info.as_str(), "sh" | "bash" | "console")
        || example.info.is_empty() && lines.first().is_some_and(begins);
    let is_file = example.text.starts_with("#!");
    if is_shell && !is_file { lines } else { Vec::new() }
}

/// Why a command is not run.
fn why_not(command: &str) -> Option<&'static str> {
    if let Some((_, reason)) = NOT_RUN.iter().find(|(part, _)| command.contains(part)) {
        return Some(reason);
    }
    let lacks = |(part, is_built): &&(&str, bool)| command.contains(part) && !is_built;
    FEATURES.iter().find(lacks).map(|_| "belongs to a feature that is not built")
}

/// A folder with the archive of the examples in `archive/`, under git with a remote that takes what is pushed, and the
/// source of the program in `guidang/`.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("archive");
    for (path, text) in ARCHIVE {
        write(&root, path, text.as_bytes());
    }
    for name in ["themes", "docs"] {
        crate::support::copy(&top().join(name), &home.path().join("guidang").join(name));
    }
    let setup = "git init -q --bare -b main ../remote.git; git init -q -b main; git add -A; git commit -qm 开始; \
                 git remote add origin ../remote.git; git push -q -u origin main";
    let (is_done, said) = run(&root, home.path(), setup);
    assert!(is_done, "{said}");
    home
}

/// Runs a script, with this program on the path; stops at the first command that fails, and names it.
fn run(folder: &Path, home: &Path, script: &str) -> (bool, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_guidang"));
    let path = std::env::var("PATH").unwrap_or_default();
    let folders = format!("{}:{path}", program.parent().unwrap().display());
    let script =
        format!("set -euo pipefail\ntrap 'echo \"FAILED: $BASH_COMMAND\" >&2' ERR\n{script}\n");
    let mut command = Command::new("bash");
    command.arg("-c").arg(script).current_dir(folder).env("PATH", folders).env("HOME", home);
    for name in ["LC_ALL", "LANG", "LC_MESSAGES"] {
        command.env_remove(name);
    }
    for name in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{name}_NAME"), "李老师");
        command.env(format!("GIT_{name}_EMAIL"), "li@example.invalid");
    }
    let output = command.output().unwrap();
    (output.status.success(), format!("{}{}", stdout(&output), stderr(&output)))
}

/// What a block needs before it is run: a bag to verify, a fonds number, something to commit, a branch of another.
const SETUPS: &[(&str, &str)] = &[
    (
        "送教记录.docx",
        concat!("cp ", env!("CARGO_MANIFEST_DIR"), "/tests/office/visit.docx 送教记录.docx"),
    ),
    (
        "送教安排.xlsx",
        concat!("cp ", env!("CARGO_MANIFEST_DIR"), "/tests/office/visits.xlsx 送教安排.xlsx"),
    ),
    (
        "资助.xlsx",
        concat!("cp ", env!("CARGO_MANIFEST_DIR"), "/tests/office/visits.xlsx 资助.xlsx"),
    ),
    ("guidang receive", "mkdir -p 收件箱"),
    (" 档案包", "guidang archive -q -o 档案包"),
    ("guidang number", "printf '档号:\\n  全宗号: J012\\n' >> content/site.yaml"),
    ("git commit", "echo 改一处 >> content/学校/qinghe/总结/2024.md"),
    (
        "git merge origin/更正-shiyan",
        "git checkout -q content; git checkout -q -b 更正; echo 更正 >> content/学校/shiyan/活动/2024-03-20-送教.md; \
         git commit -qam 更正; git push -q origin HEAD:更正-shiyan; git checkout -q main",
    ),
];

/// The commands that prepare what a block needs.
fn setup(text: &str) -> String {
    let mut script = ":".to_owned();
    for (part, commands) in SETUPS {
        if text.contains(part) {
            let _ = write!(script, "\n{commands}");
        }
    }
    script
}

/// Runs the commands of one block as they are printed; what went wrong, if anything.
fn failure_of(example: &Example, lines: &[String]) -> Option<String> {
    let home = home();
    let outside = home.path().join("elsewhere");
    fs::create_dir(&outside).unwrap();
    let mut script = setup(&example.text);
    for line in lines {
        let line = match why_not(line) {
            Some(_) => ":".to_owned(),
            // Folders of another machine.
            None => ["/media/usb", "/tmp/"].iter().fold(line.clone(), |line, folder| {
                line.replace(folder, &format!("{}/", outside.display()))
            }),
        };
        let _ = write!(script, "\n{line}");
    }
    let root = home.path().join("archive");
    let is_from_above =
        lines.iter().any(|line| line.contains("guidang init ") || line.contains("archive/"));
    let folder = if is_from_above { home.path() } else { &root };
    let (is_done, said) = run(folder, home.path(), &script);
    (!is_done).then(|| format!("{}\n{}\n--- said:\n{said}", example.place, example.text))
}

#[test]
fn every_command_of_the_documents_runs_as_printed() {
    let mut failures = Vec::new();
    let mut count = 0;
    for example in all_examples() {
        let lines = commands(&example);
        let is_elsewhere = lines.iter().any(|line| why_not(line) == Some(ON_A_SERVER));
        let has_none = lines.iter().all(|line| line.trim().is_empty() || why_not(line).is_some());
        if is_elsewhere || has_none {
            continue;
        }
        count += 1;
        failures.extend(failure_of(&example, &lines));
    }
    assert!(failures.is_empty(), "{} blocks fail:\n\n{}", failures.len(), failures.join("\n\n"));
    assert!(8 <= count, "{count} blocks of commands were found");
}

/// Where a setting of an example belongs: its file, by its first key.
fn file_of(yaml: &str) -> Option<&'static str> {
    let first = yaml.lines().find(|line| !line.starts_with('#') && !line.trim().is_empty())?;
    match first.split(':').next()?.trim() {
        "权限" | "access" => Some("content/权限.yaml"),
        "过期天数" | "下级档案" | "sources" => Some("content/下级档案.yaml"),
        "指标" | "indicators" => Some("content/指标.yaml"),
        "档号" | "主题" | "允许" | "allow" | "theme" => Some("content/site.yaml"),
        _ => None,
    }
}

/// The errors of `check` in the archive of the examples with one example in it.
fn errors_with(path: &str, text: &str) -> Vec<String> {
    let home = tempfile::tempdir().unwrap();
    for (path, text) in ARCHIVE {
        write(home.path(), path, text.as_bytes());
    }
    let text = match path {
        "content/site.yaml" => format!("{}{text}", ARCHIVE[0].1),
        _ => text.to_owned(),
    };
    write(home.path(), path, text.as_bytes());
    write(home.path(), "themes/名字/static/theme.css", b"");
    let said = stderr(&guidang(home.path(), &["check"]));
    said.lines().filter(|line| line.contains("错误[")).map(str::to_owned).collect()
}

#[test]
fn every_record_and_setting_of_the_documents_is_accepted() {
    let mut failures = Vec::new();
    let mut count = 0;
    for example in all_examples() {
        let text = &example.text;
        let errors = match example.info.as_str() {
            "" | "md" | "markdown" if text.starts_with("---\n") => {
                errors_with("content/学校/shiyan/活动/2024-03-15/index.md", text)
            }
            "" | "md" | "markdown" if text.starts_with("```") => {
                let summary = format!("{}\n{text}", ARCHIVE[8].1);
                errors_with("content/学校/qinghe/总结/2024.md", &summary)
            }
            "yaml" => match file_of(text) {
                Some(path) => errors_with(path, text),
                None => {
                    let mut events = saphyr_parser::Parser::new_from_str(text);
                    events
                        .find_map(Result::err)
                        .map(|error| error.to_string())
                        .into_iter()
                        .collect()
                }
            },
            "json" => match serde_json::from_str::<serde_json::Value>(text) {
                Ok(_) => Vec::new(),
                Err(error) => vec![error.to_string()],
            },
            _ => continue,
        };
        count += 1;
        if !errors.is_empty() {
            failures.push(format!("{}\n{text}\n--- {}", example.place, errors.join("\n")));
        }
    }
    assert!(failures.is_empty(), "{} examples fail:\n\n{}", failures.len(), failures.join("\n\n"));
    assert!(8 <= count, "{count} examples were found");
}

/// What `init` writes is right as it stands, and its README tells commands that work there.
#[test]
fn what_init_writes_does_what_its_readme_says() {
    for args in [
        &["--lang", "zh"][..],
        &["--lang", "en"],
        &["--lang", "zh", "--empty"],
        &["--lang", "en", "--empty"],
    ] {
        let home = tempfile::tempdir().unwrap();
        let made = guidang(home.path(), &[&["init", "archive"], args].concat());
        assert!(made.status.success(), "{args:?}: {}", stderr(&made));
        let root = home.path().join("archive");
        for command in [&["check", "--strict"][..], &["fmt", "--check"], &["build", "-q"]] {
            let done = guidang(&root, command);
            assert!(
                done.status.success(),
                "{args:?} {command:?}: {}{}",
                stdout(&done),
                stderr(&done)
            );
        }
        let mut found = Vec::new();
        for entry in walkdir::WalkDir::new(&root).into_iter().map(Result::unwrap) {
            let path = entry.path();
            let is_output = path.starts_with(root.join("output"));
            if !is_output && path.extension().is_some_and(|extension| extension == "md") {
                let name = path.strip_prefix(&root).unwrap().display().to_string();
                found.extend(examples(&name, &fs::read_to_string(path).unwrap()));
            }
        }
        let readme = fs::read_to_string(root.join("README.md")).unwrap();
        let mut script = String::new();
        for command in readme.split('`').filter(|code| code.starts_with("guidang ")) {
            let _ = writeln!(script, "{}", if why_not(command).is_some() { ":" } else { command });
        }
        assert!(script.contains("guidang check"), "{readme}");
        let (is_done, said) = run(&root, home.path(), &script);
        assert!(is_done, "{args:?} README.md\n{script}\n{said}");
        for example in found {
            let mut script = String::new();
            for line in commands(&example) {
                let _ = writeln!(script, "{}", if why_not(&line).is_some() { ":" } else { &line });
            }
            let (is_done, said) = run(&root, home.path(), &script);
            assert!(is_done, "{args:?} {}\n{}\n{said}", example.place, example.text);
        }
    }
}
