//! Word documents (`.docx`) → paragraphs, tables and pictures, within limits.
//!
//! Files come from anybody. What a file says of its own size is never trusted, nothing is expanded (a DTD is refused),
//! no link is followed, and nothing nests without end. Text that was struck out in *Track Changes* is left out; text
//! that was inserted is kept.

mod cell_images;
mod numbering;
mod package;
mod reader;
mod styles;
mod text;

#[cfg(test)]
pub(crate) mod tests;

use numbering::Numbering;
use std::collections::BTreeMap;

use package::WordPackage;
use reader::{PartContext, PartText, read_part};
use styles::Styles;

pub(crate) use cell_images::{cell_images, image_id};
pub(crate) use package::WordError;
pub(crate) use text::text_of;

/// A document.
#[derive(Debug, Default)]
pub(crate) struct WordDocument {
    /// What stands on its pages, in order.
    pub(crate) blocks: Vec<WordBlock>,
    /// The lines at the top and the bottom of pages, each once.
    pub(crate) margins: Vec<String>,
    /// Footnotes and endnotes, in the order of their marks `〔注1〕`.
    pub(crate) notes: Vec<String>,
    /// Remarks that reviewers wrote beside the text.
    pub(crate) comments: Vec<String>,
    /// The texts that Word does not show.
    pub(crate) hidden: Vec<String>,
    /// The pictures, by the numbers in [`WordRun::Picture`].
    pub(crate) pictures: Vec<WordPicture>,
    /// How many charts, drawings and files of other programs are in it, which are not read.
    pub(crate) embedded: usize,
    /// Whether it holds macros.
    pub(crate) has_macros: bool,
    /// What the custom property `guidang-form` says: which form of ours it is.
    pub(crate) form: Option<String>,
}

/// A picture in a document.
#[derive(Debug)]
pub(crate) struct WordPicture {
    /// The name of its part: `word/media/image1.png`.
    pub(crate) name: String,
    /// Its bytes; `None` when they are missing, or more than is read.
    pub(crate) bytes: Option<Vec<u8>>,
}

/// A paragraph or a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum WordBlock {
    Paragraph(WordParagraph),
    Table(WordTable),
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct WordParagraph {
    /// The level of a heading: 0 for the title of a document, 1 to 9 below it.
    pub(crate) level: Option<u8>,
    /// What stands before an item of a list.
    pub(crate) marker: Option<WordMarker>,
    pub(crate) runs: Vec<WordRun>,
    /// Whether it begins a page.
    pub(crate) begins_page: bool,
    pub(crate) is_centred: bool,
}

/// What Word prints before an item of a list; it is no text of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum WordMarker {
    Bullet { depth: usize },
    Number { depth: usize, text: String },
}

/// A part of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum WordRun {
    /// Text; `\n` is a line break, `\t` a tab.
    Text { text: String, is_bold: bool },
    /// A picture, by its number in the document.
    Picture(usize),
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct WordTable {
    pub(crate) rows: Vec<Vec<WordCell>>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct WordCell {
    /// Its column in the grid of the table, from 0.
    pub(crate) column: usize,
    /// How many columns of the grid it covers.
    pub(crate) span: usize,
    /// Whether it goes on the cell above it.
    pub(crate) continues: bool,
    pub(crate) blocks: Vec<WordBlock>,
}

/// Reads a document.
///
/// # Errors
/// Why it cannot be read.
pub(crate) fn read(bytes: &[u8]) -> Result<WordDocument, WordError> {
    let mut package = WordPackage::open(bytes)?;
    let main = package.main_part().ok_or(WordError::Unreadable)?;
    let styles = Styles::read(&package.text_beside(&main, "styles.xml")?.unwrap_or_default())?;
    let numbering = package.text_beside(&main, "numbering.xml")?.unwrap_or_default();
    let numbering = Numbering::read(&numbering)?;
    let links = package.links_of(&main)?;
    let mut context = PartContext::new(&styles, numbering, links);
    let xml = package.text(&main)?.ok_or(WordError::Unreadable)?;
    let body = read_part(&xml, &mut context)?;
    let mut document = WordDocument {
        blocks: body.blocks,
        embedded: package.embedded() + context.chunks,
        has_macros: package.has("word/vbaProject.bin"),
        form: package.form()?,
        ..WordDocument::default()
    };
    // Other parts count their links on their own.
    context.forget_links();
    document.notes = notes(&mut package, &main, &mut context)?;
    let comments = package.text_beside(&main, "comments.xml")?.unwrap_or_default();
    let comments = read_part(&comments, &mut context)?;
    for aside in &comments.asides {
        let text = aside.text();
        if !text.is_empty() {
            document.comments.push(text);
        }
    }
    document.margins = margins(&mut package, &mut context)?;
    document.hidden = std::mem::take(&mut context.hidden);
    document.hidden.retain(|text| !text.trim().is_empty());
    for name in std::mem::take(&mut context.pictures) {
        let bytes = package.picture(&name);
        document.pictures.push(WordPicture { name, bytes });
    }
    Ok(document)
}

/// The notes that the text refers to, in its order.
fn notes(
    package: &mut WordPackage<'_>,
    main: &str,
    context: &mut PartContext<'_>,
) -> Result<Vec<String>, WordError> {
    let wanted = std::mem::take(&mut context.note_marks);
    let mut asides = Vec::new();
    for file in ["footnotes.xml", "endnotes.xml"] {
        let xml = package.text_beside(main, file)?.unwrap_or_default();
        let PartText { asides: found, .. } = read_part(&xml, context)?;
        asides.extend(found);
    }
    let mut texts = BTreeMap::new();
    for aside in asides {
        texts.insert((aside.kind, aside.id.clone()), aside.text());
    }
    let mut notes = Vec::new();
    for mark in &wanted {
        notes.push(texts.get(mark).cloned().unwrap_or_default());
    }
    Ok(notes)
}

/// The lines of headers and footers, each once.
fn margins(
    package: &mut WordPackage<'_>,
    context: &mut PartContext<'_>,
) -> Result<Vec<String>, WordError> {
    let mut lines: Vec<String> = Vec::new();
    for name in package.margin_parts() {
        let xml = package.text(&name)?.unwrap_or_default();
        for block in read_part(&xml, context)?.blocks {
            for line in block.text().lines().map(str::trim) {
                if !line.is_empty() && !lines.iter().any(|known| known == line) {
                    lines.push(line.to_owned());
                }
            }
        }
    }
    Ok(lines)
}
