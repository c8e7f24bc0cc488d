//! Reads files of a source: within limits, and many of them in parallel.

use rayon::prelude::*;

use super::document::{self, Document, MAX_RECORD};
use super::layout::RecordFile;
use crate::diagnostics::{BilingualName, Diagnostic, Problem, Span, SpannedProblem};
use crate::error::Error;
use crate::source::Source;
use crate::syntax::yaml::Node;
use crate::timings::{Phase, phase};

/// The bytes of a file. A file above the limit is never read: `limit + 1` zeros stand for it, so that it is seen to be
/// too large.
///
/// # Errors
/// When the source cannot read the file.
pub(crate) fn bounded(source: &dyn Source, path: &str, limit: usize) -> Result<Vec<u8>, Error> {
    match source.size(path) {
        Some(size) if (limit as u64) < size => Ok(vec![0; limit + 1]),
        _ => source.bytes(path),
    }
}

/// The tree of a YAML file; `None` when it cannot be understood.
///
/// # Errors
/// When the source cannot read the file.
pub(crate) fn yaml_file(
    source: &dyn Source,
    path: &str,
    problems: &mut Vec<SpannedProblem>,
) -> Result<Option<Node>, Error> {
    Ok(document::yaml(&bounded(source, path, MAX_RECORD)?, problems))
}

/// A record or plan; `None` when its front matter cannot be understood.
pub(crate) fn document(
    bytes: &[u8],
    file: &RecordFile,
    problems: &mut Vec<SpannedProblem>,
) -> Option<Document> {
    let (front, body) = document::front_matter(bytes, problems)?;
    Some(Document {
        id: file.id.clone(),
        file: file.path.clone(),
        front,
        body,
        attachments: file.attachments.clone(),
    })
}

/// The problems of a file with its path.
pub(crate) fn in_file(path: &str, problems: Vec<SpannedProblem>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::with_capacity(problems.len());
    for (span, problem) in problems {
        diagnostics.push(Diagnostic::new(path, span, problem));
    }
    diagnostics
}

/// That a file which every archive, school or pair has does not exist.
pub(crate) fn missing_file(path: &str, file: BilingualName) -> Diagnostic {
    Diagnostic::new(path, Span::first(), Problem::MissingFile { file })
}

/// That such a file has another name.
pub(crate) fn misnamed_file(path: &str, wanted: BilingualName) -> Diagnostic {
    let found = path.rsplit('/').next().unwrap_or(path).to_owned();
    Diagnostic::new(path, Span::first(), Problem::MisnamedFile { found, wanted })
}

/// Reads many files in parallel. Values and diagnostics are in the order of `items`.
///
/// # Errors
/// The first error in the order of `items`.
pub(crate) fn in_parallel<I: Send, T: Send>(
    items: Vec<I>,
    diagnostics: &mut Vec<Diagnostic>,
    read: impl Fn(I) -> Result<(T, Vec<Diagnostic>), Error> + Sync + Send,
) -> Result<Vec<T>, Error> {
    let results: Vec<Result<(T, Vec<Diagnostic>), Error>> = items
        .into_par_iter()
        .with_min_len(16)
        .map(|item| phase(Phase::Parse, || read(item)))
        .collect();
    let mut values = Vec::with_capacity(results.len());
    for result in results {
        let (value, of_file) = result?;
        values.push(value);
        diagnostics.extend(of_file);
    }
    Ok(values)
}
