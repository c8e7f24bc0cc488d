//! Files that systems and office programs leave beside documents. They are no part of an archive: an old version of a
//! record, the name of the user who had a document open, thumbnails of photos that were deleted
//! (docs/content-model.md §1).

/// Files and folders that a system writes, in lower case.
const OF_SYSTEMS: [&str; 6] =
    ["thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", "__macosx", "$recycle.bin"];
/// The beginnings of names that office programs give to their locks and temporary files, in lower case.
const BEGINNINGS: [&str; 3] = ["~$", "~wrl", ".~lock."];
/// The ends of names of copies and temporary files, in lower case.
const ENDS: [&str; 6] = ["~", ".tmp", ".bak", ".crdownload", ".part", ".swp"];

/// Whether a system writes files or folders of that name by itself.
#[must_use]
pub fn is_system_litter(name: &str) -> bool {
    name.starts_with("._") || OF_SYSTEMS.contains(&&*name.to_ascii_lowercase())
}

/// Whether a file of that name is no document, but something that a system or an office program left.
#[must_use]
pub fn is_litter(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    is_system_litter(name)
        || BEGINNINGS.iter().any(|beginning| lower.starts_with(beginning))
        || ENDS.iter().any(|end| lower.ends_with(end))
}

/// Whether a path leads to such a file, or through such a folder.
#[must_use]
pub fn has_litter(path: &str) -> bool {
    path.split('/').any(is_litter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_leave_is_told_from_documents() {
        for name in [
            "~$教案.docx",
            "~WRL0003.tmp",
            "index.md~",
            "教案.docx.tmp",
            "表.xlsx.bak",
            ".~lock.表.ods#",
            "Thumbs.db",
            "THUMBS.DB",
            "desktop.ini",
            "__MACOSX",
            ".DS_Store",
            "._教案.docx",
            "教案.BAK",
            "ehthumbs.db",
            "$RECYCLE.BIN",
            "照片.jpg.crdownload",
            "照片.jpg.part",
            "index.md.swp",
        ] {
            assert!(is_litter(name), "{name}");
        }
        for name in
            ["教案.docx", "bak.md", "2024~2025.md", "tmp", "thumbs.db.md", "a~b", "备份.zip"]
        {
            assert!(!is_litter(name), "{name}");
        }
        assert!(has_litter("data/__MACOSX/x") && !has_litter("data/x/index.md"));
    }
}
