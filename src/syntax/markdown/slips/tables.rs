//! Tables that Markdown does not take for tables: without the second line, with full-width lines, between tabs.

use super::super::form_lines::{begins_with_bullet, typed_number};
use super::super::prepare::list_marker;
use super::fences::is_fence;
use super::slip::{BodyLine, Slip, SlipKind};

/// The most cells that a message shows.
const MAX_CELLS: usize = 12;

/// What a line looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    /// Cells between `|` or `｜`, and whether any is full-width.
    Piped(bool),
    /// Cells between tabs.
    Tabbed,
    /// No row of a table.
    Other,
}

/// Finds tables among the lines.
pub(super) fn find(lines: &[BodyLine<'_>], slips: &mut Vec<Slip>) {
    let is_same = |above: &BodyLine<'_>, below: &BodyLine<'_>| {
        matches!(
            (row(above), row(below)),
            (Row::Piped(_), Row::Piped(_)) | (Row::Tabbed, Row::Tabbed)
        )
    };
    for group in lines.chunk_by(is_same) {
        let [first, ..] = group else { continue };
        if is_table(group) {
            continue;
        }
        let is_wide = group.iter().any(|line| row(line) == Row::Piped(true));
        let kind = match row(first) {
            Row::Other => continue,
            // A single line is none, unless it is the second line of a table without the first.
            Row::Piped(_) if group.len() < 2 && !is_rule(first.text) => continue,
            Row::Piped(_) if is_wide => SlipKind::WideTable,
            Row::Piped(_) => SlipKind::Table,
            Row::Tabbed if group.len() < 2 => continue,
            Row::Tabbed => SlipKind::TabRows,
        };
        let range = first.start..first.start + first.text.len();
        slips.push(Slip::new(kind, range, head(first, kind), false));
    }
}

/// Whether Markdown takes lines for a table: the second one fits the header. Whether it is code is not known here.
fn is_table(lines: &[BodyLine<'_>]) -> bool {
    let [header, rule, ..] = lines else { return false };
    let is_plain = !lines.iter().any(|line| line.text.contains('｜'));
    is_plain && is_dashed(rule.text) && !is_dashed(header.text) && borders(header) == borders(rule)
}

/// How many lines stand between the cells of a row.
fn borders(line: &BodyLine<'_>) -> usize {
    line.text.trim_matches('|').matches('|').count()
}

/// Finds the rows of tables that have not as many cells as the header: Markdown leaves out what is more, and shows what is
/// less as empty cells. Lines without cells that stand right below a table become rows of it.
pub(super) fn find_odd_rows(lines: &[BodyLine<'_>], slips: &mut Vec<Slip>) {
    let mut at = 0;
    while let Some([header, rule, ..]) = lines.get(at..) {
        let is_header = header.text.contains('|') || rule.text.contains('|');
        let is_table = is_header
            && is_dashed(rule.text)
            && !is_dashed(header.text)
            && borders(header) == borders(rule);
        at += 1;
        if !is_table {
            continue;
        }
        at += 1;
        let columns = cells(header.text).len();
        while let Some(row) = lines.get(at).filter(|row| !row.text.is_empty()) {
            at += 1;
            if begins_block(row) {
                break;
            }
            if let Some((kind, write)) = odd_row(row.text, columns) {
                slips.push(Slip::new(kind, row.start..row.start + row.text.len(), write, false));
            }
        }
    }
}

/// What is odd about a row of a table with so many columns.
fn odd_row(row: &str, columns: usize) -> Option<(SlipKind, String)> {
    if !row.contains('|') && 1 < columns {
        return Some((SlipKind::BelowTable, String::new()));
    }
    let cells = cells(row);
    let extra = cells.get(columns..).unwrap_or_default();
    if extra.iter().any(|cell| !cell.is_empty()) {
        return Some((SlipKind::ExtraCells, extra.join(" | ")));
    }
    (cells.len() < columns).then(|| (SlipKind::MissingCells, columns.to_string()))
}

/// Whether a line ends the table above it: a heading, a quotation, a list, a fence, a rule.
fn begins_block(line: &BodyLine<'_>) -> bool {
    let text = line.text;
    list_marker(text).is_some()
        || is_fence(text)
        || text.trim_start_matches('#').starts_with(' ') && text.starts_with('#')
        || 3 <= text.len() && text.bytes().all(|byte| matches!(byte, b'-' | b'*' | b'_'))
}

/// The cells of a row. `\|` is part of a cell.
fn cells(row: &str) -> Vec<&str> {
    let inside = row.strip_prefix('|').unwrap_or(row);
    let (mut cells, mut start) = (Vec::new(), 0);
    for (at, _) in inside.match_indices('|') {
        if !inside[..at].ends_with('\\') {
            cells.push(inside[start..at].trim());
            start = at + 1;
        }
    }
    let last = inside[start..].trim();
    if !last.is_empty() {
        cells.push(last);
    }
    cells
}

/// What a line looks like.
fn row(line: &BodyLine<'_>) -> Row {
    let text = line.text;
    if !text.contains(['|', '｜', '\t']) {
        return Row::Other;
    }
    let pipes = text.matches(['|', '｜']).count() - text.matches("\\|").count();
    if 2 <= pipes {
        return Row::Piped(text.contains('｜'));
    }
    let Some((first, rest)) = text.split_once('\t') else { return Row::Other };
    // `1.⇥家访` is a list that Word numbered, `时间：⇥上午` a form.
    let first = first.trim();
    let is_marker = list_marker(first).is_some_and(|length| length == first.len())
        || typed_number(first).is_some_and(|number| number.len() == first.len())
        || begins_with_bullet(first)
        || first.ends_with(['：', ':']);
    match first.is_empty() || is_marker || rest.trim().is_empty() {
        true => Row::Other,
        false => Row::Tabbed,
    }
}

/// Whether a line is the second line of a table: `|---|:-:|`.
fn is_rule(line: &str) -> bool {
    line.contains("--") && is_dashed(line)
}

/// Whether a line holds nothing but dashes between its cells: `|-|-|`, the second line of a table too where there is a
/// header above.
fn is_dashed(line: &str) -> bool {
    line.contains('-') && line.chars().all(|ch| matches!(ch, '|' | '｜' | '-' | ':' | ' '))
}

/// The first and the second line of the table that begins with a line, as Markdown wants them.
fn head(line: &BodyLine<'_>, kind: SlipKind) -> String {
    let text = match kind {
        SlipKind::TabRows => line.text,
        _ => line.text.trim_matches(['|', '｜']),
    };
    let separators: &[char] = if kind == SlipKind::TabRows { &['\t'] } else { &['|', '｜'] };
    let cells: Vec<&str> = text.split(separators).map(str::trim).take(MAX_CELLS).collect();
    let rule = "|---".repeat(cells.len());
    match is_rule(line.text) {
        true => format!("| {} |\n{rule}|", vec!["…"; cells.len()].join(" | ")),
        false => format!("| {} |\n{rule}|", cells.join(" | ")),
    }
}
