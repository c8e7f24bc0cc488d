//! A Word document → the parts of one or more records.

use super::form_table::{TablePlaces, form_items, is_form};
use super::items::{Item, label_lines};
use super::label::{LabelIndex, LabelTarget};
use crate::diagnostics::ImportPlace;
use crate::parse::names::{DATE, TITLE};
use crate::syntax::docx::{WordBlock, WordTable};

/// The most characters of a line that belongs to the table below it.
const MAX_LEAD: usize = 40;
/// How many lines above a table can belong to it.
const LEAD_LINES: usize = 3;

/// The parts of a document, in its order.
pub(super) fn items(blocks: &[WordBlock], index: &LabelIndex<'_>) -> Vec<Item> {
    let mut reader = BlockReader { index, items: Vec::new(), paragraphs: 0, tables: 0 };
    for block in blocks {
        reader.block(block);
    }
    reader.items
}

struct BlockReader<'a> {
    index: &'a LabelIndex<'a>,
    items: Vec<Item>,
    paragraphs: u32,
    tables: u32,
}

impl BlockReader<'_> {
    fn block(&mut self, block: &WordBlock) {
        match block {
            WordBlock::Paragraph(paragraph) => {
                if paragraph.is_blank() {
                    return;
                }
                self.paragraphs += 1;
                let fields = label_lines(paragraph, self.index);
                if fields.is_empty() {
                    let place = ImportPlace::Paragraph(self.paragraphs);
                    self.items.push(Item::Text { block: block.clone(), place });
                }
                self.items.extend(fields.into_iter().map(Item::Field));
            }
            WordBlock::Table(table) => self.table(table),
        }
    }

    fn table(&mut self, table: &WordTable) {
        self.tables += 1;
        let number = self.tables;
        // A frame around text: one column.
        if table.rows.iter().all(|row| row.len() <= 1) && !is_form(table, self.index) {
            for cell in table.rows.iter().flatten() {
                for block in &cell.blocks {
                    self.block(block);
                }
            }
        } else if is_form(table, self.index) {
            self.items.extend(form_items(table, TablePlaces::Word(number), self.index));
        } else {
            let block = WordBlock::Table(table.clone());
            self.items.push(Item::Text { block, place: ImportPlace::Table(number) });
        }
    }
}

/// The parts of each record: another one begins where the date or the title is named again, in another table or in
/// another line.
pub(super) fn split(items: Vec<Item>) -> Vec<Vec<Item>> {
    let mut starts = vec![0];
    let mut named: Vec<(LabelTarget, Option<u32>)> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let Item::Field(field) = item else { continue };
        let Some(target) = &field.target else { continue };
        let is_telling = [LabelTarget::Key(DATE), LabelTarget::Key(TITLE)].contains(target);
        if !is_telling || field.value.is_empty() {
            continue;
        }
        if let Some((_, table)) = named.iter().find(|(known, _)| known == target)
            && (*table != field.table || field.table.is_none())
        {
            let last = starts.last().copied().unwrap_or(0);
            starts.push(beginning(&items, at, field.table, last + 1));
            named.clear();
        }
        named.push((target.clone(), field.table));
    }
    starts.dedup();
    let mut records = Vec::new();
    let mut rest = items;
    for start in starts.iter().rev() {
        records.push(rest.split_off(*start));
    }
    records.reverse();
    records
}

/// Where the record begins whose table or line holds the item at `at`; not before `least`.
fn beginning(items: &[Item], at: usize, table: Option<u32>, least: usize) -> usize {
    let mut start = at;
    if table.is_some() {
        while least < start && items.get(start - 1).is_some_and(|item| item.table() == table) {
            start -= 1;
        }
    }
    for _ in 0..LEAD_LINES {
        if start <= least {
            break;
        }
        let Some(Item::Text { block: WordBlock::Paragraph(paragraph), .. }) = items.get(start - 1)
        else {
            break;
        };
        let text = paragraph.text();
        let is_lead = table.is_some() || paragraph.level.is_some() || paragraph.is_centred;
        let is_short = text.chars().count() <= MAX_LEAD && !text.contains('。');
        if !is_lead || !is_short {
            break;
        }
        start -= 1;
        if paragraph.begins_page || paragraph.level.is_some_and(|level| level <= 1) {
            break;
        }
    }
    start
}
