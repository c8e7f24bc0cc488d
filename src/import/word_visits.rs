//! A Word document with a visit a row: the rows of its tables below the names of the columns.

use super::items::{FieldItem, Item, label_lines};
use super::label::{LabelIndex, LabelTarget};
use super::sheet::{SheetRows, visits, visits_header_in_word};
use crate::diagnostics::{ImportNote, ImportPlace};
use crate::parse::names::TITLE;
use crate::syntax::docx::WordBlock;

/// The most characters of a title.
const MAX_TITLE: usize = 40;

/// Whether a table of a document has a visit a row.
pub(super) fn has_visit_rows(blocks: &[WordBlock], index: &LabelIndex<'_>) -> bool {
    for block in blocks {
        let WordBlock::Table(table) = block else { continue };
        let sheet = SheetRows::of_table(table);
        if let Some(header) = visits_header_in_word(&sheet, index)
            && !visits(&sheet, header, index).0.is_empty()
        {
            return true;
        }
    }
    false
}

/// The visits in the rows of the tables of a document. What stands around them is in no record but the school, and the
/// title where the table has no column for titles.
pub(super) fn word_visits(
    blocks: &[WordBlock],
    index: &LabelIndex<'_>,
) -> (Vec<Vec<Item>>, Vec<ImportNote>) {
    let (mut records, mut notes) = (Vec::new(), Vec::new());
    let (mut left_out, mut schools) = (Vec::new(), Vec::new());
    let (mut number, mut paragraphs, mut title) = (0, 0, None);
    for block in blocks {
        let table = match block {
            WordBlock::Table(table) => table,
            WordBlock::Paragraph(paragraph) => {
                paragraphs += u32::from(!paragraph.is_blank());
                for field in label_lines(paragraph, index) {
                    if field.target == Some(LabelTarget::School) {
                        schools.push(Item::Field(field));
                    }
                }
                let text = block.text();
                if title.is_none() && number == 0 && is_title(&text) {
                    let place = ImportPlace::Paragraph(paragraphs);
                    title = Some(Item::Field(FieldItem::of_key(TITLE, text.trim(), place)));
                }
                left_out.push(text);
                continue;
            }
        };
        number += 1;
        let sheet = SheetRows::of_table(table);
        let Some(header) = visits_header_in_word(&sheet, index) else {
            left_out.push(block.text());
            continue;
        };
        let (mut found, of_table) = visits(&sheet, header, index);
        for item in found.iter_mut().flatten() {
            item.move_to_table(number);
        }
        records.extend(found);
        notes.extend(of_table);
    }
    for record in &mut records {
        record.extend(schools.iter().cloned());
        if !record.iter().any(is_title_item) {
            record.extend(title.clone());
        }
    }
    left_out.retain(|text| !text.trim().is_empty());
    if !left_out.is_empty() {
        notes.push(ImportNote::RowsLeftOut(left_out));
    }
    (records, notes)
}

/// Whether a line above the first table can be the title of what is in it.
fn is_title(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.chars().count() <= MAX_TITLE && !text.contains(['：', ':', '。'])
}

fn is_title_item(item: &Item) -> bool {
    item.is_field(TITLE)
}
