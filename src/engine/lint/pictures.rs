//! Photos that are too large to be handed around. Pages show small copies; the repository keeps the file for ever.

use rayon::prelude::*;

use crate::diagnostics::{Diagnostic, Problem, Span};
use crate::model::Archive;

/// The bytes up to which a photo is fine.
const LARGEST: u64 = 2 * 1024 * 1024;

/// The photos beside records and plans that are too large, told at their record. `size`: how many bytes a file has.
#[must_use]
pub fn large_photos(
    archive: &Archive,
    size: &(dyn Fn(&str) -> Option<u64> + Sync),
) -> Vec<Diagnostic> {
    let of_plans = archive.plans.par_iter().map(|it| (&it.file, &it.attachments));
    let of_records = archive.records.par_iter().map(|it| (&it.file, &it.attachments));
    let told = |(file, attachments): (&String, &Vec<String>)| {
        let large = |path: &String| {
            let size = size(path).filter(|it| LARGEST < *it)?;
            let name = path.rsplit('/').next().unwrap_or(path).to_owned();
            Some(Diagnostic::new(file, Span::first(), Problem::LargePhoto { name, size }))
        };
        attachments.iter().filter(|it| is_photo(it)).filter_map(large).collect::<Vec<_>>()
    };
    of_plans.chain(of_records).flat_map_iter(told).collect()
}

/// Whether pages show a small copy of such a file.
fn is_photo(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, it)| it.to_ascii_lowercase());
    matches!(ending.as_deref(), Some("jpg" | "jpeg" | "png" | "webp"))
}
