//! The tables about records: visits, honours, lists, figures and files.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::parts::{DASH, PaperCell, Part, center, left, right, wide};
use crate::l10n::labels::Labels;
use crate::model::{Day, Detail, DocumentIx, RecordIx, RecordKind};
use crate::site::fragments::attachments::kind_and_size;
use crate::site::fragments::filing::file_number;
use crate::site::fragments::lists::kind_title;
use crate::site::fragments::type_names::TypeNames;
use crate::site::model::page_ctx::PageCtx;

/// The number of visits of each type, the most frequent first.
pub(super) fn visits_part(ctx: PageCtx<'_>, records: &[RecordIx]) -> Part {
    let site = ctx.site;
    let labels = Labels::of(site.lang());
    let mut names = TypeNames::default();
    let mut visits = Vec::new();
    for &record in records {
        let record = site.archive.record(record);
        if record.kind() == RecordKind::Visit {
            names.add(record);
            visits.push(record);
        }
    }
    let total = visits.len();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for record in visits {
        *counts.entry(names.of(record).unwrap_or(DASH)).or_default() += 1;
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(name, count)| (Reverse(*count), *name));
    let mut rows = Vec::new();
    for (name, count) in counts {
        rows.push(vec![left(name), right(site.words.times(count))]);
    }
    if 1 < rows.len() {
        rows.push(vec![left(labels.total), right(site.words.times(total))]);
    }
    Part {
        head: vec![wide(60, left(labels.of_type)), wide(40, right(labels.action_times))],
        rows,
        ..Part::default()
    }
}

/// The honours among records.
pub(super) fn honours_part(ctx: PageCtx<'_>, records: &[RecordIx]) -> Part {
    let site = ctx.site;
    let labels = Labels::of(site.lang());
    let mut rows = Vec::new();
    for &index in records {
        let record = site.archive.record(index);
        let Detail::Honour(level) = record.detail else { continue };
        let level = match level {
            Some(level) => site.words.honour_level(level),
            None => DASH,
        };
        rows.push(vec![left(day(ctx, index)), left(record.title.as_str()), left(level)]);
    }
    Part {
        head: vec![
            wide(24, left(labels.date)),
            wide(58, left(labels.title)),
            wide(18, left(labels.honour_level)),
        ],
        rows,
        ..Part::default()
    }
}

fn day(ctx: PageCtx<'_>, at: RecordIx) -> String {
    dated_day(ctx, at).map(|day| ctx.site.words.day(day)).unwrap_or_default()
}

/// The day of a record in a document; of a ledger that of its latest row up to the day of the document. `None` for a record
/// of a later day.
pub(super) fn dated_day(ctx: PageCtx<'_>, at: RecordIx) -> Option<Day> {
    match &ctx.site.archive.record(at).detail {
        Detail::Ledger(ledger) => {
            let mut latest = None;
            for day in ledger.days.iter().flatten() {
                if *day <= ctx.as_of() {
                    latest = latest.max(Some(*day));
                }
            }
            latest
        }
        _ => ctx.site.lookup.day(at).filter(|day| *day <= ctx.as_of()),
    }
}

/// The list of records by date and title, with their file numbers if there are any; without `annexed_to`, the document
/// whose annex it is.
pub(super) fn records_part(ctx: PageCtx<'_>, records: &[RecordIx], annexed_to: RecordIx) -> Part {
    let site = ctx.site;
    let labels = Labels::of(site.lang());
    let mut rows: Vec<Vec<PaperCell>> = Vec::new();
    let mut numbers = Vec::new();
    for &index in records {
        if index == annexed_to {
            continue;
        }
        let record = site.archive.record(index);
        let of_type = match &record.of_type {
            Some(name) => name,
            None => kind_title(ctx, record.kind()),
        };
        rows.push(vec![
            center((rows.len() + 1).to_string()),
            left(day(ctx, index)),
            left(record.title.as_str()),
            left(of_type),
        ]);
        numbers.push(file_number(ctx, DocumentIx::Record(index)));
    }
    let is_numbered = numbers.iter().any(Option::is_some);
    let title_width = if is_numbered { 32 } else { 56 };
    let mut head = vec![
        wide(7, center(labels.number)),
        wide(21, left(labels.date)),
        wide(title_width, left(labels.title)),
        wide(16, left(labels.of_type)),
    ];
    if is_numbered {
        head.push(wide(24, left(labels.file_number)));
        for (row, number) in rows.iter_mut().zip(numbers) {
            row.push(left(number.as_deref().unwrap_or(DASH)));
        }
    }
    Part { head, rows, ..Part::default() }
}

/// The figures that a record carries.
pub(super) fn data_part(ctx: PageCtx<'_>, at: RecordIx) -> Part {
    let site = ctx.site;
    let labels = Labels::of(site.lang());
    let mut rows = Vec::new();
    for (measure, _) in &site.archive.record(at).data {
        if let Some((value, _)) = site.shown_datum(at, None, *measure) {
            rows.push(vec![left(site.archive.measures[measure.0 as usize].as_str()), right(value)]);
        }
    }
    Part {
        title: labels.data.to_owned(),
        head: vec![wide(60, left(labels.item)), wide(40, right(labels.figure))],
        rows,
        ..Part::default()
    }
}

/// The published files of a record by name, kind and size.
pub(super) fn files_part(ctx: PageCtx<'_>, files: &[String]) -> Part {
    let labels = Labels::of(ctx.site.lang());
    let mut rows = Vec::new();
    for file in files {
        if !ctx.site.routes.attachments.contains_key(file) {
            continue;
        }
        let (kind, size) = kind_and_size(ctx, file);
        rows.push(vec![
            center((rows.len() + 1).to_string()),
            left(file.rsplit('/').next().unwrap_or(file)),
            left(kind.as_deref().unwrap_or(DASH)),
            right(size.as_deref().unwrap_or(DASH)),
        ]);
    }
    Part {
        head: vec![
            wide(8, center(labels.number)),
            wide(60, left(labels.title)),
            wide(16, left(labels.of_type)),
            wide(16, right(labels.size)),
        ],
        rows,
        ..Part::default()
    }
}
