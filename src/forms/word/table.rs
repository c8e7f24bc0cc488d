//! Tables of a document.

use std::borrow::Cow;

use super::escaped;
use crate::forms::blank::{CellKind, FormField};

/// A table with the widths of its columns, in twentieths of a point.
pub(super) struct WordTable {
    pub(super) widths: Vec<u32>,
    pub(super) rows: Vec<Row>,
}

/// A row of cells, or a table with columns of its own.
pub(super) struct Row {
    /// The least height, in twentieths of a point.
    height: u32,
    cells: Vec<WordCell>,
    /// Whether it is repeated on every page.
    is_head: bool,
    inner: Option<WordTable>,
}

impl Row {
    pub(super) fn new(height: u32, cells: Vec<WordCell>) -> Row {
        Row { height, cells, is_head: false, inner: None }
    }

    pub(super) fn head(height: u32, cells: Vec<WordCell>) -> Row {
        Row { is_head: true, ..Row::new(height, cells) }
    }

    pub(super) fn inner(table: WordTable) -> Row {
        Row { inner: Some(table), ..Row::new(0, Vec::new()) }
    }
}

/// A cell.
pub(super) struct WordCell {
    span: u32,
    shade: bool,
    content: String,
}

impl WordCell {
    /// The label of a field.
    pub(super) fn label(text: &str, span: u32) -> WordCell {
        let content = format!(
            "<w:p><w:pPr><w:pStyle w:val=\"Label\"/></w:pPr>{}</w:p>",
            super::parts::run(text)
        );
        WordCell { span, shade: true, content }
    }

    /// The name of a table within the form.
    pub(super) fn heading(text: &str, span: u32) -> WordCell {
        WordCell { shade: true, ..WordCell::section(text, "", span) }
    }

    /// Room for a longer text below its heading.
    pub(super) fn section(heading: &str, text: &str, span: u32) -> WordCell {
        let content = format!(
            "<w:p><w:pPr><w:pStyle w:val=\"Heading2\"/></w:pPr>{}</w:p><w:p>{}</w:p>",
            super::parts::run(heading),
            if text.is_empty() { String::new() } else { super::parts::run(text) }
        );
        WordCell { span, shade: false, content }
    }

    /// The place of a field's value: what is known, or a drop-down, or nothing.
    pub(super) fn value(field: &FormField, span: u32) -> WordCell {
        let content =
            if field.value.is_empty() { control(field) } else { super::parts::run(&field.value) };
        WordCell { span, shade: false, content: format!("<w:p>{content}</w:p>") }
    }
}

/// A drop-down or a field for a date; nothing for any text.
fn control(field: &FormField) -> String {
    let properties = match (field.choices.as_slice(), field.kind) {
        ([], CellKind::Date) => {
            "<w:date><w:dateFormat w:val=\"yyyy-MM-dd\"/><w:lid w:val=\"zh-CN\"/>\
             <w:storeMappedDataAs w:val=\"dateTime\"/><w:calendar w:val=\"gregorian\"/></w:date>"
                .to_owned()
        }
        ([], _) => return String::new(),
        (choices, _) => {
            let element = if field.is_open { "w:comboBox" } else { "w:dropDownList" };
            let mut items = String::new();
            for choice in choices {
                let choice = escaped(choice);
                items.push_str(&format!(
                    "<w:listItem w:displayText=\"{choice}\" w:value=\"{choice}\"/>"
                ));
            }
            format!("<{element}>{items}</{element}>")
        }
    };
    let label = escaped(&field.label);
    // Blanks in place of a prompt: a prompt would be read as a value where a program drops the mark of it.
    format!(
        "<w:sdt><w:sdtPr><w:alias w:val=\"{label}\"/><w:tag w:val=\"{label}\"/><w:showingPlcHdr/>{properties}</w:sdtPr>\
         <w:sdtContent><w:r><w:t xml:space=\"preserve\">\u{3000}\u{3000}\u{3000}</w:t></w:r></w:sdtContent></w:sdt>"
    )
}

impl WordTable {
    /// The table as XML. A row with a table of its own ends the grid before it and begins the next one, so that no cell
    /// holds a table.
    pub(super) fn xml(&self) -> String {
        let mut out = String::new();
        let mut is_open = false;
        for row in &self.rows {
            if let Some(inner) = &row.inner {
                if std::mem::take(&mut is_open) {
                    out.push_str("</w:tbl>");
                }
                out.push_str(&inner.xml());
                continue;
            }
            if !std::mem::replace(&mut is_open, true) {
                self.push_head(&mut out);
            }
            self.push_row(row, &mut out);
        }
        if is_open {
            out.push_str("</w:tbl>");
        }
        out
    }

    /// Keeps the last row on one page with what stands below the table: the lines to sign on.
    pub(super) fn keep_end(&mut self) {
        let Some(row) = self.rows.last_mut() else { return };
        if let Some(inner) = &mut row.inner {
            return inner.keep_end();
        }
        for cell in &mut row.cells {
            cell.content = kept_with_next(&cell.content);
        }
    }

    fn push_head(&self, out: &mut String) {
        let width: u32 = self.widths.iter().sum();
        out.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>\
             <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
        ));
        for width in &self.widths {
            out.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
        }
        out.push_str("</w:tblGrid>");
    }

    fn push_row(&self, row: &Row, out: &mut String) {
        let head = if row.is_head { "<w:tblHeader/>" } else { "" };
        out.push_str(&format!(
            "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"{}\" w:hRule=\"atLeast\"/>{head}</w:trPr>",
            row.height
        ));
        let mut column = 0;
        for cell in &row.cells {
            // A head at the end of a page would stand there alone.
            let content = match row.is_head {
                true => Cow::Owned(kept_with_next(&cell.content)),
                false => Cow::Borrowed(cell.content.as_str()),
            };
            let end = (column + cell.span as usize).min(self.widths.len());
            let width: u32 = self.widths.get(column..end).unwrap_or_default().iter().sum();
            column = end;
            let shade = match cell.shade {
                true => "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F2F2F2\"/>",
                false => "",
            };
            out.push_str(&format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:gridSpan w:val=\"{}\"/>{shade}\
                 <w:vAlign w:val=\"{}\"/></w:tcPr>{}</w:tc>",
                cell.span,
                if cell.content.contains("Heading2") && !cell.shade { "top" } else { "center" },
                content
            ));
        }
        out.push_str("</w:tr>");
    }
}

/// The paragraphs of a cell, each kept on one page with the next.
fn kept_with_next(content: &str) -> String {
    let mut out = String::new();
    for (number, part) in content.split("<w:p>").enumerate() {
        if 0 < number {
            out.push_str("<w:p>");
        }
        match part.split_once("</w:pPr>") {
            Some((before, after)) => out.push_str(&format!("{before}<w:keepNext/></w:pPr>{after}")),
            None if 0 < number => out.push_str(&format!("<w:pPr><w:keepNext/></w:pPr>{part}")),
            None => out.push_str(part),
        }
    }
    out
}
