//! The texts that site.yaml lets through: they look like personal data and are none.

use rustc_hash::FxHashMap;

use crate::diagnostics::{Diagnostic, Problem};
use crate::model::AllowedText;
use crate::privacy::{self, Fingerprint};
use crate::source::Source;

/// Takes the problems away that a text of site.yaml lets through. Returns how many for each text; its own place in
/// site.yaml is not counted.
pub fn apply_allowances(allowed: &[AllowedText], diagnostics: &mut Vec<Diagnostic>) -> Vec<usize> {
    let mut uses = vec![0; allowed.len()];
    if allowed.is_empty() {
        return uses;
    }
    let by_print = by_print(allowed);
    diagnostics.retain(|diagnostic| {
        let Some(number) = print_of(&diagnostic.problem).and_then(|print| by_print.get(&print))
        else {
            return true;
        };
        let is_itself = allowed.iter().any(|text| {
            is_site_file(&diagnostic.file) && diagnostic.span.start.line == text.span.start.line
        });
        if !is_itself && let Some(count) = uses.get_mut(*number) {
            *count += 1;
        }
        false
    });
    uses
}

/// Drops the problems that a text of site.yaml lets through and that lie in no file: in messages of commits, in names
/// of references.
pub fn drop_allowed(allowed: &[AllowedText], problems: &mut Vec<Problem>) {
    if !allowed.is_empty() {
        let known = by_print(allowed);
        problems
            .retain(|problem| print_of(problem).is_none_or(|print| !known.contains_key(&print)));
    }
}

/// The numbers of the texts of site.yaml, by what they let through.
fn by_print(allowed: &[AllowedText]) -> FxHashMap<Fingerprint, usize> {
    let mut by_print: FxHashMap<Fingerprint, usize> = FxHashMap::default();
    for (number, AllowedText { text, .. }) in allowed.iter().enumerate() {
        for print in privacy::fingerprints(text) {
            by_print.entry(print).or_insert(number);
        }
    }
    by_print
}

/// What a text of site.yaml could let through.
fn print_of(problem: &Problem) -> Option<Fingerprint> {
    match problem {
        Problem::PersonalData { print, .. }
        | Problem::PersonalAttachment { print, .. }
        | Problem::PersonalHistory { print, .. }
        | Problem::PersonalPush { print, .. } => Some(*print),
        Problem::PersonalColumn { column } => Some(Fingerprint::of(column)),
        _ => None,
    }
}

/// The texts of site.yaml that let nothing through.
#[must_use]
pub fn unused_allowances(
    source: &dyn Source,
    allowed: &[AllowedText],
    uses: &[usize],
) -> Vec<Diagnostic> {
    let Some(file) = source.paths().into_iter().find(|path| is_site_file(path)) else {
        return Vec::new();
    };
    let mut diagnostics = Vec::new();
    for (text, count) in allowed.iter().zip(uses) {
        if *count == 0 {
            diagnostics.push(Diagnostic::new(file, text.span, Problem::UnusedAllowance));
        }
    }
    diagnostics
}

fn is_site_file(path: &str) -> bool {
    matches!(path, "content/site.yaml" | "content/站点.yaml")
}
