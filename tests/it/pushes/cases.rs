//! The pushes, by the rule that they try.

use super::workshop::{Draft, SOMEONE, done};
use super::{Entry, MINE, NUMBERS, THEIRS, VISIT, Workshop};

/// Makes the objects of a push in a workshop; returns what to push.
pub type MakePush = Box<dyn Fn(&Workshop) -> Vec<String> + Send + Sync>;

pub struct Case {
    pub name: String,
    pub server: &'static str,
    pub pusher: &'static str,
    /// Makes the objects; returns what to push.
    pub make: MakePush,
    pub want: Want,
}

#[derive(Clone, Copy)]
pub enum Want {
    Taken,
    /// With these words among the messages.
    Refused(&'static str),
}

use Want::{Refused, Taken};

#[derive(Default)]
struct Cases(Vec<Case>);

impl Cases {
    fn on(
        &mut self,
        server: &'static str,
        name: &str,
        pusher: &'static str,
        want: Want,
        make: impl Fn(&Workshop) -> Vec<String> + Send + Sync + 'static,
    ) {
        let name = format!("{name} by {pusher}");
        self.0.push(Case { name, server, pusher, make: Box::new(make), want });
    }

    fn add(
        &mut self,
        name: &str,
        pusher: &'static str,
        want: Want,
        make: impl Fn(&Workshop) -> Vec<String> + Send + Sync + 'static,
    ) {
        self.on("main", name, pusher, want, make);
    }
}

pub fn all() -> Vec<Case> {
    let mut cases = Cases::default();
    for server in ["main", "master", "unborn"] {
        rights(&mut cases, server);
    }
    references(&mut cases);
    first_pushes(&mut cases);
    side_branches_and_tags(&mut cases);
    histories(&mut cases);
    personal_data(&mut cases);
    entries(&mut cases);
    trees(&mut cases);
    sizes(&mut cases);
    contents(&mut cases);
    cases.0
}

/// To the shared branch.
fn shared(workshop: &Workshop, commit: &str) -> Vec<String> {
    vec![format!("{commit}:refs/heads/{}", workshop.branch)]
}

fn to(commit: &str, name: &str) -> Vec<String> {
    vec![format!("+{commit}:{name}")]
}

/// A record of qinghe's.
fn mine(workshop: &Workshop) -> String {
    workshop.commit(&[(MINE, Entry::File(VISIT))])
}

const FOREIGN: Want = Refused("不能改动“云岭县实验幼儿园”的文件");
const SHARED: Want = Refused("不能改动全县共用的文件");
const REFUSED_REFERENCE: Want = Refused("只收分支和标签");

/// Who may change what, whatever the branches are called.
fn rights(cases: &mut Cases, server: &'static str) {
    let one = |path: &'static str, text: &'static str| {
        move |workshop: &Workshop| shared(workshop, &workshop.commit(&[(path, Entry::File(text))]))
    };
    const NEW_THEIRS: &str = "content/学校/shiyan/活动/2024-04-11.md";
    cases.on(server, "an own record", "qinghe", Taken, one(MINE, VISIT));
    cases.on(server, "an own record", "shiyan", Taken, one(NEW_THEIRS, VISIT));
    cases.on(server, "a record of any school", "ju", Taken, one(MINE, VISIT));
    cases.on(server, "a file of all", "ju", Taken, one("README.md", "说明\n"));
    cases.on(server, "a record of others", "qinghe", FOREIGN, one(NEW_THEIRS, VISIT));
    cases.on(server, "a file of all", "qinghe", SHARED, one("README.md", "说明\n"));
    cases.on(server, "a theme", "shiyan", SHARED, one("themes/x/base.html", "x"));
    let all = "权限:\n  qinghe: 全部\n";
    cases.on(server, "rights for oneself", "qinghe", SHARED, one("content/权限.yaml", all));
    cases.on(server, "anything", "stranger", Refused("权限表里没有“stranger”"), one(MINE, VISIT));
    cases.on(server, "deleting the shared branch", "ju", Refused("不能删除"), |workshop| {
        vec![format!(":refs/heads/{}", workshop.branch)]
    });
    cases.on(server, "rewriting the shared branch", "ju", Refused("不能改写"), |workshop| {
        let other = workshop.commit_on(&[], &[("content/站点.yaml", Entry::File("标题: 别的\n"))]);
        to(&other, &format!("refs/heads/{}", workshop.branch))
    });
    for branch in ["refs/heads/trunk", "refs/heads/nowhere"] {
        cases.on(server, "another main branch", "qinghe", SHARED, move |workshop| {
            let own = [
                ("content/权限.yaml", Entry::File("权限:\n  qinghe: 全部\n")),
                ("content/站点.yaml", Entry::File("标题: 别的\n")),
            ];
            to(&workshop.commit_on(&[], &own), branch)
        });
    }
    cases.on(server, "a replaced access file", "qinghe", REFUSED_REFERENCE, |workshop| {
        let all = "权限:\n  qinghe: 全部\n".as_bytes();
        let mine = workshop.git(&["hash-object", "-w", "--stdin"], all);
        let theirs =
            workshop.git(&["rev-parse", &format!("{}:content/权限.yaml", workshop.tip())], b"");
        to(&mine, &format!("refs/replace/{theirs}"))
    });
}

fn references(cases: &mut Cases) {
    for pusher in ["qinghe", "ju"] {
        for name in [
            "refs/notes/commits",
            "refs/replace/1111111111111111111111111111111111111111",
            "refs/meta/config",
            "refs/for/main",
            "refs/pull/1/head",
            "refs/stash",
            "refs/remotes/origin/main",
            "refs/original/refs/heads/main",
        ] {
            cases.add(name, pusher, REFUSED_REFERENCE, move |workshop| to(&mine(workshop), name));
        }
        for name in [
            "refs/heads/Main",
            "refs/heads/MAIN",
            "refs/tags/main",
            "refs/tags/HEAD",
            "refs/heads/head",
            "refs/heads/ｍａｉｎ",
            "refs/heads/ma\u{200b}in",
        ] {
            cases.add(name, pusher, Refused("容易和共用分支"), move |workshop| {
                to(&mine(workshop), name)
            });
        }
    }
    for pusher in ["qinghe", "ju"] {
        for name in ["refs/heads/mаin", "refs/heads/maın", "refs/tags/ma1n", "refs/heads/máin"] {
            cases.add(name, pusher, Refused("容易和共用分支"), move |workshop| {
                to(&mine(workshop), name)
            });
        }
        for name in [
            "refs/tags/origin/main",
            "refs/heads/origin/更正-qinghe",
            "refs/heads/refs/heads/x",
            "refs/tags/heads/main",
            "refs/heads/tags/x",
            "refs/heads/remotes/origin/x",
        ] {
            cases.add(name, pusher, Refused("容易和git自己的名称混淆"), move |workshop| {
                to(&mine(workshop), name)
            });
        }
    }
    for name in [
        "refs/heads/更正-shiyan",
        "refs/heads/shiyan-1",
        "refs/heads/更正/shiyan",
        "refs/heads/更正-云岭县实验幼儿园",
        "refs/heads/更正-SHIYAN",
        "refs/heads/更正-shiyan/x",
        "refs/tags/更正-shiyan",
    ] {
        let named = Refused("里写的是“云岭县实验幼儿园”");
        cases.add(name, "qinghe", named, move |workshop| to(&mine(workshop), name));
        cases.add(name, "ju", Taken, move |workshop| to(&mine(workshop), name));
    }
    let theirs = |workshop: &Workshop| {
        workshop.commit(&[("content/学校/shiyan/活动/2024-04-11.md", Entry::File(VISIT))])
    };
    cases.add("a branch with the own name", "shiyan", Taken, move |workshop| {
        to(&theirs(workshop), "refs/heads/更正-shiyan")
    });
    for (there, new) in [("更正/一", "更正"), ("更正", "更正/一")] {
        let way = Refused("已经有分支");
        cases.add(&format!("{new} beside {there}"), "shiyan", way, move |workshop| {
            let made = workshop.push("ju", &to(&mine(workshop), &format!("refs/heads/{there}")));
            assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
            to(&theirs(workshop), &format!("refs/heads/{new}"))
        });
    }
    for name in ["refs/heads/-rf", "refs/tags/--upload-pack=x", "refs/heads/a\u{202e}b"] {
        cases.add(
            name,
            "qinghe",
            Refused("以短横开头，或者里面有看不见的字符或Windows"),
            move |workshop| to(&mine(workshop), name),
        );
    }
    for name in ["con", "x/aux.1", "a|b", "a\"b", "a<b", "\u{200b}x", &*"长".repeat(80)] {
        let name = format!("refs/heads/{name}");
        cases.add(&name.clone(), "ju", Refused("Windows不能用的名称"), move |workshop| {
            to(&mine(workshop), &name)
        });
    }
    for (there, new) in [("更正-Qinghe", "更正-qinghe"), ("E\u{301}", "\u{e9}"), ("X/a", "x")] {
        for kind in ["heads", "tags"] {
            let way = Refused("已经有");
            cases.add(&format!("{kind} {new} beside {there}"), "ju", way, move |workshop| {
                let made = to(&mine(workshop), &format!("refs/{kind}/{there}"));
                done(workshop.push("ju", &made));
                to(&mine(workshop), &format!("refs/{kind}/{new}"))
            });
        }
    }
    cases.add("two new names that differ in case", "ju", Refused("已经有"), |workshop| {
        let commit = mine(workshop);
        [to(&commit, "refs/heads/Neu"), to(&commit, "refs/heads/neu")].concat()
    });
    cases.add("a good branch beside a bad reference", "qinghe", REFUSED_REFERENCE, |workshop| {
        let commit = mine(workshop);
        [shared(workshop, &commit), to(&commit, "refs/notes/x")].concat()
    });
    cases.add("too many branches", "ju", Refused("文件太多"), |workshop| {
        let commit = mine(workshop);
        (0..101).map(|at| format!("{commit}:refs/heads/b{at}")).collect()
    });
}

/// Before the shared branch exists.
fn first_pushes(cases: &mut Cases) {
    let start = |workshop: &Workshop| {
        workshop.commit_on(
            &[],
            &[
                ("content/站点.yaml", Entry::File("标题: 档案\n")),
                ("content/指标.yaml", Entry::File("指标: []\n")),
            ],
        )
    };
    let not_admin = Refused("“qinghe”不能建立共用分支“main”");
    let before = Refused("共用分支“main”还没有建立");
    let first = move |workshop: &Workshop| to(&start(workshop), "refs/heads/main");
    cases.on("empty", "the first push", "qinghe", Taken, first);
    cases.on("named", "the first push", "qinghe", not_admin, first);
    cases.on("named", "the first push", "ju", Taken, first);
    for server in ["empty", "named"] {
        let side = move |workshop: &Workshop| to(&start(workshop), "refs/heads/side");
        cases.on(server, "a branch before the shared one", "ju", before, side);
        let tag = move |workshop: &Workshop| to(&start(workshop), "refs/tags/v1");
        cases.on(server, "a tag before the shared branch", "qinghe", before, tag);
        cases.on(server, "the shared branch and another", "ju", Taken, move |workshop| {
            let commit = start(workshop);
            [to(&commit, "refs/heads/main"), to(&commit, "refs/heads/side")].concat()
        });
    }
    cases.on(
        "empty",
        "the first push beside a branch of before",
        "qinghe",
        not_admin,
        move |workshop| {
            workshop.on_server(&["config", "core.bare", "true"]);
            let commit = start(workshop);
            let here = workshop.server();
            workshop.git(
                &[
                    "push",
                    "-q",
                    "--receive-pack=git -c core.hooksPath=/dev/null receive-pack",
                    here.to_str().unwrap(),
                    &format!("{commit}:refs/heads/old"),
                ],
                b"",
            );
            to(&commit, "refs/heads/main")
        },
    );
    cases.on("named", "an administrator without access.yaml's grant", "ju", Taken, first);
}

fn side_branches_and_tags(cases: &mut Cases) {
    let side = "refs/heads/qinghe-1";
    cases.add("an own branch", "qinghe", Taken, move |workshop| to(&mine(workshop), side));
    cases.add("others' files on a branch", "qinghe", FOREIGN, move |workshop| {
        to(&workshop.commit(&[(THEIRS, Entry::File("x"))]), side)
    });
    // A branch that an administrator left on the server, with a file of all.
    let with_branch = |workshop: &Workshop, entries: &[(&str, Entry<'_>)]| {
        let commit = workshop.commit(entries);
        let done = workshop.push("ju", &to(&commit, "refs/heads/left"));
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        commit
    };
    let others = Refused("不能移动、删除或改写“left”");
    cases.add("deleting a branch of others", "qinghe", others, move |workshop| {
        with_branch(workshop, &[("README.md", Entry::File("x\n"))]);
        vec![":refs/heads/left".into()]
    });
    cases.add("rewriting a branch of others", "qinghe", others, move |workshop| {
        with_branch(workshop, &[("README.md", Entry::File("x\n"))]);
        to(&mine(workshop), "refs/heads/left")
    });
    cases.add("deleting a branch of one's own files", "qinghe", Taken, move |workshop| {
        with_branch(workshop, &[(MINE, Entry::File(VISIT))]);
        vec![":refs/heads/left".into()]
    });
    cases.add("rewriting a branch of one's own files", "qinghe", Taken, move |workshop| {
        with_branch(workshop, &[(MINE, Entry::File(VISIT))]);
        let other = VISIT.replace("第一次", "第二次");
        to(&workshop.commit(&[(MINE, Entry::File(&other))]), "refs/heads/left")
    });
    // A branch without commits of its own marks a place in the shared history.
    for (name, pusher, want) in [
        ("检查版", "qinghe", Refused("不能移动、删除或改写“检查版”")),
        ("更正-qinghe", "shiyan", Refused("不能移动、删除或改写“更正-qinghe”")),
        ("更正-qinghe", "qinghe", Taken),
        ("检查版", "ju", Taken),
    ] {
        cases.add(&format!("deleting the merged {name}"), pusher, want, move |workshop| {
            let made = workshop.push("ju", &to(&workshop.tip(), &format!("refs/heads/{name}")));
            assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
            vec![format!(":refs/heads/{name}")]
        });
    }
    let others = Refused("不能移动、删除或改写“检查版”");
    cases.add("rewinding a mark of the shared history", "qinghe", others, |workshop| {
        let old = workshop.tip();
        let new = mine(workshop);
        for push in [shared(workshop, &new), to(&new, "refs/heads/检查版")] {
            let made = workshop.push("ju", &push);
            assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        }
        to(&old, "refs/heads/检查版")
    });
    // Forward, with own changes or along the shared history.
    for (name, pusher, want) in [
        ("检查版", "qinghe", Refused("不能移动、删除或改写“检查版”")),
        ("更正-shiyan", "qinghe", Refused("里写的是“云岭县实验幼儿园”")),
        ("更正-qinghe", "qinghe", Taken),
        ("检查版", "ju", Taken),
    ] {
        for is_own in [true, false] {
            cases.add(&format!("moving the mark {name} on"), pusher, want, move |workshop| {
                let mark = format!("refs/heads/{name}");
                let made = workshop.push("ju", &to(&workshop.tip(), &mark));
                assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
                let new = mine(workshop);
                if !is_own {
                    done(workshop.push_shared(&new));
                }
                to(&new, &mark)
            });
        }
    }
    cases.add("adding to a branch of others", "qinghe", FOREIGN, |workshop| {
        let theirs = [("content/学校/shiyan/活动/2024-04-11.md", Entry::File(VISIT))];
        let theirs = workshop.commit(&theirs);
        done(workshop.push("shiyan", &to(&theirs, "refs/heads/一起")));
        to(&workshop.commit_on(&[&theirs], &[(MINE, Entry::File(VISIT))]), "refs/heads/一起")
    });
    cases.add("deleting a branch", "stranger", Refused("权限表里没有"), move |workshop| {
        with_branch(workshop, &[(MINE, Entry::File(VISIT))]);
        vec![":refs/heads/left".into()]
    });
    cases.add("a branch on which others' commit lies already", "qinghe", SHARED, move |workshop| {
        let commit = with_branch(workshop, &[("README.md", Entry::File("x\n"))]);
        shared(workshop, &commit)
    });
    let tag = "refs/tags/2024";
    cases.add("a tag of the shared branch", "qinghe", Taken, move |workshop| {
        to(&workshop.tip(), tag)
    });
    cases.add("a tag of others' files", "qinghe", FOREIGN, move |workshop| {
        to(&workshop.commit(&[(THEIRS, Entry::File("x"))]), tag)
    });
    let annotated = |workshop: &Workshop, target: &str, kind: &str, message: &str| {
        let text = format!(
            "object {target}\ntype {kind}\ntag 2024\ntagger {SOMEONE} 1710000000 +0800\n\n{message}\n"
        );
        workshop.git(&["hash-object", "-t", "tag", "-w", "--stdin", "--literally"], text.as_bytes())
    };
    cases.add("an annotated tag", "qinghe", Taken, move |workshop| {
        to(&annotated(workshop, &workshop.tip(), "commit", "学期末"), tag)
    });
    cases.add("a tag of a tag", "ju", Taken, move |workshop| {
        let inner = annotated(workshop, &workshop.tip(), "commit", "学期末");
        to(&annotated(workshop, &inner, "tag", "再打一个"), tag)
    });
    cases.add(
        "a tag of a tag with a number",
        "ju",
        Refused("的说明里有个人信息"),
        move |workshop| {
            let inner = annotated(workshop, &workshop.tip(), "commit", NUMBERS[0]);
            to(&annotated(workshop, &inner, "tag", "再打一个"), tag)
        },
    );
    cases.add(
        "a tag that names itself by a number",
        "qinghe",
        Refused("的说明里有个人信息"),
        move |workshop| {
            let text = format!(
                "object {}\ntype commit\ntag {}\ntagger {SOMEONE} 1710000000 +0800\n\n学期末\n",
                workshop.tip(),
                NUMBERS[1],
            );
            let args = ["hash-object", "-t", "tag", "-w", "--stdin", "--literally"];
            to(&workshop.git(&args, text.as_bytes()), tag)
        },
    );
    for (what, kind) in [("blob", "blob"), ("tree", "tree")] {
        let object = move |workshop: &Workshop| match what {
            "blob" => workshop.git(&["hash-object", "-w", "--stdin"], b"hidden"),
            _ => workshop.git(&["rev-parse", &format!("{}^{{tree}}", workshop.tip())], b""),
        };
        let no_commit = Refused("指向的不是一次提交");
        cases.add(&format!("a tag of a {what}"), "ju", no_commit, move |workshop| {
            to(&object(workshop), tag)
        });
        cases.add(&format!("an annotated tag of a {what}"), "qinghe", no_commit, move |workshop| {
            to(&annotated(workshop, &object(workshop), kind, "x"), tag)
        });
    }
    let with_tag = move |workshop: &Workshop| {
        let done = workshop.push("ju", &to(&workshop.tip(), tag));
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    for (pusher, want) in [("qinghe", Refused("不能移动、删除或改写“2024”")), ("ju", Taken)]
    {
        cases.add("deleting a tag", pusher, want, move |workshop| {
            with_tag(workshop);
            vec![format!(":{tag}")]
        });
        cases.add("moving a tag", pusher, want, move |workshop| {
            with_tag(workshop);
            to(&mine(workshop), tag)
        });
    }
}

/// What is made and taken back within one push.
fn histories(cases: &mut Cases) {
    cases.add("others' record changed and changed back", "qinghe", FOREIGN, |workshop| {
        let bad = workshop.commit(&[(THEIRS, Entry::File("别的\n"))]);
        shared(workshop, &workshop.commit_on(&[&bad], &[(THEIRS, Entry::File(VISIT))]))
    });
    cases.add("a file of all made and removed", "shiyan", SHARED, |workshop| {
        let bad = workshop.commit(&[("README.md", Entry::File("x\n"))]);
        shared(workshop, &workshop.commit_on(&[&bad], &[("README.md", Entry::Gone)]))
    });
    cases.add("others' record made executable", "qinghe", FOREIGN, |workshop| {
        shared(workshop, &workshop.commit(&[(THEIRS, Entry::Executable(VISIT))]))
    });
    cases.add("others' record deleted", "qinghe", FOREIGN, |workshop| {
        shared(workshop, &workshop.commit(&[(THEIRS, Entry::Gone)]))
    });
    cases.add("others' record moved to oneself", "qinghe", FOREIGN, |workshop| {
        shared(workshop, &workshop.commit(&[(THEIRS, Entry::Gone), (MINE, Entry::File(VISIT))]))
    });
    cases.add("others' record changed on a merged side", "qinghe", FOREIGN, |workshop| {
        let bad = workshop.commit(&[(THEIRS, Entry::File("别的\n"))]);
        let good = workshop.commit(&[(MINE, Entry::File(VISIT))]);
        // The merge takes the old version of the record, so that nothing of it is left at the end.
        let merged = [(MINE, Entry::File(VISIT)), (THEIRS, Entry::File(VISIT))];
        shared(workshop, &workshop.commit_on(&[&good, &bad], &merged))
    });
    // The county changes a record of shiyan's while qinghe works.
    let moved_on = |workshop: &Workshop| {
        let before = workshop.tip();
        let text = VISIT.replace("第一次", "县里改的");
        let commit = workshop.commit(&[(THEIRS, Entry::File(&text))]);
        let done = workshop.push("ju", &shared(workshop, &commit));
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        (before, commit, text)
    };
    cases.add("a merge of the shared branch", "qinghe", Taken, move |workshop| {
        let (before, tip, text) = moved_on(workshop);
        let own = workshop.commit_on(&[&before], &[(MINE, Entry::File(VISIT))]);
        let merged = workshop.commit_on(&[&own, &tip], &[(THEIRS, Entry::File(&text))]);
        shared(workshop, &merged)
    });
    cases.add("a merge that takes back what others changed", "qinghe", FOREIGN, move |workshop| {
        let (before, tip, text) = moved_on(workshop);
        let own = workshop.commit_on(&[&before], &[(MINE, Entry::File(VISIT))]);
        let reverting = workshop.commit_on(&[&own, &tip], &[(THEIRS, Entry::File(VISIT))]);
        // Another commit restores it, so that the end of the push shows nothing.
        shared(workshop, &workshop.commit_on(&[&reverting], &[(THEIRS, Entry::File(&text))]))
    });
    cases.add("a merge with a change of its own", "qinghe", FOREIGN, move |workshop| {
        let (before, tip, _) = moved_on(workshop);
        let own = workshop.commit_on(&[&before], &[(MINE, Entry::File(VISIT))]);
        let merged = [(THEIRS, Entry::File("第三种\n"))];
        shared(workshop, &workshop.commit_on(&[&own, &tip], &merged))
    });
    cases.add("a merge of a history without a common beginning", "qinghe", SHARED, |workshop| {
        let alone = workshop.commit_on(&[], &[("README.md", Entry::File("x\n"))]);
        let merged = [(MINE, Entry::File(VISIT))];
        shared(workshop, &workshop.commit_on(&[&workshop.tip(), &alone], &merged))
    });
    cases.add("a hundred merges", "qinghe", Refused("合并太多"), |workshop| {
        let side = workshop.commit(&[(MINE, Entry::File(VISIT))]);
        let mut stream = String::new();
        let base = workshop.tip();
        for at in 0..101 {
            let from = if at == 0 { base.clone() } else { format!(":{at}") };
            stream.push_str(&format!("commit refs/other/many\nmark :{}\ncommitter {SOMEONE} 1710000000 +0800\ndata 1\nx\nfrom {from}\nmerge {side}\n", at + 1));
        }
        workshop.git(&["fast-import", "--quiet", "--force"], stream.as_bytes());
        let last = workshop.git(&["rev-parse", "refs/other/many"], b"");
        shared(workshop, &last)
    });
}

fn personal_data(cases: &mut Cases) {
    let draft = |workshop: &Workshop, message: &str, author: &str, committer: &str| {
        let entries = [(MINE, Entry::File(VISIT))];
        let tip = workshop.tip();
        workshop.draft(&Draft { parents: &[&tip], entries: &entries, message, author, committer })
    };
    let allowing = |text: &str| {
        let site = super::archive_files().find(|(path, _)| *path == "content/站点.yaml");
        format!(
            "{}允许: [{{文本: \"{text}\", 理由: 器材条码}}]\n",
            site.map_or("", |(_, text)| text)
        )
    };
    for (pusher, want) in [("ju", Taken), ("qinghe", Refused("的说明里有个人信息"))] {
        cases.add(
            "a number that site.yaml allows with the push, in a message",
            pusher,
            want,
            move |workshop| {
                let site = allowing("13800138000");
                let entries = [("content/站点.yaml", Entry::File(&site))];
                let (author, committer, tip) = (SOMEONE, SOMEONE, workshop.tip());
                // What others push with it stays as it was.
                let entries =
                    if pusher == "ju" { &entries[..] } else { &[(MINE, Entry::File(VISIT))] };
                let message = "电话13800138000";
                let draft = Draft { parents: &[&tip], entries, message, author, committer };
                shared(workshop, &workshop.draft(&draft))
            },
        );
    }
    for (text, want) in [("13800138000", Taken), ("13800138001", Refused("个人信息"))] {
        cases.add(
            &format!("a number in messages and names where {text} is allowed"),
            "qinghe",
            want,
            move |workshop| {
                let site = allowing(text);
                let allowed = workshop.commit(&[("content/站点.yaml", Entry::File(&site))]);
                let pushed = workshop.push("ju", &shared(workshop, &allowed));
                assert!(pushed.status.success(), "{}", String::from_utf8_lossy(&pushed.stderr));
                let (author, committer, tip) = (SOMEONE, SOMEONE, workshop.tip());
                let entries = &[(MINE, Entry::File(VISIT))];
                let message = "电话13800138000";
                let draft = Draft { parents: &[&tip], entries, message, author, committer };
                to(&workshop.draft(&draft), "refs/heads/x-13800138000")
            },
        );
    }
    for number in NUMBERS {
        let message = Refused("的说明里有个人信息");
        cases.add("a number in a message", "qinghe", message, move |workshop| {
            shared(workshop, &draft(workshop, &format!("送教 {number}"), SOMEONE, SOMEONE))
        });
        cases.add("a number in an earlier message", "qinghe", message, move |workshop| {
            let first = draft(workshop, number, SOMEONE, SOMEONE);
            shared(workshop, &workshop.commit_on(&[&first], &[(MINE, Entry::Gone)]))
        });
        let person = Refused("的作者姓名或邮箱里有个人信息");
        let name = format!("方老师{number} <f@example.invalid>");
        let author = name.clone();
        cases.add("a number in an author", "qinghe", person, move |workshop| {
            shared(workshop, &draft(workshop, "x", &author, SOMEONE))
        });
        cases.add("a number in a committer", "ju", person, move |workshop| {
            shared(workshop, &draft(workshop, "x", SOMEONE, &name))
        });
        let mail = format!("方老师 <{number}@example.invalid>");
        cases.add("a number in an address", "qinghe", person, move |workshop| {
            shared(workshop, &draft(workshop, "x", &mail, SOMEONE))
        });
        for name in ["refs/heads", "refs/tags"] {
            let named = Refused("名称里有个人信息");
            cases.add("a number in a name", "ju", named, move |workshop| {
                to(&mine(workshop), &format!("{name}/x-{number}"))
            });
        }
        for path in [
            MINE,
            "content/学校/qinghe/活动/a/签到.txt",
            "content/学校/qinghe/活动/_草稿.md",
            "content/学校/qinghe/活动/.旧/x.md",
            "content/学校/qinghe/活动/a/表.csv",
        ] {
            let found = Refused("个人信息");
            cases.add(
                &format!("a number in {path}, taken back"),
                "qinghe",
                found,
                move |workshop| {
                    let text = VISIT.replace("示范课", number);
                    let bad = workshop.commit(&[(path, Entry::File(&text))]);
                    let good = [(path, Entry::Gone), (MINE, Entry::File(VISIT))];
                    shared(workshop, &workshop.commit_on(&[&bad], &good))
                },
            );
        }
        let hidden = Refused("个人信息");
        cases.add("a number in a file's name, taken back", "qinghe", hidden, move |workshop| {
            let path = format!("content/学校/qinghe/活动/{number}.md");
            let bad = workshop.commit(&[(&path, Entry::File(VISIT))]);
            let good = [(&*path, Entry::Gone), (MINE, Entry::File(VISIT))];
            shared(workshop, &workshop.commit_on(&[&bad], &good))
        });
        cases.add("a number in a hidden file", "qinghe", hidden, move |workshop| {
            let text = format!("电话 {number}\n");
            let path = "content/学校/qinghe/活动/_x.txt";
            shared(workshop, &workshop.commit(&[(path, Entry::File(&text))]))
        });
        cases.add("a number in a tagged commit", "qinghe", hidden, move |workshop| {
            let text = VISIT.replace("示范课", number);
            to(&workshop.commit(&[(MINE, Entry::File(&text))]), "refs/tags/x")
        });
        cases.add("a number on a branch without content", "ju", hidden, move |workshop| {
            let text = format!("{number}\n");
            to(&workshop.commit_on(&[], &[("notes.txt", Entry::File(&text))]), "refs/heads/notes")
        });
    }
}

fn entries(cases: &mut Cases) {
    const FOLDER: &str = "content/学校/qinghe/活动";
    for name in ["x.md", "_x", ".x", "a/.b/x"] {
        let path = format!("{FOLDER}/{name}");
        let link = path.clone();
        cases.add(
            &format!("a link {name}"),
            "qinghe",
            Refused("这是符号链接"),
            move |workshop| {
                shared(workshop, &workshop.commit(&[(&link, Entry::Link("/etc/passwd"))]))
            },
        );
        cases.add(&format!("a submodule {name}"), "qinghe", Refused("子模块"), move |workshop| {
            shared(workshop, &workshop.commit(&[(&path, Entry::Submodule)]))
        });
    }
    cases.add("a link, taken back", "qinghe", Refused("这是符号链接"), |workshop| {
        let path = format!("{FOLDER}/x.md");
        let bad = workshop.commit(&[(&path, Entry::Link("/etc/passwd"))]);
        shared(workshop, &workshop.commit_on(&[&bad], &[(&path, Entry::Gone)]))
    });
    cases.add("a link outside of content", "ju", Refused("这是符号链接"), |workshop| {
        shared(workshop, &workshop.commit(&[("x", Entry::Link("/etc"))]))
    });
    cases.add("a list of submodules", "ju", Refused(""), |workshop| {
        shared(workshop, &workshop.commit(&[(".gitmodules", Entry::File("[submodule \"a\"]\n"))]))
    });
    for (pusher, want) in [("qinghe", SHARED), ("ju", Taken)] {
        for name in [".gitattributes", ".gitignore", "a/.gitattributes", ".mailmap"] {
            cases.add(name, pusher, want, move |workshop| {
                let path = format!("{FOLDER}/{name}");
                shared(workshop, &workshop.commit(&[(&path, Entry::File("* text\n"))]))
            });
        }
    }
    cases.add("a file that keeps a folder", "qinghe", Taken, |workshop| {
        let path = format!("{FOLDER}/.gitkeep");
        shared(workshop, &workshop.commit(&[(&path, Entry::File(""))]))
    });
    for name in ["con.md", "a?.md", "_x|y"] {
        let want = Refused("错误[unsafe-path]");
        cases.add(&format!("the name {name:?}, taken back"), "qinghe", want, move |workshop| {
            let path = format!("{FOLDER}/{name}");
            let bad = workshop.commit(&[(&path, Entry::File(VISIT))]);
            let good = [(&*path, Entry::Gone), (MINE, Entry::File(VISIT))];
            shared(workshop, &workshop.commit_on(&[&bad], &good))
        });
    }
    for name in ["con.md", "_aux.txt", "_a?.txt", ".b|c", "_x.", "_\u{202e}x"] {
        let is_fine = name == "_aux.txt"; // a device is named `aux`, not `_aux`
        let want = if is_fine { Taken } else { Refused("错误[unsafe-path]") };
        cases.add(&format!("the name {name:?}"), "qinghe", want, move |workshop| {
            let path = format!("{FOLDER}/{name}");
            shared(workshop, &workshop.commit(&[(&path, Entry::File(VISIT))]))
        });
    }
    for (one, other) in [("_A.txt", "_a.txt"), (".旧/É.md", ".旧/e\u{301}.md"), ("_A/x", "_a/y")]
    {
        let want = Refused("错误[unsafe-path]");
        cases.add(&format!("the names {one} and {other}"), "qinghe", want, move |workshop| {
            let (one, other) = (format!("{FOLDER}/{one}"), format!("{FOLDER}/{other}"));
            let entries = [(&*one, Entry::File("x\n")), (&*other, Entry::File("y\n"))];
            shared(workshop, &workshop.commit(&entries))
        });
        cases.add(
            &format!("the names {one} and {other}, taken back"),
            "qinghe",
            want,
            move |workshop| {
                let (one, other) = (format!("{FOLDER}/{one}"), format!("{FOLDER}/{other}"));
                let bad = [(&*one, Entry::File("x\n")), (&*other, Entry::File("y\n"))];
                let good =
                    [(&*one, Entry::Gone), (&*other, Entry::Gone), (MINE, Entry::File(VISIT))];
                shared(workshop, &workshop.commit_on(&[&workshop.commit(&bad)], &good))
            },
        );
    }
    cases.add(
        "names outside of content that differ in case",
        "ju",
        Refused("[unsafe-path]"),
        |workshop| {
            let entries = [("README.md", Entry::File("x\n")), ("readme.md", Entry::File("y\n"))];
            shared(workshop, &workshop.commit(&entries))
        },
    );
    cases.add("a change beside names that differ in case already", "qinghe", Taken, |workshop| {
        workshop.on_server(&["config", "core.hooksPath", "/nowhere"]);
        let (one, other) = (format!("{FOLDER}/_A"), format!("{FOLDER}/_a"));
        let entries = [(&*one, Entry::File("x\n")), (&*other, Entry::File("y\n"))];
        let old = workshop.push("ju", &shared(workshop, &workshop.commit(&entries)));
        assert!(old.status.success(), "{}", String::from_utf8_lossy(&old.stderr));
        workshop.on_server(&["config", "--unset", "core.hooksPath"]);
        shared(workshop, &workshop.commit(&[(MINE, Entry::File(VISIT))]))
    });
    cases.add("a name that is not UTF-8", "qinghe", Refused("不是UTF-8"), |workshop| {
        shared(
            workshop,
            &workshop.commit_of_raw_tree(&raw(workshop, &[("100644", b"\xb2\xe2.md")])),
        )
    });
    cases.add("many folders inside each other", "qinghe", Refused("套得太深"), |workshop| {
        let path = format!("{FOLDER}/{}x.txt", "a/".repeat(80));
        shared(workshop, &workshop.commit(&[(&path, Entry::File("x"))]))
    });
}

/// A raw tree of files with these modes and names.
fn raw(workshop: &Workshop, entries: &[(&str, &[u8])]) -> Vec<u8> {
    let blob = workshop.git(&["hash-object", "-w", "--stdin"], VISIT.as_bytes());
    let id: Vec<u8> =
        (0..20).map(|at| u8::from_str_radix(&blob[2 * at..2 * at + 2], 16).unwrap()).collect();
    let mut tree = Vec::new();
    for (mode, name) in entries {
        tree.extend_from_slice(mode.as_bytes());
        tree.push(b' ');
        tree.extend_from_slice(name);
        tree.push(0);
        tree.extend_from_slice(&id);
    }
    tree
}

/// Trees that no clone can hold, on a server with git's own check and on one without.
fn trees(cases: &mut Cases) {
    let names: [&[u8]; 14] = [
        b"..",
        b".",
        b".git",
        b".GIT",
        b".git.",
        b".git ",
        b".git::$INDEX_ALLOCATION",
        b"git~1",
        b"GIT~2",
        ".g\u{200c}it".as_bytes(),
        b"a/b",
        b".git\\config",
        b"GITMOD~1",
        b".GITATTRIBUTES",
    ];
    let unchecked = |workshop: &Workshop| {
        for name in ["receive.fsckObjects", "transfer.fsckObjects"] {
            workshop.on_server(&["config", name, "false"]);
        }
    };
    for name in names {
        let shown = String::from_utf8_lossy(name).into_owned();
        let want = Refused("会和git自己的文件混在一起");
        cases.add(&format!("the entry {shown:?}"), "qinghe", want, move |workshop| {
            unchecked(workshop);
            shared(workshop, &workshop.commit_of_raw_tree(&raw(workshop, &[("100644", name)])))
        });
    }
    type Entries<'e> = &'e [(&'e str, &'e [u8])];
    let broken: [(&str, Entries<'_>); 4] = [
        ("entries out of order", &[("100644", b"b.md"), ("100644", b"a.md")]),
        ("an entry twice", &[("100644", b"a.md"), ("100644", b"a.md")]),
        ("an unknown mode", &[("100600", b"a.md")]),
        ("a mode with a zero in front", &[("0100644", b"a.md")]),
    ];
    for (name, entries) in broken {
        cases.add(name, "qinghe", Refused("文件夹清单是坏的"), move |workshop| {
            unchecked(workshop);
            shared(workshop, &workshop.commit_of_raw_tree(&raw(workshop, entries)))
        });
        cases.add(&format!("{name}, as git checks it"), "qinghe", Refused(""), move |workshop| {
            shared(workshop, &workshop.commit_of_raw_tree(&raw(workshop, entries)))
        });
    }
    cases.add(
        "a tree that holds another a thousand million times",
        "ju",
        Refused("文件太多"),
        |workshop| {
            let mut tree = workshop.git(&["mktree"], b"");
            let blob = workshop.git(&["hash-object", "-w", "--stdin"], b"x");
            for level in 0..9 {
                let mut lines = String::new();
                for at in 0..10 {
                    match level {
                        0 => lines.push_str(&format!("100644 blob {blob}\t{at}\n")),
                        _ => lines.push_str(&format!("040000 tree {tree}\t{at}\n")),
                    }
                }
                tree = workshop.git(&["mktree"], lines.as_bytes());
            }
            let commit = workshop.git(&["commit-tree", &tree, "-m", "x"], b"");
            to(&commit, "refs/heads/bomb")
        },
    );
}

fn sizes(cases: &mut Cases) {
    let limited = |workshop: &Workshop| {
        workshop.on_server(&["config", "guidang.maxFileSize", "100000"]);
        vec![7; 3_000_000]
    };
    let too_large = Refused("文件有3MB，超过了1MB");
    for path in ["content/学校/qinghe/活动/a/x.jpg", "content/学校/qinghe/活动/_x.bin"] {
        cases.add(&format!("a large {path}"), "qinghe", too_large, move |workshop| {
            let bytes = limited(workshop);
            shared(workshop, &workshop.commit(&[(path, Entry::Bytes(&bytes))]))
        });
        cases.add(&format!("a large {path}, taken back"), "qinghe", too_large, move |workshop| {
            let bytes = limited(workshop);
            let bad = workshop.commit(&[(path, Entry::Bytes(&bytes))]);
            shared(workshop, &workshop.commit_on(&[&bad], &[(path, Entry::Gone)]))
        });
        cases.add(&format!("a large {path} in a tag"), "qinghe", too_large, move |workshop| {
            let bytes = limited(workshop);
            to(&workshop.commit(&[(path, Entry::Bytes(&bytes))]), "refs/tags/x")
        });
    }
    cases.add(
        "a push that is large when unpacked",
        "ju",
        Refused("guidang.maxPushSize"),
        |workshop| {
            workshop.on_server(&["config", "guidang.maxPushSize", "1000000"]);
            let zeros = vec![0; 3_000_000];
            shared(workshop, &workshop.commit(&[("x.bin", Entry::Bytes(&zeros))]))
        },
    );
    cases.add("a long message", "qinghe", Refused("的说明超过1MB"), |workshop| {
        let message = "长".repeat(400_000);
        let (tip, entries) = (workshop.tip(), [(MINE, Entry::File(VISIT))]);
        let (author, committer) = (SOMEONE, SOMEONE);
        let parents = [&*tip];
        let draft =
            Draft { parents: &parents, entries: &entries, message: &message, author, committer };
        shared(workshop, &workshop.draft(&draft))
    });
    cases.add("more than git takes", "qinghe", Refused(""), |workshop| {
        workshop.on_server(&["config", "receive.maxInputSize", "1000"]);
        let noise: Vec<u8> =
            (0..20_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        shared(workshop, &workshop.commit(&[(MINE, Entry::Bytes(&noise))]))
    });
}

fn contents(cases: &mut Cases) {
    for (text, want) in [
        ("<p>{{ 1 / 0 }}</p>\n", Refused("themes/mine/foot.html")),
        ("<p>{{ page.as_of }}</p>\n", Taken),
    ] {
        cases.add(&format!("a theme with {text}"), "ju", want, move |workshop| {
            let site = "标题: 档案\n主题: mine\n";
            let entries = [
                ("content/站点.yaml", Entry::File(site)),
                ("themes/mine/foot.html", Entry::File(text)),
            ];
            shared(workshop, &workshop.commit(&entries))
        });
    }
    claims(cases);
    cases.add("a record with a slip", "qinghe", Refused("全角冒号"), |workshop| {
        let text = VISIT.replace("日期: ", "日期：");
        shared(workshop, &workshop.commit(&[(MINE, Entry::File(&text))]))
    });
    cases.add("an archive without content", "ju", Refused("content/"), |workshop| {
        let nothing = workshop.git(&["mktree"], b"");
        let args = ["commit-tree", &nothing, "-p", &workshop.tip(), "-m", "x"];
        shared(workshop, &workshop.git(&args, b""))
    });
    for name in ["云岭县实验幼儿园", "云岭县 实验幼儿园", "云岭县实验幼儿园\u{200b}"]
    {
        let taken = Refused("另一所学校的全称相同");
        cases.add(&format!("the name {name:?}"), "qinghe", taken, move |workshop| {
            let text = format!("名称: \"{name}\"\n学段: 幼儿园\n");
            let path = "content/学校/qinghe/学校.yaml";
            shared(workshop, &workshop.commit(&[(path, Entry::File(&text))]))
        });
    }
    cases.add("a branch without content", "ju", Taken, |workshop| {
        let commit = workshop.commit_on(&[], &[("notes.txt", Entry::File("工作记录\n"))]);
        to(&commit, "refs/heads/notes")
    });
    cases.add("a branch without content", "qinghe", SHARED, |workshop| {
        let commit = workshop.commit_on(&[], &[("notes.txt", Entry::File("工作记录\n"))]);
        to(&commit, "refs/heads/notes")
    });
    cases.add("both names of the access file", "qinghe", SHARED, |workshop| {
        let all = "access:\n  qinghe: all\n";
        shared(workshop, &workshop.commit(&[("content/access.yaml", Entry::File(all))]))
    });
}

/// Former names: a school lists its own only.
fn claims(cases: &mut Cases) {
    const SCHOOL: &str = "content/学校/qinghe/学校.yaml";
    let claimed = Refused("写作曾用名");
    let record = |id: &str| VISIT.replacen("---\n", &format!("---\n曾用名: [{id}]\n"), 1);
    for id in [
        "学校/shiyan/活动/2024-09-15",
        "schools/shiyan/visits/2024-09-15",
        "学校/xinxiao/活动/2024-09-15",
        "content/学校/shiyan/总结/2024-06.md",
    ] {
        let text = record(id);
        let make = move |workshop: &Workshop| {
            shared(workshop, &workshop.commit(&[(MINE, Entry::File(&text))]))
        };
        cases.add(&format!("the former id {id}"), "qinghe", claimed, make.clone());
        cases.add(&format!("the former id {id}"), "ju", Taken, make);
    }
    let own = record("学校/qinghe/活动/2023-09-15");
    cases.add("an own former id", "qinghe", Taken, move |workshop| {
        shared(workshop, &workshop.commit(&[(MINE, Entry::File(&own))]))
    });
    let moved = record("学校/shiyan/活动/2023-09-15");
    cases.add("a change of a record that was moved", "qinghe", Taken, move |workshop| {
        let commit = workshop.commit(&[(MINE, Entry::File(&moved))]);
        let made = workshop.push_shared(&commit);
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let text = moved.replace("第一次", "又一次");
        let renamed = [
            (MINE, Entry::Gone),
            ("content/学校/qinghe/活动/2024-04-10-二.md", Entry::File(text.as_str())),
        ];
        shared(workshop, &workshop.commit(&renamed))
    });
    for (name, want) in [
        ("xinxiao", claimed),
        ("云岭县新校", claimed),
        ("清河镇中心幼儿园", Taken),
        ("qinghe", Taken),
    ] {
        cases.add(&format!("the former name {name}"), "qinghe", want, move |workshop| {
            let now = if name == "qinghe" {
                "清河镇中心幼儿园"
            } else {
                "清河镇第一幼儿园"
            };
            let text = format!("名称: {now}\n学段: 幼儿园\n曾用名: [{name}]\n");
            shared(workshop, &workshop.commit(&[(SCHOOL, Entry::File(&text))]))
        });
    }
}
