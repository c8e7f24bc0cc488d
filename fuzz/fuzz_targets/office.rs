//! Any bytes as the one part of a document that holds what it says: the text of Word, the sheet of Excel, the content of
//! OpenDocument. The package around it is sound, so that the fuzzer need not find out what a zip is. It is imported, filled
//! in as a form, and read as the table of a ledger.
#![no_main]

#[path = "archive.rs"]
mod archive;

use std::io::{Cursor, Write};
use std::sync::{Arc, OnceLock};

use guidang::forms::FormFormat;
use guidang::forms::fill::fill;
use guidang::forms::values::{FormChoice, FormValues};
use guidang::import::{ChosenLabels, ImportContext, import};
use guidang::model::SchoolIx;
use guidang::source::MemorySource;
use guidang::Snapshot;
use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;

const BOOK: &str = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
const LINKS: &str = "<Relationships><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
const ODS: &str = "application/vnd.oasis.opendocument.spreadsheet";
const LEDGER: &str = "---\ntitle: a\ntable: NAME\ncolumns:\n  - {name: 日期, as: date}\n  - {name: 送教课时, as: data}\n---\n";

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(*name, options).expect("a part has a name");
        zip.write_all(bytes).expect("memory takes it");
    }
    zip.finish().expect("memory takes it").into_inner()
}

fn snapshot() -> &'static Snapshot {
    static KNOWN: OnceLock<Snapshot> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let files: MemorySource =
            archive::FILES.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
        Snapshot::of_source(Arc::new(files), None).expect("a file in memory is read")
    })
}

fuzz_target!(|input: &[u8]| {
    let workbook: &[(&str, &[u8])] = &[
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", LINKS.as_bytes()),
        ("xl/worksheets/sheet1.xml", input),
    ];
    let known = snapshot();
    let site = known.site(false, None);
    for (name, bytes) in [
        ("a.docx", package(&[("word/document.xml", input)])),
        ("a.xlsx", package(workbook)),
        ("a.ods", package(&[("mimetype", ODS.as_bytes()), ("content.xml", input)])),
    ] {
        let labels = ChosenLabels::default();
        let school = Some(SchoolIx(0));
        let context = ImportContext { archive: &known.archive, school, kind: None, labels: &labels };
        if let Ok(imported) = import(name, &bytes, &context) {
            for record in imported.records {
                assert_eq!(record.text.lines().count(), record.origins.len());
            }
        }
        if let Some(format) = FormFormat::of_name(name) {
            let _ = fill(&bytes, format, &FormValues::new(&site, FormChoice::default()));
        }
        if name != "a.docx" {
            let mut files: MemorySource =
                archive::FILES.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
            let ledger = LEDGER.replace("NAME", name).into_bytes();
            files.0.insert("content/schools/shiyan/ledgers/a.md".to_owned(), ledger);
            files.0.insert(format!("content/schools/shiyan/ledgers/{name}"), bytes);
            guidang::parse::archive(&files).expect("a file in memory is read");
        }
    }
});
