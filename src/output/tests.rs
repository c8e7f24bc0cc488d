mod faults;
mod kill;
pub(super) mod killed_run;

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use rayon::prelude::*;
use tempfile::{TempDir, tempdir};

use super::*;

/// How to publish: with what this system can do, or as on a system that cannot.
#[derive(Debug, Clone, Copy)]
struct Ways {
    exchange: bool,
    link: bool,
}

const WAYS: [Ways; 4] = [
    Ways { exchange: true, link: true },
    Ways { exchange: false, link: true },
    Ways { exchange: true, link: false },
    Ways { exchange: false, link: false },
];

fn open(output: &Path, ways: Ways) -> Stage {
    let mut stage = Stage::open(output, &[]).unwrap();
    stage.can_exchange = ways.exchange;
    stage.can_link.store(ways.link, Relaxed);
    stage
}

fn build(output: &Path, ways: Ways, files: &[(&str, &str)]) -> Published {
    let stage = open(output, ways);
    for (path, text) in files {
        stage.put(path, text.as_bytes()).unwrap();
    }
    stage.publish().unwrap()
}

/// Every file below a folder, with its bytes; panics on what is neither file nor folder.
fn files_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.unwrap();
        if !entry.file_type().is_dir() {
            let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            files.insert(path, fs::read(entry.path()).unwrap());
        }
    }
    files
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        names.push(entry.unwrap().file_name().into_string().unwrap());
    }
    names.sort();
    names
}

fn modified(path: &Path) -> SystemTime {
    fs::metadata(path).unwrap().modified().unwrap()
}

fn age(path: &Path) -> SystemTime {
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
    time
}

#[test]
fn the_first_site_has_a_marker_and_leaves_nothing_next_to_it() {
    let home = tempdir().unwrap();
    let output = home.path().join("made/output");
    let published = build(&output, WAYS[0], &[("index.html", "a"), ("a/b/c.html", "b")]);
    assert_eq!(published.written, 2);
    assert_eq!(published.unchanged, 0);
    let found = files_below(&output);
    let paths: Vec<&str> = found.keys().map(String::as_str).collect();
    assert_eq!(paths, [".guidang", "a/b/c.html", "index.html"]);
    assert_eq!(found[".guidang"], MARK);
    assert_eq!(names_in(&home.path().join("made")), ["output"]);
}

#[test]
fn equal_files_keep_their_time_and_missing_ones_are_removed() {
    for ways in WAYS {
        let home = tempdir().unwrap();
        let output = home.path().join("output");
        build(&output, ways, &[("same", "same"), ("a/new", "old"), ("size", "1"), ("b/gone", "")]);
        let time = ["same", "a/new", "size"].map(|path| age(&output.join(path)))[0];

        let published = build(&output, ways, &[("same", "same"), ("a/new", "new"), ("size", "22")]);
        assert_eq!((published.written, published.unchanged), (2, 1), "{ways:?}");
        assert_eq!(modified(&output.join("same")), time, "{ways:?}");
        assert_ne!(modified(&output.join("a/new")), time, "{ways:?}");
        assert_eq!(fs::read(output.join("a/new")).unwrap(), b"new");
        assert_eq!(fs::read(output.join("size")).unwrap(), b"22");
        assert!(!output.join("b").exists(), "{ways:?}");
        assert_eq!(names_in(home.path()), ["output"], "{ways:?}");
    }
}

#[test]
fn a_file_shared_with_the_old_site_is_never_rewritten() {
    let home = tempdir().unwrap();
    let (output, backup) = (home.path().join("output"), home.path().join("backup"));
    build(&output, WAYS[0], &[("a", "one"), ("b", "one")]);
    fs::hard_link(output.join("a"), &backup).unwrap();
    let stage = open(&output, WAYS[0]);
    stage.put("a", b"one").unwrap();
    assert!(matches!(stage.put("a", b"two"), Err(Error::Usage(UsageError::SameSitePath { .. }))));
    drop(stage);
    build(&output, WAYS[0], &[("a", "two")]);
    assert_eq!(fs::read(&backup).unwrap(), b"one");
}

#[test]
fn a_stage_dropped_before_publishing_changes_nothing() {
    let home = tempdir().unwrap();
    let output = home.path().join("output");
    build(&output, WAYS[0], &[("a", "one")]);
    let before = files_below(home.path());
    let stage = open(&output, WAYS[0]);
    stage.put("a", b"two").unwrap();
    assert_ne!(files_below(home.path()), before);
    drop(stage);
    assert_eq!(files_below(home.path()), before);
}

#[test]
fn a_lone_gitignore_is_kept() {
    for ways in WAYS {
        let home = tempdir().unwrap();
        let output = home.path().join("output");
        fs::create_dir(&output).unwrap();
        fs::write(output.join(".gitignore"), "*\n").unwrap();
        let time = age(&output.join(".gitignore"));
        for _ in 0..2 {
            build(&output, ways, &[("a", "one")]);
            assert_eq!(names_in(&output), [".gitignore", ".guidang", "a"]);
            assert_eq!(fs::read(output.join(".gitignore")).unwrap(), b"*\n");
            assert_eq!(modified(&output.join(".gitignore")), time);
        }
    }
}

#[cfg(unix)]
#[test]
fn a_linked_output_is_written_where_the_link_leads() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let home = tempdir().unwrap();
    let (real, link) = (home.path().join("real/site"), home.path().join("output"));
    fs::create_dir_all(&real).unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o750)).unwrap();
    symlink("real/site", &link).unwrap();
    build(&link, WAYS[0], &[("a", "one")]);
    build(&link, WAYS[1], &[("a", "two")]);
    symlink("new/site", home.path().join("to-nowhere")).unwrap();
    build(&home.path().join("to-nowhere"), WAYS[0], &[("a", "one")]);
    assert_eq!(names_in(&home.path().join("new/site")), [".guidang", "a"]);
    assert!(link.symlink_metadata().unwrap().is_symlink());
    assert_eq!(fs::read(real.join("a")).unwrap(), b"two");
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o7777, 0o750);
}

#[cfg(unix)]
#[test]
fn links_in_the_old_site_are_neither_followed_nor_kept() {
    use std::os::unix::fs::symlink;
    let home = tempdir().unwrap();
    let (output, outside) = (home.path().join("output"), home.path().join("outside"));
    build(&output, WAYS[0], &[("b", "one")]);
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("a"), "one").unwrap();
    symlink(outside.join("a"), output.join("a")).unwrap();
    symlink(&outside, output.join("folder")).unwrap();
    build(&output, WAYS[0], &[("a", "one")]);
    assert!(output.join("a").symlink_metadata().unwrap().is_file());
    assert_eq!(names_in(&outside), ["a"]);
}

#[test]
fn attachments_are_copied_once() {
    for ways in WAYS {
        let home = tempdir().unwrap();
        let (output, photo) = (home.path().join("output"), home.path().join("photo"));
        let long: Vec<u8> = (0..100_000_u32).flat_map(u32::to_le_bytes).collect();
        let publish = |bytes: &[u8]| {
            fs::write(&photo, bytes).unwrap();
            let stage = open(&output, ways);
            stage.copy("a/photo.jpg", &photo).unwrap();
            let published = stage.publish().unwrap();
            assert_eq!(fs::read(output.join("a/photo.jpg")).unwrap(), bytes);
            (published.written, published.unchanged)
        };
        assert_eq!(publish(&long), (1, 0));
        let time = age(&output.join("a/photo.jpg"));
        assert_eq!(publish(&long), (0, 1));
        assert_eq!(modified(&output.join("a/photo.jpg")), time);
        let mut other = long.clone();
        other[399_999] ^= 1;
        assert_eq!(publish(&other), (1, 0), "{ways:?}");
        assert_eq!(publish(b""), (1, 0));
        assert_eq!(publish(b""), (0, 1));
    }
}

#[test]
fn a_thousand_files_from_many_threads() {
    let home = tempdir().unwrap();
    let output = home.path().join("output");
    for round in 0..2 {
        let stage = open(&output, WAYS[0]);
        (0..1000).into_par_iter().for_each(|i| {
            let path = format!("s{}/v{}/{i}.html", i % 7, i % 3);
            stage.put(&path, i.to_string().as_bytes()).unwrap();
        });
        let published = stage.publish().unwrap();
        let want = if round == 0 { (1000, 0) } else { (0, 1000) };
        assert_eq!((published.written, published.unchanged), want);
    }
    assert_eq!(files_below(&output).len(), 1001);
}

#[test]
fn concurrent_processes_leave_one_complete_site() {
    for ways in WAYS {
        let home = tempdir().unwrap();
        let output = home.path().join("output");
        std::thread::scope(|scope| {
            for version in ["a", "b", "c", "d"] {
                let output = &output;
                scope.spawn(move || {
                    (0..12).for_each(|_| drop(build(output, ways, &site(version))));
                });
            }
        });
        assert!(version_of(&output).is_some(), "{ways:?}");
        assert_eq!(names_in(home.path()), ["output"], "{ways:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_reader_never_finds_the_site_missing() {
    let home = tempdir().unwrap();
    let output = home.path().join("output");
    build(&output, WAYS[0], &site("a"));
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut reads = 0;
            while !is_over.load(Relaxed) {
                fs::read(output.join("index.html")).expect("a page that every version has");
                reads += 1;
            }
            reads
        });
        for _ in 0..100 {
            build(&output, WAYS[0], &site("b"));
            build(&output, WAYS[0], &site("a"));
        }
        is_over.store(true, Relaxed);
        assert!(0 < reader.join().unwrap());
    });
}

#[test]
fn the_folder_of_a_running_process_stays_and_that_of_a_dead_one_is_removed() {
    let home = tempdir().unwrap();
    let output = home.path().join("output");
    let dead = home.path().join(".output.guidang-1-1");
    fs::create_dir_all(dead.join("site/a")).unwrap();
    fs::write(dead.join("site/a/b"), "b").unwrap();
    fs::write(dead.join("lock"), "").unwrap();
    fs::create_dir(home.path().join(".output.guidang-2-2")).unwrap();
    let not_ours = home.path().join(".output.guidang-notes");
    fs::create_dir(&not_ours).unwrap();
    fs::write(not_ours.join("x"), "x").unwrap();

    let first = open(&output, WAYS[0]);
    let second = open(&output, WAYS[0]);
    first.put("a", b"first").unwrap();
    second.put("a", b"second").unwrap();
    assert_eq!(names_in(home.path()).len(), 3);
    second.publish().unwrap();
    first.publish().unwrap();
    assert_eq!(fs::read(output.join("a")).unwrap(), b"first");
    assert_eq!(names_in(home.path()), [".output.guidang-notes", "output"]);
}

#[test]
fn a_site_that_was_set_aside_is_moved_back() {
    let home = tempdir().unwrap();
    let output = home.path().join("output");
    build(&output, WAYS[0], &site("a"));
    let dead = home.path().join(".output.guidang-1-1");
    fs::create_dir_all(dead.join("site")).unwrap();
    fs::write(dead.join("lock"), "").unwrap();
    fs::rename(&output, dead.join("old-0000")).unwrap();
    drop(Stage::open(&output, &[]).unwrap());
    assert_eq!(version_of(&output).as_deref(), Some("a"));
    assert_eq!(names_in(home.path()), ["output"]);
}

/// A small site whose version is in half of its files, and in the name of one.
fn site(version: &str) -> Vec<(&'static str, &str)> {
    let own = match version {
        "a" => "own/a.html",
        "b" => "own/b.html",
        "c" => "own/c.html",
        _ => "own/d.html",
    };
    let same = ["s/1.html", "s/2.html", "t/3.html", "t/u/4.html"].map(|path| (path, "same"));
    let differs = ["index.html", "s/a.html", "t/b.html", "t/u/c.html"].map(|path| (path, version));
    [&same[..], &differs[..], &[(own, "own")]].concat()
}

/// The version of a site, if all of its files are of one.
fn version_of(output: &Path) -> Option<String> {
    let found = files_below(output);
    let version = String::from_utf8(found.get("index.html")?.clone()).ok()?;
    let mut want: BTreeMap<String, Vec<u8>> =
        site(&version).iter().map(|file| (file.0.to_owned(), file.1.as_bytes().to_vec())).collect();
    want.insert(MARKER.to_owned(), MARK.to_vec());
    (found == want).then_some(version)
}

/// A folder with an output that someone else filled.
fn filled(name: &str) -> TempDir {
    let home = tempdir().unwrap();
    fs::create_dir(home.path().join("output")).unwrap();
    fs::write(home.path().join("output").join(name), "mine").unwrap();
    home
}

/// Between the moment that a process publishes its site and the moment that it records what it published, another process
/// may publish another site there.
#[test]
fn the_site_of_another_process_is_not_recorded() {
    let home = tempdir().unwrap();
    let output = home.path().join("output");
    let shadow = ShadowTree::open(&home.path().join("cache"), &output, &[]).unwrap().unwrap();
    let published = build(&output, WAYS[0], &[("index.html", "a")]);
    let manifest = shadow.record_site(&published).unwrap();
    assert!(shadow.matches(&manifest));
    build(&output, WAYS[0], &[("index.html", "b")]);
    assert!(!shadow.matches(&manifest));
    assert!(shadow.record_site(&published).is_none());
}
