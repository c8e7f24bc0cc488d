//! The tag files of our own bags.

use std::collections::BTreeMap;

use super::manifest::line;
use super::{Algorithm, Sums};
use crate::l10n::Lang;

/// `bagit.txt`.
pub const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// What `bag-info.txt` says (RFC 8493 §2.2.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About<'a> {
    /// Whose archive it is.
    pub organisation: &'a str,
    /// The archive's title, and what of it is in the bag.
    pub title: &'a str,
    /// A name for the bag: `guidang-2024-07-05`.
    pub identifier: &'a str,
    /// The day on which the archive is judged: never the clock's.
    pub day: String,
    /// The commit that the records are of; none without a repository.
    pub revision: Option<&'a str>,
    /// The bytes and files of the payload.
    pub oxum: (u64, u64),
}

/// `bag-info.txt`.
#[must_use]
pub fn info(about: &About<'_>) -> String {
    let oxum = format!("{}.{}", about.oxum.0, about.oxum.1);
    let agent = concat!("guidang ", env!("CARGO_PKG_VERSION"));
    let mut fields = vec![
        ("Source-Organization", about.organisation),
        ("External-Description", about.title),
        ("External-Identifier", about.identifier),
        ("Bagging-Date", &about.day),
        ("Payload-Oxum", &oxum),
        ("Bag-Software-Agent", agent),
        (
            "Internal-Sender-Description",
            "含未公开的源文件，供保存，请勿公开发布。 Holds unpublished sources: to be kept, not to be published.",
        ),
    ];
    fields.extend(about.revision.map(|it| ("Guidang-Git-Revision", it)));
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<&str>>().join(" ");
    fields.iter().map(|(label, value)| format!("{label}: {}\n", one_line(value))).collect()
}

/// A manifest of these files, sorted by path.
#[must_use]
pub fn manifest(sums: &BTreeMap<String, Sums>, algorithm: Algorithm) -> String {
    let of = |sums: &Sums| sums.iter().find(|it| it.0 == algorithm).map(|it| it.1.clone());
    sums.iter().filter_map(|(path, sums)| Some(line(&of(sums)?, path))).collect()
}

/// `README.txt`: what whoever finds the bag in ten years must know. With a BOM and CRLF, for the oldest Notepad.
#[must_use]
pub fn leaflet(title: &str, lang: Lang) -> String {
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
