//! `guidang fmt`: records rewritten as guidang likes them; what they say stays.

use rayon::prelude::*;

use super::fmt_files::{files, is_sealed, shape};
use super::load::lock_archive;
use super::terminal::Terminal;
use super::{Exit, find_root};
use crate::cli::{Fmt, Globals};
use crate::diagnostics::{Diagnostic, EncodingProblem, Problem, Span};
use crate::engine::seal;
use crate::error::Error;
use crate::format::{FileShape, Formatted, Options, format, messages};
use crate::l10n::Lang;
use crate::model::Digest;
use crate::output::ArchiveWriter;
use crate::parse;
use crate::source::Source;
use crate::source::{DecodeError, FolderSource};

pub(super) fn run(asked: &Fmt, globals: &Globals, terminal: &mut Terminal) -> Result<Exit, Error> {
    let root = find_root(globals)?;
    let writer = match asked.check {
        true => None,
        false => Some(lock_archive(&root, "fmt", globals, terminal)?),
    };
    let tree = FolderSource::open(&root, "content")?;
    let language = globals.lang.or(parse::language(&tree)?);
    terminal.lang = language.unwrap_or(terminal.lang);
    let files = files(&root, &tree, &asked.paths)?;
    let (seals, unreadable) = seal::read(&tree)?;
    if !unreadable.is_empty() {
        terminal.diagnostics(&unreadable, &tree); // nobody knows what is sealed
        return Ok(Exit::ContentErrors);
    }
    let seals = match seals.is_empty() {
        true => seals,
        false => seal::with_current_ids(seals, &parse::archive(&tree)?.archive),
    };
    let (sealed, files): (Vec<String>, Vec<String>) =
        files.into_iter().partition(|path| is_sealed(path, &seals));
    let options = Options { punct: asked.punct };
    let outcomes = files
        .par_iter()
        .map(|path| Ok((path.as_str(), outcome(&tree, path, options)?)))
        .collect::<Result<Vec<_>, Error>>()?;
    let mut sum = messages::FmtSummary {
        files: files.len(),
        changed: 0,
        left: 0,
        sealed: sealed.len(),
        only_check: asked.check,
    };
    for (path, outcome) in outcomes {
        carry_out(writer.as_ref(), &tree, path, &outcome, &mut sum, terminal)?;
    }
    terminal.note(&sum.text(&terminal.time(), terminal.lang));
    let failed = sum.left > 0 || asked.check && sum.changed > 0;
    Ok(if failed { Exit::ContentErrors } else { Exit::Done })
}

/// What is to be done with a file; nothing in most cases.
#[derive(Default)]
struct FileOutcome {
    formatted: Option<Formatted>,
    /// The bytes that were read.
    read: Option<Digest>,
    /// A line whose fields nobody can be sure of.
    left: Option<u32>,
    refused: Option<DecodeError>,
}

fn outcome(tree: &FolderSource, path: &str, options: Options) -> Result<FileOutcome, Error> {
    let shape = shape(path).unwrap_or(FileShape::Csv);
    let bytes = tree.bytes(path)?;
    Ok(match format(&bytes, shape, options) {
        Ok(formatted) => {
            let left = formatted.left;
            let has_changes = !formatted.changes.is_empty();
            let read = has_changes.then(|| Digest::of_bytes(&bytes));
            FileOutcome { formatted: has_changes.then_some(formatted), read, left, refused: None }
        }
        Err(error) => FileOutcome { refused: Some(error), ..FileOutcome::default() },
    })
}

/// Writes a file, if it is to be written, and tells.
fn carry_out(
    writer: Option<&ArchiveWriter>,
    tree: &FolderSource,
    path: &str,
    outcome: &FileOutcome,
    sum: &mut messages::FmtSummary,
    terminal: &Terminal,
) -> Result<(), Error> {
    if let Some(formatted) = &outcome.formatted {
        if let Some(writer) = writer {
            if outcome.read != Some(Digest::of_bytes(&tree.bytes(path)?)) {
                terminal.error(&messages::changed_meanwhile(path, terminal.lang));
                sum.left += 1;
                return Ok(());
            }
            writer.replace(path, formatted.text.as_bytes())?;
        }
        sum.changed += 1;
        let changes = messages::changes(&formatted.changes, terminal.lang);
        terminal.item(&match terminal.lang {
            Lang::Zh => format!("{path}：{changes}"),
            Lang::En => format!("{path}: {changes}"),
        })?;
    }
    if let Some(line) = outcome.left {
        terminal.error(&messages::left_alone(path, line, terminal.lang));
    }
    if let Some(error) = outcome.refused {
        terminal.diagnostics(&[refusal(path, error)], tree);
    }
    sum.left += usize::from(outcome.left.is_some() || outcome.refused.is_some());
    Ok(())
}

/// A file that is no text, told as `guidang check` tells it.
fn refusal(path: &str, error: DecodeError) -> Diagnostic {
    let problem = match error {
        DecodeError::Binary { .. } => EncodingProblem::Binary,
        DecodeError::Mixed { .. } => EncodingProblem::Mixed,
        DecodeError::Unknown { .. } => EncodingProblem::Unknown,
    };
    Diagnostic::new(path, Span::new(error.line() as u32, 1, 0), Problem::Encoding(problem))
}
