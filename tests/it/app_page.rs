//! The page of the local app: its words, and that it needs nothing but what the program carries.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use guidang::l10n::Lang;
use guidang::l10n::app_words::app_words;

/// Beginnings of words whose end the page adds, such as the kind of a record.
const BEGINNINGS: [&str; 9] =
    ["body_help_", "do_", "fix_", "help_", "kind_", "label_", "nav_", "show_", "what_"];

fn page() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app/page")
}

/// The scripts that the page loads, in the order in which it loads them.
fn scripts() -> Vec<(String, String)> {
    let index = fs::read_to_string(page().join("index.html")).unwrap();
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/static");
    let mut scripts = Vec::new();
    for part in index.split("<script src=\"").skip(1) {
        let name = part.split('"').next().unwrap();
        let own = page().join(name);
        let path = if own.is_file() { own } else { shared.join(name) };
        scripts.push((name.to_owned(), fs::read_to_string(path).unwrap()));
    }
    scripts
}

/// Whether a text looks like the name of a word.
fn is_name(part: &str) -> bool {
    part.starts_with(|first: char| first.is_ascii_lowercase())
        && part.chars().all(|sign| sign.is_ascii_lowercase() || sign == '_')
}

#[test]
fn every_word_that_the_page_asks_for_is_there_in_both_languages() {
    for lang in [Lang::Zh, Lang::En] {
        let words = app_words(lang);
        for (script, text) in scripts() {
            for call in text.split("app.text(").skip(1) {
                let arguments = call.split([')', ',']).next().unwrap();
                for name in arguments.split('\'').skip(1).step_by(2).filter(|name| is_name(name)) {
                    let is_known = match BEGINNINGS.iter().find(|start| **start == name) {
                        Some(start) => words.keys().any(|known| known.starts_with(start)),
                        None => words.contains_key(name) || ["all", "error"].contains(&name),
                    };
                    assert!(is_known, "{script} asks for {name}");
                }
            }
        }
        for (name, text) in words {
            assert!(!text.trim().is_empty(), "{name}");
        }
    }
}

#[test]
fn no_word_is_left_that_the_page_does_not_use() {
    let scripts = scripts();
    let mut used = BTreeSet::new();
    for (_, text) in &scripts {
        used.extend(text.split('\'').filter(|part| is_name(part)));
        for part in text.split("words.").skip(1) {
            used.extend(part.split(|sign: char| !sign.is_ascii_lowercase()).next());
        }
    }
    for name in app_words(Lang::Zh).keys() {
        let is_made = BEGINNINGS.iter().any(|start| name.starts_with(start))
            || name.strip_suffix("_why").is_some_and(|step| used.contains(step));
        assert!(is_made || used.contains(name), "the page does not use {name}");
    }
}

/// Words of people stand in the list of words alone, so that both languages have them.
#[test]
fn the_scripts_hold_no_words_of_their_own() {
    for (name, text) in scripts() {
        let han = |sign: &char| ('\u{4E00}'..='\u{9FFF}').contains(sign);
        for line in text.lines().filter(|line| line.chars().any(|sign| han(&sign))) {
            let is_comment = ["/*", "//", "*"].iter().any(|start| line.trim().starts_with(start));
            assert!(is_comment || line.contains("'中文'"), "{name}: {line}");
        }
    }
}

/// The policy of the page forbids scripts and styles within it.
#[test]
fn the_page_has_no_inline_script_or_style_and_asks_nobody_else() {
    let index = fs::read_to_string(page().join("index.html")).unwrap();
    for inline in
        ["<script>", "<style", " style=", " onclick=", "javascript:", "http://", "https://"]
    {
        assert!(!index.contains(inline), "{inline}");
    }
    for (name, text) in scripts() {
        for outside in
            ["http://", "https://", "innerHTML", "insertAdjacentHTML", "eval(", "import("]
        {
            assert!(!text.contains(outside), "{name}: {outside}");
        }
    }
}
