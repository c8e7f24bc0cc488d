//! Kills, full disks, two runs at once: a site is always whole, the old one or the new one, and the next build is right.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use crate::support::{Disk, copy, files, guidang, rich, stderr, write};

type Site = BTreeMap<String, Vec<u8>>;

const VISIT: &str = "content/学校/qinghe/活动/2024-05-06.md";
/// States of an archive: without a second visit, with it, and with another text of it. From the second to the third
/// only its own pages are rendered.
const STATES: [Option<&str>; 3] = [
    None,
    Some("---\n标题: 跟班学习\n日期: 2024-05-06\n类型: 跟班学习\n---\n"),
    Some("---\n标题: 跟班学习\n日期: 2024-05-06\n类型: 跟班学习\n---\n\n跟了一天班。\n"),
];

fn set(root: &Path, state: Option<&str>) {
    match state {
        Some(text) => write(root, VISIT, text.as_bytes()),
        None => drop(fs::remove_file(root.join(VISIT))),
    }
}

/// The site that a clean build makes of each state, and the time of the longest build.
fn clean(root: &Path) -> ([Site; 3], Duration) {
    let mut longest = Duration::ZERO;
    let sites = STATES.map(|state| {
        set(root, state);
        let temp = tempfile::tempdir().unwrap();
        let site = temp.path().join("site");
        let started = Instant::now();
        let output = guidang(root, &["build", "-o", site.to_str().unwrap()]);
        longest = longest.max(started.elapsed());
        assert!(output.status.success(), "{}", stderr(&output));
        files(&site)
    });
    assert!(sites[0] != sites[1] && sites[1] != sites[2]);
    (sites, longest)
}

fn begin(root: &Path, args: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_guidang"))
        .arg("build")
        .args(args)
        .current_dir(root)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Numbers without a pattern, the same in every run.
fn random(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

/// 200 kills at moments over the whole length of a build, half of them over an old site, half where there is none.
#[test]
fn a_build_killed_at_any_moment_leaves_a_whole_site() {
    let root = rich();
    let (known, length) = clean(root.path());
    let mut length = length.as_micros() as u64;
    let site = root.path().join("output");
    let (mut seed, mut killed, mut round) = (7, 0, 0_u32);
    while killed < 200 {
        round += 1;
        assert!(round < 2000, "only {killed} were still running");
        let state = (random(&mut seed) % 3) as usize;
        set(root.path(), STATES[state]);
        match round % 4 {
            0 => drop(fs::remove_dir_all(&site)),
            // A build over the remains of a killed one is right, and leaves a store that the next one can use.
            1 => {
                assert!(guidang(root.path(), &["build"]).status.success());
                assert!(files(&site) == known[state], "round {round}");
                set(root.path(), STATES[(state + 1) % 3]);
            }
            _ if site.exists() => {}
            _ => assert!(guidang(root.path(), &["build"]).status.success()),
        }
        let cold = !site.exists();
        let mut child = begin(root.path(), &[]);
        std::thread::sleep(Duration::from_micros(random(&mut seed) % (length * 11 / 10)));
        // A machine with less to do is faster: moments after the end of a run test nothing.
        match child.try_wait().unwrap() {
            None => killed += 1,
            Some(_) => length = (length * 9 / 10).max(1000),
        }
        if round.is_multiple_of(16) {
            length += length / 10;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let is_whole = if site.exists() { known.contains(&files(&site)) } else { cold };
        assert!(is_whole, "round {round}");
    }
    assert!(guidang(root.path(), &["build"]).status.success());
    assert!(known.contains(&files(&site)));
    let left: Vec<_> =
        fs::read_dir(root.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "only content, output and the cache: {left:?}");
}

#[test]
fn two_concurrent_builds_leave_the_site_of_one_of_them() {
    let root = rich();
    let site = root.path().join("output");
    let days = ["2024-05-01", "2024-06-30"];
    let known = days.map(|day| {
        assert!(guidang(root.path(), &["build", "--as-of", day]).status.success());
        files(&site)
    });
    assert_ne!(known[0], known[1]);
    for round in 0..20 {
        if round % 4 == 0 {
            fs::remove_dir_all(&site).unwrap();
        }
        let running = days.map(|day| begin(root.path(), &["--as-of", day]));
        for mut child in running {
            assert!(child.wait().unwrap().success(), "round {round}");
        }
        assert!(known.contains(&files(&site)), "round {round}");
    }
}

/// A clock that was wrong or set back does not change the site.
#[test]
fn modification_times_do_not_affect_the_site() {
    let root = rich();
    let (known, _) = clean(root.path());
    let site = root.path().join("output");
    let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    let stamp = |folder: &Path, time: SystemTime| {
        for entry in walkdir::WalkDir::new(folder).into_iter().flatten() {
            fs::File::open(entry.path()).unwrap().set_modified(time).unwrap();
        }
    };
    for (round, (of_site, of_content)) in
        [(4_000_000_000, 1), (1, 4_000_000_000), (1, 1), (4_000_000_000, 4_000_000_000)]
            .into_iter()
            .enumerate()
    {
        let state = [1, 2, 1, 0][round];
        set(root.path(), STATES[state]);
        if site.exists() {
            stamp(&site, at(of_site));
        }
        stamp(&root.path().join("content"), at(of_content));
        assert!(guidang(root.path(), &["build"]).status.success());
        assert_eq!(files(&site), known[state]);
    }
}

#[test]
fn a_full_or_locked_disk_keeps_the_old_site() {
    let root = rich();
    let (known, _) = clean(root.path());
    let size: usize = known[0].values().map(Vec::len).sum();
    let place = root.path().join("disk");
    // Enough for one site and a part of the next.
    let Some(disk) = Disk::mount(&place, &format!("{}k", size * 2 / 1024)) else { return };
    set(root.path(), STATES[0]);
    let build = |day: &str| guidang(root.path(), &["build", "-o", "disk/site", "--as-of", day]);
    let first = guidang(root.path(), &["build", "-o", "disk/site"]);
    assert!(first.status.success(), "{}", stderr(&first));
    // Every page shows the day, so that no page can be reused.
    let full = build("2024-06-30");
    assert_eq!(full.status.code(), Some(3), "{}", stderr(&full));
    assert!(stderr(&full).contains("磁盘空间已满"), "{}", stderr(&full));
    assert_eq!(files(&place.join("site")), known[0]);
    assert_eq!(fs::read_dir(&place).unwrap().count(), 1, "nothing is left next to the site");
    disk.remount("ro");
    let locked = build("2024-06-30");
    assert_eq!(locked.status.code(), Some(3), "{}", stderr(&locked));
    assert!(stderr(&locked).contains("disk"), "{}", stderr(&locked));
    assert_eq!(files(&place.join("site")), known[0]);
    disk.remount("rw,size=64m");
    set(root.path(), STATES[1]);
    assert!(guidang(root.path(), &["build", "-o", "disk/site"]).status.success());
    assert_eq!(files(&place.join("site")), known[1]);
}

/// Only the text of one page has changed, and the archive, the store and the site are on one disk.
#[test]
fn a_full_or_locked_disk_keeps_the_old_site_when_one_page_changes() {
    let home = tempfile::tempdir().unwrap();
    let place = home.path().join("disk");
    let Some(disk) = Disk::mount(&place, "16m") else { return };
    let root = place.join("archive");
    copy(rich().path(), &root);
    let (known, _) = clean(&root);
    let site = root.join("output");
    set(&root, STATES[1]);
    assert!(guidang(&root, &["build"]).status.success());
    assert!(files(&site) == known[1]);
    set(&root, STATES[2]);
    let filler = place.join("filler");
    let mut file = fs::File::create(&filler).unwrap();
    while std::io::Write::write_all(&mut file, &[0; 4096]).is_ok() {}
    drop(file);
    let full = guidang(&root, &["build"]);
    assert_eq!(full.status.code(), Some(3), "{}", stderr(&full));
    assert!(stderr(&full).contains("磁盘空间已满"), "{}", stderr(&full));
    assert!(files(&site) == known[1]);
    disk.remount("ro");
    let locked = guidang(&root, &["build"]);
    assert_eq!(locked.status.code(), Some(3), "{}", stderr(&locked));
    assert!(files(&site) == known[1]);
    disk.remount("rw");
    fs::remove_file(&filler).unwrap();
    assert!(guidang(&root, &["build"]).status.success());
    assert!(files(&site) == known[2]);
}
