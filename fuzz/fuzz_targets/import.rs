//! Any bytes as a file of Word or Excel that is imported; the record is checked in its archive.
#![no_main]

#[path = "archive.rs"]
mod archive;

use guidang::import::{ChosenLabels, ImportContext, import};
use guidang::model::SchoolIx;
use guidang::source::MemorySource;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let files: MemorySource =
        archive::FILES.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    let parsed = guidang::parse::archive(&files).expect("a file in memory is read");
    let labels = ChosenLabels::default();
    let school = Some(SchoolIx(0));
    for name in ["a.docx", "a.xlsx", "a.csv"] {
        let context =
            ImportContext { archive: &parsed.archive, school, kind: None, labels: &labels };
        if let Ok(imported) = import(name, input, &context) {
            for record in imported.records {
                assert_eq!(record.text.lines().count(), record.origins.len());
            }
        }
    }
});
