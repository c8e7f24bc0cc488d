//! What `hook install` sets, what `hook check` finds open, what pushers read when publishing fails, and how a
//! correction of a sealed term is handed in and accepted.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::pushes::{Entry, MINE, THEIRS, VISIT, Workshop, command, done, git, remote, servers};
use crate::support::{archive, guidang, stderr, stdout, write};

/// A copy of the server whose shared branch is `main`.
fn main_server() -> Workshop {
    Workshop::copy_of(&servers().path("main"), "main")
}

fn bare(options: &[&str]) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let args = ["init", "-q", "--bare", "--template="];
    done(git(home.path(), &[&args[..], options, &["."]].concat(), b""));
    home
}

fn setting(folder: &Path, name: &str) -> String {
    done(git(folder, &["config", "--get", name], b""))
}

#[test]
fn install_sets_and_prints_what_guards_a_repository() {
    let server = bare(&["-b", "master"]);
    let args = ["hook", "install", "--admin", "ju", "--pusher", "REMOTE_USER", "--shared"];
    let installed = guidang(server.path(), &args);
    assert_eq!(
        stdout(&installed),
        "已设置 guidang.branch = main\n\
         已设置 HEAD = main\n\
         已设置 guidang.admin = ju\n\
         已设置 guidang.pusherEnv = REMOTE_USER\n\
         已设置 core.sharedRepository = group\n\
         已设置 receive.fsckObjects = true\n\
         已设置 transfer.fsckObjects = true\n\
         已设置 receive.maxInputSize = 500m\n\
         已设置 core.useReplaceRefs = false\n\
         已设置 core.fsync = all\n\
         已设置 core.logAllRefUpdates = always\n\
         已设置 receive.shallowUpdate = false\n\
         已写入 hooks/pre-receive\n",
        "{}",
        stderr(&installed)
    );
    assert_eq!(setting(server.path(), "core.useReplaceRefs"), "false");
    assert_eq!(done(git(server.path(), &["symbolic-ref", "HEAD"], b"")), "refs/heads/main");
    let again = guidang(server.path(), &["--lang", "en", "hook", "install", "--admin", "ju"]);
    assert_eq!(stdout(&again), "unchanged: hooks/pre-receive\n");
    // What a maintainer chose stays, unless it is no limit at all.
    done(git(server.path(), &["config", "receive.maxInputSize", "2g"], b""));
    assert_eq!(
        stdout(&guidang(server.path(), &["hook", "install"])),
        "没有变化 hooks/pre-receive\n"
    );
    let named = guidang(server.path(), &["hook", "install", "--branch", "a..b"]);
    assert_eq!(named.status.code(), Some(2));
    assert!(stderr(&named).contains("“a..b”不能用作分支名"), "{}", stderr(&named));
}

#[test]
fn the_shared_branch_is_the_one_that_people_use() {
    for (head, branches, want) in [
        ("main", &[][..], Some("main")),
        ("master", &[], Some("main")),
        ("trunk", &[], Some("trunk")),
        ("master", &["master"], Some("master")),
        ("nowhere", &["trunk"], Some("trunk")),
        ("main", &["main", "old"], Some("main")),
        ("nowhere", &["main", "master"], None),
    ] {
        let server = bare(&["-b", head]);
        let tree = done(git(server.path(), &["mktree"], b""));
        let commit = done(git(server.path(), &["commit-tree", &tree, "-m", "x"], b""));
        for branch in branches {
            done(git(
                server.path(),
                &["update-ref", &format!("refs/heads/{branch}"), &commit],
                b"",
            ));
        }
        let installed = guidang(server.path(), &["hook", "install"]);
        match want {
            Some(want) => assert_eq!(setting(server.path(), "guidang.branch"), want, "{head}"),
            None => {
                assert_eq!(installed.status.code(), Some(2));
                assert!(stderr(&installed).contains("--branch 分支（现有：main, master）"));
            }
        }
    }
}

#[test]
fn check_finds_what_is_open_and_install_closes_it() {
    let server = bare(&["-b", "main"]);
    let check = |lang: &str| guidang(server.path(), &["--lang", lang, "hook", "check"]);
    let open = check("zh");
    assert_eq!(open.status.code(), Some(1));
    for words in [
        "receive.fsckObjects没有设成true",
        "core.fsync没有设成all",
        "钩子pre-receive没有装好",
        "没有写明共用分支，现在按“main”处理",
        "谁先推送谁建立",
        "没有写明由哪个环境变量给出推送人",
    ] {
        assert!(stdout(&open).contains(words), "{words}: {}", stdout(&open));
    }
    assert!(stdout(&check("en")).contains("core.useReplaceRefs is not false"));
    let args = ["hook", "install", "--admin", "ju", "--pusher", "REMOTE_USER"];
    assert!(guidang(server.path(), &args).status.success());
    let closed = check("zh");
    assert_eq!(
        (closed.status.code(), stdout(&closed)),
        (Some(0), String::new()),
        "{}",
        stderr(&closed)
    );
    assert_eq!(stderr(&closed), "没有发现开着的地方\n");
    // Each thing that opens it again is found.
    let config = |name: &str, value: &str| done(git(server.path(), &["config", name, value], b""));
    for (name, value, words) in [
        ("receive.fsck.hasDotdot", "ignore", "receive.fsck.hasdotdot让git放过坏的对象"),
        ("http.receivepack", "true", "http.receivepack让没有账号的人也能推送"),
        ("core.useReplaceRefs", "true", "core.useReplaceRefs没有设成false"),
        ("receive.maxInputSize", "0", "receive.maxInputSize没有设成500m"),
    ] {
        config(name, value);
        let open = stdout(&check("zh"));
        assert!(open.contains(words) && open.lines().count() == 1, "{name}: {open}");
        done(git(server.path(), &["config", "--unset", name], b""));
        assert!(guidang(server.path(), &["hook", "install"]).status.success());
    }
    let empty = done(git(server.path(), &["hash-object", "-w", "--stdin"], b""));
    done(git(
        server.path(),
        &["update-ref", "refs/replace/1111111111111111111111111111111111111111", &empty],
        b"",
    ));
    assert!(stdout(&check("zh")).contains("替换或批注的引用“refs/replace/1111"));
    done(git(
        server.path(),
        &["update-ref", "-d", "refs/replace/1111111111111111111111111111111111111111"],
        b"",
    ));
    fs::write(server.path().join("hooks/pre-receive"), "#!/bin/sh\n# guidang hook\nexit 0\n")
        .unwrap();
    assert!(stdout(&check("zh")).contains("钩子pre-receive没有装好或被改过"));
    let clone = archive(&[]);
    done(git(clone.path(), &["init", "-q", "."], b""));
    assert_eq!(guidang(clone.path(), &["hook", "check"]).status.code(), Some(2));
}

#[test]
fn check_reads_who_may_change_what() {
    let server = main_server();
    done(git(&server.server(), &["config", "guidang.pusherEnv", "GITEA_PUSHER_NAME"], b""));
    done(git(&server.server(), &["config", "core.fsync", "all"], b""));
    let check = || stdout(&guidang(&server.server(), &["hook", "check"]));
    assert_eq!(check(), "");
    let none = server.commit(&[("content/权限.yaml", Entry::File("权限:\n  shiyan: [shiyan]\n"))]);
    done(server.push_shared(&none));
    assert!(check().contains("权限表里没有“全部”的人"), "{}", check());
    done(git(&server.server(), &["config", "guidang.admin", "ju"], b""));
    assert_eq!(check(), "");
    let gone = server.commit(&[("content/权限.yaml", Entry::Gone)]);
    done(server.push_shared(&gone));
    assert!(check().contains("还没有content/access.yaml"), "{}", check());
}

/// An administrator whom the server names can do everything, though access.yaml shuts everybody out.
#[test]
fn administrators_of_the_server_are_never_shut_out() {
    let server = main_server();
    let nobody =
        server.commit(&[("content/权限.yaml", Entry::File("权限:\n  shiyan: [shiyan]\n"))]);
    done(server.push_shared(&nobody));
    let back = server.commit(&[("content/权限.yaml", Entry::File("权限:\n  ju: 全部\n"))]);
    assert!(remote(&server.push_shared(&back)).contains("权限表里没有“ju”"));
    done(git(&server.server(), &["config", "guidang.admin", "ju"], b""));
    done(server.push_shared(&back));
}

/// A pusher's own store of objects must not count: its objects leave with the pusher.
#[test]
fn objects_in_a_store_of_the_pushers_are_missing() {
    let server = main_server();
    let commit = server.commit(&[(MINE, Entry::File(VISIT))]);
    let own = server.server().with_file_name("own.git");
    let path = server.server();
    let target = format!("{commit}:refs/heads/main");
    let pushed = command(&own, &["push", "-q", path.to_str().unwrap(), &target])
        .env("GITEA_PUSHER_NAME", "qinghe")
        .env("GIT_ALTERNATE_OBJECT_DIRECTORIES", own.join("objects"))
        .output()
        .unwrap();
    // Either git sends the objects all the same, or the push is refused; the server never lacks them.
    let fsck = git(&server.server(), &["fsck", "--full", "--connectivity-only"], b"");
    assert!(fsck.status.success(), "{}", String::from_utf8_lossy(&fsck.stderr));
    let has = git(&server.server(), &["cat-file", "-e", &commit], b"").status.success();
    assert_eq!(pushed.status.success(), has);
}

/// The records that are published are those that were judged, though a replace ref lies in the repository.
#[test]
fn replace_refs_and_grafts_have_no_say_in_what_is_read() {
    let server = main_server();
    let replaced =
        server.git(&["hash-object", "-w", "--stdin"], VISIT.replace("第一次", "假的").as_bytes());
    let other = server.commit(&[(MINE, Entry::File(&VISIT.replace("第一次", "假的")))]);
    done(server.push_shared(&other));
    let theirs = server.on_server(&["rev-parse", &format!("main:{THEIRS}")]);
    let root = server.server();
    done(git(&root, &["update-ref", &format!("refs/replace/{theirs}"), &replaced], b""));
    fs::create_dir_all(root.join("info")).unwrap();
    fs::write(root.join("info/grafts"), format!("{other}\n")).unwrap();
    done(git(&root, &["config", "--unset", "core.useReplaceRefs"], b""));
    let built = guidang(&root, &["build", "--git-tree", "main", "-o", "site"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let records = fs::read_to_string(root.join("site/data/records.json")).unwrap();
    assert!(
        records.contains("第一次送教") && records.matches("假的送教").count() == 1,
        "{records}"
    );
}

/// A server that publishes into `www`.
fn publishing() -> (Workshop, PathBuf) {
    let server = main_server();
    let site = server.server().with_file_name("www");
    let args = ["hook", "install", "--publish", site.to_str().unwrap()];
    let installed = guidang(&server.server(), &args);
    assert!(installed.status.success(), "{}", stderr(&installed));
    (server, site)
}

fn state(server: &Workshop) -> serde_json::Value {
    let text = fs::read(server.server().join("guidang-publish.json")).unwrap();
    serde_json::from_slice(&text).unwrap()
}

fn push_titled(server: &Workshop, title: &str) -> Output {
    let text = VISIT.replace("第一次送教", title);
    let commit = server.commit(&[(MINE, Entry::File(&text))]);
    server.push("qinghe", &[format!("{commit}:refs/heads/main")])
}

#[test]
fn a_failed_publish_is_told_and_the_next_good_push_fixes_it() {
    let (server, site) = publishing();
    let pushed = push_titled(&server, "四月送教");
    assert!(pushed.status.success(), "{}", remote(&pushed));
    let first = server.tip();
    assert_eq!(
        (&state(&server)["state"], &state(&server)["published"]),
        (&"published".into(), &first.clone().into())
    );
    // Something that guidang did not write stands where the site belongs.
    fs::rename(&site, site.with_file_name("kept")).unwrap();
    fs::create_dir(&site).unwrap();
    fs::write(site.join("别人的.txt"), "x").unwrap();
    let pushed = push_titled(&server, "五月送教");
    assert!(pushed.status.success(), "the push itself is accepted");
    let messages = remote(&pushed);
    assert!(messages.contains("已收下，但网站没有更新"), "{messages}");
    assert!(messages.contains(&format!("提交{}", &first[..7])), "{messages}");
    let failed = state(&server);
    assert_eq!((&failed["state"], &failed["published"]), (&"failed".into(), &first.clone().into()));
    assert_eq!(failed["tip"], server.tip());
    assert!(failed["failed_since"].as_str().unwrap().ends_with('Z'), "{failed}");
    // Whoever looks on the server reads the same.
    let status = guidang(&server.server(), &["status"]);
    assert!(stderr(&status).contains("网站没有更新，还是"), "{}", stderr(&status));
    let check = guidang(&server.server(), &["--lang", "en", "hook", "check"]);
    assert!(stdout(&check).contains("the site was not updated"), "{}", stdout(&check));
    fs::remove_dir_all(&site).unwrap();
    fs::rename(site.with_file_name("kept"), &site).unwrap();
    let pushed = push_titled(&server, "六月送教");
    assert!(
        pushed.status.success() && !remote(&pushed).contains("没有更新"),
        "{}",
        remote(&pushed)
    );
    assert_eq!(state(&server)["state"], "published");
    assert_eq!(state(&server)["failed_since"], serde_json::Value::Null);
    let records = fs::read_to_string(site.join("data/records.json")).unwrap();
    assert!(records.contains("六月送教"), "{records}");
    let status = guidang(&server.server(), &["status"]);
    assert!(stderr(&status).contains("网站是最新的"), "{}", stderr(&status));
    // The site itself says how old it is.
    let about = fs::read_to_string(site.join("about.html")).unwrap();
    assert!(about.contains("本站更新到") && about.contains("的提交"), "{about}");
}

#[test]
fn the_state_of_publishing_is_written_where_it_is_asked_for() {
    let (server, _) = publishing();
    let file = server.server().with_file_name("publish.json");
    let args = ["hook", "install", "--status-file", file.to_str().unwrap()];
    assert!(guidang(&server.server(), &args).status.success());
    assert!(push_titled(&server, "四月送教").status.success());
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("\"state\": \"published\"") && text.contains("\"tip_day\""), "{text}");
    assert!(!server.server().join("guidang-publish.json").exists());
}

/// Several pushes at once leave the site of the last one.
#[test]
fn pushes_at_once_publish_the_last_one() {
    let (server, site) = publishing();
    let mut commits = Vec::new();
    let mut parent = server.tip();
    for at in 0..4 {
        let text = VISIT.replace("第一次送教", &format!("第{at}回"));
        let path = format!("content/学校/qinghe/活动/回-{at}.md");
        parent = server.commit_on(&[&parent], &[(&path, Entry::File(&text))]);
        commits.push(parent.clone());
    }
    let (own, path) = (server.server().with_file_name("own.git"), server.server());
    let mut running = Vec::new();
    for commit in &commits {
        let target = format!("{commit}:refs/heads/main");
        let mut push = command(&own, &["push", "-q", path.to_str().unwrap(), &target]);
        push.env("GITEA_PUSHER_NAME", "qinghe").stderr(Stdio::null());
        running.push(push.spawn().unwrap());
    }
    for mut push in running {
        push.wait().unwrap();
    }
    let tip = server.tip();
    assert_eq!(state(&server)["published"], tip);
    let last = commits.iter().position(|commit| *commit == tip).unwrap();
    let records = fs::read_to_string(site.join("data/records.json")).unwrap();
    for at in 0..4 {
        assert_eq!(records.contains(&format!("第{at}回")), at <= last, "{at}: {records}");
    }
}

/// The maintainer's clone of a server.
fn clone_of(server: &Workshop) -> PathBuf {
    let clone = server.server().with_file_name("clone");
    let (home, from) = (server.server(), server.server());
    let args = ["clone", "-q", from.to_str().unwrap(), clone.to_str().unwrap()];
    done(command(home.parent().unwrap(), &args).output().unwrap());
    clone
}

const TERM: &str = "2023-2024-2";

/// Seals the term of the sample in a clone and pushes it.
fn seal(server: &Workshop) -> PathBuf {
    let clone = clone_of(server);
    let sealed = guidang(&clone, &["seal", TERM, "--date", "2024-07-10"]);
    assert!(sealed.status.success(), "{}", stderr(&sealed));
    done(git(&clone, &["add", "-A"], b""));
    done(git(&clone, &["commit", "-q", "-m", "封存"], b""));
    let pushed = command(&clone, &["push", "-q", "origin", "HEAD:main"])
        .env("GITEA_PUSHER_NAME", "ju")
        .output()
        .unwrap();
    assert!(pushed.status.success(), "{}", remote(&pushed));
    server.fetch();
    clone
}

#[test]
fn a_school_hands_in_a_correction_and_the_maintainer_accepts_it() {
    let server = main_server();
    let clone = seal(&server);
    let text =
        VISIT.replace("送教课时: 4", "送教课时: 5").replace("类型", "更正: 少记了一节\n类型");
    let commit = server.commit(&[(THEIRS, Entry::File(&text))]);
    // Not upon the shared branch, where it would contradict the seal.
    let refused = server.push("shiyan", &[format!("{commit}:refs/heads/main")]);
    assert!(!refused.status.success());
    assert!(remote(&refused).contains("HEAD:refs/heads/更正"), "{}", remote(&refused));
    // On a branch of its own.
    let taken = server.push("shiyan", &[format!("{commit}:refs/heads/更正-shiyan")]);
    assert!(taken.status.success(), "{}", remote(&taken));
    assert!(remote(&taken).contains("等管理员核对并重新封存"), "{}", remote(&taken));
    // Without a reason it is refused there too, and so is one of others.
    let silent = VISIT.replace("送教课时: 4", "送教课时: 5");
    let silent = server.commit(&[(THEIRS, Entry::File(&silent))]);
    let refused = server.push("shiyan", &[format!("{silent}:refs/heads/更正-2")]);
    assert!(remote(&refused).contains("错误[sealed]"), "{}", remote(&refused));
    let refused = server.push("qinghe", &[format!("{commit}:refs/heads/更正-3")]);
    assert!(remote(&refused).contains("不能改动"), "{}", remote(&refused));
    // The maintainer checks it, seals again and pushes.
    for args in [&["fetch", "-q"][..], &["merge", "-q", "--no-edit", "origin/更正-shiyan"]] {
        done(git(&clone, args, b""));
    }
    let again = guidang(&clone, &["seal", TERM, "--date", "2024-09-02"]);
    assert!(again.status.success(), "{}", stderr(&again));
    done(git(&clone, &["add", "-A"], b""));
    done(git(&clone, &["commit", "-q", "-m", "更正，重新封存"], b""));
    let pushed = command(&clone, &["push", "-q", "origin", "HEAD:main"])
        .env("GITEA_PUSHER_NAME", "ju")
        .output()
        .unwrap();
    assert!(pushed.status.success(), "{}", remote(&pushed));
    let checked = guidang(&server.server(), &["check", "--git-tree", "main"]);
    assert!(checked.status.success(), "{}", stderr(&checked));
}

#[test]
fn a_correction_can_be_committed_in_a_clone() {
    let server = main_server();
    let clone = seal(&server);
    assert!(guidang(&clone, &["hook", "install"]).status.success());
    let text =
        VISIT.replace("送教课时: 4", "送教课时: 5").replace("类型", "更正: 少记了一节\n类型");
    write(&clone, THEIRS, text.as_bytes());
    done(git(&clone, &["add", "-A"], b""));
    let committed = git(&clone, &["commit", "-q", "-m", "更正"], b"");
    let messages = String::from_utf8_lossy(&committed.stderr).into_owned();
    assert!(committed.status.success(), "{messages}");
    assert!(messages.contains("对已封存学期的更正"), "{messages}");
}

/// The last record of a term is often some days older than its end.
#[test]
fn a_term_that_is_over_can_be_sealed() {
    let server = main_server();
    let clone = clone_of(&server);
    let early = guidang(&clone, &["seal", TERM, "--date", "2024-07-04"]);
    assert_eq!(early.status.code(), Some(2));
    assert!(stderr(&early).contains("到2024-07-05才结束"), "{}", stderr(&early));
    let plan = "---\n标题: 计划\n开始: 2024-02-26\n结束: 2024-07-05\n目标:\n  - {指标: 送教课时, 值: 6, 每: 学期}\n---\n";
    write(&clone, "content/学校/shiyan/计划/2024.md", plan.as_bytes());
    let sealed = guidang(&clone, &["seal", TERM, "--date", "2024-07-05"]);
    assert_eq!(
        stdout(&sealed),
        "已封存“2023—2024学年第二学期”：2份记录，1个数字。content/seals/2023-2024-2.json\n",
        "{}",
        stderr(&sealed)
    );
    // The figure is that of the term's end, though the day of judgement is that of the latest record.
    let checked = guidang(&clone, &["check"]);
    assert_eq!(checked.status.code(), Some(0), "{}", stderr(&checked));
    write(&clone, "content/学校/shiyan/计划/2024.md", plan.replace("值: 6", "值: 3").as_bytes());
    assert!(stderr(&guidang(&clone, &["check"])).contains("封存时是4 / 6 missed"));
}

#[test]
fn a_sealed_record_with_a_slip_is_not_missing() {
    let server = main_server();
    let clone = seal(&server);
    write(&clone, THEIRS, VISIT.replace("日期: ", "日期：").as_bytes());
    let messages = stderr(&guidang(&clone, &["check"]));
    assert!(
        messages.contains("错误[yaml-syntax]") && !messages.contains("错误[sealed]"),
        "{messages}"
    );
    fs::remove_file(clone.join(THEIRS)).unwrap();
    let messages = stderr(&guidang(&clone, &["check"]));
    assert!(messages.contains("不见了"), "{messages}");
}

/// Git for Windows writes texts with other line ends into a clone.
#[test]
fn seals_hold_in_clones_with_other_line_ends() {
    let server = main_server();
    let folder = "content/学校/shiyan/活动/2024-04-01";
    let files = [
        (format!("{folder}/index.md"), VISIT),
        (format!("{folder}/签到.txt"), "签到\n李老师\n"),
        (format!("{folder}/名单.csv"), "姓名\n李\n"),
        (format!("{folder}/旧.txt"), "一\r\n二\r\n"),
    ];
    let entries: Vec<_> =
        files.iter().map(|(path, text)| (path.as_str(), Entry::File(text))).collect();
    let commit = server.commit(&entries);
    done(server.push_shared(&commit));
    seal(&server);
    let (home, windows) = (server.server(), server.server().with_file_name("windows"));
    let args = [
        "-c",
        "core.autocrlf=true",
        "clone",
        "-q",
        home.to_str().unwrap(),
        windows.to_str().unwrap(),
    ];
    done(command(home.parent().unwrap(), &args).output().unwrap());
    let text = fs::read(windows.join(format!("{folder}/签到.txt"))).unwrap();
    assert!(text.contains(&b'\r'), "the clone has other line ends");
    let checked = guidang(&windows, &["check"]);
    assert!(checked.status.success(), "{}", stderr(&checked));
    fs::write(windows.join(format!("{folder}/签到.txt")), "签到\r\n王老师\r\n").unwrap();
    assert!(stderr(&guidang(&windows, &["check"])).contains("签到.txt”与封存时不同"));
}

#[test]
fn an_archive_starts_in_the_clone_of_an_empty_repository() {
    let home = tempfile::tempdir().unwrap();
    done(git(home.path(), &["init", "-q", "--bare", "-b", "main", "empty.git"], b""));
    done(git(home.path(), &["clone", "-q", "empty.git", "clone"], b""));
    let clone = home.path().join("clone");
    write(&clone, "README.md", "主机写的\n".as_bytes());
    write(&clone, "LICENSE", b"MIT\n");
    let made = guidang(&clone, &["init", "."]);
    assert!(made.status.success(), "{}", stderr(&made));
    assert_eq!(fs::read_to_string(clone.join("README.md")).unwrap(), "主机写的\n");
    assert!(guidang(&clone, &["check"]).status.success());
    let again = guidang(&clone, &["init", "."]);
    assert_eq!(again.status.code(), Some(2), "an archive is there already");
    assert!(stderr(&again).contains("已有别的文件"), "{}", stderr(&again));
    write(&clone.join("sub"), "说明.txt", b"x");
    let other = Command::new(env!("CARGO_BIN_EXE_guidang"))
        .args(["--lang", "en", "init", "sub"])
        .current_dir(&clone)
        .output()
        .unwrap();
    assert!(stderr(&other).contains("has other files; nothing was written"), "{}", stderr(&other));
}
