//! The hooks, with the real git: a bare repository that receives, clones of two schools and of the county.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use guidang::diagnostics::Code;
use guidang::diagnostics::explain::{Explanation, File, Scene, explanation};
use guidang::l10n::Lang;

use crate::support::{files, stdout, write};

/// The county's archive with access, small enough to read.
pub const ARCHIVE: &[(&str, &str)] = &[
    (
        "content/站点.yaml",
        "标题: 云岭县结对帮扶档案\n学期:\n  - 名称: 2023—2024学年第二学期\n    开始: 2024-02-26\n    结束: 2024-07-05\n",
    ),
    (
        "content/指标.yaml",
        "指标:\n  - 名称: 送教课时\n    单位: 课时\n    方向: 不低于\n    汇总: 合计\n",
    ),
    (
        "content/权限.yaml",
        "权限:\n  ju: 全部\n  shiyan: [云岭县实验幼儿园, 实验—清河]\n  qinghe: [清河镇中心幼儿园]\n",
    ),
    ("content/学校/shiyan/学校.yaml", "名称: 云岭县实验幼儿园\n学段: 幼儿园\n"),
    ("content/学校/qinghe/学校.yaml", "名称: 清河镇中心幼儿园\n学段: 幼儿园\n"),
    (
        "content/结对/shiyan-qinghe/结对.yaml",
        "名称: 实验—清河\n帮扶校: shiyan\n受援校: qinghe\n开始: 2024-03-01\n",
    ),
    ("content/学校/shiyan/活动/2024-03-15-送教.md", VISIT),
];

/// A record of an activity.
pub const VISIT: &str = "---\n标题: 第一次送教\n日期: 2024-03-15\n类型: 送教下乡\n数据:\n  送教课时: 4\n---\n上了两节示范课。\n";

fn visit(title: &str) -> String {
    VISIT.replace("第一次送教", title)
}

/// A bare repository with the hook, and the folder that holds it and its clones.
struct Server {
    home: tempfile::TempDir,
}

impl Server {
    /// With the archive as the county pushed it.
    fn new() -> Server {
        let server = Server { home: tempfile::tempdir().unwrap() };
        server.git(".", &["init", "-q", "--bare", "-b", "main", "server.git"]);
        let installed = server.guidang("server.git", &["hook", "install"]);
        assert!(installed.status.success(), "{}", err(&installed));
        let clone = server.clone_for("ju");
        for (path, text) in ARCHIVE {
            write(&clone, path, text.as_bytes());
        }
        let pushed = server.push("ju", "开始");
        assert!(pushed.status.success(), "{}", err(&pushed));
        server
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// A clone with a pusher's name, on the branch main.
    fn clone_for(&self, pusher: &str) -> PathBuf {
        let url = format!("file://{}", self.path("server.git").display());
        let _ = fs::remove_dir_all(self.path(pusher));
        self.git(".", &["clone", "-q", &url, pusher]);
        self.git(pusher, &["checkout", "-q", "-B", "main"]);
        self.path(pusher)
    }

    fn git(&self, folder: &str, args: &[&str]) {
        let done = self.run(folder, "nobody", "git", args);
        assert!(done.status.success(), "git {args:?}: {}", err(&done));
    }

    fn guidang(&self, folder: &str, args: &[&str]) -> Output {
        self.run(folder, "nobody", env!("CARGO_BIN_EXE_guidang"), args)
    }

    fn run(&self, folder: &str, pusher: &str, program: &str, args: &[&str]) -> Output {
        Command::new(program)
            .args(args)
            .current_dir(self.path(folder))
            .env("HOME", self.home.path())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GITEA_PUSHER_NAME", pusher)
            // The author of a commit proves nothing: the pusher counts.
            .env("GIT_AUTHOR_NAME", "ju")
            .env("GIT_AUTHOR_EMAIL", "ju@example.invalid")
            .env("GIT_COMMITTER_NAME", "ju")
            .env("GIT_COMMITTER_EMAIL", "ju@example.invalid")
            .env_remove("GIT_DIR")
            .env_remove("LC_ALL")
            .env_remove("LANG")
            .output()
            .unwrap()
    }

    /// Commits all that is there and pushes it.
    fn push(&self, pusher: &str, message: &str) -> Output {
        self.commit(pusher, message);
        self.run(pusher, pusher, "git", &["push", "-q", "origin", "HEAD:main"])
    }

    fn commit(&self, pusher: &str, message: &str) {
        self.git(pusher, &["add", "-A"]);
        self.git(pusher, &["commit", "-q", "--no-verify", "-m", message]);
    }

    /// Pushes these files as this school, which must be refused. Returns the messages that the pusher sees.
    #[track_caller]
    fn refused(&self, pusher: &str, files: &[(&str, &[u8])]) -> String {
        self.clone_for(pusher);
        for (path, bytes) in files {
            write(&self.path(pusher), path, bytes);
        }
        self.refused_as_is(pusher)
    }

    #[track_caller]
    fn refused_as_is(&self, pusher: &str) -> String {
        let pushed = self.push(pusher, "改动");
        assert!(!pushed.status.success(), "was taken: {}", err(&pushed));
        assert!(err(&pushed).contains("pre-receive hook declined"), "{}", err(&pushed));
        remote(&pushed)
    }

    #[track_caller]
    fn taken(&self, pusher: &str, files: &[(&str, &[u8])]) {
        self.clone_for(pusher);
        for (path, bytes) in files {
            write(&self.path(pusher), path, bytes);
        }
        let pushed = self.push(pusher, "改动");
        assert!(pushed.status.success(), "{}", err(&pushed));
    }
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The messages of the server, without git's own `remote: `.
fn remote(output: &Output) -> String {
    let lines = err(output);
    let lines = lines.lines().filter_map(|line| line.strip_prefix("remote: "));
    lines.map(|line| format!("{}\n", line.trim_end())).collect()
}

#[test]
fn a_school_submits_its_own_records_and_reads_what_to_fix() {
    let server = Server::new();
    let at = "content/学校/qinghe/活动/2024-04-10-听课.md";
    let wrong = visit("听课").replace("日期: ", "日期：");
    let messages = server.refused("qinghe", &[(at, wrong.as_bytes())]);
    let want = [
        "content/学校/qinghe/活动/2024-04-10-听课.md:3:3: 错误[yaml-syntax]: “日期”后面是全角冒号",
        " 3 | 日期：2024-03-15",
        "   |     ^^",
        "   提示：请改成英文冒号加空格：日期: 2024-03-15",
        "没有收下“main”：1个错误。请按上面的提示改好，提交后再推送一次",
    ];
    assert_eq!(messages.lines().collect::<Vec<_>>(), want);
    write(&server.path("qinghe"), at, visit("听课").as_bytes());
    let pushed = server.push("qinghe", "改好了");
    assert!(pushed.status.success(), "{}", err(&pushed));
}

const THEIRS: &str = "content/学校/shiyan/活动/2024-03-15-送教.md";
const MINE: &str = "content/学校/qinghe/活动/2024-04-10.md";
const PLAN: &str = "---\n标题: 计划\n开始: 2024-03-01\n结束: 2024-12-31\n---\n";

#[test]
fn nobody_can_change_files_of_others() {
    let text = visit("改了标题");
    let plan = "content/结对/shiyan-qinghe/计划/2024.md";
    for (pusher, path, text, says) in [
        ("qinghe", THEIRS, &*text, "“qinghe”不能改动“云岭县实验幼儿园”的文件"),
        ("qinghe", plan, PLAN, "不能改动“实验—清河”的文件"),
        ("shiyan", "content/指标.yaml", "指标: []\n", "“shiyan”不能改动全县共用的文件"),
        ("shiyan", "themes/default/base.html", "", "“shiyan”不能改动全县共用的文件"),
        ("shiyan", "README.md", "", "“shiyan”不能改动全县共用的文件"),
        ("stranger", THEIRS, &*text, "权限表里没有“stranger”"),
    ] {
        let server = Server::new();
        let messages = server.refused(pusher, &[(path, text.as_bytes())]);
        assert!(messages.contains("错误[not-allowed]"), "{messages}");
        assert!(messages.contains(says), "{messages}");
    }
}

#[test]
fn rights_to_a_pair_cover_its_folder_and_not_its_schools() {
    let server = Server::new();
    server.taken("shiyan", &[("content/结对/shiyan-qinghe/计划/2024.md", PLAN.as_bytes())]);
    write(&server.path("shiyan"), MINE, visit("听课").as_bytes());
    assert!(server.refused_as_is("shiyan").contains("不能改动“清河镇中心幼儿园”的文件"));
}

/// The rights in the tree before the push apply.
#[test]
fn nobody_can_grant_themselves_rights() {
    let server = Server::new();
    let more = "权限:\n  qinghe: 全部\n";
    let (more, text) = (("content/权限.yaml", more.as_bytes()), visit("夺来"));
    let messages = server.refused("qinghe", &[more, (THEIRS, text.as_bytes())]);
    assert!(messages.contains("不能改动全县共用的文件"), "{messages}");
    assert!(messages.contains("不能改动“云岭县实验幼儿园”的文件"), "{messages}");
    // Not by another branch either: the rules are those of the branch that everyone works from.
    let branch = ["push", "-q", "origin", "HEAD:refs/heads/mine"];
    assert!(!server.run("qinghe", "qinghe", "git", &branch).status.success());
}

#[test]
fn changed_rights_apply_from_the_next_push_on() {
    let server = Server::new();
    let more = "权限:\n  ju: 全部\n  qinghe: [清河镇中心幼儿园, 云岭县实验幼儿园]\n";
    server.taken("ju", &[("content/权限.yaml", more.as_bytes())]);
    server.taken("qinghe", &[(THEIRS, visit("代改").as_bytes())]);
}

#[test]
fn a_record_cannot_be_taken_over_by_renaming_it() {
    let server = Server::new();
    server.clone_for("qinghe");
    fs::create_dir_all(server.path("qinghe/content/学校/qinghe/活动")).unwrap();
    server.git("qinghe", &["mv", THEIRS, MINE]);
    let messages = server.refused_as_is("qinghe");
    assert!(messages.contains("不能改动“云岭县实验幼儿园”的文件"), "{messages}");
}

#[test]
fn a_push_that_breaks_records_of_others_is_refused() {
    let server = Server::new();
    let link = format!("{}\n[听课](../../qinghe/活动/2024-04-10.md)\n", visit("有链接"));
    server.taken("ju", &[(MINE, visit("听课").as_bytes()), (THEIRS, link.as_bytes())]);
    server.clone_for("qinghe");
    fs::remove_file(server.path("qinghe").join(MINE)).unwrap();
    let messages = server.refused_as_is("qinghe");
    assert!(messages.contains(&format!("{THEIRS}:10:")), "the place that broke: {messages}");
    assert!(messages.contains("错误[broken-link]"), "{messages}");
}

/// Errors that were there before a push concern only those who wrote them.
#[test]
fn errors_that_existed_before_a_push_do_not_refuse_it() {
    let server = Server::new();
    let hook = server.path("server.git/hooks/pre-receive");
    fs::rename(&hook, server.path("hook")).unwrap();
    server.taken("ju", &[(THEIRS, visit("坏了").replace("03-15", "02-30").as_bytes())]);
    fs::rename(server.path("hook"), &hook).unwrap();
    server.taken("qinghe", &[(MINE, visit("听课").as_bytes())]);
}

#[cfg(unix)]
#[test]
fn anything_but_plain_files_is_refused() {
    let server = Server::new();
    server.clone_for("qinghe");
    let folder = server.path("qinghe/content/学校/qinghe/活动");
    fs::create_dir_all(&folder).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", folder.join("x.md")).unwrap();
    assert!(server.refused_as_is("qinghe").contains("这是符号链接，不能提交"));

    let server = Server::new();
    server.clone_for("qinghe");
    let sub = "qinghe/content/学校/qinghe/活动/sub";
    server.git("qinghe", &["init", "-q", "content/学校/qinghe/活动/sub"]);
    server.git(sub, &["commit", "-q", "--allow-empty", "-m", "x"]);
    assert!(server.refused_as_is("qinghe").contains("这是另一个仓库（子模块），不能提交"));
}

#[test]
fn names_that_not_every_system_can_hold_are_refused() {
    for (names, says) in [
        (&["a.md", "A.md"][..], "只差大小写或字符编码方式"),
        (&["e\u{301}.md", "é.md"], "只差大小写或字符编码方式"),
        (&["con.md"], "Windows的设备名"),
        (&["a.md."], "以点或空格结尾"),
        (&["a?.md"], "文件名里有“?”，Windows不允许"),
        (&["a\u{202e}dm.md"], "看不见的字符（U+202E）"),
        (&["a\nb.md"], "看不见的字符（U+000A）"),
    ] {
        let server = Server::new();
        let (school, text) = ("content/学校/qinghe/活动", visit("听课"));
        let paths: Vec<String> = names.iter().map(|path| format!("{school}/{path}")).collect();
        let files: Vec<_> = paths.iter().map(|path| (path.as_str(), text.as_bytes())).collect();
        let messages = server.refused("qinghe", &files);
        assert!(messages.contains("错误[unsafe-path]"), "{names:?}: {messages}");
        assert!(messages.contains(says), "{names:?}: {messages}");
        assert!(!messages.contains('\u{202e}'), "a name must not turn what is shown: {messages}");
    }
}

#[test]
fn a_file_over_the_limit_is_refused() {
    let server = Server::new();
    server.git("server.git", &["config", "guidang.maxFileSize", "1000000"]);
    let (text, photo) = (visit("听课"), vec![7; 3_000_000]);
    let messages = server.refused(
        "qinghe",
        &[
            ("content/学校/qinghe/活动/x/index.md", text.as_bytes()),
            ("content/学校/qinghe/活动/x/照片.jpg", &photo),
        ],
    );
    assert!(
        messages.contains("照片.jpg:1:1: 错误[not-allowed]: 文件有3MB，超过了1MB"),
        "{messages}"
    );
}

#[test]
fn the_main_branch_cannot_be_rewritten_or_deleted() {
    let server = Server::new();
    server.clone_for("ju");
    let push = |args: &[&str]| {
        let pushed = server.run("ju", "ju", "git", &[&["push", "-q", "origin"], args].concat());
        (pushed.status.success(), remote(&pushed))
    };
    server.git("ju", &["commit", "-q", "--amend", "-m", "改写"]);
    let (fine, messages) = push(&["--force", "HEAD:main"]);
    assert!(!fine && messages.contains("不能改写“main”上已有的历史"), "{messages}");
    let (fine, messages) = push(&[":main"]);
    assert!(!fine && messages.contains("不能删除“main”分支"), "{messages}");
    // Other branches may be rewritten and deleted by those who may change the files in them.
    assert!(push(&["HEAD:refs/heads/side"]).0);
    server.git("ju", &["commit", "-q", "--amend", "-m", "又改写"]);
    assert!(push(&["--force", "HEAD:refs/heads/side"]).0);
    assert!(push(&[":side"]).0);
}

/// Changes that a branch merged from the main branch are not checked against the rights of its pusher.
#[test]
fn a_branch_is_checked_for_its_own_changes_only() {
    let server = Server::new();
    server.clone_for("qinghe");
    server.taken("ju", &[(THEIRS, visit("县里改的").as_bytes())]);
    server.git("qinghe", &["checkout", "-q", "-b", "mine"]);
    write(&server.path("qinghe"), MINE, visit("听课").as_bytes());
    server.commit("qinghe", "听课");
    server.git("qinghe", &["fetch", "-q"]);
    server.git("qinghe", &["merge", "-q", "--no-edit", "origin/main"]);
    let branch = ["push", "-q", "origin", "HEAD:refs/heads/mine"];
    let pushed = server.run("qinghe", "qinghe", "git", &branch);
    assert!(pushed.status.success(), "{}", err(&pushed));
}

/// Over a network the server's environment names the pusher, not the pusher's own.
#[test]
fn a_push_over_git_daemon_reports_the_same_messages() {
    let server = Server::new();
    server.git("server.git", &["config", "daemon.receivepack", "true"]);
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    // The program itself: killing `git daemon` would leave it running.
    let programs = Command::new("git").arg("--exec-path").output().unwrap();
    let mut daemon = Command::new(PathBuf::from(stdout(&programs).trim()).join("git-daemon"))
        .args(["--reuseaddr", "--export-all", "--listen=127.0.0.1"])
        .arg(format!("--port={port}"))
        .arg(format!("--base-path={}", server.home.path().display()))
        .env("GITEA_PUSHER_NAME", "qinghe")
        .env("HOME", server.home.path())
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(daemon.try_wait().unwrap().is_none(), "git daemon did not start");
        std::thread::yield_now();
    }
    server.clone_for("qinghe");
    let url = format!("git://127.0.0.1:{port}/server.git");
    server.git("qinghe", &["remote", "set-url", "origin", &url]);
    write(&server.path("qinghe"), THEIRS, visit("夺来").as_bytes());
    server.commit("qinghe", "夺来");
    let push = ["push", "-q", "origin", "HEAD:main"];
    let refused = server.run("qinghe", "ju", "git", &push);
    daemon.kill().unwrap();
    daemon.wait().unwrap();
    assert!(!refused.status.success());
    let messages = remote(&refused);
    assert!(messages.contains("“qinghe”不能改动“云岭县实验幼儿园”的文件"), "{}", err(&refused));
}

#[test]
fn installing_twice_changes_nothing_and_another_hook_is_left_alone() {
    let server = Server::new();
    let hook = server.path("server.git/hooks/pre-receive");
    let before = fs::read(&hook).unwrap();
    let again = server.guidang("server.git", &["hook", "install"]);
    assert_eq!(stdout(&again), "没有变化 hooks/pre-receive\n");
    assert_eq!(fs::read(&hook).unwrap(), before);
    let other = b"#!/bin/sh\nexit 0\n";
    fs::write(&hook, other).unwrap();
    let refused = server.guidang("server.git", &["hook", "install"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(err(&refused).contains("已有别的钩子，没有改动"), "{}", err(&refused));
    assert_eq!(fs::read(&hook).unwrap(), other);
    let forced = server.guidang("server.git", &["hook", "install", "--force"]);
    assert!(forced.status.success());
    assert_eq!(fs::read(&hook).unwrap(), before);
    assert_eq!(fs::read(hook.with_extension("old")).unwrap(), other);
}

#[test]
fn a_clone_checks_what_is_about_to_be_committed() {
    let server = Server::new();
    server.clone_for("qinghe");
    let installed = server.guidang("qinghe", &["hook", "install"]);
    assert_eq!(stdout(&installed), "已写入 .git/hooks/pre-commit\n");
    let wrong = visit("听课").replace("送教课时: 4", "送教课时: 约4");
    write(&server.path("qinghe"), MINE, wrong.as_bytes());
    server.git("qinghe", &["add", "-A"]);
    // The staged text is checked, not the present one of the folder.
    write(&server.path("qinghe"), MINE, visit("听课").as_bytes());
    let commit = ["commit", "-q", "-m", "x"];
    let refused = server.run("qinghe", "qinghe", "git", &commit);
    assert!(!refused.status.success());
    assert!(err(&refused).contains(&format!("{MINE}:6:9: 错误[bad-value]")), "{}", err(&refused));
    server.git("qinghe", &["add", "-A"]);
    let taken = server.run("qinghe", "qinghe", "git", &commit);
    assert!(taken.status.success(), "{}", err(&taken));
}

#[test]
fn accepted_pushes_are_published() {
    let server = Server::new();
    let site = server.path("www/archive");
    let args = ["hook", "install", "--publish", site.to_str().unwrap()];
    let installed = server.guidang("server.git", &args);
    assert!(stdout(&installed).contains("post-receive"), "{}", stdout(&installed));
    server.taken("qinghe", &[(MINE, visit("四月听课").as_bytes())]);
    let records = fs::read_to_string(site.join("data/records.json")).unwrap();
    assert!(records.contains("四月听课"), "{records}");
    assert!(site.join("index.html").is_file());
}

#[test]
fn a_revision_checks_and_builds_as_its_folder_does() {
    let server = Server::new();
    server.clone_for("ju");
    let wrong = "content/学校/shiyan/活动/坏.md";
    write(&server.path("ju"), wrong, b"---\n");
    assert_eq!(server.guidang("ju", &["check"]).status.code(), Some(1));
    let of_tree = server.guidang("ju", &["check", "--git-tree", "HEAD"]);
    assert_eq!(of_tree.status.code(), Some(0), "{}", err(&of_tree));
    let no_such = server.guidang("ju", &["check", "--git-tree=--upload-pack=x"]);
    assert_eq!(no_such.status.code(), Some(2), "{}", err(&no_such));
    fs::remove_file(server.path("ju").join(wrong)).unwrap();
    let bare = ["build", "--git-tree", "main", "-o", "../from-tree"];
    let bare = server.guidang("server.git", &bare);
    assert!(bare.status.success(), "{}", err(&bare));
    assert!(server.guidang("ju", &["build", "-o", "../from-folder"]).status.success());
    assert_eq!(files(&server.path("from-tree")), files(&server.path("from-folder")));
}

const TERM_PLAN: &str = "---\n标题: 2024年计划\n开始: 2024-03-01\n结束: 2024-07-05\n目标:\n  - {指标: 送教课时, 值: 6, 每: 学期}\n措施:\n  - {编号: 开学对接, 名称: 开学对接}\n---\n";
const TERM_PLAN_AT: &str = "content/学校/shiyan/计划/2024.md";

#[test]
fn diff_lists_the_figures_and_statuses_that_a_branch_changes() {
    let server = Server::new();
    server.taken("ju", &[(TERM_PLAN_AT, TERM_PLAN.as_bytes())]);
    let more = visit("再次送教").replace("类型", "措施: 开学对接\n类型").replace("03-15", "03-20");
    write(&server.path("ju"), "content/学校/shiyan/活动/2024-03-20.md", more.as_bytes());
    let compare = |format: &str| {
        let args = ["status", "--compare", "HEAD", "--format", format, "--as-of", "2024-03-31"];
        let output = server.guidang("ju", &args);
        assert!(output.status.success(), "{}", err(&output));
        stdout(&output)
    };
    assert_eq!(
        compare("text"),
        "云岭县实验幼儿园 送教课时（2024-03-01—2024-07-05）：4课时 → 8课时，进度正常 → 已达成\n\
         开学对接：待开展 → 已完成\n\
         新增记录1条：再次送教\n"
    );
    assert_eq!(
        compare("markdown"),
        "### 进度变化\n\n\
         | 对象 | 目标 | 周期 | 数字 | 状态 |\n|---|---|---|---|---|\n\
         | 云岭县实验幼儿园 | 送教课时 | 2024-03-01—2024-07-05 | 4课时 → 8课时 | 进度正常 → 已达成 |\n\
         - 开学对接：待开展 → 已完成\n\n\
         新增记录1条：再次送教\n"
    );
    let json: serde_json::Value = serde_json::from_str(&compare("json")).unwrap();
    assert_eq!(json["targets"][0]["before"]["status"], "on_track");
    assert_eq!(json["records_added"][0]["title"], "再次送教");
    fs::remove_file(server.path("ju/content/学校/shiyan/活动/2024-03-20.md")).unwrap();
    assert_eq!(compare("text"), "没有变化\n");
}

/// The line of a record's page on who submitted it.
fn handed_in(server: &Server, folder: &str) -> String {
    let built = server.guidang(folder, &["build", "-o", "../site"]);
    assert!(built.status.success(), "{}", err(&built));
    let pages = files(&server.path("site"));
    let page = pages
        .iter()
        .find(|(path, _)| path.starts_with("schools/") && path.contains("2024-03-15"))
        .unwrap()
        .1;
    let page = String::from_utf8_lossy(page).into_owned();
    let after = page.split("提交<dd>").nth(1).expect("a line on who submitted the record");
    after.split('<').next().unwrap().trim().to_owned()
}

#[test]
fn pages_show_who_submitted_a_record_and_when() {
    let server = Server::new();
    let clone = server.clone_for("ju");
    let commit = |by: &str, day: &str, title: &str| {
        write(&clone, THEIRS, visit(title).as_bytes());
        server.git("ju", &["add", "-A"]);
        let committed = Command::new("git")
            .args([
                "commit",
                "-q",
                "--no-verify",
                "-m",
                title,
                "--author",
                &format!("{by} <x@example.invalid>"),
            ])
            .current_dir(&clone)
            .env("HOME", server.home.path())
            .env("GIT_COMMITTER_NAME", "网页编辑器")
            .env("GIT_COMMITTER_EMAIL", "x@example.invalid")
            .env("GIT_COMMITTER_DATE", format!("{day}T09:00:00 +0800"))
            .status()
            .unwrap();
        assert!(committed.success());
    };
    // A history of its own, whose days do not depend on today.
    server.git("ju", &["checkout", "-q", "--orphan", "fresh"]);
    commit("方老师", "2024-03-18", "第一次送教");
    assert_eq!(handed_in(&server, "ju"), "方老师 2024年3月18日");
    commit("罗&13000000000", "2024-04-02", "改了标题");
    assert_eq!(
        handed_in(&server, "ju"),
        "方老师 2024年3月18日；修改1次，最近一次罗&amp;130••••0000 2024年4月2日"
    );
    server.git("ju", &["checkout", "-q", "--orphan", "late"]);
    commit("方老师", "2024-05-18", "又一次");
    assert_eq!(handed_in(&server, "ju"), "方老师 2024年5月18日（事后补记）");
    server.git("ju", &["checkout", "-q", "--orphan", "without"]);
    server.git("ju", &["rm", "-q", "--cached", THEIRS]);
    server.git("ju", &["commit", "-q", "--no-verify", "-m", "x"]);
    assert_eq!(handed_in(&server, "ju"), "尚未提交到git");
}

/// The pages of the site of `shallow` with a phrase.
fn pages_that_say(server: &Server, phrase: &str) -> Vec<String> {
    let built = server.guidang("shallow", &["build", "-q", "-o", "said"]);
    assert!(built.status.success(), "{}", err(&built));
    let pages = files(&server.path("shallow/said"));
    let pages = pages.into_iter().filter(|(path, _)| path.ends_with(".html"));
    let saying = pages.filter(|(_, html)| String::from_utf8_lossy(html).contains(phrase));
    saying.map(|(path, _)| path).collect()
}

#[test]
fn an_unknown_history_is_said_once_on_the_page_about_the_site() {
    let server = Server::new();
    let url = format!("file://{}", server.path("server.git").display());
    server.taken("ju", &[(MINE, visit("听课").as_bytes())]);
    server.git(".", &["clone", "-q", "--depth", "1", "-b", "main", &url, "shallow"]);
    assert_eq!(pages_that_say(&server, "git历史不完整（浅克隆）"), ["about.html"]);
    fs::remove_dir_all(server.path("shallow/.git")).unwrap();
    assert_eq!(pages_that_say(&server, "本档案未使用git"), ["about.html"]);
}

#[test]
fn corrections_of_a_sealed_term_are_published_with_their_reason() {
    let server = Server::new();
    server.taken("ju", &[(TERM_PLAN_AT, TERM_PLAN.as_bytes())]);
    let ju = |args: &[&str]| server.guidang("ju", args);
    let early = ju(&["seal", "2023-2024-2", "--date", "2024-07-01"]);
    assert_eq!(early.status.code(), Some(2));
    assert!(err(&early).contains("到2024-07-05才结束"), "{}", err(&early));
    let site = ARCHIVE[0].1.replace("学期:", "截至日: 2024-09-01\n学期:");
    write(&server.path("ju"), "content/站点.yaml", site.as_bytes());
    let sealed = ju(&["seal", "2023—2024学年第二学期", "--date", "2024-07-10"]);
    assert_eq!(
        stdout(&sealed),
        "已封存“2023—2024学年第二学期”：1份记录，1个数字。content/seals/2023-2024-2.json\n"
    );
    assert_eq!(ju(&["check", "--strict"]).status.code(), Some(0), "{}", err(&ju(&["check"])));
    assert!(server.push("ju", "封存").status.success());
    // The server refuses a silent change, by a school as by the county.
    let changed = visit("第一次送教").replace("送教课时: 4", "送教课时: 5");
    let messages = server.refused("shiyan", &[(THEIRS, changed.as_bytes())]);
    assert!(
        messages.contains("错误[sealed]: “2023—2024学年第二学期”已经封存，这份记录与封存时不同"),
        "{messages}"
    );
    // A change with a reason waits for the county to seal the term again.
    server.clone_for("ju");
    let corrected = changed.replace("类型", "更正: 少记了一节\n类型");
    write(&server.path("ju"), THEIRS, corrected.as_bytes());
    assert!(err(&ju(&["check"])).contains("还没有重新封存"));
    let again = ju(&["seal", "2023-2024-2", "--date", "2024-09-02"]);
    assert!(again.status.success(), "{}", err(&again));
    assert_eq!(ju(&["check"]).status.code(), Some(0));
    assert!(server.push("ju", "更正").status.success());
    assert!(ju(&["build", "-o", "../site"]).status.success());
    let pages = files(&server.path("site"));
    let page = |part: &str| {
        let page = pages
            .iter()
            .find(|(path, _)| !path.starts_with("print/") && path.contains(part))
            .unwrap();
        String::from_utf8_lossy(page.1).into_owned()
    };
    let record = page("2024-03-15");
    assert!(record.contains("少记了一节") && record.contains("2024年7月10日"), "{record}");
    let term = page("terms/");
    assert!(term.contains("封存后的更正") && term.contains("少记了一节"), "{term}");
    // A change of the plan alone is reported by its figure, and sealed again only with a reason.
    write(&server.path("ju"), TERM_PLAN_AT, TERM_PLAN.replace("值: 6", "值: 5").as_bytes());
    let messages = err(&ju(&["check"]));
    assert!(messages.contains("封存时是5 / 6 missed，现在为5 / 5 met"), "{messages}");
    assert_eq!(ju(&["seal", "2023-2024-2"]).status.code(), Some(1));
    assert!(ju(&["seal", "2023-2024-2", "--reason", "目标经批准调整"]).status.success());
    assert_eq!(ju(&["check"]).status.code(), Some(0));
}

/// Personal data that the last commit removes again would stay in the history.
#[test]
fn personal_data_in_an_earlier_commit_of_a_push_is_refused() {
    let server = Server::new();
    server.clone_for("qinghe");
    let number = "11999919000101002X";
    write(&server.path("qinghe"), MINE, visit(number).as_bytes());
    server.commit("qinghe", "写了");
    write(&server.path("qinghe"), MINE, visit("听课").as_bytes());
    let messages = server.refused_as_is("qinghe");
    let says = "较早的一次提交含有个人信息：身份证号（1199••••••••••002X）";
    assert!(messages.contains(says) && !messages.contains(number), "{messages}");
    server.git("qinghe", &["reset", "-q", "--soft", "origin/main"]);
    let pushed = server.push("qinghe", "合成一次");
    assert!(pushed.status.success(), "{}", err(&pushed));
}

#[test]
fn the_example_of_not_allowed_is_refused_and_accepted_once_fixed() {
    for lang in [Lang::Zh, Lang::En] {
        let server = Server::new();
        let Explanation { scene, before, after, .. } = explanation(Code::NotAllowed, lang);
        let Scene::Submitted(pusher) = scene else { panic!("{scene:?}") };
        let files = |pushed: &'static [File]| -> Vec<(&str, &[u8])> {
            pushed.iter().map(|file| (file.path, file.text.as_bytes())).collect()
        };
        let messages = server.refused(pusher, &files(before));
        assert!(messages.contains("[not-allowed]"), "{messages}");
        server.taken(pusher, &files(after));
    }
}
