//! Figures of percentages that can hardly be meant: a part above its whole, and a fraction of one among percentages
//! (docs/content-model.md §6).

use rustc_hash::FxHashMap;

use crate::diagnostics::{Diagnostic, Misreading, Problem, Span};
use crate::model::{Archive, Cell, Datum, Detail, Figure, Indicator, MeasureIx, Reads, Record};

/// Words in the names of ratios that may exceed 100%: what is done may be more than was planned, or than before.
const MAY_EXCEED: [&str; 5] = ["完成", "增", "超", "growth", "increase"];

/// The figures of a record, or of a row of its table.
struct CountedEntry<'a> {
    figures: Vec<(MeasureIx, Figure)>,
    file: &'a str,
    span: Span,
}

/// Reports such figures: each record once for an indicator.
pub(super) fn odd_figures(archive: &Archive) -> Vec<Diagnostic> {
    let (mut ratios, mut percentages) = (Vec::new(), Vec::new());
    for indicator in archive.indicators.iter().filter(|indicator| indicator.is_percent()) {
        match indicator.reads {
            Reads::Ratio { numerator, denominator } => {
                ratios.push((indicator, numerator, denominator));
            }
            Reads::Measure(measure) if !percentages.contains(&measure) => percentages.push(measure),
            Reads::Measure(_) | Reads::Records { .. } => {}
        }
    }
    ratios.retain(|(indicator, ..)| !MAY_EXCEED.iter().any(|word| indicator.name.contains(word)));
    let mut diagnostics = Vec::new();
    if ratios.is_empty() && percentages.is_empty() {
        return diagnostics;
    }
    let mut known: FxHashMap<MeasureIx, Vec<(Figure, &str, Span)>> = FxHashMap::default();
    for record in archive.records.iter().filter(|record| !record.draft) {
        let entries = entries(record);
        for ratio in &ratios {
            diagnostics
                .extend(entries.iter().find_map(|entry| above_whole(archive, *ratio, entry)));
        }
        for entry in entries {
            for (measure, figure) in entry.figures {
                if percentages.contains(&measure) {
                    known.entry(measure).or_default().push((figure, entry.file, entry.span));
                }
            }
        }
    }
    for measure in percentages {
        let figures = known.remove(&measure).unwrap_or_default();
        diagnostics.extend(fractions(archive, measure, &figures));
    }
    diagnostics
}

fn entries(record: &Record) -> Vec<CountedEntry<'_>> {
    let mut entries = Vec::new();
    let Detail::Ledger(ledger) = &record.detail else {
        let mut figures = Vec::new();
        for (measure, datum) in &record.data {
            if let Datum::Number(figure) = datum {
                figures.push((*measure, *figure));
            }
        }
        entries.push(CountedEntry { figures, file: &record.file, span: record.at });
        return entries;
    };
    if ledger.columns.iter().all(|column| column.measure.is_none()) {
        return entries;
    }
    for (row, line) in ledger.lines.iter().enumerate() {
        let mut figures = Vec::new();
        for (column, cell) in ledger.columns.iter().zip(ledger.row(row)) {
            if let (Some(measure), Cell::Number(figure)) = (column.measure, cell) {
                figures.push((measure, *figure));
            }
        }
        entries.push(CountedEntry { figures, file: &ledger.table, span: Span::new(*line, 1, 0) });
    }
    entries
}

fn above_whole(
    archive: &Archive,
    (indicator, part, whole): (&Indicator, MeasureIx, MeasureIx),
    entry: &CountedEntry<'_>,
) -> Option<Diagnostic> {
    let value = |wanted: MeasureIx| {
        let found = entry.figures.iter().find(|(measure, _)| *measure == wanted);
        found.map(|(_, figure)| *figure)
    };
    let (part_value, whole_value) = (value(part)?, value(whole)?);
    if part_value <= whole_value {
        return None;
    }
    let name = |measure: MeasureIx| archive.measures.get(measure.0 as usize).cloned();
    let misreading = Misreading::PartAboveWhole {
        indicator: indicator.name.clone(),
        part: name(part)?,
        part_value: part_value.to_string(),
        whole: name(whole)?,
        whole_value: whole_value.to_string(),
    };
    Some(Diagnostic::new(entry.file, entry.span, Problem::Misread(misreading)))
}

/// The only figure below one of a percentage, where a hundred times as much is what the others are like.
fn fractions(
    archive: &Archive,
    measure: MeasureIx,
    figures: &[(Figure, &str, Span)],
) -> Option<Diagnostic> {
    let one = Figure::whole(1);
    let is_fraction = |figure: Figure| Figure::ZERO < figure && figure < one;
    let mut below = figures.iter().filter(|(figure, ..)| is_fraction(*figure));
    let (found, file, span) = below.next()?;
    let others = || figures.iter().map(|(figure, ..)| *figure).filter(|figure| figure != found);
    let (least, most) = (others().min()?, others().max()?);
    let meant = found.times(100);
    let is_like_others = least < meant.times(2) && meant < most.times(2);
    if below.next().is_some() || least <= one || !is_like_others {
        return None;
    }
    let misreading = Misreading::FractionOfOne {
        measure: archive.measures.get(measure.0 as usize).cloned()?,
        found: found.to_string(),
        meant: meant.to_string(),
    };
    Some(Diagnostic::new(file, *span, Problem::Misread(misreading)))
}
