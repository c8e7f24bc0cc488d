//! The tag files of our own bags.

use std::collections::BTreeMap;

use super::manifest::manifest_line;
use super::{Algorithm, Checksums, PayloadSize};
use crate::l10n::Lang;

/// The text of `bagit.txt`.
pub const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// The contents of `bag-info.txt` (RFC 8493 §2.2.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BagInfo<'a> {
    /// Whose archive it is.
    pub organisation: &'a str,
    /// The archive's title, and which part of it is in the bag.
    pub title: &'a str,
    /// A name for the bag: `guidang-2024-07-05`.
    pub identifier: &'a str,
    /// The day on which the archive is evaluated: never today's date.
    pub day: String,
    /// The commit of the records; `None` without a repository.
    pub revision: Option<&'a str>,
    /// The size of the payload.
    pub payload: PayloadSize,
}

/// The text of `bag-info.txt`.
#[must_use]
pub fn info_text(info: &BagInfo<'_>) -> String {
    let oxum = format!("{}.{}", info.payload.bytes, info.payload.files);
    let agent = concat!("guidang ", env!("CARGO_PKG_VERSION"));
    let mut fields = vec![
        ("Source-Organization", info.organisation),
        ("External-Description", info.title),
        ("External-Identifier", info.identifier),
        ("Bagging-Date", &info.day),
        ("Payload-Oxum", &oxum),
        ("Bag-Software-Agent", agent),
        (
            "Internal-Sender-Description",
            "含未公开的源文件，供保存，请勿公开发布。 Holds unpublished sources: to be kept, not to be published.",
        ),
    ];
    if let Some(revision) = info.revision {
        fields.push(("Guidang-Git-Revision", revision));
    }
    let mut text = String::new();
    for (label, value) in fields {
        let words: Vec<&str> = value.split_whitespace().collect();
        text.push_str(&format!("{label}: {}\n", words.join(" ")));
    }
    text
}

/// The text of a manifest of these files, sorted by path.
#[must_use]
pub fn manifest_text(sums: &BTreeMap<String, Checksums>, algorithm: Algorithm) -> String {
    let mut text = String::new();
    for (path, checksums) in sums {
        if let Some((_, sum)) = checksums.iter().find(|(of, _)| *of == algorithm) {
            text.push_str(&manifest_line(sum, path));
        }
    }
    text
}

/// The text of `README.txt`: what someone who finds the bag in ten years needs to know. With a BOM and CRLF, for the oldest
/// Notepad.
#[must_use]
pub fn readme_text(title: &str, lang: Lang) -> String {
    let text = match lang {
        Lang::Zh => format!(
            "{title}\n\n\
             这是一个BagIt档案包（RFC 8493）。请整个文件夹一起保存，不要改动其中的文件。\n\n\
             看：  用浏览器打开 data/site/index.html\n\
             目录：data/catalogue/catalogue.csv\n\
             原件：data/source/\n\
             核对：guidang verify 本文件夹（其他BagIt工具也可以）\n\
             还原：guidang build --root data/source -o 另一个文件夹\n\n\
             其中有未公开的原件，请勿公开发布。\n"
        ),
        Lang::En => format!(
            "{title}\n\n\
             This is a BagIt bag (RFC 8493). Keep the whole folder, and change nothing in it.\n\n\
             To read:    open data/site/index.html in a browser\n\
             Catalogue:  data/catalogue/catalogue.csv\n\
             Sources:    data/source/\n\
             To check:   guidang verify THIS-FOLDER (any other BagIt tool will do)\n\
             To restore: guidang build --root data/source -o ANOTHER-FOLDER\n\n\
             It holds unpublished sources: do not publish it.\n"
        ),
    };
    format!("\u{feff}{}", text.replace('\n', "\r\n"))
}
