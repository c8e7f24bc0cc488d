//! Builds with the store: when nothing changed, and after random edits of an archive with every kind of file.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::federation::{county, portal};
use crate::support::{age, archive, copy, files, guidang, rich, stderr, stdout, write};

/// A change to a folder or a file, and what it is.
type NamedChange = (&'static str, fn(&Path));

type Site = BTreeMap<String, Vec<u8>>;

const CACHE: &str = ".guidang-cache";
const VISIT: &str = "content/学校/shiyan/活动/2024-03-15-送教.md";

/// The site that a build without a store makes; `None` when the archive has errors.
fn clean(root: &Path, args: &[&str]) -> Option<Site> {
    let temp = tempfile::tempdir().unwrap();
    for folder in ["content", "themes", "counties"] {
        if root.join(folder).exists() {
            copy(&root.join(folder), &temp.path().join(folder));
        }
    }
    let output = guidang(temp.path(), &[&["build"], args].concat());
    output.status.success().then(|| files(&temp.path().join("output")))
}

/// What a build reports, without the time it took.
fn report(root: &Path, args: &[&str]) -> (String, String) {
    let output = guidang(root, &[&["build"], args].concat());
    assert!(output.status.success(), "{}", stderr(&output));
    let errors = stderr(&output);
    let untimed = errors.rsplit_once("用时").map_or(errors.as_str(), |(before, _)| before);
    (untimed.to_owned(), stdout(&output))
}

/// Whether a build with these arguments parses the records.
fn parses(root: &Path, args: &[&str]) -> bool {
    let output = guidang(root, &[&["build", "--timings"], args].concat());
    assert!(output.status.success(), "{}", stderr(&output));
    stderr(&output).contains("解析记录")
}

/// An archive that has been built and has not changed since.
fn built() -> tempfile::TempDir {
    let root = rich();
    age(&root.path().join("content"));
    assert!(parses(root.path(), &[]));
    assert!(!parses(root.path(), &[]), "nothing has changed");
    root
}

fn assert_clean(root: &Path, args: &[&str], what: &str) {
    assert!(Some(files(&root.join("output"))) == clean(root, args), "{what}");
}

#[test]
fn an_unchanged_build_reports_the_same_without_parsing() {
    let root = rich();
    let root = root.path();
    age(&root.join("content"));
    let first = report(root, &[]);
    assert!(first.0.contains("散件.txt"), "a warning: {}", first.0);
    let site = files(&root.join("output"));
    for args in [&[][..], &["--timings"]] {
        let output = guidang(root, &[&["build"], args].concat());
        assert!(stderr(&output).starts_with(&first.0), "{}", stderr(&output));
        assert_eq!(stdout(&output), first.1);
    }
    assert!(!parses(root, &[]));
    assert!(files(&root.join("output")) == site);
    assert_clean(root, &[], "unchanged");
    // Other messages are asked for.
    assert_eq!(report(root, &["--quiet"]).0, "");
    assert!(report(root, &["--lang", "en"]).0.contains("built "));
    assert!(report(root, &["-v"]).0.contains("截至2024-07-31"));
    assert_eq!(report(root, &[]), first);
}

/// Every input of a build is noticed though no record changed.
#[test]
fn a_build_with_other_inputs_is_another_build() {
    let root = built();
    let root = root.path();
    let options: [&[&str]; 4] = [&["--drafts"], &["--as-of", "2024-05-01"], &["--strict"], &[]];
    for args in options {
        if args != ["--strict"] {
            assert!(parses(root, args), "{args:?}");
            assert_clean(root, args, &format!("{args:?}"));
        } else {
            let output = guidang(root, &["build", "--strict"]);
            assert!(!output.status.success(), "a warning stops it");
        }
    }
    let changes: [NamedChange; 5] = [
        ("a record", |root| {
            let text = fs::read_to_string(root.join(VISIT)).unwrap();
            write(root, VISIT, text.replace("示范课", "音乐课").as_bytes());
        }),
        ("a file more", |root| write(root, "content/学校/qinghe/活动/附件.txt", b"x")),
        ("a file less", |root| {
            fs::remove_file(root.join("content/学校/qinghe/活动/附件.txt")).unwrap();
        }),
        ("a theme", |root| write(root, "themes/default/foot.html", b"<footer>x</footer>")),
        ("no theme", |root| fs::remove_dir_all(root.join("themes")).unwrap()),
    ];
    for (what, change) in changes {
        change(root);
        for folder in ["content", "themes"].map(|folder| root.join(folder)) {
            if folder.exists() {
                age(&folder);
            }
        }
        assert!(parses(root, &[]), "{what}");
        assert_clean(root, &[], what);
        assert!(!parses(root, &[]), "{what}: then nothing changes");
    }
}

#[test]
fn a_new_commit_causes_a_new_build() {
    let root = rich();
    let root = root.path();
    let git = |args: &[&str]| {
        let who = ["-c", "user.name=甲", "-c", "user.email=a@example.invalid"];
        let mut git = Command::new("git");
        git.args(who).args(args).current_dir(root);
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        assert!(git.output().unwrap().status.success());
    };
    age(&root.join("content"));
    assert!(parses(root, &[]));
    git(&["init", "-q"]);
    git(&["add", "content"]);
    git(&["commit", "-q", "-m", "a"]);
    age(&root.join("content"));
    assert!(parses(root, &[]), "the pages name who committed their records");
    let site = files(&root.join("output"));
    assert!(!parses(root, &[]));
    git(&["commit", "-q", "-m", "b", "--allow-empty"]);
    assert!(parses(root, &[]));
    assert!(files(&root.join("output")) == site);
    fs::remove_dir_all(root.join(".git")).unwrap();
    assert!(parses(root, &[]));
    assert_clean(root, &[], "without a history");
}

/// The listing of `themes/` skips a folder with such a name, but a site may name it.
#[test]
fn a_changed_theme_causes_a_new_build_whatever_its_name() {
    let root = rich();
    let root = root.path();
    let site = fs::read_to_string(root.join("content/site.yaml")).unwrap();
    write(root, "content/site.yaml", format!("{site}主题: _own\n").as_bytes());
    write(root, "themes/_own/foot.html", b"<footer>one</footer>");
    for folder in ["content", "themes"] {
        age(&root.join(folder));
    }
    assert!(parses(root, &[]));
    assert!(!parses(root, &[]), "nothing has changed");
    write(root, "themes/_own/foot.html", b"<footer>two</footer>");
    age(&root.join("themes"));
    assert!(parses(root, &[]));
    assert_clean(root, &[], "another template");
}

/// The history of a file depends on where the archive is in its repository.
#[test]
fn a_repository_that_moved_to_a_folder_above_causes_a_new_build() {
    let home = tempfile::tempdir().unwrap();
    let (home, root) = (home.path(), home.path().join("archive"));
    copy(rich().path(), &root);
    let git = |args: &[&str]| {
        let who = ["-c", "user.name=甲", "-c", "user.email=a@example.invalid"];
        let mut git = Command::new("git");
        git.args(who).args(args).current_dir(&root);
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        assert!(git.output().unwrap().status.success());
    };
    for args in [&["init", "-q"][..], &["add", "content"], &["commit", "-q", "-m", "a"]] {
        git(args);
    }
    age(&root.join("content"));
    assert!(parses(&root, &[]));
    assert!(!parses(&root, &[]), "nothing has changed");
    fs::rename(root.join(".git"), home.join(".git")).unwrap();
    assert!(parses(&root, &[]));
}

#[test]
fn a_damaged_site_is_repaired_when_no_source_changed() {
    let root = built();
    let root = root.path();
    let page = root.join("output/visits.html");
    let harms: [NamedChange; 4] = [
        ("written over", |page| fs::write(page, "x").unwrap()),
        ("removed", |page| fs::remove_file(page).unwrap()),
        ("a file more", |page| fs::write(page.with_file_name("more.html"), "x").unwrap()),
        ("no site", |page| fs::remove_dir_all(page.parent().unwrap()).unwrap()),
    ];
    for (what, harm) in harms {
        harm(&page);
        assert!(parses(root, &[]), "{what}");
        assert_clean(root, &[], what);
        assert!(!parses(root, &[]), "{what}: then nothing changes");
    }
}

/// Every file of the store may be truncated, changed or missing, both without a change of the sources and after one.
#[test]
fn a_damaged_store_does_not_change_the_site() {
    let root = built();
    let root = root.path();
    write(
        root,
        VISIT,
        [&fs::read(root.join(VISIT)).unwrap()[..], "\n又。\n".as_bytes()].concat().as_slice(),
    );
    age(&root.join("content"));
    report(root, &[]); // makes the shadow tree
    let want = clean(root, &[]).unwrap();
    let store = root.join(CACHE);
    let is_artifact = |path: &&PathBuf| !path.components().any(|part| part.as_os_str() == "site");
    let paths: Vec<PathBuf> = files(&store).keys().map(|path| store.join(path)).collect();
    let artifacts: Vec<&PathBuf> = paths.iter().filter(is_artifact).collect();
    for name in ["build", "report", "path", "lock"] {
        assert!(artifacts.iter().any(|path| path.ends_with(name)), "{name}");
    }
    for path in artifacts {
        for damage in 0..4 {
            let mut bytes = fs::read(path).unwrap_or_default();
            let half = bytes.len() / 2;
            match damage {
                0 => drop(fs::remove_file(path)),
                1 => fs::write(path, &bytes[..half]).unwrap(),
                2 => fs::write(path, b"").unwrap(),
                _ => {
                    bytes.get_mut(half).into_iter().for_each(|byte| *byte ^= 4);
                    fs::write(path, &bytes).unwrap();
                }
            }
            report(root, &[]);
            assert!(files(&root.join("output")) == want, "{} {damage}", path.display());
        }
    }
}

/// Files of older versions of the program are removed.
#[test]
fn older_layouts_are_removed() {
    let root = rich();
    let store = root.path().join(CACHE);
    for path in ["records/7", "photos/ab/cdef", "sites/0123/last", "sites/0123/lock"] {
        write(&store, path, b"x");
    }
    report(root.path(), &[]);
    let mut left: Vec<_> =
        fs::read_dir(&store).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, [".gitignore", "archive.lock", "v2"]);
}

/// Changes of the archives that a portal rolls up do not show in its own files.
#[test]
fn a_portal_is_rebuilt_when_an_archive_it_rolls_up_changes() {
    let (few, many) = (county("4", "6"), county("9", "8"));
    let portal = portal(&[("甲县", Some(few.path())), ("乙县", Some(many.path()))]);
    let root = portal.path();
    age(root);
    for data in [many.path(), few.path()] {
        assert!(parses(root, &[]));
        assert!(parses(root, &[]), "never taken for unchanged");
        copy(&data.join("output/data"), &root.join("counties/0"));
        age(root);
        report(root, &[]);
        assert_clean(root, &[], "other data");
    }
}

/// Pseudo-random numbers, the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// One of the edits that people make to an archive.
fn edit(root: &Path, random: &mut Random, first: &Site) {
    let content = root.join("content");
    let paths: Vec<String> = files(&content).into_keys().collect();
    let path = content.join(&paths[random.below(paths.len())]);
    let number = random.below(90) + 10;
    let text = fs::read_to_string(&path).unwrap_or_default();
    let is_record = path.extension().is_some_and(|ending| ending == "md");
    match random.below(14) {
        0..=2 if is_record => fs::write(&path, format!("{text}\n第{number}次补记。\n")).unwrap(),
        3 => fs::write(&path, text.replacen("标题: ", "标题: 新", 1)).unwrap(),
        4 => fs::write(&path, text.replacen("送教课时: ", "送教课时: 1", 1)).unwrap(),
        5 => fs::write(&path, text.replacen("资助人数: 2", &format!("资助人数: {number}"), 1))
            .unwrap(),
        6 => {
            let visit = format!(
                "---\n标题: 新记录{number}\n日期: 2024-04-02\n类型: 看一日活动\n数据:\n  资助人数: 1\n---\n"
            );
            let place = format!("content/学校/shiyan/活动/2024-04-02-{number}.md");
            write(root, &place, visit.as_bytes());
        }
        7 if is_record => fs::remove_file(&path).unwrap(),
        8 => drop(guidang(root, &["number"])),
        9 => write(
            root,
            "content/学校/qinghe/活动/2024-04-10/附件.txt",
            "名".repeat(number).as_bytes(),
        ),
        10 => {
            write(root, "themes/default/foot.html", format!("<footer>{number}</footer>").as_bytes())
        }
        11 => drop(fs::remove_dir_all(root.join(["themes", CACHE, "output"][number % 3]))),
        12 => drop(guidang(root, &["seal", "2023—2024学年第二学期", "--date", "2024-07-10"])),
        _ => {
            drop(fs::remove_dir_all(&content));
            for (path, bytes) in first {
                write(&content, path, bytes);
            }
        }
    }
}

/// After each of many random edits the site is that of a clean build, and a second build has nothing to do.
/// `GUIDANG_STEPS` sets the number of edits.
#[test]
fn after_every_random_edit_the_site_equals_that_of_a_clean_build() {
    let steps = std::env::var("GUIDANG_STEPS").ok().and_then(|steps| steps.parse().ok());
    let root = archive(&[]);
    let sample = rich();
    copy(sample.path(), root.path());
    let root = root.path();
    let first = files(&root.join("content"));
    let mut random = Random(7);
    let (mut old, mut unchanged) = (None, 0);
    for step in 0..steps.unwrap_or(30) {
        edit(root, &mut random, &first);
        if random.below(2) == 0 {
            age(&root.join("content"));
            if root.join("themes").exists() {
                age(&root.join("themes"));
            }
        }
        let site = root.join("output");
        let output = guidang(root, &["build"]);
        match clean(root, &[]) {
            Some(want) => {
                assert!(output.status.success(), "step {step}: {}", stderr(&output));
                assert!(files(&site) == want, "step {step}");
                unchanged += usize::from(!parses(root, &[]));
                assert!(files(&site) == want, "step {step}: built again");
                old = Some(want);
            }
            None => {
                assert!(!output.status.success(), "step {step}");
                assert!(
                    !site.exists() || Some(files(&site)) == old,
                    "step {step}: the old site stays"
                );
            }
        }
    }
    assert!(0 < unchanged, "some builds had nothing to do");
}
