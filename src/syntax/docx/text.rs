//! The plain text of parts of a document.

use super::{WordBlock, WordCell, WordParagraph, WordRun, WordTable};

impl WordBlock {
    /// Its text: lines of paragraphs, cells separated by tabs.
    pub(crate) fn text(&self) -> String {
        match self {
            WordBlock::Paragraph(paragraph) => paragraph.text(),
            WordBlock::Table(table) => table.text(),
        }
    }
}

impl WordParagraph {
    /// Its text, without pictures.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for run in &self.runs {
            if let WordRun::Text { text: part, .. } = run {
                text.push_str(part);
            }
        }
        text
    }

    /// Whether it shows nothing.
    pub(crate) fn is_blank(&self) -> bool {
        for run in &self.runs {
            match run {
                WordRun::Text { text, .. } if text.trim().is_empty() => {}
                WordRun::Text { .. } | WordRun::Picture(_) => return false,
            }
        }
        true
    }

    /// Whether a picture stands in it.
    pub(crate) fn has_picture(&self) -> bool {
        let mut has_picture = false;
        for run in &self.runs {
            has_picture |= matches!(run, WordRun::Picture(_));
        }
        has_picture
    }

    /// Whether all of its text is bold.
    pub(crate) fn is_bold(&self) -> bool {
        let mut is_bold = false;
        for run in &self.runs {
            if let WordRun::Text { text, is_bold: bold } = run
                && !text.trim().is_empty()
            {
                if !bold {
                    return false;
                }
                is_bold = true;
            }
        }
        is_bold
    }
}

impl WordTable {
    /// Its text: a line a row, cells separated by tabs.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for row in &self.rows {
            let mut cells = Vec::new();
            for cell in row {
                cells.push(cell.text().replace('\n', " "));
            }
            text.push_str(&cells.join("\t"));
            text.push('\n');
        }
        text
    }
}

impl WordCell {
    /// Its text: a line a paragraph.
    pub(crate) fn text(&self) -> String {
        text_of(&self.blocks)
    }
}

/// The text of several blocks, without blank lines at its ends.
pub(crate) fn text_of(blocks: &[WordBlock]) -> String {
    let texts: Vec<String> = blocks.iter().map(WordBlock::text).collect();
    texts.join("\n").trim().to_owned()
}
