//! The names of folders and files that the inbox keeps in a school's folder, in both spellings.

use crate::diagnostics::BilingualName;
use crate::parse::names::{PLANS_DIR, RECORD_DIRS};

/// What was taken.
pub(super) const TAKEN: BilingualName = BilingualName { en: "taken", zh: "已收" };
/// What was handed back.
pub(super) const RETURNED: BilingualName = BilingualName { en: "returned", zh: "退回" };
/// The page of all receipts.
pub(super) const PAGE: BilingualName = BilingualName { en: "receipts.html", zh: "回执.html" };
/// The end of the name of a receipt.
pub(super) const RECEIPT: BilingualName = BilingualName { en: ".receipt.txt", zh: ".回执.txt" };
/// The end of the name of a note on what was handed back.
pub(super) const NOTE: BilingualName = BilingualName { en: ".why.txt", zh: ".说明.txt" };
/// The list of a package's files.
pub(super) const MANIFEST: &str = "送交.json";

/// Endings of files that a browser or a copying program has not finished.
const UNFINISHED: [&str; 4] = [".part", ".crdownload", ".filepart", ".download"];

/// Whether a name in a school's folder is the inbox's own, or nothing that was handed in.
pub(super) fn is_own(name: &str) -> bool {
    TAKEN.is(name)
        || RETURNED.is(name)
        || PAGE.is(name)
        || is_own_text(name)
        || crate::source::is_litter(name)
        || name.starts_with(['.', '_'])
        || UNFINISHED.iter().any(|ending| name.to_ascii_lowercase().ends_with(ending))
}

/// Whether a file is a receipt or a note.
pub(super) fn is_own_text(name: &str) -> bool {
    [RECEIPT, NOTE].iter().any(|own| name.ends_with(own.zh) || name.ends_with(own.en))
}

/// The folder of a kind of record or of plans that has this name.
pub(super) fn kind_folder(name: &str) -> Option<BilingualName> {
    for (folder, _) in RECORD_DIRS {
        if folder.is(name) {
            return Some(*folder);
        }
    }
    PLANS_DIR.is(name).then_some(PLANS_DIR)
}

/// The ending of a file's name in small letters, without the dot.
pub(super) fn ending(name: &str) -> String {
    let (_, ending) = name.rsplit_once('.').unwrap_or_default();
    ending.chars().take(12).collect::<String>().to_lowercase()
}

/// The name without its ending.
pub(super) fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The name of a record by that of its file or folder.
pub(super) fn stem_of_record(name: &str) -> &str {
    name.strip_suffix(".md").unwrap_or(name)
}
