//! `送交.json`: what a package says about itself (docs/interface.md §6.3).

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::names::MANIFEST;
use super::refusal::Refusal;
use crate::bagit::path_problem;
use crate::engine::lint::folded;
use crate::syntax::text::nfc;

/// The format of packages.
const FORMAT: &str = "guidang-hand-in";
/// The latest version of it.
const VERSION: u64 = 1;
/// The most bytes of 送交.json.
const MOST_BYTES: usize = 1024 * 1024;

/// What a package says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct HandInManifest {
    format: String,
    version: u64,
    /// The id of the school.
    pub(super) school: String,
    /// The id of the record.
    pub(super) record: String,
    files: Vec<ListedFile>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct ListedFile {
    path: String,
    sha256: String,
}

impl HandInManifest {
    /// Reads the text of 送交.json.
    pub(super) fn parse(bytes: &[u8]) -> Result<HandInManifest, Refusal> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if MOST_BYTES < bytes.len() {
            return Err(Refusal::BadManifest);
        }
        // A later version may have other fields, so its number is looked at first.
        let value: serde_json::Value =
            serde_json::from_slice(bytes).map_err(|_| Refusal::BadManifest)?;
        let version = value.get("version").and_then(serde_json::Value::as_u64);
        if version.is_some_and(|version| VERSION < version) {
            return Err(Refusal::LaterVersion);
        }
        let manifest: HandInManifest =
            serde_json::from_value(value).map_err(|_| Refusal::BadManifest)?;
        let is_known = manifest.format == FORMAT && manifest.version == VERSION;
        if is_known { Ok(manifest) } else { Err(Refusal::BadManifest) }
    }

    /// Compares the files of a package with its list: every listed file is there unchanged, and no other.
    pub(super) fn compare(&self, files: &BTreeMap<String, Vec<u8>>) -> Vec<Refusal> {
        let mut problems = Vec::new();
        // Systems keep names in one of two Unicode forms.
        let mut by_form = BTreeMap::new();
        for (path, bytes) in files {
            by_form.insert(nfc(path), (path, bytes));
        }
        let mut listed = BTreeSet::new();
        for file in &self.files {
            let path = nfc(&file.path);
            if path_problem(&path).is_some() {
                problems.push(Refusal::UnsafeName { path });
                continue;
            }
            match by_form.get(&path) {
                None => problems.push(Refusal::Missing { path: file.path.clone() }),
                Some((_, bytes))
                    if !super::digest::sha256(bytes).eq_ignore_ascii_case(&file.sha256) =>
                {
                    problems.push(Refusal::Changed { path: file.path.clone() });
                }
                Some(_) => {}
            }
            listed.insert(path);
        }
        for (form, (path, _)) in &by_form {
            if form != MANIFEST && !listed.contains(form) {
                problems.push(Refusal::Unlisted { path: (*path).clone() });
            }
        }
        problems
    }

    /// The folder of the kind of record and the name of the record; the school's id must be `school`, whose folder may
    /// be spelled in either way.
    pub(super) fn place(&self) -> Option<RecordPlace<'_>> {
        let parts: Vec<&str> = self.record.split('/').collect();
        let [schools, school, kind, name] = parts.as_slice() else { return None };
        if !crate::parse::names::SCHOOLS_DIR.is(schools) || path_problem(name).is_some() {
            return None;
        }
        let kind = super::names::kind_folder(kind)?;
        Some(RecordPlace { school, kind, name })
    }

    /// Whether a school's id is the one that the package names.
    pub(super) fn is_of(&self, id: &str) -> bool {
        folded(&self.school) == folded(id)
    }
}

/// Where a record belongs.
pub(super) struct RecordPlace<'m> {
    pub(super) school: &'m str,
    pub(super) kind: crate::diagnostics::BilingualName,
    pub(super) name: &'m str,
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{"format":"guidang-hand-in","version":1,"school":"a","record":"schools/a/visits/x","files":[]}"#;

    #[test]
    fn versions_and_formats_that_are_unknown_are_told_apart() {
        assert!(HandInManifest::parse(TEXT.as_bytes()).is_ok());
        let with_mark = format!("\u{feff}{TEXT}");
        assert!(HandInManifest::parse(with_mark.as_bytes()).is_ok());
        for (from, to, want) in [
            ("\"version\":1", "\"version\":2", Refusal::LaterVersion),
            ("\"version\":1", "\"version\":0", Refusal::BadManifest),
            ("guidang-hand-in", "other", Refusal::BadManifest),
            ("\"school\":\"a\",", "", Refusal::BadManifest),
            ("{", "[", Refusal::BadManifest),
        ] {
            let text = TEXT.replacen(from, to, 1);
            assert_eq!(HandInManifest::parse(text.as_bytes()).unwrap_err(), want, "{text}");
        }
    }

    #[test]
    fn only_the_place_of_a_record_is_one() {
        let place = |record: &str| {
            let text = TEXT.replace("schools/a/visits/x", record);
            let manifest = HandInManifest::parse(text.as_bytes()).unwrap();
            manifest
                .place()
                .map(|place| (place.school.to_owned(), place.kind.en, place.name.to_owned()))
        };
        let want = Some(("a".to_owned(), "visits", "x".to_owned()));
        assert_eq!(place("schools/a/visits/x"), want);
        assert_eq!(place("学校/a/活动/x"), want);
        for record in [
            "schools/a/x",
            "schools/a/visits/..",
            "pairs/a/plans/x",
            "schools/a/b/x",
            "schools/a/visits/x/y",
            "",
            "schools/a/visits/",
        ] {
            assert_eq!(place(record), None, "{record}");
        }
    }
}
