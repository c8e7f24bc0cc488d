//! A small archive of every kind of file, of which one is put by the fuzzer.

use guidang::engine::lint::{Checked, check};
use guidang::source::MemorySource;

/// The files, by path and text.
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

/// The archive with other bytes in one of its files, checked.
pub fn checked(path: &str, bytes: &[u8]) -> Checked {
    let mut files: MemorySource = FILES.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    files.0.insert(path.to_owned(), bytes.to_vec());
    let parsed = guidang::parse::archive(&files).expect("a file in memory is read");
    let checked = check(parsed, None);
    let lines = bytes.split(|it| matches!(it, b'\n' | b'\r')).count() as u32 + 1;
    for it in checked.diagnostics.iter().filter(|it| *it.file == *path) {
        assert!(it.span.start.line <= lines.max(bytes.len() as u32), "{it:?}");
    }
    // What people and programs are told.
    let _ = guidang::diagnostics::json(&checked.diagnostics, guidang::l10n::Lang::Zh);
    let _ = guidang::diagnostics::github(&checked.diagnostics, guidang::l10n::Lang::En);
    checked
}
