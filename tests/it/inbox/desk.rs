//! An archive, an inbox beside it, and packages as the form makes them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Output;

use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;

use crate::support::{age, files, guidang, small_with, stderr, stdout, write};

pub const DATE: &str = "2024-03-20";

/// The text of a visit of 实幼 that counts four hours.
pub fn visit(title: &str, day: &str, hours: u32) -> String {
    format!(
        "---\n标题: {title}\n日期: {day}\n类型: 送教下乡\n对象校: 清河园\n数据:\n  送教课时: {hours}\n---\n\n## 经过\n\n上了示范课。\n"
    )
}

/// A package: its files with the list that the form writes.
#[derive(Clone)]
pub struct Package {
    pub school: String,
    pub record: String,
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Package {
    /// A package of a visit, with one photo beside the text.
    pub fn visit(school: &str, folder: &str, text: &str) -> Package {
        let mut files = BTreeMap::new();
        files.insert(format!("{folder}/index.md"), text.as_bytes().to_vec());
        files.insert(format!("{folder}/照片1.png"), png());
        Package {
            school: school.to_owned(),
            record: format!("schools/{school}/visits/{folder}"),
            files,
        }
    }

    pub fn manifest(&self) -> Vec<u8> {
        let mut listed = Vec::new();
        for (path, bytes) in &self.files {
            listed.push(serde_json::json!({ "path": path, "sha256": sum(bytes) }));
        }
        let (school, record) = (&self.school, &self.record);
        let text = serde_json::json!({
            "format": "guidang-hand-in", "version": 1, "school": school, "record": record, "files": listed,
        });
        text.to_string().into_bytes()
    }

    pub fn zip(&self) -> Vec<u8> {
        let mut entries: Vec<(String, Vec<u8>)> = vec![("送交.json".to_owned(), self.manifest())];
        entries.extend(self.files.clone());
        zip(&entries)
    }
}

pub fn sum(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in Sha256::digest(bytes) {
        write!(text, "{byte:02x}").unwrap();
    }
    text
}

pub fn zip<P: AsRef<str>>(entries: &[(P, Vec<u8>)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (path, bytes) in entries {
        out.start_file(path.as_ref(), SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// A picture of two by two points.
pub fn png() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(2, 2, image::Rgb([90, 120, 30]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

/// An archive and an inbox.
pub struct Desk {
    pub root: tempfile::TempDir,
}

impl Desk {
    pub fn new() -> Desk {
        Desk::with(&[])
    }

    pub fn with(changes: &[(&str, &[u8])]) -> Desk {
        let desk = Desk { root: small_with(changes) };
        for school in ["实幼", "qinghe"] {
            fs::create_dir_all(desk.inbox().join(school)).unwrap();
        }
        desk
    }

    pub fn path(&self) -> &Path {
        self.root.path()
    }

    pub fn inbox(&self) -> PathBuf {
        self.path().join("收件箱")
    }

    /// Puts a file into the inbox, as if it had been there for an hour.
    pub fn put(&self, path: &str, bytes: &[u8]) {
        write(&self.inbox(), path, bytes);
        age(&self.inbox());
    }

    pub fn run(&self, args: &[&str]) -> Output {
        let args = [&["receive", "收件箱", "--date", DATE], args].concat();
        guidang(self.path(), &args)
    }

    /// Runs, with this exit code; the lines on stdout.
    #[track_caller]
    pub fn receive(&self, code: i32) -> String {
        let output = self.run(&[]);
        assert_eq!(output.status.code(), Some(code), "{}{}", stdout(&output), stderr(&output));
        stdout(&output)
    }

    /// A file of the inbox as text.
    #[track_caller]
    pub fn text(&self, path: &str) -> String {
        let path = self.inbox().join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    pub fn content(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = files(&self.path().join("content"));
        files.retain(|path, _| !path.starts_with(".received/"));
        files
    }

    /// The names below a folder of the inbox.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let folder = self.inbox().join(folder);
        if folder.exists() { files(&folder).into_keys().collect() } else { Vec::new() }
    }

    /// The archive checks without an error.
    #[track_caller]
    pub fn checks_clean(&self) {
        let check = guidang(self.path(), &["check"]);
        assert_eq!(check.status.code(), Some(0), "{}", stderr(&check));
    }
}
