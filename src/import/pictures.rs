//! The pictures of a document as attachments, without the place and the device they were taken with.

use super::ImportedFile;
use super::draft::BodyPart;
use crate::diagnostics::ImportNote;
use crate::photo::{Cleaned, MediaFormat, clean, format_of};
use crate::syntax::docx::{WordBlock, WordPicture, WordRun};

/// The names and files of the pictures of a document, by their numbers.
#[derive(Default)]
pub(super) struct Pictures {
    pub(super) names: Vec<Option<String>>,
    bytes: Vec<Vec<u8>>,
    lost: Vec<Option<String>>,
}

impl Pictures {
    /// Cleans the pictures, and names them 图1, 图2 ….
    pub(super) fn of(pictures: Vec<WordPicture>) -> Pictures {
        let mut all = Pictures::default();
        for (number, picture) in pictures.into_iter().enumerate() {
            let cleaned =
                picture.bytes.as_deref().and_then(|bytes| attachable(&picture.name, bytes));
            let (name, bytes, lost) = match cleaned {
                Some((ending, bytes)) => (Some(format!("图{}.{ending}", number + 1)), bytes, None),
                None => (None, Vec::new(), Some(picture.name)),
            };
            all.names.push(name);
            all.bytes.push(bytes);
            all.lost.push(lost);
        }
        all
    }

    /// The files of the pictures in a text, each once, and what is said of those that cannot be attached.
    pub(super) fn files(&self, body: &[BodyPart]) -> (Vec<ImportedFile>, Vec<ImportNote>) {
        let mut numbers = Vec::new();
        for part in body {
            if let BodyPart::Block(block, _) = part {
                collect(block, &mut numbers);
            }
        }
        numbers.sort_unstable();
        numbers.dedup();
        let (mut files, mut notes) = (Vec::new(), Vec::new());
        for number in numbers {
            if let (Some(Some(name)), Some(bytes)) =
                (self.names.get(number), self.bytes.get(number))
            {
                files.push(ImportedFile { name: name.clone(), bytes: bytes.clone() });
            }
            if let Some(Some(lost)) = self.lost.get(number) {
                let name = lost.rsplit('/').next().unwrap_or(lost).to_owned();
                notes.push(ImportNote::PictureLost(name));
            }
        }
        (files, notes)
    }
}

fn collect(block: &WordBlock, numbers: &mut Vec<usize>) {
    match block {
        WordBlock::Paragraph(paragraph) => {
            for run in &paragraph.runs {
                if let WordRun::Picture(number) = run {
                    numbers.push(*number);
                }
            }
        }
        WordBlock::Table(table) => {
            for inner in table.rows.iter().flatten().flat_map(|cell| &cell.blocks) {
                collect(inner, numbers);
            }
        }
    }
}

/// The ending and the bytes of a picture that may be attached.
fn attachable(name: &str, bytes: &[u8]) -> Option<(&'static str, Vec<u8>)> {
    let lower = name.to_lowercase();
    let ending = match format_of(bytes) {
        Some(MediaFormat::Jpeg) => "jpg",
        Some(MediaFormat::Png) => "png",
        Some(MediaFormat::Gif) => "gif",
        Some(MediaFormat::Bmp) => "bmp",
        Some(MediaFormat::WebP) => "webp",
        Some(_) => return None,
        // Drawings of Windows, which no browser shows: to be opened with a program.
        None if lower.ends_with(".emf") => "emf",
        None if lower.ends_with(".wmf") => "wmf",
        None => return None,
    };
    match clean(&format!("picture.{ending}"), bytes) {
        Cleaned::Clean(bytes) => Some((ending, bytes.into_owned())),
        Cleaned::Unclean => None,
    }
}
