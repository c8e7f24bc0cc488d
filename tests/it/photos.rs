//! Photos through the program: small copies in pages, linked originals, and copies cached between builds.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use guidang::incremental::{Store, photo_key};
use guidang::photo::shrink::{Copied, Format, Shrunk};
use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};

use crate::support::{files, guidang, small_with, stderr};

const VISIT: &str = "content/学校/shiyan/活动/2024-04-10-送教";
const RESOURCE: &str = "content/学校/shiyan/资源/2024-04-12-教案";
const SITE: &str = "schools/shiyan/visits/2024-04-10-songjiao";

/// A photo of a phone held on its side: 1600 × 1200 pixels with an orientation tag and a GPS position.
fn photo() -> Vec<u8> {
    let mut state = 7_u32;
    let noise = RgbImage::from_fn(1600, 1200, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [.., a, b, c] = state.to_be_bytes();
        Rgb([a / 4, b / 4, c / 4])
    });
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, 85).encode_image(&noise).unwrap();
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0".to_vec();
    exif.extend(b"\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0GPSLatitude 28.2 N");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

fn small_picture() -> Vec<u8> {
    let mut jpeg = Vec::new();
    let plain = RgbImage::from_pixel(400, 300, Rgb([10, 90, 40]));
    JpegEncoder::new(&mut jpeg).encode_image(&plain).unwrap();
    jpeg
}

fn archive() -> tempfile::TempDir {
    let (photo, small) = (photo(), small_picture());
    let visit = "---\n标题: 四月送教\n日期: 2024-04-10\n类型: 送教下乡\n---\n![上课](照片.jpg)\n\n![签到](签到.jpg)\n\n[![上课](照片.jpg)](../2024-03-15-送教.md)\n";
    let resource = "---\n标题: 体育教案\n日期: 2024-04-12\n类型: 教案\n---\n见附件。\n";
    small_with(&[
        (&format!("{VISIT}/index.md"), visit.as_bytes()),
        (&format!("{VISIT}/照片.jpg"), &photo),
        (&format!("{VISIT}/签到.jpg"), &small),
        (&format!("{VISIT}/合影.JPG"), &photo),
        (&format!("{VISIT}/坏.jpg"), &photo[..50]),
        (&format!("{VISIT}/断.jpg"), &[&photo[..2000], b"\xff\xd9"].concat()),
        (&format!("{RESOURCE}/index.md"), resource.as_bytes()),
        (&format!("{RESOURCE}/封面.jpg"), &photo),
    ])
}

#[track_caller]
/// Builds without the state of the previous build, so that every photo is looked up.
fn built(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let _ = fs::remove_dir_all(root.join(".guidang-cache/v2/sites"));
    let output = guidang(root, &["build"]);
    assert!(output.status.success(), "{}", stderr(&output));
    files(&root.join("output"))
}

#[test]
fn pages_show_small_copies_linked_to_the_originals() {
    let root = archive();
    let site = built(root.path());
    let text = |path: &str| String::from_utf8(site[path].clone()).unwrap();
    let page = text(&format!("{SITE}.html"));
    let folder = "2024-04-10-songjiao";
    let in_text = |name: &str, alt: &str| {
        format!(
            r#"<img src="{folder}/{name}.w1280.jpg" alt="{alt}" width="960" height="1280" loading="lazy" decoding="async">"#
        )
    };
    let copy = in_text("zhaopian", "上课");
    for want in [
        format!(r#"<a href="{folder}/zhaopian.jpg">{copy}</a>"#),
        format!(r#"<a href="2024-03-15-songjiao.html">{copy}</a>"#),
        // A small photo is shown as it is.
        format!(
            r#"<p><img src="{folder}/qiandao.jpg" alt="签到" width="400" height="300" loading="lazy" decoding="async">"#
        ),
        // Photos that the text does not show are in a gallery.
        format!(
            r#"<a href="{folder}/heying.jpg"><img src="{folder}/heying.w320.jpg" alt="合影" width="240" height="320" loading="lazy" decoding="async"></a>"#
        ),
    ] {
        assert!(page.contains(&want), "{want}\n{page}");
    }
    assert!(!page.contains(r#"/huai.jpg" alt="#), "a broken picture is not shown");
    assert_eq!(page.matches("zhaopian.w320").count(), 0, "shown once");
    let list = text("resources.html");
    let preview = r#"<img src="schools/shiyan/resources/2024-04-12-jiaoan/fengmian.w320.jpg" alt="封面" class="r-picture" width="240" height="320" loading="lazy" decoding="async">"#;
    assert!(list.contains(preview), "{list}");
    for (path, bytes) in &site {
        assert!(!bytes.windows(11).any(|window| window == b"GPSLatitude"), "{path}");
        if path.contains(".w1280.") || path.contains(".w320.") {
            assert!(!bytes.windows(4).any(|window| window == b"Exif"), "{path}");
            let read = image::load_from_memory(bytes).unwrap();
            let longest = if path.contains(".w320.") { 320 } else { 1280 };
            assert_eq!((read.width(), read.height()), (longest / 4 * 3, longest), "{path}");
        }
        // Photos of printed pages are not loaded lazily.
        let is_page = path.ends_with(".html") && !path.starts_with("print/");
        let Some(text) = is_page.then(|| String::from_utf8_lossy(bytes)) else { continue };
        for img in text.split("<img ").skip(1) {
            let (img, _) = img.split_once('>').unwrap();
            let src = img.split('"').nth(1).unwrap();
            let src = Path::new("output").join(path).parent().unwrap().join(src);
            assert!(root.path().join(&src).is_file(), "{path}: {img}");
            assert!(img.contains("loading=\"lazy\"") && img.contains(" alt=\""), "{path}: {img}");
        }
    }
}

#[test]
fn cached_copies_do_not_change_the_site() {
    let root = archive();
    let cache = root.path().join(".guidang-cache");
    let site = built(root.path());
    let photos = || {
        let mut cached = files(&cache);
        cached.retain(|path, _| path.starts_with("v2/photos/") || path == ".gitignore");
        cached
    };
    let cached = photos();
    // Three files hold the same photo, one is cut short; its file that says what git is to leave alone is next to them.
    assert!((2..=3).contains(&cached.len()), "{:?}", cached.keys());
    assert_eq!(cached[".gitignore"], b"*\n");
    assert!(!cached.keys().any(|path| path.ends_with(".tmp")));
    assert_eq!(built(root.path()), site, "found again");
    assert_eq!(photos(), cached);

    // Decoding photos is slow: one copy is cut short and the others have a wrong bit, and one build repairs them all.
    let copies = cached.iter().filter(|file| file.0.starts_with("v2/photos/"));
    for (number, (path, bytes)) in copies.enumerate() {
        let middle = bytes.len() / 2;
        let mut damaged = bytes.clone();
        match number {
            0 => damaged.truncate(middle),
            _ => damaged[middle] ^= 1,
        }
        fs::write(cache.join(path), damaged).unwrap();
    }
    assert_eq!(built(root.path()), site, "damaged copies");
    assert_eq!(photos(), cached, "and repaired");
    fs::remove_dir_all(&cache).unwrap();
    fs::write(&cache, "no folder").unwrap();
    assert_eq!(built(root.path()), site, "where nothing can be cached");
}

/// Stored copies are taken as they are: nothing is decoded again.
#[test]
fn a_cached_copy_is_used() {
    let root = archive();
    let site = built(root.path());
    let original = &site[&format!("{SITE}/zhaopian.jpg")];
    let of_before =
        |width| Some(Copied { format: Format::Png, width, height: 2, bytes: b"old copy".to_vec() });
    let shrunk = Shrunk { width: 1200, height: 1600, page: of_before(3), list: None };
    let store = Store::at(root.path().join(Store::FOLDER));
    let (key, inputs) = photo_key(original);
    assert!(store.get(key, inputs).is_some());
    store.put(key, inputs, &postcard::to_stdvec(&shrunk).unwrap());
    let site = built(root.path());
    assert_eq!(site[&format!("{SITE}/zhaopian.w1280.png")], b"old copy");
    assert!(!site.contains_key(&format!("{SITE}/zhaopian.w320.jpg")));
}

/// A build from a git revision makes copies too, and leaves no files next to the repository.
#[test]
fn a_git_revision_gets_copies_and_leaves_no_files_behind() {
    let root = archive();
    let git = |args: &[&str]| {
        let who = ["-c", "user.name=a", "-c", "user.email=a@example.invalid"];
        let mut git = Command::new("git");
        git.args(who).args(args).current_dir(root.path());
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        let output = git.output().unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
    };
    git(&["init", "-q"]);
    git(&["add", "content"]);
    git(&["commit", "-q", "-m", "a"]);
    let output = guidang(root.path(), &["build", "--git-tree", "HEAD", "-o", "of-git"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(!root.path().join(".guidang-cache").exists());
    let copies = |site: BTreeMap<String, Vec<u8>>| -> BTreeMap<String, Vec<u8>> {
        site.into_iter().filter(|(path, _)| path.contains(".w")).collect()
    };
    let of_git = copies(files(&root.path().join("of-git")));
    assert!(of_git.len() >= 4, "{:?}", of_git.keys());
    assert_eq!(of_git, copies(built(root.path())));
}

#[test]
fn large_photos_and_images_without_alternative_text_cause_warnings() {
    let large = [photo(), vec![0; 3 * 1024 * 1024]].concat();
    let visit = "---\n标题: 四月送教\n日期: 2024-04-10\n类型: 送教下乡\n---\n\n看![](照片.jpg)和![全班](照片.jpg)\n";
    let root = small_with(&[
        (&format!("{VISIT}/index.md"), visit.as_bytes()),
        (&format!("{VISIT}/照片.jpg"), &large),
        (&format!("{VISIT}/录像.mp4"), &large),
    ]);
    let output = guidang(root.path(), &["check"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let messages = stderr(&output);
    assert!(messages.contains("index.md:7:2: 警告[missing-field]: 图片没有替代文字"), "{messages}");
    assert_eq!(messages.matches("图片没有替代文字").count(), 1, "{messages}");
    assert!(
        messages.contains("MB，页面将使用缩小后的副本；建议提交前压缩到2MB以内")
            && messages.contains("“照片.jpg”"),
        "{messages}"
    );
    assert_eq!(messages.matches("警告[too-large]").count(), 1, "{messages}");
    assert_eq!(guidang(root.path(), &["check", "--strict"]).status.code(), Some(1));
    assert!(guidang(root.path(), &["build"]).status.success());
}
