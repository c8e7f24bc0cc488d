//! Tables that Markdown does not take for tables: without the second line, with full-width lines, drawn with signs,
//! between tabs.

use super::super::form_lines::{begins_with_bullet, typed_number};
use super::super::prepare::list_marker;
use super::fences::is_fence;
use super::slip::{BodyLine, Slip, SlipKind};

/// The most cells that a message shows.
const MAX_CELLS: usize = 12;

/// What people put between cells.
const BARS: [char; 8] = ['|', '｜', '│', '┃', '║', '︱', '∣', '¦'];

/// What only tables that are drawn or have full-width lines hold.
pub(super) const LINES: [char; 7] = ['｜', '│', '┃', '║', '︱', '∣', '¦'];

/// The lines between the cells of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bars {
    /// `|`, as Markdown wants them.
    Plain,
    /// Some are `｜`.
    Wide,
    /// Some are signs for drawing, or other lines.
    Drawn,
}

/// What a line looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    /// Cells between [`BARS`].
    Piped(Bars),
    /// A line of a frame: `+---+---+`, `├──┼──┤`.
    Frame,
    /// Cells between tabs.
    Tabbed,
    /// No row of a table.
    Other,
}

/// Finds tables among the lines.
pub(super) fn find(lines: &[BodyLine<'_>], slips: &mut Vec<Slip>) {
    for group in lines.chunk_by(belong_together) {
        if is_table(group) {
            continue;
        }
        // A frame is not the header of its table.
        let Some(first) = group.iter().find(|line| row(line) != Row::Frame) else { continue };
        if let Some(kind) = kind_of_table(group, row(first)) {
            let range = first.start..first.start + first.text.len();
            slips.push(Slip::new(kind, range, head(first, kind), false));
        }
    }
}

/// Whether two lines, one below the other, may be rows of one table.
fn belong_together(above: &BodyLine<'_>, below: &BodyLine<'_>) -> bool {
    matches!(
        (row(above), row(below)),
        (Row::Piped(_) | Row::Frame, Row::Piped(_) | Row::Frame) | (Row::Tabbed, Row::Tabbed)
    )
}

/// What is wrong with the table of these lines; `None` if they are none.
fn kind_of_table(lines: &[BodyLine<'_>], first: Row) -> Option<SlipKind> {
    let has = |wanted: Row| lines.iter().any(|line| row(line) == wanted);
    // A single line is no table, unless it is the second line of one without the first.
    let is_single = lines.len() < 2 && !lines.iter().all(|line| is_rule(line.text));
    match first {
        _ if is_single => None,
        Row::Other | Row::Frame => None,
        Row::Tabbed => Some(SlipKind::TabRows),
        Row::Piped(_) if has(Row::Frame) || has(Row::Piped(Bars::Drawn)) => {
            Some(SlipKind::DrawnTable)
        }
        Row::Piped(_) if has(Row::Piped(Bars::Wide)) => Some(SlipKind::WideTable),
        Row::Piped(_) => Some(SlipKind::Table),
    }
}

/// Whether Markdown takes lines for a table: the second one fits the header. Whether it is code is not known here.
fn is_table(lines: &[BodyLine<'_>]) -> bool {
    let [header, rule, ..] = lines else { return false };
    let is_plain = !lines.iter().any(|line| line.text.contains(LINES));
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
    if is_frame(text) {
        return Row::Frame;
    }
    if !text.contains(BARS) && !text.contains('\t') {
        return Row::Other;
    }
    let bars = text.matches(BARS).count() - text.matches("\\|").count();
    // One line between two cells; as the sign of an amount, `|x|` has text within only.
    if 2 <= bars || bars == 1 && !text.starts_with(BARS) && !text.ends_with(BARS) {
        let is_wide = text.contains('｜');
        return Row::Piped(match text.contains(&BARS[2..]) {
            true => Bars::Drawn,
            false if is_wide => Bars::Wide,
            false => Bars::Plain,
        });
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

/// Whether a line is no more than a part of a frame: `+---+---+`, `|---+---|`, `├──┼──┤`.
fn is_frame(line: &str) -> bool {
    let is_drawn = |ch: char| matches!(ch, '\u{2500}'..='\u{257F}');
    match line.as_bytes().first() {
        Some(b'+' | b'|') => {
            let has_corner = ["+-", "-+", "+="].iter().any(|corner| line.contains(corner));
            has_corner
                && line.trim_matches(['+', '-', '=', '|', ':', ' ']).is_empty()
                && !line.contains(char::is_alphanumeric)
        }
        Some(_) => {
            line.starts_with(is_drawn)
                && line.contains(['─', '━', '═'])
                && line.chars().all(|ch| is_drawn(ch) || ch == ' ')
        }
        None => false,
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
        _ => line.text.trim_matches(BARS),
    };
    let separators: &[char] = if kind == SlipKind::TabRows { &['\t'] } else { &BARS };
    let cells: Vec<&str> = text.split(separators).map(str::trim).take(MAX_CELLS).collect();
    let rule = "|---".repeat(cells.len());
    match is_rule(line.text) {
        true => format!("| {} |\n{rule}|", vec!["…"; cells.len()].join(" | ")),
        false => format!("| {} |\n{rule}|", cells.join(" | ")),
    }
}
