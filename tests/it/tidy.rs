//! The house keeps its shape: imports point one way, and only edges touch the world.

use std::fs;
use std::path::Path;

use crate::support::files;

/// A module and the modules of this crate that it may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("model", &["diag", "lang"]),
    ("diag", &["lang", "model", "privacy"]),
    ("privacy", &[]),
    ("progress", &["model"]),
    ("bag", &["check", "diag", "export", "lang", "markdown", "model", "parse", "progress"]),
    ("charts", &["model"]),
    ("photo", &[]),
    ("markdown", &[]),
    ("export", &["model", "progress", "lang"]),
    ("scaffold", &["lang", "model"]),
    ("parse", &["diag", "fault", "lang", "model", "privacy", "read"]),
    (
        "check",
        &[
            "diag",
            "federation",
            "markdown",
            "model",
            "numbering",
            "parse",
            "privacy",
            "progress",
            "seal",
        ],
    ),
    ("numbering", &["diag", "lang", "model"]),
    ("write", &["fault"]),
    ("read", &["fault", "parse"]),
    ("serve", &["fault", "lang"]),
    ("store", &["bag", "fault", "read"]),
    ("submit", &["diag", "model", "parse"]),
    ("federation", &["diag", "model", "privacy"]),
    ("format", &["diag", "model", "parse", "read"]),
    ("schema", &["diag", "model", "parse"]),
    ("git", &["fault", "model", "parse", "submit"]),
    ("search", &["model"]),
    ("seal", &["diag", "fault", "model", "parse", "progress", "read"]),
];

/// Modules that nothing may watch.
const UNTIMED: &[&str] = &["model", "diag", "privacy", "progress", "charts", "markdown"];

#[test]
fn imports_point_one_way() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (module, allowed) in MAY_USE {
        for (path, text) in files(&src.join(module)) {
            if path.contains("tests") || !path.ends_with(".rs") {
                continue;
            }
            let text = String::from_utf8(text).unwrap();
            for (number, line) in text.lines().enumerate() {
                for used in line.split("crate::").skip(1) {
                    let name: String = used
                        .chars()
                        .take_while(|it| it.is_ascii_alphanumeric() || *it == '_')
                        .collect();
                    let known =
                        src.join(&name).is_dir() || src.join(format!("{name}.rs")).is_file();
                    // Where time goes may be measured anywhere but in the core of the figures.
                    let timed = name == "timings" && !UNTIMED.contains(module);
                    let fine =
                        name == *module || allowed.contains(&name.as_str()) || timed || !known;
                    assert!(
                        fine,
                        "src/{module}/{path}:{}: {module} may use {allowed:?}, but not {name}",
                        number + 1
                    );
                }
            }
        }
    }
}

#[test]
fn only_edges_touch_files_clocks_and_the_environment() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for module in [
        "model",
        "diag",
        "progress",
        "charts",
        "markdown",
        "export",
        "scaffold",
        "parse",
        "check",
        "pages",
        "submit",
        "seal",
        "bag",
        "privacy",
        "format",
        "schema",
        "photo",
        "numbering",
        "federation",
    ] {
        for (path, text) in files(&src.join(module)) {
            if path.contains("tests") || !path.ends_with(".rs") {
                continue;
            }
            let text = String::from_utf8(text).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            for word in [
                "std::fs",
                "std::env",
                "std::net",
                "std::time",
                "chrono::Local",
                "chrono::Utc",
                "std::process",
            ] {
                assert!(
                    !code.contains(word),
                    "src/{module}/{path} uses {word}: what it needs should be an argument"
                );
            }
        }
    }
}

#[test]
fn no_source_file_names_a_machine_or_leaves_work_undone() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (path, text) in files(&src) {
        let Ok(text) = String::from_utf8(text) else { continue };
        for word in ["todo!(", "unimplemented!(", "FIXME", "/home/", "/root/"] {
            assert!(!text.contains(word), "src/{path} holds {word}");
        }
    }
    assert!(
        fs::read_to_string(src.join("lib.rs")).unwrap().lines().count() < 60,
        "lib.rs is the pipeline on one screen"
    );
}
