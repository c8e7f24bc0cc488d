//! The built sample in a real Chromium, from `file://`. Without a browser the tests print that they are skipped;
//! with `GUIDANG_BROWSER=required` (in CI) they then fail.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::support::{of_tests, sample_site};

fn browser() -> Option<PathBuf> {
    let named = std::env::var_os("GUIDANG_CHROMIUM").map(PathBuf::from);
    let usual = ["chromium", "chromium-browser", "google-chrome"].iter().filter_map(|name| {
        let paths = std::env::var_os("PATH")?;
        std::env::split_paths(&paths).map(|folder| folder.join(name)).find(|path| path.is_file())
    });
    named.into_iter().chain(usual).next()
}

/// A script of `tests/browser/`, with the browser as its first argument. `None`, with a message, where there is no browser.
pub fn script(name: &str, test: &str) -> Option<Command> {
    let modules = of_tests("browser/node_modules/playwright-core");
    let Some(chromium) = browser().filter(|_| modules.is_dir()) else {
        let what = "no Chromium, or `npm ci --prefix tests/browser` was not run";
        assert!(
            std::env::var_os("GUIDANG_BROWSER").is_none(),
            "the browser tests must run here: {what}"
        );
        eprintln!("\n!!! SKIPPED: {test}: {what}\n");
        return None;
    };
    let mut command = Command::new("node");
    command.arg(of_tests("browser").join(name)).arg(chromium);
    Some(command)
}

#[track_caller]
pub fn must_be_fine(output: &Output) {
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Runs a script over a built site. `test` is the name of the test in the message that it is skipped.
#[track_caller]
pub fn run(name: &str, site: &Path, test: &str) {
    let Some(mut script) = script(name, test) else { return };
    must_be_fine(&script.arg(site).output().unwrap());
}

#[test]
fn pages_of_every_kind_open_from_a_folder_in_a_browser() {
    let test = "pages_of_every_kind_open_from_a_folder_in_a_browser";
    run("open.mjs", sample_site(), test);
}

#[test]
fn every_kind_of_page_is_accessible() {
    run("axe.mjs", sample_site(), "every_kind_of_page_is_accessible");
}

#[test]
fn tables_can_be_sorted_and_lists_filtered() {
    run("lists.mjs", sample_site(), "tables_can_be_sorted_and_lists_filtered");
}

#[test]
fn styles_and_scripts_need_no_newer_browser_than_chromium_86() {
    if !of_tests("browser/node_modules/css-tree").is_dir() {
        let what = "`npm ci --prefix tests/browser` was not run";
        assert!(std::env::var_os("GUIDANG_BROWSER").is_none(), "must run here: {what}");
        eprintln!(
            "\n!!! SKIPPED: styles_and_scripts_need_no_newer_browser_than_chromium_86: {what}\n"
        );
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (themes, app) = (root.join("themes"), root.join("src/app/page"));
    let script = of_tests("browser/compat.mjs");
    let folders = [themes.as_path(), &app, sample_site()];
    must_be_fine(&Command::new("node").arg(script).args(folders).output().unwrap());
}

/// A page may load several scripts of the theme and the words that the program writes (`window.guidangWords`), in any order.
#[test]
fn no_two_scripts_of_the_site_set_the_same_name() {
    let mut set_by: BTreeMap<String, Vec<String>> = BTreeMap::new();
    set_by.insert("guidangWords".into(), vec!["words.js".into()]);
    for entry in std::fs::read_dir(of_tests("../themes/default/static")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "js") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for part in text.split("window.").skip(1) {
            let (name, rest) = part.split_at(part.find(|ch: char| !ch.is_alphanumeric()).unwrap());
            if rest.starts_with(" = ") {
                let file = path.file_name().unwrap().to_string_lossy().into_owned();
                set_by.entry(name.to_owned()).or_default().push(file);
            }
        }
    }
    assert!(set_by.len() > 3, "{set_by:?}");
    set_by.retain(|_, files| 1 < files.len());
    assert!(set_by.is_empty(), "{set_by:?}");
}
