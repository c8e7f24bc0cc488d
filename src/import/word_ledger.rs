//! The table of a Word document as the rows of a ledger: what is printed above and below it are rows of one cell.

use super::filled_cells;
use super::items::is_blank;
use super::ledger_head::{is_day, ledger_head};
use super::sheet::SheetRows;
use crate::diagnostics::ImportNote;
use crate::syntax::docx::{WordBlock, WordTable};

/// The fewest rows with a day that make a table a ledger.
const FEWEST_ENTRIES: usize = 2;
/// The fewest columns of a ledger.
const FEWEST_COLUMNS: usize = 3;

/// Whether the longest table of a document is a ledger: below a head, a day stands in one of its columns in several rows.
pub(super) fn is_word_ledger(blocks: &[WordBlock]) -> bool {
    let Some((sheet, _)) = ledger_rows(blocks) else { return false };
    let Some(head) = ledger_head(&sheet) else { return false };
    for (column, name) in head.names.iter().enumerate() {
        let mut days = 0;
        for row in sheet.rows.iter().skip(head.end()) {
            days += usize::from(row.get(column).is_some_and(|cell| is_day(cell)));
        }
        if !name.is_empty() && FEWEST_ENTRIES <= days {
            return FEWEST_COLUMNS <= filled_cells(&head.names).len();
        }
    }
    false
}

/// The rows of the longest table of a document, with the lines around it, and notes of what is in none of them; `None`
/// when there is no table.
pub(super) fn ledger_rows(blocks: &[WordBlock]) -> Option<(SheetRows, Vec<ImportNote>)> {
    let longest = longest_table(blocks)?;
    let (mut sheet, mut left_out) = (SheetRows::default(), Vec::new());
    let mut line = 0;
    for (at, block) in blocks.iter().enumerate() {
        match block {
            WordBlock::Table(table) if at == longest => {
                for row in SheetRows::of_table(table).rows {
                    line += 1;
                    // Rows that nobody filled in keep their numbers.
                    if row.iter().any(|cell| !cell.trim().is_empty()) {
                        sheet.numbers.push(line);
                        sheet.rows.push(row);
                    }
                }
            }
            WordBlock::Paragraph(paragraph) if !paragraph.is_blank() => {
                line += 1;
                sheet.numbers.push(line);
                sheet.rows.push(vec![paragraph.text().trim().to_owned()]);
            }
            WordBlock::Paragraph(_) => {}
            WordBlock::Table(_) if is_blank(std::slice::from_ref(block)) => {}
            WordBlock::Table(table) => left_out.extend(texts(table)),
        }
    }
    let notes = if left_out.is_empty() { None } else { Some(ImportNote::RowsLeftOut(left_out)) };
    Some((sheet, notes.into_iter().collect()))
}

/// The place of the table with the most rows.
fn longest_table(blocks: &[WordBlock]) -> Option<usize> {
    let mut longest: Option<(usize, usize)> = None;
    for (at, block) in blocks.iter().enumerate() {
        let WordBlock::Table(table) = block else { continue };
        if longest.is_none_or(|(_, rows)| rows < table.rows.len()) {
            longest = Some((at, table.rows.len()));
        }
    }
    longest.map(|(at, _)| at)
}

/// The rows of another table.
fn texts(table: &WordTable) -> Vec<String> {
    let mut texts = Vec::new();
    for row in SheetRows::of_table(table).rows {
        let text = row.join(" ").trim().to_owned();
        if !text.is_empty() {
            texts.push(text);
        }
    }
    texts
}
