//! Bags: written, verified by guidang and by bagit-python, damaged in every way, and built from.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use guidang::bagit::{self, Algorithm, Finding, MultiHasher, PathProblem, PayloadSize, Version};
use guidang::l10n::Lang;

use crate::support::{
    Disk, copy, files, golden, guidang, python_with, small_with, stderr, stdout, write,
};

/// The small archive with a photo, a draft, a plan over two terms and records of both terms.
fn archive() -> tempfile::TempDir {
    let site = "标题: 云岭县结对帮扶档案\n单位: 云岭县教育局\n学期:\n  - 名称: 2023—2024学年第二学期\n    开始: 2024-02-26\n    结束: 2024-07-05\n  - 名称: 2024—2025学年第一学期\n    开始: 2024-09-02\n    结束: 2025-01-17\n";
    let visit = |title: &str, day: &str, more: &str| {
        format!("---\n标题: {title}\n日期: {day}\n类型: 送教下乡\n对象校: 清河园\n数据:\n  送教课时: 3\n{more}---\n\n见[第一次](2024-03-15-送教.md)。\n").into_bytes()
    };
    let mut picture = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(8, 8, image::Rgb([9, 90, 200]))
        .write_to(&mut picture, image::ImageFormat::Png)
        .unwrap();
    small_with(&[
        ("content/site.yaml", site.as_bytes()),
        ("content/学校/shiyan/活动/2024-05-10.md", &visit("五月送教", "2024-05-10", "")),
        ("content/学校/shiyan/活动/2024-10-11.md", &visit("十月送教", "2024-10-11", "")),
        ("content/学校/shiyan/活动/2024-10-12.md", &visit("没写完", "2024-10-12", "草稿: 是\n")),
        (
            "content/学校/qinghe/活动/看园/index.md",
            "---\n标题: 看园\n日期: 2024-04-02\n类型: 看一日活动\n---\n\n![院子](照片.png)\n"
                .as_bytes(),
        ),
        ("content/学校/qinghe/活动/看园/照片.png", picture.get_ref()),
    ])
}

fn bagged(args: &[&str]) -> (tempfile::TempDir, PathBuf) {
    let root = archive();
    let bag = root.path().join("包");
    let output = guidang(root.path(), &[&["archive", "-o", "包"], args].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    (root, bag)
}

/// Whether `verify` takes the bag for valid, and the codes of its findings.
fn verified(bag: &Path) -> (bool, Vec<String>) {
    let output =
        guidang(bag.parent().unwrap(), &["verify", "--format", "json", bag.to_str().unwrap()]);
    let report: serde_json::Value =
        serde_json::from_str(&stdout(&output)).unwrap_or_else(|_| panic!("{}", stderr(&output)));
    let valid = report["valid"].as_bool().unwrap();
    assert_eq!(output.status.code(), Some(i32::from(!valid)), "{report}");
    let codes = report["findings"].as_array().unwrap().iter();
    let codes: BTreeSet<String> =
        codes.map(|diagnostic| diagnostic["code"].as_str().unwrap().to_owned()).collect();
    (valid, codes.into_iter().collect())
}

fn sum(bytes: &[u8], algorithm: Algorithm) -> String {
    let mut hasher = MultiHasher::new(&[algorithm]);
    hasher.update(bytes);
    hasher.finish().remove(0).1
}

/// Rewrites the tag manifests of a bag, as a forger would.
fn retag(bag: &Path) {
    for algorithm in Algorithm::OURS {
        let all = files(bag);
        let tags = all
            .iter()
            .filter(|file| !file.0.starts_with("data/") && !file.0.starts_with("tagmanifest"));
        let lines: String =
            tags.map(|(path, bytes)| bagit::manifest_line(&sum(bytes, algorithm), path)).collect();
        fs::write(bag.join(format!("tagmanifest-{}.txt", algorithm.name())), lines).unwrap();
    }
}

fn edit(path: PathBuf, change: impl FnOnce(String) -> String) {
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, change(text)).unwrap();
}

/// A bag as other programs write them.
fn foreign(
    declaration: &str,
    algorithm: Algorithm,
    lines: &[(&str, &str)],
    on_disk: &[&str],
) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let bag = root.path().join("bag");
    write(&bag, "bagit.txt", declaration.as_bytes());
    for path in on_disk {
        write(&bag, path, b"x");
    }
    let sum = sum(b"x", algorithm);
    let text: String = lines.iter().map(|(mark, path)| format!("{sum} {mark}{path}\n")).collect();
    write(&bag, &format!("manifest-{}.txt", algorithm.name()), text.as_bytes());
    root
}

const OLD: &str = "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n";
const NEW: &str = bagit::DECLARATION;

#[test]
fn a_bag_holds_everything_and_builds_to_the_same_pages() {
    let (root, bag) = bagged(&[]);
    assert_eq!(verified(&bag), (true, vec![]));
    let all = files(&bag);
    for (path, bytes) in files(&root.path().join("content")) {
        assert_eq!(all.get(&format!("data/source/content/{path}")), Some(&bytes), "{path}");
    }
    let info = String::from_utf8(all["bag-info.txt"].clone()).unwrap();
    for line in ["Source-Organization: 云岭县教育局", "Bagging-Date: 2024-10-11", "Payload-Oxum: "]
    {
        assert!(info.contains(line), "{info}");
    }
    let list = String::from_utf8(all["data/catalogue/catalogue.csv"].clone()).unwrap();
    assert!(list.starts_with("\u{feff}序号,档号,责任者,题名,日期,备注,路径\r\n1,,实验—清河,2024年结对计划,2024-03-01,计划,data/source/content/结对/"), "{list}");
    // The bag can be built from in another place, with nothing but its own files.
    let elsewhere = tempfile::tempdir().unwrap();
    fs::rename(&bag, elsewhere.path().join("b")).unwrap();
    let output = guidang(elsewhere.path(), &["build", "--root", "b/data/source", "-o", "site"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let site = files(&elsewhere.path().join("site"));
    assert_eq!(site, files(&elsewhere.path().join("b/data/site")));
    assert!(site.contains_key("index.html") && site.contains_key("data/datapackage.json"));
    // Building left nothing behind in the bag.
    assert_eq!(verified(&elsewhere.path().join("b")), (true, vec![]));
    // A site written into the bag itself causes a warning, and `verify` reports its files.
    let output = guidang(elsewhere.path(), &["build", "--root", "b/data/source"]);
    assert!(stderr(&output).contains("核对不过"), "{}", stderr(&output));
    assert!(!verified(&elsewhere.path().join("b")).0);
}

#[test]
fn the_same_archive_gives_the_same_bytes() {
    let (one_root, one) = bagged(&[]);
    let (two_root, two) = bagged(&[]);
    assert_eq!(files(&one), files(&two));
    for name in ["a.zip", "a.tar.zst"] {
        let pack = |root: &Path| {
            let output = guidang(root, &["archive", "-o", name]);
            assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
            assert_eq!(verified(&root.join(name)), (true, vec![]), "{name}");
            fs::read(root.join(name)).unwrap()
        };
        assert_eq!(pack(one_root.path()), pack(two_root.path()), "{name}");
    }
    let names: Vec<String> = fs::read_dir(one_root.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(
        names.iter().all(|path| !path.contains("guidang-") || path == ".guidang-cache"),
        "{names:?}"
    );
    // A bag is never overwritten, nor put among the records.
    let output = guidang(one_root.path(), &["archive", "-o", "a.zip"]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    let output = guidang(one_root.path(), &["archive", "-o", "content/b"]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
}

#[test]
fn a_bag_of_a_term_or_a_school_holds_every_source_of_its_figures() {
    let term: &[&str] = &["--term", "2023-2024-2"];
    let later: &[&str] = &["--term", "2024-2025-1"];
    let school: &[&str] = &["--school", "清河园"];
    for (args, as_of, has, has_not) in [
        // The plan reaches into the next term, but nothing of that is known yet on the term's last day.
        (
            term,
            "2024-09-01",
            ["2024-03-15-送教", "2024-05-10", "看园/index"].as_slice(),
            ["2024-10-11", "2024-10-12"].as_slice(),
        ),
        // The same plan's figures of the term before rest on its records.
        (
            later,
            "2024-10-11",
            ["2024-03-15-送教", "2024-10-11", "2024-10-12"].as_slice(),
            ["看园/index"].as_slice(),
        ),
        (
            school,
            "2024-10-11",
            ["2024-03-15-送教", "2024-10-11", "看园/index"].as_slice(),
            [].as_slice(),
        ),
    ] {
        let (root, bag) = bagged(args);
        assert_eq!(verified(&bag), (true, vec![]), "{args:?}");
        let sources: String =
            files(&bag.join("data/source")).into_keys().map(|path| path + "\n").collect();
        for path in has {
            assert!(sources.contains(path), "{args:?}: {path} in\n{sources}");
        }
        for path in has_not {
            assert!(!sources.contains(path), "{args:?}: no {path} in\n{sources}");
        }
        let output = guidang(root.path(), &["build", "--root", "包/data/source", "-o", "again"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert_eq!(files(&root.path().join("again")), files(&bag.join("data/site")), "{args:?}");
        // Every figure is that of the whole archive on that day.
        let output = guidang(root.path(), &["build", "--as-of", as_of, "-o", "whole"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let progress = |folder: &Path| fs::read(folder.join("data/progress.json")).unwrap();
        assert_eq!(
            progress(&bag.join("data/site")),
            progress(&root.path().join("whole")),
            "{args:?}"
        );
        // Every row of the completeness check (四有) is the same as in the whole archive.
        let rows = |folder: &Path| {
            let text = fs::read_to_string(folder.join("data/completeness.json")).unwrap();
            text.lines().map(|line| line.trim_end_matches(',').to_owned()).collect::<BTreeSet<_>>()
        };
        let whole = rows(&root.path().join("whole"));
        let others: Vec<String> =
            rows(&bag.join("data/site")).difference(&whole).cloned().collect();
        assert_eq!(others, [""; 0], "{args:?}");
    }
    let root = archive();
    let output = guidang(root.path(), &["archive", "--term", "2030"]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
}

/// A name, a change made to one of our bags, and the codes that `verify` reports.
type Damage = (&'static str, fn(&Path), &'static [&'static str]);

const DAMAGES: &[Damage] = &[
    (
        "a byte changed",
        |bag| edit(bag.join("data/source/content/site.yaml"), |text| text.replace("云岭", "云嶺")),
        &["changed"],
    ),
    ("a file added", |bag| write(bag, "data/site/new.html", b"x"), &["added", "oxum"]),
    ("an empty file added", |bag| write(bag, "data/new", b""), &["added", "oxum"]),
    (
        "a file removed",
        |bag| fs::remove_file(bag.join("data/site/index.html")).unwrap(),
        &["missing", "oxum"],
    ),
    (
        "checksums in capitals, which are the same",
        |bag| {
            let capitals = |line: &str| format!("{}{}", line[..64].to_uppercase(), &line[64..]);
            edit(bag.join("manifest-sha256.txt"), |manifest| {
                manifest.split_inclusive('\n').map(capitals).collect()
            });
        },
        &["changed"],
    ),
    (
        "a line doubled",
        |bag| {
            edit(bag.join("manifest-sha256.txt"), |manifest| {
                format!("{manifest}{}\n", manifest.lines().next().unwrap())
            });
            retag(bag);
        },
        &["doubled-line"],
    ),
    (
        "a line removed",
        |bag| {
            edit(bag.join("manifest-sha256.txt"), |text| {
                text.split_inclusive('\n').skip(1).collect()
            });
            retag(bag);
        },
        &["not-listed"],
    ),
    (
        "a line cut off",
        |bag| {
            edit(bag.join("manifest-sha256.txt"), |text| text[10..].to_owned());
            retag(bag);
        },
        &["bad-line", "not-listed"],
    ),
    (
        "an empty line",
        |bag| {
            edit(bag.join("manifest-sha256.txt"), |text| text + "\n");
            retag(bag);
        },
        &["bad-line"],
    ),
    (
        "a wrong Oxum",
        |bag| {
            edit(bag.join("bag-info.txt"), |text| {
                text.replace("Payload-Oxum: ", "Payload-Oxum: 9")
            });
            retag(bag);
        },
        &["oxum"],
    ),
    (
        "no Oxum but words",
        |bag| {
            edit(bag.join("bag-info.txt"), |info| {
                info.replace("Payload-Oxum: ", "Payload-Oxum: about ")
            });
            retag(bag);
        },
        &["bad-oxum"],
    ),
    (
        "two Oxums",
        |bag| {
            edit(bag.join("bag-info.txt"), |info| {
                let line =
                    info.lines().find(|line| line.starts_with("Payload")).unwrap().to_owned();
                format!("{info}{line}\n")
            });
            retag(bag);
        },
        &["two-oxums"],
    ),
    ("up and out", |bag| listed(bag, "data/../../etc/passwd"), &["unsafe-path"]),
    ("an absolute path", |bag| listed(bag, "/etc/passwd"), &["unsafe-path"]),
    ("a drive", |bag| listed(bag, "C:/Windows/win.ini"), &["unsafe-path"]),
    ("a backslash", |bag| listed(bag, "data\\x"), &["unsafe-path"]),
    ("somebody's home", |bag| listed(bag, "~/x"), &["unsafe-path"]),
    ("a tag file among the payload", |bag| listed(bag, "bagit.txt"), &["wrong-place"]),
    (
        "no tag manifests",
        |bag| {
            for algorithm in Algorithm::OURS {
                fs::remove_file(bag.join(format!("tagmanifest-{}.txt", algorithm.name()))).unwrap();
            }
        },
        &["no-tag-manifest"],
    ),
    ("a tag file missing", |bag| fs::remove_file(bag.join("README.txt")).unwrap(), &["missing"]),
    (
        "a manifest missing",
        |bag| fs::remove_file(bag.join("manifest-sha512.txt")).unwrap(),
        &["missing"],
    ),
    (
        "a file yet to fetch",
        |bag| {
            fs::remove_file(bag.join("data/site/index.html")).unwrap();
            write(bag, "fetch.txt", b"https://example.invalid/index.html - data/site/index.html\n");
            retag(bag);
        },
        &["not-fetched", "oxum"],
    ),
    (
        "a file to fetch that is not listed",
        |bag| {
            write(
                bag,
                "fetch.txt",
                b"https://example.invalid/x 12 data/x\nwhat\nhttps://example.invalid/y - ../y\n",
            );
            retag(bag);
        },
        &["bad-line", "fetch-not-listed", "not-fetched", "unsafe-path"],
    ),
    (
        "unknown checksums",
        |bag| {
            write(bag, "manifest-blake3.txt", b"00 data/x\n");
            retag(bag);
        },
        &["not-checked"],
    ),
    (
        "no declaration",
        |bag| fs::remove_file(bag.join("bagit.txt")).unwrap(),
        &["missing", "no-declaration"],
    ),
    (
        "another declaration",
        |bag| {
            write(
                bag,
                "bagit.txt",
                b"\xef\xbb\xbfBagIt-Version:1.0\nTag-File-Character-Encoding: KLINGON\nMore: yes\n",
            );
            retag(bag);
        },
        &["bad-declaration", "byte-order-mark", "unknown-encoding"],
    ),
    (
        "another version",
        |bag| {
            edit(bag.join("bagit.txt"), |text| text.replace("1.0", "2.0"));
            retag(bag);
        },
        &["unknown-version"],
    ),
    (
        "half written",
        |bag| {
            for manifest in [
                "manifest-sha256.txt",
                "manifest-sha512.txt",
                "tagmanifest-sha256.txt",
                "tagmanifest-sha512.txt",
            ] {
                fs::remove_file(bag.join(manifest)).unwrap();
            }
        },
        &["no-manifest", "no-tag-manifest"],
    ),
    (
        "no payload",
        |bag| fs::remove_dir_all(bag.join("data")).unwrap(),
        &["missing", "no-payload", "oxum"],
    ),
    #[cfg(unix)]
    (
        "a link",
        |bag| {
            fs::remove_file(bag.join("data/site/index.html")).unwrap();
            std::os::unix::fs::symlink("/etc/passwd", bag.join("data/site/index.html")).unwrap();
        },
        &["link", "missing", "oxum"],
    ),
    #[cfg(unix)]
    (
        "a link in place of a folder",
        |bag| std::os::unix::fs::symlink("/etc", bag.join("data/etc")).unwrap(),
        &["link"],
    ),
    #[cfg(unix)]
    (
        "a pipe",
        |bag| {
            assert!(Command::new("mkfifo").arg(bag.join("data/pipe")).status().unwrap().success());
        },
        &["special-file"],
    ),
];

/// Adds a line with a path to a manifest, as it is.
fn listed(bag: &Path, path: &str) {
    edit(bag.join("manifest-sha256.txt"), |text| format!("{text}{}  {path}\n", "0".repeat(64)));
    retag(bag);
}

#[test]
fn every_kind_of_damage_is_reported_by_its_code() {
    let (root, whole) = bagged(&[]);
    let mut wrong = Vec::new();
    for (name, damage, expected) in DAMAGES {
        let bag = root.path().join("damaged");
        copy(&whole, &bag);
        damage(&bag);
        let (valid, codes) = verified(&bag);
        if codes != *expected || valid != (*expected == ["not-checked"]) {
            wrong.push(format!("{name}: {codes:?}, not {expected:?}"));
        }
        fs::remove_dir_all(&bag).unwrap();
    }
    assert_eq!(wrong, [""; 0]);
}

/// A name, the declaration, the algorithm, the marks and paths listed, the files, and the codes that `verify` reports.
type Foreign = (
    &'static str,
    &'static str,
    Algorithm,
    &'static [(&'static str, &'static str)],
    &'static [&'static str],
    &'static [&'static str],
);

#[test]
fn foreign_bags_are_verified_by_the_rules_of_their_version() {
    use Algorithm::{Md5, Sha1, Sha256, Sha512};
    const COMPOSED: &str = "data/\u{e9}";
    const DECOMPOSED: &str = "data/e\u{301}";
    let rows: &[Foreign] = &[
        ("plain", NEW, Sha512, &[("", "data/x")], &["data/x"], &["no-tag-manifest"]),
        (
            "old, md5sum's and find's habits",
            OLD,
            Md5,
            &[("*", "data/x"), ("./", "data/y")],
            &["data/x", "data/y"],
            &["marked-path", "no-tag-manifest"],
        ),
        (
            "the same in 1.0",
            NEW,
            Md5,
            &[("*", "data/x")],
            &["data/x"],
            &["marked-path", "no-tag-manifest"],
        ),
        ("two blanks", OLD, Sha1, &[(" ", "data/x")], &["data/x"], &["no-tag-manifest"]),
        (
            "encoded",
            NEW,
            Sha256,
            &[("", "data/a%0Ab"), ("", "data/c%0dd"), ("", "data/100%25")],
            &["data/a\nb", "data/c\rd", "data/100%"],
            &["no-tag-manifest", "not-portable"],
        ),
        (
            "encoded in a name",
            NEW,
            Sha256,
            &[("", "data/a%250Ab")],
            &["data/a%0Ab"],
            &["no-tag-manifest"],
        ),
        (
            "not encoded",
            NEW,
            Sha256,
            &[("", "data/100%")],
            &["data/100%"],
            &["bare-percent", "no-tag-manifest"],
        ),
        (
            "encoded too much",
            NEW,
            Sha256,
            &[("", "data/a%20b")],
            &["data/a b"],
            &["added", "missing", "no-tag-manifest"],
        ),
        (
            "old ones do not encode %",
            OLD,
            Sha256,
            &[("", "data/100%25")],
            &["data/100%25"],
            &["no-tag-manifest"],
        ),
        (
            "encoded way out",
            NEW,
            Sha256,
            &[("", "data/%2e%2e/x"), ("", "data/x")],
            &["data/x"],
            &["missing", "no-tag-manifest"],
        ),
        (
            "another form on disk",
            NEW,
            Sha256,
            &[("", COMPOSED)],
            &[DECOMPOSED],
            &["no-tag-manifest", "other-form"],
        ),
        (
            "twins on disk",
            NEW,
            Sha256,
            &[("", COMPOSED), ("", DECOMPOSED)],
            &[COMPOSED, DECOMPOSED],
            &["no-tag-manifest", "twins"],
        ),
        (
            "twins listed, one left",
            NEW,
            Sha256,
            &[("", COMPOSED), ("", DECOMPOSED)],
            &[COMPOSED],
            &["no-tag-manifest", "twins"],
        ),
        (
            "case",
            NEW,
            Sha256,
            &[("", "data/A"), ("", "data/a")],
            &["data/A", "data/a"],
            &["no-tag-manifest", "same-but-case"],
        ),
        (
            "names of Windows",
            NEW,
            Sha256,
            &[("", "data/con.txt")],
            &["data/con.txt"],
            &["no-tag-manifest", "not-portable"],
        ),
        (
            "a short checksum",
            NEW,
            Sha256,
            &[("", "data/x"), ("  ", "")],
            &["data/x"],
            &["bad-line", "no-tag-manifest"],
        ),
        ("nothing listed", NEW, Sha256, &[], &["data/x"], &["added", "no-tag-manifest"]),
    ];
    let warnings =
        ["no-tag-manifest", "other-form", "same-but-case", "not-portable", "bare-percent"];
    for (name, declaration, algorithm, lines, on_disk, expected) in rows {
        let root = foreign(declaration, *algorithm, lines, on_disk);
        let (valid, codes) = verified(&root.path().join("bag"));
        assert_eq!(codes, *expected, "{name}");
        let old_habit = |value: &str| value == "marked-path" && *declaration == OLD;
        let fine = expected.iter().all(|value| warnings.contains(value) || old_habit(value));
        assert_eq!(valid, fine, "{name}");
    }
    // Before 1.0 each file had to be in one manifest only.
    for (declaration, expected) in
        [(OLD, vec!["no-tag-manifest"]), (NEW, vec!["no-tag-manifest", "not-listed"])]
    {
        let root = foreign(declaration, Sha1, &[("", "data/x")], &["data/x", "data/y"]);
        let line = bagit::manifest_line(&sum(b"x", Md5), "data/y");
        write(root.path(), "bag/manifest-md5.txt", line.as_bytes());
        assert_eq!(verified(&root.path().join("bag")).1, expected);
    }
    // Tag files in another encoding.
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let root = foreign(
        "BagIt-Version: 0.97\nTag-File-Character-Encoding: GBK\n",
        Sha1,
        &[],
        &["data/总结"],
    );
    write(
        root.path(),
        "bag/manifest-sha1.txt",
        &gbk(&bagit::manifest_line(&sum(b"x", Sha1), "data/总结")),
    );
    assert_eq!(verified(&root.path().join("bag")), (true, vec!["no-tag-manifest".to_owned()]));
    write(root.path(), "bag/bagit.txt", OLD.as_bytes());
    assert!(verified(&root.path().join("bag")).1.contains(&"not-text".to_owned()));
}

/// Packs entries as they are named.
fn zipped(path: &Path, entries: &[(&str, &[u8])]) {
    let mut out = zip::ZipWriter::new(File::create(path).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in entries {
        out.start_file(*name, options).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap();
}

#[test]
fn hostile_zip_files_are_rejected() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("a.zip");
    let manifest = bagit::manifest_line(&sum(b"x", Algorithm::Sha256), "data/x");
    let bag: &[(&str, &[u8])] = &[
        ("bag/bagit.txt", NEW.as_bytes()),
        ("bag/manifest-sha256.txt", manifest.as_bytes()),
        ("bag/data/x", b"x"),
    ];
    let with = |more: &[(&str, &[u8])]| {
        zipped(&path, &[bag, more].concat());
        verified(&path).1
    };
    assert_eq!(with(&[]), ["no-tag-manifest"]);
    assert_eq!(with(&[("bag/../../evil", b"x")]), ["no-tag-manifest", "unsafe-name"]);
    assert_eq!(with(&[("/etc/evil", b"x")]), ["no-tag-manifest", "unsafe-name"]);
    assert_eq!(with(&[("bag\\evil", b"x")]), ["no-tag-manifest", "unsafe-name"]);
    assert_eq!(with(&[("other/x", b"x")]), ["no-tag-manifest", "not-one-folder"]);
    assert_eq!(with(&[("bag/data/y", b"x")]), ["added", "no-tag-manifest"]);
    // Two entries of one name: the library would show the last.
    zipped(&path, &[bag, &[("bag/data/q", b"evil".as_slice())]].concat());
    let bytes = replaced(&fs::read(&path).unwrap(), b"bag/data/q", b"bag/data/x");
    fs::write(&path, bytes).unwrap();
    assert!(verified(&path).1.contains(&"doubled-name".to_owned()));
    // Cut off, and no zip at all.
    zipped(&path, bag);
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    assert!(verified(&path).1.contains(&"broken-container".to_owned()));
    fs::write(&path, "no zip").unwrap();
    let output = guidang(root.path(), &["verify", "a.zip"]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    // A bomb: a few bytes by its own word, then eighty million.
    let zeros = vec![0; 80_000_000];
    let manifest = bagit::manifest_line(&"0".repeat(64), "data/x");
    zipped(
        &path,
        &[
            ("bag/bagit.txt", NEW.as_bytes()),
            ("bag/bag-info.txt", b"Payload-Oxum: 1.1\n"),
            ("bag/manifest-sha256.txt", manifest.as_bytes()),
            ("bag/data/x", &zeros),
        ],
    );
    assert_eq!(verified(&path).1, ["no-tag-manifest", "oxum", "too-much"]);
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for at in 0..bytes.len() - from.len() {
        if bytes[at..].starts_with(from) {
            bytes[at..at + to.len()].copy_from_slice(to);
        }
    }
    bytes
}

#[test]
fn hostile_tar_files_are_rejected() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("a.tar");
    let manifest = bagit::manifest_line(&sum(b"x", Algorithm::Sha256), "data/x");
    let mut out = tar::Builder::new(File::create(&path).unwrap());
    let mut put = |name: &str, bytes: &[u8], kind: tar::EntryType| {
        let mut header = tar::Header::new_gnu();
        header.as_gnu_mut().unwrap().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(bytes.len() as u64);
        header.set_entry_type(kind);
        header.set_cksum();
        out.append(&header, bytes).unwrap();
    };
    use tar::EntryType::{Block, Link, Regular, Symlink};
    put("./bag/data/x", b"x", Regular);
    put("./bag/bagit.txt", NEW.as_bytes(), Regular);
    put("./bag/manifest-sha256.txt", manifest.as_bytes(), Regular);
    put("/etc/evil", b"x", Regular);
    put("bag/data/link", b"", Symlink);
    put("bag/data/hard", b"", Link);
    put("bag/data/disk", b"", Block);
    put("bag/data/x", b"evil", Regular);
    out.finish().unwrap();
    drop(out);
    let expected =
        ["changed", "doubled-name", "link", "no-tag-manifest", "special-file", "unsafe-name"];
    assert_eq!(verified(&path).1, expected);
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..700]).unwrap();
    assert!(verified(&path).1.contains(&"broken-container".to_owned()));
}

#[test]
fn bagit_py_and_guidang_accept_and_reject_each_others_bags() {
    let Some(python) = python_with("bagit", "GUIDANG_BAGIT") else { return };
    let run = |args: &[&str]| {
        let output =
            Command::new(&python).args(["-m", "bagit", "--quiet"]).args(args).output().unwrap();
        (output.status.success(), stderr(&output))
    };
    for args in [[].as_slice(), &["--term", "2023-2024-2"], &["--school", "shiyan"]] {
        let (_root, bag) = bagged(args);
        let (fine, messages) = run(&["--validate", bag.to_str().unwrap()]);
        assert!(fine, "{args:?}: {messages}");
        fs::write(bag.join("data/catalogue/catalogue.csv"), "x").unwrap();
        assert!(!run(&["--validate", bag.to_str().unwrap()]).0, "{args:?}");
    }
    let root = tempfile::tempdir().unwrap();
    let bag = root.path().join("theirs");
    write(&bag, "总结/a b.txt", "帮扶".as_bytes());
    write(&bag, "line\nend", b"x");
    let (fine, messages) = run(&[
        "--md5",
        "--sha1",
        "--sha256",
        "--sha512",
        "--contact-name",
        "李老师",
        bag.to_str().unwrap(),
    ]);
    assert!(fine, "{messages}");
    assert_eq!(verified(&bag), (true, vec!["not-portable".to_owned()]));
    write(&bag, "data/总结/a b.txt", b"x");
    assert!(verified(&bag).1.contains(&"changed".to_owned()));
}

#[test]
fn a_full_disk_leaves_no_partial_bag() {
    let root = archive();
    let disk = root.path().join("disk");
    let Some(full) = Disk::mount(&disk, "200k") else { return };
    let output: Vec<_> = ["disk/b", "disk/b.zip", "disk/b.tar.zst"]
        .into_iter()
        .map(|target| {
            (guidang(root.path(), &["archive", "-o", target]), fs::read_dir(&disk).unwrap().count())
        })
        .collect();
    drop(full);
    for (output, left) in output {
        assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
        assert!(stderr(&output).contains("无法写出档案包“disk/b"), "{}", stderr(&output));
        assert!(stderr(&output).contains("磁盘空间已满"), "{}", stderr(&output));
        assert_eq!(left, 0);
    }
}

#[test]
fn no_bag_is_written_when_records_have_errors() {
    let root = small_with(&[("content/学校/shiyan/活动/x.md", b"---\n")]);
    let output = guidang(root.path(), &["archive", "-o", "b"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("没有做档案包"));
    assert!(!root.path().join("b").exists());
}

/// One of each, with the whole sentence in both languages.
fn every_finding() -> Vec<Finding> {
    let word = |value: &str| value.to_owned();
    let (path, file, line) = (|| word("data/a.md"), || word("manifest-sha256.txt"), 3);
    let mut all = vec![
        Finding::NoDeclaration,
        Finding::BadDeclaration { line: 1 },
        Finding::UnknownVersion { found: word("2.0") },
        Finding::UnknownEncoding { found: word("KLINGON") },
        Finding::ByteOrderMark { file: word("bagit.txt") },
        Finding::NotText { file: file() },
        Finding::TagTooLarge { file: file() },
        Finding::NoPayload,
        Finding::NoManifest,
        Finding::NotChecked { file: word("manifest-blake3.txt") },
        Finding::BadLine { file: file(), line },
        Finding::WrongPlace { file: file(), line, path: word("bagit.txt") },
        Finding::DoubledLine { file: file(), line, path: path(), is_harmless: false },
        Finding::NamesInGb18030 { count: 3, example: path() },
        Finding::Litter { path: path() },
        Finding::HiddenBytes { at: 7, count: 9 },
        Finding::LyingHeader { path: path() },
        Finding::Marked { file: file(), line, version: Version::One },
        Finding::BarePercent { file: file(), line, path: word("data/100%") },
        Finding::Missing { path: path(), file: file() },
        Finding::NotFetched { path: path() },
        Finding::FetchNotListed { path: path(), file: file() },
        Finding::Changed { path: path(), algorithm: Algorithm::Sha256 },
        Finding::Added { path: path() },
        Finding::NotListed { path: path(), file: file() },
        Finding::NotProtected { path: word("notes.txt") },
        Finding::NoTagManifest { is_ours: true },
        Finding::NoTagManifest { is_ours: false },
        Finding::ManifestNotListed { path: file(), file: word("tagmanifest-sha256.txt") },
        Finding::BadInfo { line },
        Finding::TwoOxums,
        Finding::BadOxum { found: word("12") },
        Finding::Oxum {
            declared: PayloadSize { bytes: 12, files: 3 },
            found: PayloadSize { bytes: 10, files: 2 },
        },
        Finding::OtherForm { path: word("data/e\u{301}"), listed: word("data/\u{e9}") },
        Finding::Twins { path: word("data/e\u{301}"), other: word("data/\u{e9}") },
        Finding::SameButCase { path: word("data/a"), other: word("data/A") },
        Finding::NotPortable { path: word("data/a\nb") },
        Finding::Link { path: path() },
        Finding::Special { path: path() },
        Finding::NameNotText { path: word("data/\u{fffd}") },
        Finding::DoubledName { path: path() },
        Finding::NotOneFolder,
        Finding::Unreadable { path: path(), why: word("os error 5") },
        Finding::Broken { why: word("unexpected end of file") },
        Finding::TooMuch,
    ];
    for why in [
        PathProblem::Leaves,
        PathProblem::Absolute,
        PathProblem::Home,
        PathProblem::Backslash,
        PathProblem::NotNormalized,
        PathProblem::Nul,
    ] {
        all.push(Finding::UnsafePath { file: file(), line, path: word("x"), why });
        all.push(Finding::UnsafeName { path: word("x"), why });
    }
    all
}

#[test]
fn every_finding_has_a_helpful_message() {
    let mut text = String::new();
    for finding in every_finding() {
        for lang in [Lang::Zh, Lang::En] {
            text.push_str(&format!("{}\n", bagit::messages::line(&finding, lang)));
        }
    }
    golden("messages/bags.txt", &text);
    let codes: BTreeMap<&str, ()> =
        every_finding().iter().map(|value| (value.code(), ())).collect();
    let source = include_str!("../../src/bagit/finding.rs");
    let codes_in_source = source.split("=> \"").skip(1).filter_map(|part| part.split('"').next());
    for code in codes_in_source {
        assert!(codes.contains_key(code), "no case shows {code}");
    }
}

#[test]
fn a_bag_names_its_git_revision_and_builds_without_the_repository() {
    let root = archive();
    let git = |args: &[&str]| {
        let author = ["-c", "user.name=李老师", "-c", "user.email=li@example.invalid"];
        let output =
            Command::new("git").args(author).args(args).current_dir(root.path()).output().unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
        stdout(&output).trim().to_owned()
    };
    git(&["init", "-q"]);
    git(&["add", "content"]);
    git(&["commit", "-qm", "x"]);
    let head = git(&["rev-parse", "HEAD"]);
    let archive = |args: &[&str]| {
        let output = guidang(root.path(), &[&["archive"], args].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    };
    let line = |bag: &str| {
        let info = fs::read_to_string(root.path().join(bag).join("bag-info.txt")).unwrap();
        info.lines()
            .find_map(|line| line.strip_prefix("Guidang-Git-Revision: "))
            .unwrap()
            .to_owned()
    };
    archive(&["-o", "b"]);
    assert_eq!(line("b"), head);
    archive(&["-o", "tree", "--git-tree", "HEAD"]);
    assert_eq!(files(&root.path().join("b")), files(&root.path().join("tree")));
    // The pages do not say who submitted a record, whether the bag is inside a repository or not.
    let output = guidang(root.path(), &["build", "--root", "b/data/source", "-o", "site"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(files(&root.path().join("site")), files(&root.path().join("b/data/site")));
    write(
        root.path(),
        "content/学校/shiyan/活动/2024-05-10.md",
        "---\n标题: 改了\n日期: 2024-05-10\n类型: 送教下乡\n---\n".as_bytes(),
    );
    archive(&["-o", "changed"]);
    assert_eq!(line("changed"), format!("{head} (with changes that are not committed)"));
}
