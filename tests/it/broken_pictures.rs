//! Attachments that are not what their names promise: reported at the line that shows them, and never shown as pictures.

use std::fs;

use crate::support::{guidang, small_with, stderr};

const VISIT: &str = "content/学校/shiyan/活动/2024-04-10";
const PAGE: &str = "output/schools/shiyan/visits/2024-04-10.html";

fn png() -> Vec<u8> {
    let mut picture = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(8, 8, image::Rgb([9, 90, 200]))
        .write_to(&mut picture, image::ImageFormat::Png)
        .unwrap();
    picture.into_inner()
}

fn jpeg() -> Vec<u8> {
    let mut picture = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(64, 64, image::Rgb([9, 90, 200]))
        .write_to(&mut picture, image::ImageFormat::Jpeg)
        .unwrap();
    picture.into_inner()
}

/// A visit that shows these files, one a line from line 6 on.
fn visit(files: &[(&str, Vec<u8>)]) -> tempfile::TempDir {
    let mut text = String::from("---\n标题: 四月送教\n日期: 2024-04-10\n类型: 送教下乡\n---\n");
    for (name, _) in files {
        text.push_str(&format!("![现场]({name})\n"));
    }
    let mut all = vec![(format!("{VISIT}/index.md"), text.into_bytes())];
    for (name, bytes) in files {
        all.push((format!("{VISIT}/{name}"), bytes.clone()));
    }
    let all: Vec<(&str, &[u8])> =
        all.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    small_with(&all)
}

fn lfs() -> Vec<u8> {
    format!(
        "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize 12345\n",
        "a".repeat(64)
    )
    .into_bytes()
}

#[test]
fn broken_pictures_are_reported_at_their_lines_and_not_shown() {
    let files = [
        ("好.jpg", jpeg()),
        ("空.jpg", Vec::new()),
        ("占位.jpg", lfs()),
        ("苹果.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic Exif".to_vec()),
        ("文字.jpg", "这是文字".as_bytes().to_vec()),
        ("零.jpg", [&b"\0"[..], &jpeg()].concat()),
        ("扫描.png", b"II*\0\x08\0\0\0".to_vec()),
    ];
    let root = visit(&files);
    let output = guidang(root.path(), &["check"]);
    let messages = stderr(&output);
    assert_eq!(output.status.code(), Some(0), "they are warnings: {messages}");
    for (line, (name, _)) in (6..).zip(&files) {
        let place = format!("{VISIT}/index.md:{line}:");
        let is_reported = messages.contains(&place) && messages.contains(&format!("“{name}”"));
        assert_eq!(is_reported, *name != "好.jpg", "{name}: {messages}");
    }
    for words in ["0字节", "git lfs pull", "HEIC", "打不开"] {
        assert!(messages.contains(words), "{words}: {messages}");
    }
    let output = guidang(root.path(), &["build"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let page = fs::read_to_string(root.path().join(PAGE)).unwrap();
    assert_eq!(page.matches("<img").count(), 1, "only the good one: {page}");
    assert_eq!(page.matches("无法打开，未公开").count(), files.len() - 1, "{page}");
    assert!(!page.contains("kong.jpg\""), "no link leads to what is not there: {page}");
    assert_eq!(guidang(root.path(), &["check", "--strict"]).status.code(), Some(1));
}

#[test]
fn a_cut_off_picture_is_reported_and_one_with_bytes_behind_its_end_is_not() {
    let (jpeg, png) = (jpeg(), png());
    let files = [
        ("断.jpg", jpeg[..jpeg.len() - 20].to_vec()),
        ("断.png", png[..png.len() - 12].to_vec()),
        ("长.jpg", [&jpeg[..], &[7; 500]].concat()),
        ("整.png", png),
    ];
    let messages = stderr(&guidang(visit(&files).path(), &["check"]));
    for (name, is_reported) in
        [("断.jpg", true), ("断.png", true), ("长.jpg", false), ("整.png", false)]
    {
        assert_eq!(messages.contains(&format!("“{name}”不完整")), is_reported, "{messages}");
    }
}

#[test]
fn a_picture_of_another_format_is_shown_and_told() {
    let root = visit(&[("照片.jpg", png())]);
    let messages = stderr(&guidang(root.path(), &["check"]));
    assert!(messages.contains("“照片.jpg”的内容是PNG"), "{messages}");
    assert!(guidang(root.path(), &["build"]).status.success());
    assert!(fs::read_to_string(root.path().join(PAGE)).unwrap().contains("<img"));
}

#[test]
fn a_film_is_linked_and_not_shown_as_a_picture() {
    let film = [&b"\0\0\0\x10ftypisom\0\0\0\0"[..], b"\0\0\0\x08free"].concat();
    let root = visit(&[("课堂.mp4", film), ("教案.pdf", b"%PDF-1.4\n".to_vec())]);
    let messages = stderr(&guidang(root.path(), &["check"]));
    for (line, name) in [(6, "课堂.mp4"), (7, "教案.pdf")] {
        assert!(messages.contains(&format!("index.md:{line}:")), "{messages}");
        assert!(messages.contains(&format!("“{name}”不是图片")), "{messages}");
    }
    assert!(guidang(root.path(), &["build"]).status.success());
    let page = fs::read_to_string(root.path().join(PAGE)).unwrap();
    assert!(!page.contains("<img"), "{page}");
    assert!(page.contains(".mp4\">现场</a>"), "{page}");
}
