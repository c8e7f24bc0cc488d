//! Files next to records with figures of a sensitive indicator: they are published as they are, and may hold the figures
//! that pages withhold.

use crate::diagnostics::{Diagnostic, Oddity, Problem};
use crate::model::{Archive, Day, Detail, Indicator, MeasureIx, Record};
use crate::syntax::file_name::{medium_of, names_picture};

/// Reports the first such file of each record that is published on a day. Pictures, films and sound carry no tables.
pub(super) fn sensitive_files(archive: &Archive, as_of: Day) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut sensitive: Vec<&Indicator> = archive.indicators.iter().collect();
    sensitive.retain(|indicator| indicator.sensitive);
    if sensitive.is_empty() {
        return diagnostics;
    }
    for record in &archive.records {
        if !record.is_published(as_of) {
            continue;
        }
        if let Some(path) = record.attachments.iter().find(|path| may_hold_figures(path))
            && let Some(indicator) = sensitive_indicator(&sensitive, record)
        {
            let name = path.rsplit('/').next().unwrap_or(path).to_owned();
            let problem = Problem::Odd(Oddity::SensitiveFile { name, indicator });
            diagnostics.push(Diagnostic::new(&record.file, record.at, problem));
        }
    }
    diagnostics
}

/// Whether a file can hold a table or a text.
fn may_hold_figures(path: &str) -> bool {
    medium_of(path).is_none() && !names_picture(path)
}

/// The name of the first sensitive indicator that reads a figure of a record.
fn sensitive_indicator(sensitive: &[&Indicator], record: &Record) -> Option<String> {
    for indicator in sensitive {
        for measure in indicator.measures() {
            if has(record, measure) {
                return Some(indicator.name.clone());
            }
        }
    }
    None
}

fn has(record: &Record, measure: MeasureIx) -> bool {
    match &record.detail {
        Detail::Ledger(ledger) => ledger.column_of(measure).is_some(),
        _ => record.datum(measure).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_films_and_sound_hold_no_figures() {
        for path in ["学校/a/活动/b/名单.csv", "a.b/名单", "a/总结.pdf"] {
            assert!(may_hold_figures(path), "{path}");
        }
        for path in ["a/现场.JPG", "a/现场.avif", "a/图.svg", "a/课堂.mkv", "a/录音.ogg"] {
            assert!(!may_hold_figures(path), "{path}");
        }
    }
}
