//! What people download: the page that comes with the program is true, and a package has the same bytes every time.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use guidang::l10n::Lang;
use guidang::l10n::app_words::app_words;

use crate::support::stderr;

fn top() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn script(name: &str, args: &[&str]) -> Output {
    Command::new(top().join("scripts").join(name)).args(args).output().unwrap()
}

/// The texts of the elements of a page that stand for buttons and labels of the app.
fn buttons(page: &str) -> BTreeSet<&str> {
    let parts = page.split("<b class=\"button\">").skip(1);
    parts.map(|part| part.split("</b>").next().unwrap()).collect()
}

#[test]
fn the_page_of_the_package_names_what_the_app_has() {
    let page = fs::read_to_string(top().join("docs/start/guide.html")).unwrap();
    let mut known: BTreeSet<&str> = BTreeSet::from(["English"]);
    for lang in [Lang::Zh, Lang::En] {
        known.extend(app_words(lang).values());
    }
    let named = buttons(&page);
    assert!(12 <= named.len(), "{named:?}");
    let unknown: Vec<&&str> = named.difference(&known).collect();
    assert!(unknown.is_empty(), "the app has no {unknown:?}");
    let switch = fs::read_to_string(top().join("src/app/page/begin.js")).unwrap();
    assert!(switch.contains("'English'"));
    for old in ["flex", "grid", "<script", "var(--", "https://", "http://"] {
        assert!(!page.contains(old), "{old}: the page opens from a folder, in any browser");
    }
    assert!(!page.contains("{{"), "the page is read in the sources too");
}

#[test]
fn the_page_of_the_package_is_one_file() {
    let made = script("guide-page", &["9.8.7", "windows-x64"]);
    assert!(made.status.success(), "{}", stderr(&made));
    let page = String::from_utf8(made.stdout).unwrap();
    assert!(page.contains("guidang-9.8.7-windows-x64.zip") && page.contains("版本 9.8.7"));
    assert!(!page.contains("<!--") && !page.contains("../"), "nothing is left to be filled in");
    assert_eq!(page.matches("src=\"data:image/png;base64,").count(), 2);
    assert!(page.len() < 400_000, "{} bytes", page.len());
}

/// Packs a folder, and answers with the bytes of the zip.
fn packed(folder: &Path) -> Vec<u8> {
    let target = folder.with_extension("zip");
    let made = script("make-zip", &[folder.to_str().unwrap(), target.to_str().unwrap()]);
    assert!(made.status.success(), "{}", stderr(&made));
    fs::read(target).unwrap()
}

#[test]
fn the_same_files_make_the_same_zip_whenever_they_were_written() {
    let mut all = Vec::new();
    for names in [["说明.html", "guidang"], ["guidang", "说明.html"]] {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("guidang-0");
        fs::create_dir(&folder).unwrap();
        for name in names {
            fs::write(folder.join(name), name).unwrap();
        }
        let file = fs::File::options().append(true).open(folder.join("guidang")).unwrap();
        let day = std::time::Duration::from_secs(86_400 * (1 + all.len() as u64));
        file.set_modified(std::time::UNIX_EPOCH + day).unwrap();
        all.push(packed(&folder));
    }
    assert_eq!(all[0], all[1]);
    let text = String::from_utf8_lossy(&all[0]).into_owned();
    let at = |name: &str| text.find(name).unwrap();
    assert!(at("guidang-0/guidang") < at("guidang-0/说明.html"), "in order");
}

/// The scripts are read by their shell, and say what they want when they are called in another way.
#[test]
fn the_scripts_say_how_they_are_called() {
    for path in ["package", "program", "standard-library", "debian-package", "../.ci/windows"] {
        let path = top().join("scripts").join(path);
        let read = Command::new("bash").arg("-n").arg(&path).output().unwrap();
        assert!(read.status.success(), "{}: {}", path.display(), stderr(&read));
    }
    let output = script("package", &["--what"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("Usage: scripts/package"), "{}", stderr(&output));
    let output = script("program", &["amiga"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("windows-x64"), "{}", stderr(&output));
}
