//! A small valid archive to break, the binary, and folders compared file by file.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;

/// The files of a small archive that checks clean.
pub const SMALL: &[(&str, &str)] = &[
    (
        "content/site.yaml",
        "标题: 云岭县结对帮扶档案\n学期:\n  - 名称: 2023—2024学年第二学期\n    开始: 2024-02-26\n    结束: 2024-07-05\n",
    ),
    (
        "content/指标.yaml",
        "指标:\n  - 名称: 送教课时\n    单位: 课时\n    方向: 不低于\n    汇总: 合计\n  - 名称: 在校人数\n    单位: 人\n    方向: 不低于\n    汇总: 最新\n  - 名称: 看活动次数\n    单位: 次\n    方向: 不低于\n    汇总: 次数\n    统计记录: 活动\n    类型: 看一日活动\n",
    ),
    ("content/学校/shiyan/学校.yaml", "名称: 云岭县实验幼儿园\n学段: 幼儿园\n简称: [实幼]\n"),
    ("content/学校/qinghe/学校.yaml", "名称: 清河镇中心幼儿园\n学段: 幼儿园\n简称: [清河园]\n"),
    (
        "content/结对/shiyan-qinghe/结对.yaml",
        "名称: 实验—清河\n帮扶校: 实幼\n受援校: 清河园\n开始: 2024-03-01\n",
    ),
    (
        "content/结对/shiyan-qinghe/计划/2024.md",
        "---\n标题: 2024年结对计划\n开始: 2024-03-01\n结束: 2024-12-31\n目标:\n  - 指标: 送教课时\n    值: 10\n    每: 学期\n措施:\n  - 编号: 开学对接\n    名称: 开学对接会\n---\n\n计划正文。\n",
    ),
    (
        "content/学校/shiyan/活动/2024-03-15-送教.md",
        "---\n标题: 第一次送教\n日期: 2024-03-15\n类型: 送教下乡\n对象校: 清河园\n措施: 开学对接\n数据:\n  送教课时: 4\n---\n\n## 经过\n\n上了两节示范课。\n",
    ),
];

/// A folder with some files, removed when dropped.
pub fn archive(files: &[(&str, &str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for (path, text) in files {
        write(root.path(), path, text.as_bytes());
    }
    root
}

/// The small archive with some files changed or added.
pub fn small_with(changes: &[(&str, &[u8])]) -> tempfile::TempDir {
    let root = archive(SMALL);
    for (path, bytes) in changes {
        write(root.path(), path, bytes);
    }
    root
}

/// What the small archive lacks: file numbers, a closed term, a sensitive indicator with too few people to be shown, a plan
/// of the whole county, a plan of a school, a term without records, a warning.
pub const RICH: &[(&str, &str)] = &[
    (
        "content/site.yaml",
        "标题: 云岭县结对帮扶档案\n单位: 云岭县教育局\n截至日: 2024-07-31\n档号:\n  全宗号: J012\n  机构: {实幼: SYY, 清河园: QHY}\n  每盒件数: 2\n学期:\n  - 名称: 2023—2024学年第一学期\n    开始: 2023-09-01\n    结束: 2024-01-20\n  - 名称: 2023—2024学年第二学期\n    开始: 2024-02-26\n    结束: 2024-07-05\n",
    ),
    (
        "content/指标.yaml",
        "指标:\n  - 名称: 送教课时\n    单位: 课时\n    方向: 不低于\n    汇总: 合计\n  - 名称: 资助人数\n    单位: 人\n    方向: 不低于\n    汇总: 合计\n    敏感: 是\n  - 名称: 在校人数\n    单位: 人\n    方向: 不低于\n    汇总: 最新\n  - 名称: 看活动次数\n    单位: 次\n    方向: 不低于\n    汇总: 次数\n    统计记录: 活动\n    类型: 看一日活动\n",
    ),
    (
        "content/计划/2024.md",
        "---\n标题: 全县计划\n开始: 2024-03-01\n结束: 2024-12-31\n目标:\n  - 指标: 送教课时\n    值: 10\n  - 指标: 资助人数\n    值: 3\n---\n",
    ),
    (
        "content/学校/qinghe/活动/2024-04-10.md",
        "---\n标题: 家访\n日期: 2024-04-10\n类型: 送教下乡\n数据:\n  送教课时: 3\n  资助人数: 2\n---\n\n走访三户。\n",
    ),
    ("content/学校/qinghe/活动/散件.txt", "没有记录提到它。\n"),
    (
        "content/学校/qinghe/总结/2024.md",
        "---\n标题: 学期总结\n学期: 2023-2024-2\n日期: 2024-07-01\n---\n\n## 做法\n\n互相听课。\n",
    ),
];

/// The small archive with [`RICH`], its records numbered and its first term closed.
pub fn rich() -> tempfile::TempDir {
    let root = archive(SMALL);
    for (path, text) in RICH {
        write(root.path(), path, text.as_bytes());
    }
    for args in [&["number"][..], &["seal", "2023—2024学年第一学期", "--date", "2024-02-01"]]
    {
        let output = guidang(root.path(), args);
        assert!(output.status.success(), "{args:?}: {}", stderr(&output));
    }
    root
}

/// Sets the modification time of every file below a folder to an hour ago, so that the program takes each for unchanged
/// until the next write.
pub fn age(folder: &Path) {
    let time = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
    for entry in walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap) {
        if entry.file_type().is_file() {
            let file = fs::File::options().write(true).open(entry.path()).unwrap();
            file.set_modified(time).unwrap();
        }
    }
}

pub fn write(root: &Path, path: &str, bytes: &[u8]) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Starts the binary as a server in a folder, with its temporary files in `scratch`. Returns it together with the line that
/// names its address.
pub fn start_server(dir: &Path, args: &[&str], scratch: &Path) -> (Child, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_guidang"))
        .args(args)
        .current_dir(dir)
        .env("TMPDIR", scratch)
        .env_remove("LC_ALL")
        .env_remove("LANG")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (child, line)
}

/// Runs the binary in a folder, without the machine's language.
pub fn guidang(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_guidang"))
        .args(args)
        .current_dir(dir)
        .env_remove("LC_ALL")
        .env_remove("LANG")
        .env_remove("LC_MESSAGES")
        .output()
        .unwrap()
}

/// The site of this repository's archive, which a run of the tests builds once. Its path has a space and Han characters.
/// Nothing may write to it.
#[track_caller]
pub fn sample_site() -> &'static Path {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| {
        let site = Path::new(env!("CARGO_TARGET_TMPDIR")).join("网站 1");
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let built = guidang(root, &["build", "-q", "-o", site.to_str().unwrap()]);
        assert!(built.status.success(), "{}", stderr(&built));
        site
    })
}

/// [`guidang`] on the first day of 2026, for messages that name today.
pub fn guidang_in_2026(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_guidang"))
        .args(args)
        .current_dir(dir)
        .env_remove("LC_ALL")
        .env_remove("LANG")
        .env_remove("LC_MESSAGES")
        .env("SOURCE_DATE_EPOCH", "1767225600")
        .output()
        .unwrap()
}

/// The text of a file of an archive.
#[track_caller]
pub fn read(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What git prints in an archive; it must succeed. Names of files stand as they are.
#[track_caller]
pub fn git(root: &Path, args: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(root)
        .args(["-c", "user.name=李老师", "-c", "user.email=li@example.invalid"])
        .args(["-c", "core.quotepath=false"])
        .args(args)
        .output()
        .unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Every file below a folder by its path with `/`.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file());
    let name =
        |value: &Path| value.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
    entries.map(|entry| (name(entry.path()), fs::read(entry.path()).unwrap())).collect()
}

/// A small file system of its own in a new folder. `mount` gives `None`, with a message, without the right to mount.
pub struct Disk<'a>(&'a Path);

impl<'a> Disk<'a> {
    pub fn mount(at: &'a Path, size: &str) -> Option<Disk<'a>> {
        fs::create_dir(at).unwrap();
        let option = format!("size={size}");
        let ran =
            Command::new("mount").args(["-t", "tmpfs", "-o", &option, "none"]).arg(at).output();
        if ran.is_ok_and(|output| output.status.success()) {
            return Some(Disk(at));
        }
        eprintln!("SKIPPED: no disk of its own can be made here (mounting needs root)");
        None
    }

    pub fn remount(&self, options: &str) {
        let options = format!("remount,{options}");
        let output = Command::new("mount").args(["-o", &options]).arg(self.0).status();
        assert!(output.unwrap().success());
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}

/// A Python that has these modules. `None`, with a message, where there is none, unless the variable is `required`.
#[track_caller]
pub fn python_with(modules: &str, variable: &str) -> Option<PathBuf> {
    let python = std::env::var_os("GUIDANG_PYTHON").map_or("python3".into(), PathBuf::from);
    let ran = Command::new(&python).args(["-c", &format!("import {modules}")]).output();
    if ran.is_ok_and(|output| output.status.success()) {
        return Some(python);
    }
    assert!(
        std::env::var_os(variable).is_none_or(|value| value != "required"),
        "{variable}=required, but {} cannot import {modules}",
        python.display()
    );
    eprintln!("SKIPPED: no Python with {modules} (pip install); set GUIDANG_PYTHON to one");
    None
}

/// Copies a folder with all in it.
pub fn copy(from: &Path, to: &Path) {
    for (path, bytes) in files(from) {
        write(to, &path, &bytes);
    }
}

/// A file or folder of `tests/`.
pub fn of_tests(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path)
}

/// Compares with a file of `tests/`; `UPDATE=1 cargo test` writes it.
#[track_caller]
pub fn golden(path: &str, got: &str) {
    let path = of_tests(path);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, got).unwrap();
        return;
    }
    let want = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(got, want, "differs from {}; look at it, then UPDATE=1 cargo test", path.display());
}
