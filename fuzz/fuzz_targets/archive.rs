//! A small archive with a file of every kind, one of which the fuzzer replaces.

use guidang::engine::lint::{Checked, check};
use guidang::source::MemorySource;

/// The files of the archive: path and text.
pub const FILES: &[(&str, &str)] = &[
    ("content/site.yaml", include_str!("../archive/content/site.yaml")),
    ("content/indicators.yaml", include_str!("../archive/content/indicators.yaml")),
    (
        "content/schools/shiyan/school.yaml",
        include_str!("../archive/content/schools/shiyan/school.yaml"),
    ),
    ("content/学校/qinghe/学校.yaml", include_str!("../archive/content/学校/qinghe/学校.yaml")),
    ("content/pairs/p/pair.yaml", include_str!("../archive/content/pairs/p/pair.yaml")),
    ("content/access.yaml", include_str!("../archive/content/access.yaml")),
    ("content/pairs/p/plans/2024.md", include_str!("../archive/content/pairs/p/plans/2024.md")),
    (
        "content/schools/shiyan/visits/2024-03-15.md",
        include_str!("../archive/content/schools/shiyan/visits/2024-03-15.md"),
    ),
    (
        "content/schools/shiyan/summaries/2024.md",
        include_str!("../archive/content/schools/shiyan/summaries/2024.md"),
    ),
    (
        "content/schools/shiyan/ledgers/l.md",
        include_str!("../archive/content/schools/shiyan/ledgers/l.md"),
    ),
    (
        "content/schools/shiyan/ledgers/l.csv",
        include_str!("../archive/content/schools/shiyan/ledgers/l.csv"),
    ),
    (
        "content/schools/shiyan/honours/h.md",
        include_str!("../archive/content/schools/shiyan/honours/h.md"),
    ),
    (
        "content/schools/shiyan/questions/q.md",
        include_str!("../archive/content/schools/shiyan/questions/q.md"),
    ),
    (
        "content/schools/shiyan/resources/r.md",
        include_str!("../archive/content/schools/shiyan/resources/r.md"),
    ),
];

/// Checks the archive with the file at `path` replaced by `bytes`. Every diagnostic must be inside its file.
pub fn checked(path: &str, bytes: &[u8]) -> Checked {
    let mut files: MemorySource = FILES.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    files.0.insert(path.to_owned(), bytes.to_vec());
    let parsed = guidang::parse::archive(&files).expect("a file in memory is read");
    let checked = check(parsed, None);
    let lines = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).count() as u32 + 1;
    for diagnostic in &checked.diagnostics {
        if *diagnostic.file == *path {
            let last_line = lines.max(bytes.len() as u32);
            assert!(diagnostic.span.start.line <= last_line, "{diagnostic:?}");
        }
    }
    // Rendering the diagnostics, for people and for programs, must not panic.
    let _ = guidang::diagnostics::json(&checked.diagnostics, guidang::l10n::Lang::Zh);
    let _ = guidang::diagnostics::github(&checked.diagnostics, guidang::l10n::Lang::En);
    checked
}
