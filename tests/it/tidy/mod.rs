//! The shape of the source tree: folders import one way, circles are small, only edges touch the world, and the code
//! reads as plain English. Run with `GUIDANG_TIDY=report` to print the figures.

mod graph;
mod measure;
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use self::graph::circles;
use self::measure::Measures;
use self::source::{Crate, ModulePath, is_test};

/// The folders of `src/` in the order in which they may import: each only from those above it.
pub const ORDER: &[&str] = &[
    "timings",
    "privacy",
    "syntax",
    "model",
    "error",
    "l10n",
    "diagnostics",
    "source",
    "parse",
    "engine",
    "attachment",
    "photo",
    "schema",
    "site",
    "print",
    "output",
    "bagit",
    "format",
    "scaffold",
    "forms",
    "import",
    "relocate",
    "incremental",
    "project",
    "inbox",
    "server",
    "app",
    "cli",
    "commands",
    "main",
];

/// The most files of one folder that may import each other in a circle.
const LARGEST_CIRCLE: usize = 4;

/// The most uses of the identifier `it`, and the most closures, for every 1,000 lines of code.
const MOST_PRONOUNS: usize = 2;
const MOST_CLOSURES: usize = 32;

/// How often one name may be given to a type.
const MOST_DEFINITIONS: usize = 3;

/// Folders that compute only: what they need of the world is an argument.
const PURE: &[&str] = &[
    "diagnostics",
    "engine",
    "format",
    "forms",
    "import",
    "l10n",
    "model",
    "parse",
    "photo",
    "privacy",
    "relocate",
    "scaffold",
    "schema",
    "site",
    "syntax",
];

fn room(path: &[String]) -> String {
    // The rooms of the engine and of the site are folders of their own.
    let parts = match path.first().map(String::as_str) {
        Some("engine" | "site" | "syntax" | "source" | "print") if 1 < path.len() => &path[..2],
        _ => &path[..path.len().min(1)],
    };
    parts.join("/")
}

fn names(circle: &[ModulePath]) -> String {
    circle.iter().map(|path| path.join("::")).collect::<Vec<_>>().join(", ")
}

#[test]
fn folders_import_only_from_those_above_them() {
    let whole = Crate::read();
    let place = |path: &[String]| {
        let name = path.first().map_or("main", String::as_str);
        let place = ORDER.iter().position(|folder| *folder == name);
        place.unwrap_or_else(|| panic!("src/{name} has no place in ORDER"))
    };
    let mut wrong = BTreeSet::new();
    for (from, targets) in whole.imports() {
        for target in targets.iter().filter(|target| !target.is_empty() && !from.is_empty()) {
            if place(&from) < place(target) {
                wrong.insert(format!("{} imports {}", from.join("::"), target.join("::")));
            }
        }
    }
    assert!(wrong.is_empty(), "{} imports run against the order:\n{wrong:#?}", wrong.len());
}

#[test]
fn no_circle_joins_two_folders_and_none_inside_one_is_large() {
    let imports = Crate::read().imports();
    let mut rooms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut inside: BTreeMap<String, BTreeMap<ModulePath, BTreeSet<ModulePath>>> = BTreeMap::new();
    for (from, targets) in &imports {
        let own = room(from);
        let own_files = inside.entry(own.clone()).or_default().entry(from.clone()).or_default();
        for target in targets {
            if room(target) == own {
                own_files.insert(target.clone());
            } else {
                rooms.entry(own.clone()).or_default().insert(room(target));
            }
        }
    }
    let between = circles(&rooms);
    let mut joints = Vec::new();
    for circle in &between {
        for (from, targets) in &imports {
            for target in targets {
                let (one, other) = (room(from), room(target));
                if one != other && circle.contains(&one) && circle.contains(&other) {
                    joints.push(format!("{} imports {}", from.join("::"), target.join("::")));
                }
            }
        }
    }
    let mut large = Vec::new();
    for (folder, files) in &inside {
        for circle in circles(files) {
            if LARGEST_CIRCLE < circle.len() {
                large.push(format!("{folder}: {} files: {}", circle.len(), names(&circle)));
            }
        }
    }
    assert!(between.is_empty(), "folders import each other: {between:#?} by {joints:#?}");
    assert!(large.is_empty(), "{large:#?}");
}

#[test]
fn the_code_names_what_it_holds() {
    let measures = Measures::of(&Crate::read());
    let pronouns = measures.per_thousand(measures.pronouns);
    let closures = measures.per_thousand(measures.closures);
    let several: Vec<_> =
        measures.type_names.iter().filter(|(_, times)| MOST_DEFINITIONS < **times).collect();
    if std::env::var_os("GUIDANG_TIDY").is_some() {
        eprintln!(
            "{} lines, `it` {pronouns} and closures {closures} ({}) per 1,000, {} functions over {} lines, {} type names \
             defined more than twice",
            measures.lines,
            measures.closures,
            measures.long_functions.len(),
            measure::LONG,
            measures.type_names.values().filter(|times| 2 < **times).count(),
        );
    }
    assert!(pronouns < MOST_PRONOUNS, "`it` stands {pronouns} times in 1,000 lines");
    assert!(closures < MOST_CLOSURES, "{closures} closures in 1,000 lines");
    assert!(several.is_empty(), "names of several types: {several:?}");
    let long = &measures.long_functions;
    assert!(long.is_empty(), "functions over {} lines: {long:#?}", measure::LONG);
}

/// Phrases that this project does not use in comments, test names and documents: each has a plain word.
const BANNED: &[&str] = &[
    "anew",
    "is told",
    "are told",
    "was told",
    "nobody told",
    "to mend",
    "mended",
    "of before",
    "made again",
    "as it was left",
    "lies beside",
    "four haves",
    "in short;",
    "the same; ",
    "put away",
    "takes away",
];

#[test]
fn comments_and_documents_use_plain_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["src", "tests/it", "benches", "fuzz/fuzz_targets", "docs"] {
        for entry in walkdir::WalkDir::new(root.join(folder)).sort_by_file_name() {
            let entry = entry.unwrap();
            let path = entry.path();
            let is_rust = path.extension().is_some_and(|ending| ending == "rs");
            let is_document = path.extension().is_some_and(|ending| ending == "md");
            // The list of reworded texts quotes the old words.
            let is_list = path.ends_with("tidy/mod.rs") || path.ends_with("docs/wording.md");
            if !is_rust && !is_document || is_list {
                continue;
            }
            let text = fs::read_to_string(path).unwrap();
            for (index, line) in text.lines().enumerate() {
                let prose =
                    if is_rust { line.split_once("//").map_or("", |it| it.1) } else { line };
                // The words of the interface are quoted in the list of template values.
                if prose.starts_with("| `w.") {
                    continue;
                }
                let prose = prose.to_lowercase();
                for phrase in BANNED.iter().filter(|phrase| has_phrase(&prose, phrase)) {
                    let file = path.strip_prefix(root).unwrap().display();
                    found.push(format!("{file}:{}: \"{phrase}\"", index + 1));
                }
            }
        }
    }
    assert!(found.is_empty(), "{} lines: {found:#?}", found.len());
}

fn has_phrase(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + phrase.len()..].chars().next();
        let is_word = |ch: Option<char>| ch.is_some_and(|ch| ch.is_ascii_alphanumeric());
        !is_word(before) && !is_word(after)
    })
}

#[test]
fn only_edges_touch_files_clocks_and_the_environment() {
    let mut wrong = Vec::new();
    for (path, module) in &Crate::read().modules {
        if is_test(path) || !path.first().is_some_and(|folder| PURE.contains(&folder.as_str())) {
            continue;
        }
        let code = module.text.split("#[cfg(test)]").next().unwrap();
        for word in [
            "std::fs",
            "std::env",
            "std::net",
            "std::time",
            "chrono::Local",
            "chrono::Utc",
            "std::process",
        ] {
            if code.contains(word) {
                wrong.push(format!("{} uses {word}", module.file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "what these need should be an argument: {wrong:#?}");
}

#[test]
fn no_source_file_names_a_machine_or_leaves_work_undone() {
    for module in Crate::read().modules.values() {
        for word in ["todo!(", "unimplemented!(", "FIXME", "/home/", "/root/"] {
            assert!(!module.text.contains(word), "{} holds {word}", module.file.display());
        }
    }
}
