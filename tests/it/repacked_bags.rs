//! Bags as other programs write them and pack them again: old versions, GBK names, what a Mac adds, zip files that say one
//! thing here and another there.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;

use guidang::bagit::container::Container;
use guidang::bagit::{self, Algorithm, Bag, MultiHasher};
use proptest::prelude::*;

use crate::support::{guidang, stderr, stdout, write};

const OLD: &str = "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n";
const NEW: &str = bagit::DECLARATION;

fn sum(bytes: &[u8], algorithm: Algorithm) -> String {
    let mut hasher = MultiHasher::new(&[algorithm]);
    hasher.update(bytes);
    hasher.finish().remove(0).1
}

/// Whether `verify` takes the bag for valid, and the codes of its findings.
fn verified(bag: &Path) -> (bool, Vec<String>) {
    let folder = bag.parent().unwrap();
    let output = guidang(folder, &["verify", "--format", "json", bag.to_str().unwrap()]);
    let report: serde_json::Value =
        serde_json::from_str(&stdout(&output)).unwrap_or_else(|_| panic!("{}", stderr(&output)));
    let findings = report["findings"].as_array().unwrap().iter();
    let codes: BTreeSet<String> =
        findings.map(|finding| finding["code"].as_str().unwrap().to_owned()).collect();
    (report["valid"].as_bool().unwrap(), codes.into_iter().collect())
}

/// A bag in a folder: its declaration, the lines of its manifest and its files, each with the content `x`.
fn bag(declaration: &str, algorithm: Algorithm, lines: &[&str], on_disk: &[&str]) -> Folder {
    let root = tempfile::tempdir().unwrap();
    let bag = root.path().join("bag");
    write(&bag, "bagit.txt", declaration.as_bytes());
    for path in on_disk {
        write(&bag, path, b"x");
    }
    let sum = sum(b"x", algorithm);
    let text: String = lines.iter().map(|path| format!("{sum}  {path}\n")).collect();
    write(&bag, &format!("manifest-{}.txt", algorithm.name()), text.as_bytes());
    Folder { root }
}

struct Folder {
    root: tempfile::TempDir,
}

impl Folder {
    fn verified(&self) -> (bool, Vec<String>) {
        verified(&self.root.path().join("bag"))
    }
}

#[test]
fn a_line_doubled_with_the_same_checksum_is_a_warning_before_version_one() {
    let lines = ["data/x", "data/x"];
    let old = bag(OLD, Algorithm::Md5, &lines, &["data/x"]);
    assert_eq!(old.verified(), (true, vec!["doubled-line".into(), "no-tag-manifest".into()]));
    let new = bag(NEW, Algorithm::Sha512, &lines, &["data/x"]);
    assert!(!new.verified().0);
    let other = old.root.path().join("bag/manifest-md5.txt");
    let line = format!("{}  data/x\n", "0".repeat(32));
    fs::OpenOptions::new().append(true).open(other).unwrap().write_all(line.as_bytes()).unwrap();
    assert!(!old.verified().0, "with another checksum it is an error");
}

#[test]
fn all_checksums_of_the_sha_family_are_verified() {
    for algorithm in Algorithm::ALL {
        let bag = bag(NEW, algorithm, &["data/x"], &["data/x"]);
        assert_eq!(bag.verified(), (true, vec!["no-tag-manifest".into()]), "{algorithm:?}");
        fs::write(bag.root.path().join("bag/data/x"), "y").unwrap();
        assert!(bag.verified().1.contains(&"changed".to_owned()), "{algorithm:?}");
    }
    assert_eq!(
        sum(b"", Algorithm::Sha224),
        "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f"
    );
}

#[test]
fn names_with_percent_signs_are_read_as_their_version_wrote_them() {
    // bagit-python wrote 0.97 and encoded nothing.
    let names = ["data/完成率100%25.txt", "data/a%0Ab.txt", "data/50%.txt"];
    let old = bag(OLD, Algorithm::Sha256, &names, &names);
    assert_eq!(old.verified(), (true, vec!["no-tag-manifest".into()]));
    // In 1.0 `%25` is a percent sign; a file of the written name is found all the same, with a warning.
    let new = bag(NEW, Algorithm::Sha256, &["data/100%25.txt"], &["data/100%.txt"]);
    assert_eq!(new.verified(), (true, vec!["no-tag-manifest".into()]));
    let literal = bag(NEW, Algorithm::Sha256, &["data/100%25.txt"], &["data/100%25.txt"]);
    assert_eq!(literal.verified(), (true, vec!["bare-percent".into(), "no-tag-manifest".into()]));
}

#[test]
fn what_systems_add_to_a_bag_is_a_warning() {
    let added = ["data/.DS_Store", "data/sub/Thumbs.db", "data/._x", ".DS_Store", "desktop.ini"];
    let bag = bag(NEW, Algorithm::Sha256, &["data/x"], &[&["data/x"], &added[..]].concat());
    write(&bag.root.path().join("bag"), "bag-info.txt", b"Payload-Oxum: 1.1\n");
    let (is_valid, codes) = bag.verified();
    assert!(is_valid && codes.contains(&"litter".to_owned()), "{codes:?}");
    write(&bag.root.path().join("bag"), "data/y", b"x");
    assert!(!bag.verified().0, "any other file is an error");
}

/// The entries of a small bag with a Chinese name, below `base`, in an encoding.
fn entries(base: &str, encode: fn(&str) -> Vec<u8>) -> Vec<(Vec<u8>, Vec<u8>)> {
    let name = "data/目/中文记录.txt";
    let manifest = bagit::manifest_line(&sum(b"x", Algorithm::Sha256), name);
    let files =
        [("bagit.txt", NEW.as_bytes()), ("manifest-sha256.txt", manifest.as_bytes()), (name, b"x")];
    let files = files.map(|(path, bytes)| (encode(&format!("{base}{path}")), bytes.to_vec()));
    files.to_vec()
}

fn gbk(text: &str) -> Vec<u8> {
    encoding_rs::GBK.encode(text).0.into_owned()
}

fn utf8(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

/// A zip file as simple programs write it: stored, without flags.
fn zip(entries: &[(Vec<u8>, Vec<u8>)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in entries {
        let at = u32::try_from(out.len()).unwrap();
        let crc = crc32(bytes).to_le_bytes();
        let size = u32::try_from(bytes.len()).unwrap().to_le_bytes();
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        let common =
            [&[20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0x58][..], &crc, &size, &size, &length, &[0, 0]];
        let common = common.concat();
        out.extend([&b"PK\x03\x04"[..], &common, name, bytes].concat());
        let rest = [&[0; 10][..], &at.to_le_bytes(), name].concat();
        directory.extend([&b"PK\x01\x02\x14\0"[..], &common, &rest].concat());
    }
    let count = u16::try_from(entries.len()).unwrap().to_le_bytes();
    let (at, size) = (out.len() as u32, directory.len() as u32);
    let end = [
        &b"PK\x05\x06\0\0\0\0"[..],
        &count,
        &count,
        &size.to_le_bytes(),
        &at.to_le_bytes(),
        &[0, 0],
    ];
    [out, directory, end.concat()].concat()
}

fn tar_of(entries: &[(Vec<u8>, Vec<u8>)]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, bytes) in entries {
        let mut header = tar::Header::new_ustar();
        header.as_ustar_mut().unwrap().name[..name.len()].copy_from_slice(name);
        header.set_size(bytes.len() as u64);
        header.set_cksum();
        tar.append(&header, &bytes[..]).unwrap();
    }
    tar.into_inner().unwrap()
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

fn verified_bytes(name: &str, bytes: &[u8]) -> (bool, Vec<String>) {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join(name), bytes).unwrap();
    verified(&root.path().join(name))
}

#[test]
fn names_in_gbk_are_read_with_a_warning() {
    let sound = (true, vec!["no-tag-manifest".to_owned()]);
    assert_eq!(verified_bytes("a.zip", &zip(&entries("包/", utf8))), sound);
    let warned = (true, vec!["names-in-gb18030".to_owned(), "no-tag-manifest".to_owned()]);
    assert_eq!(verified_bytes("a.zip", &zip(&entries("包/", gbk))), warned);
    // 目 alone is GBK and UTF-8: the other names tell which.
    let (is_valid, codes) = verified_bytes("a.zip", &zip(&entries("目/", gbk)));
    assert!(is_valid, "{codes:?}");
    assert_eq!(verified_bytes("a.tar", &tar_of(&entries("包/", gbk))), warned);
    let broken = [entries("bag/", utf8), vec![(b"bag/data/\xff\xff".to_vec(), b"x".to_vec())]];
    let (is_valid, codes) = verified_bytes("a.zip", &zip(&broken.concat()));
    assert!(!is_valid && codes.contains(&"name-not-text".to_owned()), "{codes:?}");
}

#[test]
fn a_zip_of_a_mac_is_read_without_what_the_mac_added() {
    let more = [("__MACOSX/bag/._bagit.txt", "x"), (".DS_Store", "x")];
    let more = more.map(|(name, bytes)| (utf8(name), utf8(bytes)));
    let zip = zip(&[entries("bag/", utf8), more.to_vec()].concat());
    let expected = (true, vec!["litter".to_owned(), "no-tag-manifest".to_owned()]);
    assert_eq!(verified_bytes("a.zip", &zip), expected);
}

#[test]
fn a_zip_file_with_bytes_that_its_directory_does_not_name_is_reported() {
    let whole = zip(&entries("bag/", utf8));
    let directory = whole.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    let hidden = |bytes: Vec<u8>| {
        let (is_valid, codes) = verified_bytes("a.zip", &bytes);
        assert!(!is_valid && codes.contains(&"hidden-bytes".to_owned()), "{codes:?}");
    };
    hidden([&whole[..], b"trailing"].concat());
    hidden([b"PK before it", &whole[..]].concat());
    // An entry that was taken out of the directory; its place in the end record moves with it.
    let mut taken_out = [&whole[..directory], &[7; 100], &whole[directory..]].concat();
    let end = taken_out.len() - 22;
    let at = u32::try_from(directory + 100).unwrap().to_le_bytes();
    taken_out[end + 16..end + 20].copy_from_slice(&at);
    hidden(taken_out);
    // A second end in the comment of the first.
    let second = &whole[whole.len() - 22..];
    let mut commented = whole.clone();
    let length = commented.len();
    commented[length - 2..].copy_from_slice(&22u16.to_le_bytes());
    commented.extend_from_slice(second);
    let (is_valid, codes) = verified_bytes("a.zip", &commented);
    assert!(!is_valid, "{codes:?}");
}

#[test]
fn a_zip_file_whose_local_headers_lie_is_reported() {
    let whole = zip(&entries("bag/", utf8));
    let name = "bag/data/目/中文记录.txt";
    let local = whole.windows(name.len()).position(|bytes| bytes == name.as_bytes()).unwrap();
    for (offset, byte) in [(0, b'c'), (-16, 1), (-12, 9), (-22, 8)] {
        let mut lying = whole.clone();
        let at = local.checked_add_signed(offset).unwrap();
        lying[at] ^= byte;
        let (is_valid, codes) = verified_bytes("a.zip", &lying);
        assert!(!is_valid && codes.contains(&"lying-header".to_owned()), "{offset}: {codes:?}");
    }
}

#[test]
fn a_tar_header_of_three_hundred_megabytes_costs_no_memory() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("a.tar");
    let mut file = fs::File::create(&path).unwrap();
    let mut header = tar::Header::new_ustar();
    header.set_path("x").unwrap();
    header.set_size(300 << 20);
    header.set_entry_type(tar::EntryType::XHeader);
    header.set_cksum();
    file.write_all(header.as_bytes()).unwrap();
    file.set_len((300 << 20) + 2048).unwrap();
    let script = format!("ulimit -v 400000; exec '{}' verify a.tar", env!("CARGO_BIN_EXE_guidang"));
    let mut command = std::process::Command::new("sh");
    let output = command.args(["-c", &script]).current_dir(root.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("[too-much]"), "{}", stderr(&output));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Whatever is damaged in a packed bag: it is read to an end, and never taken for another bag that is whole.
    #[test]
    fn damaged_containers_are_read_to_an_end(
        is_zip: bool,
        changes in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..6),
        cut in 0usize..40,
    ) {
        let entries = entries("bag/", utf8);
        let mut bytes = if is_zip { zip(&entries) } else { tar_of(&entries) };
        let length = bytes.len();
        for (at, byte) in changes {
            bytes[at % length] = byte;
        }
        bytes.truncate(length - cut);
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("a");
        fs::write(&path, &bytes).unwrap();
        let Ok(Some(container)) = Container::find(&path) else { return Ok(()) };
        let mut opened = container.open().unwrap();
        let bag = Bag::read(std::mem::take(&mut opened.listing), &opened.tag_files);
        opened.listing.files.clone_from(bag.files());
        let (sums, unread) =
            container.checksums(&opened, &bag.needed_checksums(), bag.declared_bytes()).unwrap();
        let _ = bag.verify(&sums, unread);
    }
}

#[test]
fn a_bag_in_a_repository_that_would_add_it_is_warned_of() {
    let root = crate::support::small_with(&[]);
    let git = |args: &[&str]| {
        let ran = std::process::Command::new("git").args(args).current_dir(root.path()).output();
        assert!(ran.unwrap().status.success());
    };
    git(&["init", "-q"]);
    let output = guidang(root.path(), &["archive", "-o", "包.zip"]);
    assert!(stderr(&output).contains("git add"), "{}", stderr(&output));
    write(root.path(), ".gitignore", "包*\n/output/\n".as_bytes());
    let output = guidang(root.path(), &["archive", "-o", "包2.zip"]);
    assert!(!stderr(&output).contains("git add"), "{}", stderr(&output));
    let outside = tempfile::tempdir().unwrap();
    let bag = outside.path().join("包.zip");
    let output = guidang(root.path(), &["archive", "-o", bag.to_str().unwrap()]);
    assert!(output.status.success() && !stderr(&output).contains("git add"));
}
