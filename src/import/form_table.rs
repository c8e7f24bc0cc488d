//! Tables of labels and values: labels left of their values, in two, four or more columns, or above them.

use std::collections::BTreeSet;

use super::items::{FieldItem, FollowUpItem, Item, is_blank, label_lines};
use super::label::{LabelIndex, LabelTarget, is_label_like, normalised};
use super::ledger_head::is_figure;
use super::values::{is_date_like, is_number_like};
use crate::diagnostics::ImportPlace;
use crate::parse::names::{
    ATTENDANCE, BENEFICIARIES, CLOSES, COST, DATE, DONE, END, PROBLEM, START, TIME, TITLE,
};
use crate::syntax::docx::{WordBlock, WordCell, WordTable};

/// The fewest labels of a table that make a form of it.
const FEWEST_LABELS: usize = 2;
/// How many rows may stand above the names of the columns of a sheet.
const MAX_TITLE_ROWS: usize = 30;

/// How the places in a table are named.
#[derive(Debug, Clone, Copy)]
pub(super) enum TablePlaces<'a> {
    /// By the number of the table, from 1.
    Word(u32),
    /// By cells, from the number of each row in the sheet.
    Sheet(&'a [u32]),
}

impl TablePlaces<'_> {
    fn value(self, row: usize, column: usize, label: &str) -> ImportPlace {
        match self {
            TablePlaces::Word(table) => ImportPlace::TableLabel { table, label: label.to_owned() },
            TablePlaces::Sheet(_) => self.cell(row, column),
        }
    }

    fn row(self, row: usize) -> ImportPlace {
        match self {
            TablePlaces::Word(table) => ImportPlace::TableRow { table, row: row as u32 + 1 },
            TablePlaces::Sheet(_) => self.cell(row, 0),
        }
    }

    fn cell(self, row: usize, column: usize) -> ImportPlace {
        match self {
            TablePlaces::Word(table) => ImportPlace::TableRow { table, row: row as u32 + 1 },
            TablePlaces::Sheet(rows) => {
                ImportPlace::Cell(rows.get(row).copied().unwrap_or(1), column as u32 + 1)
            }
        }
    }

    /// Whether empty cells are missing.
    fn is_sparse(self) -> bool {
        matches!(self, TablePlaces::Sheet(_))
    }

    fn table(self) -> u32 {
        match self {
            TablePlaces::Word(table) => table,
            TablePlaces::Sheet(_) => 1,
        }
    }
}

/// Whether a table is a form: enough of its cells are labels that are known, and it is no list of rows below a header.
pub(super) fn is_form(table: &WordTable, index: &LabelIndex<'_>) -> bool {
    let mut labels = 0;
    for cell in table.rows.iter().flatten() {
        if cell.continues {
            continue;
        }
        labels += if is_known(cell, index) { 1 } else { lines_in(cell, index) };
    }
    let is_small = table.rows.len() <= 2 && table.rows.iter().all(|row| row.len() <= 2);
    let list = row_list(table, 0, index, false);
    let is_list =
        2 < table.rows.len() && matches!(list, Some(RowList { kind: ListKind::Other, .. }));
    (FEWEST_LABELS <= labels || is_small && labels == 1) && !is_list
}

/// How many lines `标签：值` a cell holds that has nothing else.
fn lines_in(cell: &WordCell, index: &LabelIndex<'_>) -> usize {
    let mut lines = 0;
    for block in &cell.blocks {
        let WordBlock::Paragraph(paragraph) = block else { return 0 };
        match label_lines(paragraph, index).len() {
            0 if !paragraph.is_blank() => return 0,
            found => lines += found,
        }
    }
    lines
}

/// Whether a cell is a section of a form: a heading, and its text below.
fn is_section(cell: &WordCell) -> bool {
    let Some(WordBlock::Paragraph(first)) = cell.blocks.first() else { return false };
    first.level.is_some() && !is_blank(cell.blocks.get(1..).unwrap_or_default())
}

/// Whether a sheet is a table below a row of names: three and more cells that could be labels, and no known label below.
pub(super) fn is_table(table: &WordTable, index: &LabelIndex<'_>) -> bool {
    for pair in table.rows.windows(2).take(MAX_TITLE_ROWS) {
        let [names, below] = pair else { continue };
        let fits = 3 <= names.len() && names.len() <= 2 * below.len();
        if fits && names.iter().all(could_be_label) && !has_known(below, index) {
            return true;
        }
    }
    false
}

fn could_be_label(cell: &WordCell) -> bool {
    is_label_like(&cell.text())
}

fn is_known(cell: &WordCell, index: &LabelIndex<'_>) -> bool {
    let text = cell.text();
    is_label_like(&text) && index.target(&text).is_some()
}

/// The items of a form.
pub(super) fn form_items(
    table: &WordTable,
    places: TablePlaces<'_>,
    index: &LabelIndex<'_>,
) -> Vec<Item> {
    let labels = labels_of_pairs(table, index);
    let mut form = FormReader { table, places, index, labels, items: Vec::new(), vertical: None };
    let mut row = 0;
    while row < table.rows.len() {
        row = form.row(row);
    }
    form.items
}

/// The known labels of a table where rows of pairs have them: in the first, third … of an even number of cells.
fn labels_of_pairs(table: &WordTable, index: &LabelIndex<'_>) -> BTreeSet<String> {
    let mut labels = BTreeSet::new();
    for row in &table.rows {
        let own: Vec<&WordCell> = row.iter().filter(|cell| !cell.continues).collect();
        if !own.len().is_multiple_of(2) {
            continue;
        }
        for cell in own.into_iter().step_by(2) {
            if is_known(cell, index) {
                labels.insert(normalised(&cell.text()));
            }
        }
    }
    labels
}

struct FormReader<'a> {
    table: &'a WordTable,
    places: TablePlaces<'a>,
    index: &'a LabelIndex<'a>,
    /// The known labels that stand where rows of pairs have their labels.
    labels: BTreeSet<String>,
    items: Vec<Item>,
    /// The column of a label that goes on in the next rows, and the item of its value.
    vertical: Option<(usize, usize)>,
}

impl FormReader<'_> {
    /// Reads a row, or a list of rows that begins with it. Returns the next row.
    fn row(&mut self, at: usize) -> usize {
        if let Some(list) = row_list(self.table, at, self.index, self.places.is_sparse()) {
            return self.list(at, &list);
        }
        let Some(row) = self.table.rows.get(at) else { return at + 1 };
        let (mut going_on, mut own) = (None, Vec::new());
        for cell in row {
            if !cell.continues {
                own.push(cell);
            } else if going_on.is_none() {
                going_on = Some(cell.column);
            }
        }
        match self.vertical {
            Some((column, item)) if going_on == Some(column) => {
                if let [cell] = own.as_slice()
                    && let Some(Item::Field(field)) = self.items.get_mut(item)
                    && !is_known(cell, self.index)
                {
                    field.value.extend(cell.blocks.iter().cloned());
                    return at + 1;
                }
            }
            _ => self.vertical = None,
        }
        if let [single] = own.as_slice() {
            return self.single(at, single);
        }
        self.pairs(at, &own);
        at + 1
    }

    /// A row with one cell: a label above its value, lines, or text.
    fn single(&mut self, at: usize, cell: &WordCell) -> usize {
        if is_section(cell) {
            // What a person wrote below the heading stays as it is: 地点：操场 is no key there.
            let place = self.places.cell(at, cell.column);
            for block in &cell.blocks {
                self.items.push(Item::Text { block: block.clone(), place: place.clone() });
            }
            return at + 1;
        }
        let text = cell.text();
        let below = self.table.rows.get(at + 1).map_or(&[][..], Vec::as_slice);
        if let ([value], Some((target, is_guess))) = (below, self.index.target(&text))
            && is_label_like(&text)
            && !is_known(value, self.index)
            && !is_section(value)
        {
            let place = self.places.value(at + 1, value.column, text.trim());
            self.push_field(text.trim(), Some((target, is_guess)), value.blocks.clone(), place);
            return at + 2;
        }
        self.text(at, cell);
        at + 1
    }

    /// Cells from left to right: labels, each with the value beside it.
    fn pairs(&mut self, at: usize, cells: &[&WordCell]) {
        let mut next = 0;
        while let Some(cell) = cells.get(next) {
            let text = cell.text();
            let label = text.trim();
            let known = if is_label_like(label) { self.index.target(label) } else { None };
            let value = cells.get(next + 1);
            let is_label = known.is_some() || is_label_like(label) && value.is_some();
            if !is_label {
                self.text(at, cell);
                next += 1;
                continue;
            }
            // Two labels side by side: the first has no value.
            let is_taken = known.is_some()
                && value.is_some_and(|value| is_known(value, self.index))
                && !self.is_lone_title(&known, cells)
                && !self.is_value_in_pairs(cells, next);
            let (column, blocks) = match value {
                Some(value) if !is_taken => {
                    next += 2;
                    (value.column, value.blocks.clone())
                }
                _ => {
                    next += 1;
                    (cell.column, Vec::new())
                }
            };
            let place = self.places.value(at, column, label);
            if self.continues_below(at, cell) {
                self.vertical = Some((cell.column, self.items.len()));
            }
            self.push_field(label, known, blocks, place);
        }
    }

    /// Whether a row is a title and nothing else: 春季总结 behind 标题 is its value, though it reads like a label.
    fn is_lone_title(&self, known: &Option<(LabelTarget, bool)>, cells: &[&WordCell]) -> bool {
        let is_title = matches!(known, Some((LabelTarget::Key(key), _)) if *key == TITLE);
        let key = cells.get(1).and_then(|value| self.index.target(&value.text()));
        let is_key = matches!(key, Some((LabelTarget::Key(_), _)));
        is_title && cells.len() == 2 && !is_key
    }

    /// Whether the cell behind a label, in a row of pairs, only reads like a label: like that of a text (了解在家情况
    /// behind 家访目的), or like that of another row (`lesson` behind `type`).
    fn is_value_in_pairs(&self, cells: &[&WordCell], label: usize) -> bool {
        let (Some(cell), Some(value)) = (cells.get(label), cells.get(label + 1)) else {
            return false;
        };
        let is_beside = !self.places.is_sparse() || value.column == cell.column + 1;
        if !is_beside || !label.is_multiple_of(2) || !cells.len().is_multiple_of(2) {
            return false;
        }
        let text = value.text();
        matches!(self.index.target(&text), Some((LabelTarget::Text, _)))
            || self.labels.contains(&normalised(&text))
    }

    /// Whether a cell goes on in the next row.
    fn continues_below(&self, at: usize, cell: &WordCell) -> bool {
        let Some(row) = self.table.rows.get(at + 1) else { return false };
        for below in row {
            if below.continues && below.column == cell.column {
                return true;
            }
        }
        false
    }

    fn push_field(
        &mut self,
        label: &str,
        known: Option<(LabelTarget, bool)>,
        value: Vec<WordBlock>,
        place: ImportPlace,
    ) {
        let (target, is_guess) = match known {
            Some((target, is_guess)) => (Some(target), is_guess),
            None => (None, false),
        };
        let table = Some(self.places.table());
        let label = label.to_owned();
        self.items.push(Item::Field(FieldItem { label, target, is_guess, value, place, table }));
    }

    /// A cell that is no label: the lines in it, or its text.
    fn text(&mut self, at: usize, cell: &WordCell) {
        if is_blank(&cell.blocks) {
            return;
        }
        let place = self.places.cell(at, cell.column);
        for block in &cell.blocks {
            let mut fields = match block {
                WordBlock::Paragraph(paragraph) => label_lines(paragraph, self.index),
                WordBlock::Table(_) => Vec::new(),
            };
            if fields.is_empty() {
                self.items.push(Item::Text { block: block.clone(), place: place.clone() });
            }
            for field in &mut fields {
                field.table = Some(self.places.table());
                field.place = self.places.value(at, cell.column, &field.label);
            }
            self.items.extend(fields.into_iter().map(Item::Field));
        }
    }

    /// Rows below a header: problems found, one row of values, or a table of another kind.
    fn list(&mut self, at: usize, list: &RowList) -> usize {
        let end = at + 1 + list.rows;
        let header = self.table.rows.get(at).map_or(&[][..], Vec::as_slice);
        let rows = self.table.rows.get(at + 1..end).unwrap_or_default();
        self.vertical = None;
        match list.kind {
            ListKind::FollowUps => {
                let mut found = Vec::new();
                for (number, row) in rows.iter().enumerate() {
                    let values = follow_up(header, row, self.index);
                    let place = self.places.row(at + 1 + number);
                    if !values.is_empty() {
                        found.push(FollowUpItem { values, place });
                    }
                }
                self.items.push(Item::FollowUps(found));
            }
            ListKind::Values => {
                for label in header {
                    let mut blocks = Vec::new();
                    for cell in rows.iter().flatten() {
                        if cell.column == label.column {
                            blocks.clone_from(&cell.blocks);
                        }
                    }
                    let text = label.text();
                    let known = self.index.target(&text);
                    let place = self.places.value(at + 1, label.column, text.trim());
                    self.push_field(text.trim(), known, blocks, place);
                }
            }
            ListKind::Other => {
                let rows = self.table.rows.get(at..end).unwrap_or_default().to_vec();
                let block = WordBlock::Table(WordTable { rows });
                self.items.push(Item::Text { block, place: self.places.row(at) });
            }
        }
        end
    }
}

/// The values of one row of problems, by the keys of their columns. A column of numbers of rows is left out.
fn follow_up(
    header: &[WordCell],
    row: &[WordCell],
    index: &LabelIndex<'_>,
) -> Vec<(LabelTarget, String, String)> {
    let mut values = Vec::new();
    for cell in row {
        let Some(label) = header.iter().find(|label| label.column == cell.column) else { continue };
        let (label, value) = (label.text(), cell.text());
        if value.is_empty() || is_row_number(&label) {
            continue;
        }
        let target = match index.target(&label) {
            // In a list of problems 销号 is the day of each, not the list of those that a visit settles.
            Some((LabelTarget::Key(CLOSES), _)) => LabelTarget::FollowUp(DONE),
            Some((target, _)) => target,
            None => LabelTarget::Text,
        };
        values.push((target, label, value));
    }
    values
}

/// Whether a column only counts the rows.
pub(super) fn is_row_number(label: &str) -> bool {
    matches!(super::label::normalised(label).as_str(), "序号" | "编号" | "No" | "no" | "No.")
}

/// What the rows below a header are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ListKind {
    /// Problems found.
    FollowUps,
    /// One row of values below their labels.
    Values,
    /// Anything else.
    Other,
}

/// Rows of the same shape below a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RowList {
    pub(super) kind: ListKind,
    pub(super) rows: usize,
}

/// The list of rows that begins with a header, if one does. `is_sparse`: whether empty cells are missing from the rows.
pub(super) fn row_list(
    table: &WordTable,
    at: usize,
    index: &LabelIndex<'_>,
    is_sparse: bool,
) -> Option<RowList> {
    let header = table.rows.get(at)?;
    if header.len() < 2 {
        return None;
    }
    let (mut targets, mut columns, mut follow_ups) = (Vec::new(), Vec::new(), 0);
    for cell in header {
        let text = cell.text();
        if cell.continues || !is_label_like(&text) {
            return None;
        }
        columns.push(cell.column);
        if let Some((target, _)) = index.target(&text) {
            if matches!(target, LabelTarget::FollowUp(_)) {
                follow_ups += 1;
            }
            targets.push(target);
        }
    }
    let has_problems = targets.contains(&LabelTarget::FollowUp(PROBLEM)) && 2 <= follow_ups;
    let all_known = targets.len() == header.len();
    let is_numbered = header.first().is_some_and(|cell| is_row_number(&cell.text()));
    let may_be_other = all_known || 3 <= header.len() && (is_numbered || !has_pairs(header, index));
    let next = table.rows.get(at + 1).map_or(&[][..], Vec::as_slice);
    let is_above = has_shape(next, &columns, is_sparse) && has_values_below(header, next, index);
    // Rows are only counted where that leads to a list: else each row would look at all that follow.
    let most = match (has_problems || may_be_other, is_above) {
        (true, _) => usize::MAX,
        // One row of values; with a second it is none.
        (false, true) => 2,
        (false, false) => return None,
    };
    let mut rows = 0;
    for row in table.rows.iter().skip(at + 1).take(most) {
        let is_entry = !has_known(row, index) || has_only_figures(row);
        if !has_shape(row, &columns, is_sparse) || !is_entry {
            break;
        }
        rows += 1;
    }
    let kind = match rows {
        0 => return None,
        _ if has_problems => ListKind::FollowUps,
        1 if all_known || is_above => ListKind::Values,
        1 => return None,
        _ if !may_be_other => return None,
        _ => ListKind::Other,
    };
    Some(RowList { kind, rows })
}

/// Whether the values of a row of labels, of which some are not known, stand below them rather than beside: a date or a
/// number stands below its label, or two known labels stand side by side.
fn has_values_below(header: &[WordCell], row: &[WordCell], index: &LabelIndex<'_>) -> bool {
    let (mut known, mut below, mut beside) = (0, 0, 0);
    for (number, cell) in header.iter().enumerate() {
        let Some((target, _)) = index.target(&cell.text()) else { continue };
        known += 1;
        let under = row.iter().find(|value| value.column == cell.column);
        let next = header.get(number + 1);
        below += u32::from(under.is_some_and(|value| fits(&target, &value.text())));
        beside += u32::from(next.is_some_and(|value| fits(&target, &value.text())));
    }
    let is_told = 0 < below && beside == 0;
    // Sentences below a row of short names: 教学过程 and 评析.
    let (mut is_text, mut has_sentence) = (true, false);
    for cell in row {
        let text = cell.text();
        is_text &= !is_label_like(&text) && !text.is_empty();
        has_sentence |= is_sentence(cell);
    }
    let has_sentences = 0 < known && is_text && has_sentence;
    has_sentences && !has_known(row, index)
        || 2 <= known
            && !has_known(row, index)
            && (is_told || 3 <= header.len() && !has_pairs(header, index))
}

/// Whether a cell holds a sentence.
fn is_sentence(cell: &WordCell) -> bool {
    cell.text().contains(['。', '\n', '！', '；'])
}

/// Whether a text is a value that only such a label has: a date, a number.
fn fits(target: &LabelTarget, text: &str) -> bool {
    match target {
        LabelTarget::Key(key) if [DATE, START, END, TIME].contains(key) => is_date_like(text),
        LabelTarget::Key(key) if [ATTENDANCE, BENEFICIARIES, COST].contains(key) => {
            is_number_like(text)
        }
        LabelTarget::Data(_) => is_number_like(text),
        _ => false,
    }
}

/// Whether the cells of a row stand in the columns of a header.
fn has_shape(row: &[WordCell], columns: &[usize], is_sparse: bool) -> bool {
    for cell in row {
        if columns.binary_search(&cell.column).is_err() {
            return false;
        }
    }
    is_sparse || row.len() == columns.len()
}

/// Whether several figures and nothing else stand behind the first cell of a row: 教学目标, 20, 18.
fn has_only_figures(row: &[WordCell]) -> bool {
    let figures = row.get(1..).unwrap_or_default();
    for cell in figures {
        if !is_figure(&cell.text()) {
            return false;
        }
    }
    2 <= figures.len()
}

/// Whether a cell of a row is a known label.
fn has_known(row: &[WordCell], index: &LabelIndex<'_>) -> bool {
    for cell in row {
        if is_known(cell, index) {
            return true;
        }
    }
    false
}

/// Whether a row looks like labels with values beside them: some cells are known, and none stands beside another.
fn has_pairs(row: &[WordCell], index: &LabelIndex<'_>) -> bool {
    let (mut has_pair, mut is_label_before) = (false, false);
    for (number, cell) in row.iter().enumerate() {
        let is_label = is_known(cell, index);
        if is_label && is_label_before {
            return false;
        }
        has_pair |= number % 2 == 1 && is_label_before && !is_label;
        is_label_before = is_label;
    }
    has_pair
}
