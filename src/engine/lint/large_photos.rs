//! Photos that are too large to be passed on. Pages show small copies, but the repository keeps the files for ever.

use rayon::prelude::*;

use crate::diagnostics::{Diagnostic, Problem, Span};
use crate::model::Archive;

/// Up to so many bytes a photo is fine.
const LARGEST: u64 = 2 * 1024 * 1024;

/// The attached photos that are too large, reported at their record or plan. `size` gives the bytes of a file.
#[must_use]
pub fn large_photos(
    archive: &Archive,
    size: &(dyn Fn(&str) -> Option<u64> + Sync),
) -> Vec<Diagnostic> {
    let mut attached: Vec<(&str, &[String])> = Vec::new();
    for plan in &archive.plans {
        attached.push((&plan.file, &plan.attachments));
    }
    for record in &archive.records {
        attached.push((&record.file, &record.attachments));
    }
    for pair in &archive.pairs {
        attached.push((&pair.file, pair.agreement.as_slice()));
    }
    attached
        .into_par_iter()
        .flat_map_iter(|(file, attachments)| large_among(file, attachments, size))
        .collect()
}

fn large_among(
    file: &str,
    attachments: &[String],
    size: &(dyn Fn(&str) -> Option<u64> + Sync),
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for path in attachments.iter().filter(|path| is_photo(path)) {
        if let Some(size) = size(path)
            && LARGEST < size
        {
            let name = path.rsplit('/').next().unwrap_or(path).to_owned();
            let problem = Problem::LargePhoto { name, size };
            diagnostics.push(Diagnostic::new(file, Span::first(), problem));
        }
    }
    diagnostics
}

/// Whether pages show a small copy of such a file.
fn is_photo(path: &str) -> bool {
    let Some((_, extension)) = path.rsplit_once('.') else { return false };
    matches!(extension.to_ascii_lowercase().as_str(), "jpg" | "jpeg" | "png" | "webp")
}
